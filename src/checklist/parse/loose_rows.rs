//! Rows behind a comment that ends their table: `| Stage | | |`. GitHub shows them as text, but people fill their cells.

use std::ops::Range;

use super::Walk;
use super::tables::{self, EMPTY};
use crate::checklist::blanks::FoundBlank;
use crate::checklist::inline::{self, Inline};
use crate::checklist::{Form, Kind, lines};

/// The headings of the last table, and where its last row ends.
pub(super) struct LastTable {
    pub(super) headings: Vec<String>,
    pub(super) end: usize,
}

impl Walk<'_> {
    /// Adds an entry for a line of a paragraph that is a row with empty cells. The line begins at `offset` of the inline
    /// content.
    pub(super) fn loose_row(
        &mut self,
        inline: &Inline,
        offset: usize,
        line: &str,
        paragraph: &Range<usize>,
    ) -> bool {
        let text = line.trim();
        let is_row = text.len() > 1 && text.starts_with('|') && text.ends_with('|');
        let Some(table) = self.last_table.as_mut().filter(|_| is_row) else {
            return false;
        };
        let between = self.source.get(table.end..paragraph.start);
        let start = inline.offset(offset + line.len() - line.trim_start().len());
        let Some(start) = start.filter(|_| between.is_some_and(is_comments)) else {
            return false;
        };
        let end = lines::end(self.source, start).min(paragraph.end);
        let source = self.source[start..end].trim_end();
        let places = tables::cells(source, start);
        if places.len() != table.headings.len() {
            return false;
        }
        let headings = table.headings.clone();
        if end >= paragraph.end {
            table.end = paragraph.end;
        }
        let mut row = (String::new(), Vec::new());
        for (heading, place) in headings.iter().zip(places) {
            self.loose_cell(heading, place, &mut row);
        }
        let (text, found) = row;
        if found.is_empty() {
            return false;
        }
        let parent = self.owner();
        let id = self.add(Kind::Line, start..start + source.len(), parent);
        self.entries[id.0].paragraph = paragraph.clone();
        self.entries[id.0].is_late = true;
        self.read_otherwise += 1;
        let spans = found.iter().map(|found| found.plain.clone()).collect();
        self.fill_with(id, text, found, spans, &Form::Cell);
        true
    }

    fn loose_cell(&self, heading: &str, place: Range<usize>, row: &mut (String, Vec<FoundBlank>)) {
        let (text, found) = row;
        let cell = self.source[place.clone()].trim();
        if cell.is_empty() && heading.is_empty() {
            return;
        }
        if !text.is_empty() {
            text.push_str(" | ");
        }
        if !cell.is_empty() || self.is_text(place.start) {
            text.push_str(&inline::fold(cell, &mut []).replace('`', ""));
            return;
        }
        text.push_str(&format!("{heading}: "));
        let start = text.len();
        text.push_str(EMPTY);
        let mut blank = tables::asked_for(heading, start..text.len(), place);
        blank.is_late = true;
        found.push(blank);
    }
}

/// True for a text of comments and white space.
fn is_comments(text: &str) -> bool {
    let mut rest = text.trim_start();
    while let Some(inside) = rest.strip_prefix("<!--") {
        let Some(end) = inside.find("-->") else {
            return false;
        };
        rest = inside[end + "-->".len()..].trim_start();
    }
    rest.trim_matches('>').trim().is_empty()
}
