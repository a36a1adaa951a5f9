//! What was measured for the thresholds of an item, and whether it is good enough.

use super::{BlockerReason, Blocks, Workbook};
use crate::checklist::{EntryId, Outcome, Threshold};
use crate::progress::{Marks, Register, State};

/// A threshold of an item with what was measured for it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measurement<'a> {
    /// What is asked for; nothing where the item does not ask for it any more.
    pub threshold: Option<&'a Threshold>,
    /// What is measured, as a slug.
    pub slug: &'a str,
    /// What people answered; nothing where nobody did.
    pub register: Option<&'a Register<String>>,
    /// Whether the value is good enough; nothing where there is none.
    pub outcome: Option<Outcome>,
    /// Whether the value was measured for another text than the item has now.
    pub is_doubtful: bool,
}

impl<'a> Measurement<'a> {
    /// The measured value.
    pub fn value(&self) -> Option<&'a str> {
        self.register.and_then(Register::value).map(String::as_str)
    }

    /// Whether several people measured, and their values differ.
    pub fn is_split(&self) -> bool {
        self.register.is_some_and(Register::is_conflict)
    }

    /// Whether the item asks for a value, and nobody has given one.
    pub fn is_missing(&self) -> bool {
        self.threshold.is_some() && self.value().is_none() && !self.is_split()
    }

    /// What is measured, in the words of the item; its slug where that has none.
    pub fn label(&self) -> &'a str {
        let label = self.threshold.map(|threshold| threshold.label.as_str());
        label.filter(|label| !label.is_empty()).unwrap_or(self.slug)
    }

    /// Whether the value is not good enough, or that cannot be told.
    pub fn misses(&self) -> bool {
        matches!(self.outcome, Some(Outcome::Fail | Outcome::Unclear))
    }
}

impl Workbook {
    /// The thresholds of an item with what was measured, then what was measured for one that is gone.
    pub fn measurements(&self, id: EntryId) -> Vec<Measurement<'_>> {
        let (thresholds, marks) = (self.checklist.thresholds(id), self.marks(id));
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

    /// The first threshold of an item for which nobody has measured anything.
    pub fn unmeasured(&self, id: EntryId) -> Option<usize> {
        self.measurements(id)
            .iter()
            .position(Measurement::is_missing)
    }

    /// The worst of what was measured for an item that is done, where it is not good enough.
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

    /// What the measured values of an item that are not good enough keep from being reached, by the verdict.
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

/// Gives what was measured under an old name to the only threshold of the entry, where that is plainly meant.
pub(super) fn follow_their_thresholds(marks: &mut Marks, thresholds: &[Threshold]) {
    let [only] = thresholds else { return };
    if marks.measured.len() == 1
        && !marks.measured.contains_key(&only.slug)
        && let Some((_, register)) = marks.measured.pop_first()
    {
        marks.measured.insert(only.slug.clone(), register);
    }
}
