//! Errors on disk: every message says what is wrong, where, and what to do about it.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::encoding::{Encoding, Position};
use super::format::Damage;
use super::links::LinkTrouble;
use super::lock_holder::Holder;
use super::quoted;
use crate::sanitize;

/// An error on disk. No file was changed.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The operating system refused.
    #[error(
        "{}: can't {doing}: {}{}",
        sanitize::path(path),
        reason(error),
        advice(error)
    )]
    Io {
        /// The operation: `read`, `write` …
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// The system's error.
        error: io::Error,
    },
    /// A folder instead of a file.
    #[error(
        "{}: this is a folder; choose a Markdown file in it",
        sanitize::path(path)
    )]
    Folder {
        /// The folder.
        path: PathBuf,
    },
    /// A device or a pipe instead of a file.
    #[error("{}: not a regular file; choose another", sanitize::path(path))]
    NotAFile {
        /// The device.
        path: PathBuf,
    },
    /// A text isn't UTF-8.
    #[error("{}, line {}: not UTF-8 at byte {}; {}", named(path.as_deref()), at.line, at.byte, guessed(*guess, path.as_deref()))]
    NotUtf8 {
        /// The file; `None` for standard input.
        path: Option<PathBuf>,
        /// The first invalid byte.
        at: Position,
        /// The probable encoding.
        guess: Option<Encoding>,
    },
    /// A text is certainly in another encoding.
    #[error("{}: this is {}, not UTF-8; convert it: {}", named(path.as_deref()), encoding.name(), conversion(*encoding, path.as_deref()))]
    OtherEncoding {
        /// The file; `None` for standard input.
        path: Option<PathBuf>,
        /// The encoding.
        encoding: Encoding,
    },
    /// A progress file can't be parsed.
    #[error("{}, line {}: {}; fix that line (`git log -p` shows how it was), or merge in a good copy with `gonogo merge`", sanitize::path(path), damage.line, damage.what)]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The mistake.
        damage: Damage,
    },
    /// A progress file belongs to another checklist or run.
    #[error(
        "{}: this is the progress of {belongs_to}, not of {wanted}; {}",
        sanitize::path(path),
        other_file(path, renamed.as_deref())
    )]
    OtherChecklist {
        /// The file.
        path: PathBuf,
        /// Its owner, according to the file.
        belongs_to: String,
        /// The checklist in the file, if that is missing: it may have been renamed.
        renamed: Option<String>,
        /// The checklist or run that was opened.
        wanted: String,
    },
    /// A progress file was written by a newer gonogo.
    #[error(
        "{}: written by a newer gonogo ({format}): it can be read, but not changed; update gonogo",
        sanitize::path(path)
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        format: String,
    },
    /// A progress file was deleted.
    #[error(
        "{}: this progress file was deleted after it was read; nothing was saved; run this again to start a new file",
        sanitize::path(path)
    )]
    Gone {
        /// The file.
        path: PathBuf,
    },
    /// A progress file lacks changes that were in it.
    #[error(
        "{}: this progress file was replaced after it was read, and {} {} missing; nothing was saved; run this again to continue with the file as it is",
        sanitize::path(path),
        counted(*changes),
        if *changes == 1 { "is" } else { "are" }
    )]
    Replaced {
        /// The file.
        path: PathBuf,
        /// The number of changes that are in no file now.
        changes: usize,
    },
    /// Somebody holds the lock for longer than a save takes, and the save can't go around it.
    #[error("{}: {} the lock on this file, so nothing can be saved; wait for it to finish, or stop it", sanitize::path(path), holds(holder.as_ref()))]
    Locked {
        /// The file.
        path: PathBuf,
        /// The holder of the lock, if known.
        holder: Option<Holder>,
    },
    /// The document is a dangling link.
    #[error(
        "{}: this is a link to {}, which doesn't exist; fix the link, or choose another file",
        sanitize::path(path),
        sanitize::path(target)
    )]
    DanglingLink {
        /// The link.
        path: PathBuf,
        /// Its target.
        target: PathBuf,
    },
    /// A link that isn't followed.
    #[error("{}: this is a link to {}{}", sanitize::path(path), sanitize::path(target), link_trouble(*trouble))]
    Link {
        /// The link.
        path: PathBuf,
        /// Its target.
        target: PathBuf,
        /// The reason why it isn't followed.
        trouble: LinkTrouble,
    },
    /// The document is a link out of the repository, or the folder, that contains the link.
    #[error(
        "{}: this is a link to {}, outside its repository, so nothing is saved there; open that file directly, or pass the progress file with --progress PATH",
        sanitize::path(path),
        sanitize::path(target)
    )]
    DocumentOutside {
        /// The link.
        path: PathBuf,
        /// Its target.
        target: PathBuf,
    },
    /// A folder for private files belongs to someone else.
    #[error(
        "{}: this folder belongs to someone else, so nothing private is kept there; check HOME and XDG_STATE_HOME",
        sanitize::path(path)
    )]
    FolderOfOthers {
        /// The folder.
        path: PathBuf,
    },
    /// The file already exists.
    #[error("{}: this file already exists; {advice}", sanitize::path(path))]
    Exists {
        /// The file.
        path: PathBuf,
        /// Advice on what to do instead.
        advice: &'static str,
    },
    /// The output file is the checklist itself.
    #[error(
        "{}: this is the checklist itself, which is never changed; choose another file with -o",
        sanitize::path(path)
    )]
    IsDocument {
        /// The name that was given.
        path: PathBuf,
    },
    /// The output file is another checklist.
    #[error(
        "{}: this is a checklist with progress in {}, and is never changed; choose another file with -o",
        sanitize::path(path),
        sanitize::path(progress)
    )]
    HasProgress {
        /// The checklist.
        path: PathBuf,
        /// Its progress file.
        progress: PathBuf,
    },
    /// The output file is a progress file.
    #[error(
        "{}: this is a progress file and is never overwritten; choose another file",
        sanitize::path(path)
    )]
    IsProgress {
        /// The name that was given.
        path: PathBuf,
    },
    /// The output file has the name of a progress file.
    #[error(
        "{}: names ending in .gonogo.json are reserved for progress files; choose another file",
        sanitize::path(path)
    )]
    ProgressName {
        /// The name.
        path: PathBuf,
    },
    /// The file to save progress in isn't progress of this checklist.
    #[error(
        "{}: this isn't a progress file and was left alone; choose another",
        sanitize::path(path)
    )]
    NotProgress {
        /// The file.
        path: PathBuf,
    },
    /// Changes are refused.
    #[error("{reason}")]
    ReadOnly {
        /// The whole sentence: why, and what to do about it.
        reason: String,
    },
    /// The document came through a pipe.
    #[error("a checklist from standard input can't have progress; use a file instead")]
    NoPlace,
}

