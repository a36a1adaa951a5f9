//! Numbers with units, as people write them: `1,200.50`, `0,1 %`, `4.2s`, `1h 30m`, `€900`, `12k`.

use super::Unclear;
use super::number::{Number, is_space, number};
use super::units::{FOREIGN, Kind, UNITS, Unit};

/// What a number may be multiplied by right behind it.
const FACTORS: [(&str, f64); 4] = [("k", 1e3), ("K", 1e3), ("M", 1e6), ("G", 1e9)];
/// Words behind a number that say something else than what it counts: `12k at peak`.
const NO_UNITS: [&str; 26] = [
    "a", "after", "an", "and", "as", "at", "before", "by", "during", "for", "from", "if", "in", "is", "of",
    "on", "only", "or", "over", "per", "so", "the", "to", "under", "when", "with",
];
/// Nobody asks for so many percent: `99.999%` is no number of thousands.
const MOST_PERCENT: f64 = 10_000.0;

/// A number with its unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Quantity<'a> {
    /// The number in the smallest unit of its kind.
    pub(super) number: Number,
    pub(super) unit: Unit,
    /// The word behind the number, where that is no known unit.
    pub(super) stranger: Option<&'a str>,
    /// The number as it is written.
    pub(super) written: Written<'a>,
    /// How many bytes it takes, with its unit.
    pub(super) length: usize,
}

/// A number as it is written, and what it can mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Written<'a> {
    text: &'a str,
    number: Number,
}

impl Written<'_> {
    /// Both readings, the greater first; nothing where there is only one.
    pub(super) fn readings(self) -> Option<(String, String)> {
        let Number { least, most } = self.number;
        (!self.number.is_clear()).then(|| (most.to_string(), least.to_string()))
    }
}

/// The unit that a threshold asks for: a known one, or the word that stands in its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) unit: Unit,
    pub(super) stranger: Option<&'a str>,
}

/// A measured value: from where to where it goes, in the smallest unit of its kind, for each way to read it.
#[derive(Debug)]
pub(super) struct Measured {
    pub(super) spans: Vec<(f64, f64)>,
    /// The value as it would have to be written, for each of its readings; nothing where it has only one.
    pub(super) readings: Option<(String, String)>,
}

/// The quantity that a text begins with. A unit is a known word, one space away at the most: `< 5 seconds`, not
/// `< 5 of them`.
pub(super) fn wanted(text: &str) -> Option<Quantity<'_>> {
    quantity(text)
}

/// Reads a measured value for a threshold that asks for `asked`.
///
/// # Errors
///
/// Where it is no value of that kind.
pub(super) fn measured(value: &str, asked: Asked) -> Result<Measured, Unclear> {
    let text = value.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '~' | '≈' | '='));
    let sign = text.chars().next().filter(|c| matches!(c, '<' | '>' | '≤' | '≥'));
    let text = text.trim_start_matches(['<', '>', '≤', '≥', '=']).trim_start();
    let Span { low, high, written } = span(text, asked)?;
    let pairs = low.readings().flat_map(|low| high.readings().map(move |high| (low, high)));
    // Both ends of one value are read alike.
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
        Some((value.replacen(written.text, &most, 1), value.replacen(written.text, &least, 1)))
    });
    Ok(Measured { spans, readings })
}

/// From where to where a value goes, and the first of its numbers that can be read in two ways.
struct Span<'a> {
    low: Number,
    high: Number,
    written: Option<Written<'a>>,
}

/// One value, several that add up (`1h 30m`), or a range.
fn span<'a>(text: &'a str, asked: Asked) -> Result<Span<'a>, Unclear> {
    let first = quantity(text).ok_or(Unclear::NoNumber)?;
    let mut rest = text[first.length..].trim_start();
    if let Some(after) = rest.strip_prefix(['-', '–', '—']) {
        let after = after.trim_start();
        let second = quantity(after).ok_or(Unclear::NoNumber)?;
        if has_digits(&after[second.length..]) {
            return Err(Unclear::Several);
        }
        // `3-4 s`: what has no unit of its own has that of the other.
        let is_bare = first.unit == Unit::NONE && first.stranger.is_none();
        let first = if is_bare {
            let number = meant(first.number, first.written.text, second.unit.kind);
            Quantity {
                number: number.times(second.unit.size),
                unit: second.unit,
                stranger: second.stranger,
                ..first
            }
        } else {
            first
        };
        let (low, high) = (in_kind(&first, asked)?, in_kind(&second, asked)?);
        return Ok(Span { low, high, written: [(low, first), (high, second)].into_iter().find_map(unsure) });
    }
    let mut sum = in_kind(&first, asked)?;
    let mut written = unsure((sum, first));
    while first.unit.kind == Kind::Time && rest.starts_with(|c: char| c.is_ascii_digit()) {
        let more = quantity(rest).filter(|more| more.unit.kind == Kind::Time).ok_or(Unclear::Several)?;
        sum = Number { least: sum.least + more.number.least, most: sum.most + more.number.most };
        written = written.or_else(|| unsure((more.number, more)));
        rest = rest[more.length..].trim_start();
    }
    if has_digits(rest) {
        return Err(Unclear::Several);
    }
    Ok(Span { low: sum, high: sum, written })
}

