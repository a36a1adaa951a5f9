//! New files under temporary names, until they are complete and replace another.
//!
//! A killed process leaves one behind. Whoever writes such a file holds a lock on it, so that a
//! later save can tell leftovers from files in use, and remove them. A leftover may
//! also be a progress file that was replaced, so it is read first.

use std::ffi::OsStr;
use std::fs::{self, DirEntry, File, OpenOptions, Permissions, TryLockError};
use std::io::{self, Read};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::fs::OFlags;
use tempfile::{Builder, NamedTempFile};

use super::lock::is_at;

const PREFIX: &str = ".gonogo-";
const SUFFIX: &str = ".tmp";
/// The number of random letters and digits in the name.
const LETTERS: usize = 6;
/// A file changed more recently than this may be new, and not locked yet.
const AGE: Duration = Duration::from_secs(60);
/// The number of tries if somebody took a new file for a leftover.
const ATTEMPTS: usize = 8;

/// Creates a new file in `folder`, locked and private. It is removed when it is dropped.
pub(super) fn make(folder: &Path) -> io::Result<NamedTempFile> {
    make_with(folder, 0o600)
}

/// Creates a new file like [`make`], readable and writable for its owner under any umask.
pub(super) fn make_private(folder: &Path) -> io::Result<NamedTempFile> {
    let new = make(folder)?;
    new.as_file()
        .set_permissions(Permissions::from_mode(0o600))?;
    Ok(new)
}

/// Creates a new file like [`make`], with the permissions of any new file in this folder.
pub(super) fn make_shared(folder: &Path) -> io::Result<NamedTempFile> {
    // As for every new file, the system applies the umask.
    make_with(folder, 0o666)
}

fn make_with(folder: &Path, mode: u32) -> io::Result<NamedTempFile> {
    for _ in 0..ATTEMPTS {
        let new = Builder::new()
            .prefix(PREFIX)
            .suffix(SUFFIX)
            .rand_bytes(LETTERS)
            .permissions(Permissions::from_mode(mode))
            .tempfile_in(folder)?;
        match new.as_file().try_lock() {
            // Somebody is checking it, and removes it.
            Err(TryLockError::WouldBlock) => {}
            // Without locks, nobody removes leftovers.
            _ if is_at(new.as_file(), new.path()) => return Ok(new),
            _ => {}
        }
    }
    Err(io::Error::other("new files keep being removed"))
}

/// A file left behind by a process that has ended.
#[derive(Debug)]
pub(super) struct Leftover {
    pub(super) path: PathBuf,
    /// Its content.
    pub(super) text: String,
}

impl Leftover {
    /// Removes it, unless somebody uses it by now. A file that can't be removed stays.
    pub(super) fn remove(&self) {
        if let Ok((_held, Leftover { text, .. })) = take(&self.path)
            && text == self.text
        {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Finds the files that ended processes left in `folder`.
pub(super) fn leftovers(folder: &Path) -> Vec<Leftover> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let old = entries
        .flatten()
        .filter(|entry| is_name(&entry.file_name()) && is_old(entry));
    old.filter_map(|entry| take(&entry.path()).ok())
        .map(|(_held, left)| left)
        .collect()
}

/// Removes the files that ended processes left in `folder`, whatever they hold: for folders without progress.
pub(super) fn sweep(folder: &Path) {
    leftovers(folder).iter().for_each(Leftover::remove);
}

/// Reads a file that nobody has locked, and locks it. Without locks, nothing can be known, so
/// everything stays.
fn take(path: &Path) -> io::Result<(File, Leftover)> {
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
    let flags = i32::try_from(flags.bits()).unwrap_or_default();
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .custom_flags(flags)
        .open(path)?;
    file.try_lock()?;
    if !is_at(&file, path) {
        return Err(io::ErrorKind::NotFound.into());
    }
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Ok((
        file,
        Leftover {
            path: path.to_owned(),
            text,
        },
    ))
}

fn is_name(name: &OsStr) -> bool {
    let name = name
        .to_str()
        .and_then(|name| name.strip_prefix(PREFIX)?.strip_suffix(SUFFIX));
    name.is_some_and(|name| {
        name.len() == LETTERS && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

fn is_old(entry: &DirEntry) -> bool {
    let Ok(metadata) = entry.metadata() else {
        return false;
    };
    let age = metadata
        .modified()
        .ok()
        .and_then(|time| time.elapsed().ok());
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
        new.as_file()
            .set_times(FileTimes::new().set_modified(long_ago))
            .unwrap();
        sweep(folder.path());
        assert!(new.path().exists());
        // As if its process was killed: the lock is gone, the file stays.
        let (file, path) = new.keep().unwrap();
        drop(file);
        sweep(folder.path());
        assert!(!path.exists());
    }
}
