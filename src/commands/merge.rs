//! `gonogo merge`: merges copies of a progress file, by hand or as a git merge driver.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;

use super::{CommandOutcome, print, read_stdin, say, with_lock_notice};
use crate::context::Common;
use crate::progress::{Marks, Progress, RegisterOf};
use crate::sanitize;
use crate::store;
use crate::workbook::describe::{self, counted};
use crate::workbook::{Told, differing};

/// Columns for the text of an entry in a message.
const TEXT: usize = 60;

/// Arguments of `gonogo merge`.
#[derive(Debug, Args)]
pub struct MergeArgs {
    /// Progress files of the same checklist and run, or `-` for standard input; with OUT, one is enough
    #[arg(required_unless_present = "driver", conflicts_with = "driver", num_args = 1.., value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// File to write; if it exists, it is merged too [default: standard output]
    #[arg(short, long, value_name = "OUT", conflicts_with = "driver")]
    pub output: Option<PathBuf>,
    /// Accept copies of a renamed checklist; its name is taken from OUT, else from the document next to it, else from
    /// the first copy
    #[arg(long, conflicts_with = "driver")]
    pub renamed: bool,
    /// Merge OURS and THEIRS into OURS, as a git merge driver (set up by `gonogo git install`)
    #[arg(long, num_args = 3..=4, value_names = ["BASE", "OURS", "THEIRS", "PATH"], allow_hyphen_values = true)]
    pub driver: Option<Vec<PathBuf>>,
}

/// The name of a copy in messages, and its progress unless it is empty.
type ProgressCopy = (PathBuf, Option<Progress>);

impl MergeArgs {
    /// Merges the copies.
    ///
    /// # Errors
    ///
    /// If one of them cannot be read, they do not belong together, or the result cannot be written.
    pub fn run(&self, common: &Common) -> Result<CommandOutcome> {
        if let Some(files) = &self.driver {
            common.ensure_writable()?;
            return run_as_driver(files);
        }
        let output = self
            .output
            .as_deref()
            .filter(|path| *path != Path::new("-"));
        if output.is_some() {
            common.ensure_writable()?;
        }
        if self.files.len() < 2 && output.is_none() {
            bail!("specify at least two copies, or one and an output file with -o OUT");
        }
        if self
            .files
            .iter()
            .filter(|file| *file == Path::new("-"))
            .count()
            > 1
        {
            bail!("standard input can only be read once: give `-` once");
        }
        let mut copies = self
            .files
            .iter()
            .map(|file| read(file))
            .collect::<Result<Vec<ProgressCopy>>>()?;
        let inputs = copies.len();
        let before = match output {
            Some(path) => store::read_result(path).context("nothing was written")?,
            None => None,
        };
        if let (Some(path), Some(before)) = (output, &before) {
            copies.push((path.to_owned(), Some(before.clone())));
        }
        let renamed = self.renamed.then(|| output.unwrap_or(Path::new("")));
        let merged = store::merge_copies(&copies, renamed)?;
        let written = match output {
            Some(path) => with_lock_notice(|patience| {
                store::write_merged(path, merged.clone(), self.renamed, patience)
            })?,
            None => merged,
        };
        print_copies(&copies[..inputs]);
        match output {
            Some(path) => print_written(path, before.as_ref(), &written),
            None => print(&store::write(&written))?,
        }
        print_conflicts(&written);
        Ok(CommandOutcome::Done)
    }
}

fn read(file: &Path) -> Result<ProgressCopy> {
    if file != Path::new("-") {
        return Ok((file.to_owned(), store::read_copy(file, file)?));
    }
    let name = PathBuf::from("standard input");
    let text = store::decode(read_stdin("progress")?, None)?;
    let progress = store::parse_copy(&text, &name)?;
    Ok((name, progress))
}

