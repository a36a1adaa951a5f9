//! Collects inline content, event by event: text that may contain blanks, and code, images and addresses,
//! which contain none.

use std::ops::Range;

use super::tables::Grid;
use super::{InlineRole, Open, Walk, as_it_stands};
use crate::checklist::inline::Inline;
use crate::checklist::legacy::ParseRules;
use crate::checklist::{blanks, tags};

impl Walk<'_> {
    /// True if a paragraph at `offset` continues after a box alone on the line before.
    pub(super) fn is_text_of_box(&self, offset: usize) -> bool {
        let Some(Open {
            range: None,
            role: InlineRole::Head(id),
            ..
        }) = &self.open
        else {
            return false;
        };
        self.line_of(offset) == self.entries[id.0].line + 1
    }

    pub(super) fn open_block(&mut self, role: InlineRole) {
        self.close_block();
        self.open = Some(Open {
            inline: std::mem::take(&mut self.spare),
            range: None,
            role,
        });
    }

    /// The current inline content, or a new one.
    pub(super) fn gathered(&mut self) -> &mut Open {
        let spare = &mut self.spare;
        let begin = || Open {
            inline: std::mem::take(spare),
            range: None,
            role: InlineRole::Prose,
        };
        self.open.get_or_insert_with(begin)
    }

    /// Adds to the inline content; a tight list has no paragraphs, so its first event opens one.
    pub(super) fn with_inline(
        &mut self,
        range: Range<usize>,
        add: impl FnOnce(&mut Inline, &Range<usize>),
    ) {
        if self.skipping > 0 || self.code.is_some() {
            if let Some(cell) = self.table.as_mut().and_then(Grid::cell) {
                add(cell, &range);
            }
            return;
        }
        let open = self.gathered();
        add(&mut open.inline, &range);
        open.range = match open.range.take() {
            Some(before) => Some(before.start..before.end.max(range.end)),
            None => Some(range),
        };
    }

    /// Ends something in the current inline content.
    pub(super) fn end_inline(&mut self, end: impl FnOnce(&mut Inline)) {
        let cell = self.table.as_mut().and_then(Grid::cell);
        if let Some(inline) = cell.or(self.open.as_mut().map(|open| &mut open.inline)) {
            end(inline);
        }
    }

    pub(super) fn text(&mut self, text: &str, range: Range<usize>) {
        if let Some(code) = &mut self.code {
            code.lines.push(range);
            return;
        }
        let text = as_it_stands(text, &self.source[range.clone()]);
        let is_opaque = self.opaque > 0 || self.autolink;
        self.with_inline(range, |inline, range| {
            if is_opaque {
                inline.opaque(&text);
            } else {
                inline.text(&text, range);
            }
        });
    }

    /// Adds the readable part of a tag or comment in a line.
    pub(super) fn raw_html(&mut self, html: &str, range: Range<usize>) {
        let source = self.source;
        let html = as_it_stands(html, &source[range.clone()]);
        let reading = match self.rules {
            ParseRules::Present => tags::read(&html, &source[range.end..]),
            ParseRules::Earlier => tags::Readable::Nothing,
        };
        self.read_otherwise += usize::from(reading != tags::Readable::Nothing);
        self.with_inline(range, |inline, range| match &reading {
            tags::Readable::Nothing => {}
            tags::Readable::Break => inline.opaque(" "),
            // A tag that is read as it stands may be a place to fill.
            tags::Readable::Text(text) if *text == html => inline.text(text, range),
            tags::Readable::Text(text) => inline.opaque(text),
        });
    }

    /// Adds the mark of a footnote, which distinguishes items with the same text.
    pub(super) fn footnote(&mut self, name: &str, range: Range<usize>) {
        let is_read = self.rules == ParseRules::Present;
        self.read_otherwise += usize::from(is_read);
        self.with_inline(range, |inline, _| {
            if is_read {
                inline.opaque(&format!("[^{name}]"));
            }
        });
    }

    /// Adds code in a line. Underscores alone are a blank that is written in backticks to be visible.
    pub(super) fn code(&mut self, text: &str, range: Range<usize>) {
        let source = self.source;
        let text = as_it_stands(text, &source[range.clone()]);
        let is_run = text.len() >= blanks::SHORTEST && text.bytes().all(|byte| byte == b'_');
        self.with_inline(range, |inline, range| {
            if is_run {
                inline.code_run(range, source);
            } else {
                inline.opaque(&text);
            }
        });
    }
}
