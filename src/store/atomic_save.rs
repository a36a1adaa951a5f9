//! One save, so that nothing is lost and nobody ever sees half a file.
//!
//! The first one puts a whole file where there was none, and fails where somebody else was faster; every other one
//! lets a new file change places with the one that was read. Either way, who meets somebody else's save takes up
//! what that one wrote, and goes again.

use std::cell::Cell;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::io::Errno;
use tempfile::NamedTempFile;

use super::exchange::{Put, put};
use super::fingerprint::Sign;
use super::links::{self, Reach};
use super::lock::{Hold, Opened, again_if_stale, is_at};
use super::{
    ReadProgress, StoreError, attributes, format, read_if_there, read_text,
    see_that_no_link_leads_to_nothing, temporary,
};
use crate::merge;
use crate::progress::Progress;

/// How often a save meets another and goes again. After the first time it holds the lock on its own file.
const ROUNDS: usize = 32;

/// What a save did.
pub(super) struct Saved {
    /// Everything that the file holds now.
    pub(super) progress: Progress,
    /// The file as it was left, told before anybody else could touch it.
    pub(super) sign: Sign,
    /// What kept others from saving meanwhile.
    pub(super) hold: Hold,
}

/// Where to save.
#[derive(Debug, Clone, Copy)]
pub(super) struct Goal<'a> {
    pub(super) path: &'a Path,
    /// How far it may lead.
    pub(super) reach: Reach,
    /// `true` if nobody but its owner may read the file, whatever it was before.
    pub(super) is_private: bool,
}

impl<'a> Goal<'a> {
    /// A file that several people may share.
    pub(super) fn shared(path: &'a Path, reach: Reach) -> Goal<'a> {
        Goal {
            path,
            reach,
            is_private: false,
        }
    }
}

/// Unites `ours` with what is in the file of the goal, as `understand` reads it, and writes that, unless `approve` objects
/// to what lies there, or to nothing lying there. What somebody saves in between is taken up in any case.
pub(super) fn save(
    goal: Goal,
    ours: Progress,
    patience: Duration,
    understand: impl Fn(&str) -> Result<Option<ReadProgress>, StoreError>,
    approve: impl Fn(Option<&Progress>) -> Result<(), StoreError>,
) -> Result<Saved, StoreError> {
    let path = goal.path;
    let understand = |text: &str| match understand(text)? {
        Some(ReadProgress {
            newer: Some(format),
            ..
        }) => Err(StoreError::Newer {
            path: path.to_owned(),
            format,
        }),
        read => Ok(read.map(|read| read.progress)),
    };
    // What comes after is somebody's save in between.
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
            Round::Done { sign, hold } => return Ok(save.done(sign, hold)),
            Round::Again => {}
            Round::Met(current) => own = Some(current),
        }
    }
    Err(StoreError::Locked {
        path: path.to_owned(),
        holder: None,
    })
}

/// A progress file as it was read, open, and locked if that could be.
struct Current {
    opened: Opened,
    /// Its sign before it was read: who writes into it gives it another one.
    sign: Sign,
    text: String,
}

impl Current {
    fn read(goal: Goal, patience: Duration) -> Result<Option<Current>, StoreError> {
        let path = goal.path;
        let target = links::resolve(path, goal.reach)?;
        let Some(mut opened) = Opened::at(path, &target, patience)? else {
            return Ok(None);
        };
        let sign = Sign::of(&opened.file);
        let text = read_text(&mut opened.file, path)?;
        see_that_no_link_leads_to_nothing(path, &target, &text)?;
        Ok(Some(Current { opened, sign, text }))
    }
}

/// How one try ended.
enum Round {
    Done {
        sign: Sign,
        hold: Hold,
    },
    /// Somebody was faster; nothing was changed.
    Again,
    /// Somebody saved in between, and that is taken up; this is the file that lies there now, our own.
    Met(Current),
}

/// A save at work.
struct Save<'a> {
    goal: Goal<'a>,
    /// What is to be saved.
    ours: Progress,
    /// What others saved in between, until it is saved again. Where that fails it stays, for a later save.
    met: Vec<PathBuf>,
    /// An empty file, where there is no other way to begin.
    made: Option<Made>,
    /// Whose lock it went around.
    around: Option<Hold>,
}

