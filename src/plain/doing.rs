//! Changing what is at a step. What was changed is told as it then stands, and saved before the next prompt.

use std::io::{BufRead, Write};

use anyhow::Result;

use super::walk::Walk;
use super::words;
use crate::checklist::{BlankId, EntryId};
use crate::progress::{Register, State};
use crate::workbook::{Edit, Refusal, SignOff, Step};

impl<R: BufRead, W: Write> Walk<R, W> {
    /// Makes a change and saves it. Returns whether all is as wanted now.
    fn change(&mut self, edit: Edit) -> Result<bool> {
        let stamp = self.stamp()?;
        match self.workbook.apply(edit, &stamp) {
            Ok(Some(step)) => {
                self.undo.push(step);
                self.redo.clear();
                self.save()?;
            }
            Ok(None) => {}
            Err(refusal) => {
                self.refuse(&refusal)?;
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Makes a change, saves it, and tells the step as it is then.
    fn change_and_tell(&mut self, edit: Edit) -> Result<()> {
        if self.change(edit)? { self.tell_step() } else { Ok(()) }
    }

    fn refuse(&mut self, refusal: &Refusal) -> Result<()> {
        Ok(self.talk.say(&words::told(&refusal.to_string()))?)
    }

    /// The step that it is at, where something can be changed there; else says why not.
    fn step_to_change(&mut self) -> Result<Option<EntryId>> {
        if self.refuses_changes()? {
            return Ok(None);
        }
        if self.here.is_none() {
            self.talk.say("There is nothing to change here.")?;
        }
        Ok(self.here)
    }

    pub(super) fn set(&mut self, state: State, why: &str) -> Result<()> {
        let Some(entry) = self.step_to_change()? else { return Ok(()) };
        if !self.workbook.checklist().entry(entry).can_be_ticked() {
            self.talk.say("There is no box here: only its blanks can be filled, with fill.")?;
            return Ok(());
        }
        let mut reason = Some(why.to_owned()).filter(|why| !why.is_empty());
        if matches!(state, State::Na | State::Blocked | State::Waived) && reason.is_none() {
            reason =
                self.talk.ask(&format!("Why {}? ", words::adjective(state)))?.filter(|why| !why.is_empty());
            if reason.is_none() {
                self.talk.say("Nothing is changed: this wants a reason.")?;
                return Ok(());
            }
        }
        self.change_and_tell(Edit::State { entry, state, reason })
    }

    /// Fills the only blank with `value`, or asks for a value for each.
    pub(super) fn fill(&mut self, value: &str) -> Result<()> {
        let Some(here) = self.step_to_change()? else { return Ok(()) };
        let blanks: Vec<BlankId> = self.workbook.checklist().blanks_of(here).collect();
        match (blanks.as_slice(), value) {
            ([], _) => Ok(self.talk.say("There is no blank here.")?),
            (&[blank], value) if !value.is_empty() => {
                self.change_and_tell(Edit::Fill { blank, value: value.to_owned() })
            }
            (several, "") => self.ask_for_each(several),
            (several, _) => {
                let count = several.len();
                Ok(self
                    .talk
                    .say(&format!("There are {count} blanks here: say fill alone, and be asked for each."))?)
            }
        }
    }

    fn ask_for_each(&mut self, blanks: &[BlankId]) -> Result<()> {
        self.talk.say("Give each value; an empty line leaves it as it is, a single minus clears it.")?;
        for &blank in blanks {
            let question = format!("{}: ", words::blank(&self.workbook, blank));
            let seen = self.ids_in(blank);
            let Some(answer) = self.talk.ask(&question)? else { return Ok(()) };
            if answer.is_empty() {
                continue;
            }
            if self.others_answered(blank, &seen)? {
                continue;
            }
            let value = if answer == "-" { String::new() } else { answer };
            if self.change(Edit::Fill { blank, value })? {
                let now = words::blank(&self.workbook, blank);
                self.talk.say(&format!("Now {now}."))?;
            }
        }
        Ok(())
    }

    fn ids_in(&self, blank: BlankId) -> Vec<String> {
        self.workbook.register(blank).map(Register::ids).unwrap_or_default()
    }

    /// Whether others answered a blank while it was asked for: nobody overrules what they have not heard.
    fn others_answered(&mut self, blank: BlankId, seen: &[String]) -> Result<bool> {
        self.hear()?;
        let is_new = self.ids_in(blank) != seen;
        if is_new {
            let now = words::blank(&self.workbook, blank);
            self.talk.say(&format!("Nothing is changed, as somebody answered meanwhile: {now}."))?;
        }
        Ok(is_new)
    }

    /// Signs the first sign-off of the step that is not signed.
    pub(super) fn sign(&mut self) -> Result<()> {
        let Some(here) = self.step_to_change()? else { return Ok(()) };
        let signoffs: Vec<SignOff> = self.workbook.signoffs_at(here).collect();
        match signoffs.iter().find(|&&signoff| !self.workbook.is_signed(signoff)) {
            None if signoffs.is_empty() => Ok(self.talk.say("Nobody is asked to sign here.")?),
            None => Ok(self.talk.say("This is signed, and nothing has changed since.")?),
            Some(&signoff) => {
                let stamp = self.stamp()?;
                let date = stamp.at.format("%Y-%m-%d").to_string();
                self.change_and_tell(Edit::Sign { signoff, name: stamp.by, date, forced: None })
            }
        }
    }

    pub(super) fn note(&mut self, text: String) -> Result<()> {
        let Some(entry) = self.step_to_change()? else { return Ok(()) };
        let text = if text.is_empty() { self.talk.ask("Note: ")?.unwrap_or_default() } else { text };
        self.change_and_tell(Edit::Note { entry, text })
    }

    pub(super) fn undo(&mut self) -> Result<()> {
        match self.undo.pop() {
            Some(step) => self.put_back(&step, |walk, again| walk.redo.push(again)),
            None => Ok(self.talk.say("There is nothing to undo.")?),
        }
    }

    pub(super) fn redo(&mut self) -> Result<()> {
        match self.redo.pop() {
            Some(step) => self.put_back(&step, |walk, again| walk.undo.push(again)),
            None => Ok(self.talk.say("There is nothing to redo.")?),
        }
    }

    /// Puts back what a step changed, and goes to where that is.
    fn put_back(&mut self, step: &Step, keep: fn(&mut Self, Step)) -> Result<()> {
        if self.refuses_changes()? {
            return Ok(());
        }
        let stamp = self.stamp()?;
        match self.workbook.undo(step, &stamp) {
            Ok(again) => {
                keep(self, again);
                let changed = self.workbook.changed_by(step);
                let item = |id| self.workbook.checklist().item_of(id).unwrap_or(id);
                self.here = changed.map(item).or(self.here);
                self.save()?;
                self.tell_step()
            }
            Err(refusal) => self.refuse(&refusal),
        }
    }
}
