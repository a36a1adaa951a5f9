//! Sanitizing of text from documents, progress files and other people before it is shown.
//!
//! Everything that gonogo prints or draws and did not write itself goes through this module, so that no
//! control byte or escape sequence of a document ever reaches a terminal, and every terminal uses as many columns
//! as we count. Terminals count character by character (`wcwidth`), some join sequences, and no two agree on which;
//! so joined sequences are split. It knows nothing of checklists.
//!
//! | output | function |
//! | --- | --- |
//! | a row, a message | [`one_line`], [`lines`], [`path`], [`time`] |
//! | a result that goes to a terminal, not to a pipe or a file | [`for_terminal`] |
//! | the clipboard, JSON, documents that others open | [`exported`] |

pub mod exported;

use std::borrow::Cow;
use std::path::Path;

use chrono::{DateTime, Utc};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

/// Columns to the next tab stop, as in terminals and editors.
const TAB: usize = 4;
/// Keeps two letters from being joined.
const NON_JOINER: char = '\u{200C}';
/// More marks on one letter than any language uses: they would reach into neighboring rows.
const MARKS: usize = 4;
/// The braille pattern without dots: one column wide, and empty.
const BLANK_BRAILLE: char = '\u{2800}';

/// Returns `text` with everything a terminal would act on made visible: C0 controls as `^A`, C1 controls
/// and direction overrides as `<U+202E>`, tabs as spaces. A newline becomes a space: one text, one line.
///
/// Flags become their letters. Characters without width that join or modify their neighbors are dropped, because
/// terminals don't agree on the resulting width: joiners, variation
/// selectors, skin tones, keycaps, tags, soft hyphens. So joined emoji are shown side by side, and
/// a conjunct of an Indic script shows its virama. Accents stay, up to four per letter. The non-joiner stays where
/// Persian and Indic words are written with it: it has no width anywhere.
pub fn one_line(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_simple) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    let (mut marks, mut column) = (0, 0);
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        if character == NON_JOINER {
            let next = rest.clone().next();
            shown.extend(
                next.filter(|&next| parts(shown.chars().next_back(), next))
                    .map(|_| NON_JOINER),
            );
            continue;
        }
        let is_mark =
            char_width(character) == 0 && !character.is_control() && !is_direction(character);
        marks = if is_mark { marks + 1 } else { 0 };
        if marks <= MARKS {
            let before = shown.len();
            push(&mut shown, character, column);
            column += width(&shown[before..]);
        }
    }
    Cow::Owned(shown)
}

/// Returns `text` with a capital first letter.
pub fn capitalized(text: &str) -> String {
    let mut characters = text.chars();
    let first: String = characters
        .next()
        .map(|first| first.to_uppercase().collect())
        .unwrap_or_default();
    first + characters.as_str()
}

/// Returns the lines of `text`, each safe to show; `\r\n` and `\n` both end a line.
pub fn lines(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    text.lines().map(one_line)
}

/// Returns a text of many lines for a terminal: each line as [`one_line`] returns it, separated only by
/// newlines.
pub fn for_terminal(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| c == '\n' || is_simple(c)) {
        return Cow::Borrowed(text);
    }
    let mut shown: String = lines(text).collect::<Vec<_>>().join("\n");
    if text.ends_with('\n') {
        shown.push('\n');
    }
    Cow::Owned(shown)
}

/// Returns a file name for a message. Invalid UTF-8 becomes U+FFFD.
pub fn path(path: &Path) -> String {
    one_line(&path.to_string_lossy()).into_owned()
}

/// Returns what the terminal gets for `columns` cells where `symbol` was drawn: without anything that a terminal would
/// act on, and exactly that wide.
pub fn symbol(symbol: &str, columns: usize) -> Cow<'_, str> {
    if symbol.chars().all(is_simple) && width(symbol) == columns {
        return Cow::Borrowed(symbol);
    }
    let mut sent = String::new();
    // Characters after a non-joiner go into the next cell.
    let is_harmless = |c: char| !c.is_control() && !is_direction(c) && !is_separator(c);
    let harmless = symbol
        .chars()
        .filter(|&c| is_harmless(c) && (!is_dropped(c) || c == NON_JOINER));
    for character in harmless.map(|c| letter_of_flag(c).unwrap_or(c)) {
        if character == NON_JOINER
            && !sent
                .chars()
                .next_back()
                .is_some_and(|c| is_arabic(c) || is_virama(c))
        {
            continue;
        }
        let (before, more) = (width(&sent), char_width(character));
        if before + more <= columns && (more > 0 || before > 0) {
            sent.push(character);
        }
    }
    sent.extend(std::iter::repeat_n(' ', columns - width(&sent)));
    Cow::Owned(sent)
}

