//! The sheet and the pencil marks together: what holds for every entry, and the only way to change it.
//!
//! A [`Workbook`] is made of a [`Checklist`] and its [`Progress`]. Whoever wants to change something makes an
//! [`Edit`] and gives it to [`Workbook::apply`]; time and author are arguments. It knows nothing of files,
//! terminals and the clock.

mod edit;
mod find;
mod place;
mod search;
mod tally;

pub use edit::{Edit, Refusal, Stamp, Step};
pub use find::{Candidate, FindError};
pub use place::Placing;
pub use search::Hit;
pub use tally::{Obstacle, Tally, Verdict, Why};

use std::borrow::Cow;

use crate::checklist::{BlankId, Checklist, EntryId, mojibake};
use crate::progress::{Marks, Progress, State};

/// A checklist with its progress.
#[derive(Debug, Clone)]
pub struct Workbook {
    checklist: Checklist,
    progress: Progress,
    placing: Placing,
    /// What holds for each entry: the fold of the events placed on it.
    marks: Vec<Marks>,
}

/// A part of the text of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Text of the document, mojibake repaired.
    Text(Cow<'a, str>),
    /// A blank, with the underscores that stand there and its value.
    Blank {
        /// What the document has there.
        empty: &'a str,
        /// What was filled in.
        value: Option<&'a str>,
    },
}

impl Workbook {
    /// Puts progress on a checklist.
    pub fn new(checklist: Checklist, progress: Progress) -> Self {
        let placing = Placing::of(&checklist, &progress);
        let mut workbook = Workbook { marks: Vec::new(), checklist, progress, placing };
        workbook.marks = workbook.checklist.ids().map(|id| workbook.fold(id)).collect();
        workbook
    }

    /// The checklist.
    pub fn checklist(&self) -> &Checklist {
        &self.checklist
    }

    /// The progress.
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    /// Where the progress found its entries.
    pub fn placing(&self) -> &Placing {
        &self.placing
    }

    /// Takes on progress that was united with what others wrote.
    pub fn absorb(&mut self, progress: Progress) {
        if progress != self.progress {
            *self = Workbook::new(std::mem::take(&mut self.checklist), progress);
        }
    }

    /// What people marked on an entry.
    pub fn marks(&self, id: EntryId) -> &Marks {
        &self.marks[id.0]
    }

    /// The state of an item: what people said, else what the document says. Where answers conflict it is open.
    pub fn state(&self, id: EntryId) -> State {
        let register = &self.marks(id).state;
        match register.value() {
            Some(mark) => mark.state,
            None if self.checklist.entry(id).is_source_ticked() && !register.is_conflict() => State::Done,
            None => State::Open,
        }
    }

    /// Whether an item is done because the document ticks it, and nobody here confirmed that.
    pub fn is_claimed(&self, id: EntryId) -> bool {
        self.state(id) == State::Done && self.marks(id).state.value().is_none()
    }

    /// Whether an item is done, but its text was changed since, so that somebody has to look again.
    pub fn wants_confirmation(&self, id: EntryId) -> bool {
        self.state(id) == State::Done && self.placing.is_reworded(id)
    }

    /// The value of a blank.
    pub fn value(&self, id: BlankId) -> Option<&str> {
        let blank = self.checklist.blank(id);
        self.marks(blank.entry).blanks.get(&blank.slug)?.value().map(String::as_str)
    }

    /// The text of an entry, taken apart at its blanks.
    pub fn pieces(&self, id: EntryId) -> impl Iterator<Item = Piece<'_>> {
        let entry = self.checklist.entry(id);
        let blanks = entry.blanks.clone().map(|index| &self.checklist.blanks()[index].span);
        let starts = std::iter::once(0).chain(blanks.clone().map(|span| span.end));
        let ends = blanks.map(|span| span.start).chain(std::iter::once(entry.text.len()));
        let texts =
            starts.zip(ends).map(|(start, end)| Piece::Text(mojibake::repaired(&entry.text[start..end])));
        let values = entry.blanks.clone().map(BlankId).map(Some).chain(std::iter::once(None));
        texts.zip(values).flat_map(move |(text, blank)| {
            let blank = blank.map(|blank| {
                let span = self.checklist.blank(blank).span.clone();
                Piece::Blank { empty: &entry.text[span], value: self.value(blank) }
            });
            std::iter::once(text).chain(blank)
        })
    }

    /// The text of an entry with the values of its blanks in their places.
    pub fn reading(&self, id: EntryId) -> String {
        let piece = |piece| match piece {
            Piece::Text(text) => text,
            Piece::Blank { value, empty } => Cow::Borrowed(value.unwrap_or(empty)),
        };
        self.pieces(id).map(piece).collect()
    }

    /// Folds the events placed on an entry.
    fn fold(&self, id: EntryId) -> Marks {
        let keys = self.placing.keys(id);
        if keys.is_empty() {
            return Marks::default();
        }
        Marks::fold(keys.iter().filter_map(|key| self.progress.entries.get(key)).flatten())
    }
}
