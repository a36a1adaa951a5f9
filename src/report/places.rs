//! Writes the values of variables into their places, escaped for their position.
//!
//! The report must parse to the same items, headings and tables as the document. Values are escaped to stay readable; the
//! result is then compared with the document, and in the rare case that it differs, the values are written more strictly.
//! If that isn't enough, the few places that change the structure keep their placeholders, and are named.

mod backticks;
mod context;
mod narrow;

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use super::fill::{OpenDelimiters, is_in_box, makes_tag};
use super::splice::Splices;
use super::{escape, structure, tables};
use crate::checklist::{BlockKind, Checklist, Place, VariableId, lines};
use crate::workbook::{CodeSpot, Workbook, code_places};
use backticks::{Backticks, runs};
use context::{Inside, PlaceContext};

/// The most places before another one on its line that are looked at.
const MOST_BEFORE: usize = 64;
/// The most groups of places that are tried on their own; each one costs a pass over the document.
const MOST_TRIES: usize = 100;
/// A value that would make another document, however it is escaped.
const CHANGES_STRUCTURE: &str = "the value would change the structure of the document there";

/// The values that can't be written: the index of the place and the reason, in document order.
pub(super) type Refused = Vec<(usize, &'static str)>;

/// The care with which values are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Care {
    /// Only what would be syntax is escaped.
    Readable,
    /// The same, and where a placeholder begins an HTML block, the lines below it stay HTML.
    ReadableBlocks,
    /// All punctuation is written as entities.
    Strict,
    /// The same, and placeholders that are HTML stay.
    StrictText,
}

/// The places of a document that have a value, with what is written there.
pub(super) struct PlaceWriter<'a> {
    checklist: &'a Checklist,
    /// What is around each place.
    contexts: Vec<Option<PlaceContext>>,
    /// The values by place.
    texts: Vec<Option<Cow<'a, str>>>,
    /// The reasons for values that can't be written, by place.
    refused: HashMap<usize, &'static str>,
}

/// Writes the values of the variables of a workbook. Returns those that can't be written.
pub(super) fn put(workbook: &Workbook, splices: &mut Splices) -> Refused {
    let checklist = workbook.checklist();
    let places = checklist.places();
    let value = |at: usize| workbook.place_value(&places[at]).map(|value| value.text);
    PlaceWriter::of(checklist, value).put_safely(splices)
}

