//! Boxes that are almost those of an item: people see a box, and GitHub and gonogo don't.

use super::other_boxes::{self, OtherBox};
use super::scan::{OPAQUE, Passage, PassageRole};
use super::{FindingKind, RawFinding, invisible_characters};
use crate::checklist::{list_marker, states};

/// An almost-box: its length, and what is wrong with it.
type Almost = (usize, String);

pub(super) fn find(source: &str, passages: &[Passage]) -> Vec<RawFinding> {
    let mut found = Vec::new();
    for passage in passages {
        let mut start = 0;
        for line in passage.plain.split('\n') {
            let is_escaped = source[..passage.offset(start)].ends_with('\\');
            let is_first = start == 0;
            let almost = match passage.role {
                PassageRole::Heading if is_first && !is_escaped => other_boxes::in_heading(line),
                PassageRole::Heading => None,
                PassageRole::Cell => {
                    other_boxes::in_cell(line, states::is_in_box).filter(|_| !is_escaped)
                }
                PassageRole::Point if is_first => in_point(source, passage, line, is_escaped),
                PassageRole::Item { .. } if is_first => other_boxes::after_label(line),
                // A backslash in prose means that it isn't a box.
                PassageRole::Point | PassageRole::Item { .. } | PassageRole::Prose => {
                    in_line(line).filter(|_| !is_escaped)
                }
            };
            let almost = almost.or_else(|| as_entity(source, passage, start, line));
            if let Some((offset, length, message)) = almost {
                let text = if line.starts_with(OPAQUE) {
                    "[ ]"
                } else {
                    &line[offset..offset + length]
                };
                let at = passage.offset(start + offset);
                found.push(RawFinding::new(at, FindingKind::AlmostBox, text, message));
            }
            start += line.len() + 1;
        }
    }
    found
}

/// A drawn box that is written as an entity: `&#9744;`.
fn as_entity(source: &str, passage: &Passage, start: usize, line: &str) -> Option<OtherBox> {
    let mut drawn = line.match_indices(['☐', '☑', '☒']);
    let (at, sign) = drawn.find(|(at, _)| source[passage.offset(start + at)..].starts_with('&'))?;
    let message = format!(
        "this “{sign}” is written as an HTML entity: write “- [ ]”, or the character itself"
    );
    Some((at, sign.len(), message))
}

/// The mistake at the start of a plain list item.
fn in_point(source: &str, passage: &Passage, line: &str, is_escaped: bool) -> Option<OtherBox> {
    let first = |(length, message): Almost| (0, length, message);
    if source[passage.offset(0)..].starts_with("[ ](") {
        let message = "a checkbox right before a bracket is a link: add a space after “[ ]”";
        return Some(first((3, message.to_owned())));
    }
    let is_emphasized = source[passage.range.start..].starts_with(['*', '_']);
    without_text(passage, line)
        .or_else(|| with_unseen(line, is_box))
        .filter(|_| !is_escaped && !is_emphasized)
        .or_else(|| in_list_item(line, is_escaped, is_emphasized))
        .map(first)
        .or_else(|| other_boxes::at_start(line).filter(|_| !is_escaped))
        .or_else(|| other_boxes::after_label(line))
}

/// The mistake in a line of a paragraph.
fn in_line(line: &str) -> Option<OtherBox> {
    with_unseen(line, is_item_or_box)
        .or_else(|| in_prose(line))
        .map(|(length, message)| (0, length, message))
        .or_else(|| other_boxes::at_start(line))
        .or_else(|| other_boxes::after_label(line))
}

/// The mistake in a list item that is only a box.
fn without_text(passage: &Passage, line: &str) -> Option<Almost> {
    let sound = list_marker::sound_box(line).filter(|sound| is_empty(&line[sound.len()..]))?;
    let advice = if passage.plain.len() == line.len() {
        format!("“{sound}” without text isn't an item: describe the task, or remove it")
    } else {
        format!("the text is on the next line: move it right after “{sound}”")
    };
    Some((3, advice))
}

