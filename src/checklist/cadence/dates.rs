//! Due dates in a text: `📅 2026-12-01`, `@due(2026-12-01)`, `due: 2026-12-01`, `by 2026-12-01`.

use chrono::NaiveDate;

use super::{Cadence, DueWords, read};
use crate::checklist::languages::{Term, lower, words};

/// The length of a date: `2026-12-01`.
const DAY: usize = 10;
/// Signs that make a date a due date.
const SIGNS: [&str; 2] = ["@due", "📅"];

/// The first due date in a text.
pub(super) fn stated(text: &str) -> Option<DueWords> {
    // Few texts contain a date.
    let ends = text
        .match_indices('-')
        .filter_map(|(at, _)| day_at(text, at.checked_sub(4)?));
    let mut days = ends.filter_map(|(start, day)| Some((lead(&text[..start])?, start, day)));
    let (from, start, day) = days.next()?;
    let closes = text[from..start].ends_with('(') && text[start + DAY..].starts_with(')');
    Some(read(
        Cadence::On(day),
        &text[from..start + DAY + usize::from(closes)],
    ))
}

/// The date at an offset, if it is a word of its own.
fn day_at(text: &str, start: usize) -> Option<(usize, NaiveDate)> {
    let written = text.get(start..start + DAY)?;
    let is_digit = |at: usize| written.as_bytes()[at].is_ascii_digit();
    let has_form =
        (0..DAY).all(|at| matches!(at, 4 | 7) && written.as_bytes()[at] == b'-' || is_digit(at));
    let is_apart = !text[..start]
        .ends_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '/' | '_'))
        && !text[start + DAY..]
            .starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let day = written.parse().ok()?;
    (has_form && is_apart).then_some((start, day))
}

/// The offset of the words at the end of a text that make the following date a due date.
fn lead(before: &str) -> Option<usize> {
    let trimmed = before.trim_end_matches([' ', '\u{a0}', ':', '(', '\u{fe0f}', '*']);
    let signs = SIGNS.iter().filter_map(|sign| {
        let start = trimmed.len().checked_sub(sign.len())?;
        (trimmed.get(start..)?.eq_ignore_ascii_case(sign)).then_some(start)
    });
    let lower = lower(trimmed);
    let word = words(Term::Due)
        .end(&lower)
        .filter(|_| lower.len() == trimmed.len())
        .filter(|&start| !trimmed[..start].ends_with(['-', '_']));
    let starts = signs.chain(word);
    // `by (2026-12-01)` and `by: 2026-12-01` are authors.
    let gap = &before[trimmed.len()..];
    let start = starts.min()?;
    let is_by = trimmed[start..].eq_ignore_ascii_case("by");
    (!is_by || !gap.is_empty() && gap.trim().is_empty()).then_some(start)
}
