//! The register of an answer, resolved in the document: what conflicts, changes, blockers and the signed
//! state are about.

use super::{RegisterValue, Tool, Workbook};
use crate::checklist::{BlankId, EntryId};
use crate::progress::{Event, RegisterKey, RegisterOf};

/// A register of an entry, or of the whole document.
pub type RegisterId = RegisterOf<BlankId, String>;

impl RegisterId {
    /// The blank that it is about, if it is about one.
    pub fn blank(&self) -> Option<BlankId> {
        match *self {
            RegisterId::Blank(blank) | RegisterId::Signed(blank) => Some(blank),
            RegisterId::State
            | RegisterId::Phase
            | RegisterId::Live
            | RegisterId::Measured(_)
            | RegisterId::Variable(_)
            | RegisterId::Link(_)
            | RegisterId::Note
            | RegisterId::Match
            | RegisterId::Correction(_)
            | RegisterId::Unknown => None,
        }
    }

    /// The slug of the threshold that it is about, if it is about one.
    pub fn measured(&self) -> Option<&str> {
        if let RegisterId::Measured(slug) = self {
            Some(slug)
        } else {
            None
        }
    }

    /// The slug of the variable that it is about, if it is about one.
    pub fn variable(&self) -> Option<&str> {
        match self {
            RegisterId::Variable(slug) | RegisterId::Link(slug) => Some(slug),
            RegisterId::Correction(aspect) => aspect.variable(),
            RegisterId::State
            | RegisterId::Phase
            | RegisterId::Live
            | RegisterId::Signed(_)
            | RegisterId::Blank(_)
            | RegisterId::Measured(_)
            | RegisterId::Note
            | RegisterId::Match
            | RegisterId::Unknown => None,
        }
    }

    /// The tools that replace an answer in it that can't be trusted, in the order of their use.
    pub(super) fn tools(&self) -> &'static [Tool] {
        match self {
            RegisterId::State => &[Tool::Verify, Tool::Tick],
            RegisterId::Blank(_) | RegisterId::Variable(_) => &[Tool::Verify, Tool::Fill],
            RegisterId::Measured(_) => &[Tool::Verify, Tool::Measure],
            RegisterId::Signed(_) => &[Tool::Verify, Tool::Sign],
            RegisterId::Phase
            | RegisterId::Link(_)
            | RegisterId::Live
            | RegisterId::Note
            | RegisterId::Match
            | RegisterId::Correction(_)
            | RegisterId::Unknown => &[Tool::Verify],
        }
    }
}

impl Workbook {
    /// The register of an entry by the name that events have for it; `None` where the document no longer has its blank.
    pub(super) fn register_of(&self, id: EntryId, key: RegisterKey) -> Option<RegisterId> {
        Some(match key {
            RegisterOf::State => RegisterId::State,
            RegisterOf::Phase => RegisterId::Phase,
            RegisterOf::Live => RegisterId::Live,
            RegisterOf::Signed(slug) => RegisterId::Signed(self.blank_of(id, slug)?),
            RegisterOf::Blank(slug) => RegisterId::Blank(self.blank_of(id, slug)?),
            RegisterOf::Measured(slug) => RegisterId::Measured(slug.to_owned()),
            RegisterOf::Variable(slug) => {
                self.variable_at(id, slug)?;
                RegisterId::Variable(slug.to_owned())
            }
            // Links belong to the whole document.
            RegisterOf::Link(_) => return None,
            RegisterOf::Note => RegisterId::Note,
            RegisterOf::Match => RegisterId::Match,
            RegisterOf::Correction(aspect) => RegisterId::Correction(aspect.to_owned()),
            RegisterOf::Unknown => RegisterId::Unknown,
        })
    }

    /// The register that an event on an entry sets, if a signature covers it.
    pub(super) fn signed_register(&self, id: EntryId, event: &Event) -> Option<RegisterId> {
        let register = self.register_of(id, event.change.register())?;
        let is_signed = match &register {
            RegisterId::State
            | RegisterId::Measured(_)
            | RegisterId::Variable(_)
            | RegisterId::Correction(_) => true,
            RegisterId::Blank(blank) => self.signoff_of(*blank).is_none(),
            // A new note was not signed; one that replaces another may be.
            RegisterId::Note => !event.replaces.is_empty(),
            // Phases and matches decide what counts, and are looked at for themselves.
            RegisterId::Phase
            | RegisterId::Match
            | RegisterId::Live
            | RegisterId::Link(_)
            | RegisterId::Signed(_)
            | RegisterId::Unknown => false,
        };
        is_signed.then_some(register)
    }

    /// Returns whether a register is compared at an entry; notes are compared one by one.
    pub(super) fn is_compared(&self, id: EntryId, register: &RegisterId) -> bool {
        let entry = self.checklist.entry(id);
        match register {
            RegisterId::State => entry.can_be_ticked(),
            RegisterId::Phase => entry.is_section(),
            RegisterId::Signed(who) => self.signoff_of(*who).is_some_and(|it| it.who == *who),
            RegisterId::Blank(_) | RegisterId::Measured(_) | RegisterId::Variable(_) => true,
            RegisterId::Correction(aspect) => self.can_be_corrected(id, aspect),
            RegisterId::Live
            | RegisterId::Link(_)
            | RegisterId::Note
            | RegisterId::Match
            | RegisterId::Unknown => false,
        }
    }

    /// The value of a register of an entry, or of the whole document; empty for notes, which are many.
    pub(super) fn register_value(
        &self,
        entry: Option<EntryId>,
        register: &RegisterId,
    ) -> RegisterValue {
        match (register, entry) {
            (RegisterId::Live, _) => self.value_of_live(),
            (RegisterId::State, Some(id)) => self.value_of_state(id),
            (RegisterId::Phase, Some(id)) => self.value_of_phase(id),
            (RegisterId::Signed(who), _) => self.value_of_signature(*who),
            (RegisterId::Blank(blank), _) => self.value_of_blank(*blank),
            (RegisterId::Measured(slug), Some(id)) => self.value_of_measured(id, slug),
            (RegisterId::Variable(slug), _) => self.value_of_variable(entry, slug),
            (RegisterId::Link(slug), None) => self.value_of_link(slug),
            (RegisterId::Correction(aspect), Some(id)) => self.value_of_correction(id, aspect),
            (RegisterId::Correction(aspect), None) => self.value_of_variable_need(aspect),
            (
                RegisterId::State
                | RegisterId::Phase
                | RegisterId::Measured(_)
                | RegisterId::Link(_)
                | RegisterId::Note
                | RegisterId::Match
                | RegisterId::Unknown,
                _,
            ) => RegisterValue::default(),
        }
    }
}
