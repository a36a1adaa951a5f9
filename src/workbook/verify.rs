//! Verification: void signatures with the changes that made them void, and events that can't be trusted.

use std::collections::HashSet;

use super::digest::{Signer, covers_less};
use super::{RegisterChange, RegisterId, RegisterValue, SignOff, Standing, Unsound, Workbook};
use crate::checklist::{EntryId, Phase};
use crate::progress::{Answer, DOCUMENT, Event, Register, RegisterOf, Signature, State, standing};

/// The reason why a signature is void.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// The document changed.
    Document,
    /// Answers changed since, by these events; the first comes first.
    Changed(Vec<EventSummary>),
    /// The name or date in the sign-off changed.
    Renamed,
    /// This many of the events that it saw are missing from the file.
    Gone(usize),
    /// The events that it saw don't give its digest: one of them was altered, or the digest was.
    Tampered,
    /// Its own event can't be trusted.
    Unsound(Unsound),
    /// It was made for another name of the checklist, in another run, by another person or at another time: the file
    /// was copied or renamed, or the signature was restored by redo.
    Elsewhere,
    /// The document no longer asks for this signature.
    Unasked,
}

/// One event, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventSummary {
    /// The author, with the user whose rights they used.
    pub who: String,
    /// The time, RFC 3339.
    pub at: String,
    /// The change, to follow the author: `set “Backups tested” to done`.
    pub change: String,
}

/// A flaw: a void signature, or an event that can't be trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    /// A signature.
    Signature {
        /// The role.
        role: String,
        /// The name that was signed.
        name: String,
        /// The reasons.
        causes: Vec<Cause>,
    },
    /// An event whose content is not what its id was made from.
    Altered(EventSummary),
    /// An event whose id gonogo didn't make, so that its content can't be checked.
    Handmade(EventSummary),
    /// An event of a kind that this version doesn't know, with an id that it can't check.
    Unknown(EventSummary),
    /// An event that replaces others that are not in the file.
    Orphaned(EventSummary),
}

impl Workbook {
    /// An event for people.
    pub(super) fn summary_of(&self, event: &Event) -> EventSummary {
        EventSummary {
            who: event.who(),
            at: event.at.clone(),
            change: self.describe_event(None, event).sentence,
        }
    }

    /// The reasons why the signature of a sign-off is void; empty if it is valid or missing.
    pub fn causes(&self, signoff: SignOff) -> Vec<Cause> {
        let Standing::Void(answer) = self.signature(signoff) else {
            return Vec::new();
        };
        let Some(signature) = &answer.value else {
            return Vec::new();
        };
        let mut causes: Vec<Cause> = Vec::new();
        causes.extend(self.unsound_signature(signoff, answer).map(Cause::Unsound));
        causes.extend(self.causes_in_what_is_signed(signoff, answer, signature));
        if !self.is_named(signoff, signature) {
            causes.push(Cause::Renamed);
        }
        causes
    }

    /// All flaws: signatures in document order, then events.
    pub fn verify(&self) -> Vec<Flaw> {
        let mut flaws = Vec::new();
        for signoff in self.signoffs() {
            let given = self.signature(signoff).given();
            let Some(signature) = given.and_then(|answer| answer.value.as_ref()) else {
                continue;
            };
            let causes = self.causes(signoff);
            if !causes.is_empty() {
                let role = self.role(signoff).to_owned();
                flaws.push(Flaw::Signature {
                    role,
                    name: signature.name.clone(),
                    causes,
                });
            }
        }
        flaws.extend(self.amiss());
        flaws
    }

    /// The flaws beside the sign-offs of the document: signatures that it no longer asks for, and events.
    pub fn amiss(&self) -> Vec<Flaw> {
        let mut flaws = self.unasked();
        flaws.extend(self.events_amiss());
        flaws
    }

    fn causes_in_what_is_signed(
        &self,
        signoff: SignOff,
        answer: &Answer<Signature>,
        signature: &Signature,
    ) -> Vec<Cause> {
        let gone = self.gone(signature);
        let mut causes = Vec::new();
        if gone > 0 {
            causes.push(Cause::Gone(gone));
        }
        if signature.document != self.checklist.digest() {
            causes.push(Cause::Document);
            return causes;
        }
        let signer = Signer::of(answer);
        if self.has_digest(signoff, signer, signature) {
            return causes;
        }
        let seen: HashSet<&str> = signature.seen.iter().map(String::as_str).collect();
        let then = self.with_only(|event| seen.contains(event.id.as_str()));
        if gone == 0 && !then.has_digest(signoff, signer, signature) {
            // If every event is as it was made, only the names of checklist and run, the author and the time are left.
            let is_sound = !self.is_any_unsound(&signature.seen)
                && self.unsound_signature(signoff, answer).is_none();
            let elsewhere = is_sound && !covers_less(signature);
            causes.push(if elsewhere {
                Cause::Elsewhere
            } else {
                Cause::Tampered
            });
            return causes;
        }
        let changes = self.changes_since(&seen, &then);
        if !changes.is_empty() {
            causes.push(Cause::Changed(changes));
        } else if causes.is_empty() {
            causes.push(Cause::Tampered);
        }
        causes
    }

