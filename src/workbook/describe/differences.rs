//! The reasons why answers need confirming, in words.

use super::counts::run_name;
use crate::sanitize;
use crate::workbook::{Difference, Doubt};

impl Difference<'_> {
    /// The change, for people; safe to show.
    pub fn describe(&self) -> String {
        let text = match self {
            Difference::Text(before) => format!("its text was “{before}”"),
            Difference::Number { before, now: 1 } => {
                format!("1 item with this text, {before} before")
            }
            Difference::Number { before, now } => {
                format!("{now} items with this text, {before} before")
            }
            Difference::Unclear => "several items have this text".to_owned(),
            Difference::Section { before, now } => format!("moved from {before} to {now}"),
            Difference::Commands => "a command or link under it changed".to_owned(),
            Difference::Words => "the text under it changed".to_owned(),
        };
        sanitize::one_line(&text).into_owned()
    }
}

/// Several differences in one line.
pub fn differences(differences: &[Difference]) -> String {
    let all: Vec<String> = differences.iter().map(Difference::describe).collect();
    all.join("; ")
}

/// The reason why the answer in a blank needs confirming.
pub fn doubt(doubt: &Doubt) -> String {
    match doubt {
        Doubt::Carried(run) => format!("from {}", run_name(run)),
        Doubt::Changed(changed) => differences(changed),
    }
}
