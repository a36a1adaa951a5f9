//! Registers in words: their labels, the answers in them, and the names of what answers are about.

use crate::checklist::{BlankId, EntryId, mojibake};
use crate::progress::{Aspect, RegisterKey, RegisterOf};
use crate::sanitize;
use crate::workbook::{RegisterId, Workbook};

/// The label of a register, by its slug.
pub fn register_label(key: RegisterKey) -> String {
    match key {
        RegisterOf::State => "State".to_owned(),
        RegisterOf::Phase => "Phase".to_owned(),
        RegisterOf::Live => "Go-live time".to_owned(),
        RegisterOf::Signed(slug) => format!("Signed as {slug}"),
        RegisterOf::Blank(slug) | RegisterOf::Variable(slug) => slug.to_owned(),
        RegisterOf::Measured(slug) => format!("Measured {slug}"),
        RegisterOf::Link(slug) => format!("Link of {slug}"),
        RegisterOf::Note => "Note".to_owned(),
        RegisterOf::Match => "Match".to_owned(),
        RegisterOf::Correction(aspect) => aspect_label(aspect),
        RegisterOf::Unknown => "Unknown".to_owned(),
    }
}

/// The label of a correction: the aspect, and the threshold by its slug.
fn aspect_label(aspect: Aspect<&str>) -> String {
    let label = match aspect {
        Aspect::Need => "Need",
        Aspect::Sense(_) => "Threshold",
        Aspect::SignOff => "Sign-off",
        Aspect::Counts => "Counting",
        Aspect::Choice => "Choice",
        Aspect::Variable(slug) => return format!("Need of {slug}"),
    };
    match aspect.threshold() {
        Some(slug) => format!("{label} {slug}"),
        None => label.to_owned(),
    }
}

/// The name of a register beside the text of its entry, by its slug; `None` if the entry is enough.
pub fn register_beside(key: RegisterKey) -> Option<String> {
    match key {
        RegisterOf::State | RegisterOf::Live => None,
        RegisterOf::Signed(slug) | RegisterOf::Blank(slug) | RegisterOf::Variable(slug) => {
            Some(slug.to_owned())
        }
        RegisterOf::Phase
        | RegisterOf::Measured(_)
        | RegisterOf::Link(_)
        | RegisterOf::Note
        | RegisterOf::Match
        | RegisterOf::Correction(_)
        | RegisterOf::Unknown => Some(register_label(key).to_lowercase()),
    }
}

/// An answer in a register in words; without a value, what that means there.
pub(in crate::workbook) fn register_answer(key: RegisterKey, value: Option<&str>) -> String {
    let Some(value) = value else {
        return unset(key).to_owned();
    };
    match key {
        RegisterOf::Live => sanitize::time(value),
        RegisterOf::State
        | RegisterOf::Phase
        | RegisterOf::Signed(_)
        | RegisterOf::Blank(_)
        | RegisterOf::Measured(_)
        | RegisterOf::Variable(_)
        | RegisterOf::Link(_)
        | RegisterOf::Note
        | RegisterOf::Match
        | RegisterOf::Correction(_)
        | RegisterOf::Unknown => value.to_owned(),
    }
}

/// An answer without a value.
fn unset(key: RegisterKey) -> &'static str {
    match key {
        RegisterOf::State | RegisterOf::Correction(_) => "as in the document",
        RegisterOf::Phase => "from its heading",
        RegisterOf::Live => "not set",
        RegisterOf::Signed(_) => "not signed",
        RegisterOf::Blank(_)
        | RegisterOf::Variable(_)
        | RegisterOf::Note
        | RegisterOf::Match
        | RegisterOf::Unknown => "(empty)",
        RegisterOf::Link(_) => "not linked",
        RegisterOf::Measured(_) => "not measured",
    }
}

/// The words before a flaw of an answer in a register; none where its entry or blank is named anyway.
pub(super) fn flaw_prefix(workbook: &Workbook, register: &RegisterId) -> String {
    let prefix = match register {
        RegisterId::Note => "a note, ",
        RegisterId::Phase => "its phase, ",
        RegisterId::Live => "the go-live time, ",
        RegisterId::Measured(_) => "a measured value, ",
        RegisterId::Correction(Aspect::Variable(slug)) => {
            return format!("the need of {}, ", workbook.variable_name(slug));
        }
        RegisterId::Correction(_) => "a correction, ",
        RegisterId::Variable(slug) => return format!("{}, ", workbook.variable_name(slug)),
        RegisterId::Link(slug) => {
            return format!("the link of {}, ", workbook.variable_name(slug));
        }
        RegisterId::State
        | RegisterId::Blank(_)
        | RegisterId::Signed(_)
        | RegisterId::Match
        | RegisterId::Unknown => "",
    };
    prefix.to_owned()
}

impl Workbook {
    /// The name of a register beside that of its entry: the label of a blank, a threshold, the phase. `None` if the
    /// entry is enough.
    pub fn beside(&self, entry: Option<EntryId>, register: &RegisterId) -> Option<String> {
        match register {
            RegisterId::Blank(blank) => {
                let label = &self.checklist().blank(*blank).label;
                Some(mojibake::repaired(label).into_owned())
            }
            RegisterId::Signed(blank) => Some(format!("signed as {}", self.role_at(*blank))),
            RegisterId::Measured(slug) => {
                Some(format!("measured {}", self.name_of_measured(entry?, slug)))
            }
            RegisterId::Variable(slug) => Some(self.variable_name(slug).to_owned()),
            RegisterId::Link(slug) => Some(format!("link of {}", self.variable_name(slug))),
            RegisterId::Phase => Some("phase".to_owned()),
            RegisterId::Correction(Aspect::Variable(slug)) => {
                Some(format!("need of {}", self.variable_name(slug)))
            }
            RegisterId::Correction(aspect) => {
                let word = aspect.word();
                Some(match aspect.threshold() {
                    Some(slug) => format!("{word} {}", self.name_of_measured(entry?, slug)),
                    None => word.to_owned(),
                })
            }
            RegisterId::State
            | RegisterId::Live
            | RegisterId::Note
            | RegisterId::Match
            | RegisterId::Unknown => None,
        }
    }

    /// The name of a register: that of its entry, with the name [beside](Workbook::beside) it.
    pub fn name_of(&self, entry: Option<EntryId>, register: &RegisterId) -> String {
        let Some(id) = entry else {
            let beside = self.beside(None, register);
            return beside.unwrap_or_else(|| "the go-live time".to_owned());
        };
        if let RegisterId::Blank(blank) = register {
            return self.checklist().name_of_blank(*blank).into_owned();
        }
        let name = self.checklist().name(id);
        let beside = self.beside(entry, register);
        beside.map_or_else(|| name.to_string(), |beside| format!("{name}: {beside}"))
    }

    /// The label of a threshold by its slug; the slug where the item no longer asks for it.
    pub fn name_of_measured(&self, id: EntryId, slug: &str) -> String {
        let asked = self
            .checklist()
            .limits(id)
            .find(|threshold| threshold.slug == slug);
        let label = asked
            .map(|threshold| threshold.label.trim())
            .filter(|label| !label.is_empty());
        label.unwrap_or(slug).to_owned()
    }

    /// The role of the sign-off at a blank for a name.
    pub fn role_at(&self, who: BlankId) -> &str {
        let signoff = self.signoff_of(who).filter(|signoff| signoff.who == who);
        signoff.map_or_else(
            || self.checklist().blank(who).label.as_str(),
            |signoff| self.role(signoff),
        )
    }
}
