//! Numbers with units, as people write them: `1,200.50`, `0,1 %`, `4.2s`, `1h 30m`, `€900`, `12k`.

use super::Unclear;
use super::negation::last_negation;
use super::number::{Number, is_space, number};
use super::rates::{self, Counted};
use super::units::{self, Kind, UNITS, Unit, ends_word, same_noun};

/// What a number may be multiplied by behind it, as a letter or a word.
const FACTORS: [(&str, f64); 23] = [
    ("k", 1e3),
    ("K", 1e3),
    ("M", 1e6),
    ("G", 1e9),
    ("thousand", 1e3),
    ("million", 1e6),
    ("millions", 1e6),
    ("billion", 1e9),
    ("billions", 1e9),
    ("mio", 1e6),
    ("mn", 1e6),
    ("bn", 1e9),
    ("mrd", 1e9),
    ("tausend", 1e3),
    ("millionen", 1e6),
    ("mille", 1e3),
    ("mil", 1e3),
    ("milyon", 1e6),
    ("тыс", 1e3),
    ("млн", 1e6),
    ("万", 1e4),
    ("亿", 1e8),
    ("dozen", 12.0),
];
/// Rates that always were units: the name of what is measured next never began within one.
const NAMES: [&str; 7] = [
    "req/s",
    "requests/s",
    "requests/sec",
    "requests/second",
    "kbit/s",
    "mbit/s",
    "gbit/s",
];
/// Spaces that may stand before a unit.
const BLANKS: [char; 3] = [' ', '\u{a0}', '\u{202f}'];
/// Nobody asks for so many percent: `99.999%` is no number of thousands.
const MOST_PERCENT: f64 = 10_000.0;

/// A number with its unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Quantity<'a> {
    /// The number in the smallest unit of its kind.
    pub(super) number: Number,
    pub(super) unit: Unit,
    /// What is counted, where that is no known unit: `requests`.
    pub(super) noun: Option<&'a str>,
    /// What there are so many for each of, beside a time: `node` of `5 req/s per node`.
    pub(super) each: Option<&'a str>,
    /// The number as it is written.
    pub(super) written: Written<'a>,
    /// Whether it is so many thousands, millions …
    is_multiplied: bool,
    /// How many bytes the number takes with its unit, without what makes it a rate.
    pub(super) named: usize,
    /// How many bytes it takes, with all that belongs to it.
    pub(super) length: usize,
}

impl Quantity<'_> {
    /// Whether it is only a number.
    fn is_bare(&self) -> bool {
        self.unit == Unit::NONE && self.noun.is_none() && self.each.is_none()
    }
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

/// What a threshold asks for: a unit, what is counted, and for each of what.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) unit: Unit,
    pub(super) noun: Option<&'a str>,
    pub(super) each: Option<&'a str>,
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
    // `4 s?` and `4 s, not 9` do not say what was measured, and `4+` leaves it open.
    if value.contains(['?', '？']) || behind.contains('+') || last_negation(behind).is_some() {
        return Err(Unclear::Open);
    }
    let Span { low, high, written } = span(text, asked)?;
    let pairs = low
        .readings()
        .flat_map(|low| high.readings().map(move |high| (low, high)));
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
        Some((
            value.replacen(written.text, &most, 1),
            value.replacen(written.text, &least, 1),
        ))
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
        if goes_on(&after[second.length..]) {
            return Err(Unclear::Several);
        }
        // `3-4 s`: what has no unit of its own has that of the other.
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
        return Ok(Span {
            low,
            high,
            written: [(low, first), (high, second)].into_iter().find_map(unsure),
        });
    }
    let mut sum = in_kind(&first, asked)?;
    let mut written = unsure((sum, first));
    let (mut last, mut glued) = (first, &text[first.length..]);
    while first.unit.kind == Kind::Time && rest.starts_with(|c: char| c.is_ascii_digit()) {
        // `1 h 30 min` adds up, `4 s 9 s` are two values.
        let is_part =
            |more: &Quantity| more.unit.kind == Kind::Time && more.unit.size < last.unit.size;
        let more = quantity(rest).filter(is_part).ok_or(Unclear::Several)?;
        sum = sum.plus(in_kind(&more, asked)?);
        written = written.or_else(|| unsure((more.number, more)));
        (last, glued) = (more, &rest[more.length..]);
        rest = glued.trim_start();
    }
    if goes_on(glued) {
        return Err(Unclear::Several);
    }
    Ok(Span {
        low: sum,
        high: sum,
        written,
    })
}

