//! Stricter rules for the verdict, for scripts: options of `gonogo status`.

use anyhow::Result;
use chrono::{DateTime, TimeDelta, Utc};
use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::workbook::{Requirement, Requirements, Rules, Workbook, duration};

/// The difference that clocks may have: an answer later than that comes from the future and doesn't count.
const SKEW: TimeDelta = TimeDelta::minutes(5);

/// The options.
#[derive(Debug, Clone, Args)]
pub(super) struct Gate {
    /// Base the verdict on this section alone, whatever its phase: part of its heading, its key, or the unique end
    /// of its key
    #[arg(long, value_name = "NAME")]
    section: Option<String>,
    /// Require everything that --require knows: nothing is left out of the verdict undecided
    #[arg(long)]
    strict: bool,
    /// Fail while something is left out of the verdict: one or more kinds, separated by commas
    #[arg(long, value_name = "KINDS", value_delimiter = ',', value_parser = kinds())]
    require: Vec<Requirement>,
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

/// Returns the parser of `--require`, which lists the kinds in the help and suggests one for a mistyped word.
fn kinds() -> impl TypedValueParser<Value = Requirement> {
    let values = Requirement::ALL.map(|kind| PossibleValue::new(kind.name()).help(help(kind)));
    let kind = |name: String| {
        let kind = Requirement::ALL
            .into_iter()
            .find(|kind| kind.name() == name);
        kind.ok_or("unknown kind")
    };
    PossibleValuesParser::new(values).try_map(kind)
}

/// Returns what a kind requires.
fn help(kind: Requirement) -> &'static str {
    match kind {
        Requirement::PreTicked => "Items that are ticked in the document are confirmed",
        Requirement::Measured => "Ticked items with a threshold have a measured value",
        Requirement::Boxes => "Open boxes that aren't items are ticked or decided",
        Requirement::LookAlikes => "No line only looks like an item",
        Requirement::Blanks => "Blanks and variables outside of items are filled",
        Requirement::Placeholders => "The text of ticked items has no empty placeholder",
        Requirement::Includes => "No part of the checklist is in another file",
        Requirement::ConflictMarkers => "The document has no conflict markers",
    }
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
            require: if self.strict {
                Requirements::STRICT
            } else {
                self.require.iter().copied().collect()
            },
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
