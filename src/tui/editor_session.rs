//! Going on with the text of a field in the person's own editor. The runtime lays the text out in a private file and
//! takes it back; in between the loop lends the terminal to the editor, and holds nothing.

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::editor::EditorError;
use super::overlay::Overlay;
use super::runtime::Runtime;
use super::update::sentence;
use crate::sanitize;
use crate::store::Scratch;

/// A text that is being edited.
#[derive(Debug)]
pub(super) struct EditorSession {
    scratch: Scratch,
    /// Whether it is saved as it comes back.
    then_save: bool,
}

impl Runtime {
    /// Lays the text of the field out for the editor. Where the field is closed by now there is nothing to do.
    pub(super) fn begin_editing(&mut self, then_save: bool) -> Result<()> {
        if let Some(field) = self.app.field() {
            let scratch = Scratch::new(&field.text());
            let scratch =
                scratch.context("there is no room for a file to edit; write here instead")?;
            self.editing = Some(EditorSession { scratch, then_save });
        }
        Ok(())
    }

    /// The file to be edited, while there is one.
    pub(super) fn to_edit(&self) -> Option<PathBuf> {
        self.editing.as_ref().map(|editing| editing.scratch.path())
    }

    /// Takes the text back into the field, whatever became of the editor: nothing that was typed is lost.
    pub(super) fn end_editing(&mut self, ended: Result<(), EditorError>) {
        let Some(EditorSession { scratch, then_save }) = self.editing.take() else {
            return;
        };
        let text = match scratch.read() {
            Ok(text) => text,
            Err(error) => {
                let path = scratch.keep();
                let told = format!(
                    "what the editor left in {} cannot be read: {error}",
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
                let told = format!("{error}; the text is here, and not saved");
                self.app.info(sentence(&told));
            }
            Ok(()) if !then_save => {}
            Ok(()) if text.trim().is_empty() => {
                self.app.overlay = None;
                self.app.info("The text is empty: no note was written.");
            }
            Ok(()) => self.accept(),
        }
        self.app.resize(self.app.model.size);
    }

    /// Keeps what an editor has written so far, where everything has to end before it.
    pub(super) fn keep_edited(&mut self) {
        let Some(editing) = &self.editing else { return };
        if let (Ok(text), Some(Overlay::Field(field))) =
            (editing.scratch.read(), &mut self.app.overlay)
            && text != field.text()
        {
            field.hold(&text);
        }
    }
}
