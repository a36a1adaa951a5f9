//! Finds annotations in the source: comments that the parser takes for comments, not those in code.

use std::ops::Range;

use memchr::memmem;
use pulldown_cmark::{Event, Tag};

use super::{AnnotationFlaw, Directive};
use crate::checklist::legacy::ParseRules;
use crate::checklist::{lines, parse};

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";
const NAME: &str = "gonogo";
/// The longest annotation, in bytes.
const LONGEST: usize = 4096;
/// The longest name that is compared, in bytes: `go/no-go`, and a few mistyped letters.
const LONGEST_NAME: usize = 16;

/// An annotation before its words are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::checklist) struct FoundComment {
    /// Its source bytes.
    pub(in crate::checklist) range: Range<usize>,
    /// Source bytes of its words.
    pub(in crate::checklist) words: Range<usize>,
    pub(in crate::checklist) flaw: Option<AnnotationFlaw>,
}

/// What surrounds a comment, as the parser sees it.
#[derive(Default)]
struct CommentContext {
    /// Code, where a comment is text.
    code: Vec<Range<usize>>,
    /// Comments and tags in lines.
    inline: Vec<Range<usize>>,
    /// Blocks of HTML.
    blocks: Vec<Range<usize>>,
    /// The offsets of the comments in them.
    comments: Vec<usize>,
    /// Rows of tables: the parser leaves out what follows the last bar.
    rows: Vec<Range<usize>>,
}

/// The annotations from `start` on, in order.
pub(in crate::checklist) fn find(source: &str, start: usize) -> Vec<FoundComment> {
    let comments = memmem::find_iter(&source.as_bytes()[start..], OPEN.as_bytes());
    let candidates: Vec<FoundComment> = comments
        .filter_map(|at| candidate(source, start + at))
        .collect();
    if candidates.is_empty() {
        return candidates;
    }
    let around = CommentContext::of(source, start);
    let mut end = start;
    let mut found = Vec::new();
    for mut candidate in candidates {
        let at = candidate.range.start;
        if at < end || !around.is_comment(source, at) {
            continue;
        }
        end = candidate.range.end;
        if around.is_in_html(source, &candidate.range) {
            candidate.flaw = candidate.flaw.or(Some(AnnotationFlaw::InHtml));
        }
        found.push(candidate);
    }
    found
}

/// The comment at `at`, if it is for gonogo.
fn candidate(source: &str, at: usize) -> Option<FoundComment> {
    let inside = at + OPEN.len();
    // Most comments are for people.
    name_length(source[inside..].trim_start())?;
    let mut near = source.len().min(inside + LONGEST);
    while !source.is_char_boundary(near) {
        near -= 1;
    }
    let end = source[inside..near]
        .find(CLOSE)
        .map(|length| inside + length);
    let text = &source[inside..end.unwrap_or(lines::end(source, inside).min(near))];
    let body = text.trim_start();
    let (name, rest) = body.split_at_checked(name_length(body)?)?;
    let after = rest.trim_start();
    let has_colon = after.starts_with([':', '：']);
    let words = after.trim_start_matches([':', '：', '=']);
    let is_exact = name.eq_ignore_ascii_case(NAME) && after.starts_with(':');
    // A comment that only mentions gonogo is for people.
    let is_meant =
        is_exact || (has_colon && words_are_known(words, 1)) || words_are_known(words, 0);
    if !is_meant {
        return None;
    }
    let flaw = match (end, is_exact) {
        (None, _) => Some(AnnotationFlaw::Unclosed),
        (Some(_), false) => Some(AnnotationFlaw::Name),
        (Some(_), true) => None,
    };
    let words_start = inside + text.len() - words.len();
    Some(FoundComment {
        range: at..end.map_or(inside + text.trim_end().len(), |end| end + CLOSE.len()),
        words: words_start..inside + text.len(),
        flaw,
    })
}

