//! Text that is handed on to other programs: the clipboard, JSON, documents that others open. What it says stays as it
//! is; what would act there, or hides what is there, does not.

use std::borrow::Cow;

use super::{is_direction, is_dropped, is_separator};

/// What stands for a character that has no place in a document.
const REPLACEMENT: char = '\u{FFFD}';
/// More spaces in a row than code is indented by.
const SPACES: usize = 16;
/// More blank lines in a row than anybody leaves between two commands.
const BLANK_LINES: usize = 3;

/// Text to be pasted into another program: nothing in it acts and nothing in it is hidden, but lines and tabs stay,
/// and so does all that emoji and scripts are written with. Blank lines at its start and everything blank at its end
/// are left out: a newline at the end of a command would run it.
pub fn to_paste(text: &str) -> String {
    let is_kept = |&c: &char| {
        matches!(c, '\n' | '\t') || !(c.is_control() || is_direction(c) || is_hidden(c))
    };
    let kept: String = text
        .chars()
        .filter(is_kept)
        .map(|c| if is_separator(c) { ' ' } else { c })
        .collect();
    let first = kept
        .lines()
        .take_while(|line| line.trim().is_empty())
        .map(|line| line.len() + 1)
        .sum::<usize>();
    kept.get(first..).unwrap_or_default().trim_end().to_owned()
}

/// Text of one line to be pasted: as [`to_paste`], with spaces where lines end.
pub fn to_paste_on_one_line(text: &str) -> String {
    to_paste(text.trim()).replace(['\n', '\t'], " ")
}

/// The lines of a text with everything in it to be seen: what has no width of its own, and every space that is not the
/// usual one, is spelled out as `<U+200D>`; gaps that would push the rest out of sight are counted.
pub fn exact(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut blank = 0;
    for line in text.split('\n').map(exact_line) {
        if line.is_empty() {
            blank += 1;
            continue;
        }
        push_blank(&mut lines, std::mem::take(&mut blank));
        lines.push(line);
    }
    push_blank(&mut lines, blank);
    lines
}

fn push_blank(lines: &mut Vec<String>, blank: usize) {
    if blank > BLANK_LINES {
        lines.push(format!("<{blank} blank lines>"));
    } else {
        lines.extend(std::iter::repeat_n(String::new(), blank));
    }
}

fn exact_line(line: &str) -> String {
    let mut exact = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(character) = rest.chars().next() {
        let spaces = rest.len() - rest.trim_start_matches(' ').len();
        let taken = spaces.max(character.len_utf8());
        match character {
            ' ' if spaces > SPACES => exact.push_str(&format!("<{spaces} spaces>")),
            ' ' => exact.push_str(&rest[..spaces]),
            '\t' => exact.push_str("<tab>"),
            c if c.is_control() || c.is_whitespace() || is_direction(c) || is_dropped(c) => {
                exact.push_str(&format!("<U+{:04X}>", u32::from(c)));
            }
            c => exact.push(c),
        }
        rest = &rest[taken..];
    }
    exact
}

/// JSON with the same values, in which what would act in a terminal or hides what is there is written as `\u202e`.
/// Such characters stand in strings only, as serializers escape the others.
pub fn json(text: &str) -> Cow<'_, str> {
    let is_escaped = |c: char| {
        let acts = c >= '\u{7F}' && c.is_control();
        acts || is_direction(c) || is_separator(c) || is_hidden(c)
    };
    if !text.contains(is_escaped) {
        return Cow::Borrowed(text);
    }
    let mut json = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        if is_escaped(character) {
            // JSON writes what is beyond U+FFFF as two (RFC 8259, section 7).
            let mut units = [0; 2];
            character
                .encode_utf16(&mut units)
                .iter()
                .for_each(|unit| json.push_str(&format!("\\u{unit:04x}")));
        } else {
            json.push(character);
        }
    }
    Cow::Owned(json)
}

