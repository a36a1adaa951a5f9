//! Checkboxes in HTML: `<input type="checkbox">`. Browsers show them, and nobody can tick them in the document.

use super::scan::{Literal, LiteralKind};
use super::{FindingKind, RawFinding};
use crate::checklist::{html_tags, lines, list_marker};

/// The limit for the length of a tag, in bytes.
const LONGEST: usize = 1000;

/// The checkboxes in blocks of HTML and in lines, and the lines in blocks of HTML that begin with a box.
pub(super) fn find(source: &str, literals: &[Literal], tags: &[usize]) -> Vec<RawFinding> {
    let mut found = Vec::new();
    for &at in tags {
        found.extend(input(source, at, "this is HTML, not an item"));
    }
    for Literal { kind, range } in literals {
        if matches!(kind, LiteralKind::Html) {
            in_block(source, range.start, range.end, &mut found);
        }
    }
    found
}

fn in_block(source: &str, start: usize, end: usize, found: &mut Vec<RawFinding>) {
    let mut is_comment = false;
    let mut at = start;
    for line in lines::with_ends(&source[start..end]) {
        let line_start = at;
        at += line.len();
        let mut rest = 0;
        while let Some(open) = line[rest..].find(['<', '-']).map(|open| rest + open) {
            let tag = &line[open..];
            rest = open + 1;
            if is_comment {
                is_comment = !tag.starts_with("-->");
            } else if tag.starts_with("<!--") {
                is_comment = true;
                rest = open + 4;
            } else {
                found.extend(input(
                    source,
                    line_start + open,
                    "HTML isn't part of the checklist",
                ));
            }
        }
        let text = without_tags(line);
        let is_box = list_marker::is_box_with_text(text.trim_end())
            || text.starts_with(['☐', '☑', '☒'])
            || text.starts_with("&#9744;");
        if !is_comment && is_box {
            let at = line_start + line.len() - text.len();
            let message = "HTML isn't part of the checklist: write it as a list, “- [ ] …”";
            found.push(RawFinding::new(
                at,
                FindingKind::HiddenItem,
                text.trim_end(),
                message.to_owned(),
            ));
        }
    }
}

/// A line without the tags and white space at its start.
fn without_tags(line: &str) -> &str {
    let mut rest = line.trim_start();
    while html_tags::name(rest).is_some() {
        let Some(end) = rest.find('>') else { break };
        rest = rest[end + 1..].trim_start();
    }
    rest
}

/// The finding about the tag at `at`, if it is a checkbox.
fn input(source: &str, at: usize, why: &str) -> Option<RawFinding> {
    let rest = &source[at..];
    let name = html_tags::name(rest).filter(|name| name.eq_ignore_ascii_case("input"))?;
    let length = rest.bytes().take(LONGEST).position(|byte| byte == b'>')? + 1;
    let attributes = rest[1 + name.len()..length - 1].to_ascii_lowercase();
    let attributes = attributes.replace(['"', '\'', ' ', '\t', '\n', '\r'], "");
    let kind = ["checkbox", "radio"]
        .into_iter()
        .find(|kind| attributes.contains(&format!("type={kind}")))?;
    let sound = if attributes.contains("checked") {
        "[x]"
    } else {
        "[ ]"
    };
    let message = match kind {
        "radio" => format!("{why}: write each answer as “- {sound} …”"),
        _ => format!("{why}: write it as “- {sound} …”"),
    };
    Some(RawFinding::new(
        at,
        FindingKind::HiddenItem,
        &rest[..length],
        message,
    ))
}