/// The length of a name at the start of a text that is gonogo's, perhaps misspelt: `Go/No-Go`, `gonogo`.
fn name_length(text: &str) -> Option<usize> {
    let is_sign = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/');
    let length = text
        .bytes()
        .take(LONGEST_NAME + 1)
        .position(|b| !is_sign(char::from(b)));
    let name = &text[..length?];
    let letters = |c: &char| c.is_ascii_alphabetic();
    let mut signs: Vec<char> = name
        .chars()
        .filter(letters)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    let exact: Vec<char> = NAME.chars().collect();
    let is_right = signs == exact;
    // Two letters in the other order, a letter too few or twice.
    signs.sort_unstable();
    let mut sorted = exact;
    sorted.sort_unstable();
    let is_near = signs == sorted
        || (sorted.len().abs_diff(signs.len()) == 1 && differ_by_one(&signs, &sorted));
    (is_right || is_near).then_some(name.len())
}

/// True if the longer of two sorted words has one letter more.
fn differ_by_one(one: &[char], other: &[char]) -> bool {
    let (short, long) = if one.len() < other.len() {
        (one, other)
    } else {
        (other, one)
    };
    (0..long.len()).any(|at| long[..at] == short[..at] && long[at + 1..] == short[at..])
}

/// True if there are words, and all but so many of them are words of annotations.
fn words_are_known(words: &str, unknown: usize) -> bool {
    let mut known = 0;
    let mut others = 0;
    for word in words.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';')) {
        if Directive::from_word(word).is_some() {
            known += 1;
        } else if !word.is_empty() {
            others += 1;
        }
    }
    known > 0 && others <= unknown
}

/// True if nothing but comments, quote marks and the marks of lists is on the line of an annotation.
pub(in crate::checklist) fn is_alone(source: &str, range: &Range<usize>) -> bool {
    let before = &source[lines::start(source, range.start)..range.start];
    let after = &source[range.end..lines::end(source, range.end)];
    let is_empty = |text: &str| {
        let mut rest = text;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
            let Some(comment) = rest.strip_prefix(OPEN) else {
                return rest.is_empty();
            };
            let Some(end) = comment.find(CLOSE) else {
                return false;
            };
            rest = &comment[end + CLOSE.len()..];
        }
    };
    is_empty(before) && is_empty(after)
}

impl CommentContext {
    fn of(source: &str, start: usize) -> CommentContext {
        let mut around = CommentContext::default();
        let text = parse::to_parse(source, start, ParseRules::Present);
        for (event, range) in parse::events(&text, start, ParseRules::Present) {
            match event {
                Event::Start(Tag::CodeBlock(_))
                | Event::Code(_)
                | Event::InlineMath(_)
                | Event::DisplayMath(_) => around.code.push(range),
                Event::InlineHtml(_) => around.inline.push(range),
                Event::Start(Tag::HtmlBlock) => {
                    around.comments.extend(comments(source, &range));
                    around.blocks.push(range);
                }
                Event::Start(Tag::TableRow | Tag::TableHead) => around.rows.push(range),
                _ => {}
            }
        }
        around
    }

    /// True if the parser takes what begins at `at` for a comment.
    fn is_comment(&self, source: &str, at: usize) -> bool {
        let holds = |ranges: &[Range<usize>]| {
            let next = ranges.partition_point(|range| range.start <= at);
            next.checked_sub(1)
                .map(|last| ranges[last].clone())
                .filter(|range| range.contains(&at))
        };
        if holds(&self.code).is_some() {
            return false;
        }
        if holds(&self.inline).is_some_and(|range| range.start == at) {
            return true;
        }
        if holds(&self.blocks).is_some() {
            return self.comments.binary_search(&at).is_ok();
        }
        // What follows the last bar of a row.
        holds(&self.rows).is_some_and(|row| !source[..at].ends_with('\\') && row.end > at)
    }

    /// True if an annotation is in a block of HTML with other content.
    fn is_in_html(&self, source: &str, range: &Range<usize>) -> bool {
        let next = self
            .blocks
            .partition_point(|block| block.start <= range.start);
        let block = next.checked_sub(1).map(|last| &self.blocks[last]);
        block.is_some_and(|block| {
            block.contains(&range.start)
                && !(source[block.clone()].trim_start().starts_with(OPEN)
                    && is_alone(source, range))
        })
    }
}

/// The offsets of the comments in a block of HTML; what looks like one inside another isn't one.
fn comments(source: &str, block: &Range<usize>) -> Vec<usize> {
    let html = &source[block.clone()];
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = html[from..].find(OPEN).map(|open| from + open) {
        found.push(block.start + open);
        let Some(close) = html[open..].find(CLOSE) else {
            break;
        };
        from = open + close + CLOSE.len();
    }
    found
}
