//! Escapes typed text for Markdown.
//!
//! Any ASCII punctuation can be escaped with a backslash (CommonMark section 2.4). Only characters that would otherwise
//! be syntax are, so that ordinary answers stay readable in the source.

use std::borrow::Cow;

use crate::sanitize::exported::contained;

/// Returns `text` for the middle of a line; a newline becomes `<br>`. With `starts_line` it comes first on its line,
/// where list, heading and quote markers are syntax too.
pub(super) fn inline(text: &str, starts_line: bool) -> String {
    let lines: Vec<String> = text.trim().lines().map(one_line).collect();
    let escaped = lines.join("<br>");
    if starts_line {
        line_start(&escaped)
    } else {
        escaped
    }
}

/// Returns `text` for a cell of a table.
pub(super) fn cell(text: &str) -> String {
    inline(text, false).replace('|', "\\|")
}

/// Returns one line of typed text for a line of its own.
pub(super) fn own_line(line: &str) -> String {
    line_start(&one_line(line.trim()))
}

fn one_line(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len() + 8);
    let mut before_is_word = false;
    // Typed text must not reorder the text around it.
    let line = contained(line);
    let mut rest = line.chars();
    while let Some(character) = rest.next() {
        let next = rest.clone().next();
        let is_syntax = match character {
            '`' | '*' | '[' | ']' | '<' | '~' => true,
            // Within a word an underscore is no emphasis (section 6.2, rule 2).
            '_' => !(before_is_word && next.is_some_and(char::is_alphanumeric)),
            '\\' => next.is_none_or(|next| next.is_ascii_punctuation()),
            '&' => is_entity(rest.as_str()),
            _ => false,
        };
        if is_syntax {
            escaped.push('\\');
        }
        // Others may open the document in a terminal, so it must not contain control characters.
        escaped.push(if character.is_control() && character != '\t' {
            '\u{FFFD}'
        } else {
            character
        });
        before_is_word = character.is_alphanumeric();
    }
    escaped
}

/// Returns true if the text after a `&` makes it an entity (section 2.5). In an address it usually isn't one, and a
/// backslash before it would become part of the address where GitHub makes a link of it.
fn is_entity(rest: &str) -> bool {
    let name = rest.strip_prefix('#').unwrap_or(rest);
    // No further than to the end of the name: a text can hold many of these.
    let end = name.find(|c: char| !c.is_ascii_alphanumeric());
    end.is_some_and(|end| end > 0 && name[end..].starts_with(';'))
}

/// Escapes characters that are syntax only at the start of a line: `#`, `>`, `-`, `+`, `=`, `|`, `:`, `1.`, `1)`.
fn line_start(line: &str) -> String {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 0 && line[digits..].starts_with(['.', ')']) {
        return format!("{}\\{}", &line[..digits], &line[digits..]);
    }
    if line.starts_with(['#', '>', '-', '+', '=', '|', ':']) {
        format!("\\{line}")
    } else {
        line.to_owned()
    }
}

/// Returns escaped text that comes after `before`, which is only marks and digits: `1` and `. x` would make a list. `after`
/// is the text behind it.
pub(super) fn after_marks(text: &str, before: &str, after: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 4);
    let mut is_number = before.ends_with(|c: char| c.is_ascii_digit());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let length = character.len_utf8();
        match character {
            '\\' if rest[1..].starts_with(|c: char| c.is_ascii_punctuation()) => {
                escaped.push_str(&rest[..2]);
                rest = &rest[2..];
                is_number = false;
                continue;
            }
            '.' | ')' if is_number => {
                let ends = rest[1..].chars().next().is_none_or(char::is_whitespace);
                escaped.push_str(if ends { "\\" } else { "" });
                break;
            }
            '#' | '>' | '-' | '+' | '=' | '|' | ':' => escaped.push('\\'),
            _ if !(character.is_ascii_digit() || character.is_whitespace()) => break,
            _ => {}
        }
        is_number = character.is_ascii_digit();
        escaped.push(character);
        rest = &rest[length..];
    }
    escaped.push_str(rest);
    // The number alone, with the point of the document behind it.
    if rest.is_empty() && is_number && after.starts_with(['.', ')']) {
        escaped.push('\\');
    }
    escaped
}

/// Returns typed text for an HTML block of a Markdown document, where nothing is Markdown; a newline becomes `<br>`.
pub(super) fn html(text: &str) -> String {
    let line = |line: &str| {
        let line = literal(line.trim()).replace('&', "&amp;");
        line.replace('<', "&lt;").replace('>', "&gt;")
    };
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.map(line).collect::<Vec<_>>().join("<br>")
}

/// Returns typed text with all punctuation and every leading digit as entities, which are never syntax (CommonMark section
/// 2.5). A newline becomes a space.
pub(super) fn entities(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut written = String::with_capacity(words.len() + 8);
    for character in contained(&words).chars() {
        match character {
            _ if character.is_control() => written.push('\u{FFFD}'),
            _ if character.is_ascii_punctuation()
                || (written.is_empty() && character.is_ascii_digit()) =>
            {
                written.push_str(&format!("&#{};", u32::from(character)));
            }
            _ => written.push(character),
        }
    }
    written
}

/// Returns one line of typed text for a code block, where nothing is escaped.
pub(super) fn literal(line: &str) -> String {
    contained(line).replace(|c: char| c.is_control() && c != '\t', "\u{FFFD}")
}

/// Replaces characters that XML 1.0 forbids (section 2.2) by U+FFFD: control characters other than tab and newlines, and
/// the two noncharacters.
pub(super) fn without_controls(text: &str) -> Cow<'_, str> {
    let is_forbidden = |c: char| {
        matches!(c, '\u{0}'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{7F}'..='\u{9F}')
            || matches!(c, '\u{FFFE}' | '\u{FFFF}')
    };
    if text.contains(is_forbidden) {
        text.replace(is_forbidden, "\u{FFFD}").into()
    } else {
        text.into()
    }
}

#[cfg(test)]
mod tests {
    use super::{inline, literal, own_line};

    #[test]
    fn ordinary_answers_are_unchanged() {
        for answer in [
            "4 h",
            "12,000",
            "AWS",
            "https://status.example.com/a_b?c=1&d=2",
            "a-b (c) #1",
            r"C:\temp",
        ] {
            assert_eq!(inline(answer, false), answer);
        }
    }

    #[test]
    fn syntax_is_escaped() {
        for (typed, written) in [
            ("*all*", r"\*all\*"),
            ("two\nlines", "two<br>lines"),
            ("<b>&amp;", r"\<b>\&amp;"),
            ("_x_ a_b", r"\_x\_ a_b"),
            ("[x](y)", r"\[x\](y)"),
            ("end\\", r"end\\"),
            ("\u{1b}[2J", "\u{FFFD}\\[2J"),
            ("\u{202e}cod.exe\u{202c}", "\u{FFFD}cod.exe"),
            (
                "\u{202b}a\n\u{2067}b\u{2069}\u{2069}",
                "\u{202b}a\u{202c}<br>\u{2067}b\u{2069}",
            ),
        ] {
            assert_eq!(inline(typed, false), written, "{typed:?}");
        }
        for (typed, written) in [
            ("- [ ] item", r"\- \[ \] item"),
            ("12. x", r"12\. x"),
            ("# x", r"\# x"),
            ("1 x", "1 x"),
        ] {
            assert_eq!(own_line(typed), written, "{typed:?}");
        }
        assert_eq!(
            literal("*a*\t\u{1b}\u{202d}\u{2068}b"),
            "*a*\t\u{FFFD}\u{FFFD}\u{2068}b\u{2069}"
        );
    }
}
