//! The document with signs in place of all that is not its own: blanks, drawn boxes, what people said.

use std::collections::HashSet;

use crate::checklist::{BlankId, EntryId, Kind};
use crate::report::fill::put_values;
use crate::report::markdown::put_quote;
use crate::report::splice::Splices;
use crate::report::summary::said;
use crate::workbook::Workbook;

/// What a sign stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// A blank.
    Blank(BlankId),
    /// A box that is no item.
    Box(EntryId),
    /// What people said of an entry.
    Said(EntryId),
}

/// A piece of a text with signs in it.
pub(super) enum Piece<'a> {
    /// Text of the document.
    Text(&'a str),
    /// A sign.
    Sign(Sign),
}

/// A document with signs in it.
pub(super) struct Mask {
    /// The Markdown.
    pub(super) source: String,
    /// What a sign begins and ends with: characters for private use that the document does not use.
    begin: char,
    end: char,
}

impl Mask {
    /// Puts signs into the document of a workbook.
    pub(super) fn of(workbook: &Workbook) -> Mask {
        let checklist = workbook.checklist();
        let used: HashSet<char> = checklist.source().chars().collect();
        let mut free = ('\u{E000}'..='\u{F8FF}')
            .chain('\u{F0000}'..='\u{FFFFD}')
            .filter(|c| !used.contains(c));
        let mut mask = Mask {
            source: String::new(),
            begin: free.next().unwrap_or_default(),
            end: free.next().unwrap_or_default(),
        };
        let mut splices = Splices::default();
        for id in checklist.boxes() {
            if let Kind::Box { mark, .. } = &checklist.entry(id).kind {
                splices.put(mark.clone(), mask.sign('b', id.0));
            }
        }
        put_values(checklist, |id| Some(mask.sign('v', id.0)), &mut splices);
        for id in checklist.ids() {
            if !said(workbook, id).is_empty() {
                put_quote(checklist, id, &[mask.sign('s', id.0)], &mut splices);
            }
        }
        mask.source = splices.into(checklist.source());
        mask
    }

    fn sign(&self, kind: char, number: usize) -> String {
        format!("{}{kind}{number}{}", self.begin, self.end)
    }

    /// Takes a text apart at its signs.
    pub(super) fn pieces<'a>(&self, text: &'a str) -> Vec<Piece<'a>> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(self.begin) {
            let Some((sign, after)) = after.split_once(self.end) else {
                break;
            };
            pieces.push(Piece::Text(before));
            pieces.extend(read(sign).map(Piece::Sign));
            rest = after;
        }
        pieces.push(Piece::Text(rest));
        pieces
    }

    /// The entry of a text that is nothing but the sign for what was said of it.
    pub(super) fn said(&self, text: &str) -> Option<EntryId> {
        match self.pieces(text).as_slice() {
            [
                Piece::Text(""),
                Piece::Sign(Sign::Said(id)),
                Piece::Text(""),
            ] => Some(*id),
            _ => None,
        }
    }
}

fn read(sign: &str) -> Option<Sign> {
    let (kind, number) = sign.split_at_checked(1)?;
    let number = number.parse().ok()?;
    match kind {
        "v" => Some(Sign::Blank(BlankId(number))),
        "b" => Some(Sign::Box(EntryId(number))),
        "s" => Some(Sign::Said(EntryId(number))),
        _ => None,
    }
}
