//! What is said of arguments that cannot be read: of what somebody mistyped, not of what stands beside it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::error::{ContextKind, ErrorKind};
use clap::{CommandFactory, Error};

use super::Cli;
use crate::commands::verbs;
use crate::sanitize;

/// The better explanation of what clap says.
pub(super) fn explained(error: Error, arguments: &[OsString]) -> Error {
    if !error.use_stderr() {
        return error;
    }
    // What was understood up to there. A mistyped command was taken for the file.
    let understood = Cli::command()
        .ignore_errors(true)
        .try_get_matches_from(arguments);
    let Ok(understood) = understood else {
        return error;
    };
    match (
        understood.get_one::<PathBuf>("file"),
        understood.subcommand_name(),
    ) {
        (Some(file), Some(verb)) => file_before(file, verb),
        (Some(file), None) => unknown_command(file).unwrap_or(error),
        (None, None) if error.kind() == ErrorKind::UnknownArgument => {
            with_suggestion(error, arguments)
        }
        (None, _) => error,
    }
}

/// What is said of a file that stands before the command.
pub(super) fn file_before(file: &Path, verb: &str) -> Error {
    let file = sanitize::path(file);
    told(
        ErrorKind::ArgumentConflict,
        &format!("put the file after the command: gonogo {verb} {file}"),
    )
}

/// What is said of a file that is not there, and looks like a command.
pub(super) fn unknown_command(file: &Path) -> Option<Error> {
    let word = file.to_str()?;
    let is_word = word
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
        && !word.starts_with('-');
    let is_there = file.symlink_metadata().is_ok();
    let unknown = || {
        told(
            ErrorKind::InvalidSubcommand,
            &verbs::unknown(&Cli::command(), word),
        )
    };
    (is_word && !word.is_empty() && !is_there).then(unknown)
}

/// Of a mistyped option clap only says that it could be a file; without that it finds the one that was meant.
fn with_suggestion(error: Error, arguments: &[OsString]) -> Error {
    let Err(other) = verbs::without_file(&Cli::command()).try_get_matches_from(arguments) else {
        return error;
    };
    let suggested = other
        .get(ContextKind::SuggestedArg)
        .map(ToString::to_string);
    let mistyped = error.get(ContextKind::InvalidArg).map(ToString::to_string);
    match (mistyped, suggested) {
        (Some(mistyped), Some(suggested)) if other.kind() == error.kind() => told(
            error.kind(),
            &format!("unknown option {mistyped}. Did you mean {suggested}?"),
        ),
        _ => error,
    }
}

fn told(kind: ErrorKind, what: &str) -> Error {
    Cli::command().error(kind, what)
}
