//! `gonogo help`.

use anyhow::Result;
use clap::{Args, Command};

use super::{Outcome, verbs};

/// What to tell of.
#[derive(Debug, Args)]
pub struct Help {
    /// Command to show help for
    pub command: Vec<String>,
}

impl Help {
    /// Prints what `--help` prints.
    ///
    /// # Errors
    ///
    /// Where there is no such command, or standard output cannot be written.
    pub fn run(&self, program: Command) -> Result<Outcome> {
        verbs::command(&program, &self.command)?;
        let names = self.command.iter().map(String::as_str);
        let arguments = ["gonogo"].into_iter().chain(names).chain(["--help"]);
        // Help comes as an error, which knows how to print itself.
        if let Err(help) = program.try_get_matches_from(arguments) {
            help.print()?;
        }
        Ok(Outcome::Done)
    }
}
