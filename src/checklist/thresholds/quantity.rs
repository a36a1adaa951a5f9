//! Numbers with units, as people write them: `1,200.50`, `0,1 %`, `4.2s`, `1h 30m`, `€900`, `12k`.

use super::Unclear;
use super::negation::last_negation;
use super::number::{Number, is_space, number};
use super::rates::{self, RateWords};
use super::units::{self, UNITS, Unit, UnitKind, ends_word, same_noun};
use crate::checklist::languages;

/// Factors after a number that the language files don't have.
const FACTORS: [(&str, f64); 10] = [
    ("k", 1e3),
    ("K", 1e3),
    ("M", 1e6),
    ("G", 1e9),
    ("billion", 1e9),
    ("billions", 1e9),
    ("mn", 1e6),
    ("bn", 1e9),
    ("mrd", 1e9),
    ("dozen", 12.0),
];
/// The longest number, in characters: a text may be many megabytes of digits.
const LONGEST_NUMBER: usize = 400;
/// The longest factor in words, in characters.
const LONGEST_FACTOR: usize = 16;
/// Rates that are single units: the name of the next measurement never begins within one.
const NAMES: [&str; 7] = [
    "req/s",
    "requests/s",
    "requests/sec",
    "requests/second",
    "kbit/s",
    "mbit/s",
    "gbit/s",
];
/// Short units of counts that may be glued to their number.
const GLUED: [&str; 6] = ["px", "pt", "em", "vw", "vh", "pp"];
/// What scores and ratios compare with: `90/100`, `4.5:1`.
const SCORES: [&str; 4] = ["/100", "/10", "/5", ":1"];
/// Spaces that may be before a unit.
const BLANKS: [char; 3] = [' ', '\u{a0}', '\u{202f}'];
/// More percent than any threshold: the dot in `99.999%` doesn't separate thousands.
const MOST_PERCENT: f64 = 10_000.0;

/// A number with its unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Quantity<'a> {
    /// The number in the smallest unit of its kind.
    pub(super) number: Number,
    pub(super) unit: Unit,
    /// The counted thing, if it isn't a known unit: `requests`.
    pub(super) noun: Option<&'a str>,
    /// The thing after “per”, besides a time: `node` of `5 req/s per node`.
    pub(super) each: Option<&'a str>,
    /// The number as written.
    pub(super) written: Written<'a>,
    /// True if it has a factor such as thousands.
    is_multiplied: bool,
    /// The length of the number with its unit, without the words of a rate, in bytes.
    pub(super) named: usize,
    /// The whole length, in bytes.
    pub(super) length: usize,
}

impl Quantity<'_> {
    /// True for a plain number.
    fn is_bare(&self) -> bool {
        self.unit == Unit::NONE && self.noun.is_none() && self.each.is_none()
    }
}

/// A number as written, and its readings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Written<'a> {
    text: &'a str,
    number: Number,
}

impl Written<'_> {
    /// Both readings, the greater first; `None` if there is only one.
    pub(super) fn readings(self) -> Option<(String, String)> {
        let Number { least, most } = self.number;
        (!self.number.is_clear()).then(|| (most.to_string(), least.to_string()))
    }
}

/// The unit, counted thing, and thing after “per” of a threshold.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) unit: Unit,
    pub(super) noun: Option<&'a str>,
    pub(super) each: Option<&'a str>,
}

/// A measured value as a range, in the smallest unit of its kind, for each of its readings.
#[derive(Debug)]
pub(super) struct Measured {
    pub(super) spans: Vec<(f64, f64)>,
    /// The unambiguous ways to write the value, one for each reading; `None` if it has only one.
    pub(super) readings: Option<(String, String)>,
}

/// The quantity at the start of a text. A unit is a known word, after at most one space: `< 5 seconds`, not
/// `< 5 of them`.
pub(super) fn wanted(text: &str) -> Option<Quantity<'_>> {
    let found = quantity(text)?;
    let glued = &text[found.named..];
    let word = &glued[..glued
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(glued.len())];
    // `2FA`, `5xx` and `3rd` are names, `500users` and `44px` are counts.
    let is_name = found.unit == Unit::NONE
        && word.starts_with(char::is_alphanumeric)
        && (word.contains(char::is_uppercase)
            || word.is_ascii() && word.len() < 3 && !GLUED.contains(&word));
    (!is_name).then_some(found)
}

