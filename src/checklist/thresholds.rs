//! Thresholds: the values that an item asks for (`p95 < 5 seconds`, `GPU utilization 70-90%`), and whether a value
//! that was measured is good enough.
//!
//! Units are understood: 1500 ms are less than 5 seconds, and 2000 a minute are less than 1000 a second. A value that
//! cannot be compared, or that can be read in two ways with different results, is unclear, and never good enough.
//! Limits that only say when something is due are ignored ([`triggers`]), and a negation turns a comparison around
//! ([`negation`]).

mod comparisons;
mod exclusions;
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
mod worded;
#[cfg(test)]
mod wordings;

use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

use super::keys::UsedSlugs;
use super::{Sense, mojibake, slug};
use comparisons::{FoundLimit, Says};
use limit::Limit;
use negation::Polarity;
use quantity::{Asked, Measured};
pub(super) use triggers::{Over, leads_to_triggers, over};
use units::{Unit, UnitKind};

/// Words before a threshold that don't name the measurement.
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
    /// The name of the measurement as a slug, unique in its item: `p95-latency`.
    pub slug: String,
    /// The name of the measurement in the words of the item; empty if it has none.
    pub label: String,
    /// The threshold in the words of the item: `< 5 seconds`.
    pub text: String,
    /// The limit with its unit in the words of the item: `5 seconds`.
    pub value: String,
    /// Line in the document, counted from 1.
    pub line: usize,
    /// True if it may as well be something that nobody measures: a count in words, as in `at least 4 letters`, or a time
    /// that is exceeded, as in `Soak test > 24 hours`.
    pub is_unsure: bool,
    /// The limit as written, before any negation, in each reading of its number.
    written: Vec<Limit>,
    /// The comparison in the words of the item, without a negation.
    words: String,
    polarity: Polarity,
    unit: Unit,
    /// The counted thing, if it isn't a unit: `items` of `items/sec`.
    noun: Option<String>,
    /// The thing after “per”: `node` of `req/s per node`.
    each: Option<String>,
    /// Both readings of its number, the greater first, if it has two.
    readings: Option<(String, String)>,
}

/// The direction of a threshold: the values that meet it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// Values less than the limit.
    Below,
    /// The limit, and less.
    AtMost,
    /// Values greater than the limit.
    Above,
    /// The limit, and more.
    AtLeast,
    /// Values within a range.
    Between,
    /// Only the limit.
    Exactly,
    /// Values other than the limit, or outside of a range.
    Outside,
}

/// Why a value is unclear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unclear {
    /// It contains no number: `awful`.
    NoNumber,
    /// It contains several numbers: `450ms250`.
    Several,
    /// It has another or an unknown unit, or isn't a rate like the threshold: `4 MB` for `< 5 seconds`.
    Unit,
    /// It is itself a limit, a negation or a question: `> 1 s` for `< 5 seconds`, `4 s?`.
    Open,
    /// It has two readings: `1.500`.
    Value {
        /// The value with the separator as a thousands separator: `1500`.
        most: String,
        /// The value with the separator as a decimal separator: `1.5`.
        least: String,
    },
    /// The limit in the document has two readings, and the value passes only one.
    Limit {
        /// The limit with the separator as a thousands separator.
        most: String,
        /// The limit with the separator as a decimal separator.
        least: String,
    },
    /// It is unclear whether the limit is negated: `No errors at > 1000 rps`.
    Sense,
}

/// The result of comparing a measured value with a threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// The value meets the threshold.
    Pass,
    /// The value misses the threshold.
    Fail,
    /// The value can't be compared: it isn't a number, or is of another kind.
    Unclear,
}

impl Outcome {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Pass => "pass",
            Outcome::Fail => "fail",
            Outcome::Unclear => "unclear",
        }
    }

    /// The word for people: a failure is visible without color, too.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Pass => "pass",
            Outcome::Fail => "FAIL",
            Outcome::Unclear => "UNCLEAR",
        }
    }
}

