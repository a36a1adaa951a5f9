//! Measuring and signing in line mode.

use std::io::{BufRead, Write};

use anyhow::Result;

use super::session::LineSession;
use crate::checklist::EntryId;
use crate::workbook::describe::{self, ATTESTATION, SIGNED_ALREADY};
use crate::workbook::{Edit, Measurement, SignOff};

impl<R: BufRead, W: Write> LineSession<R, W> {
    /// Takes `value` for the only threshold of the step, or asks for each value.
    pub(super) fn measure(&mut self, value: &str) -> Result<()> {
        let Some(here) = self.step_to_change()? else {
            return Ok(());
        };
        match (self.controller.workbook().measurements(here).len(), value) {
            (0, _) => Ok(self.prompt.say("No threshold on this item.")?),
            (1, value) if !value.is_empty() => {
                let is_saved = self.change(measure(here, 0, value))?;
                self.say_measured(here, 0, is_saved)?;
                self.say_step()
            }
            (count, "") => {
                self.prompt
                    .say("Enter each value; an empty line keeps it, a single - clears it.")?;
                self.ask_for_measured(here, (0..count).collect())?;
                self.say_step()
            }
            (count, _) => Ok(self.prompt.say(&format!(
                "{count} thresholds on this item; type measure alone to enter each value."
            ))?),
        }
    }

    /// Asks for missing measured values of the step that was ticked, and says which values fail.
    pub(super) fn ask_for_missing(&mut self, id: EntryId) -> Result<()> {
        let measurements = self.controller.workbook().measurements(id);
        let missing: Vec<usize> = (0..measurements.len())
            .filter(|&index| measurements[index].is_missing())
            .collect();
        if !missing.is_empty() {
            self.prompt
                .say("Ticked. Measured value? An empty line skips it.")?;
            self.ask_for_measured(id, missing)?;
        }
        if let Some(failing) = self.controller.workbook().describe_failing(id) {
            self.prompt.say(&describe::sentence(&failing))?;
            self.prompt
                .say("Type measure for a new value, or waived and a reason to waive the item.")?;
        }
        self.say_step()
    }

    fn ask_for_measured(&mut self, id: EntryId, thresholds: Vec<usize>) -> Result<()> {
        for threshold in thresholds {
            let Some(asked) = self
                .controller
                .workbook()
                .measurements(id)
                .get(threshold)
                .map(question)
            else {
                continue;
            };
            let seen = self.controller.workbook().seen(&measure(id, threshold, ""));
            let Some(answer) = self.prompt.ask(&asked)? else {
                return Ok(());
            };
            if answer.is_empty() {
                continue;
            }
            self.reload(None)?;
            let value = if answer == "-" { "" } else { &answer };
            let is_saved = self.change_if_seen(measure(id, threshold, value), &seen)?;
            self.say_measured(id, threshold, is_saved)?;
        }
        Ok(())
    }

    /// Says whether a value that was just saved passes.
    fn say_measured(&mut self, id: EntryId, threshold: usize, is_saved: bool) -> Result<()> {
        let measurements = self.controller.workbook().measurements(id);
        let measurement = measurements.get(threshold).filter(|_| is_saved);
        if let Some(told) = measurement.map(Measurement::describe) {
            self.prompt.say(&describe::with_stop(&told))?;
        }
        Ok(())
    }

    /// Signs the first unsigned sign-off of the step. If there are blockers, asks for a reason.
    pub(super) fn sign(&mut self, why: &str) -> Result<()> {
        let Some(here) = self.step_to_change()? else {
            return Ok(());
        };
        let signoffs: Vec<SignOff> = self.controller.workbook().signoffs_at(here).collect();
        let Some(&signoff) = signoffs
            .iter()
            .find(|&&signoff| !self.controller.workbook().is_signed(signoff))
        else {
            let told = if signoffs.is_empty() {
                "no sign-off here"
            } else {
                SIGNED_ALREADY
            };
            return Ok(self.prompt.say(&describe::sentence(told))?);
        };
        if let Some(named) = describe::contradictions(self.controller.workbook()) {
            self.prompt.say(&format!("{named}."))?;
        }
        let mut forced = Some(why.to_owned()).filter(|why| !why.is_empty());
        let count = self.controller.workbook().blockers_to_sign(signoff);
        if count > 0 && forced.is_none() {
            let asked = format!(
                "{}. Reason to sign anyway (an empty line cancels): ",
                describe::blockers(count)
            );
            forced = self.prompt.ask(&asked)?.filter(|why| !why.is_empty());
            if forced.is_none() {
                return Ok(self.prompt.say("Not signed.")?);
            }
        }
        let stamp = self.stamp()?;
        let date = stamp.at.format("%Y-%m-%d").to_string();
        let name = stamp.by;
        if !self.change(Edit::Sign {
            signoff,
            name: name.clone(),
            date: date.clone(),
            forced,
        })? {
            return Ok(());
        }
        let role = self.controller.workbook().role(signoff).to_owned();
        self.prompt
            .say(&format!("Signed as {role}: {name}, {date}."))?;
        let basis = self.controller.workbook().basis().signed_for();
        self.prompt.say(&format!("Signed for {basis}"))?;
        for twice in self.controller.workbook().describe_signed_twice() {
            self.prompt.say(&describe::sentence(&twice))?;
        }
        self.prompt.say(ATTESTATION)?;
        self.say_step()
    }
}

/// An edit that records a measured value.
fn measure(entry: EntryId, threshold: usize, value: &str) -> Edit {
    Edit::Measure {
        entry,
        threshold,
        value: value.to_owned(),
    }
}

/// The prompt for a measured value: `p95 latency, < 5 seconds: `.
fn question(of: &Measurement) -> String {
    let asked = of
        .threshold
        .map(|threshold| format!(", {threshold}"))
        .unwrap_or_default();
    let now = of
        .value()
        .map(|value| format!(", now {value}"))
        .unwrap_or_default();
    format!("{}{asked}{now}: ", of.label())
}
