//! `gonogo fill`.

mod values;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;

use super::{CommandOutcome, change, read_input, say};
use crate::checklist::BlankId;
use crate::context::Common;
use crate::sanitize;
use crate::workbook::{Edit, Workbook};

/// Arguments of `gonogo fill`.
#[derive(Debug, Args)]
pub struct FillArgs {
    /// Checklist file
    pub file: PathBuf,
    /// Blank: its key ENTRY:LABEL or the unique end of it, the number of an item with one blank, or its label
    #[arg(required_unless_present = "from")]
    pub blank: Option<String>,
    /// Value, kept exactly as given; an empty one clears the blank
    #[arg(allow_hyphen_values = true, required_unless_present = "from")]
    pub value: Option<String>,
    /// Read blanks and values from this file, or `-` for standard input; all are filled or none
    ///
    /// One BLANK=VALUE per line; BLANK is as above and ends at the first `=`. Empty lines and lines that start with #
    /// are skipped. Spaces around BLANK and VALUE are trimmed, and one pair of quotes around VALUE is removed. Outside
    /// single quotes, \n is a newline and \\ a backslash.
    #[arg(long, value_name = "PATH", conflicts_with_all = ["blank", "value"])]
    pub from: Option<PathBuf>,
}

impl FillArgs {
    /// Fills the blanks, all or none.
    ///
    /// # Errors
    ///
    /// If a blank is not found, a line is wrong, or the change cannot be saved.
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
            .map(|&(blank, _)| ids(workbook, blank))
            .collect();
        let edits = answers.iter().map(|(blank, value)| Edit::Fill {
            blank: *blank,
            value: value.clone(),
        });
        change(common, &mut controller, edits.collect())?;
        let workbook = controller.workbook();
        for (&(blank, _), before) in answers.iter().zip(before) {
            let label = &workbook.checklist().blank(blank).label;
            let value = workbook.value(blank).unwrap_or("(empty)");
            let already = if ids(workbook, blank) == before {
                "already "
            } else {
                ""
            };
            say(&format!("{label}: {already}{value}"));
        }
        Ok(CommandOutcome::Done)
    }

    fn answer(&self, workbook: &Workbook) -> Result<(BlankId, String)> {
        let name = self.blank.as_deref().context("missing blank")?;
        let value = self.value.clone().context("missing value")?;
        Ok((workbook.find_blank(name)?, value))
    }
}

/// Returns the ids of a blank's current answers.
fn ids(workbook: &Workbook, blank: BlankId) -> Vec<String> {
    workbook
        .register(blank)
        .map(crate::progress::Register::ids)
        .unwrap_or_default()
}

/// Returns the answers in a values file. All mistakes are reported at once.
fn answers(workbook: &Workbook, from: &Path, text: &str) -> Result<Vec<(BlankId, String)>> {
    let (pairs, errors) = values::read(text);
    let mut wrong: Vec<(usize, String)> = errors
        .into_iter()
        .map(|(line, error)| (line, error.to_string()))
        .collect();
    let mut first: HashMap<BlankId, usize> = HashMap::new();
    let mut answers = Vec::new();
    for pair in pairs {
        match workbook.find_blank(&pair.name) {
            Err(error) => wrong.push((pair.line, error.to_string())),
            Ok(blank) => match first.insert(blank, pair.line) {
                Some(line) => wrong.push((
                    pair.line,
                    format!(
                        "“{}” is already filled on line {line}; remove one of them",
                        pair.name
                    ),
                )),
                None => answers.push((blank, pair.value)),
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
