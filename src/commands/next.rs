//! `gonogo next`, and its JSON, `gonogo-next/1`.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use super::list::checkbox;
use super::{CommandOutcome, print, print_json, say};
use crate::checklist::EntryId;
use crate::context::Common;
use crate::progress::State;
use crate::sanitize;
use crate::workbook::{BlockerKind, BlockerReason, Workbook, describe};

/// Arguments of `gonogo next`.
#[derive(Debug, Args)]
pub struct NextArgs {
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

impl NextArgs {
    /// Prints the next items with something to do, in document order.
    ///
    /// # Errors
    ///
    /// If the checklist cannot be read.
    pub fn run(&self, common: &Common) -> Result<CommandOutcome> {
        let controller = common.open(&self.file)?;
        let workbook = controller.workbook();
        let checklist = workbook.checklist();
        let items = checklist.items().enumerate();
        let items = items.filter(|&(_, id)| self.optional || !workbook.is_optional(id));
        let left: Vec<NextItem> = items
            .filter_map(|(index, id)| NextItem::of(workbook, index + 1, id))
            .collect();
        let count = left.len();
        let next: Vec<NextItem> = left.into_iter().take(self.count).collect();
        if self.json {
            print_json(&JsonNext {
                format: "gonogo-next/1",
                remaining: count,
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
            return Ok(CommandOutcome::Done);
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
        Ok(CommandOutcome::Nothing)
    }
}

/// The output of `gonogo next --json`: the next items with something to do, in document order. Later versions may add
/// fields.
#[derive(Serialize, JsonSchema)]
pub(super) struct JsonNext<'a> {
    /// The name and number of this format.
    format: &'static str,
    /// The number of items with something to do, including those not listed.
    remaining: usize,
    /// The next of them.
    items: Vec<NextItem<'a>>,
}

/// An item with something to do.
#[derive(Serialize, JsonSchema)]
struct NextItem<'a> {
    /// The number among all items of the document, from 1.
    #[schemars(range(min = 1))]
    number: usize,
    /// The key: the path of slugs that names the entry in the progress file and on the command line.
    key: String,
    /// The line in the document, from 1.
    #[schemars(range(min = 1))]
    line: usize,
    /// The headings above as in the document, outermost first.
    section: Vec<&'a str>,
    /// The text, as in the document, without values.
    text: std::borrow::Cow<'a, str>,
    /// The state.
    state: State,
    /// True if it may be left undone.
    optional: bool,
    /// The slugs of the variables in its text and commands that have no value.
    variables: Vec<&'a str>,
    /// The things to do.
    #[schemars(length(min = 1))]
    needs: Vec<NextNeed>,
    #[serde(skip)]
    id: EntryId,
}

/// One thing to do on an item.
#[derive(Serialize, JsonSchema)]
struct NextNeed {
    /// The problem.
    kind: BlockerKind,
    /// The key of the blank; null if it is about the item itself.
    blank: Option<String>,
    /// The problem for people: its name, and the label of the blank.
    #[serde(skip)]
    words: String,
}

impl<'a> NextItem<'a> {
    /// Creates the row of an item; `None` if there is nothing to do.
    fn of(workbook: &'a Workbook, number: usize, id: EntryId) -> Option<NextItem<'a>> {
        let needs = workbook.wants(id);
        if needs.is_empty() {
            return None;
        }
        let checklist = workbook.checklist();
        let entry = checklist.entry(id);
        let need = |why: &BlockerReason| NextNeed {
            kind: why.kind(),
            blank: why.blank().map(|blank| checklist.blank_key(blank)),
            words: why.blank().map_or_else(
                || why.name().to_owned(),
                |blank| format!("{}: {}", why.name(), checklist.blank(blank).label),
            ),
        };
        Some(NextItem {
            number,
            key: checklist.key(id),
            line: entry.line,
            section: checklist.headings(id),
            text: checklist.text_as_written(id),
            state: workbook.state(id),
            optional: workbook.is_optional(id),
            variables: workbook
                .empty_variables(id)
                .into_iter()
                .map(|id| checklist.variable(id).slug.as_str())
                .collect(),
            needs: needs.iter().map(need).collect(),
            id,
        })
    }

    /// Returns the lines for people: the item as `list` prints it, then its place and what to do.
    fn lines(&self, workbook: &Workbook) -> String {
        let reading = workbook.reading(self.id);
        let headings = workbook.headings(self.id);
        let place = format!("line {}, {}", self.line, headings.join(" > "));
        let needs: Vec<&str> = self.needs.iter().map(|need| need.words.as_str()).collect();
        let needs = needs.join("; ");
        let empty = describe::missing_values(workbook, self.id);
        let missing: Vec<&str> = std::iter::once(needs.as_str())
            .chain(empty.iter().map(String::as_str))
            .collect();
        let place = place.trim_end_matches(", ");
        format!(
            "{:>5}  {} {}\n       {} ({})\n",
            self.number,
            checkbox(workbook, self.id),
            sanitize::one_line(&reading),
            sanitize::one_line(place),
            sanitize::one_line(&missing.join("; "))
        )
    }
}
