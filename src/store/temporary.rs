//! New files under a name of their own, until they are whole and take the place of another.
//!
//! Who is killed in the middle leaves one behind. Whoever writes such a file holds a lock on it, so that a
//! later save can tell what is left over from what is being written, and clears it away.

use std::ffi::OsStr;
use std::fs::{self, DirEntry, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::Duration;

use rustix::fs::OFlags;
use tempfile::{Builder, NamedTempFile};

use super::lock::is_at;

const PREFIX: &str = ".gonogo-";
const SUFFIX: &str = ".tmp";
/// How many letters and digits stand between the two.
const LETTERS: usize = 6;
/// A file that was changed later than this ago may have been made just now, and not be locked yet.
const AGE: Duration = Duration::from_secs(60);
/// How often to try again where somebody took a new file for a leftover.
const ATTEMPTS: usize = 8;

/// A new file in `folder`, locked. It is removed when it is dropped.
pub(super) fn make(folder: &Path) -> io::Result<NamedTempFile> {
    for _ in 0..ATTEMPTS {
        let new = Builder::new().prefix(PREFIX).suffix(SUFFIX).rand_bytes(LETTERS).tempfile_in(folder)?;
        match new.as_file().try_lock() {
            // Somebody looks at it, and takes it away.
            Err(TryLockError::WouldBlock) => {}
            // Where there are no locks nobody clears away.
            _ if is_at(new.as_file(), new.path()) => return Ok(new),
            _ => {}
        }
    }
    Err(io::Error::other("new files are taken away at once"))
}

/// Removes what processes that are no more left in `folder`. What cannot be removed stays.
pub(super) fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten().filter(|entry| is_name(&entry.file_name()) && is_old(entry)) {
        let _ = remove_if_left(&entry.path());
    }
}

/// Removes a file that nobody holds the lock on. A file system without locks tells nothing, so it stays there.
fn remove_if_left(path: &Path) -> io::Result<()> {
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
    let flags = i32::try_from(flags.bits()).unwrap_or_default();
    let file = OpenOptions::new().read(true).write(true).custom_flags(flags).open(path)?;
    file.try_lock()?;
    if is_at(&file, path) { fs::remove_file(path) } else { Ok(()) }
}

fn is_name(name: &OsStr) -> bool {
    let name = name.to_str().and_then(|name| name.strip_prefix(PREFIX)?.strip_suffix(SUFFIX));
    name.is_some_and(|name| name.len() == LETTERS && name.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

fn is_old(entry: &DirEntry) -> bool {
    let Ok(metadata) = entry.metadata() else { return false };
    let age = metadata.modified().ok().and_then(|time| time.elapsed().ok());
    metadata.is_file() && age.is_some_and(|age| age > AGE)
}

#[cfg(test)]
mod tests {
    use std::fs::FileTimes;
    use std::time::SystemTime;

    use super::{AGE, make, sweep};

    #[test]
    fn what_is_being_written_is_spared_however_long_it_takes() {
        let folder = tempfile::tempdir().unwrap();
        let new = make(folder.path()).unwrap();
        let long_ago = SystemTime::now() - 2 * AGE;
        new.as_file().set_times(FileTimes::new().set_modified(long_ago)).unwrap();
        sweep(folder.path());
        assert!(new.path().exists());
        // As if its process was killed: the lock goes, the file stays.
        let (file, path) = new.keep().unwrap();
        drop(file);
        sweep(folder.path());
        assert!(!path.exists());
    }
}