impl Save<'_> {
    fn done(mut self, sign: Sign, hold: Hold) -> Saved {
        for aside in self.met {
            let _ = fs::remove_file(aside);
        }
        Saved {
            progress: self.ours,
            sign,
            hold: self.around.take().unwrap_or(hold),
        }
    }

    /// Puts a new file where there is none, whole.
    fn publish(&mut self) -> Result<Round, StoreError> {
        let Goal {
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
                    sign: Sign::of(&file),
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

    /// Puts a new file in the place of the one that was read.
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
        self.take_up(theirs);
        let text = format::write(&self.ours);
        if text == current.text {
            let sign = sync(current).map_err(failed)?;
            return Ok(Round::Done {
                sign,
                hold: hold.clone(),
            });
        }
        let new = prepare(&current.opened, &text, self.goal.is_private).map_err(failed)?;
        // Writing may have taken long. Who is late should not even for a moment hide what others have saved.
        if !is_at(&current.opened.file, target) {
            return Ok(Round::Again);
        }
        let exchanged = match put(new, target, current.sign).map_err(failed)? {
            Put::Done(exchanged) => {
                let synced = sync_folder(folder(target));
                let file = exchanged.finish();
                self.note(hold);
                synced.map_err(failed)?;
                return Ok(Round::Done {
                    sign: Sign::of(&file),
                    hold: hold.clone(),
                });
            }
            Put::Gone => return Ok(Round::Again),
            Put::Impossible(new) => return self.rename(new, &current.opened),
            Put::Met(exchanged) => exchanged,
        };
        self.note(hold);
        let theirs = read_if_there(&exchanged.aside, Reach::Nowhere("try again"));
        match theirs.and_then(|theirs| understand(&theirs.unwrap_or_default())) {
            Ok(theirs) => self.take_up(theirs),
            Err(error) => {
                exchanged.undo(target);
                return Err(error);
            }
        }
        self.met.push(exchanged.aside);
        let sign = Sign::of(&exchanged.mine);
        let opened = Opened {
            file: exchanged.mine,
            target: target.clone(),
            hold: Hold::Lock,
        };
        Ok(Round::Met(Current { opened, sign, text }))
    }

    /// Renames the new file over the other, where they cannot change places: only the lock keeps others away then.
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
            sign: Sign::of(&file),
            hold: hold.clone(),
        })
    }

    fn take_up(&mut self, theirs: Option<Progress>) {
        if let Some(theirs) = theirs {
            self.ours = merge::unite(std::mem::take(&mut self.ours), theirs);
        }
    }

    /// Remembers whose lock was gone around, whatever comes after.
    fn note(&mut self, hold: &Hold) {
        if matches!(hold, Hold::Around(_)) {
            self.around = Some(hold.clone());
        }
    }
}

/// An empty file that this save made: on file systems where a whole one can neither be renamed nor linked to a name
/// only if there is none.
struct Made {
    file: File,
    target: PathBuf,
}

impl Made {
    /// Makes it; nothing where somebody else has.
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
    /// Takes it back where nothing came of it. Who waited for its lock sees that it is gone. Without a lock it
    /// stays: another's file could come to lie there just before it is removed.
    fn drop(&mut self) {
        let is_empty = || self.file.metadata().is_ok_and(|file| file.len() == 0);
        if is_empty() && self.file.try_lock().is_ok() && is_at(&self.file, &self.target) {
            let _ = fs::remove_file(&self.target);
        }
    }
}

/// A new file beside the one that was read, for the same people.
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

/// Nothing is to be written, but what is there may come from a save that could not bring it to the disk.
fn sync(current: &Current) -> io::Result<Sign> {
    current.opened.file.sync_all()?;
    sync_folder(folder(&current.opened.target))?;
    Ok(current.sign)
}

/// Brings the names in a folder to the disk, where the file system can. A folder that can't be opened, as by who may
/// write there and not look, can't be synced; the file in it is, so the save has succeeded.
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

/// Returns whether the file system has neither a rename that replaces nothing nor a second name for a file. The right to
/// make a file there has been seen by then.
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

/// The folder that a file lies in.
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
