//! Actions: the effects of keys, for the outline, for sheets and for text fields.

mod field;
mod sheet;

pub use field::FieldAction;
pub use sheet::SheetAction;

/// An action: the effect of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// One row down.
    Down,
    /// One row up.
    Up,
    /// A page down.
    PageDown,
    /// A page up.
    PageUp,
    /// The first row.
    First,
    /// The last row.
    Last,
    /// Fold, or go to the row above this one in the tree.
    Fold,
    /// Unfold, or go to the first row under this one.
    Unfold,
    /// Fold everything.
    FoldAll,
    /// Unfold everything.
    UnfoldAll,
    /// The next section.
    NextSection,
    /// The section before.
    PreviousSection,
    /// The next open item.
    NextOpen,
    /// Tick, or take the tick back.
    Toggle,
    /// Open an item again.
    Reopen,
    /// Set to not applicable, with a reason.
    NotApplicable,
    /// Set to blocked, with a reason.
    Blocked,
    /// Set to waived, with a reason.
    Waived,
    /// Confirm what this entry holds.
    Confirm,
    /// Confirm all ticks under this entry.
    ConfirmAll,
    /// Fill the blanks of the entry, or fold a section.
    Edit,
    /// The next unfilled blank of the document.
    NextBlank,
    /// The one before.
    PreviousBlank,
    /// List all blanks.
    Blanks,
    /// List only unfilled blanks.
    OnlyUnfilled,
    /// Set the value of a variable for one entry only, or for all places again.
    OnlyHere,
    /// Link a variable to a blank, or unlink it.
    Link,
    /// Fill what is empty in the text to copy.
    FillNow,
    /// Copy a text in which something is empty.
    CopyAnyway,
    /// Give the value that was measured.
    Measure,
    /// Show the sign-offs.
    SignOffs,
    /// Go to the selected row in the outline.
    GoTo,
    /// Say which phase of the launch a section belongs to.
    Phase,
    /// Say when it goes live, or went.
    GoLive,
    /// Write a note.
    Note,
    /// Edit a note that is there.
    EditNote,
    /// Delete a note.
    DeleteNote,
    /// Write a note in the person's own editor.
    NoteInEditor,
    /// Go on in the person's own editor.
    Editor,
    /// Pick up an unmatched mark, or move it to this entry.
    MoveMark,
    /// Drop an unmatched mark.
    DropMark,
    /// Undo.
    Undo,
    /// Redo.
    Redo,
    /// Search.
    Find,
    /// The next match.
    NextMatch,
    /// The match before.
    PreviousMatch,
    /// Show or hide the detail.
    Detail,
    /// Scroll the detail down.
    DetailDown,
    /// Scroll the detail up.
    DetailUp,
    /// Show the whole history, or its end.
    History,
    /// Copy to the clipboard.
    Copy,
    /// Write to a file what was copied.
    WriteCopy,
    /// Show the whole document at a glance.
    Overview,
    /// Show how the document is read.
    Explain,
    /// Show the keys.
    Help,
    /// Choose what rows to show.
    Filter,
    /// Show open items, or no longer.
    ShowOpen,
    /// Show blocked items.
    ShowBlocked,
    /// Show lines with empty blanks.
    ShowUnanswered,
    /// Show what needs confirming.
    ShowUnconfirmed,
    /// Show answers that differ.
    ShowConflicts,
    /// Show what is mine.
    ShowMine,
    /// Show what may be left undone.
    ShowOptional,
    /// Show what may not.
    ShowRequired,
    /// Show what was changed since a time.
    ShowChanged,
    /// Show what is due or overdue.
    ShowDue,
    /// Show unmatched marks.
    ShowUnmatched,
    /// Show everything again.
    ShowAll,
    /// Find an action by its name.
    Palette,
    /// Redraw the screen.
    Redraw,
    /// Rest in the background, until the shell's `fg`.
    Suspend,
    /// Take the mouse, or leave it to the terminal.
    Mouse,
    /// Leave.
    Quit,
    /// Take what the field holds.
    Accept,
    /// Take what the field holds, and go to the next field of the form.
    AcceptAndContinue,
    /// Take what the field holds, and go to the next blank.
    AcceptNext,
    /// Take what the field holds, and go to the blank before.
    AcceptPrevious,
    /// The next of the answers to take from, or the next field.
    NextAnswer,
    /// The one before.
    PreviousAnswer,
    /// Take what is offered.
    UseSuggestion,
    /// The cursor to the start of the line.
    LineStart,
    /// The cursor to the end of the line.
    LineEnd,
    /// The cursor one character to the left.
    CharLeft,
    /// The cursor one character to the right.
    CharRight,
    /// The cursor to the start of the word.
    WordLeft,
    /// The cursor to the end of the word.
    WordRight,
    /// The cursor one line up.
    LineUp,
    /// The cursor one line down.
    LineDown,
    /// Delete the character before the cursor.
    DeleteLeft,
    /// Delete the character under the cursor.
    DeleteRight,
    /// Delete the word before the cursor.
    DeleteWordLeft,
    /// Delete the word behind the cursor.
    DeleteWordRight,
    /// Delete to the previous space.
    DeleteSpacedWord,
    /// Delete to the start of the line.
    DeleteToStart,
    /// Delete to the end of the line.
    DeleteToEnd,
    /// Put back what was deleted last.
    Yank,
    /// Swap the two characters around the cursor.
    Transpose,
    /// Take back what was typed last.
    UndoTyping,
    /// Type it again.
    RedoTyping,
    /// Leave the field or the sheet; in the outline end moving a mark, the search, or the filter.
    Cancel,
    /// Choose this row.
    Choose,
    /// Show the runs of the checklist.
    Runs,
    /// Start a run.
    NewRun,
    /// Change nothing from now on; or make changes again.
    ReadOnly,
    /// Write what is here to the progress file, whatever became of it.
    WriteMine,
    /// Take the progress file as it is.
    TakeFile,
    /// Yes.
    Yes,
    /// No.
    No,
    /// Turn walk mode on or off.
    Walk,
    /// Tick the step, and continue with the next open one.
    TickAndContinue,
    /// The next step.
    NextStep,
    /// The step before.
    PreviousStep,
}

