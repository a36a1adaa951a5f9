//! Units as people write them, with their kinds.

use crate::checklist::languages;
pub(super) use crate::checklist::languages::UnitKind;

/// The kind of a unit, and its size in the smallest unit of that kind.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Unit {
    pub(super) kind: UnitKind,
    pub(super) size: f64,
    /// The time of a rate, in seconds.
    pub(super) per: Option<f64>,
}

impl Unit {
    pub(super) const PERCENT: Unit = Unit::of(UnitKind::Percent, 1.0);
    pub(super) const NONE: Unit = Unit::of(UnitKind::Count, 1.0);

    /// A unit that isn't a rate.
    pub(super) const fn of(kind: UnitKind, size: f64) -> Unit {
        Unit {
            kind,
            size,
            per: None,
        }
    }

    /// Its full name, with the counted thing of a rate; `None` for a plain number.
    pub(super) fn name(self, noun: Option<&str>) -> Option<String> {
        let same = UNITS
            .iter()
            .filter(|(_, kind, size)| Unit::of(*kind, *size) == Unit { per: None, ..self });
        let amount = same.map(|(name, ..)| *name).max_by_key(|name| name.len());
        let Some(per) = self.per else {
            return amount.map(str::to_owned);
        };
        let time = TIMES
            .iter()
            .find(|(_, seconds)| seconds.total_cmp(&per).is_eq());
        let time = time.map_or_else(|| format!("{per} seconds"), |(name, _)| (*name).to_owned());
        Some(format!("{}/{time}", amount.or(noun).unwrap_or("units")))
    }
}

/// The times of rates by their full names, in seconds.
const TIMES: [(&str, f64); 7] = [
    ("second", 1.0),
    ("minute", 60.0),
    ("hour", 3600.0),
    ("day", 86_400.0),
    ("week", 604_800.0),
    ("month", 2_592_000.0),
    ("year", 31_536_000.0),
];

/// The longest unit word of the language files, in characters.
const LONGEST_FOREIGN: usize = 24;

/// A unit at the start of a text.
pub(super) struct UnitWord {
    /// Its length in bytes.
    pub(super) length: usize,
    pub(super) unit: Unit,
    /// The counted thing of a rate in one word: `requests` of `rps`.
    pub(super) noun: Option<&'static str>,
}

/// The unit at the start of a text.
pub(super) fn read(text: &str) -> Option<UnitWord> {
    let fits = |name: &str, exact: bool| {
        let start = text
            .get(..name.len())
            .filter(|start| *start == name || !exact && start.eq_ignore_ascii_case(name));
        start.is_some() && (!name.ends_with(char::is_alphabetic) || ends_word(&text[name.len()..]))
    };
    let amount = |exact: bool| {
        let named = UNITS
            .iter()
            .filter(|(name, ..)| fits(name, exact))
            .max_by_key(|(name, ..)| name.len());
        named.map(|&(name, kind, size)| UnitWord {
            length: name.len(),
            unit: Unit::of(kind, size),
            noun: None,
        })
    };
    let rate = |exact: bool| {
        RATES
            .iter()
            .find(|(name, ..)| fits(name, exact))
            .map(|&(name, kind, size, per, noun)| {
                let noun = (!noun.is_empty()).then_some(noun);
                UnitWord {
                    length: name.len(),
                    unit: Unit {
                        kind,
                        size,
                        per: Some(per),
                    },
                    noun,
                }
            })
    };
    let foreign = || {
        let word = &text[..text
            .char_indices()
            .nth(LONGEST_FOREIGN)
            .map_or(text.len(), |(at, _)| at)];
        let lower = languages::lower(word);
        let (length, kind, size) = languages::unit_at(&lower)?;
        let is_unit = kind != UnitKind::Count && lower.len() == word.len();
        is_unit.then(|| UnitWord {
            length,
            unit: Unit::of(kind, size),
            noun: None,
        })
    };
    amount(true)
        .or_else(|| rate(true))
        .or_else(|| amount(false))
        .or_else(|| rate(false))
        .or_else(foreign)
}

/// True if no letter follows that would continue the word. Letters without case, as in
/// Chinese, are words of their own.
pub(super) fn ends_word(rest: &str) -> bool {
    !rest.starts_with(|c: char| c.is_lowercase() || c.is_uppercase())
}

/// The common name of a counted thing: `req` and `Anfragen` are requests.
pub(super) fn same_noun(one: &str, other: &str) -> bool {
    let word = |word: &str| {
        let lower = word.to_lowercase();
        match NOUNS.iter().find(|row| row.contains(&lower.as_str())) {
            Some(row) => row[0].to_owned(),
            None => lower.trim_end_matches('s').to_owned(),
        }
    };
    word(one) == word(other)
}

