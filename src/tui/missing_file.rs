//! A progress file that is gone or replaced under the open screen: what is asked, and its words. Until it is answered
//! nothing is written.

use super::action::Action;
use super::keymap::{Context, Keymap};
use crate::store::StoreError;

/// What became of the files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingFile {
    /// The progress file, as it is shown.
    pub file: String,
    /// How many changes are missing in it; nothing where it is gone.
    pub missing: Option<usize>,
    /// What became of the checklist at the same time.
    pub document: WithIt,
}

/// What became of the checklist when its progress file was gone or replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WithIt {
    /// Nothing.
    Same,
    /// It was replaced too.
    Changed,
    /// It is gone too.
    Gone,
}

impl MissingFile {
    /// What is asked about `file` after this error; nothing where it is another.
    pub(super) fn of(error: &StoreError, file: String, document: WithIt) -> Option<MissingFile> {
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

    /// What the header says instead of “saved”.
    pub fn alarm(&self) -> &'static str {
        if self.missing.is_some() {
            "PROGRESS FILE REPLACED"
        } else {
            "PROGRESS FILE GONE"
        }
    }

    /// What happened, in one or two sentences.
    pub fn happened(&self) -> String {
        let file = &self.file;
        let lost = match self.missing {
            None => format!("{file} is gone."),
            Some(1) => format!("{file} was replaced: 1 change is missing in it."),
            Some(many) => format!("{file} was replaced: {many} changes are missing in it."),
        };
        let document = match self.document {
            WithIt::Same => "",
            WithIt::Changed => " The checklist changed too.",
            WithIt::Gone => " The checklist is gone too.",
        };
        format!("{lost}{document}")
    }

    /// The question, with the keys that answer it.
    pub fn words(&self, keymap: &Keymap) -> String {
        let key = |action| keymap.key_in(Context::Lost, action);
        let keep = if self.missing.is_some() {
            "take the file as it is"
        } else {
            "leave it so"
        };
        format!(
            "{} Write your marks there ({}), {keep} and put yours aside ({}), quit ({}), or decide later ({})?",
            self.happened(),
            key(Action::WriteMine),
            key(Action::TakeFile),
            key(Action::Quit),
            key(Action::Cancel)
        )
    }
}
