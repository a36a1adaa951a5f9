//! `gonogo measure`.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;

use super::{CommandOutcome, change, say};
use crate::checklist::EntryId;
use crate::context::Common;
use crate::workbook::{Edit, Measurement, Workbook};

/// Arguments of `gonogo measure`.
#[derive(Debug, Args)]
pub struct MeasureArgs {
    /// Checklist file
    pub file: PathBuf,
    /// Item: a number from `list`, a key or the unique end of one, or text that matches only that item
    pub item: String,
    /// Measured value, kept exactly as given; without a unit, the threshold's unit is assumed; an empty one clears it
    #[arg(allow_hyphen_values = true)]
    pub value: String,
    /// Which threshold, if the item has several: its label or part of it
    #[arg(long, alias = "of", value_name = "LABEL")]
    pub threshold: Option<String>,
}

impl MeasureArgs {
    /// Records the value and prints whether it passes.
    ///
    /// # Errors
    ///
    /// If the item or its threshold is not found, or the change cannot be saved.
    pub fn run(&self, common: &Common) -> Result<CommandOutcome> {
        let mut controller = common.open(&self.file)?;
        let workbook = controller.workbook();
        let entry = workbook.find_item(&self.item)?;
        let threshold = self.threshold(workbook, entry)?;
        let edit = Edit::Measure {
            entry,
            threshold,
            value: self.value.clone(),
        };
        let changed = change(common, &mut controller, vec![edit])?;
        let workbook = controller.workbook();
        match workbook.measurements(entry).get(threshold) {
            Some(measurement) => {
                let already = if changed { "" } else { "already " };
                say(&format!("{already}{}", measurement.describe()));
            }
            None => say(&format!(
                "{}: {}",
                if changed {
                    "measured value cleared"
                } else {
                    "not measured"
                },
                workbook.reading(entry)
            )),
        }
        Ok(CommandOutcome::Done)
    }

    fn threshold(&self, workbook: &Workbook, entry: EntryId) -> Result<usize> {
        let all = workbook.measurements(entry);
        let name = self.threshold.as_deref().unwrap_or_default().to_lowercase();
        let fits = |it: &Measurement| name.is_empty() || it.label().to_lowercase().contains(&name);
        let fitting: Vec<usize> = (0..all.len()).filter(|&index| fits(&all[index])).collect();
        match (all.as_slice(), fitting.as_slice()) {
            // An item without a threshold is reported by the edit.
            ([], _) => Ok(0),
            (_, &[only]) => Ok(only),
            _ => {
                let labels: Vec<String> =
                    all.iter().map(|it| format!("“{}”", it.label())).collect();
                bail!(
                    "this item has several thresholds; choose one with --threshold: {}",
                    labels.join(", ")
                )
            }
        }
    }
}

/// Prints failing values of an item that is ticked.
pub(super) fn print_failures(workbook: &Workbook, entry: EntryId) {
    if let Some(failing) = workbook.describe_failing(entry) {
        say(&format!("gonogo: {failing}"));
    }
}
