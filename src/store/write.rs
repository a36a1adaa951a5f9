//! One save, so that nothing is lost and nobody ever sees half a file.

use std::fs::File;
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::{MetadataExt, fchown};
use std::path::Path;
use std::time::Duration;

use super::glance::Sign;
use super::lock::{Locked, again_if_stale};
use super::{ReadProgress, StoreError, format, read_text, temporary};
use crate::merge;
use crate::progress::Progress;

/// What a save did.
pub(super) struct Saved {
    /// Everything that the file holds now.
    pub(super) progress: Progress,
    /// The file as it was left, told before anybody else could touch it.
    pub(super) sign: Sign,
    /// Whether a lock kept others from saving meanwhile.
    pub(super) held: bool,
}

/// Unites `ours` with what is in the file at `path`, as `understand` reads it, and writes that.
pub(super) fn save(
    path: &Path,
    ours: Progress,
    patience: Duration,
    understand: impl Fn(&str) -> Result<Option<ReadProgress>, StoreError>,
) -> Result<Saved, StoreError> {
    let (locked, text) = again_if_stale(|| {
        let mut locked = Locked::open(path, patience)?;
        let text = read_text(&mut locked.file, path)?;
        Ok((locked, text))
    })?;
    let theirs = understand(&text)?;
    if let Some(format) = theirs.as_ref().and_then(|read| read.newer.clone()) {
        return Err(StoreError::Newer { path: path.to_owned(), format });
    }
    let progress = match theirs {
        Some(read) => merge::unite(ours, read.progress),
        None => ours,
    };
    let new = format::write(&progress);
    let sign = if new == text { sync(&locked) } else { replace(&locked, new.as_bytes()) };
    let sign = sign.map_err(|error| StoreError::io("save", &locked.target, error))?;
    Ok(Saved { progress, sign, held: locked.held })
}

/// Puts a new file with `bytes` in the place of the locked one, with its mode and, where possible, its owner and group.
fn replace(locked: &Locked, bytes: &[u8]) -> io::Result<Sign> {
    let folder = folder(&locked.target);
    let before = locked.file.metadata()?;
    let mut new = temporary::make(folder)?;
    new.write_all(bytes)?;
    // Only root may give a file away; everybody else may leave it to a group of theirs, who share it.
    if fchown(new.as_file(), Some(before.uid()), Some(before.gid())).is_err() {
        let _ = fchown(new.as_file(), None, Some(before.gid()));
    }
    new.as_file().set_permissions(before.permissions())?;
    new.as_file().sync_all()?;
    // It stays open, and with that locked, until its sign is taken.
    let file = new.persist(&locked.target)?;
    sync_folder(folder)?;
    Ok(Sign::of(&file))
}

/// Nothing is to be written, but what is there may come from a save that could not bring it to the disk.
fn sync(locked: &Locked) -> io::Result<Sign> {
    locked.file.sync_all()?;
    sync_folder(folder(&locked.target))?;
    Ok(Sign::of(&locked.file))
}

/// Brings the names in a folder to the disk, where the file system can, and the person may look into it.
fn sync_folder(folder: &Path) -> io::Result<()> {
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        Err(error) if cannot_be_synced(&error) => Ok(()),
        synced => synced,
    }
}

fn cannot_be_synced(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported | ErrorKind::PermissionDenied)
}

/// The folder that a file lies in.
pub(super) fn folder(target: &Path) -> &Path {
    target.parent().unwrap_or(Path::new("/"))
}
