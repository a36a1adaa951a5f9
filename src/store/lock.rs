//! The lock on a progress file, which whoever saves holds from reading it to putting a new one in its place.
//!
//! The lock lies on the file itself, so that it leaves no litter. As a save puts another file in its place, a
//! lock counts only if the path still leads to the locked file. Whoever can read the file can lock it, and keep it
//! locked for ever: a lock on one and the same file is waited for briefly, and then the save goes around it.

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

/// How long one and the same file may stay locked before a save goes around the lock. Other saves hold it for
/// some milliseconds, and each puts a new file in its place.
const STILL: Duration = Duration::from_millis(1500);
/// How long to wait before looking again.
const PAUSE: Duration = Duration::from_millis(2);
/// How often to look again where files come and go at once.
const ATTEMPTS: usize = 5;

/// What keeps others from saving while this process does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Hold {
    /// The lock.
    Lock,
    /// Nothing: the file system has no locks.
    NoLocks,
    /// Nothing: another program keeps the lock; which one, where the system tells.
    Around(Option<Holder>),
}

/// A progress file that is there, open to be read and replaced.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) file: File,
    /// The file itself, where the path leads to it through links.
    pub(super) target: PathBuf,
    pub(super) hold: Hold,
}

impl Opened {
    /// Opens the file at `path`, where `target` is what it leads to, and locks it; nothing where there is none. Waits
    /// for the lock for `patience`, and goes around one that does not move.
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

/// Tries again where a file on a network was replaced while it was open.
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

/// Returns whether the open file still lies at `path`. A link to it is another file.
pub(super) fn is_at(file: &File, path: &Path) -> bool {
    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(open), Ok(named)) => number(&open) == number(&named),
        _ => false,
    }
}

/// What the system tells files apart by.
fn number(file: &Metadata) -> (u64, u64) {
    (file.dev(), file.ino())
}

/// Returns whether the file system has no locks, as some network mounts.
fn has_no_locks(error: &io::Error) -> bool {
    error.kind() == ErrorKind::Unsupported || Errno::from_io_error(error) == Some(Errno::NOLCK)
}
