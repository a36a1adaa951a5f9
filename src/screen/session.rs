//! One walk at the screen: the workbook and all that the person's view of it consists of.
//!
//! A session is pure: keys and time come in, effects go out. It knows nothing of the terminal and the disk,
//! and drawing only reads it.

use std::collections::HashMap;
use std::path::PathBuf;

use chrono::{DateTime, Utc};
use ratatui::layout::Size;

use super::action::Action;
use super::blanks::{Blanks, Shown};
use super::copy::{self, Choice, Copied};
use super::field::{Field, Purpose};
use super::filters::FilterSheet;
use super::help::Help;
use super::keymap::{Context, Keymap, When};
use super::layout::{self, Areas};
use super::notes::Notes;
use super::outline::{Outline, Row, has_children};
use super::overview::Overview;
use super::palette::Palette;
use super::phases::PhaseSheet;
use super::question::Question;
use super::runs::{Origin, Runs};
use super::signing::Signing;
use super::signoffs::SignOffs;
use super::theme::Theme;
use super::walk::Walk;
use crate::checklist::{Checklist, EntryId};
use crate::workbook::{Search, Step, Unplaced, Workbook};

/// Everything that a person's view of a workbook consists of.
#[derive(Debug)]
pub struct Session {
    /// The workbook.
    pub workbook: Workbook,
    /// The rows.
    pub outline: Outline,
    /// What lies over the outline.
    pub overlay: Option<Overlay>,
    /// How it looks.
    pub theme: Theme,
    /// Which keys do what.
    pub keymap: Keymap,
    /// The size of the screen.
    pub size: Size,
    /// Whether clicks and the wheel are taken.
    pub mouse: bool,
    /// Walk mode, while it is on.
    pub walk: Option<Walk>,
    /// What was asked of the detail.
    pub detail: DetailView,
    /// A line to show until the next key.
    pub message: Option<String>,
    /// Whether what the workbook holds is on disk.
    pub saved: Saved,
    /// Why nothing can be changed, if that is so.
    pub read_only: Option<String>,
    /// Who sits at the screen.
    pub who: String,
    /// The present time, as far as it has been told.
    pub now: DateTime<Utc>,
    /// What found no place and was taken up to be put on an entry, by its index.
    pub(super) taken_up: Option<usize>,
    /// The file that progress is saved in, if there is one.
    pub kept_in: Option<String>,
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
    pub(super) drafts: HashMap<Purpose, String>,
    /// The signature that is being made.
    pub(super) signing: Option<Signing>,
    pub(super) asked_to_leave: bool,
    /// Whether drafts are there again the next time.
    pub(super) keeps_drafts: bool,
    /// Whether the list of blanks shows only those that want an answer.
    pub blanks_shown: Shown,
}

/// What lies over the outline.
#[derive(Debug)]
pub enum Overlay {
    /// A text field.
    Field(Box<Field>),
    /// The sheet of keys.
    Help(Help),
    /// The sheet of filters.
    Filters(FilterSheet),
    /// The choice of a phase.
    Phases(PhaseSheet),
    /// The palette.
    Palette(Box<Palette>),
    /// The choice of a run.
    Runs(Runs),
    /// The list of all blanks.
    Blanks(Blanks),
    /// The choice of a note.
    Notes(Notes),
    /// A question to be answered with yes or no.
    Question(Question),
    /// The choice of what to copy.
    Copy(Choice),
    /// The whole document at a glance.
    Overview(Overview),
    /// The sign-offs, and what does not hold.
    SignOffs(SignOffs),
}

/// What goes beyond this walk, and takes the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Errand {
    /// Look which runs there are.
    ListRuns,
    /// Go to another run.
    OpenRun(Option<String>),
    /// Start a run.
    StartRun {
        /// Its name.
        name: String,
        /// The run to carry values over from, if that is wanted.
        carry_from: Option<Origin>,
    },
    /// Save in another file, as the usual place fails.
    SaveElsewhere(PathBuf),
    /// Change nothing from now on.
    OnlyLook,
    /// Send a text to the clipboard.
    Copy(String),
    /// Write a text to a file of the person's own.
    WriteCopy(String),
    /// Go on with the text in the field in the person's own editor.
    Editor {
        /// Whether what the editor leaves is saved at once.
        then_save: bool,
    },
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
}

/// What has to be done outside of the session.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Effects {
    /// Save.
    pub save: bool,
    /// What to do with the terminal.
    pub ask: Option<Ask>,
    /// End.
    pub quit: bool,
    /// What goes beyond this walk.
    pub errand: Option<Errand>,
}

/// What can be asked for of the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// Draw every cell anew.
    Redraw,
    /// Rest in the background.
    Rest,
}

