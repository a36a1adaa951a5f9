//! `gonogo check`, and its JSON, `gonogo-check/1`.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use super::{CommandOutcome, print, print_json, say};
use crate::checklist::{Finding, FindingKind};
use crate::context::Common;
use crate::sanitize;

/// Arguments of `gonogo check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Checklist file, or `-` for standard input
    pub file: PathBuf,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

impl CheckArgs {
    /// Prints the findings, one per line, with positions that editors and terminals turn into links.
    ///
    /// # Errors
    ///
    /// If the document cannot be read.
    pub fn run(&self, common: &Common) -> Result<CommandOutcome> {
        let findings = common.read(&self.file)?.check();
        if self.json {
            print_json(&JsonCheck::of(&findings))?;
        } else {
            self.print_lines(&findings)?;
        }
        Ok(if findings.is_empty() {
            CommandOutcome::Done
        } else {
            CommandOutcome::Findings
        })
    }

    fn print_lines(&self, findings: &[Finding]) -> Result<()> {
        let file = sanitize::path(&self.file);
        let lines = findings.iter().map(
            |Finding {
                 line,
                 column,
                 kind,
                 message,
                 ..
             }| {
                format!(
                    "{file}:{line}:{column}: {}: {}\n",
                    kind.name(),
                    sanitize::one_line(message)
                )
            },
        );
        print(&lines.collect::<String>())?;
        say(&match findings.len() {
            0 => format!("no findings in {file}"),
            1 => format!("1 finding in {file}"),
            count => format!("{count} findings in {file}"),
        });
        Ok(())
    }
}

/// The output of `gonogo check --json`: problems in the document, by position. Later versions may add fields.
#[derive(Serialize, JsonSchema)]
pub(super) struct JsonCheck<'a> {
    /// The name and number of this format.
    format: &'static str,
    /// The findings.
    findings: Vec<JsonFinding<'a>>,
}

/// A problem in the document.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Finding")]
struct JsonFinding<'a> {
    /// The line in the document, from 1.
    #[schemars(range(min = 1))]
    line: usize,
    /// The column, from 1.
    #[schemars(range(min = 1))]
    column: usize,
    /// The kind of problem.
    kind: FindingKind,
    /// The text in question.
    text: &'a str,
    /// The problem in words, and how to fix it.
    message: &'a str,
}

impl<'a> JsonCheck<'a> {
    fn of(findings: &'a [Finding]) -> JsonCheck<'a> {
        let row = |finding: &'a Finding| JsonFinding {
            line: finding.line,
            column: finding.column,
            kind: finding.kind,
            text: &finding.text,
            message: &finding.message,
        };
        JsonCheck {
            format: "gonogo-check/1",
            findings: findings.iter().map(row).collect(),
        }
    }
}
