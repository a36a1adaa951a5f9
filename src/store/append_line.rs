//! A line more in a text file that belongs to somebody else, such as git's attributes.

use std::path::Path;

use super::links::{self, Reach};
use super::output::{IfThere, write};
use super::{StoreError, read_if_there};

/// What to do about a link in somebody's repository.
const LINE_ADVICE: &str = "put a file in its place";

/// Sees that a file is no link: whoever sent the repository may have put one there.
///
/// # Errors
///
/// If it is one.
pub fn see_that_it_is_no_link(path: &Path) -> Result<(), StoreError> {
    links::resolve(path, Reach::Nowhere(LINE_ADVICE)).map(|_| ())
}

/// Adds a line to the end of a text file, unless `is_there` knows one of its lines. The file is made where there
/// is none; what is in it stays, byte for byte. A link to a file is followed only in what is the person's `own`: a
/// repository may come from anybody. Returns whether the line was added.
///
/// # Errors
///
/// If the file cannot be read or written; it is then as it was.
pub fn add_line(
    path: &Path,
    own: bool,
    line: &str,
    is_there: impl Fn(&str) -> bool,
) -> Result<bool, StoreError> {
    let reach = if own {
        Reach::Anywhere
    } else {
        Reach::Nowhere(LINE_ADVICE)
    };
    let path = &links::resolve(path, reach)?;
    let Some(mut text) = read_if_there(path, reach)? else {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)
                .map_err(|error| StoreError::io("make", folder, error))?;
        }
        write(path, &format!("{line}\n"), IfThere::Replace)?;
        return Ok(true);
    };
    if text.lines().any(is_there) {
        return Ok(false);
    }
    let ending = if text.contains("\r\n") { "\r\n" } else { "\n" };
    if !text.is_empty() && !text.ends_with('\n') {
        text.push_str(ending);
    }
    text.push_str(line);
    text.push_str(ending);
    write(path, &text, IfThere::Replace)?;
    Ok(true)
}
