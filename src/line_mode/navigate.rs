//! Navigation between steps.

use std::io::{BufRead, Write};

use anyhow::Result;

use super::session::LineSession;
use crate::checklist::{Checklist, EntryId};
use crate::workbook::{Spot, describe};

impl<R: BufRead, W: Write> LineSession<R, W> {
    /// Goes to a step and reads it; if there is none, says so and stays.
    fn go(&mut self, to: Option<EntryId>, otherwise: &str) -> Result<()> {
        match to {
            Some(to) => {
                self.here = Some(to);
                self.say_step()
            }
            None => Ok(self.prompt.say(otherwise)?),
        }
    }

    /// Returns the step that an entry is read with: a line below an item belongs to the item.
    fn step_of(&self, id: EntryId) -> Option<EntryId> {
        let checklist = self.controller.workbook().checklist();
        if checklist.is_step(id) {
            Some(id)
        } else {
            checklist.item_of(id)
        }
    }

    pub(super) fn go_next(&mut self) -> Result<()> {
        let next = self
            .controller
            .workbook()
            .checklist()
            .steps()
            .find(|&id| Some(id) > self.here);
        let workbook = self.controller.workbook();
        let verdict = describe::verdict_with_basis(workbook.verdict(), workbook.basis());
        self.go(
            next,
            &format!("That was the last step. Type todo for what is left, or quit.\n{verdict}"),
        )
    }

    pub(super) fn go_back(&mut self) -> Result<()> {
        let before = self
            .controller
            .workbook()
            .checklist()
            .steps()
            .rfind(|&id| Some(id) < self.here);
        self.go(before, "This is the first step.")
    }

    pub(super) fn skip_section(&mut self) -> Result<()> {
        let checklist = self.controller.workbook().checklist();
        let section = |id: EntryId| {
            checklist
                .ancestors(id)
                .find(|&up| checklist.entry(up).is_section())
        };
        let here = self.here.and_then(section);
        let next = checklist
            .steps()
            .find(|&id| Some(id) > self.here && section(id) != here);
        self.go(next, "This is the last section.")
    }

    /// Goes to the next blocker, after the last one from the top again; without blockers, to what remains until
    /// COMPLETE.
    pub(super) fn go_to_todo(&mut self) -> Result<()> {
        let left = self.controller.workbook().verdict().left().iter();
        let mut places: Vec<EntryId> = left
            .filter_map(|blocker| self.step_of(blocker.entry?))
            .collect();
        places.sort_unstable();
        let after = places.iter().copied().find(|&id| Some(id) > self.here);
        if after.is_none() && !places.is_empty() {
            self.prompt.say("Continuing from the top.")?;
        }
        let otherwise = describe::sentence(
            &self
                .controller
                .workbook()
                .nothing_to_go_to(self.stamp()?.at, "gonogo live"),
        );
        self.go(after.or(places.first().copied()), &otherwise)
    }

    pub(super) fn go_to_item(&mut self, number: usize) -> Result<()> {
        let items = self.controller.workbook().checklist().items().count();
        let item = number
            .checked_sub(1)
            .and_then(|index| self.controller.workbook().checklist().items().nth(index));
        self.go(item, &format!("No item {number}; enter 1 to {items}."))
    }

    pub(super) fn find(&mut self, text: &str) -> Result<()> {
        if !text.is_empty() {
            text.clone_into(&mut self.last_search);
        }
        let entries = self
            .controller
            .workbook()
            .checklist()
            .ids()
            .map(Spot::Entry);
        let hits = self
            .controller
            .workbook()
            .search(&self.last_search, entries)
            .into_iter();
        let steps = hits.filter_map(|hit| match hit.spot {
            Spot::Entry(id) => self.step_of(id),
            Spot::Unmatched(_) => None,
        });
        let mut hits: Vec<EntryId> = steps.collect();
        hits.dedup();
        if hits.len() > 1 {
            self.prompt.say(&format!(
                "{} steps match; type find alone for the next.",
                hits.len()
            ))?;
        }
        let next = hits
            .iter()
            .copied()
            .find(|&id| Some(id) > self.here)
            .or(hits.first().copied());
        self.go(next, "No match.")
    }

    /// Reloads the edited document. The session stays at its step, or goes to the next one if that is gone.
    pub(super) fn replace_checklist(&mut self, checklist: Checklist) -> Result<()> {
        let before = self.controller.workbook().checklist();
        let known = self
            .here
            .map(|here| (before.key(here), before.entry(here).line));
        self.controller.replace_checklist(checklist);
        let after = self.controller.workbook().checklist();
        self.here = known.and_then(|(key, line)| {
            let same = after.steps().find(|&id| after.key(id) == key);
            same.or_else(|| after.steps().find(|&id| after.entry(id).line >= line))
                .or(after.steps().next_back())
        });
        self.here = self
            .here
            .or(self.controller.workbook().checklist().steps().next());
        self.prompt.say("Checklist reloaded.")?;
        if let Some(greeting) = self.controller.workbook().greeting() {
            self.prompt.say(&greeting)?;
        }
        self.say_step()
    }
}
