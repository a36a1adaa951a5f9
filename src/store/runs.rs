//! The runs of one checklist: its progress files next to it and in the state folder.
//!
//! A file's name makes it a candidate, and its header decides: `a.b.gonogo.json` is the run `b` of
//! `a.md`, or the progress of `a.b.md`. No other files in the folders are opened.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use super::document::is_same_file;
use super::paths::{ENDING, away_name, former_away_name, resolved};
use super::state_folder::{counts, take_kept_for};
use super::{
    Copies, ProgressPaths, RunNameError, StoreError, belonging, format, names, read_if_there,
};
use crate::merge;
use crate::progress::Progress;

/// One run of a checklist.
#[derive(Debug)]
pub struct RunFound {
    /// Its name, if it has one; for a file that can't be read, the name from the file name.
    pub name: Option<String>,
    /// Its files: next to the checklist, in the state folder, or both.
    pub paths: Vec<PathBuf>,
    /// Its progress, or the error that prevents reading it.
    pub progress: Result<Progress, StoreError>,
    /// Copies next to its file; `None` if it can't be read.
    pub copies: Option<Copies>,
}

/// Returns the runs of a checklist, sorted by name, the default run first. `state` is the user's state folder.
///
/// # Errors
///
/// If the checklist's folder cannot be listed.
pub fn runs(checklist: &Path, state: Option<&Path>) -> Result<Vec<RunFound>, StoreError> {
    let mut found: Vec<RunFound> = run_names(checklist, state)?
        .into_iter()
        .flat_map(|name| found_at(&ProgressPaths::of(checklist, name.as_deref(), None, state)))
        .collect();
    found.sort_by(|a, b| (&a.name, &a.paths).cmp(&(&b.name, &b.paths)));
    // A copy is where another run's progress would be.
    let copies: Vec<PathBuf> = found
        .iter()
        .flat_map(|run| run.copies.iter().flat_map(|copies| &copies.files))
        .map(|copy| copy.path.clone())
        .collect();
    found.retain(|run| !run.paths.iter().all(|path| copies.contains(path)));
    Ok(found)
}

/// Checks that no run of the checklist has the name `name` in another letter case: many disks would confuse
/// their files. A run of exactly that name is fine.
///
/// # Errors
///
/// If there is such a run.
pub fn ensure_run_name_is_unique(
    name: &str,
    checklist: &Path,
    state: Option<&Path>,
) -> Result<(), RunNameError> {
    // If the folder can't be listed, there is nothing to compare with; opening reports the error.
    let names = run_names(checklist, state).unwrap_or_default();
    if names.contains(&Some(name.to_owned())) {
        return Ok(());
    }
    let is_like = |other: &String| other.to_lowercase() == name.to_lowercase();
    let is_own = |other: &String| {
        !found_at(&ProgressPaths::of(checklist, Some(other), None, state)).is_empty()
    };
    match names
        .into_iter()
        .flatten()
        .find(|other| is_like(other) && is_own(other))
    {
        Some(existing) => Err(RunNameError::Like {
            name: name.to_owned(),
            existing,
        }),
        None => Ok(()),
    }
}

/// Returns the run names from the file names next to the checklist and next to the links that lead to it.
fn run_names(
    checklist: &Path,
    state: Option<&Path>,
) -> Result<BTreeSet<Option<String>>, StoreError> {
    let (links, document) = resolved(checklist);
    // The state folder may not exist.
    let away = state
        .and_then(|state| file_names(state).ok())
        .unwrap_or_default();
    let mut found = BTreeSet::new();
    for spelling in links.iter().chain([&document]) {
        let folder = spelling
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        let beside = file_names(folder).map_err(|error| StoreError::io("list", folder, error))?;
        let away = away.iter().filter_map(|name| {
            let dash = name.as_bytes().iter().position(|byte| *byte == b'-')?;
            let original = OsStr::from_bytes(&name.as_bytes()[dash + 1..]);
            let path = spelling.with_file_name(original);
            let is_own = *name == away_name(&path) || *name == former_away_name(&path);
            is_own.then(|| original.to_owned())
        });
        let run = |file: OsString| {
            let middle = between(spelling, &file)?;
            Some(middle.get(1..middle.len() - 1).map(str::to_owned))
        };
        found.extend(beside.into_iter().chain(away).filter_map(run));
    }
    Ok(found)
}

