//! `gonogo status`, and its JSON, `gonogo-status/1`.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use super::{Outcome, print, print_json};
use crate::options::Common;
use crate::progress::State;
use crate::shown;
use crate::store::Store;
use crate::workbook::{Obstacle, Tally, Verdict, Why, Workbook};

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
    if !verdict.is_go() {
        page.push_str("\nIn the way:\n");
    }
    for obstacle in verdict.obstacles.iter().take(LISTED) {
        page.push_str(&format!("  {}\n", shown::fit(&sentence(workbook, obstacle), 76, "...")));
    }
    if let more @ 1.. = verdict.obstacles.len().saturating_sub(LISTED) {
        page.push_str(&format!("  and {more} more\n"));
    }
    let unplaced = workbook.placing().unplaced().len();
    if unplaced > 0 {
        page.push_str(&format!(
            "\nMarks on {unplaced} entries that this document does not have any more are kept.\n"
        ));
    }
    if let Some(path) = store.path().filter(|path| path.exists()) {
        page.push_str(&format!("\nProgress: {}\n", path.display()));
    }
    page
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
        Why::Empty(blank) => format!("done, but empty: {}", shown::one_line(&checklist.blank(*blank).label)),
        Why::Reworded => "reworded since it was done".to_owned(),
        why => why.name().to_owned(),
    };
    format!("line {}: {what}: {}", entry.line, shown::one_line(&entry.legible()))
}

#[derive(Serialize)]
struct Summary<'a> {
    format: &'static str,
    verdict: &'static str,
    items: Items,
    boxes: Boxes,
    blanks: Blanks,
    signoffs: SignOffs,
    sections: Vec<Section<'a>>,
    obstacles: Vec<InTheWay<'a>>,
    unplaced: Vec<Unplaced<'a>>,
}

/// Counts of items.
#[derive(Serialize)]
pub(super) struct Items {
    total: usize,
    open: usize,
    done: usize,
    na: usize,
    blocked: usize,
    waived: usize,
    claimed: usize,
}

/// Boxes that are no items; they never stand in the way.
#[derive(Serialize)]
struct Boxes {
    total: usize,
    ticked: usize,
}

/// Counts of blanks.
#[derive(Serialize)]
pub(super) struct Blanks {
    total: usize,
    filled: usize,
}

#[derive(Serialize)]
struct SignOffs {
    total: usize,
    signed: usize,
    void: usize,
}

#[derive(Serialize)]
struct Section<'a> {
    key: String,
    line: usize,
    depth: usize,
    text: &'a str,
    items: Items,
    blanks: Blanks,
}

#[derive(Serialize)]
struct InTheWay<'a> {
    kind: &'static str,
    key: Option<String>,
    line: Option<usize>,
    text: Option<&'a str>,
    blank: Option<String>,
}

#[derive(Serialize)]
struct Unplaced<'a> {
    key: &'a str,
    on: &'a str,
}

impl From<Tally> for Items {
    fn from(tally: Tally) -> Items {
        Items {
            total: tally.total(),
            open: tally.of(State::Open),
            done: tally.of(State::Done),
            na: tally.of(State::Na),
            blocked: tally.of(State::Blocked),
            waived: tally.of(State::Waived),
            claimed: tally.claimed,
        }
    }
}

impl From<Tally> for Blanks {
    fn from(tally: Tally) -> Blanks {
        Blanks { total: tally.blanks, filled: tally.filled }
    }
}

impl<'a> Summary<'a> {
    fn of(workbook: &'a Workbook, verdict: &'a Verdict) -> Summary<'a> {
        let checklist = workbook.checklist();
        let tally = workbook.tally();
        let signoffs: Vec<_> = workbook.signoffs().collect();
        let sections = checklist.ids().filter(|&id| checklist.entry(id).is_section());
        let unplaced = workbook.placing().unplaced().iter().map(|key| {
            let events = workbook.progress().entries.get(key);
            Unplaced { key, on: events.and_then(|events| events.last()).map_or("", |event| &event.on) }
        });
        Summary {
            format: "gonogo-status/1",
            verdict: if verdict.is_go() { "go" } else { "no-go" },
            items: tally.into(),
            boxes: Boxes { total: tally.boxes, ticked: tally.boxes_ticked },
            blanks: tally.into(),
            signoffs: SignOffs {
                total: signoffs.len(),
                signed: signoffs.iter().filter(|&&signoff| workbook.is_signed(signoff)).count(),
                void: 0,
            },
            sections: sections
                .map(|id| {
                    let (entry, tally) = (checklist.entry(id), workbook.tally_of(id));
                    let (key, line, depth, text) = (checklist.key(id), entry.line, entry.depth, &entry.text);
                    Section { key, line, depth, text, items: tally.into(), blanks: tally.into() }
                })
                .collect(),
            obstacles: verdict.obstacles.iter().map(|obstacle| in_the_way(workbook, obstacle)).collect(),
            unplaced: unplaced.collect(),
        }
    }
}

fn in_the_way<'a>(workbook: &'a Workbook, obstacle: &'a Obstacle) -> InTheWay<'a> {
    let checklist = workbook.checklist();
    let entry = obstacle.entry.map(|id| checklist.entry(id));
    InTheWay {
        kind: obstacle.why.name(),
        key: obstacle.entry.map(|id| checklist.key(id)),
        line: entry.map(|entry| entry.line),
        text: entry.map(|entry| entry.text.as_str()),
        blank: match obstacle.why {
            Why::Empty(blank) => Some(checklist.blank_key(blank)),
            _ => None,
        },
    }
}
