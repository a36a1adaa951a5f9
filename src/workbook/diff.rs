//! What differs between two walks through one checklist, or between one walk and itself some time ago: register by
//! register, with who said what stands now.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::{DateTime, Utc};

use super::{About, SignOff, Standing, Workbook};
use crate::checklist::{BlankId, EntryId};
use crate::progress::{Answer, Event, Progress, Register};
use crate::sanitize;

/// One thing that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// On which entry; nothing where it is about the whole document.
    pub entry: Option<EntryId>,
    /// What it is about.
    pub about: About,
    /// What was there; nothing where a note is new.
    pub before: Option<Held>,
    /// What is there; nothing where a note is gone.
    pub after: Option<Held>,
}

/// What a register or a note holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The name of the state or phase, the value of the blank or what was measured, the time, the name and the date
    /// that were signed, or the text of the note; nothing where there is none, and where answers differ.
    pub value: Option<String>,
    /// Why the state is what it is, or why it was signed although something stood in the way.
    pub reason: Option<String>,
    /// Whether answers differ.
    pub conflict: bool,
    /// Whether somebody has to confirm it; of a signature, whether it is void.
    pub confirm: bool,
    /// Who said so; nothing where only the document does.
    pub by: Option<String>,
    /// When.
    pub at: Option<String>,
}

impl Held {
    /// Whether both say the same, whoever said so.
    fn is_as(&self, other: &Held) -> bool {
        (&self.value, &self.reason, self.conflict, self.confirm)
            == (&other.value, &other.reason, other.conflict, other.confirm)
    }
}

impl Workbook {
    /// This workbook as it was at a time: without the events that were made then or later, as the clocks of their
    /// authors say.
    #[must_use]
    pub fn as_of(&self, at: DateTime<Utc>) -> Workbook {
        let is_earlier =
            |time: &str| DateTime::parse_from_rfc3339(time).map_or(true, |time| time < at);
        self.with_only(|event| is_earlier(&event.at))
    }

    /// This workbook with these events alone.
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

    /// What is not as in another workbook of the same checklist: of the whole, then in document order.
    pub fn changed_from(&self, before: &Workbook) -> Vec<Changed> {
        let live = changed(None, About::Live, before.held_live(), self.held_live());
        live.into_iter()
            .chain(
                self.checklist
                    .ids()
                    .flat_map(|id| self.changed_at(id, before)),
            )
            .collect()
    }

    fn changed_at(&self, id: EntryId, before: &Workbook) -> Vec<Changed> {
        let entry = self.checklist.entry(id);
        let mut all = Vec::new();
        let mut compare = |about, before: Held, after: Held| {
            let change = changed(Some(id), about, before, after);
            let is_changed = change.is_some();
            all.extend(change);
            is_changed
        };
        if entry.can_be_ticked() {
            compare(About::State, before.held_state(id), self.held_state(id));
        }
        if entry.is_section() {
            compare(About::Phase, before.held_phase(id), self.held_phase(id));
        }
        // Name and date come with the signature.
        let mut signed = HashSet::new();
        for (who, when) in self.signoffs_at(id) {
            if compare(
                About::Signed(who),
                before.held_signature((who, when)),
                self.held_signature((who, when)),
            ) {
                signed.extend([who, when]);
            }
        }
        for blank in entry
            .blanks
            .clone()
            .map(BlankId)
            .filter(|blank| !signed.contains(blank))
        {
            compare(
                About::Blank(blank),
                before.held_value(blank),
                self.held_value(blank),
            );
        }
        let slugs: BTreeSet<&String> = [before, self]
            .iter()
            .flat_map(|of| of.marks(id).measured.keys())
            .collect();
        for slug in slugs {
            compare(
                About::Measured(slug.clone()),
                before.held_measure(id, slug),
                self.held_measure(id, slug),
            );
        }
        let (old, new) = (before.held_notes(id), self.held_notes(id));
        for note in without(&old, &new) {
            all.push(Changed {
                entry: Some(id),
                about: About::Note,
                before: Some(note),
                after: None,
            });
        }
        for note in without(&new, &old) {
            all.push(Changed {
                entry: Some(id),
                about: About::Note,
                before: None,
                after: Some(note),
            });
        }
        all
    }

    fn held_live(&self) -> Held {
        let register = self.live_register();
        Held {
            value: register.value().map(|at| sanitize::time(at)),
            ..told(register)
        }
    }

    fn held_phase(&self, id: EntryId) -> Held {
        let register = &self.marks(id).phase;
        Held {
            value: register.value().map(|phase| phase.name().to_owned()),
            ..told(register)
        }
    }

    fn held_signature(&self, signoff: SignOff) -> Held {
        let standing = self.signature(signoff);
        let Some(answer) = standing.given() else {
            return told(&Register::<String>::default());
        };
        let signature = answer.value.as_ref();
        Held {
            value: signature.map(|signature| format!("{}, {}", signature.name, signature.date)),
            reason: signature.and_then(|signature| signature.forced.clone()),
            conflict: false,
            confirm: matches!(standing, Standing::Void(_)),
            by: Some(answer.who()),
            at: Some(answer.at.clone()),
        }
    }

    fn held_state(&self, id: EntryId) -> Held {
        let register = &self.marks(id).state;
        let conflict = register.is_conflict();
        Held {
            value: (!conflict).then(|| self.state(id).name().to_owned()),
            reason: register.value().and_then(|mark| mark.reason.clone()),
            confirm: self.is_unconfirmed(id),
            ..told(register)
        }
    }

    fn held_value(&self, blank: BlankId) -> Held {
        Held {
            value: self.value(blank).map(str::to_owned),
            confirm: self.is_doubtful(blank),
            ..self
                .register(blank)
                .map_or_else(|| told(&Register::<String>::default()), told)
        }
    }

    fn held_measure(&self, id: EntryId, slug: &str) -> Held {
        let nothing = Register::default();
        let register = self.marks(id).measured.get(slug).unwrap_or(&nothing);
        Held {
            value: register.value().cloned(),
            ..told(register)
        }
    }

    fn held_notes(&self, id: EntryId) -> Vec<Held> {
        let note = |note: &crate::progress::Note| Held {
            value: Some(note.text.clone()),
            by: Some(note.who()),
            at: Some(note.at.clone()),
            ..told(&Register::<String>::default())
        };
        self.marks(id).notes.iter().map(note).collect()
    }
}

/// What is not as it was, if it is not.
fn changed(entry: Option<EntryId>, about: About, before: Held, after: Held) -> Option<Changed> {
    let is_changed = !before.is_as(&after);
    is_changed.then_some(Changed {
        entry,
        about,
        before: Some(before),
        after: Some(after),
    })
}

/// Who answered and when, of an answer on which all agree; of answers that differ, the last.
fn told<T: PartialEq>(register: &Register<T>) -> Held {
    let answer = register.answer().or(register.standing().last());
    Held {
        value: None,
        reason: None,
        conflict: register.is_conflict(),
        confirm: false,
        by: answer.map(Answer::who),
        at: answer.map(|answer| answer.at.clone()),
    }
}

/// The notes that are not among others, each of which stands for one of the same text.
fn without(notes: &[Held], others: &[Held]) -> Vec<Held> {
    let mut counts: HashMap<&Option<String>, usize> = HashMap::new();
    for other in others {
        *counts.entry(&other.value).or_default() += 1;
    }
    let is_missing = |note: &&Held| match counts.get_mut(&note.value).filter(|count| **count > 0) {
        Some(count) => {
            *count -= 1;
            false
        }
        None => true,
    };
    notes.iter().filter(is_missing).cloned().collect()
}
