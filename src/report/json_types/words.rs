//! The closed lists of words in JSON: one enum for each, made from what the workbook has.
//!
//! Words are in kebab case, the names of fields in snake case. States, phases and other enums without data are written
//! as they are; they need no second enum here.

use schemars::JsonSchema;
use serde::Serialize;

use crate::progress::{Change, RegisterOf};
use crate::workbook::{Difference, RegisterId, Standing, Verdict};

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

impl From<&RegisterId> for RegisterKind {
    fn from(register: &RegisterId) -> RegisterKind {
        match register {
            // What only a newer version knows blocks as a state does; nothing is said of matches.
            RegisterId::State | RegisterId::Match | RegisterId::Unknown => RegisterKind::State,
            RegisterId::Blank(_) => RegisterKind::Blank,
            RegisterId::Measured(_) => RegisterKind::Measured,
            RegisterId::Phase => RegisterKind::Phase,
            RegisterId::Live => RegisterKind::Live,
            RegisterId::Signed(_) => RegisterKind::Signed,
            RegisterId::Note => RegisterKind::Note,
        }
    }
}

impl From<&Change> for EventKind {
    fn from(change: &Change) -> EventKind {
        match change.register() {
            RegisterOf::State => EventKind::State,
            RegisterOf::Blank(_) => EventKind::Blank,
            RegisterOf::Note => EventKind::Note,
            RegisterOf::Match => EventKind::Place,
            RegisterOf::Phase => EventKind::Phase,
            RegisterOf::Live => EventKind::Live,
            RegisterOf::Measured(_) => EventKind::Measured,
            RegisterOf::Signed(_) => EventKind::Signed,
            RegisterOf::Unknown => EventKind::Unknown,
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

    use crate::checklist::Phase;
    use crate::progress::State;
    use crate::workbook::BlockerKind;

    #[test]
    fn json_has_the_words_of_the_reports() {
        for kind in BlockerKind::ALL {
            assert_eq!(to_value(kind).unwrap(), kind.name());
        }
        for state in State::ALL {
            assert_eq!(to_value(state).unwrap(), state.name());
        }
        for phase in Phase::ALL {
            assert_eq!(to_value(phase).unwrap(), phase.name());
        }
    }
}
