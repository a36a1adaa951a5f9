//! One walk at the screen: the workbook and all that the person's view of it consists of.
//!
//! The app is pure: keys and time come in (`update`), effects go out (`effects`). It knows nothing of the terminal
//! and the disk, and drawing only reads it. What lies over the outline is in `overlay`, what applies now in `hints`.

use super::attention::Attention;
use super::sheets::blanks::Shown;
use super::sheets::copy::Copied;

use super::layout::{self, Areas};
use super::missing_file::MissingFile;
use super::outline::{Outline, Row};
use super::overlay::Overlay;
use super::sheets::runs::Runs;

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
    /// What lies over the outline.
    pub overlay: Option<Overlay>,
    /// Whether clicks and the wheel are taken.
    pub mouse: bool,
    /// What was asked of the detail.
    pub detail: DetailView,
    /// A notice, displayed until the next key.
    pub notice: Option<Notice>,
    /// Whether that was asked for here, and can be ended here.
    pub(super) looks_by_choice: bool,
    /// What found no place and was taken up to be put on an entry, by its index.
    pub(super) taken_up: Option<usize>,
    /// What was copied last.
    pub(super) copied: Option<Copied>,
    /// What the header says instead of “saved”, as something is wrong that saving does not mend.
    pub alarm: Option<&'static str>,
    /// A file to save in when the usual place fails.
    pub last_resort: Option<String>,
    /// The runs that were there when a new one was asked for.
    pub(super) other_runs: Option<Runs>,
    pub(super) undo: Vec<Step>,
    pub(super) redo: Vec<Step>,
    /// The search that is on, with what it found.
    pub search: Search,
    /// What was asked, and whether that was seen.
    pub(super) attention: Attention,
    /// Whether drafts are there again the next time.
    pub(super) keeps_drafts: bool,
    /// Whether the list of blanks shows only those that want an answer.
    pub blanks_shown: Shown,
}

/// How the detail is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DetailView {
    /// Whether the person asked for the other way than the screen's size suggests.
    pub toggled: bool,
    /// The first row shown.
    pub top: usize,
    /// Whether the whole history was asked for.
    pub in_full: bool,
}

/// Whether what the workbook holds is on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    /// All of it.
    All,
    /// It will be before more input is read.
    Pending,
    /// The last save went wrong.
    Failed(String),
    /// The file is gone or was replaced; nothing is saved until a person decides.
    Lost(MissingFile),
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
            looks_by_choice: false,
            taken_up: None,
            copied: None,
            alarm: None,
            last_resort: None,
            other_runs: None,
            undo: Vec::new(),
            redo: Vec::new(),
            search: Search::default(),
            attention: Attention::default(),
            keeps_drafts: false,
            blanks_shown: Shown::default(),
        }
    }

    /// Lets something change the workbook, as saving does, which takes on what others wrote. What is selected and
    /// taken up stays the same where it is still there.
    pub fn change<T>(&mut self, change: impl FnOnce(&mut Workbook) -> T) -> T {
        let (selected, taken_up) = (self.unmatched().cloned(), self.taken_up().cloned());
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
        self.taken_up = again(taken_up);
        let selected = again(selected);
        // Without a filter the rows depend on nothing else that can have changed.
        if self.model.workbook.unmatched().len() != unmatched || self.outline.filter().is_some() {
            self.outline.show(&self.model.workbook);
        }
        if let Some(index) = selected {
            self.outline
                .go_to(&self.model.workbook, Row::Unmatched(index));
        }
        self.rescue_drafts();
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
            Row::Entry(id) => Some(id),
            Row::UnmatchedHeading | Row::Unmatched(_) => None,
        }
    }

    /// What is selected of that which found no place.
    pub fn unmatched(&self) -> Option<&Unmatched> {
        match self.outline.row()? {
            Row::Unmatched(index) => self.model.workbook.unmatched().get(index),
            Row::Entry(_) | Row::UnmatchedHeading => None,
        }
    }

    /// What was taken up to be put on an entry.
    pub fn taken_up(&self) -> Option<&Unmatched> {
        self.model.workbook.unmatched().get(self.taken_up?)
    }

    /// Where everything is drawn.
    pub fn areas(&self) -> Areas {
        let field = match (self.field(), self.form()) {
            (_, Some(form)) => layout::FieldSize::Form(form.height()),
            (Some(field), None) if field.has_several_lines() => layout::FieldSize::Lines,
            (Some(field), None) if field.has_offers() => {
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

    /// The search that is on, as the footer and the field tell it: this match, and how many there are.
    pub fn match_count(&self) -> (Option<usize>, usize) {
        let hits = self.search.hits();
        let at = self
            .outline
            .row()
            .and_then(|row| hits.iter().position(|hit| Row::from(hit.spot) == row));
        (at.map(|at| at + 1), hits.len())
    }
}
