//! Leftovers of killed saves next to a progress file. Most are outdated, but a save that met another may
//! have replaced a file whose content is nowhere else. So they are removed once everything in them is saved.

use std::path::Path;

use super::links::{self, LinkPolicy, PROGRESS_ADVICE};
use super::paths::file_name;
use super::temporary::{self, Leftover};
use super::{ProgressPaths, atomic_save, format, names, read_if_there};
use crate::merge;
use crate::progress::Progress;

/// A leftover file and its progress.
#[derive(Debug)]
pub(super) struct FoundLeftover {
    file: Leftover,
    /// `None` if it isn't progress: half a file, or something else that never got to its place.
    progress: Option<Progress>,
}

/// Finds the leftovers next to the progress file at `path`, as far as links may lead. Those of a newer version stay.
pub(super) fn of(path: &Path, reach: LinkPolicy) -> Vec<FoundLeftover> {
    let Ok(target) = links::resolve(path, reach) else {
        return Vec::new();
    };
    let Ok(target) = std::path::absolute(target) else {
        return Vec::new();
    };
    let found = temporary::leftovers(atomic_save::folder(&target))
        .into_iter()
        .filter_map(|file| {
            let read = format::read(&file.text).ok().flatten();
            let is_newer = read.as_ref().is_some_and(|read| read.newer.is_some());
            (!is_newer).then(|| FoundLeftover {
                file,
                progress: read.map(|read| read.progress),
            })
        });
    found.collect()
}

/// Merges `ours` with the leftovers of this progress.
pub(super) fn merge_in(ours: Progress, place: &ProgressPaths, found: &[FoundLeftover]) -> Progress {
    let own =
        |progress: &&Progress| progress.run == *place.run() && place.is_called(&progress.checklist);
    let left = found
        .iter()
        .filter_map(|found| found.progress.as_ref())
        .filter(own);
    left.cloned().fold(ours, merge::merge_progress)
}

/// Removes leftovers whose content is all `saved`, or in the file of the checklist that they belong to.
pub(super) fn clear(found: &[FoundLeftover], saved: &Progress) {
    for FoundLeftover { file, progress } in found {
        if progress
            .as_ref()
            .is_none_or(|left| saved.has_all_of(left) || is_in_its_file(file, left))
        {
            file.remove();
        }
    }
}

/// Returns whether the progress file of another checklist or run holds all of a leftover.
fn is_in_its_file(file: &Leftover, left: &Progress) -> bool {
    let name = file_name(
        Path::new(&names::name_of(&left.checklist)),
        left.run.as_deref(),
    );
    let text = read_if_there(
        &file.path.with_file_name(name),
        LinkPolicy::Folder(PROGRESS_ADVICE),
    )
    .ok()
    .flatten();
    let read = text.and_then(|text| format::read(&text).ok().flatten());
    read.is_some_and(|read| read.progress.has_all_of(left))
}
