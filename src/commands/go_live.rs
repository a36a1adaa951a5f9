//! `gonogo live`.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;

use super::{CommandOutcome, change, say};
use crate::context::Common;
use crate::sanitize;
use crate::workbook::{Edit, moment_to_second};

/// Arguments of `gonogo live`.
#[derive(Debug, Args)]
pub struct LiveArgs {
    /// Checklist file
    pub file: PathBuf,
    /// Go-live time, past or future: now (default), 2026-11-21T21:04:05Z, or in UTC '2026-11-21 21:04' or 2026-11-21
    #[arg(long, value_name = "TIME")]
    pub at: Option<String>,
    /// Clear the go-live time
    #[arg(long, conflicts_with = "at")]
    pub clear: bool,
}

impl LiveArgs {
    /// Sets or clears the go-live time.
    ///
    /// # Errors
    ///
    /// If the time can't be parsed, or the change cannot be saved.
    pub fn run(&self, common: &Common) -> Result<CommandOutcome> {
        let mut controller = common.open(&self.file)?;
        let now = common.stamp()?.at;
        let at = match (&self.at, self.clear) {
            (_, true) => None,
            (Some(at), _) => match moment_to_second(at, now) {
                Some(at) => Some(at),
                None => bail!(
                    "can't read “{at}” as a time; try now, 2026-11-21T21:04:05Z, or '2026-11-21 21:04' (UTC)"
                ),
            },
            (None, _) => moment_to_second("now", now),
        };
        let changed = change(common, &mut controller, vec![Edit::Live { at }])?;
        let workbook = controller.workbook();
        match (workbook.live(), changed) {
            (Some(at), _) => {
                let already = if changed { "" } else { "already " };
                let at = sanitize::time(&at.to_rfc3339());
                say(&format!("go-live time {already}set: {at}"));
            }
            (None, true) => say("go-live time cleared"),
            (None, false) => say("no go-live time set"),
        }
        let blockers = workbook.verdict().blockers.len();
        if blockers > 0 && !self.clear {
            let s = if blockers == 1 { "" } else { "s" };
            say(&format!(
                "gonogo: NO-GO: {blockers} blocker{s}; see `gonogo status`"
            ));
        }
        Ok(CommandOutcome::Done)
    }
}