/// Acts as a git merge driver (gitattributes, “Defining a custom merge driver”): the files are BASE, OURS, THEIRS and,
/// for messages, the path of the file in the repository; the result goes to OURS. BASE isn't used, for the reason given
/// in [`store::merge_copies`].
fn run_as_driver(files: &[PathBuf]) -> Result<CommandOutcome> {
    let [_, ours, theirs, path @ ..] = files else {
        bail!("expected at least three files from git")
    };
    let path = path.first().unwrap_or(ours);
    let shown = sanitize::path(path);
    let side = |file: &Path, side: &str| -> Result<ProgressCopy> {
        let name = PathBuf::from(format!("{shown} ({side})"));
        let progress = store::read_copy(file, &name)?;
        Ok((name, progress))
    };
    let merged = || -> Result<()> {
        let copies = [side(ours, "ours")?, side(theirs, "theirs")?];
        if copies.iter().all(|(_, progress)| progress.is_none()) {
            return Ok(());
        }
        // git pairs the files of a checklist that was renamed on one side.
        let merged = store::merge_copies(&copies, Some(path))?;
        let merged =
            with_lock_notice(|patience| store::write_merged(ours, merged.clone(), true, patience))?;
        let names: Vec<&str> = copies
            .iter()
            .filter_map(|(_, side)| Some(side.as_ref()?.checklist.as_str()))
            .collect();
        if let [ours, theirs] = names[..]
            && ours != theirs
        {
            let (ours, theirs) = (sanitize::one_line(ours), sanitize::one_line(theirs));
            say(&format!(
                "gonogo: {shown}: merged the progress of {ours} (ours) and {theirs} (theirs)"
            ));
        }
        let known: Vec<MergeConflict> = copies
            .iter()
            .filter_map(|(_, side)| side.as_ref())
            .flat_map(conflicts)
            .collect();
        for conflict in conflicts(&merged)
            .iter()
            .filter(|conflict| !known.contains(conflict))
        {
            say(&format!(
                "gonogo: {shown}: kept both answers: {}",
                conflict.line()
            ));
        }
        Ok(())
    };
    merged().with_context(|| format!("{shown} wasn't merged and holds only one side"))?;
    Ok(CommandOutcome::Done)
}

/// Prints how much each copy holds, and how much of it is in no other copy.
fn print_copies(copies: &[ProgressCopy]) {
    let mut holders: HashMap<(&str, &str), usize> = HashMap::new();
    for (_, progress) in copies {
        progress
            .iter()
            .flat_map(names)
            .for_each(|name| *holders.entry(name).or_default() += 1);
    }
    for (path, progress) in copies {
        let count = progress.iter().flat_map(names).count();
        let alone = progress
            .iter()
            .flat_map(names)
            .filter(|name| holders[name] == 1)
            .count();
        say(&format!(
            "{}: {}, {alone} only in this copy",
            sanitize::path(path),
            counted(count, "change")
        ));
    }
}

/// Prints what was written, and how much of it is new there.
fn print_written(path: &Path, before: Option<&Progress>, written: &Progress) {
    let known: HashSet<(&str, &str)> = before.into_iter().flat_map(names).collect();
    let new = names(written).filter(|name| !known.contains(name)).count();
    let count = counted(names(written).count(), "change");
    say(&format!(
        "wrote {}: {count}, {new} new",
        sanitize::path(path)
    ));
}

/// Prints the conflicts.
fn print_conflicts(progress: &Progress) {
    let conflicts = conflicts(progress);
    if conflicts.is_empty() {
        return;
    }
    say(&format!(
        "{}; answer again to resolve:",
        counted(conflicts.len(), "conflict")
    ));
    for conflict in &conflicts {
        say(&format!("  {}", conflict.line()));
    }
}

/// Returns what identifies each change: the key of its entry, and its id.
fn names(progress: &Progress) -> impl Iterator<Item = (&str, &str)> {
    progress
        .events()
        .map(|(key, event)| (key, event.id.as_str()))
}

/// A question with several current answers.
#[derive(Debug, PartialEq, Eq)]
struct MergeConflict {
    key: String,
    /// The text of the entry, and which register of it unless it is the state.
    about: String,
    answers: Vec<Told>,
}

impl MergeConflict {
    fn line(&self) -> String {
        format!("{}: {}", self.about, describe::answers(&self.answers))
    }
}

fn conflicts(progress: &Progress) -> Vec<MergeConflict> {
    let mut found = Vec::new();
    for (key, events) in &progress.entries {
        let on = events
            .last()
            .map(|event| event.on.text.as_str())
            .unwrap_or_default();
        for (register, answers) in differing(&Marks::fold(events)) {
            let on = sanitize::fit(on, TEXT, "...");
            let about = match describe::register_beside(register) {
                // A variable of the whole document.
                Some(beside) if on.is_empty() => beside,
                Some(beside) => format!("{on} ({beside})"),
                None if register == RegisterOf::Live => "the go-live time".to_owned(),
                None => on.clone(),
            };
            found.push(MergeConflict {
                key: key.clone(),
                about,
                answers,
            });
        }
    }
    found
}