/// Parses a measured value for a threshold that asks for `asked`.
///
/// # Errors
///
/// If it isn't a value of that kind.
pub(super) fn measured(value: &str, asked: Asked) -> Result<Measured, Unclear> {
    let text =
        value.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '~' | '≈' | '='));
    let sign = text
        .chars()
        .next()
        .filter(|c| matches!(c, '<' | '>' | '≤' | '≥'));
    let text = text
        .trim_start_matches(['<', '>', '≤', '≥', '='])
        .trim_start();
    let behind = &text[quantity(text).ok_or(Unclear::NoNumber)?.length..];
    // `4 s?`, `4 s, not 9` and `4+` don't state a measured value.
    if value.contains(['?', '？']) || behind.contains('+') || last_negation(behind).is_some() {
        return Err(Unclear::Open);
    }
    let ValueRange { low, high, written } = span(text, asked)?;
    let pairs = low
        .readings()
        .flat_map(|low| high.readings().map(move |high| (low, high)));
    // Both ends of a range have the same reading.
    let pairs = pairs.filter(|&(least, most)| least <= most && (low != high || least >= most));
    let open = |(low, high)| match sign {
        Some('<' | '≤') => (f64::NEG_INFINITY, high),
        Some(_) => (low, f64::INFINITY),
        None => (low, high),
    };
    let spans: Vec<(f64, f64)> = pairs.map(open).collect();
    if spans.is_empty() {
        return Err(Unclear::Several);
    }
    let readings = written.and_then(|written| {
        let (most, least) = written.readings()?;
        let value = value.trim();
        Some((
            value.replacen(written.text, &most, 1),
            value.replacen(written.text, &least, 1),
        ))
    });
    Ok(Measured { spans, readings })
}

/// A value as a range, and the first of its numbers with two readings.
struct ValueRange<'a> {
    low: Number,
    high: Number,
    written: Option<Written<'a>>,
}

/// One value, several that add up (`1h 30m`), or a range.
fn span<'a>(text: &'a str, asked: Asked) -> Result<ValueRange<'a>, Unclear> {
    let first = quantity(text).ok_or(Unclear::NoNumber)?;
    let mut rest = text[first.length..].trim_start();
    if let Some(after) = rest.strip_prefix(['-', '–', '—']) {
        let after = after.trim_start();
        let second = quantity(after).ok_or(Unclear::NoNumber)?;
        if goes_on(&after[second.length..]) {
            return Err(Unclear::Several);
        }
        // `3-4 s`: the end without a unit has that of the other.
        let first = if first.is_bare() {
            let of = Asked {
                unit: second.unit,
                noun: second.noun,
                each: second.each,
            };
            Quantity {
                number: in_kind(&first, of)?,
                unit: of.unit,
                noun: of.noun,
                each: of.each,
                ..first
            }
        } else {
            first
        };
        let (low, high) = (in_kind(&first, asked)?, in_kind(&second, asked)?);
        return Ok(ValueRange {
            low,
            high,
            written: [(low, first), (high, second)].into_iter().find_map(unsure),
        });
    }
    let mut sum = in_kind(&first, asked)?;
    let mut written = unsure((sum, first));
    let (mut last, mut glued) = (first, &text[first.length..]);
    while first.unit.kind == UnitKind::Time && rest.starts_with(|c: char| c.is_ascii_digit()) {
        // `1 h 30 min` adds up, `4 s 9 s` are two values.
        let is_part =
            |more: &Quantity| more.unit.kind == UnitKind::Time && more.unit.size < last.unit.size;
        let more = quantity(rest).filter(is_part).ok_or(Unclear::Several)?;
        sum = sum.plus(in_kind(&more, asked)?);
        written = written.or_else(|| unsure((more.number, more)));
        (last, glued) = (more, &rest[more.length..]);
        rest = glued.trim_start();
    }
    if goes_on(glued) {
        return Err(Unclear::Several);
    }
    Ok(ValueRange {
        low: sum,
        high: sum,
        written,
    })
}

