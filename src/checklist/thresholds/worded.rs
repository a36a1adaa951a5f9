//! Limits without a comparison sign: `under 200 ms`, `80% or more`, `uptime: 99.95%`, `0 critical bugs`.

use super::comparisons::{FoundLimit, Says, first, last};
use super::limit::Limit;
use super::negation::{Polarity, clause, labeled_clause, words};
use super::quantity::{Quantity, wanted};
use super::units::{Unit, UnitKind};
use super::vocabulary::LOADS;
use crate::checklist::languages::{self, Term};

/// The most numbers that are read in one text.
const MOST_NUMBERS: usize = 200;
/// The longest comparison in words, in bytes.
const LONGEST: usize = 48;
/// The most words between a number and the word that gives it a direction: `0 critical open bugs`.
const MOST_BETWEEN: usize = 3;
/// The longest time that `within` limits, in seconds: longer ones are due times.
const LONGEST_WITHIN: f64 = 3600.0;
/// Words behind a counted thing that go on about it: `Zero errors in production`.
const AFTER_ZERO: [&str; 11] = [
    "in", "during", "for", "on", "at", "from", "after", "while", "with", "open", "over",
];
/// The words before the two ends of a range, and the words between them.
const BETWEEN: [&str; 6] = ["between", "zwischen", "entre", "tra", "fra", "между"];
const AND: [&str; 8] = ["and", "und", "et", "y", "e", "и", "to", "-"];

/// The limits in words of a text.
pub(super) fn worded(text: &str, says: Says) -> Vec<FoundLimit<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    for start in numbers(text).take(MOST_NUMBERS) {
        if start < from {
            continue;
        }
        let Some(quantity) = wanted(&text[start..]) else {
            continue;
        };
        let number = WrittenNumber {
            text,
            start,
            quantity,
        };
        from = number.end();
        if let Some(limit) = number.limit(says) {
            from = limit.end;
            found.push(limit);
        }
    }
    found.extend(zeros(text));
    found
}

/// The starts of the numbers in a text, with the sign before them: `$5`, `%80`. Numbers of names are left out: `p95`,
/// `SHA-256`, `8080:80`.
fn numbers(text: &str) -> impl Iterator<Item = usize> {
    let digits = text.match_indices(|c: char| c.is_ascii_digit());
    digits.filter_map(move |(at, _)| {
        let sign = text[..at].chars().next_back();
        let sign = sign.filter(|c| matches!(c, '$' | '€' | '£' | '¥' | '%' | '％'));
        let start = at - sign.map_or(0, char::len_utf8);
        let before = &text[..start];
        let last = before.chars().next_back();
        let is_inside = |c: char| {
            c.is_ascii_alphanumeric()
                || c.is_lowercase()
                || c.is_uppercase()
                || matches!(c, '.' | ',' | '/' | '#' | '@' | '_' | '\'' | '’')
        };
        let joined = before.strip_suffix(['-', ':']).unwrap_or_default();
        let is_joined = joined.ends_with(|c: char| c.is_ascii_digit())
            || before.ends_with('-') && joined.ends_with(char::is_alphanumeric);
        (!last.is_some_and(is_inside) && !is_joined).then_some(start)
    })
}

/// A number in a text.
struct WrittenNumber<'a> {
    text: &'a str,
    start: usize,
    quantity: Quantity<'a>,
}

impl<'a> WrittenNumber<'a> {
    fn end(&self) -> usize {
        self.start + self.quantity.length
    }

