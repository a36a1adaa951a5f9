//! Edits the text of a field in the user's own editor. The runtime writes the text to a private file and reads it back; in
//! between, the event loop lends the terminal to the editor.

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::editor::EditorError;
use super::notice::sentence;
use super::overlay::Overlay;
use super::runtime::Runtime;
use crate::sanitize;
use crate::store::Scratch;

/// A text that is being edited.
#[derive(Debug)]
pub(super) struct EditorSession {
    scratch: Scratch,
    /// True if it is saved as it comes back.
    then_save: bool,
}

impl Runtime {
    /// Lays the text of the field out for the editor. Where the field is closed by now there is nothing to do.
    pub(super) fn start_editor(&mut self, then_save: bool) -> Result<()> {
        if let Some(field) = self.app.field() {
            let scratch = Scratch::new(&field.text());
            let scratch =
                scratch.context("can't create a file for the editor; type here instead")?;
            self.editor_session = Some(EditorSession { scratch, then_save });
        }
        Ok(())
    }

    /// The file to be edited, while there is one.
    pub(super) fn to_edit(&self) -> Option<PathBuf> {
        self.editor_session
            .as_ref()
            .map(|editing| editing.scratch.path())
    }

    /// Takes the text back into the field, whatever became of the editor: nothing that was typed is lost.
    pub(super) fn finish_editor(&mut self, ended: Result<(), EditorError>) {
        let Some(EditorSession { scratch, then_save }) = self.editor_session.take() else {
            return;
        };
        let text = match scratch.read() {
            Ok(text) => text,
            Err(error) => {
                let path = scratch.keep();
                let told = format!(
                    "can't read the edited text in {}: {error}",
                    sanitize::path(&path)
                );
                self.app.info(sentence(&told));
                return;
            }
        };
        let Some(Overlay::Field(field)) = &mut self.app.overlay else {
            return;
        };
        if text != field.text() {
            field.hold(&text);
        }
        match ended {
            Err(error) => {
                let told = format!("{error}; your text is still here, not saved");
                self.app.info(sentence(&told));
            }
            Ok(()) if !then_save => {}
            Ok(()) if text.trim().is_empty() => {
                self.app.overlay = None;
                self.app.info("Empty note; nothing saved.");
            }
            Ok(()) => self.accept(),
        }
        self.app.resize(self.app.model.size);
    }

    /// Keeps what an editor has written so far, where everything has to end before it.
    pub(super) fn keep_editor_text(&mut self) {
        let Some(editing) = &self.editor_session else {
            return;
        };
        if let (Ok(text), Some(Overlay::Field(field))) =
            (editing.scratch.read(), &mut self.app.overlay)
            && text != field.text()
        {
            field.hold(&text);
        }
    }
}
