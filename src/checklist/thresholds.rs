//! Thresholds: the values that an item asks for (`p95 < 5 seconds`, `GPU utilization 70-90%`), and whether a value
//! that was measured is good enough.
//!
//! Units are understood: 1500 ms are less than 5 seconds. What cannot be compared is unclear, and never a failure.

mod quantity;

use std::fmt;

use super::keys::Names;
use super::{mojibake, slug};
use quantity::{Quantity, Unit};

/// Words of items that say when something else happens: their limits are settings, and nothing to be measured.
const SETTINGS: [&str; 10] = [
    "alert",
    "alerts",
    "alarm",
    "alarms",
    "trigger",
    "triggers",
    "threshold",
    "thresholds",
    "upload",
    "rejects",
];

/// What is longer is no range of percent, in characters: a text may be one line of many megabytes.
const LONGEST_RANGE: usize = 40;

/// A value that an item asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Threshold {
    /// What is measured, as a slug, unique in its item: `p95-latency`.
    pub slug: String,
    /// What is measured, in the words of the item; empty where it has none.
    pub label: String,
    /// The threshold in the words of the item: `< 5 seconds`.
    pub text: String,
    limit: Limit,
    unit: Unit,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Limit {
    Below(f64),
    AtMost(f64),
    Above(f64),
    AtLeast(f64),
    Between(f64, f64),
}

/// Whether a value is good enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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

    /// The word for it that people see: what fails stands out without colour too.
    pub fn word(self) -> &'static str {
        if self == Outcome::Fail { "FAIL" } else { self.name() }
    }
}

