//! Saving: what the app holds is brought to disk, at once or, where everything ends, wherever it can be kept; and
//! the app is told how that went. When to save is not known here.

use std::time::Duration;

use super::app::Saved;
use super::notice::Notice;
use super::runtime::Runtime;
use crate::sanitize;
use crate::store::{Store, StoreError};
use crate::workbook::Workbook;

/// How long a save at the screen waits for another's: a person is waiting too.
pub(super) const PATIENCE: Duration = Duration::from_secs(2);
/// What is said when marks that only one person saw are where everybody sees them.
const BROUGHT: &str =
    "Marks that were kept in your state folder are saved beside the checklist now.";

impl Runtime {
    pub(super) fn save(&mut self) {
        self.save_by(Store::save);
    }

    pub(super) fn save_by(
        &mut self,
        save: impl FnOnce(&mut Store, &mut Workbook) -> Result<(), StoreError>,
    ) {
        let (notice, before) = (
            self.store.notice(),
            self.app.model.workbook.progress().clone(),
        );
        let void = self.app.model.workbook.void_roles();
        match self.app.change(|workbook| save(&mut self.store, workbook)) {
            Ok(()) => {
                self.note_saved();
                let news = self.app.model.workbook.tell_news(&before);
                let new_notice = self
                    .store
                    .notice()
                    .filter(|new| notice.as_ref() != Some(new));
                let new_notice = new_notice.map(Notice::warning);
                let news = news.map(Notice::info);
                self.app.notice = new_notice.or(news).or(self.app.notice.take());
                self.app.tell_of_voiding(&void);
            }
            Err(error) if error.is_lost() => {
                self.looking.is_to_ask = true;
                self.note_lost(&error);
            }
            Err(error) => self.note_failure(error.to_string()),
        }
    }

    pub(super) fn note_saved(&mut self) {
        if matches!(self.app.model.saved, Saved::Failed(_)) {
            self.app.info("All is saved now.");
            self.app.attention.leaving = false;
        }
        self.end_asking();
        self.app.model.saved = Saved::All;
        self.looking.since_failure = 0;
    }

    pub(super) fn note_failure(&mut self, why: String) {
        self.app.model.saved = Saved::Failed(why);
        self.app.last_resort = self
            .store
            .last_resort()
            .map(|path| path.to_string_lossy().into_owned());
    }

    /// Saves beside the checklist what only other files hold, where that can be; what is to be told of it.
    pub(super) fn bring(&mut self) -> Option<String> {
        if !self.store.is_apart() || self.app.model.read_only.is_some() || self.store.is_closed() {
            return None;
        }
        let was_away = self.store.is_away();
        self.save();
        (was_away && self.is_all_kept() && !self.store.is_away()).then(|| BROUGHT.to_owned())
    }

    /// Saves what is not saved yet, if need be in the place of last resort, and keeps place and drafts; what a
    /// person should know of it.
    pub(super) fn save_now(&mut self) -> Option<String> {
        self.keep_edited();
        let told = self.save_last();
        let drafts = self.keep_place();
        if drafts.is_empty() {
            return told;
        }
        let lost = format!(
            "a draft could not be kept, this is its text:\n{}",
            drafts.join("\n")
        );
        Some(told.map_or(lost.clone(), |told| format!("{told}\n{lost}")))
    }

    fn save_last(&mut self) -> Option<String> {
        if matches!(self.app.model.saved, Saved::Lost(_)) {
            // Nobody has decided.
        } else if self.app.model.saved != Saved::All {
            self.save();
        } else if self.store.others_saved() {
            self.hear();
        }
        if let Saved::Lost(lost) = self.app.model.saved.clone() {
            return self.leave_aside(&lost);
        }
        let Saved::Failed(why) = &self.app.model.saved else {
            return self
                .store
                .elsewhere()
                .map(|path| format!("progress is kept in {}", sanitize::path(path)));
        };
        let path = self.store.last_resort()?;
        let why = why.clone();
        Some(
            match self
                .store
                .save_elsewhere(&mut self.app.model.workbook, &path)
            {
                Ok(()) => {
                    self.app.model.saved = Saved::All;
                    format!(
                        "{why}: everything is kept in {} instead",
                        sanitize::path(&path)
                    )
                }
                Err(error) => format!(
                    "not everything is saved: {why}; nor could it be saved elsewhere: {error}"
                ),
            },
        )
    }

    /// Whether all that was done is on disk somewhere.
    pub(super) fn is_all_kept(&self) -> bool {
        self.app.model.saved == Saved::All
    }
}
