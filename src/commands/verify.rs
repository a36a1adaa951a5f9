//! `gonogo verify`.

mod json;

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use super::{CommandOutcome, print, print_json};
use crate::context::Common;
use crate::sanitize;
use crate::workbook::describe::{ATTESTATION, COVERS_LESS};
use crate::workbook::{Cause, Flaw, Standing, Workbook, covers_less};
pub(super) use json::JsonVerify;

/// Arguments of `gonogo verify`.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// Checklist file
    pub file: PathBuf,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

impl VerifyArgs {
    /// Recomputes every digest and prints the flaws.
    ///
    /// # Errors
    ///
    /// If the checklist cannot be read.
    pub fn run(&self, common: &Common) -> Result<CommandOutcome> {
        let controller = common.open(&self.file)?;
        let workbook = controller.workbook();
        let flaws = workbook.verify();
        if self.json {
            print_json(&JsonVerify::of(workbook, &flaws))?;
        } else {
            print(&page(workbook, &flaws))?;
        }
        Ok(if flaws.is_empty() {
            CommandOutcome::Done
        } else {
            CommandOutcome::Findings
        })
    }
}

fn page(workbook: &Workbook, flaws: &[Flaw]) -> String {
    let mut page = String::new();
    let mut signed = 0;
    for signoff in workbook.signoffs() {
        let role = sanitize::one_line(workbook.role(signoff)).into_owned();
        match workbook.signature(signoff) {
            Standing::Valid(answer) => {
                let Some(signature) = &answer.value else {
                    continue;
                };
                signed += 1;
                page.push_str(&line(&format!(
                    "valid: {role}: {}, {}",
                    signature.name, signature.date
                )));
                page.push_str(&line(&format!(
                    "  by {}, {}",
                    answer.who(),
                    sanitize::time(&answer.at)
                )));
                page.push_str(&format!(
                    "  digest {}\n",
                    sanitize::one_line(&signature.digest)
                ));
                if covers_less(signature) {
                    page.push_str(&format!(
                        "  {COVERS_LESS} (not run, role, author, time or notes); sign again\n"
                    ));
                }
                if let Some(reason) = &signature.forced {
                    page.push_str(&line(&format!("  forced: {reason}")));
                }
            }
            // The flaws below give the reasons.
            Standing::Void(_) => signed += 1,
            Standing::Missing | Standing::Filled => {
                page.push_str(&format!("not signed: {role}\n"));
            }
        }
    }
    for flaw in flaws {
        page.push_str(&told(flaw));
    }
    for twice in workbook.describe_signed_twice() {
        page.push_str(&line(&twice));
    }
    if signed > 0 {
        page.push_str(&format!("\n{ATTESTATION}\n"));
    } else if flaws.is_empty() {
        page.push_str("No signatures yet, and no changes edited by hand.\n");
    }
    page
}

fn line(text: &str) -> String {
    let indent = text.len() - text.trim_start().len();
    format!(
        "{}{}\n",
        &text[..indent],
        sanitize::one_line(&text[indent..])
    )
}

fn told(flaw: &Flaw) -> String {
    let mut text = line(&flaw.describe());
    if let Flaw::Signature { causes, .. } = flaw {
        let causes = causes.iter().flat_map(Cause::describe);
        causes.for_each(|cause| text.push_str(&line(&format!("  {cause}"))));
    }
    text
}
