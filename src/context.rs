//! What every way into gonogo takes: which walk, where its progress lies, who makes the changes.

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
use crate::store::{self, Place, Store, check_run_name, read_document, see_that_no_run_is_like};
use crate::workbook::Workbook;

/// The options that the screen and every verb take.
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

/// Something was to be changed that was only to be looked at.
#[derive(Debug, Error)]
#[error("nothing changed: --read-only is set")]
pub struct ReadOnlyError;

/// The ticks of the document were to be ignored in a run where they already counted.
#[derive(Debug, Error)]
#[error(
    "--ignore-source-ticks needs a new run, and this one already counts pre-ticked items: start another with --run NAME"
)]
pub struct TicksCountedError;

impl Common {
    /// Reads a checklist and its progress; one that comes through standard input or a pipe has no progress.
    ///
    /// # Errors
    ///
    /// Where one of them cannot be read.
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
    /// Where it cannot be read.
    pub fn read(&self, file: &Path) -> Result<Checklist> {
        let text = if is_stdin(file) {
            let mut bytes = Vec::new();
            io::stdin()
                .read_to_end(&mut bytes)
                .context("standard input: cannot read the checklist")?;
            store::decode(bytes, None)?
        } else if has_no_place(file) {
            store::read_open_file(file)?
        } else {
            read_document(file)?
        };
        Ok(Checklist::parse(text))
    }

    /// Where the progress of a checklist lies.
    ///
    /// # Errors
    ///
    /// Where the run's name cannot be part of a file name, or would be mixed up with another run's.
    pub fn place(&self, file: &Path) -> Result<Place> {
        place(
            file,
            self.run.as_deref(),
            self.progress.as_deref(),
            config::state_folder().as_deref(),
        )
    }

    /// Who, and when.
    ///
    /// # Errors
    ///
    /// Where the time was fixed to something that is no time.
    pub fn stamp(&self) -> Result<Stamp> {
        Ok(self.author().at(config::now()?))
    }

    /// Sees that changes are wanted at all; whatever writes asks this first.
    ///
    /// # Errors
    ///
    /// Where everything is only to be looked at.
    pub fn see_that_changes_are_allowed(&self) -> Result<(), ReadOnlyError> {
        if self.read_only {
            Err(ReadOnlyError)
        } else {
            Ok(())
        }
    }

    /// Who makes the changes.
    pub fn author(&self) -> Author {
        match self.by.clone() {
            Some(by) => Author { by, acting: None },
            None => config::author(),
        }
    }
}

/// Where the progress of a run of a checklist lies: in the file that was `named`, else beside the checklist.
///
/// # Errors
///
/// Where the file that was named is `-`, or the run's name cannot be part of a file name, or would be mixed up with
/// another run's.
pub fn place(
    file: &Path,
    run: Option<&str>,
    named: Option<&Path>,
    state: Option<&Path>,
) -> Result<Place> {
    if let Some(named) = named.filter(|named| has_no_place(named)) {
        bail!(
            "`{}` can't hold progress, which is read and written repeatedly; name a file with --progress PATH",
            sanitize::path(named)
        );
    }
    if let Some(run) = run {
        check_run_name(run)?;
        if named.is_none() {
            see_that_no_run_is_like(run, file, state)?;
        }
    }
    Ok(Place::of(file, run, named, state))
}

/// A name that somebody gave: something of it has to be seen.
fn name(text: &str) -> Result<String, String> {
    if is_name(text) {
        Ok(text.to_owned())
    } else {
        Err("the name is empty; give yours, as in --by ann".to_owned())
    }
}

/// Whether a checklist under this name has no place on disk, so that no progress can lie beside it: standard input,
/// or a pipe that a shell opened.
pub fn has_no_place(file: &Path) -> bool {
    is_stdin(file) || store::is_open_file(file)
}

fn is_stdin(file: &Path) -> bool {
    file == Path::new("-")
}
