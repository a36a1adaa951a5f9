//! Sitting down where one sat before, and leaving the seat so that one finds it again: place and drafts outlast
//! the program, however it ends.

use std::io;

use super::action::Action;
use super::app::App;
use super::field::Purpose;
use super::notice::Notice;
use super::runtime::Runtime;
use super::snapshot;
use crate::checklist::EntryId;
use crate::progress::State;
use crate::sanitize;
use crate::store::{ViewState, ViewStateFile};

/// So many entries before the selected one are remembered, should that be gone the next time.
const SELECTED: usize = 4;

/// The seat of the person, and whether it was said that it cannot be kept.
#[derive(Debug, Default)]
pub(super) struct ViewStore {
    file: Option<ViewStateFile>,
    told: bool,
}

impl Runtime {
    /// Takes the person's seat at this checklist and run. Returns what is remembered.
    pub(super) fn open_view_state(&mut self) -> ViewState {
        // The one of before is let go of first: it may be the same.
        self.seating = ViewStore::default();
        let folder = self.door.seats.as_deref();
        let taken =
            folder.and_then(|folder| self.store.open_view_state(folder, &self.app.model.who));
        let (file, seat) = taken.unzip();
        self.seating.file = file;
        self.app.keeps_drafts = self.seating.file.is_some();
        seat.unwrap_or_default()
    }

    /// Gives the app what was remembered, and says which drafts there are.
    pub(super) fn offer(&mut self, seat: &ViewState) {
        snapshot::give(seat, &mut self.app);
        if let Some(told) = told_of_drafts(&self.app) {
            self.app.append(Notice::info(told));
        }
    }

    /// Keeps the drafts, if they are others than before. Returns whether there is something to tell: that they
    /// cannot be kept, once.
    pub(super) fn keep_drafts(&mut self) -> bool {
        let Some(file) = &mut self.seating.file else {
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
        let is_new = !std::mem::replace(&mut self.seating.told, true);
        if is_new {
            self.app.error(format!(
                "Your draft lasts only as long as gonogo runs: it cannot be kept ({error})."
            ));
        }
        is_new
    }

    /// Keeps place and drafts. Returns the drafts that could not be kept.
    pub(super) fn keep_place(&mut self) -> Vec<String> {
        let drafts = snapshot::drafts(&self.app);
        // Who only looks leaves no trace, but what was typed before stays.
        if self.app.model.read_only.is_some() && drafts.is_empty() {
            return Vec::new();
        }
        let kept = self
            .seating
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
    let mut seat = snapshot::of(app);
    seat.selected.truncate(SELECTED);
    file.remember(&seat)
}

/// Which drafts there are, and how to take the first of them up.
fn told_of_drafts(app: &App) -> Option<String> {
    let checklist = app.checklist();
    let place = |purpose: &Purpose| -> Option<(EntryId, Action)> {
        Some(match purpose {
            Purpose::Blank(blank) => (checklist.blank(*blank).entry, Action::Edit),
            Purpose::Measured(entry, _) => (*entry, Action::Measure),
            Purpose::Sign((who, _), _) => (checklist.blank(*who).entry, Action::SignOffs),
            Purpose::Note(entry) => (*entry, Action::Note),
            Purpose::Live => (EntryId(0), Action::Live),
            Purpose::EditNote(entry, _) => (*entry, Action::EditNote),
            Purpose::Reason {
                entry,
                state: State::Na,
                ..
            } => (*entry, Action::NotApplicable),
            Purpose::Reason {
                entry,
                state: State::Blocked,
                ..
            } => (*entry, Action::Blocked),
            Purpose::Reason {
                entry,
                state: State::Waived,
                ..
            } => (*entry, Action::Waived),
            _ => return None,
        })
    };
    let mut places: Vec<(EntryId, Action)> = app.model.drafts.keys().filter_map(place).collect();
    places.sort_by_key(|(entry, _)| *entry);
    let &(entry, action) = places.first()?;
    let key = app.model.key_of(action);
    let name = sanitize::one_line(&checklist.name(entry)).into_owned();
    Some(match places.len() {
        1 => format!("You have a draft from before: {key} on “{name}” takes it up."),
        several => {
            format!(
                "You have {several} drafts from before; the first: {key} on “{name}” takes it up."
            )
        }
    })
}
