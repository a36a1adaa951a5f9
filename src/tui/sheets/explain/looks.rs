//! The looks of the explanation: the list, and below it the selected row in full with its alternatives.

use std::collections::BTreeMap;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{ExplainRow, ExplainSheet};
use crate::sanitize;
use crate::tui::model::Model;
use crate::tui::styled_text::StyledText;
use crate::tui::theme::{StyleRole, Theme};
use crate::tui::widgets::list;
use crate::tui::widgets::{padded, row, title};
use crate::workbook::{ReadingKind, ReadingRow, describe};

/// Narrower than this, the basis of a reading is only shown below the list.
const ROOMY: usize = 64;
/// The most columns for a value.
const VALUE: usize = 22;
/// The same with little room.
const NARROW_VALUE: usize = 11;
/// Columns for the basis of a reading.
const BASIS: usize = 26;
/// A screen with fewer rows for the sheet shows the selected text in the list only.
const TALL: u16 = 12;
/// Rows below the list: for the text of the selected row, and for its alternatives.
const BELOW: usize = 3;
/// The same with little room.
const BELOW_IN_BRIEF: usize = 2;

/// Draws the sheet.
pub(super) fn draw(sheet: &ExplainSheet, model: &Model, area: Rect, buffer: &mut Buffer) {
    let theme = &model.theme;
    let below = below(sheet, model, area);
    let bottom = title::bottom_rows(below.len() + 1, area);
    let list = Rect {
        height: area.height - bottom.height,
        ..area
    };
    let visible = sheet.visible();
    let columns = ReadingColumns::of(sheet, &visible, usize::from(area.width));
    sheet.list.draw(
        visible.len(),
        list,
        buffer,
        |index, is_selected| match visible[index] {
            ExplainRow::Kind(kind, count, is_unfolded) => {
                kind_line(kind, count, is_unfolded, is_selected, theme)
            }
            ExplainRow::Reading(at) => reading_line(&sheet.rows[at], is_selected, &columns, theme),
        },
    );
    let above = sheet.list.top(list.height) + usize::from(list.height);
    list::draw_more(visible.len().saturating_sub(above), theme, list, buffer);
    title::draw_in_rule(&heading(sheet), theme, bottom, buffer);
    let bottom = title::below(bottom);
    for (y, line) in (0..bottom.height).zip(&below) {
        row(line, bottom, y, buffer);
    }
}

/// The title of the part below the list: the selected row and its basis.
fn heading(sheet: &ExplainSheet) -> String {
    let Some(selected) = sheet.selected() else {
        return "How this document is read".to_owned();
    };
    let basis = describe::readings::basis(selected);
    let basis = if basis.is_empty() {
        basis
    } else {
        format!(" ({basis})")
    };
    format!("line {}: {}{basis}", selected.line, selected.value)
}

/// The rows below the list: the text of the selected row, and its alternatives. There are always as many, so that the
/// list stays where it is.
fn below(sheet: &ExplainSheet, model: &Model, area: Rect) -> Vec<Line<'static>> {
    let theme = &model.theme;
    let width = usize::from(area.width);
    let rows = if area.height < TALL {
        BELOW_IN_BRIEF
    } else {
        BELOW
    };
    let mut lines = match sheet.selected() {
        None => {
            let told = match sheet.current() {
                Some(ExplainRow::Kind(kind, ..)) => describe::readings::kind_about(kind),
                Some(ExplainRow::Reading(_)) | None => describe::readings::NOTHING_TO_READ,
            };
            wrapped(told, StyleRole::Dim, width, theme)
        }
        Some(selected) => {
            let alternatives = alternatives(selected, model, width);
            let mut lines = wrapped(&selected.text, StyleRole::Text, width, theme);
            lines.truncate(rows.saturating_sub(alternatives.len()));
            lines.extend(alternatives);
            lines
        }
    };
    lines.resize(rows, Line::default());
    lines
}

/// The values that can be set, with their digits; the present one in brackets.
fn alternatives(selected: &ReadingRow, model: &Model, width: usize) -> Vec<Line<'static>> {
    let theme = &model.theme;
    let Some(what) = &selected.correctable else {
        let told = "nothing to correct here";
        return wrapped(told, StyleRole::Dim, width, theme);
    };
    let present = model.workbook.present(what);
    let alternatives = selected.alternatives();
    let count = alternatives.len();
    let mut lines = vec![Line::from(" ")];
    for (index, one) in alternatives.into_iter().enumerate() {
        let digit = if index + 1 == count { 0 } else { index + 1 };
        let (open, close, role) = if one.directive == present {
            ("[", "]", StyleRole::Good)
        } else {
            (" ", " ", StyleRole::Text)
        };
        let spans = [
            Span::styled(open, theme.style(role)),
            Span::styled(digit.to_string(), theme.style(StyleRole::Key)),
            Span::styled(format!(" {}{close}", one.word), theme.style(role)),
        ];
        let columns: usize = spans.iter().map(Span::width).sum();
        if lines
            .last()
            .is_none_or(|line| line.width() + columns > width)
        {
            lines.push(Line::from(" "));
        }
        if let Some(line) = lines.last_mut() {
            line.spans.extend(spans);
        }
    }
    lines
}

