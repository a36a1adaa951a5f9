//! Boxes in other notations than GitHub's: `( )`, `□`, `• [ ]`, `Environment: [ ] Dev [ ] Prod`.

use crate::checklist::list_marker;

/// A box: its offset in the line, its length, and what is wrong with it.
pub(super) type OtherBox = (usize, usize, String);

/// Brackets that aren't those of a checkbox.
const BRACKETS: [(&str, &str); 7] = [
    ("(", ")"),
    ("{", "}"),
    ("［", "］"),
    ("【", "】"),
    ("〔", "〕"),
    ("（", "）"),
    ("[[", "]]"),
];
/// Characters that are drawn as boxes and aren't those that gonogo reads.
const DRAWN: [char; 16] = [
    '□', '■', '▢', '▣', '◻', '◼', '◽', '▫', '⬜', '🔲', '🔳', '❏', '❐', '❑', '❒', '⬚',
];
/// Signs in front of a box that aren't list markers.
const BULLETS: [char; 15] = [
    '•', '‣', '◦', '·', '▪', '●', '○', '►', '▶', '→', '⇒', '–', '—', '‐', '‑',
];
/// Words before a colon that explain boxes.
const LEGENDS: [&str; 6] = ["legend", "key", "symbols", "notation", "states", "example"];
/// The limit for the length of a number or letter in front of a box, in bytes.
const LONGEST_NUMBER: usize = 8;

/// The box at the start of a line in another notation.
pub(super) fn at_start(line: &str) -> Option<OtherBox> {
    let lead = line.len() - line.trim_start().len();
    let text = &line[lead..];
    let found = bracketed(text)
        .or_else(|| drawn(text))
        .or_else(|| after_bullet(text));
    found.map(|(length, message)| (lead, length, message))
}

/// `( ) text`, `（x） text`.
fn bracketed(text: &str) -> Option<(usize, String)> {
    let (open, close) = BRACKETS
        .into_iter()
        .find(|(open, _)| text.starts_with(open))?;
    let end = text[open.len()..].find(close)? + open.len();
    let inside = &text[open.len()..end];
    let rest = &text[end + close.len()..];
    let sound = sound(inside)?;
    let is_apart = rest.starts_with(char::is_whitespace) && !rest.trim().is_empty();
    // `(x) = …` is a formula or a legend.
    let is_legend = rest
        .trim_start()
        .starts_with(['=', ':', '→', '-', '–', '+', '*', '/']);
    (is_apart && !is_legend).then(|| {
        let length = end + close.len();
        let shown = &text[..length];
        (
            length,
            format!("“{shown}” isn't a checkbox: write “- {sound}”"),
        )
    })
}

/// The box that means the same as the text inside of another one.
fn sound(inside: &str) -> Option<&'static str> {
    let mark = inside.trim();
    match mark {
        "" if !inside.is_empty() => Some("[ ]"),
        "x" | "X" | "✓" | "✔" | "✅" => Some("[x]"),
        _ => None,
    }
}

/// `□ text`.
fn drawn(text: &str) -> Option<(usize, String)> {
    let sign = text.chars().next().filter(|sign| DRAWN.contains(sign))?;
    let rest = text[sign.len_utf8()..].trim_start_matches('\u{FE0F}');
    let is_box = rest
        .trim_start()
        .starts_with(|c: char| c.is_alphanumeric() || c == '*')
        && !rest.trim_start().starts_with(DRAWN);
    is_box.then(|| {
        let message = format!(
            "“{sign}” isn't a checkbox: write “- [ ]”, or “☐” for a box that isn't an item"
        );
        (text.len() - rest.len(), message)
    })
}

/// `• [ ] text`, `a. [ ] text`, `1.2 [ ] text`.
fn after_bullet(text: &str) -> Option<(usize, String)> {
    let sign = text.chars().next()?;
    let length = if BULLETS.contains(&sign) {
        sign.len_utf8()
    } else {
        number(text)?
    };
    let rest = &text[length..];
    let inside = rest.trim_start();
    let sound = list_marker::sound_box(inside)?;
    (inside.len() < rest.len() && list_marker::is_box_with_text(inside)).then(|| {
        let shown = &text[..length];
        let message = format!("“{shown}” isn't a list marker: write “- {sound}”");
        (text.len() - inside.len() + sound.len(), message)
    })
}

/// The length of a number such as `1.2`, `1.2.`, `a)`, `iv.` at the start of a text.
fn number(text: &str) -> Option<usize> {
    let end = text
        .bytes()
        .take(LONGEST_NUMBER + 1)
        .position(|byte| byte.is_ascii_whitespace())
        .filter(|&end| end <= LONGEST_NUMBER)?;
    let word = text.get(..end)?;
    let body = word.trim_matches(['(', ')', '.', '#', ':']);
    let is_numbered = body.contains(|c: char| c.is_ascii_digit())
        && body.chars().all(|c| c.is_ascii_digit() || c == '.');
    let is_roman = body.chars().all(|c| matches!(c, 'i' | 'v' | 'I' | 'V'));
    let is_letter = body.chars().count() == 1 || is_roman;
    let is_short =
        is_letter && body.chars().all(|c| c.is_ascii_alphabetic()) && word.len() > body.len();
    (!body.is_empty() && (is_numbered || is_short)).then_some(end)
}

