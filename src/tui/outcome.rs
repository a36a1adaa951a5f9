//! Outcomes: everything that a sheet can ask for. A sheet never reaches the app itself.

use super::action::Action;
use super::effect::Effect;
use super::notice::Notice;
use super::outline::Row;
use super::sheets::runs::Runs;
use crate::checklist::{BlankId, EntryId, Phase};
use crate::progress::Note;
use crate::workbook::{Filter, SignOff};

/// The answer of a sheet to a key.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Whether the sheet is closed.
    pub close: bool,
    /// Where to go, or what to open.
    pub open: Option<Open>,
    /// A change of the workbook.
    pub edit: Option<Change>,
    /// Something to be done outside of the app.
    pub effect: Option<Effect>,
    /// A notice to show.
    pub notice: Option<Notice>,
}

/// What a sheet leads to.
#[derive(Debug)]
pub enum Open {
    /// A row of the outline.
    Row(Row),
    /// The outline through a filter; the row was selected before.
    Filtered(Filter, Option<Row>),
    /// The field that asks since when changes are shown; the row was selected before.
    Since(Option<Row>),
    /// The field of a blank.
    Blank(BlankId),
    /// The field of a note.
    Note(EntryId, Note),
    /// The field of the go-live time.
    GoLive,
    /// The form of a signature.
    Signature(SignOff),
    /// The field for the name of a new run.
    RunName(Runs),
    /// Another action, as if its key had been pressed.
    Action(Action),
    /// The text that is being copied, remembered with the selected row.
    Copied(String),
}

/// A change of the workbook.
#[derive(Debug)]
pub enum Change {
    /// Sets the phase of a section; nothing leaves it to the heading.
    Phase(EntryId, Option<Phase>),
    /// Deletes a note, by its id.
    DeleteNote(EntryId, String),
    /// Ticks all open items under an entry.
    TickAll(EntryId),
    /// Undoes the last change.
    Undo,
}

impl Outcome {
    /// The sheet stays open.
    pub fn stay() -> Outcome {
        Outcome::default()
    }

    /// The sheet is closed.
    pub fn close() -> Outcome {
        Outcome {
            close: true,
            ..Outcome::default()
        }
    }

    /// The sheet is closed, and something else opens.
    pub fn open(open: Open) -> Outcome {
        Outcome {
            open: Some(open),
            ..Outcome::close()
        }
    }

    /// The sheet is closed, and a change is made.
    pub fn edit(change: Change) -> Outcome {
        Outcome {
            edit: Some(change),
            ..Outcome::close()
        }
    }

    /// The sheet is closed, and something is done outside of the app.
    pub fn effect(effect: Effect) -> Outcome {
        Outcome {
            effect: Some(effect),
            ..Outcome::close()
        }
    }

    /// The sheet stays open, with a notice.
    pub fn notice(notice: Notice) -> Outcome {
        Outcome {
            notice: Some(notice),
            ..Outcome::stay()
        }
    }

    /// The same, with a notice.
    #[must_use]
    pub fn with_notice(self, notice: Notice) -> Outcome {
        Outcome {
            notice: Some(notice),
            ..self
        }
    }
}
