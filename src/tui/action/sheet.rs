//! Actions as sheets know them.

use super::Action;
use crate::tui::widgets::list::Motion;
use crate::workbook::Want;

/// An action as sheets know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetAction {
    /// Moves the selection, or scrolls.
    Move(Motion),
    /// Chooses the selected row.
    Choose,
    /// Closes the sheet.
    Cancel,
    /// Turns the selected row on or off.
    Toggle,
    /// Turns a filter on or off.
    Show(Want),
    /// Turns all filters off.
    ShowAll,
    /// Lists only unfilled blanks, or all.
    OnlyUnfilled,
    /// Links a variable to a blank, or unlinks it.
    Link,
    /// Fills what is empty in the text to copy.
    FillNow,
    /// Copies a text in which something is empty.
    CopyAnyway,
    /// Starts a run.
    NewRun,
    /// Yes.
    Yes,
    /// No.
    No,
    /// Writes the marks in memory to the progress file.
    WriteMine,
    /// Takes the progress file as it is.
    TakeFile,
    /// Quits.
    Quit,
    /// Deletes the selected note.
    DeleteNote,
    /// Writes the selected text to a file.
    WriteCopy,
    /// Folds the selected row.
    Fold,
    /// Unfolds the selected row.
    Unfold,
    /// Sets the go-live time.
    GoLive,
    /// Opens the sign-offs.
    SignOffs,
    /// Goes to the selected row in the outline.
    GoTo,
    /// Undoes the last change.
    Undo,
}

impl Action {
    /// The same action as sheets know it; nothing where it belongs to the outline or to a text field.
    #[expect(clippy::too_many_lines, reason = "one row for each action")]
    pub(in crate::tui) fn in_sheet(self) -> Option<SheetAction> {
        Some(match self {
            Action::Down => SheetAction::Move(Motion::Down),
            Action::Up => SheetAction::Move(Motion::Up),
            Action::PageDown => SheetAction::Move(Motion::PageDown),
            Action::PageUp => SheetAction::Move(Motion::PageUp),
            Action::First => SheetAction::Move(Motion::First),
            Action::Last => SheetAction::Move(Motion::Last),
            Action::Choose => SheetAction::Choose,
            Action::Cancel => SheetAction::Cancel,
            Action::Toggle => SheetAction::Toggle,
            Action::ShowAll => SheetAction::ShowAll,
            Action::OnlyUnfilled => SheetAction::OnlyUnfilled,
            Action::Link => SheetAction::Link,
            Action::FillNow => SheetAction::FillNow,
            Action::CopyAnyway => SheetAction::CopyAnyway,
            Action::NewRun => SheetAction::NewRun,
            Action::Yes => SheetAction::Yes,
            Action::No => SheetAction::No,
            Action::WriteMine => SheetAction::WriteMine,
            Action::TakeFile => SheetAction::TakeFile,
            Action::Quit => SheetAction::Quit,
            Action::DeleteNote => SheetAction::DeleteNote,
            Action::WriteCopy => SheetAction::WriteCopy,
            Action::Fold => SheetAction::Fold,
            Action::Unfold => SheetAction::Unfold,
            Action::GoLive => SheetAction::GoLive,
            Action::SignOffs => SheetAction::SignOffs,
            Action::GoTo => SheetAction::GoTo,
            Action::Undo => SheetAction::Undo,
            Action::ShowOpen => SheetAction::Show(Want::Open),
            Action::ShowBlocked => SheetAction::Show(Want::Blocked),
            Action::ShowUnanswered => SheetAction::Show(Want::Unanswered),
            Action::ShowUnconfirmed => SheetAction::Show(Want::Unconfirmed),
            Action::ShowConflicts => SheetAction::Show(Want::Conflicts),
            Action::ShowMine => SheetAction::Show(Want::Mine),
            Action::ShowOptional => SheetAction::Show(Want::Optional),
            Action::ShowRequired => SheetAction::Show(Want::Required),
            Action::ShowChanged => SheetAction::Show(Want::Changed),
            Action::ShowDue => SheetAction::Show(Want::Due),
            Action::ShowUnmatched => SheetAction::Show(Want::Unmatched),
            Action::FoldAll
            | Action::UnfoldAll
            | Action::NextSection
            | Action::PreviousSection
            | Action::NextOpen
            | Action::Reopen
            | Action::NotApplicable
            | Action::Blocked
            | Action::Waived
            | Action::Confirm
            | Action::ConfirmAll
            | Action::Edit
            | Action::NextBlank
            | Action::PreviousBlank
            | Action::Blanks
            | Action::Measure
            | Action::Phase
            | Action::Note
            | Action::EditNote
            | Action::NoteInEditor
            | Action::Editor
            | Action::MoveMark
            | Action::DropMark
            | Action::Redo
            | Action::Find
            | Action::NextMatch
            | Action::PreviousMatch
            | Action::Detail
            | Action::DetailDown
            | Action::DetailUp
            | Action::History
            | Action::Copy
            | Action::Overview
            | Action::Explain
            | Action::Help
            | Action::Filter
            | Action::Palette
            | Action::Redraw
            | Action::Suspend
            | Action::Mouse
            | Action::Accept
            | Action::AcceptAndContinue
            | Action::AcceptNext
            | Action::AcceptPrevious
            | Action::NextAnswer
            | Action::PreviousAnswer
            | Action::UseSuggestion
            | Action::OnlyHere
            | Action::LineStart
            | Action::LineEnd
            | Action::CharLeft
            | Action::CharRight
            | Action::WordLeft
            | Action::WordRight
            | Action::LineUp
            | Action::LineDown
            | Action::DeleteLeft
            | Action::DeleteRight
            | Action::DeleteWordLeft
            | Action::DeleteWordRight
            | Action::DeleteSpacedWord
            | Action::DeleteToStart
            | Action::DeleteToEnd
            | Action::Yank
            | Action::Transpose
            | Action::UndoTyping
            | Action::RedoTyping
            | Action::Runs
            | Action::ReadOnly
            | Action::Walk
            | Action::TickAndContinue
            | Action::NextStep
            | Action::PreviousStep => return None,
        })
    }
}
