//! Runs the user's own editor in the terminal.

use std::fs::File;
use std::io::{self, IsTerminal};
use std::path::Path;
use std::process::{Command, Stdio};

use thiserror::Error;

use crate::sanitize;

/// The exit codes of a shell for a command that isn't found, and for one that can't be run (POSIX,
/// 2.8.2).
const NOT_FOUND: [i32; 2] = [127, 126];

/// An error of running the editor.
#[derive(Debug, Error)]
pub enum EditorError {
    /// The program isn't installed.
    #[error("editor `{0}` not found; set VISUAL or EDITOR to an installed one")]
    NotFound(String),
    /// It ended otherwise than well.
    #[error("editor `{0}` {1}")]
    Failed(String, String),
    /// The system gives no process, or no terminal to run it on.
    #[error("can't run editor `{0}`: {1}")]
    Io(String, io::Error),
    /// Its name would make the terminal do something, as the shell repeats it where it finds no such program.
    #[error("VISUAL or EDITOR contains a control character: {0}")]
    Unfit(String),
    /// No terminal to run it in.
    #[error("no terminal to run an editor in")]
    NoTerminal,
}

/// Runs an editor on a file, and waits for its end. The shell reads the command, as it is one for people: options
/// and quotes are as in their shell.
///
/// # Errors
///
/// If it can't be run, or fails.
pub fn run(command: &str, file: &Path) -> Result<(), EditorError> {
    if command.contains(|c: char| c.is_control() && c != '\t') {
        return Err(EditorError::Unfit(sanitize::one_line(command).into_owned()));
    }
    let failed = |error| EditorError::Io(command.to_owned(), error);
    let mut shell = Command::new("sh");
    shell
        .arg("-c")
        .arg(format!("{command} \"$@\""))
        .arg(command)
        .arg(file);
    // The checklist may have come through a pipe; the keys come from the terminal.
    if !io::stdin().is_terminal() {
        shell.stdin(Stdio::from(File::open("/dev/tty").map_err(failed)?));
    }
    let status = shell.status().map_err(failed)?;
    match status.code() {
        _ if status.success() => Ok(()),
        Some(code) if NOT_FOUND.contains(&code) => Err(EditorError::NotFound(command.to_owned())),
        Some(code) => Err(EditorError::Failed(
            command.to_owned(),
            format!("exited with status {code}"),
        )),
        None => Err(EditorError::Failed(
            command.to_owned(),
            "was killed by a signal".to_owned(),
        )),
    }
}
