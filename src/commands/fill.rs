//! `gonogo fill`.

mod values;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;

use super::{Outcome, change, read_input, say};
use crate::checklist::BlankId;
use crate::context::Common;
use crate::sanitize;
use crate::workbook::{Edit, Workbook};

/// The blanks to fill.
#[derive(Debug, Args)]
pub struct Fill {
    /// The checklist
    pub file: PathBuf,
    /// A blank: its key ENTRY:LABEL or a unique end of it, the number of an item with one blank, or its label
    #[arg(required_unless_present = "from")]
    pub blank: Option<String>,
    /// The answer, kept exactly as given; an empty one clears the blank
    #[arg(allow_hyphen_values = true, required_unless_present = "from")]
    pub value: Option<String>,
    /// Fill the blanks that this file names, all or none; `-` is standard input
    ///
    /// One BLANK=VALUE a line, where BLANK is as above and ends at the first `=`. Empty lines and lines that begin with
    /// # are passed over. Spaces around BLANK and VALUE are left out; one pair of quotes around a whole VALUE is taken
    /// off. Outside of single quotes, \n begins a new line and \\ is a backslash.
    #[arg(long, value_name = "PATH", conflicts_with_all = ["blank", "value"])]
    pub from: Option<PathBuf>,
}

impl Fill {
    /// Fills the blanks, all or none.
    ///
    /// # Errors
    ///
    /// Where a blank is not found, a line is wrong, or the change cannot be saved.
    pub fn run(&self, common: &Common) -> Result<Outcome> {
        if self.from.as_deref() == Some(Path::new("-")) && self.file == Path::new("-") {
            bail!(
                "the checklist and the values cannot both come from standard input; name a file for one of them"
            );
        }
        let text = self.from.as_deref().map(read_input).transpose()?;
        let (mut workbook, mut store) = common.open(&self.file)?;
        let answers = match (&self.from, text) {
            (Some(from), Some(text)) => answers(&workbook, from, &text)?,
            _ => vec![self.answer(&workbook)?],
        };
        if answers.is_empty() {
            bail!("there is nothing to fill: give one BLANK=VALUE a line");
        }
        let before: Vec<_> = answers
            .iter()
            .map(|&(blank, _)| ids(&workbook, blank))
            .collect();
        let edits = answers.iter().map(|(blank, value)| Edit::Fill {
            blank: *blank,
            value: value.clone(),
        });
        change(common, &mut workbook, &mut store, edits.collect())?;
        for (&(blank, _), before) in answers.iter().zip(before) {
            let label = &workbook.checklist().blank(blank).label;
            let value = workbook.value(blank).unwrap_or("(empty)");
            let already = if ids(&workbook, blank) == before {
                "already "
            } else {
                ""
            };
            say(&format!("{already}{label}: {value}"));
        }
        Ok(Outcome::Done)
    }

    fn answer(&self, workbook: &Workbook) -> Result<(BlankId, String)> {
        let name = self.blank.as_deref().context("which blank?")?;
        let value = self.value.clone().context("which value?")?;
        Ok((workbook.find_blank(name)?, value))
    }
}

/// The answers that stand in a blank.
fn ids(workbook: &Workbook, blank: BlankId) -> Vec<String> {
    workbook
        .register(blank)
        .map(crate::progress::Register::ids)
        .unwrap_or_default()
}

/// The answers that a file of values gives. All that is wrong in it is told at once.
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
                        "“{}” is filled by line {line} already: leave one of them out",
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
    bail!(
        "{}\nnothing was changed",
        told.collect::<Vec<_>>().join("\n")
    )
}
