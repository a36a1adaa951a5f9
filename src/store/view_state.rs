//! The view state: one person's place in a checklist and run, and their drafts, in a small private
//! file.
//!
//! It must never stop anybody: if it can't be read or written, there is none. It is written as a whole or not at
//! all, and the file is locked while it is in use: a second instance
//! uses another file, and the drafts in unlocked files are adopted.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::output::ensure_not_progress;
use super::{ProgressPaths, links, private_dir, temporary};

/// The name of the format.
const FORMAT: &str = "gonogo-seat/1";
/// The number of instances that one person can have open at the same checklist, with a file each.
const CHAIRS: usize = 9;
/// The bytes of the digest that are used in the file name.
const NAME_BYTES: usize = 8;

/// The remembered view.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ViewState {
    /// The selected entry, and some before it in case it is gone, the nearest first; empty for the first entry.
    pub selected: Vec<Known>,
    /// The folded entries.
    pub folded: Vec<Known>,
    /// `true` if walk mode was on.
    pub walk: bool,
    /// Texts that were typed and not saved.
    pub drafts: Vec<Draft>,
}

/// An entry, to be found again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// Its key.
    pub key: String,
    /// Its text.
    pub text: String,
}

/// A text that was typed and not saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The entry that it belongs to.
    #[serde(flatten)]
    pub entry: Known,
    /// Its purpose.
    pub of: DraftOf,
    /// The text.
    pub draft: String,
}

/// The purpose of a draft.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DraftOf {
    /// A new note.
    Note,
    /// Another text for the note with this id.
    EditNote(String),
    /// The go-live time.
    Live,
    /// The value of the blank whose label has this slug.
    Blank(String),
    /// The value of the variable with this slug.
    Variable(String),
    /// The value of the variable with this slug for this entry only.
    VariableHere(String),
    /// The measured value with this slug.
    Measured(String),
    /// A field of the signature whose role has this slug.
    Signature {
        /// The slug of the blank for the name.
        of: String,
        /// The name of the field.
        part: String,
    },
    /// The reason for a state.
    Reason {
        /// The name of the state.
        state: String,
        /// `true` if it was for all open items under the entry.
        whole: bool,
    },
}

/// The content of the file: with the names of what it belongs to, for people who read it.
#[derive(Serialize, Deserialize)]
struct ViewStateContent {
    format: String,
    checklist: String,
    run: Option<String>,
    #[serde(flatten)]
    state: ViewState,
}

/// The file of a view state in use.
#[derive(Debug)]
pub struct ViewStateFile {
    checklist: String,
    run: Option<String>,
    path: PathBuf,
    /// The file, locked; `None` if it doesn't exist yet.
    held: Option<File>,
    /// Its content.
    written: ViewState,
    /// Unused files whose drafts were adopted: they are removed when those are written.
    left: Vec<(PathBuf, File)>,
}

impl ViewState {
    /// Returns whether there is nothing to remember.
    pub fn is_empty(&self) -> bool {
        *self == ViewState::default()
    }
}

impl ViewStateFile {
    /// Opens the view state of a person at a checklist and run, however its path is spelled. Also returns what it
    /// holds, and the drafts of unused files. Returns `None` if all files are in use, or a later version has left
    /// something that would be lost.
    pub fn take(
        folder: &Path,
        place: &ProgressPaths,
        by: &str,
    ) -> Option<(ViewStateFile, ViewState)> {
        private_dir::ensure_own(folder).ok()?;
        let mut names = place.spellings().into_iter().map(|path| name(&path, by));
        let mut taken: Option<(ViewStateFile, ViewState)> = None;
        for path in slots(folder, names.next()?) {
            let SlotState::Free(held) = look_at(&path) else {
                continue;
            };
            let read = held.as_ref().map(|_| read(&path, place));
            // Files of a later version stay.
            let Ok(state) = read.transpose() else {
                continue;
            };
            match (&mut taken, state, held) {
                (None, state, held) => {
                    let state = state.unwrap_or_default();
                    let (checklist, run) = (place.checklist().to_owned(), place.run().clone());
                    let file = ViewStateFile {
                        checklist,
                        run,
                        path,
                        held,
                        written: state.clone(),
                        left: Vec::new(),
                    };
                    taken = Some((file, state));
                }
                (Some((file, state)), Some(other), Some(held)) => {
                    state.drafts.extend(other.drafts);
                    file.left.push((path, held));
                }
                (Some(_), ..) => {}
            }
        }
        let (mut file, mut state) = taken?;
        for path in names.flat_map(|former| slots(folder, former)) {
            let SlotState::Free(Some(held)) = look_at(&path) else {
                continue;
            };
            let Ok(other) = read(&path, place) else {
                continue;
            };
            if state.is_empty() {
                state = other;
            } else {
                state.drafts.extend(other.drafts);
            }
            file.left.push((path, held));
        }
        Some((file, state))
    }

