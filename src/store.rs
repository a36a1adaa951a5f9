//! Everything on disk: the document that is read, and the progress file beside it that is written.
//!
//! A save locks the progress file, reads it again, unites it with what others wrote meanwhile, writes a new
//! file in the same folder, syncs it, renames it over the old one and syncs the folder. Neither a reader nor a
//! crash ever sees half a file, and a save that fails leaves the file as it was. The new file is locked too
//! while it is written, so that a later save can tell what a killed process left over, and clears it away. A
//! file system without locks is written all the same, and the person is told.
//!
//! Where the folder cannot be written, progress goes to the user's state folder, and where that fails too, to a
//! file that the person names. A file that git left with conflict markers is read as both of its sides, united.
//! Whoever shows a workbook can ask at any time, cheaply, whether others saved or the document was edited.
//!
//! This room knows nothing of the screen and of settings: folders come in as arguments.

mod access;
mod copied;
mod document;
mod error;
mod format;
mod glance;
mod lines;
mod lock;
mod markers;
mod merging;
mod place;
mod repository;
mod runs;
mod saving;
mod scratch;
mod seat;
mod temporary;
mod write;

use std::fs::File;
use std::hash::{BuildHasher, RandomState};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

pub use copied::write_copied;
pub use document::{is_same_file, read_document, write_new, write_report};
pub use error::StoreError;
pub use format::{Damage, Read as ReadProgress, read, write};
pub use glance::{Glance, Sign};
pub use lines::add_line;
pub use merging::{MergeError, read_copy, understand_copy, unite_copies, write_united};
pub use place::{Place, RunNameError, check_run_name};
pub use repository::{Found, Root, checklists, root};
pub use runs::{RunFound, runs, see_that_no_run_is_like};
pub use scratch::Scratch;
pub use seat::{Draft, DraftOf, Known, Seat, SeatFile};

use crate::checklist::Checklist;
use crate::merge;
use crate::progress::Progress;
use crate::workbook::Workbook;

/// The JSON Schema of the progress file.
pub const SCHEMA: &str = include_str!("store/gonogo-1.schema.json");

/// How long a save waits for the lock; others hold it for a save only.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// Where what was saved lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kept {
    /// All of it beside the checklist.
    Beside,
    /// Some of it in the state folder only.
    Apart,
    /// All of it in the state folder.
    Away,
}

/// Where the progress of one checklist is kept, and what is known of it.
#[derive(Debug)]
pub struct Store {
    /// Nothing for a checklist that came through a pipe.
    place: Option<Place>,
    /// The document, where it lies on disk.
    document: Option<PathBuf>,
    /// The file that a person named to save in, when the usual place failed.
    elsewhere: Option<PathBuf>,
    /// A file of a newer format, which may be shown but not changed, and that format.
    newer: Option<(PathBuf, String)>,
    /// Why nothing is to be changed, where somebody asked for that.
    read_only: Option<String>,
    /// Where what was saved lies.
    kept: Kept,
    /// Whether the last save found no lock to hold.
    unlocked: bool,
    /// How long a save waits for the lock.
    patience: Duration,
    /// Whether leftovers were cleared away.
    swept: bool,
    /// The files as they were when they were last read or written.
    seen: Glance,
    /// A number that nobody can foresee, for the name of a file in a folder where others may write too.
    dice: u64,
}

impl Store {
    /// Reads a checklist and the progress that belongs to it.
    ///
    /// # Errors
    ///
    /// Where the document or a progress file cannot be read, or the file is no progress of this checklist.
    pub fn open(path: &Path, place: Place) -> Result<(Workbook, Store), StoreError> {
        let mut store = Store { place: Some(place), document: Some(path.to_owned()), ..Store::nowhere() };
        let checklist = store.reread_document()?;
        let progress = store.load()?;
        Ok((Workbook::new(checklist, progress), store))
    }

    /// A store for a document that has no place on disk: it can be read and shown.
    pub fn nowhere() -> Store {
        Store {
            place: None,
            document: None,
            elsewhere: None,
            newer: None,
            read_only: None,
            kept: Kept::Beside,
            unlocked: false,
            patience: PATIENCE,
            swept: false,
            seen: Glance::default(),
            dice: RandomState::new().hash_one(std::process::id()),
        }
    }

    /// Takes the seat of a person at this checklist and run, in the folder of seats; a document that came through
    /// a pipe has none. See [`SeatFile::take`].
    pub fn take_seat(&self, folder: &Path, by: &str) -> Option<(SeatFile, Seat)> {
        SeatFile::take(folder, self.place.as_ref()?, by)
    }

