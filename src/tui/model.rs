//! The model: what sheets and drawing may see of the open checklist. Only the [`App`](super::app::App) changes it.

use std::collections::HashMap;

use chrono::{DateTime, Datelike, Utc};
use ratatui::layout::{Rect, Size};

use super::action::Action;
use super::field::FieldPurpose;
use super::keymap::{Context, Keymap};
use super::missing_file::MissingFile;
use super::notice::{Notice, sentence};
use super::outline::{Outline, OutlineRow};
use super::signing::SignatureForm;
use super::stepper::Stepper;
use super::theme::Theme;
use crate::checklist::{Checklist, EntryId};
use crate::workbook::{Unmatched, Want, Workbook};

/// The open checklist, and the facts that views depend on.
#[derive(Debug)]
pub struct Model {
    /// The workbook.
    pub workbook: Workbook,
    /// The rows, and which one is selected.
    pub outline: Outline,
    /// How the detail is displayed.
    pub detail: DetailView,
    /// The index of the unmatched mark that is being moved.
    pub(super) moving_mark: Option<usize>,
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

/// The view of the detail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DetailView {
    /// True if the user toggled the detail from its default for this size.
    pub toggled: bool,
    /// The first row shown.
    pub top: usize,
    /// True if the full history is displayed.
    pub in_full: bool,
}

impl Model {
    /// Creates the model of a workbook that was just opened.
    pub(super) fn new(workbook: Workbook, theme: Theme) -> Model {
        Model {
            outline: Outline::new(&workbook),
            detail: DetailView::default(),
            moving_mark: None,
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

    /// The entry that is selected; nothing where something else is.
    pub fn entry(&self) -> Option<EntryId> {
        match self.outline.row()? {
            OutlineRow::Entry(id) => Some(id),
            OutlineRow::UnmatchedHeading | OutlineRow::Unmatched(_) => None,
        }
    }

    /// Returns the selected unmatched mark.
    pub fn unmatched(&self) -> Option<&Unmatched> {
        match self.outline.row()? {
            OutlineRow::Unmatched(index) => self.workbook.unmatched().get(index),
            OutlineRow::Entry(_) | OutlineRow::UnmatchedHeading => None,
        }
    }

    /// Returns the unmatched mark being moved.
    pub fn moving_mark(&self) -> Option<&Unmatched> {
        self.workbook.unmatched().get(self.moving_mark?)
    }

    /// Returns the key of an action in walk mode or the outline, for texts; without a key, its name
    /// in the palette.
    pub fn key_of(&self, action: Action) -> String {
        let in_walk = self
            .walk
            .and_then(|_| self.keymap.key(Context::Walk, action));
        let key = in_walk.or_else(|| self.keymap.key(Context::Outline, action));
        key.unwrap_or_else(|| format!(":{}", action.name()))
    }

    /// Updates the clock. Returns whether that changed what is displayed: something is due, or
    /// overdue.
    pub fn turn_clock(&mut self, now: DateTime<Utc>) -> bool {
        let before = std::mem::replace(&mut self.now, now);
        self.outline.turn_clock(now);
        // Dates of another year are shown with it.
        let is_changed = self.workbook.turns_due(before, now) || before.year() != now.year();
        if is_changed
            && self
                .outline
                .filter()
                .is_some_and(|filter| filter.wants(Want::Due))
        {
            self.outline.show(&self.workbook);
        }
        is_changed
    }
}
