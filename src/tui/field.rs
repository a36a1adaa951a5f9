//! A text field: its purpose, and the text that is being typed.

mod choices;

use std::fmt;

use ratatui::crossterm::event::KeyCode;
use ratatui_textarea::TextArea;

use super::action::Action;
use super::key::Key;
use super::keymap::Context;
use super::line_editor::LineEditor;
use super::outline::OutlineRow;
use super::signing::SignaturePart;
use super::suggestions::Suggestions;
use crate::checklist::{BlankId, EntryId, Offer, VariableId};
use crate::progress::State;
use crate::workbook::SignOff;

/// The purpose of a field.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum FieldPurpose {
    /// The value of a blank.
    Blank(BlankId),
    /// The value of a variable.
    Variable(VariableId, VariableScope),
    /// The value that was measured for an item: which of its measurements.
    Measured(EntryId, usize),
    /// A part of a signature.
    Sign(SignOff, SignaturePart),
    /// A new note on an entry.
    Note(EntryId),
    /// Another text for a note on an entry, by the id that the note has.
    EditNote(EntryId, String),
    /// The reason of a state.
    Reason {
        /// The item, or the parent of all items.
        entry: EntryId,
        /// The state.
        state: State,
        /// True if all that is open under the entry gets it.
        whole: bool,
    },
    /// The search query; `from` is where the search started.
    Find {
        /// The row that was selected.
        from: Option<OutlineRow>,
    },
    /// The path for the copy of a template, by its index.
    Copy(usize),
    /// The name of a new run.
    NewRun,
    /// Another file to save in.
    Elsewhere,
    /// The time since which changes are displayed; `from` is the row where it was asked.
    Since {
        /// The row that was selected.
        from: Option<OutlineRow>,
    },
    /// The moment of going live.
    Live,
    /// The name of an action.
    Command,
}

/// The places that a value of a variable is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VariableScope {
    /// All of them.
    All,
    /// Those in the text and blocks of one entry.
    Entry(EntryId),
}

/// One of the answers that differ in a blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConflictingAnswer {
    /// The answer; empty where the blank was cleared.
    pub text: String,
    /// The author.
    pub who: String,
}

impl fmt::Display for ConflictingAnswer {
    /// The answer, with who gave it.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let text = if self.text.is_empty() {
            "(empty)"
        } else {
            &self.text
        };
        write!(f, "{text} ({})", self.who)
    }
}

/// A text field with the text typed so far.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its purpose.
    pub purpose: FieldPurpose,
    /// The text that it began with.
    pub before: String,
    /// The answers that differ, where the blank holds such.
    pub answers: Vec<ConflictingAnswer>,
    /// The suggestions.
    pub offers: Suggestions,
    /// The ids of the answers that the user has seen.
    pub seen: Vec<String>,
    /// The answers that the document offers.
    pub choices: Vec<String>,
    /// An answer that a key takes.
    pub ready: Option<Offer>,
    /// True if it was opened from the list of blanks, whose order the keys follow.
    pub from_list: bool,
    /// The typed start of the choice that replaced it.
    begun: Option<String>,
    several_lines: bool,
    editor: LineEditor,
}

impl Field {
    /// Creates a field with `text`. `before` is the current value; the text differs from it where a
    /// draft is restored. It is multi-line where requested, and where the text has several lines.
    pub fn new(purpose: FieldPurpose, before: &str, text: &str, several_lines: bool) -> Field {
        let several_lines = several_lines || text.contains('\n');
        let is_of_form = matches!(
            purpose,
            FieldPurpose::Blank(_)
                | FieldPurpose::Variable(..)
                | FieldPurpose::Measured(..)
                | FieldPurpose::Sign(..)
        );
        let editor = LineEditor::new(text, several_lines || is_of_form);
        Field {
            purpose,
            before: before.to_owned(),
            answers: Vec::new(),
            offers: Suggestions::default(),
            seen: Vec::new(),
            choices: Vec::new(),
            ready: None,
            from_list: false,
            begun: None,
            several_lines,
            editor,
        }
    }

    /// Returns whether several answers can be taken into the field.
    pub fn has_answers(&self) -> bool {
        !self.answers.is_empty()
    }

