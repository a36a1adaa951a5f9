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
mod scratch;
mod seat;
mod temporary;
mod write;

use std::fs::{self, File};
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

/// How long a save waits for the lock; others hold it for a save only.
const PATIENCE: Duration = Duration::from_secs(10);

/// Where the progress of one checklist is kept, and what is known of it.
#[derive(Debug)]
pub struct Store {
    /// Nothing for a checklist that came through a pipe.
    place: Option<Place>,
    /// The document, where it lies on disk.
    document: Option<PathBuf>,
    /// The file that a person named to save in, when the usual place failed.
    elsewhere: Option<PathBuf>,
    /// The newer format that the file has, which may be shown but not changed.
    newer: Option<String>,
    /// Why nothing is to be changed, where somebody asked for that.
    read_only: Option<String>,
    /// Whether the last save went to the state folder.
    away: bool,
    /// Whether the last save found no lock to hold.
    unlocked: bool,
    /// How long a save waits for the lock.
    patience: Duration,
    /// Whether leftovers were cleared away.
    swept: bool,
    /// The files as they were when they were last read or written.
    seen: Glance,
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
            away: false,
            unlocked: false,
            patience: PATIENCE,
            swept: false,
            seen: Glance::default(),
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
        for path in self.paths() {
            let Some((text, sign)) = read_signed(path)? else {
                signs.push(Sign::default());
                continue;
            };
            signs.push(sign);
            if let Some(read) = belonging(place, path, &text)? {
                newer = newer.or(read.newer);
                progress = merge::unite(progress, read.progress);
            }
        }
        // Where it went to the state folder before, a person is to know that too.
        self.away = !place.beside().exists() && place.away().is_some_and(Path::exists);
        self.newer = newer;
        self.seen.progress = signs;
        Ok(progress)
    }

    /// Lets the workbook take on what others saved. What it holds itself stays, saved or not.
    ///
    /// # Errors
    ///
    /// As [`Store::load`]; the workbook is then as it was.
    pub fn refresh(&mut self, workbook: &mut Workbook) -> Result<(), StoreError> {
        let theirs = self.load()?;
        workbook.absorb(merge::unite(workbook.progress().clone(), theirs));
        Ok(())
    }

    /// Writes what the workbook holds, united with what others wrote; the workbook then holds that too.
    /// Where nothing changed, no byte is written.
    ///
    /// # Errors
    ///
    /// Where it cannot be written. The file is then as it was, and the workbook keeps everything.
    pub fn save(&mut self, workbook: &mut Workbook) -> Result<(), StoreError> {
        let Some(place) = self.place.clone() else { return Err(StoreError::NoPlace) };
        if let Some(elsewhere) = self.elsewhere.clone() {
            return self.save_to(&place, &elsewhere, workbook);
        }
        let away = match self.save_to(&place, place.beside(), workbook) {
            Err(error) if error.is_folder_closed() => place.away().ok_or(error)?,
            saved => {
                self.away = self.away && saved.is_err();
                return saved;
            }
        };
        self.save_to(&place, away, workbook)?;
        self.away = true;
        Ok(())
    }

    /// Saves in a file that a person names, because the usual place fails; from then on it is saved there.
    ///
    /// # Errors
    ///
    /// Where it cannot be written, or is there already and no progress of this checklist and run. Then it is
    /// still saved in the place where it was.
    pub fn save_elsewhere(&mut self, workbook: &mut Workbook, path: &Path) -> Result<(), StoreError> {
        let Some(place) = self.place.clone() else { return Err(StoreError::NoPlace) };
        let not_progress = || StoreError::NotProgress { path: path.to_owned() };
        if self.document.as_ref().is_some_and(|document| is_same_file(document, path)) {
            return Err(not_progress());
        }
        // What others saved in the usual place, if it can still be read, belongs to it too.
        let _ = self.refresh(workbook);
        let before = self.elsewhere.replace(path.to_owned());
        let saved = self.save_to(&place, path, workbook).map_err(|error| match error {
            StoreError::Damaged { .. } | StoreError::NotUtf8 { .. } => not_progress(),
            error => error,
        });
        if saved.is_err() {
            self.elsewhere = before;
        }
        saved
    }

    /// A file to save in when the usual place fails: in the state folder, or, where there is none or it is the
    /// one that fails, in the folder for temporary files.
    pub fn last_resort(&self) -> Option<PathBuf> {
        let place = self.place.as_ref()?;
        let in_state_folder = place.in_state_folder().filter(|path| Some(*path) != self.path());
        Some(in_state_folder.map_or_else(|| place.in_folder(&std::env::temp_dir()), Path::to_owned))
    }

    fn save_to(&mut self, place: &Place, path: &Path, workbook: &mut Workbook) -> Result<(), StoreError> {
        if let Some(why) = self.read_only() {
            return Err(why);
        }
        let ours = Progress { checklist: place.checklist().to_owned(), ..workbook.progress().clone() };
        let saved = write::save(place, path, ours, self.patience)?;
        let written: Vec<bool> = self.paths().map(|other| other == path).collect();
        self.seen.progress.resize(written.len(), Sign::default());
        for (sign, _) in self.seen.progress.iter_mut().zip(written).filter(|(_, written)| *written) {
            *sign = saved.sign;
        }
        self.unlocked = !saved.held;
        if !std::mem::replace(&mut self.swept, true)
            && let Ok(target) = fs::canonicalize(path)
        {
            temporary::sweep(write::folder(&target));
        }
        workbook.absorb(saved.progress);
        Ok(())
    }

    /// Every file that may hold this progress.
    fn paths(&self) -> impl Iterator<Item = &Path> {
        self.place.iter().flat_map(Place::paths).chain(self.elsewhere.as_deref())
    }

    /// The file that progress was last saved to, or will be.
    pub fn path(&self) -> Option<&Path> {
        let place = self.place.as_ref()?;
        let usual = if self.away { place.away() } else { Some(place.beside()) };
        self.elsewhere.as_deref().or(usual)
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
        let place = if self.elsewhere.is_some() {
            Some(format!("progress is kept in {path} from now on: open it with --progress PATH"))
        } else {
            self.away.then(|| format!("the checklist's folder cannot be written: progress is kept in {path}"))
        };
        let lock = self.unlocked.then(|| {
            format!(
                "{path}: there are no locks on this file system: see that only one person saves at a time"
            )
        });
        let notices: Vec<String> = place.into_iter().chain(lock).collect();
        (!notices.is_empty()).then(|| notices.join("; "))
    }

    /// Lets nothing be changed from now on; `reason` is told to whoever tries.
    pub fn set_read_only(&mut self, reason: impl Into<String>) {
        self.read_only = Some(reason.into());
    }

    /// Why nothing can be changed here, if that is so.
    pub fn read_only(&self) -> Option<StoreError> {
        let Some(place) = &self.place else { return Some(StoreError::NoPlace) };
        if let Some(format) = &self.newer {
            return Some(StoreError::Newer { path: place.beside().to_owned(), format: format.clone() });
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
