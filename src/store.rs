//! Everything on disk: the document that is read, and the progress file beside it that is written.
//!
//! A save locks the progress file, reads it again, unites it with what others wrote meanwhile, writes a new
//! file in the same folder, syncs it, renames it over the old one and syncs the folder. Neither a reader nor a
//! crash ever sees half a file. Where the folder cannot be written, progress goes to the user's state folder.
//!
//! This room knows nothing of the screen and of settings: folders come in as arguments.

mod document;
mod error;
mod format;
mod lines;
mod merging;
mod place;
mod repository;
mod runs;
mod write;

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

pub use document::{is_same_file, read_document, write_new, write_report};
pub use error::StoreError;
pub use format::{Damage, Read as ReadProgress, read, write};
pub use lines::add_line;
pub use merging::{MergeError, read_copy, understand_copy, unite_copies, write_united};
pub use place::{Place, RunNameError, check_run_name};
pub use repository::{Found, Root, checklists, root};
pub use runs::{RunFound, runs, see_that_no_run_is_like};

use crate::checklist::Checklist;
use crate::merge;
use crate::progress::Progress;
use crate::workbook::Workbook;

/// Where the progress of one checklist is kept, and what is known of it.
#[derive(Debug)]
pub struct Store {
    /// Nothing for a checklist that came through a pipe.
    place: Option<Place>,
    /// The newer format that the file has, which may be shown but not changed.
    newer: Option<String>,
    /// Whether the last save went to the state folder.
    away: bool,
}

impl Store {
    /// Reads a checklist and the progress that belongs to it.
    ///
    /// # Errors
    ///
    /// Where the document or a progress file cannot be read, or the file is no progress of this checklist.
    pub fn open(path: &Path, place: Place) -> Result<(Workbook, Store), StoreError> {
        let checklist = Checklist::parse(read_document(path)?);
        let mut store = Store { place: Some(place), newer: None, away: false };
        let progress = store.load()?;
        Ok((Workbook::new(checklist, progress), store))
    }

    /// A store for a document that has no place on disk: it can be read and shown.
    pub fn nowhere() -> Store {
        Store { place: None, newer: None, away: false }
    }

    /// Reads the progress as it is on disk now.
    ///
    /// # Errors
    ///
    /// Where a progress file cannot be read, or does not belong to this checklist and run.
    pub fn load(&mut self) -> Result<Progress, StoreError> {
        let Some(place) = &self.place else { return Ok(Progress::default()) };
        let (place, mut newer) = (place.clone(), None);
        let mut progress = place.unmarked();
        for path in place.paths() {
            let Some(text) = read_if_there(path)? else { continue };
            if let Some(read) = belonging(&place, path, &text)? {
                newer = newer.or(read.newer);
                progress = merge::unite(progress, read.progress);
            }
        }
        // Where it went to the state folder before, a person is to know that too.
        self.away = !place.beside().exists() && place.away().is_some_and(Path::exists);
        self.newer = newer;
        Ok(progress)
    }

    /// Writes what the workbook holds, united with what others wrote; the workbook then holds that too.
    /// Where nothing changed, no byte is written.
    ///
    /// # Errors
    ///
    /// Where it cannot be written. The file is then as it was, and the workbook keeps everything.
    pub fn save(&mut self, workbook: &mut Workbook) -> Result<(), StoreError> {
        let Some(place) = self.place.clone() else { return Err(StoreError::NoPlace) };
        if let Some(format) = &self.newer {
            return Err(StoreError::Newer { path: place.beside().to_owned(), format: format.clone() });
        }
        let ours = Progress { checklist: place.checklist().to_owned(), ..workbook.progress().clone() };
        let united = match write::save(&place, place.beside(), ours.clone()) {
            Err(error) if error.is_folder_closed() && place.away().is_some() => {
                let away = place.away().unwrap_or(place.beside());
                let united = write::save(&place, away, ours)?;
                self.away = true;
                united
            }
            saved => {
                self.away = false;
                saved?
            }
        };
        workbook.absorb(united);
        Ok(())
    }

    /// The file that progress was last saved to, or will be.
    pub fn path(&self) -> Option<&Path> {
        let place = self.place.as_ref()?;
        if self.away { place.away() } else { Some(place.beside()) }
    }

    /// What a person should know about where progress is kept, if it is not beside the checklist.
    pub fn notice(&self) -> Option<String> {
        let path = self.path().filter(|_| self.away)?;
        Some(format!("the checklist's folder cannot be written: progress is kept in {}", path.display()))
    }

    /// Why nothing can be changed here, if that is so.
    pub fn read_only(&self) -> Option<StoreError> {
        match (&self.place, &self.newer) {
            (None, _) => Some(StoreError::NoPlace),
            (Some(place), Some(format)) => {
                Some(StoreError::Newer { path: place.beside().to_owned(), format: format.clone() })
            }
            _ => None,
        }
    }
}

/// Reads a file that may be missing.
fn read_if_there(path: &Path) -> Result<Option<String>, StoreError> {
    document::see_that_it_is_a_file(path)?;
    match File::open(path) {
        Ok(mut file) => read_text(&mut file, path).map(Some),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(StoreError::io("read", path, error)),
    }
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
    let renamed = || *run == *place.run() && !sibling(path, checklist).exists();
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
