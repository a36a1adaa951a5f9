//! Where the progress of a checklist lies: beside it, or, where that cannot be written, in the user's state
//! folder.
//!
//! A checklist that is opened through a link is the file that the link leads to, and has its progress there: one
//! document, one progress. Up to 0.1.0 it lay beside the link, and the names in the state folder were made from the
//! path as it was typed: what lies there is still read.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use thiserror::Error;
use unicode_normalization::is_nfc;

use super::discover::root;
use super::links::{self, PROGRESS_ADVICE, Reach, links};
use super::names;
use crate::progress::Progress;

/// How the name of a progress file ends.
pub(super) const ENDING: &str = "gonogo.json";
/// The longest run name, in characters.
const LONGEST_RUN: usize = 60;

/// The place of one progress file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    document: PathBuf,
    checklist: String,
    /// The names of the links that lead to the checklist.
    links: Vec<String>,
    run: Option<String>,
    beside: PathBuf,
    /// Files beside those links.
    beside_links: Vec<PathBuf>,
    /// `true` if a person named that file.
    named: bool,
    in_state_folder: Option<PathBuf>,
    /// The link that leads out of its repository to the checklist, and where it leads.
    outside: Option<(PathBuf, PathBuf)>,
    /// Files in the state folder under names that are not given any more.
    formerly_in_state_folder: Vec<PathBuf>,
}

/// A run's name cannot become part of a file name everywhere.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RunNameError {
    /// It holds something that no name holds, or is too long.
    #[error(
        "“{0}” can't be a run name: use letters, digits, `.`, `-` and `_`, not starting with `.` or `-`, at most 60"
    )]
    Unsound(String),
    /// Windows keeps this name for a device.
    #[error("“{0}” can't be a run name: Windows reserves it for a device; choose another")]
    Device(String),
    /// Another run has this name, but for the letter case.
    #[error(
        "there is a run “{existing}”, and many file systems can't tell “{name}” from it: use --run {existing}, or choose another name"
    )]
    Like {
        /// The name that was given.
        name: String,
        /// The name of the run that exists.
        existing: String,
    },
}

/// Sees that a run's name can be part of a file name everywhere.
///
/// Letters of all scripts will do, but only in the composed form (NFC) that keyboards give: some disks and git
/// change one form into the other, and `é` in two forms would be two runs that look the same.
///
/// # Errors
///
/// If it cannot.
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

/// Returns whether Windows takes a file of this name for a device, whatever stands after the first dot (“Naming files,
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

