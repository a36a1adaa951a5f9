//! A single save: nothing is lost, and nobody ever sees half a file.
//!
//! The first save creates a whole file, and fails if somebody else was faster; every other one
//! exchanges a new file with the one that was read. Either way, a save that meets another merges
//! what that one wrote, and is repeated.

use std::cell::Cell;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::io::Errno;
use tempfile::NamedTempFile;

use super::exchange::{Put, put};
use super::fingerprint::FileStamp;
use super::links::{self, LinkPolicy};
use super::lock::{Hold, Opened, again_if_stale, is_at};
use super::{
    ParsedProgress, StoreError, attributes, format, read_if_there, read_text,
    see_that_no_link_leads_to_nothing, temporary,
};
use crate::merge;
use crate::progress::Progress;

/// The number of times that a save that meets others is repeated. After the first it holds the lock on its own file.
const ROUNDS: usize = 32;

/// The result of a save.
pub(super) struct SaveResult {
    /// Everything that the file holds now.
    pub(super) progress: Progress,
    /// The stamp of the file, taken before anyone else could touch it.
    pub(super) stamp: FileStamp,
    /// The lock during the save.
    pub(super) hold: Hold,
}

/// The target of a save.
#[derive(Debug, Clone, Copy)]
pub(super) struct SaveTarget<'a> {
    pub(super) path: &'a Path,
    /// The limit for links.
    pub(super) reach: LinkPolicy,
    /// `true` if only its owner may read the file, whatever it was before.
    pub(super) is_private: bool,
}

impl<'a> SaveTarget<'a> {
    /// A file that several people may share.
    pub(super) fn shared(path: &'a Path, reach: LinkPolicy) -> SaveTarget<'a> {
        SaveTarget {
            path,
            reach,
            is_private: false,
        }
    }
}

/// Merges `ours` with the content of the goal's file, as `understand` parses it, and writes that, unless `approve`
/// rejects that content or its absence. What others save in between is merged in any case.
pub(super) fn save(
    goal: SaveTarget,
    ours: Progress,
    patience: Duration,
    understand: impl Fn(&str) -> Result<Option<ParsedProgress>, StoreError>,
    approve: impl Fn(Option<&Progress>) -> Result<(), StoreError>,
) -> Result<SaveResult, StoreError> {
    let path = goal.path;
    let understand = |text: &str| match understand(text)? {
        Some(ParsedProgress {
            newer: Some(format),
            ..
        }) => Err(StoreError::Newer {
            path: path.to_owned(),
            format,
        }),
        read => Ok(read.map(|read| read.progress)),
    };
    // Anything later is somebody's save in between.
    let is_first = Cell::new(true);
    let approve = |held: Option<&Progress>| {
        if is_first.replace(false) {
            approve(held)
        } else {
            Ok(())
        }
    };
    let mut save = Save {
        goal,
        ours,
        met: Vec::new(),
        made: None,
        around: None,
    };
    let mut own = None;
    for _ in 0..ROUNDS {
        let current = match own.take() {
            Some(current) => Some(current),
            None => again_if_stale(|| Current::read(goal, patience))?,
        };
        let round = match current {
            None => {
                approve(None)?;
                save.publish()?
            }
            Some(current) => save.replace(&current, understand, approve)?,
        };
        match round {
            Round::Done { stamp, hold } => return Ok(save.done(stamp, hold)),
            Round::Again => {}
            Round::Met(current) => own = Some(current),
        }
    }
    Err(StoreError::Locked {
        path: path.to_owned(),
        holder: None,
    })
}

/// A progress file as it was read, open, and locked if possible.
struct Current {
    opened: Opened,
    /// Its stamp before it was read: anyone who writes to it changes the stamp.
    stamp: FileStamp,
    text: String,
}

impl Current {
    fn read(goal: SaveTarget, patience: Duration) -> Result<Option<Current>, StoreError> {
        let path = goal.path;
        let target = links::resolve(path, goal.reach)?;
        let Some(mut opened) = Opened::at(path, &target, patience)? else {
            return Ok(None);
        };
        let stamp = FileStamp::of(&opened.file);
        let text = read_text(&mut opened.file, path)?;
        see_that_no_link_leads_to_nothing(path, &target, &text)?;
        Ok(Some(Current {
            opened,
            stamp,
            text,
        }))
    }
}

/// The result of one try.
enum Round {
    Done {
        stamp: FileStamp,
        hold: Hold,
    },
    /// Somebody was faster; nothing was changed.
    Again,
    /// Somebody saved in between, and that was merged; this is our own file, which is there now.
    Met(Current),
}

/// A save in progress.
struct Save<'a> {
    goal: SaveTarget<'a>,
    /// The progress to save.
    ours: Progress,
    /// Files that others saved in between, until their content is saved again. If that fails, they stay for a later
    /// save.
    met: Vec<PathBuf>,
    /// An empty file, if there is no other way to begin.
    made: Option<Made>,
    /// The holder of a lock that the save went around.
    around: Option<Hold>,
}