/// The first box after a label: `Environment: [ ] Dev [ ] Prod`, `Downtime? ( ) yes ( ) no`.
pub(super) fn after_label(line: &str) -> Option<OtherBox> {
    let (at, length) = ["[ ] ", "[x] ", "[X] ", "( ) ", "[] "]
        .into_iter()
        .filter_map(|sign| Some((line.find(sign)?, sign.len() - 1)))
        .min()?;
    let before = line[..at].trim_end();
    let label = before.strip_suffix([':', '?', '：', '？'])?;
    let last = label
        .rsplit(|c: char| !c.is_alphanumeric())
        .find(|word| !word.is_empty())?
        .to_lowercase();
    let rest = line[at + length..].trim_start();
    let is_option = rest.starts_with(char::is_alphanumeric) && !LEGENDS.contains(&last.as_str());
    is_option.then(|| {
        let message = "a checkbox inside a line is plain text: give each its own line, “- [ ] …”, or draw it as “☐”";
        (at, length, message.to_owned())
    })
}

/// The box that is a whole heading's start: `## [ ] Step 1`, `## ☐ Step 1`.
pub(super) fn in_heading(line: &str) -> Option<OtherBox> {
    let text = line.trim_start();
    let marker = list_marker::list(text).map_or("", |marker| marker);
    let inside = text[marker.len()..].trim_start();
    let length = if list_marker::is_box_with_text(inside) {
        3
    } else if inside.starts_with(['☐', '☑', '☒']) {
        '☐'.len_utf8()
    } else {
        return bracketed(inside).map(|(length, _)| heading_box(line, inside, length));
    };
    Some(heading_box(line, inside, length))
}

fn heading_box(line: &str, inside: &str, length: usize) -> OtherBox {
    let message = "a checkbox in a heading isn't an item: add one below, “- [ ] …”".to_owned();
    (line.len() - inside.len(), length, message)
}

/// The box that is a whole cell of a table, and isn't one that gonogo reads: `[-]`, `⬜`, `( )`.
pub(super) fn in_cell(text: &str, is_sign: fn(&str) -> bool) -> Option<OtherBox> {
    let cell = text.trim();
    let at = text.len() - text.trim_start().len();
    let is_drawn = cell
        .trim_end_matches('\u{FE0F}')
        .strip_prefix(DRAWN)
        .is_some_and(str::is_empty);
    let inside = cell
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    let is_round = matches!(cell, "( )" | "(x)" | "(X)");
    (is_drawn || is_round || inside.is_some_and(is_sign)).then(|| {
        let message = format!("“{cell}” isn't a checkbox: write “[ ]” or “[x]”");
        (at, cell.len(), message)
    })
}

#[cfg(test)]
mod tests {
    use super::{after_label, at_start, in_cell, in_heading};

    #[test]
    fn boxes_in_other_notations_are_found() {
        for (line, expected) in [
            ("( ) Yes ( ) No", Some((0, 3))),
            ("(x) Yes", Some((0, 3))),
            ("（ ） 是", Some((0, 7))),
            ("{ } Backups", Some((0, 3))),
            ("［ ］ 备份", Some((0, 7))),
            ("[[ ]] Backups", Some((0, 5))),
            ("□ Backups", Some((0, 3))),
            ("⬜ Backups", Some((0, 3))),
            ("• [ ] Backups", Some((0, 7))),
            ("a. [ ] Backups", Some((0, 6))),
            ("iv) [ ] Backups", Some((0, 7))),
            ("1.2 [x] Backups", Some((0, 7))),
            ("– [ ] Backups", Some((0, 7))),
            ("(x) = 3", None),
            ("(optional) Backups", None),
            ("( )", None),
            ("() => x", None),
            ("□□□ rating", None),
            ("Then [ ] Backups", None),
            ("{ } ", None),
        ] {
            let found = at_start(line).map(|(at, length, _)| (at, length));
            assert_eq!(found, expected, "{line}");
        }
    }

    #[test]
    fn boxes_after_a_label_are_found() {
        for (line, expected) in [
            ("Environment: [ ] Dev [ ] Prod", Some(13)),
            ("Downtime? ( ) yes ( ) no", Some(10)),
            ("Approved: [x] yes", Some(10)),
            ("Change [ ] to [x] when done", None),
            ("Legend: [ ] open, [x] done", None),
            ("Options: [ ] = open", None),
            ("See: [a] b", None),
        ] {
            assert_eq!(after_label(line).map(|found| found.0), expected, "{line}");
        }
    }

    #[test]
    fn boxes_in_headings_and_cells_are_found() {
        for (line, expected) in [
            ("[ ] Step 1", Some((0, 3))),
            ("- [x] Step 1", Some((2, 3))),
            ("☐ Step 1", Some((0, 3))),
            ("( ) Step 1", Some((0, 3))),
            ("Step [1] of 2", None),
            ("1. Step", None),
        ] {
            let found = in_heading(line).map(|(at, length, _)| (at, length));
            assert_eq!(found, expected, "{line}");
        }
        for (cell, expected) in [
            (" [-] ", true),
            ("⬜", true),
            ("( )", true),
            ("[1]", false),
            ("-", false),
            ("■ done", false),
        ] {
            let is_sign = |inside: &str| inside == "-";
            assert_eq!(in_cell(cell, is_sign).is_some(), expected, "{cell}");
        }
    }
}
