//! Thresholds: the values that an item asks for (`p95 < 5 seconds`, `GPU utilization 70-90%`), and whether a value
//! that was measured is good enough.
//!
//! Units are understood: 1500 ms are less than 5 seconds, and 2000 a minute are less than 1000 a second. A value that
//! cannot be compared, or that can be read in two ways with different results, is unclear, and never good enough.
//! Limits that only say when something is due are ignored ([`triggers`]), and a negation turns a comparison around
//! ([`negation`]).

mod comparisons;
mod limit;
mod negation;
mod number;
mod quantity;
mod rates;
#[cfg(test)]
mod tests;
mod triggers;
mod units;
mod vocabulary;

use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

use super::keys::Names;
use super::{mojibake, slug};
use comparisons::{Found, Says};
use limit::Limit;
use quantity::{Asked, Measured};
pub(super) use triggers::{Over, leads_to_triggers, over};
use units::{Kind, Unit};

/// Words that lead to a threshold, and do not say what is measured.
const LEADING: [&str; 10] = [
    "expect",
    "expected",
    "expecting",
    "target",
    "goal",
    "aim",
    "ideally",
    "should",
    "be",
    "for",
];

/// A value that an item asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Threshold {
    /// What is measured, as a slug, unique in its item: `p95-latency`.
    pub slug: String,
    /// What is measured, in the words of the item; empty where it has none.
    pub label: String,
    /// The threshold in the words of the item: `< 5 seconds`.
    pub text: String,
    /// The ways to read it: where there are several, a value has to be good enough for all of them.
    limits: Vec<Limit>,
    unit: Unit,
    /// What is counted, where that is no unit: `items` of `items/sec`.
    noun: Option<String>,
    /// What it is counted for each of: `node` of `req/s per node`.
    each: Option<String>,
    /// Why there are several ways to read it.
    doubt: Option<Unclear>,
}

/// Why it cannot be told whether a value is good enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unclear {
    /// It holds no number: `awful`.
    NoNumber,
    /// It holds several numbers: `450ms250`.
    Several,
    /// It has another unit, one that is not known, or is no rate as the threshold is: `4 MB` for `< 5 seconds`.
    Unit,
    /// It is itself a limit and leaves it open, or says what it is not, or asks: `> 1 s` for `< 5 seconds`, `4 s?`.
    Open,
    /// It can be read in two ways: `1.500`.
    Value {
        /// The value with its sign as one that groups thousands: `1500`.
        most: String,
        /// The value with its sign as a decimal sign: `1.5`.
        least: String,
    },
    /// The limit in the document can be read in two ways, and the value is good enough for one of them.
    Limit {
        /// The limit with its sign as one that groups thousands.
        most: String,
        /// The limit with its sign as a decimal sign.
        least: String,
    },
    /// Whether the limit is to be kept or must not be kept is open: `No errors at > 1000 rps`.
    Sense,
}

/// Whether a value is good enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// It is.
    Pass,
    /// It is not.
    Fail,
    /// It cannot be told: it is no number, or one of another kind.
    Unclear,
}

impl Outcome {
    /// The word for it in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Pass => "pass",
            Outcome::Fail => "fail",
            Outcome::Unclear => "unclear",
        }
    }

    /// The word for it that people see: what is not good enough stands out without color too.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Pass => "pass",
            Outcome::Fail => "FAIL",
            Outcome::Unclear => "UNCLEAR",
        }
    }
}

impl fmt::Display for Threshold {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Threshold {
    /// The unit that is meant where a measured value has none, and the threshold has one.
    pub fn unit_meant(&self, value: &str) -> Option<String> {
        let bare = Asked {
            unit: Unit::NONE,
            noun: Some(""),
            each: None,
        };
        let is_bare =
            quantity::measured(value, bare).is_ok() && self.judge(value) != Outcome::Unclear;
        self.unit().filter(|_| is_bare)
    }

    /// The unit that is asked for, written out; nothing for a mere number.
    pub fn unit(&self) -> Option<String> {
        self.unit.name(self.noun.as_deref())
    }

