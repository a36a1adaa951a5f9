//! `gonogo check`, and its JSON, `gonogo-check/1`.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use super::{Outcome, print, print_json, say};
use crate::checklist::Finding;
use crate::context::Common;
use crate::sanitize;

/// Arguments of `gonogo check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Checklist file, or `-` for standard input
    pub file: PathBuf,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

impl Check {
    /// Prints the findings, one per line, with positions that editors and terminals turn into links.
    ///
    /// # Errors
    ///
    /// If the document cannot be read.
    pub fn run(&self, common: &Common) -> Result<Outcome> {
        let findings = common.read(&self.file)?.check();
        if self.json {
            print_json(&Report::of(&findings))?;
        } else {
            self.print_lines(&findings)?;
        }
        Ok(if findings.is_empty() {
            Outcome::Done
        } else {
            Outcome::Findings
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

#[derive(Serialize)]
struct Report<'a> {
    format: &'static str,
    findings: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    line: usize,
    column: usize,
    kind: &'static str,
    text: &'a str,
    message: &'a str,
}

impl<'a> Report<'a> {
    fn of(findings: &'a [Finding]) -> Report<'a> {
        let row = |finding: &'a Finding| Row {
            line: finding.line,
            column: finding.column,
            kind: finding.kind.name(),
            text: &finding.text,
            message: &finding.message,
        };
        Report {
            format: "gonogo-check/1",
            findings: findings.iter().map(row).collect(),
        }
    }
}
