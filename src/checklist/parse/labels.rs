//! Labels with nothing behind them, in a position where a value belongs: `- Link to PR:`, `Owner:` among lines of labels,
//! `Announcement: <!-- link -->`. A label that leads to a list, code, a table or a paragraph below is none.

use std::ops::Range;

use super::Walk;
use super::empty_places::EmptyPlaces;
use crate::checklist::inline::Inline;
use crate::checklist::languages::{self, Term};
use crate::checklist::{BlankKind, blank_kind, lines, list_marker};

/// The longest label of a list line or an item, in words: questions are long.
const LONGEST: usize = 40;
/// The longest label of a line among other labels, in words.
const LONGEST_AMONG: usize = 6;
/// The longest label of a line in a form, in words.
const LONGEST_IN_FORM: usize = 8;
/// The most words behind the word that leads to what is below.
const MOST_BEHIND_LEAD: usize = 3;
/// The most words behind the label of a line among labels.
const LONGEST_VALUE: usize = 10;
/// The most comments that are skipped below a label.
const MOST_COMMENTS: usize = 8;

/// The text around a label in its paragraph.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum LabelPosition {
    /// The text of an item, or the first line of a plain list item.
    ListLine,
    /// A line of a paragraph.
    Paragraph,
}

impl Walk<'_> {
    /// The empty place behind the label that a line of plain text is. The line begins at `offset` of the inline content.
    pub(super) fn label_place(
        &self,
        inline: &Inline,
        offset: usize,
        line: &str,
        position: LabelPosition,
    ) -> Option<EmptyPlaces> {
        let text = line.trim_end();
        let label = label(text)?;
        if text.contains('\n') {
            return None;
        }
        let colon = self.place_behind(inline, offset + label.len())?;
        // Hidden text may follow: a comment, which explains what to write, or a tag, which is an answer.
        let end = lines::end(self.source, colon);
        let behind = self.source[colon..end].trim_matches([' ', '\t', '*', '_', '\\', '\n', '\r']);
        let has_comment = behind.starts_with("<!--");
        let is_break = behind.starts_with("<br") || behind.starts_with("</");
        if !behind.is_empty() && !has_comment && !is_break {
            return None;
        }
        let words = label.split_whitespace().count();
        let is_lead = !has_comment && leads_below(label);
        if is_lead || words > LONGEST || !label.contains(char::is_alphabetic) {
            return None;
        }
        let fits = match position {
            LabelPosition::ListLine => true,
            LabelPosition::Paragraph => {
                words <= LONGEST_AMONG
                    && !is_condition(label)
                    && (self.is_among_labels(inline, offset, line, colon)
                        || self.is_bold_alone(inline, line, colon))
            }
        };
        (fits && self.is_open_below(colon)).then(|| EmptyPlaces::late(label, colon))
    }

    /// True if the line of a label is one of several labels: in its paragraph, or in paragraphs of one line each.
    fn is_among_labels(&self, inline: &Inline, offset: usize, line: &str, colon: usize) -> bool {
        let before = inline.plain[..offset]
            .trim_end_matches('\n')
            .rsplit('\n')
            .next();
        let after = inline
            .plain
            .get(offset + line.len() + 1..)
            .unwrap_or_default();
        let after = after.split('\n').next();
        let is_beside = |line: Option<&str>| line.is_some_and(is_label_line);
        if is_beside(before.filter(|_| offset > 0)) || is_beside(after) {
            return true;
        }
        let label = line.trim().trim_end_matches([':', '：']);
        let asks = blank_kind::of_label(label) != BlankKind::Text
            || languages::words(Term::SlotNoun)
                .end(&languages::lower(label))
                .is_some();
        let start = lines::start(self.source, colon);
        let above = lines::last(self.source[..start].trim_end()).trim();
        let below = self.below(colon).map(|(_, line)| line);
        let is_empty = |line: &str| {
            let line = line.trim_matches(['*', ' ', '\\']);
            label_of(line).is_some_and(|label| label.split_whitespace().count() <= LONGEST_AMONG)
                && line.ends_with([':', '：'])
        };
        asks && (is_empty(above) || below.is_some_and(is_empty))
    }

    /// True for a paragraph of bold words right above a heading, a rule or the end: `**Service name:**`.
    fn is_bold_alone(&self, inline: &Inline, line: &str, colon: usize) -> bool {
        let own = &self.source[lines::start(self.source, colon)..];
        let ends = |line: &str| line.starts_with('#') || is_rule(line);
        own.starts_with("**")
            && inline.plain.trim_end() == line.trim_end()
            && self.below(colon).is_none_or(|(_, line)| ends(line))
    }

    /// The next line below an offset that isn't empty and no comment: its offset and its text.
    fn below(&self, offset: usize) -> Option<(usize, &str)> {
        let mut at = lines::end(self.source, offset);
        for _ in 0..MOST_COMMENTS {
            let rest = &self.source[at..];
            let skipped = rest.len()
                - rest
                    .trim_start_matches(|c: char| c.is_whitespace() || c == '>')
                    .len();
            at += skipped;
            if at >= self.source.len() {
                return None;
            }
            if self.source[at..].starts_with("<!--") {
                let end = self.source[at..].find("-->")?;
                at += end + "-->".len();
                continue;
            }
            let line = lines::of(&self.source[at..]).next().unwrap_or_default();
            return Some((at, line.trim_end()));
        }
        None
    }

    /// True if nothing below a label continues it. `place` is the offset behind its colon.
    fn is_open_below(&self, place: usize) -> bool {
        let Some((below, line)) = self.below(place) else {
            return true;
        };
        let own_start = lines::start(self.source, place);
        let own = self.source[own_start..].trim_start_matches([' ', '\t', '>']);
        let own_marker =
            list_marker::list(own).filter(|marker| own[marker.len()..].starts_with([' ', '\t']));
        let indent = |offset: usize| {
            let line = &self.source[lines::start(self.source, offset)..];
            let inner = line.trim_start_matches([' ', '\t', '>']);
            columns(&line[..line.len() - inner.len()])
        };
        let (own_indent, next_indent) = (indent(place), indent(below));
        let starts_block = line.starts_with("```")
            || line.starts_with("~~~")
            || line.starts_with('|')
            || line.starts_with("$ ")
            || (line.len() >= 3 && line.bytes().all(|byte| byte == b'_'));
        if starts_block {
            return false;
        }
        // A quote below a label that isn't in one is its content.
        let is_quoted = |offset: usize| {
            self.source[lines::start(self.source, offset)..]
                .trim_start()
                .starts_with('>')
        };
        if is_quoted(below) != is_quoted(place) {
            return is_quoted(place);
        }
        if line.starts_with('#') || line.starts_with("</") || is_rule(line) {
            return true;
        }
        let marker =
            list_marker::list(line).filter(|marker| line[marker.len()..].starts_with([' ', '\t']));
        match (own_marker, marker) {
            (Some(own), Some(next)) => {
                let is_same_kind = own.len() > 1 || next.len() == 1;
                next_indent < own_indent || next_indent == own_indent && is_same_kind
            }
            (None, Some(_)) => false,
            (Some(_), None) => next_indent <= own_indent,
            // A paragraph below: only another label doesn't continue it, or what is apart from bold words.
            (None, None) => {
                let is_apart = lines::count(&self.source[place..below]) >= 2;
                is_apart && own.starts_with("**") || is_label_line(&line.replace(['*', '\\'], ""))
            }
        }
    }

    /// The empty place behind the label on a line of a form. `lines` are all lines of the block.
    pub(super) fn label_in_form(&self, lines: &[Range<usize>], at: usize) -> Option<EmptyPlaces> {
        let whole = self.source[lines[at].clone()].trim_end();
        let text = whole.trim_start();
        let own = text.trim_start_matches(['-', '*', '+', '•']).trim_start();
        let is_list = own.len() < text.len();
        let plain = own.replace("**", "");
        let label = label(&plain)?;
        let is_named =
            label.starts_with(|c: char| c.is_uppercase() || !c.is_ascii() && c.is_alphabetic());
        let words = label.split_whitespace().count();
        if !is_named || words > LONGEST_IN_FORM || leads_below(label) {
            return None;
        }
        let indent = |line: &str| line.len() - line.trim_start().len();
        let line = |at: usize| {
            lines
                .get(at)
                .map(|line| self.source[line.clone()].trim_end())
        };
        let next = line(at + 1).unwrap_or_default();
        let is_next_listed = next
            .trim_start()
            .starts_with(['-', '*', '+', '•', '[', '|']);
        let is_lead =
            !next.is_empty() && (indent(next) > indent(whole) || is_next_listed && !is_list);
        let is_followed = !next.is_empty() && !is_list && !is_label_line(next.trim());
        let beside = [at.checked_sub(1).and_then(line), line(at + 1)];
        let is_among = beside
            .into_iter()
            .flatten()
            .any(|line| is_label_line(line.trim()));
        if is_lead || is_followed || !is_among {
            return None;
        }
        let place = lines[at].start + whole.len();
        Some(EmptyPlaces::late(
            whole
                .trim_end_matches([':', '：', '*'])
                .trim_start_matches([' ', '\t', '-', '*', '+', '•']),
            place,
        ))
    }
}

