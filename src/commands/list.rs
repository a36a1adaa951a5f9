//! `gonogo list`.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use super::{CommandOutcome, parse_since, print, print_json};
use crate::checklist::{EntryId, Phase, VariableId};
use crate::config;
use crate::context::Common;
use crate::progress::State;
use crate::report::json_types::JsonConflict;
use crate::report::listing::{Listing, item_depth};
use crate::sanitize;
use crate::workbook::{Conflict, Selection, Workbook, describe};

/// The widest name of a variable that sets the column of the values.
const WIDEST_NAME: usize = 24;

/// Arguments of `gonogo list`.
#[derive(Debug, Args)]
// The options are independent of each other.
#[allow(clippy::struct_excessive_bools)]
pub struct ListArgs {
    /// Checklist file, or `-` for standard input
    pub file: PathBuf,
    /// Print JSON, including blanks and the places of variables
    #[arg(long)]
    pub json: bool,
    /// Only items in this state (repeatable)
    #[arg(long, value_name = "STATE", value_parser = state)]
    pub state: Vec<State>,
    /// Only items under a heading that contains this text
    #[arg(long, value_name = "TEXT")]
    pub section: Option<String>,
    /// Only items in this launch phase (repeatable)
    #[arg(long, value_name = "PHASE", value_parser = phase)]
    pub phase: Vec<Phase>,
    /// Only items that are due or overdue (see `gonogo live`)
    #[arg(long)]
    pub due: bool,
    /// Only items answered or noted by someone whose name contains this
    #[arg(long, value_name = "NAME")]
    pub author: Option<String>,
    /// Only items you answered or noted, or that mention you as `@you`
    #[arg(long)]
    pub mine: bool,
    /// Only items that need confirming: pre-ticked, or answered before their text changed
    #[arg(long)]
    pub unconfirmed: bool,
    /// Only items with conflicting answers
    #[arg(long)]
    pub conflicts: bool,
    /// Only items with an empty blank
    #[arg(long)]
    pub unanswered: bool,
    /// Only optional items
    #[arg(long, conflicts_with = "required")]
    pub optional: bool,
    /// Only required items
    #[arg(long)]
    pub required: bool,
    /// Only items changed since: 30m, 2h, 7d, today, 2026-11-21 or '2026-11-21 21:04' (UTC)
    #[arg(long, value_name = "TIME")]
    pub since: Option<String>,
    /// Only items with all of these words in text, values, reason or notes
    #[arg(long, value_name = "WORDS")]
    pub text: Option<String>,
}

/// Parses the name of a state.
fn state(name: &str) -> Result<State, String> {
    State::from_name(name).ok_or_else(|| format!("expected one of {}", State::names()))
}

/// Parses the name of a phase.
fn phase(name: &str) -> Result<Phase, String> {
    let names = || Phase::ALL.map(Phase::name).join(", ");
    Phase::from_name(name).ok_or_else(|| format!("expected one of {}", names()))
}

impl ListArgs {
    /// Prints the variables, then the items, one per line.
    ///
    /// # Errors
    ///
    /// If the checklist cannot be read, no section matches, or a time can't be parsed.
    pub fn run(&self, common: &Common) -> Result<CommandOutcome> {
        let wanted = self.selection(common)?;
        let controller = common.open(&self.file)?;
        let workbook = controller.workbook();
        self.ensure_section_exists(workbook)?;
        if self.json {
            let listing = Listing::of(
                workbook,
                |id| wanted.picks(workbook, id),
                |variable| wanted.picks_variable(workbook, variable),
                |blank| wanted.picks_blank(workbook, blank),
            );
            let conflicts = workbook.conflicts().into_iter();
            let conflicts = conflicts.filter(|conflict| wanted.picks_conflict(workbook, conflict));
            let conflicts = conflicts
                .map(|conflict| JsonConflict::of(workbook, &conflict))
                .collect();
            print_json(&JsonList {
                format: "gonogo-list/1",
                listing,
                conflicts,
            })?;
            return Ok(CommandOutcome::Done);
        }
        let mut text = variables(workbook, &wanted);
        for (index, id) in workbook.checklist().items().enumerate() {
            if wanted.picks(workbook, id) {
                let indent = "  ".repeat(item_depth(workbook, id));
                let told = format!(
                    "{}{}",
                    workbook.reading_as_written(id),
                    conflict_labels(workbook, id)
                );
                let checkbox = checkbox(workbook, id);
                text.push_str(&format!(
                    "{:>5}  {indent}{checkbox} {}\n",
                    index + 1,
                    sanitize::one_line(&told)
                ));
            }
        }
        if self.conflicts {
            for conflict in conflicts_outside_items(workbook, &wanted) {
                let name = workbook.name_of(conflict.entry, &conflict.about);
                text.push_str(&format!("       [?] {}\n", sanitize::one_line(&name)));
            }
        }
        print(&text)?;
        Ok(CommandOutcome::Done)
    }

