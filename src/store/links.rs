//! Symbolic links at the end of a path, which anyone who sends a repository can plant.
//!
//! Whatever is read as progress or written passes [`resolve`] first, and [`open`] then follows nothing: a link that
//! replaces the file in between is an error. A link is followed only as far as the caller allows,
//! and no file is ever created through one. In folders that everyone can write to, a link has to belong to the person
//! or to the folder's owner, as on Linux itself (`fs.protected_symlinks` in `proc_sys_fs(5)`).

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;

use super::{StoreError, atomic_save};

/// More links than this in a row are a cycle, as for the system (`path_resolution(7)`).
const MOST_LINKS: usize = 40;
/// The limit for progress files, unless a person names one.
pub(super) const PROGRESS_ADVICE: &str =
    "remove the link, or pass the progress file with --progress PATH";

/// The limit up to which a link at the end of a path is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LinkPolicy {
    /// Not at all; with advice for the person.
    Nowhere(&'static str),
    /// To files in the folder of the link, and below; with advice for the person.
    Folder(&'static str),
    /// Anywhere: a person named it.
    Anywhere,
}

/// The reason why a link isn't followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkTrouble {
    /// Its target doesn't exist.
    Nothing,
    /// Its target is an empty file, which isn't progress.
    Empty,
    /// It leads out of its folder; with advice.
    Outside(&'static str),
    /// Links aren't followed here; with advice.
    NotHere(&'static str),
    /// Its target already exists; with advice.
    Exists(&'static str),
    /// Somebody else created it in a folder that everyone can write to.
    Planted,
}

/// Returns the file that `path` leads to: `path` itself if it isn't a link, whether the file exists or not.
///
/// # Errors
///
/// If it leads to nothing or farther than allowed, or a link on the way belongs to somebody else.
pub(super) fn resolve(path: &Path, reach: LinkPolicy) -> Result<PathBuf, StoreError> {
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
        LinkPolicy::Anywhere => Ok(target),
        LinkPolicy::Nowhere(advice) => Err(refused(target, LinkTrouble::NotHere(advice))),
        LinkPolicy::Folder(_) if leads_inside(path, &target) => Ok(target),
        LinkPolicy::Folder(advice) => Err(refused(target, LinkTrouble::Outside(advice))),
    }
}

/// Returns whether `target`, where the links of `path` end, is in its folder or below.
pub(super) fn leads_inside(path: &Path, target: &Path) -> bool {
    folder_of(path).is_ok_and(|folder| target.starts_with(folder))
}

/// Opens the file at a resolved path for reading, or also for writing. Nothing is created or followed, and
/// only files are opened, whatever has appeared there in the meantime.
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

/// Checks that every link on the way to a file belongs to the person, or is where only its owner can create it.
///
/// # Errors
///
/// If one belongs to somebody else.
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

/// Returns whether somebody other than the person or the folder's owner created this in a folder open to everyone.
pub(super) fn is_planted(path: &Path) -> bool {
    /// Everyone can write there, and only remove their own files (`inode(7)`).
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

/// Returns the end of a chain of links as an absolute path, also if it doesn't exist.
fn end(path: &Path) -> PathBuf {
    let end = end_of_links(path);
    let end = std::path::absolute(&end).unwrap_or(end);
    match (folder_of(&end), end.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => end,
    }
}

/// Returns the canonical folder of a file.
pub(super) fn folder_of(path: &Path) -> io::Result<PathBuf> {
    fs::canonicalize(atomic_save::folder(&std::path::absolute(path)?))
}

/// Returns the end of a chain of links, also if it doesn't exist.
pub(super) fn end_of_links(path: &Path) -> PathBuf {
    links(path).pop().unwrap_or_else(|| path.to_owned())
}

/// Returns the target of each link of a chain, the last one last; empty if `path` isn't a link.
pub(super) fn links(path: &Path) -> Vec<PathBuf> {
    let mut chain: Vec<PathBuf> = Vec::new();
    while chain.len() < MOST_LINKS {
        let link = chain.last().map_or(path, PathBuf::as_path);
        let Ok(next) = fs::read_link(link) else { break };
        chain.push(link.parent().unwrap_or(Path::new("")).join(next));
    }
    chain
}
