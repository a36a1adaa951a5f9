//! Copies of a progress file that sync programs, editors and people leave next to it: `GO (Ann's conflicted
//! copy).gonogo.json`, `GO.sync-conflict-20261127-….gonogo.json`, `GO.gonogo 2.json`, `GO.gonogo.json~` …
//!
//! A name derived from that of the file makes another file a candidate, and its header decides: it is a copy if it
//! names the same checklist and run. Whoever opens the checklist is told which changes a copy holds that the file
//! lacks, with the command that merges them. Nothing is merged unasked, and no copy is touched.

use std::collections::HashSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::atomic_save::folder;
use super::document::is_same_file;
use super::links::{self, LinkPolicy, PROGRESS_ADVICE};
use super::paths::ENDING;
use super::{ProgressPaths, StoreError, decode, format, header, names, quoted};
use crate::progress::Progress;
use crate::sanitize;

/// A copy of a progress file.
#[derive(Debug)]
pub struct StrayCopy {
    /// Its path.
    pub path: PathBuf,
    /// The number of changes that the file lacks, or the error that prevents reading the copy.
    pub changes: Result<usize, StoreError>,
}

/// The copies next to a progress file.
#[derive(Debug)]
pub struct Copies {
    /// The file itself, which may be missing.
    own: PathBuf,
    /// The copies, by path.
    pub files: Vec<StrayCopy>,
}

impl Copies {
    /// Finds the copies next to the file of this place, whose progress is `own`.
    pub(super) fn beside(place: &ProgressPaths, own: &Progress) -> Copies {
        let beside = place.beside();
        let known: HashSet<_> = own
            .events()
            .map(|(key, event)| (key, event.id.as_str()))
            .collect();
        let mut files: Vec<StrayCopy> = candidates(place)
            .into_iter()
            .filter_map(|path| {
                let changes = read(&path, place, own)?.map(|progress| {
                    let new = progress
                        .events()
                        .filter(|(key, event)| !known.contains(&(*key, &event.id)))
                        .count();
                    // An event with the same id may have another content.
                    if new == 0 && !own.has_all_of(&progress) {
                        1
                    } else {
                        new
                    }
                });
                Some(StrayCopy { path, changes })
            })
            .collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Copies {
            own: beside.to_owned(),
            files,
        }
    }

    /// Returns the copies that hold something new.
    fn with_news(&self) -> impl Iterator<Item = &StrayCopy> {
        self.files
            .iter()
            .filter(|copy| matches!(copy.changes, Ok(changes) if changes > 0))
    }

    /// Returns the command that merges the copies into the file; `None` if they hold nothing new.
    pub fn command(&self) -> Option<String> {
        let copies: Vec<String> = self.with_news().map(|copy| quoted(&copy.path)).collect();
        let own = quoted(&self.own);
        match copies.as_slice() {
            [] => None,
            [copy] if !self.own.exists() => Some(format!("mv {copy} {own}")),
            copies if !self.own.exists() => {
                Some(format!("gonogo merge {} -o {own}", copies.join(" ")))
            }
            copies => Some(format!("gonogo merge {own} {} -o {own}", copies.join(" "))),
        }
    }

    /// Returns what a person should know about the copies that hold something new.
    pub fn in_words(&self) -> Vec<String> {
        let own = sanitize::path(&self.own);
        let changes: Vec<usize> = self
            .with_news()
            .filter_map(|copy| copy.changes.as_ref().ok().copied())
            .collect();
        let told = self
            .command()
            .map(|command| match (self.own.exists(), changes.as_slice()) {
                (true, [1]) => {
                    format!("a copy has 1 change that isn't in {own}; merge them: {command}")
                }
                (true, [changes]) => {
                    format!(
                        "a copy has {changes} changes that aren't in {own}; merge them: {command}"
                    )
                }
                (true, several) => {
                    format!(
                        "{} copies have changes that aren't in {own}; merge them: {command}",
                        several.len()
                    )
                }
                (false, [_]) => {
                    format!("{own} is missing, but there is a copy; restore it: {command}")
                }
                (false, several) => {
                    format!(
                        "{own} is missing, but there are {} copies; merge them: {command}",
                        several.len()
                    )
                }
            });
        let unread = self
            .files
            .iter()
            .filter_map(|copy| copy.changes.as_ref().err());
        told.into_iter()
            .chain(unread.map(|error| format!("a copy of {own} can't be read: {error}")))
            .collect()
    }
}

/// Returns the changes in a candidate; `None` if it isn't a copy of this progress.
fn read(
    path: &Path,
    place: &ProgressPaths,
    own: &Progress,
) -> Option<Result<Progress, StoreError>> {
    // Reading a pipe would block; a file that can't be read can't be recognized as a copy.
    let target = links::resolve(path, LinkPolicy::Folder(PROGRESS_ADVICE)).ok()?;
    let mut bytes = Vec::new();
    links::open(&target, false)
        .ok()?
        .read_to_end(&mut bytes)
        .ok()?;
    let header = header::header(&bytes)?;
    let checklist = header.checklist?;
    if header.run != *place.run() || (checklist != place.checklist() && checklist != own.checklist)
    {
        return None;
    }
    let damaged = |damage| StoreError::Damaged {
        path: path.to_owned(),
        damage,
    };
    let read = decode(bytes, Some(path))
        .and_then(|text| format::read(&text).map_err(damaged))
        .transpose()?;
    Some(read.and_then(|read| match read.newer {
        None => Ok(read.progress),
        Some(format) => Err(StoreError::Newer {
            path: path.to_owned(),
            format,
        }),
    }))
}

