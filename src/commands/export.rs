//! `gonogo export`.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

use super::{Outcome, print, say};
use crate::checklist::mojibake;
use crate::context::Common;
use crate::report;
use crate::sanitize;
use crate::store::Written;
use crate::workbook::Workbook;

/// What to print.
#[derive(Debug, Args)]
pub struct Export {
    /// The checklist; `-` is standard input
    pub file: PathBuf,
    /// What to print it as
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Markdown)]
    pub format: Format,
    /// Only the document with ticks and values: no summary, notes and reasons; Markdown only
    #[arg(long)]
    pub filled: bool,
    /// How much of the changes to list: full is every one (the default of json), short those that were not
    /// replaced by a later one (the default of markdown and html)
    #[arg(long, value_name = "HOW", value_enum)]
    pub audit: Option<Audit>,
    /// Print mojibake (`âœ…`) as what it was, where that is certain; the document itself stays as it is
    #[arg(long)]
    pub repair: bool,
    /// Where to write the report; `-` is standard output. A file that exists is left alone
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
    /// Let the report replace the file OUT; checklists and progress files are never replaced
    #[arg(long, requires = "output")]
    pub force: bool,
}

/// What a report is printed as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// The document with everything filled in, a summary above it and what wants a look below
    Markdown,
    /// The same as one web page without script, for the screen, the phone and paper
    Html,
    /// Everything, for programs: gonogo-report/1
    Json,
    /// One row an item and blank, for spreadsheets; what one would take for a formula (= + - @ where a cell begins,
    /// at a comma or at a semicolon) gets an apostrophe before it
    Csv,
    /// Items as tests, for CI servers: what stands in the way of a GO is a failure
    Junit,
}

/// How much of what people did is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Audit {
    /// Every change
    Full,
    /// The changes that no later one replaced
    Short,
    /// Nothing
    None,
}

impl Export {
    /// Prints the report.
    ///
    /// # Errors
    ///
    /// Where options do not fit the format, the checklist cannot be read, or the report not be written.
    pub fn run(&self, common: &Common) -> Result<Outcome> {
        if self.filled && self.format != Format::Markdown {
            bail!("--filled prints the document itself, which is Markdown: leave out --format");
        }
        let has_audit = !self.filled && !matches!(self.format, Format::Csv | Format::Junit);
        if self.audit.is_some() && !has_audit {
            bail!(
                "--audit is for reports as markdown, html and json: this one lists no changes, leave it out"
            );
        }
        let (workbook, store) = common.open(&self.file)?;
        let text = self.text(&workbook);
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
                    Written::New | Written::Sent => format!("written: {}", sanitize::path(path)),
                    Written::Replaced(None) => format!("Replaced {}", sanitize::path(path)),
                    Written::Replaced(Some(target)) => {
                        format!(
                            "Replaced {}, which {} links to",
                            sanitize::path(&target),
                            sanitize::path(path)
                        )
                    }
                };
                say(&done);
            }
        }
        Ok(Outcome::Done)
    }

    fn text(&self, workbook: &Workbook) -> String {
        let audit = |usual| match self.audit {
            Some(Audit::Full) => report::AuditScope::Full,
            Some(Audit::Short) => report::AuditScope::Short,
            Some(Audit::None) => report::AuditScope::Nothing,
            None => usual,
        };
        match self.format {
            Format::Markdown if self.filled => report::filled(workbook),
            Format::Markdown => report::markdown(workbook, audit(report::AuditScope::Short)),
            Format::Html => report::html(workbook, audit(report::AuditScope::Short)),
            Format::Json => report::json(workbook, audit(report::AuditScope::Full)),
            Format::Csv => report::csv(workbook),
            Format::Junit => report::junit(workbook),
        }
    }
}
