//! The page of `gonogo explain`: counts first, then rows by kind, within 80 columns.

use crate::checklist::Origin;
use crate::sanitize;
use crate::workbook::{ReadingKind, ReadingRow, describe};

/// Columns of the page.
const WIDTH: usize = 80;
/// Rows of a kind on the page of a long document.
const LISTED: usize = 8;
/// A document with up to this many rows is listed completely.
const SHORT: usize = 40;
/// The most columns for a value.
const VALUE: usize = 24;
/// The most columns for the basis of a reading.
const BASIS: usize = 28;
/// The fewest columns for a text.
const TEXT: usize = 20;

/// The rows to print.
pub(super) struct ExplainText<'a> {
    /// All rows.
    pub(super) rows: &'a [ReadingRow],
    /// The kinds to list completely; all if empty.
    pub(super) only: &'a [ReadingKind],
    /// True if every row is listed.
    pub(super) all: bool,
}

impl ExplainText<'_> {
    /// The page.
    pub(super) fn text(&self) -> String {
        if self.rows.is_empty() {
            return format!(
                "{}\n",
                describe::sentence(describe::readings::NOTHING_TO_READ)
            );
        }
        let mut text = self.counts();
        for kind in ReadingKind::ALL {
            let rows: Vec<&ReadingRow> = self.rows.iter().filter(|row| row.kind == kind).collect();
            if rows.is_empty() || !(self.only.is_empty() || self.only.contains(&kind)) {
                continue;
            }
            let heading = describe::readings::kind_heading(kind);
            text.push_str(&format!("\n{heading} ({})\n", rows.len()));
            let listed = self.listed(kind, &rows);
            text.push_str(&lines(&listed));
            let covered: usize = listed.iter().map(|row| row.count).sum();
            if covered < rows.len() || listed.len() < rows.len() {
                let more = if covered == 0 {
                    "not listed".to_owned()
                } else if kind == ReadingKind::Phase {
                    let others = rows.len() - covered;
                    format!("{others} more, before by default or like the section above")
                } else if covered < rows.len() {
                    format!("{} more", rows.len() - covered)
                } else {
                    "one by one".to_owned()
                };
                text.push_str(&format!("  {more}: --only {}\n", kind.name()));
            }
        }
        text
    }

    /// The lines about the rows of a kind.
    fn listed<'a>(&self, kind: ReadingKind, rows: &[&'a ReadingRow]) -> Vec<PageLine<'a>> {
        let each = rows.iter().map(|&row| PageLine { row, count: 1 });
        if self.all || !self.only.is_empty() {
            return each.collect();
        }
        match kind {
            ReadingKind::Required => Vec::new(),
            _ if self.rows.len() <= SHORT => each.collect(),
            ReadingKind::Phase => each.filter(|line| is_own(line.row.origin)).collect(),
            ReadingKind::NotNeeded => by_section(rows),
            // A few more take no more room than the line about them.
            _ if rows.len() <= LISTED + 1 => each.collect(),
            _ => each.take(LISTED).collect(),
        }
    }

    /// The number of rows of each kind, in a few lines.
    fn counts(&self) -> String {
        let count = |kind| self.rows.iter().filter(|row| row.kind == kind).count();
        format!("{}\n", describe::readings::reading_counts(count).join("\n"))
    }
}

/// A line about one row, or about several rows that are read the same.
struct PageLine<'a> {
    row: &'a ReadingRow,
    count: usize,
}

/// Returns whether a reading is stated where it is, and neither inherited nor a default.
fn is_own(origin: Option<Origin>) -> bool {
    match origin {
        None | Some(Origin::Person | Origin::Annotation | Origin::Pattern) => true,
        Some(Origin::Inherited | Origin::Default) => false,
    }
}

/// Rows in a row with the same value and basis, as one line.
fn by_section<'a>(rows: &[&'a ReadingRow]) -> Vec<PageLine<'a>> {
    let mut lines: Vec<PageLine> = Vec::new();
    for &row in rows {
        match lines.last_mut() {
            Some(last)
                if (&last.row.value, &last.row.words, last.row.origin)
                    == (&row.value, &row.words, row.origin) =>
            {
                last.count += 1;
            }
            Some(_) | None => lines.push(PageLine { row, count: 1 }),
        }
    }
    lines
}

/// The lines of a kind, in columns: line, value, text, basis.
fn lines(rows: &[PageLine]) -> String {
    let number = rows
        .iter()
        .map(|line| line.row.line.to_string().len())
        .max();
    let number = number.unwrap_or_default();
    let value = rows
        .iter()
        .map(|line| sanitize::width(&line.row.value))
        .max();
    let value = value.unwrap_or_default().min(VALUE);
    let line = |PageLine { row, count }: &PageLine| {
        let mut line = format!("  line {:>number$}  ", row.line);
        line.push_str(&padded(&row.value, value));
        let basis = describe::readings::basis_within(row, BASIS, "…");
        let basis = if basis.is_empty() {
            basis
        } else {
            format!("  ({basis})")
        };
        let room = WIDTH.saturating_sub(sanitize::width(&line) + 2 + sanitize::width(&basis));
        let text = if *count == 1 {
            format!("{}{}", "  ".repeat(row.depth), row.text)
        } else {
            format!("{count} items")
        };
        let text = sanitize::fit(&sanitize::one_line(&text), room.max(TEXT), "…");
        format!("{line}  {text}{basis}\n")
    };
    rows.iter().map(line).collect()
}

/// A text in so many columns.
fn padded(text: &str, columns: usize) -> String {
    let text = sanitize::one_line(text);
    let text = sanitize::fit(&text, columns, "…");
    let gap = columns.saturating_sub(sanitize::width(&text));
    format!("{text}{}", " ".repeat(gap))
}
