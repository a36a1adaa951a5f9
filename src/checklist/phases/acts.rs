//! The acts that items ask for: instructions, preparations, or claims that something is so.

use crate::checklist::languages::{Term, lower, words};

/// The act that the text of an item asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::checklist) enum Intent {
    /// An instruction for a rollback: `Revert to the last version`.
    Revert,
    /// An instruction that fits anywhere: `Verify that all services are up`.
    Order,
    /// It prepares or checks something in advance: `Document the rollback steps`.
    Preparation,
    /// A statement that something is ready: `Rollback tested in staging`.
    Claim,
    /// None of these for certain.
    Unclear,
}

/// The act of a text, from its first word; behind a lead such as `DNS:` from the next.
pub(in crate::checklist) fn act(text: &str) -> Intent {
    let lower = lower(text);
    let whole = from_first_word(&lower);
    let of_whole = of_part(whole);
    if of_whole != Intent::Unclear {
        return of_whole;
    }
    let cut = [": ", " - ", " – ", " — ", "："]
        .iter()
        .filter_map(|cut| Some((whole.find(cut)?, cut.len())))
        .min();
    match cut {
        Some((at, length)) => of_part(from_first_word(&whole[at + length..])),
        None => Intent::Unclear,
    }
}

/// True if a text states that something is ready: `Rollback criteria agreed`.
pub(in crate::checklist) fn is_ready(text: &str) -> bool {
    let lower = lower(text);
    let end = lower.trim_end_matches(|c: char| !c.is_alphanumeric());
    let end = match end.rfind(['(', '（']) {
        Some(at) if lower.trim_end().ends_with([')', '）']) => end[..at].trim_end(),
        _ => end,
    };
    words(Term::Claim).end(end).is_some()
}

fn of_part(text: &str) -> Intent {
    let text = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    let claims = || {
        let mut claims = words(Term::Claim).all(text);
        claims.any(|found| {
            !words(Term::Unrelated)
                .all(text)
                .any(|other| other.start <= found.start && found.end <= other.end)
        })
    };
    let reverts = words(Term::RollbackOrder).start(text);
    let ends_in_order = || words(Term::RollbackOrderLast).end(text).is_some();
    if let Some(length) = reverts.or_else(|| ends_in_order().then_some(0)) {
        let next = text[length..].trim_start();
        let is_noun = [Term::Plan, Term::Step, Term::Trigger, Term::Claim]
            .iter()
            .any(|&term| words(term).start(next).is_some_and(|length| length > 0));
        // `Restore yesterday's backup into staging` rehearses it.
        if words(Term::Rehearsal).is_in(text) {
            return Intent::Preparation;
        }
        return match (is_noun, claims()) {
            (false, false) => Intent::Revert,
            (_, true) if is_ready(text) || is_participle(text) => Intent::Claim,
            (_, _) => Intent::Unclear,
        };
    }
    let is_about_rollback = || {
        let about = [Term::Rollback, Term::Backup];
        let found = about.iter().filter_map(|&term| words(term).find(text));
        // `Monitor after the rollback` is part of one.
        found.into_iter().any(|found| {
            let before = text[..found.start].trim_end_matches(|c: char| !c.is_alphanumeric());
            let before = before.strip_suffix(" the").unwrap_or(before);
            words(Term::After).end(before).is_none()
        })
    };
    if words(Term::Prepare).start(text).is_some() {
        return Intent::Preparation;
    }
    if words(Term::Order).start(text).is_some() || words(Term::RollbackRun).start(text).is_some() {
        return if is_about_rollback() {
            order_about_rollback(text, claims())
        } else {
            Intent::Order
        };
    }
    if claims() || is_participle(text) {
        return Intent::Claim;
    }
    Intent::Unclear
}

/// The act of an instruction that names a rollback or a backup: it runs one, is part of one, or gets it ready.
fn order_about_rollback(text: &str, claims: bool) -> Intent {
    let behind = words(Term::Rollback)
        .find(text)
        .map(|found| text[found.end..].trim_start());
    let names = |term: Term| behind.is_some_and(|behind| words(term).start(behind).is_some());
    let is_plan = names(Term::Step)
        || [Term::Plan, Term::Trigger, Term::Rehearsal]
            .iter()
            .any(|&term| words(term).is_in(text));
    if words(Term::RollbackRun).start(text).is_some() && !is_plan && !claims && behind.is_some() {
        return Intent::Revert;
    }
    let is_over = behind.is_some_and(|behind| words(Term::Success).is_in(behind));
    let tells = words(Term::Tell).start(text).is_some() && !is_plan && behind.is_some();
    if is_over || tells {
        Intent::Order
    } else {
        Intent::Preparation
    }
}

/// True if a text ends in an English participle: `Backups verified`.
fn is_participle(text: &str) -> bool {
    let last = text
        .rsplit(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    let first = text
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    [last, first]
        .iter()
        .any(|word| word.len() > 4 && word.ends_with("ed"))
}

/// A text from its first letter on, without a number such as `1.` or `Step 2:` before it.
fn from_first_word(text: &str) -> &str {
    let trim = |text: &'_ str| text.trim_start_matches(|c: char| !c.is_alphabetic()).len();
    let start = &text[text.len() - trim(text)..];
    let Some(length) = words(Term::Step).start(start) else {
        return start;
    };
    let behind = start[length..].trim_start();
    if !behind.starts_with(|c: char| c.is_ascii_digit()) {
        return start;
    }
    &behind[behind.len() - trim(behind)..]
}
