//! Written states: signs and words that people use instead of a ticked or empty box.

use super::languages::{Term, lower, words};

/// The longest text of a state, in bytes.
const LONGEST: usize = 60;
/// Letters in boxes that mean other states than open and done, as in other programs.
const LETTERS: &str = "oOvV";
/// Letters of other alphabets that look like an x.
const LIKE_X: [char; 5] = ['х', 'Х', 'ｘ', 'Ｘ', '×'];
/// Words in boxes that mean a state, in lower case.
const WORDS: [&str; 24] = [
    "todo",
    "to do",
    "n/a",
    "na",
    "done",
    "wip",
    "in progress",
    "pending",
    "open",
    "closed",
    "skip",
    "skipped",
    "yes",
    "no",
    "ok",
    "pass",
    "passed",
    "fail",
    "failed",
    "blocked",
    "deferred",
    "cancelled",
    "canceled",
    "tbd",
];
/// Signs in cells of tables that mean done, and those that mean anything else.
const DONE: [char; 7] = ['✅', '✔', '✓', '☑', '🟢', '👍', '🆗'];
const OPEN: [char; 18] = [
    '✕', '❌', '✗', '✘', '✖', '⬜', '🔴', '🟡', '🟠', '⏳', '🚧', '⚠', '🔲', '⏸', '🔄', '⛔', '❓',
    '☐',
];
/// States with their opposite, in the words of documents: done, and not done.
const OPPOSITES: [(&str, &str); 9] = [
    ("✅", "❌"),
    ("✔", "✗"),
    ("yes", "no"),
    ("pass", "fail"),
    ("passed", "failed"),
    ("done", "pending"),
    ("ja", "nein"),
    ("oui", "non"),
    ("go", "no-go"),
];

/// True if a box such as `[-]` holds a sign or a word that means another state than open or done.
pub(super) fn is_in_box(inside: &str) -> bool {
    let inside = inside.trim();
    let mut characters = inside.trim_end_matches('\u{FE0F}').chars();
    match (characters.next(), characters.next()) {
        (Some(sign), None) => {
            !sign.is_alphanumeric() && !sign.is_whitespace() && sign != '\u{FFFC}'
                || LETTERS.contains(sign)
                || LIKE_X.contains(&sign)
        }
        _ => WORDS.contains(&inside.to_lowercase().as_str()),
    }
}

/// Whether the text of a cell is a state, and means done: `✅`, `Pending`, `Yes`. `None` if it is another text.
pub(super) fn of_cell(text: &str) -> Option<bool> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    let signs = |c: &char| DONE.contains(c) || OPEN.contains(c);
    let first = text.chars().find(signs);
    let rest: String = text
        .chars()
        .filter(|c| !signs(c) && *c != '\u{FE0F}')
        .collect();
    let lower =
        lower(rest.trim_matches(|c: char| c.is_whitespace() || "*_`.!()[]:-–—".contains(c)));
    let of_word = if words(Term::StatusDone).is(&lower) {
        Some(true)
    } else if words(Term::StatusOpen).is(&lower) || words(Term::StatusNa).is(&lower) {
        Some(false)
    } else {
        None
    };
    let all_done = text.chars().filter(signs).all(|sign| DONE.contains(&sign));
    match (first, lower.is_empty()) {
        (Some(_), true) => Some(all_done),
        // A sign beside a word: both have to mean done.
        (Some(_), false) => of_word.map(|done| done && all_done),
        (None, true) => text.chars().all(|c| "-–—".contains(c)).then_some(false),
        (None, false) => of_word,
    }
}

/// The state for done or not done, in the style of a written one.
pub(super) fn in_style(state: &str, done: bool) -> &'static str {
    let lower = state.trim().to_lowercase();
    let pair = OPPOSITES
        .iter()
        .find(|(yes, no)| lower == *yes || lower == *no);
    let (yes, no) = match pair {
        Some(&("yes", _)) => ("Yes", "No"),
        Some(&("pass", _)) => ("PASS", "FAIL"),
        Some(&("passed", _)) => ("Passed", "Failed"),
        Some(&("ja", _)) => ("Ja", "Nein"),
        Some(&("oui", _)) => ("Oui", "Non"),
        Some(&("go", _)) => ("GO", "NO-GO"),
        Some(&("✅" | "✔", _)) => ("✅", "❌"),
        _ if lower.starts_with(DONE) || lower.starts_with(OPEN) => ("✅", "❌"),
        _ => ("Done", "Pending"),
    };
    if done { yes } else { no }
}

#[cfg(test)]
mod tests {
    use super::{in_style, is_in_box, of_cell};

    #[test]
    fn cells_with_states_are_read() {
        for (text, expected) in [
            ("✅", Some(true)),
            ("✔️", Some(true)),
            ("✅ Done", Some(true)),
            ("**Yes**", Some(true)),
            ("PASS", Some(true)),
            ("erledigt", Some(true)),
            ("完成", Some(true)),
            ("❌", Some(false)),
            ("⏳ Pending", Some(false)),
            ("✅ Pending", Some(false)),
            ("NO", Some(false)),
            ("In progress", Some(false)),
            ("N/A", Some(false)),
            ("—", Some(false)),
            ("не начато", Some(false)),
            ("Alice", None),
            ("Done by Alice", None),
            ("✅ all of them", None),
            ("", None),
        ] {
            assert_eq!(of_cell(text), expected, "{text}");
        }
    }

    #[test]
    fn states_are_written_in_the_style_of_the_document() {
        for (state, done, expected) in [
            ("❌", true, "✅"),
            ("NO", true, "Yes"),
            ("FAIL", true, "PASS"),
            ("Pending", true, "Done"),
            ("⏳ Pending", true, "✅"),
            ("✅", false, "❌"),
            ("Done", false, "Pending"),
            ("—", true, "Done"),
        ] {
            assert_eq!(in_style(state, done), expected, "{state}");
        }
    }

    #[test]
    fn boxes_with_other_states_are_recognized() {
        for (inside, expected) in [
            ("-", true),
            ("~", true),
            ("✔\u{FE0F}", true),
            ("N/A", true),
            (" o ", true),
            ("х", true),
            ("a", false),
            ("1", false),
            ("API", false),
            ("", false),
        ] {
            assert_eq!(is_in_box(inside), expected, "{inside}");
        }
    }
}
