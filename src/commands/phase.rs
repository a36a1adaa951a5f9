//! `gonogo phase`.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::{CommandOutcome, change, say};
use crate::checklist::{Origin, Phase};
use crate::context::Common;
use crate::workbook::Edit;

/// Arguments of `gonogo phase`.
#[derive(Debug, Args)]
pub struct PhaseArgs {
    /// Checklist file
    pub file: PathBuf,
    /// Section: its heading or part of it, or its key
    pub section: String,
    /// Launch phase of the section, and of subsections that don't set their own
    pub phase: PhaseChoice,
}

/// A phase, or the one from the heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PhaseChoice {
    /// Must be done before launch; gates GO
    Before,
    /// Done during launch
    During,
    /// Done after launch
    After,
    /// Recurring; not part of COMPLETE
    Upkeep,
    /// Only if something goes wrong; never blocks
    Rollback,
    /// Reference only; never blocks
    Info,
    /// From its heading, or the section above
    Auto,
}

impl PhaseArgs {
    /// Sets the phase of the section.
    ///
    /// # Errors
    ///
    /// If the section is not found, or the change cannot be saved.
    pub fn run(&self, common: &Common) -> Result<CommandOutcome> {
        let mut controller = common.open(&self.file)?;
        let workbook = controller.workbook();
        let entry = workbook.find_section(&self.section)?;
        let edit = Edit::Phase {
            entry,
            phase: self.phase.phase(),
        };
        let changed = change(common, &mut controller, vec![edit])?;
        let workbook = controller.workbook();
        let already = if changed { "" } else { "already " };
        let from = match workbook.phase_reading(entry).origin {
            Origin::Person => "",
            Origin::Annotation => " (stated by the document)",
            Origin::Pattern => " (from its heading)",
            Origin::Inherited | Origin::Default => " (from the section above)",
        };
        say(&format!(
            "{already}{}{from}: {}",
            workbook.phase(entry),
            workbook.reading(entry)
        ));
        Ok(CommandOutcome::Done)
    }
}

impl PhaseChoice {
    fn phase(self) -> Option<Phase> {
        match self {
            PhaseChoice::Before => Some(Phase::Before),
            PhaseChoice::During => Some(Phase::During),
            PhaseChoice::After => Some(Phase::After),
            PhaseChoice::Upkeep => Some(Phase::Upkeep),
            PhaseChoice::Rollback => Some(Phase::Rollback),
            PhaseChoice::Info => Some(Phase::Info),
            PhaseChoice::Auto => None,
        }
    }
}