/// A number as it is written, where it can be read in two ways.
fn unsure((number, of): (Number, Quantity<'_>)) -> Option<Written<'_>> {
    (!number.is_clear()).then_some(of.written)
}

/// Whether another number follows, which leaves it open which is meant, or the number itself goes on (`4e3`, `4½`);
/// `p95` is none.
fn goes_on(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    let glued = words.next().unwrap_or_default();
    glued.contains(char::is_numeric) || words.any(|word| word.starts_with(char::is_numeric))
}

/// The number in the smallest unit of the kind that is asked for, of a rate in a second. A mere number has the unit that
/// is asked for. Rates compare with rates only, and with those of the same things: `2000 requests` are not `> 1000 req/s`.
fn in_kind(quantity: &Quantity, asked: Asked) -> Result<Number, Unclear> {
    let wants = asked.unit;
    if quantity.is_bare() {
        let number = meant(quantity.number, quantity.written.text, wants.kind);
        let size = match wants.kind {
            // `5G` are gigabytes already.
            Kind::Bytes | Kind::Bits if quantity.is_multiplied => 1.0,
            Kind::Time | Kind::Percent if quantity.is_multiplied => return Err(Unclear::Unit),
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
        wants.kind != Kind::Count || asked.noun.is_none() || is_same(quantity.noun, asked.noun);
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

/// So many of a unit, in the smallest of its kind.
fn in_units(number: Number, unit: Unit) -> Number {
    // Where a part of one is exact as a quotient only: 700 ms are 0.7 s.
    let amount = if unit.size < 1.0 {
        number.over((1.0 / unit.size).round())
    } else {
        number.times(unit.size)
    };
    unit.per.map_or(amount, |seconds| amount.over(seconds))
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
    let before = UNITS
        .iter()
        .find(|(name, ..)| name.chars().eq([sign]) && !sign.is_alphanumeric());
    let start = before
        .filter(|_| sign != '%')
        .map_or(0, |_| sign.len_utf8());
    let body = text[start..].trim_start();
    let start = text.len() - body.len();
    let written = &body[..digits(body)];
    let raw = number(written)?;
    let mut at = start + written.len();
    let factor = factor(&text[at..]);
    at += factor.map_or(0, |(length, _)| length);
    let gap = text[at..].len() - text[at..].trim_start_matches(BLANKS).len();
    let unit = units::read(&text[at + gap..]).filter(|_| text[at..at + gap].chars().count() <= 1);
    let amount = before.map_or(Unit::NONE, |&(_, kind, size)| Unit::of(kind, size));
    let named = unit.as_ref().map_or(at, |unit| at + gap + unit.length);
    let (unit, known) = unit.map_or((amount, None), |unit| (unit.unit, unit.noun));
    // `99.9% uptime each month` is a share, and no rate.
    let words = if matches!(unit.kind, Kind::Percent | Kind::Time) {
        0
    } else {
        rates::MOST_WORDS
    };
    let counted = rates::counted(&text[named..], words);
    let per = unit.per.or(counted.per);
    let Counted {
        noun, each, length, ..
    } = counted;
    // A known unit is no word that something else is counted by, unless that goes on as a rate.
    let noun = known.or(noun.filter(|_| unit == Unit::NONE));
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

/// How many bytes a factor takes at the start of a text, after a space at the most, and the factor.
fn factor(text: &str) -> Option<(usize, f64)> {
    let word = text.strip_prefix(BLANKS).unwrap_or(text);
    let gap = text.len() - word.len();
    let fits = |name: &str| match name.chars().count() {
        1 => is_word(word, name),
        _ => word
            .get(..name.len())
            .is_some_and(|start| start.to_lowercase() == name && ends_word(&word[name.len()..])),
    };
    FACTORS
        .iter()
        .find(|(name, _)| fits(name))
        .map(|(name, factor)| (gap + name.len(), *factor))
}

fn is_word(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(ends_word)
}

/// How many bytes the digits at the start of a text take, with what groups them.
fn digits(text: &str) -> usize {
    let mut end = 0;
    for (at, c) in text.char_indices() {
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

/// Whether exactly three digits follow.
fn is_group(text: &str) -> bool {
    text.bytes().take_while(u8::is_ascii_digit).count() == 3
}
