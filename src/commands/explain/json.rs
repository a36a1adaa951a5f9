//! The output of `gonogo explain --json`.

use schemars::JsonSchema;
use serde::Serialize;

use crate::checklist::Origin;
use crate::workbook::{Alternative, ReadingKind, ReadingRow, Workbook};

/// The output of `gonogo explain --json`: how the document is read, by kind and then in document order. Later versions
/// may add fields and kinds.
#[derive(Serialize, JsonSchema)]
pub(in crate::commands) struct JsonExplain<'a> {
    /// The name and number of this format.
    format: &'static str,
    /// The number of rows of each kind, in the order of the page, without kinds that have none.
    counts: Vec<KindCount>,
    /// The rows.
    rows: Vec<JsonReading<'a>>,
}

/// The number of rows of a kind.
#[derive(Serialize, JsonSchema)]
struct KindCount {
    /// The kind.
    kind: ReadingKind,
    /// The number of its rows.
    count: usize,
}

/// Something in the document, and how it is read.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Reading")]
struct JsonReading<'a> {
    /// What it is about.
    kind: ReadingKind,
    /// The line in the document, from 1.
    #[schemars(range(min = 1))]
    line: usize,
    /// The key of the entry; null outside of entries.
    key: Option<String>,
    /// The text in question.
    text: &'a str,
    /// How it is read.
    value: &'a str,
    /// The basis of the reading; null for facts.
    origin: Option<Origin>,
    /// The words of the document that it rests on, or who corrected it; empty by default.
    words: &'a str,
    /// The values that a person can set in this run; empty if nothing can be corrected.
    alternatives: Vec<String>,
}

impl<'a> JsonExplain<'a> {
    pub(super) fn of(workbook: &Workbook, rows: &'a [ReadingRow]) -> JsonExplain<'a> {
        let counts = ReadingKind::ALL.into_iter().map(|kind| KindCount {
            kind,
            count: rows.iter().filter(|row| row.kind == kind).count(),
        });
        let row = |row: &'a ReadingRow| JsonReading {
            kind: row.kind,
            line: row.line,
            key: row.entry.map(|id| workbook.checklist().key(id)),
            text: &row.text,
            value: &row.value,
            origin: row.origin,
            words: &row.words,
            alternatives: row.alternatives().into_iter().map(word).collect(),
        };
        JsonExplain {
            format: "gonogo-explain/1",
            counts: counts.filter(|count| count.count > 0).collect(),
            rows: rows.iter().map(row).collect(),
        }
    }
}

fn word(alternative: Alternative) -> String {
    alternative.word
}