    /// Whether a measured value is good enough. One without a unit has that of the threshold.
    ///
    /// # Examples
    ///
    /// ```
    /// use gonogo::checklist::{Checklist, EntryId, Outcome};
    /// let checklist = Checklist::parse("- [ ] p95 latency < 5 seconds\n");
    /// let threshold = &checklist.thresholds(EntryId(0))[0];
    /// assert_eq!(threshold.judge("1500 ms"), Outcome::Pass);
    /// assert_eq!(threshold.judge("0,1 min"), Outcome::Fail);
    /// assert_eq!(threshold.judge("fast"), Outcome::Unclear);
    /// assert_eq!(threshold.judge("1.500"), Outcome::Unclear);
    /// ```
    pub fn judge(&self, value: &str) -> Outcome {
        match self.compare(value) {
            Ok(true) => Outcome::Pass,
            Ok(false) => Outcome::Fail,
            Err(_) => Outcome::Unclear,
        }
    }

    /// Returns whether a measured value is good enough, in each way to read it and the limit.
    ///
    /// # Errors
    ///
    /// Where that cannot be told: why.
    pub fn compare(&self, value: &str) -> Result<bool, Unclear> {
        let asked = Asked {
            unit: self.unit,
            noun: self.noun.as_deref(),
            each: self.each.as_deref(),
        };
        let Measured { spans, readings } = quantity::measured(value, asked)?;
        let pairs = self
            .limits
            .iter()
            .flat_map(|limit| spans.iter().map(|&span| limit.holds(span)));
        let results: Vec<Option<bool>> = pairs.collect();
        match results.first() {
            Some(&Some(first)) if results.iter().all(|result| *result == Some(first)) => Ok(first),
            _ => Err(match (readings, &self.doubt) {
                (Some((most, least)), _) => Unclear::Value { most, least },
                (None, Some(doubt)) => doubt.clone(),
                (None, None) => Unclear::Open,
            }),
        }
    }
}

/// The values that a text asks for, in its order.
pub(super) fn asked_for(text: &str) -> Vec<Threshold> {
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return Vec::new();
    }
    let says = Says::of(text);
    let mut found: Vec<Found> = comparisons::signs(text, says)
        .chain(comparisons::ranges(text, says))
        .collect();
    found.extend(comparisons::negated_words(text, says));
    if found.is_empty() || triggers::is_setting(text) {
        return Vec::new();
    }
    found.sort_by_key(|found| found.start);
    let mut names = Names::default();
    let mut from = 0;
    let mut thresholds = Vec::new();
    for found in found {
        if found.start < from {
            continue;
        }
        let before = &text[from..found.start];
        from = found.named;
        if found.is_trigger {
            continue;
        }
        let label = if found.is_in_words {
            label_of_words(before, found.noun)
        } else {
            label(before)
        };
        let name = if label.is_empty() {
            "value".to_owned()
        } else {
            slug(&label)
        };
        thresholds.push(Threshold {
            slug: names.unique(0, name),
            label,
            ..found.threshold(text)
        });
    }
    thresholds
}

/// Those of the values that a text asks for which are asked for under a heading that says what limits there are.
pub(super) fn kept_under(mut thresholds: Vec<Threshold>, over: Over) -> Vec<Threshold> {
    match over {
        Over::Targets => {}
        Over::Triggers => thresholds.clear(),
        // How long going back may take is asked for.
        Over::Rollback => thresholds.retain(|threshold| {
            threshold.unit.kind == Kind::Time
                && threshold.limits.iter().all(|limit| limit.is_upper())
        }),
    }
    thresholds
}

/// What is measured, where that stands before a comparison in words: `Error rate` of `Error rate must not exceed 5%`, or
/// what is counted: `errors` of `no more than 5 errors`.
fn label_of_words(before: &str, counted: Option<&str>) -> String {
    let label = label(negation::without_negation(before));
    if label.is_empty() {
        counted.unwrap_or_default().to_owned()
    } else {
        label
    }
}

/// What stands before a threshold and says what is measured.
fn label(text: &str) -> String {
    let text = mojibake::repaired(text);
    let says_what = |part: &&str| {
        let mut words = part
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty());
        words.any(|word| !LEADING.contains(&word.to_lowercase().as_str()))
    };
    let text = text.rsplit(['(', ';']).find(says_what).unwrap_or_default();
    text.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}
