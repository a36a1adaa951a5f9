//! `gonogo schema`: the JSON Schema of each JSON output.

use anyhow::{Result, bail};
use clap::Args;

use super::check::JsonCheck;
use super::diff::JsonDiff;
use super::explain::JsonExplain;
use super::list::JsonList;
use super::next::JsonNext;
use super::runs::JsonRuns;
use super::status::JsonStatus;
use super::verify::JsonVerify;
use super::{CommandOutcome, print};
use crate::report::{self, json_types};
use crate::store;

/// The names of all schemas: that of the progress file, and those of the JSON outputs.
pub const NAMES: [&str; 10] = [
    "progress", "list", "next", "status", "verify", "diff", "report", "runs", "check", "explain",
];

/// Returns the JSON Schema of that name, made from the types that are written; `None` if there is none.
pub fn schema(name: &str) -> Option<String> {
    let text = match name {
        "progress" => store::SCHEMA.to_owned(),
        "list" => json_types::schema::<JsonList>(name),
        "next" => json_types::schema::<JsonNext>(name),
        "status" => json_types::schema::<JsonStatus>(name),
        "verify" => json_types::schema::<JsonVerify>(name),
        "diff" => json_types::schema::<JsonDiff>(name),
        "report" => report::json_schema(),
        "runs" => json_types::schema::<JsonRuns>(name),
        "check" => json_types::schema::<JsonCheck>(name),
        "explain" => json_types::schema::<JsonExplain>(name),
        _ => return None,
    };
    Some(text)
}

/// Arguments of `gonogo schema`.
#[derive(Debug, Args)]
pub struct SchemaArgs {
    /// Command whose `--json` output to describe, `report` for `export --format json`, or `progress` for the progress
    /// file; omit to list all
    pub name: Option<String>,
}

impl SchemaArgs {
    /// Prints the schema.
    ///
    /// # Errors
    ///
    /// If there is no such schema, or standard output cannot be written.
    pub fn run(&self) -> Result<CommandOutcome> {
        match &self.name {
            None => print(&format!("{}\n", NAMES.join("\n")))?,
            Some(name) => match schema(name) {
                Some(schema) => print(&schema)?,
                None => bail!("no schema named “{name}”; available: {}", NAMES.join(", ")),
            },
        }
        Ok(CommandOutcome::Done)
    }
}
