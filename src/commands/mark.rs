//! `gonogo mark`.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;

use super::tick::set_states;
use super::{Outcome, say};
use crate::checklist::EntryId;
use crate::options::Common;
use crate::progress::State;
use crate::workbook::Workbook;

/// The items, and the state to set them to.
#[derive(Debug, Args)]
pub struct Mark {
    /// The checklist
    pub file: PathBuf,
    /// Items, as numbers that `list` prints, keys or unique ends of them, or text that fits one item only; and last
    /// the state: open, done, na (not applicable), blocked or waived
    #[arg(required = true, value_name = "ITEM")]
    pub words: Vec<String>,
    /// Why; na, blocked and waived want it
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub reason: Option<String>,
    /// All that is open in this section, instead of items: a part of its heading, its key, or a unique end of that
    #[arg(long, value_name = "NAME")]
    pub section: Option<String>,
}

impl Mark {
    /// Sets the items to the state, all or none.
    ///
    /// # Errors
    ///
    /// Where the state is none or wants a reason, an item or the section is not found, or the change cannot be saved.
    pub fn run(&self, common: &Common) -> Result<Outcome> {
        let (state, names) = self.state_and_names()?;
        let (mut workbook, mut store) = common.open(&self.file)?;
        let items = match &self.section {
            Some(section) => open_in_section(&workbook, section, state)?,
            None => names.iter().map(|name| workbook.find_item(name)).collect::<Result<_, _>>()?,
        };
        set_states(common, &mut workbook, &mut store, &items, state, self.reason.as_deref())?;
        Ok(Outcome::Done)
    }

    fn state_and_names(&self) -> Result<(State, &[String])> {
        let (last, names) = self.words.split_last().context("which items, and which state?")?;
        let Some(state) = State::from_name(last) else {
            bail!("“{last}” is no state; the last word is one of {}", State::names());
        };
        match (names, &self.section) {
            ([], None) => bail!("which items are {state}? Name them before the state, or a --section"),
            ([_, ..], Some(_)) => bail!("name items or a --section, not both"),
            _ => {}
        }
        let is_said = self.reason.as_ref().is_some_and(|reason| !reason.trim().is_empty());
        if state.wants_reason() && !is_said {
            bail!("{} wants a reason: say why with --reason TEXT", state.words());
        }
        Ok((state, names))
    }
}

/// The items of a section that are open.
fn open_in_section(workbook: &Workbook, name: &str, state: State) -> Result<Vec<EntryId>> {
    if state == State::Open {
        bail!(
            "--section sets what is open, and leaves what was answered; name the items that are to be opened"
        );
    }
    let section = workbook.find_section(name)?;
    let items: Vec<EntryId> = workbook.open_under(section).collect();
    if items.is_empty() {
        say(&format!("nothing is open in this section: {}", workbook.reading(section)));
    }
    Ok(items)
}
