//! `gonogo mark`.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;

use super::tick::{ensure_none_blocked, ensure_reason, set_states};
use super::{CommandOutcome, say};
use crate::checklist::EntryId;
use crate::context::Common;
use crate::progress::State;
use crate::workbook::{Workbook, is_invisible};

/// Arguments of `gonogo mark`.
#[derive(Debug, Args)]
pub struct MarkArgs {
    /// Checklist file
    pub file: PathBuf,
    /// Items, then the state. An item is a number from `list`, a key or the unique end of one, or text that matches
    /// only that item; the state is open, done, na (not applicable), blocked or waived
    #[arg(required = true, value_name = "ITEM")]
    pub words: Vec<String>,
    /// Reason; required for na (except on conditional items), blocked and waived, and to set more than ten items to done
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub reason: Option<String>,
    /// All open items in this section instead: part of its heading, its key, or the unique end of its key
    #[arg(long, value_name = "NAME")]
    pub section: Option<String>,
    /// Tick blocked items without a reason
    #[arg(long)]
    pub force: bool,
}

impl MarkArgs {
    /// Sets the state of the items, all or none.
    ///
    /// # Errors
    ///
    /// If the state doesn't exist or needs a reason, an item or the section is not found, or the change cannot be
    /// saved.
    pub fn run(&self, common: &Common) -> Result<CommandOutcome> {
        let (state, names) = self.state_and_names()?;
        let mut controller = common.open(&self.file)?;
        let workbook = controller.workbook();
        let items = match &self.section {
            Some(section) => open_in_section(workbook, section, state)?,
            None => names
                .iter()
                .map(|name| workbook.find_item(name))
                .collect::<Result<_, _>>()?,
        };
        let reason = self.reason.as_deref();
        self.ensure_reason(workbook, &items, state)?;
        if !self.force {
            ensure_none_blocked(workbook, &items, state, reason)?;
        }
        set_states(common, &mut controller, &items, state, reason)?;
        let workbook = controller.workbook();
        if let Some(left) = &self.skipped(workbook, state)? {
            say(left);
        }
        Ok(CommandOutcome::Done)
    }

    /// Describes the items of the section that were skipped, because each needs a decision of its own.
    fn skipped(&self, workbook: &Workbook, state: State) -> Result<Option<String>> {
        let Some(section) = &self.section else {
            return Ok(None);
        };
        Ok(workbook.describe_unchanged_under(workbook.find_section(section)?, state))
    }

    fn state_and_names(&self) -> Result<(State, &[String])> {
        let (last, names) = self
            .words
            .split_last()
            .context("specify items and a state")?;
        let Some(state) = State::from_name(last) else {
            bail!(
                "“{last}” isn't a state; the last word must be one of {}",
                State::names()
            );
        };
        match (names, &self.section) {
            ([], None) => {
                bail!("no items to set to {state}: specify them before the state, or use --section")
            }
            ([_, ..], Some(_)) => bail!("specify items or --section, not both"),
            ([], Some(_)) | ([_, ..], None) => {}
        }
        Ok((state, names))
    }

    /// Refuses a state that needs a reason without one, unless the condition of each item is one.
    fn ensure_reason(&self, workbook: &Workbook, items: &[EntryId], state: State) -> Result<()> {
        let reason = self.reason.as_ref();
        let has_reason = reason.is_some_and(|reason| !is_invisible(reason));
        let is_ready = |&id: &EntryId| workbook.ready_reason(id, state).is_some();
        if state.needs_reason() && !has_reason && !items.iter().all(is_ready) {
            bail!(
                "{} needs a reason: give one with --reason TEXT",
                state.words()
            );
        }
        ensure_reason(workbook, items, state, self.reason.as_deref())
    }
}

/// Returns the open items of a section.
fn open_in_section(workbook: &Workbook, name: &str, state: State) -> Result<Vec<EntryId>> {
    if state == State::Open {
        bail!("--section only sets open items; specify the items to reopen");
    }
    let section = workbook.find_section(name)?;
    let items: Vec<EntryId> = workbook.open_under(section).collect();
    if items.is_empty() {
        say(&format!(
            "no open items in this section: {}",
            workbook.reading(section)
        ));
    }
    Ok(items)
}
