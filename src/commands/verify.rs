//! `gonogo verify`.

mod json;

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use super::{Outcome, print, print_json};
use crate::options::Common;
use crate::shown;
use crate::workbook::{Cause, Deed, Flaw, Standing, Workbook};
use json::Verified;

/// How many changes are listed of those that made a signature void.
const LISTED: usize = 5;

/// The signatures to verify.
#[derive(Debug, Args)]
pub struct Verify {
    /// The checklist
    pub file: PathBuf,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

impl Verify {
    /// Computes every digest anew and says what does not hold.
    ///
    /// # Errors
    ///
    /// Where the checklist cannot be read.
    pub fn run(&self, common: &Common) -> Result<Outcome> {
        let (workbook, _) = common.open(&self.file)?;
        let flaws = workbook.verify();
        if self.json {
            print_json(&Verified::of(&workbook, &flaws))?;
        } else {
            print(&page(&workbook, &flaws))?;
        }
        Ok(if flaws.is_empty() { Outcome::Done } else { Outcome::Findings })
    }
}

fn page(workbook: &Workbook, flaws: &[Flaw]) -> String {
    let mut page = String::new();
    let mut signed = 0;
    for signoff in workbook.signoffs() {
        let role = shown::one_line(workbook.role(signoff)).into_owned();
        match workbook.signature(signoff) {
            Standing::Valid(answer) => {
                let Some(signature) = &answer.value else { continue };
                signed += 1;
                page.push_str(&line(&format!("holds: {role}: {}, {}", signature.name, signature.date)));
                page.push_str(&line(&format!("  by {}, {}", answer.who(), shown::time(&answer.at))));
                page.push_str(&format!("  digest {}\n", shown::one_line(&signature.digest)));
                if let Some(reason) = &signature.forced {
                    page.push_str(&line(&format!("  forced: {reason}")));
                }
            }
            Standing::Void(_) => signed += 1,
            Standing::Missing | Standing::Filled => {
                page.push_str(&format!("not signed: {role}\n"));
            }
        }
    }
    for flaw in flaws {
        page.push_str(&told(flaw));
    }
    for (name, signoffs) in workbook.signed_twice() {
        let roles: Vec<&str> = signoffs.iter().map(|&signoff| workbook.role(signoff)).collect();
        page.push_str(&line(&format!("one person in {} roles: {name} as {}", roles.len(), roles.join(", "))));
    }
    if signed > 0 {
        page.push_str(
            "\nA signature is what somebody attested who had this file; it does not prove who that was.\n",
        );
    } else if flaws.is_empty() {
        page.push_str("Nobody has signed, and no change was altered.\n");
    }
    page
}

fn line(text: &str) -> String {
    let indent = text.len() - text.trim_start().len();
    format!("{}{}\n", &text[..indent], shown::one_line(&text[indent..]))
}

fn told(flaw: &Flaw) -> String {
    let change = |deed: &Deed| format!("{} {}, {}", deed.who, deed.deed, shown::time(&deed.at));
    match flaw {
        Flaw::Altered(deed) => line(&format!("altered since it was made: {}", change(deed))),
        Flaw::Orphaned(deed) => line(&format!("what it took the place of is gone: {}", change(deed))),
        Flaw::Signature { role, name, causes } => {
            let mut text = line(&format!("does not hold: {role}: {name}"));
            for cause in causes {
                match cause {
                    Cause::Document => text.push_str("  the document was changed since\n"),
                    Cause::Renamed => text.push_str("  another name or date stands there now\n"),
                    Cause::Gone(count) => {
                        text.push_str(&format!("  changes that it saw are gone from the file: {count}\n"));
                    }
                    Cause::Tampered => {
                        text.push_str("  its digest does not fit what it saw: this file was tampered with\n");
                    }
                    Cause::Unasked => text.push_str("  the document does not ask for it any more\n"),
                    Cause::Changed(deeds) => {
                        let lines = deeds.iter().take(LISTED);
                        lines.for_each(|deed| text.push_str(&line(&format!("  since: {}", change(deed)))));
                        let more = deeds.len().saturating_sub(LISTED);
                        if more > 0 {
                            text.push_str(&format!("  and {more} more\n"));
                        }
                    }
                }
            }
            text
        }
    }
}
