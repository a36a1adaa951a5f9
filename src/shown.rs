//! Text from documents, progress files and other people, made fit to show.
//!
//! Everything that gonogo prints or draws and did not write itself goes through this room, so that no
//! control byte or escape sequence of a document ever reaches a terminal. It knows nothing of checklists.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Columns to the next tab stop, as terminals and editors count them.
const TAB: usize = 4;

/// Returns `text` with everything a terminal would act on made visible: C0 controls as `^A`, C1 controls
/// and direction overrides as `<U+202E>`, tabs as spaces. A newline becomes a space: one text, one line.
///
/// The emoji selector U+FE0F is dropped, because terminals do not agree on the width of what carries it.
pub fn one_line(text: &str) -> Cow<'_, str> {
    if !text.chars().any(acts) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        push(&mut shown, character);
    }
    Cow::Owned(shown)
}

/// Returns the lines of `text`, each safe to show; `\r\n` and `\n` both end a line.
pub fn lines(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    text.lines().map(one_line)
}

/// Text to be handed on to another program: nothing in it acts, but lines and tabs stay, and every other character
/// is as it was.
pub fn to_hand_on(text: &str) -> String {
    text.chars().filter(|&c| matches!(c, '\n' | '\t') || !(c.is_control() || is_direction(c))).collect()
}

/// Whether a terminal would act on this character instead of showing it.
fn acts(character: char) -> bool {
    character.is_control() || is_direction(character) || character == '\u{FE0F}'
}

/// The direction overrides and isolates of Unicode (UAX #9): they reorder what follows them on a line.
fn is_direction(character: char) -> bool {
    matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}')
}

fn push(shown: &mut String, character: char) {
    match character {
        '\n' | '\r' => shown.push(' '),
        '\t' => {
            let column = shown.width();
            shown.extend(std::iter::repeat_n(' ', TAB - column % TAB));
        }
        '\u{FE0F}' => {}
        '\u{7F}' => shown.push_str("^?"),
        c if u32::from(c) < 0x20 => {
            shown.push('^');
            shown.extend(char::from_u32(u32::from(c) + 0x40));
        }
        c if c.is_control() || is_direction(c) => {
            shown.push_str(&format!("<U+{:04X}>", u32::from(c)));
        }
        c => shown.push(c),
    }
}

/// A time for people: minutes, in UTC, as hosts differ in their zones. What is no time is shown as it is.
pub fn time(at: &str) -> String {
    match DateTime::parse_from_rfc3339(at) {
        Ok(time) => time.with_timezone(&Utc).format("%Y-%m-%d %H:%M UTC").to_string(),
        Err(_) => one_line(at).into_owned(),
    }
}

/// Columns that `text` takes on a terminal.
pub fn width(text: &str) -> usize {
    text.width()
}

/// Returns as much of `text` as fits `columns`, ending in `ellipsis` where something was left out. It cuts
/// between words where that keeps at least half of the room, and never inside a grapheme.
pub fn fit(text: &str, columns: usize, ellipsis: &str) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let room = columns.saturating_sub(ellipsis.width());
    let mut kept = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        used += grapheme.width();
        if used > room {
            break;
        }
        kept.push_str(grapheme);
    }
    let at_word_end = text[kept.len()..].starts_with(' ');
    if let Some(space) = kept.rfind(' ').filter(|_| !at_word_end)
        && kept[..space].width() * 2 >= room
    {
        kept.truncate(space);
    }
    kept.truncate(kept.trim_end().len());
    if columns >= ellipsis.width() {
        kept.push_str(ellipsis);
    }
    kept
}

/// Returns how many bytes of `text` fit a row of `columns`, and where the next row begins: at a space where
/// there is one, inside a word where the word alone is wider than the row. `text` is not empty.
pub fn break_at(text: &str, columns: usize) -> (usize, usize) {
    let mut used = 0;
    let mut last_space = None;
    for (at, grapheme) in text.grapheme_indices(true) {
        if grapheme == " " {
            last_space = Some(at);
        }
        used += grapheme.width();
        if used > columns {
            return match last_space {
                Some(space) if space > 0 => (space, space + 1),
                _ if at == 0 => (grapheme.len(), grapheme.len()),
                _ => (at, at),
            };
        }
    }
    (text.len(), text.len())
}

#[cfg(test)]
mod tests {
    use super::{break_at, fit, one_line, to_hand_on};

    #[test]
    fn what_a_terminal_would_act_on_is_spelled_out() {
        for (text, shown) in [
            ("plain text", "plain text"),
            ("\u{1b}[31mred\u{7}", "^[[31mred^G"),
            ("a\tb", "a   b"),
            ("two\nlines", "two lines"),
            ("\u{9b}2J", "<U+009B>2J"),
            ("abc\u{202e}def", "abc<U+202E>def"),
            ("\u{26a0}\u{fe0f} careful", "\u{26a0} careful"),
            ("del\u{7f}", "del^?"),
        ] {
            assert_eq!(one_line(text), shown, "{text:?}");
        }
    }

    #[test]
    fn what_is_handed_on_does_nothing_and_keeps_its_lines() {
        assert_eq!(to_hand_on("a\r\n\tb\u{1b}]0;x\u{7}\u{202e}\u{9b} ⚠\u{fe0f}"), "a\n\tb]0;x ⚠\u{fe0f}");
    }

    #[test]
    fn a_long_text_ends_in_an_ellipsis_between_words() {
        for (columns, fitted) in [
            (30, "restore the backup"),
            (14, "restore the…"),
            (13, "restore the…"),
            (9, "restore…"),
            (5, "rest…"),
            (1, "…"),
            (0, ""),
        ] {
            assert_eq!(fit("restore the backup", columns, "…"), fitted, "{columns} columns");
        }
        assert_eq!(fit("数据库备份", 7, "…"), "数据库…");
    }

    #[test]
    fn rows_break_at_spaces_and_inside_words_that_are_too_long() {
        for (text, columns, expected) in
            [("one two", 7, (7, 7)), ("one two", 5, (3, 4)), ("onetwo", 4, (4, 4)), ("数据", 1, (3, 3))]
        {
            assert_eq!(break_at(text, columns), expected, "{text:?} in {columns}");
        }
    }
}