/// A line whose directions (UAX #9) end with it, for a text that others stand around: what was opened is closed, and
/// a close that closes nothing is left out. Overrides, which no language is written with, become U+FFFD.
pub fn contained(line: &str) -> Cow<'_, str> {
    if !line.contains(|c| is_direction(c) || is_separator(c)) {
        return Cow::Borrowed(line);
    }
    let mut contained = String::with_capacity(line.len() + 8);
    let mut open = Vec::new();
    for character in line.chars() {
        match character {
            '\u{202D}' | '\u{202E}' => contained.push(REPLACEMENT),
            '\u{202A}' | '\u{202B}' => {
                open.push('\u{202C}');
                contained.push(character);
            }
            '\u{2066}'..='\u{2068}' => {
                open.push('\u{2069}');
                contained.push(character);
            }
            '\u{202C}' | '\u{2069}' => {
                if open.last() == Some(&character) {
                    contained.extend(open.pop());
                }
            }
            // What ends a paragraph ends all directions in it.
            c if is_separator(c) => contained.push(' '),
            c => contained.push(c),
        }
    }
    contained.extend(open.into_iter().rev());
    Cow::Owned(contained)
}

/// A text whose overrides of the direction are spelled out: nothing in it is read in another order than it is written.
pub fn without_overrides(text: &str) -> Cow<'_, str> {
    let is_override = |c| matches!(c, '\u{202D}' | '\u{202E}');
    if !text.contains(is_override) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.replace('\u{202D}', "<U+202D>")
            .replace('\u{202E}', "<U+202E>"),
    )
}

/// What nothing is written with and nobody sees. Joiners, variation selectors, skin tones and the keycap are parts of
/// emoji and of scripts.
fn is_hidden(character: char) -> bool {
    let is_part = matches!(
        character,
        '\u{200C}' | '\u{200D}' | '\u{20E3}' | '\u{FE00}'..='\u{FE0F}' | '\u{180B}'..='\u{180F}' | '\u{1F3FB}'..='\u{1F3FF}'
    );
    is_dropped(character) && !is_part
}

