//! The door between the runs of one checklist: which there are, and how to walk into one.

use std::path::PathBuf;

use anyhow::{Result, bail};

use super::sheets::runs::Run;
use crate::checklist::Checklist;
use crate::context;
use crate::progress::{Progress, State};
use crate::sanitize;
use crate::store::{self, RunFound, Store};
use crate::workbook::Workbook;

/// What it takes to open a run of a checklist.
#[derive(Debug, Clone, Default)]
pub struct RunLoader {
    /// The checklist; nothing where it came through a pipe.
    pub file: Option<PathBuf>,
    /// The file that was named for progress: then there are no runs to choose between.
    pub progress: Option<PathBuf>,
    /// The user's state folder.
    pub state: Option<PathBuf>,
    /// The folder where people's places and drafts are remembered; nothing where they are not.
    pub seats: Option<PathBuf>,
}

impl RunLoader {
    /// Opens a run.
    ///
    /// # Errors
    ///
    /// Where there cannot be runs, the name cannot be one's, or something cannot be read.
    pub fn open(&self, run: Option<&str>) -> Result<(Workbook, Store)> {
        let Some(file) = &self.file else {
            bail!("a checklist from standard input has no runs; name its file instead");
        };
        if let Some(progress) = &self.progress {
            bail!(
                "--progress names one file, {}; leave it out to change between runs",
                sanitize::path(progress)
            );
        }
        Ok(Store::open(
            file,
            context::place(file, run, None, self.state.as_deref())?,
        )?)
    }

    /// The runs of the checklist, the one changed last first.
    ///
    /// # Errors
    ///
    /// Where there cannot be runs, or the folder cannot be listed.
    pub fn runs(&self, checklist: &Checklist) -> Result<Vec<Run>> {
        let Some(file) = self.file.as_ref().filter(|_| self.progress.is_none()) else {
            return self.open(None).map(|_| Vec::new());
        };
        let found = store::runs(file, self.state.as_deref())?;
        let mut runs: Vec<Run> = found
            .into_iter()
            .map(|found| tell(checklist, found))
            .collect();
        runs.sort_by(|a, b| b.changed.cmp(&a.changed));
        Ok(runs)
    }
}

fn tell(checklist: &Checklist, found: RunFound) -> Run {
    let progress = match found.progress {
        Ok(progress) => progress,
        Err(error) => {
            return Run {
                name: found.name,
                changed: None,
                values: 0,
                about: Err(error.to_string()),
            };
        }
    };
    let workbook = Workbook::new(checklist.clone(), progress);
    let tally = workbook.tally();
    let values = Workbook::new(checklist.clone(), Progress::default())
        .carried_from(&workbook)
        .count();
    let mut about = format!(
        "{}  {}/{} done",
        workbook.verdict().word(),
        tally.of(State::Done),
        tally.total()
    );
    if tally.blanks > 0 {
        about.push_str(&format!("  {}/{} filled", tally.filled, tally.blanks));
    }
    let last = workbook.progress().last();
    if let Some(last) = last {
        about.push_str(&format!("  {} {}", sanitize::time(&last.at), last.who()));
    }
    Run {
        name: found.name,
        changed: last.map(|event| event.at.clone()),
        values,
        about: Ok(about),
    }
}