impl StoreError {
    pub(super) fn io(doing: &'static str, path: &Path, error: io::Error) -> Self {
        StoreError::Io {
            doing,
            path: path.to_owned(),
            error,
        }
    }

    /// Returns whether a progress file is gone, or lacks changes: a person has to decide.
    pub fn is_lost(&self) -> bool {
        matches!(self, StoreError::Gone { .. } | StoreError::Replaced { .. })
    }

    /// Returns whether a file on a network was replaced while it was open.
    pub(super) fn is_stale(&self) -> bool {
        matches!(self, StoreError::Io { error, .. } if error.kind() == io::ErrorKind::StaleNetworkFileHandle)
    }

    /// Returns whether a file couldn't be created because its folder isn't writable.
    pub(super) fn is_folder_closed(&self) -> bool {
        let StoreError::Io { error, .. } = self else {
            return false;
        };
        matches!(
            error.kind(),
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem
        )
    }
}

/// Returns why a link isn't followed, as the end of a sentence.
fn link_trouble(trouble: LinkTrouble) -> String {
    match trouble {
        LinkTrouble::Nothing => {
            ", which doesn't exist, and no file is created through a link; remove the link, or use that file directly"
                .to_owned()
        }
        LinkTrouble::Empty => ", an empty file, which isn't progress; remove the link, or delete that file".to_owned(),
        LinkTrouble::Outside(advice) => format!(", outside its folder, and isn't followed; {advice}"),
        LinkTrouble::NotHere(advice) => format!(", and isn't followed; {advice}"),
        LinkTrouble::Exists(advice) => format!(", which already exists; {advice}"),
        LinkTrouble::Planted => {
            " that someone else made in a folder anyone can write to, and isn't followed; choose another path"
                .to_owned()
        }
    }
}

