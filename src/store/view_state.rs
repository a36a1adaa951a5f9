//! A seat: what is remembered of one person's view of a checklist and run, in a small file of their own: where
//! they were, and what they typed and have not saved.
//!
//! It must never be in the way. Where it cannot be read or written there is none. It is written whole or not at
//! all, and the file is locked as long as the person sits there: whoever opens the same checklist a second time
//! gets another chair, and what is left on a chair that nobody sits on is taken over.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::output::see_that_it_is_no_progress;
use super::{Place, links, private_dir, temporary};

/// The name of the format.
const FORMAT: &str = "gonogo-seat/1";
/// How often one person can have the same checklist open, with a seat each.
const CHAIRS: usize = 9;
/// Bytes of the digest that become the name of the file.
const NAME_BYTES: usize = 8;

/// What is remembered.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Seat {
    /// The selected entry, and some before it should it be gone, the nearest first; none is the first of all.
    pub selected: Vec<Known>,
    /// The entries that are folded.
    pub folded: Vec<Known>,
    /// `true` if walk mode was on.
    pub walk: bool,
    /// What was typed and not saved.
    pub drafts: Vec<Draft>,
}

/// An entry as it is found again.
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
    /// What it was to become.
    pub of: DraftOf,
    /// The text.
    pub draft: String,
}

/// What a draft was to become.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DraftOf {
    /// A new note.
    Note,
    /// Another text for the note of this id.
    EditNote(String),
    /// The moment of going live.
    Live,
    /// The value of the blank whose label is this slug.
    Blank(String),
    /// The measured value of what has this slug.
    Measured(String),
    /// A part of the signature whose role is this slug.
    Signature {
        /// The slug of the blank for the name.
        of: String,
        /// The word for the part.
        part: String,
    },
    /// The reason of a state.
    Reason {
        /// The word for the state.
        state: String,
        /// `true` if all that is open under the entry was to get it.
        whole: bool,
    },
}

/// The file as it is written: with the names of what it belongs to, for people who look into it.
#[derive(Serialize, Deserialize)]
struct Written {
    format: String,
    checklist: String,
    run: Option<String>,
    #[serde(flatten)]
    seat: Seat,
}

/// The file of a seat that is taken.
#[derive(Debug)]
pub struct SeatFile {
    checklist: String,
    run: Option<String>,
    path: PathBuf,
    /// The file, locked; nothing where there is none yet.
    held: Option<File>,
    /// What it holds.
    written: Seat,
    /// Chairs that nobody sat on, whose drafts were taken over: they go when those are written.
    left: Vec<(PathBuf, File)>,
}

impl Seat {
    /// Returns whether there is nothing to remember.
    pub fn is_empty(&self) -> bool {
        *self == Seat::default()
    }
}

impl SeatFile {
    /// Takes the seat of a person at a checklist and run, however its path is spelled. Also returns what is remembered; of other chairs that
    /// nobody sits on only the drafts. Returns nothing where no chair is free, or a later version has left
    /// something that would be lost.
    pub fn take(folder: &Path, place: &Place, by: &str) -> Option<(SeatFile, Seat)> {
        private_dir::see_that_it_is_own(folder).ok()?;
        let mut names = place.spellings().into_iter().map(|path| name(&path, by));
        let mut taken: Option<(SeatFile, Seat)> = None;
        for path in chairs(folder, names.next()?) {
            let Chair::Free(held) = look_at(&path) else {
                continue;
            };
            let read = held.as_ref().map(|_| read(&path, place));
            // What a later version wrote stays.
            let Ok(seat) = read.transpose() else { continue };
            match (&mut taken, seat, held) {
                (None, seat, held) => {
                    let seat = seat.unwrap_or_default();
                    let (checklist, run) = (place.checklist().to_owned(), place.run().clone());
                    let file = SeatFile {
                        checklist,
                        run,
                        path,
                        held,
                        written: seat.clone(),
                        left: Vec::new(),
                    };
                    taken = Some((file, seat));
                }
                (Some((file, seat)), Some(other), Some(held)) => {
                    seat.drafts.extend(other.drafts);
                    file.left.push((path, held));
                }
                (Some(_), ..) => {}
            }
        }
        let (mut file, mut seat) = taken?;
        for path in names.flat_map(|former| chairs(folder, former)) {
            let Chair::Free(Some(held)) = look_at(&path) else {
                continue;
            };
            let Ok(other) = read(&path, place) else {
                continue;
            };
            if seat.is_empty() {
                seat = other;
            } else {
                seat.drafts.extend(other.drafts);
            }
            file.left.push((path, held));
        }
        Some((file, seat))
    }

    /// The drafts that are kept.
    pub fn drafts(&self) -> &[Draft] {
        &self.written.drafts
    }

