//! Counted things and the times of rates: `req/s`, `errors per 10 min`, `Anfragen pro Minute`, `5 req/s per node`.

use super::number::{Number, number};
use super::units::{self, Unit, UnitKind};

/// Words after a number that aren't the counted thing: `12k at peak`.
const NO_NOUNS: [&str; 26] = [
    "a", "after", "an", "and", "as", "at", "before", "by", "during", "for", "from", "if", "in",
    "is", "of", "on", "only", "or", "over", "per", "so", "the", "to", "under", "when", "with",
];
/// Words before a time that make a number a rate. For other things see [`EACH`].
const PER: [&str; 15] = [
    "per",
    "a",
    "an",
    "each",
    "every",
    "pro",
    "je",
    "par",
    "por",
    "al",
    "cada",
    "в",
    "за",
    "каждую",
    "alla",
];
/// Words that make a number a rate without a time, too: `5 errors per deploy`.
const EACH: [&str; 3] = ["per", "pro", "je"];
/// The limit for words of a counted thing: `successful API requests`.
pub(super) const MOST_WORDS: usize = 4;

/// The words after a number and its unit that belong to it.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct RateWords<'a> {
    /// The counted thing: the last word before the time of a rate, else the first.
    pub(super) noun: Option<&'a str>,
    /// The time of a rate, in seconds.
    pub(super) per: Option<f64>,
    /// The thing after “per”, besides a time.
    pub(super) each: Option<&'a str>,
    /// The length of a rate in bytes; 0 without one.
    pub(super) length: usize,
}

/// Reads the words after a number and its unit; a counted thing before the time of a rate may have `most_words` words.
pub(super) fn counted(text: &str, most_words: usize) -> RateWords<'_> {
    let (mut at, mut first, mut last) = (0, None, None);
    for words in 0..=MOST_WORDS {
        let counted = over(text, at, last);
        if counted.length > 0 && words <= most_words {
            return counted;
        }
        let rest = text[at..].trim_start();
        let word = word(rest);
        if word.is_empty()
            || NO_NOUNS
                .iter()
                .any(|other| word.eq_ignore_ascii_case(other))
        {
            break;
        }
        (first, last) = (first.or(Some(word)), Some(word));
        at = text.len() - rest.len() + word.len();
    }
    RateWords {
        noun: first,
        ..RateWords::default()
    }
}

/// The times and things after “per” at an offset of a text, each once.
fn over<'a>(text: &'a str, mut at: usize, noun: Option<&'a str>) -> RateWords<'a> {
    let mut counted = RateWords {
        noun,
        ..RateWords::default()
    };
    loop {
        match per(&text[at..]) {
            Some((length, Per::Time(seconds))) if counted.per.is_none() => {
                (counted.per, at) = (Some(seconds), at + length);
            }
            Some((length, Per::Each(word))) if counted.each.is_none() => {
                (counted.each, at) = (Some(word), at + length);
            }
            // A rate of a rate compares with nothing.
            Some((length, _)) => (counted.each, at) = (Some(""), at + length),
            None => return counted,
        }
        counted.length = at;
    }
}

enum Per<'a> {
    /// In seconds.
    Time(f64),
    Each(&'a str),
}

/// The time or thing after “per” at the start of a text, with its length in bytes.
fn per(text: &str) -> Option<(usize, Per<'_>)> {
    let start = text.trim_start();
    let (rest, leads_to_all) = if let Some(rest) = start.strip_prefix(['/', '／']) {
        // `CPU < 80% / memory < 70%` are two limits.
        (
            rest,
            start.len() == text.len() && rest.starts_with(char::is_alphabetic),
        )
    } else if let Some(rest) = start.strip_prefix('每') {
        (rest, false)
    } else {
        let lead = word(start).to_lowercase();
        let rest = start
            .get(lead.len()..)
            .filter(|rest| rest.starts_with(char::is_whitespace))?;
        PER.contains(&lead.as_str())
            .then_some((rest, EACH.contains(&lead.as_str())))?
    };
    let rest = rest.trim_start();
    let taken = text.len() - rest.len();
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let many = if digits == 0 {
        Some(1.0)
    } else {
        number(&rest[..digits]).map(|Number { least, .. }| least)
    };
    let behind = rest[digits..].trim_start();
    let time = units::read(behind)
        .filter(|read| read.unit.kind == UnitKind::Time && read.unit.per.is_none());
    if let (
        Some(many),
        Some(units::UnitWord {
            length,
            unit: Unit { size, .. },
            ..
        }),
    ) = (many, time)
        && many > 0.0
    {
        return Some((text.len() - behind.len() + length, Per::Time(many * size)));
    }
    let each = word(rest);
    (leads_to_all && !each.is_empty()).then_some((taken + each.len(), Per::Each(each)))
}

/// The word at the start of a text, if it begins with a letter.
fn word(text: &str) -> &str {
    let end = text
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(text.len());
    if text.starts_with(char::is_alphabetic) {
        &text[..end]
    } else {
        ""
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST_WORDS, RateWords, counted};

    #[test]
    #[expect(clippy::too_many_lines, reason = "a table of cases")]
    fn rates_are_read_behind_a_number() {
        let minute = Some(60.0);
        for (text, noun, per, each, length, why) in [
            ("/min", None, minute, None, 4, "a time behind a slash"),
            (" / min", None, minute, None, 6, "with spaces"),
            (" req/s", Some("req"), Some(1.0), None, 6, "what is counted"),
            (
                " requests per minute at peak",
                Some("requests"),
                minute,
                None,
                20,
                "a rate in words",
            ),
            (
                " errors a day",
                Some("errors"),
                Some(86_400.0),
                None,
                13,
                "so many a day",
            ),
            (
                " failed API calls per hour",
                Some("calls"),
                Some(3600.0),
                None,
                26,
                "the last word is counted",
            ),
            (
                " errors per 10 min",
                Some("errors"),
                Some(600.0),
                None,
                18,
                "several minutes",
            ),
            (
                " req/s/node",
                Some("req"),
                Some(1.0),
                Some("node"),
                11,
                "for each node",
            ),
            (
                " req per node per minute",
                Some("req"),
                minute,
                Some("node"),
                24,
                "in either order",
            ),
            (
                " Anfragen pro Minute",
                Some("Anfragen"),
                minute,
                None,
                20,
                "German",
            ),
            (
                " requêtes par seconde",
                Some("requêtes"),
                Some(1.0),
                None,
                22,
                "French",
            ),
            (
                " peticiones por minuto",
                Some("peticiones"),
                minute,
                None,
                22,
                "Spanish",
            ),
            (
                " запросов в секунду",
                Some("запросов"),
                Some(1.0),
                None,
                35,
                "Russian",
            ),
            (
                " 请求每秒",
                Some("请求每秒"),
                None,
                None,
                0,
                "words that are not set apart",
            ),
            ("/秒", None, Some(1.0), None, 4, "Chinese"),
            (" par défaut", Some("par"), None, None, 0, "no time"),
            (" of a day", None, None, None, 0, "not what is counted"),
            (" at 5 req/s", None, None, None, 0, "another number"),
            (" / memory", None, None, None, 0, "another limit"),
            (" users", Some("users"), None, None, 0, "no rate"),
            ("", None, None, None, 0, "nothing"),
        ] {
            assert_eq!(
                counted(text, MOST_WORDS),
                RateWords {
                    noun,
                    per,
                    each,
                    length
                },
                "{text}: {why}"
            );
        }
    }
}
