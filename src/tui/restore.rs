//! Saves and restores the view and the drafts of a user, so that they survive however the program ends.

use std::io;

use super::action::Action;
use super::app::App;
use super::field::{FieldPurpose, VariableScope};
use super::notice::Notice;
use super::runtime::Runtime;
use super::snapshot;
use crate::checklist::EntryId;
use crate::progress::State;
use crate::sanitize;
use crate::store::{ViewState, ViewStateFile};

/// So many entries before the selected one are remembered, should that be gone the next time.
const SELECTED: usize = 4;

/// The file of the user's view and drafts.
#[derive(Debug, Default)]
pub(super) struct ViewStore {
    file: Option<ViewStateFile>,
    told: bool,
}

impl Runtime {
    /// Takes the person's view state of this checklist and run. Returns what is remembered.
    pub(super) fn open_view_state(&mut self) -> ViewState {
        // The one of before is let go of first: it may be the same.
        self.view_store = ViewStore::default();
        let folder = self.run_loader.seats.as_deref();
        let taken =
            folder.and_then(|folder| self.store.open_view_state(folder, &self.app.model.who));
        let (file, state) = taken.unzip();
        self.view_store.file = file;
        self.app.keeps_drafts = self.view_store.file.is_some();
        state.unwrap_or_default()
    }

    /// Restores view and drafts, with a notice about the drafts.
    pub(super) fn offer(&mut self, state: &ViewState) {
        snapshot::give(state, &mut self.app);
        if let Some(told) = draft_notice(&self.app) {
            self.app.append(Notice::info(told));
        }
    }

    /// Saves changed drafts. Returns true the first time this fails, which shows a notice.
    pub(super) fn keep_drafts(&mut self) -> bool {
        let Some(file) = &mut self.view_store.file else {
            return false;
        };
        if snapshot::drafts(&self.app) == file.drafts() {
            return false;
        }
        let Err(error) = remember(file, &self.app) else {
            self.app.keeps_drafts = true;
            return false;
        };
        self.app.keeps_drafts = false;
        let is_new = !std::mem::replace(&mut self.view_store.told, true);
        if is_new {
            self.app
                .error(format!("Your draft will be lost when you quit: {error}."));
        }
        is_new
    }

    /// Keeps place and drafts. Returns the drafts that could not be kept.
    pub(super) fn keep_place(&mut self) -> Vec<String> {
        let drafts = snapshot::drafts(&self.app);
        // Read-only mode leaves no trace, but existing drafts are kept.
        if self.app.model.read_only.is_some() && drafts.is_empty() {
            return Vec::new();
        }
        let kept = self
            .view_store
            .file
            .as_mut()
            .map(|file| remember(file, &self.app));
        match kept {
            Some(Ok(())) => Vec::new(),
            Some(Err(_)) | None => drafts.into_iter().map(|draft| draft.draft).collect(),
        }
    }
}

fn remember(file: &mut ViewStateFile, app: &App) -> io::Result<()> {
    let mut state = snapshot::of(app);
    state.selected.truncate(SELECTED);
    file.remember(&state)
}

/// Returns the notice about unsaved drafts, with the key that continues the first one.
fn draft_notice(app: &App) -> Option<String> {
    let checklist = app.model.checklist();
    let place = |purpose: &FieldPurpose| -> Option<(EntryId, Action)> {
        Some(match purpose {
            FieldPurpose::Blank(blank) => (checklist.blank(*blank).entry, Action::Edit),
            FieldPurpose::Variable(_, VariableScope::Entry(entry)) => (*entry, Action::Edit),
            FieldPurpose::Variable(_, VariableScope::All) => (EntryId(0), Action::Blanks),
            FieldPurpose::Measured(entry, _) => (*entry, Action::Measure),
            FieldPurpose::Sign(signoff, _) => {
                (checklist.blank(signoff.who).entry, Action::SignOffs)
            }
            FieldPurpose::Note(entry) => (*entry, Action::Note),
            FieldPurpose::Live => (EntryId(0), Action::GoLive),
            FieldPurpose::EditNote(entry, _) => (*entry, Action::EditNote),
            FieldPurpose::Reason {
                entry,
                state: State::Na,
                ..
            } => (*entry, Action::NotApplicable),
            FieldPurpose::Reason {
                entry,
                state: State::Blocked,
                ..
            } => (*entry, Action::Blocked),
            FieldPurpose::Reason {
                entry,
                state: State::Waived,
                ..
            } => (*entry, Action::Waived),
            FieldPurpose::Reason {
                state: State::Open | State::Done,
                ..
            }
            | FieldPurpose::Find { .. }
            | FieldPurpose::Copy(_)
            | FieldPurpose::NewRun
            | FieldPurpose::Elsewhere
            | FieldPurpose::Since { .. }
            | FieldPurpose::Command => return None,
        })
    };
    let mut places: Vec<(EntryId, Action)> = app.model.drafts.keys().filter_map(place).collect();
    places.sort_by_key(|(entry, _)| *entry);
    let &(entry, action) = places.first()?;
    let key = app.model.key_of(action);
    let name = sanitize::one_line(&checklist.name(entry)).into_owned();
    Some(match places.len() {
        1 => format!("Unsaved draft on “{name}” ({key} to continue)."),
        several => {
            format!("{several} unsaved drafts; the first is on “{name}” ({key} to continue).")
        }
    })
}
