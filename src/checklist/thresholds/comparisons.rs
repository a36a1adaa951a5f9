//! The limits in a text: a number after a comparison sign, and a range of percent.

use super::limit::Limit;
use super::negation::{Polarity, last_negation, sense};
use super::number::{Number, number};
use super::quantity::{Quantity, Written, wanted};
use super::units::{Unit, UnitKind};
use super::{Threshold, triggers};

/// The most comparison signs that are read in one text.
const MOST_SIGNS: usize = 1000;
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

    pub(super) fn sense(self, before: &str, is_more: bool) -> Polarity {
        if self.negates {
            sense(before, is_more)
        } else {
            Polarity::Stated
        }
    }

    /// True if a limit in the text is the condition of a reaction.
    pub(super) fn is_trigger(self, text: &str, found: &FoundLimit) -> bool {
        let (before, behind) = (last(&text[..found.start]), first(&text[found.end..]));
        self.reacts && triggers::is_condition(before, behind, found.is_more())
    }
}

/// A limit in a text.
pub(super) struct FoundLimit<'a> {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The start and the end of its number with the unit.
    pub(super) value: (usize, usize),
    /// True for a comparison in words: `more than 5`.
    pub(super) is_in_words: bool,
    /// The end of its unit, before the words of a rate: the name of the next limit may begin there.
    pub(super) named: usize,
    /// The counted thing, if it isn't a unit.
    pub(super) noun: Option<&'a str>,
    /// The thing after “per”.
    pub(super) each: Option<&'a str>,
    /// The words behind it that name it, if none are before it.
    pub(super) name_behind: &'a str,
    /// The limit as written, in each reading of its number.
    pub(super) limits: Vec<Limit>,
    pub(super) unit: Unit,
    pub(super) sense: Polarity,
    pub(super) written: Option<Written<'a>>,
}

