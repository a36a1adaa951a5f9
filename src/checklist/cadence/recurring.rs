//! Recurring due times: `Weekly: …`, `… (weekly)`, `every 2 weeks`, a heading such as `Weekly Reviews`.

use super::relative::{digits, span};
use super::{Cadence, DueWords, Span, from_first_word, is_set_apart, read};
use crate::checklist::phases;

/// Words that say how often, with the interval.
const OFTEN: [(&str, Span); 8] = [
    ("hourly", Span::Hours(1)),
    ("daily", Span::Days(1)),
    ("weekly", Span::Days(7)),
    ("biweekly", Span::Days(14)),
    ("monthly", Span::Months(1)),
    ("quarterly", Span::Months(3)),
    ("yearly", Span::Months(12)),
    ("annually", Span::Months(12)),
];
/// Recurring tasks, as the last of few words: `Weekly monitoring`.
const ACTS: [&str; 6] = [
    "monitoring",
    "review",
    "reviews",
    "check",
    "checks",
    "maintenance",
];
/// The limit for words; a phrase of more names a subject.
const FEW: usize = 4;
/// Verbs that begin an instruction, whose end may say how often.
const ORDERS: [&str; 34] = [
    "analyze",
    "archive",
    "assess",
    "audit",
    "back",
    "check",
    "clean",
    "compare",
    "confirm",
    "evaluate",
    "examine",
    "export",
    "inspect",
    "look",
    "measure",
    "monitor",
    "patch",
    "prune",
    "read",
    "reconcile",
    "refresh",
    "renew",
    "report",
    "restore",
    "review",
    "revisit",
    "rotate",
    "run",
    "scan",
    "test",
    "track",
    "update",
    "verify",
    "watch",
];

/// The interval from the lead of an item, a bracket, or the words after a dash or comma at its end.
pub(super) fn lead(text: &str, bold: &str) -> Option<DueWords> {
    let start = from_first_word(text);
    if let Some((found, rest)) = often(start) {
        let is_bold = from_first_word(bold).trim_end_matches([':', ' ']) == found.words;
        let words: Vec<String> = rest.split_whitespace().map(str::to_lowercase).collect();
        let acts = words
            .last()
            .is_some_and(|last| ACTS.contains(&last.as_str()))
            && words.len() < FEW;
        return (is_bold || is_set_apart(rest) || acts).then_some(found);
    }
    if let Some((found, rest)) = every(start) {
        return is_set_apart(rest).then_some(found);
    }
    bracket(text).or_else(|| {
        last(text)
            .filter(|(before, _)| before.ends_with([',', ':', '–', '—']) || before.ends_with(" -"))
            .map(|(_, found)| found)
    })
}

/// The interval from a heading that says only that: `Weekly`, `Weekly Reviews`.
pub(super) fn heading(heading: &str) -> Option<DueWords> {
    let start = from_first_word(heading);
    let (found, rest) = often(start).or_else(|| every(start))?;
    let rest = rest.split('(').next().unwrap_or_default();
    (rest.trim().is_empty() || is_set_apart(rest) || phases::is_routine(rest)).then_some(found)
}

/// The interval from an instruction that ends in an adverb: `Check the logs daily`.
pub(super) fn adverb(text: &str) -> Option<DueWords> {
    let first = from_first_word(text)
        .split(|c: char| !c.is_alphanumeric())
        .next()?
        .to_lowercase();
    last(text)
        .filter(|_| ORDERS.contains(&first.as_str()))
        .map(|(_, found)| found)
}

/// Reads `Weekly`, and returns the rest.
fn often(text: &str) -> Option<(DueWords, &str)> {
    let end = text
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let &(_, span) = OFTEN
        .iter()
        .find(|(often, _)| often.eq_ignore_ascii_case(word))?;
    Some((read(Cadence::Every(span), word), rest))
}

/// Reads `Every 2 weeks`, and returns the rest.
fn every(text: &str) -> Option<(DueWords, &str)> {
    let start = text
        .get(..6)
        .filter(|start| start.eq_ignore_ascii_case("every "))?;
    let rest = &text[start.len()..];
    let (number, rest) = digits(rest).map_or((1, rest), |(number, rest)| {
        (number.parse().unwrap_or(0), rest)
    });
    let rest = rest.trim_start();
    let unit = rest.split(|c: char| !c.is_alphanumeric()).next()?;
    let span = span(number, unit).filter(|_| (1..=1000).contains(&number) && unit.len() > 2)?;
    let rest = &rest[unit.len()..];
    Some((
        read(Cadence::Every(span), &text[..text.len() - rest.len()]),
        rest,
    ))
}

/// The interval from a bracket that says only that.
fn bracket(text: &str) -> Option<DueWords> {
    let inside = text.match_indices(['(', '[']).filter_map(|(at, _)| {
        let inside = &text[at + 1..];
        Some(inside[..inside.find([')', ']'])?].trim())
    });
    inside.into_iter().find_map(|inside| {
        let (found, rest) = often(inside).or_else(|| every(inside))?;
        rest.is_empty().then_some(found)
    })
}

/// The interval from the end of a text, with the text before it.
fn last(text: &str) -> Option<(&str, DueWords)> {
    let text = text.trim_end_matches(['.', '!', ' ']);
    let starts = text.rmatch_indices(' ').map(|(at, _)| at).take(3);
    starts.into_iter().find_map(|at| {
        let (found, rest) = often(&text[at + 1..]).or_else(|| every(&text[at + 1..]))?;
        rest.is_empty().then(|| (text[..at].trim_end(), found))
    })
}
