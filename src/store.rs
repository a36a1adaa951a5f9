//! Everything on disk: the document, which is read, and the progress file next to it, which is written.
//!
//! A save locks the progress file, reads it again, merges it with what others wrote, writes a new
//! file in the same folder, syncs it, exchanges it with the old one, checks that it was the old one that
//! was replaced, syncs the folder and removes the old one. If somebody saved in between, the replaced file
//! is merged too, and the save is repeated. The first save renames a whole file to an unused name. So neither a
//! reader nor a crash ever sees an empty or half-written file, and a failed save leaves the file unchanged.
//!
//! The lock serializes saves, and no reader ever sees less than before. It is only advisory, since
//! anyone who can read the file can hold it: a save waits briefly for a lock on one and the same file, then
//! goes around it, and says who holds it. If files can't be exchanged, as on NFS, a new one is renamed over
//! the old one; there only the lock keeps others away, so nothing goes around it. A file system without locks is
//! written anyway, and the person is told.
//!
//! The new file is locked too while it is written, so that a later save can recognize leftovers of a killed process.
//! A leftover may be a replaced file: its content is saved before it is removed.
//!
//! A document that is opened through a link is the file that the link leads to, and has its progress there;
//! earlier progress next to the link is read and taken over.
//!
//! A link at the end of a path is followed only as far as `links` allows, and no file is created through one; a new
//! file that replaces another gets its permissions, and no more.
//!
//! If the folder isn't writable, progress goes to the user's state folder, and if that fails too, to a
//! file that the person names. A file with git's conflict markers is read as both of its sides, merged.
//! Front ends can check at any time, cheaply, whether others saved or the document was edited.
//!
//! Copies of a progress file that sync programs leave next to it, and progress of a renamed checklist, are
//! found and reported with the command that merges them; they are never used unasked. Anything that isn't progress is
//! written by one function, which never overwrites progress.
//!
//! This module knows nothing of the screen and of settings: folders are arguments.

mod access;
mod append_line;
mod atomic_save;
mod attributes;
mod conflict_markers;
mod copies;
mod copy_file;
mod discover;
mod document;
mod editor_file;
mod encoding;
mod error;
mod exchange;
mod fingerprint;
mod format;
mod header;
mod leftovers;
mod links;
mod load;
mod lock;
mod lock_holder;
mod lost_file;
mod merge_copies;
mod names;
mod notices;
mod output;
mod paths;
mod private_dir;
mod renamed;
mod runs;
mod save_policy;
mod state_folder;
mod temporary;
mod view_state;

use std::collections::BTreeMap;
use std::fs::File;
use std::hash::{BuildHasher, RandomState};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

pub use append_line::{add_line, ensure_not_link};
pub use copies::{Copies, StrayCopy};
pub use discover::{FoundChecklist, SearchFolder, checklists, root};
pub use document::{is_open_file, is_same_file, read_document, read_open_file};
pub use editor_file::Scratch;
pub use encoding::{Encoding, Position, decode};
pub use error::StoreError;
pub use fingerprint::{FileStamp, FileStamps};
pub use format::{Damage, ParsedProgress, read, write};
pub use links::LinkTrouble;
pub use lock_holder::Holder;
pub use merge_copies::{
    MergeError, merge_copies, parse_copy, read_copy, read_result, write_merged,
};
pub use names::text_of;
pub use output::{WriteResult, write_new};
pub use paths::{ProgressPaths, RunNameError, check_run_name};
pub use renamed::{Renamed, renamed};
pub use runs::{RunFound, ensure_run_name_is_unique, runs};
pub use view_state::{Draft, DraftOf, Known, ViewState, ViewStateFile};

use crate::checklist::Checklist;
use crate::progress::Progress;
use crate::sanitize;
use crate::workbook::Workbook;
use links::LinkPolicy;
use load::{Former, belonging};
use lock::Hold;
use state_folder::Stray;

/// The JSON Schema of the progress file.
pub const SCHEMA: &str = include_str!("store/gonogo-1.schema.json");

/// The time that a save waits for its turn if others save all the time.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// The place of saved progress.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kept {
    /// All of it next to the checklist.
    Beside,
    /// Some of it in the state folder only.
    Apart,
    /// All of it in the state folder.
    Away,
}

