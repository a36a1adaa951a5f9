//! A piece of the document, prepared for parsing as Markdown on its own: without the indentation and quote markers around
//! it, and with a stand-in for each of its blanks, boxes and places of variables, which is replaced by the current answer.
//!
//! It knows no styles.

use std::borrow::Cow;
use std::ops::Range;

use crate::checklist::{BlankId, Checklist, EntryId, Form, Kind, Place, lines};

/// Surrounds the number of a stand-in. It is a symbol, so that emphasis next to it is parsed as
/// next to an underscore or a box; documents have no use for it.
const STAND_IN: char = '\u{FFFC}';
/// The replacement where a document contains that character.
const UNKNOWN: &str = "\u{FFFD}";
/// A stand-in for nothing, so that the text after it can't start a block.
const NOTHING: &str = "\u{FFFC}\u{FFFC}";

/// A place in an excerpt that people write to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourcePosition {
    /// A blank.
    Blank(BlankId),
    /// A box that isn't an item.
    Box(EntryId),
    /// A place of a variable, by its index in [`Checklist::places`].
    Variable(usize),
}

/// A part of the text of an excerpt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FragmentPart<'a> {
    /// Text of the document.
    Text(&'a str),
    /// A place that people write to.
    Place(SourcePosition),
}

/// A piece of the document.
#[derive(Debug, Clone, Default)]
pub struct Fragment {
    text: String,
    places: Vec<SourcePosition>,
}

impl Fragment {
    /// The inline content in these bytes of the document, with so many quotes around it. However it begins, it is
    /// read as the text of one paragraph.
    pub fn inline(checklist: &Checklist, range: Range<usize>, quotes: usize) -> Fragment {
        Fragment::of(checklist, range, quotes, NOTHING)
    }

    /// The block in these bytes, with so many quotes around it.
    pub fn block(checklist: &Checklist, range: Range<usize>, quotes: usize) -> Fragment {
        Fragment::of(checklist, range, quotes, "")
    }

    /// Adds the bytes without stand-ins.
    pub fn literal(checklist: &Checklist, range: Range<usize>) -> Fragment {
        let mut excerpt = Fragment::default();
        excerpt.add(checklist, range);
        excerpt
    }

    fn of(checklist: &Checklist, range: Range<usize>, quotes: usize, guard: &str) -> Fragment {
        let mut excerpt = Fragment::literal(checklist, range);
        let lines = lines::of(&excerpt.text).map(|line| {
            let unquoted = (0..quotes).fold(line.trim_start(), |rest, _| {
                rest.strip_prefix('>').map_or(rest, str::trim_start)
            });
            format!("{guard}{unquoted}")
        });
        excerpt.text = lines.collect::<Vec<_>>().join("\n");
        excerpt
    }

    /// Adds bytes of the document, with stand-ins.
    fn add(&mut self, checklist: &Checklist, range: Range<usize>) {
        let mut at = range.start;
        for (place, bytes) in places(checklist, &range) {
            if bytes.start < at || bytes.end > range.end {
                continue;
            }
            self.add_text(&checklist.source()[at..bytes.start]);
            self.text
                .push_str(&format!("{STAND_IN}{}{STAND_IN}", self.places.len()));
            self.places.push(place);
            at = bytes.end;
        }
        self.add_text(&checklist.source()[at..range.end]);
    }

    fn add_text(&mut self, text: &str) {
        self.text.push_str(&text.replace(STAND_IN, UNKNOWN));
    }

    /// Returns the text with its stand-ins, to be parsed. The parser's text is split by
    /// [`Fragment::parts`].
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Takes text of this excerpt apart.
    pub fn parts<'a>(&'a self, text: &'a str) -> impl Iterator<Item = FragmentPart<'a>> {
        // Between two of them is the number of a blank or box: every second part is one.
        text.split(STAND_IN)
            .enumerate()
            .filter_map(|(index, part)| match index % 2 {
                0 => (!part.is_empty()).then_some(FragmentPart::Text(part)),
                _ => part
                    .parse()
                    .ok()
                    .and_then(|at: usize| self.places.get(at).copied())
                    .map(FragmentPart::Place),
            })
    }

    /// Text of this excerpt with what `filled` gives for each place.
    pub fn filled<'a>(
        &'a self,
        text: &'a str,
        filled: impl Fn(SourcePosition) -> Cow<'a, str>,
    ) -> Cow<'a, str> {
        if !text.contains(STAND_IN) {
            return Cow::Borrowed(text);
        }
        let texts = self.parts(text).map(|part| match part {
            FragmentPart::Text(text) => Cow::Borrowed(text),
            FragmentPart::Place(place) => filled(place),
        });
        Cow::Owned(texts.collect())
    }
}

/// The blanks and boxes in these bytes with their own, in order.
fn places(checklist: &Checklist, range: &Range<usize>) -> Vec<(SourcePosition, Range<usize>)> {
    let blanks = checklist
        .blanks_in(range.clone())
        .map(|id| (SourcePosition::Blank(id), checklist.blank(id)));
    let blanks = blanks.filter(|(_, blank)| blank.form != Form::Lines);
    let blanks = blanks.map(|(place, blank)| (place, blank.range.clone()));
    let boxes =
        checklist
            .boxes_in(range.clone())
            .filter_map(|id| match &checklist.entry(id).kind {
                Kind::Box { mark, .. } => Some((SourcePosition::Box(id), mark.clone())),
                _ => None,
            });
    let within = checklist.places_in(range.clone());
    let first = within.first().map_or(0, |first| index_of(checklist, first));
    let variables = within.iter().enumerate();
    let variables =
        variables.map(|(at, place)| (SourcePosition::Variable(first + at), place.range.clone()));
    let mut places: Vec<_> = blanks.chain(boxes).chain(variables).collect();
    places.sort_by_key(|(_, bytes)| bytes.start);
    places
}

/// The index of a place in [`Checklist::places`].
fn index_of(checklist: &Checklist, place: &Place) -> usize {
    let places = checklist.places();
    places.partition_point(|other| other.range.start < place.range.start)
}

#[cfg(test)]
mod tests {
    use super::{Fragment, FragmentPart, SourcePosition};
    use crate::checklist::{BlankId, Checklist, EntryId};

    #[test]
    fn places_are_taken_out_and_found_again() {
        let checklist =
            Checklist::parse("# on {{host}}\n\n> a **____** b\n> ☐ \u{FFFC} c {{host}}");
        let start = checklist.source().find("a **").unwrap_or_default();
        let excerpt = Fragment::inline(&checklist, start..checklist.source().len(), 1);
        let parts: Vec<FragmentPart> = excerpt.parts(excerpt.text()).collect();
        let expected = [
            FragmentPart::Text("a **"),
            FragmentPart::Place(SourcePosition::Blank(BlankId(0))),
            FragmentPart::Text("** b\n"),
            FragmentPart::Place(SourcePosition::Box(EntryId(2))),
            FragmentPart::Text(" \u{FFFD} c "),
            FragmentPart::Place(SourcePosition::Variable(1)),
        ];
        assert_eq!(parts, expected);
        let filled = excerpt.filled(excerpt.text(), |place| match place {
            SourcePosition::Blank(_) | SourcePosition::Box(_) => "".into(),
            SourcePosition::Variable(_) => "db-1".into(),
        });
        assert_eq!(filled, "a **** b\n \u{FFFD} c db-1");
    }
}
