//! The sheet and the pencil marks together: what holds for every entry, and the only way to change it.
//!
//! A [`Workbook`] is made of a [`Checklist`] and its [`Progress`]. Whoever wants to change something makes an
//! [`Edit`] and gives it to [`Workbook::apply`]; time and author are arguments. It knows nothing of files,
//! terminals and the clock.

mod edit;
mod find;
mod place;
mod tally;

pub use edit::{Edit, Refusal, Stamp, Step};
pub use find::{Candidate, FindError};
pub use place::Placing;
pub use tally::{Obstacle, Tally, Verdict, Why};

use crate::checklist::{BlankId, Checklist, EntryId};
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

    /// Folds the events placed on an entry.
    fn fold(&self, id: EntryId) -> Marks {
        let keys = self.placing.keys(id);
        if keys.is_empty() {
            return Marks::default();
        }
        Marks::fold(keys.iter().filter_map(|key| self.progress.entries.get(key)).flatten())
    }
}
