//! `gonogo export`.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::Args;

use super::{Outcome, print, say};
use crate::checklist::mojibake;
use crate::options::Common;
use crate::report;
use crate::store;

/// What to print.
#[derive(Debug, Args)]
pub struct Export {
    /// The checklist; `-` is standard input
    pub file: PathBuf,
    /// Only the document with ticks and values: no summary, notes and reasons
    #[arg(long)]
    pub filled: bool,
    /// Print mojibake (`âœ…`) as what it was, where that is certain; the document itself stays as it is
    #[arg(long)]
    pub repair: bool,
    /// Where to write the report; `-` is standard output
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
}

impl Export {
    /// Prints the report.
    ///
    /// # Errors
    ///
    /// Where the checklist cannot be read or the report not be written.
    pub fn run(&self, common: &Common) -> Result<Outcome> {
        let (workbook, _) = common.open(&self.file)?;
        let text = if self.filled { report::filled(&workbook) } else { report::markdown(&workbook) };
        let text = if self.repair { mojibake::repaired(&text).into_owned() } else { text };
        match self.output.as_deref().filter(|path| *path != Path::new("-")) {
            None => print(&text)?,
            Some(path) if store::is_same_file(path, &self.file) => {
                bail!(
                    "{}: this is the checklist itself, which is never changed; name another file with -o",
                    path.display()
                )
            }
            Some(path) => {
                store::write_report(path, &text)?;
                say(&format!("written: {}", path.display()));
            }
        }
        Ok(Outcome::Done)
    }
}
