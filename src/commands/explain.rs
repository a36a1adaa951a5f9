//! `gonogo explain`, its JSON, `gonogo-explain/1`, and its diff of annotations.

mod json;
mod page;
mod patch;

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use super::{CommandOutcome, print, print_json};
use crate::context::Common;
use crate::workbook::ReadingKind;
pub(super) use json::JsonExplain;
use page::ExplainText;

/// Arguments of `gonogo explain`.
#[derive(Debug, Args)]
// The options are independent of each other.
#[allow(clippy::struct_excessive_bools)]
pub struct ExplainArgs {
    /// Checklist file, or `-` for standard input
    pub file: PathBuf,
    /// Print JSON
    #[arg(long, conflicts_with_all = ["all", "only", "diff"])]
    pub json: bool,
    /// List every row, including required items
    #[arg(long)]
    pub all: bool,
    /// List all rows of this kind, and no others (repeatable)
    #[arg(long, value_name = "KIND", value_parser = kind, conflicts_with_all = ["all", "diff"])]
    pub only: Vec<ReadingKind>,
    /// Print a diff for `git apply` that adds annotations for what was corrected in this run
    #[arg(long, conflicts_with = "all")]
    pub diff: bool,
    /// In the diff, also state what gonogo is unsure of
    #[arg(long, requires = "diff")]
    pub suggest: bool,
}

/// Parses the name of a kind.
fn kind(name: &str) -> Result<ReadingKind, String> {
    let names = || ReadingKind::ALL.map(ReadingKind::name).join(", ");
    ReadingKind::from_name(name).ok_or_else(|| format!("expected one of {}", names()))
}

impl ExplainArgs {
    /// Prints how the document is read.
    ///
    /// # Errors
    ///
    /// If the checklist cannot be read, or has no place on disk that a diff could name.
    pub fn run(&self, common: &Common) -> Result<CommandOutcome> {
        let controller = common.open(&self.file)?;
        let workbook = controller.workbook();
        if self.diff {
            patch::run(&self.file, workbook, self.suggest)?;
            return Ok(CommandOutcome::Done);
        }
        let rows = workbook.explain();
        if self.json {
            print_json(&JsonExplain::of(workbook, &rows))?;
        } else {
            let page = ExplainText {
                rows: &rows,
                only: &self.only,
                all: self.all,
            };
            print(&page.text())?;
        }
        Ok(CommandOutcome::Done)
    }
}
