//! `gonogo tick` and `gonogo untick`.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use super::measure::point_out_failures;
use super::{Outcome, change, say};
use crate::checklist::EntryId;
use crate::options::Common;
use crate::progress::State;
use crate::store::Store;
use crate::workbook::{Edit, Workbook};

/// The items to tick or untick.
#[derive(Debug, Args)]
pub struct Tick {
    /// The checklist
    pub file: PathBuf,
    /// Items: a number that `list` prints, a key or a unique end of one, or text that fits one item only
    #[arg(required = true, value_name = "ITEM")]
    pub items: Vec<String>,
}

impl Tick {
    /// Sets the items to `state`, all or none.
    ///
    /// # Errors
    ///
    /// Where an item is not found, or the change cannot be saved.
    pub fn run(&self, common: &Common, state: State) -> Result<Outcome> {
        let (mut workbook, mut store) = common.open(&self.file)?;
        let items =
            self.items.iter().map(|name| workbook.find_item(name)).collect::<Result<Vec<EntryId>, _>>()?;
        set_states(common, &mut workbook, &mut store, &items, state, None)?;
        Ok(Outcome::Done)
    }
}

/// Sets items to a state and saves them together; says of each what it is now.
pub(super) fn set_states(
    common: &Common,
    workbook: &mut Workbook,
    store: &mut Store,
    items: &[EntryId],
    state: State,
    reason: Option<&str>,
) -> Result<()> {
    let edit = |&entry: &EntryId| Edit::State { entry, state, reason: reason.map(str::to_owned) };
    let before: Vec<_> = items.iter().map(|&id| workbook.marks(id).state.ids()).collect();
    change(common, workbook, store, items.iter().map(edit).collect())?;
    for (&id, before) in items.iter().zip(before) {
        let already = if workbook.marks(id).state.ids() == before { "already " } else { "" };
        say(&format!("{already}{state}: {}", workbook.reading(id)));
        if state == State::Done {
            point_out_failures(workbook, id);
        }
    }
    Ok(())
}