/// Returns what to do about the progress of another checklist.
fn other_file(path: &Path, renamed: Option<&str>) -> String {
    match renamed {
        None => "pass the right file with --progress PATH".to_owned(),
        Some(renamed) => {
            let path = quoted(path);
            format!(
                "if {} was renamed, keep it: gonogo merge --renamed {path} -o {path}",
                sanitize::one_line(renamed)
            )
        }
    }
}

fn counted(changes: usize) -> String {
    if changes == 1 {
        "1 change".to_owned()
    } else {
        format!("{changes} changes")
    }
}

fn named(path: Option<&Path>) -> String {
    path.map_or_else(|| "standard input".to_owned(), sanitize::path)
}

fn guessed(guess: Option<Encoding>, path: Option<&Path>) -> String {
    match guess {
        Some(encoding) => {
            format!(
                "if it is {}, convert it: {}",
                encoding.name(),
                conversion(encoding, path)
            )
        }
        None => "convert the file (for example with iconv) and try again".to_owned(),
    }
}

/// Returns the command that converts a file in place, or standard input.
fn conversion(encoding: Encoding, path: Option<&Path>) -> String {
    let iconv = format!("iconv -f {} -t UTF-8", encoding.name());
    let Some(path) = path else { return iconv };
    let mut new = path.as_os_str().to_owned();
    new.push(".utf8");
    let (path, new) = (quoted(path), quoted(Path::new(&new)));
    format!("{iconv} {path} > {new} && mv {new} {path}")
}

/// Returns who holds a lock, as the start of a sentence.
pub(super) fn holds(holder: Option<&Holder>) -> String {
    let who = holder.map_or_else(|| "another program".to_owned(), Holder::to_string);
    format!("{who} holds")
}

/// Returns the system's message without the error number that Rust adds.
fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error")
        .next()
        .unwrap_or(&text)
        .to_lowercase()
}

fn advice(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound => "; check the path",
        io::ErrorKind::PermissionDenied => "; ask for permission, or work on a copy",
        io::ErrorKind::StorageFull => "; free some disk space and try again",
        io::ErrorKind::QuotaExceeded => {
            "; your disk quota is used up; delete some of your files and try again"
        }
        io::ErrorKind::FileTooLarge => "; raise the file size limit (ulimit -f) and try again",
        io::ErrorKind::ReadOnlyFilesystem => "; mount it for writing, or work on a copy",
        io::ErrorKind::StaleNetworkFileHandle => {
            "; the file server lost track of it; try again, or remount it"
        }
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};
    use std::path::Path;

    use super::StoreError;

    #[test]
    fn what_the_system_refuses_comes_with_advice() {
        for (kind, advice) in [
            (ErrorKind::NotFound, "check the path"),
            (
                ErrorKind::PermissionDenied,
                "ask for permission, or work on a copy",
            ),
            (ErrorKind::StorageFull, "free some disk space and try again"),
            (
                ErrorKind::QuotaExceeded,
                "your disk quota is used up; delete some of your files and try again",
            ),
            (
                ErrorKind::FileTooLarge,
                "raise the file size limit (ulimit -f) and try again",
            ),
            (
                ErrorKind::ReadOnlyFilesystem,
                "mount it for writing, or work on a copy",
            ),
            (
                ErrorKind::StaleNetworkFileHandle,
                "the file server lost track of it; try again, or remount it",
            ),
        ] {
            let sentence =
                StoreError::io("save", Path::new("p.json"), Error::from(kind)).to_string();
            assert!(sentence.starts_with("p.json: can't save: "), "{sentence}");
            assert!(sentence.ends_with(&format!("; {advice}")), "{sentence}");
        }
    }
}
