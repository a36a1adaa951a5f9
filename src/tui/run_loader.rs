//! Lists and opens the runs of a checklist.

use std::path::PathBuf;

use anyhow::{Result, bail};

use super::sheets::runs::RunRow;
use crate::checklist::Checklist;
use crate::context;
use crate::progress::{Progress, State};
use crate::sanitize;
use crate::store::{self, RunFound, Store};
use crate::workbook::Workbook;

/// Everything needed to open a run of a checklist.
#[derive(Debug, Clone, Default)]
pub struct RunLoader {
    /// The checklist; nothing where it came through a pipe.
    pub file: Option<PathBuf>,
    /// The progress file given with `--progress`: then there are no other runs.
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
    /// If the checklist has no runs, the name is invalid, or a file can't be read.
    pub fn open(&self, run: Option<&str>) -> Result<(Workbook, Store)> {
        let Some(file) = &self.file else {
            bail!("a checklist from standard input has no runs; open its file instead");
        };
        if let Some(progress) = &self.progress {
            bail!(
                "--progress selects one file, {}; omit it to switch runs",
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
    /// If the checklist has no runs, or the folder can't be listed.
    pub fn runs(&self, checklist: &Checklist) -> Result<Vec<RunRow>> {
        let Some(file) = self.file.as_ref().filter(|_| self.progress.is_none()) else {
            return self.open(None).map(|_| Vec::new());
        };
        let found = store::runs(file, self.state.as_deref())?;
        let mut runs: Vec<RunRow> = found
            .into_iter()
            .map(|found| tell(checklist, found))
            .collect();
        runs.sort_by(|a, b| b.changed.cmp(&a.changed));
        Ok(runs)
    }
}

fn tell(checklist: &Checklist, found: RunFound) -> RunRow {
    let progress = match found.progress {
        Ok(progress) => progress,
        Err(error) => {
            return RunRow {
                name: found.name,
                changed: None,
                values: 0,
                about: Err(error.to_string()),
            };
        }
    };
    let workbook = Workbook::adopting(checklist.clone(), progress);
    let tally = workbook.tally();
    let values =
        Workbook::new(checklist.clone(), Progress::default()).count_carried_from(&workbook);
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
    RunRow {
        name: found.name,
        changed: last.map(|event| event.at.clone()),
        values,
        about: Ok(about),
    }
}
