//! The files for the progress of a checklist: next to it, or, if that isn't writable, in the user's state
//! folder.
//!
//! A checklist that is opened through a link is the file that the link leads to, and has its progress there: one
//! document, one progress. Up to 0.1.0 it was next to the link, and the names in the state folder were made from the
//! path as it was typed: those files are still read.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use thiserror::Error;
use unicode_normalization::is_nfc;

use super::discover::root;
use super::links::{self, LinkPolicy, PROGRESS_ADVICE, links};
use super::names;
use crate::progress::Progress;

/// The extension of progress files.
pub(super) const ENDING: &str = "gonogo.json";
/// The maximum length of a run name, in characters.
const LONGEST_RUN: usize = 60;

/// The files for one progress.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgressPaths {
    document: PathBuf,
    checklist: String,
    /// The names of the links that lead to the checklist.
    links: Vec<String>,
    run: Option<String>,
    beside: PathBuf,
    /// Files next to those links.
    beside_links: Vec<PathBuf>,
    /// `true` if a person named that file.
    named: bool,
    in_state_folder: Option<PathBuf>,
    /// The link that leads out of its repository to the checklist, and its target.
    outside: Option<(PathBuf, PathBuf)>,
    /// Files in the state folder with names that aren't used any more.
    formerly_in_state_folder: Vec<PathBuf>,
}

/// A run name can't be part of a file name everywhere.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RunNameError {
    /// It has invalid characters, or is too long.
    #[error(
        "invalid run name “{0}”: use letters, digits, `.`, `-` and `_`, not starting with `.` or `-`, at most 60"
    )]
    Unsound(String),
    /// Windows reserves this name for a device.
    #[error("invalid run name “{0}”: Windows reserves it for a device; choose another")]
    Device(String),
    /// Another run has this name in another letter case.
    #[error(
        "run “{existing}” already exists, and many file systems can't tell “{name}” from it: use --run {existing}, or choose another name"
    )]
    Like {
        /// The name that was given.
        name: String,
        /// The name of the existing run.
        existing: String,
    },
}

/// Checks that a run name can be part of a file name everywhere.
///
/// Letters of all scripts are allowed, but only in the composed form (NFC) that keyboards produce: some disks and git
/// convert between the forms, and `é` in two forms would be two runs that look the same.
///
/// # Errors
///
/// If it can't.
pub fn check_run_name(name: &str) -> Result<(), RunNameError> {
    let sound = name
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
        && !name.starts_with(['.', '-'])
        && !name.ends_with('.')
        && !name.is_empty()
        && name.chars().count() <= LONGEST_RUN
        && is_nfc(name);
    if !sound {
        return Err(RunNameError::Unsound(name.to_owned()));
    }
    if is_device(name) {
        Err(RunNameError::Device(name.to_owned()))
    } else {
        Ok(())
    }
}

/// Returns whether Windows takes a file of this name for a device, whatever follows the first dot (“Naming files,
/// paths, and namespaces” in its documentation).
fn is_device(name: &str) -> bool {
    let base = name.split('.').next().unwrap_or_default().to_lowercase();
    let port = |kind| {
        base.strip_prefix(kind)
            .is_some_and(|number| number.chars().count() == 1)
    };
    matches!(base.as_str(), "con" | "prn" | "aux" | "nul")
        || (port("com") || port("lpt")) && base.ends_with(|last: char| last.is_numeric())
}

impl ProgressPaths {
    /// Returns the files for the progress of `checklist`: the file `named`, if given, else next to the checklist, or,
    /// if that is a link, next to its target. `state` is the user's state folder.
    pub fn of(
        checklist: &Path,
        run: Option<&str>,
        named: Option<&Path>,
        state: Option<&Path>,
    ) -> ProgressPaths {
        let (links, document) = resolved(checklist);
        let progress = |of: &PathBuf| beside_of(of, run);
        let beside = named.map_or_else(|| progress(&document), Path::to_owned);
        let mut beside_links: Vec<PathBuf> = links.iter().map(progress).collect();
        beside_links.extend(beside_former_name(&document, run));
        beside_links.dedup();
        // A dangling link holds nothing, and nothing is created through it.
        let is_dangling = |link: &Path| link.is_symlink() && !link.exists();
        beside_links.retain(|link| *link != beside && named.is_none() && !is_dangling(link));
        let in_state_folder = state.map(|folder| folder.join(away_name(&beside)));
        let former = beside_links
            .iter()
            .chain([&beside])
            .map(|path| former_away_name(path));
        let former: Vec<OsString> = former.collect();
        let mut formerly_in_state_folder: Vec<PathBuf> = state
            .iter()
            .flat_map(|folder| former.iter().map(|name| folder.join(name)))
            .collect();
        formerly_in_state_folder.retain(|former| Some(former) != in_state_folder.as_ref());
        ProgressPaths {
            checklist: names::file_name(&document),
            document,
            links: links.iter().map(|link| names::file_name(link)).collect(),
            run: run.map(str::to_owned),
            beside,
            beside_links,
            named: named.is_some(),
            in_state_folder,
            outside: links
                .first()
                .filter(|_| named.is_none())
                .and_then(|link| leads_out(link)),
            formerly_in_state_folder,
        }
    }

