//! Text with styles: built piece by piece, then cut to one row or wrapped to many.
//!
//! All text is sanitized here, so that nothing of a document reaches the terminal raw.

mod places;

use std::ops::Range;

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::sanitize;

/// Columns that a prefix or a sign at the end has to leave for text.
const LEAST: usize = 4;

/// Text in which each stretch has a style.
#[derive(Debug, Clone, Default)]
pub struct StyledText {
    text: String,
    /// The end of each stretch, with its style.
    runs: Vec<(usize, Style)>,
}

impl StyledText {
    /// Adds text; a line end in it becomes a space.
    pub fn push(&mut self, text: &str, style: Style) -> &mut Self {
        self.text.push_str(&sanitize::one_line(text));
        self.runs.push((self.text.len(), style));
        self
    }

    /// Adds a line end.
    pub fn break_line(&mut self) {
        self.text.push('\n');
        self.runs.push((self.text.len(), Style::new()));
    }

    /// One row of at most `width` columns, ending in `ellipsis` where something was left out.
    pub fn row(&self, width: usize, ellipsis: &str) -> Line<'static> {
        let fitted = sanitize::fit(&self.text, width, ellipsis);
        let kept = fitted
            .strip_suffix(ellipsis)
            .filter(|_| fitted != self.text)
            .map_or(fitted.len(), str::len);
        let mut line = self.slice(0..kept);
        if kept < fitted.len() {
            line.push_span(Span::raw(fitted[kept..].to_owned()));
        }
        line
    }

    /// Returns one row like [`StyledText::row`], but cut before `kept_from`: the text after it is
    /// the point of the row and takes at most half of it.
    pub fn row_keeping(&self, kept_from: usize, width: usize, ellipsis: &str) -> Line<'static> {
        let point = sanitize::width(&self.text[kept_from..]);
        if sanitize::width(&self.text) <= width || point * 2 > width {
            return self.row(width, ellipsis);
        }
        let before = StyledText {
            text: self.text[..kept_from].trim_end().to_owned(),
            runs: self.runs.clone(),
        };
        let mut line = before.row(width.saturating_sub(point + 1), ellipsis);
        line.push_span(Span::raw(" "));
        line.spans
            .extend(self.slice(kept_from..self.text.len()).spans);
        line
    }

    /// Adds other text with its styles.
    pub fn append(&mut self, other: &StyledText) {
        let start = self.text.len();
        self.text.push_str(&other.text);
        self.runs
            .extend(other.runs.iter().map(|&(end, style)| (start + end, style)));
    }

    /// Takes the line end away that the text ends with.
    pub fn trim_line_end(&mut self) {
        self.text.truncate(self.text.trim_end_matches('\n').len());
    }

    /// The text, as it is shown.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Columns that it takes without wrapping: those of its longest line.
    pub fn width(&self) -> usize {
        self.text
            .split('\n')
            .map(sanitize::width)
            .max()
            .unwrap_or_default()
    }

    /// Columns of its longest word.
    pub fn longest_word(&self) -> usize {
        self.text
            .split_whitespace()
            .map(sanitize::width)
            .max()
            .unwrap_or_default()
    }

    /// Returns the number of bytes of text it holds so far.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Returns whether it holds no text.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Rows of at most `width` columns; the first begins with `first`, the others with `rest`, as far as these leave
    /// room for text.
    pub fn wrap(
        &self,
        width: usize,
        first: &Span<'static>,
        rest: &Span<'static>,
    ) -> Vec<Line<'static>> {
        self.rows(width, [first, rest], &Span::raw(""), sanitize::break_at)
    }

    /// Rows of code or of something else whose spaces count: it is broken at spaces where it can be, and each row
    /// that goes on ends in `next_section_rows`.
    pub fn wrap_literal(
        &self,
        width: usize,
        margin: &Span<'static>,
        next_section_rows: &Span<'static>,
    ) -> Vec<Line<'static>> {
        self.rows(width, [margin, margin], next_section_rows, break_literal)
    }

    fn rows(
        &self,
        width: usize,
        [first, rest]: [&Span<'static>; 2],
        next_section_rows: &Span<'static>,
        break_at: fn(&str, usize) -> (usize, usize),
    ) -> Vec<Line<'static>> {
        let mut rows: Vec<Line> = Vec::new();
        for line in lines(&self.text) {
            let mut at = line.start;
            loop {
                let text = &self.text[at..line.end];
                let prefix = if rows.is_empty() { first } else { rest };
                let prefix = if prefix.width() + LEAST <= width {
                    prefix.clone()
                } else {
                    Span::raw("")
                };
                let room = width.saturating_sub(prefix.width()).max(1);
                let (mut end, mut next) = if text.is_empty() {
                    (0, 0)
                } else {
                    break_at(text, room)
                };
                if next < text.len()
                    && next_section_rows.width() > 0
                    && next_section_rows.width() + LEAST <= room
                {
                    (end, next) = break_at(text, room - next_section_rows.width());
                }
                let mut row = self.slice(at..at + end);
                row.spans.insert(0, prefix);
                if next < text.len() && next_section_rows.width() + row.width() <= width {
                    row.push_span(next_section_rows.clone());
                }
                // A character that is wider than the whole screen.
                if row.width() > width {
                    row = Line::raw(sanitize::fit(&row.to_string(), width, ""));
                }
                rows.push(row);
                at += next;
                if at >= line.end {
                    break;
                }
            }
        }
        rows
    }

    /// A part of the text as a row.
    fn slice(&self, range: Range<usize>) -> Line<'static> {
        let mut spans = Vec::new();
        let first = self.runs.partition_point(|&(end, _)| end <= range.start);
        let mut from = range.start;
        for &(end, style) in &self.runs[first..] {
            let to = end.min(range.end);
            if from < to {
                spans.push(Span::styled(self.text[from..to].to_owned(), style));
                from = to;
            }
            if end >= range.end {
                break;
            }
        }
        Line::from(spans)
    }
}

/// The byte ranges of the lines of a text.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    text.split('\n').map(move |line| {
        let start = at;
        at += line.len() + 1;
        start..start + line.len()
    })
}

/// Returns the offset at which a line of code is wrapped: at its last space, but never before its
/// first word; inside a word only where it is longer than the row.
fn break_literal(text: &str, columns: usize) -> (usize, usize) {
    // No further than the row: there can be spaces without end.
    let indent = text
        .bytes()
        .take(columns + 1)
        .take_while(|&byte| byte == b' ')
        .count();
    let (fits, next) = sanitize::break_at(text, columns);
    if fits > indent || fits == text.len() {
        return (fits, next);
    }
    let (end, _) = sanitize::break_at(
        text[indent..].split(' ').next().unwrap_or_default(),
        columns.saturating_sub(indent).max(1),
    );
    if indent >= columns {
        (fits.max(1), next.max(1))
    } else {
        (indent + end, indent + end)
    }
}
