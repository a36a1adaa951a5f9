//! `gonogo help`.

use anyhow::Result;
use clap::{Args, Command};

use super::{CommandOutcome, verbs};

/// Arguments of `gonogo help`.
#[derive(Debug, Args)]
pub struct HelpArgs {
    /// Command to show help for
    pub command: Vec<String>,
}

impl HelpArgs {
    /// Prints the same as `--help`.
    ///
    /// # Errors
    ///
    /// If there is no such command, or standard output cannot be written.
    pub fn run(&self, program: Command) -> Result<CommandOutcome> {
        verbs::command(&program, &self.command)?;
        let names = self.command.iter().map(String::as_str);
        let arguments = ["gonogo"].into_iter().chain(names).chain(["--help"]);
        // Clap returns help as an error that prints itself.
        if let Err(help) = program.try_get_matches_from(arguments) {
            help.print()?;
        }
        Ok(CommandOutcome::Done)
    }
}
