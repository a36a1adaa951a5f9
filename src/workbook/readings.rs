//! Readings of the document, corrected by people: what counts is decided here.
//!
//! The nearest correction by a person holds, else what the document has: an annotation, a pattern, what an entry above
//! it has, or the default. While people differ, and after the entry has changed, a correction holds only on its safe
//! side, which adds work.

use super::Workbook;
use crate::checklist::{Directive, EntryId, Need, Origin, Phase, Reading, Sense};
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

    /// The direction of a threshold of an entry, with its basis. While people differ it is that of its words.
    pub fn sense(&self, id: EntryId, slug: &str) -> Reading<Sense> {
        let aspects = [Aspect::Sense(slug.to_owned()), Aspect::Sense(String::new())];
        let decided = self.decided(id, &aspects, sense_of, |_| None);
        decided.unwrap_or_else(|| self.sense_in_phase(id, slug))
    }

    /// The direction that the document gives a threshold. Where a person moved its section into a rollback or out of
    /// one, it is a trigger, or asks for a value again.
    fn sense_in_phase(&self, id: EntryId, slug: &str) -> Reading<Sense> {
        let document = self.checklist.sense(id, slug);
        let mut here = std::iter::once(id).chain(self.checklist.ancestors(id));
        let stated = here.find_map(|up| self.checklist.phase_reading(up));
        let was_rollback = stated.is_some_and(|phase| phase.value == Phase::Rollback);
        let phase = self.phase_reading(id);
        let is_rollback = phase.value == Phase::Rollback;
        let is_stated = matches!(document.origin, Origin::Annotation | Origin::Inherited);
        match document.value {
            _ if is_stated || is_rollback == was_rollback => document,
            Sense::On | Sense::Inverted if is_rollback => Reading {
                value: Sense::Off,
                origin: Origin::Inherited,
                words: phase.words.clone(),
            },
            Sense::Off if was_rollback => Reading::by_default(Sense::On),
            Sense::On | Sense::Inverted | Sense::Off => document,
        }
    }

    /// Returns whether an entry counts, with the basis: items do; other boxes do if somebody says so, or if the document
    /// has no items.
    pub fn counts(&self, id: EntryId) -> Reading<bool> {
        let of_document = self.checklist.counts(id);
        if self.checklist.entry(id).is_item() {
            return of_document;
        }
        let by_person = self.decided(id, &[Aspect::Counts], yes_or_no, |_| None);
        // The annotation of its own line is stronger than what a person said about a section.
        let holds = |reading: &Reading<bool>| {
            reading.origin == Origin::Person || of_document.origin != Origin::Annotation
        };
        by_person.filter(holds).unwrap_or(of_document)
    }

    /// The decision of a person or an annotation that an entry is a sign-off or not; the nearest to the entry.
    pub fn signoff_correction(&self, id: EntryId) -> Option<Reading<bool>> {
        self.decided(id, &[Aspect::SignOff], yes_or_no, |directive| {
            if let Directive::SignOff(is_signoff) = directive {
                Some(is_signoff)
            } else {
                None
            }
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

    /// Returns whether people differ on any correction of exactly this entry.
    pub fn is_any_correction_disputed(&self, id: EntryId) -> bool {
        let mut all = self.marks(id).corrections.iter();
        all.any(|(aspect, register)| register.is_conflict() && self.can_be_corrected(id, aspect))
    }

    /// Returns whether a correction needs confirming, because the entry changed since.
    pub fn is_correction_doubtful(&self, id: EntryId, aspect: &Aspect<String>) -> bool {
        let register = self.marks(id).corrections.get(aspect);
        register
            .is_some_and(|register| register.value().is_some() && !self.is_current(id, register))
    }

    /// The nearest decision on one of these aspects: on the entry itself, or inherited. On one entry, a person's word is
    /// stronger than an annotation.
    fn decided<T>(
        &self,
        id: EntryId,
        aspects: &[Aspect<String>],
        of: impl Fn(Correction) -> Option<T>,
        stated: impl Fn(Directive) -> Option<T>,
    ) -> Option<Reading<T>> {
        let by_person = |up: EntryId| {
            let mut found = aspects
                .iter()
                .filter_map(|aspect| self.correction(up, aspect));
            found.find_map(&of).map(Reading::by_person)
        };
        let by_annotation = |up: EntryId| {
            let mut all = self.checklist.directives(up);
            all.find_map(|directive| Some(stated_by(directive, stated(directive)?)))
        };
        let mut here = std::iter::once(id).chain(self.checklist.ancestors(id));
        here.find_map(|up| {
            let reading = by_person(up).or_else(|| by_annotation(up))?;
            let origin = if up == id {
                reading.origin
            } else {
                Origin::Inherited
            };
            Some(Reading { origin, ..reading })
        })
    }

    fn find_needs(&self) -> Vec<Reading<Need>> {
        let mut needs: Vec<(Reading<Need>, bool)> =
            Vec::with_capacity(self.checklist.entries().len());
        for id in self.checklist.ids() {
            let above = self.checklist.entry(id).parent.map(|up| &needs[up.0]);
            let of_document = self.checklist.need(id).clone();
            let decided = self.need_decided(id);
            let need = match (decided, above) {
                (Some(need), _) => (need, true),
                // A decision on what is above it is stronger than what the document's words have there.
                (None, Some((above, true))) if !of_document.origin.is_own() => {
                    (above.inherited(), true)
                }
                (None, _) => (of_document, false),
            };
            needs.push(need);
        }
        needs.into_iter().map(|(need, _)| need).collect()
    }

    /// The need that a person or an annotation gives exactly this entry.
    pub(super) fn need_decided(&self, id: EntryId) -> Option<Reading<Need>> {
        if let Some(Correction::Need(need)) = self.correction(id, &Aspect::Need) {
            return Some(Reading::by_person(need));
        }
        let mut stated = self.checklist.directives(id);
        stated.find_map(|directive| match directive {
            Directive::Need(need) => Some(stated_by(directive, need)),
            Directive::Phase(_)
            | Directive::Sense(_)
            | Directive::SignOff(_)
            | Directive::Counts(_)
            | Directive::Choice(_)
            | Directive::NoBlank => None,
        })
    }
}

/// A reading that an annotation states.
pub(super) fn stated_by<T>(directive: Directive, value: T) -> Reading<T> {
    Reading {
        value,
        origin: Origin::Annotation,
        words: directive.to_string(),
    }
}

/// The sense that a correction gives.
fn sense_of(correction: Correction) -> Option<Sense> {
    match correction {
        Correction::Sense(sense) => Some(sense),
        Correction::Need(_)
        | Correction::SignOff(_)
        | Correction::Counts(_)
        | Correction::Choice(_) => None,
    }
}

/// The answer that a correction gives to a question with yes or no.
fn yes_or_no(correction: Correction) -> Option<bool> {
    match correction {
        Correction::SignOff(is) | Correction::Counts(is) | Correction::Choice(is) => Some(is),
        Correction::Need(_) | Correction::Sense(_) => None,
    }
}