    /// Returns the drafts that are kept.
    pub fn drafts(&self) -> &[Draft] {
        &self.written.drafts
    }

    /// Saves this. If it equals the content of the file, nothing is written; if there is nothing to remember,
    /// the file is removed.
    ///
    /// # Errors
    ///
    /// If it cannot be written; the file is then unchanged.
    pub fn remember(&mut self, state: &ViewState) -> io::Result<()> {
        if *state == self.written && self.left.is_empty() {
            return Ok(());
        }
        if state.is_empty() {
            if self.held.take().is_some() {
                fs::remove_file(&self.path)?;
            }
        } else {
            self.write(state)?;
        }
        self.written = state.clone();
        for (path, _held) in self.left.drain(..) {
            let _ = fs::remove_file(path);
        }
        Ok(())
    }

    fn write(&mut self, state: &ViewState) -> io::Result<()> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        private_dir::make_folder(folder).map_err(io::Error::other)?;
        if self.held.is_none() && matches!(look_at(&self.path), SlotState::Taken) {
            return Err(io::Error::other("already in use"));
        }
        let written = ViewStateContent {
            format: FORMAT.to_owned(),
            checklist: self.checklist.clone(),
            run: self.run.clone(),
            state: state.clone(),
        };
        if self.held.is_none() {
            temporary::sweep(folder);
        }
        ensure_not_progress(&self.path).map_err(io::Error::other)?;
        // It is made private, and locked.
        let mut new = temporary::make_private(folder)?;
        serde_json::to_writer_pretty(&mut new, &written)?;
        new.write_all(b"\n")?;
        new.as_file().sync_all()?;
        self.held = Some(new.persist(&self.path)?);
        Ok(())
    }
}

/// Returns the name of a person's files for progress at this path.
fn name(path: &Path, by: &str) -> String {
    let mut digest = Sha256::new();
    digest.update(path.as_os_str().as_encoded_bytes());
    digest.update([0]);
    digest.update(by);
    let bytes = &digest.finalize()[..NAME_BYTES];
    let number = bytes
        .iter()
        .fold(0_u64, |number, &byte| number << 8 | u64::from(byte));
    format!("{number:016x}")
}

/// Returns the paths of the files with this name.
fn slots(folder: &Path, name: String) -> impl Iterator<Item = PathBuf> {
    (1..=CHAIRS).map(move |number| {
        folder.join(if number == 1 {
            format!("{name}.json")
        } else {
            format!("{name}.{number}.json")
        })
    })
}

/// The state of a file.
enum SlotState {
    /// Unused; the file, if it exists, is locked now.
    Free(Option<File>),
    /// In use.
    Taken,
}

fn look_at(path: &Path) -> SlotState {
    let Ok(file) = links::open(path, false) else {
        return SlotState::Free(None);
    };
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => SlotState::Taken,
        // Without locks, this can't be known.
        Ok(()) | Err(TryLockError::Error(_)) => SlotState::Free(Some(file)),
    }
}

/// In a format that this version doesn't know.
struct Unknown;

