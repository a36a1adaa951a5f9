//! The lock on a progress file, held by a save from reading it to replacing it.
//!
//! The file itself is locked, which leaves no litter. Since a save replaces the file, a
//! lock counts only if the path still leads to the locked file. Anyone who can read the file can lock it
//! forever: a save waits briefly for a lock on one and the same file, and then goes around it.

use std::fs::{self, File, Metadata, TryLockError};
use std::io::{self, ErrorKind};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use rustix::io::Errno;

use super::document::see_that_it_is_a_file;
use super::lock_holder::Holder;
use super::{StoreError, atomic_save, links};

/// The time that a save waits for the lock on one and the same file. Other saves hold it for
/// some milliseconds, and each replaces the file.
const STILL: Duration = Duration::from_millis(1500);
/// The pause between two tries.
const PAUSE: Duration = Duration::from_millis(2);
/// The number of tries if the file is being replaced all the time.
const ATTEMPTS: usize = 5;

/// The means that keep others from saving at the same time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Hold {
    /// The lock.
    Lock,
    /// Nothing: the file system has no locks.
    NoLocks,
    /// Nothing: another program keeps the lock; with its name, if known.
    Around(Option<Holder>),
}

/// An existing progress file, open to be read and replaced.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) file: File,
    /// The path of the file itself, if links lead to it.
    pub(super) target: PathBuf,
    pub(super) hold: Hold,
}

impl Opened {
    /// Opens the file at `path`, which leads to `target`, and locks it; `None` if it doesn't exist. Waits
    /// for the lock for `patience`, and goes around one that doesn't move.
    pub(super) fn at(
        path: &Path,
        target: &Path,
        patience: Duration,
    ) -> Result<Option<Opened>, StoreError> {
        see_that_it_is_a_file(target)?;
        let until = Instant::now() + patience;
        let (mut locked, mut since) = (None, Instant::now());
        loop {
            let file = match links::open(target, true) {
                Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
                opened => opened.map_err(|error| StoreError::io("write", path, error))?,
            };
            let is_late = Instant::now() >= until;
            let refused = |file: &File| StoreError::Locked {
                path: path.to_owned(),
                holder: Holder::of(file),
            };
            let hold = match file.try_lock() {
                Ok(()) if is_at(&file, target) => Hold::Lock,
                // Somebody has just saved.
                Ok(()) if is_late => return Err(refused(&file)),
                Ok(()) => continue,
                Err(TryLockError::Error(error)) if has_no_locks(&error) => Hold::NoLocks,
                Err(TryLockError::Error(error)) if error.kind() != ErrorKind::Interrupted => {
                    return Err(StoreError::io("lock", path, error));
                }
                Err(_) => {
                    let number = file.metadata().ok().as_ref().map(number);
                    if number != locked {
                        (locked, since) = (number, Instant::now());
                    }
                    if since.elapsed() < STILL && is_late {
                        return Err(refused(&file));
                    }
                    if since.elapsed() < STILL {
                        sleep(PAUSE);
                        continue;
                    }
                    Hold::Around(Holder::of(&file))
                }
            };
            let failed = |error| StoreError::io("find", path, error);
            let folder = fs::canonicalize(atomic_save::folder(
                &std::path::absolute(target).map_err(failed)?,
            ));
            let name = target.file_name().unwrap_or_default();
            return Ok(Some(Opened {
                file,
                target: folder.map_err(failed)?.join(name),
                hold,
            }));
        }
    }
}

/// Retries if a file on a network was replaced while it was open.
pub(super) fn again_if_stale<T>(
    mut attempt: impl FnMut() -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    for _ in 1..ATTEMPTS {
        match attempt() {
            Err(error) if error.is_stale() => sleep(PAUSE),
            done => return done,
        }
    }
    attempt()
}

/// Returns whether the open file is still at `path`. A link to it is another file.
pub(super) fn is_at(file: &File, path: &Path) -> bool {
    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(open), Ok(named)) => number(&open) == number(&named),
        _ => false,
    }
}

/// The device and inode.
fn number(file: &Metadata) -> (u64, u64) {
    (file.dev(), file.ino())
}

/// Returns whether the error means that the file system has no locks, like some network mounts.
fn has_no_locks(error: &io::Error) -> bool {
    error.kind() == ErrorKind::Unsupported || Errno::from_io_error(error) == Some(Errno::NOLCK)
}