/// Returns the files whose names are derived from that of the progress file.
fn candidates(place: &ProgressPaths) -> Vec<PathBuf> {
    let beside = place.beside();
    let own = names::file_name(beside);
    // The file where this progress would usually be is a second one on purpose.
    let usual = ProgressPaths::of(
        &beside.with_file_name(names::name_of(place.checklist())),
        place.run().as_deref(),
        None,
        None,
    );
    let listed = match folder(beside) {
        here if here.as_os_str().is_empty() => fs::read_dir("."),
        folder => fs::read_dir(folder),
    };
    let names = listed
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.file_name());
    let paths = names
        .filter(|name| is_made_from(&own, &names::text_of(Path::new(name))))
        .map(|name| beside.with_file_name(name));
    paths
        .filter(|path| path != usual.beside() && !is_same_file(path, beside))
        .collect()
}

/// Returns whether a name is derived from that of a progress file: it contains the stem as a word, and the extension
/// too, with something before, between or after.
fn is_made_from(own: &str, name: &str) -> bool {
    let (stem, mark) = match own
        .strip_suffix(ENDING)
        .and_then(|stem| stem.strip_suffix('.'))
    {
        Some(stem) => (stem, ".gonogo"),
        None => (own.rsplit_once('.').map_or(own, |(stem, _)| stem), ""),
    };
    let ends_word = |rest: &str| !rest.starts_with(char::is_alphanumeric);
    name != own
        && !stem.is_empty()
        && name.match_indices(stem).any(|(at, _)| {
            let rest = &name[at + stem.len()..];
            let has_mark = || {
                rest.match_indices(mark)
                    .any(|(at, mark)| ends_word(&rest[at + mark.len()..]))
            };
            !name[..at].ends_with(char::is_alphanumeric) && ends_word(rest) && has_mark()
        })
}

#[cfg(test)]
mod tests {
    use super::is_made_from;

    #[test]
    fn names_of_copies_are_made_from_that_of_the_file() {
        for (own, name, expected) in [
            (
                "GO.gonogo.json",
                "GO.gonogo (Ann's conflicted copy 2026-11-27).json",
                true,
            ),
            (
                "GO.gonogo.json",
                "GO (conflicted copy 2026-11-27 220103).gonogo.json",
                true,
            ),
            (
                "GO.gonogo.json",
                "GO.gonogo (conflicted copy 2026-11-27 220103).json",
                true,
            ),
            (
                "GO.gonogo.json",
                "GO.gonogo.sync-conflict-20261127-220103-ABCDEF7.json",
                true,
            ),
            (
                "GO.gonogo.json",
                "GO.sync-conflict-20261127-220103-ABCDEF7.gonogo.json",
                true,
            ),
            (
                "GO.gonogo.json",
                "GO.gonogo_conflict-20261127-220103.json",
                true,
            ),
            ("GO.gonogo.json", "GO.gonogo-BASTION1.json", true),
            ("GO.gonogo.json", "GO.gonogo 2.json", true),
            ("GO.gonogo.json", "GO.gonogo (1).json", true),
            ("GO.gonogo.json", "GO.gonogo - Copy.json", true),
            ("GO.gonogo.json", "Copy of GO.gonogo.json", true),
            ("GO.gonogo.json", "GO.gonogo.json~", true),
            ("GO.gonogo.json", "GO.gonogo.json.orig", true),
            ("GO.gonogo.json", "GO.gonogo.json.bak", true),
            ("GO.gonogo.json", "GO.gonogo.bak", true),
            ("GO.gonogo.json", "#GO.gonogo.json#", true),
            ("GO.gonogo.json", ".GO.gonogo.json.kate-swp", true),
            ("GO.gonogo.json", "GO.gonogo_LOCAL_4711.json", true),
            ("GO.gonogo.json", "GO（副本）.gonogo.json", true),
            ("GO.v2.gonogo.json", "GO.v2 (1).gonogo.json", true),
            ("p.json", "p (conflicted copy).json", true),
            ("p.json", "p.json.orig", true),
            ("progress", "progress~", true),
            ("GO.gonogo.json", "GO.gonogo.json", false),
            ("GO.gonogo.json", "GOOD.gonogo.json", false),
            ("GO.gonogo.json", "CARGO.gonogo.json", false),
            ("GO.gonogo.json", "GO.md", false),
            ("GO.gonogo.json", "GO.json", false),
            ("GO.gonogo.json", "GO.gonogoals.json", false),
            ("GO.v2.gonogo.json", "GO.v20.gonogo.json", false),
            ("GO.v2.gonogo.json", "GO.gonogo.json", false),
            ("p.json", "plan.json", false),
        ] {
            assert_eq!(is_made_from(own, name), expected, "{name:?} of {own:?}");
        }
    }
}