    fn before(&self) -> &'a str {
        last(&self.text[..self.start])
    }

    fn behind(&self) -> &'a str {
        first(&self.text[self.end()..])
    }

    fn limit(&self, says: Says) -> Option<FoundLimit<'a>> {
        let is_signed = |c: char| matches!(c, '<' | '>' | '≤' | '≥' | '＜' | '＞' | '≦' | '≧');
        let ahead = self.before().trim_end();
        if ahead.trim_end_matches(['=', ' ']).ends_with(is_signed) {
            return None;
        }
        self.ahead(says)
            .or_else(|| self.range())
            .or_else(|| self.within())
            .or_else(|| self.followed())
            .or_else(|| self.implied())
    }

    /// A limit with the comparison before its number: `at least 80%`.
    fn ahead(&self, says: Says) -> Option<FoundLimit<'a>> {
        let (start, bound) = bound_before(self.text, self.start).filter(|_| !self.goes_on())?;
        let sense = match bound {
            Bound::Above | Bound::Below => says.sense(last(&self.text[..start]), bound.is_more()),
            Bound::AtLeast | Bound::AtMost => Polarity::Stated,
        };
        let is_time = self.quantity.unit.kind == UnitKind::Time;
        let stretches = |word: &str| {
            self.text[start..self.start]
                .trim()
                .eq_ignore_ascii_case(word)
        };
        // `over 3 weeks` is how long something takes, and `for at least 24 hours` too.
        let is_duration = is_time
            && (stretches("over") && sense == Polarity::Stated
                || ends_with_word(
                    &self.text[..start],
                    &["for", "über", "pendant", "durante", "per"],
                )
                || self.is_lead_time());
        // A plain number needs something that it counts, or an end.
        let behind = self.behind().trim_start();
        let counts = self.quantity.unit != Unit::NONE
            || self.quantity.noun.is_some()
            || !behind.starts_with(char::is_alphanumeric);
        // `under 500 concurrent users`
        let is_load = stretches("under")
            && self
                .quantity
                .noun
                .is_some_and(|noun| LOADS.contains(&noun.to_lowercase().as_str()));
        // `It can take up to 10 minutes` describes.
        let is_described =
            is_time && ends_with_word(&self.text[..start], &["take", "takes", "lasts", "last"]);
        if is_duration || !counts || is_described || is_load || sense == Polarity::Either {
            return None;
        }
        let bound = match bound {
            Bound::AtMost if stretches("up to") && self.is_of_capacity(start) => Bound::AtLeast,
            bound => bound,
        };
        Some(FoundLimit {
            start,
            sense,
            ..self.found(bound)
        })
    }

    /// True if a time is a distance to another event: `at least 2 weeks before the launch`.
    fn is_lead_time(&self) -> bool {
        let lower = languages::lower(self.behind());
        let mut words = words(&lower).map(|(_, word)| word);
        matches!(
            words.next(),
            Some(
                "before"
                    | "prior"
                    | "after"
                    | "ahead"
                    | "ago"
                    | "in"
                    | "notice"
                    | "old"
                    | "earlier"
                    | "apart"
            )
        )
    }

    /// True if `up to` is what something can bear: `scales up to 1000 users`.
    fn is_of_capacity(&self, start: usize) -> bool {
        let clause = languages::lower(clause(last(&self.text[..start])));
        words(&clause).any(|(_, word)| {
            [
                "support", "supports", "handle", "handles", "scale", "scales", "scaled", "tested",
                "sustain", "sustains",
            ]
            .contains(&word)
        })
    }

    /// A limit with the comparison behind its number: `80% or more`, `90+`, `500ms以下`.
    fn followed(&self) -> Option<FoundLimit<'a>> {
        let (length, bound) = bound_behind(self.behind())?;
        let is_time = self.quantity.unit.kind == UnitKind::Time;
        let is_plus = self.behind().starts_with('+');
        // `5+ years` is a duration.
        let unit_behind = first_bytes(self.behind().get(length..)?.trim_start(), LONGEST);
        let is_time = is_time
            || is_plus
                && super::units::read(unit_behind)
                    .is_some_and(|read| read.unit.kind == UnitKind::Time);
        if is_time && is_plus || self.is_negated() {
            return None;
        }
        let mut found = self.found(bound);
        found.end += length;
        found.named = found.end;
        // `95%+ user adoption`
        if is_plus {
            found.name_behind = name_behind(&self.text[found.end..]);
        }
        Some(found)
    }

    fn is_negated(&self) -> bool {
        super::negation::last_negation(clause(self.before())).is_some()
    }

    /// A range in words: `between 70% and 90%`.
    fn range(&self) -> Option<FoundLimit<'a>> {
        let before = self.before().trim_end();
        let start = word_at_end(before, &BETWEEN)?;
        let behind = self.behind();
        let rest = behind.trim_start();
        let and = AND.iter().find(|word| rest.starts_with(*word))?;
        let rest = rest[and.len()..].trim_start();
        let more = wanted(rest)?;
        let is_same = self.quantity.unit == more.unit;
        let (low, high) = if is_same {
            (self.quantity.number, more.number)
        } else if self.quantity.unit == Unit::NONE {
            (self.quantity.number.times(more.unit.size), more.number)
        } else {
            return None;
        };
        if low.least >= high.least {
            return None;
        }
        let end = self.end() + behind.len() - rest.len() + more.length;
        Some(FoundLimit {
            start: self.start - (before.len() - start) - (self.before().len() - before.len()),
            end,
            value: (self.start, end),
            named: end,
            unit: more.unit,
            limits: vec![Limit::Between(low.least, high.least)],
            noun: more.noun,
            written: None,
            ..self.found(Bound::AtLeast)
        })
    }

    /// The time within which something that is measured ends: `responds within 200 ms`. Other times are due times.
    fn within(&self) -> Option<FoundLimit<'a>> {
        let unit = self.quantity.unit;
        let before = self.before().trim_end();
        let start = words_at_end(before, Term::Within)?;
        let clause = languages::lower(clause(&before[..start]));
        let is_short = unit.size < 60.0;
        let is_recovery = languages::words(Term::Measured).is_in(&clause);
        // `within 10% of the baseline`
        let is_distance = unit == Unit::PERCENT && self.behind().trim_start().starts_with("of ");
        if is_distance {
            return Some(FoundLimit {
                start: self.start - (self.before().len() - start),
                ..self.found(Bound::AtMost)
            });
        }
        if unit.kind != UnitKind::Time
            || unit.per.is_some()
            || clause.trim().is_empty()
            || !(is_short || is_recovery && self.quantity.number.most <= LONGEST_WITHIN)
            || self.is_lead_time()
        {
            return None;
        }
        Some(FoundLimit {
            start: self.start - (self.before().len() - start),
            ..self.found(Bound::AtMost)
        })
    }

    /// A limit whose direction is that of its name: `Availability 99.9%`, `RTO: 4h`, `ESLint errors: 0`.
    fn implied(&self) -> Option<FoundLimit<'a>> {
        let (number, unit) = (self.quantity.number, self.quantity.unit);
        let is_zero = number.is_clear() && number.least.total_cmp(&0.0).is_eq();
        let is_all = unit == Unit::PERCENT && number.least.total_cmp(&100.0).is_eq();
        if self.goes_on() {
            return None;
        }
        let exactly = |value: f64| Some(vec![Limit::Between(value, value)]);
        let named = |term| self.is_named(term);
        let counts = |term| self.counts(term).is_some();
        let limits = if is_zero && (unit == Unit::NONE || unit == Unit::PERCENT) {
            (named(Term::GoalZero)
                || counts(Term::GoalZero)
                || unit == Unit::PERCENT && named(Term::GoalLow))
            .then(|| exactly(0.0))?
        } else if unit == Unit::PERCENT && (named(Term::GoalHigh) || counts(Term::GoalHigh)) {
            if is_all {
                exactly(100.0)
            } else {
                Some(number.readings().map(Limit::AtLeast).collect())
            }
        } else if matches!(unit.kind, UnitKind::Time | UnitKind::Percent)
            && (named(Term::GoalLow) || self.is_goal_behind())
            && !self.is_lead_time()
        {
            Some(number.readings().map(Limit::AtMost).collect())
        } else {
            None
        };
        let name_behind = self.counts(Term::GoalZero).or(self.counts(Term::GoalHigh));
        let mut found = self.found(Bound::AtMost);
        if is_zero && unit == Unit::NONE {
            // `0 high/critical bugs` is no rate.
            found.end = self.start + 1;
            found.value.1 = found.end;
            found.named = found.end;
            found.each = None;
        }
        Some(FoundLimit {
            limits: limits?,
            name_behind: name_behind.unwrap_or_default(),
            ..found
        })
    }

    /// True if the words right before the number, or before a colon, name a measurement of this kind.
    fn is_named(&self, term: Term) -> bool {
        let label = labeled_clause(self.before());
        let lower = languages::lower(label);
        let lower = lower.trim_end();
        let set = languages::words(term);
        if let Some(label) = lower.strip_suffix([':', '：', '=']) {
            return set.is_in(label);
        }
        let connectors = [
            "of", "is", "von", "de", "di", "da", "-", "–", "—", "(", "为", "は", "target", "goal",
            "at", "approx", "~", "≈",
        ];
        let mut label = lower;
        while let Some(start) = word_at_end(label, &connectors) {
            label = label[..start].trim_end();
        }
        // `(p95)` between the name and its value.
        let label = match label
            .strip_suffix(')')
            .and_then(|label| label.rsplit_once('('))
        {
            Some((label, _)) => label.trim_end(),
            None => label,
        };
        let label = label.trim_end_matches([':', '*', ' ']);
        set.end(last_bytes(label, LONGEST)).is_some()
    }

    /// The words behind the number that name a measurement or a counted thing of this kind: `critical bugs`.
    fn counts(&self, term: Term) -> Option<&'a str> {
        let behind = self.behind();
        // `0: description` and `0 | errors` are lists.
        let start = behind.len() - behind.trim_start().len();
        if start == 0 && !behind.is_empty() && behind.is_ascii() {
            return None;
        }
        named_behind(behind, term)
    }

    /// True if the number is the start of a range, an arrow or a fraction: `5-10`, `70% → 80%`, `3/4`.
    fn goes_on(&self) -> bool {
        let rest = self.behind().trim_start();
        let range = rest.strip_prefix(['-', '–']).map(str::trim_start);
        rest.starts_with(['→', '~'])
            || self.behind().starts_with('/')
            || range.is_some_and(|range| range.starts_with(|c: char| c.is_ascii_digit()))
    }

    /// True if the name of the measurement is right behind the number: `4h RTO`.
    fn is_goal_behind(&self) -> bool {
        let behind = self.behind();
        let head = languages::lower(first_bytes(behind.trim_start(), LONGEST));
        behind.starts_with(' ') && languages::words(Term::GoalLow).start(&head).is_some()
    }

    fn found(&self, bound: Bound) -> FoundLimit<'a> {
        let quantity = self.quantity;
        FoundLimit {
            start: self.start,
            end: self.end(),
            value: (self.start, self.end()),
            is_in_words: true,
            named: self.start + quantity.named,
            noun: quantity.noun,
            each: quantity.each,
            name_behind: name_behind(self.behind()),
            limits: quantity
                .number
                .readings()
                .map(|number| bound.limit(number))
                .collect(),
            unit: quantity.unit,
            sense: Polarity::Stated,
            written: Some(quantity.written),
        }
    }
}

