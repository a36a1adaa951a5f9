//! Puts what a workbook holds into words, once for the terminal screen, line mode, the command line and reports.
//!
//! Texts are safe to build on, and not yet safe to show: document text in them still has to be sanitized. Nothing here
//! knows who reads it, so keys and commands are passed in.

mod answers;
mod basis;
mod blockers;
mod bulk;
mod counts;
mod differences;
mod entry;
mod events;
mod measurements;
pub mod readings;
mod registers;
mod signatures;
mod states;
mod variables;
mod verdict;

pub use answers::answers;
pub use basis::verdict_with_basis;
pub use blockers::{
    blocker, blocker_beside, blocker_brief, blocker_cause, blocker_name, contradictions,
    counted_kind,
};
pub use bulk::confirmed;
pub use counts::{blank_count, counted, empty_count, item_counts, out_of, run_name, status};
pub use differences::{differences, doubt};
pub use entry::{blank, list, measurement, more, section, section_text, step};
pub use events::{EventNames, EventText};
pub use measurements::judged;
pub(super) use registers::register_answer;
pub use registers::{register_beside, register_label};
pub use signatures::{ATTESTATION, COVERS_LESS, NO_SIGNOFF, SIGNED_ALREADY};
pub use states::title as state_title;
pub use variables::{
    missing_values, variable, variable_at, variable_here, variable_places, variable_reach,
    variable_value,
};
pub use verdict::{Blocks, Dated, blockers};

/// The text as a sentence: with a full stop, unless it ends in punctuation of its own.
pub fn with_stop(text: &str) -> String {
    let stop = if text.ends_with(['.', '!', '?', '…']) {
        ""
    } else {
        "."
    };
    format!("{text}{stop}")
}

/// The text as a sentence of its own: capitalized, with a full stop.
pub fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    let first: String = characters
        .next()
        .map(|first| first.to_uppercase().collect())
        .unwrap_or_default();
    with_stop(&format!("{first}{}", characters.as_str()))
}
