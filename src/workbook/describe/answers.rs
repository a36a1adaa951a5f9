//! Answers in words, each with who gave it: for conflicts, and for marks that match nothing.

use std::fmt;

use crate::progress::{Mark, Signature};
use crate::sanitize;
use crate::workbook::{Conflict, Place, Told};

/// An answer that leaves the state to the document.
pub(in crate::workbook) const AS_PRINTED: &str = "as in the document";
/// An answer that leaves the phase to the heading.
pub(in crate::workbook) const AS_HEADED: &str = "from its heading";
/// An answer that clears a blank.
pub(in crate::workbook) const CLEARED: &str = "(empty)";
/// An answer that clears a measured value.
pub(in crate::workbook) const NOT_MEASURED: &str = "not measured";
/// An answer that clears the go-live time.
pub(in crate::workbook) const NOT_LIVE: &str = "not set";
/// An answer that withdraws a signature.
pub(in crate::workbook) const NOT_SIGNED: &str = "not signed";

/// All answers in one line: `4 h (ann@host, 2026-11-21 21:04 UTC) or 6 h (…)`.
pub fn answers(answers: &[Told]) -> String {
    let one = |told: &Told| {
        format!(
            "{} ({}, {})",
            told.answer,
            told.who,
            sanitize::time(&told.at)
        )
    };
    answers.iter().map(one).collect::<Vec<_>>().join(" or ")
}

/// Answers that conflict, without their times: `conflict: 4 h by ann or 6 h by bob`.
pub(super) fn differing(answers: &[Told]) -> String {
    let one = |told: &Told| format!("{} by {}", told.answer, told.who);
    let all: Vec<String> = answers.iter().map(one).collect();
    format!("conflict, {}", all.join(" or "))
}

impl Conflict {
    /// All answers in one line, each with its author and time.
    pub fn describe(&self) -> String {
        answers(&self.answers)
    }
}

impl fmt::Display for Place<'_> {
    /// The label of the register.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Place::State => f.write_str("State"),
            Place::Phase => f.write_str("Phase"),
            Place::Blank(slug) => f.write_str(slug),
            Place::Measured(slug) => write!(f, "Measured {slug}"),
            Place::Live => f.write_str("Go-live time"),
            Place::Signed(slug) => write!(f, "Signed as {slug}"),
        }
    }
}

impl fmt::Display for Mark {
    /// The state, with its reason after a colon.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}", self.state)?;
        self.reason
            .iter()
            .try_for_each(|reason| write!(f, ": {reason}"))
    }
}

impl fmt::Display for Signature {
    /// Name and date, with the reason that forced it.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}, {}", self.name, self.date)?;
        self.forced
            .iter()
            .try_for_each(|reason| write!(f, ", forced: {reason}"))
    }
}