impl Direction {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Direction::Below => "below",
            Direction::AtMost => "at-most",
            Direction::Above => "above",
            Direction::AtLeast => "at-least",
            Direction::Between => "between",
            Direction::Exactly => "exactly",
            Direction::Outside => "outside",
        }
    }
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for Threshold {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Threshold {
    /// The unit that a measured value without one gets from the threshold, if any.
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

    /// The unit that it asks for, in full; `None` for a plain number.
    pub fn unit(&self) -> Option<String> {
        self.unit.name(self.noun.as_deref())
    }

    /// The direction, as it is read; as written, where that is unclear.
    pub fn direction(&self) -> Direction {
        self.limits()
            .next()
            .map_or(Direction::Exactly, Limit::direction)
    }

    /// The sense that its words have; `None` where they leave that open.
    pub fn sense(&self) -> Option<Sense> {
        match self.polarity {
            Polarity::Stated => Some(Sense::On),
            Polarity::Negated => Some(Sense::Inverted),
            Polarity::Either => None,
        }
    }

    /// The threshold with its comparison as written, whatever a negation before it does.
    #[must_use]
    pub fn as_written(&self) -> Threshold {
        self.with(Polarity::Stated)
    }

    /// The threshold with the opposite of what is written: at most 10 s for `> 10 s`. It stays the same where a
    /// negation inverted it already.
    #[must_use]
    pub fn inverted(&self) -> Threshold {
        self.with(Polarity::Negated)
    }

    /// The threshold while people differ about it: no value meets it.
    #[must_use]
    pub fn in_doubt(&self) -> Threshold {
        self.with(Polarity::Either)
    }

    fn with(&self, polarity: Polarity) -> Threshold {
        Threshold {
            text: polarity.put(&self.words),
            polarity,
            ..self.clone()
        }
    }

    /// Its readings: a value must pass all of them.
    fn limits(&self) -> impl Iterator<Item = Limit> {
        let is_stated = self.polarity != Polarity::Negated;
        let is_negated = self.polarity != Polarity::Stated;
        let stated = self.written.iter().copied().filter(move |_| is_stated);
        let opposite = self.written.iter().map(|limit| limit.opposite());
        stated.chain(opposite.filter(move |_| is_negated))
    }

    /// Why it has several readings.
    fn doubt(&self) -> Option<Unclear> {
        let limit = self.readings.clone();
        let limit = limit.map(|(most, least)| Unclear::Limit { most, least });
        match self.polarity {
            Polarity::Either => Some(Unclear::Sense),
            Polarity::Stated | Polarity::Negated => limit,
        }
    }

    /// Compares a measured value. One without a unit gets that of the threshold.
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

    /// Returns true if a measured value is good enough in each reading of it and of the limit.
    ///
    /// # Errors
    ///
    /// The reason, if that is unclear.
    pub fn compare(&self, value: &str) -> Result<bool, Unclear> {
        let asked = Asked {
            unit: self.unit,
            noun: self.noun.as_deref(),
            each: self.each.as_deref(),
        };
        let Measured { spans, readings } = quantity::measured(value, asked)?;
        let pairs = self
            .limits()
            .flat_map(|limit| spans.iter().map(move |&span| limit.holds(span)));
        let results: Vec<Option<bool>> = pairs.collect();
        match results.first() {
            Some(&Some(first)) if results.iter().all(|result| *result == Some(first)) => Ok(first),
            _ => Err(match (readings, self.doubt()) {
                (Some((most, least)), _) => Unclear::Value { most, least },
                (None, Some(doubt)) => doubt,
                (None, None) => Unclear::Open,
            }),
        }
    }
}

/// The limits in the text of an item.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct ItemLimits {
    /// The thresholds that ask for a value, in order.
    pub(super) asked: Vec<Threshold>,
    /// Limits that ask for none, with the words that show it.
    pub(super) off: Vec<(Threshold, String)>,
}