    /// Remembers this. Where it is what the file holds, nothing is written; where there is nothing to remember,
    /// the file goes.
    ///
    /// # Errors
    ///
    /// If it cannot be written; the file is then as it was.
    pub fn remember(&mut self, seat: &Seat) -> io::Result<()> {
        if *seat == self.written && self.left.is_empty() {
            return Ok(());
        }
        if seat.is_empty() {
            if self.held.take().is_some() {
                fs::remove_file(&self.path)?;
            }
        } else {
            self.write(seat)?;
        }
        self.written = seat.clone();
        for (path, _held) in self.left.drain(..) {
            let _ = fs::remove_file(path);
        }
        Ok(())
    }

    fn write(&mut self, seat: &Seat) -> io::Result<()> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        private_dir::make_folder(folder).map_err(io::Error::other)?;
        if self.held.is_none() && matches!(look_at(&self.path), Chair::Taken) {
            return Err(io::Error::other("already in use"));
        }
        let written = Written {
            format: FORMAT.to_owned(),
            checklist: self.checklist.clone(),
            run: self.run.clone(),
            seat: seat.clone(),
        };
        if self.held.is_none() {
            temporary::sweep(folder);
        }
        see_that_it_is_no_progress(&self.path).map_err(io::Error::other)?;
        // It is made private, and locked.
        let mut new = temporary::make_private(folder)?;
        serde_json::to_writer_pretty(&mut new, &written)?;
        new.write_all(b"\n")?;
        new.as_file().sync_all()?;
        self.held = Some(new.persist(&self.path)?);
        Ok(())
    }
}

/// The name of the files of a person's seats at the place with this path.
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

/// Where the seats of this name lie.
fn chairs(folder: &Path, name: String) -> impl Iterator<Item = PathBuf> {
    (1..=CHAIRS).map(move |number| {
        folder.join(if number == 1 {
            format!("{name}.json")
        } else {
            format!("{name}.{number}.json")
        })
    })
}

/// A chair, as one sees it.
enum Chair {
    /// Nobody sits there; the file, if there is one, is held now.
    Free(Option<File>),
    /// Somebody sits there.
    Taken,
}

fn look_at(path: &Path) -> Chair {
    let Ok(file) = links::open(path, false) else {
        return Chair::Free(None);
    };
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => Chair::Taken,
        // Where there are no locks, nobody can tell.
        Ok(()) | Err(TryLockError::Error(_)) => Chair::Free(Some(file)),
    }
}

/// Something that this version does not know.
struct Unknown;

/// What is remembered in a file; nothing where it is damaged or belongs to something else.
fn read(path: &Path, place: &Place) -> Result<Seat, Unknown> {
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
    let written: Option<Written> = serde_json::from_str(&text).ok();
    let own = written
        .filter(|written| place.is_called(&written.checklist) && written.run == *place.run());
    Ok(own.map(|written| written.seat).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    use std::path::{Path, PathBuf};

    use super::{Draft, DraftOf, Known, Seat, SeatFile};
    use crate::store::Place;

    fn take(folder: &Path, by: &str) -> (SeatFile, Seat) {
        SeatFile::take(
            folder,
            &Place::of(Path::new("/t/GO.md"), Some("v1"), None, None),
            by,
        )
        .unwrap()
    }

    fn seat(draft: &str) -> Seat {
        let entry = Known {
            key: "a/b".to_owned(),
            text: "b".to_owned(),
        };
        let draft = Draft {
            entry: entry.clone(),
            of: DraftOf::Note,
            draft: draft.to_owned(),
        };
        Seat {
            selected: vec![entry],
            drafts: vec![draft],
            walk: true,
            ..Seat::default()
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
        file.remember(&seat("typed")).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&seats), mode(&files(&seats)[0])), (0o700, 0o600));
        drop(file);
        assert!(
            take(&seats, "bob").1.is_empty(),
            "another person has another seat"
        );
        let (mut file, again) = take(&seats, "ann");
        assert_eq!(again, seat("typed"));
        let text = fs::read_to_string(&files(&seats)[0]).unwrap();
        file.remember(&again).unwrap();
        assert_eq!(
            fs::read_to_string(&files(&seats)[0]).unwrap(),
            text,
            "nothing changed, nothing is written"
        );
        file.remember(&Seat::default()).unwrap();
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
        one.remember(&seat("one")).unwrap();
        let (mut two, of_two) = take(folder.path(), "ann");
        assert!(of_two.is_empty());
        two.remember(&seat("two")).unwrap();
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
        file.remember(&seat("typed")).unwrap();
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
        file.remember(&seat("mine")).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), later);
        let closed = path.join("under/a/file");
        let (mut nowhere, _) = take(&closed, "ann");
        assert!(nowhere.remember(&seat("typed")).is_err());
    }
}