impl Effects {
    /// Something to be done with the terminal.
    pub fn ask(ask: Ask) -> Effects {
        Effects { ask: Some(ask), ..Effects::default() }
    }

    /// One errand.
    pub fn errand(errand: Errand) -> Effects {
        Effects { errand: Some(errand), ..Effects::default() }
    }

    /// Both effects.
    #[must_use]
    pub fn and(self, other: Effects) -> Effects {
        Effects {
            save: self.save || other.save,
            ask: other.ask.or(self.ask),
            quit: self.quit || other.quit,
            errand: other.errand.or(self.errand),
        }
    }
}

impl Session {
    /// A session with nothing folded and the first row selected.
    pub fn new(workbook: Workbook, theme: Theme) -> Session {
        let (outline, message) = (Outline::new(&workbook), workbook.greeting());
        Session {
            workbook,
            outline,
            overlay: None,
            theme,
            keymap: Keymap::default(),
            size: Size::default(),
            mouse: false,
            walk: None,
            detail: DetailView::default(),
            message,
            saved: Saved::All,
            read_only: None,
            who: String::new(),
            now: DateTime::default(),
            taken_up: None,
            kept_in: None,
            copied: None,
            alarm: None,
            last_resort: None,
            other_runs: None,
            undo: Vec::new(),
            redo: Vec::new(),
            search: Search::default(),
            drafts: HashMap::new(),
            signing: None,
            asked_to_leave: false,
            keeps_drafts: false,
            blanks_shown: Shown::default(),
        }
    }

    /// Lets something change the workbook, as saving does, which takes on what others wrote. What is selected and
    /// taken up stays the same where it is still there.
    pub fn change<T>(&mut self, change: impl FnOnce(&mut Workbook) -> T) -> T {
        let (selected, taken_up) = (self.unplaced().cloned(), self.taken_up().cloned());
        let unplaced = self.workbook.unplaced().len();
        let result = change(&mut self.workbook);
        let again = |was: Option<Unplaced>| {
            let was = was?;
            self.workbook.unplaced().iter().position(|what| what.is_same(&was))
        };
        self.taken_up = again(taken_up);
        let selected = again(selected);
        // Without a filter the rows depend on nothing else that can have changed.
        if self.workbook.unplaced().len() != unplaced || self.outline.filter().is_some() {
            self.outline.show(&self.workbook);
        }
        if let Some(index) = selected {
            self.outline.go_to(&self.workbook, Row::Unplaced(index));
        }
        self.settle();
        result
    }

    /// The checklist.
    pub fn checklist(&self) -> &Checklist {
        self.workbook.checklist()
    }

    /// The entry that is selected; nothing where something else is.
    pub fn entry(&self) -> Option<EntryId> {
        match self.outline.row()? {
            Row::Entry(id) => Some(id),
            Row::UnplacedHeading | Row::Unplaced(_) => None,
        }
    }

    /// What is selected of that which found no place.
    pub fn unplaced(&self) -> Option<&Unplaced> {
        match self.outline.row()? {
            Row::Unplaced(index) => self.workbook.unplaced().get(index),
            Row::Entry(_) | Row::UnplacedHeading => None,
        }
    }

    /// What was taken up to be put on an entry.
    pub fn taken_up(&self) -> Option<&Unplaced> {
        self.workbook.unplaced().get(self.taken_up?)
    }

    /// The part of the keymap that holds now.
    pub fn context(&self) -> Context {
        match &self.overlay {
            None => match self.walk {
                Some(Walk { pause: Some(_) }) => Context::Pause,
                Some(Walk { pause: None }) => Context::Walk,
                None => Context::Outline,
            },
            Some(Overlay::Field(field)) => field.context(),
            Some(Overlay::Help(_)) => Context::Help,
            Some(Overlay::Filters(_)) => Context::Filters,
            Some(Overlay::Phases(_)) => Context::Phases,
            Some(Overlay::Palette(_)) => Context::Palette,
            Some(Overlay::Runs(_)) => Context::Runs,
            Some(Overlay::Blanks(_)) => Context::Blanks,
            Some(Overlay::Notes(_)) => Context::Notes,
            Some(Overlay::Question(_)) => Context::Question,
            Some(Overlay::Copy(_)) => Context::Copy,
            Some(Overlay::Overview(_)) => Context::Overview,
            Some(Overlay::SignOffs(_)) => Context::SignOffs,
        }
    }

    /// The key of an action in walk mode or the outline, for sentences that tell what to press; without one, how the
    /// palette finds it.
    pub fn key_of(&self, action: Action) -> String {
        let in_walk = self.walk.and_then(|_| self.keymap.key(Context::Walk, action));
        let key = in_walk.or_else(|| self.keymap.key(Context::Outline, action));
        key.unwrap_or_else(|| format!(":{}", action.name()))
    }

