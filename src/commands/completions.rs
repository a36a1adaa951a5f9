//! `gonogo completions`.

use anyhow::Result;
use clap::{Args, Command};
use clap_complete::Shell;

use super::{Outcome, print};

/// The shell that is to complete.
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    pub shell: Shell,
}

impl Completions {
    /// Prints the script that lets a shell complete the arguments of `program`.
    ///
    /// # Errors
    ///
    /// Where standard output cannot be written.
    pub fn run(&self, mut program: Command) -> Result<Outcome> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut program, "gonogo", &mut script);
        print(&String::from_utf8(script)?)?;
        Ok(Outcome::Done)
    }
}