/// A comparison in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bound {
    Above,
    Below,
    AtLeast,
    AtMost,
}

impl Bound {
    fn limit(self, number: f64) -> Limit {
        match self {
            Bound::Above => Limit::Above(number),
            Bound::Below => Limit::Below(number),
            Bound::AtLeast => Limit::AtLeast(number),
            Bound::AtMost => Limit::AtMost(number),
        }
    }

    fn is_more(self) -> bool {
        matches!(self, Bound::Above | Bound::AtLeast)
    }
}

/// The comparison in words that ends before a number, with its start.
fn bound_before(text: &str, start: usize) -> Option<(usize, Bound)> {
    let before = text[..start].trim_end();
    let before = before.trim_end_matches(['.', ':', '：', '~', '≈', ' ']);
    let terms = [
        (Term::AtLeast, Bound::AtLeast),
        (Term::AtMost, Bound::AtMost),
        (Term::MoreThan, Bound::Above),
        (Term::LessThan, Bound::Below),
    ];
    let found = terms
        .iter()
        .filter_map(|&(term, bound)| Some((words_at_end(before, term)?, bound)));
    found.min_by_key(|&(at, _)| at)
}

/// The comparison in words or the plus at the start of the text behind a number, with its length.
fn bound_behind(behind: &str) -> Option<(usize, Bound)> {
    if let Some(rest) = behind.strip_prefix(['+', '＋']) {
        let is_end = !rest.starts_with(|c: char| c.is_alphanumeric() || c == '+');
        return is_end.then_some((behind.len() - rest.len(), Bound::AtLeast));
    }
    // `%80'in üzerinde`, `500ms'den az`
    let rest = match behind.strip_prefix(['\'', '’']) {
        Some(suffix) => suffix.trim_start_matches(char::is_alphabetic),
        None => behind,
    };
    let rest = rest.trim_start_matches([' ', ',', '(', '\u{a0}']);
    let head = first_bytes(rest, LONGEST);
    let lower = languages::lower(head);
    let terms = [
        (Term::OrMore, Bound::AtLeast),
        (Term::OrLess, Bound::AtMost),
        (Term::MoreThanBehind, Bound::Above),
        (Term::LessThanBehind, Bound::Below),
    ];
    let found = terms
        .iter()
        .filter_map(|&(term, bound)| Some((languages::words(term).start(&lower)?, bound)));
    let (length, bound) = found.max_by_key(|&(length, _)| length)?;
    let is_whole = head.is_char_boundary(length) && lower.len() == head.len();
    is_whole.then_some((behind.len() - rest.len() + length, bound))
}