    /// Returns the checklist itself, even if it was opened through a link.
    pub fn document(&self) -> &Path {
        &self.document
    }

    /// Returns whether progress with this checklist name may belong to it: by its own name, or by a link's.
    pub(super) fn is_called(&self, name: &str) -> bool {
        let is_former =
            || names::former(&names::name_of(&self.checklist)).is_some_and(|former| former == name);
        self.checklist == name || self.links.iter().any(|link| link == name) || is_former()
    }

    /// Returns the file name of the checklist.
    pub fn checklist(&self) -> &str {
        &self.checklist
    }

    /// Returns the run.
    pub fn run(&self) -> &Option<String> {
        &self.run
    }

    /// Returns the file next to the checklist, or the one that was named.
    pub fn beside(&self) -> &Path {
        &self.beside
    }

    /// Returns whether a person named the file.
    pub(super) fn is_named(&self) -> bool {
        self.named
    }

    /// Returns the file in the state folder; `None` if a person named a file, which is the only one then.
    pub fn away(&self) -> Option<&Path> {
        self.in_state_folder().filter(|_| !self.named)
    }

    /// Returns the file for this progress in the state folder.
    pub(super) fn in_state_folder(&self) -> Option<&Path> {
        self.in_state_folder.as_deref()
    }

    /// Returns the file in the state folder where marks are put aside; it is never read as answers.
    pub(super) fn aside(&self) -> Option<PathBuf> {
        let away = self.in_state_folder()?;
        let (number, name) = away.file_name()?.to_str()?.split_once('-')?;
        Some(away.with_file_name(format!("{number}-aside-{name}")))
    }

    /// Returns the file for this progress in a folder that others use too. With `nonce` in its name,
    /// nobody else can have created a link there before.
    pub(super) fn in_folder(&self, folder: &Path, nonce: u64) -> PathBuf {
        let mut name = OsString::from(format!("gonogo-{nonce:016x}-"));
        name.push(away_name(&self.beside));
        folder.join(name)
    }

    /// Returns whether this file is next to the checklist, or next to a link to it.
    pub(super) fn is_beside(&self, path: &Path) -> bool {
        self.beside == path || self.beside_links.iter().any(|link| link == path)
    }

    /// Returns how far links may lead for one of the files below: anywhere for one that a person named.
    pub(super) fn reach(&self, path: &Path) -> LinkPolicy {
        if self.named && path == self.beside {
            LinkPolicy::Anywhere
        } else {
            LinkPolicy::Folder(PROGRESS_ADVICE)
        }
    }

    /// Returns the link that leads out of its repository, or folder, to the checklist, and the checklist. A repository
    /// may come from anyone, so nothing is saved there unasked.
    pub(super) fn outside(&self) -> Option<(&Path, &Path)> {
        self.outside
            .as_ref()
            .map(|(link, document)| (link.as_path(), document.as_path()))
    }

    /// Returns every file that may hold this progress.
    pub(super) fn paths(&self) -> impl Iterator<Item = &Path> {
        let here = std::iter::once(self.beside.as_path()).chain(self.away());
        here.chain(self.former_paths())
    }

    /// Returns the files where this progress was up to 0.1.0: they are read, and never written.
    pub(super) fn former_paths(&self) -> impl Iterator<Item = &Path> {
        let away = self.formerly_in_state_folder.iter().filter(|_| !self.named);
        self.beside_links.iter().chain(away).map(PathBuf::as_path)
    }

    /// Returns whether a file is in the state folder.
    pub(super) fn is_in_state_folder(&self, path: &Path) -> bool {
        !self.named
            && (self.in_state_folder.as_deref() == Some(path)
                || self
                    .formerly_in_state_folder
                    .iter()
                    .any(|former| former == path))
    }

    /// Returns the files in the state folder to remove once all their content is next to the checklist.
    pub(super) fn to_remove(&self) -> Vec<PathBuf> {
        if self.named {
            return Vec::new();
        }
        let own = self.in_state_folder.iter().cloned().chain(self.aside());
        own.chain(self.formerly_in_state_folder.iter().cloned())
            .collect()
    }

    /// Returns the identity of this progress, however its path is spelled; then the one used up to 0.1.0.
    pub(super) fn spellings(&self) -> Vec<PathBuf> {
        let mut all = vec![canonical(&self.beside)];
        for former in self
            .beside_links
            .iter()
            .chain([&self.beside])
            .map(|path| absolute(path))
        {
            if !all.contains(&former) {
                all.push(former);
            }
        }
        all
    }