impl fmt::Display for Threshold {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Threshold {
    /// The unit that is meant where a measured value has none, and the threshold has one.
    pub fn unit_meant(&self, value: &str) -> Option<&'static str> {
        let is_bare =
            quantity::measured(value, Unit::NONE).is_some() && self.judge(value) != Outcome::Unclear;
        self.unit.name().filter(|_| is_bare)
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
    /// ```
    pub fn judge(&self, value: &str) -> Outcome {
        let Some(measured) = quantity::measured(value, self.unit) else { return Outcome::Unclear };
        let (low, high) = measured;
        let (inside, outside) = match self.limit {
            Limit::Below(limit) => {
                (high < limit || high <= limit && low < high && low.is_infinite(), low >= limit)
            }
            Limit::AtMost(limit) => (high <= limit, low > limit),
            Limit::Above(limit) => {
                (low > limit || low >= limit && low < high && high.is_infinite(), high <= limit)
            }
            Limit::AtLeast(limit) => (low >= limit, high < limit),
            Limit::Between(from, to) => (low >= from && high <= to, high < from || low > to),
        };
        match (inside, outside) {
            (true, _) => Outcome::Pass,
            (false, true) => Outcome::Fail,
            // Of several values that were measured, one that is not good enough is one too many.
            (false, false) if low.is_finite() && high.is_finite() => Outcome::Fail,
            (false, false) => Outcome::Unclear,
        }
    }
}

/// The values that a text asks for, in its order.
pub(super) fn asked_for(text: &str) -> Vec<Threshold> {
    if !text.contains(['<', '>', '≤', '≥', '%', '％']) {
        return Vec::new();
    }
    let lower = text.to_lowercase();
    if lower.split(|c: char| !c.is_alphanumeric()).any(|word| SETTINGS.contains(&word)) {
        return Vec::new();
    }
    let mut found: Vec<(usize, usize, Limit, Unit)> = compared(text).chain(ranges(text)).collect();
    found.sort_by_key(|(start, ..)| *start);
    let mut names = Names::default();
    let mut from = 0;
    let mut thresholds = Vec::new();
    for (start, end, limit, unit) in found {
        if start < from {
            continue;
        }
        let label = label(&text[from..start]);
        let name = if label.is_empty() { "value".to_owned() } else { slug(&label) };
        let slug = names.unique(0, name);
        thresholds.push(Threshold { slug, label, text: text[start..end].to_owned(), limit, unit });
        from = end;
    }
    thresholds
}

/// What stands before a threshold and says what is measured.
fn label(text: &str) -> String {
    let text = mojibake::repaired(text);
    let text = text.rsplit(['(', ';']).find(|part| part.contains(char::is_alphanumeric)).unwrap_or_default();
    text.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

/// A number after a comparison, with its unit.
fn compared(text: &str) -> impl Iterator<Item = (usize, usize, Limit, Unit)> {
    text.match_indices(['<', '>', '≤', '≥']).filter_map(move |(at, sign)| {
        // `->` and `=>` are arrows, and `<b>` is a tag.
        let before_tag = text[..at].trim_end_matches(|c: char| c.is_ascii_lowercase() || c == '/');
        let is_tag = sign == ">" && before_tag.len() < at && before_tag.ends_with('<');
        if is_tag || text[..at].ends_with(['-', '=', '<', '>']) {
            return None;
        }
        let rest = &text[at + sign.len()..];
        let with_equal = rest.starts_with('=');
        let rest = rest.trim_start_matches('=').trim_start();
        let (Quantity { number, unit }, length) = quantity::wanted(rest)?;
        let limit = match (sign, with_equal) {
            ("<", false) => Limit::Below(number),
            (">", false) => Limit::Above(number),
            ("<" | "≤", _) => Limit::AtMost(number),
            _ => Limit::AtLeast(number),
        };
        Some((at, text.len() - rest.len() + length, limit, unit))
    })
}

/// Ranges of percent: `70-90%`.
fn ranges(text: &str) -> impl Iterator<Item = (usize, usize, Limit, Unit)> {
    text.match_indices(['%', '％']).filter_map(move |(at, sign)| {
        let part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '–' | ' ' | '%' | '％');
        let near: Vec<usize> = text[..at]
            .char_indices()
            .rev()
            .take(LONGEST_RANGE)
            .take_while(|&(_, c)| part(c))
            .map(|(at, _)| at)
            .collect();
        let run = near.last().copied().filter(|_| near.len() < LONGEST_RANGE)?;
        let start =
            run + (text[run..at].len() - text[run..at].trim_start_matches([' ', ',', '.', '-', '–']).len());
        let (from, to) = text[start..at].split_once(['-', '–'])?;
        let number = |text: &str| quantity::number(text.trim().trim_end_matches(['%', '％']));
        let (from, to) = (number(from)?, number(to)?);
        (from < to).then_some((start, at + sign.len(), Limit::Between(from, to), Unit::PERCENT))
    })
}

#[cfg(test)]
mod tests {
    use super::{Outcome, asked_for};

    #[test]
    fn items_ask_for_values() {
        for (text, expected) in [
            ("p95 latency < 5 seconds", "p95-latency: < 5 seconds"),
            ("Error rate <0.1%, then stop", "error-rate: <0.1%"),
            ("API availability >= 99.9%", "api-availability: >= 99.9%"),
            ("GPU utilization 70-90%", "gpu-utilization: 70-90%"),
            ("Cache hit rate measured (expect 70 – 90 %)", "expect: 70 – 90 %"),
            ("CPU > 70%, memory > 80%, etc.", "cpu: > 70% | memory: > 80%"),
            ("P99 latency ≤ 5ms (cached queries)", "p99-latency: ≤ 5ms"),
            ("Response times - < 100ms (excluding ML)", "response-times: < 100ms"),
            ("Cost per month < $1,200.50", "cost-per-month: < $1,200.50"),
            ("Throughput ≥ 100 RPS", "throughput: ≥ 100 RPS"),
            ("> 80%", "value: > 80%"),
            ("fewer than < 5 of them", "fewer-than: < 5"),
            ("High CPU usage alert (> 80% for 5min)", ""),
            ("Scale from 3 -> 5 replicas", ""),
            ("Use <b>5</b> of them", ""),
            ("Support tickets reduced 50%", ""),
            ("Phases 1-2 and 50%", ""),
            ("70-90%70-90%", "value: 70-90%"),
        ] {
            let told = asked_for(text).into_iter().map(|found| format!("{}: {found}", found.slug));
            assert_eq!(told.collect::<Vec<_>>().join(" | "), expected, "{text}");
        }
    }