/// The start of the word of a term at the end of a text.
fn words_at_end(text: &str, term: Term) -> Option<usize> {
    let tail = last_bytes(text, LONGEST);
    let lower = languages::lower(tail);
    let at = languages::words(term).end(&lower)?;
    (lower.len() == tail.len()).then_some(text.len() - tail.len() + at)
}

/// The start of one of these words or signs at the end of a text.
fn word_at_end(text: &str, words: &[&str]) -> Option<usize> {
    words.iter().find_map(|word| {
        let at = text.len().checked_sub(word.len())?;
        let end = text.get(at..)?;
        let is_apart = !word.starts_with(char::is_alphanumeric)
            || !text[..at].ends_with(char::is_alphanumeric);
        (end.eq_ignore_ascii_case(word) && is_apart).then_some(at)
    })
}

fn ends_with_word(text: &str, words: &[&str]) -> bool {
    word_at_end(text.trim_end(), words).is_some()
}

/// The words behind a number up to the first of a term, if it is near.
fn named_behind(behind: &str, term: Term) -> Option<&str> {
    all_named_behind(behind, term).into_iter().next()
}

/// The words behind a number up to each of a term that is near.
fn all_named_behind(behind: &str, term: Term) -> Vec<&str> {
    let head = first_bytes(behind, LONGEST);
    let ends = [',', ';', ':', '.', '(', '|', '，', '。'];
    let head = &head[..head.find(ends).unwrap_or(head.len())];
    let lower = languages::lower(head);
    if lower.len() != head.len() {
        return Vec::new();
    }
    // `P0` is a name, and `3` another number.
    let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let is_near = |start: usize| {
        let between: Vec<(usize, &str)> = words(&lower[..start]).collect();
        between.len() <= MOST_BETWEEN && !between.iter().any(|(_, word)| is_number(word))
    };
    let found = languages::words(term).all(&lower);
    found
        .filter(|range| is_near(range.start))
        .map(|range| head[..range.end].trim())
        .collect()
}