/// Units as written. Case distinguishes some of them (`M` and `m`); else the first match in any
/// case counts.
pub(super) const UNITS: [(&str, UnitKind, f64); 65] = [
    ("%", UnitKind::Percent, 1.0),
    ("％", UnitKind::Percent, 1.0),
    ("percent", UnitKind::Percent, 1.0),
    ("ns", UnitKind::Time, 1e-9),
    ("µs", UnitKind::Time, 1e-6),
    ("us", UnitKind::Time, 1e-6),
    ("ms", UnitKind::Time, 1e-3),
    ("millisecond", UnitKind::Time, 1e-3),
    ("milliseconds", UnitKind::Time, 1e-3),
    ("s", UnitKind::Time, 1.0),
    ("sec", UnitKind::Time, 1.0),
    ("secs", UnitKind::Time, 1.0),
    ("second", UnitKind::Time, 1.0),
    ("seconds", UnitKind::Time, 1.0),
    ("m", UnitKind::Time, 60.0),
    ("min", UnitKind::Time, 60.0),
    ("mins", UnitKind::Time, 60.0),
    ("minute", UnitKind::Time, 60.0),
    ("minutes", UnitKind::Time, 60.0),
    ("h", UnitKind::Time, 3600.0),
    ("hr", UnitKind::Time, 3600.0),
    ("hrs", UnitKind::Time, 3600.0),
    ("hour", UnitKind::Time, 3600.0),
    ("hours", UnitKind::Time, 3600.0),
    ("d", UnitKind::Time, 86_400.0),
    ("day", UnitKind::Time, 86_400.0),
    ("days", UnitKind::Time, 86_400.0),
    ("天", UnitKind::Time, 86_400.0),
    ("week", UnitKind::Time, 604_800.0),
    ("weeks", UnitKind::Time, 604_800.0),
    ("month", UnitKind::Time, 2_592_000.0),
    ("months", UnitKind::Time, 2_592_000.0),
    ("year", UnitKind::Time, 31_536_000.0),
    ("years", UnitKind::Time, 31_536_000.0),
    ("yr", UnitKind::Time, 31_536_000.0),
    ("B", UnitKind::Bytes, 1.0),
    ("byte", UnitKind::Bytes, 1.0),
    ("bytes", UnitKind::Bytes, 1.0),
    ("KB", UnitKind::Bytes, 1e3),
    ("MB", UnitKind::Bytes, 1e6),
    ("GB", UnitKind::Bytes, 1e9),
    ("TB", UnitKind::Bytes, 1e12),
    ("KiB", UnitKind::Bytes, 1024.0),
    ("MiB", UnitKind::Bytes, 1_048_576.0),
    ("GiB", UnitKind::Bytes, 1_073_741_824.0),
    ("TiB", UnitKind::Bytes, 1_099_511_627_776.0),
    ("bit", UnitKind::Bits, 1.0),
    ("bits", UnitKind::Bits, 1.0),
    ("Kbit", UnitKind::Bits, 1e3),
    ("Mbit", UnitKind::Bits, 1e6),
    ("Gbit", UnitKind::Bits, 1e9),
    ("x", UnitKind::Times, 1.0),
    ("×", UnitKind::Times, 1.0),
    ("times", UnitKind::Times, 1.0),
    ("$", UnitKind::Dollar, 1.0),
    ("USD", UnitKind::Dollar, 1.0),
    ("dollars", UnitKind::Dollar, 1.0),
    ("€", UnitKind::Euro, 1.0),
    ("EUR", UnitKind::Euro, 1.0),
    ("£", UnitKind::Pound, 1.0),
    ("GBP", UnitKind::Pound, 1.0),
    ("¥", UnitKind::Yuan, 1.0),
    ("CNY", UnitKind::Yuan, 1.0),
    ("RMB", UnitKind::Yuan, 1.0),
    ("元", UnitKind::Yuan, 1.0),
];
/// Rates in one word: the size, kind, seconds, and counted thing. Case distinguishes bits from
/// bytes.
const RATES: [(&str, UnitKind, f64, f64, &str); 23] = [
    ("rps", UnitKind::Count, 1.0, 1.0, "requests"),
    ("rpm", UnitKind::Count, 1.0, 60.0, "requests"),
    ("rph", UnitKind::Count, 1.0, 3600.0, "requests"),
    ("qps", UnitKind::Count, 1.0, 1.0, "queries"),
    ("qpm", UnitKind::Count, 1.0, 60.0, "queries"),
    ("tps", UnitKind::Count, 1.0, 1.0, "transactions"),
    ("tpm", UnitKind::Count, 1.0, 60.0, "transactions"),
    ("iops", UnitKind::Count, 1.0, 1.0, "operations"),
    ("bps", UnitKind::Bits, 1.0, 1.0, ""),
    ("kbps", UnitKind::Bits, 1e3, 1.0, ""),
    ("Kbps", UnitKind::Bits, 1e3, 1.0, ""),
    ("Mbps", UnitKind::Bits, 1e6, 1.0, ""),
    ("Gbps", UnitKind::Bits, 1e9, 1.0, ""),
    ("KBps", UnitKind::Bytes, 1e3, 1.0, ""),
    ("MBps", UnitKind::Bytes, 1e6, 1.0, ""),
    ("GBps", UnitKind::Bytes, 1e9, 1.0, ""),
    ("kb/s", UnitKind::Bits, 1e3, 1.0, ""),
    ("Kb/s", UnitKind::Bits, 1e3, 1.0, ""),
    ("Mb/s", UnitKind::Bits, 1e6, 1.0, ""),
    ("Gb/s", UnitKind::Bits, 1e9, 1.0, ""),
    ("请求/秒", UnitKind::Count, 1.0, 1.0, "requests"),
    ("次/秒", UnitKind::Count, 1.0, 1.0, "requests"),
    ("istek/sn", UnitKind::Count, 1.0, 1.0, "requests"),
];
/// Counted things of rates: the words of a row are synonyms.
const NOUNS: [&[&str]; 4] = [
    &[
        "request",
        "requests",
        "req",
        "reqs",
        "call",
        "calls",
        "anfrage",
        "anfragen",
        "requête",
        "requêtes",
        "solicitud",
        "solicitudes",
        "peticiones",
        "requisições",
        "richieste",
        "istek",
        "запрос",
        "запросов",
        "请求",
    ],
    &["query", "queries"],
    &["transaction", "transactions", "txn", "txns", "tx"],
    &["operation", "operations", "op", "ops"],
];
