//! `gonogo live`.

use std::path::PathBuf;

use anyhow::{Result, bail};
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use clap::Args;

use super::{Outcome, change, say};
use crate::options::Common;
use crate::shown;
use crate::workbook::Edit;

/// When it went live.
#[derive(Debug, Args)]
pub struct Live {
    /// The checklist
    pub file: PathBuf,
    /// The moment, also one to come: 2026-11-21T21:04:05Z, or in UTC '2026-11-21 21:04' or 2026-11-21; without it, now
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
        let at = match (&self.at, self.clear) {
            (_, true) => None,
            (Some(at), _) => match moment(at) {
                Some(at) => Some(at),
                None => bail!("“{at}” is no time: write 2026-11-21T21:04:05Z, or in UTC “2026-11-21 21:04”"),
            },
            (None, _) => Some(common.stamp()?.at),
        };
        let changed = change(common, &mut workbook, &mut store, vec![Edit::Live { at }])?;
        let already = if changed { "" } else { "already " };
        match workbook.live() {
            Some(at) => say(&format!("{already}live: {}", shown::time(&at.to_rfc3339()))),
            None => say(&format!("{already}not live: nobody has said when")),
        }
        let obstacles = workbook.verdict().obstacles.len();
        if obstacles > 0 && !self.clear {
            say(&format!("gonogo: it is NO-GO: {obstacles} in the way, which `gonogo status` lists"));
        }
        Ok(Outcome::Done)
    }
}

/// The moment that a person wrote.
fn moment(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return Some(at.to_utc());
    }
    let formats = ["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S"];
    let at = formats.iter().find_map(|format| NaiveDateTime::parse_from_str(text, format).ok());
    let day = || NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(|day| day.and_time(NaiveTime::MIN));
    // `%Y` takes 26 for the year 26, which nobody means.
    let has_year = text.bytes().take_while(u8::is_ascii_digit).count() == 4;
    at.or_else(day).filter(|_| has_year).map(|at| at.and_utc())
}

#[cfg(test)]
mod tests {
    use super::moment;

    #[test]
    fn times_are_read() {
        for (text, expected) in [
            ("2026-11-21T21:04:05Z", Some("2026-11-21T21:04:05+00:00")),
            ("2026-11-21T21:04:05+02:00", Some("2026-11-21T19:04:05+00:00")),
            ("2026-11-21 21:04", Some("2026-11-21T21:04:00+00:00")),
            ("2026-11-21", Some("2026-11-21T00:00:00+00:00")),
            ("26-11-21", None),
            ("tomorrow", None),
        ] {
            assert_eq!(moment(text).map(|at| at.to_rfc3339()).as_deref(), expected, "{text}");
        }
    }
}
