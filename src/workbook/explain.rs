//! An explanation of a workbook: how the document is read, row by row, with the basis of each reading.
//!
//! Whatever decides about GO is a row: the phase of each section, each item that GO needs or leaves out, thresholds,
//! sign-offs, boxes, what is only likely, and what looks like an item and isn't one. A row that a person can correct
//! names the entry and the aspect; [`ReadingRow::alternatives`] are its corrections as edits.

pub mod annotate;
mod corrections;
mod places;
mod rows;
pub mod unified_diff;

use schemars::JsonSchema;
use serde::Serialize;

pub use corrections::{Alternative, ReadingAspect};

use super::Workbook;
use crate::checklist::{EntryId, Origin};

/// What a row is about. The order is that of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ReadingKind {
    /// The phase of a section.
    Phase,
    /// An item that GO needs.
    Required,
    /// An item that GO needs until it is done or N/A, as it has a condition.
    Conditional,
    /// An item that never blocks.
    Optional,
    /// An item that GO doesn't need: it belongs to another phase, or its condition doesn't hold.
    NotNeeded,
    /// A value that an item asks for.
    Threshold,
    /// A sign-off.
    SignOff,
    /// A blank.
    Blank,
    /// A variable, with all of its places.
    Variable,
    /// A due date, or how often an item recurs.
    Due,
    /// The people responsible for an item.
    Owner,
    /// A group of which one is chosen.
    Choice,
    /// A box, table row or numbered step that isn't an item.
    Box,
    /// An annotation in the document.
    Annotation,
    /// A reading that a person corrected in this run.
    Correction,
    /// A reading that is only likely, and isn't used.
    Suggestion,
    /// A line that looks like an item, and isn't one.
    LookAlike,
}

/// A row: something in the document, and how it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadingRow {
    /// What it is about.
    pub kind: ReadingKind,
    /// The line in the document, counted from 1.
    pub line: usize,
    /// The entry; `None` outside of entries.
    pub entry: Option<EntryId>,
    /// The text in question.
    pub text: String,
    /// How it is read.
    pub value: String,
    /// The basis of the reading; `None` for facts.
    pub origin: Option<Origin>,
    /// The words that it rests on: of the document, or of the person who corrected it.
    pub words: String,
    /// The depth of a section in the outline; 0 for all others.
    pub depth: usize,
    /// What a person can correct, if anything.
    pub correctable: Option<Correctable>,
}

/// What a person can correct about a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correctable {
    /// The entry that is corrected: that of the row, or the section that it gets its phase from.
    pub entry: EntryId,
    /// The corrected meaning.
    pub aspect: ReadingAspect,
}

impl ReadingKind {
    /// All kinds, in the order of the page.
    pub const ALL: [ReadingKind; 17] = [
        ReadingKind::Phase,
        ReadingKind::Required,
        ReadingKind::Conditional,
        ReadingKind::Optional,
        ReadingKind::NotNeeded,
        ReadingKind::Threshold,
        ReadingKind::SignOff,
        ReadingKind::Blank,
        ReadingKind::Variable,
        ReadingKind::Due,
        ReadingKind::Owner,
        ReadingKind::Choice,
        ReadingKind::Box,
        ReadingKind::Annotation,
        ReadingKind::Correction,
        ReadingKind::Suggestion,
        ReadingKind::LookAlike,
    ];

    /// The name in JSON and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            ReadingKind::Phase => "phase",
            ReadingKind::Required => "required",
            ReadingKind::Conditional => "conditional",
            ReadingKind::Optional => "optional",
            ReadingKind::NotNeeded => "not-needed",
            ReadingKind::Threshold => "threshold",
            ReadingKind::SignOff => "sign-off",
            ReadingKind::Blank => "blank",
            ReadingKind::Variable => "variable",
            ReadingKind::Due => "due",
            ReadingKind::Owner => "owner",
            ReadingKind::Choice => "choice",
            ReadingKind::Box => "box",
            ReadingKind::Annotation => "annotation",
            ReadingKind::Correction => "correction",
            ReadingKind::Suggestion => "suggestion",
            ReadingKind::LookAlike => "look-alike",
        }
    }

    /// Returns whether a row of this kind is about a reading that has another row, too.
    pub fn is_secondary(self) -> bool {
        match self {
            ReadingKind::Annotation | ReadingKind::Correction | ReadingKind::Suggestion => true,
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
            | ReadingKind::LookAlike => false,
        }
    }

    /// The kind of this name.
    pub fn from_name(name: &str) -> Option<ReadingKind> {
        ReadingKind::ALL
            .into_iter()
            .find(|kind| kind.name() == name)
    }
}

impl Workbook {
    /// How the document is read: all rows, by kind and then in document order.
    pub fn explain(&self) -> Vec<ReadingRow> {
        rows::of(self)
    }
}