impl Save<'_> {
    fn done(mut self, stamp: FileStamp, hold: Hold) -> SaveResult {
        for aside in self.met {
            let _ = fs::remove_file(aside);
        }
        SaveResult {
            progress: self.ours,
            stamp,
            hold: self.around.take().unwrap_or(hold),
        }
    }

    /// Creates the file as a whole.
    fn publish(&mut self) -> Result<Round, StoreError> {
        let SaveTarget {
            path,
            reach,
            is_private,
        } = self.goal;
        let failed = |error| StoreError::io("save", path, error);
        let target = std::path::absolute(links::resolve(path, reach)?).map_err(failed)?;
        let folder = folder(&target);
        let new = if is_private {
            temporary::make_private(folder)
        } else {
            temporary::make_shared(folder)
        };
        let mut new = new.map_err(|error| StoreError::io("write", path, error))?;
        new.write_all(format::write(&self.ours).as_bytes())
            .map_err(failed)?;
        new.as_file().sync_all().map_err(failed)?;
        match new.persist_noclobber(&target) {
            Ok(file) => {
                sync_folder(folder).map_err(failed)?;
                Ok(Round::Done {
                    stamp: FileStamp::of(&file),
                    hold: Hold::Lock,
                })
            }
            Err(refused) if refused.error.kind() == ErrorKind::AlreadyExists => Ok(Round::Again),
            Err(refused) if is_impossible(&refused.error) => {
                self.made = Made::at(target).map_err(failed)?.or(self.made.take());
                Ok(Round::Again)
            }
            Err(refused) => Err(failed(refused.error)),
        }
    }

    /// Replaces the file that was read.
    fn replace(
        &mut self,
        current: &Current,
        understand: impl Fn(&str) -> Result<Option<Progress>, StoreError>,
        approve: impl Fn(Option<&Progress>) -> Result<(), StoreError>,
    ) -> Result<Round, StoreError> {
        let Opened { target, hold, .. } = &current.opened;
        let failed = |error| StoreError::io("save", target, error);
        let theirs = understand(&current.text)?;
        approve(Some(theirs.as_ref().unwrap_or(&Progress::default())))?;
        self.merge_in(theirs);
        let text = format::write(&self.ours);
        if text == current.text {
            let stamp = sync(current).map_err(failed)?;
            return Ok(Round::Done {
                stamp,
                hold: hold.clone(),
            });
        }
        let new = prepare(&current.opened, &text, self.goal.is_private).map_err(failed)?;
        // Writing may have taken long. A late save must not hide what others saved, not even for a moment.
        if !is_at(&current.opened.file, target) {
            return Ok(Round::Again);
        }
        let exchanged = match put(new, target, current.stamp).map_err(failed)? {
            Put::Done(exchanged) => {
                let synced = sync_folder(folder(target));
                let file = exchanged.finish();
                self.note(hold);
                synced.map_err(failed)?;
                return Ok(Round::Done {
                    stamp: FileStamp::of(&file),
                    hold: hold.clone(),
                });
            }
            Put::Gone => return Ok(Round::Again),
            Put::Impossible(new) => return self.rename(new, &current.opened),
            Put::Met(exchanged) => exchanged,
        };
        self.note(hold);
        let theirs = read_if_there(&exchanged.aside, LinkPolicy::Nowhere("try again"));
        match theirs.and_then(|theirs| understand(&theirs.unwrap_or_default())) {
            Ok(theirs) => self.merge_in(theirs),
            Err(error) => {
                exchanged.undo(target);
                return Err(error);
            }
        }
        self.met.push(exchanged.aside);
        let stamp = FileStamp::of(&exchanged.mine);
        let opened = Opened {
            file: exchanged.mine,
            target: target.clone(),
            hold: Hold::Lock,
        };
        Ok(Round::Met(Current {
            opened,
            stamp,
            text,
        }))
    }

    /// Renames the new file over the other, if they can't be exchanged: only the lock keeps others away then.
    fn rename(&self, new: NamedTempFile, opened: &Opened) -> Result<Round, StoreError> {
        let Opened { target, hold, .. } = opened;
        if let Hold::Around(holder) = hold {
            return Err(StoreError::Locked {
                path: self.goal.path.to_owned(),
                holder: holder.clone(),
            });
        }
        let failed = |error| StoreError::io("save", target, error);
        let file = new
            .persist(target)
            .map_err(|refused| failed(refused.error))?;
        sync_folder(folder(target)).map_err(failed)?;
        Ok(Round::Done {
            stamp: FileStamp::of(&file),
            hold: hold.clone(),
        })
    }

    fn merge_in(&mut self, theirs: Option<Progress>) {
        if let Some(theirs) = theirs {
            self.ours = merge::merge_progress(std::mem::take(&mut self.ours), theirs);
        }
    }

    /// Remembers whose lock was ignored, whatever happens next.
    fn note(&mut self, hold: &Hold) {
        if matches!(hold, Hold::Around(_)) {
            self.around = Some(hold.clone());
        }
    }
}

