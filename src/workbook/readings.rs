//! Readings of the document, corrected by people: what counts is decided here.
//!
//! The nearest correction by a person holds, else what the document has: an annotation, a pattern, what an entry above
//! it has, or the default. While people differ, and after the entry has changed, a correction holds only on its safe
//! side, which adds work.

use super::Workbook;
use crate::checklist::{EntryId, Need, Origin, Reading, Sense};
use crate::progress::{Aspect, Correction, Register};

impl Workbook {
    /// The need of an entry, with its basis.
    pub fn need(&self, id: EntryId) -> &Reading<Need> {
        &self.needs.get_or_init(|| self.find_needs())[id.0]
    }

    /// Returns whether an entry never blocks, because it is optional.
    pub fn is_optional(&self, id: EntryId) -> bool {
        self.need(id).value == Need::Optional
    }

    /// The direction of a threshold of an entry, with its basis.
    pub fn sense(&self, id: EntryId, slug: &str) -> Reading<Sense> {
        let aspects = [Aspect::Sense(slug.to_owned()), Aspect::Sense(String::new())];
        self.corrected(id, &aspects, |value| match value {
            Correction::Sense(sense) => Some(sense),
            Correction::Need(_)
            | Correction::SignOff(_)
            | Correction::Counts(_)
            | Correction::Choice(_) => None,
        })
        .unwrap_or_else(|| self.checklist.sense(id, slug))
    }

    /// Returns whether an entry counts, with the basis: items do; other boxes do if somebody says so, or if the document
    /// has no items.
    pub fn counts(&self, id: EntryId) -> Reading<bool> {
        let of_document = self.checklist.counts(id);
        if self.checklist.entry(id).is_item() {
            return of_document;
        }
        let by_person = self.corrected(id, &[Aspect::Counts], |value| match value {
            Correction::Counts(counts) => Some(counts),
            Correction::Need(_)
            | Correction::Sense(_)
            | Correction::SignOff(_)
            | Correction::Choice(_) => None,
        });
        // The annotation of its own line is stronger than what a person said about a section.
        let holds = |reading: &Reading<bool>| {
            reading.origin == Origin::Person || of_document.origin != Origin::Annotation
        };
        by_person.filter(holds).unwrap_or(of_document)
    }

    /// The decision of a person that an entry is a sign-off or not; the nearest to the entry.
    pub fn signoff_correction(&self, id: EntryId) -> Option<Reading<bool>> {
        self.corrected(id, &[Aspect::SignOff], |value| match value {
            Correction::SignOff(is_signoff) => Some(is_signoff),
            Correction::Need(_)
            | Correction::Sense(_)
            | Correction::Counts(_)
            | Correction::Choice(_) => None,
        })
    }

    /// The correction that holds on exactly this entry: the safe side in a conflict, and nothing but it after the entry
    /// changed.
    pub fn correction(&self, id: EntryId, aspect: &Aspect<String>) -> Option<Correction> {
        let register = self.marks(id).corrections.get(aspect)?;
        let safe = Correction::safe(aspect);
        if register.is_conflict() {
            return Some(safe);
        }
        let value = register.value().copied()?;
        (value == safe || self.is_current(id, register)).then_some(value)
    }

    /// Returns whether people differ on a correction. Until that is resolved, its safe side holds.
    pub fn is_correction_disputed(&self, id: EntryId, aspect: &Aspect<String>) -> bool {
        let register = self.marks(id).corrections.get(aspect);
        register.is_some_and(Register::is_conflict)
    }

    /// Returns whether a correction needs confirming, because the entry changed since.
    pub fn is_correction_doubtful(&self, id: EntryId, aspect: &Aspect<String>) -> bool {
        let register = self.marks(id).corrections.get(aspect);
        register
            .is_some_and(|register| register.value().is_some() && !self.is_current(id, register))
    }

    /// The nearest correction of one of these aspects by a person: on the entry, or inherited.
    fn corrected<T>(
        &self,
        id: EntryId,
        aspects: &[Aspect<String>],
        of: impl Fn(Correction) -> Option<T>,
    ) -> Option<Reading<T>> {
        let at = |up: EntryId| {
            let mut found = aspects
                .iter()
                .filter_map(|aspect| self.correction(up, aspect));
            let value = of(found.next()?)?;
            let origin = if up == id {
                Origin::Person
            } else {
                Origin::Inherited
            };
            Some(Reading {
                value,
                origin,
                words: String::new(),
            })
        };
        std::iter::once(id)
            .chain(self.checklist.ancestors(id))
            .find_map(at)
    }

    fn find_needs(&self) -> Vec<Reading<Need>> {
        let mut needs: Vec<(Reading<Need>, bool)> =
            Vec::with_capacity(self.checklist.entries().len());
        for id in self.checklist.ids() {
            let above = self.checklist.entry(id).parent.map(|up| &needs[up.0]);
            let of_document = self.checklist.need(id).clone();
            let need = match (self.correction(id, &Aspect::Need), above) {
                (Some(Correction::Need(value)), _) => (Reading::by_person(value), true),
                // A person's word on what is above it is stronger than what the document has there.
                (_, Some((above, true))) if !of_document.origin.is_own() => {
                    (above.inherited(), true)
                }
                (_, _) => (of_document, false),
            };
            needs.push(need);
        }
        needs.into_iter().map(|(need, _)| need).collect()
    }
}
