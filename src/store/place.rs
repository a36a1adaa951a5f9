//! Where the progress of a checklist lies: beside it, or, where that cannot be written, in the user's state
//! folder.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use thiserror::Error;
use unicode_normalization::is_nfc;

use crate::progress::Progress;

/// How the name of a progress file ends.
pub(super) const ENDING: &str = "gonogo.json";
/// The longest run name, in characters.
const LONGEST_RUN: usize = 60;

/// The place of one progress file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    checklist: String,
    run: Option<String>,
    beside: PathBuf,
    /// Whether a person named that file.
    named: bool,
    in_state_folder: Option<PathBuf>,
}

/// A run's name cannot become part of a file name everywhere.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RunNameError {
    /// It holds something that no name holds, or is too long.
    #[error(
        "“{0}” cannot be the name of a run: use letters, digits, `.`, `-` and `_`, not starting with `.` or `-`, at most 60"
    )]
    Unsound(String),
    /// Windows keeps this name for a device.
    #[error("“{0}” cannot be the name of a run: Windows keeps that name for a device; give another")]
    Device(String),
    /// Another run has this name, but for the letter case.
    #[error(
        "there is a run called “{existing}”, and many disks would mix “{name}” up with it: say --run {existing}, or give another name"
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
/// Where it cannot.
pub fn check_run_name(name: &str) -> Result<(), RunNameError> {
    let sound = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
        && !name.starts_with(['.', '-'])
        && !name.ends_with('.')
        && !name.is_empty()
        && name.chars().count() <= LONGEST_RUN
        && is_nfc(name);
    if !sound {
        return Err(RunNameError::Unsound(name.to_owned()));
    }
    if is_device(name) { Err(RunNameError::Device(name.to_owned())) } else { Ok(()) }
}

/// Whether Windows takes a file of this name for a device, whatever stands after the first dot (“Naming files,
/// paths, and namespaces” in its documentation).
fn is_device(name: &str) -> bool {
    let base = name.split('.').next().unwrap_or_default().to_lowercase();
    let port = |kind| base.strip_prefix(kind).is_some_and(|number| number.chars().count() == 1);
    matches!(base.as_str(), "con" | "prn" | "aux" | "nul")
        || (port("com") || port("lpt")) && base.ends_with(|last: char| last.is_numeric())
}

impl Place {
    /// The place for the progress of `checklist`: the file `named`, if one is, else beside the checklist.
    /// `state` is the user's state folder.
    pub fn of(checklist: &Path, run: Option<&str>, named: Option<&Path>, state: Option<&Path>) -> Place {
        let name = checklist.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let beside =
            named.map_or_else(|| checklist.with_file_name(file_name(checklist, run)), Path::to_owned);
        let in_state_folder = state.map(|folder| folder.join(away_name(&beside)));
        let run = run.map(str::to_owned);
        Place { checklist: name, run, beside, named: named.is_some(), in_state_folder }
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

    /// Whether a person named the file.
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

    /// The file that would be this progress's in a folder where others may keep files too. With `dice` in its name
    /// nobody else can have put a link there beforehand.
    pub(super) fn in_folder(&self, folder: &Path, dice: u64) -> PathBuf {
        folder.join(format!("gonogo-{dice:016x}-{}", away_name(&self.beside)))
    }

    /// Every file that may hold this progress.
    pub(super) fn paths(&self) -> impl Iterator<Item = &Path> {
        std::iter::once(self.beside.as_path()).chain(self.away())
    }

    /// Progress with nothing in it.
    pub(super) fn unmarked(&self) -> Progress {
        Progress::new(self.checklist.clone(), self.run.clone())
    }
}

/// `PRODUCTION_CHECKLIST.md` has its progress in `PRODUCTION_CHECKLIST.gonogo.json`.
fn file_name(checklist: &Path, run: Option<&str>) -> String {
    let stem = checklist.file_stem().unwrap_or_default().to_string_lossy();
    run.map_or_else(|| format!("{stem}.{ENDING}"), |run| format!("{stem}.{run}.{ENDING}"))
}

/// In the state folder the files of all checklists lie together: a digest of the path tells them apart.
pub(super) fn away_name(beside: &Path) -> String {
    let absolute = std::path::absolute(beside).unwrap_or_else(|_| beside.to_owned());
    let digest = Sha256::digest(absolute.as_os_str().as_encoded_bytes());
    let number = digest[..6].iter().fold(0_u64, |number, &byte| number << 8 | u64::from(byte));
    format!("{number:012x}-{}", beside.file_name().unwrap_or_default().to_string_lossy())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Place, check_run_name};

    #[test]
    fn progress_lies_beside_its_checklist() {
        for (checklist, run, file) in [
            ("docs/PRODUCTION_CHECKLIST.md", None, "docs/PRODUCTION_CHECKLIST.gonogo.json"),
            ("GO.md", Some("v2.3-prod"), "GO.v2.3-prod.gonogo.json"),
            ("notes.txt", None, "notes.gonogo.json"),
            ("README", None, "README.gonogo.json"),
        ] {
            assert_eq!(Place::of(Path::new(checklist), run, None, None).beside(), Path::new(file));
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
