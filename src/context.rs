//! The options that all front ends share: run, progress file, author.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;
use thiserror::Error;

use crate::checklist::Checklist;
use crate::config;
use crate::controller::Controller;
use crate::progress::{Author, Progress, Stamp, is_name};
use crate::sanitize;
use crate::store::{
    self, ProgressPaths, Store, check_run_name, ensure_run_name_is_unique, read_document,
};
use crate::workbook::Workbook;

/// The options that the screen and all verbs share.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Common options")]
pub struct Common {
    /// Name of this run; a checklist can have many runs
    #[arg(long, global = true, value_name = "NAME")]
    pub run: Option<String>,
    /// Keep progress in this file instead of next to the checklist
    #[arg(long, global = true, value_name = "PATH")]
    pub progress: Option<PathBuf>,
    /// Your name, instead of USER@HOST
    #[arg(long, global = true, value_name = "NAME", value_parser = name)]
    pub by: Option<String>,
    /// In a new run, count pre-ticked items as open; can't be changed later
    #[arg(long, global = true)]
    pub ignore_source_ticks: bool,
    /// Don't change anything
    #[arg(long, global = true)]
    pub read_only: bool,
    /// Only print errors
    #[arg(short, long, global = true)]
    pub quiet: bool,
}

/// A change was attempted with `--read-only`.
#[derive(Debug, Error)]
#[error("nothing changed: --read-only is set")]
pub struct ReadOnlyError;

/// `--ignore-source-ticks` was given for a run that already counts the document's ticks.
#[derive(Debug, Error)]
#[error(
    "--ignore-source-ticks needs a new run, and this one already counts pre-ticked items: start another with --run NAME"
)]
pub struct TicksCountedError;

impl Common {
    /// Opens a checklist and its progress; one from standard input or a pipe has no progress.
    ///
    /// # Errors
    ///
    /// If one of them cannot be read.
    pub fn open(&self, file: &Path) -> Result<Controller> {
        let (mut workbook, store) = if has_no_place(file) {
            (
                Workbook::new(self.read(file)?, Progress::default()),
                Store::nowhere(),
            )
        } else {
            Store::open(file, self.place(file)?)?
        };
        if self.ignore_source_ticks && !workbook.ignore_source_ticks() {
            return Err(TicksCountedError.into());
        }
        Ok(Controller::new(workbook, store))
    }

    /// Reads a checklist without its progress; `-` is standard input.
    ///
    /// # Errors
    ///
    /// If it cannot be read.
    pub fn read(&self, file: &Path) -> Result<Checklist> {
        let text = if is_stdin(file) {
            let mut bytes = Vec::new();
            io::stdin()
                .read_to_end(&mut bytes)
                .context("standard input: can't read the checklist")?;
            store::decode(bytes, None)?
        } else if has_no_place(file) {
            store::read_open_file(file)?
        } else {
            read_document(file)?
        };
        Ok(Checklist::parse(text))
    }

    /// Returns the place of a checklist's progress.
    ///
    /// # Errors
    ///
    /// If the run's name can't be part of a file name, or would be confused with another run's.
    pub fn place(&self, file: &Path) -> Result<ProgressPaths> {
        place(
            file,
            self.run.as_deref(),
            self.progress.as_deref(),
            config::state_folder().as_deref(),
        )
    }

    /// Returns author and time.
    ///
    /// # Errors
    ///
    /// If the time was fixed to something that isn't a time.
    pub fn stamp(&self) -> Result<Stamp> {
        Ok(self.author().at(config::now()?))
    }

    /// Checks that changes are allowed; everything that writes calls this first.
    ///
    /// # Errors
    ///
    /// If `--read-only` is set.
    pub fn ensure_writable(&self) -> Result<(), ReadOnlyError> {
        if self.read_only {
            Err(ReadOnlyError)
        } else {
            Ok(())
        }
    }

    /// Returns the author of changes.
    pub fn author(&self) -> Author {
        match self.by.clone() {
            Some(by) => Author { by, acting: None },
            None => config::author(),
        }
    }
}

/// Returns the place of a run's progress: the file `named`, else next to the checklist.
///
/// # Errors
///
/// If the named file is `-`, or the run's name can't be part of a file name, or would be confused with another
/// run's.
pub fn place(
    file: &Path,
    run: Option<&str>,
    named: Option<&Path>,
    state: Option<&Path>,
) -> Result<ProgressPaths> {
    if let Some(named) = named.filter(|named| has_no_place(named)) {
        bail!(
            "`{}` can't hold progress, which is read and written repeatedly; choose a file with --progress PATH",
            sanitize::path(named)
        );
    }
    if let Some(run) = run {
        check_run_name(run)?;
        if named.is_none() {
            ensure_run_name_is_unique(run, file, state)?;
        }
    }
    Ok(ProgressPaths::of(file, run, named, state))
}

/// Parses an author's name, which must have a visible character.
fn name(text: &str) -> Result<String, String> {
    if is_name(text) {
        Ok(text.to_owned())
    } else {
        Err("the name is empty; give yours, as in --by ann".to_owned())
    }
}

/// Returns whether this checklist has no place on disk, so that it can't have progress: standard input, or a pipe that
/// a shell opened.
pub fn has_no_place(file: &Path) -> bool {
    is_stdin(file) || store::is_open_file(file)
}

fn is_stdin(file: &Path) -> bool {
    file == Path::new("-")
}
