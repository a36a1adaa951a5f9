//! The arguments as clap reads them, and what clap answers itself: help, the version, and what is wrong with them.

use std::ffi::OsString;
use std::io::{self, ErrorKind, Write};

use clap::Parser;
use clap::error::Error;

use super::Cli;
use crate::shown;

/// The exit status where an answer could not be written.
const NOT_WRITTEN: u8 = 2;

impl Cli {
    /// Reads the arguments, the name of the program first.
    ///
    /// # Errors
    ///
    /// The exit status, where clap has answered instead: with help, the version, or what is wrong with the arguments.
    pub fn read(arguments: &[OsString]) -> Result<Cli, u8> {
        Cli::try_parse_from(arguments).map_err(|error| {
            let answered = if error.use_stderr() { complain(&error, arguments) } else { error.print() };
            let status = u8::try_from(error.exit_code()).unwrap_or(NOT_WRITTEN);
            match answered.and_then(|()| io::stdout().flush()) {
                // A pipe that is closed has a reader who has seen enough.
                Err(error) if error.kind() != ErrorKind::BrokenPipe && status == 0 => {
                    let _ = writeln!(io::stderr(), "gonogo: standard output: cannot write to it: {error}");
                    NOT_WRITTEN
                }
                _ => status,
            }
        })
    }
}

/// Says what is wrong. Clap repeats arguments as they are, with all that a terminal would act on; so it is asked once
/// more, with arguments that can be shown, and its colours stay.
fn complain(error: &Error, arguments: &[OsString]) -> io::Result<()> {
    let harmless = arguments.iter().map(|argument| shown::one_line(&argument.to_string_lossy()).into_owned());
    match Cli::try_parse_from(harmless) {
        Err(again) if again.kind() == error.kind() => again.print(),
        // What makes the argument wrong is what cannot be shown.
        _ => io::stderr().write_all(shown::for_terminal(&error.to_string()).as_bytes()),
    }
}
