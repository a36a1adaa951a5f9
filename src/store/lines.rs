//! A line more in a text file that belongs to somebody else, such as git's attributes.

use std::path::Path;

use super::output::{IfThere, write};
use super::{StoreError, read_if_there};

/// Adds a line to the end of a text file, unless `is_there` knows one of its lines. The file is made where there
/// is none; what is in it stays, byte for byte. Returns whether the line was added.
///
/// # Errors
///
/// Where the file cannot be read or written; it is then as it was.
pub fn add_line(path: &Path, line: &str, is_there: impl Fn(&str) -> bool) -> Result<bool, StoreError> {
    let Some(mut text) = read_if_there(path)? else {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|error| StoreError::io("make", folder, error))?;
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
