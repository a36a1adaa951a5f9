//! Texts that aren't answers: invisible ones, and placeholders such as `TBD` or `____`. They are kept as typed, but
//! don't count as an answer or a reason.

use crate::sanitize;

/// Words for a missing answer, in lower case, without spaces and dots.
const WORDS: [&str; 26] = [
    "tbd",
    "tbc",
    "tba",
    "todo",
    "fixme",
    "xx",
    "xxx",
    "xxxx",
    "tobedefined",
    "tobedetermined",
    "tobeconfirmed",
    "tobeannounced",
    "tobedone",
    "placeholder",
    "yyyy-mm-dd",
    "dd/mm/yyyy",
    "mm/dd/yyyy",
    "vx.y.z",
    "x.y.z",
    "àdéfinir",
    "adéfinir",
    "pordefinir",
    "adefinir",
    "dadefinire",
    "待定",
    "未定",
];
/// Brackets around a word to replace in a template.
const BRACKETS: [(&str, &str); 5] = [
    ("{{", "}}"),
    ("${", "}"),
    ("<", ">"),
    ("[", "]"),
    ("{", "}"),
];

/// Returns whether a text has no visible character.
pub fn is_invisible(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_whitespace() || sanitize::is_unseen(c))
}

/// Returns whether a text is a placeholder: nothing visible, only punctuation, a word such as `TBD`, or a template's
/// `<name>`. In doubt it counts as one, which asks people for an answer and never spares them one; a lone mark such as
/// `✓` is an answer.
pub(super) fn is_placeholder(text: &str) -> bool {
    let seen: String = text
        .chars()
        .filter(|&c| !c.is_whitespace() && !sanitize::is_unseen(c))
        .collect();
    let lower = seen.to_lowercase();
    let bare = lower.trim_end_matches(['.', '?', '!', ':', '…']);
    let is_abbreviation = || WORDS[..3].contains(&bare.replace('.', "").as_str());
    bare.chars().all(is_punctuation)
        || WORDS.contains(&bare)
        || is_abbreviation()
        || is_template(&lower)
}

fn is_punctuation(character: char) -> bool {
    let is_symbol = matches!(
        character,
        '+' | '<' | '=' | '>' | '^' | '$' | '%' | '&' | '#' | '@'
    );
    (character.is_ascii_punctuation() && !is_symbol)
        || matches!(character, '\u{2010}'..='\u{2027}' | '\u{3001}'..='\u{3003}' | '¿' | '¡' | '·' | '？' | '＿')
}

/// Returns whether all of it is in template brackets. `[x]` is a tick.
fn is_template(text: &str) -> bool {
    let inside = BRACKETS
        .iter()
        .find_map(|(open, close)| text.strip_prefix(open)?.strip_suffix(close))
        .filter(|inside| !inside.contains(['[', ']', '<', '>', '{', '}']));
    inside.is_some_and(|inside| inside.chars().count() > 1 && inside.contains(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::{is_invisible, is_placeholder};

    #[test]
    fn placeholders_are_no_answers() {
        for text in [
            "",
            "  ",
            "\u{200b}",
            "\u{2060} \u{feff}",
            "\u{3164}",
            "____",
            "__ __",
            "\u{200b}____",
            "...",
            "…",
            "?",
            "???",
            "-",
            "—",
            "TBD",
            "tbd.",
            "T.B.D.",
            " Tbc ",
            "TBA?",
            "T\u{200b}BD",
            "TODO:",
            "to be defined",
            "To Be Confirmed",
            "xxx",
            "YYYY-MM-DD",
            "vX.Y.Z",
            "à définir",
            "待定",
            "<your domain>",
            "[Engineering Lead]",
            "{{version}}",
            "${HOST}",
        ] {
            assert!(is_placeholder(text), "{text:?}");
        }
    }

    #[test]
    fn answers_are_answers() {
        for text in [
            "0",
            "4 h",
            "none",
            "n/a",
            "N/A",
            "no",
            "✓",
            "✅",
            "[x]",
            "<4 h",
            ">99.9%",
            "$0",
            "TBD Bank",
            "xx.example.com",
            "v1.2.3",
            "2026-11-27",
            "todo-app",
            "未定义",
            "a",
            "#ops",
            "[a](https://example.com)",
            "<a> and <b>",
        ] {
            assert!(!is_placeholder(text), "{text:?}");
        }
    }

    #[test]
    fn invisible_is_what_leaves_no_trace() {
        for (text, expected) in [
            ("", true),
            (" \t\n", true),
            ("\u{200b}\u{200d}\u{feff}", true),
            ("\u{202e}\u{2800}", true),
            ("-", false),
            ("\u{200b}a", false),
        ] {
            assert_eq!(is_invisible(text), expected, "{text:?}");
        }
    }
}