impl Action {
    /// Its name in the settings and in the palette: `next-open`.
    pub fn name(self) -> String {
        kebab(&format!("{self:?}"))
    }

    /// Returns whether an Alt chord may do it. Esc and then another key arrive as one where both
    /// come quickly: tmux waits half a second for what follows Esc. So that does nothing that
    /// saves, sets, signs, sends or leaves.
    pub fn allows_alt(self) -> bool {
        self.edits_text() || self.only_shows()
    }

    /// Returns whether it edits the text that is being typed.
    pub(super) fn edits_text(self) -> bool {
        matches!(
            self,
            Action::LineStart
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
        )
    }

    /// Returns whether it only moves about, and shows what there is.
    fn only_shows(self) -> bool {
        matches!(
            self,
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
                | Action::Blanks
                | Action::OnlyUnfilled
                | Action::SignOffs
                | Action::GoTo
                | Action::Find
                | Action::NextMatch
                | Action::PreviousMatch
                | Action::Detail
                | Action::DetailDown
                | Action::DetailUp
                | Action::History
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
                | Action::Runs
                | Action::NextStep
                | Action::PreviousStep
        )
    }

    /// Returns whether its keys hold wherever one is, in text fields too.
    pub fn holds_everywhere(self) -> bool {
        matches!(self, Action::Redraw | Action::Suspend)
    }
}

/// A name of the code as people write it: `NextOpen` is `next-open`.
pub(super) fn kebab(name: &str) -> String {
    let mut kebab = String::with_capacity(name.len() + 4);
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !kebab.is_empty() {
            kebab.push('-');
        }
        kebab.push(letter.to_ascii_lowercase());
    }
    kebab
}
