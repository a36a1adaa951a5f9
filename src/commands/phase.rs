//! `gonogo role`.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::{Outcome, change, say};
use crate::checklist::Phase;
use crate::context::Common;
use crate::workbook::{Edit, PhaseFrom};

/// Which phase a section belongs to.
#[derive(Debug, Args)]
pub struct Role {
    /// The checklist
    pub file: PathBuf,
    /// A section: its heading or a part of it, or its key
    pub section: String,
    /// The phase of the launch that it belongs to, with all under it that says nothing else
    pub phase: Word,
}

/// A phase, or what the heading says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Word {
    /// Has to be settled before going live: decides on GO
    Before,
    /// Is done while going live
    During,
    /// Follows after going live
    After,
    /// Comes again and again; never counts for COMPLETE
    Upkeep,
    /// Only informs: its items are shown, and never stand in the way
    Info,
    /// What its heading says, or the section above
    Auto,
}

impl Role {
    /// Puts the section into the phase.
    ///
    /// # Errors
    ///
    /// Where the section is not found, or the change cannot be saved.
    pub fn run(&self, common: &Common) -> Result<Outcome> {
        let (mut workbook, mut store) = common.open(&self.file)?;
        let entry = workbook.find_section(&self.section)?;
        let edit = Edit::Phase {
            entry,
            phase: self.phase.phase(),
        };
        let changed = change(common, &mut workbook, &mut store, vec![edit])?;
        let already = if changed { "" } else { "already " };
        let from = match workbook.phase_from(entry) {
            PhaseFrom::Person => "",
            PhaseFrom::Heading => ", as its heading says",
            PhaseFrom::Above => ", as the section above",
        };
        say(&format!(
            "{already}{}{from}: {}",
            workbook.phase(entry),
            workbook.reading(entry)
        ));
        Ok(Outcome::Done)
    }
}

impl Word {
    fn phase(self) -> Option<Phase> {
        match self {
            Word::Before => Some(Phase::Before),
            Word::During => Some(Phase::During),
            Word::After => Some(Phase::After),
            Word::Upkeep => Some(Phase::Upkeep),
            Word::Info => Some(Phase::Info),
            Word::Auto => None,
        }
    }
}
