//! The differences between two runs of a checklist, or between one run and itself at an earlier time: register by
//! register, with the authors.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::{DateTime, Utc};

use super::{RegisterId, Standing, Workbook};
use crate::checklist::{BlankId, EntryId, SignOff};
use crate::progress::{Answer, Aspect, Event, Progress, Register};
use crate::sanitize;

/// A change of one register, or of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterChange {
    /// The entry; `None` for the whole document.
    pub entry: Option<EntryId>,
    /// The register.
    pub about: RegisterId,
    /// The old value; `None` for a new note.
    pub before: Option<RegisterValue>,
    /// The new value; `None` for a deleted note.
    pub after: Option<RegisterValue>,
}

/// The value of a register or a note.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RegisterValue {
    /// The name of a state or phase, a value, a time, the name and date of a signature, or the text of a note; `None`
    /// without one, and for a conflict.
    pub value: Option<String>,
    /// The reason of the state, or of a forced signature.
    pub reason: Option<String>,
    /// True for a conflict.
    pub conflict: bool,
    /// True if it needs confirming; for a signature, if it is void.
    pub confirm: bool,
    /// The author; `None` for an answer of the document.
    pub by: Option<String>,
    /// The time, RFC 3339.
    pub at: Option<String>,
}

impl RegisterValue {
    /// Returns whether both hold the same, whoever the author.
    fn is_as(&self, other: &RegisterValue) -> bool {
        (&self.value, &self.reason, self.conflict, self.confirm)
            == (&other.value, &other.reason, other.conflict, other.confirm)
    }
}

impl Workbook {
    /// This workbook as it was at a time: without later events, by the clocks of their authors.
    #[must_use]
    pub fn as_of(&self, at: DateTime<Utc>) -> Workbook {
        let is_earlier =
            |time: &str| DateTime::parse_from_rfc3339(time).map_or(true, |time| time < at);
        self.with_only(|event| is_earlier(&event.at))
    }

    /// This workbook with only these events.
    pub(super) fn with_only(&self, keeps: impl Fn(&Event) -> bool) -> Workbook {
        let entries = self.progress.entries.iter().map(|(key, events)| {
            (
                key.clone(),
                events
                    .iter()
                    .filter(|event| keeps(event))
                    .cloned()
                    .collect::<Vec<_>>(),
            )
        });
        let entries = entries.filter(|(_, events)| !events.is_empty()).collect();
        Workbook::new(
            self.checklist.clone(),
            Progress {
                entries,
                ..self.progress.clone()
            },
        )
    }

    /// The changes since another workbook of the same checklist: of the whole document, then in document order.
    pub fn changed_from(&self, before: &Workbook) -> Vec<RegisterChange> {
        let mut of_document: BTreeSet<RegisterId> = [RegisterId::Live].into();
        for marks in [&before.document, &self.document] {
            let keys = marks.registers().map(|(key, _)| key);
            of_document.extend(keys.filter_map(|key| self.register_of_document(key)));
        }
        let of_document = of_document.into_iter();
        of_document
            .filter_map(|about| self.change_in(None, about, before))
            .chain(
                self.checklist
                    .ids()
                    .flat_map(|id| self.changed_at(id, before)),
            )
            .collect()
    }

    /// The change in one register, if there is one.
    fn change_in(
        &self,
        entry: Option<EntryId>,
        about: RegisterId,
        before: &Workbook,
    ) -> Option<RegisterChange> {
        let (old, new) = (
            before.register_value(entry, &about),
            self.register_value(entry, &about),
        );
        (!old.is_as(&new)).then_some(RegisterChange {
            entry,
            about,
            before: Some(old),
            after: Some(new),
        })
    }

    /// The registers of an entry that may have changed, in the order in which they are listed.
    fn compared_at(&self, id: EntryId, before: &Workbook) -> BTreeSet<RegisterId> {
        let entry = self.checklist.entry(id);
        // The document may tick it, without any marks.
        let mut registers: BTreeSet<RegisterId> = entry
            .can_be_ticked()
            .then_some(RegisterId::State)
            .into_iter()
            .collect();
        for marks in [before.marks(id), self.marks(id)] {
            let keys = marks.registers().map(|(key, _)| key);
            registers.extend(keys.filter_map(|key| self.register_of(id, key)));
        }
        registers.retain(|register| self.is_compared(id, register));
        registers
    }

