//! The closed lists of words in JSON: one enum for each, made from what the workbook has.
//!
//! Words are in kebab case, the names of fields in snake case. States, phases and other enums without data are written
//! as they are; they need no second enum here.

use schemars::JsonSchema;
use serde::Serialize;

use crate::progress::RegisterOf;
use crate::workbook::{Difference, Standing, Verdict};

/// The verdict on the launch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Verdict")]
pub enum VerdictWord {
    /// Nothing blocks the launch; something remains to be done during or after it.
    Go,
    /// There are blockers.
    NoGo,
    /// Nothing remains to be done, not even after the launch.
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

/// The register that an answer, change or event belongs to, as the progress file names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RegisterKind {
    /// The state of an item or box.
    State,
    /// The value of a blank.
    Blank,
    /// A measured value.
    Measured,
    /// The value of a variable.
    Variable,
    /// The blank whose value a variable has.
    Link,
    /// The phase of a section.
    Phase,
    /// The go-live time of the document.
    Live,
    /// A signature.
    Signed,
    /// A note.
    Note,
    /// A correction of how the document is read.
    Correct,
    /// The entry that unmatched marks were moved to.
    Place,
    /// A register that only a newer version of gonogo knows.
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

impl<B, N> From<&RegisterOf<B, N>> for RegisterKind {
    fn from(register: &RegisterOf<B, N>) -> RegisterKind {
        match register {
            RegisterOf::State => RegisterKind::State,
            RegisterOf::Phase => RegisterKind::Phase,
            RegisterOf::Live => RegisterKind::Live,
            RegisterOf::Signed(_) => RegisterKind::Signed,
            RegisterOf::Blank(_) => RegisterKind::Blank,
            RegisterOf::Measured(_) => RegisterKind::Measured,
            RegisterOf::Variable(_) => RegisterKind::Variable,
            RegisterOf::Link(_) => RegisterKind::Link,
            RegisterOf::Note => RegisterKind::Note,
            RegisterOf::Match => RegisterKind::Place,
            RegisterOf::Correction(_) => RegisterKind::Correct,
            RegisterOf::Unknown => RegisterKind::Unknown,
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

    use super::RegisterKind;
    use crate::checklist::Phase;
    use crate::progress::{Aspect, RegisterKey, State};
    use crate::workbook::BlockerKind;

    #[test]
    fn json_words_are_the_words_of_the_reports() {
        for kind in BlockerKind::ALL {
            assert_eq!(to_value(kind).unwrap(), kind.name());
        }
        for state in State::ALL {
            assert_eq!(to_value(state).unwrap(), state.name());
        }
        for phase in Phase::ALL {
            assert_eq!(to_value(phase).unwrap(), phase.name());
        }
        for register in [
            RegisterKey::State,
            RegisterKey::Phase,
            RegisterKey::Live,
            RegisterKey::Signed(""),
            RegisterKey::Blank(""),
            RegisterKey::Measured(""),
            RegisterKey::Variable(""),
            RegisterKey::Link(""),
            RegisterKey::Note,
            RegisterKey::Match,
            RegisterKey::Correction(Aspect::Need),
            RegisterKey::Unknown,
        ] {
            let kind = RegisterKind::from(&register);
            assert_eq!(to_value(kind).unwrap(), register.name());
        }
    }
}