    /// The current changes that the signature covers and did not see, in order of time. Changes back to the old value
    /// don't count.
    fn changes_since(&self, seen: &HashSet<&str>, then: &Workbook) -> Vec<EventSummary> {
        let mut differing = self.changed_from(then);
        differing.retain(|it| {
            let said = |held: &Option<RegisterValue>| {
                held.as_ref()
                    .map(|held| (held.value.clone(), held.reason.clone()))
            };
            said(&it.before) != said(&it.after) && !self.is_tick_by_signing(it)
        });
        let differing: HashSet<(Option<EntryId>, RegisterId)> = differing
            .into_iter()
            .map(|it| (it.entry, it.about))
            .collect();
        let places = self.matching.places();
        let mut changes: Vec<&Event> = Vec::new();
        for (key, events) in &self.progress.entries {
            let new = standing(events)
                .into_iter()
                .filter(|it| !seen.contains(it.id.as_str()));
            changes.extend(new.filter(|event| {
                let id = places.get(&(key.as_str(), event.on.text.as_str())).copied();
                if key == DOCUMENT {
                    self.is_signed_in_document(event, &differing)
                } else {
                    self.is_about_what_is_signed(id, event, &differing)
                }
            }));
        }
        changes.sort_by_key(|event| event.order());
        changes
            .into_iter()
            .map(|event| self.summary_of(event))
            .collect()
    }

    /// Returns whether a change only ticks or unticks an item that is a sign-off, which signatures don't cover.
    fn is_tick_by_signing(&self, change: &RegisterChange) -> bool {
        let is_tick = |held: &Option<RegisterValue>| {
            let state = held.as_ref().and_then(|held| held.value.as_deref());
            state.is_some_and(|state| {
                [State::Open, State::Done]
                    .iter()
                    .any(|tick| tick.name() == state)
            })
        };
        change.about == RegisterId::State
            && change
                .entry
                .is_some_and(|id| self.signoffs_at(id).next().is_some())
            && is_tick(&change.before)
            && is_tick(&change.after)
    }

    /// Returns whether an event on an entry is covered by signatures, and among the changes.
    fn is_about_what_is_signed(
        &self,
        id: Option<EntryId>,
        event: &Event,
        changed: &HashSet<(Option<EntryId>, RegisterId)>,
    ) -> bool {
        let key = event.change.register();
        if matches!(
            key,
            RegisterOf::Phase | RegisterOf::Match | RegisterOf::Correction(_)
        ) {
            return true;
        }
        let Some(id) = id else { return false };
        let register = self.signed_register(id, event);
        register.is_some_and(|register| {
            let is_covered = self.phase(id) == Phase::Before
                || register.blank().is_some_and(|it| self.fills_signed(it));
            changed.contains(&(Some(id), register)) && is_covered
        })
    }

    /// Returns whether an event on the whole document is covered by signatures, and among the changes: the value or link
    /// of a variable that is used before the launch.
    fn is_signed_in_document(
        &self,
        event: &Event,
        changed: &HashSet<(Option<EntryId>, RegisterId)>,
    ) -> bool {
        let about = self.register_of_document(event.change.register());
        about.is_some_and(|about| {
            let used = about
                .variable()
                .and_then(|slug| self.checklist.variable_called(slug));
            used.is_some_and(|id| self.is_used_before(id)) && changed.contains(&(None, about))
        })
    }

    /// Signatures that the document no longer asks for.
    fn unasked(&self) -> Vec<Flaw> {
        let asked: HashSet<(EntryId, &str)> = self
            .signoffs()
            .map(|signoff| self.checklist.blank(signoff.who))
            .map(|blank| (blank.entry, blank.slug.as_str()))
            .collect();
        let here = self
            .checklist
            .ids()
            .flat_map(|id| self.marks(id).signatures.iter().map(move |it| (id, it)));
        let here = here.filter(|(id, (slug, _))| !asked.contains(&(*id, slug.as_str())));
        let unmatched = self
            .unmatched
            .iter()
            .flat_map(|what| what.marks.signatures.iter());
        let strays = here.map(|(_, stray)| stray).chain(unmatched);
        strays
            .flat_map(|(role, register)| unasked_of(role, register))
            .collect()
    }

    /// Events that were altered or can't be checked, and those that replace missing ones.
    fn events_amiss(&self) -> Vec<Flaw> {
        let all: HashSet<&str> = self
            .progress
            .events()
            .map(|(_, event)| event.id.as_str())
            .collect();
        let mut flaws = Vec::new();
        for (key, event) in self.progress.events() {
            flaws.extend(Unsound::of(key, event, &all).map(|unsound| match unsound {
                Unsound::Altered => Flaw::Altered(self.summary_of(event)),
                Unsound::Handmade => Flaw::Handmade(self.summary_of(event)),
                Unsound::Unknown => Flaw::Unknown(self.summary_of(event)),
                Unsound::Orphaned => Flaw::Orphaned(self.summary_of(event)),
            }));
        }
        flaws
    }
}

fn unasked_of(role: &str, register: &Register<Signature>) -> Vec<Flaw> {
    let flaw = |answer: &Answer<Signature>| {
        let signature = answer.value.as_ref()?;
        let (role, name) = (role.to_owned(), signature.name.clone());
        Some(Flaw::Signature {
            role,
            name,
            causes: vec![Cause::Unasked],
        })
    };
    register.standing().iter().filter_map(flaw).collect()
}
