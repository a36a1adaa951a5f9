//! The checklists of the current repository.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::ProgressPaths;
use crate::checklist::Checklist;

/// The number of folder levels that are searched for Markdown files.
const DEEPEST: usize = 8;
/// The same outside a repository.
const NEAR: usize = 2;
/// The maximum number of Markdown files that are read.
const MOST: usize = 5000;
/// The maximum size of a checklist.
const LARGEST: u64 = 4 * 1024 * 1024;

/// A checklist that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundChecklist {
    /// The file.
    pub path: PathBuf,
    /// The number of its items.
    pub items: usize,
    /// `true` if it has progress next to it.
    pub begun: bool,
}

/// The folder that is searched for checklists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchFolder {
    /// The folder.
    pub folder: PathBuf,
    /// `true` if it is the root of a repository.
    pub is_repository: bool,
}

/// Returns the root of the repository around `folder`: the nearest folder above with a `.git`, else `folder` itself.
pub fn root(folder: &Path) -> SearchFolder {
    match folder.ancestors().find(|above| above.join(".git").exists()) {
        Some(above) => SearchFolder {
            folder: above.to_owned(),
            is_repository: true,
        },
        None => SearchFolder {
            folder: folder.to_owned(),
            is_repository: false,
        },
    }
}

/// Returns the Markdown files with items below `root`, those with progress first, then by path. Files that git ignores
/// are skipped, and so are unreadable ones. Outside a repository the search isn't deep: the folder may
/// be the root of a disk.
pub fn checklists(root: &SearchFolder) -> Vec<FoundChecklist> {
    let skipped = |name: &OsStr| matches!(name.to_str(), Some(".git" | "node_modules" | "target"));
    let mut found: Vec<FoundChecklist> = WalkBuilder::new(&root.folder)
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

/// Returns each document once, however many links lead to it: at its own path, else at the first link.
fn once_each(mut found: Vec<FoundChecklist>) -> Vec<FoundChecklist> {
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

/// Reads a file; reading a pipe would block.
fn inspect(path: PathBuf) -> Option<FoundChecklist> {
    std::fs::metadata(&path)
        .ok()
        .filter(|file| file.is_file() && file.len() <= LARGEST)?;
    let text = std::fs::read_to_string(&path).ok()?;
    let items = Checklist::parse(text).items().count();
    let begun = ProgressPaths::of(&path, None, None, None)
        .paths()
        .any(Path::exists);
    (items > 0).then_some(FoundChecklist { path, items, begun })
}
