//! Folders of the person's own, for what nobody else is to read: progress whose checklist lies elsewhere, drafts,
//! copied texts.

use std::fs::{self, DirBuilder, Permissions};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::Path;

use super::StoreError;
use super::links::{is_planted, see_that_no_link_is_planted};

/// A folder that only its owner can look into.
const PRIVATE: u32 = 0o700;

/// Sees that nobody else made a folder, there or not, or one above it, where everybody can make some: what lies in it
/// would be theirs.
///
/// # Errors
///
/// If somebody did.
pub(super) fn see_that_it_is_own(folder: &Path) -> Result<(), StoreError> {
    see_that_no_link_is_planted(folder)?;
    match folder.ancestors().find(|above| is_planted(above)) {
        Some(path) => Err(StoreError::FolderOfOthers {
            path: path.to_owned(),
        }),
        None => Ok(()),
    }
}

/// Makes a private folder, whatever the umask says. One that is there already, and that others can look into, is
/// closed to them: up to 0.1.0 it was made as the umask said.
///
/// # Errors
///
/// If it cannot be made, or somebody else made it where everybody can.
pub(super) fn make_folder(folder: &Path) -> Result<(), StoreError> {
    let failed = |error| StoreError::io("make", folder, error);
    see_that_it_is_own(folder)?;
    DirBuilder::new()
        .recursive(true)
        .mode(PRIVATE)
        .create(folder)
        .map_err(failed)?;
    let found = fs::metadata(folder).map_err(failed)?;
    let is_own = found.uid() == rustix::process::geteuid().as_raw();
    // Behind sudo it may be the folder of whoever called it, and stays theirs.
    if is_own && found.mode() & 0o777 != PRIVATE {
        fs::set_permissions(folder, Permissions::from_mode(PRIVATE)).map_err(failed)?;
    }
    Ok(())
}
