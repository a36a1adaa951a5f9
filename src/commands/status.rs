//! `gonogo status`.

mod gate;
mod json;

use std::path::PathBuf;

use anyhow::Result;
use chrono::{DateTime, Utc};
use clap::Args;

use super::changes::{Changes, Which};
use super::{Outcome, print, print_json, since_when};
use crate::checklist::{BlankId, EntryId};
use crate::config;
use crate::options::Common;
use crate::progress::State;
use crate::shown;
use crate::store::Store;
use crate::workbook::{Conflict, Obstacle, Tally, Unplaced, Verdict, Why, Workbook};
use gate::Gate;
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
    #[command(flatten)]
    gate: Gate,
    /// Tell what was changed since, and by whom, instead of what is left: 30m, 2h, 7d, today, 2026-11-21 …
    #[arg(long, value_name = "TIME")]
    pub since: Option<String>,
}

/// What is told: all of a workbook, or one section of it.
struct Told<'a> {
    workbook: &'a Workbook,
    section: Option<EntryId>,
    verdict: &'a Verdict,
    changes: Option<Changes<'a>>,
}

impl Told<'_> {
    fn tally(&self) -> Tally {
        self.section.map_or_else(|| self.workbook.tally(), |id| self.workbook.tally_of(id))
    }

    fn has(&self, id: EntryId) -> bool {
        self.section
            .is_none_or(|section| (section..self.workbook.checklist().entry(section).end).contains(&id))
    }

    /// The sign-offs: all, and how many are signed.
    fn signoffs(&self) -> (usize, usize) {
        let own = |blank| self.has(self.workbook.checklist().blank(blank).entry);
        let all: Vec<_> = self.workbook.signoffs().filter(|signoff| own(signoff.0)).collect();
        (all.len(), all.iter().filter(|&&signoff| self.workbook.is_signed(signoff)).count())
    }
}

impl Status {
    /// Prints progress and verdict.
    ///
    /// # Errors
    ///
    /// Where the checklist cannot be read, there is no such section, or a time is none.
    pub fn run(&self, common: &Common) -> Result<Outcome> {
        let now = config::now()?;
        let since = self.since.as_ref().map(|since| since_when(since, now)).transpose()?;
        let (workbook, store) = common.open(&self.file)?;
        let section = self.gate.section(&workbook)?;
        let verdict = self.gate.judge(&workbook, section, now);
        let before = since.map(|since| workbook.as_of(since));
        let mut told = Told { workbook: &workbook, section, verdict: &verdict, changes: None };
        let changed = before.as_ref().map(|before| workbook.changed_from(before));
        told.changes = changed.map(|mut changed| {
            changed.retain(|change| told.has(change.entry));
            Changes::of(&workbook, changed)
        });
        if self.json {
            print_json(&Summary::of(&told, since))?;
        } else if let (Some(changes), Some(since)) = (&told.changes, since) {
            print(&digest(&told, changes, since))?;
        } else {
            print(&page(&told, &store))?;
        }
        Ok(if verdict.is_go() { Outcome::Done } else { Outcome::NoGo })
    }
}

/// The verdict, the title, and what was counted.
fn head(told: &Told) -> String {
    let checklist = told.workbook.checklist();
    let mut head = told.verdict.word().to_owned();
    let title = checklist.title().filter(|&title| told.section != Some(title));
    for part in title.into_iter().chain(told.section) {
        head.push_str(&format!("  {}", shown::one_line(&checklist.entry(part).legible())));
    }
    head.push_str(&format!("\n{}\n", counts(told)));
    head
}

/// What was changed, to be pasted into a chat.
fn digest(told: &Told, changes: &Changes, since: DateTime<Utc>) -> String {
    let since = shown::time(&since.to_rfc3339());
    let mut digest = format!("{}\nSince {since}: {}\n", head(told), changes.summary());
    digest.push_str(&changes.lines(told.workbook, Which::Notable));
    let left = told.verdict.obstacles.len();
    if left > 0 {
        digest.push_str(&format!("In the way: {left}\n"));
    }
    digest
}

/// One screen for people.
fn page(told: &Told, store: &Store) -> String {
    let (workbook, verdict) = (told.workbook, told.verdict);
    let checklist = workbook.checklist();
    let mut page = head(told);
    let sections: Vec<_> =
        checklist.top_sections().filter(|&id| told.has(id) && workbook.tally_of(id).total() > 0).collect();
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
    list(&mut page, "What removes it", remedies(verdict));
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

/// What would remove the obstacles: one line for each kind.
fn remedies(verdict: &Verdict) -> Vec<String> {
    let mut remedies: Vec<String> = Vec::new();
    for why in verdict.obstacles.iter().map(|obstacle| &obstacle.why) {
        let remedy = format!("{}: {}", why.name(), why.remedy());
        if !remedies.contains(&remedy) {
            remedies.push(remedy);
        }
    }
    remedies
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

fn counts(told: &Told) -> String {
    let tally = told.tally();
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
    let (signoffs, signed) = told.signoffs();
    if signoffs > 0 {
        counts.push(format!("{signed} of {signoffs} sign-offs"));
    }
    counts.join(", ")
}

/// One obstacle as a person would say it.
fn sentence(workbook: &Workbook, obstacle: &Obstacle) -> String {
    let checklist = workbook.checklist();
    let Some(entry) = obstacle.entry.map(|id| checklist.entry(id)) else {
        return match obstacle.why {
            Why::NoSignoffs => "the document asks for no sign-off".to_owned(),
            _ => "there are no items: nothing can be ready".to_owned(),
        };
    };
    let what = match &obstacle.why {
        Why::Empty(blank) => format!("done, but empty: {}", label(workbook, *blank)),
        Why::Split(blank) => format!("done, but answers differ: {}", label(workbook, *blank)),
        Why::Unconfirmed(blank) => format!("done, but to be confirmed: {}", label(workbook, *blank)),
        Why::Reworded => "changed since it was done, look again".to_owned(),
        Why::Claimed => "ticked by the document only".to_owned(),
        Why::Old => "answered too long ago".to_owned(),
        Why::Unsigned(blank) => format!("not signed: {}", label(workbook, *blank)),
        why => why.name().to_owned(),
    };
    format!("line {}: {what}: {}", entry.line, shown::one_line(&entry.legible()))
}