/// Returns a document with values of its variables written into their places, and the lines where one couldn't be written,
/// with the reason.
pub fn with_values<'a>(
    checklist: &'a Checklist,
    value: impl Fn(VariableId) -> Option<&'a str>,
) -> (String, Vec<(usize, &'static str)>) {
    let places = checklist.places();
    let writer = PlaceWriter::of(checklist, |at| value(places[at].variable));
    let mut splices = Splices::default();
    let refused = writer.put_safely(&mut splices);
    tables::align(checklist, &mut splices);
    let refused = refused
        .into_iter()
        .map(|(at, reason)| (places[at].line, reason));
    (splices.into(checklist.source()), refused.collect())
}

impl<'a> PlaceWriter<'a> {
    /// Collects the places that have a value.
    pub(super) fn of(
        checklist: &'a Checklist,
        value: impl Fn(usize) -> Option<&'a str>,
    ) -> PlaceWriter<'a> {
        let places = checklist.places();
        let value = |at| value(at).filter(|value| !value.trim().is_empty());
        let mut writer = PlaceWriter {
            checklist,
            contexts: Vec::new(),
            texts: (0..places.len())
                .map(|at| value(at).map(Cow::Borrowed))
                .collect(),
            refused: HashMap::new(),
        };
        if writer.texts.iter().any(Option::is_some) {
            writer.contexts = context::read(checklist);
            writer.write_code();
        }
        writer
    }

    /// The same places with other texts. A place without a value gets none.
    pub(super) fn with_texts(mut self, text: impl Fn(usize) -> String) -> PlaceWriter<'a> {
        for (at, old) in self.texts.iter_mut().enumerate() {
            if old.is_some() {
                *old = Some(Cow::Owned(text(at)));
            }
        }
        self
    }

    /// The text that is written into a place, before it is escaped for Markdown.
    pub(super) fn text(&self, at: usize) -> Option<&str> {
        self.texts.get(at)?.as_deref()
    }

    /// Replaces the values in code by what is pasted for them.
    fn write_code(&mut self) {
        let checklist = self.checklist;
        let entries = checklist.entries().iter().flat_map(|entry| &entry.blocks);
        let code = entries
            .chain(checklist.preamble())
            .filter_map(|block| match &block.kind {
                BlockKind::Code { info, lines } => Some((lines.clone(), info.as_str())),
                BlockKind::Text | BlockKind::Point { .. } | BlockKind::Table | BlockKind::Html => {
                    None
                }
            });
        let spans = self
            .contexts
            .iter()
            .flatten()
            .filter_map(|context| match &context.inside {
                Inside::CodeSpan(span) => Some(span.clone()),
                Inside::Text | Inside::Html { .. } | Inside::Code(_) => None,
            });
        let mut spans: Vec<Range<usize>> = spans.collect();
        spans.dedup();
        let content = |span: Range<usize>| {
            let text = &checklist.source()[span.clone()];
            let open = text.len() - text.trim_start_matches('`').len();
            span.start + open..span.end - open
        };
        let all = code.chain(spans.into_iter().map(|span| (vec![content(span)], "")));
        let mut written: Vec<(usize, Result<String, &'static str>)> = Vec::new();
        for (lines, info) in all {
            let value = |spot| match spot {
                CodeSpot::Place(at) => self.text(at),
                CodeSpot::Blank(_) => None,
            };
            for place in code_places(checklist, &lines, info, value) {
                if let (CodeSpot::Place(at), Some((_, fit))) = (place.spot, place.value) {
                    written.push((at, fit));
                }
            }
        }
        for (at, fit) in written {
            match fit {
                Ok(text) => self.texts[at] = Some(Cow::Owned(text)),
                Err(reason) => {
                    self.texts[at] = None;
                    self.refused.insert(at, reason);
                }
            }
        }
    }

    /// Writes the values so that the document keeps its structure. Returns those that can't be written.
    pub(super) fn put_safely(&self, splices: &mut Splices) -> Refused {
        let mut refused: Refused = self.refused.iter().map(|(&at, &why)| (at, why)).collect();
        if self.texts.iter().any(Option::is_some) {
            refused.extend(self.put_checked(splices));
        }
        refused.sort_unstable();
        refused
    }

    /// Writes the values, with the least care that keeps the structure of the document.
    fn put_checked(&self, splices: &mut Splices) -> Refused {
        let source = self.checklist.source();
        let expected = structure::of(&splices.clone().into(source));
        let mut write = |places: Range<usize>| {
            let all = [
                Care::Readable,
                Care::ReadableBlocks,
                Care::Strict,
                Care::StrictText,
            ];
            let written = all.into_iter().find_map(|care| {
                let mut filled = splices.clone();
                self.put(care, &places, &mut filled);
                let is_same = structure::of(&filled.clone().into(source)) == expected;
                is_same.then_some(filled)
            });
            match written {
                Some(filled) => *splices = filled,
                None => return false,
            }
            true
        };
        if write(0..self.texts.len()) {
            return Refused::new();
        }
        let units = self.units();
        let left = narrow::write_in_groups(units.len(), MOST_TRIES, |group| {
            write(units[group.start].start..units[group.end - 1].end)
        });
        let left = left.into_iter().flat_map(|unit| units[unit].clone());
        left.filter(|&at| self.texts[at].is_some())
            .map(|at| (at, CHANGES_STRUCTURE))
            .collect()
    }

    /// The places that are written together: those of a code span or a line of code.
    fn units(&self) -> Vec<Range<usize>> {
        let mut units: Vec<Range<usize>> = Vec::new();
        let inside = |at: usize| {
            let context = self.contexts.get(at)?.as_ref()?;
            match &context.inside {
                Inside::CodeSpan(range) | Inside::Code(range) => Some(range),
                Inside::Text | Inside::Html { .. } => None,
            }
        };
        for at in 0..self.texts.len() {
            match units.last_mut() {
                Some(unit) if inside(at).is_some() && inside(at) == inside(unit.start) => {
                    unit.end = at + 1;
                }
                _ => units.push(at..at + 1),
            }
        }
        units
    }

    fn put(&self, care: Care, places: &Range<usize>, splices: &mut Splices) {
        let mut delimiters = OpenDelimiters::default();
        let mut backticks = None;
        let mut at = places.start;
        while at < places.end {
            let Some(Some(context)) = self.contexts.get(at) else {
                at += 1;
                continue;
            };
            at += match &context.inside {
                Inside::Text => {
                    self.put_text(at, context, care, &mut delimiters, splices);
                    1
                }
                Inside::Html { block } => {
                    if care != Care::StrictText {
                        self.put_html(at, context, block.as_ref(), care, &mut delimiters, splices);
                    }
                    1
                }
                Inside::CodeSpan(span) => self.put_span(at, span, context, &mut backticks, splices),
                Inside::Code(line) => self.put_code(at, line, splices),
            };
        }
    }

    /// Writes a value into Markdown.
    fn put_text(
        &self,
        at: usize,
        context: &PlaceContext,
        care: Care,
        delimiters: &mut OpenDelimiters,
        splices: &mut Splices,
    ) {
        let Some(value) = self.text(at) else { return };
        let source = self.checklist.source();
        let range = &self.checklist.places()[at].range;
        let text = match care {
            Care::Readable | Care::ReadableBlocks => {
                let before = self.before(at);
                let text = if context.is_cell {
                    escape::cell(value)
                } else {
                    escape::inline(value, false)
                };
                let text = match before {
                    Some(before) => escape::after_marks(&text, &before, &source[range.end..]),
                    None => text,
                };
                if context.is_heading {
                    text.replace('#', "\\#")
                        .replace('{', "\\{")
                        .replace("\\\\#", "\\#")
                } else {
                    text
                }
            }
            Care::Strict | Care::StrictText => escape::entities(value),
        };
        let makes_box = is_in_box(source, range) && matches!(text.as_str(), "x" | "X");
        if makes_box || makes_tag(&source[..range.start], &text) {
            splices.put(range.start - 1..range.start - 1, "\\".to_owned());
        }
        let text = delimiters.of(source, &context.container).written_out(text);
        splices.put(range.clone(), text);
    }

    /// What is before a place on its line, if that is only marks of Markdown, digits and other places.
    fn before(&self, at: usize) -> Option<String> {
        let source = self.checklist.source();
        let places = self.checklist.places();
        let is_mark = |c: char| {
            c.is_whitespace() || c.is_ascii_digit() || c.is_ascii_punctuation() || c == '\u{FEFF}'
        };
        let mut before = Vec::new();
        for index in (0..=at).rev().take(MOST_BEFORE) {
            let from = index
                .checked_sub(1)
                .map_or(0, |index| places[index].range.end);
            for character in source[from..places[index].range.start].chars().rev() {
                if lines::is_end(character) {
                    return Some(before.iter().rev().collect());
                }
                if !is_mark(character) {
                    return None;
                }
                before.push(character);
            }
        }
        Some(before.iter().rev().collect())
    }

    /// Writes a value in place of a placeholder that is HTML: a tag in a line, or a block.
    fn put_html(
        &self,
        at: usize,
        context: &PlaceContext,
        block: Option<&Range<usize>>,
        care: Care,
        delimiters: &mut OpenDelimiters,
        splices: &mut Splices,
    ) {
        let source = self.checklist.source();
        let range = &self.checklist.places()[at].range;
        let is_long = |block: &&Range<usize>| source[(*block).clone()].trim_end().contains('\n');
        let block = block.filter(|_| care != Care::Readable);
        let Some(block) = block.filter(is_long) else {
            return self.put_text(at, context, care, delimiters, splices);
        };
        let Some(value) = self.text(at) else { return };
        // The lines below stay HTML only if a tag is above them.
        let text = escape::html(value);
        let is_first = source[block.start..range.start].trim().is_empty();
        splices.put(
            range.clone(),
            if is_first {
                format!("<p>{text}</p>")
            } else {
                text
            },
        );
    }

    /// Writes the values of a code span. Returns the number of places in it.
    fn put_span(
        &self,
        at: usize,
        span: &Range<usize>,
        context: &PlaceContext,
        backticks: &mut Option<Backticks>,
        splices: &mut Splices,
    ) -> usize {
        let source = self.checklist.source();
        let places = self.checklist.places_in(span.clone());
        let count = places.len().max(1);
        let text = |at| {
            let words: Vec<&str> = self.text(at)?.split_whitespace().collect();
            Some(escape::literal(&words.join(" ")))
        };
        let texts: Vec<Option<String>> = (at..at + places.len()).map(text).collect();
        let with_ticks = || texts.iter().flatten().flat_map(|text| runs(text));
        if let Some(longest) = with_ticks().max() {
            let inside = source[span.clone()].trim_matches('`');
            let open = (span.len() - inside.len()) / 2;
            let inner = span.start + open..span.end - open;
            let around = Backticks::of(backticks, source, &context.container);
            if with_ticks().any(|run| around.is_open(run, span.start)) {
                // A run above that closes nothing would be closed by one of the same length in the value.
                let text = self.joined(places, &texts, &inner);
                let text = escape::entities(text.trim());
                splices.put(span.clone(), format!("<code>{text}</code>"));
                return count;
            }
            // No run in the paragraph may be as long, so that none closes the span.
            let run = around.longest().max(longest) + 1;
            lengthen(source, span, &inner, run, splices);
        }
        for (place, text) in places.iter().zip(texts) {
            let Some(text) = text else { continue };
            let text = if context.is_cell {
                text.replace('|', "\\|")
            } else {
                text
            };
            splices.put(place.range.clone(), text);
        }
        count
    }

    /// The text of a source range with texts in its places.
    fn joined(&self, places: &[Place], texts: &[Option<String>], range: &Range<usize>) -> String {
        let source = self.checklist.source();
        let mut whole = String::new();
        let mut from = range.start;
        for (place, text) in places.iter().zip(texts) {
            whole.push_str(&source[from..place.range.start]);
            whole.push_str(text.as_deref().unwrap_or(&source[place.range.clone()]));
            from = place.range.end;
        }
        whole.push_str(&source[from..range.end]);
        whole
    }

    /// Writes the values of a line of code. Returns the number of places in it.
    fn put_code(&self, at: usize, line: &Range<usize>, splices: &mut Splices) -> usize {
        let places = self.checklist.places_in(line.clone());
        let texts: Vec<Option<String>> = (at..at + places.len())
            .map(|at| self.text(at).map(escape::literal))
            .collect();
        let whole = self.joined(places, &texts, line);
        // Nothing closes a fence that stands four columns in, or that has a gap (CommonMark section 4.5).
        let closes = ['`', '~']
            .iter()
            .any(|&fence| whole.trim().chars().all(|c| c == fence));
        let mut gap = if closes { "    " } else { "" };
        for (place, text) in places.iter().zip(texts) {
            if let Some(text) = text {
                splices.put(
                    place.range.clone(),
                    format!("{}{text}", std::mem::take(&mut gap)),
                );
            }
        }
        places.len().max(1)
    }
}

/// Writes longer runs of backticks around a code span.
fn lengthen(
    source: &str,
    span: &Range<usize>,
    inner: &Range<usize>,
    run: usize,
    splices: &mut Splices,
) {
    let text = &source[inner.clone()];
    let is_padded = text.starts_with(' ') && text.ends_with(' ');
    let (run, pad) = ("`".repeat(run), if is_padded { "" } else { " " });
    splices.put(span.start..inner.start, format!("{run}{pad}"));
    splices.put(inner.end..span.end, format!("{pad}{run}"));
}
