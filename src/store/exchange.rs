//! Putting a new file in the place of another: the two change places in one step, and what was pushed aside shows
//! whether somebody saved in between. So nothing is lost also where no lock keeps others away.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use rustix::io::Errno;
use tempfile::NamedTempFile;

use super::fingerprint::Sign;
use super::lock::is_at;

/// What became of a new file.
#[derive(Debug)]
pub(super) enum Put {
    /// It took the place of the file that it was made from.
    Done(Exchanged),
    /// It took the place of another file: somebody saved in between.
    Met(Exchanged),
    /// There was nothing to take the place of: somebody removed the file.
    Gone,
    /// Files cannot change places here. The new one is still what it was.
    Impossible(NamedTempFile),
}

/// Two files that changed places.
#[derive(Debug)]
pub(super) struct Exchanged {
    /// The new file, where the other was; still locked.
    pub(super) mine: File,
    /// The other one, under the temporary name of the new one. It goes when nothing is lost with it.
    pub(super) aside: PathBuf,
}

/// Lets `new` change places with the file at `target`, which had the sign `read` when it was read.
///
/// # Errors
///
/// If nothing was changed, or what was pushed aside cannot be looked at; then it stays where it is.
pub(super) fn put(new: NamedTempFile, target: &Path, read: Sign) -> io::Result<Put> {
    match exchange(new.path(), target) {
        Ok(()) => {}
        Err(Errno::NOENT) => return Ok(Put::Gone),
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP | Errno::XDEV) => {
            return Ok(Put::Impossible(new));
        }
        Err(error) => {
            // Over a network it may have happened all the same: then that name is another file's.
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
        Ok(sign) if sign == read => Ok(Put::Done(exchanged)),
        // Who clears leftovers away has saved before what this one held.
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Put::Done(exchanged)),
        Ok(_) => Ok(Put::Met(exchanged)),
        Err(error) => Err(error),
    }
}

impl Exchanged {
    /// Removes what was pushed aside. Where that fails it stays, and a later save clears it away.
    pub(super) fn finish(self) -> File {
        let _ = fs::remove_file(&self.aside);
        self.mine
    }

    /// Puts back what was pushed aside, as it cannot be understood. If somebody has saved again by now, that is what
    /// is aside then, and it stays there for a later save to take up.
    pub(super) fn undo(self, target: &Path) {
        if exchange(&self.aside, target).is_ok() && is_at(&self.mine, &self.aside) {
            let _ = fs::remove_file(&self.aside);
        }
    }
}

/// The sign of the file at `path`, which has just been put there: the system is asked in two ways.
fn sign_of(path: &Path) -> io::Result<Sign> {
    match Sign::at(path) {
        sign if sign != Sign::default() => Ok(sign),
        _ => Ok(Sign::of(&File::open(path)?)),
    }
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> Result<(), Errno> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)
}

/// Other systems have no call for it.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> Result<(), Errno> {
    Err(Errno::NOSYS)
}
