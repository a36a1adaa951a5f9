//! `gonogo schema`: the JSON Schema of each JSON output.

use anyhow::{Result, bail};
use clap::Args;

use super::{Outcome, print};
use crate::report;
use crate::store;

/// All schemas by name: that of the progress file, and that of each `--json` output.
pub const SCHEMAS: [(&str, &str); 9] = [
    ("progress", store::SCHEMA),
    ("list", include_str!("schemas/list.schema.json")),
    ("next", include_str!("schemas/next.schema.json")),
    ("status", include_str!("schemas/status.schema.json")),
    ("verify", include_str!("schemas/verify.schema.json")),
    ("diff", include_str!("schemas/diff.schema.json")),
    ("report", report::SCHEMA),
    ("runs", include_str!("schemas/runs.schema.json")),
    ("check", include_str!("schemas/check.schema.json")),
];

/// Arguments of `gonogo schema`.
#[derive(Debug, Args)]
pub struct Schema {
    /// Command whose `--json` output to describe, `report` for `export --format json`, or `progress` for the progress
    /// file; omit to list all
    pub name: Option<String>,
}

impl Schema {
    /// Prints the schema.
    ///
    /// # Errors
    ///
    /// If there is no such schema, or standard output cannot be written.
    pub fn run(&self) -> Result<Outcome> {
        let names = || SCHEMAS.map(|(name, _)| name);
        match &self.name {
            None => print(&format!("{}\n", names().join("\n")))?,
            Some(wanted) => match SCHEMAS.iter().find(|(name, _)| name == wanted) {
                Some((_, schema)) => print(schema)?,
                None => bail!(
                    "no schema named “{wanted}”; available: {}",
                    names().join(", ")
                ),
            },
        }
        Ok(Outcome::Done)
    }
}
