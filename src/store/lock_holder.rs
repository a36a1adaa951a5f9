//! Finds the program that holds the lock on a file: Linux lists all locks in `/proc/locks`
//! (`proc_locks(5)`).

use std::fmt;
use std::fs::{self, File};
use std::os::unix::fs::MetadataExt;

use rustix::fs::{major, minor};

use crate::sanitize;

/// A program that holds a lock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// The id of its process.
    pid: u32,
    /// Its name, safe to show, if known.
    name: Option<String>,
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match &self.name {
            Some(name) => write!(f, "{name} (process {})", self.pid),
            None => write!(f, "process {}", self.pid),
        }
    }
}

/// How often the system's list of locks is read. It isn't read in one piece: while other locks come and go, an entry
/// can be missing from it.
const READS: usize = 5;

impl Holder {
    /// Returns the program that holds the lock on an open file.
    pub(super) fn of(file: &File) -> Option<Holder> {
        (0..READS).find_map(|_| Self::in_one_reading(file))
    }

    fn in_one_reading(file: &File) -> Option<Holder> {
        let metadata = file.metadata().ok()?;
        let id = (metadata.dev(), metadata.ino());
        let pid = locker(&fs::read_to_string("/proc/locks").ok()?, id)?;
        // A shell may let another program lock a file that the shell keeps open.
        let pid = if has_open(pid, id) == Some(false) {
            whoever_has_open(id)?
        } else {
            pid
        };
        let name = fs::read(format!("/proc/{pid}/comm")).ok();
        let name = name
            .map(|name| sanitize::one_line(String::from_utf8_lossy(&name).trim_end()).into_owned());
        Some(Holder {
            pid,
            name: name.filter(|name| !name.is_empty()),
        })
    }
}

/// Returns the process that locked the file with this device and inode, from `/proc/locks`.
fn locker(locks: &str, (device, file): (u64, u64)) -> Option<u32> {
    let id = format!("{:02x}:{:02x}:{file}", major(device), minor(device));
    locks.lines().find_map(|line| {
        let words: Vec<&str> = line.split_ascii_whitespace().collect();
        // Waiting processes have an arrow there.
        let [_, "FLOCK", _, _, pid, place, ..] = words[..] else {
            return None;
        };
        // Processes of other containers have the number 0.
        pid.parse().ok().filter(|&pid| pid > 0 && place == id)
    })
}

/// Returns whether a process has a file open; `None` if that can't be seen.
fn has_open(pid: u32, id: (u64, u64)) -> Option<bool> {
    let folder = match fs::read_dir(format!("/proc/{pid}/fd")) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Some(false),
        opened => opened.ok()?,
    };
    let mut files = folder
        .flatten()
        .filter_map(|file| fs::metadata(file.path()).ok());
    Some(files.any(|file| (file.dev(), file.ino()) == id))
}

/// Returns another process that has a file open.
fn whoever_has_open(id: (u64, u64)) -> Option<u32> {
    let processes = fs::read_dir("/proc").ok()?.flatten();
    let mut ids = processes.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    ids.find(|&pid| pid != std::process::id() && has_open(pid, id) == Some(true))
}

#[cfg(test)]
mod tests {
    use rustix::fs::makedev;

    use super::{Holder, locker};

    #[test]
    fn the_lock_on_this_file_is_found_and_no_other() {
        let locks = "\
1: POSIX  ADVISORY  WRITE 11 fd:01:4718 0 EOF
2: FLOCK  ADVISORY  WRITE 22 fd:01:4719 0 EOF
3: FLOCK  ADVISORY  WRITE 33 08:01:4718 0 EOF
4: FLOCK  ADVISORY  READ 0 fd:01:4720 0 EOF
5: FLOCK  ADVISORY  READ 55 fd:01:4718 0 EOF
5: -> FLOCK  ADVISORY  WRITE 66 fd:01:4721 0 EOF
half a line
";
        for (device, file, pid) in [
            ((0xfd, 1), 4718, Some(55)),
            ((0xfd, 1), 4719, Some(22)),
            ((8, 1), 4718, Some(33)),
            ((0xfd, 1), 4720, None),
            ((0xfd, 1), 4721, None),
            ((0xfd, 1), 47, None),
        ] {
            assert_eq!(
                locker(locks, (makedev(device.0, device.1), file)),
                pid,
                "{device:?} {file}"
            );
        }
    }

    #[test]
    fn a_holder_is_named_as_far_as_it_is_known() {
        let holder = |name: Option<&str>| {
            Holder {
                pid: 7,
                name: name.map(str::to_owned),
            }
            .to_string()
        };
        assert_eq!(
            (holder(Some("vim")), holder(None)),
            ("vim (process 7)".to_owned(), "process 7".to_owned())
        );
    }
}