    /// Lets a save wait for another's for so long, instead of ten seconds.
    pub fn set_patience(&mut self, patience: Duration) {
        self.patience = patience;
    }

    /// Reads the document as it is on disk now.
    ///
    /// # Errors
    ///
    /// Where it cannot be read, or came through a pipe.
    pub fn reread_document(&mut self) -> Result<Checklist, StoreError> {
        let path = self.document.as_ref().ok_or(StoreError::NoPlace)?;
        let (text, sign) = document::read_with_sign(path)?;
        self.seen.document = sign;
        Ok(Checklist::parse(text))
    }

    /// Reads the progress as it is on disk now.
    ///
    /// # Errors
    ///
    /// Where a progress file cannot be read, or does not belong to this checklist and run.
    pub fn load(&mut self) -> Result<Progress, StoreError> {
        let Some(place) = &self.place else { return Ok(Progress::default()) };
        let (mut progress, mut newer, mut signs) = (place.unmarked(), None, Vec::new());
        let mut beside = Progress::default();
        for path in self.paths() {
            let Some((text, sign)) = read_signed(path)? else {
                signs.push(Sign::default());
                continue;
            };
            signs.push(sign);
            if let Some(read) = belonging(place, path, &text)? {
                newer = newer.or(read.newer.map(|format| (path.to_owned(), format)));
                if path == place.beside() {
                    beside = read.progress.clone();
                }
                progress = merge::unite(progress, read.progress);
            }
        }
        self.kept = match beside.has_all_of(&progress) {
            true => Kept::Beside,
            false if place.beside().exists() => Kept::Apart,
            // Where it went to the state folder before, a person is to know that too.
            false => Kept::Away,
        };
        self.newer = newer;
        self.seen.progress = signs;
        Ok(progress)
    }

    /// Lets the workbook take on what others saved. What it holds itself stays, saved or not. Returns whether the
    /// files lack some of that: it was not saved yet, or they were taken away, or older ones put in their place.
    ///
    /// # Errors
    ///
    /// As [`Store::load`]; the workbook is then as it was.
    pub fn refresh(&mut self, workbook: &mut Workbook) -> Result<bool, StoreError> {
        let theirs = self.load()?;
        let is_behind = !theirs.has_all_of(workbook.progress());
        workbook.absorb(merge::unite(workbook.progress().clone(), theirs));
        Ok(is_behind)
    }

    /// Every file that may hold this progress.
    fn paths(&self) -> impl Iterator<Item = &Path> {
        self.place.iter().flat_map(Place::paths).chain(self.elsewhere.as_deref())
    }

    /// The file that progress was last saved to, or will be.
    pub fn path(&self) -> Option<&Path> {
        let place = self.place.as_ref()?;
        let usual = if self.kept == Kept::Away { place.away() } else { Some(place.beside()) };
        self.elsewhere.as_deref().or(usual)
    }

    /// The files that hold this progress: one, or, as long as one in the state folder holds what the one beside
    /// the checklist lacks, both. None where nothing was saved yet.
    pub fn paths_in_use(&self) -> Vec<&Path> {
        let usual = self.place.iter().flat_map(|place| {
            let away = place.away().filter(|_| self.kept != Kept::Beside);
            std::iter::once(place.beside()).chain(away)
        });
        let paths = match self.elsewhere.as_deref() {
            Some(elsewhere) => vec![elsewhere],
            None => usual.collect(),
        };
        paths.into_iter().filter(|path| path.exists()).collect()
    }

    /// Whether marks that are kept in the state folder are missing in the file beside the checklist, where
    /// everybody would see them. A save brings them there, if it can be written.
    pub fn is_apart(&self) -> bool {
        self.kept != Kept::Beside && self.elsewhere.is_none()
    }

    /// The file that a person named to save in, as the usual place failed.
    pub fn elsewhere(&self) -> Option<&Path> {
        self.elsewhere.as_deref()
    }

    /// What the system tells of the files now. It costs one call a file, so it may be asked every second.
    pub fn glance(&self) -> Glance {
        Glance {
            progress: self.paths().map(Sign::at).collect(),
            document: self.document.as_deref().map(Sign::at).unwrap_or_default(),
        }
    }

    /// Whether somebody saved progress since this store last read or wrote it: [`Store::refresh`] takes it on.
    pub fn others_saved(&self) -> bool {
        self.glance().progress != self.seen.progress
    }

