//! The model: what sheets and drawing may see of the open checklist. Only the [`App`](super::app::App) changes it.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use ratatui::layout::{Rect, Size};

use super::field::FieldPurpose;
use super::keymap::Keymap;
use super::missing_file::MissingFile;
use super::notice::{Notice, sentence};
use super::signing::SignatureForm;
use super::stepper::Stepper;
use super::theme::Theme;
use crate::checklist::Checklist;
use crate::workbook::Workbook;

/// The open checklist, and the facts that views depend on.
#[derive(Debug)]
pub struct Model {
    /// The workbook.
    pub workbook: Workbook,
    /// Colors and signs.
    pub theme: Theme,
    /// The keymap, with the user's overrides.
    pub keymap: Keymap,
    /// The size of the terminal.
    pub size: Size,
    /// Walk mode, while it is on.
    pub walk: Option<Stepper>,
    /// The user at this terminal.
    pub who: String,
    /// The current time, as of the last tick of the event loop.
    pub now: DateTime<Utc>,
    /// True if everything is on disk.
    pub saved: SaveState,
    /// The reason why nothing can be changed, if so.
    pub read_only: Option<String>,
    /// The progress file, as it is displayed.
    pub progress_file: Option<String>,
    /// The texts that were typed but not saved.
    pub drafts: HashMap<FieldPurpose, String>,
    /// The signature that is being made.
    pub(super) signing: Option<SignatureForm>,
    /// The rows of a page, for page keys in lists.
    pub(super) page: usize,
    /// True if the question was never on the screen: a key typed before isn't an answer.
    pub(super) is_unseen: bool,
    /// The area of a sheet: everything between header and footer.
    pub(super) sheet_area: Rect,
}

/// True if what the workbook holds is on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveState {
    /// All of it.
    All,
    /// It will be before more input is read.
    Pending,
    /// The last save went wrong.
    Failed(String),
    /// The file is gone or was replaced; nothing is saved until a person decides.
    Lost(MissingFile),
}

impl Model {
    /// Creates the model of a workbook that was just opened.
    pub(super) fn new(workbook: Workbook, theme: Theme) -> Model {
        Model {
            workbook,
            theme,
            keymap: Keymap::default(),
            size: Size::default(),
            walk: None,
            who: String::new(),
            now: DateTime::default(),
            saved: SaveState::All,
            read_only: None,
            progress_file: None,
            drafts: HashMap::new(),
            signing: None,
            page: 1,
            is_unseen: false,
            sheet_area: Rect::default(),
        }
    }

    /// The reason why nothing can be changed, as a notice; nothing where changes are possible.
    pub(super) fn refusal(&self) -> Option<Notice> {
        let why = self.read_only.as_ref()?;
        Some(Notice::warning(sentence(why)))
    }

    /// The checklist.
    pub fn checklist(&self) -> &Checklist {
        self.workbook.checklist()
    }
}
