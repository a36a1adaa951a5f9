//! `gonogo sign`.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;

use super::{CommandOutcome, change, say};
use crate::context::Common;
use crate::workbook::describe::{self, ATTESTATION, NO_SIGNOFF};
use crate::workbook::{Edit, SignOff, Workbook, is_invisible};

/// Tests whether a sign-off matches a name.
type SignOffTest<'a> = &'a dyn Fn(&&SignOff) -> bool;

/// Arguments of `gonogo sign`.
#[derive(Debug, Args)]
pub struct SignArgs {
    /// Checklist file
    pub file: PathBuf,
    /// Sign-off: its label in the document, or part of it
    pub role: String,
    /// Sign despite blockers, for this reason; reports always show it
    #[arg(long, value_name = "REASON", allow_hyphen_values = true)]
    pub force: Option<String>,
    /// Date to fill in instead of today's
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
}

impl SignArgs {
    /// Fills in name and date, and records what is signed.
    ///
    /// # Errors
    ///
    /// If the sign-off is not found, there are blockers, or the change cannot be saved.
    pub fn run(&self, common: &Common) -> Result<CommandOutcome> {
        let mut controller = common.open(&self.file)?;
        let workbook = controller.workbook();
        let signoff = self.signoff(workbook)?;
        let stamp = common.stamp()?;
        let date = self
            .date
            .clone()
            .unwrap_or_else(|| stamp.at.format("%Y-%m-%d").to_string());
        let name = stamp.by;
        let forced = self.force.clone();
        if forced.as_ref().is_some_and(|reason| is_invisible(reason)) {
            bail!("--force needs a reason to sign despite blockers");
        }
        let edit = Edit::Sign {
            signoff,
            name: name.clone(),
            date: date.clone(),
            forced,
        };
        change(common, &mut controller, vec![edit])?;
        let workbook = controller.workbook();
        say(&format!(
            "signed as {}: {name}, {date}",
            workbook.role(signoff)
        ));
        say(&format!("signed for {}", workbook.basis().signed_for()));
        if let Some(named) = describe::contradictions(workbook) {
            say(&format!("gonogo: signed despite {named}"));
        }
        if !workbook.is_signed(signoff) {
            say(
                "gonogo: already void: someone else made changes in the meantime; `gonogo verify` shows which",
            );
        }
        for twice in workbook.describe_signed_twice() {
            say(&format!("gonogo: {twice}"));
        }
        say(ATTESTATION);
        Ok(CommandOutcome::Done)
    }

    fn signoff(&self, workbook: &Workbook) -> Result<SignOff> {
        let all: Vec<SignOff> = workbook.signoffs().collect();
        if all.is_empty() {
            bail!(NO_SIGNOFF);
        }
        let wanted = self.role.trim().to_lowercase();
        let label = |signoff: &SignOff| workbook.role(*signoff).to_lowercase();
        let key = |signoff: &SignOff| workbook.checklist().blank_key(signoff.who);
        let fits: [SignOffTest; 3] = [
            &|signoff| key(signoff) == self.role,
            &|signoff| label(signoff) == wanted,
            &|signoff| !wanted.is_empty() && label(signoff).contains(&wanted),
        ];
        let found = fits
            .iter()
            .map(|fits| all.iter().filter(fits).collect::<Vec<_>>());
        let found = found
            .into_iter()
            .find(|found| !found.is_empty())
            .unwrap_or_default();
        match found.as_slice() {
            [only] => Ok(**only),
            several => {
                let listed = if several.is_empty() {
                    all.iter().collect()
                } else {
                    several.to_vec()
                };
                let lines: Vec<String> = listed
                    .iter()
                    .map(|it| format!("\n  {} ({})", workbook.role(**it), key(it)))
                    .collect();
                let fits = if several.is_empty() {
                    "matches no sign-off"
                } else {
                    "matches several sign-offs"
                };
                bail!("“{}” {fits}; choose one of:{}", self.role, lines.concat())
            }
        }
    }
}
