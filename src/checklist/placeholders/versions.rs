//! Versions with letters in place of numbers: `vX.Y.Z`, `vX.Y.Z(-rcN)`, `YY.MM.MICRO`, `YYYY.minor`, `v1.X`.

use super::{FoundPlaceholder, TextKind, about, begins_word, touches_word};
use crate::checklist::notation::Notation;

/// What a part of a version can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum VersionPart {
    /// A capital `X`, `Y` or `Z`.
    Capital,
    /// `x`, `y` or `z`.
    Small,
    /// `M`, `m` and `p`, the first letters of major, minor and patch.
    Initial,
    /// `N`.
    Count,
    /// Two letters or more: `xx`.
    Several,
    /// `MAJOR`, `minor`.
    Word,
    /// `YYYY`, `MM`.
    Calendar,
    /// Digits.
    Digits,
}

/// Words for parts of a version.
const WORDS: [&str; 9] = [
    "major", "minor", "patch", "micro", "build", "point", "hotfix", "fix", "rev",
];
/// Parts of the calendar.
const CALENDAR: [&str; 8] = ["YYYY", "YYY", "YY", "MM", "0M", "DD", "0D", "WW"];
/// The most parts of a version.
const MOST_PARTS: usize = 4;
/// The first bytes of versions.
const FIRST: &[u8] = b"vVXYxMmNYD0123456789Rr";

/// A version at `at`.
pub(super) fn find(text: &str, at: usize, _: TextKind) -> Option<FoundPlaceholder> {
    let rest = &text[at..];
    if !FIRST.contains(&rest.as_bytes()[0]) && !rest.starts_with('W') {
        return None;
    }
    let (before, length) = (&text[..at], length(rest, &text[..at])?);
    let after = &rest[length..];
    let in_name = before.strip_suffix('.').is_some_and(touches_word);
    if touches_word(before) || in_name || is_spoken_of(before, after) {
        return None;
    }
    let written = &rest[..length];
    let name: String = written
        .chars()
        .filter(|c| !matches!(c, '(' | ')' | '[' | ']'))
        .collect();
    Some((length, Notation::Version, Some(name)))
}

/// True if a whole text is a version.
pub(super) fn is_version(text: &str) -> bool {
    FIRST.contains(text.as_bytes().first().unwrap_or(&0)) && length(text, "") == Some(text.len())
}

fn is_spoken_of(before: &str, after: &str) -> bool {
    let is_explained = about::is_format(before, after) && !before.ends_with('-');
    is_explained || about::is_replaced(before)
}

/// The length of the version that a text begins with.
fn length(text: &str, before: &str) -> Option<usize> {
    let has_v = text.starts_with(['v', 'V']);
    let mut at = usize::from(has_v);
    let mut parts = Vec::with_capacity(MOST_PARTS);
    while parts.len() < MOST_PARTS + 1 {
        let Some((length, part)) = part(&text[at..]) else {
            break;
        };
        parts.push(part);
        at += length;
        match text[at..].strip_prefix('.') {
            Some(rest) if self::part(rest).is_some() => at += 1,
            Some(_) | None => break,
        }
    }
    let is_glued = before.ends_with(['-', '/', '@', ':', '=']);
    if !is_sound(&parts, has_v, is_glued) {
        return None;
    }
    at += suffix(&text[at..]);
    (!begins_word(&text[at..])).then_some(at)
}

