//! Measured values of an item, and their outcome.

use std::collections::HashMap;

use super::{BlockerReason, Blocks, Workbook};
use crate::checklist::{EntryId, Outcome, Sense, Threshold};
use crate::progress::{Aspect, Marks, Register, State};

/// A threshold of an item with its measured value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measurement<'a> {
    /// The threshold; `None` if the item no longer asks for it.
    pub threshold: Option<&'a Threshold>,
    /// The slug of the threshold.
    pub slug: &'a str,
    /// The answers; `None` if nobody answered.
    pub register: Option<&'a Register<String>>,
    /// The outcome; `None` without a value.
    pub outcome: Option<Outcome>,
    /// True if the item changed since the value was measured.
    pub is_doubtful: bool,
}

impl<'a> Measurement<'a> {
    /// The measured value.
    pub fn value(&self) -> Option<&'a str> {
        self.register.and_then(Register::value).map(String::as_str)
    }

    /// Returns whether there are conflicting values.
    pub fn is_split(&self) -> bool {
        self.register.is_some_and(Register::is_conflict)
    }

    /// Returns whether the item asks for a value, and there is none.
    pub fn is_missing(&self) -> bool {
        self.threshold.is_some() && self.value().is_none() && !self.is_split()
    }

    /// The label of the threshold; its slug without one.
    pub fn label(&self) -> &'a str {
        let label = self.threshold.map(|threshold| threshold.label.as_str());
        label.filter(|label| !label.is_empty()).unwrap_or(self.slug)
    }

    /// Returns whether the value fails or can't be compared.
    pub fn misses(&self) -> bool {
        matches!(self.outcome, Some(Outcome::Fail | Outcome::Unclear))
    }
}

impl Workbook {
    /// The thresholds of an item: those of the document, as people corrected them.
    pub fn thresholds(&self, id: EntryId) -> &[Threshold] {
        let corrected = self
            .corrected_thresholds
            .get_or_init(|| self.correct_thresholds());
        match corrected.get(&id) {
            Some(thresholds) => thresholds,
            None => self.checklist.thresholds(id),
        }
    }

    fn correct_thresholds(&self) -> HashMap<EntryId, Vec<Threshold>> {
        let is_corrected = |id: EntryId| {
            let marks = self.marks(id);
            let mut aspects = marks.corrections.keys();
            // A person can make a section a rollback, whose limits are triggers.
            !marks.phase.is_silent() || aspects.any(|aspect| matches!(aspect, Aspect::Sense(_)))
        };
        let sections = self.checklist.ids().filter(|&id| is_corrected(id));
        let all = sections.flat_map(|id| self.checklist.subtree(id));
        all.map(|id| {
            let limits = self.checklist.limits(id);
            let as_corrected = limits.filter_map(|limit| self.as_corrected(id, limit));
            (id, as_corrected.collect())
        })
        .collect()
    }

    /// A limit of the document as people corrected it; `None` if it asks for no value.
    fn as_corrected(&self, id: EntryId, limit: &Threshold) -> Option<Threshold> {
        let here = std::iter::once(id).chain(self.checklist.ancestors(id));
        let aspects = [
            Aspect::Sense(limit.slug.clone()),
            Aspect::Sense(String::new()),
        ];
        let disputed = here.into_iter().any(|up| {
            let mut aspects = aspects.iter();
            aspects.any(|aspect| self.is_correction_disputed(up, aspect))
        });
        if disputed {
            return Some(limit.in_doubt());
        }
        let (read, document) = (
            self.sense(id, &limit.slug),
            self.checklist.sense(id, &limit.slug),
        );
        match read.value {
            Sense::Off => None,
            Sense::On | Sense::Inverted if read == document => Some(limit.clone()),
            Sense::On => Some(limit.as_written()),
            Sense::Inverted => Some(limit.inverted()),
        }
    }

    /// The thresholds of an item with their values, then values whose threshold is gone.
    pub fn measurements(&self, id: EntryId) -> Vec<Measurement<'_>> {
        let (thresholds, marks) = (self.thresholds(id), self.marks(id));
        if thresholds.is_empty() && marks.measured.is_empty() {
            return Vec::new();
        }
        let asked = thresholds.iter().map(|threshold| {
            self.measurement(
                id,
                Some(threshold),
                &threshold.slug,
                marks.measured.get(&threshold.slug),
            )
        });
        let asks = |slug: &String| thresholds.iter().any(|threshold| threshold.slug == *slug);
        let strays = marks
            .measured
            .iter()
            .filter(|(slug, register)| !asks(slug) && !register.is_silent());
        asked
            .chain(strays.map(|(slug, register)| self.measurement(id, None, slug, Some(register))))
            .collect()
    }

    /// The index of the first threshold of an item without a value.
    pub fn unmeasured(&self, id: EntryId) -> Option<usize> {
        self.measurements(id)
            .iter()
            .position(Measurement::is_missing)
    }

    /// The worst outcome of a done item; `None` if all pass.
    pub fn missed(&self, id: EntryId) -> Option<Outcome> {
        let is_done = self.state(id) == State::Done;
        let outcomes = || {
            self.measurements(id)
                .into_iter()
                .filter_map(|it| it.outcome)
        };
        let has = |outcome| outcomes().any(|one| one == outcome);
        [Outcome::Fail, Outcome::Unclear]
            .into_iter()
            .find(|&outcome| is_done && has(outcome))
    }

    /// The milestone that failing measured values of an item block.
    pub fn blocked_by_measured(&self, id: EntryId) -> Blocks {
        self.verdict().blocks(id, |why| {
            matches!(why, BlockerReason::Fails(_) | BlockerReason::Unclear(_))
        })
    }

    fn measurement<'a>(
        &self,
        id: EntryId,
        threshold: Option<&'a Threshold>,
        slug: &'a str,
        register: Option<&'a Register<String>>,
    ) -> Measurement<'a> {
        let value = register.and_then(Register::value);
        let is_said_of = |register: &Register<String>| {
            register
                .standing()
                .iter()
                .any(|answer| self.is_as(id, &answer.on))
        };
        Measurement {
            threshold,
            slug,
            register,
            outcome: threshold
                .zip(value)
                .map(|(threshold, value)| threshold.judge(value)),
            is_doubtful: value.is_some() && !register.is_some_and(is_said_of),
        }
    }
}

/// Moves the only measured value under an old slug to the only threshold of the entry.
pub(super) fn follow_their_thresholds(marks: &mut Marks, thresholds: &[Threshold]) {
    let [only] = thresholds else { return };
    if marks.measured.len() == 1
        && !marks.measured.contains_key(&only.slug)
        && let Some((_, register)) = marks.measured.pop_first()
    {
        marks.measured.insert(only.slug.clone(), register);
    }
}