/// Parses a file; `None` if it is damaged or belongs to something else.
fn read(path: &Path, place: &ProgressPaths) -> Result<ViewState, Unknown> {
    let mut text = String::new();
    let read = links::open(path, false).and_then(|mut file| file.read_to_string(&mut text));
    if read.is_err() {
        text.clear();
    }
    let format = serde_json::from_str::<serde_json::Value>(&text).ok();
    let format = format
        .as_ref()
        .and_then(|value| value.get("format")?.as_str());
    if format.is_some_and(|format| format != FORMAT && format.starts_with("gonogo-seat/")) {
        return Err(Unknown);
    }
    let written: Option<ViewStateContent> = serde_json::from_str(&text).ok();
    let own = written
        .filter(|written| place.is_called(&written.checklist) && written.run == *place.run());
    Ok(own.map(|written| written.state).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    use std::path::{Path, PathBuf};

    use super::{Draft, DraftOf, Known, ViewState, ViewStateFile};
    use crate::store::ProgressPaths;

    fn take(folder: &Path, by: &str) -> (ViewStateFile, ViewState) {
        ViewStateFile::take(
            folder,
            &ProgressPaths::of(Path::new("/t/GO.md"), Some("v1"), None, None),
            by,
        )
        .unwrap()
    }

    fn state(draft: &str) -> ViewState {
        let entry = Known {
            key: "a/b".to_owned(),
            text: "b".to_owned(),
        };
        let draft = Draft {
            entry: entry.clone(),
            of: DraftOf::Note,
            draft: draft.to_owned(),
        };
        ViewState {
            selected: vec![entry],
            drafts: vec![draft],
            walk: true,
            ..ViewState::default()
        }
    }

    fn files(folder: &Path) -> Vec<PathBuf> {
        let mut files: Vec<PathBuf> = fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().path())
            .collect();
        files.sort();
        files
    }

    #[test]
    fn what_was_remembered_is_there_again_and_private() {
        let folder = tempfile::tempdir().unwrap();
        let seats = folder.path().join("state/seats");
        let (mut file, before) = take(&seats, "ann");
        assert!(
            before.is_empty() && !seats.exists(),
            "looking makes nothing"
        );
        file.remember(&state("typed")).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&seats), mode(&files(&seats)[0])), (0o700, 0o600));
        drop(file);
        assert!(
            take(&seats, "bob").1.is_empty(),
            "another person has another file"
        );
        let (mut file, again) = take(&seats, "ann");
        assert_eq!(again, state("typed"));
        let text = fs::read_to_string(&files(&seats)[0]).unwrap();
        file.remember(&again).unwrap();
        assert_eq!(
            fs::read_to_string(&files(&seats)[0]).unwrap(),
            text,
            "nothing changed, nothing is written"
        );
        file.remember(&ViewState::default()).unwrap();
        assert_eq!(
            files(&seats),
            Vec::<PathBuf>::new(),
            "nothing to remember, no file"
        );
    }

    #[test]
    fn two_at_once_sit_apart_and_drafts_left_behind_are_taken_over() {
        let folder = tempfile::tempdir().unwrap();
        let (mut one, _) = take(folder.path(), "ann");
        one.remember(&state("one")).unwrap();
        let (mut two, of_two) = take(folder.path(), "ann");
        assert!(of_two.is_empty());
        two.remember(&state("two")).unwrap();
        drop(one);
        // As if the second was killed too.
        drop(two);
        let (mut file, both) = take(folder.path(), "ann");
        let drafts: Vec<&str> = both
            .drafts
            .iter()
            .map(|draft| draft.draft.as_str())
            .collect();
        assert_eq!(drafts, ["one", "two"]);
        assert_eq!(
            files(folder.path()).len(),
            2,
            "until they are written, both stay"
        );
        file.remember(&both).unwrap();
        assert_eq!(files(folder.path()).len(), 1);
        drop(file);
        assert_eq!(take(folder.path(), "ann").1, both);
    }

    #[test]
    fn damage_is_no_trouble_and_a_later_version_loses_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let (mut file, _) = take(folder.path(), "ann");
        file.remember(&state("typed")).unwrap();
        drop(file);
        let path = files(folder.path()).remove(0);
        let whole = fs::read_to_string(&path).unwrap();
        for damage in [
            "",
            "{",
            "null",
            "[]",
            &whole[..40],
            &whole.replace("GO.md", "OTHER.md"),
            "\u{0}",
        ] {
            fs::write(&path, damage).unwrap();
            let (_file, read) = take(folder.path(), "ann");
            assert!(read.is_empty(), "{damage:?}");
        }
        let later = whole.replace("gonogo-seat/1", "gonogo-seat/2");
        fs::write(&path, &later).unwrap();
        let (mut file, read) = take(folder.path(), "ann");
        assert!(read.is_empty());
        file.remember(&state("mine")).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), later);
        let closed = path.join("under/a/file");
        let (mut nowhere, _) = take(&closed, "ann");
        assert!(nowhere.remember(&state("typed")).is_err());
    }
}
