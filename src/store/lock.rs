//! The lock on a progress file, which whoever saves holds from reading it to putting a new one in its place.
//!
//! The lock lies on the file itself, so that it leaves no litter. As a save puts another file in its place, a
//! lock counts only if the path still leads to the locked file.

use std::fs::{self, File, Metadata, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use rustix::io::Errno;

use super::StoreError;
use super::document::see_that_it_is_a_file;

/// How long to wait before looking again.
const PAUSE: Duration = Duration::from_millis(2);
/// How often to look again where files come and go at once.
const ATTEMPTS: usize = 5;
/// More links than this in a row are a circle, as for the system (`path_resolution(7)`).
const MOST_LINKS: usize = 40;

/// A progress file that this process holds the lock on.
#[derive(Debug)]
pub(super) struct Locked {
    pub(super) file: File,
    /// The file itself, where the path leads to it through links.
    pub(super) target: PathBuf,
    /// Whether there is a lock: some file systems have none.
    pub(super) held: bool,
    /// Whether this process made the file, empty.
    made: bool,
}

impl Locked {
    /// Opens and locks the file at `path`; makes it, empty, if there is none. Waits for the lock for so long.
    pub(super) fn open(path: &Path, patience: Duration) -> Result<Locked, StoreError> {
        see_that_it_is_a_file(path)?;
        let until = Instant::now() + patience;
        let mut made = None;
        loop {
            let (file, is_new) = open_or_make(path).map_err(|error| StoreError::io("write", path, error))?;
            if is_new {
                made = file.metadata().ok().as_ref().map(number);
            }
            let is_late = Instant::now() >= until;
            let held = match file.try_lock() {
                Ok(()) if is_at(&file, path) => true,
                Err(TryLockError::Error(error)) if has_no_locks(&error) => false,
                Err(TryLockError::Error(error)) if error.kind() != ErrorKind::Interrupted => {
                    return Err(StoreError::io("lock", path, error));
                }
                _ if is_late => return Err(StoreError::Locked { path: path.to_owned() }),
                Ok(()) => continue,
                Err(_) => {
                    sleep(PAUSE);
                    continue;
                }
            };
            let made = made.is_some() && file.metadata().ok().as_ref().map(number) == made;
            // Made into a value first, so that an error on the way takes a new file back too.
            let mut locked = Locked { file, target: end_of_links(path), held, made };
            locked.target = fs::canonicalize(path).map_err(|error| StoreError::io("find", path, error))?;
            return Ok(locked);
        }
    }
}

impl Drop for Locked {
    /// Takes back an empty file that nothing came of. Who waited for its lock sees that it is gone. Without a
    /// lock it stays: another's file could come to lie there just before it is removed.
    fn drop(&mut self) {
        let is_empty = || self.file.metadata().is_ok_and(|file| file.len() == 0);
        if self.made && self.held && is_empty() && is_at(&self.file, &self.target) {
            let _ = fs::remove_file(&self.target);
        }
    }
}

/// Tries again where a file on a network was replaced while it was open.
pub(super) fn again_if_stale<T>(mut attempt: impl FnMut() -> Result<T, StoreError>) -> Result<T, StoreError> {
    for _ in 1..ATTEMPTS {
        match attempt() {
            Err(error) if error.is_stale() => sleep(PAUSE),
            done => return done,
        }
    }
    attempt()
}

/// Whether `path` still leads to the open file.
pub(super) fn is_at(file: &File, path: &Path) -> bool {
    match (file.metadata(), fs::metadata(path)) {
        (Ok(open), Ok(named)) => number(&open) == number(&named),
        _ => false,
    }
}

/// Where a chain of links ends, also if nothing is there.
pub(super) fn end_of_links(path: &Path) -> PathBuf {
    let mut end = path.to_owned();
    for _ in 0..MOST_LINKS {
        let Ok(next) = fs::read_link(&end) else { break };
        end = end.parent().unwrap_or(Path::new("")).join(next);
    }
    end
}

/// What the system tells files apart by.
fn number(file: &Metadata) -> (u64, u64) {
    (file.dev(), file.ino())
}

/// Opens the file, or makes it; whether it was made.
fn open_or_make(path: &Path) -> io::Result<(File, bool)> {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    for _ in 0..ATTEMPTS {
        match options.open(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            opened => return opened.map(|file| (file, false)),
        }
        match options.clone().create_new(true).open(end_of_links(path)) {
            // Somebody else made it just now.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            made => return made.map(|file| (file, true)),
        }
    }
    options.open(path).map(|file| (file, false))
}

/// Whether the file system has no locks, as some network mounts.
fn has_no_locks(error: &io::Error) -> bool {
    error.kind() == ErrorKind::Unsupported || Errno::from_io_error(error) == Some(Errno::NOLCK)
}