/// The progress of one checklist on disk.
#[derive(Debug)]
pub struct Store {
    /// `None` for a checklist that came through a pipe.
    place: Option<ProgressPaths>,
    /// The path of the document, if it is on disk.
    document: Option<PathBuf>,
    /// The file that a person named to save in, because the usual place failed.
    elsewhere: Option<PathBuf>,
    /// A file of a newer format, which is read-only, and that format.
    newer: Option<(PathBuf, String)>,
    /// The reason why changes are refused, if they are.
    read_only: Option<String>,
    /// The place of saved progress.
    kept: Kept,
    /// The content of each file when it was last read or written. Anything missing later was removed.
    known: BTreeMap<PathBuf, Progress>,
    /// The folder that the file in the state folder was kept for, if it exists.
    kept_for: Option<String>,
    /// Progress in the state folder that doesn't count.
    strays: Vec<Stray>,
    /// Files that 0.1.0 left next to links to the checklist.
    former: Vec<Former>,
    /// The lock during the last save.
    hold: Hold,
    /// The time that a save waits for the lock.
    patience: Duration,
    /// `true` if leftovers were removed.
    swept: bool,
    /// The stamps of the files when they were last read or written.
    seen: FileStamps,
    /// An unpredictable number, for the name of a file in a folder that others can write to.
    nonce: u64,
}

impl Store {
    /// Opens a checklist and its progress.
    ///
    /// # Errors
    ///
    /// If the document or a progress file cannot be read, or the file isn't progress of this checklist.
    pub fn open(path: &Path, place: ProgressPaths) -> Result<(Workbook, Store), StoreError> {
        // An empty document would be read as progress without marks.
        if is_same_file(place.beside(), path) {
            return Err(StoreError::NotProgress {
                path: place.beside().to_owned(),
            });
        }
        let mut store = Store {
            document: Some(path.to_owned()),
            ..Store::nowhere()
        };
        let checklist = store.reread_document()?;
        // The link may lead elsewhere tomorrow; this session stays with the document.
        store.document = Some(place.document().to_owned());
        store.place = Some(place);
        let progress = store.load()?;
        Ok((Workbook::adopting(checklist, progress), store))
    }

    /// Creates a store for a document that isn't on disk: it is read-only.
    pub fn nowhere() -> Store {
        Store {
            place: None,
            document: None,
            elsewhere: None,
            newer: None,
            read_only: None,
            kept: Kept::Beside,
            known: BTreeMap::new(),
            kept_for: None,
            strays: Vec::new(),
            former: Vec::new(),
            hold: Hold::Lock,
            patience: PATIENCE,
            swept: false,
            seen: FileStamps::default(),
            nonce: RandomState::new().hash_one(std::process::id()),
        }
    }

    /// Opens the view state of a person at this checklist and run, in the folder for view states; `None` for a document
    /// from a pipe. See [`ViewStateFile::take`].
    pub fn open_view_state(&self, folder: &Path, by: &str) -> Option<(ViewStateFile, ViewState)> {
        ViewStateFile::take(folder, self.place.as_ref()?, by)
    }

    /// Sets how long a save waits for another one, instead of ten seconds.
    pub fn set_patience(&mut self, patience: Duration) {
        self.patience = patience;
    }

    /// Reads the document again.
    ///
    /// # Errors
    ///
    /// If it cannot be read, or came through a pipe.
    pub fn reread_document(&mut self) -> Result<Checklist, StoreError> {
        let path = self.document.as_ref().ok_or(StoreError::NoPlace)?;
        let (text, stamp) = document::read_with_stamp(path)?;
        self.seen.document = stamp;
        Ok(Checklist::parse(text))
    }

    /// Returns every file that may hold this progress.
    fn paths(&self) -> impl Iterator<Item = &Path> {
        self.place
            .iter()
            .flat_map(ProgressPaths::paths)
            .chain(self.elsewhere.as_deref())
    }