/// True if the words of a label lead to what is below: at its start, or near its end.
fn leads_below(label: &str) -> bool {
    let lower = languages::lower(label);
    let mut found = languages::words(Term::LeadIn).all(&lower);
    let is_near = |rest: &str| rest.split_whitespace().count() <= MOST_BEHIND_LEAD;
    !label.trim_end().ends_with(['?', '？'])
        && found.any(|word| word.start == 0 || is_near(&lower[word.end..]))
}

/// True if a label begins a sentence that the next line ends, or is a remark with a sign: "If it fails", "❌ Don't do".
fn is_condition(label: &str) -> bool {
    let lower = languages::lower(label.trim());
    let is_remark = languages::words(Term::RemarkStart)
        .start(&lower)
        .is_some_and(|length| lower[length..].starts_with(' '));
    let has_sign = lower.starts_with(['❌', '✅', '✗', '✓', '✘', '✔', '⚠', '🚫', '⛔', '👍', '👎']);
    is_remark || has_sign
}

/// The text before the colon that a text ends with.
fn label(text: &str) -> Option<&str> {
    let label = text.strip_suffix([':', '：'])?;
    let is_one = !label.trim().is_empty() && !label.ends_with([':', '：', '/']);
    is_one.then_some(label)
}

/// The text before the first colon of a line.
fn label_of(line: &str) -> Option<&str> {
    let (label, rest) = line.split_once([':', '：'])?;
    let is_one = label.contains(char::is_alphabetic) && !rest.starts_with("//");
    is_one.then_some(label)
}

/// True for `Label: value` and `Label:` with a short label.
pub(super) fn is_label_line(line: &str) -> bool {
    let line = line.trim().trim_start_matches(['-', '*', '+', '•', ' ']);
    // The boxes of a choice aren't words.
    let is_word = |word: &&str| word.contains(char::is_alphanumeric);
    let count = |text: &str| text.split_whitespace().filter(is_word).count();
    label_of(line).is_some_and(|label| {
        count(label) <= LONGEST_AMONG && count(&line[label.len()..]) <= LONGEST_VALUE
    })
}

fn is_rule(line: &str) -> bool {
    line.len() >= 3
        && (line.bytes().all(|byte| byte == b'-') || line.bytes().all(|byte| byte == b'*'))
}

/// The width of white space, with tabs of four columns.
fn columns(space: &str) -> usize {
    space.chars().map(|c| if c == '\t' { 4 } else { 1 }).sum()
}
