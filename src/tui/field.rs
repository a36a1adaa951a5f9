//! A text field: what it asks for, and the text that is being typed.

mod choices;

use std::fmt;

use ratatui::crossterm::event::KeyCode;
use ratatui_textarea::TextArea;

use super::action::Action;
use super::key::Key;
use super::keymap::Context;
use super::line_editor::LineEditor;
use super::outline::Row;
use super::signing::SignPart;
use super::suggestions::Suggestions;
use crate::checklist::{BlankId, EntryId, Offer};
use crate::progress::State;
use crate::workbook::SignOff;

/// What a field asks for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// The value of a blank.
    Blank(BlankId),
    /// The value that was measured for an item: which of its measurements.
    Measured(EntryId, usize),
    /// A part of a signature.
    Sign(SignOff, SignPart),
    /// A new note on an entry.
    Note(EntryId),
    /// Another text for a note on an entry, by the id that the note has.
    EditNote(EntryId, String),
    /// The reason of a state.
    Reason {
        /// The item, or what all the items stand under.
        entry: EntryId,
        /// The state.
        state: State,
        /// Whether all that is open under the entry gets it.
        whole: bool,
    },
    /// What to search for; `from` is where the search began.
    Find {
        /// The row that was selected.
        from: Option<Row>,
    },
    /// Where to put the copy of a template, by its place in the list.
    Copy(usize),
    /// The name of a new run.
    NewRun,
    /// Another file to save in.
    Elsewhere,
    /// Since when changes are to be shown; `from` is where that was asked.
    Since {
        /// The row that was selected.
        from: Option<Row>,
    },
    /// The moment of going live.
    Live,
    /// The name of an action.
    Command,
}

/// One of the answers that differ in a blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingAnswer {
    /// The answer; empty where somebody cleared the blank.
    pub text: String,
    /// Who gave it.
    pub who: String,
}

impl fmt::Display for StandingAnswer {
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
    /// What it asks for.
    pub purpose: Purpose,
    /// The text that it began with.
    pub before: String,
    /// The answers that differ, where the blank holds such.
    pub answers: Vec<StandingAnswer>,
    /// What can be taken instead of typing it again.
    pub offers: Suggestions,
    /// The ids of what stood there when the person last saw it.
    pub seen: Vec<String>,
    /// The answers that the document offers.
    pub choices: Vec<String>,
    /// An answer that a key takes.
    pub ready: Option<Offer>,
    /// What was typed of the choice that was put in its place.
    begun: Option<String>,
    several_lines: bool,
    editor: LineEditor,
}

impl Field {
    /// A field that holds `text`. `before` is what stands there now; the text differs from it where a draft
    /// is taken up again. It has several lines where asked for, and where the text has several.
    pub fn new(purpose: Purpose, before: &str, text: &str, several_lines: bool) -> Field {
        let several_lines = several_lines || text.contains('\n');
        let is_of_form = matches!(
            purpose,
            Purpose::Blank(_) | Purpose::Measured(..) | Purpose::Sign(..)
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
            begun: None,
            several_lines,
            editor,
        }
    }

    /// Whether several answers can be taken into the field.
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

    /// Whether it offers texts to take.
    pub fn has_offers(&self) -> bool {
        !self.offers.texts().is_empty()
    }

    /// Which of the texts on offer the field holds.
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

    /// Whether it holds something else than at the beginning.
    pub fn is_changed(&self) -> bool {
        self.text() != self.before
    }

    /// Whether it holds something that a person typed, and that stands nowhere else.
    pub fn is_typed(&self) -> bool {
        self.is_changed() && self.answer().is_none()
    }

    /// What a person typed that stands nowhere else, and is to be kept when the field is left.
    pub fn draft(&self) -> Option<String> {
        if self.offer().is_none() {
            return self.is_typed().then(|| self.text());
        }
        let typed = self.offers.typed();
        (!typed.is_empty() && typed != self.before).then(|| typed.to_owned())
    }

    /// Whether it takes several lines.
    pub fn has_several_lines(&self) -> bool {
        self.several_lines
    }

    /// The editor, to be drawn.
    pub fn editor(&self) -> &TextArea<'static> {
        self.editor.area()
    }

    /// The part of the keymap that holds in this field.
    pub fn context(&self) -> Context {
        match self.purpose {
            Purpose::Find { .. } => Context::Find,
            _ if self.several_lines => Context::Lines,
            Purpose::Reason { .. } => Context::Reason,
            Purpose::Sign(..) => Context::Signing,
            Purpose::Live => Context::Moment,
            _ => Context::Line,
        }
    }

    /// What takes what it holds.
    pub fn takes(&self) -> Action {
        if self.context() == Context::Line {
            Action::AcceptOn
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
        if action == Action::DeleteLeft && self.unchoose() {
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
