//! Private folders: for progress of checklists elsewhere, drafts, copied
//! texts.

use std::fs::{self, DirBuilder, Permissions};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::Path;

use super::StoreError;
use super::links::{is_planted, see_that_no_link_is_planted};

/// The mode of a folder that only its owner can open.
const PRIVATE: u32 = 0o700;

/// Checks that nobody else created a folder, or one above it, where everyone can create some: its content
/// would be theirs.
///
/// # Errors
///
/// If somebody did.
pub(super) fn ensure_own(folder: &Path) -> Result<(), StoreError> {
    see_that_no_link_is_planted(folder)?;
    match folder.ancestors().find(|above| is_planted(above)) {
        Some(path) => Err(StoreError::FolderOfOthers {
            path: path.to_owned(),
        }),
        None => Ok(()),
    }
}

/// Creates a private folder, whatever the umask. An existing folder that others can open is
/// closed to them: up to 0.1.0 it was created with the umask.
///
/// # Errors
///
/// If it cannot be created, or somebody else created it where everyone can.
pub(super) fn make_folder(folder: &Path) -> Result<(), StoreError> {
    let failed = |error| StoreError::io("make", folder, error);
    ensure_own(folder)?;
    DirBuilder::new()
        .recursive(true)
        .mode(PRIVATE)
        .create(folder)
        .map_err(failed)?;
    let found = fs::metadata(folder).map_err(failed)?;
    let is_own = found.uid() == rustix::process::geteuid().as_raw();
    // Behind sudo it may belong to the user who ran it, and stays theirs.
    if is_own && found.mode() & 0o777 != PRIVATE {
        fs::set_permissions(folder, Permissions::from_mode(PRIVATE)).map_err(failed)?;
    }
    Ok(())
}
