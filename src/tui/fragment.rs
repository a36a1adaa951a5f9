//! A piece of the document, made ready to be read as Markdown on its own: without the indentation and quote
//! markers around it, and with a stand-in for each of its blanks and boxes, so that what people answered can be
//! shown in its place.
//!
//! It knows nothing of looks.

use std::borrow::Cow;
use std::ops::Range;

use crate::checklist::{BlankId, Checklist, EntryId, Form, Kind, lines};

/// Around the number of what it stands for. It is a symbol, so that emphasis beside it is read as beside an
/// underscore or a box; a document has no use for it.
const STAND_IN: char = '\u{FFFC}';
/// What is shown where a document holds that character all the same.
const UNKNOWN: &str = "\u{FFFD}";
/// A stand-in for nothing: what follows it cannot begin a block.
const NOTHING: &str = "\u{FFFC}\u{FFFC}";

/// A place in an excerpt that people write to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A blank.
    Blank(BlankId),
    /// A box that is no item.
    Box(EntryId),
}

/// A part of the text of an excerpt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'a> {
    /// Text of the document.
    Text(&'a str),
    /// A place that people write to.
    Place(Place),
}

/// A piece of the document.
#[derive(Debug, Clone, Default)]
pub struct Fragment {
    text: String,
    places: Vec<Place>,
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

    /// The bytes as they are, stand-ins apart.
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

    /// The text with its stand-ins, to be parsed. What the parser gives back is taken apart by [`Fragment::parts`].
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Takes text of this excerpt apart.
    pub fn parts<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Part<'a>> {
        // Between two of them stands the number of a place: every second part is one.
        text.split(STAND_IN)
            .enumerate()
            .filter_map(|(index, part)| match index % 2 {
                0 => (!part.is_empty()).then_some(Part::Text(part)),
                _ => part
                    .parse()
                    .ok()
                    .and_then(|at: usize| self.places.get(at).copied())
                    .map(Part::Place),
            })
    }

    /// Text of this excerpt as the document has it, what people answered left out.
    pub fn plain<'a>(&'a self, text: &'a str) -> Cow<'a, str> {
        if !text.contains(STAND_IN) {
            return Cow::Borrowed(text);
        }
        let texts = self.parts(text).filter_map(|part| match part {
            Part::Text(text) => Some(text),
            Part::Place(_) => None,
        });
        Cow::Owned(texts.collect())
    }
}

/// The blanks and boxes in these bytes with their own, in order.
fn places(checklist: &Checklist, range: &Range<usize>) -> Vec<(Place, Range<usize>)> {
    let blanks = checklist
        .blanks_in(range.clone())
        .map(|id| (Place::Blank(id), checklist.blank(id)));
    let blanks = blanks.filter(|(_, blank)| blank.form != Form::Lines);
    let blanks = blanks.map(|(place, blank)| (place, blank.range.clone()));
    let boxes =
        checklist
            .boxes_in(range.clone())
            .filter_map(|id| match &checklist.entry(id).kind {
                Kind::Box { mark, .. } => Some((Place::Box(id), mark.clone())),
                _ => None,
            });
    let mut places: Vec<_> = blanks.chain(boxes).collect();
    places.sort_by_key(|(_, bytes)| bytes.start);
    places
}

#[cfg(test)]
mod tests {
    use super::{Fragment, Part, Place};
    use crate::checklist::{BlankId, Checklist, EntryId};

    #[test]
    fn blanks_and_boxes_are_taken_out_and_found_again() {
        let checklist = Checklist::parse("> a **____** b\n> ☐ \u{FFFC} c");
        let excerpt = Fragment::inline(&checklist, 2..checklist.source().len(), 1);
        let parts: Vec<Part> = excerpt.parts(excerpt.text()).collect();
        let expected = [
            Part::Text("a **"),
            Part::Place(Place::Blank(BlankId(0))),
            Part::Text("** b\n"),
            Part::Place(Place::Box(EntryId(1))),
            Part::Text(" \u{FFFD} c"),
        ];
        assert_eq!(parts, expected);
        assert_eq!(excerpt.plain(excerpt.text()), "a **** b\n \u{FFFD} c");
    }
}
