//! Filling blanks and variables in line mode: those of the step, or all variables.

use std::io::{BufRead, Write};

use anyhow::Result;

use super::session::LineSession;
use crate::checklist::{BlankId, VariableId};
use crate::workbook::{Edit, Fillable, Workbook, describe};

/// The edit that fills a place.
fn fill(place: Fillable, value: &str) -> Edit {
    let value = value.to_owned();
    match place {
        Fillable::Blank(blank) => Edit::Fill { blank, value },
        Fillable::Variable(variable) => Edit::SetVariable { variable, value },
    }
}

/// A place with its value.
fn described(workbook: &Workbook, place: Fillable) -> String {
    match place {
        Fillable::Blank(blank) => describe::blank(workbook, blank),
        Fillable::Variable(variable) => describe::variable(workbook, variable),
    }
}

/// The numbers of blanks and variables, without those that are none.
fn counts(blanks: usize, variables: usize) -> String {
    let counts = [(blanks, "blank"), (variables, "variable")];
    let counts = counts.into_iter().filter(|(count, _)| *count > 0);
    let told: Vec<String> = counts
        .map(|(count, what)| describe::counted(count, what))
        .collect();
    told.join(" and ")
}

impl<R: BufRead, W: Write> LineSession<R, W> {
    /// Fills the only blank of the step with `value`, without one its only variable; or asks for a value for each.
    pub(super) fn fill(&mut self, value: &str) -> Result<()> {
        let Some(here) = self.step_to_change()? else {
            return Ok(());
        };
        let workbook = self.controller.workbook();
        let blanks: Vec<BlankId> = workbook.checklist().blanks_of(here).collect();
        let variables = workbook.variables_of(here);
        let count = (blanks.len(), variables.len());
        let only = match (blanks.as_slice(), variables.as_slice()) {
            (&[blank], _) => Some(Fillable::Blank(blank)),
            ([], &[variable]) => Some(Fillable::Variable(variable)),
            ([] | [_, _, ..], _) => None,
        };
        let blanks = blanks.into_iter().map(Fillable::Blank);
        let variables = variables.into_iter().map(Fillable::Variable);
        let all: Vec<Fillable> = blanks.chain(variables).collect();
        match only {
            Some(only) if !value.is_empty() => {
                self.change_and_say(fill(only, value))?;
                self.say_offers(only)
            }
            _ if all.is_empty() => Ok(self.prompt.say("No blanks here.")?),
            _ if value.is_empty() => self.ask_for_each(&all),
            _ => {
                let counts = counts(count.0, count.1);
                Ok(self.prompt.say(&format!(
                    "{counts} here; type fill alone to enter each value."
                ))?)
            }
        }
    }

    /// Lists all variables, and asks for a value for each that is empty.
    pub(super) fn variables(&mut self) -> Result<()> {
        let workbook = self.controller.workbook();
        let all = (0..workbook.checklist().variables().len()).map(VariableId);
        let all: Vec<VariableId> = all.collect();
        let empty = all.iter().filter(|&&id| !workbook.is_variable_filled(id));
        let empty: Vec<Fillable> = empty.map(|&id| Fillable::Variable(id)).collect();
        if all.is_empty() {
            return Ok(self.prompt.say("No variables in this document.")?);
        }
        let lines: Vec<String> = all
            .iter()
            .map(|&id| describe::with_stop(&describe::variable(workbook, id)))
            .collect();
        self.prompt.say(&lines.join("\n"))?;
        if empty.is_empty() || self.refuse_change()? {
            return Ok(());
        }
        self.ask_for_each(&empty)
    }

    /// Says at the start that variables are empty: they fill places in many steps.
    pub(super) fn say_empty_variables(&mut self) -> Result<()> {
        let workbook = self.controller.workbook();
        let all = (0..workbook.checklist().variables().len()).map(VariableId);
        let empty = all.filter(|&id| !workbook.is_variable_filled(id)).count();
        let told = match empty {
            0 => return Ok(()),
            1 => "1 variable is empty. Type variables to enter it.".to_owned(),
            many => format!("{many} variables are empty. Type variables to enter them."),
        };
        Ok(self.prompt.say(&told)?)
    }

    /// Says which variables a filled blank could fill.
    fn say_offers(&mut self, place: Fillable) -> Result<()> {
        let Fillable::Blank(blank) = place else {
            return Ok(());
        };
        let workbook = self.controller.workbook();
        if workbook.value(blank).is_none() {
            return Ok(());
        }
        let offers = workbook.link_offers(blank);
        let told: Vec<String> = offers
            .into_iter()
            .map(|id| {
                let name = &workbook.checklist().variable(id).written;
                let reach = describe::variable_reach(workbook, id);
                format!("Type “link {name}” to fill {name} ({reach}) with it.")
            })
            .collect();
        for line in told {
            self.prompt.say(&line)?;
        }
        Ok(())
    }

    /// Links a variable to a blank of the step: the named one, or the only one that fits.
    pub(super) fn link(&mut self, name: &str) -> Result<()> {
        let Some(here) = self.step_to_change()? else {
            return Ok(());
        };
        let workbook = self.controller.workbook();
        let named = match name {
            "" => None,
            name => match workbook.find_variable(name) {
                Ok(id) => Some(id),
                Err(error) => {
                    let told = describe::sentence(&error.to_string());
                    return Ok(self.prompt.say(&told)?);
                }
            },
        };
        let blanks: Vec<BlankId> = workbook.checklist().blanks_of(here).collect();
        let offers = blanks.iter().flat_map(|&blank| {
            let offers = workbook.link_offers(blank).into_iter();
            offers.map(move |variable| (variable, blank))
        });
        let fits = |(variable, _): &(VariableId, BlankId)| named.is_none_or(|id| id == *variable);
        let offers: Vec<(VariableId, BlankId)> = offers.filter(fits).collect();
        let only = match (offers.as_slice(), named, blanks.as_slice()) {
            (&[only], ..) => only,
            ([], Some(variable), &[blank]) => (variable, blank),
            (_, _, []) => return Ok(self.prompt.say("No blanks here.")?),
            ([], None, _) => {
                let told = "No variable fits the blanks here; type link with its name.";
                return Ok(self.prompt.say(told)?);
            }
            _ => {
                let told = "Several blanks and variables fit; use gonogo link to name both.";
                return Ok(self.prompt.say(told)?);
            }
        };
        let (variable, blank) = only;
        let blank = Some(blank);
        if self.change(Edit::LinkVariable { variable, blank })? {
            let told = describe::variable(self.controller.workbook(), variable);
            self.prompt.say(&describe::with_stop(&told))?;
        }
        Ok(())
    }

    fn ask_for_each(&mut self, places: &[Fillable]) -> Result<()> {
        self.prompt
            .say("Enter each value; an empty line keeps it, a single - clears it.")?;
        for &place in places {
            let workbook = self.controller.workbook();
            let question = format!("{}: ", described(workbook, place));
            let seen = workbook.seen(&fill(place, ""));
            let Some(answer) = self.prompt.ask(&question)? else {
                return Ok(());
            };
            if answer.is_empty() {
                continue;
            }
            self.reload(None)?;
            let value = if answer == "-" { "" } else { &answer };
            let is_saved = self.change_if_seen(fill(place, value), &seen)?;
            let now = described(self.controller.workbook(), place);
            let saved = if is_saved { "Saved" } else { "Current answer" };
            self.prompt.say(&format!("{saved}: {now}."))?;
            self.say_offers(place)?;
        }
        Ok(())
    }
}