/// Returns the part between the checklist's stem and the extension in the name of a progress file, with both dots: the
/// name of the run, or one dot for the default run.
fn between<'a>(checklist: &Path, file: &'a OsStr) -> Option<&'a str> {
    let rest = file
        .as_bytes()
        .strip_prefix(checklist.file_stem()?.as_bytes())?;
    // A run name is text, whatever the checklist's name is.
    let middle = str::from_utf8(rest.strip_suffix(ENDING.as_bytes())?).ok()?;
    (middle.starts_with('.') && middle.ends_with('.')).then_some(middle)
}

fn file_names(folder: &Path) -> std::io::Result<Vec<OsString>> {
    Ok(fs::read_dir(folder)?
        .filter_map(Result::ok)
        .map(|entry| entry.file_name())
        .collect())
}

/// Returns what is at the place of one run's progress: that run, other runs of the checklist that were put
/// there, or nothing if it is another checklist's.
fn found_at(place: &ProgressPaths) -> Vec<RunFound> {
    let mut own: Option<RunFound> = None;
    let mut others = Vec::new();
    for path in place.paths() {
        if path != place.beside() && is_same_file(path, place.beside()) {
            continue;
        }
        let progress = match read_if_there(path, place.reach(path))
            .and_then(|text| text.map(|text| owned(place, path, &text)).transpose())
        {
            Ok(None | Some(Owned::Foreign)) => continue,
            Ok(Some(Owned::OtherRun(progress))) => {
                let name = progress.run.clone();
                others.push(RunFound {
                    name,
                    paths: vec![path.to_owned()],
                    progress: Ok(progress),
                    copies: None,
                });
                continue;
            }
            Ok(Some(Owned::Own(mut progress))) => {
                let kept_for = take_kept_for(&mut progress);
                let nothing = Progress::default();
                let beside = own
                    .as_ref()
                    .and_then(|own| own.progress.as_ref().ok())
                    .unwrap_or(&nothing);
                if place.is_in_state_folder(path)
                    && !counts(place, &progress, kept_for.as_ref(), beside)
                {
                    continue;
                }
                Ok(progress)
            }
            Err(_) if is_another_checklists(place, path) => continue,
            Err(error) => Err(error),
        };
        own = Some(match own.take() {
            None => RunFound {
                name: place.run().clone(),
                paths: vec![path.to_owned()],
                progress,
                copies: None,
            },
            Some(RunFound {
                name,
                mut paths,
                progress: before,
                copies,
            }) => {
                paths.push(path.to_owned());
                let progress =
                    before.and_then(|before| Ok(merge::merge_progress(before, progress?)));
                RunFound {
                    name,
                    paths,
                    progress,
                    copies,
                }
            }
        });
    }
    if let Some(RunFound {
        progress: Ok(progress),
        copies,
        ..
    }) = &mut own
    {
        *copies = Some(Copies::beside(place, progress)).filter(|copies| !copies.files.is_empty());
    }
    own.into_iter().chain(others).collect()
}

/// The owner of the progress in a file.
enum Owned {
    /// The run whose place this is.
    Own(Progress),
    /// Another run of the checklist.
    OtherRun(Progress),
    /// Another checklist.
    Foreign,
}

fn owned(place: &ProgressPaths, path: &Path, text: &str) -> Result<Owned, StoreError> {
    match belonging(place, path, text) {
        Ok(Some(read)) => Ok(Owned::Own(read.progress)),
        Ok(None) | Err(StoreError::OtherChecklist { .. }) => match format::read(text) {
            // Up to 0.1.0, an interrupted save left an empty file.
            Ok(None) if !is_another_checklists(place, path) => Ok(Owned::Own(place.unmarked())),
            Ok(Some(read)) if place.is_called(&read.progress.checklist) => {
                Ok(Owned::OtherRun(read.progress))
            }
            _ => Ok(Owned::Foreign),
        },
        Err(error) => Err(error),
    }
}

/// Returns whether a file without an owner is where another checklist has its progress: the file of the run `b`
/// of `a.md` is `a.b.gonogo.json`, which is also the place of `a.b.md`, if that exists.
fn is_another_checklists(place: &ProgressPaths, path: &Path) -> bool {
    if place.run().is_none() {
        return false;
    }
    let checklist = names::name_of(place.checklist());
    let ending = Path::new(&checklist)
        .extension()
        .unwrap_or_default()
        .as_bytes();
    let beside = if place.is_beside(path) {
        path
    } else {
        place.beside()
    };
    let name = beside.file_name().unwrap_or_default().as_bytes();
    let stem = name.strip_suffix(ENDING.as_bytes()).unwrap_or(name);
    beside
        .with_file_name(OsStr::from_bytes(&[stem, ending].concat()))
        .exists()
}
