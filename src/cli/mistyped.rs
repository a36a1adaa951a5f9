//! Error messages for mistyped arguments, which name the actual mistake.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::error::{ContextKind, ErrorKind};
use clap::{CommandFactory, Error};

use super::Cli;
use crate::commands::verbs;
use crate::sanitize;

/// Returns a better explanation of a usage error, if there is one.
pub(super) fn explained(error: Error, arguments: &[OsString]) -> Error {
    if !error.use_stderr() {
        return error;
    }
    // The arguments up to the error. A mistyped command was parsed as the file.
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

/// The error for a file before the command.
pub(super) fn file_before(file: &Path, verb: &str) -> Error {
    let file = sanitize::path(file);
    told(
        ErrorKind::ArgumentConflict,
        &format!("put the file after the command: gonogo {verb} {file}"),
    )
}

/// The error for a missing file that looks like a command.
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

/// Adds a suggestion to the error for a mistyped option. Clap only says that it could be a file, unless the file is
/// left out of the grammar.
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