/// The name of a measurement behind its number: `user adoption` of `95%+ user adoption`.
fn name_behind(behind: &str) -> &str {
    let rest = behind.trim_start();
    let end = rest
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, ' ' | '-' | '/')))
        .unwrap_or(rest.len());
    let name = &rest[..end];
    let fourth = name
        .match_indices(' ')
        .nth(MOST_BETWEEN)
        .map_or(name.len(), |(at, _)| at);
    name[..fourth].trim()
}

/// The zeros in words: `Zero critical bugs`. `Zero-downtime deploys` is an adjective.
fn zeros(text: &str) -> Option<FoundLimit<'_>> {
    let head = first_bytes(text, LONGEST);
    let lower = languages::lower(head);
    let length = languages::words(Term::Zero).start(&lower)?;
    let behind = text.get(length..)?;
    let behind = behind.strip_prefix(' ')?;
    // `Zero downtime deployment`: the counted thing ends the clause.
    let ends = |named: &&str| {
        let after = behind[named.len()..].trim_start();
        let next = after.split(|c: char| !c.is_alphanumeric()).next();
        !after.starts_with(char::is_alphanumeric)
            || next.is_some_and(|word| AFTER_ZERO.contains(&word))
    };
    let named = all_named_behind(behind, Term::GoalZero)
        .into_iter()
        .find(ends)?;
    Some(FoundLimit {
        start: 0,
        end: length,
        value: (0, length),
        is_in_words: true,
        named: length,
        noun: None,
        each: None,
        name_behind: named,
        limits: vec![Limit::Between(0.0, 0.0)],
        unit: Unit::NONE,
        sense: Polarity::Stated,
        written: None,
    })
}

/// True if a text begins with a zero in words.
pub(super) fn has_zero(text: &str) -> bool {
    languages::words(Term::Zero)
        .start(&languages::lower(first_bytes(text, LONGEST)))
        .is_some()
}

fn first_bytes(text: &str, most: usize) -> &str {
    let to = text.len().min(most);
    &text[..(0..=to).rfind(|&at| text.is_char_boundary(at)).unwrap_or(0)]
}

fn last_bytes(text: &str, most: usize) -> &str {
    let from = text.len().saturating_sub(most);
    &text[(from..=text.len())
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(text.len())..]
}
