//! Where the progress of a checklist lies: beside it, or, where that cannot be written, in the user's state
//! folder.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::progress::Progress;

/// How the name of a progress file ends.
const ENDING: &str = "gonogo.json";
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
#[error(
    "“{0}” cannot be the name of a run: use letters, digits, `.`, `-` and `_`, not starting with `.` or `-`, at most 60"
)]
pub struct RunNameError(String);

/// Sees that a run's name can be part of a file name everywhere.
///
/// # Errors
///
/// Where it cannot.
pub fn check_run_name(name: &str) -> Result<(), RunNameError> {
    let sound = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
        && !name.starts_with(['.', '-'])
        && !name.ends_with('.')
        && !name.is_empty()
        && name.chars().count() <= LONGEST_RUN;
    if sound { Ok(()) } else { Err(RunNameError(name.to_owned())) }
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

    /// The file in the state folder. A file that a person named is the only one.
    pub fn away(&self) -> Option<&Path> {
        self.in_state_folder().filter(|_| !self.named)
    }

    /// The file that would be this progress's in the state folder.
    pub(super) fn in_state_folder(&self) -> Option<&Path> {
        self.in_state_folder.as_deref()
    }

    /// The file that would be this progress's in another folder, where others may keep files too.
    pub(super) fn in_folder(&self, folder: &Path) -> PathBuf {
        folder.join(format!("gonogo-{}-{}", std::process::id(), away_name(&self.beside)))
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
fn away_name(beside: &Path) -> String {
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
        ] {
            assert_eq!(check_run_name(name).is_ok(), sound, "{name:?}");
        }
    }
}
