//! Tables: aligned where they fit, with cells that wrap where they almost do, and else row by row as
//! `heading: cell`.

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};
use ratatui::text::{Line, Span};

use crate::tui::fragment::Fragment;
use crate::tui::markdown::{self, NumberedLinks, Writer};
use crate::tui::model::Model;
use crate::tui::styled_text::StyledText;
use crate::tui::theme::{StyleRole, Theme};

/// A word that is longer than this may be broken to make a table fit.
const WORD: usize = 14;
/// Columns between two cells: a rule with a space on either side.
const GAP: usize = 3;

/// A table, prepared for drawing.
#[derive(Debug, Default)]
pub(super) struct DetailTable {
    alignments: Vec<Alignment>,
    headings: Vec<StyledText>,
    rows: Vec<Vec<StyledText>>,
}

/// Reads a table, with what people answered in its cells.
pub(super) fn read(model: &Model, excerpt: &Fragment, links: &mut NumberedLinks) -> DetailTable {
    let theme = &model.theme;
    let mut table = DetailTable::default();
    let mut writer = Writer::new(model, excerpt, theme.style(StyleRole::Heading), links);
    let mut row: Vec<StyledText> = Vec::new();
    for event in markdown::events(model.checklist(), excerpt.text(), true) {
        match &event {
            Event::Start(Tag::Table(alignments)) => table.alignments.clone_from(alignments),
            Event::End(TagEnd::TableCell) => row.push(writer.take()),
            Event::End(TagEnd::TableHead) => {
                table.headings = std::mem::take(&mut row);
                writer.set_base(theme.style(StyleRole::Text));
            }
            Event::End(TagEnd::TableRow) => table.rows.push(std::mem::take(&mut row)),
            _ => writer.event(&event),
        }
    }
    table
}

impl DetailTable {
    /// The table on `width` columns.
    pub(super) fn rows(&self, width: usize, theme: &Theme) -> Vec<Line<'static>> {
        match self.columns(width) {
            Some(columns) => self.grid(&columns, theme),
            None => self.list(width, theme),
        }
    }

    fn all(&self) -> impl Iterator<Item = &Vec<StyledText>> {
        std::iter::once(&self.headings).chain(&self.rows)
    }

    /// Returns the widths of the columns; nothing where they don't fit side by side.
    fn columns(&self, width: usize) -> Option<Vec<usize>> {
        let count = self.headings.len();
        let room = width
            .checked_sub(GAP * count.saturating_sub(1))
            .filter(|_| count > 0)?;
        let widest = |measure: fn(&StyledText) -> usize| -> Vec<usize> {
            (0..count)
                .map(|at| {
                    self.all()
                        .filter_map(|row| row.get(at))
                        .map(measure)
                        .max()
                        .unwrap_or(0)
                })
                .collect()
        };
        let whole = widest(StyledText::width);
        let mut columns: Vec<usize> = widest(StyledText::longest_word)
            .iter()
            .map(|&word| word.clamp(1, WORD))
            .collect();
        let mut left = room.checked_sub(columns.iter().sum())?;
        // The column with the most rows gets the next cell of width.
        while left > 0 {
            let wanting = (0..count).filter(|&at| columns[at] < whole[at]);
            let Some(most) =
                wanting.max_by_key(|&at| (whole[at] * 100 / columns[at], std::cmp::Reverse(at)))
            else {
                break;
            };
            columns[most] += 1;
            left -= 1;
        }
        Some(columns)
    }

    fn grid(&self, columns: &[usize], theme: &Theme) -> Vec<Line<'static>> {
        let mut rows: Vec<Line> = Vec::new();
        let is_tall = |row: &Vec<StyledText>| {
            row.iter()
                .zip(columns)
                .any(|(cell, &width)| cell.width() > width)
        };
        let has_headings = self.headings.iter().any(|cell| !cell.is_empty());
        if has_headings {
            rows.extend(self.grid_row(&self.headings, columns, theme));
            rows.push(divider(columns, theme));
        }
        // Rows of several lines are separated by a rule.
        let apart = self.rows.iter().any(is_tall);
        for (index, row) in self.rows.iter().enumerate() {
            if apart && index > 0 {
                rows.push(divider(columns, theme));
            }
            rows.extend(self.grid_row(row, columns, theme));
        }
        rows
    }

    fn grid_row(&self, row: &[StyledText], columns: &[usize], theme: &Theme) -> Vec<Line<'static>> {
        let none = Span::raw("");
        let cells: Vec<Vec<Line>> = row
            .iter()
            .zip(columns)
            .map(|(cell, &width)| cell.wrap(width, &none, &none))
            .collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or_default();
        let rule = Span::styled(
            format!(" {} ", theme.signs.down),
            theme.style(StyleRole::Dim),
        );
        let line = |at: usize| {
            let mut line = Line::default();
            for (column, &width) in columns.iter().enumerate() {
                if column > 0 {
                    line.push_span(rule.clone());
                }
                let text = cells
                    .get(column)
                    .and_then(|cell| cell.get(at))
                    .cloned()
                    .unwrap_or_default();
                let room = width.saturating_sub(text.width());
                let before = match self.alignments.get(column) {
                    Some(Alignment::Right) => room,
                    Some(Alignment::Center) => room / 2,
                    _ => 0,
                };
                line.push_span(Span::raw(" ".repeat(before)));
                line.spans.extend(text.spans);
                if column + 1 < columns.len() {
                    line.push_span(Span::raw(" ".repeat(room - before)));
                }
            }
            line
        };
        (0..height).map(line).collect()
    }

    fn list(&self, width: usize, theme: &Theme) -> Vec<Line<'static>> {
        let (first, rest) = (
            Span::styled(
                format!("{} ", theme.signs.bullet),
                theme.style(StyleRole::Dim),
            ),
            Span::raw("  "),
        );
        let mut rows = Vec::new();
        for row in &self.rows {
            let mut margin = &first;
            for (column, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                let mut line = StyledText::default();
                if let Some(heading) = self
                    .headings
                    .get(column)
                    .filter(|heading| !heading.is_empty())
                {
                    line.push(
                        &format!("{}: ", heading.text().replace('\n', " ")),
                        theme.style(StyleRole::Dim),
                    );
                }
                line.append(cell);
                rows.extend(line.wrap(width, margin, &rest));
                margin = &rest;
            }
        }
        rows
    }
}

fn divider(columns: &[usize], theme: &Theme) -> Line<'static> {
    let signs = theme.signs;
    let parts: Vec<String> = columns
        .iter()
        .map(|&width| signs.across.repeat(width))
        .collect();
    let between = format!("{0}{1}{0}", signs.across, signs.cross);
    Line::styled(parts.join(&between), theme.style(StyleRole::Dim))
}
