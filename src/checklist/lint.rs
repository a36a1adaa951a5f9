//! Finds mistakes in a document that make it hard to work with, and says how to fix them.
//!
//! A finding must be worth the time of the document's owner: if it is doubtful whether something is
//! wrong, it isn't reported. Nothing here changes the document. Nothing here recurses or reads text
//! twice, because a document may be one line of many megabytes.

mod annotations;
mod choices;
mod conflict_markers;
mod contradictions;
mod duplicates;
mod empty_items;
mod hidden_items;
mod html_inputs;
mod includes;
mod invisible_characters;
mod line_endings;
mod malformed_boxes;
mod other_boxes;
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
    /// Further lines that it is about.
    pub also: Vec<usize>,
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
    /// A placeholder that GitHub hides.
    Hint,
    /// Lines that end in different ways.
    LineEndings,
    /// A heading that is too deep for the one above it.
    HeadingLevel,
    /// A comment for gonogo that has no effect.
    Annotation,
    /// A line that includes another file.
    Include,
    /// A conflict marker of git.
    ConflictMarker,
}

/// A part of a document that people may think that a verdict covers, although it doesn't.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overlooked {
    /// A line that looks like an item.
    LookAlike,
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
            FindingKind::Include => Some(Overlooked::Include),
            FindingKind::ConflictMarker => Some(Overlooked::ConflictMarker),
            FindingKind::Mojibake
            | FindingKind::NoText
            | FindingKind::Repeated
            | FindingKind::EmptySection
            | FindingKind::Contradiction
            | FindingKind::Hint
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
            FindingKind::Include => "include",
            FindingKind::ConflictMarker => "conflict-marker",
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
    /// The offsets of further lines that it is about.
    also: Vec<usize>,
}

impl RawFinding {
    fn new(at: usize, kind: FindingKind, text: &str, message: String) -> RawFinding {
        RawFinding {
            at,
            kind,
            text: text.to_owned(),
            message,
            also: Vec::new(),
        }
    }
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
    found.extend(html_inputs::find(text, &reading.literals, &reading.tags));
    found.extend(includes::find(text, &reading.passages, &reading.literals));
    found.extend(conflict_markers::find(text, &reading.literals));
    found.extend(annotations::find(checklist));
    found.extend(choices::find(checklist));
    found.extend(placeholders::find(text, &reading.passages));
    found.extend(reading.passages.iter().filter_map(contradictions::find));
    found.retain(|found| !is_adopted(checklist, found));
    found.sort_by_key(|found| (found.at, found.kind));
    let mut place = LineCounter::start(&checklist.source);
    let found = found.into_iter().map(|found| {
        place.advance(&checklist.source, found.at);
        let mut last = (found.at, place.line);
        let also = found.also.iter().map(|&at| {
            last = (at, last.1 + lines::count(&checklist.source[last.0..at]));
            last.1
        });
        Finding {
            line: place.line,
            column: place.column,
            offset: found.at,
            kind: found.kind,
            text: found.text,
            message: found.message,
            also: also.collect(),
        }
    });
    found.collect()
}

/// True for what looks like an item, and counts by an annotation or a person.
fn is_adopted(checklist: &Checklist, found: &RawFinding) -> bool {
    let mut boxes = checklist.boxes_in(found.at..found.at + 1);
    found.kind == FindingKind::AlmostBox && boxes.any(|id| checklist.entry(id).is_adopted)
}

/// The lines that look like items, with the kinds of their findings.
pub(super) fn look_alikes(findings: &[Finding]) -> Vec<(usize, FindingKind)> {
    let is_like = |kind: FindingKind| kind.overlooked() == Some(Overlooked::LookAlike);
    let mut lines: Vec<(usize, FindingKind)> = findings
        .iter()
        .filter(|finding| is_like(finding.kind))
        .flat_map(|finding| {
            let lines = std::iter::once(finding.line).chain(finding.also.iter().copied());
            lines.map(|line| (line, finding.kind))
        })
        .collect();
    lines.sort_unstable_by_key(|&(line, _)| line);
    lines.dedup_by_key(|&mut (line, _)| line);
    lines
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
            also: Vec::new(),
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
