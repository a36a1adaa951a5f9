//! Actions as text fields know them.

use super::Action;

/// An action as text fields know it, beside editing the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldAction {
    /// Accepts the text, and closes the field.
    Accept,
    /// Accepts the text, and goes to the next field of the form.
    AcceptAndContinue,
    /// Accepts the text, and goes to the next blank.
    AcceptNext,
    /// Accepts the text, and goes to the previous blank.
    AcceptPrevious,
    /// Takes the next suggestion, or goes to the next field.
    NextAnswer,
    /// Takes the previous suggestion, or goes to the previous field.
    PreviousAnswer,
    /// Takes the offer.
    UseSuggestion,
    /// Sets the value of a variable for one entry only, or for all places again.
    OnlyHere,
    /// Closes the field.
    Cancel,
    /// Goes to the next match.
    NextMatch,
    /// Goes to the previous match.
    PreviousMatch,
    /// Deletes the note.
    DeleteNote,
    /// Edits the text in the user's own editor.
    Editor,
}

impl Action {
    /// The same action as text fields know it; nothing where it belongs to the outline, to a sheet, or edits the text.
    #[expect(clippy::too_many_lines, reason = "one row for each action")]
    pub(in crate::tui) fn in_field(self) -> Option<FieldAction> {
        Some(match self {
            Action::Accept => FieldAction::Accept,
            Action::AcceptAndContinue => FieldAction::AcceptAndContinue,
            Action::AcceptNext => FieldAction::AcceptNext,
            Action::AcceptPrevious => FieldAction::AcceptPrevious,
            Action::NextAnswer => FieldAction::NextAnswer,
            Action::PreviousAnswer => FieldAction::PreviousAnswer,
            Action::UseSuggestion => FieldAction::UseSuggestion,
            Action::OnlyHere => FieldAction::OnlyHere,
            Action::Cancel => FieldAction::Cancel,
            Action::NextMatch => FieldAction::NextMatch,
            Action::PreviousMatch => FieldAction::PreviousMatch,
            Action::DeleteNote => FieldAction::DeleteNote,
            Action::Editor => FieldAction::Editor,
            Action::Down
            | Action::Up
            | Action::PageDown
            | Action::PageUp
            | Action::First
            | Action::Last
            | Action::Fold
            | Action::Unfold
            | Action::FoldAll
            | Action::UnfoldAll
            | Action::NextSection
            | Action::PreviousSection
            | Action::NextOpen
            | Action::Toggle
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
            | Action::OnlyUnfilled
            | Action::Link
            | Action::FillNow
            | Action::CopyAnyway
            | Action::Measure
            | Action::SignOffs
            | Action::GoTo
            | Action::Phase
            | Action::GoLive
            | Action::Note
            | Action::EditNote
            | Action::NoteInEditor
            | Action::MoveMark
            | Action::DropMark
            | Action::Undo
            | Action::Redo
            | Action::Find
            | Action::Detail
            | Action::DetailDown
            | Action::DetailUp
            | Action::History
            | Action::Copy
            | Action::WriteCopy
            | Action::Overview
            | Action::Explain
            | Action::Help
            | Action::Filter
            | Action::ShowOpen
            | Action::ShowBlocked
            | Action::ShowUnanswered
            | Action::ShowUnconfirmed
            | Action::ShowConflicts
            | Action::ShowMine
            | Action::ShowOptional
            | Action::ShowRequired
            | Action::ShowChanged
            | Action::ShowDue
            | Action::ShowUnmatched
            | Action::ShowAll
            | Action::Palette
            | Action::Redraw
            | Action::Suspend
            | Action::Mouse
            | Action::Quit
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
            | Action::Choose
            | Action::Runs
            | Action::NewRun
            | Action::ReadOnly
            | Action::WriteMine
            | Action::TakeFile
            | Action::Yes
            | Action::No
            | Action::Walk
            | Action::TickAndContinue
            | Action::NextStep
            | Action::PreviousStep => return None,
        })
    }
}
