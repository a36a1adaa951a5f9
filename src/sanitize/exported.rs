//! Text for other programs: the clipboard, JSON, documents. The content stays the same, without anything that would act
//! there or hide something.

use std::borrow::Cow;

use super::{is_direction, is_dropped, is_separator};

/// Replaces characters that a document can't have.
const REPLACEMENT: char = '\u{FFFD}';
/// More spaces in a row than code is indented by.
const SPACES: usize = 16;
/// More blank lines in a row than anyone leaves between two commands.
const BLANK_LINES: usize = 3;

/// Returns a text to paste into another program: nothing in it acts or is hidden, but lines and tabs stay,
/// and so do the parts of emoji and scripts. Blank lines at the start and all white space at the end
/// are removed: a newline at the end would run a command.
pub fn to_paste(text: &str) -> String {
    let kept: String = text
        .chars()
        .filter(|&c| matches!(c, '\n' | '\t' | '\u{2028}' | '\u{2029}') || is_pasted(c))
        .map(|c| if is_separator(c) { ' ' } else { c })
        .collect();
    let first = kept
        .lines()
        .take_while(|line| line.trim().is_empty())
        .map(|line| line.len() + 1)
        .sum::<usize>();
    kept.get(first..).unwrap_or_default().trim_end().to_owned()
}

/// Returns a one-line text to paste: as [`to_paste`], with spaces instead of line ends.
pub fn to_paste_on_one_line(text: &str) -> String {
    to_paste(text.trim()).replace(['\n', '\t'], " ")
}

/// Returns the lines of a text with everything visible: characters without width, and all unusual spaces, are spelled
/// out as `<U+200D>`; gaps that would push the rest out of sight are counted.
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

/// Returns JSON with the same values, in which characters that act in a terminal or hide something are escaped as
/// `\u202e`. They only occur in strings, since serializers escape the others.
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
            // JSON writes characters beyond U+FFFF as two units (RFC 8259, section 7).
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

/// Returns a line whose directions (UAX #9) end with it, so that it can't reorder what follows: what was opened is
/// closed, and a close that closes nothing is removed. Overrides, which no language uses, become U+FFFD.
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
            // The end of a paragraph ends all directions.
            c if is_separator(c) => contained.push(' '),
            c => contained.push(c),
        }
    }
    contained.extend(open.into_iter().rev());
    Cow::Owned(contained)
}

/// Returns a text with direction overrides spelled out, so that it reads in the order that it is written in.
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

/// Returns whether a character can be pasted as it is: it neither acts nor hides.
pub fn is_pasted(character: char) -> bool {
    !(character.is_control()
        || is_direction(character)
        || is_hidden(character)
        || is_separator(character))
}

/// Returns whether a character is invisible and not needed. Joiners, variation selectors, skin tones and the keycap are
/// parts of emoji and scripts.
fn is_hidden(character: char) -> bool {
    let is_part = matches!(
        character,
        '\u{200C}' | '\u{200D}' | '\u{20E3}' | '\u{FE00}'..='\u{FE0F}' | '\u{180B}'..='\u{180F}' | '\u{1F3FB}'..='\u{1F3FF}'
    );
    is_dropped(character) && !is_part
}

/// Returns `word`, the bytes of a path, as one word of a shell command to copy: unchanged, in
/// single quotes, or, if a terminal would act on it or it isn't UTF-8, in `$'…'`, which bash, zsh and ksh understand.
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
