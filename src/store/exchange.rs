//! Replacing a file by exchanging it with a new one in one step: the old file then shows
//! whether somebody saved in between. So nothing is lost even if no lock keeps others away.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use rustix::io::Errno;
use tempfile::NamedTempFile;

use super::fingerprint::FileStamp;
use super::lock::is_at;

/// The result of an exchange.
#[derive(Debug)]
pub(super) enum Put {
    /// The new file replaced the one that it was made from.
    Done(Exchanged),
    /// The new file replaced another one: somebody saved in between.
    Met(Exchanged),
    /// The old file was removed by somebody.
    Gone,
    /// Files can't be exchanged here. The new file is unchanged.
    Impossible(NamedTempFile),
}

/// Two files that were exchanged.
#[derive(Debug)]
pub(super) struct Exchanged {
    /// The new file at its final path; still locked.
    pub(super) mine: File,
    /// The old file, under the temporary name of the new one. It is removed when nothing is lost with it.
    pub(super) aside: PathBuf,
}

/// Exchanges `new` with the file at `target`, which had the stamp `read` when it was read.
///
/// # Errors
///
/// If nothing was changed, or the old file can't be checked; then it stays at the temporary name.
pub(super) fn put(new: NamedTempFile, target: &Path, read: FileStamp) -> io::Result<Put> {
    match exchange(new.path(), target) {
        Ok(()) => {}
        Err(Errno::NOENT) => return Ok(Put::Gone),
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP | Errno::XDEV) => {
            return Ok(Put::Impossible(new));
        }
        Err(error) => {
            // Over a network it may have happened anyway: then that name is another file.
            if !is_at(new.as_file(), new.path()) {
                new.keep().map_err(|error| error.error)?;
            }
            return Err(error.into());
        }
    }
    let (mine, path) = new.into_parts();
    let exchanged = Exchanged {
        mine,
        aside: path.keep().map_err(|error| error.error)?,
    };
    match sign_of(&exchanged.aside) {
        Ok(stamp) if stamp == read => Ok(Put::Done(exchanged)),
        // Whoever removes leftovers has saved their content.
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Put::Done(exchanged)),
        Ok(_) => Ok(Put::Met(exchanged)),
        Err(error) => Err(error),
    }
}

impl Exchanged {
    /// Removes the old file. If that fails it stays, and a later save removes it.
    pub(super) fn finish(self) -> File {
        let _ = fs::remove_file(&self.aside);
        self.mine
    }

    /// Reverts the exchange, because the old file can't be parsed. If somebody has saved again by now, that file
    /// gets the temporary name, and stays there for a later save to merge.
    pub(super) fn undo(self, target: &Path) {
        if exchange(&self.aside, target).is_ok() && is_at(&self.mine, &self.aside) {
            let _ = fs::remove_file(&self.aside);
        }
    }
}

/// Returns the stamp of the file that was just put at `path`, from two system calls.
fn sign_of(path: &Path) -> io::Result<FileStamp> {
    match FileStamp::at(path) {
        stamp if stamp != FileStamp::default() => Ok(stamp),
        _ => Ok(FileStamp::of(&File::open(path)?)),
    }
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> Result<(), Errno> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)
}

/// Other systems have no such call.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> Result<(), Errno> {
    Err(Errno::NOSYS)
}