    /// Whether the document was edited since it was last read: [`Store::reread_document`] reads it anew.
    pub fn document_changed(&self) -> bool {
        self.glance().document != self.seen.document
    }

    /// Whether the document is not there any more: it was renamed or removed.
    pub fn is_document_gone(&self) -> bool {
        self.document.as_deref().is_some_and(|path| !path.exists())
    }

    /// Whether this process may not write where the progress belongs. Asking writes nothing.
    pub fn is_closed(&self) -> bool {
        let usual = self.place.as_ref().map(Place::beside);
        self.elsewhere.as_deref().or(usual).is_none_or(access::is_closed)
    }

    /// What a person should know about where progress is kept, and how.
    pub fn notice(&self) -> Option<String> {
        let path = self.path()?.display();
        let place = match (&self.place, &self.elsewhere) {
            (_, Some(_)) => {
                Some(format!("progress is kept in {path} from now on: open it with --progress PATH"))
            }
            (Some(place), None) if self.kept != Kept::Beside => place.away().map(|away| {
                format!(
                    "progress cannot be written beside the checklist: it is kept in {}, where only you see it, \
                     until {} can be written",
                    away.display(),
                    place.beside().display()
                )
            }),
            _ => None,
        };
        let lock = self.unlocked.then(|| {
            format!(
                "{path}: there are no locks on this file system: see that only one person saves at a time"
            )
        });
        let notices: Vec<String> = place.into_iter().chain(lock).collect();
        (!notices.is_empty()).then(|| notices.join("; "))
    }

    /// Lets nothing be changed from now on; whoever tries is told `reason`, a whole sentence.
    pub fn set_read_only(&mut self, reason: impl Into<String>) {
        self.read_only = Some(reason.into());
    }

    /// Lets changes be made again, where only [`Store::set_read_only`] forbade it.
    pub fn end_read_only(&mut self) {
        self.read_only = None;
    }

    /// Lets nothing be changed where `other` was told so: whoever only looks does so in every run.
    pub fn look_only_as(&mut self, other: &Store) {
        self.read_only.clone_from(&other.read_only);
    }

    /// Why nothing can be changed here, if that is so.
    pub fn read_only(&self) -> Option<StoreError> {
        if self.place.is_none() {
            return Some(StoreError::NoPlace);
        }
        if let Some((path, format)) = &self.newer {
            return Some(StoreError::Newer { path: path.clone(), format: format.clone() });
        }
        let reason = self.read_only.clone()?;
        Some(StoreError::ReadOnly { reason })
    }
}

/// Reads a file that may be missing.
fn read_if_there(path: &Path) -> Result<Option<String>, StoreError> {
    Ok(read_signed(path)?.map(|(text, _)| text))
}

/// Reads a file that may be missing, with its sign.
fn read_signed(path: &Path) -> Result<Option<(String, Sign)>, StoreError> {
    document::see_that_it_is_a_file(path)?;
    lock::again_if_stale(|| match File::open(path) {
        Ok(mut file) => {
            let sign = Sign::of(&file);
            Ok(Some((read_text(&mut file, path)?, sign)))
        }
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(StoreError::io("read", path, error)),
    })
}

/// Reads all of an open file as UTF-8.
fn read_text(file: &mut File, path: &Path) -> Result<String, StoreError> {
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).map_err(|error| StoreError::io("read", path, error))?;
    String::from_utf8(bytes).map_err(|error| StoreError::not_utf8(path, &error))
}

/// Reads progress and sees that it belongs to this checklist and run. An empty file holds nothing.
fn belonging(place: &Place, path: &Path, text: &str) -> Result<Option<ReadProgress>, StoreError> {
    let damaged = |damage| StoreError::Damaged { path: path.to_owned(), damage };
    let Some(read) = format::read(text).map_err(damaged)? else { return Ok(None) };
    let Progress { checklist, run, .. } = &read.progress;
    let renamed = || path == place.beside() && run == place.run() && !sibling(path, checklist).exists();
    if (checklist == place.checklist() && run == place.run()) || renamed() {
        return Ok(Some(read));
    }
    Err(StoreError::OtherChecklist {
        path: path.to_owned(),
        belongs_to: named(checklist, run.as_deref()),
        wanted: named(place.checklist(), place.run().as_deref()),
    })
}

fn named(checklist: &str, run: Option<&str>) -> String {
    run.map_or_else(|| checklist.to_owned(), |run| format!("{checklist} (run {run})"))
}

fn sibling(path: &Path, name: &str) -> PathBuf {
    path.parent().unwrap_or(Path::new("")).join(name)
}
