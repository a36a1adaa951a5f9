//! Changing a step. The new state is read out, and saved before the next prompt.

use std::io::{BufRead, Write};

use anyhow::Result;

use super::session::LineSession;
use crate::checklist::EntryId;
use crate::controller::{Applied, Controller};
use crate::progress::{Stamp, State};
use crate::workbook::{Edit, Refusal, Seen, Step, describe, is_invisible};

/// Undoes or redoes.
type Revert = fn(&mut Controller, &Stamp) -> Result<Option<Step>, Refusal>;

impl<R: BufRead, W: Write> LineSession<R, W> {
    /// Makes a change and saves it. Returns `false` if it was refused.
    pub(super) fn change(&mut self, edit: Edit) -> Result<bool> {
        self.change_all(vec![edit])
    }

    /// Makes several changes as one, and saves them. Returns `false` if they were refused.
    fn change_all(&mut self, edits: Vec<Edit>) -> Result<bool> {
        let stamp = self.stamp()?;
        let applied = self.controller.apply(edits, &stamp);
        self.save_applied(applied)
    }

    /// Makes a change for a person who saw these answers when they were asked, and saves it. Returns `false` if it was
    /// refused.
    pub(super) fn change_if_seen(&mut self, edit: Edit, seen: &Seen) -> Result<bool> {
        let stamp = self.stamp()?;
        let applied = self.controller.apply_if_seen(edit, seen, &stamp);
        self.save_applied(applied)
    }

