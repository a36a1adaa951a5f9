//! The limits in a text: a number after a comparison, a range of percent, a negated comparison in words.

use super::limit::Limit;
use super::negation::{Polarity, last_negation, sense, without_negation};
use super::number::{Number, number};
use super::quantity::{Quantity, Written, wanted};
use super::units::Unit;
use super::vocabulary::COMPARISONS;
use super::{Threshold, triggers};

/// The longest range of percent, in characters: a text may be one line of many megabytes.
const LONGEST_RANGE: usize = 40;
/// The distance around a limit in which its context is searched, in bytes.
const AROUND: usize = 400;

/// The kinds of words that a text contains at all, so that others aren't searched.
#[derive(Clone, Copy)]
pub(super) struct Says {
    negates: bool,
    reacts: bool,
}

impl Says {
    pub(super) fn of(text: &str) -> Says {
        Says {
            negates: last_negation(text).is_some(),
            reacts: triggers::reacts(text),
        }
    }

    fn sense(self, before: &str, is_more: bool) -> Polarity {
        if self.negates {
            sense(before, is_more)
        } else {
            Polarity::Stated
        }
    }

    fn is_trigger(self, before: &str, behind: &str, is_more: bool) -> bool {
        self.reacts && triggers::is_condition(before, behind, is_more)
    }
}

/// A limit in a text.
pub(super) struct FoundLimit<'a> {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The start of its number.
    value: usize,
    /// True for a trigger.
    pub(super) is_trigger: bool,
    /// True for a comparison in words: `more than 5`.
    pub(super) is_in_words: bool,
    /// The end of its unit, before the words of a rate: the name of the next limit may begin there.
    pub(super) named: usize,
    /// The counted thing, if it isn't a unit.
    pub(super) noun: Option<&'a str>,
    /// The thing after “per”.
    each: Option<&'a str>,
    limits: Vec<Limit>,
    unit: Unit,
    sense: Polarity,
    written: Option<Written<'a>>,
}

impl FoundLimit<'_> {
    /// The threshold, without names.
    pub(super) fn threshold(&self, text: &str) -> Threshold {
        let words = &text[self.start..self.end];
        let (noun, each) = (self.noun.map(str::to_owned), self.each.map(str::to_owned));
        Threshold {
            slug: String::new(),
            label: String::new(),
            text: self.sense.put(words),
            value: text[self.value..self.end].to_owned(),
            written: self.limits.clone(),
            words: words.to_owned(),
            polarity: self.sense,
            unit: self.unit,
            noun,
            each,
            readings: self.written.and_then(Written::readings),
        }
    }
}

/// The numbers after a comparison sign, with their units.
pub(super) fn signs(text: &str, says: Says) -> impl Iterator<Item = FoundLimit<'_>> {
    text.match_indices(['<', '>', '≤', '≥', '＜', '＞'])
        .filter_map(move |(at, sign)| {
            let before = &text[..at];
            let closes_tag = sign == ">" && ends_with_open_tag(before);
            let is_behind_tag = before.strip_suffix('>').is_some_and(ends_with_open_tag);
            // `->` and `=>` are arrows, and `>>` is a shift.
            let is_of_arrow = before.ends_with(['-', '=', '<', '>']) && !is_behind_tag;
            if closes_tag || is_of_arrow {
                return None;
            }
            let rest = &text[at + sign.len()..];
            let with_equal = rest.starts_with('=') || matches!(sign, "≤" | "≥");
            let rest = rest.trim_start_matches('=').trim_start();
            let is_more = matches!(sign, ">" | "≥" | "＞");
            Some(limit(
                text,
                says,
                at,
                rest,
                (is_more, with_equal),
                wanted(rest)?,
            ))
        })
}

/// True if a text ends inside a tag or a name in angle brackets: `<b`, `</b`, `<db-1`.
fn ends_with_open_tag(text: &str) -> bool {
    let is_of_name =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ':' | '/');
    let name = &text[text.trim_end_matches(is_of_name).len()..];
    text[..text.len() - name.len()].ends_with('<')
        && name
            .trim_start_matches('/')
            .starts_with(|c: char| c.is_ascii_alphabetic())
}