/// An empty file that this save created, on file systems that can't rename or link a whole file to a name
/// only if that is unused.
struct Made {
    file: File,
    target: PathBuf,
}

impl Made {
    /// Creates it; returns `None` if somebody else has.
    fn at(target: PathBuf) -> io::Result<Option<Made>> {
        match OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&target)
        {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(None),
            made => Ok(Some(Made {
                file: made?,
                target,
            })),
        }
    }
}

impl Drop for Made {
    /// Removes it if the save failed. Others who waited for its lock see that it is gone. Without a lock it
    /// stays: another file might take its place just before the removal.
    fn drop(&mut self) {
        let is_empty = || self.file.metadata().is_ok_and(|file| file.len() == 0);
        if is_empty() && self.file.try_lock().is_ok() && is_at(&self.file, &self.target) {
            let _ = fs::remove_file(&self.target);
        }
    }
}

/// A new file next to the one that was read, with the same permissions.
fn prepare(opened: &Opened, text: &str, is_private: bool) -> io::Result<NamedTempFile> {
    let mut new = temporary::make(folder(&opened.target))?;
    new.write_all(text.as_bytes())?;
    if is_private {
        attributes::keep_private(&opened.file, new.as_file())?;
    } else {
        attributes::keep(&opened.file, new.as_file())?;
    }
    new.as_file().sync_all()?;
    Ok(new)
}

/// Nothing has to be written, but the content may come from a save that couldn't sync it.
fn sync(current: &Current) -> io::Result<FileStamp> {
    current.opened.file.sync_all()?;
    sync_folder(folder(&current.opened.target))?;
    Ok(current.stamp)
}

/// Syncs the names in a folder, if the file system can. A folder that can't be opened, for example one that is writable
/// but not readable, can't be synced; the file in it is, so the save has succeeded.
fn sync_folder(folder: &Path) -> io::Result<()> {
    let Ok(folder) = File::open(folder) else {
        return Ok(());
    };
    match folder.sync_all() {
        Err(error) if cannot_be_synced(&error) => Ok(()),
        synced => synced,
    }
}

fn cannot_be_synced(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::InvalidInput | ErrorKind::Unsupported | ErrorKind::PermissionDenied
    )
}

/// Returns whether the file system has neither a rename that replaces nothing nor hard links. The permission to
/// create a file there was checked before.
fn is_impossible(error: &io::Error) -> bool {
    let impossible = [
        Errno::PERM,
        Errno::INVAL,
        Errno::NOSYS,
        Errno::OPNOTSUPP,
        Errno::MLINK,
    ];
    Errno::from_io_error(error).is_some_and(|error| impossible.contains(&error))
}

/// Returns the folder of a file.
pub(super) fn folder(target: &Path) -> &Path {
    target.parent().unwrap_or(Path::new("/"))
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};
    use std::path::Path;

    use super::{cannot_be_synced, sync_folder};

    #[test]
    fn a_folder_that_cannot_be_opened_fails_no_save() {
        sync_folder(Path::new("/nowhere/to/be/found")).unwrap();
        sync_folder(Path::new("/proc/self")).unwrap();
    }

    #[test]
    fn only_what_cannot_be_synced_at_all_is_passed_over() {
        for (kind, passed_over) in [
            (ErrorKind::InvalidInput, true),
            (ErrorKind::Unsupported, true),
            (ErrorKind::PermissionDenied, true),
            (ErrorKind::StorageFull, false),
            (ErrorKind::Interrupted, false),
            (ErrorKind::Other, false),
        ] {
            let told = cannot_be_synced(&Error::from(kind));
            assert_eq!(told, passed_over, "{kind:?}");
        }
    }
}
