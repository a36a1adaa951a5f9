//! Numbers with units, as people write them: `1,200.50`, `0,1 %`, `4.2s`, `1h 30m`, `€900`, `12k`.

/// What a number counts, and how much one of it is in the smallest unit of its kind.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Unit {
    kind: Kind,
    size: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Only a number.
    Count,
    Percent,
    /// In seconds.
    Time,
    /// In bytes.
    Bytes,
    /// In bits a second.
    Bits,
    /// In requests a second.
    Rate,
    /// How many times as much.
    Times,
    Dollar,
    Euro,
    Pound,
    Yuan,
}

impl Unit {
    pub(super) const PERCENT: Unit = Unit { kind: Kind::Percent, size: 1.0 };
    pub(super) const NONE: Unit = Unit { kind: Kind::Count, size: 1.0 };

    /// Its name, written out; nothing for a mere number.
    pub(super) fn name(self) -> Option<&'static str> {
        let same = UNITS.iter().filter(|(_, kind, size)| Unit { kind: *kind, size: *size } == self);
        same.map(|(name, ..)| *name).max_by_key(|name| name.len())
    }
}

/// A number in the smallest unit of its kind.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Quantity {
    pub(super) number: f64,
    pub(super) unit: Unit,
}

/// Units as they are written. Letter case tells some of them apart (`M` and `m`); else the first that fits in any
/// case counts.
const UNITS: [(&str, Kind, f64); 68] = [
    ("%", Kind::Percent, 1.0),
    ("％", Kind::Percent, 1.0),
    ("percent", Kind::Percent, 1.0),
    ("ns", Kind::Time, 1e-9),
    ("µs", Kind::Time, 1e-6),
    ("us", Kind::Time, 1e-6),
    ("ms", Kind::Time, 1e-3),
    ("millisecond", Kind::Time, 1e-3),
    ("milliseconds", Kind::Time, 1e-3),
    ("s", Kind::Time, 1.0),
    ("sec", Kind::Time, 1.0),
    ("secs", Kind::Time, 1.0),
    ("second", Kind::Time, 1.0),
    ("seconds", Kind::Time, 1.0),
    ("m", Kind::Time, 60.0),
    ("min", Kind::Time, 60.0),
    ("mins", Kind::Time, 60.0),
    ("minute", Kind::Time, 60.0),
    ("minutes", Kind::Time, 60.0),
    ("h", Kind::Time, 3600.0),
    ("hr", Kind::Time, 3600.0),
    ("hrs", Kind::Time, 3600.0),
    ("hour", Kind::Time, 3600.0),
    ("hours", Kind::Time, 3600.0),
    ("d", Kind::Time, 86_400.0),
    ("day", Kind::Time, 86_400.0),
    ("days", Kind::Time, 86_400.0),
    ("天", Kind::Time, 86_400.0),
    ("week", Kind::Time, 604_800.0),
    ("weeks", Kind::Time, 604_800.0),
    ("month", Kind::Time, 2_592_000.0),
    ("months", Kind::Time, 2_592_000.0),
    ("B", Kind::Bytes, 1.0),
    ("KB", Kind::Bytes, 1e3),
    ("MB", Kind::Bytes, 1e6),
    ("GB", Kind::Bytes, 1e9),
    ("TB", Kind::Bytes, 1e12),
    ("KiB", Kind::Bytes, 1024.0),
    ("MiB", Kind::Bytes, 1_048_576.0),
    ("GiB", Kind::Bytes, 1_073_741_824.0),
    ("TiB", Kind::Bytes, 1_099_511_627_776.0),
    ("kbps", Kind::Bits, 1e3),
    ("Mbps", Kind::Bits, 1e6),
    ("Gbps", Kind::Bits, 1e9),
    ("Kbit/s", Kind::Bits, 1e3),
    ("Mbit/s", Kind::Bits, 1e6),
    ("Gbit/s", Kind::Bits, 1e9),
    ("rps", Kind::Rate, 1.0),
    ("qps", Kind::Rate, 1.0),
    ("tps", Kind::Rate, 1.0),
    ("req/s", Kind::Rate, 1.0),
    ("requests/s", Kind::Rate, 1.0),
    ("requests/sec", Kind::Rate, 1.0),
    ("requests/second", Kind::Rate, 1.0),
    ("x", Kind::Times, 1.0),
    ("×", Kind::Times, 1.0),
    ("times", Kind::Times, 1.0),
    ("$", Kind::Dollar, 1.0),
    ("USD", Kind::Dollar, 1.0),
    ("dollars", Kind::Dollar, 1.0),
    ("€", Kind::Euro, 1.0),
    ("EUR", Kind::Euro, 1.0),
    ("£", Kind::Pound, 1.0),
    ("GBP", Kind::Pound, 1.0),
    ("¥", Kind::Yuan, 1.0),
    ("CNY", Kind::Yuan, 1.0),
    ("RMB", Kind::Yuan, 1.0),
    ("元", Kind::Yuan, 1.0),
];
/// What a number may be multiplied by right behind it.
const FACTORS: [(&str, f64); 4] = [("k", 1e3), ("K", 1e3), ("M", 1e6), ("G", 1e9)];