    /// Returns how far links may lead for one of these files.
    fn reach(&self, path: &Path) -> LinkPolicy {
        let is_named = self.elsewhere.as_deref() == Some(path);
        let usual = self.place.as_ref().filter(|_| !is_named);
        usual.map_or(LinkPolicy::Anywhere, |place| place.reach(path))
    }

    /// Returns the file that progress was last saved to, or will be.
    pub fn path(&self) -> Option<&Path> {
        let place = self.place.as_ref()?;
        let usual = if self.kept == Kept::Away {
            place.away()
        } else {
            Some(place.beside())
        };
        self.elsewhere.as_deref().or(usual)
    }

    /// Returns the files that hold this progress: one, or several as long as the one next to the checklist lacks
    /// something: in the state folder or next to a link. Empty if nothing was saved yet.
    pub fn paths_in_use(&self) -> Vec<&Path> {
        let usual = self.place.iter().flat_map(|place| {
            let away = place.away().filter(|_| self.kept != Kept::Beside);
            std::iter::once(place.beside()).chain(away)
        });
        let former = self.former.iter().filter(|former| !former.is_adopted);
        let paths = match self.elsewhere.as_deref() {
            Some(elsewhere) => vec![elsewhere],
            None => usual
                .chain(former.map(|former| former.path.as_path()))
                .collect(),
        };
        paths.into_iter().filter(|path| path.exists()).collect()
    }

    /// Returns whether marks are missing in the file next to the checklist, where everyone would see them: they are in
    /// the state folder, or next to a link. A save moves them, if the file is writable.
    pub fn is_apart(&self) -> bool {
        self.is_away()
            || self.elsewhere.is_none() && self.former.iter().any(|former| !former.is_adopted)
    }

    /// Returns whether marks are only in the state folder.
    pub fn is_away(&self) -> bool {
        self.kept != Kept::Beside && self.elsewhere.is_none()
    }

    /// Returns the file that a person named to save in, because the usual place failed.
    pub fn elsewhere(&self) -> Option<&Path> {
        self.elsewhere.as_deref()
    }

    /// Returns the stamps of the files now. This costs one call per file, so it can be done every second.
    pub fn glance(&self) -> FileStamps {
        FileStamps {
            progress: self.paths().map(FileStamp::at).collect(),
            document: self
                .document
                .as_deref()
                .map(FileStamp::at)
                .unwrap_or_default(),
        }
    }

    /// Returns whether others saved progress since this store last read or wrote it; [`Store::refresh`] reads it.
    pub fn others_saved(&self) -> bool {
        self.glance().progress != self.seen.progress
    }

    /// Returns whether the document was edited since it was last read; [`Store::reread_document`] reads it again.
    pub fn document_changed(&self) -> bool {
        self.glance().document != self.seen.document
    }

    /// Returns whether the document was renamed or removed.
    pub fn is_document_gone(&self) -> bool {
        self.document.as_deref().is_some_and(|path| !path.exists())
    }

    /// Returns whether the progress file isn't writable for this process. Nothing is written to find out.
    pub fn is_closed(&self) -> bool {
        let usual = self.place.as_ref().map(ProgressPaths::beside);
        self.elsewhere
            .as_deref()
            .or(usual)
            .is_none_or(access::is_closed)
    }

    /// Returns the copies next to the progress file, which may hold changes that the workbook lacks.
    pub fn copies(&self, workbook: &Workbook) -> Option<Copies> {
        let place = self.place.as_ref()?;
        Some(Copies::beside(place, workbook.progress())).filter(|copies| !copies.files.is_empty())
    }

    /// Returns progress that may belong to this document under a former name; `None` if it has progress.
    pub fn renamed(&self, workbook: &Workbook) -> Option<Renamed> {
        let place = self.place.as_ref().filter(|place| !place.is_named())?;
        let has_progress = !workbook.progress().is_empty() || self.paths().any(Path::exists);
        if has_progress {
            None
        } else {
            Renamed::beside(place, workbook.checklist())
        }
    }

