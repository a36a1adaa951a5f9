//! `gonogo note`.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use super::{Outcome, change, say};
use crate::options::Common;
use crate::workbook::Edit;

/// The note to attach.
#[derive(Debug, Args)]
pub struct Note {
    /// The checklist
    pub file: PathBuf,
    /// An item, section or line: a number that `list` prints, a key or a unique end of one, or text that fits
    /// one of them only
    pub item: String,
    /// The note, kept exactly as given; it may have several lines
    #[arg(allow_hyphen_values = true)]
    pub text: String,
}

impl Note {
    /// Attaches the note.
    ///
    /// # Errors
    ///
    /// Where the entry is not found, the text is empty, or the change cannot be saved.
    pub fn run(&self, common: &Common) -> Result<Outcome> {
        let (mut workbook, mut store) = common.open(&self.file)?;
        let entry = workbook.find_entry(&self.item)?;
        change(common, &mut workbook, &mut store, vec![Edit::Note { entry, text: self.text.clone() }])?;
        say(&format!("noted: {}", workbook.reading(entry)));
        Ok(Outcome::Done)
    }
}
