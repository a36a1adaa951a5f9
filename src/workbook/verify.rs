//! Verifying: what of the signatures does not hold any more, since when and by what, and which events are not as they
//! were made.

use std::collections::HashSet;

use super::digest::{Signer, covers_less};
use super::{RegisterId, RegisterValue, SignOff, Standing, Unsound, Workbook};
use crate::checklist::{EntryId, Phase};
use crate::progress::{Answer, Event, Register, RegisterOf, Signature, standing};

/// Why a signature is void.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// The document was changed.
    Document,
    /// This was changed since, by these events: the first that was made stands first.
    Changed(Vec<EventSummary>),
    /// Another name or date stands in the sign-off.
    Renamed,
    /// So many of the events that it saw are gone from the file.
    Gone(usize),
    /// The events that it saw do not give its digest: one of them is not as it was, or the digest is not.
    Tampered,
    /// Its own event can't be relied on.
    Unsound(Unsound),
    /// It was given under another name of the checklist, in another run, by another person or at another time: the file
    /// was copied or renamed, or the signature was put back by a redo.
    Elsewhere,
    /// The document does not ask for this signature any more.
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

/// What does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    /// A signature.
    Signature {
        /// Whose signature the document asks for.
        role: String,
        /// The name that was signed.
        name: String,
        /// Why not.
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

    /// Why the signature of a sign-off does not hold; empty where it does, and where there is none.
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

    /// Everything that does not hold: signatures in document order, then events.
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

    /// What does not hold beside the signatures that the document asks for: those that it does not ask for any more,
    /// and events.
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
            // Where each event is as it was made, only the names of checklist and run, the author and the time are left.
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

    /// The changes of what is signed that stand and were not seen, in order of time; those that came back to what was
    /// there are none.
    fn changes_since(&self, seen: &HashSet<&str>, then: &Workbook) -> Vec<EventSummary> {
        let mut differing = self.changed_from(then);
        differing.retain(|it| {
            let said = |held: &Option<RegisterValue>| {
                held.as_ref()
                    .map(|held| (held.value.clone(), held.reason.clone()))
            };
            said(&it.before) != said(&it.after)
        });
        let differing: HashSet<(EntryId, RegisterId)> = differing
            .into_iter()
            .filter_map(|it| Some((it.entry?, it.about)))
            .collect();
        let places = self.matching.places();
        let mut changes: Vec<&Event> = Vec::new();
        for (key, events) in &self.progress.entries {
            let new = standing(events)
                .into_iter()
                .filter(|it| !seen.contains(it.id.as_str()));
            changes.extend(new.filter(|event| {
                let id = places.get(&(key.as_str(), event.on.text.as_str())).copied();
                self.is_about_what_is_signed(id, event, &differing)
            }));
        }
        changes.sort_by_key(|event| event.order());
        changes
            .into_iter()
            .map(|event| self.summary_of(event))
            .collect()
    }

    /// Whether an event on an entry is about what a signature signs, and is among what changed.
    fn is_about_what_is_signed(
        &self,
        id: Option<EntryId>,
        event: &Event,
        changed: &HashSet<(EntryId, RegisterId)>,
    ) -> bool {
        let key = event.change.register();
        if matches!(key, RegisterOf::Phase | RegisterOf::Match) {
            return true;
        }
        let Some(id) = id else { return false };
        let register = self.signed_register(id, event);
        register.is_some_and(|register| changed.contains(&(id, register)))
            && self.phase(id) == Phase::Before
    }

    /// Signatures that the document does not ask for any more.
    fn unasked(&self) -> Vec<Flaw> {
        let asked: HashSet<(EntryId, &str)> = self
            .signoffs()
            .map(|(who, _)| self.checklist.blank(who))
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

    /// Events that are not as they were made or can't be checked, and those that replace what is gone.
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