/// Returns `word`, the bytes of a path, as one word of a command that a person can copy into a shell: as it is, in
/// single quotes, or, where a terminal would act on it or it isn't UTF-8, in `$'…'`, which bash, zsh and ksh know.
pub fn shell_word(word: &[u8]) -> String {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"/.-_+%,:@".contains(byte);
    match std::str::from_utf8(word) {
        Ok(text) if !text.is_empty() && word.iter().all(is_plain) => text.to_owned(),
        Ok(text)
            if !text.contains(|c: char| c.is_control() || is_direction(c) || is_dropped(c)) =>
        {
            format!("'{}'", text.replace('\'', r"'\''"))
        }
        _ => {
            let mut quoted = String::from("$'");
            for byte in word {
                match byte {
                    b'\'' | b'\\' => quoted.extend(['\\', char::from(*byte)]),
                    b' '..=b'~' => quoted.push(char::from(*byte)),
                    _ => quoted.push_str(&format!("\\{byte:03o}")),
                }
            }
            quoted + "'"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{contained, exact, json, shell_word, to_paste, to_paste_on_one_line};

    #[test]
    fn what_is_pasted_does_nothing_and_hides_nothing() {
        for (text, pasted) in [
            (
                "a\r\n\tb\u{1b}]0;x\u{7}\u{202e}\u{9b} ⚠\u{fe0f}",
                "a\n\tb]0;x ⚠\u{fe0f}",
            ),
            (
                "\n \n\t\n  make deploy\n\n  # then\n \n\n",
                "  make deploy\n\n  # then",
            ),
            ("curl x\r", "curl x"),
            (
                "r\u{200b}m\u{feff} \u{2060}-r\u{ad} \u{e0041}x\u{3164}",
                "rm -r x",
            ),
            ("👩\u{200d}💻 می\u{200c}شود", "👩\u{200d}💻 می\u{200c}شود"),
            ("a\u{2028}b", "a b"),
            (" \n\n", ""),
            ("", ""),
        ] {
            assert_eq!(to_paste(text), pasted, "{text:?}");
        }
        assert_eq!(to_paste_on_one_line(" \na\n\tb \n"), "a  b");
    }

    #[test]
    fn every_character_is_to_be_seen() {
        for (text, seen) in [
            ("make   x", &["make   x"][..]),
            ("a\tb\n\nc ", &["a<tab>b", "", "c "]),
            (
                "rm\u{a0}-r 👩\u{200d}💻\u{fe0f}",
                &["rm<U+00A0>-r 👩<U+200D>💻<U+FE0F>"],
            ),
            ("a\r\u{3000}", &["a<U+000D><U+3000>"]),
        ] {
            assert_eq!(exact(text), seen, "{text:?}");
        }
        let hidden = format!("ls{}; rm -r /{}x", " ".repeat(300), "\n".repeat(40));
        assert_eq!(
            exact(&hidden),
            ["ls<300 spaces>; rm -r /", "<39 blank lines>", "x"]
        );
    }

    #[test]
    fn json_keeps_its_values_and_shows_what_acts() {
        for (value, written) in [
            (
                "é ✓ 👩\u{200d}💻 ⚠\u{fe0f}",
                "\"é ✓ 👩\u{200d}💻 ⚠\u{fe0f}\"",
            ),
            (
                "a\u{1b}\u{7f}\u{80}\u{9f}b",
                r#""a\u001b\u007f\u0080\u009fb""#,
            ),
            (
                "\u{202e}x\u{2066}\u{200f}\u{61c}",
                r#""\u202ex\u2066\u200f\u061c""#,
            ),
            (
                "\u{2028}\u{200b}\u{feff}\u{e0041}",
                r#""\u2028\u200b\ufeff\udb40\udc41""#,
            ),
        ] {
            let serialized = serde_json::to_string(value).unwrap();
            let shown = json(&serialized);
            assert_eq!(shown, written, "{value:?}");
            assert_eq!(serde_json::from_str::<String>(&shown).unwrap(), value);
        }
    }

    #[test]
    fn directions_end_with_the_line() {
        for (line, kept) in [
            ("שלום (a)", "שלום (a)"),
            ("\u{202a}a\u{202c}b", "\u{202a}a\u{202c}b"),
            ("\u{202b}a", "\u{202b}a\u{202c}"),
            ("\u{202b}\u{2067}a", "\u{202b}\u{2067}a\u{2069}\u{202c}"),
            ("a\u{202c}b\u{2069}c", "abc"),
            (
                "\u{2067}\u{202b}a\u{2069}b",
                "\u{2067}\u{202b}ab\u{202c}\u{2069}",
            ),
            ("\u{202e}exe\u{202c}.md\u{202d}", "\u{fffd}exe.md\u{fffd}"),
            ("a\u{2029}b\u{200f}", "a b\u{200f}"),
        ] {
            assert_eq!(contained(line), kept, "{line:?}");
        }
    }

    #[test]
    fn a_word_of_a_command_is_one_word_of_a_shell() {
        for (word, quoted) in [
            (&b"docs/GO_LIVE.md"[..], "docs/GO_LIVE.md"),
            (b"", "''"),
            (b"GO (Ann's copy).json", r"'GO (Ann'\''s copy).json'"),
            (b"a b", "'a b'"),
            (b"$HOME;rm", "'$HOME;rm'"),
            (b"a~", "'a~'"),
            ("上线.md".as_bytes(), "'上线.md'"),
            (b"caf\xe9 '1'", r"$'caf\351 \'1\''"),
            (b"a\n\x1b[31m\\", r"$'a\012\033[31m\\'"),
            ("a\u{202e}b".as_bytes(), r"$'a\342\200\256b'"),
        ] {
            assert_eq!(shell_word(word), quoted);
        }
    }
}
