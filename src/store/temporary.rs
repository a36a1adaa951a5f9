//! New files under a name of their own, until they are whole and take the place of another.
//!
//! Who is killed in the middle leaves one behind. Whoever writes such a file holds a lock on it, so that a
//! later save can tell what is left over from what is being written, and clears it away. What is left over may
//! also be a progress file that was pushed aside, so it is looked into first.

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
/// How many letters and digits stand between the two.
const LETTERS: usize = 6;
/// A file that was changed later than this ago may have been made just now, and not be locked yet.
const AGE: Duration = Duration::from_secs(60);
/// How often to try again where somebody took a new file for a leftover.
const ATTEMPTS: usize = 8;

/// A new file in `folder`, locked, for its owner only. It is removed when it is dropped.
pub(super) fn make(folder: &Path) -> io::Result<NamedTempFile> {
    make_with(folder, 0o600)
}

/// A new file as [`make`] makes it, which its owner can read and write under any umask.
pub(super) fn make_private(folder: &Path) -> io::Result<NamedTempFile> {
    let new = make(folder)?;
    new.as_file()
        .set_permissions(Permissions::from_mode(0o600))?;
    Ok(new)
}

/// A new file as [`make`] makes it, for whoever may read and write what the person makes in this folder.
pub(super) fn make_shared(folder: &Path) -> io::Result<NamedTempFile> {
    // As for every new file, the system takes away what the person's umask says.
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
            // Somebody looks at it, and takes it away.
            Err(TryLockError::WouldBlock) => {}
            // Where there are no locks nobody clears away.
            _ if is_at(new.as_file(), new.path()) => return Ok(new),
            _ => {}
        }
    }
    Err(io::Error::other("new files keep being removed"))
}

/// A file that a process that is no more left behind.
#[derive(Debug)]
pub(super) struct Leftover {
    pub(super) path: PathBuf,
    /// What it holds.
    pub(super) text: String,
}

impl Leftover {
    /// Removes it, unless somebody is at it by now. What cannot be removed stays.
    pub(super) fn remove(&self) {
        if let Ok((_held, Leftover { text, .. })) = take(&self.path)
            && text == self.text
        {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// What processes that are no more left in `folder`.
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

/// Removes what processes that are no more left in `folder`, whatever it holds: for folders without progress.
pub(super) fn sweep(folder: &Path) {
    leftovers(folder).iter().for_each(Leftover::remove);
}

/// Reads a file that nobody holds the lock on, and holds it. A file system without locks tells nothing, so there
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
        // As if its process was killed: the lock goes, the file stays.
        let (file, path) = new.keep().unwrap();
        drop(file);
        sweep(folder.path());
        assert!(!path.exists());
    }
}
