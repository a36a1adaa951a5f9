//! `gonogo fill`.

mod target;
mod values;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;

use super::{CommandOutcome, change, read_input, say};
use crate::context::Common;
use crate::sanitize;
use crate::workbook::{Edit, Workbook};
use target::FillTarget;

/// Arguments of `gonogo fill`.
#[derive(Debug, Args)]
pub struct FillArgs {
    /// Checklist file
    pub file: PathBuf,
    /// Blank: its key ENTRY:LABEL or the unique end of it, the number of an item with one blank, or its label. Or a
    /// variable: its name, as `version` or '{{version}}'
    #[arg(required_unless_present = "from")]
    pub blank: Option<String>,
    /// Value, kept exactly as given; an empty one clears the blank or variable
    #[arg(allow_hyphen_values = true, required_unless_present = "from")]
    pub value: Option<String>,
    /// Set the variable in this item only, and leave its other places
    #[arg(long, value_name = "ITEM", alias = "at", conflicts_with = "from")]
    pub only: Option<String>,
    /// Read blanks, variables and values from this file, or `-` for standard input; all are filled or none
    ///
    /// One BLANK=VALUE or VARIABLE=VALUE per line; the name is as above and ends at the first `=`. Empty lines and lines
    /// that start with # are skipped. Spaces around name and value are trimmed, and one pair of quotes around the value is
    /// removed. Outside single quotes, \n is a newline and \\ a backslash.
    #[arg(long, value_name = "PATH", conflicts_with_all = ["blank", "value"])]
    pub from: Option<PathBuf>,
}

impl FillArgs {
    /// Fills the blanks and variables, all or none.
    ///
    /// # Errors
    ///
    /// If one is not found, a line is wrong, or the change cannot be saved.
    pub fn run(&self, common: &Common) -> Result<CommandOutcome> {
        if self.from.as_deref() == Some(Path::new("-")) && self.file == Path::new("-") {
            bail!(
                "can't read both the checklist and the values from standard input; use a file for one of them"
            );
        }
        let text = self.from.as_deref().map(read_input).transpose()?;
        let mut controller = common.open(&self.file)?;
        let workbook = controller.workbook();
        let answers = match self.from.as_deref().zip(text) {
            Some((from, text)) => answers(workbook, from, &text)?,
            None => vec![self.answer(workbook)?],
        };
        if answers.is_empty() {
            bail!("nothing to fill: write one BLANK=VALUE per line");
        }
        let before: Vec<_> = answers
            .iter()
            .map(|(target, _)| target.ids(workbook))
            .collect();
        let edits: Vec<Edit> = answers
            .iter()
            .map(|(target, value)| target.edit(value.clone()))
            .collect();
        change(common, &mut controller, edits)?;
        let workbook = controller.workbook();
        for ((target, _), before) in answers.iter().zip(before) {
            let is_same = target.ids(workbook) == before;
            say(&target.done(workbook, is_same));
            for line in target.offers(workbook, &self.file, common) {
                say(&line);
            }
        }
        Ok(CommandOutcome::Done)
    }

    fn answer(&self, workbook: &Workbook) -> Result<(FillTarget, String)> {
        let name = self.blank.as_deref().context("missing blank")?;
        let value = self.value.clone().context("missing value")?;
        let target = match &self.only {
            Some(item) => FillTarget::only(workbook, name, item)?,
            None => FillTarget::of(workbook, name)?,
        };
        Ok((target, value))
    }
}

/// Returns the answers in a values file. All mistakes are reported at once.
fn answers(workbook: &Workbook, from: &Path, text: &str) -> Result<Vec<(FillTarget, String)>> {
    let (pairs, errors) = values::read(text);
    let mut wrong: Vec<(usize, String)> = errors
        .into_iter()
        .map(|(line, error)| (line, error.to_string()))
        .collect();
    let mut first: HashMap<FillTarget, usize> = HashMap::new();
    let mut answers = Vec::new();
    for pair in pairs {
        match FillTarget::of(workbook, &pair.name) {
            Err(error) => wrong.push((pair.line, error.to_string())),
            Ok(target) => match first.insert(target, pair.line) {
                Some(line) => wrong.push((
                    pair.line,
                    format!(
                        "“{}” is already filled on line {line}; remove one of them",
                        pair.name
                    ),
                )),
                None => answers.push((target, pair.value)),
            },
        }
    }
    if wrong.is_empty() {
        return Ok(answers);
    }
    wrong.sort();
    let from = if from == Path::new("-") {
        "standard input".to_owned()
    } else {
        sanitize::path(from)
    };
    let told = wrong
        .into_iter()
        .map(|(line, what)| format!("{from}, line {line}: {what}"));
    bail!("{}\nnothing changed", told.collect::<Vec<_>>().join("\n"))
}
