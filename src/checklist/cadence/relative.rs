//! Due times relative to going live: `Day 1`, `Week 1-2`, `T-7`, `T+4h`, `within 24 hours of launch`.

use super::{Cadence, DueWords, Span, from_first_word, is_set_apart, read};
use crate::checklist::languages::{self, Term, UnitKind, lower};
use crate::checklist::phases;

/// Units before a number: `Day 1`.
const COUNTED: [&str; 4] = ["day", "week", "month", "hour"];
/// The longest span, in its unit; larger numbers are not spans.
const LONGEST: u32 = 1000;
/// The due time of an item, from its first words or from `within …`.
pub(super) fn lead(text: &str, bold: &str) -> Option<DueWords> {
    let start = from_first_word(text);
    if let Some((found, _)) = offset(start) {
        return Some(found);
    }
    if let Some((found, rest)) = count(start) {
        let is_bold = from_first_word(bold).trim_end_matches([':', ' ']) == found.words;
        return (is_bold || is_set_apart(rest) || follows(rest)).then_some(found);
    }
    within(text)
}

/// The due time of a heading, from its first words, if nothing else follows than words for its tasks.
pub(super) fn heading(heading: &str) -> Option<DueWords> {
    let start = from_first_word(heading);
    if let Some((found, _)) = offset(start) {
        return Some(found);
    }
    let Some((found, rest)) = count(start) else {
        return within(heading);
    };
    // `Day 2 Operations` are those of every day after the first.
    let is_called =
        phases::is_routine(rest) && !rest.trim_start().to_lowercase().starts_with("operation");
    (is_set_apart(rest) || rest.trim_start().starts_with('(') || follows(rest) || is_called)
        .then_some(found)
}

/// True if the words continue with the start of the count: `after launch`.
fn follows(rest: &str) -> bool {
    let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    languages::words(Term::After).start(&lower(rest)).is_some()
}

/// Reads `Day 1`, and returns the rest; of `Week 1-2` the end counts.
fn count(text: &str) -> Option<(DueWords, &str)> {
    let word = COUNTED.iter().find(|word| {
        let start = text.get(..word.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(word))
    })?;
    let rest = text[word.len()..].strip_prefix([' ', '\u{a0}'])?;
    let (first, behind) = digits(rest)?;
    let (last, rest) = behind
        .strip_prefix(['-', '–'])
        .and_then(digits)
        .unwrap_or((first, behind));
    let is_word = !rest.starts_with(|c: char| c.is_alphanumeric() || c == '.');
    let number: u32 = last
        .parse()
        .ok()
        .filter(|&number| number <= LONGEST && is_word)?;
    let span = match *word {
        "hour" => Span::Hours(number),
        "week" => Span::Days(number * 7),
        "month" => Span::Months(number),
        _ => Span::Days(number),
    };
    Some((
        read(Cadence::Within(span), &text[..text.len() - rest.len()]),
        rest,
    ))
}

/// Reads `T-7`, `T+2`, `T-24h`; the default unit is days.
fn offset(text: &str) -> Option<(DueWords, &str)> {
    let behind = text.strip_prefix('T')?;
    let is_before = behind.starts_with(['-', '–', '−']);
    let (number, rest) = digits(behind.strip_prefix(['-', '–', '−', '+'])?)?;
    let number: u32 = number.parse().ok().filter(|&number| number <= LONGEST)?;
    let unit = rest.chars().next().filter(char::is_ascii_alphabetic);
    let rest = unit.map_or(rest, |unit| &rest[unit.len_utf8()..]);
    let span = match unit.map(|unit| unit.to_ascii_lowercase()) {
        None | Some('d') => Span::Days(number),
        Some('h') => Span::Hours(number),
        Some('w') => Span::Days(number * 7),
        Some(_) => return None,
    };
    if rest.starts_with(char::is_alphanumeric) {
        return None;
    }
    let cadence = if is_before {
        Cadence::Ahead(span)
    } else {
        Cadence::Within(span)
    };
    Some((read(cadence, &text[..text.len() - rest.len()]), rest))
}

/// Reads `within 24 hours`, if it is the lead or counts from going live.
fn within(text: &str) -> Option<DueWords> {
    let start = from_first_word(text);
    let (at, _) = text.match_indices(['w', 'W']).find(|&(at, _)| {
        let is_word = !text[..at].ends_with(char::is_alphanumeric);
        is_word
            && text
                .get(at..at + 7)
                .is_some_and(|word| word.eq_ignore_ascii_case("within "))
    })?;
    let (number, rest) = digits(text[at + 7..].trim_start_matches("the first "))?;
    let number: u32 = number.parse().ok().filter(|&number| number <= LONGEST)?;
    let rest = rest.trim_start_matches([' ', '-']);
    let unit = rest.split(|c: char| !c.is_alphabetic()).next()?;
    let span = span(number, unit)?;
    let rest = &rest[unit.len()..];
    let words: Vec<String> = rest
        .split_whitespace()
        .take(5)
        .map(str::to_lowercase)
        .collect();
    let is_from = words
        .first()
        .is_some_and(|word| matches!(word.as_str(), "of" | "after" | "from" | "following"));
    let behind = lower(
        &words
            .iter()
            .skip(1)
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" "),
    );
    let names_event = Term::EVENTS
        .iter()
        .any(|&event| languages::words(event).is_in(&behind));
    let is_lead = text[at..].len() == start.len() && is_set_apart(rest);
    let is_due = is_lead || is_from && names_event;
    is_due.then(|| read(Cadence::Within(span), &text[at..text.len() - rest.len()]))
}

/// A number of a unit of time.
pub(super) fn span(number: u32, unit: &str) -> Option<Span> {
    let unit = lower(unit);
    if matches!(unit.as_str(), "quarter" | "quarters") {
        return Some(Span::Months(number.checked_mul(3)?));
    }
    let seconds = match (unit.as_str(), languages::unit(&unit)) {
        ("h", _) => 3600.0,
        ("d", _) => 86_400.0,
        (_, Some((UnitKind::Time, seconds))) => seconds,
        (_, Some(_) | None) => return None,
    };
    let is = |factor: f64| seconds.total_cmp(&factor).is_eq();
    if is(3600.0) {
        Some(Span::Hours(number))
    } else if is(86_400.0) {
        Some(Span::Days(number))
    } else if is(604_800.0) {
        Some(Span::Days(number.checked_mul(7)?))
    } else if is(2_592_000.0) {
        Some(Span::Months(number))
    } else if is(31_536_000.0) {
        Some(Span::Months(number.checked_mul(12)?))
    } else {
        None
    }
}

/// The digits at the start of a text, and the rest.
pub(super) fn digits(text: &str) -> Option<(&str, &str)> {
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    (end > 0).then(|| text.split_at(end))
}
