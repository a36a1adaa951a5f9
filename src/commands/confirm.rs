//! `gonogo confirm`.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;

use super::measure::print_failures;
use super::{CommandOutcome, change, say};
use crate::checklist::EntryId;
use crate::context::Common;
use crate::workbook::describe::confirmed;
use crate::workbook::{Edit, Workbook};

/// Arguments of `gonogo confirm`.
#[derive(Debug, Args)]
pub struct ConfirmArgs {
    /// Checklist file
    pub file: PathBuf,
    /// Items: a number from `list`, a key or the unique end of one, or text that matches only that item
    #[arg(value_name = "ITEM")]
    pub items: Vec<String>,
    /// Everything in this section instead: part of its heading, its key, or the unique end of its key
    #[arg(long, value_name = "NAME")]
    pub section: Option<String>,
}

impl ConfirmArgs {
    /// Confirms everything that needs it, all or none.
    ///
    /// # Errors
    ///
    /// If an item or the section is not found, or the change cannot be saved.
    pub fn run(&self, common: &Common) -> Result<CommandOutcome> {
        let mut controller = common.open(&self.file)?;
        let (entries, edits) = self.find(controller.workbook())?;
        if edits.iter().all(Vec::is_empty) {
            common.ensure_writable()?;
        } else {
            change(common, &mut controller, edits.concat())?;
        }
        let workbook = controller.workbook();
        for (id, edits) in entries.into_iter().zip(edits) {
            say(&format!("{}: {}", confirmed(&edits), workbook.reading(id)));
            print_failures(workbook, id);
        }
        Ok(CommandOutcome::Done)
    }

    /// Returns the entries to confirm, and the edits for each.
    fn find(&self, workbook: &Workbook) -> Result<(Vec<EntryId>, Vec<Vec<Edit>>)> {
        match (&self.section, self.items.as_slice()) {
            (None, []) => bail!("nothing to confirm: specify items or --section"),
            (Some(_), [_, ..]) => bail!("specify items or --section, not both"),
            (Some(section), []) => {
                let section = workbook.find_section(section)?;
                Ok((vec![section], vec![workbook.confirm_under(section)]))
            }
            (None, names) => {
                let items: Result<Vec<EntryId>, _> =
                    names.iter().map(|name| workbook.find_item(name)).collect();
                let items = items?;
                let edits = items.iter().map(|&id| workbook.confirm(id)).collect();
                Ok((items, edits))
            }
        }
    }
}