    /// Whether a hint applies now.
    pub fn applies(&self, when: When) -> bool {
        let entry = self.entry();
        match when {
            When::Hint => true,
            When::Quietly => false,
            When::OnItem => entry.is_some_and(|id| self.checklist().entry(id).can_be_ticked()),
            When::HasBlanks => entry.is_some_and(|id| !self.asked_at(id).is_empty()),
            When::HasThreshold => entry.is_some_and(|id| !self.workbook.measurements(id).is_empty()),
            When::HasSignOff => entry.is_some_and(|id| self.workbook.signoffs_at(id).next().is_some()),
            When::HasChildren => {
                let row = self.outline.row();
                row.is_some_and(|row| has_children(&self.workbook, row) && self.outline.is_folded(row))
            }
            When::OnEntry => entry.is_some(),
            When::HasCommand => copy::has_command(self),
            When::OnUnplaced => self.unplaced().is_some(),
            When::CanPut => self.unplaced().is_some() || (self.taken_up.is_some() && entry.is_some()),
            When::HasList => self.field().is_some_and(|field| field.has_list() || field.has_offers()),
            When::HasOffer => self.field().is_some_and(|field| field.ready.is_some()),
            When::InBlank => self.form().is_some(),
            When::InForm => self.form().is_some_and(|form| form.rows.len() > 1),
            When::EditsNote => {
                self.field().is_some_and(|field| matches!(field.purpose, Purpose::EditNote(..)))
            }
            When::HasNotes => entry.is_some_and(|id| !self.workbook.marks(id).notes.is_empty()),
            When::CanSet => entry.is_some_and(|id| {
                self.checklist().entry(id).can_be_ticked() || self.workbook.open_under(id).next().is_some()
            }),
            When::CanConfirm => entry.is_some_and(|id| !self.workbook.confirm(id).is_empty()),
            When::CanConfirmAll => entry.is_some_and(|id| {
                let mut under = self.checklist().subtree(id);
                self.checklist().entry(id).is_section() && under.any(|id| self.workbook.is_unconfirmed(id))
            }),
            When::CanUndo => !self.undo.is_empty(),
            When::CanRedo => !self.redo.is_empty(),
            When::CanLeave => {
                let searches = !self.search.words().is_empty();
                searches || self.outline.filter().is_some() || self.taken_up.is_some()
            }
            When::HasMatches => !self.search.hits().is_empty(),
        }
    }

    /// Whether the footer gives a hint: where it applies. In the outline it keeps still while the selection goes from
    /// entry to entry, which costs nothing on a slow link and no eye a look: there stands what applies somewhere, and
    /// not what applies to few.
    fn is_hinted(&self, when: When) -> bool {
        if self.context() != Context::Outline || self.entry().is_none() {
            return self.applies(when);
        }
        match when {
            When::OnItem => true,
            When::HasBlanks => !self.checklist().blanks().is_empty(),
            When::CanConfirm => self.checklist().ids().any(|id| self.workbook.is_unconfirmed(id)),
            When::HasChildren
            | When::HasCommand
            | When::HasNotes
            | When::HasThreshold
            | When::HasSignOff
            | When::CanSet
            | When::CanConfirmAll => false,
            when => self.applies(when),
        }
    }

    /// What the footer says in this moment: key and hint.
    pub fn hints(&self) -> impl Iterator<Item = (String, &'static str)> + '_ {
        let applying =
            self.keymap.bindings(self.context()).filter(|bound| self.is_hinted(bound.binding.when));
        applying.filter_map(|bound| Some((bound.first_key()?, bound.binding.hint)))
    }

    /// The field that is open.
    pub fn field(&self) -> Option<&Field> {
        match &self.overlay {
            Some(Overlay::Field(field)) => Some(field),
            _ => None,
        }
    }

    /// Where everything is drawn.
    pub fn areas(&self) -> Areas {
        let field = match (self.field(), self.form()) {
            (_, Some(form)) => layout::FieldSize::Form(form.height()),
            (Some(field), None) if field.has_several_lines() => layout::FieldSize::Lines,
            (Some(field), None) if field.has_offers() => {
                layout::FieldSize::Offers(field.offers.texts().len())
            }
            (Some(_), None) => layout::FieldSize::Line,
            (None, None) => layout::FieldSize::None,
        };
        let areas = layout::areas(self.size, self.detail.toggled, field);
        if self.outline.filter().is_some() { areas.with_line_above() } else { areas }
    }

    /// The search that is on, as the footer and the field tell it: this match, and how many there are.
    pub fn match_count(&self) -> (Option<usize>, usize) {
        let hits = self.search.hits();
        let at = self.outline.row().and_then(|row| hits.iter().position(|hit| Row::from(hit.spot) == row));
        (at.map(|at| at + 1), hits.len())
    }
}
