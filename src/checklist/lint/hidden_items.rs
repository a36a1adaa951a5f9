//! Lines that look like items in front matter, code, comments, or raw HTML, where nothing is an item.

use super::scan::{Literal, LiteralKind};
use super::{FindingKind, LineCounter, RawFinding};
use crate::checklist::{lines, list_marker};

/// Languages of fences that contain text. In other languages a box belongs to the code.
const TEXT: [&str; 11] = [
    "",
    "checklist",
    "gfm",
    "markdown",
    "md",
    "mdx",
    "plain",
    "plaintext",
    "text",
    "todo",
    "txt",
];

/// One finding for each block, at its first such line.
pub(super) fn find(source: &str, front_matter: &str, literals: &[Literal]) -> Vec<RawFinding> {
    let mut found: Vec<RawFinding> = in_front_matter(front_matter).into_iter().collect();
    let mut place = LineCounter::start(source);
    for Literal { kind, range } in literals {
        let block = &source[range.clone()];
        let is_closed = is_closed(block);
        if let LiteralKind::Fence { language } = kind
            && is_closed
            && !TEXT.contains(&language.to_lowercase().as_str())
        {
            continue;
        }
        // In comments and code by indentation a box alone may be part of anything.
        let is_text = matches!(kind, LiteralKind::Fence { .. });
        let like = like_items(block, is_text);
        let Some((&first, others)) = like.split_first() else {
            continue;
        };
        let (this, they) = these(like.len());
        place.advance(source, range.start);
        let why = match kind {
            LiteralKind::Fence { .. } if !is_closed => {
                format!(
                    "but the code block starting on line {} is never closed: close it",
                    place.line
                )
            }
            LiteralKind::Fence { .. } => {
                format!("but code isn't part of the checklist: move {they} out of the code block")
            }
            LiteralKind::Indented => {
                format!("but text indented this far is code: indent {they} less")
            }
            LiteralKind::Html if block.trim_start().starts_with("<!--") => {
                format!("but comments are hidden: move {they} out of the comment")
            }
            LiteralKind::Html => {
                "but the HTML block above extends to here: add an empty line after it".to_owned()
            }
        };
        found.push(RawFinding {
            also: others.iter().map(|at| range.start + at).collect(),
            ..hidden(source, range.start + first, &format!("{this}, {why}"))
        });
    }
    found
}

/// The finding about lines in front matter that look like items.
fn in_front_matter(text: &str) -> Option<RawFinding> {
    let like = like_items(text, false);
    let (&first, others) = like.split_first()?;
    let (this, they) = these(like.len());
    let why = format!(
        "but everything between the first two “---” lines is front matter: move {they} below"
    );
    Some(RawFinding {
        also: others.to_vec(),
        ..hidden(text, first, &format!("{this}, {why}"))
    })
}

fn hidden(source: &str, at: usize, message: &str) -> RawFinding {
    let text = source[at..lines::end(source, at)].trim_end().to_owned();
    RawFinding::new(at, FindingKind::HiddenItem, &text, message.to_owned())
}

/// The start of a message about a number of lines, and the pronoun for them.
fn these(count: usize) -> (String, &'static str) {
    match count {
        1 => ("this line looks like an item".to_owned(), "it"),
        2 => ("this and one more line look like items".to_owned(), "them"),
        _ => (
            format!("this and {} more lines look like items", count - 1),
            "them",
        ),
    }
}

/// The offsets of the lines that look like items; in text also of those that are a box without a list marker.
fn like_items(block: &str, is_text: bool) -> Vec<usize> {
    let mut like = Vec::new();
    let mut start = 0;
    for line in lines::with_ends(block) {
        let text = line.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
        let is_box =
            || list_marker::is_box_with_text(text.trim_end()) || text.starts_with(['☐', '☑', '☒']);
        if list_marker::is_like_item(text) || (is_text && is_box()) {
            like.push(start + line.len() - text.len());
        }
        start += line.len();
    }
    like
}

/// True if a fenced block is closed.
fn is_closed(block: &str) -> bool {
    let fence = |line: &str| line.len() - line.trim_start_matches(['`', '~']).len();
    let last = block
        .trim_end()
        .rsplit_once(lines::is_end)
        .map(|(_, last)| last);
    let last = last
        .unwrap_or_default()
        .trim_matches(|c: char| c.is_whitespace() || c == '>');
    !last.is_empty() && fence(last) == last.len() && fence(last) >= fence(block)
}
