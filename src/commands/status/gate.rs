//! What a script may ask of a verdict beyond what always is: options of `gonogo status`.

use anyhow::Result;
use chrono::{DateTime, TimeDelta, Utc};
use clap::Args;

use crate::checklist::EntryId;
use crate::workbook::{Obstacle, Rules, Verdict, Why, Workbook, duration};

/// What is asked for.
#[derive(Debug, Clone, Args)]
pub(super) struct Gate {
    /// Only this section decides: a part of its heading, its key, or a unique end of that
    #[arg(long, value_name = "NAME")]
    section: Option<String>,
    /// Ticks that only the document holds do not count until somebody here confirms them
    #[arg(long)]
    strict: bool,
    /// The document has to have a sign-off, and every one has to be signed
    #[arg(long)]
    require_signoff: bool,
    /// Every settled item has to have been answered within this time: 30m, 2h, 7d, 1w; what only the document ticks never was
    #[arg(long, value_name = "AGE", value_parser = age)]
    max_age: Option<TimeDelta>,
}

fn age(text: &str) -> Result<TimeDelta, String> {
    duration(text).ok_or_else(|| "give a time such as 30m, 2h, 7d or 1w".to_owned())
}

impl Gate {
    /// The section that was asked for; nothing where the whole checklist decides.
    ///
    /// # Errors
    ///
    /// Where there is no such section, or several.
    pub(super) fn section(&self, workbook: &Workbook) -> Result<Option<EntryId>> {
        Ok(self.section.as_ref().map(|name| workbook.find_section(name)).transpose()?)
    }

    /// The verdict on a section, or on the whole.
    pub(super) fn judge(&self, workbook: &Workbook, section: Option<EntryId>, now: DateTime<Utc>) -> Verdict {
        let rules = Rules { strict: self.strict, require_signoff: self.require_signoff };
        let mut verdict = workbook.verdict_by(rules);
        // An age that reaches back before all time lets everything pass.
        if let Some(since) = self.max_age.and_then(|age| now.checked_sub_signed(age)) {
            let known = verdict.obstacles.clone();
            let more = workbook.settled_before(since).into_iter().filter(|old| !known.contains(old));
            verdict.obstacles.extend(more);
            verdict.obstacles.sort_by_key(|obstacle| obstacle.entry);
        }
        if let Some(section) = section {
            let (first, end) = (section, workbook.checklist().entry(section).end);
            verdict.obstacles.retain(|obstacle| match obstacle.entry {
                Some(id) => (first..end).contains(&id),
                None => obstacle.why != Why::NoItems,
            });
            if workbook.tally_of(section).total() == 0 {
                verdict.obstacles.insert(0, Obstacle { why: Why::NoItems, entry: None });
            }
        }
        verdict
    }
}