/// The part at the start of a text, with its length: `X`, `Y+1`, `[minor+1]`.
fn part(text: &str) -> Option<(usize, VersionPart)> {
    if let Some(rest) = text.strip_prefix('[') {
        let (length, part) = part(rest)?;
        return rest[length..]
            .starts_with(']')
            .then_some((length + 2, part));
    }
    let end = text
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(text.len());
    let word = &text[..end];
    let lower = word.to_ascii_lowercase();
    let is_all = |signs: &str| word.chars().all(|c| signs.contains(c));
    let part = match word {
        "" => return None,
        "X" | "Y" | "Z" => VersionPart::Capital,
        "x" | "y" | "z" => VersionPart::Small,
        "M" | "m" | "p" | "P" => VersionPart::Initial,
        "N" | "n" => VersionPart::Count,
        _ if CALENDAR.contains(&word) => VersionPart::Calendar,
        _ if word.len() <= 3 && (is_all("x") || is_all("X") || is_all("N")) => VersionPart::Several,
        _ if word.len() <= 5 && word.bytes().all(|byte| byte.is_ascii_digit()) => {
            VersionPart::Digits
        }
        _ if WORDS.contains(&lower.as_str()) => VersionPart::Word,
        _ => return None,
    };
    let next = &text[end..];
    let step = next
        .strip_prefix(['+', '-'])
        .and_then(|rest| rest.strip_prefix('1'));
    let is_step = part != VersionPart::Digits && step.is_some_and(|rest| !begins_word(rest));
    Some((end + if is_step { 2 } else { 0 }, part))
}

/// True if parts are a version to be written: at least one isn't a number, and they aren't a series such as `1.x`.
fn is_sound(parts: &[VersionPart], has_v: bool, is_glued: bool) -> bool {
    let count = |part: VersionPart| parts.iter().filter(|&&other| other == part).count();
    let (capitals, digits) = (count(VersionPart::Capital), count(VersionPart::Digits));
    let is_clear = has_v || parts.len() >= 3;
    match parts.len() {
        0 => return false,
        1 => return has_v && capitals == 1,
        2..=MOST_PARTS => {}
        _ => return false,
    }
    if parts.len() == MOST_PARTS && !has_v && digits > 1 {
        return false;
    }
    if digits == parts.len() {
        return false;
    }
    if parts[0] == VersionPart::Calendar {
        return count(VersionPart::Word)
            + count(VersionPart::Calendar)
            + count(VersionPart::Small)
            + count(VersionPart::Count)
            + capitals
            > 1
            || parts.len() > 2;
    }
    if count(VersionPart::Calendar) > 0 {
        return false;
    }
    if capitals > 0 {
        return is_clear || parts[0] == VersionPart::Capital;
    }
    if count(VersionPart::Word) > 0 {
        return count(VersionPart::Word) == parts.len() && (has_v || is_glued);
    }
    if count(VersionPart::Several) > 0 {
        return digits > 0 && parts[0] == VersionPart::Digits || has_v;
    }
    if count(VersionPart::Initial) > 0 {
        return is_clear && digits == 0;
    }
    if count(VersionPart::Count) > 0 {
        return is_clear && count(VersionPart::Small) == 0;
    }
    count(VersionPart::Small) > 1 && (is_clear || is_glued && digits == 0)
}

/// The length of what follows the numbers: `-rcN`, `(-rcN)`, `[-rcN]`, `-dev`.
fn suffix(text: &str) -> usize {
    let (open, close) = match text.chars().next() {
        Some('(') => ("(", ")"),
        Some('[') => ("[", "]"),
        Some(_) | None => ("", ""),
    };
    let rest = &text[open.len()..];
    let Some(rest_of) = rest.strip_prefix(['-', '+']) else {
        return 0;
    };
    let lower = rest_of.to_ascii_lowercase();
    let known = [
        "rc", "alpha", "beta", "dev", "snapshot", "pre", "build", "hotfix",
    ];
    let Some(word) = known.iter().find(|word| lower.starts_with(**word)) else {
        return 0;
    };
    let mut length = 1 + word.len();
    let after = rest[length..].trim_start_matches(['.', '-']);
    let gap = rest.len() - length - after.len();
    let number = after
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(after.len());
    let is_number = number > 0
        && (after[..number].bytes().all(|byte| byte.is_ascii_digit())
            || ["N", "n", "X", "x", "XX", "NN", "Z"].contains(&&after[..number]));
    if is_number {
        length += gap + number;
    } else if begins_word(&rest[length..]) {
        return 0;
    }
    match rest[length..].strip_prefix(close) {
        Some(_) => open.len() + length + close.len(),
        None => 0,
    }
}
