//! The closed lists of words in JSON: one enum for each, made from what the workbook has.
//!
//! Words are in kebab case, the names of fields in snake case. States, phases and other enums without data are written
//! as they are; they need no second enum here.

use schemars::JsonSchema;
use serde::Serialize;

use crate::progress::Change;
use crate::workbook::{About, Difference, Standing, Unsound, Verdict, Why};

/// Whether this can go live.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Verdict")]
pub enum VerdictWord {
    /// Nothing blocks the launch; something remains to be done during or after it.
    Go,
    /// There are blockers.
    NoGo,
    /// Nothing remains to be done, after the launch either.
    Complete,
}

/// The cause of a blocker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BlockerKind {
    /// The document has no items.
    NoItems,
    /// The document asks for no sign-off, and `--require-signoff` needs one.
    NoSignoffs,
    /// The item is open.
    Open,
    /// The item is blocked.
    Blocked,
    /// The item is not applicable or waived without a reason.
    NoReason,
    /// The item is ticked in the document only, and `--strict` needs a confirmation.
    PreTicked,
    /// The answer is older than `--max-age` allows.
    Old,
    /// The answer has a time in the future.
    Future,
    /// People gave different answers.
    Conflict,
    /// The answer needs confirming: the document changed since, or it was carried over from another run.
    Confirm,
    /// The item is done, and one of its blanks is empty.
    Empty,
    /// The item is done, and one of its blanks holds a placeholder such as TBD.
    Placeholder,
    /// A measured value misses its threshold.
    Fails,
    /// A measured value can't be compared with its threshold.
    Unclear,
    /// The sign-off is not signed.
    Unsigned,
    /// The signature is void: something it covers has changed.
    Void,
    /// A newer version of gonogo made this change, and this one can't check it.
    Newer,
    /// The change was altered or written by hand, so it can't be trusted.
    Altered,
}

/// The state of a sign-off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SignOffStatus {
    /// Not signed, and nothing is filled in.
    Missing,
    /// Filled in by hand, not signed.
    Filled,
    /// Signed.
    Valid,
    /// Signed, but something the signature covers has changed.
    Void,
}

/// The register that an answer or a change belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RegisterKind {
    /// The state of an item or box.
    State,
    /// The value of a blank.
    Blank,
    /// A measured value.
    Measured,
    /// The phase of a section.
    Phase,
    /// The go-live time of the document.
    Live,
    /// A signature.
    Signed,
    /// A note.
    Note,
}

/// The kind of an event, as the progress file names it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EventKind {
    /// The state of an item or box.
    State,
    /// The value of a blank.
    Blank,
    /// A note.
    Note,
    /// An unmatched mark that was moved to an entry, or dismissed.
    Place,
    /// The phase of a section.
    Phase,
    /// The go-live time of the document.
    Live,
    /// A measured value.
    Measured,
    /// A signature.
    Signed,
    /// A kind that only a newer version of gonogo knows.
    #[default]
    Unknown,
}

/// A part of the document that changed since something was answered there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DifferenceKind {
    /// The text of the entry.
    Text,
    /// The number of items with the same text.
    Number,
    /// Several entries have this text, and it isn't clear which of them was answered.
    Unclear,
    /// The section around it.
    Section,
    /// Commands, links or images below it.
    Commands,
    /// Words below it.
    Words,
}

impl From<&Verdict> for VerdictWord {
    fn from(verdict: &Verdict) -> VerdictWord {
        match (verdict.is_go(), verdict.is_complete()) {
            (_, true) => VerdictWord::Complete,
            (true, false) => VerdictWord::Go,
            (false, false) => VerdictWord::NoGo,
        }
    }
}