    fn save_applied(&mut self, applied: Result<Applied, Refusal>) -> Result<bool> {
        match applied {
            Ok(applied) if applied.changed => self.save()?,
            Ok(_) => {}
            Err(refusal) => {
                self.refuse(&refusal)?;
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Makes a change, saves it, and reads the step again.
    pub(super) fn change_and_say(&mut self, edit: Edit) -> Result<()> {
        if self.change(edit)? {
            self.say_step()
        } else {
            Ok(())
        }
    }

    fn refuse(&mut self, refusal: &Refusal) -> Result<()> {
        Ok(self.prompt.say(&describe::sentence(&refusal.to_string()))?)
    }

    /// Returns the current step if it can be changed; otherwise says why not.
    pub(super) fn step_to_change(&mut self) -> Result<Option<EntryId>> {
        if self.refuse_change()? {
            return Ok(None);
        }
        if self.here.is_none() {
            self.prompt.say("Nothing to change here.")?;
        }
        Ok(self.here)
    }

    pub(super) fn set(&mut self, state: State, why: &str) -> Result<()> {
        let Some(entry) = self.step_to_change()? else {
            return Ok(());
        };
        if !self
            .controller
            .workbook()
            .checklist()
            .entry(entry)
            .can_be_ticked()
        {
            self.prompt
                .say("Nothing to tick here; type fill to fill its blanks.")?;
            return Ok(());
        }
        let blocked = (state == State::Done
            && self.controller.workbook().state(entry) == State::Blocked)
            .then(|| describe::answers(&self.controller.workbook().answers_on_state(entry)));
        let reason = match blocked {
            Some(blocked) if why.is_empty() => self.ask_unblock_reason(&blocked)?,
            Some(_) | None if self.is_ready(entry, state) => Some(why.to_owned()),
            Some(_) | None => self.reason(state, why)?,
        };
        let Some(reason) = reason else { return Ok(()) };
        if !self.change(Edit::State {
            entry,
            state,
            reason: Some(reason),
        })? {
            return Ok(());
        }
        if state == State::Done {
            self.ask_for_missing(entry)
        } else {
            self.say_step()
        }
    }

    /// Asks why a blocked item is done now. Returns `None` without an answer.
    fn ask_unblock_reason(&mut self, blocked: &str) -> Result<Option<String>> {
        let reason = self
            .prompt
            .ask(&format!("It is {blocked}. Why tick it anyway? "))?;
        let reason = reason.filter(|reason| !is_invisible(reason));
        if reason.is_none() {
            self.prompt
                .say("Still blocked: a reason is required to tick it.")?;
        }
        Ok(reason)
    }

    /// Returns the reason for a state, after asking if it is required and missing; `None` if it is still missing.
    fn reason(&mut self, state: State, why: &str) -> Result<Option<String>> {
        if !state.needs_reason() || !why.is_empty() {
            return Ok(Some(why.to_owned()));
        }
        let reason = self.prompt.ask(&format!("Why {}? ", state.words()))?;
        let reason = reason.filter(|reason| !is_invisible(reason));
        if reason.is_none() {
            self.prompt.say("Nothing changed: a reason is required.")?;
        }
        Ok(reason)
    }

    /// Returns whether the condition of an item is reason enough for a state.
    fn is_ready(&self, entry: EntryId, state: State) -> bool {
        let workbook = self.controller.workbook();
        workbook.ready_reason(entry, state).is_some()
    }

    /// Returns the reason for the state of all open items of a section, after asking for it where many are ticked at
    /// once; `None` if it is still missing.
    fn reason_for_all(
        &mut self,
        section: EntryId,
        state: State,
        why: &str,
    ) -> Result<Option<String>> {
        let workbook = self.controller.workbook();
        let items: Vec<EntryId> = workbook.open_under(section).collect();
        let count = workbook
            .asks_for_reason(&items)
            .filter(|_| state == State::Done);
        let Some(count) = count.filter(|_| why.is_empty()) else {
            return self.reason(state, why);
        };
        let reason = self
            .prompt
            .ask(&format!("Why tick {count} items at once? "))?;
        let reason = reason.filter(|reason| !is_invisible(reason));
        if reason.is_none() {
            self.prompt.say("Nothing changed: a reason is required.")?;
        }
        Ok(reason)
    }

    /// Sets all open items in the section of this step, as one change.
    pub(super) fn set_section(&mut self, state: State, why: &str) -> Result<()> {
        let Some(here) = self.step_to_change()? else {
            return Ok(());
        };
        let checklist = self.controller.workbook().checklist();
        let Some(section) = checklist
            .ancestors(here)
            .find(|&up| checklist.entry(up).is_section())
        else {
            return Ok(self.prompt.say("Not in a section.")?);
        };
        if self
            .controller
            .workbook()
            .open_under(section)
            .next()
            .is_none()
        {
            return Ok(self.prompt.say("No open items in this section.")?);
        }
        let Some(reason) = self.reason_for_all(section, state, why)? else {
            return Ok(());
        };
        let edits = self
            .controller
            .workbook()
            .set_under(section, state, Some(&reason));
        let count = edits.len();
        if self.change_all(edits)? {
            let told = self
                .controller
                .workbook()
                .describe_set_under(count, section, state);
            self.prompt
                .say(&format!("{told}. Type undo to revert it."))?;
        }
        self.say_step()
    }

    pub(super) fn note(&mut self, text: String) -> Result<()> {
        let Some(entry) = self.step_to_change()? else {
            return Ok(());
        };
        let text = if text.is_empty() {
            self.prompt.ask("Note: ")?.unwrap_or_default()
        } else {
            text
        };
        self.change_and_say(Edit::Note { entry, text })
    }

    pub(super) fn undo(&mut self) -> Result<()> {
        self.revert(Controller::undo, "Nothing to undo.")
    }

    pub(super) fn redo(&mut self) -> Result<()> {
        self.revert(Controller::redo, "Nothing to redo.")
    }

    /// Undoes or redoes a step, and goes to the entry that it changed.
    fn revert(&mut self, revert: Revert, nothing: &str) -> Result<()> {
        if self.refuse_change()? {
            return Ok(());
        }
        let stamp = self.stamp()?;
        match revert(&mut self.controller, &stamp) {
            Ok(Some(step)) => {
                let workbook = self.controller.workbook();
                let checklist = workbook.checklist();
                let item = |id| checklist.item_of(id).unwrap_or(id);
                // Several changes may have only a section in common, which isn't a step.
                let step = workbook
                    .changed_by(&step)
                    .map(item)
                    .filter(|&id| checklist.is_step(id));
                self.here = step.or(self.here);
                self.save()?;
                self.say_step()
            }
            Ok(None) => Ok(self.prompt.say(nothing)?),
            Err(refusal) => self.refuse(&refusal),
        }
    }
}
