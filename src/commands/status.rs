//! `gonogo status`.

mod json;

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use super::{Outcome, print, print_json};
use crate::checklist::BlankId;
use crate::options::Common;
use crate::progress::State;
use crate::shown;
use crate::store::Store;
use crate::workbook::{Conflict, Obstacle, Tally, Unplaced, Verdict, Why, Workbook};
use json::Summary;
pub(super) use json::{Blanks, Items};

/// How many obstacles fit on one screen.
const LISTED: usize = 8;
/// Columns for the name of a section.
const NAME: usize = 58;

/// What to tell.
#[derive(Debug, Args)]
pub struct Status {
    /// The checklist; `-` is standard input
    pub file: PathBuf,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

impl Status {
    /// Prints progress and verdict.
    ///
    /// # Errors
    ///
    /// Where the checklist cannot be read.
    pub fn run(&self, common: &Common) -> Result<Outcome> {
        let (workbook, store) = common.open(&self.file)?;
        let verdict = workbook.verdict();
        if self.json {
            print_json(&Summary::of(&workbook, &verdict))?;
        } else {
            print(&page(&workbook, &store, &verdict))?;
        }
        Ok(if verdict.is_go() { Outcome::Done } else { Outcome::NoGo })
    }
}

/// One screen for people.
fn page(workbook: &Workbook, store: &Store, verdict: &Verdict) -> String {
    let checklist = workbook.checklist();
    let tally = workbook.tally();
    let mut page = verdict.word().to_owned();
    if let Some(title) = checklist.title() {
        page.push_str(&format!("  {}", shown::one_line(&checklist.entry(title).legible())));
    }
    page.push_str(&format!("\n{}\n", counts(workbook, tally)));
    let sections: Vec<_> = checklist.top_sections().filter(|&id| workbook.tally_of(id).total() > 0).collect();
    if !sections.is_empty() {
        page.push('\n');
    }
    for id in sections {
        let tally = workbook.tally_of(id);
        let name = shown::one_line(&checklist.entry(id).legible()).into_owned();
        let name = shown::fit(&name, NAME, "...");
        let pad = " ".repeat(NAME.saturating_sub(shown::width(&name)));
        page.push_str(&format!("  {name}{pad} {:>4} of {}\n", tally.settled(), tally.total()));
    }
    let obstacle = |obstacle| shown::fit(&sentence(workbook, obstacle), 76, "...");
    list(&mut page, "In the way", verdict.obstacles.iter().map(obstacle).collect());
    list(&mut page, "Conflicts: answers given without seeing each other", conflicts(workbook));
    list(&mut page, "Unplaced: marks whose entry this document does not have any more", unplaced(workbook));
    let moved = workbook.placing().moved().len();
    if moved > 0 {
        page.push_str(&format!("\nMoved to another section, with their marks: {moved}\n"));
    }
    let paths: Vec<String> = store.paths_in_use().iter().map(|path| path.display().to_string()).collect();
    if !paths.is_empty() {
        page.push_str(&format!("\nProgress: {}\n", paths.join(" and ")));
    }
    page
}

/// A heading with what stands under it, as much as fits on a screen.
fn list(page: &mut String, heading: &str, lines: Vec<String>) {
    if lines.is_empty() {
        return;
    }
    page.push_str(&format!("\n{heading}:\n"));
    let more = lines.len().saturating_sub(LISTED);
    for line in lines.into_iter().take(LISTED) {
        page.push_str(&format!("  {line}\n"));
    }
    if more > 0 {
        page.push_str(&format!("  and {more} more\n"));
    }
}

/// Every conflict with both answers, who gave them and when.
fn conflicts(workbook: &Workbook) -> Vec<String> {
    let checklist = workbook.checklist();
    let line = |conflict: &Conflict| {
        let entry = checklist.entry(conflict.entry);
        let what = conflict
            .blank
            .map_or_else(|| shown::one_line(&entry.legible()).into_owned(), |blank| label(workbook, blank));
        format!("line {}: {what}: {}", entry.line, shown::one_line(&conflict.in_words()))
    };
    workbook.conflicts().iter().map(line).collect()
}

fn unplaced(workbook: &Workbook) -> Vec<String> {
    let line = |unplaced: &Unplaced| {
        let text = shown::one_line(&unplaced.unit.on).into_owned();
        match &unplaced.blank {
            Some((_, slug)) => format!("{text}: its blank {}", shown::one_line(slug)),
            None => format!("{text} ({})", shown::one_line(&unplaced.unit.key)),
        }
    };
    workbook.unplaced().iter().map(line).map(|line| shown::fit(&line, 76, "...")).collect()
}

fn label(workbook: &Workbook, blank: BlankId) -> String {
    shown::one_line(&workbook.checklist().blank(blank).label).into_owned()
}

fn counts(workbook: &Workbook, tally: Tally) -> String {
    let mut counts = vec![format!("{} of {} items done", tally.of(State::Done), tally.total())];
    for state in [State::Open, State::Blocked, State::Na, State::Waived] {
        if tally.of(state) > 0 {
            counts.push(format!("{} {state}", tally.of(state)));
        }
    }
    if tally.claimed > 0 {
        counts.push(format!("{} only ticked by the document", tally.claimed));
    }
    if tally.blanks > 0 {
        counts.push(format!("{} of {} blanks filled", tally.filled, tally.blanks));
    }
    if tally.boxes > 0 {
        counts.push(format!("{} of {} other boxes ticked", tally.boxes_ticked, tally.boxes));
    }
    let signoffs: Vec<_> = workbook.signoffs().collect();
    if !signoffs.is_empty() {
        let signed = signoffs.iter().filter(|&&signoff| workbook.is_signed(signoff)).count();
        counts.push(format!("{signed} of {} sign-offs", signoffs.len()));
    }
    counts.join(", ")
}

/// One obstacle as a person would say it.
fn sentence(workbook: &Workbook, obstacle: &Obstacle) -> String {
    let checklist = workbook.checklist();
    let Some(entry) = obstacle.entry.map(|id| checklist.entry(id)) else {
        return "there are no items: nothing can be ready".to_owned();
    };
    let what = match &obstacle.why {
        Why::Empty(blank) => format!("done, but empty: {}", label(workbook, *blank)),
        Why::Split(blank) => format!("done, but answers differ: {}", label(workbook, *blank)),
        Why::Unconfirmed(blank) => format!("done, but to be confirmed: {}", label(workbook, *blank)),
        Why::Reworded => "changed since it was done, look again".to_owned(),
        why => why.name().to_owned(),
    };
    format!("line {}: {what}: {}", entry.line, shown::one_line(&entry.legible()))
}