    /// Holds this text instead, with the cursor at its end; undo brings back what was there.
    pub fn hold(&mut self, text: &str) {
        self.begun = None;
        if text.contains('\n') && !self.several_lines {
            self.several_lines = true;
            self.editor.set_wraps(true);
        }
        self.editor.hold(text);
    }

    /// Returns whether it offers texts to take.
    pub fn has_suggestions(&self) -> bool {
        !self.offers.texts().is_empty()
    }

    /// Returns the index of the suggestion in the field.
    pub fn offer(&self) -> Option<usize> {
        self.offers.place_of(&self.text())
    }

    /// Takes the next of the texts on offer, or the one before.
    pub fn take_offer(&mut self, step: isize) {
        let text = self.text();
        let text = self.offers.beside(&text, step).to_owned();
        self.hold(&text);
    }

    /// The text as it is now.
    pub fn text(&self) -> String {
        self.editor.text()
    }

    /// Returns whether it holds something else than at the beginning.
    pub fn is_changed(&self) -> bool {
        self.text() != self.before
    }

    /// Returns whether it has typed text that exists nowhere else.
    pub fn is_typed(&self) -> bool {
        self.is_changed() && self.answer().is_none()
    }

    /// Returns the typed text that is kept when the field is left.
    pub fn draft(&self) -> Option<String> {
        if self.offer().is_none() {
            return self.is_typed().then(|| self.text());
        }
        let typed = self.offers.typed();
        (!typed.is_empty() && typed != self.before).then(|| typed.to_owned())
    }

    /// Returns whether it takes several lines.
    pub fn has_several_lines(&self) -> bool {
        self.several_lines
    }

    /// The editor, to be drawn.
    pub fn editor(&self) -> &TextArea<'static> {
        self.editor.area()
    }

    /// Returns the part of the keymap that applies in this field.
    pub fn context(&self) -> Context {
        match self.purpose {
            FieldPurpose::Find { .. } => Context::Find,
            _ if self.several_lines => Context::Lines,
            FieldPurpose::Reason { .. } => Context::Reason,
            FieldPurpose::Sign(..) => Context::Signing,
            FieldPurpose::Live => Context::Moment,
            FieldPurpose::Blank(_)
            | FieldPurpose::Variable(..)
            | FieldPurpose::Measured(..)
            | FieldPurpose::Note(_)
            | FieldPurpose::EditNote(..)
            | FieldPurpose::Copy(_)
            | FieldPurpose::NewRun
            | FieldPurpose::Elsewhere
            | FieldPurpose::Since { .. }
            | FieldPurpose::Command => Context::Line,
        }
    }

    /// Returns the action that accepts the field.
    pub fn takes(&self) -> Action {
        if self.context() == Context::Line {
            Action::AcceptAndContinue
        } else {
            Action::Accept
        }
    }

    /// Moves the cursor down one row, or up where `step` is negative.
    pub fn move_by_row(&mut self, step: isize) {
        self.editor.move_by_row(step);
    }

    /// Does what an action does to the text. Returns whether it is one of those that edit text.
    pub fn act(&mut self, action: Action) -> bool {
        if action == Action::DeleteLeft && self.undo_choice() {
            return true;
        }
        let is_done = self.editor.act(action);
        if is_done {
            self.begun = None;
        }
        is_done
    }

    /// Types a key into the field: a character, and in a text of several lines a line end. No other key is text.
    pub fn type_key(&mut self, key: Key) {
        if key.ctrl || key.alt || self.choose(key) {
            return;
        }
        match key.code {
            KeyCode::Char(character) => self.editor.insert(character.encode_utf8(&mut [0; 4])),
            KeyCode::Enter if self.several_lines => self.editor.insert("\n"),
            _ => {}
        }
    }

    /// Pastes text into the field; in a field of one line, line ends become spaces.
    pub fn paste(&mut self, text: &str) {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let text = if self.several_lines {
            text
        } else {
            text.trim_end_matches('\n').replace('\n', " ")
        };
        self.begun = None;
        self.editor.insert(&text);
    }
}
