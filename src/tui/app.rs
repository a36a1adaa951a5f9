//! The state of an open checklist: the model, the outline, and the sheet or field over it.
//!
//! The app is pure: keys and time come in (`update`), effects go out (`effect`). It knows neither the terminal
//! nor the disk, and drawing only reads it.

use super::attention::Attention;
use super::sheets::blanks::BlanksShown;
use super::sheets::copy::Copied;

use super::layout::{self, Areas};
use super::outline::{Outline, OutlineRow};
use super::overlay::Overlay;
use super::sheets::runs::RunsSheet;

use super::model::Model;
use super::notice::Notice;
use super::theme::Theme;
use crate::checklist::{Checklist, EntryId};
use crate::workbook::{Search, Step, Unmatched, Workbook};

/// Everything that a person's view of a workbook consists of.
#[derive(Debug)]
pub struct App {
    /// The open checklist, and the facts that views depend on.
    pub model: Model,
    /// The rows.
    pub outline: Outline,
    /// The sheet or field over the outline.
    pub overlay: Option<Overlay>,
    /// True if clicks and the wheel are taken.
    pub mouse: bool,
    /// The view of the detail.
    pub detail: DetailView,
    /// A notice, displayed until the next key.
    pub notice: Option<Notice>,
    /// True if it was turned on here, and can be turned off here.
    pub(super) is_read_only_by_choice: bool,
    /// Index of the unmatched mark being moved.
    pub(super) moving_mark: Option<usize>,
    /// The last copied text.
    pub(super) copied: Option<Copied>,
    /// The text in the header instead of “saved”, when something is wrong that saving doesn't fix.
    pub alarm: Option<&'static str>,
    /// A file to save in when the usual place fails.
    pub last_resort: Option<String>,
    /// The existing runs, while the name of a new one is entered.
    pub(super) other_runs: Option<RunsSheet>,
    pub(super) undo: Vec<Step>,
    pub(super) redo: Vec<Step>,
    /// The search that is on, with what it found.
    pub search: Search,
    /// Tracks whether a question was on the screen before its answer.
    pub(super) attention: Attention,
    /// True if drafts are there again the next time.
    pub(super) keeps_drafts: bool,
    /// The selection in the list of blanks, kept while it is closed.
    pub blanks_shown: BlanksShown,
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

impl App {
    /// The app with nothing folded and the first row selected.
    pub fn new(workbook: Workbook, theme: Theme) -> App {
        let (outline, notice) = (
            Outline::new(&workbook),
            workbook.greeting().map(Notice::info),
        );
        App {
            model: Model::new(workbook, theme),
            outline,
            overlay: None,
            mouse: false,
            detail: DetailView::default(),
            notice,
            is_read_only_by_choice: false,
            moving_mark: None,
            copied: None,
            alarm: None,
            last_resort: None,
            other_runs: None,
            undo: Vec::new(),
            redo: Vec::new(),
            search: Search::default(),
            attention: Attention::default(),
            keeps_drafts: false,
            blanks_shown: BlanksShown::default(),
        }
    }

    /// Changes the workbook, and keeps the selection and the mark being moved where they still
    /// exist.
    pub fn change<T>(&mut self, change: impl FnOnce(&mut Workbook) -> T) -> T {
        let (selected, moving_mark) = (self.unmatched().cloned(), self.moving_mark().cloned());
        let unmatched = self.model.workbook.unmatched().len();
        let result = change(&mut self.model.workbook);
        let again = |was: Option<Unmatched>| {
            let was = was?;
            self.model
                .workbook
                .unmatched()
                .iter()
                .position(|what| what.is_same(&was))
        };
        self.moving_mark = again(moving_mark);
        let selected = again(selected);
        // Without a filter the rows depend on nothing else that can have changed.
        if self.model.workbook.unmatched().len() != unmatched || self.outline.filter().is_some() {
            self.outline.show(&self.model.workbook);
        }
        if let Some(index) = selected {
            self.outline
                .go_to(&self.model.workbook, OutlineRow::Unmatched(index));
        }
        self.move_orphaned_drafts();
        self.settle();
        result
    }

    /// Shows what was done, or is worth knowing, until the next key.
    pub(super) fn info(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice::info(text));
    }

    /// Shows what was not done, and why, until the next key.
    pub(super) fn warn(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice::warning(text));
    }

    /// Shows what failed, until the next key.
    pub(super) fn error(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice::error(text));
    }

    /// Shows a notice behind the current one.
    pub(super) fn append(&mut self, next: Notice) {
        self.notice = Some(match self.notice.take() {
            Some(notice) => notice.then(&next),
            None => next,
        });
    }

    /// The checklist.
    pub fn checklist(&self) -> &Checklist {
        self.model.checklist()
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
            OutlineRow::Unmatched(index) => self.model.workbook.unmatched().get(index),
            OutlineRow::Entry(_) | OutlineRow::UnmatchedHeading => None,
        }
    }

    /// Returns the unmatched mark being moved.
    pub fn moving_mark(&self) -> Option<&Unmatched> {
        self.model.workbook.unmatched().get(self.moving_mark?)
    }

    /// Returns the rectangles of the screen.
    pub fn areas(&self) -> Areas {
        let field = match (self.field(), self.form()) {
            (_, Some(form)) => layout::FieldSize::Form(form.height()),
            (Some(field), None) if field.has_several_lines() => layout::FieldSize::Lines,
            (Some(field), None) if field.has_suggestions() => {
                layout::FieldSize::Suggestions(field.offers.texts().len())
            }
            (Some(_), None) => layout::FieldSize::Line,
            (None, None) => layout::FieldSize::None,
        };
        let areas = layout::areas(self.model.size, self.detail.toggled, field);
        if self.outline.filter().is_some() {
            areas.with_line_above()
        } else {
            areas
        }
    }

    /// Returns the number of the current match, and the number of matches.
    pub fn match_count(&self) -> (Option<usize>, usize) {
        let hits = self.search.hits();
        let at = self.outline.row().and_then(|row| {
            hits.iter()
                .position(|hit| OutlineRow::from(hit.spot) == row)
        });
        (at.map(|at| at + 1), hits.len())
    }
}