    fn selection(&self, common: &Common) -> Result<Selection> {
        let since = self
            .since
            .as_ref()
            .map(|since| parse_since(since, config::now()?));
        Ok(Selection {
            states: self.state.clone(),
            section: self.section.clone(),
            phases: self.phase.clone(),
            due: if self.due { Some(config::now()?) } else { None },
            author: self.author.clone(),
            mine: self.mine.then(|| common.author().by),
            since: since.transpose()?,
            text: self.text.clone(),
            optional: (self.optional || self.required).then_some(self.optional),
            unconfirmed: self.unconfirmed,
            conflicts: self.conflicts,
            unanswered: self.unanswered,
        })
    }

    fn ensure_section_exists(&self, workbook: &Workbook) -> Result<()> {
        let Some(section) = &self.section else {
            return Ok(());
        };
        let only = Selection {
            section: Some(section.clone()),
            ..Selection::default()
        };
        if !workbook
            .checklist()
            .ids()
            .any(|id| only.picks(workbook, id))
        {
            bail!("no section with items matches “{section}”; give part of a heading");
        }
        Ok(())
    }
}

/// The output of `gonogo list --json`: the selected items, other boxes, variables and blanks, in document order. Later versions may
/// add fields.
#[derive(Serialize, JsonSchema)]
pub(super) struct JsonList<'a> {
    /// The name and number of this format.
    format: &'static str,
    #[serde(flatten)]
    listing: Listing<'a>,
    /// Conflicts on the listed entries, and on sections and the whole document if they were selected.
    conflicts: Vec<JsonConflict<'a>>,
}

/// Returns the selected variables, each with its value, its places and its author; then an empty line.
fn variables(workbook: &Workbook, wanted: &Selection) -> String {
    let all = (0..workbook.checklist().variables().len()).map(VariableId);
    let all: Vec<VariableId> = all
        .filter(|&id| wanted.picks_variable(workbook, id))
        .collect();
    let rows = all.iter().map(|&id| (variable_name(workbook, id), id));
    let rows: Vec<(String, VariableId)> = rows.collect();
    let widest = rows.iter().map(|(name, _)| sanitize::width(name)).max();
    let width = widest.unwrap_or_default().min(WIDEST_NAME);
    let mut text = String::new();
    for (name, id) in rows {
        let gap = " ".repeat(width.saturating_sub(sanitize::width(&name)));
        let value = sanitize::one_line(&describe::variable_value(workbook, id)).into_owned();
        let places = describe::variable_places(workbook, id);
        text.push_str(&format!("  {name}{gap}  {value}  ({places})\n"));
        for entry in workbook.variable_entries(id) {
            let here = describe::variable_here(workbook, id, entry);
            let indent = " ".repeat(width);
            text.push_str(&format!("  {indent}  {}\n", sanitize::one_line(&here)));
        }
    }
    if text.is_empty() {
        text
    } else {
        format!("Variables:\n{text}\n")
    }
}

fn variable_name(workbook: &Workbook, id: VariableId) -> String {
    let written = &workbook.checklist().variable(id).written;
    sanitize::one_line(written).into_owned()
}

/// Returns the selected conflicts outside items: phases, blanks on lines of their own, the go-live time.
fn conflicts_outside_items(workbook: &Workbook, wanted: &Selection) -> Vec<Conflict> {
    let checklist = workbook.checklist();
    // Variables are listed with their own line.
    let is_listed = |id: EntryId| checklist.item_of(id).is_some();
    let mut conflicts = workbook.conflicts();
    conflicts.retain(|conflict| {
        !conflict.entry.is_some_and(is_listed)
            && conflict.about.variable().is_none()
            && wanted.picks_conflict(workbook, conflict)
    });
    conflicts
}

/// Returns the blanks and measured values in conflict of an item and of the plain lines below it, in parentheses.
fn conflict_labels(workbook: &Workbook, id: EntryId) -> String {
    let checklist = workbook.checklist();
    let conflicts = checklist
        .item_with_lines(id)
        .flat_map(|id| workbook.conflicts_at(id));
    let labels: Vec<String> = conflicts
        .filter_map(|conflict| workbook.beside(conflict.entry, &conflict.about))
        .collect();
    if labels.is_empty() {
        String::new()
    } else {
        format!(" (conflict: {})", labels.join(", "))
    }
}

/// Returns the checkbox of an item in plain text: `[?]` if answers differ or it needs confirming.
pub(super) fn checkbox(workbook: &Workbook, id: EntryId) -> &'static str {
    match workbook.state(id) {
        State::Open if workbook.marks(id).state.is_conflict() => "[?]",
        State::Open => "[ ]",
        _ if workbook.needs_confirmation(id) => "[?]",
        State::Done => "[x]",
        State::Na => "[-]",
        State::Blocked => "[!]",
        State::Waived => "[~]",
    }
}
