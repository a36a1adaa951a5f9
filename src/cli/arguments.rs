//! Parsing of the arguments, and clap's own answers: help, the version, and usage errors.

use std::ffi::OsString;
use std::io::{self, ErrorKind, Write};

use clap::error::Error;
use clap::{CommandFactory, FromArgMatches};

use super::{Cli, mistyped};
use crate::sanitize;

/// Exit status if an answer can't be written.
const OUTPUT_FAILED: u8 = 2;

impl Cli {
    /// Parses the arguments; the first one is the name of the program.
    ///
    /// # Errors
    ///
    /// The exit status, if clap has answered instead: with help, the version or a usage error.
    pub fn read(arguments: &[OsString]) -> Result<Cli, u8> {
        Cli::parse(arguments).map_err(|error| {
            let answered = if error.use_stderr() {
                complain(&error, arguments)
            } else {
                error.print()
            };
            let status = u8::try_from(error.exit_code()).unwrap_or(OUTPUT_FAILED);
            match answered.and_then(|()| io::stdout().flush()) {
                // The reader closed the pipe because it has seen enough.
                Err(error) if error.kind() != ErrorKind::BrokenPipe && status == 0 => {
                    let _ = writeln!(
                        io::stderr(),
                        "gonogo: standard output: can't write: {error}"
                    );
                    OUTPUT_FAILED
                }
                _ => status,
            }
        })
    }

    /// Parses the arguments; the first one is the program.
    ///
    /// # Errors
    ///
    /// A usage error, or help or the version to print.
    fn parse(arguments: &[OsString]) -> Result<Cli, Error> {
        let matches = Cli::command().try_get_matches_from(arguments);
        let matches = matches.map_err(|error| mistyped::explained(error, arguments))?;
        let cli =
            Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut Cli::command()))?;
        match (&cli.file, matches.subcommand_name()) {
            // Common options may come before the verb, but a file belongs after it.
            (Some(file), Some(verb)) => Err(mistyped::file_before(file, verb)),
            (Some(file), None) => mistyped::unknown_command(file).map_or(Ok(cli), Err),
            (None, _) => Ok(cli),
        }
    }
}

/// Prints a usage error. Clap repeats arguments verbatim, including control characters; so they are parsed once more
/// with sanitized arguments, which keeps clap's colors.
fn complain(error: &Error, arguments: &[OsString]) -> io::Result<()> {
    let harmless = |argument: &OsString| {
        sanitize::one_line(&argument.to_string_lossy())
            .into_owned()
            .into()
    };
    match Cli::parse(&arguments.iter().map(harmless).collect::<Vec<_>>()) {
        Err(again) if again.kind() == error.kind() => again.print(),
        // The error is caused by exactly the characters that can't be shown.
        _ => io::stderr().write_all(sanitize::for_terminal(&error.to_string()).as_bytes()),
    }
}
