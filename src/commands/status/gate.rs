//! Stricter rules for the verdict, for scripts: options of `gonogo status`.

use anyhow::Result;
use chrono::{DateTime, TimeDelta, Utc};
use clap::Args;

use crate::workbook::{Rules, Workbook, duration};

/// The difference that clocks may have: an answer later than that comes from the future and doesn't count.
const SKEW: TimeDelta = TimeDelta::minutes(5);

/// The options.
#[derive(Debug, Clone, Args)]
pub(super) struct Gate {
    /// Base the verdict on this section alone, whatever its phase: part of its heading, its key, or the unique end
    /// of its key
    #[arg(long, value_name = "NAME")]
    section: Option<String>,
    /// Don't count pre-ticked items until someone confirms them
    #[arg(long)]
    strict: bool,
    /// Fail if the document has no sign-offs; existing ones must always be signed
    #[arg(long)]
    require_signoff: bool,
    /// Fail if a done item was answered longer ago than this: 30m, 2h, 7d, 1w; pre-ticked items always fail
    #[arg(long, value_name = "AGE", value_parser = age)]
    max_age: Option<TimeDelta>,
}

fn age(text: &str) -> Result<TimeDelta, String> {
    duration(text).ok_or_else(|| "expected a duration such as 30m, 2h, 7d or 1w".to_owned())
}

impl Gate {
    /// Returns the rules that these options set.
    ///
    /// # Errors
    ///
    /// If the section doesn't exist or isn't unique.
    pub(super) fn rules(&self, workbook: &Workbook, now: DateTime<Utc>) -> Result<Rules> {
        let since = |age| {
            now.checked_sub_signed(age)
                .unwrap_or(DateTime::<Utc>::MIN_UTC)
        };
        Ok(Rules {
            strict: self.strict,
            require_signoff: self.require_signoff,
            settled_since: self.max_age.map(since),
            settled_until: self.max_age.and_then(|_| now.checked_add_signed(SKEW)),
            section: self
                .section
                .as_ref()
                .map(|name| workbook.find_section(name))
                .transpose()?,
        })
    }
}
