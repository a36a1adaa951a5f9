//! Answers in words, each with who gave it: for conflicts, and for marks that match nothing.

use crate::sanitize;
use crate::workbook::{Conflict, Told};

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
