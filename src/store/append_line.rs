//! Appending a line to a text file of another program, such as git's attributes.

use std::path::Path;

use super::links::{self, LinkPolicy};
use super::output::{IfThere, write};
use super::{StoreError, read_if_there};

/// Advice about a link in somebody's repository.
const LINE_ADVICE: &str = "put a file in its place";

/// Checks that a file isn't a link: whoever sent the repository may have created one.
///
/// # Errors
///
/// If it is a link.
pub fn ensure_not_link(path: &Path) -> Result<(), StoreError> {
    links::resolve(path, LinkPolicy::Nowhere(LINE_ADVICE)).map(|_| ())
}

/// Appends a line to a text file, unless `is_there` recognizes one of its lines. The file is created if it doesn't
/// exist; its content stays, byte for byte. A link to a file is followed only in the person's `own` files: a
/// repository may come from anyone. Returns whether the line was added.
///
/// # Errors
///
/// If the file cannot be read or written; it is then unchanged.
pub fn add_line(
    path: &Path,
    own: bool,
    line: &str,
    is_there: impl Fn(&str) -> bool,
) -> Result<bool, StoreError> {
    let reach = if own {
        LinkPolicy::Anywhere
    } else {
        LinkPolicy::Nowhere(LINE_ADVICE)
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