/// Returns whether a character is invisible, so that a name with it reads like one without it.
pub fn is_unseen(character: char) -> bool {
    character.is_control()
        || is_direction(character)
        || is_dropped(character)
        || character == BLANK_BRAILLE
}

/// Returns whether a character is shown as it is in any context.
fn is_simple(character: char) -> bool {
    matches!(character, ' '..='~')
        || (character >= '\u{a0}'
            && char_width(character) > 0
            && !is_direction(character)
            && !is_separator(character)
            && !is_dropped(character)
            && letter_of_flag(character).is_none())
}

/// Returns whether a character is a direction override, isolate or mark of Unicode (UAX #9), which reorder a line.
fn is_direction(character: char) -> bool {
    matches!(
        character,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{061C}'
    )
}

/// Returns whether a character only modifies its neighbors, and with that their width on some terminals: joiners and
/// other default-ignorable characters (`Default_Ignorable_Code_Point`), skin tones (UTS #51), the keycap.
fn is_dropped(character: char) -> bool {
    matches!(
        character,
        '\u{AD}'
            | '\u{34F}'
            | '\u{115F}'..='\u{1160}'
            | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200D}'
            | '\u{2060}'..='\u{2065}'
            | '\u{206A}'..='\u{206F}'
            | '\u{20E3}'
            | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFB}'
            | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{1F3FB}'..='\u{1F3FF}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// Returns whether a character separates lines or paragraphs: some programs start a new line there.
fn is_separator(character: char) -> bool {
    matches!(character, '\u{2028}' | '\u{2029}')
}

/// Returns whether a word is written with a non-joiner between two characters (RFC 5892, A.1).
fn parts(before: Option<char>, after: char) -> bool {
    before.is_some_and(|before| (is_arabic(before) && is_arabic(after)) || is_virama(before))
}

/// Returns whether a character is an Arabic letter that joins, or an Arabic mark.
fn is_arabic(character: char) -> bool {
    matches!(character, '\u{620}'..='\u{65F}' | '\u{66E}'..='\u{6D3}' | '\u{6FA}'..='\u{6FF}' | '\u{750}'..='\u{77F}')
}

/// Returns whether a character is a virama of an Indic script in daily use (`Canonical_Combining_Class=Virama`).
fn is_virama(character: char) -> bool {
    matches!(
        character,
        '\u{94D}'
            | '\u{9CD}'
            | '\u{A4D}'
            | '\u{ACD}'
            | '\u{B4D}'
            | '\u{BCD}'
            | '\u{C4D}'
            | '\u{CCD}'
            | '\u{D4D}'
            | '\u{DCA}'
    )
}

/// Returns the letter of a regional indicator; two of them are a flag, which terminals show two, three or four columns
/// wide.
fn letter_of_flag(character: char) -> Option<char> {
    let index = u32::from(character)
        .checked_sub(0x1F1E6)
        .filter(|index| *index < 26)?;
    char::from_u32(u32::from('A') + index)
}

/// Appends a character to a text that is already `column` wide.
fn push(shown: &mut String, character: char, column: usize) {
    match character {
        '\n' | '\r' => shown.push(' '),
        c if is_separator(c) => shown.push(' '),
        '\t' => shown.extend(std::iter::repeat_n(' ', TAB - column % TAB)),
        '\u{7F}' => shown.push_str("^?"),
        c if u32::from(c) < 0x20 => {
            shown.push('^');
            shown.extend(char::from_u32(u32::from(c) + 0x40));
        }
        c if c.is_control() || is_direction(c) => {
            shown.push_str(&format!("<U+{:04X}>", u32::from(c)));
        }
        c if is_dropped(c) => {}
        // A mark without a letter is dropped.
        c if char_width(c) == 0 && shown.is_empty() => {}
        c => shown.push(letter_of_flag(c).unwrap_or(c)),
    }
}