impl From<&Why> for BlockerKind {
    fn from(why: &Why) -> BlockerKind {
        match why {
            Why::NoItems => BlockerKind::NoItems,
            Why::NoSignoffs => BlockerKind::NoSignoffs,
            Why::Open => BlockerKind::Open,
            Why::Blocked => BlockerKind::Blocked,
            Why::NoReason => BlockerKind::NoReason,
            Why::Claimed => BlockerKind::PreTicked,
            Why::Old => BlockerKind::Old,
            Why::Future => BlockerKind::Future,
            Why::Conflict | Why::Split(_) | Why::Differ(_) => BlockerKind::Conflict,
            Why::Changed | Why::Unconfirmed(_) => BlockerKind::Confirm,
            Why::Empty(_) => BlockerKind::Empty,
            Why::Placeholder(_) => BlockerKind::Placeholder,
            Why::Fails(_) => BlockerKind::Fails,
            Why::Unclear(_) => BlockerKind::Unclear,
            Why::Unsigned(_) => BlockerKind::Unsigned,
            Why::Void(_) => BlockerKind::Void,
            Why::Unsound(_, Unsound::Unknown) => BlockerKind::Newer,
            Why::Unsound(_, Unsound::Altered | Unsound::Handmade | Unsound::Orphaned) => {
                BlockerKind::Altered
            }
        }
    }
}

impl From<Standing<'_>> for SignOffStatus {
    fn from(standing: Standing) -> SignOffStatus {
        match standing {
            Standing::Missing => SignOffStatus::Missing,
            Standing::Filled => SignOffStatus::Filled,
            Standing::Valid(_) => SignOffStatus::Valid,
            Standing::Void(_) => SignOffStatus::Void,
        }
    }
}

impl From<&About> for RegisterKind {
    fn from(about: &About) -> RegisterKind {
        match about {
            About::State => RegisterKind::State,
            About::Blank(_) => RegisterKind::Blank,
            About::Measured(_) => RegisterKind::Measured,
            About::Phase => RegisterKind::Phase,
            About::Live => RegisterKind::Live,
            About::Signed(_) => RegisterKind::Signed,
            About::Note => RegisterKind::Note,
        }
    }
}

impl From<&Change> for EventKind {
    fn from(change: &Change) -> EventKind {
        match change {
            Change::State { .. } => EventKind::State,
            Change::Blank { .. } => EventKind::Blank,
            Change::Note { .. } => EventKind::Note,
            Change::Place { .. } => EventKind::Place,
            Change::Phase { .. } => EventKind::Phase,
            Change::Live { .. } => EventKind::Live,
            Change::Measured { .. } => EventKind::Measured,
            Change::Signed { .. } => EventKind::Signed,
            Change::Unknown => EventKind::Unknown,
        }
    }
}

impl From<&Difference<'_>> for DifferenceKind {
    fn from(difference: &Difference) -> DifferenceKind {
        match difference {
            Difference::Text(_) => DifferenceKind::Text,
            Difference::Number { .. } => DifferenceKind::Number,
            Difference::Unclear => DifferenceKind::Unclear,
            Difference::Section { .. } => DifferenceKind::Section,
            Difference::Commands => DifferenceKind::Commands,
            Difference::Words => DifferenceKind::Words,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::to_value;

    use super::{About, BlockerKind, Unsound, Why};
    use crate::checklist::{BlankId, Phase};
    use crate::progress::State;

    #[test]
    fn json_has_the_words_of_the_reports() {
        let blank = BlankId(0);
        for why in [
            Why::NoItems,
            Why::NoSignoffs,
            Why::Open,
            Why::Blocked,
            Why::NoReason,
            Why::Claimed,
            Why::Old,
            Why::Future,
            Why::Conflict,
            Why::Changed,
            Why::Split(blank),
            Why::Empty(blank),
            Why::Placeholder(blank),
            Why::Unconfirmed(blank),
            Why::Fails(0),
            Why::Unclear(0),
            Why::Differ(0),
            Why::Unsigned(blank),
            Why::Void(blank),
            Why::Unsound(About::State, Unsound::Unknown),
            Why::Unsound(About::State, Unsound::Orphaned),
        ] {
            assert_eq!(to_value(BlockerKind::from(&why)).unwrap(), why.name());
        }
        for state in State::ALL {
            assert_eq!(to_value(state).unwrap(), state.name());
        }
        for phase in Phase::ALL {
            assert_eq!(to_value(phase).unwrap(), phase.name());
        }
    }
}
