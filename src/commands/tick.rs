//! `gonogo tick` and `gonogo untick`.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;

use super::measure::print_failures;
use super::{CommandOutcome, change, say};
use crate::checklist::EntryId;
use crate::context::Common;
use crate::controller::Controller;
use crate::progress::State;
use crate::workbook::{Edit, Workbook, describe, is_invisible};

/// Arguments of `gonogo tick`.
#[derive(Debug, Args)]
pub struct TickArgs {
    #[command(flatten)]
    named: ItemArgs,
    /// Why it's done; blocked items need a reason, or --force; so do more than ten items at once
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub reason: Option<String>,
    /// Tick blocked items without a reason
    #[arg(long)]
    pub force: bool,
}

/// Arguments of `gonogo untick`.
#[derive(Debug, Args)]
pub struct UntickArgs {
    #[command(flatten)]
    named: ItemArgs,
}

/// A checklist and some of its items.
#[derive(Debug, Args)]
struct ItemArgs {
    /// Checklist file
    file: PathBuf,
    /// Items: a number from `list`, a key or the unique end of one, or text that matches only that item
    #[arg(required = true, value_name = "ITEM")]
    items: Vec<String>,
}

impl ItemArgs {
    fn open(&self, common: &Common) -> Result<(Controller, Vec<EntryId>)> {
        let controller = common.open(&self.file)?;
        let items = self
            .items
            .iter()
            .map(|name| controller.workbook().find_item(name))
            .collect::<Result<_, _>>()?;
        Ok((controller, items))
    }
}

impl TickArgs {
    /// Ticks the items, all or none.
    ///
    /// # Errors
    ///
    /// If an item is not found, one is blocked and no reason is given, or the change cannot be saved.
    pub fn run(&self, common: &Common) -> Result<CommandOutcome> {
        let (mut controller, items) = self.named.open(common)?;
        let reason = self.reason.as_deref();
        ensure_reason(controller.workbook(), &items, State::Done, reason)?;
        if !self.force {
            ensure_none_blocked(controller.workbook(), &items, State::Done, reason)?;
        }
        set_states(common, &mut controller, &items, State::Done, reason)?;
        Ok(CommandOutcome::Done)
    }
}

impl UntickArgs {
    /// Unticks the items, all or none.
    ///
    /// # Errors
    ///
    /// If an item is not found, or the change cannot be saved.
    pub fn run(&self, common: &Common) -> Result<CommandOutcome> {
        let (mut controller, items) = self.named.open(common)?;
        set_states(common, &mut controller, &items, State::Open, None)?;
        Ok(CommandOutcome::Done)
    }
}

/// Refuses to tick many items at once without a reason: nobody has checked them one by one.
pub(super) fn ensure_reason(
    workbook: &Workbook,
    items: &[EntryId],
    state: State,
    reason: Option<&str>,
) -> Result<()> {
    let has_reason = reason.is_some_and(|reason| !is_invisible(reason));
    match workbook.asks_for_reason(items) {
        Some(count) if state == State::Done && !has_reason => bail!(
            "ticking {count} items at once needs a reason: give one with --reason TEXT, or tick them one by one; nothing changed"
        ),
        Some(_) | None => Ok(()),
    }
}

/// Refuses to tick blocked items without a reason: whoever blocked them had one.
pub(super) fn ensure_none_blocked(
    workbook: &Workbook,
    items: &[EntryId],
    state: State,
    reason: Option<&str>,
) -> Result<()> {
    if state != State::Done || reason.is_some_and(|reason| !is_invisible(reason)) {
        return Ok(());
    }
    let blocked = items
        .iter()
        .filter(|&&id| workbook.state(id) == State::Blocked);
    let lines: Vec<String> = blocked
        .map(|&id| {
            format!(
                "“{}” is {}",
                workbook.reading(id),
                describe::answers(&workbook.answers_on_state(id))
            )
        })
        .collect();
    if lines.is_empty() {
        return Ok(());
    }
    bail!(
        "{}\nnothing changed: give a reason with --reason TEXT, or use --force",
        lines.join("\n")
    )
}

/// Sets the state of items and saves them together; prints the new state of each.
pub(super) fn set_states(
    common: &Common,
    controller: &mut Controller,
    items: &[EntryId],
    state: State,
    reason: Option<&str>,
) -> Result<()> {
    let edit = |&entry: &EntryId| Edit::State {
        entry,
        state,
        reason: reason.map(str::to_owned),
    };
    let ids = |workbook: &Workbook, id| workbook.marks(id).state.ids();
    let before: Vec<_> = items
        .iter()
        .map(|&id| ids(controller.workbook(), id))
        .collect();
    change(common, controller, items.iter().map(edit).collect())?;
    let workbook = controller.workbook();
    for (&id, before) in items.iter().zip(before) {
        let already = if ids(workbook, id) == before {
            "already "
        } else {
            ""
        };
        say(&format!("{already}{state}: {}", workbook.reading(id)));
        if state == State::Done {
            print_failures(workbook, id);
        }
    }
    Ok(())
}
