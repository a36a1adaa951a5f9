//! Boxes that contradict their text: `- [ ] License (done)`, `- [x] Alerts: TODO`.
//!
//! Only a state counts: "No TODO left" and "(completed in under a minute)" are not states.

use super::scan::{OPAQUE, Passage, PassageRole};
use super::{FindingKind, RawFinding, quoted};
use crate::checklist::mojibake;

/// States in brackets that mean an item is done.
const DONE: [&str; 8] = [
    "done",
    "completed",
    "complete",
    "added",
    "created",
    "implemented",
    "finished",
    "fixed",
];
/// States in brackets or at the end of a text that mean an item isn't done.
const NOT_DONE: [&str; 11] = [
    "not done",
    "not yet done",
    "not done yet",
    "not started",
    "not implemented",
    "not yet implemented",
    "partially done",
    "partly done",
    "in progress",
    "pending",
    "incomplete",
];
/// Words that alone mean something is left to do.
const LEFT: [&str; 4] = ["TODO", "FIXME", "WIP", "TBD"];
/// The end of the text of an item that is done.
const CHECKS: [char; 4] = ['✅', '✔', '☑', '✓'];
const DASHES: [char; 4] = ['-', '–', '—', ':'];

pub(super) fn find(passage: &Passage) -> Option<RawFinding> {
    let PassageRole::Item { mark, ticked, .. } = &passage.role else {
        return None;
    };
    let text = mojibake::repaired(&passage.plain);
    let (said, advice) = if *ticked {
        (left_to_do(&text)?, "the item is ticked, but its text says")
    } else {
        (already_done(&text)?, "the item is open, but its text says")
    };
    let said = said.replace(OPAQUE, "…");
    let message = format!("{advice} “{}”: fix one of the two", quoted(&said));
    Some(RawFinding {
        also: Vec::new(),
        at: mark.start,
        kind: FindingKind::Contradiction,
        text: said,
        message,
    })
}

/// The words that say an open item is done.
fn already_done(text: &str) -> Option<String> {
    let end = text.trim_end().trim_end_matches('\u{FE0F}');
    if let Some(check) = end.chars().next_back().filter(|last| CHECKS.contains(last)) {
        return Some(check.to_string());
    }
    let (before, _) = text.split_once('(')?;
    let is_criterion = names_a_state(before);
    let said = brackets(text).find(|bracket| {
        let lower = inside(bracket).to_lowercase();
        let state = lower.strip_prefix("already ").unwrap_or(&lower);
        let (word, rest) = state.split_once(' ').unwrap_or((state, ""));
        DONE.contains(&word) && (rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_digit()))
            || !is_criterion && is_file_made(&lower)
    })?;
    Some(said.to_owned())
}

/// True if a bracket reads `settings.py created`.
fn is_file_made(inside: &str) -> bool {
    let Some((file, word)) = inside.split_once(' ') else {
        return false;
    };
    let is_file = file.contains(OPAQUE) || file.trim_end_matches('.').contains('.');
    is_file && matches!(word, "created" | "added")
}

/// True if the text itself states a result, so that its bracket says how: `Settings configured (x.py created)`.
fn names_a_state(text: &str) -> bool {
    let last = text
        .split_whitespace()
        .next_back()
        .unwrap_or_default()
        .to_lowercase();
    last.ends_with("ed")
        || matches!(
            last.as_str(),
            "set" | "done" | "up" | "written" | "ready" | "complete"
        )
}

/// The words that say a ticked item isn't done.
fn left_to_do(text: &str) -> Option<String> {
    let said = brackets(text).find(|bracket| {
        let inside = inside(bracket);
        NOT_DONE.contains(&inside.to_lowercase().as_str())
            || LEFT.iter().any(|word| starts_with_word(inside, word))
    });
    if let Some(said) = said {
        return Some(said.to_owned());
    }
    let lower = text
        .trim_end()
        .trim_end_matches(['.', '!', '…'])
        .to_lowercase();
    let at_end = NOT_DONE.iter().find(|words| {
        lower
            .strip_suffix(**words)
            .is_some_and(|before| before.trim_end().ends_with(DASHES))
            || (words.contains("done") && lower.ends_with(&format!(" {words}")))
    });
    at_end
        .map(|words| (*words).to_owned())
        .or_else(|| labeled(text).map(str::to_owned))
}

/// A word such as `TODO` that is a label: `TODO: alerts`, `Alerts - TODO`.
fn labeled(text: &str) -> Option<&'static str> {
    LEFT.into_iter().find(|word| {
        text.match_indices(word).any(|(at, _)| {
            let before = text[..at].trim_end_matches(' ');
            let after = &text[at + word.len()..];
            let rest = after.trim_start_matches(' ');
            let is_word = !after.starts_with(|c: char| c.is_alphanumeric() || c == '_');
            let is_after_dash =
                before.ends_with(DASHES) && (before.len() < at || before.ends_with(':'));
            let begins = before.is_empty() || before.ends_with('\n') || is_after_dash;
            let is_before_dash = rest.len() < after.len() && rest.starts_with(DASHES);
            let is_label = after.starts_with(':') || is_before_dash;
            let ends =
                rest.trim_start_matches(['.', '!', '…']).is_empty() || rest.starts_with('\n');
            is_word && begins && (ends || is_label)
        })
    })
}

/// The innermost round and square brackets of a text.
fn brackets(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices(['(', '[']).filter_map(|(at, _)| {
        let rest = &text[at + 1..];
        let end = rest.find(['(', '[', ')', ']'])?;
        rest[end..]
            .starts_with([')', ']'])
            .then(|| &text[at..at + end + 2])
    })
}

fn inside(bracket: &str) -> &str {
    bracket[1..bracket.len() - 1].trim_matches(|c: char| c.is_whitespace() || CHECKS.contains(&c))
}

fn starts_with_word(text: &str, word: &str) -> bool {
    text.strip_prefix(word)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
}
