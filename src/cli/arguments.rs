//! The arguments as clap reads them, and what clap answers itself: help, the version, and what is wrong with them.

use std::ffi::OsString;
use std::io::{self, ErrorKind, Write};

use clap::error::Error;
use clap::{CommandFactory, FromArgMatches};

use super::{Cli, mistyped};
use crate::sanitize;

/// The exit status where an answer could not be written.
const NOT_WRITTEN: u8 = 2;

impl Cli {
    /// Reads the arguments, the name of the program first.
    ///
    /// # Errors
    ///
    /// The exit status, where clap has answered instead: with help, the version, or what is wrong with the arguments.
    pub fn read(arguments: &[OsString]) -> Result<Cli, u8> {
        Cli::understand(arguments).map_err(|error| {
            let answered = if error.use_stderr() {
                complain(&error, arguments)
            } else {
                error.print()
            };
            let status = u8::try_from(error.exit_code()).unwrap_or(NOT_WRITTEN);
            match answered.and_then(|()| io::stdout().flush()) {
                // A pipe that is closed has a reader who has seen enough.
                Err(error) if error.kind() != ErrorKind::BrokenPipe && status == 0 => {
                    let _ = writeln!(
                        io::stderr(),
                        "gonogo: standard output: cannot write: {error}"
                    );
                    NOT_WRITTEN
                }
                _ => status,
            }
        })
    }

    /// Reads the arguments, of which the first is the program.
    ///
    /// # Errors
    ///
    /// Where something is wrong with them, and where help or the version is asked for: what to print.
    fn understand(arguments: &[OsString]) -> Result<Cli, Error> {
        let matches = Cli::command().try_get_matches_from(arguments);
        let matches = matches.map_err(|error| mistyped::explained(error, arguments))?;
        let cli =
            Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut Cli::command()))?;
        match (&cli.file, matches.subcommand_name()) {
            // Common options may stand before the verb, but a file has its place after it.
            (Some(file), Some(verb)) => Err(mistyped::file_before(file, verb)),
            (Some(file), None) => mistyped::unknown_command(file).map_or(Ok(cli), Err),
            (None, _) => Ok(cli),
        }
    }
}

/// Says what is wrong. Clap repeats arguments as they are, with all that a terminal would act on; so it is asked once
/// more, with arguments that can be shown, and its colours stay.
fn complain(error: &Error, arguments: &[OsString]) -> io::Result<()> {
    let harmless = |argument: &OsString| {
        sanitize::one_line(&argument.to_string_lossy())
            .into_owned()
            .into()
    };
    match Cli::understand(&arguments.iter().map(harmless).collect::<Vec<_>>()) {
        Err(again) if again.kind() == error.kind() => again.print(),
        // What makes the argument wrong is what cannot be shown.
        _ => io::stderr().write_all(sanitize::for_terminal(&error.to_string()).as_bytes()),
    }
}
