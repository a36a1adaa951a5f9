//! One save, so that nothing is lost and nobody ever sees half a file.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::Write;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tempfile::Builder;

use super::document::see_that_it_is_a_file;
use super::{Place, StoreError, belonging, format, read_text};
use crate::merge;
use crate::progress::Progress;

/// How long a save waits for the lock; others hold it for a save only.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long to wait before looking again.
const PAUSE: Duration = Duration::from_millis(10);

/// Unites `ours` with what is in the file at `path`, writes that, and returns it.
pub(super) fn save(place: &Place, path: &Path, ours: Progress) -> Result<Progress, StoreError> {
    if Some(path) == place.away()
        && let Some(folder) = path.parent()
    {
        fs::create_dir_all(folder).map_err(|error| StoreError::io("make", folder, error))?;
    }
    let mut locked = Locked::open(path)?;
    let text = read_text(&mut locked.file, path)?;
    let theirs = belonging(place, path, &text)?;
    if let Some(format) = theirs.as_ref().and_then(|read| read.newer.clone()) {
        return Err(StoreError::Newer { path: path.to_owned(), format });
    }
    let united = match theirs {
        Some(read) => merge::unite(ours, read.progress),
        None => ours,
    };
    let new = format::write(&united);
    if new != text {
        replace(&locked, new.as_bytes())?;
    }
    Ok(united)
}

/// A progress file that this process holds the lock on.
struct Locked {
    file: File,
    /// The file itself, where the path leads to it through links.
    target: PathBuf,
}

impl Locked {
    /// Opens and locks the file at `path`; makes it, empty, if there is none.
    ///
    /// The lock lies on the file itself, so that it leaves no litter. As a save puts another file in its
    /// place, the lock counts only if the path still leads to the locked file.
    fn open(path: &Path) -> Result<Locked, StoreError> {
        see_that_it_is_a_file(path)?;
        let until = Instant::now() + PATIENCE;
        loop {
            let file = OpenOptions::new()
                .read(true)
                .write(true)
                .create(true)
                .truncate(false)
                .open(path)
                .map_err(|error| StoreError::io("write", path, error))?;
            match file.try_lock() {
                Ok(()) if is_at(&file, path) => {
                    let target =
                        fs::canonicalize(path).map_err(|error| StoreError::io("find", path, error))?;
                    return Ok(Locked { file, target });
                }
                Ok(()) => {}
                Err(TryLockError::WouldBlock) if Instant::now() < until => std::thread::sleep(PAUSE),
                Err(TryLockError::WouldBlock) => return Err(StoreError::Locked { path: path.to_owned() }),
                Err(TryLockError::Error(error)) => return Err(StoreError::io("lock", path, error)),
            }
        }
    }
}

/// Whether `path` still leads to the open file.
fn is_at(file: &File, path: &Path) -> bool {
    let id = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
    match (file.metadata(), fs::metadata(path)) {
        (Ok(open), Ok(named)) => id(open) == id(named),
        _ => false,
    }
}

/// Puts a new file with `bytes` in the place of the locked one, with its mode and, where possible, its owner.
fn replace(locked: &Locked, bytes: &[u8]) -> Result<(), StoreError> {
    let target = &locked.target;
    let failed = |error| StoreError::io("save", target, error);
    let folder = target.parent().unwrap_or(Path::new("/"));
    let before = locked.file.metadata().map_err(failed)?;
    let mut new = Builder::new().prefix(".gonogo-").suffix(".tmp").tempfile_in(folder).map_err(failed)?;
    new.write_all(bytes).map_err(failed)?;
    // Only root may give a file away; for everybody else the new file is theirs.
    let _ = std::os::unix::fs::fchown(new.as_file(), Some(before.uid()), Some(before.gid()));
    new.as_file().set_permissions(before.permissions()).map_err(failed)?;
    new.as_file().sync_all().map_err(failed)?;
    new.persist(target).map_err(|error| failed(error.error))?;
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed)
}
