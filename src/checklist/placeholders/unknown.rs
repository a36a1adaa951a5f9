//! Places without words of their own: `TBD`, `à définir`, `........`, `@`, `???`.

use super::{
    FoundPlaceholder, TextKind, about, begins_word, ends_value, expects_value, first_line,
    last_line, touches_word,
};
use crate::checklist::languages::{self, Term};
use crate::checklist::notation::Notation;
use crate::checklist::{BlankKind, blank_kind};

/// Capitals for an unknown value, which are told from prose wherever they stand.
const CAPITALS: [&str; 4] = ["TBD", "TBC", "TBA", "XXX"];
/// Words for work that is left, which are values only where nothing else is said.
const LEFT: [&str; 2] = ["TODO", "FIXME"];
/// The fewest dots that are a line to write on, behind a label and elsewhere.
const DOTS: usize = 4;
const DOTS_ALONE: usize = 8;
/// The longest phrase for an unknown value, in bytes.
const LONGEST: usize = 60;
/// Signs of boxes: `☐ TBD` is an option of a choice.
const BOXES: [char; 8] = ['☐', '☑', '☒', '⬜', '□', '■', '✅', '○'];
/// The most words of a line that ends with `@` without a colon.
const MOST_WORDS_BEFORE_HANDLE: usize = 5;
/// Names behind `@` that stand for a person.
const HANDLES: [&str; 12] = [
    "username",
    "user",
    "handle",
    "name",
    "person",
    "github-handle",
    "github-username",
    "githubusername",
    "owner-handle",
    "slack-handle",
    "TBD",
    "mention",
];

/// A word for an unknown value at `at`.
pub(super) fn find(text: &str, at: usize, position: TextKind) -> Option<FoundPlaceholder> {
    if position == TextKind::Code {
        return None;
    }
    let rest = &text[at..];
    if let Some(word) = CAPITALS.iter().find(|word| rest.starts_with(**word)) {
        let is_one = stands_alone(text, at, word.len())
            && !is_option(&text[..at])
            && !about::is_subject(text, at, word.len());
        return is_one.then_some((word.len(), Notation::Unknown, None));
    }
    if rest.starts_with("X%") && !begins_word(&rest[2..]) && is_limit(&text[..at]) {
        return Some((1, Notation::Unknown, None));
    }
    if !expects_value(&text[..at]) || is_option(&text[..at]) {
        return None;
    }
    let near = about::head(rest, LONGEST);
    let length = if let Some(word) = LEFT.iter().find(|word| rest.starts_with(**word)) {
        word.len()
    } else {
        let lower = languages::lower(near);
        let length = languages::words(Term::Placeholder).start(&lower)?;
        // The offsets are those of the text only if its lower case is as long.
        (lower.len() == near.len()).then_some(length)?
    };
    // "Open" at the start of a line is an instruction; behind a label it is a value.
    let is_answer = !last_line(&text[..at]).trim().is_empty();
    let is_one = (is_answer || rest.starts_with("待") || rest.starts_with("未"))
        && stands_alone(text, at, length)
        && ends_value(&rest[length..]);
    is_one.then_some((length, Notation::Unknown, None))
}

/// True if a percentage is expected behind this text: a value, or the sign of a limit.
fn is_limit(before: &str) -> bool {
    expects_value(before) || before.trim_end().ends_with(['<', '>', '≤', '≥', '~'])
}

/// True if a box or a slash is before the word: it is one of several answers.
fn is_option(before: &str) -> bool {
    let before = before.trim_end();
    before.ends_with(BOXES)
        || before.ends_with(['/', '\\'])
        || before.ends_with("[ ]")
        || before.ends_with("[x]")
}

/// True if the word isn't part of a longer word or path.
fn stands_alone(text: &str, at: usize, length: usize) -> bool {
    let goes_on = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '/' | '#' | '\\');
    let (before, after) = (&text[..at], &text[at + length..]);
    let in_name = after.strip_prefix('.').is_some_and(begins_word);
    !before.ends_with(goes_on) && !after.starts_with(goes_on) && !in_name
}