    #[test]
    fn a_line_without_end_is_read_in_time() {
        for (part, expected) in [("%", 0), ("> 1 ", 1), ("1-", 0), ("70-90% ", 1)] {
            let told = asked_for(&part.repeat(20_000)).len();
            assert_eq!(told.min(1), expected, "{part}");
        }
    }

    #[test]
    fn a_value_without_a_unit_has_that_of_the_threshold() {
        for (text, value, meant) in [
            ("p95 < 5 seconds", "12", Some("seconds")),
            ("p95 < 5 seconds", "12 s", None),
            ("p95 < 5 seconds", "3-4 s", None),
            ("p95 < 5 seconds", "3-4", Some("seconds")),
            ("p95 < 5 seconds", "fast", None),
            ("p95 < 5 seconds", "12 apples", None),
            ("MTTR < 30 min", "12", Some("minutes")),
            ("Error rate < 0.1%", "0.2", Some("percent")),
            ("Users > 10,000", "12", None),
        ] {
            assert_eq!(asked_for(text)[0].unit_meant(value), meant, "{text}: {value}");
        }
    }

    #[test]
    fn measured_values_pass_fail_or_are_unclear() {
        use Outcome::{Fail, Pass, Unclear};
        for (text, value, expected) in [
            ("p95 < 5 seconds", "4.2", Pass),
            ("p95 < 5 seconds", "4200 ms", Pass),
            ("p95 < 5 seconds", "5", Fail),
            ("p95 < 5 seconds", "0,1 min", Fail),
            ("p95 < 5 seconds", "~4.9s at peak", Pass),
            ("p95 < 5 seconds", "<1s", Pass),
            ("p95 < 5 seconds", "< 5 s", Pass),
            ("p95 < 5 seconds", "> 1 s", Unclear),
            ("p95 < 5 seconds", "3-4 s", Pass),
            ("p95 < 5 seconds", "3–7 s", Fail),
            ("p95 < 5 seconds", "fast", Unclear),
            ("p95 < 5 seconds", "", Unclear),
            ("p95 < 5 seconds", "4 MB", Unclear),
            ("p95 < 5 seconds", "40%", Unclear),
            ("p95 < 5 seconds", "4 apples", Unclear),
            ("MTTR < 30 minutes", "1h 10m", Fail),
            ("MTTR < 30 minutes", "29m 59s", Pass),
            ("MTTR ≤ 30 minutes", "0.5 h", Pass),
            ("Error rate < 0.1%", "0,05 %", Pass),
            ("Error rate < 0.1%", "0.1", Fail),
            ("API availability >= 99.9%", "99.9", Pass),
            ("API availability >= 99.9%", "99,89%", Fail),
            ("API availability >= 99.9%", ">99.95%", Pass),
            ("GPU utilization 70-90%", "70", Pass),
            ("GPU utilization 70-90%", "91 %", Fail),
            ("GPU utilization 70-90%", "75-95%", Fail),
            ("page size <500KB", "0.4 MB", Pass),
            ("page size <500KB", "600 KiB", Fail),
            ("heap < 2 GB", "1900 MB", Pass),
            ("Throughput ≥ 100 RPS", "1.2k rps", Pass),
            ("Throughput ≥ 100 RPS", "90 req/s", Fail),
            ("Users > 10,000", "12k", Pass),
            ("Users > 10,000", "9 999", Fail),
            ("Users > 10,000", "1.2M", Pass),
            ("Lighthouse score >80", "85 points", Pass),
            ("Lighthouse score >80", "85%", Unclear),
            ("Cost < $1,200", "$1,100.50", Pass),
            ("Cost < $1,200", "1300 USD", Fail),
            ("Cost < $1,200", "€900", Unclear),
            ("Speed-up > 10x", "12x", Pass),
            ("Speed-up > 10x", "9", Fail),
        ] {
            assert_eq!(asked_for(text)[0].judge(value), expected, "{text}: {value}");
        }
    }
}
