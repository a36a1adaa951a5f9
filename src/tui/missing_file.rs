//! A progress file that went missing or was replaced while it was open. Nothing is saved until the user decides.

use super::action::Action;
use super::keymap::{Context, Keymap};
use crate::store::StoreError;

/// A progress file that is missing or was replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingFile {
    /// The progress file, sanitized.
    pub file: String,
    /// The number of changes are missing in it; nothing where it is gone.
    pub missing: Option<usize>,
    /// The change of the checklist at the same time.
    pub document: DocumentChange,
}

/// The change of the checklist when its progress file went missing or was replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentChange {
    /// Nothing.
    Same,
    /// It was replaced too.
    Changed,
    /// It is gone too.
    Gone,
}

impl MissingFile {
    /// Returns the state of `file` after this error; nothing for other errors.
    pub(super) fn of(
        error: &StoreError,
        file: String,
        document: DocumentChange,
    ) -> Option<MissingFile> {
        let missing = match error {
            StoreError::Gone { .. } => None,
            StoreError::Replaced { changes, .. } => Some(*changes),
            _ => return None,
        };
        Some(MissingFile {
            file,
            missing,
            document,
        })
    }

    /// Returns the text in the header instead of “saved”.
    pub fn alarm(&self) -> &'static str {
        if self.missing.is_some() {
            "PROGRESS FILE REPLACED"
        } else {
            "PROGRESS FILE GONE"
        }
    }

    /// Returns what happened, in one or two sentences.
    pub fn happened(&self) -> String {
        let file = &self.file;
        let lost = match self.missing {
            None => format!("{file} is gone."),
            Some(1) => format!("{file} was replaced: 1 change is missing."),
            Some(many) => format!("{file} was replaced: {many} changes are missing."),
        };
        let document = match self.document {
            DocumentChange::Same => "",
            DocumentChange::Changed => " The checklist changed too.",
            DocumentChange::Gone => " The checklist is gone too.",
        };
        format!("{lost}{document}")
    }

    /// The question, with the keys that answer it.
    pub fn words(&self, keymap: &Keymap) -> String {
        let key = |action| keymap.key_in(Context::Lost, action);
        let keep = if self.missing.is_some() {
            "use the file as is"
        } else {
            "continue without it"
        };
        format!(
            "{} Write your marks to it ({}), {keep} and set yours aside ({}), quit ({}), or decide later ({})?",
            self.happened(),
            key(Action::WriteMine),
            key(Action::TakeFile),
            key(Action::Quit),
            key(Action::Cancel)
        )
    }
}