/// Returns a time for people: minutes, in UTC, since time zones of hosts differ. Anything else is returned unchanged.
pub fn time(at: &str) -> String {
    match DateTime::parse_from_rfc3339(at) {
        Ok(time) => time
            .with_timezone(&Utc)
            .format("%Y-%m-%d %H:%M UTC")
            .to_string(),
        Err(_) => one_line(at).into_owned(),
    }
}

/// Returns the columns that `text` takes on a terminal: the sum of its characters' widths.
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.chars().map(char_width).sum()
    }
}

/// Returns the columns of a character. The half-width sound marks of katakana are combining in Unicode, but one column
/// wide on every terminal.
fn char_width(character: char) -> usize {
    if matches!(character, '\u{FF9E}' | '\u{FF9F}') {
        1
    } else {
        character.width().unwrap_or(0)
    }
}

/// Returns as much of `text` as fits into `columns`, ending in `ellipsis` if something was cut. It cuts
/// between words if that keeps at least half of the room, and never inside a grapheme.
pub fn fit(text: &str, columns: usize, ellipsis: &str) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let room = columns.saturating_sub(width(ellipsis));
    let mut kept = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        used += width(grapheme);
        if used > room {
            break;
        }
        kept.push_str(grapheme);
    }
    let at_word_end = text[kept.len()..].starts_with(' ');
    if let Some(space) = kept.rfind(' ').filter(|_| !at_word_end)
        && width(&kept[..space]) * 2 >= room
    {
        kept.truncate(space);
    }
    kept.truncate(kept.trim_end().len());
    if columns >= width(ellipsis) {
        kept.push_str(ellipsis);
    }
    kept
}