    /// Returns empty progress.
    pub(super) fn unmarked(&self) -> Progress {
        Progress::new(self.checklist.clone(), self.run.clone())
    }
}

/// Returns the links that lead from `path` to a checklist, and the checklist itself.
pub(super) fn resolved(path: &Path) -> (Vec<PathBuf>, PathBuf) {
    let mut chain = links(path);
    match chain.pop() {
        None => (chain, path.to_owned()),
        Some(end) => (std::iter::once(path.to_owned()).chain(chain).collect(), end),
    }
}

/// Returns a link to a checklist with its target, if that is outside the repository that contains the link, or,
/// without a repository, outside its folder.
fn leads_out(link: &Path) -> Option<(PathBuf, PathBuf)> {
    let (document, folder) = (fs::canonicalize(link).ok()?, links::folder_of(link).ok()?);
    (!document.starts_with(root(&folder).folder)).then(|| (link.to_owned(), document))
}

/// Returns the progress file next to a checklist.
pub(super) fn beside_of(checklist: &Path, run: Option<&str>) -> PathBuf {
    checklist.with_file_name(file_name(checklist, run))
}

/// Returns the file where progress was up to 0.1.0 for a checklist whose name isn't UTF-8, shared by all
/// similar names in that folder. If there are several, it can't be attributed, so it is ignored.
fn beside_former_name(checklist: &Path, run: Option<&str>) -> Option<PathBuf> {
    let name = names::former(checklist.file_name()?)?;
    let former = beside_of(&checklist.with_file_name(&name), run);
    let listed = fs::read_dir(links::folder_of(checklist).ok()?).ok()?;
    let alike = listed
        .flatten()
        .filter(|entry| names::former(&entry.file_name()).as_ref() == Some(&name));
    (former != beside_of(checklist, run) && former.is_file() && alike.count() == 1)
        .then_some(former)
}

/// `PRODUCTION_CHECKLIST.md` has its progress in `PRODUCTION_CHECKLIST.gonogo.json`.
pub(super) fn file_name(checklist: &Path, run: Option<&str>) -> OsString {
    let mut name = checklist.file_stem().unwrap_or_default().to_owned();
    name.push(run.map_or_else(|| format!(".{ENDING}"), |run| format!(".{run}.{ENDING}")));
    name
}

/// The state folder holds the files of all checklists: a digest of the path tells them apart, however it
/// is spelled.
pub(super) fn away_name(beside: &Path) -> OsString {
    digested(&canonical(beside), beside)
}

/// Returns the name in the state folder up to 0.1.0, from the path as it was typed.
pub(super) fn former_away_name(beside: &Path) -> OsString {
    digested(&absolute(beside), beside)
}

fn digested(path: &Path, beside: &Path) -> OsString {
    let digest = Sha256::digest(path.as_os_str().as_encoded_bytes());
    let number = digest[..6]
        .iter()
        .fold(0_u64, |number, &byte| number << 8 | u64::from(byte));
    let mut name = OsString::from(format!("{number:012x}-"));
    name.push(beside.file_name().unwrap_or_default());
    name
}

/// Returns the path of a file, which may not exist, with its canonical folder: without links, `.` and `..`.
fn canonical(path: &Path) -> PathBuf {
    let absolute = absolute(path);
    let folder = absolute
        .parent()
        .and_then(|folder| std::fs::canonicalize(folder).ok());
    match (folder, absolute.file_name()) {
        (Some(folder), Some(name)) => folder.join(name),
        _ => absolute,
    }
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{ProgressPaths, check_run_name};

    #[test]
    fn progress_lies_beside_its_checklist() {
        for (checklist, run, file) in [
            (
                "docs/PRODUCTION_CHECKLIST.md",
                None,
                "docs/PRODUCTION_CHECKLIST.gonogo.json",
            ),
            ("GO.md", Some("v2.3-prod"), "GO.v2.3-prod.gonogo.json"),
            ("notes.txt", None, "notes.gonogo.json"),
            ("README", None, "README.gonogo.json"),
        ] {
            assert_eq!(
                ProgressPaths::of(Path::new(checklist), run, None, None).beside(),
                Path::new(file)
            );
        }
    }

    #[test]
    fn run_names_are_portable() {
        for (name, sound) in [
            ("v2.3-prod", true),
            ("生产", true),
            ("a/b", false),
            ("..", false),
            ("", false),
            ("-x", false),
            ("a b", false),
            ("a\\b", false),
            ("a:b", false),
            (".hidden", false),
            ("v2.", false),
            ("caf\u{e9}", true),
            ("cafe\u{301}", false),
            ("\u{1112}\u{1161}", false),
            ("con", false),
            ("NUL.1", false),
            ("com1", false),
            ("Lpt\u{b2}", false),
            ("com", true),
            ("com10", true),
            ("console", true),
            ("v2.con", true),
        ] {
            assert_eq!(check_run_name(name).is_ok(), sound, "{name:?}");
        }
    }
}
