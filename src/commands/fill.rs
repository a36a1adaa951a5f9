//! `gonogo fill`.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use super::{Outcome, change, say};
use crate::options::Common;
use crate::workbook::Edit;

/// The blank to fill.
#[derive(Debug, Args)]
pub struct Fill {
    /// The checklist
    pub file: PathBuf,
    /// A blank: its key ENTRY:LABEL or a unique end of it, the number of an item with one blank, or its label
    pub blank: String,
    /// The answer, kept exactly as given; an empty one clears the blank
    #[arg(allow_hyphen_values = true)]
    pub value: String,
}

impl Fill {
    /// Fills the blank.
    ///
    /// # Errors
    ///
    /// Where the blank is not found, or the change cannot be saved.
    pub fn run(&self, common: &Common) -> Result<Outcome> {
        let (mut workbook, mut store) = common.open(&self.file)?;
        let blank = workbook.find_blank(&self.blank)?;
        let edit = Edit::Fill { blank, value: self.value.clone() };
        let changed = change(common, &mut workbook, &mut store, vec![edit])?;
        let label = &workbook.checklist().blank(blank).label;
        let value = workbook.value(blank).unwrap_or("(empty)");
        let already = if changed { "" } else { "already " };
        say(&format!("{already}{label}: {value}"));
        Ok(Outcome::Done)
    }
}
