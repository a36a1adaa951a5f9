//! Boxes that aren't task list items: `☐ Yes ☐ No` on a line, and `[ ]` or `☐` in the cell of a table.
//!
//! People tick them like items, but they aren't task list items on GitHub, so they are counted separately.

use std::ops::Range;

use super::inline::Inline;
use super::{blank_kind, states};

/// A box before it is an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FoundBox {
    /// Its bytes in the plain text.
    pub(super) plain: Range<usize>,
    /// Its bytes in the source.
    pub(super) source: Range<usize>,
    pub(super) ticked: bool,
}

/// The boxes that are single characters (U+2610 to U+2612), and those in brackets.
const DRAWN: [(&str, bool); 3] = [("☐", false), ("☑", true), ("☒", true)];
const WRITTEN: [(&str, bool); 3] = [("[ ]", false), ("[x]", true), ("[X]", true)];

/// Finds the boxes in plain text, in order. In the cell of a table brackets count too.
pub(super) fn find(inline: &Inline, source: &str, in_cell: bool) -> Vec<FoundBox> {
    let plain = inline.plain.as_str();
    let lead = if in_cell {
        ['\u{2610}', '\u{2611}', '\u{2612}', '[']
    } else {
        ['\u{2610}', '\u{2611}', '\u{2612}', '\u{2610}']
    };
    let signs = DRAWN.iter().chain(WRITTEN.iter().filter(|_| in_cell));
    let boxes = plain.match_indices(lead).filter_map(|(at, _)| {
        let &(sign, ticked) = signs
            .clone()
            .find(|(sign, _)| plain[at..].starts_with(sign))?;
        if ticked && sign.starts_with('[') && is_amount(&plain[at + sign.len()..]) {
            return None;
        }
        let range = at..at + sign.len();
        let place = inline
            .source_of(range.clone(), source)
            .filter(|place| source[place.clone()] == *sign)?;
        Some(FoundBox {
            plain: range,
            source: place,
            ticked,
        })
    });
    boxes.collect()
}

/// Returns whether the text behind an `[X]` in a cell is nothing but a unit: it stands for a number then, `[X] ms`.
fn is_amount(after: &str) -> bool {
    let after = after.trim();
    !after.contains(char::is_whitespace) && blank_kind::unit(after).is_some()
}

/// A ticked or empty box in the style of `sign`, which may also be a state in words, or nothing before a numbered step.
pub(super) fn drawn(sign: &str, ticked: bool) -> &'static str {
    let is_drawn = DRAWN.iter().any(|(drawn, _)| *drawn == sign);
    match (sign.starts_with('['), ticked) {
        (true, true) => "[x]",
        (true, false) => "[ ]",
        (false, _) if sign.is_empty() && ticked => "☑ ",
        (false, _) if sign.is_empty() => "",
        (false, _) if !is_drawn => states::in_style(sign, ticked),
        (false, true) => "☑",
        (false, false) => "☐",
    }
}

/// The text of each box: the text before the first, and the text after the box up to the next one; if
/// nothing follows, only the text before it.
pub(super) fn labels(text: &str, boxes: &[Range<usize>]) -> Vec<String> {
    let Some(first) = boxes.first() else {
        return Vec::new();
    };
    let question = fold(&text[..first.start]);
    let ends = boxes
        .iter()
        .skip(1)
        .map(|next| next.start)
        .chain(std::iter::once(text.len()));
    let answers = boxes
        .iter()
        .zip(ends)
        .map(|(own, end)| fold(&text[own.end..end]));
    let label = |answer: String| match (question.is_empty(), answer.is_empty()) {
        (false, false) => format!("{question} {answer}"),
        (false, true) => question.clone(),
        (true, _) => answer,
    };
    answers.map(label).collect()
}

fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{is_amount, labels};

    #[test]
    fn brackets_before_nothing_but_a_unit_are_no_box() {
        for (after, amount) in [
            (" ms", true),
            ("ms", true),
            (" %", true),
            (" GB ", true),
            ("", false),
            (" yes", false),
            (" Seconds are shown", false),
            (" ms [ ] s", false),
        ] {
            assert_eq!(is_amount(after), amount, "{after:?}");
        }
    }

    #[test]
    fn a_box_stands_for_the_text_after_it() {
        let at = |text: &str| -> Vec<std::ops::Range<usize>> {
            text.match_indices('☐')
                .map(|(at, sign)| at..at + sign.len())
                .collect()
        };
        for (text, expected) in [
            (
                "Approved: ☐ Yes ☐ No",
                vec!["Approved: Yes", "Approved: No"],
            ),
            ("☐ Page the on-call", vec!["Page the on-call"]),
            ("Backups verified ☐", vec!["Backups verified"]),
        ] {
            assert_eq!(labels(text, &at(text)), expected, "{text}");
        }
    }
}