fn wrapped(text: &str, role: StyleRole, width: usize, theme: &Theme) -> Vec<Line<'static>> {
    let mut rich = StyledText::default();
    rich.push(&sanitize::one_line(text), theme.style(role));
    rich.wrap(width, &Span::raw("  "), &Span::raw("  "))
}

/// The widths of columns: of line numbers in all visible rows, and of values in those of each kind.
struct ReadingColumns {
    line: usize,
    values: BTreeMap<ReadingKind, usize>,
    width: usize,
}

impl ReadingColumns {
    fn of(sheet: &ExplainSheet, visible: &[ExplainRow], width: usize) -> ReadingColumns {
        let most = if width < ROOMY { NARROW_VALUE } else { VALUE };
        let mut columns = ReadingColumns {
            line: 1,
            values: BTreeMap::new(),
            width,
        };
        let rows = visible.iter().filter_map(|row| match row {
            ExplainRow::Reading(at) => sheet.rows.get(*at),
            ExplainRow::Kind(..) => None,
        });
        for row in rows {
            columns.line = columns.line.max(row.line.to_string().len());
            let value = sanitize::width(&sanitize::one_line(&row.value)).min(most);
            let widest = columns.values.entry(row.kind).or_default();
            *widest = value.max(*widest);
        }
        columns
    }

    fn value(&self, kind: ReadingKind) -> usize {
        self.values.get(&kind).copied().unwrap_or_default()
    }
}

fn kind_line(
    kind: ReadingKind,
    count: usize,
    is_unfolded: bool,
    is_selected: bool,
    theme: &Theme,
) -> Line<'static> {
    let fold = if is_unfolded {
        theme.signs.unfolded
    } else {
        theme.signs.folded
    };
    let heading = describe::readings::kind_heading(kind);
    Line::from(vec![
        list::mark(is_selected, theme),
        Span::styled(format!("{fold} "), theme.style(StyleRole::Dim)),
        Span::styled(
            format!("{heading} ({count})"),
            theme.style(StyleRole::Heading),
        ),
    ])
}

fn reading_line(
    of: &ReadingRow,
    is_selected: bool,
    columns: &ReadingColumns,
    theme: &Theme,
) -> Line<'static> {
    let ellipsis = theme.signs.ellipsis;
    let mut line = Line::from(vec![
        list::mark(is_selected, theme),
        Span::styled(
            format!("{:>width$}  ", of.line, width = columns.line),
            theme.style(StyleRole::Dim),
        ),
        Span::styled(
            padded(&of.value, columns.value(of.kind), ellipsis),
            theme.style(role(of.kind)),
        ),
        Span::raw("  "),
    ]);
    let basis = describe::readings::basis_within(of, BASIS, ellipsis);
    let basis = if columns.width < ROOMY || basis.is_empty() {
        String::new()
    } else {
        format!("  ({basis})")
    };
    let room = columns
        .width
        .saturating_sub(line.width() + sanitize::width(&basis));
    let indent = "  ".repeat(of.depth);
    let text = format!("{indent}{}", sanitize::one_line(&of.text));
    let text = sanitize::fit(&text, room, ellipsis);
    line.push_span(Span::raw(text));
    line.push_span(Span::styled(basis, theme.style(StyleRole::Dim)));
    line
}

/// The looks of a value: what removes work, and what nobody has decided, stands out.
fn role(kind: ReadingKind) -> StyleRole {
    match kind {
        ReadingKind::Suggestion | ReadingKind::LookAlike => StyleRole::Waiting,
        ReadingKind::Phase
        | ReadingKind::Required
        | ReadingKind::Conditional
        | ReadingKind::Optional
        | ReadingKind::NotNeeded
        | ReadingKind::Threshold
        | ReadingKind::SignOff
        | ReadingKind::Blank
        | ReadingKind::Variable
        | ReadingKind::Due
        | ReadingKind::Owner
        | ReadingKind::Choice
        | ReadingKind::Box
        | ReadingKind::Annotation
        | ReadingKind::Correction => StyleRole::Text,
    }
}
