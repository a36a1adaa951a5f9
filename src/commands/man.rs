//! `gonogo man`.

use anyhow::Result;
use clap::{Args, Command};
use clap_mangen::Man as Page;

use super::{CommandOutcome, print, verbs};

/// Arguments of `gonogo man`.
#[derive(Debug, Args)]
pub struct ManArgs {
    /// Command whose page to print; omit for gonogo itself
    pub command: Option<String>,
}

impl ManArgs {
    /// Prints a manual page of `program`, for `man -l -`.
    ///
    /// # Errors
    ///
    /// If there is no such command, or standard output cannot be written.
    pub fn run(&self, mut program: Command) -> Result<CommandOutcome> {
        program.build();
        let page = Page::new(verbs::command(&program, self.command.as_slice())?.clone());
        let mut text = Vec::new();
        page.render(&mut text)?;
        print(&String::from_utf8(text)?)?;
        Ok(CommandOutcome::Done)
    }
}