fn is_empty(text: &str) -> bool {
    invisible_characters::as_it_looks(text)
        .map_or(text.trim().is_empty(), |(text, _)| text.trim().is_empty())
}

/// The mistake in a line that looks right, but contains a lookalike character.
fn with_unseen(line: &str, is_sound: fn(&str) -> bool) -> Option<Almost> {
    let (seen, character) = invisible_characters::as_it_looks(line)?;
    let length = line.find(']')? + 1;
    let is_first = line.find(character)? <= length;
    (is_first && is_sound(&seen)).then(|| (length, invisible_characters::advice(character)))
}

/// True if a text reads `[ ] text` or `[] text`.
fn is_box(line: &str) -> bool {
    list_marker::is_box_with_text(line) || line.starts_with("[] ")
}

fn is_item_or_box(line: &str) -> bool {
    let line = line.trim_start();
    list_marker::is_like_item(line) || list_marker::is_box_with_text(line)
}

/// The mistake in the box at the start of a plain list item, if there is one.
fn in_list_item(line: &str, is_escaped: bool, is_emphasized: bool) -> Option<Almost> {
    let inside = line.strip_prefix('[')?.split(']').next()?;
    let length = inside.len() + 2;
    let rest = line.get(length..)?;
    let ends = rest.is_empty() || rest.starts_with(char::is_whitespace);
    let sound = if inside.trim().eq_ignore_ascii_case("x") {
        "[x]"
    } else {
        "[ ]"
    };
    let is_sound = matches!(inside, " " | "x" | "X");
    let joins_word = rest.starts_with(|c: char| c.is_alphanumeric() || c == '*' || c == OPAQUE);
    let why = match inside {
        "" => "“[]” isn't a checkbox: add a space, “[ ]”".to_owned(),
        _ if is_sound && is_escaped => {
            format!("the backslash escapes the checkbox: write “{sound}” without it")
        }
        _ if is_sound && ends && is_emphasized => {
            format!("a checkbox inside emphasis is plain text: write “{sound}” before it")
        }
        _ if is_sound && !ends && (inside == " " || joins_word) => {
            format!("missing space after “{sound}”")
        }
        _ if ends && is_padded(inside) => {
            format!("a checkbox holds one space or one x: write “{sound}”")
        }
        _ if ends && states::is_in_box(inside) && !is_legend(rest) => {
            format!(
                "GitHub doesn't support “[{inside}]”: write “[ ]” or “[x]”, and the rest in words"
            )
        }
        _ => return None,
    };
    Some((length, why))
}

/// The mistake in a line of a paragraph that looks like an item, if it does.
fn in_prose(line: &str) -> Option<Almost> {
    if list_marker::is_box_with_text(line) {
        let sound =
            list_marker::sound_box(line).filter(|sound| !is_legend(&line[sound.len()..]))?;
        return Some((
            3,
            format!("a checkbox without a list marker is plain text: write “- {sound}”"),
        ));
    }
    let list = list_marker::list(line)?;
    let rest = &line[list.len()..];
    let inside = rest.trim_start();
    if inside.len() == rest.len() {
        let sound = if list_marker::is_box_with_text(rest) || rest.starts_with("[] ") {
            rest
        } else {
            return None;
        };
        let end = sound.find(']')? + 1;
        let why = format!("missing space between “{list}” and the checkbox");
        return Some((list.len() + end, why));
    }
    list_marker::is_box_with_text(inside).then(|| {
        let why = "a list can't start inside a paragraph like this: add an empty line before it";
        (line.len() - inside.len() + 3, why.to_owned())
    })
}

/// True if a legend explains the box: `[x] = done`.
fn is_legend(rest: &str) -> bool {
    rest.trim_start()
        .starts_with(['=', ':', '-', '–', '—', '→'])
}

/// True if the box contains a space or an `x` with more space around it.
fn is_padded(inside: &str) -> bool {
    let is_blank = inside.trim().is_empty() && !inside.is_empty() && inside != " ";
    let is_x = inside.trim().eq_ignore_ascii_case("x") && inside.trim() != inside;
    is_blank || is_x
}
