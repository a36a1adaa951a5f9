//! Values in code without a language: fences without a word, indented blocks and code spans.
//!
//! It may be pasted into a shell, unless it is plainly a sentence or a form. So a value is quoted for a shell, or refused
//! where the line looks like data, in which the quotes of a shell would be wrong.

use std::ops::Range;

use super::languages::on_one_line;
use super::{Fit, Hole, is_plain_word, shell};

/// A value in a line of data, whose format is unknown.
const NO_LANGUAGE: &str = "the code block has no language, so the value can't be quoted; add it in the document, as in ```yaml";
/// Signs of code, which no sentence has.
const CODE_SIGNS: [char; 12] = ['|', '&', ';', '`', '$', '{', '}', '[', ']', '\\', '<', '='];
/// The ends of sentences and greetings.
const ENDS: [char; 9] = ['.', '!', '?', ',', ':', '。', '！', '？', '،'];
/// A line of at least so many columns may go on in the next one.
const LONG_LINE: usize = 40;

/// Stands for the bytes of a place, which belong to no word.
const MASK: char = '\u{1}';

/// The purpose of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LineKind {
    /// A sentence, or a label with its value.
    Prose,
    /// Words that begin like a title, or go on from the line above: a value of plain words is written as it is.
    Title,
    /// `name: value` and the like: a value of plain words is written as it is, anything else is refused.
    Field,
    /// Anything else with the signs of a data format: only a plain word is written.
    Data,
    /// Perhaps a command.
    Command,
}

/// The text to write for each place that has a value.
pub(super) fn fit(text: &str, holes: &[Hole]) -> Vec<Option<Fit>> {
    let masked = masked(text, holes);
    let lines = lines(&masked);
    if is_script(&masked, &lines) {
        return shell::fit(text, holes, false);
    }
    let mut found = Vec::with_capacity(holes.len());
    for (range, kind) in lines {
        let here: Vec<Hole> = holes[found.len()..]
            .iter()
            .take_while(|hole| hole.range.start < range.end)
            .map(|hole| Hole {
                range: hole.range.start - range.start..hole.range.end - range.start,
                value: hole.value,
            })
            .collect();
        if here.is_empty() {
            continue;
        }
        let quoted = shell::fit(&text[range], &here, false);
        let fits = here.iter().zip(quoted);
        found.extend(fits.map(|(hole, quoted)| {
            let value = hole.value?;
            let has_plain_words = value.split(' ').all(is_plain_word);
            match kind {
                _ if is_plain_word(value) => quoted,
                LineKind::Prose => Some(Ok(on_one_line(value))),
                LineKind::Title | LineKind::Field if has_plain_words => Some(Ok(value.to_owned())),
                LineKind::Field | LineKind::Data => Some(Err(NO_LANGUAGE)),
                LineKind::Title | LineKind::Command => quoted,
            }
        }));
    }
    found
}

/// The text with its places masked, so that `<name>` isn't read as a redirection.
fn masked(text: &str, holes: &[Hole]) -> String {
    let mut masked = String::with_capacity(text.len());
    for hole in holes {
        masked.push_str(&text[masked.len()..hole.range.start]);
        masked.extend(std::iter::repeat_n(MASK, hole.range.len()));
    }
    masked.push_str(&text[masked.len()..]);
    masked
}

/// The lines with their kinds.
fn lines(text: &str) -> Vec<(Range<usize>, LineKind)> {
    let trimmed = text.trim();
    let is_document = trimmed.starts_with(['{', '[']) && trimmed.ends_with(['}', ']']);
    let mut lines: Vec<(Range<usize>, LineKind)> = Vec::new();
    let mut start = 0;
    let mut goes_on = false;
    for line in text.split_inclusive('\n') {
        let kind = if is_document {
            LineKind::Data
        } else if goes_on && !line.contains(CODE_SIGNS) && !has_option(line) {
            LineKind::Title
        } else {
            kind(line)
        };
        goes_on = matches!(kind, LineKind::Prose | LineKind::Title)
            && line.trim_end().chars().count() >= LONG_LINE
            && !line.trim_end().ends_with(ENDS);
        lines.push((start..start + line.len(), kind));
        start += line.len();
    }
    lines
}

fn kind(line: &str) -> LineKind {
    let line = line.trim();
    let line = line.trim_start_matches(['-', '*', '>', '•', ' ']);
    let first = line.split_whitespace().next().unwrap_or_default();
    let has_signs = line.contains(CODE_SIGNS) || has_option(line);
    let mut letters = first.chars();
    let initial = letters.next().unwrap_or_default();
    let is_word = first
        .trim_end_matches(ENDS)
        .chars()
        .all(|c| c.is_alphabetic() || matches!(c, MASK | '\'' | '’'));
    // A shell is written in ASCII, and its commands in lower case; `SELECT` and `FROM` are no words of a sentence.
    let is_caseless = initial.is_alphabetic() && !initial.is_lowercase() && !initial.is_uppercase();
    let is_title = is_word && initial.is_uppercase() && !letters.any(char::is_uppercase);
    if let Some((label, rest)) = line.split_once(':')
        && is_label(label)
        && (rest.is_empty() || rest.starts_with(' '))
    {
        return if label.starts_with(char::is_lowercase) || has_signs {
            LineKind::Field
        } else {
            LineKind::Prose
        };
    }
    if line.ends_with([';', '{', '}', ',']) && !(is_title || is_caseless) {
        return LineKind::Data;
    }
    if line.starts_with(['{', '}', '[', '<']) || line.contains(" = ") {
        return LineKind::Data;
    }
    // A full stop of its own is a folder.
    let last = line.split_whitespace().next_back().unwrap_or_default();
    let has_end = last.ends_with(ENDS) && last.chars().count() > 1;
    let words = line.split_whitespace().count();
    match (is_title || is_caseless || initial == MASK, has_signs) {
        (true, false) if is_caseless => LineKind::Prose,
        (true, false) if is_title && words > 1 && has_end => LineKind::Prose,
        (true, false) => LineKind::Title,
        (_, _) => LineKind::Command,
    }
}

/// Returns whether a text before a colon is a label: a name, or a few words that begin like a title.
fn is_label(label: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == MASK || " _-/()'’".contains(c);
    let words = label.split_whitespace().count();
    let begins = label.starts_with(char::is_alphabetic);
    begins
        && label.chars().all(is_part)
        && !has_option(label)
        && (words == 1 || (words <= 5 && !label.starts_with(char::is_lowercase)))
}

fn has_option(line: &str) -> bool {
    let mut words = line.split_whitespace();
    words.any(|word| {
        let name = word.trim_start_matches('-');
        name.len() < word.len() && name.starts_with(|c: char| c.is_ascii_alphanumeric())
    })
}

/// Returns whether a text is a script as a whole: with prompts, here-documents, or commands of several lines.
fn is_script(text: &str, lines: &[(Range<usize>, LineKind)]) -> bool {
    let goes_on = |line: &str| {
        let is_odd = |quote| line.matches(quote).count() % 2 == 1;
        let opened = line.matches('(').count() > line.matches(')').count();
        line.ends_with(['\\', '|', '&']) || is_odd('"') || is_odd('\'') || is_odd('`') || opened
    };
    lines.iter().any(|(range, kind)| {
        let line = text[range.clone()].trim();
        let is_prompt = line.starts_with("$ ") || line.starts_with("❯ ");
        is_prompt || line.contains("<<") || (*kind == LineKind::Command && goes_on(line))
    })
}
