//! The digest of what a signature covers. It starts with the number of its rule; without one it was made by a version
//! before 0.2, which covered only the document and its answers.

use std::collections::HashSet;

use sha2::{Digest, Sha256};

use super::{SignOff, Workbook};
use crate::checklist::{BlankId, EntryId, Phase, Place};
use crate::progress::{Answer, Signature, State};

/// The prefix of digests that also cover the author, time, role and run.
const VERSION: &str = "2:";
/// In place of the state of an item that is a sign-off.
const SIGNED_ITEM: &str = "sign-off";

/// The author and the time of a signature.
#[derive(Debug, Clone, Copy)]
pub(super) struct Signer<'a> {
    pub(super) by: &'a str,
    pub(super) acting: Option<&'a str>,
    pub(super) at: &'a str,
}

impl<'a> Signer<'a> {
    pub(super) fn of(answer: &'a Answer<Signature>) -> Signer<'a> {
        Signer {
            by: &answer.by,
            acting: answer.acting.as_deref(),
            at: &answer.at,
        }
    }
}

/// Parts of a digest. The length goes in first, so that moving text from one part to the next gives another digest.
struct Parts(Sha256);

impl Parts {
    fn new() -> Parts {
        Parts(Sha256::new())
    }

    fn put(&mut self, text: &str) {
        self.0.update((text.len() as u64).to_le_bytes());
        self.0.update(text.as_bytes());
    }

    fn put_optional(&mut self, text: Option<&str>) {
        self.put(if text.is_some() { "some" } else { "none" });
        self.put(text.unwrap_or_default());
    }

    fn hex(self) -> String {
        format!("{:x}", self.0.finalize())
    }
}

/// Returns whether a signature was made by a version that covered less.
pub fn covers_less(signature: &Signature) -> bool {
    !signature.digest.starts_with(VERSION)
}

impl Workbook {
    /// Returns whether the digest of a signature is that of the current answers.
    pub(super) fn has_digest(
        &self,
        signoff: SignOff,
        signer: Signer,
        signature: &Signature,
    ) -> bool {
        if covers_less(signature) {
            return self.has_earlier_digest(&signature.digest);
        }
        signature.digest == self.digest_for(signoff, signer, signature)
    }

    /// Returns whether this is the digest of the document and its answers, as made today or by version 0.1.0: it
    /// contains keys, which differ.
    fn has_earlier_digest(&self, digest: &str) -> bool {
        let earlier = || {
            let checklist = self.checklist.earlier()?.checklist().clone();
            Some(Workbook::new(checklist, self.progress.clone()).digest_as_earlier())
        };
        digest == self.digest()
            || digest == self.digest_as_earlier()
            || self.earlier_digest.get_or_init(earlier).as_deref() == Some(digest)
    }

    /// The digest of all that a signature covers: the checklist's name, the run, the role, name, date, author and time,
    /// the reason that forced it, the document and its answers, the notes and the events that were seen. A later note
    /// is not covered; one that was seen and is edited or deleted is.
    pub(super) fn digest_for(
        &self,
        signoff: SignOff,
        signer: Signer,
        signature: &Signature,
    ) -> String {
        let mut parts = Parts::new();
        parts.put(&self.progress.checklist);
        parts.put_optional(self.progress.run.as_deref());
        parts.put(&self.checklist.blank_key(signoff.who));
        for text in [&signature.name, &signature.date, signer.by, signer.at] {
            parts.put(text);
        }
        parts.put_optional(signer.acting);
        parts.put_optional(signature.forced.as_deref());
        parts.put(self.digest());
        // Wherever they are now: moving a section to another phase removes no note from what was seen.
        for id in self.checklist.ids() {
            let notes = self.marks(id).notes.iter();
            for note in notes.filter(|note| signature.seen.contains(&note.id)) {
                for text in ["note", &self.checklist.key(id), &note.text] {
                    parts.put(text);
                }
            }
        }
        signature.seen.iter().for_each(|id| parts.put(id));
        format!("{VERSION}{}", parts.hex())
    }

    /// The digest of the document, and of the states, reasons, values, measured values, corrections and values of
    /// variables before the launch. Notes, times, authors and the sign-offs themselves are left out.
    pub fn digest(&self) -> &str {
        self.digest.get_or_init(|| {
            let is_open = |id: EntryId| {
                // Signing ticks an item, and a later signature must not make an earlier one void.
                matches!(self.own_state(id), State::Open | State::Done)
                    && self.signoffs_at(id).next().is_some()
            };
            self.digest_without(|blank| self.signoff_of(blank).is_some(), is_open)
        })
    }

