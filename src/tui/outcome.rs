//! Outcomes: everything that a sheet can ask for. A sheet never reaches the app itself.

use super::action::Action;
use super::effect::Effect;
use super::form_row::FormRow;
use super::notice::Notice;
use super::outline::OutlineRow;
use super::sheets::runs::RunsSheet;
use crate::checklist::{BlankId, EntryId, Phase, VariableId};
use crate::progress::Note;
use crate::workbook::{Edit, Filter, SignOff};

/// The answer of a sheet to a key.
#[derive(Debug, Default)]
pub struct SheetOutcome {
    /// True if the sheet is closed.
    pub close: bool,
    /// The next place or field to open.
    pub open: Option<Destination>,
    /// A change of the workbook.
    pub edit: Option<SheetEdit>,
    /// Something to be done outside of the app.
    pub effect: Option<Effect>,
    /// A notice to show.
    pub notice: Option<Notice>,
}

/// The place or field that a sheet opens.
#[derive(Debug)]
pub enum Destination {
    /// A row of the outline.
    Row(OutlineRow),
    /// The outline through a filter; the row was selected before.
    Filtered(Filter, Option<OutlineRow>),
    /// The field that asks since when changes are shown; the row was selected before.
    Since(Option<OutlineRow>),
    /// The field of a blank or variable, opened from the list of both.
    Fill(FormRow),
    /// The form of the selected entry, on the first of these empty places, as the document writes them.
    FillEmpty(Vec<String>),
    /// The field of a note.
    Note(EntryId, Note),
    /// The field of the go-live time.
    GoLive,
    /// The form of a signature.
    Signature(SignOff),
    /// The field for the name of a new run.
    RunName(RunsSheet),
    /// Another action, as if its key had been pressed.
    Action(Action),
    /// The text that is being copied, remembered with the selected row.
    Copied(String),
}

/// A change of the workbook.
#[derive(Debug)]
pub enum SheetEdit {
    /// Sets the phase of a section; nothing leaves it to the heading.
    Phase(EntryId, Option<Phase>),
    /// Deletes a note, by its id.
    DeleteNote(EntryId, String),
    /// Ticks all open items under an entry.
    TickAll(EntryId),
    /// Links a variable to a blank; nothing unlinks it.
    Link(VariableId, Option<BlankId>),
    /// Corrects how an entry is read.
    Correct(Box<Edit>),
    /// Undoes the last change.
    Undo,
}

impl SheetOutcome {
    /// The sheet stays open.
    pub fn stay() -> SheetOutcome {
        SheetOutcome::default()
    }

    /// The sheet is closed.
    pub fn close() -> SheetOutcome {
        SheetOutcome {
            close: true,
            ..SheetOutcome::default()
        }
    }

    /// The sheet is closed, and something else opens.
    pub fn open(open: Destination) -> SheetOutcome {
        SheetOutcome {
            open: Some(open),
            ..SheetOutcome::close()
        }
    }

    /// The sheet is closed, and a change is made.
    pub fn edit(change: SheetEdit) -> SheetOutcome {
        SheetOutcome {
            edit: Some(change),
            ..SheetOutcome::close()
        }
    }

    /// The sheet is closed, and something is done outside of the app.
    pub fn effect(effect: Effect) -> SheetOutcome {
        SheetOutcome {
            effect: Some(effect),
            ..SheetOutcome::close()
        }
    }

    /// The sheet stays open, with a notice.
    pub fn notice(notice: Notice) -> SheetOutcome {
        SheetOutcome {
            notice: Some(notice),
            ..SheetOutcome::stay()
        }
    }

    /// The same, with a notice.
    #[must_use]
    pub fn with_notice(self, notice: Notice) -> SheetOutcome {
        SheetOutcome {
            notice: Some(notice),
            ..self
        }
    }
}
