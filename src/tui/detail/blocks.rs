//! The document below an entry: prose, lists, quotes, code, tables, raw HTML.

use ratatui::text::{Line, Span};

use super::{DetailPage, table};
use crate::checklist::{Block, BlockKind, lines, mojibake};
use crate::sanitize;
use crate::tui::fragment::Fragment;
use crate::tui::markdown;
use crate::tui::styled_text::StyledText;
use crate::tui::theme::StyleRole;
use crate::workbook::CommandPiece;

/// Deeper lists are not indented further.
const DEEPEST: usize = 6;

impl DetailPage<'_> {
    /// Adds the blocks under an entry that is inside so many quotes.
    pub(super) fn blocks(&mut self, blocks: &[Block], quotes: usize) {
        let level = |block: &Block| block.level - usize::from(is_point(block)).min(block.level);
        let least = blocks.iter().map(level).min().unwrap_or_default();
        for (index, block) in blocks.iter().enumerate() {
            let bars = block.quotes.saturating_sub(quotes);
            let depth = (level(block) - least).min(DEEPEST);
            let margin = format!(
                "{}{}",
                self.model.theme.signs.quote.repeat(bars),
                "  ".repeat(depth)
            );
            let before = index.checked_sub(1).map(|before| &blocks[before]);
            if wants_gap(block, before) {
                // Within a quote its bars go on.
                let around =
                    before.map_or(0, |before| before.quotes.saturating_sub(quotes).min(bars));
                self.gap_within(around);
            }
            self.block(block, &margin);
        }
    }

    fn gap_within(&mut self, bars: usize) {
        if bars == 0 {
            return self.gap();
        }
        let theme = &self.model.theme;
        let bars = theme.signs.quote.repeat(bars);
        self.rows.push(Line::styled(
            sanitize::fit(bars.trim_end(), self.width, ""),
            theme.style(StyleRole::Dim),
        ));
    }

    fn block(&mut self, block: &Block, margin: &str) {
        match &block.kind {
            BlockKind::Text => {
                let label = self.footnote(block);
                self.prose(block, &format!("{margin}{label}"), margin);
            }
            BlockKind::Point { marker } => {
                let marker = if marker.len() == 1 {
                    self.model.theme.signs.bullet
                } else {
                    marker
                };
                let rest = " ".repeat(marker.chars().count() + 1);
                self.prose(
                    block,
                    &format!("{margin}{marker} "),
                    &format!("{margin}{rest}"),
                );
            }
            BlockKind::Code { info, lines } => self.code(lines, info, margin),
            BlockKind::Table => self.table(block, margin),
            BlockKind::Html => self.html(block, margin),
        }
    }

    fn prose(&mut self, block: &Block, first: &str, rest: &str) {
        let model = self.model;
        let excerpt = Fragment::inline(model.checklist(), block.range.clone(), block.quotes);
        let base = model.theme.style(StyleRole::Text);
        let rich = markdown::render(model, &excerpt, base, &mut self.links);
        let margin = |text: &str| Span::styled(text.to_owned(), model.theme.style(StyleRole::Dim));
        self.put(&rich, &margin(first), &margin(rest));
    }

    /// The label of a footnote, where a paragraph is its text.
    fn footnote(&self, block: &Block) -> String {
        let source = self.model.checklist().source();
        let line = source[lines::start(source, block.range.start)..block.range.start].trim();
        let is_label = line.starts_with("[^") && line.ends_with("]:");
        if is_label {
            format!("{} ", sanitize::one_line(line))
        } else {
            String::new()
        }
    }

    /// Adds code behind a rule, with its values as they are copied. A row that continues on the next one ends with a
    /// sign: the line doesn't end there.
    fn code(&mut self, lines: &[std::ops::Range<usize>], info: &str, margin: &str) {
        let model = self.model;
        let theme = &model.theme;
        let mut rich = StyledText::default();
        for piece in &model.workbook.command(lines, info).pieces {
            let role = match piece {
                CommandPiece::Text(_) => StyleRole::Code,
                CommandPiece::Value { .. } => StyleRole::Substituted,
                CommandPiece::Empty { .. } | CommandPiece::Unconfirmed { .. } => StyleRole::Empty,
                CommandPiece::Unfit { .. } => StyleRole::Bad,
            };
            push_code(&mut rich, piece.pasted(), theme.style(role));
        }
        rich.trim_line_end();
        let margin = Span::styled(
            format!("{margin}{} ", theme.signs.down),
            theme.style(StyleRole::Dim),
        );
        let next_section_rows = Span::styled(
            format!(" {}", theme.signs.next_section_rows),
            theme.style(StyleRole::Waiting),
        );
        self.rows
            .extend(rich.wrap_literal(self.width, &margin, &next_section_rows));
    }

    fn table(&mut self, block: &Block, margin: &str) {
        let model = self.model;
        let excerpt = Fragment::block(model.checklist(), block.range.clone(), block.quotes);
        let table = table::read(model, &excerpt, &mut self.links);
        let margin = Span::styled(margin.to_owned(), model.theme.style(StyleRole::Dim));
        let room = self.width.saturating_sub(margin.width());
        for mut row in table.rows(room, &model.theme) {
            if margin.width() + row.width() <= self.width {
                row.spans.insert(0, margin.clone());
            }
            self.rows.push(row);
        }
    }

    /// Adds raw HTML, without its comments.
    fn html(&mut self, block: &Block, margin: &str) {
        let source: Vec<&str> = self
            .model
            .checklist()
            .unquoted(block.range.clone(), block.quotes)
            .collect();
        let text = without_comments(&source.join("\n"));
        let style = self.model.theme.style(StyleRole::Dim);
        let margin = Span::styled(margin.to_owned(), style);
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let mut rich = StyledText::default();
            rich.push(&mojibake::repaired(line.trim_end()), style);
            self.put(&rich, &margin, &margin);
        }
    }
}

fn is_point(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Point { .. })
}

/// Returns whether an empty row goes before a block: prose and tables have one, and code is kept
/// apart from other code.
fn wants_gap(block: &Block, before: Option<&Block>) -> bool {
    let after = |is: fn(&BlockKind) -> bool| before.is_some_and(|before| is(&before.kind));
    match block.kind {
        BlockKind::Text | BlockKind::Table => true,
        BlockKind::Point { .. } => {
            after(|kind| matches!(kind, BlockKind::Code { .. } | BlockKind::Table))
        }
        BlockKind::Code { .. } => {
            after(|kind| matches!(kind, BlockKind::Code { .. } | BlockKind::Table))
        }
        BlockKind::Html => false,
    }
}

fn push_code(rich: &mut StyledText, text: &str, style: ratatui::style::Style) {
    for line in lines::with_ends(text) {
        let content = line.trim_end_matches(lines::is_end);
        rich.push(&mojibake::repaired(content), style);
        if content.len() < line.len() {
            rich.break_line();
        }
    }
}

fn without_comments(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(start) = rest.find("<!--") {
        text.push_str(&rest[..start]);
        rest = rest[start..]
            .find("-->")
            .map_or("", |end| &rest[start + end + 3..]);
    }
    text.push_str(rest);
    text
}
