//! The words by which a text says that it is optional, required, or depends on a condition.

use std::sync::OnceLock;

use crate::checklist::Need;
use crate::checklist::languages::{self, Term, WordSet, lower, words};

/// The limit for the length of a bracket or lead, in characters.
const LONGEST: usize = 80;
/// The limit for brackets that are read in a text.
const MOST_BRACKETS: usize = 24;
/// The limit for words of a lead such as `RC only:`.
const FEW: usize = 4;
/// The terms by which a text can say it.
const TERMS: [Term; 8] = [
    Term::Optional,
    Term::Required,
    Term::Applicable,
    Term::If,
    Term::Where,
    Term::Only,
    Term::MaybeOptional,
    Term::MaybeConditional,
];

/// What a text says about its need.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// It says so without doubt.
    pub(super) sure: Option<Statement>,
    /// It may mean this.
    pub(super) likely: Option<Statement>,
}

/// A need with the words that say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Statement {
    pub(super) need: Need,
    pub(super) words: String,
}

impl Said {
    fn sure(need: Need, words: &str) -> Said {
        Said {
            sure: Some(Statement::new(need, words)),
            likely: None,
        }
    }

    fn likely(need: Need, words: &str) -> Said {
        Said {
            sure: None,
            likely: Some(Statement::new(need, words)),
        }
    }

    fn or_else(self, other: impl FnOnce() -> Said) -> Said {
        if self.sure.is_some() {
            return self;
        }
        let other = other();
        Said {
            likely: self.likely.or(other.likely),
            ..other
        }
    }
}

impl Statement {
    fn new(need: Need, words: &str) -> Statement {
        let words = words
            .trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | ',' | '\u{fffc}'));
        Statement {
            need,
            words: words.to_owned(),
        }
    }
}

/// True if a text has words of these at all: most have none.
pub(super) fn may_say(text: &str) -> bool {
    static ALL: OnceLock<WordSet> = OnceLock::new();
    let all = ALL.get_or_init(|| languages::joined(&TERMS));
    all.is_in(&lower(text))
}

/// What a heading or lead line says: what an item could, and it may be a condition as a whole.
pub(super) fn heading(text: &str) -> Said {
    let lower = lower(text);
    let start = from_number(&lower);
    let whole = start.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, ')' | '）'));
    let is_asked = lower.contains(['?', '？']);
    // “If something goes wrong” says when, not whether.
    if words(Term::HeadingEmergency).is(&joined(whole)) {
        return Said::default();
    }
    if words(Term::HeadingOptional).is(&joined(whole)) && !is_asked && !is_contradicted(&lower) {
        return Said::sure(Need::Optional, whole);
    }
    if words(Term::Required).is(&joined(whole)) {
        return Said::sure(Need::Required, whole);
    }
    let is_condition = words(Term::Applicable).start(start).is_some() || condition(start).is_some();
    if is_condition && !is_asked && !whole.contains([':', '：']) {
        return Said::sure(Need::Conditional, whole);
    }
    said(&lower)
}

/// What the text of an item says.
pub(super) fn text(text: &str) -> Said {
    let lower = lower(text);
    let whole = joined(from_number(&lower));
    if words(Term::HeadingOptional).is(&whole) && !lower.contains(['?', '？']) {
        return Said::sure(Need::Optional, &whole);
    }
    if words(Term::Required).is(&whole) {
        return Said::sure(Need::Required, &whole);
    }
    said(&lower)
}

fn said(lower: &str) -> Said {
    let said = brackets(lower)
        .or_else(|| lead(lower))
        .or_else(|| clause(lower));
    match &said.sure {
        Some(sure) if sure.need == Need::Optional && is_contradicted(lower) => Said::default(),
        _ => said,
    }
}