/// A number as it is written, where it can be read in two ways.
fn unsure((number, of): (Number, Quantity<'_>)) -> Option<Written<'_>> {
    (!number.is_clear()).then_some(of.written)
}

/// Whether another number follows, which leaves it open which is meant; `p95` is none.
fn has_digits(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    words.any(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

/// The number in the smallest unit of the kind that is asked for. A word that is no unit has to be the one of the
/// threshold, where that has one: `60 items/min` are not `> 50 items/sec`.
fn in_kind(quantity: &Quantity, asked: Asked) -> Result<Number, Unclear> {
    let is_same = |one: &str, other: &str| {
        let word = |word: &str| word.to_lowercase().trim_end_matches('s').to_owned();
        word(one) == word(other)
    };
    match (quantity.unit == Unit::NONE, quantity.stranger, asked.stranger) {
        (false, ..) if quantity.unit.kind == asked.unit.kind => Ok(quantity.number),
        (true, None, _) => {
            let number = meant(quantity.number, quantity.written.text, asked.unit.kind);
            Ok(number.times(asked.unit.size))
        }
        (true, Some(one), Some(other)) if is_same(one, other) => Ok(quantity.number),
        (true, Some(_), None) if asked.unit == Unit::NONE => Ok(quantity.number),
        _ => Err(Unclear::Unit),
    }
}

/// What a number means of this kind, where that leaves one reading only: nobody asks for ten thousand percent, and a
/// comma in dollars and pounds groups thousands, as their cents are two digits behind a point.
fn meant(number: Number, written: &str, kind: Kind) -> Number {
    match kind {
        Kind::Percent if number.most >= MOST_PERCENT => Number::clear(number.least),
        Kind::Dollar | Kind::Pound if written.contains(',') => Number::clear(number.most),
        _ => number,
    }
}

/// The number that a text begins with, with its unit.
fn quantity(text: &str) -> Option<Quantity<'_>> {
    let sign = text.chars().next()?;
    let before = UNITS.iter().find(|(name, ..)| name.chars().eq([sign]) && !sign.is_alphanumeric());
    let start = before.filter(|_| sign != '%').map_or(0, |_| sign.len_utf8());
    let body = text[start..].trim_start();
    let start = text.len() - body.len();
    let written = &body[..digits(body)];
    let raw = number(written)?;
    let mut at = start + written.len();
    let factor = FACTORS.iter().find(|(name, _)| is_word(&text[at..], name));
    at += factor.map_or(0, |(name, _)| name.len());
    let gap = text[at..].len() - text[at..].trim_start_matches([' ', '\u{a0}', '\u{202f}']).len();
    let after = &text[at + gap..];
    let unit = unit(after).filter(|_| text[at..at + gap].chars().count() <= 1);
    let of = |&(_, kind, size): &(&str, Kind, f64)| Unit { kind, size };
    let (unit, length) = match (before, unit) {
        (_, Some((length, unit))) => (unit, at + gap + length),
        (Some(before), None) => (of(before), at),
        (None, None) => (Unit::NONE, at),
    };
    let stranger = stranger(after).filter(|_| unit == Unit::NONE);
    let raw = meant(raw, written, unit.kind);
    let number = raw.times(factor.map_or(1.0, |(_, factor)| *factor)).times(unit.size);
    Some(Quantity { number, unit, stranger, written: Written { text: written, number: raw }, length })
}

/// The word that a text begins with, where it may be what a number counts.
fn stranger(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '/').unwrap_or(text.len());
    let word = &text[..end];
    let is_other = NO_UNITS.iter().any(|other| word.eq_ignore_ascii_case(other));
    (word.starts_with(char::is_alphabetic) && !is_other).then_some(word)
}

/// The unit at the start of a text with the bytes it takes there.
fn unit(text: &str) -> Option<(usize, Unit)> {
    let fits = |name: &str, exact: bool| {
        let start = text
            .get(..name.len())
            .filter(|start| *start == name || !exact && start.eq_ignore_ascii_case(name));
        start.is_some() && (!name.ends_with(char::is_alphabetic) || ends_word(&text[name.len()..]))
    };
    let of = |&(_, kind, size): &(&str, Kind, f64)| Unit { kind, size };
    let longest =
        |exact: bool| UNITS.iter().filter(|(name, ..)| fits(name, exact)).max_by_key(|(name, ..)| name.len());
    let known = longest(true).or_else(|| longest(false)).map(|unit| (unit.0.len(), of(unit)));
    known.or_else(|| {
        let (name, meaning) =
            FOREIGN.iter().filter(|(name, _)| fits(name, false)).max_by_key(|(name, _)| name.len())?;
        UNITS.iter().find(|(other, ..)| other == meaning).map(|unit| (name.len(), of(unit)))
    })
}

fn is_word(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(ends_word)
}

fn ends_word(rest: &str) -> bool {
    !rest.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// How many bytes the digits at the start of a text take, with what groups them.
fn digits(text: &str) -> usize {
    let mut end = 0;
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        let goes_on = rest.starts_with(|next: char| next.is_ascii_digit());
        if c.is_ascii_digit() {
            end = at + 1;
        } else if !(at > 0 && goes_on && (matches!(c, '.' | ',') || is_space(c) && is_group(rest))) {
            break;
        }
    }
    end
}

/// Whether exactly three digits follow.
fn is_group(text: &str) -> bool {
    text.bytes().take_while(u8::is_ascii_digit).count() == 3
}
