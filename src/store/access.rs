//! Checks whether this process may write a file, without writing anything.

use std::path::Path;

use rustix::fs::{Access, AtFlags, CWD, accessat};
use rustix::io::Errno;

use super::atomic_save::folder;
use super::links::end_of_links;

/// Returns whether a progress file at `path` can't be saved: the file itself, if it exists, must be writable, and
/// so must its folder, where a save creates a new file.
pub(super) fn is_closed(path: &Path) -> bool {
    let target = std::path::absolute(end_of_links(path)).unwrap_or_else(|_| path.to_owned());
    let may_write_file = match ask(&target, Access::READ_OK | Access::WRITE_OK) {
        Err(Errno::NOENT) => true,
        answer => is_yes(answer),
    };
    !(may_write_file && is_yes(ask(folder(&target), Access::WRITE_OK | Access::EXEC_OK)))
}

/// Checks the effective rights of this process, not those of the user who started it.
fn ask(path: &Path, access: Access) -> Result<(), Errno> {
    accessat(CWD, path, access, AtFlags::EACCESS)
}

/// A system that can't answer hasn't refused.
fn is_yes(answer: Result<(), Errno>) -> bool {
    matches!(answer, Ok(()) | Err(Errno::NOSYS | Errno::INVAL))
}