impl Place {
    /// The place for the progress of `checklist`: the file `named`, if one is, else beside the checklist, and where
    /// that is a link, beside the file that it leads to. `state` is the user's state folder.
    pub fn of(
        checklist: &Path,
        run: Option<&str>,
        named: Option<&Path>,
        state: Option<&Path>,
    ) -> Place {
        let (links, document) = resolved(checklist);
        let progress = |of: &PathBuf| beside_of(of, run);
        let beside = named.map_or_else(|| progress(&document), Path::to_owned);
        let mut beside_links: Vec<PathBuf> = links.iter().map(progress).collect();
        beside_links.extend(beside_former_name(&document, run));
        beside_links.dedup();
        // A link to nothing holds nothing, and nothing is made through it.
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
        Place {
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

    /// The checklist itself, where it was opened through a link.
    pub fn document(&self) -> &Path {
        &self.document
    }

    /// Returns whether progress that calls its checklist so may be that of this one: by its own name, or by a link's.
    pub(super) fn is_called(&self, name: &str) -> bool {
        let is_former =
            || names::former(&names::name_of(&self.checklist)).is_some_and(|former| former == name);
        self.checklist == name || self.links.iter().any(|link| link == name) || is_former()
    }

    /// File name of the checklist.
    pub fn checklist(&self) -> &str {
        &self.checklist
    }

    /// The run.
    pub fn run(&self) -> &Option<String> {
        &self.run
    }

    /// The file beside the checklist, or the one that was named.
    pub fn beside(&self) -> &Path {
        &self.beside
    }

    /// Returns whether a person named the file.
    pub(super) fn is_named(&self) -> bool {
        self.named
    }

    /// The file in the state folder. A file that a person named is the only one.
    pub fn away(&self) -> Option<&Path> {
        self.in_state_folder().filter(|_| !self.named)
    }

    /// The file that would be this progress's in the state folder.
    pub(super) fn in_state_folder(&self) -> Option<&Path> {
        self.in_state_folder.as_deref()
    }

    /// The file in the state folder where what a person had in memory is put aside: it is never read as answers.
    pub(super) fn aside(&self) -> Option<PathBuf> {
        let away = self.in_state_folder()?;
        let (number, name) = away.file_name()?.to_str()?.split_once('-')?;
        Some(away.with_file_name(format!("{number}-aside-{name}")))
    }

    /// The file that would be this progress's in a folder where others may keep files too. With `dice` in its name
    /// nobody else can have put a link there beforehand.
    pub(super) fn in_folder(&self, folder: &Path, dice: u64) -> PathBuf {
        let mut name = OsString::from(format!("gonogo-{dice:016x}-"));
        name.push(away_name(&self.beside));
        folder.join(name)
    }

    /// Returns whether this file lies beside the checklist, or beside a link to it.
    pub(super) fn is_beside(&self, path: &Path) -> bool {
        self.beside == path || self.beside_links.iter().any(|link| link == path)
    }

    /// How far one of the files below may lead: one that a person named, wherever it does.
    pub(super) fn reach(&self, path: &Path) -> Reach {
        if self.named && path == self.beside {
            Reach::Anywhere
        } else {
            Reach::Folder(PROGRESS_ADVICE)
        }
    }

    /// The link that leads out of its repository, or folder, to the checklist, and the checklist. A repository may
    /// come from anybody, so nothing is saved there unasked.
    pub(super) fn outside(&self) -> Option<(&Path, &Path)> {
        self.outside
            .as_ref()
            .map(|(link, document)| (link.as_path(), document.as_path()))
    }

    /// Every file that may hold this progress.
    pub(super) fn paths(&self) -> impl Iterator<Item = &Path> {
        let here = std::iter::once(self.beside.as_path()).chain(self.away());
        here.chain(self.former_paths())
    }

    /// The files where this progress was kept up to 0.1.0: they are read, and never written.
    pub(super) fn former_paths(&self) -> impl Iterator<Item = &Path> {
        let away = self.formerly_in_state_folder.iter().filter(|_| !self.named);
        self.beside_links.iter().chain(away).map(PathBuf::as_path)
    }

    /// Returns whether a file lies in the state folder.
    pub(super) fn is_in_state_folder(&self, path: &Path) -> bool {
        !self.named
            && (self.in_state_folder.as_deref() == Some(path)
                || self
                    .formerly_in_state_folder
                    .iter()
                    .any(|former| former == path))
    }

    /// The files in the state folder that are removed once all that they hold is beside the checklist.
    pub(super) fn to_remove(&self) -> Vec<PathBuf> {
        if self.named {
            return Vec::new();
        }
        let own = self.in_state_folder.iter().cloned().chain(self.aside());
        own.chain(self.formerly_in_state_folder.iter().cloned())
            .collect()
    }

    /// What tells this place from all others, however its path is spelled; then what did up to 0.1.0.
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

    /// Progress with nothing in it.
    pub(super) fn unmarked(&self) -> Progress {
        Progress::new(self.checklist.clone(), self.run.clone())
    }
}

/// The links that lead from `path` to a checklist, none where it is no link, and the checklist itself.
pub(super) fn resolved(path: &Path) -> (Vec<PathBuf>, PathBuf) {
    let mut chain = links(path);
    match chain.pop() {
        None => (chain, path.to_owned()),
        Some(end) => (std::iter::once(path.to_owned()).chain(chain).collect(), end),
    }
}

/// A link to a checklist with where it leads, if that is out of the repository that the link lies in, or, in none, out
/// of its folder.
fn leads_out(link: &Path) -> Option<(PathBuf, PathBuf)> {
    let (document, folder) = (fs::canonicalize(link).ok()?, links::folder_of(link).ok()?);
    (!document.starts_with(root(&folder).folder)).then(|| (link.to_owned(), document))
}

/// The progress file beside a checklist.
pub(super) fn beside_of(checklist: &Path, run: Option<&str>) -> PathBuf {
    checklist.with_file_name(file_name(checklist, run))
}

/// The file where progress lay up to 0.1.0 for a checklist whose name isn't UTF-8, and for every other of that folder
/// whose name looks like it. Where there are several, nobody can tell whose it is, so it is left to none.
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

/// In the state folder the files of all checklists lie together: a digest of the path tells them apart, however it
/// is spelled.
pub(super) fn away_name(beside: &Path) -> OsString {
    digested(&canonical(beside), beside)
}

/// The name in the state folder up to 0.1.0, from the path as it was typed.
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

/// The path of a file, there or not, with its folder as the system calls it: without links, `.` and `..`.
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

    use super::{Place, check_run_name};

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
                Place::of(Path::new(checklist), run, None, None).beside(),
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