/// The thresholds in a text, in order.
pub(super) fn asked_for(text: &str) -> ItemLimits {
    let is_candidate = text.contains(|c: char| c.is_ascii_digit()) || worded::has_zero(text);
    if !is_candidate {
        return ItemLimits::default();
    }
    let says = Says::of(text);
    let mut found: Vec<FoundLimit> = comparisons::signs(text, says)
        .chain(comparisons::ranges(text, says))
        .collect();
    found.extend(worded::worded(text, says));
    if found.is_empty() {
        return ItemLimits::default();
    }
    found.sort_by_key(|found| found.start);
    let alert = triggers::alert(text);
    let mut from = 0;
    let mut limits = ItemLimits::default();
    for found in found {
        if found.start < from {
            continue;
        }
        let label = found.label(&text[from..found.start]);
        from = found.named;
        let threshold = Threshold {
            label,
            ..found.threshold(text)
        };
        let trigger = || says.is_trigger(text, &found).then_some(text);
        let reason = alert
            .or_else(trigger)
            .or_else(|| exclusions::excluded(text, &found));
        match reason {
            Some(words) => limits.off.push((threshold, words.trim().to_owned())),
            None => limits.asked.push(threshold),
        }
    }
    limits.name();
    limits
}

impl ItemLimits {
    /// The limits with the line of each in the document, by its words.
    pub(super) fn on_lines(mut self, line_of: impl Fn(&str) -> usize) -> ItemLimits {
        let off = self.off.iter_mut().map(|(threshold, _)| threshold);
        for threshold in self.asked.iter_mut().chain(off) {
            threshold.line = line_of(&threshold.words);
        }
        self
    }

    /// The limits in the sense that an annotation states.
    pub(super) fn stated(self, sense: Sense) -> ItemLimits {
        let ItemLimits { asked, off } = self;
        let limits = asked
            .into_iter()
            .chain(off.into_iter().map(|(limit, _)| limit));
        let mut stated = ItemLimits::default();
        match sense {
            Sense::On => stated.asked = limits.map(|limit| limit.as_written()).collect(),
            Sense::Inverted => stated.asked = limits.map(|limit| limit.inverted()).collect(),
            Sense::Off => {
                stated.off = limits
                    .map(|limit| (limit, "threshold=none".to_owned()))
                    .collect();
            }
        }
        stated
    }

    /// Adds the limits of another line of the item.
    pub(super) fn append(&mut self, mut more: ItemLimits) {
        if more != ItemLimits::default() {
            self.asked.append(&mut more.asked);
            self.off.append(&mut more.off);
            self.name();
        }
    }

    /// Gives each a name that is unique in the item; those that ask for a value first.
    fn name(&mut self) {
        let mut names = UsedSlugs::default();
        let off = self.off.iter_mut().map(|(threshold, _)| threshold);
        for threshold in self.asked.iter_mut().chain(off) {
            let name = if threshold.label.is_empty() {
                "value".to_owned()
            } else {
                slug(&threshold.label)
            };
            threshold.slug = names.unique(0, name);
        }
    }

    /// The limits under a heading that says what they are.
    pub(super) fn under(self, over: Over, words: &str) -> ItemLimits {
        let ItemLimits { asked, mut off } = self;
        let (asked, triggers): (Vec<Threshold>, Vec<Threshold>) =
            asked.into_iter().partition(|threshold| match over {
                Over::Targets => true,
                Over::Triggers => false,
                // The limit for the duration of a rollback is a threshold.
                Over::Rollback => {
                    threshold.unit.kind == UnitKind::Time && threshold.limits().all(Limit::is_upper)
                }
            });
        off.extend(
            triggers
                .into_iter()
                .map(|threshold| (threshold, words.to_owned())),
        );
        ItemLimits { asked, off }
    }
}

impl FoundLimit<'_> {
    /// The name of the measurement: the words before it, or the counted thing.
    fn label(&self, before: &str) -> String {
        let label = if self.is_in_words {
            label(negation::without_negation(before))
        } else {
            label(before)
        };
        if label.is_empty() {
            let counted = self
                .noun
                .filter(|_| self.is_in_words && self.name_behind.is_empty());
            counted.unwrap_or(self.name_behind).to_owned()
        } else {
            label
        }
    }
}

/// The name of the measurement before a threshold.
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
