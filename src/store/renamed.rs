//! Progress of a renamed checklist whose progress files weren't renamed: it is found and offered, never used unasked.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use super::atomic_save::folder;
use super::links::{LinkPolicy, PROGRESS_ADVICE};
use super::{ProgressPaths, format, header, names, quoted, read_if_there};
use crate::checklist::Checklist;
use crate::progress::Progress;
use crate::workbook::Matching;

/// Progress next to a document that may be its own under a former name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renamed {
    /// The document's file name.
    document: String,
    /// The file name of the checklist that the progress belongs to, which is missing.
    pub checklist: String,
    /// The number of entries with marks in it.
    pub marked: usize,
    /// The number of these that match the document.
    pub found: usize,
    /// The progress files, one for each run, with their new names.
    files: Vec<(PathBuf, PathBuf)>,
}

impl Renamed {
    /// Searches next to a document's progress for that of a missing checklist, at least half of whose
    /// marks match the document; of several, the best one.
    pub(super) fn beside(place: &ProgressPaths, checklist: &Checklist) -> Option<Renamed> {
        let document = place
            .beside()
            .with_file_name(names::name_of(place.checklist()));
        let names = listed(&document);
        let mut gone: BTreeMap<String, Vec<(PathBuf, Progress)>> = BTreeMap::new();
        for path in names
            .iter()
            .filter(|name| header::is_name(name))
            .map(|name| document.with_file_name(name))
        {
            let Some(progress) = read(&path) else {
                continue;
            };
            let name = &progress.checklist;
            if !document.with_file_name(names::name_of(name)).exists()
                && !is_of_another(&path, &progress, &document, &names)
            {
                gone.entry(name.clone()).or_default().push((path, progress));
            }
        }
        let offers = gone
            .into_iter()
            .filter_map(|(name, files)| Renamed::of(&document, checklist, name, files));
        // Of equals the last would be taken.
        offers.rev().max_by_key(|offer| offer.found)
    }

    fn of(
        document: &Path,
        checklist: &Checklist,
        name: String,
        mut progress: Vec<(PathBuf, Progress)>,
    ) -> Option<Renamed> {
        let place = |of: &Path, run: &Option<String>| {
            ProgressPaths::of(of, run.as_deref(), None, None)
                .beside()
                .to_owned()
        };
        // Copies of one run have other names; the file itself comes before them.
        progress.sort_by_key(|(path, progress)| {
            (
                *path
                    != place(
                        &document.with_file_name(names::name_of(&name)),
                        &progress.run,
                    ),
                path.clone(),
            )
        });
        let (mut files, mut marked, mut found) = (Vec::<(PathBuf, PathBuf)>::new(), 0, 0);
        for (path, progress) in progress {
            let new = place(document, &progress.run);
            if new != path && new.exists() || files.iter().any(|(_, other)| *other == new) {
                continue;
            }
            let placing = Matching::of(checklist, &progress);
            let placed: usize = checklist.ids().map(|id| placing.units(id).len()).sum();
            marked += placed + placing.unmatched().len();
            found += placed;
            files.push((path, new));
        }
        let document = names::file_name(document);
        (found > 0 && found * 2 >= marked).then_some(Renamed {
            document,
            checklist: name,
            marked,
            found,
            files,
        })
    }

    /// Returns the command that keeps the progress.
    pub fn command(&self) -> String {
        let merge = |(from, to): &(PathBuf, PathBuf)| {
            format!("gonogo merge --renamed {} -o {}", quoted(from), quoted(to))
        };
        self.files
            .iter()
            .map(merge)
            .collect::<Vec<_>>()
            .join(" && ")
    }

    /// Returns what a person should know about it.
    pub fn in_words(&self) -> String {
        let Renamed {
            document,
            checklist,
            marked,
            found,
            ..
        } = self;
        let marks = if *marked == 1 {
            "1 mark matches".to_owned()
        } else {
            format!("{found} of {marked} marks match")
        };
        format!(
            "no progress for {document} yet; renamed from {checklist} ({marks})? Keep its progress: {}",
            self.command()
        )
    }
}

/// Searches for progress of a document under a former name. The document must not have progress.
pub fn renamed(document: &Path, checklist: &Checklist) -> Option<Renamed> {
    Renamed::beside(&ProgressPaths::of(document, None, None, None), checklist)
}

/// Returns the names of the files next to a document.
fn listed(document: &Path) -> Vec<OsString> {
    let listed = match folder(document) {
        here if here.as_os_str().is_empty() => fs::read_dir("."),
        folder => fs::read_dir(folder),
    };
    let mut names: Vec<OsString> = listed
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.file_name())
        .collect();
    names.sort();
    names
}

fn read(path: &Path) -> Option<Progress> {
    let progress = format::read(&read_if_there(path, LinkPolicy::Folder(PROGRESS_ADVICE)).ok()??)
        .ok()??
        .progress;
    (!progress.is_empty()).then_some(progress)
}

/// Returns whether another document has its progress in this file, whatever the header says: both were renamed.
fn is_of_another(path: &Path, progress: &Progress, document: &Path, names: &[OsString]) -> bool {
    names
        .iter()
        .filter(|name| !header::is_name(name))
        .any(|name| {
            let other = document.with_file_name(name);
            if other == document {
                return false;
            }
            ProgressPaths::of(&other, progress.run.as_deref(), None, None).beside() == path
                && other.is_file()
        })
}
