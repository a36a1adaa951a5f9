//! The state of an open checklist: the model, the outline, and the sheet or field over it.
//!
//! The app is pure: keys and time come in (`update`), effects go out (`effect`). It knows neither the terminal
//! nor the disk, and drawing only reads it.

use super::attention::Attention;
use super::sheets::blanks::BlanksShown;
use super::sheets::copy::Copied;

use super::field::Field;
use super::form::EntryForm;
use super::keymap::Context;
use super::layout::{self, Areas};
use super::outline::OutlineRow;
use super::overlay::Overlay;
use super::sheets::runs::RunsSheet;
use super::stepper::Stepper;

use super::model::Model;
use super::notice::Notice;
use super::theme::Theme;
use super::variable_questions::VariableQuestions;
use crate::controller::History;
use crate::workbook::{Search, Unmatched, Workbook};

/// Everything that a person's view of a workbook consists of.
#[derive(Debug)]
pub struct App {
    /// The open checklist, and the facts that views depend on.
    pub model: Model,
    /// The sheet or field over the outline.
    pub overlay: Option<Overlay>,
    /// True if clicks and the wheel are taken.
    pub mouse: bool,
    /// A notice, displayed until the next key.
    pub notice: Option<Notice>,
    /// True if it was turned on here, and can be turned off here.
    pub(super) is_read_only_by_choice: bool,
    /// The last copied text.
    pub(super) copied: Option<Copied>,
    /// The text in the header instead of “saved”, when something is wrong that saving doesn't fix.
    pub alarm: Option<&'static str>,
    /// A file to save in when the usual place fails.
    pub last_resort: Option<String>,
    /// The existing runs, while the name of a new one is entered.
    pub(super) other_runs: Option<RunsSheet>,
    pub(super) history: History,
    /// The search that is on, with what it found.
    pub search: Search,
    /// Tracks whether a question was on the screen before its answer.
    pub(super) attention: Attention,
    /// True if drafts are there again the next time.
    pub(super) keeps_drafts: bool,
    /// The selection in the list of blanks, kept while it is closed.
    pub blanks_shown: BlanksShown,
    /// The questions about variables, each asked once.
    pub(super) questions: VariableQuestions,
}

impl App {
    /// The app with nothing folded and the first row selected.
    pub fn new(workbook: Workbook, theme: Theme) -> App {
        let notice = workbook.greeting().map(Notice::info);
        App {
            model: Model::new(workbook, theme),
            overlay: None,
            mouse: false,
            notice,
            is_read_only_by_choice: false,
            copied: None,
            alarm: None,
            last_resort: None,
            other_runs: None,
            history: History::default(),
            search: Search::default(),
            attention: Attention::default(),
            keeps_drafts: false,
            blanks_shown: BlanksShown::default(),
            questions: VariableQuestions::default(),
        }
    }

    /// Changes the workbook, and keeps the selection and the mark being moved where they still
    /// exist.
    pub fn change<T>(&mut self, change: impl FnOnce(&mut Workbook) -> T) -> T {
        let (selected, moving_mark) = (
            self.model.unmatched().cloned(),
            self.model.moving_mark().cloned(),
        );
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
        self.model.moving_mark = again(moving_mark);
        let selected = again(selected);
        // Without a filter the rows depend on nothing else that can have changed.
        if self.model.workbook.unmatched().len() != unmatched
            || self.model.outline.filter().is_some()
        {
            self.model.outline.show(&self.model.workbook);
        }
        if let Some(index) = selected {
            self.model
                .outline
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
        let areas = layout::areas(self.model.size, self.model.detail.toggled, field);
        if self.model.outline.filter().is_some() {
            areas.with_line_above()
        } else {
            areas
        }
    }

    /// Returns the number of the current match, and the number of matches.
    pub fn match_count(&self) -> (Option<usize>, usize) {
        let hits = self.search.hits();
        let at = self.model.outline.row().and_then(|row| {
            hits.iter()
                .position(|hit| OutlineRow::from(hit.spot) == row)
        });
        (at.map(|at| at + 1), hits.len())
    }

    /// The part of the keymap that applies.
    pub fn context(&self) -> Context {
        match (&self.overlay, self.model.walk) {
            (Some(overlay), _) => overlay.context(),
            (None, Some(Stepper { pause: Some(_) })) => Context::Pause,
            (None, Some(Stepper { pause: None })) => Context::Walk,
            (None, None) => Context::Outline,
        }
    }

    /// The field that is open.
    pub fn field(&self) -> Option<&Field> {
        match &self.overlay {
            Some(Overlay::Field(field)) => Some(field),
            _ => None,
        }
    }

    /// The form that is open, if one is.
    pub fn form(&self) -> Option<EntryForm> {
        self.model.form_of(self.field()?)
    }
}
