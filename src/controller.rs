//! One open checklist, under every front end: the workbook, the store that it is saved in, and the steps that can be
//! undone. It knows no terminal and no front end: what happened is returned as values.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::checklist::Checklist;
use crate::progress::Stamp;
use crate::store::{Store, StoreError};
use crate::workbook::{Edit, Overruled, Refusal, Seen, Step, Workbook};

/// An open checklist with its progress.
#[derive(Debug)]
pub struct Controller {
    workbook: Workbook,
    store: Store,
    history: History,
}

/// The steps that can be undone and redone.
#[derive(Debug, Default)]
pub struct History {
    undo: Vec<Step>,
    redo: Vec<Step>,
}

/// The result of edits that were applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// `true` if anything is different now.
    pub changed: bool,
    /// Answers of others that were replaced.
    pub replaced: Vec<Overruled>,
}

/// The result of a save, with news that are reported even if it failed.
#[derive(Debug)]
pub struct SaveReport {
    /// The error, if it failed.
    pub result: Result<(), StoreError>,
    /// The changes that others saved in the meantime, as a sentence.
    pub remote_changes: Option<String>,
    /// A new notice about where and how progress is kept.
    pub notice: Option<String>,
    /// `true` if marks that only the state folder held are next to the checklist now.
    pub left_state_folder: bool,
}

/// The result of reading again what others saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reloaded {
    /// The changes of others, as a sentence.
    pub remote_changes: Option<String>,
    /// `true` if the files lack something that the workbook holds, so that it has to be saved.
    pub is_behind: bool,
}

impl Controller {
    /// Creates a controller for a workbook that was read from this store.
    pub fn new(workbook: Workbook, store: Store) -> Controller {
        Controller {
            workbook,
            store,
            history: History::default(),
        }
    }

    /// The workbook and the store, for a front end with a history of its own.
    pub fn into_parts(self) -> (Workbook, Store) {
        (self.workbook, self.store)
    }

    /// The workbook.
    pub fn workbook(&self) -> &Workbook {
        &self.workbook
    }

    /// The store.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Sets how long a save waits for the lock.
    pub fn set_patience(&mut self, patience: Duration) {
        self.store.set_patience(patience);
    }

    /// Refuses changes from now on, for this reason.
    pub fn set_read_only(&mut self, reason: &str) {
        self.store.set_read_only(reason);
    }

    /// Applies edits as one step, all or none. Nothing is saved.
    ///
    /// # Errors
    ///
    /// The [`Refusal`] of the first edit that makes no sense.
    pub fn apply(&mut self, edits: Vec<Edit>, stamp: &Stamp) -> Result<Applied, Refusal> {
        let replaced = edits
            .iter()
            .filter_map(|edit| self.workbook.overruled(edit, &stamp.by))
            .collect();
        let step = self.workbook.apply_all(edits, stamp)?;
        Ok(Applied {
            changed: self.history.record(step),
            replaced,
        })
    }

    /// Applies an edit of somebody who saw these answers. Nothing is saved.
    ///
    /// # Errors
    ///
    /// [`Refusal::AnsweredMeanwhile`] if others answered since, or another [`Refusal`] if the edit makes no sense.
    pub fn apply_if_seen(
        &mut self,
        edit: Edit,
        seen: &Seen,
        stamp: &Stamp,
    ) -> Result<Applied, Refusal> {
        let step = self.workbook.apply_if_seen(edit, seen, stamp)?;
        Ok(Applied {
            changed: self.history.record(step),
            replaced: Vec::new(),
        })
    }

    /// Undoes the last step, and returns it; `None` if there is none.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] if somebody has changed the same thing since.
    pub fn undo(&mut self, stamp: &Stamp) -> Result<Option<Step>, Refusal> {
        let reverted = self.history.undo(&mut self.workbook, stamp);
        reverted
            .map(|(step, result)| result.map(|()| step))
            .transpose()
    }

    /// Redoes the last undone step, and returns it; `None` if there is none.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] if somebody has changed the same thing since.
    pub fn redo(&mut self, stamp: &Stamp) -> Result<Option<Step>, Refusal> {
        let reverted = self.history.redo(&mut self.workbook, stamp);
        reverted
            .map(|(step, result)| result.map(|()| step))
            .transpose()
    }

