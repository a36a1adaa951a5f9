//! `gonogo note`.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args;

use super::{CommandOutcome, change, read_input, say};
use crate::context::Common;
use crate::workbook::Edit;

/// Arguments of `gonogo note`.
#[derive(Debug, Args)]
pub struct NoteArgs {
    /// Checklist file
    pub file: PathBuf,
    /// Item, section or line: a number from `list`, a key or the unique end of one, or text that matches only it
    pub item: String,
    /// Note, kept exactly as given, on one or more lines; `-` reads it from standard input
    #[arg(allow_hyphen_values = true, required_unless_present = "from")]
    pub text: Option<String>,
    /// Read the note from this file, or `-` for standard input; the final newline is dropped
    #[arg(long, value_name = "PATH", conflicts_with = "text")]
    pub from: Option<PathBuf>,
}

impl NoteArgs {
    /// Adds the note.
    ///
    /// # Errors
    ///
    /// If the entry is not found, the text is empty or cannot be read, or the change cannot be saved.
    pub fn run(&self, common: &Common) -> Result<CommandOutcome> {
        let text = self.read()?;
        let mut controller = common.open(&self.file)?;
        let workbook = controller.workbook();
        let entry = workbook.find_entry(&self.item)?;
        change(common, &mut controller, vec![Edit::Note { entry, text }])?;
        let workbook = controller.workbook();
        say(&format!("note added: {}", workbook.reading(entry)));
        Ok(CommandOutcome::Done)
    }

    fn read(&self) -> Result<String> {
        let from = match (&self.from, self.text.as_deref()) {
            (Some(from), _) => from,
            (None, Some("-")) => Path::new("-"),
            (None, text) => return text.map(str::to_owned).context("missing note"),
        };
        let mut text = read_input(from)?;
        // Tools end every file with a newline that nobody typed.
        let ends = if text.ends_with("\r\n") {
            2
        } else {
            usize::from(text.ends_with('\n'))
        };
        text.truncate(text.len() - ends);
        Ok(text)
    }
}
