//! Recurring due times: `Weekly: …`, `… (weekly)`, `every 2 weeks`, a heading such as `Weekly Reviews`.

use super::relative::{digits, span};
use super::{Cadence, DueWords, Span, from_first_word, is_set_apart, read};
use crate::checklist::languages::{Term, lower, words};
use crate::checklist::phases;

/// Words that say how often, with the interval.
const OFTEN: [(Term, Span); 7] = [
    (Term::Hourly, Span::Hours(1)),
    (Term::Daily, Span::Days(1)),
    (Term::Weekly, Span::Days(7)),
    (Term::Biweekly, Span::Days(14)),
    (Term::Monthly, Span::Months(1)),
    (Term::Quarterly, Span::Months(3)),
    (Term::Yearly, Span::Months(12)),
];
/// The limit for words; a phrase of more names a subject.
const FEW: usize = 4;
/// The limit for the length of words for how often, in characters.
const LONGEST: usize = 32;
/// The interval from the lead of an item, a bracket, or the words after a dash or comma at its end.
pub(super) fn lead(text: &str, bold: &str) -> Option<DueWords> {
    let start = from_first_word(text);
    if let Some((found, rest)) = often(start) {
        let is_bold = from_first_word(bold).trim_end_matches([':', ' ']) == found.words;
        let rest_words: Vec<&str> = rest.split_whitespace().collect();
        let acts = rest_words
            .last()
            .is_some_and(|last| words(Term::Routine).is(&lower(last)))
            && rest_words.len() < FEW;
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
    let start = lower(from_first_word(text));
    last(text)
        .filter(|_| words(Term::Order).start(&start).is_some())
        .map(|(_, found)| found)
}

/// Reads `Weekly`, and returns the rest.
fn often(text: &str) -> Option<(DueWords, &str)> {
    let near: String = text.chars().take(LONGEST).collect();
    let lower = lower(&near);
    // Letters that get longer in lower case would move the end.
    if lower.len() != near.len() {
        return None;
    }
    let found = OFTEN
        .iter()
        .filter_map(|&(term, span)| Some((words(term).start(&lower)?, span)));
    let (length, span) = found.max_by_key(|&(length, _)| length)?;
    let (word, rest) = text.split_at(length);
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