/// The negated comparisons in words: `no more than 5 errors`, `must not exceed 5%`.
pub(super) fn negated_words(text: &str, says: Says) -> Vec<FoundLimit<'_>> {
    let lower = text.to_lowercase();
    // Few letters change their length with their case; in such a text only signs are read.
    if lower.len() != text.len() || !says.negates {
        return Vec::new();
    }
    let all = COMPARISONS.iter().flat_map(|&comparison| {
        lower
            .match_indices(comparison.0)
            .map(move |(at, _)| (at, comparison))
    });
    let found = all.filter_map(|(at, (part, is_more))| {
        let (before, rest) = (&text[..at], text[at + part.len()..].trim_start());
        let is_word =
            !before.ends_with(char::is_alphanumeric) && rest.len() < text.len() - at - part.len();
        let quantity = wanted(rest).filter(|_| is_word)?;
        let behind = last_negation(last(before))?;
        // A plain number counts only right after it: `must not be more than 5`.
        let is_near = without_negation(behind).is_empty();
        let found = FoundLimit {
            is_in_words: true,
            ..limit(text, says, at, rest, (is_more, false), quantity)
        };
        (found.sense != Polarity::Stated && (is_near || quantity.unit != Unit::NONE))
            .then_some(found)
    });
    found.collect()
}

fn limit<'a>(
    text: &'a str,
    says: Says,
    at: usize,
    rest: &'a str,
    (is_more, with_equal): (bool, bool),
    quantity: Quantity<'a>,
) -> FoundLimit<'a> {
    let Quantity {
        number,
        unit,
        noun,
        each,
        written,
        named,
        length,
        ..
    } = quantity;
    let limits = number.readings().map(|number| match (is_more, with_equal) {
        (false, false) => Limit::Below(number),
        (false, true) => Limit::AtMost(number),
        (true, false) => Limit::Above(number),
        (true, true) => Limit::AtLeast(number),
    });
    let from = text.len() - rest.len();
    let (before, end) = (last(&text[..at]), from + length);
    FoundLimit {
        start: at,
        end,
        value: from,
        is_trigger: says.is_trigger(before, first(&text[end..]), is_more),
        is_in_words: false,
        named: from + named,
        noun,
        each,
        limits: limits.collect(),
        unit,
        sense: says.sense(before, is_more),
        written: Some(written),
    }
}

/// The ranges of percent: `70-90%`, except for negated ones.
pub(super) fn ranges(text: &str, says: Says) -> impl Iterator<Item = FoundLimit<'_>> {
    text.match_indices(['%', '％'])
        .filter_map(move |(at, sign)| {
            let part = |c: char| {
                c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '–' | ' ' | '%' | '％')
            };
            let near: Vec<usize> = text[..at]
                .char_indices()
                .rev()
                .take(LONGEST_RANGE)
                .take_while(|&(_, c)| part(c))
                .map(|(at, _)| at)
                .collect();
            let run = near
                .last()
                .copied()
                .filter(|_| near.len() < LONGEST_RANGE)?;
            let start = run
                + (text[run..at].len()
                    - text[run..at]
                        .trim_start_matches([' ', ',', '.', '-', '–'])
                        .len());
            let (from, to) = text[start..at].split_once(['-', '–'])?;
            // Thresholds of thousands of percent don't occur.
            let number = |text: &str| {
                number(text.trim().trim_end_matches(['%', '％'])).map(|Number { least, .. }| least)
            };
            let (from, to) = (number(from)?, number(to)?);
            let before = last(&text[..start]);
            (from < to && says.sense(before, true) == Polarity::Stated).then(|| FoundLimit {
                start,
                end: at + sign.len(),
                value: start,
                is_trigger: says.is_trigger(before, first(&text[at + sign.len()..]), true),
                is_in_words: false,
                named: at + sign.len(),
                noun: None,
                each: None,
                limits: vec![Limit::Between(from, to)],
                unit: Unit::PERCENT,
                sense: Polarity::Stated,
                written: None,
            })
        })
}

/// The end of a text that is context for what follows.
fn last(text: &str) -> &str {
    let from = text.len().saturating_sub(AROUND);
    &text[(from..=text.len())
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(text.len())..]
}

/// The start of a text that is context for what is before.
fn first(text: &str) -> &str {
    let to = text.len().min(AROUND);
    &text[..(0..=to).rfind(|&at| text.is_char_boundary(at)).unwrap_or(0)]
}