/// A number as written, if it has two readings.
fn unsure((number, of): (Number, Quantity<'_>)) -> Option<Written<'_>> {
    (!number.is_clear()).then_some(of.written)
}

/// True if another number follows, so that the value is unclear, or the number itself continues (`4e3`, `4½`);
/// `p95` isn't a number.
fn goes_on(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    let glued = words.next().unwrap_or_default();
    glued.contains(char::is_numeric) || words.any(|word| word.starts_with(char::is_numeric))
}

/// The number in the smallest unit of the threshold's kind, a rate per second. A plain number gets the unit of
/// the threshold. Rates compare only with rates of the same things: `2000 requests` are not `> 1000 req/s`.
fn in_kind(quantity: &Quantity, asked: Asked) -> Result<Number, Unclear> {
    let wants = asked.unit;
    if quantity.is_bare() {
        let number = meant(quantity.number, quantity.written.text, wants.kind);
        let size = match wants.kind {
            // `5G` are gigabytes already.
            UnitKind::Bytes | UnitKind::Bits if quantity.is_multiplied => 1.0,
            UnitKind::Time | UnitKind::Percent if quantity.is_multiplied => {
                return Err(Unclear::Unit);
            }
            _ => wants.size,
        };
        return Ok(in_units(number, Unit { size, ..wants }));
    }
    let is_same = |one: Option<&str>, other: Option<&str>| match (one, other) {
        (Some(one), Some(other)) => same_noun(one, other),
        (None, _) => true,
        (Some(_), None) => false,
    };
    let is_same_noun =
        wants.kind != UnitKind::Count || asked.noun.is_none() || is_same(quantity.noun, asked.noun);
    let is_rate = |unit: Unit| unit.per.is_some();
    let fits = quantity.unit.kind == wants.kind
        && is_rate(quantity.unit) == is_rate(wants)
        && is_same(quantity.each, asked.each)
        && is_same_noun;
    if fits {
        Ok(quantity.number)
    } else {
        Err(Unclear::Unit)
    }
}

/// A number of a unit, in the smallest unit of its kind.
fn in_units(number: Number, unit: Unit) -> Number {
    // A fraction is exact only as a quotient: 700 ms are 0.7 s.
    let amount = if unit.size < 1.0 {
        number.over((1.0 / unit.size).round())
    } else {
        number.times(unit.size)
    };
    unit.per.map_or(amount, |seconds| amount.over(seconds))
}

/// The readings of a number that are possible for this kind: ten thousand percent don't occur, and a
/// comma in dollars and pounds separates thousands, as their cents are two digits after a dot.
fn meant(number: Number, written: &str, kind: UnitKind) -> Number {
    match kind {
        UnitKind::Percent if number.most >= MOST_PERCENT => Number::clear(number.least),
        UnitKind::Dollar | UnitKind::Pound if written.contains(',') => Number::clear(number.most),
        _ => number,
    }
}

/// The number at the start of a text, with its unit.
fn quantity(text: &str) -> Option<Quantity<'_>> {
    let sign = text.chars().next()?;
    let before = UNITS
        .iter()
        .find(|(name, ..)| name.chars().eq([sign]) && !sign.is_alphanumeric());
    // `%80` in Turkish
    let is_glued = text[sign.len_utf8()..].starts_with(|c: char| c.is_ascii_digit());
    let before = before.filter(|_| !matches!(sign, '%' | '％') || is_glued);
    let start = before.map_or(0, |_| sign.len_utf8());
    let body = text[start..].trim_start();
    let start = text.len() - body.len();
    let written = &body[..digits(body)];
    let raw = number(written)?;
    let mut at = start + written.len();
    let score = score(&text[at..]);
    at += score.map_or(0, str::len);
    let factor = factor(&text[at..]).filter(|_| score.is_none());
    at += factor.map_or(0, |(length, _)| length);
    let gap = text[at..].len() - text[at..].trim_start_matches(BLANKS).len();
    let unit = units::read(&text[at + gap..]).filter(|_| text[at..at + gap].chars().count() <= 1);
    let amount = before.map_or(Unit::NONE, |&(_, kind, size)| Unit::of(kind, size));
    let named = unit.as_ref().map_or(at, |unit| at + gap + unit.length);
    let (unit, known) = unit.map_or((amount, None), |unit| (unit.unit, unit.noun));
    // `99.9% uptime each month` is a percentage, not a rate.
    let words = if matches!(unit.kind, UnitKind::Percent | UnitKind::Time) {
        0
    } else {
        rates::MOST_WORDS
    };
    let counted = rates::counted(&text[named..], words);
    let per = unit.per.or(counted.per);
    let RateWords {
        noun, each, length, ..
    } = counted;
    // A known unit isn't a counted thing, unless a rate follows.
    let noun = known.or(score).or(noun.filter(|_| unit == Unit::NONE));
    let twice = unit.per.is_some() && counted.per.is_some();
    let each = if twice { Some("") } else { each };
    let unit = Unit { per, ..unit };
    let raw = meant(raw, written, unit.kind);
    let number = in_units(raw.times(factor.map_or(1.0, |(_, factor)| factor)), unit);
    let written = Written {
        text: written,
        number: raw,
    };
    let (is_multiplied, length) = (factor.is_some(), named + length);
    let whole = text[named..length].trim_start();
    let is_name = NAMES
        .iter()
        .any(|name| text[..length].to_lowercase().ends_with(name) && !whole.is_empty());
    let named = if is_name { length } else { named };
    Some(Quantity {
        number,
        unit,
        noun,
        each,
        written,
        is_multiplied,
        named,
        length,
    })
}

/// The greatest number of a score at the start of the text behind it.
fn score(text: &str) -> Option<&str> {
    // `5/10 min` is a rate.
    let is_end = |rest: &str| {
        !rest.starts_with(|c: char| c.is_alphanumeric() || c == '/')
            && units::read(rest.trim_start()).is_none()
    };
    let most = SCORES
        .iter()
        .find(|most| text.strip_prefix(**most).is_some_and(is_end));
    most.map(|most| &text[..most.len()])
}

/// The factor at the start of a text, after at most one space, with its length in bytes.
fn factor(text: &str) -> Option<(usize, f64)> {
    let word = text.strip_prefix(BLANKS).unwrap_or(text);
    let gap = text.len() - word.len();
    let fits = |name: &str| match name.chars().count() {
        1 => is_word(word, name),
        _ => word
            .get(..name.len())
            .is_some_and(|start| start.to_lowercase() == name && ends_word(&word[name.len()..])),
    };
    let symbol = FACTORS.iter().find(|(name, _)| fits(name));
    let symbol = symbol.map(|(name, factor)| (gap + name.len(), *factor));
    symbol.or_else(|| {
        let head = &word[..word
            .char_indices()
            .nth(LONGEST_FACTOR)
            .map_or(word.len(), |(at, _)| at)];
        let lower = languages::lower(head);
        let (length, kind, factor) = languages::unit_at(&lower)?;
        (kind == UnitKind::Count && lower.len() == head.len()).then_some((gap + length, factor))
    })
}

fn is_word(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(ends_word)
}

/// The length of the digits at the start of a text with their separators, in bytes.
fn digits(text: &str) -> usize {
    let mut end = 0;
    for (at, c) in text.char_indices().take(LONGEST_NUMBER) {
        let rest = &text[at + c.len_utf8()..];
        let goes_on = rest.starts_with(|next: char| next.is_ascii_digit());
        if c.is_ascii_digit() {
            end = at + 1;
        } else if !(at > 0 && goes_on && (matches!(c, '.' | ',') || is_space(c) && is_group(rest)))
        {
            break;
        }
    }
    end
}

/// True if exactly three digits follow.
fn is_group(text: &str) -> bool {
    text.bytes().take_while(u8::is_ascii_digit).count() == 3
}