    /// The digest as version 0.1.0 made it, which found fewer sign-offs, and none in items.
    fn digest_as_earlier(&self) -> String {
        let signed: HashSet<BlankId> = self
            .checklist
            .earlier_signoffs()
            .flat_map(SignOff::blanks)
            .collect();
        self.digest_without(|blank| signed.contains(&blank), |_| false)
    }

    /// The digest without some blanks, and without the states of some items.
    fn digest_without(
        &self,
        is_left_out: impl Fn(BlankId) -> bool,
        is_open: impl Fn(EntryId) -> bool,
    ) -> String {
        let mut parts = Parts::new();
        parts.put(self.checklist.digest());
        for id in self.signed_entries() {
            self.corrections_of(id, &mut parts);
            if self.checklist.entry(id).can_be_ticked() {
                self.answers_of(id, is_open(id), &mut parts);
            }
            self.values_of(id, &is_left_out, &mut parts);
            self.variables_in(self.checklist.places_of(id), Some(id), &mut parts);
        }
        let before_all = self.checklist.places().iter();
        let before_all = before_all.take_while(|place| place.entry.is_none());
        self.variables_in(before_all, None, &mut parts);
        self.needs_of_variables(&mut parts);
        parts.hex()
    }

    /// The entries before the launch, which signatures cover.
    fn signed_entries(&self) -> impl Iterator<Item = EntryId> {
        self.checklist
            .ids()
            .filter(|&id| self.phase(id) == Phase::Before)
    }

    /// The covered corrections of an entry. Only where there are any: the digests of earlier versions keep their meaning.
    fn corrections_of(&self, id: EntryId, parts: &mut Parts) {
        for (aspect, register) in &self.marks(id).corrections {
            if let Some(value) = register.value() {
                parts.put(&self.checklist.key(id));
                let slug = aspect.threshold().unwrap_or_default();
                for text in ["correct", aspect.name(), slug, value.name()] {
                    parts.put(text);
                }
            }
        }
    }

    /// The needs of variables that are used before the launch. Only where there are any, as for corrections.
    fn needs_of_variables(&self, parts: &mut Parts) {
        for (aspect, register) in &self.document.corrections {
            let variable = aspect.variable();
            let variable = variable.and_then(|slug| self.checklist.variable_called(slug));
            let Some(variable) = variable.filter(|&id| self.is_used_before(id)) else {
                continue;
            };
            if let Some(value) = register.value() {
                let slug = &self.checklist.variable(variable).slug;
                for text in ["correct", aspect.name(), slug, value.name()] {
                    parts.put(text);
                }
            }
        }
    }

    /// The covered answers to an item or another box.
    fn answers_of(&self, id: EntryId, is_open: bool, parts: &mut Parts) {
        let reason = self
            .marks(id)
            .state
            .value()
            .and_then(|mark| mark.reason.as_deref());
        parts.put(&self.checklist.key(id));
        // Not by what is above it, which is covered itself.
        parts.put(if is_open {
            SIGNED_ITEM
        } else {
            self.own_state(id).name()
        });
        parts.put(reason.unwrap_or_default());
        for measurement in self.measurements(id) {
            if let Some(value) = measurement.value() {
                for text in ["measured", measurement.slug, value] {
                    parts.put(text);
                }
            }
        }
    }

    /// The values in places of variables: of one entry, or before the first. Only where there are any, as for corrections.
    fn variables_in<'a>(
        &self,
        places: impl Iterator<Item = &'a Place>,
        entry: Option<EntryId>,
        parts: &mut Parts,
    ) {
        let mut seen = HashSet::new();
        for place in places {
            if let Some(value) = self.place_value(place)
                && seen.insert(place.variable)
            {
                parts.put(&entry.map(|id| self.checklist.key(id)).unwrap_or_default());
                let slug = &self.checklist.variable(place.variable).slug;
                for text in ["variable", slug, value.text] {
                    parts.put(text);
                }
            }
        }
    }

    /// The covered blanks of one entry.
    fn values_of(&self, id: EntryId, is_left_out: impl Fn(BlankId) -> bool, parts: &mut Parts) {
        let blanks = self.checklist.entry(id).blanks.clone().map(BlankId);
        for blank in blanks.filter(|&blank| !is_left_out(blank)) {
            let value = self.value(blank);
            parts.put(&self.checklist.blank_key(blank));
            parts.put(if value.is_some() { "value" } else { "empty" });
            parts.put(value.unwrap_or_default());
        }
    }
}