    /// Returns what a person who opens the workbook should know about files next to its progress.
    pub fn suggestions(&self, workbook: &Workbook) -> Vec<String> {
        let copies = self
            .copies(workbook)
            .map(|copies| copies.in_words())
            .unwrap_or_default();
        let beside = self
            .place
            .as_ref()
            .map_or(Path::new(""), ProgressPaths::beside);
        let strays = self
            .strays
            .iter()
            .filter_map(|stray| stray.in_words(workbook.progress(), beside));
        let copies = copies.into_iter().chain(strays);
        copies
            .into_iter()
            .chain(self.renamed(workbook).map(|renamed| renamed.in_words()))
            .collect()
    }

    /// Refuses changes from now on, with this sentence as the reason.
    pub fn set_read_only(&mut self, reason: impl Into<String>) {
        self.read_only = Some(reason.into());
    }

    /// Allows changes again that [`Store::set_read_only`] refused.
    pub fn end_read_only(&mut self) {
        self.read_only = None;
    }

    /// Refuses changes if `other` does: read-only mode applies to every run.
    pub fn copy_read_only_from(&mut self, other: &Store) {
        self.read_only.clone_from(&other.read_only);
    }

    /// Returns why changes are refused, if they are.
    pub fn read_only(&self) -> Option<StoreError> {
        if self.place.is_none() {
            return Some(StoreError::NoPlace);
        }
        if let Some((link, document)) = self.place.as_ref().and_then(ProgressPaths::outside) {
            return Some(StoreError::DocumentOutside {
                path: link.to_owned(),
                target: document.to_owned(),
            });
        }
        if let Some((path, format)) = &self.newer {
            return Some(StoreError::Newer {
                path: path.clone(),
                format: format.clone(),
            });
        }
        let reason = self.read_only.clone()?;
        Some(StoreError::ReadOnly { reason })
    }
}

/// Returns a path for people; a link with the file that it leads to.
pub fn path_in_words(path: &Path) -> String {
    match path.canonicalize() {
        Ok(target) if path.is_symlink() => {
            format!(
                "{} (a link to {})",
                sanitize::path(path),
                sanitize::path(&target)
            )
        }
        _ => sanitize::path(path),
    }
}

/// Reads a progress file that may not exist.
fn read_if_there(path: &Path, reach: LinkPolicy) -> Result<Option<String>, StoreError> {
    Ok(read_stamped(path, reach)?.map(|(text, _)| text))
}

/// Reads a progress file that may not exist, with its stamp.
fn read_stamped(path: &Path, reach: LinkPolicy) -> Result<Option<(String, FileStamp)>, StoreError> {
    let target = links::resolve(path, reach)?;
    document::see_that_it_is_a_file(&target)?;
    lock::again_if_stale(|| match links::open(&target, false) {
        Ok(mut file) => {
            let stamp = FileStamp::of(&file);
            let text = read_text(&mut file, path)?;
            see_that_no_link_leads_to_nothing(path, &target, &text)?;
            Ok(Some((text, stamp)))
        }
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Ok(None)
        }
        Err(error) => Err(StoreError::io("read", path, error)),
    })
}

/// An empty progress file holds nothing, and gets filled. Behind a link it may be anything that somebody
/// wants filled.
fn see_that_no_link_leads_to_nothing(
    path: &Path,
    target: &Path,
    text: &str,
) -> Result<(), StoreError> {
    if path == target || !text.trim().is_empty() {
        return Ok(());
    }
    let (path, target) = (path.to_owned(), target.to_owned());
    Err(StoreError::Link {
        path,
        target,
        trouble: LinkTrouble::Empty,
    })
}

/// Reads an open file as UTF-8.
fn read_text(file: &mut File, path: &Path) -> Result<String, StoreError> {
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)
        .map_err(|error| StoreError::io("read", path, error))?;
    decode(bytes, Some(path))
}

fn named(checklist: &str, run: Option<&str>) -> String {
    run.map_or_else(
        || checklist.to_owned(),
        |run| format!("{checklist} (run {run})"),
    )
}

/// Returns a path as a word of a shell command.
fn quoted(path: &Path) -> String {
    let bytes = path.as_os_str().as_encoded_bytes();
    // A name that starts with a dash would be parsed as an option.
    if bytes.starts_with(b"-") {
        return sanitize::exported::shell_word(&[b"./", bytes].concat());
    }
    sanitize::exported::shell_word(bytes)
}
