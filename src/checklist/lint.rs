//! Finds mistakes in a document that make it hard to work with, and says how to fix them.
//!
//! A finding must be worth the time of the document's owner: if it is doubtful whether something is
//! wrong, it isn't reported. Nothing here changes the document. Nothing here recurses or reads text
//! twice, because a document may be one line of many megabytes.

mod annotations;
mod contradictions;
mod duplicates;
mod empty_items;
mod hidden_items;
mod invisible_characters;
mod line_endings;
mod malformed_boxes;
mod placeholders;
mod scan;
mod sections;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Checklist, lines, mojibake, parse};
use crate::sanitize;

/// The limit for a quote from the document in a message, in columns.
const QUOTED: usize = 40;

/// A mistake in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Line in the document, counted from 1.
    pub line: usize,
    /// Column in the line, in characters, counted from 1.
    pub column: usize,
    /// The offset in the source.
    pub offset: usize,
    /// The kind of mistake.
    pub kind: FindingKind,
    /// The text there.
    pub text: String,
    /// The message: the mistake and its fix, with a quote of the document.
    pub message: String,
}

/// The kind of mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FindingKind {
    /// Characters in the wrong encoding.
    Mojibake,
    /// Text that looks like an item and isn't one.
    AlmostBox,
    /// An item without text.
    NoText,
    /// Lines that look like items, in code, HTML or front matter.
    HiddenItem,
    /// An item that occurs twice in one place.
    Repeated,
    /// A heading with nothing under it.
    EmptySection,
    /// A box that contradicts its text.
    Contradiction,
    /// A placeholder that isn't a blank.
    Hint,
    /// Lines that end in different ways.
    LineEndings,
    /// A heading that is too deep for the one above it.
    HeadingLevel,
    /// A comment for gonogo that has no effect.
    Annotation,
}

/// A part of a document that people may think that a verdict covers, although it doesn't.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overlooked {
    /// A line that looks like an item.
    LookAlike,
    /// A placeholder in the text.
    Placeholder,
    /// A line that includes another file.
    Include,
    /// A conflict marker of git.
    ConflictMarker,
}

impl FindingKind {
    /// What people may think that a verdict covers, although it doesn't.
    pub fn overlooked(self) -> Option<Overlooked> {
        match self {
            FindingKind::AlmostBox | FindingKind::HiddenItem => Some(Overlooked::LookAlike),
            FindingKind::Hint => Some(Overlooked::Placeholder),
            FindingKind::Mojibake
            | FindingKind::NoText
            | FindingKind::Repeated
            | FindingKind::EmptySection
            | FindingKind::Contradiction
            | FindingKind::LineEndings
            | FindingKind::HeadingLevel
            | FindingKind::Annotation => None,
        }
    }

    /// Its name in output.
    pub fn name(self) -> &'static str {
        match self {
            FindingKind::Mojibake => "mojibake",
            FindingKind::AlmostBox => "almost-box",
            FindingKind::NoText => "no-text",
            FindingKind::HiddenItem => "hidden-item",
            FindingKind::Repeated => "repeated",
            FindingKind::EmptySection => "empty-section",
            FindingKind::Contradiction => "contradiction",
            FindingKind::Hint => "hint",
            FindingKind::LineEndings => "line-endings",
            FindingKind::HeadingLevel => "heading-level",
            FindingKind::Annotation => "annotation",
        }
    }
}

/// A finding whose line isn't counted yet.
struct RawFinding {
    /// The offset in the source.
    at: usize,
    kind: FindingKind,
    text: String,
    message: String,
}

/// All findings, in document order.
pub(super) fn check(checklist: &Checklist) -> Vec<Finding> {
    let text = checklist.unannotated();
    let reading = scan::read(text, checklist.body_start);
    let front_matter = &checklist.source[..checklist.body_start];
    let mut found = characters(&checklist.source);
    found.extend(line_endings::find(&checklist.source));
    found.extend(sections::find(checklist));
    found.extend(duplicates::find(text, &reading.passages));
    found.extend(hidden_items::find(text, front_matter, &reading.literals));
    found.extend(malformed_boxes::find(text, &reading.passages));
    found.extend(empty_items::find(checklist));
    found.extend(annotations::find(checklist));
    found.extend(placeholders::find(text, &reading.passages));
    found.extend(reading.passages.iter().filter_map(contradictions::find));
    found.sort_by_key(|found| (found.at, found.kind));
    let mut place = LineCounter::start(&checklist.source);
    found
        .into_iter()
        .map(
            |RawFinding {
                 at,
                 kind,
                 text,
                 message,
             }| {
                place.advance(&checklist.source, at);
                Finding {
                    line: place.line,
                    column: place.column,
                    offset: at,
                    kind,
                    text,
                    message,
                }
            },
        )
        .collect()
}

/// Mojibake anywhere in the document.
fn characters(source: &str) -> Vec<RawFinding> {
    let start = parse::mark_length(source);
    let runs = mojibake::find(&source[start..]).map(|run| {
        let range = run.range.start + start..run.range.end + start;
        let text = source[range.clone()].to_owned();
        let message = match &run.repaired {
            Some(before) => format!(
                "“{}” is {} read in the wrong encoding: restore it and save as UTF-8",
                quoted(&text),
                visible(before)
            ),
            None => format!(
                "“{}” was garbled by the wrong encoding and can't be recovered: retype it",
                quoted(&text)
            ),
        };
        RawFinding {
            at: range.start,
            kind: FindingKind::Mojibake,
            text,
            message,
        }
    });
    runs.collect()
}

/// Repaired text for a message; invisible characters are named.
fn visible(text: &str) -> String {
    if sanitize::width(text.trim()) > 0 {
        return format!("“{}”", quoted(text));
    }
    text.chars()
        .map(|character| format!("U+{:04X}", u32::from(character)))
        .collect::<Vec<_>>()
        .join(" ")
}

/// Text of the document for a message: one line, shortened.
fn quoted(text: &str) -> String {
    // A text may be megabytes long, so it is cut first.
    let start: String = text.chars().take(QUOTED * 4).collect();
    let start = start.split_whitespace().collect::<Vec<_>>().join(" ");
    sanitize::fit(&start, QUOTED, "…")
}

/// A position in the document that only moves forward, so that lines and columns are counted in one pass.
struct LineCounter {
    offset: usize,
    line: usize,
    column: usize,
}

impl LineCounter {
    /// The first character after a byte order mark.
    fn start(source: &str) -> LineCounter {
        LineCounter {
            offset: parse::mark_length(source),
            line: 1,
            column: 1,
        }
    }

    fn advance(&mut self, source: &str, to: usize) {
        let passed = &source[self.offset..to];
        let start = lines::start(passed, passed.len());
        if start > 0 {
            self.line += lines::count(passed);
            self.column = 1;
        }
        self.column += passed[start..].chars().count();
        self.offset = to;
    }
}
