//! The checklists of the repository that somebody stands in.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::Place;
use crate::checklist::Checklist;

/// Markdown files are looked for this many folders deep.
const DEEPEST: usize = 8;
/// Outside of a repository, only this many.
const NEAR: usize = 2;
/// As many Markdown files are read at the most.
const MOST: usize = 5000;
/// A larger file is no checklist.
const LARGEST: u64 = 4 * 1024 * 1024;

/// A checklist that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The file.
    pub path: PathBuf,
    /// Its items.
    pub items: usize,
    /// `true` if progress lies beside it.
    pub begun: bool,
}

/// Where checklists are looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    /// The folder.
    pub folder: PathBuf,
    /// `true` if it is the root of a repository.
    pub is_repository: bool,
}

/// The root of the repository around `folder`: the nearest folder above with a `.git`, else `folder` itself.
pub fn root(folder: &Path) -> Root {
    match folder.ancestors().find(|above| above.join(".git").exists()) {
        Some(above) => Root {
            folder: above.to_owned(),
            is_repository: true,
        },
        None => Root {
            folder: folder.to_owned(),
            is_repository: false,
        },
    }
}

/// The Markdown files with items below `root`, those with progress first, then by path. What git ignores is
/// left out; what cannot be read is passed over. Outside of a repository it does not look far: the folder may
/// be the root of a disk.
pub fn checklists(root: &Root) -> Vec<Found> {
    let skipped = |name: &OsStr| matches!(name.to_str(), Some(".git" | "node_modules" | "target"));
    let mut found: Vec<Found> = WalkBuilder::new(&root.folder)
        .max_depth(Some(if root.is_repository { DEEPEST } else { NEAR }))
        .hidden(false)
        .filter_entry(move |entry| !skipped(entry.file_name()))
        .build()
        .filter_map(Result::ok)
        .filter(|entry| {
            entry
                .path()
                .extension()
                .is_some_and(|ending| ending == "md" || ending == "markdown")
        })
        .take(MOST)
        .filter_map(|entry| inspect(entry.into_path()))
        .collect();
    found.sort_by(|a, b| (!a.begun, &a.path).cmp(&(!b.begun, &b.path)));
    once_each(found)
}

/// Each document once, however many links lead to it: where it lies itself, else at the first link.
fn once_each(mut found: Vec<Found>) -> Vec<Found> {
    let documents: Vec<PathBuf> = found
        .iter()
        .map(|found| {
            found
                .path
                .canonicalize()
                .unwrap_or_else(|_| found.path.clone())
        })
        .collect();
    let best = |index: usize| {
        let same = (0..found.len()).filter(|&other| documents[other] == documents[index]);
        same.min_by_key(|&other| (found[other].path.is_symlink(), other))
    };
    let mut kept = (0..found.len())
        .map(|index| best(index) == Some(index))
        .collect::<Vec<bool>>()
        .into_iter();
    found.retain(|_| kept.next().unwrap_or(true));
    found
}

/// Looks into a file; a pipe would keep whoever reads it waiting.
fn inspect(path: PathBuf) -> Option<Found> {
    std::fs::metadata(&path)
        .ok()
        .filter(|file| file.is_file() && file.len() <= LARGEST)?;
    let text = std::fs::read_to_string(&path).ok()?;
    let items = Checklist::parse(text).items().count();
    let begun = Place::of(&path, None, None, None).paths().any(Path::exists);
    (items > 0).then_some(Found { path, items, begun })
}
