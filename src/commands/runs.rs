//! `gonogo runs`, and its JSON, `gonogo-runs/1`.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use super::status::JsonCopies;
use super::{CommandOutcome, print, print_json, say};
use crate::checklist::Checklist;
use crate::config;
use crate::context::{self, Common};
use crate::progress::{Event, State};
use crate::report::json_types::counts::JsonCounts;
use crate::report::json_types::words::VerdictWord;
use crate::sanitize;
use crate::store::{self, RunFound};
use crate::workbook::Workbook;

/// Arguments of `gonogo runs`.
#[derive(Debug, Args)]
pub struct RunsArgs {
    /// Checklist file
    pub file: PathBuf,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

impl RunsArgs {
    /// Lists every run with progress next to the checklist or in the state folder.
    ///
    /// # Errors
    ///
    /// If the checklist cannot be read, or, after the list was printed, the progress of a run.
    pub fn run(&self, common: &Common) -> Result<CommandOutcome> {
        if context::has_no_place(&self.file) {
            bail!("a checklist from standard input has no runs; use a file instead");
        }
        if common.run.is_some() || common.progress.is_some() {
            bail!("this lists all runs: drop --run and --progress");
        }
        let checklist = common.read(&self.file)?;
        let found = store::runs(&self.file, config::state_folder().as_deref())?;
        let suggestions: Vec<String> = found
            .iter()
            .filter_map(|run| run.copies.as_ref())
            .flat_map(store::Copies::in_words)
            .collect();
        let unreadable = found.iter().filter(|run| run.progress.is_err()).count();
        let found_none = found.is_empty();
        let rows: Vec<JsonRun> = found
            .into_iter()
            .map(|run| JsonRun::of(&checklist, run))
            .collect();
        if self.json {
            print_json(&JsonRuns {
                format: "gonogo-runs/1",
                runs: rows,
            })?;
        } else if rows.is_empty() {
            say(&format!("{}: no runs yet", sanitize::path(&self.file)));
        } else {
            print(&table(&rows))?;
        }
        if found_none && let Some(renamed) = store::renamed(&self.file, &checklist) {
            say(&format!("gonogo: {}", renamed.in_words()));
        }
        for suggestion in suggestions {
            say(&format!("gonogo: {suggestion}"));
        }
        match unreadable {
            0 => Ok(CommandOutcome::Done),
            1 => bail!("can't read the progress of 1 run; the list shows why"),
            many => {
                bail!("can't read the progress of {many} runs; the list shows why")
            }
        }
    }
}

/// The output of `gonogo runs --json`: every run of a checklist, by name. Later versions may add fields.
#[derive(Serialize, JsonSchema)]
pub(super) struct JsonRuns {
    /// The name and number of this format.
    format: &'static str,
    /// The runs.
    runs: Vec<JsonRun>,
}

/// A run; if its progress file can't be read, there is only the error.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Run")]
struct JsonRun {
    /// The name; null for the default run.
    name: Option<String>,
    /// The progress file.
    path: String,
    /// The time of the first change.
    started: Option<String>,
    /// The author of the first change.
    started_by: Option<String>,
    /// The time of the last change.
    changed: Option<String>,
    /// The author of the last change.
    changed_by: Option<String>,
    /// The verdict.
    verdict: Option<VerdictWord>,
    /// Counts of the whole document.
    counts: Option<JsonCounts>,
    /// The error, if the progress file can't be read.
    error: Option<String>,
    /// Copies beside the progress file; absent if there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    copies: Option<JsonCopies>,
    /// The columns between name and times, for people.
    #[serde(skip)]
    columns: Vec<String>,
}

impl JsonRun {
    fn of(checklist: &Checklist, run: RunFound) -> JsonRun {
        let mut row = JsonRun {
            name: run.name,
            path: run
                .paths
                .first()
                .map(|path| store::text_of(path))
                .unwrap_or_default(),
            started: None,
            started_by: None,
            changed: None,
            changed_by: None,
            verdict: None,
            counts: None,
            error: None,
            copies: run.copies.as_ref().map(JsonCopies::of),
            columns: Vec::new(),
        };
        match run.progress {
            Ok(progress) => row.count(&Workbook::new(checklist.clone(), progress)),
            Err(error) => row.error = Some(error.to_string()),
        }
        row
    }

    fn count(&mut self, workbook: &Workbook) {
        let (tally, verdict) = (workbook.tally(), workbook.verdict());
        let told =
            |event: Option<&Event>| event.map(|event| (event.at.clone(), event.who())).unzip();
        (self.started, self.started_by) = told(workbook.progress().first());
        (self.changed, self.changed_by) = told(workbook.progress().last());
        self.verdict = Some(verdict.into());
        self.columns = vec![
            verdict.word().to_owned(),
            format!("{}/{} items", tally.of(State::Done), tally.total()),
            format!("{}/{} blanks", tally.filled, tally.blanks),
        ];
        self.counts = Some(tally.into());
    }

    /// Returns the columns for people.
    fn columns(&self) -> Vec<String> {
        let name = self.name.as_deref().unwrap_or("(default)");
        let mut columns = vec![sanitize::one_line(name).into_owned()];
        if let Some(error) = &self.error {
            columns.push(sanitize::one_line(error).into_owned());
            return columns;
        }
        columns.extend(self.columns.iter().cloned());
        let told = |what: &str, at: &Option<String>, by: &Option<String>| {
            let (Some(at), Some(by)) = (at, by) else {
                return String::new();
            };
            format!(
                "{what} {} by {}",
                sanitize::time(at),
                sanitize::one_line(by)
            )
        };
        columns.push(told("started", &self.started, &self.started_by));
        columns.push(told("last change", &self.changed, &self.changed_by));
        columns
    }
}

/// Returns one run per line, with columns two spaces apart; the last column isn't padded.
fn table(rows: &[JsonRun]) -> String {
    let rows: Vec<Vec<String>> = rows.iter().map(JsonRun::columns).collect();
    let wide = |column: usize| {
        let inner = rows.iter().filter(|row| column + 1 < row.len());
        inner
            .map(|row| sanitize::width(&row[column]))
            .max()
            .unwrap_or(0)
    };
    let mut text = String::new();
    for row in &rows {
        let mut line = String::new();
        for (column, cell) in row.iter().enumerate() {
            let pad = wide(column).saturating_sub(sanitize::width(cell));
            line.push_str(&format!("{cell}{}  ", " ".repeat(pad)));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