impl FoundLimit<'_> {
    /// True for a lower limit.
    pub(super) fn is_more(&self) -> bool {
        self.limits.first().is_some_and(|limit| !limit.is_upper())
    }

    /// True for a range.
    pub(super) fn is_range(&self) -> bool {
        matches!(self.limits.first(), Some(Limit::Between(from, to)) if from < to)
    }

    /// True if nobody may measure it: a count in words, or a time that is exceeded. A zero and a score are measured.
    fn is_unsure(&self) -> bool {
        let is_exact = matches!(self.limits.first(), Some(Limit::Between(..)));
        let is_score = self.noun.is_some_and(|noun| noun.starts_with('/'));
        let is_count = self.is_in_words && self.unit == Unit::NONE && !is_exact && !is_score;
        let is_time = self.unit.kind == UnitKind::Time && self.unit.per.is_none();
        is_count || is_time && self.is_more() && self.sense == Polarity::Stated
    }

    /// The threshold, without names.
    pub(super) fn threshold(&self, text: &str) -> Threshold {
        let words = &text[self.start..self.end];
        let (noun, each) = (self.noun.map(str::to_owned), self.each.map(str::to_owned));
        Threshold {
            slug: String::new(),
            label: String::new(),
            text: self.sense.put(words),
            value: text[self.value.0..self.value.1].to_owned(),
            line: 0,
            is_unsure: self.is_unsure(),
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
    let signs = ['<', '>', '≤', '≥', '＜', '＞', '≦', '≧', '⩽', '⩾'];
    text.match_indices(signs)
        .take(MOST_SIGNS)
        .filter_map(move |(at, sign)| {
            let before = &text[..at];
            if is_of_tag(before, sign) {
                return None;
            }
            let rest = &text[at + sign.len()..];
            let is_equal = |c: char| matches!(c, '=' | '＝' | ' ');
            let equals = rest.len() - rest.trim_start_matches(is_equal).len();
            let rest = &rest[equals..];
            let quantity = wanted(rest)?;
            let start = start_of_sign(before, sign, &quantity)?;
            let closes = rest[quantity.length..].starts_with('>');
            // `<5>` is a placeholder or a type parameter.
            if sign == "<" && closes {
                return None;
            }
            let has_equal =
                start < at || text[at + sign.len()..at + sign.len() + equals].contains(['=', '＝']);
            let with_equal = has_equal || matches!(sign, "≤" | "≥" | "≦" | "≧" | "⩽" | "⩾");
            let is_more = matches!(sign, ">" | "≥" | "＞" | "≧" | "⩾");
            Some(limit(
                text,
                says,
                (start, rest),
                (is_more, with_equal),
                quantity,
            ))
        })
}

/// True if a sign belongs to a tag or a name in angle brackets: `<b>`, `List<5>`.
fn is_of_tag(before: &str, sign: &str) -> bool {
    sign == ">" && ends_with_open_tag(before)
}

/// The start of a sign with the equals sign before it, as in `=< 5`; `None` for an arrow or a shift: `->`, `=> 5`, `>>`.
/// `coverage => 80%` is a comparison, as it has a unit and follows no number.
fn start_of_sign(before: &str, sign: &str, quantity: &Quantity) -> Option<usize> {
    let is_behind_tag = before.strip_suffix('>').is_some_and(ends_with_open_tag);
    if is_behind_tag {
        return Some(before.len());
    }
    if let Some(label) = before.strip_suffix('=') {
        let last = label.split_whitespace().next_back().unwrap_or_default();
        let follows_name = !last.starts_with(|c: char| c.is_ascii_digit());
        let is_comparison = (sign == "<" || quantity.unit != Unit::NONE && follows_name)
            && !label.ends_with(['=', '<', '>']);
        return is_comparison.then_some(label.len());
    }
    (!before.ends_with(['-', '<', '>'])).then_some(before.len())
}

/// True if a text ends inside a tag or a name in angle brackets: `<b`, `</b`, `<db-1`, `<5`.
fn ends_with_open_tag(text: &str) -> bool {
    let is_of_name =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ':' | '/');
    let name = &text[text.trim_end_matches(is_of_name).len()..];
    text[..text.len() - name.len()].ends_with('<')
        && name
            .trim_start_matches('/')
            .starts_with(|c: char| c.is_ascii_alphanumeric())
}

fn limit<'a>(
    text: &'a str,
    says: Says,
    (start, rest): (usize, &'a str),
    (is_more, with_equal): (bool, bool),
    quantity: Quantity<'a>,
) -> FoundLimit<'a> {
    let limits = quantity
        .number
        .readings()
        .map(|number| match (is_more, with_equal) {
            (false, false) => Limit::Below(number),
            (false, true) => Limit::AtMost(number),
            (true, false) => Limit::Above(number),
            (true, true) => Limit::AtLeast(number),
        });
    let from = text.len() - rest.len();
    let end = from + quantity.length;
    FoundLimit {
        start,
        end,
        value: (from, end),
        is_in_words: false,
        named: from + quantity.named,
        noun: quantity.noun,
        each: quantity.each,
        name_behind: "",
        limits: limits.collect(),
        unit: quantity.unit,
        sense: says.sense(last(&text[..start]), is_more),
        written: Some(quantity.written),
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
            let end = at + sign.len();
            (from < to && says.sense(before, true) == Polarity::Stated).then(|| FoundLimit {
                start,
                end,
                value: (start, end),
                is_in_words: false,
                named: end,
                noun: None,
                each: None,
                name_behind: "",
                limits: vec![Limit::Between(from, to)],
                unit: Unit::PERCENT,
                sense: Polarity::Stated,
                written: None,
            })
        })
}

/// The end of a text that is context for what follows.
pub(super) fn last(text: &str) -> &str {
    let from = text.len().saturating_sub(AROUND);
    &text[(from..=text.len())
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(text.len())..]
}

/// The start of a text that is context for what is before.
pub(super) fn first(text: &str) -> &str {
    let to = text.len().min(AROUND);
    &text[..(0..=to).rfind(|&at| text.is_char_boundary(at)).unwrap_or(0)]
}
