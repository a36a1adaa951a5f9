//! Lines that include another file when a site is built: what is in it isn't in this document.

use super::scan::{Literal, LiteralKind, OPAQUE, Passage};
use super::{FindingKind, RawFinding};
use crate::checklist::lines;

/// What begins an include anywhere in a line, in lower case, and what ends it.
const ANYWHERE: [(&str, &str); 10] = [
    ("![[", "]]"),
    ("{% include", "%}"),
    ("{%- include", "%}"),
    ("{%include", "%}"),
    ("{{% include", "%}}"),
    ("{{< include", ">}}"),
    ("{{#include", "}}"),
    ("{{ include", "}}"),
    ("{{include", "}}"),
    ("[!include", "]"),
];
/// What begins a line that includes a file, in lower case.
const STARTS: [&str; 10] = [
    "--8<--",
    ":::{include}",
    "::: include",
    "<<< ",
    "@import ",
    "@include ",
    "!include ",
    "#include ",
    ".. include::",
    "include::",
];
/// The same inside a comment.
const COMMENTS: [&str; 4] = ["#include", "@include", "include:", "include "];
/// Endings of files that are shown as images.
const IMAGES: [&str; 9] = [
    "png", "jpg", "jpeg", "gif", "svg", "webp", "bmp", "mp4", "pdf",
];
/// Endings of files with Markdown.
const MARKDOWN: [&str; 4] = [".md", ".mdx", ".markdown", ".txt"];

pub(super) fn find(source: &str, passages: &[Passage], literals: &[Literal]) -> Vec<RawFinding> {
    let mut found = Vec::new();
    for passage in passages {
        let mut start = 0;
        // A second `--8<--` alone on a line ends a list of files.
        let mut is_list = false;
        for line in passage.plain.split('\n') {
            let is_mark = line.trim() == "--8<--";
            let is_end = is_mark && is_list;
            is_list ^= is_mark;
            if let Some((at, text)) = include(line).filter(|_| !is_end) {
                let offset = passage.offset(start + at);
                // The plain text has no addresses.
                let has_address = text.contains(OPAQUE);
                let rest = &source[offset..lines::end(source, offset)];
                found.push(finding(offset, if has_address { rest } else { text }));
            }
            start += line.len() + 1;
        }
    }
    for Literal { kind, range } in literals {
        match kind {
            LiteralKind::Fence { language } if language.to_lowercase().starts_with("{include}") => {
                let line = lines::of(&source[range.clone()]).next().unwrap_or_default();
                found.push(finding(range.start, line));
            }
            LiteralKind::Html => found.extend(in_html(source, range.start, range.end)),
            LiteralKind::Fence { .. } | LiteralKind::Indented => {}
        }
    }
    found
}

fn finding(at: usize, text: &str) -> RawFinding {
    let text = text.trim();
    RawFinding::new(
        at,
        FindingKind::Include,
        text,
        format!(
            "“{}” includes another file, which gonogo doesn't read: check that file too, or copy its items here",
            super::quoted(text)
        ),
    )
}

/// The include in a line of text: its offset, and its text.
fn include(line: &str) -> Option<(usize, &str)> {
    let lower = line.to_ascii_lowercase();
    let lead = lower.len() - lower.trim_start().len();
    if STARTS.iter().any(|start| lower[lead..].starts_with(start)) && has_file(&lower[lead..]) {
        return Some((lead, &line[lead..]));
    }
    for (open, close) in ANYWHERE {
        let Some(at) = lower.find(open) else { continue };
        let inside = &lower[at + open.len()..];
        let end = inside.find(close).unwrap_or(inside.len());
        let name = &inside[..end];
        let is_file = open != "![[" || !is_image(name);
        if is_file && !name.trim().is_empty() {
            let length = open.len() + (end + close.len()).min(inside.len());
            return Some((at, &line[at..at + length]));
        }
    }
    // `{{file.md}}`, `{!file.md!}`, `<<[file.md]`
    for (open, close) in [("{{", "}}"), ("{!", "!}"), ("<<[", "]")] {
        let Some(at) = lower.find(open) else { continue };
        let inside = &lower[at + open.len()..];
        let Some(end) = inside.find(close) else {
            continue;
        };
        let name = inside[..end].trim();
        if MARKDOWN.iter().any(|ending| name.ends_with(ending)) {
            return Some((at, &line[at..at + open.len() + end + close.len()]));
        }
    }
    None
}

/// True if more than the name of the directive is on a line. Snippets may list their files on the next lines.
fn has_file(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| !c.is_whitespace()).trim();
    let is_name = |word: &str| word.contains(['.', '/', '"', '\'']) || word.starts_with('@');
    line.starts_with("--8<--")
        || line.starts_with(":::")
        || rest.split_whitespace().any(is_name)
        || (line.starts_with("include::") && line.ends_with(']'))
}

fn is_image(name: &str) -> bool {
    let name = name.split(['|', '#']).next().unwrap_or_default().trim();
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    ending.is_some_and(|ending| IMAGES.contains(&ending))
}

/// The includes in comments of a block of HTML: `<!--#include file="x" -->`.
fn in_html(source: &str, start: usize, end: usize) -> Vec<RawFinding> {
    let html = &source[start..end];
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = html[from..].find("<!--").map(|open| from + open) {
        let close = html[open..]
            .find("-->")
            .map_or(html.len(), |close| open + close + 3);
        let inside = html[open + 4..close]
            .trim_end_matches("-->")
            .trim()
            .to_ascii_lowercase();
        let is_include = COMMENTS.iter().any(|name| {
            inside
                .strip_prefix(name)
                .is_some_and(|rest| !rest.contains('\n') && rest.contains(['.', '/', '"']))
        });
        if is_include {
            found.push(finding(start + open, &html[open..close]));
        }
        from = close;
    }
    found
}