/// What the brackets of a text say.
fn brackets(lower: &str) -> Said {
    let first = lower.find(char::is_alphanumeric).unwrap_or(lower.len());
    let mut found = Said::default();
    let opens = lower.match_indices(['(', '[', '（', '［']);
    for (at, open) in opens.take(MOST_BRACKETS) {
        found = found.or_else(|| bracket(lower, at, open.len(), first));
    }
    found
}

fn bracket(lower: &str, at: usize, open: usize, first: usize) -> Said {
    let (before, rest) = (&lower[..at], &lower[at + open..]);
    let mut near = rest.char_indices().take(LONGEST);
    let Some((end, _)) = near.find(|(_, c)| matches!(c, ')' | ']' | '）' | '］')) else {
        return Said::default();
    };
    let (inside, behind) = rest.split_at(end);
    let inside = inside.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_'));
    let behind = behind
        .trim_start_matches([')', ']', '）', '］'])
        .trim_start();
    // `[ ](target)` is a link or a box.
    let is_code = inside.contains('\u{fffc}') || inside.is_empty();
    let leads = at <= first || before.trim_end().ends_with([':', '：']);
    let is_apart = leads
        || behind
            .chars()
            .next()
            .is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '(' | '[' | '?' | '/'));
    let is_taken = words(Term::Takes).end(before.trim_end()).is_some();
    if is_code {
        return Said::default();
    }
    match inside_bracket(inside) {
        None => Said::default(),
        Some((Need::Required, _)) => Said::sure(Need::Required, inside),
        Some((Need::Optional, _))
            if inside.contains(['?', '？', '!']) || is_taken || goes_on(behind) || !is_apart =>
        {
            Said::default()
        }
        Some((need, true))
            if is_apart
                && !goes_on(behind)
                && !has_parts(before)
                && (need != Need::Optional || !continues(behind)) =>
        {
            Said::sure(need, inside)
        }
        Some((need, _)) => Said::likely(need, inside),
    }
}

/// True if an instruction follows a bracket: `Run migrations (optional), then check the data`.
fn continues(behind: &str) -> bool {
    let rest = behind.trim_start_matches([',', ';', '，', '；']);
    rest.len() < behind.len() && rest.trim_start().starts_with(char::is_alphabetic)
}

/// The need that the text in a bracket names, and true if it leaves no doubt.
fn inside_bracket(inside: &str) -> Option<(Need, bool)> {
    let behind = |term: Term| Some(inside[words(term).start(inside)?..].trim());
    if let Some(rest) = behind(Term::Optional) {
        let is_only = rest
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .all(|word| words(Term::BesideOptional).is(word) || words(Term::Optional).is(word));
        let is_only = is_only && !rest.contains(['/', '|']);
        return Some((Need::Optional, is_only));
    }
    if behind(Term::Required).is_some() {
        return Some((Need::Required, true));
    }
    if let Some(rest) = behind(Term::Applicable) {
        return Some((
            Need::Conditional,
            rest.trim_matches(|c: char| !c.is_alphanumeric()).is_empty(),
        ));
    }
    if words(Term::MaybeConditional).is(inside) {
        return Some((Need::Conditional, false));
    }
    if words(Term::MaybeOptional).is(inside) || words(Term::NotRequired).is(inside) {
        return Some((Need::Optional, false));
    }
    let is_condition =
        condition(inside).is_some() || behind(Term::Where).is_some_and(|rest| !rest.is_empty());
    is_condition.then_some((Need::Conditional, true))
}