/// A dotted line to write on at `at`: `Region: ........`.
pub(super) fn dots(text: &str, at: usize, position: TextKind) -> Option<FoundPlaceholder> {
    let (before, rest) = (&text[..at], &text[at..]);
    if position == TextKind::Code {
        return None;
    }
    let sign = rest.chars().next()?;
    let run = rest.len() - rest.trim_start_matches(sign).len();
    // Dots with spaces between: `. . . . .`
    let spaced = rest.len() - rest.trim_start_matches([sign, ' ']).len();
    let spaced = rest[..spaced].trim_end();
    let is_spaced = sign == '.'
        && run == 1
        && spaced.len() >= 2 * DOTS
        && !spaced.contains("..")
        && !spaced.contains("  ");
    let (length, count) = if is_spaced {
        (spaced.len(), spaced.len() / 2)
    } else if sign == '…' {
        (run, run / sign.len_utf8() * 3)
    } else {
        (run, run)
    };
    let after = &rest[length..];
    let line = last_line(before).trim_end();
    let is_labeled = line.ends_with([':', '：']) && count >= DOTS;
    // The dots of a table of contents lead to a number.
    let leads = after.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let is_alone = count >= DOTS_ALONE && !leads && !touches_word(before);
    let is_one = (is_labeled || is_alone) && !begins_word(after) && !before.ends_with(sign);
    is_one.then_some((length, Notation::Dots, None))
}

/// `???` at `at`, where a value belongs.
pub(super) fn question(text: &str, at: usize, position: TextKind) -> Option<FoundPlaceholder> {
    let (before, rest) = (&text[..at], &text[at..]);
    let length = rest.bytes().take_while(|&byte| byte == b'?').count();
    let is_answer =
        !last_line(before).trim().is_empty() || first_line(&rest[length..]).trim().is_empty();
    let is_one = position != TextKind::Code
        && length >= 3
        && expects_value(before)
        && is_answer
        && ends_value(&rest[length..])
        && !before.ends_with('?');
    is_one.then_some((length, Notation::Unknown, None))
}

/// `@` alone, after a label or at the end of a line: `Owner: @`; or with a word for a person: `@username`.
pub(super) fn handle(text: &str, at: usize, position: TextKind) -> Option<FoundPlaceholder> {
    let (before, after) = (&text[..at], &text[at + 1..]);
    if position == TextKind::Code || touches_word(before) {
        return None;
    }
    let word = after
        .find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_'))
        .unwrap_or(after.len());
    let name = &after[..word];
    let is_handle =
        HANDLES.contains(&name) || name.starts_with("your-") || name.starts_with("your_");
    if is_handle && !after[word..].starts_with(['/', '.', '@']) {
        return Some((word + 1, Notation::At, None));
    }
    let before = before.trim_end_matches([' ', '\t', '*', '_']);
    let rest = after.trim_start_matches([' ', '\t', '*']);
    let is_end = rest.is_empty() || rest.starts_with(['\n', ',', '|', ')', '/', ';', '，', '）']);
    let is_start = before.is_empty() || before.ends_with(['\n', '-', '|']);
    let is_one = is_end
        && !after.starts_with('/')
        && (before.ends_with([':', '：', '(', ',', '（', '@'])
            || is_start
            || (rest.is_empty() || rest.starts_with('\n')) && leads_to_person(last_line(before)));
    is_one.then_some((1, Notation::At, None))
}

/// True if a short line asks for a person at its end: `Assigned to`, `Release owner`, `cc`.
fn leads_to_person(line: &str) -> bool {
    let words = line.split_whitespace().count();
    let lower = languages::lower(line.trim_start_matches(['-', '*', '+', '>', ' ']));
    let leads = languages::words(Term::SlotLead).end(&lower).is_some();
    let is_person = || blank_kind::of_label(&lower) == BlankKind::Person;
    words <= MOST_WORDS_BEFORE_HANDLE && (leads || lower == "cc" || is_person())
}
