//! `gonogo measure`.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;

use super::{Outcome, change, say};
use crate::checklist::{EntryId, Outcome as Judged};
use crate::options::Common;
use crate::workbook::{Edit, Measurement, Workbook};

/// What was measured.
#[derive(Debug, Args)]
pub struct Measure {
    /// The checklist
    pub file: PathBuf,
    /// An item: a number that `list` prints, a key or a unique end of one, or text that fits one item only
    pub item: String,
    /// The value, kept exactly as given; without a unit it has that of the threshold, an empty one is taken back
    #[arg(allow_hyphen_values = true)]
    pub value: String,
    /// Which of several thresholds of the item: what is measured, or a part of it
    #[arg(long, value_name = "LABEL")]
    pub of: Option<String>,
}

impl Measure {
    /// Records the value and says whether it is good enough.
    ///
    /// # Errors
    ///
    /// Where the item or its threshold is not found, or the change cannot be saved.
    pub fn run(&self, common: &Common) -> Result<Outcome> {
        let (mut workbook, mut store) = common.open(&self.file)?;
        let entry = workbook.find_item(&self.item)?;
        let threshold = self.threshold(&workbook, entry)?;
        let edit = Edit::Measure { entry, threshold, value: self.value.clone() };
        let changed = change(common, &mut workbook, &mut store, vec![edit])?;
        let already = if changed { "" } else { "already " };
        match workbook.measurements(entry).get(threshold) {
            Some(measurement) => say(&format!("{already}{}", in_words(measurement))),
            None => say(&format!("{already}nothing is measured: {}", workbook.reading(entry))),
        }
        Ok(Outcome::Done)
    }

    fn threshold(&self, workbook: &Workbook, entry: EntryId) -> Result<usize> {
        let all = workbook.measurements(entry);
        let name = self.of.as_deref().unwrap_or_default().to_lowercase();
        let fits = |it: &Measurement| name.is_empty() || label(it).to_lowercase().contains(&name);
        let fitting: Vec<usize> = (0..all.len()).filter(|&index| fits(&all[index])).collect();
        match (all.as_slice(), fitting.as_slice()) {
            // That the item asks for nothing is said where it is to be changed.
            ([], _) => Ok(0),
            (_, &[only]) => Ok(only),
            _ => {
                let labels: Vec<String> = all.iter().map(|it| format!("“{}”", label(it))).collect();
                bail!("which value? Name one with --of: {}", labels.join(", "))
            }
        }
    }
}

fn label<'a>(measurement: &Measurement<'a>) -> &'a str {
    let label = measurement.threshold.map(|threshold| threshold.label.as_str());
    label.filter(|label| !label.is_empty()).unwrap_or(measurement.slug)
}

/// What was measured and whether it is good enough: `p95 latency: 4.2 s (pass: < 5 seconds)`.
fn in_words(measurement: &Measurement) -> String {
    let value = measurement.value().unwrap_or("(nothing)");
    let judged = match (measurement.outcome, measurement.threshold) {
        (Some(Judged::Unclear), Some(threshold)) => {
            format!(" (unclear: cannot be compared with {threshold})")
        }
        (Some(outcome), Some(threshold)) => format!(" ({}: {threshold})", outcome.name()),
        _ => String::new(),
    };
    format!("{}: {value}{judged}", label(measurement))
}

/// Points out what was measured for an item that is ticked, and is not good enough.
pub(super) fn point_out_failures(workbook: &Workbook, entry: EntryId) {
    let measurements = workbook.measurements(entry);
    for failed in measurements.iter().filter(|it| it.outcome == Some(Judged::Fail)) {
        say(&format!("gonogo: it stays in the way, as a measured value fails: {}", in_words(failed)));
    }
}
