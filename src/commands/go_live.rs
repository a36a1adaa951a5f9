//! `gonogo live`.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;

use super::{Outcome, change, say};
use crate::context::Common;
use crate::sanitize;
use crate::workbook::{Edit, moment_to_second};

/// When it went live.
#[derive(Debug, Args)]
pub struct Live {
    /// The checklist
    pub file: PathBuf,
    /// The moment, also one to come: now (as without it), 2026-11-21T21:04:05Z, or in UTC '2026-11-21 21:04' or 2026-11-21
    #[arg(long, value_name = "TIME")]
    pub at: Option<String>,
    /// Take back what was said
    #[arg(long, conflicts_with = "at")]
    pub clear: bool,
}

impl Live {
    /// Says when it went live.
    ///
    /// # Errors
    ///
    /// Where the time is none, or the change cannot be saved.
    pub fn run(&self, common: &Common) -> Result<Outcome> {
        let (mut workbook, mut store) = common.open(&self.file)?;
        let now = common.stamp()?.at;
        let at = match (&self.at, self.clear) {
            (_, true) => None,
            (Some(at), _) => match moment_to_second(at, now) {
                Some(at) => Some(at),
                None => bail!(
                    "“{at}” is no time: write 2026-11-21T21:04:05Z, or in UTC “2026-11-21 21:04”"
                ),
            },
            (None, _) => moment_to_second("now", now),
        };
        let changed = change(common, &mut workbook, &mut store, vec![Edit::Live { at }])?;
        let already = if changed { "" } else { "already " };
        match workbook.live() {
            Some(at) => say(&format!(
                "{already}live: {}",
                sanitize::time(&at.to_rfc3339())
            )),
            None => say(&format!("{already}not live: nobody has said when")),
        }
        let blockers = workbook.verdict().blockers.len();
        if blockers > 0 && !self.clear {
            say(&format!(
                "gonogo: it is NO-GO: {blockers} in the way, which `gonogo status` lists"
            ));
        }
        Ok(Outcome::Done)
    }
}
