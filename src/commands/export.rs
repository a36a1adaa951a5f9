//! `gonogo export`.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

use super::{CommandOutcome, print, say};
use crate::checklist::mojibake;
use crate::context::Common;
use crate::report::{self, AuditScope};
use crate::sanitize;
use crate::store::WriteResult;
use crate::workbook::Workbook;

/// Arguments of `gonogo export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// Checklist file, or `-` for standard input
    pub file: PathBuf,
    /// Report format
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = ReportFormat::Markdown)]
    pub format: ReportFormat,
    /// Only the document with ticks and values: no summary, notes or reasons (Markdown only)
    #[arg(long)]
    pub filled: bool,
    /// How much of the audit log to include [default: full for json, short for markdown and html]
    #[arg(long, value_name = "HOW", value_enum)]
    pub audit: Option<AuditChoice>,
    /// Repair garbled characters (`âœ…`) in the report where the original is certain
    #[arg(long)]
    pub repair: bool,
    /// File to write, or `-` for standard output; an existing file isn't overwritten
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
    /// Overwrite OUT if it exists; checklists and progress files are never overwritten
    #[arg(long, requires = "output")]
    pub force: bool,
}

/// The format of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// The completed document, with a summary above and exceptions, conflicts and sign-offs below
    Markdown,
    /// The same as a single web page without scripts, for screen, phone and print
    Html,
    /// Everything, for programs: gonogo-report/1
    Json,
    /// One row per item and blank, for spreadsheets; values that look like formulas get a leading apostrophe
    Csv,
    /// Items as tests, for CI servers: each blocker is a failure
    Junit,
}

/// The part of the audit log that is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AuditChoice {
    /// Every change
    Full,
    /// Only changes that weren't superseded
    Short,
    /// No audit log
    None,
}

impl ReportFormat {
    /// The part of the audit log that the format includes by default; `None` if it has no audit log.
    fn usual_audit(self) -> Option<AuditScope> {
        match self {
            ReportFormat::Markdown | ReportFormat::Html => Some(AuditScope::Short),
            ReportFormat::Json => Some(AuditScope::Full),
            ReportFormat::Csv | ReportFormat::Junit => None,
        }
    }
}

impl ExportArgs {
    /// Prints the report.
    ///
    /// # Errors
    ///
    /// If options don't match the format, the checklist cannot be read, or the report cannot be written.
    pub fn run(&self, common: &Common) -> Result<CommandOutcome> {
        if self.filled && self.format != ReportFormat::Markdown {
            bail!("--filled prints the document itself, which is Markdown: drop --format");
        }
        let has_audit = !self.filled && self.format.usual_audit().is_some();
        if self.audit.is_some() && !has_audit {
            bail!("--audit only works with --format markdown, html or json");
        }
        let controller = common.open(&self.file)?;
        let (workbook, store) = (controller.workbook(), controller.store());
        let text = self.text(workbook);
        let text = if self.repair {
            mojibake::repaired(&text).into_owned()
        } else {
            text
        };
        match self
            .output
            .as_deref()
            .filter(|path| *path != Path::new("-"))
        {
            None => print(&text)?,
            Some(path) => {
                let done = match store.write_report(path, &text, self.force)? {
                    WriteResult::New | WriteResult::Sent => {
                        format!("wrote {}", sanitize::path(path))
                    }
                    WriteResult::Replaced(None) => format!("replaced {}", sanitize::path(path)),
                    WriteResult::Replaced(Some(target)) => {
                        format!(
                            "replaced {}, which {} links to",
                            sanitize::path(&target),
                            sanitize::path(path)
                        )
                    }
                };
                say(&done);
            }
        }
        Ok(CommandOutcome::Done)
    }

    fn text(&self, workbook: &Workbook) -> String {
        let usual = self.format.usual_audit();
        let audit = match self.audit {
            Some(AuditChoice::Full) => AuditScope::Full,
            Some(AuditChoice::Short) => AuditScope::Short,
            Some(AuditChoice::None) => AuditScope::Nothing,
            None => usual.unwrap_or(AuditScope::Nothing),
        };
        match self.format {
            ReportFormat::Markdown if self.filled => report::filled(workbook),
            ReportFormat::Markdown => report::markdown(workbook, audit),
            ReportFormat::Html => report::html(workbook, audit),
            ReportFormat::Json => report::json(workbook, audit),
            ReportFormat::Csv => report::csv(workbook),
            ReportFormat::Junit => report::junit(workbook),
        }
    }
}
