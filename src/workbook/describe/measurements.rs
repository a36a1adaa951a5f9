//! Measured values in words.

use crate::checklist::{EntryId, Outcome, Threshold, Unclear};
use crate::progress::{Answer, Register};
use crate::sanitize;
use crate::workbook::{Measurement, Workbook};

impl Measurement<'_> {
    /// The value with its outcome: `p95 latency: 4.2 s (pass: < 5 seconds)`.
    pub fn describe(&self) -> String {
        let label = self.label();
        match (self.threshold, self.value(), self.outcome) {
            (Some(threshold), Some(value), Some(Outcome::Unclear)) => {
                format!("{label}: {}", judged(threshold, value))
            }
            (Some(threshold), Some(value), _) => {
                format!("{label}: {value} ({})", judged(threshold, value))
            }
            (_, value, _) => format!("{label}: {}", value.unwrap_or("(empty)")),
        }
    }

    /// The values that conflict, each as `one` puts it: `4 s (ann) or 6 s (bob)`.
    pub fn describe_conflict(&self, one: impl Fn(&str, &str) -> String) -> String {
        let value = |answer: &Answer<String>| {
            one(answer.value.as_deref().unwrap_or("(empty)"), &answer.who())
        };
        let standing = self.register.map(Register::standing);
        let values: Vec<String> = standing.unwrap_or_default().iter().map(value).collect();
        values.join(" or ")
    }
}

impl Workbook {
    /// The measured values that fail or cannot be compared, with what they block. `None` where all pass, or the item
    /// is not done.
    pub fn describe_failing(&self, id: EntryId) -> Option<String> {
        self.missed(id)?;
        let measurements = self.measurements(id);
        let failing = measurements.iter().filter(|it| it.misses());
        let failing: Vec<String> = failing.map(Measurement::describe).collect();
        Some(format!(
            "{}: {}",
            self.blocked_by_measured(id).words(),
            failing.join("; ")
        ))
    }
}

/// The outcome of a value: `FAIL: < 5 seconds; assuming seconds`. A value that cannot be compared gets the reason and
/// how to write it instead.
pub fn judged(threshold: &Threshold, value: &str) -> String {
    let word = match threshold.compare(value) {
        Ok(true) => Outcome::Pass.word(),
        Ok(false) => Outcome::Fail.word(),
        Err(why) => return unclear(threshold, value, &why),
    };
    let assumed = threshold
        .unit_meant(value)
        .map(|unit| format!("; assuming {unit}"));
    format!("{word}: {threshold}{}", assumed.unwrap_or_default())
}

/// The reason why a value can't be compared, and how to write it.
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
        Unclear::Limit { most, least } => format!(
            "the limit could be {most} or {least}; fix it in the checklist, or waive the item"
        ),
        Unclear::Sense => {
            "it could be a goal or a limit; reword it in the checklist, or waive the item"
                .to_owned()
        }
        Unclear::NoNumber => format!("write a number{unit}"),
        Unclear::Several => format!("write one number{unit}"),
        Unclear::Open => format!("write the value itself{unit}"),
        Unclear::Unit if unit.is_empty() => "write only the number".to_owned(),
        Unclear::Unit => format!("write it{unit}"),
    };
    format!("can't compare \"{value}\" with \"{threshold}\": {how}")
}
