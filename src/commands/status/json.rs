//! The JSON of `gonogo status`: `gonogo-status/1`.

use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;

use super::Told;
use crate::commands::changes::Changes;
use crate::progress::State;
use crate::workbook::{Conflict, Obstacle, Tally, Workbook};

#[derive(Serialize)]
pub(super) struct Summary<'a> {
    format: &'static str,
    verdict: &'static str,
    /// The key of the section that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<String>,
    items: Items,
    boxes: Boxes,
    blanks: Blanks,
    signoffs: SignOffs,
    sections: Vec<Section<'a>>,
    obstacles: Vec<InTheWay<'a>>,
    conflicts: Vec<Differing<'a>>,
    unplaced: Vec<Unplaced<'a>>,
    moved: Vec<Moved<'a>>,
    /// What was changed since a time, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<Since<'a>>,
}

#[derive(Serialize)]
struct Since<'a> {
    at: String,
    summary: String,
    #[serde(flatten)]
    changes: &'a Changes<'a>,
}

/// Counts of items.
#[derive(Serialize)]
pub(in crate::commands) struct Items {
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
pub(in crate::commands) struct Blanks {
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
    /// What would remove it.
    remedy: &'static str,
}

/// Answers that were given without seeing each other.
#[derive(Serialize)]
struct Differing<'a> {
    key: String,
    line: usize,
    text: &'a str,
    /// The key of the blank; null where it is about the state.
    blank: Option<String>,
    answers: Vec<Given>,
}

#[derive(Serialize)]
struct Given {
    answer: String,
    by: String,
    at: String,
}

#[derive(Serialize)]
struct Unplaced<'a> {
    key: &'a str,
    on: &'a str,
    /// The label of the blank that is gone, where the entry is still there.
    #[serde(skip_serializing_if = "Option::is_none")]
    blank: Option<&'a str>,
}

/// What was found in another section than it was marked in.
#[derive(Serialize)]
struct Moved<'a> {
    from: &'a str,
    to: String,
    line: usize,
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
    pub(super) fn of(told: &'a Told, since: Option<DateTime<Utc>>) -> Summary<'a> {
        let (workbook, verdict) = (told.workbook, told.verdict);
        let checklist = workbook.checklist();
        let tally = told.tally();
        let (total, signed) = told.signoffs();
        let sections = checklist.ids().filter(|&id| checklist.entry(id).is_section() && told.has(id));
        let unplaced = workbook.unplaced().iter().map(|unplaced| Unplaced {
            key: &unplaced.unit.key,
            on: &unplaced.unit.on,
            blank: unplaced.blank.as_ref().map(|(_, slug)| slug.as_str()),
        });
        let moved = workbook.placing().moved().iter().map(|(unit, id)| Moved {
            from: &unit.key,
            to: checklist.key(*id),
            line: checklist.entry(*id).line,
        });
        Summary {
            format: "gonogo-status/1",
            verdict: if verdict.is_go() { "go" } else { "no-go" },
            section: told.section.map(|id| checklist.key(id)),
            items: tally.into(),
            boxes: Boxes { total: tally.boxes, ticked: tally.boxes_ticked },
            blanks: tally.into(),
            signoffs: SignOffs { total, signed, void: 0 },
            sections: sections
                .map(|id| {
                    let (entry, tally) = (checklist.entry(id), workbook.tally_of(id));
                    let (key, line, depth, text) = (checklist.key(id), entry.line, entry.depth, &entry.text);
                    Section { key, line, depth, text, items: tally.into(), blanks: tally.into() }
                })
                .collect(),
            obstacles: verdict.obstacles.iter().map(|obstacle| in_the_way(workbook, obstacle)).collect(),
            conflicts: workbook
                .conflicts()
                .into_iter()
                .filter(|conflict| told.has(conflict.entry))
                .map(|conflict| differing(workbook, conflict))
                .collect(),
            unplaced: unplaced.collect(),
            moved: moved.collect(),
            since: since.zip(told.changes.as_ref()).map(|(at, changes)| Since {
                at: at.to_rfc3339_opts(SecondsFormat::Millis, true),
                summary: changes.summary(),
                changes,
            }),
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
        blank: obstacle.why.blank().map(|blank| checklist.blank_key(blank)),
        remedy: obstacle.why.remedy(),
    }
}

fn differing(workbook: &Workbook, conflict: Conflict) -> Differing<'_> {
    let checklist = workbook.checklist();
    let entry = checklist.entry(conflict.entry);
    let answers = conflict.answers.into_iter();
    Differing {
        key: checklist.key(conflict.entry),
        line: entry.line,
        text: &entry.text,
        blank: conflict.blank.map(|blank| checklist.blank_key(blank)),
        answers: answers.map(|told| Given { answer: told.answer, by: told.who, at: told.at }).collect(),
    }
}