    /// Saves what the workbook holds, merged with what others saved.
    pub fn save(&mut self) -> SaveReport {
        save_by(&mut self.store, &mut self.workbook, Store::save)
    }

    /// Saves although the file lacks what was in it, or is gone.
    pub fn save_anyway(&mut self) -> SaveReport {
        save_by(&mut self.store, &mut self.workbook, Store::save_anyway)
    }

    /// Saves in another file, because the usual place fails, and in that from then on.
    pub fn save_elsewhere(&mut self, path: &Path) -> SaveReport {
        save_by(&mut self.store, &mut self.workbook, |store, workbook| {
            store.save_elsewhere(workbook, path)
        })
    }

    /// Reads what others saved since the last look; `None` if nobody did.
    ///
    /// # Errors
    ///
    /// A [`StoreError`] if a file can't be read, or lacks what was in it ([`StoreError::is_lost`]).
    pub fn reload(&mut self) -> Result<Option<Reloaded>, StoreError> {
        if !self.store.others_saved() {
            return Ok(None);
        }
        let before = self.workbook.progress().clone();
        let is_behind = self.store.refresh(&mut self.workbook)?;
        Ok(Some(Reloaded {
            remote_changes: self.workbook.tell_news(&before),
            is_behind,
        }))
    }

    /// Reads the document again if it was edited; `None` if it wasn't.
    ///
    /// # Errors
    ///
    /// A [`StoreError`] if it can't be read.
    pub fn edited_document(&mut self) -> Result<Option<Checklist>, StoreError> {
        if self.store.document_changed() {
            self.store.reread_document().map(Some)
        } else {
            Ok(None)
        }
    }

    /// Replaces the checklist by its edited version, and matches the marks to it.
    pub fn replace_checklist(&mut self, checklist: Checklist) {
        self.workbook.turn_to(checklist);
    }

    /// Takes the files as they are. What only the workbook held is put into a file of its own, which is returned. The
    /// steps before that can't be undone any more.
    ///
    /// # Errors
    ///
    /// A [`StoreError`] if the files can't be read, or nothing can be put aside; nothing is different then.
    pub fn take_files(&mut self) -> Result<Option<PathBuf>, StoreError> {
        let aside = self.store.take_files(&mut self.workbook)?;
        self.history = History::default();
        Ok(aside)
    }
}

impl History {
    /// Records a step that was made; what was undone before can't be redone any more. Returns whether there was a step.
    pub fn record(&mut self, step: Option<Step>) -> bool {
        let changed = step.is_some();
        if let Some(step) = step {
            self.undo.push(step);
            self.redo.clear();
        }
        changed
    }

    /// Returns whether there is a step to undo.
    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    /// Returns whether there is a step to redo.
    pub fn can_redo(&self) -> bool {
        !self.redo.is_empty()
    }

    /// Undoes the last step in a workbook. Returns the step, and a [`Refusal`] if somebody has changed the same thing
    /// since; `None` if there is no step.
    pub fn undo(
        &mut self,
        workbook: &mut Workbook,
        stamp: &Stamp,
    ) -> Option<(Step, Result<(), Refusal>)> {
        let step = self.undo.pop()?;
        let again = self.revert(&step, workbook, stamp);
        let result = again.map(|again| self.redo.push(again));
        Some((step, result))
    }

    /// Redoes the last undone step in a workbook. Returns the step, and a [`Refusal`] if somebody has changed the same
    /// thing since; `None` if there is no step.
    pub fn redo(
        &mut self,
        workbook: &mut Workbook,
        stamp: &Stamp,
    ) -> Option<(Step, Result<(), Refusal>)> {
        let step = self.redo.pop()?;
        let again = self.revert(&step, workbook, stamp);
        let result = again.map(|again| self.undo.push(again));
        Some((step, result))
    }

    /// Reverts a step, and lets the others know which events stand for it now.
    fn revert(
        &mut self,
        step: &Step,
        workbook: &mut Workbook,
        stamp: &Stamp,
    ) -> Result<Step, Refusal> {
        let again = workbook.undo(step, stamp)?;
        let others = self.undo.iter_mut().chain(&mut self.redo);
        others.for_each(|other| other.follow(step, &again));
        Ok(again)
    }
}