    fn changed_at(&self, id: EntryId, before: &Workbook) -> Vec<RegisterChange> {
        let mut all = Vec::new();
        let mut signed: HashSet<BlankId> = HashSet::new();
        for register in self.compared_at(id, before) {
            // Name and date come with the signature.
            if matches!(&register, RegisterId::Blank(blank) if signed.contains(blank)) {
                continue;
            }
            let Some(change) = self.change_in(Some(id), register, before) else {
                continue;
            };
            if let RegisterId::Signed(who) = change.about {
                let signoff = self.signoff_of(who);
                signed.extend(signoff.into_iter().flat_map(SignOff::blanks));
            }
            all.push(change);
        }
        let (old, new) = (before.notes_at(id), self.notes_at(id));
        for note in without(&old, &new) {
            all.push(RegisterChange {
                entry: Some(id),
                about: RegisterId::Note,
                before: Some(note),
                after: None,
            });
        }
        for note in without(&new, &old) {
            all.push(RegisterChange {
                entry: Some(id),
                about: RegisterId::Note,
                before: None,
                after: Some(note),
            });
        }
        all
    }

    pub(super) fn value_of_live(&self) -> RegisterValue {
        let register = self.live_register();
        RegisterValue {
            value: register.value().map(|at| sanitize::time(at)),
            ..told(register)
        }
    }

    pub(super) fn value_of_phase(&self, id: EntryId) -> RegisterValue {
        let register = &self.marks(id).phase;
        RegisterValue {
            value: register.value().map(|phase| phase.name().to_owned()),
            ..told(register)
        }
    }

    pub(super) fn value_of_correction(
        &self,
        id: EntryId,
        aspect: &Aspect<String>,
    ) -> RegisterValue {
        let Some(register) = self.marks(id).corrections.get(aspect) else {
            return RegisterValue::default();
        };
        RegisterValue {
            value: register.value().map(ToString::to_string),
            confirm: self.is_correction_doubtful(id, aspect),
            ..told(register)
        }
    }

    /// The need of a variable in the whole document.
    pub(super) fn value_of_variable_need(&self, aspect: &Aspect<String>) -> RegisterValue {
        let Some(register) = self.document.corrections.get(aspect) else {
            return RegisterValue::default();
        };
        RegisterValue {
            value: register.value().map(ToString::to_string),
            ..told(register)
        }
    }

    pub(super) fn value_of_signature(&self, who: BlankId) -> RegisterValue {
        let Some(signoff) = self.signoff_of(who) else {
            return RegisterValue::default();
        };
        let standing = self.signature(signoff);
        let Some(answer) = standing.given() else {
            return RegisterValue::default();
        };
        let signature = answer.value.as_ref();
        RegisterValue {
            value: signature.map(|signature| format!("{}, {}", signature.name, signature.date)),
            reason: signature.and_then(|signature| signature.forced.clone()),
            conflict: false,
            confirm: matches!(standing, Standing::Void(_)),
            by: Some(answer.who()),
            at: Some(answer.at.clone()),
        }
    }

    pub(super) fn value_of_state(&self, id: EntryId) -> RegisterValue {
        let register = &self.marks(id).state;
        let conflict = register.is_conflict();
        RegisterValue {
            value: (!conflict).then(|| self.state(id).name().to_owned()),
            reason: register.value().and_then(|mark| mark.reason.clone()),
            confirm: self.is_unconfirmed(id),
            ..told(register)
        }
    }

    pub(super) fn value_of_blank(&self, blank: BlankId) -> RegisterValue {
        RegisterValue {
            value: self.value(blank).map(str::to_owned),
            confirm: self.is_doubtful(blank),
            ..self
                .register(blank)
                .map_or_else(RegisterValue::default, told)
        }
    }

    pub(super) fn value_of_measured(&self, id: EntryId, slug: &str) -> RegisterValue {
        let nothing = Register::default();
        let register = self.marks(id).measured.get(slug).unwrap_or(&nothing);
        RegisterValue {
            value: register.value().cloned(),
            ..told(register)
        }
    }

    fn notes_at(&self, id: EntryId) -> Vec<RegisterValue> {
        let note = |note: &crate::progress::Note| RegisterValue {
            value: Some(note.text.clone()),
            by: Some(note.who()),
            at: Some(note.at.clone()),
            ..RegisterValue::default()
        };
        self.marks(id).notes.iter().map(note).collect()
    }
}

/// The author and time of the answer; in a conflict, of the last.
pub(super) fn told<T: PartialEq>(register: &Register<T>) -> RegisterValue {
    let answer = register.answer().or(register.standing().last());
    RegisterValue {
        value: None,
        reason: None,
        conflict: register.is_conflict(),
        confirm: false,
        by: answer.map(Answer::who),
        at: answer.map(|answer| answer.at.clone()),
    }
}

/// The notes that are not among others, each of which stands for one of the same text.
fn without(notes: &[RegisterValue], others: &[RegisterValue]) -> Vec<RegisterValue> {
    let mut counts: HashMap<&Option<String>, usize> = HashMap::new();
    for other in others {
        *counts.entry(&other.value).or_default() += 1;
    }
    let is_missing =
        |note: &&RegisterValue| match counts.get_mut(&note.value).filter(|count| **count > 0) {
            Some(count) => {
                *count -= 1;
                false
            }
            None => true,
        };
    notes.iter().filter(is_missing).cloned().collect()
}