/// What the lead of a text says: `Optional: …`, `If using S3: …`, `RC only: …`.
fn lead(lower: &str) -> Said {
    let start = from_number(lower);
    let colon = start
        .char_indices()
        .take(LONGEST)
        .find(|(_, c)| matches!(c, ':' | '：'));
    let Some((at, colon)) = colon else {
        return Said::default();
    };
    let lead = start[..at].trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_'));
    let rest = start[at + colon.len_utf8()..].trim_start_matches(['*', '_', ' ']);
    if words(Term::Optional).is(lead) {
        return if goes_on(rest) {
            Said::likely(Need::Optional, lead)
        } else {
            Said::sure(Need::Optional, lead)
        };
    }
    if words(Term::Required).is(lead) {
        return Said::sure(Need::Required, lead);
    }
    if words(Term::MaybeOptional).is(lead) {
        return Said::likely(Need::Optional, lead);
    }
    let is_short = lead.split_whitespace().count() <= FEW;
    let only = words(Term::Only)
        .end(lead)
        .filter(|&at| at > 0 && lead[..at].ends_with(' '));
    if condition(lead).is_some() || words(Term::Applicable).is(lead) || is_short && only.is_some() {
        return Said::sure(Need::Conditional, lead);
    }
    Said::default()
}

/// What a clause without brackets says: `If you use S3, …`, `… if applicable`. In a text with several parts it may be
/// about one of them.
fn clause(lower: &str) -> Said {
    let start = from_number(lower);
    let text = start.trim_end_matches(|c: char| !c.is_alphanumeric());
    if let Some(length) = words(Term::Applicable).start(start) {
        return Said::sure(Need::Conditional, &start[..length]);
    }
    if condition(start).is_some()
        && let Some(comma) = start.find([',', '，', '、'])
    {
        let reacts = words(Term::Rollback).is_in(&start[comma..])
            || words(Term::Reaction).is_in(&start[comma..]);
        return if reacts {
            Said::default()
        } else {
            Said::sure(Need::Conditional, &start[..comma])
        };
    }
    if let Some(at) = words(Term::Applicable).end(text) {
        let before = start[..at].trim_end().trim_end_matches([',', '，']);
        return if has_parts(before) || before.is_empty() {
            Said::likely(Need::Conditional, &text[at..])
        } else {
            Said::sure(Need::Conditional, &text[at..])
        };
    }
    if let Some(at) = words(Term::Optional).end(text) {
        let before = start[..at].trim_end();
        let is_apart = before.ends_with([',', '-', '–', '—', '，']);
        if is_apart {
            return Said::likely(Need::Optional, &text[at..]);
        }
    }
    let optional = words(Term::Optional).start(start);
    let is_dash = |length: usize| {
        start[length..].trim_start().starts_with(['-', '–', '—'])
            && start[length..].starts_with(' ')
    };
    match optional {
        Some(length) if is_dash(length) => Said::likely(Need::Optional, &start[..length]),
        Some(_) | None => Said::default(),
    }
}

/// The length of the word that begins a condition with its subject: `if` of `if using S3`.
fn condition(start: &str) -> Option<usize> {
    let length = words(Term::If).start(start)?;
    let rest = &start[length..];
    let is_apart = rest.starts_with(char::is_whitespace)
        || start[..length]
            .chars()
            .next_back()
            .is_some_and(WordSet::is_unspaced);
    (is_apart && !rest.trim().is_empty()).then_some(length)
}

/// True if a text has several parts, and what follows may be about the last of them.
fn has_parts(before: &str) -> bool {
    before.contains([',', ';', '，', '；', '、'])
        || words(Term::Joining).is_in(before)
        || words(Term::Ensuring).is_in(before)
}

/// True if the following text continues the phrase.
fn goes_on(rest: &str) -> bool {
    let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '?' | '？'));
    words(Term::GoesOn).start(rest).is_some() || rest.starts_with(['?', '？'])
}

/// True if words of a text deny that it is optional.
fn is_contradicted(lower: &str) -> bool {
    words(Term::Contradiction).is_in(lower)
}

/// A text from its first letter on; code and brackets stay.
fn from_number(lower: &str) -> &str {
    lower.trim_start_matches(|c: char| {
        !c.is_alphabetic() && !matches!(c, '\u{fffc}' | '(' | '[' | '（')
    })
}

/// The words of a text, joined by spaces.
fn joined(text: &str) -> String {
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}
