//! `gonogo diff`, and its JSON, `gonogo-diff/1`.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use chrono::SecondsFormat;
use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use super::diff_output::{ChangeFilter, Changes};
use super::{CommandOutcome, parse_since, print, print_json};
use crate::config;
use crate::context::{self, Common};
use crate::store::{self, RunFound};
use crate::workbook::Workbook;

/// Arguments of `gonogo diff`.
#[derive(Debug, Args)]
pub struct DiffArgs {
    /// Checklist file
    pub file: PathBuf,
    /// Run to compare; give it twice, the earlier run first ('' is the default run)
    #[arg(long, value_name = "NAME")]
    pub run: Vec<String>,
    /// Compare a run with its own past: 30m, 2h, 7d, today, 2026-11-21 or '2026-11-21 21:04' (UTC)
    #[arg(long, value_name = "TIME")]
    pub since: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// One side of the comparison, and its name.
struct DiffSide {
    workbook: Workbook,
    name: String,
    json: JsonSide,
}

impl DiffArgs {
    /// Prints the differences.
    ///
    /// # Errors
    ///
    /// If the checklist or a run cannot be read, or the arguments don't name two sides.
    pub fn run(&self, common: &Common) -> Result<CommandOutcome> {
        let (before, after) = match (&self.since, self.run.as_slice()) {
            (Some(since), [] | [_]) => self.with_past(common, since)?,
            (Some(_), _) => {
                bail!(
                    "--since compares one run with its own past: drop --since, or give only one --run"
                )
            }
            (None, []) => {
                bail!("nothing to compare: give two runs with --run, or a time with --since")
            }
            // In clap, a --run after the command replaces those before it, so a single one may be half of what was
            // given.
            (None, [_]) => bail!(
                "only one run to compare: give both after `diff`, each with --run ('' is the default run), or a time with --since"
            ),
            (None, [before, after]) => self.two_runs(common, before, after)?,
            (None, _) => bail!("can't compare more than two runs"),
        };
        let changes = Changes::of(
            &after.workbook,
            after.workbook.changed_from(&before.workbook),
        );
        let outcome = if changes.is_empty() {
            CommandOutcome::Done
        } else {
            CommandOutcome::Differences
        };
        if self.json {
            let summary = changes.summary();
            let (from, to) = (before.json, after.json);
            print_json(&JsonDiff {
                format: "gonogo-diff/1",
                from,
                to,
                summary,
                changes,
            })?;
        } else {
            let lines = changes.lines(&after.workbook, ChangeFilter::All);
            print(&format!(
                "{} → {}: {}\n{lines}",
                before.name,
                after.name,
                changes.summary()
            ))?;
        }
        Ok(outcome)
    }

    /// Returns a run in the past and now.
    fn with_past(&self, common: &Common, since: &str) -> Result<(DiffSide, DiffSide)> {
        let at = parse_since(since, config::now()?)?;
        let run = self.run.first().filter(|run| !run.is_empty()).cloned();
        let controller = Common {
            run: run.clone(),
            ..common.clone()
        }
        .open(&self.file)?;
        let (workbook, _) = controller.into_parts();
        let at = at.to_rfc3339_opts(SecondsFormat::Millis, true);
        let before = DiffSide {
            workbook: workbook.as_of(parse_since(since, config::now()?)?),
            name: crate::sanitize::time(&at),
            json: JsonSide {
                run: run.clone(),
                at: Some(at),
            },
        };
        Ok((
            before,
            DiffSide {
                workbook,
                name: "now".to_owned(),
                json: JsonSide { run, at: None },
            },
        ))
    }

    fn two_runs(&self, common: &Common, before: &str, after: &str) -> Result<(DiffSide, DiffSide)> {
        if context::has_no_place(&self.file) {
            bail!("a checklist from standard input has no runs; use a file instead");
        }
        if common.progress.is_some() {
            bail!("can't compare runs with --progress: use --run");
        }
        let checklist = common.read(&self.file)?;
        let mut found = store::runs(&self.file, config::state_folder().as_deref())?;
        let mut side = |name: &str| -> Result<DiffSide> {
            let name = Some(name).filter(|name| !name.is_empty());
            let at = found.iter().position(|run| run.name.as_deref() == name);
            let at = at.with_context(|| missing_run(name, &found))?;
            // A run may be on both sides.
            let progress = match &found[at].progress {
                Ok(progress) => progress.clone(),
                Err(_) => found.swap_remove(at).progress?,
            };
            Ok(DiffSide {
                workbook: Workbook::new(checklist.clone(), progress),
                name: run_label(name),
                json: JsonSide {
                    run: name.map(str::to_owned),
                    at: None,
                },
            })
        };
        Ok((side(before)?, side(after)?))
    }
}

fn run_label(run: Option<&str>) -> String {
    run.map_or_else(|| "default run".to_owned(), |name| format!("run {name}"))
}

fn missing_run(name: Option<&str>, found: &[RunFound]) -> String {
    let there: Vec<&str> = found
        .iter()
        .map(|run| run.name.as_deref().unwrap_or("the default run"))
        .collect();
    let name = name.map_or_else(
        || "no default run".to_owned(),
        |name| format!("no run “{name}”"),
    );
    match there.as_slice() {
        [] => format!("{name}: there are no runs yet"),
        there => format!("{name}; there are {}", there.join(", ")),
    }
}

/// The output of `gonogo diff --json`: the differences between two runs of a checklist, or between a run now and at an
/// earlier time. Later versions may add fields.
#[derive(Serialize, JsonSchema)]
pub(super) struct JsonDiff<'a> {
    /// The name and number of this format.
    format: &'static str,
    /// The earlier side.
    from: JsonSide,
    /// The later side.
    to: JsonSide,
    /// All changes in one line.
    summary: String,
    #[serde(flatten)]
    changes: Changes<'a>,
}

/// One side of the comparison.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Side")]
struct JsonSide {
    /// The name of the run; null for the default run.
    run: Option<String>,
    /// The time of this side, RFC 3339 in UTC; null for now.
    at: Option<String>,
}