/// The quantity that a text begins with, as an item asks for it, and how many bytes it takes. A unit is a known word,
/// one space away at the most: `< 5 seconds`, not `< 5 of them`.
pub(super) fn wanted(text: &str) -> Option<(Quantity, usize)> {
    let (quantity, length, _) = quantity(text)?;
    Some((quantity, length))
}

/// From where to where a measured value goes, in the smallest unit of the kind of `wanted`; nothing where it is no
/// value of that kind.
pub(super) fn measured(text: &str, wanted: Unit) -> Option<(f64, f64)> {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '~' | '≈' | '='));
    let sign = text.chars().next().filter(|c| matches!(c, '<' | '>' | '≤' | '≥'));
    let text = text.trim_start_matches(['<', '>', '≤', '≥', '=']).trim_start();
    let (low, high) = span(text, wanted)?;
    match sign {
        Some('<' | '≤') => Some((f64::NEG_INFINITY, high)),
        Some(_) => Some((low, f64::INFINITY)),
        None => Some((low, high)),
    }
}

/// One value, several that add up (`1h 30m`), or a range.
fn span(text: &str, wanted: Unit) -> Option<(f64, f64)> {
    let (first, length, has_stranger) = quantity(text)?;
    let mut rest = text[length..].trim_start();
    if let Some(after) = rest.strip_prefix(['-', '–', '—']) {
        let (second, length, has_stranger) = quantity(after.trim_start())?;
        // `3-4 s`: what has no unit of its own has that of the other.
        let first = if first.unit == Unit::NONE { rescaled(first, second.unit) } else { first };
        let (low, high) = (in_kind(first, wanted, false)?, in_kind(second, wanted, has_stranger)?);
        let is_last = !has_digits(&after.trim_start()[length..]);
        return (is_last && low <= high).then_some((low, high));
    }
    let mut sum = in_kind(first, wanted, has_stranger)?;
    while first.unit.kind == Kind::Time && rest.starts_with(|c: char| c.is_ascii_digit()) {
        let (more, length, _) = quantity(rest)?;
        if more.unit.kind != Kind::Time {
            return None;
        }
        sum += more.number;
        rest = rest[length..].trim_start();
    }
    (!has_digits(rest)).then_some((sum, sum))
}

