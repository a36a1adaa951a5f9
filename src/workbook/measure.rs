//! What was measured for the thresholds of an item, and whether it is good enough.

use super::{Blocks, Why, Workbook};
use crate::checklist::{EntryId, Outcome, Threshold, Unclear};
use crate::progress::{Marks, Register, State};
use crate::sanitize;

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

    /// What was measured and whether it is good enough: `p95 latency: 4.2 s (pass: < 5 seconds)`.
    pub fn in_words(&self) -> String {
        let label = self.label();
        match (self.threshold, self.value(), self.outcome) {
            (Some(threshold), Some(value), Some(Outcome::Unclear)) => {
                format!("{label}: {}", judged(threshold, value))
            }
            (Some(threshold), Some(value), _) => {
                format!("{label}: {value} ({})", judged(threshold, value))
            }
            (_, value, _) => format!("{label}: {}", value.unwrap_or("(nothing)")),
        }
    }
}

/// Whether a value is good enough, as people say it: `FAIL: < 5 seconds; no unit, taken as seconds`; where that cannot be
/// told, why, and how to write it.
pub fn judged(threshold: &Threshold, value: &str) -> String {
    let word = match threshold.compare(value) {
        Ok(true) => Outcome::Pass.word(),
        Ok(false) => Outcome::Fail.word(),
        Err(why) => return unclear(threshold, value, &why),
    };
    let meant = threshold
        .unit_meant(value)
        .map(|unit| format!("; no unit, taken as {unit}"));
    format!("{word}: {threshold}{}", meant.unwrap_or_default())
}

/// Why a value cannot be compared, and how to write it.
fn unclear(threshold: &Threshold, value: &str, why: &Unclear) -> String {
    let value = sanitize::one_line(value.trim()).into_owned();
    let unit = threshold
        .unit()
        .map(|unit| format!(" in {unit}"))
        .unwrap_or_default();
    let how = match why {
        Unclear::Value { most, least } => {
            return format!(
                "can't compare \"{value}\": write {} or {}",
                sanitize::one_line(most),
                sanitize::one_line(least)
            );
        }
        Unclear::Limit { most, least } => {
            format!(
                "the limit can be {most} or {least}; fix it in the checklist, or waive the item"
            )
        }
        Unclear::Sense => {
            "it can be a goal or a limit; reword it in the checklist, or waive the item".to_owned()
        }
        Unclear::NoNumber => format!("write a number{unit}"),
        Unclear::Several => format!("write one number{unit}"),
        Unclear::Open => format!("write the value itself{unit}"),
        Unclear::Unit if unit.is_empty() => "write only the number".to_owned(),
        Unclear::Unit => format!("write it{unit}"),
    };
    format!("can't compare \"{value}\" with \"{threshold}\": {how}")
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
        self.verdict()
            .blocks(id, |why| matches!(why, Why::Fails(_) | Why::Unclear(_)))
    }

    /// What is to be said where an item is done, and values that were measured for it are not good enough.
    pub fn failing(&self, id: EntryId) -> Option<String> {
        self.missed(id)?;
        let measurements = self.measurements(id);
        let failing = measurements
            .iter()
            .filter(|it| it.misses())
            .map(Measurement::in_words);
        let failing: Vec<String> = failing.collect();
        Some(format!(
            "{}: {}",
            self.blocked_by_measured(id).words(),
            failing.join("; ")
        ))
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
