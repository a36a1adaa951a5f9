//! Symbolic links at the end of a path, which anybody who sends a repository can plant.
//!
//! Whatever is read as progress or written passes [`resolve`] first, and [`open`] then follows nothing: a link that
//! takes the file's place in between is an error. A link is followed as far as somebody asked for it and no farther,
//! and no file is ever made through one. In folders where everybody may write, a link has to be the person's own
//! or that of the folder's owner, as for Linux itself (`fs.protected_symlinks` in `proc_sys_fs(5)`).

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;

use super::{StoreError, atomic_save};

/// More links than this in a row are a circle, as for the system (`path_resolution(7)`).
const MOST_LINKS: usize = 40;
/// Where a progress file should not lead, unless somebody names it.
pub(super) const PROGRESS_ADVICE: &str =
    "remove the link, or name the progress file with --progress PATH";

/// How far a link at the end of a path is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Not at all; says what a person can do instead.
    Nowhere(&'static str),
    /// To files in the folder of the link, and below; says what a person can do instead.
    Folder(&'static str),
    /// Wherever it leads: a person named it.
    Anywhere,
}

/// Why a link isn't followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkTrouble {
    /// There is nothing at its end.
    Nothing,
    /// There is an empty file at its end, which isn't progress.
    Empty,
    /// It leads out of its folder; what to do instead.
    Outside(&'static str),
    /// Links aren't followed here; what to do instead.
    NotHere(&'static str),
    /// There is a file at its end, which was left alone; what else can be done.
    Exists(&'static str),
    /// Somebody else made it, in a folder where everybody may write.
    Planted,
}

/// Returns the file that `path` leads to: `path` itself, where it isn't a link, whether a file is there or not.
///
/// # Errors
///
/// If it leads to nothing or farther than it may, or a link on the way is somebody else's.
pub(super) fn resolve(path: &Path, reach: Reach) -> Result<PathBuf, StoreError> {
    see_that_no_link_is_planted(path)?;
    if !path.is_symlink() {
        return Ok(path.to_owned());
    }
    let refused = |target, trouble| StoreError::Link {
        path: path.to_owned(),
        target,
        trouble,
    };
    let target = fs::canonicalize(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => refused(end(path), LinkTrouble::Nothing),
        _ => StoreError::io("follow the link", path, error),
    })?;
    match reach {
        Reach::Anywhere => Ok(target),
        Reach::Nowhere(advice) => Err(refused(target, LinkTrouble::NotHere(advice))),
        Reach::Folder(_) if leads_inside(path, &target) => Ok(target),
        Reach::Folder(advice) => Err(refused(target, LinkTrouble::Outside(advice))),
    }
}

/// Returns whether `target`, where the links of `path` end, lies in its folder or below.
pub(super) fn leads_inside(path: &Path, target: &Path) -> bool {
    folder_of(path).is_ok_and(|folder| target.starts_with(folder))
}

/// Opens the file at a path that was resolved, for reading, or also for writing. Nothing is made or followed, and
/// nothing but a file is opened, whatever has come to lie there meanwhile.
pub(super) fn open(resolved: &Path, for_writing: bool) -> io::Result<File> {
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY;
    let flags = i32::try_from(flags.bits()).unwrap_or_default();
    let file = OpenOptions::new()
        .read(true)
        .write(for_writing)
        .custom_flags(flags)
        .open(resolved)?;
    if !file.metadata()?.is_file() {
        return Err(io::Error::new(
            ErrorKind::InvalidInput,
            "not a regular file",
        ));
    }
    Ok(file)
}

/// Sees that every link on the way to a file is the person's own, or stands where only its owner can put it.
///
/// # Errors
///
/// If one is somebody else's.
pub(super) fn see_that_no_link_is_planted(path: &Path) -> Result<(), StoreError> {
    let Ok(path) = std::path::absolute(path) else {
        return Ok(());
    };
    match path
        .ancestors()
        .find(|above| above.is_symlink() && is_planted(above))
    {
        Some(link) => Err(StoreError::Link {
            path: link.to_owned(),
            target: end(link),
            trouble: LinkTrouble::Planted,
        }),
        None => Ok(()),
    }
}

/// Returns whether somebody else than the person or the folder's owner put this into a folder where everybody may.
pub(super) fn is_planted(path: &Path) -> bool {
    /// Everybody may write there, and only remove what is their own (`inode(7)`).
    const SHARED: u32 = 0o1002;
    let (Ok(own), Ok(folder)) = (
        fs::symlink_metadata(path),
        fs::metadata(atomic_save::folder(path)),
    ) else {
        return false;
    };
    let is_shared = folder.mode() & SHARED == SHARED;
    is_shared && own.uid() != rustix::process::geteuid().as_raw() && own.uid() != folder.uid()
}

/// Where a chain of links ends, as a whole path, also if nothing is there.
fn end(path: &Path) -> PathBuf {
    let end = end_of_links(path);
    let end = std::path::absolute(&end).unwrap_or(end);
    match (folder_of(&end), end.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => end,
    }
}

/// The folder of a file as the system calls it.
pub(super) fn folder_of(path: &Path) -> io::Result<PathBuf> {
    fs::canonicalize(atomic_save::folder(&std::path::absolute(path)?))
}

/// Where a chain of links ends, also if nothing is there.
pub(super) fn end_of_links(path: &Path) -> PathBuf {
    links(path).pop().unwrap_or_else(|| path.to_owned())
}

/// What each link of a chain leads to, the end of the chain last; nothing where `path` is no link.
pub(super) fn links(path: &Path) -> Vec<PathBuf> {
    let mut chain: Vec<PathBuf> = Vec::new();
    while chain.len() < MOST_LINKS {
        let link = chain.last().map_or(path, PathBuf::as_path);
        let Ok(next) = fs::read_link(link) else { break };
        chain.push(link.parent().unwrap_or(Path::new("")).join(next));
    }
    chain
}