/// Returns how many bytes of `text` fit into a row of `columns`, and where the next row starts: at a space if
/// there is one, inside a word if the word is wider than the row. `text` is not empty.
pub fn break_at(text: &str, columns: usize) -> (usize, usize) {
    let mut used = 0;
    let mut last_space = None;
    for (at, grapheme) in text.grapheme_indices(true) {
        if grapheme == " " {
            last_space = Some(at);
        }
        used += width(grapheme);
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

/// Splits a text into rows of at most `columns`; at least one column, and no row without text.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut rows = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (end, next) = break_at(rest, columns.max(1));
        rows.push(rest[..end].to_owned());
        rest = &rest[next..];
    }
    rows
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::path::Path;

    use super::{break_at, fit, for_terminal, one_line, path, symbol, width, wrap};

    #[test]
    fn texts_are_wrapped_and_nothing_is_lost() {
        for (text, width, rows) in [
            ("save, and go on", 9, vec!["save, and", "go on"]),
            ("ctrl-c", 4, vec!["ctrl", "-c"]),
            ("", 9, vec![]),
            ("ab", 0, vec!["a", "b"]),
        ] {
            assert_eq!(wrap(text, width), rows, "{text} on {width}");
        }
    }

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
            ("\u{7}\u{7}\u{7}\u{7}\u{7}\u{7}", "^G^G^G^G^G^G"),
            ("\t\t\t\t\t\tb", "                        b"),
            (
                "one\u{2028}two\u{2029}three\u{85}four",
                "one two three<U+0085>four",
            ),
            (
                "\u{61c}a\u{200e}b\u{200f}\u{2066}c\u{2069}",
                "<U+061C>a<U+200E>b<U+200F><U+2066>c<U+2069>",
            ),
        ] {
            assert_eq!(one_line(text), shown, "{text:?}");
        }
    }

    #[test]
    fn tabs_without_end_are_shown_in_time() {
        let tabs = 20_000;
        let shown = one_line(&format!("é{}", "\t".repeat(tabs))).into_owned();
        assert_eq!(width(&shown), super::TAB * tabs);
    }

    #[test]
    fn a_terminal_gets_lines_that_do_nothing() {
        for (text, shown) in [
            ("", ""),
            ("a\n\nb\n", "a\n\nb\n"),
            ("a\r\nb\rc\r\n", "a\nb c\n"),
            ("a\u{1b}]52;c;eA==\u{7}\n\tb", "a^[]52;c;eA==^G\n    b"),
        ] {
            assert_eq!(for_terminal(text), shown, "{text:?}");
        }
    }

    #[test]
    fn a_path_is_shown_on_one_line() {
        for (name, shown) in [
            (&b"docs/GO LIVE.md"[..], "docs/GO LIVE.md"),
            (b"a\x1b]52;c;eA==\x07.md", "a^[]52;c;eA==^G.md"),
            (b"a\nb\xff.md", "a b\u{fffd}.md"),
            ("a\u{202e}dm.exe".as_bytes(), "a<U+202E>dm.exe"),
        ] {
            assert_eq!(path(Path::new(OsStr::from_bytes(name))), shown);
        }
    }

    #[test]
    fn what_terminals_measure_differently_is_taken_apart() {
        for (text, shown, columns) in [
            ("\u{1f1e9}\u{1f1ea} first", "DE first", 8),
            ("\u{1f469}\u{200d}\u{1f4bb}", "\u{1f469}\u{1f4bb}", 4),
            ("\u{1f44d}\u{1f3fd}", "\u{1f44d}", 2),
            ("1\u{fe0f}\u{20e3}", "1", 1),
            ("zero\u{200b}width\u{feff}\u{2060}", "zerowidth", 9),
            ("soft\u{ad}hyphen", "softhyphen", 10),
            ("cafe\u{301}", "cafe\u{301}", 4),
            ("\u{301}e", "e", 1),
            (
                "z\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}!",
                "z\u{301}\u{302}\u{303}\u{304}!",
                2,
            ),
            ("\u{644}\u{627}", "\u{644}\u{627}", 2),
            (
                "\u{5e9}\u{5dc}\u{5d5}\u{5dd}",
                "\u{5e9}\u{5dc}\u{5d5}\u{5dd}",
                4,
            ),
            ("ｶﾞ", "ｶﾞ", 2),
            ("می\u{200c}شود", "می\u{200c}شود", 5),
            ("क्\u{200c}ष", "क्\u{200c}ष", 2),
            ("ශ්\u{200d}රී", "ශ්රී", 2),
            ("rm\u{200c} -r", "rm -r", 5),
            ("می\u{200c}", "می", 2),
            ("tag\u{e0041}\u{e0042}", "tag", 3),
            ("数据", "数据", 4),
            ("✅ \u{2714}\u{fe0f}", "✅ \u{2714}", 4),
        ] {
            assert_eq!(
                (one_line(text).as_ref(), width(shown)),
                (shown, columns),
                "{text:?}"
            );
        }
    }

    #[test]
    fn a_square_holds_nothing_that_a_terminal_would_act_on() {
        for (drawn, columns, sent) in [
            ("a", 1, "a"),
            ("e\u{301}", 1, "e\u{301}"),
            ("a\u{202e}", 1, "a"),
            ("\u{202e}", 1, " "),
            ("\u{1b}", 1, " "),
            ("", 1, " "),
            ("\u{2714}\u{fe0f}", 2, "\u{2714} "),
            ("\u{1f469}\u{200d}\u{1f4bb}", 2, "\u{1f469}"),
            ("ی\u{200c}", 1, "ی\u{200c}"),
            ("m\u{200c}", 1, "m"),
            ("\u{2028}", 1, " "),
        ] {
            assert_eq!(symbol(drawn, columns), sent, "{drawn:?}");
        }
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
            assert_eq!(
                fit("restore the backup", columns, "…"),
                fitted,
                "{columns} columns"
            );
        }
        assert_eq!(fit("数据库备份", 7, "…"), "数据库…");
    }

    #[test]
    fn rows_break_at_spaces_and_inside_words_that_are_too_long() {
        for (text, columns, expected) in [
            ("one two", 7, (7, 7)),
            ("one two", 5, (3, 4)),
            ("onetwo", 4, (4, 4)),
            ("数据", 1, (3, 3)),
        ] {
            assert_eq!(break_at(text, columns), expected, "{text:?} in {columns}");
        }
    }
}
