//! The person's own editor, on the terminal in place of the screen.

use std::fs::File;
use std::io::{self, IsTerminal};
use std::path::Path;
use std::process::{Command, Stdio};

use thiserror::Error;

use crate::sanitize;

/// What a shell says of a command that it does not find, and of one that cannot be run (POSIX, 2.8.2).
const NOT_FOUND: [i32; 2] = [127, 126];

/// Why an editor did not do its work.
#[derive(Debug, Error)]
pub enum EditorError {
    /// There is no such program.
    #[error("there is no editor `{0}`: set VISUAL or EDITOR to one that is installed")]
    NotFound(String),
    /// It ended otherwise than well.
    #[error("the editor `{0}` {1}")]
    Failed(String, String),
    /// The system gives no process, or no terminal to run it on.
    #[error("the editor `{0}` cannot be run: {1}")]
    Io(String, io::Error),
    /// Its name would make the terminal do something, as the shell repeats it where it finds no such program.
    #[error("VISUAL or EDITOR holds a control character: {0}")]
    Unfit(String),
    /// There is no terminal to run it on.
    #[error("there is no terminal for an editor here")]
    NoTerminal,
}

/// Runs an editor on a file, and waits for its end. The shell reads the command, as it is one for people: options
/// and quotes are as in their shell.
///
/// # Errors
///
/// Where it cannot be run, or ends otherwise than well.
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
            format!("ended with status {code}"),
        )),
        None => Err(EditorError::Failed(
            command.to_owned(),
            "was ended by a signal".to_owned(),
        )),
    }
}
