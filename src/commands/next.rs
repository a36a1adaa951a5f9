//! `gonogo next`, and its JSON, `gonogo-next/1`.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use super::list::mark;
use super::{Outcome, print, print_json, say};
use crate::checklist::{EntryId, mojibake};
use crate::context::Common;
use crate::progress::State;
use crate::sanitize;
use crate::workbook::{Why, Workbook};

/// Arguments of `gonogo next`.
#[derive(Debug, Args)]
pub struct Next {
    /// Checklist file, or `-` for standard input
    pub file: PathBuf,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// How many items to show
    #[arg(short = 'n', long, value_name = "COUNT", default_value_t = 1)]
    pub count: usize,
    /// Include optional items
    #[arg(long)]
    pub optional: bool,
}

impl Next {
    /// Prints the next items with something to do, in document order.
    ///
    /// # Errors
    ///
    /// If the checklist cannot be read.
    pub fn run(&self, common: &Common) -> Result<Outcome> {
        let controller = common.open(&self.file)?;
        let workbook = controller.workbook();
        let checklist = workbook.checklist();
        let items = checklist.items().enumerate();
        let items = items.filter(|&(_, id)| self.optional || !checklist.is_optional(id));
        let left: Vec<Left> = items
            .filter_map(|(index, id)| Left::of(workbook, index + 1, id))
            .collect();
        let count = left.len();
        let next: Vec<Left> = left.into_iter().take(self.count).collect();
        if self.json {
            print_json(&Listing {
                format: "gonogo-next/1",
                left: count,
                items: next,
            })?;
        } else {
            print(
                &next
                    .iter()
                    .map(|left| left.lines(workbook))
                    .collect::<String>(),
            )?;
        }
        if count > 0 {
            return Ok(Outcome::Done);
        }
        let blocked = checklist
            .items()
            .filter(|&id| workbook.state(id) == State::Blocked)
            .count();
        let overdue = workbook.overdue(common.stamp()?.at);
        let but = [(blocked, "blocked"), (overdue, "overdue")]
            .into_iter()
            .filter(|(count, _)| *count > 0);
        let but: Vec<String> = but.map(|(count, what)| format!("{count} {what}")).collect();
        say(&match but.as_slice() {
            [] => "nothing left to do".to_owned(),
            but => format!("nothing left to do, but {}", but.join(" and ")),
        });
        Ok(Outcome::Nothing)
    }
}

#[derive(Serialize)]
struct Listing<'a> {
    format: &'static str,
    /// The number of all items with something to do.
    left: usize,
    items: Vec<Left<'a>>,
}

/// An item with something to do.
#[derive(Serialize)]
struct Left<'a> {
    number: usize,
    key: String,
    line: usize,
    section: Vec<&'a str>,
    text: &'a str,
    state: &'static str,
    optional: bool,
    wants: Vec<Wanted>,
    #[serde(skip)]
    id: EntryId,
}

/// Something to do on an item.
#[derive(Serialize)]
struct Wanted {
    kind: &'static str,
    /// The key of the blank in question.
    blank: Option<String>,
    #[serde(skip)]
    label: Option<String>,
}

impl<'a> Left<'a> {
    /// Creates the row of an item; `None` if there is nothing to do.
    fn of(workbook: &'a Workbook, number: usize, id: EntryId) -> Option<Left<'a>> {
        let wants = workbook.wants(id);
        if wants.is_empty() {
            return None;
        }
        let checklist = workbook.checklist();
        let entry = checklist.entry(id);
        let wanted = |why: &Why| Wanted {
            kind: why.name(),
            blank: why.blank().map(|blank| checklist.blank_key(blank)),
            label: why
                .blank()
                .map(|blank| checklist.blank(blank).label.clone()),
        };
        Some(Left {
            number,
            key: checklist.key(id),
            line: entry.line,
            section: checklist.headings(id),
            text: &entry.text,
            state: workbook.state(id).name(),
            optional: checklist.is_optional(id),
            wants: wants.iter().map(wanted).collect(),
            id,
        })
    }

    /// Returns the lines for people: the item as `list` prints it, then its place and what to do.
    fn lines(&self, workbook: &Workbook) -> String {
        let reading = workbook.reading(self.id);
        let headings: Vec<_> = self
            .section
            .iter()
            .map(|heading| mojibake::repaired(heading))
            .collect();
        let place = format!("line {}, {}", self.line, headings.join(" > "));
        let wants = self.wants.iter().map(|wanted| match &wanted.label {
            Some(label) => format!("{}: {label}", wanted.kind),
            None => wanted.kind.to_owned(),
        });
        let wants = wants.collect::<Vec<_>>().join("; ");
        let place = place.trim_end_matches(", ");
        format!(
            "{:>5}  {} {}\n       {} ({})\n",
            self.number,
            mark(workbook, self.id),
            sanitize::one_line(&reading),
            sanitize::one_line(place),
            sanitize::one_line(&wants)
        )
    }
}