/// Whether another number follows, which leaves it open which is meant; `p95` is none.
fn has_digits(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    words.any(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

fn rescaled(quantity: Quantity, unit: Unit) -> Quantity {
    Quantity { number: quantity.number * unit.size, unit }
}

/// The number in the smallest unit of the wanted kind.
fn in_kind(quantity: Quantity, wanted: Unit, has_stranger: bool) -> Option<f64> {
    if quantity.unit.kind == wanted.kind {
        return Some(quantity.number);
    }
    let is_bare = quantity.unit == Unit::NONE && !has_stranger;
    is_bare.then_some(quantity.number * wanted.size)
}

/// A number with its unit, how many bytes both take, and whether a word follows that is no unit.
fn quantity(text: &str) -> Option<(Quantity, usize, bool)> {
    let sign = text.chars().next()?;
    let before = UNITS.iter().find(|(name, ..)| name.chars().eq([sign]) && !sign.is_alphanumeric());
    let start = before.filter(|_| sign != '%').map_or(0, |_| sign.len_utf8());
    let body = text[start..].trim_start();
    let start = text.len() - body.len();
    let digits = digits(body);
    let mut number = number(&body[..digits])?;
    let mut at = start + digits;
    if let Some((name, factor)) = FACTORS.iter().find(|(name, _)| is_word(&text[at..], name)) {
        number *= factor;
        at += name.len();
    }
    let gap = text[at..].len() - text[at..].trim_start_matches([' ', '\u{a0}']).len();
    let after = &text[at + gap..];
    let unit = unit(after).filter(|_| gap <= 1);
    let has_stranger = unit.is_none() && after.starts_with(char::is_alphabetic);
    let of = |&(_, kind, size): &(&str, Kind, f64)| Unit { kind, size };
    let (unit, length) = match (before, unit) {
        (_, Some((name, unit))) => (of(unit), at + gap + name),
        (Some(before), None) => (of(before), at),
        (None, None) => (Unit::NONE, at),
    };
    Some((Quantity { number: number * unit.size, unit }, length, has_stranger))
}

/// The unit at the start of a text with the bytes it takes there.
fn unit(text: &str) -> Option<(usize, &'static (&'static str, Kind, f64))> {
    let fits = |name: &str, exact: bool| {
        let start = text
            .get(..name.len())
            .filter(|start| *start == name || !exact && start.eq_ignore_ascii_case(name));
        start.is_some() && (!name.ends_with(char::is_alphabetic) || ends_word(&text[name.len()..]))
    };
    let longest =
        |exact: bool| UNITS.iter().filter(|(name, ..)| fits(name, exact)).max_by_key(|(name, ..)| name.len());
    longest(true).or_else(|| longest(false)).map(|unit| (unit.0.len(), unit))
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
        let next = text[at + c.len_utf8()..].chars().next();
        let goes_on = next.is_some_and(|next| next.is_ascii_digit());
        let groups = matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\'') && is_group(&text[at + c.len_utf8()..]);
        if c.is_ascii_digit() {
            end = at + 1;
        } else if !(at > 0 && goes_on && (matches!(c, '.' | ',') || groups)) {
            break;
        }
    }
    end
}

/// Whether exactly three digits follow.
fn is_group(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    digits == 3
}

/// The number that is written so. One comma with three digits behind it, or one sign that comes twice, groups
/// thousands; else the last of `.` and `,` is the decimal sign.
pub(super) fn number(text: &str) -> Option<f64> {
    let plain: String = text.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect();
    let last = plain.rfind(['.', ',']);
    let Some(last) = last else { return plain.parse().ok() };
    let sign = &plain[last..=last];
    let (whole, part) = (&plain[..last], &plain[last + 1..]);
    let is_repeated = whole.contains(sign);
    let is_group = sign == "," && part.len() == 3 && !whole.starts_with('0') && whole.len() <= 3;
    let only_digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    if is_repeated || is_group {
        return only_digits(&plain).parse().ok();
    }
    format!("{}.{}", only_digits(whole), only_digits(part)).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, expected) in [
            ("5", 5.0),
            ("99.9", 99.9),
            ("0,1", 0.1),
            ("0,125", 0.125),
            ("1,200", 1200.0),
            ("1,200.50", 1200.5),
            ("1.200,50", 1200.5),
            ("1,200,300", 1_200_300.0),
            ("10 000", 10_000.0),
            ("1200,5", 1200.5),
        ] {
            assert_eq!(number(text), Some(expected), "{text}");
        }
    }
}
