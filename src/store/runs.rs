//! The runs of one checklist: which of the progress files beside it and in the state folder are its own.
//!
//! A file's name makes it a candidate, and what stands at its top decides: `a.b.gonogo.json` is the run `b` of
//! `a.md`, or the progress of `a.b.md`. Nothing else in the folders is opened.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use super::document::is_same_file;
use super::paths::{ENDING, away_name, former_away_name, resolved};
use super::state_folder::{counts, take_kept_for};
use super::{Copies, Place, RunNameError, StoreError, belonging, format, names, read_if_there};
use crate::merge;
use crate::progress::Progress;

/// One run of a checklist.
#[derive(Debug)]
pub struct RunFound {
    /// Its name, where it has one; of a file that cannot be read, the name that the file's own name gives.
    pub name: Option<String>,
    /// Its files: beside the checklist, in the state folder, or both.
    pub paths: Vec<PathBuf>,
    /// Its progress, or what is wrong with it.
    pub progress: Result<Progress, StoreError>,
    /// Copies of its file that lie beside it; none where it can't be read.
    pub copies: Option<Copies>,
}

/// The runs of a checklist, sorted by name, the one without a name first. `state` is the user's state folder.
///
/// # Errors
///
/// If the checklist's folder cannot be listed.
pub fn runs(checklist: &Path, state: Option<&Path>) -> Result<Vec<RunFound>, StoreError> {
    let mut found: Vec<RunFound> = run_names(checklist, state)?
        .into_iter()
        .flat_map(|name| found_at(&Place::of(checklist, name.as_deref(), None, state)))
        .collect();
    found.sort_by(|a, b| (&a.name, &a.paths).cmp(&(&b.name, &b.paths)));
    // A copy lies where another run's progress would.
    let copies: Vec<PathBuf> = found
        .iter()
        .flat_map(|run| run.copies.iter().flat_map(|copies| &copies.files))
        .map(|copy| copy.path.clone())
        .collect();
    found.retain(|run| !run.paths.iter().all(|path| copies.contains(path)));
    Ok(found)
}

/// Sees that no run of the checklist has the name `name` but for the letter case: many disks would take the
/// files of both for one. A run of exactly that name is the one that is meant.
///
/// # Errors
///
/// If there is such a run.
pub fn see_that_no_run_is_like(
    name: &str,
    checklist: &Path,
    state: Option<&Path>,
) -> Result<(), RunNameError> {
    // Where the folder cannot be listed there is nothing to compare with; opening says what is wrong.
    let names = run_names(checklist, state).unwrap_or_default();
    if names.contains(&Some(name.to_owned())) {
        return Ok(());
    }
    let is_like = |other: &String| other.to_lowercase() == name.to_lowercase();
    let is_own =
        |other: &String| !found_at(&Place::of(checklist, Some(other), None, state)).is_empty();
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

/// The names of runs that the names of files give, beside the checklist and beside the links that lead to it.
fn run_names(
    checklist: &Path,
    state: Option<&Path>,
) -> Result<BTreeSet<Option<String>>, StoreError> {
    let (links, document) = resolved(checklist);
    // Nobody has to have a state folder.
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

/// What stands between the checklist's stem and the ending in the name of a progress file, with both dots: the
/// name of the run, or one dot where it has none.
fn between<'a>(checklist: &Path, file: &'a OsStr) -> Option<&'a str> {
    let rest = file
        .as_bytes()
        .strip_prefix(checklist.file_stem()?.as_bytes())?;
    // The name of a run is text, whatever that of the checklist is.
    let middle = str::from_utf8(rest.strip_suffix(ENDING.as_bytes())?).ok()?;
    (middle.starts_with('.') && middle.ends_with('.')).then_some(middle)
}

fn file_names(folder: &Path) -> std::io::Result<Vec<OsString>> {
    Ok(fs::read_dir(folder)?
        .filter_map(Result::ok)
        .map(|entry| entry.file_name())
        .collect())
}

/// What lies where the progress of one run would lie: that run, other runs of the checklist that were put
/// under its name, or nothing where it is another checklist's.
fn found_at(place: &Place) -> Vec<RunFound> {
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
                let progress = before.and_then(|before| Ok(merge::unite(before, progress?)));
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

/// Whose the progress in a file is.
enum Owned {
    /// That of the run whose place this is.
    Own(Progress),
    /// That of another run of the checklist.
    OtherRun(Progress),
    /// That of another checklist.
    Foreign,
}

fn owned(place: &Place, path: &Path, text: &str) -> Result<Owned, StoreError> {
    match belonging(place, path, text) {
        Ok(Some(read)) => Ok(Owned::Own(read.progress)),
        Ok(None) | Err(StoreError::OtherChecklist { .. }) => match format::read(text) {
            // An empty file is what a save that was cut off left up to 0.1.0.
            Ok(None) if !is_another_checklists(place, path) => Ok(Owned::Own(place.unmarked())),
            Ok(Some(read)) if place.is_called(&read.progress.checklist) => {
                Ok(Owned::OtherRun(read.progress))
            }
            _ => Ok(Owned::Foreign),
        },
        Err(error) => Err(error),
    }
}

/// Returns whether a file that does not say whose it is lies where another checklist has its progress: for the run `b`
/// of `a.md` it lies at `a.b.gonogo.json`, which is the place of `a.b.md`, where there is one.
fn is_another_checklists(place: &Place, path: &Path) -> bool {
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
