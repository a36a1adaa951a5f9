//! Replaces blanks, drawn boxes and remarks in the document by placeholders before it is parsed.

use std::collections::HashSet;

use crate::checklist::{BlankId, EntryId, Kind};
use crate::report::fill::put_values;
use crate::report::markdown::put_quote;
use crate::report::places::{PlaceWriter, Refused};
use crate::report::splice::Splices;
use crate::report::summary::remarks;
use crate::workbook::Workbook;

/// The content that a placeholder stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mask {
    /// A blank.
    Blank(BlankId),
    /// A box that isn't an item.
    Box(EntryId),
    /// The remarks on an entry.
    Remarks(EntryId),
    /// A place of a variable that has a value: its index in the checklist.
    Place(usize),
}

/// A piece of a text with placeholders in it.
pub(super) enum MaskedPiece<'a> {
    /// Text of the document.
    Text(&'a str),
    /// A placeholder.
    Hidden(Mask),
}

/// A document with placeholders in it.
pub(super) struct MaskedSource {
    /// The Markdown.
    pub(super) source: String,
    /// The first and the last character of a placeholder: private-use characters that the document doesn't contain.
    begin: char,
    end: char,
    /// The values of variables by place, as they are written there.
    values: Vec<Option<String>>,
    refused: Refused,
}

impl MaskedSource {
    /// Inserts placeholders into the document of a workbook.
    pub(super) fn of(workbook: &Workbook) -> MaskedSource {
        let checklist = workbook.checklist();
        let used: HashSet<char> = checklist.source().chars().collect();
        let mut free = ('\u{E000}'..='\u{F8FF}')
            .chain('\u{F0000}'..='\u{FFFFD}')
            .filter(|c| !used.contains(c));
        let mut mask = MaskedSource {
            source: String::new(),
            begin: free.next().unwrap_or_default(),
            end: free.next().unwrap_or_default(),
            values: Vec::new(),
            refused: Refused::new(),
        };
        let mut splices = Splices::default();
        for id in checklist.boxes() {
            if let Kind::Box { mark, .. } = &checklist.entry(id).kind {
                splices.put(mark.clone(), mask.placeholder('b', id.0));
            }
        }
        put_values(
            checklist,
            |id| Some(mask.placeholder('v', id.0)),
            &mut splices,
        );
        let places = checklist.places();
        let value = |at: usize| workbook.place_value(&places[at]).map(|value| value.text);
        let writer = PlaceWriter::of(checklist, value);
        let text = |at| writer.text(at).map(str::to_owned);
        mask.values = (0..places.len()).map(text).collect();
        let writer = writer.with_texts(|at| mask.placeholder('p', at));
        mask.refused = writer.put_safely(&mut splices);
        for id in checklist.ids() {
            if !remarks(workbook, id).is_empty() {
                put_quote(checklist, id, &[mask.placeholder('s', id.0)], &mut splices);
            }
        }
        mask.source = splices.into(checklist.source());
        mask
    }

    /// The value of a variable as it is written into a place.
    pub(super) fn value(&self, place: usize) -> &str {
        let value = self.values.get(place).and_then(Option::as_deref);
        value.unwrap_or_default()
    }

    /// The values of variables that can't be written.
    pub(super) fn refused(&self) -> &Refused {
        &self.refused
    }

    fn placeholder(&self, kind: char, number: usize) -> String {
        format!("{}{kind}{number}{}", self.begin, self.end)
    }

    /// Splits a text at its placeholders.
    pub(super) fn pieces<'a>(&self, text: &'a str) -> Vec<MaskedPiece<'a>> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(self.begin) {
            let Some((placeholder, after)) = after.split_once(self.end) else {
                break;
            };
            pieces.push(MaskedPiece::Text(before));
            pieces.extend(parse(placeholder).map(MaskedPiece::Hidden));
            rest = after;
        }
        pieces.push(MaskedPiece::Text(rest));
        pieces
    }

    /// The entry of a text that is nothing but the placeholder for its remarks.
    pub(super) fn remarks(&self, text: &str) -> Option<EntryId> {
        match self.pieces(text).as_slice() {
            [
                MaskedPiece::Text(""),
                MaskedPiece::Hidden(Mask::Remarks(id)),
                MaskedPiece::Text(""),
            ] => Some(*id),
            _ => None,
        }
    }
}

fn parse(placeholder: &str) -> Option<Mask> {
    let (kind, number) = placeholder.split_at_checked(1)?;
    let number = number.parse().ok()?;
    match kind {
        "v" => Some(Mask::Blank(BlankId(number))),
        "b" => Some(Mask::Box(EntryId(number))),
        "p" => Some(Mask::Place(number)),
        "s" => Some(Mask::Remarks(EntryId(number))),
        _ => None,
    }
}