/// Saves a workbook, and reports what that brought to light.
pub fn save_by(
    store: &mut Store,
    workbook: &mut Workbook,
    save: impl FnOnce(&mut Store, &mut Workbook) -> Result<(), StoreError>,
) -> SaveReport {
    let (notice, was_away) = (store.notice(), store.is_away());
    let before = workbook.progress().clone();
    let result = save(store, workbook);
    SaveReport {
        remote_changes: workbook.tell_news(&before),
        notice: store.notice().filter(|new| notice.as_ref() != Some(new)),
        left_state_folder: result.is_ok() && was_away && !store.is_away(),
        result,
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::Controller;
    use crate::checklist::Checklist;
    use crate::progress::{Author, Progress, Stamp, State};
    use crate::store::Store;
    use crate::workbook::{Edit, Refusal, Workbook};

    fn controller() -> Controller {
        let checklist = Checklist::parse("- [ ] one: ____\n- [ ] two\n");
        Controller::new(
            Workbook::new(checklist, Progress::new("a.md", None)),
            Store::nowhere(),
        )
    }

    fn stamp(by: &str) -> Stamp {
        let author = Author {
            by: by.to_owned(),
            acting: None,
        };
        author.at(DateTime::UNIX_EPOCH)
    }

    fn fill(controller: &Controller, value: &str) -> Edit {
        let checklist = controller.workbook().checklist();
        let item = checklist.items().next().unwrap();
        Edit::Fill {
            blank: checklist.blanks_of(item).next().unwrap(),
            value: value.to_owned(),
        }
    }

    fn tick(controller: &Controller) -> Edit {
        Edit::State {
            entry: controller.workbook().checklist().items().nth(1).unwrap(),
            state: State::Done,
            reason: None,
        }
    }

    #[test]
    fn edits_are_one_step_and_report_whose_answers_they_replace() {
        let mut controller = controller();
        let edits = vec![fill(&controller, "4 h"), tick(&controller)];
        let applied = controller.apply(edits.clone(), &stamp("ann")).unwrap();
        assert_eq!((applied.changed, applied.replaced.len()), (true, 0));
        let again = controller.apply(edits, &stamp("ann")).unwrap();
        assert!(!again.changed, "all is as wanted");
        let edit = fill(&controller, "2 h");
        let applied = controller.apply(vec![edit], &stamp("bob")).unwrap();
        assert_eq!(applied.replaced[0].answers[0].who, "ann");
        let undone = controller.undo(&stamp("bob")).unwrap();
        assert!(undone.is_some_and(|step| !step.is_of_several()));
        let undone = controller.undo(&stamp("bob")).unwrap();
        assert!(undone.is_some_and(|step| step.is_of_several()));
        assert_eq!(controller.undo(&stamp("bob")), Ok(None));
        assert_eq!(controller.workbook().tally().of(State::Done), 0);
        assert!(controller.redo(&stamp("bob")).unwrap().is_some());
        assert_eq!(controller.workbook().tally().of(State::Done), 1);
    }

    #[test]
    fn an_answer_that_was_not_seen_is_not_replaced() {
        let mut controller = controller();
        let edit = fill(&controller, "4 h");
        let seen = controller.workbook().seen(&edit);
        let theirs = fill(&controller, "2 h");
        controller.apply(vec![theirs], &stamp("bob")).unwrap();
        let refused = controller.apply_if_seen(edit.clone(), &seen, &stamp("ann"));
        assert_eq!(refused, Err(Refusal::AnsweredMeanwhile));
        let seen = controller.workbook().seen(&edit);
        let applied = controller
            .apply_if_seen(edit, &seen, &stamp("ann"))
            .unwrap();
        assert!(applied.changed);
    }

    #[test]
    fn without_a_place_nothing_is_saved_and_nothing_is_lost() {
        let mut controller = controller();
        let edit = tick(&controller);
        controller.apply(vec![edit], &stamp("ann")).unwrap();
        let report = controller.save();
        assert!(report.result.is_err() && report.remote_changes.is_none());
        assert_eq!(controller.reload().unwrap(), None);
        assert_eq!(controller.workbook().tally().of(State::Done), 1);
    }
}
