//! `gonogo list`, and its JSON, `gonogo-list/1`.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;
use serde::Serialize;

use super::{Outcome, print, print_json};
use crate::checklist::{EntryId, mojibake};
use crate::options::Common;
use crate::progress::State;
use crate::report::listing::{Listing, item_depth};
use crate::shown;
use crate::workbook::Workbook;

/// What to list.
#[derive(Debug, Args)]
pub struct List {
    /// The checklist; `-` is standard input
    pub file: PathBuf,
    /// Print JSON, with the blanks
    #[arg(long)]
    pub json: bool,
    /// Only items in this state; may be given more than once
    #[arg(long, value_name = "STATE", value_parser = state)]
    pub state: Vec<State>,
    /// Only items below a heading that contains this text
    #[arg(long, value_name = "TEXT")]
    pub section: Option<String>,
}

/// Reads the name of a state.
fn state(name: &str) -> Result<State, String> {
    State::from_name(name).ok_or_else(|| format!("it is one of {}", State::names()))
}

impl List {
    /// Prints the items, one a line.
    ///
    /// # Errors
    ///
    /// Where the checklist cannot be read, or no section fits.
    pub fn run(&self, common: &Common) -> Result<Outcome> {
        let (workbook, _) = common.open(&self.file)?;
        if let Some(section) = &self.section
            && !workbook.checklist().ids().any(|id| self.in_section(&workbook, id))
        {
            bail!("no section is called “{section}” and holds items: give a part of a heading");
        }
        if self.json {
            let listing = Listing::of(&workbook, |id| self.is_wanted(&workbook, id));
            print_json(&Printed { format: "gonogo-list/1", listing })?;
            return Ok(Outcome::Done);
        }
        let mut text = String::new();
        for (index, id) in workbook.checklist().items().enumerate() {
            if self.is_wanted(&workbook, id) {
                let indent = "  ".repeat(item_depth(&workbook, id));
                let reading = workbook.reading(id);
                text.push_str(&format!(
                    "{:>5}  {indent}{} {}\n",
                    index + 1,
                    mark(&workbook, id),
                    shown::one_line(&reading)
                ));
            }
        }
        print(&text)?;
        Ok(Outcome::Done)
    }

    fn is_wanted(&self, workbook: &Workbook, id: EntryId) -> bool {
        let state = !workbook.checklist().entry(id).is_item()
            || self.state.is_empty()
            || self.state.contains(&workbook.state(id));
        state && self.in_section(workbook, id)
    }

    fn in_section(&self, workbook: &Workbook, id: EntryId) -> bool {
        let Some(section) = self.section.as_ref().map(|section| section.to_lowercase()) else { return true };
        let contains = |heading: &str| mojibake::repaired(heading).to_lowercase().contains(&section);
        workbook.checklist().headings(id).into_iter().any(contains)
    }
}

/// The listing as it is printed.
#[derive(Serialize)]
struct Printed<'a> {
    format: &'static str,
    #[serde(flatten)]
    listing: Listing<'a>,
}

/// The box of an item in plain text.
fn mark(workbook: &Workbook, id: EntryId) -> &'static str {
    match workbook.state(id) {
        State::Open if workbook.marks(id).state.is_conflict() => "[?]",
        State::Open => "[ ]",
        State::Done => "[x]",
        State::Na => "[-]",
        State::Blocked => "[!]",
        State::Waived => "[~]",
    }
}
