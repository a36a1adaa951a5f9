//! The JSON of `gonogo status`: `gonogo-status/1`.

use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;

use crate::checklist::{EntryId, Phase};
use crate::progress::{Answer, State};
use crate::workbook::{Conflict, Obstacle, SignOff, Standing, Tally, Verdict, When, Workbook};

#[derive(Serialize)]
pub(super) struct Summary<'a> {
    format: &'static str,
    verdict: &'static str,
    items: Items,
    boxes: Boxes,
    blanks: Blanks,
    signoffs: SignOffs<'a>,
    sections: Vec<Section<'a>>,
    phases: Vec<OfPhase>,
    live: Option<String>,
    obstacles: Vec<InTheWay<'a>>,
    /// What is left to do while going live and after that: where there is nothing, GO is COMPLETE.
    remaining: Vec<InTheWay<'a>>,
    due: Vec<ToDo<'a>>,
    conflicts: Vec<Differing<'a>>,
    unplaced: Vec<Unplaced<'a>>,
    moved: Vec<Moved<'a>>,
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
struct SignOffs<'a> {
    total: usize,
    signed: usize,
    void: usize,
    list: Vec<OneSignOff<'a>>,
}

#[derive(Serialize)]
struct Section<'a> {
    key: String,
    line: usize,
    depth: usize,
    text: &'a str,
    phase: &'static str,
    items: Items,
    blanks: Blanks,
}

/// Counts of one phase of the launch.
#[derive(Serialize)]
struct OfPhase {
    phase: &'static str,
    items: Items,
    blanks: Blanks,
}

/// An item with a date that is near or past.
#[derive(Serialize)]
struct ToDo<'a> {
    key: String,
    line: usize,
    text: &'a str,
    at: String,
    when: &'static str,
}

/// One sign-off of the document.
#[derive(Serialize)]
struct OneSignOff<'a> {
    /// The key of the blank for the name.
    key: String,
    line: usize,
    role: &'a str,
    phase: &'static str,
    standing: &'static str,
    name: Option<&'a str>,
    date: Option<&'a str>,
    by: Option<String>,
    at: Option<&'a str>,
    digest: Option<&'a str>,
    forced: Option<&'a str>,
}

#[derive(Serialize)]
struct InTheWay<'a> {
    kind: &'static str,
    /// What would remove it.
    remedy: &'static str,
    key: Option<String>,
    line: Option<usize>,
    text: Option<&'a str>,
    blank: Option<String>,
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
    pub(super) fn of(workbook: &'a Workbook, verdict: &'a Verdict, now: DateTime<Utc>) -> Summary<'a> {
        let checklist = workbook.checklist();
        let tally = workbook.tally();
        let sections = checklist.ids().filter(|&id| checklist.entry(id).is_section());
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
            verdict: verdict.name(),
            items: tally.into(),
            boxes: Boxes { total: tally.boxes, ticked: tally.boxes_ticked },
            blanks: tally.into(),
            signoffs: signoffs(workbook),
            sections: sections
                .map(|id| {
                    let (entry, tally) = (checklist.entry(id), workbook.tally_of(id));
                    let (key, line, depth, text) = (checklist.key(id), entry.line, entry.depth, &entry.text);
                    let phase = workbook.phase(id).name();
                    Section { key, line, depth, text, phase, items: tally.into(), blanks: tally.into() }
                })
                .collect(),
            phases: Phase::ALL
                .into_iter()
                .map(|phase| (phase.name(), workbook.tally_in(phase)))
                .filter(|(_, tally)| tally.total() + tally.blanks > 0)
                .map(|(phase, tally)| OfPhase { phase, items: tally.into(), blanks: tally.into() })
                .collect(),
            live: workbook.live().map(time),
            remaining: verdict.remaining.iter().map(|obstacle| in_the_way(workbook, obstacle)).collect(),
            due: due(workbook, now),
            obstacles: verdict.obstacles.iter().map(|obstacle| in_the_way(workbook, obstacle)).collect(),
            conflicts: workbook
                .conflicts()
                .into_iter()
                .map(|conflict| differing(workbook, conflict))
                .collect(),
            unplaced: unplaced.collect(),
            moved: moved.collect(),
        }
    }
}

fn signoffs(workbook: &Workbook) -> SignOffs<'_> {
    let checklist = workbook.checklist();
    let one = |signoff: SignOff| {
        let blank = checklist.blank(signoff.0);
        let standing = workbook.signature(signoff);
        let answer = match standing {
            Standing::Valid(answer) | Standing::Void(answer) => Some(answer),
            Standing::Missing | Standing::Filled => None,
        };
        let signature = answer.and_then(|answer| answer.value.as_ref());
        OneSignOff {
            key: checklist.blank_key(signoff.0),
            line: blank.line,
            role: workbook.role(signoff),
            phase: workbook.phase(blank.entry).name(),
            standing: standing.name(),
            name: workbook.value(signoff.0),
            date: workbook.value(signoff.1),
            by: answer.map(Answer::who),
            at: answer.map(|answer| answer.at.as_str()),
            digest: signature.map(|signature| signature.digest.as_str()),
            forced: signature.and_then(|signature| signature.forced.as_deref()),
        }
    };
    let list: Vec<OneSignOff> = workbook.signoffs().map(one).collect();
    let count = |word: &str| list.iter().filter(|one| one.standing == word).count();
    SignOffs { total: list.len(), signed: count("valid"), void: count("void"), list }
}

fn due(workbook: &Workbook, now: DateTime<Utc>) -> Vec<ToDo<'_>> {
    let checklist = workbook.checklist();
    let to_do = |id: EntryId| {
        let due = workbook.due(id, now).filter(|due| due.when != When::Later)?;
        let entry = checklist.entry(id);
        let (key, at, when) = (checklist.key(id), time(due.at), due.when.name());
        Some(ToDo { key, line: entry.line, text: &entry.text, at, when })
    };
    checklist.items().filter_map(to_do).collect()
}

fn time(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

fn in_the_way<'a>(workbook: &'a Workbook, obstacle: &'a Obstacle) -> InTheWay<'a> {
    let checklist = workbook.checklist();
    let entry = obstacle.entry.map(|id| checklist.entry(id));
    InTheWay {
        kind: obstacle.why.name(),
        remedy: obstacle.why.remedy(),
        key: obstacle.entry.map(|id| checklist.key(id)),
        line: entry.map(|entry| entry.line),
        text: entry.map(|entry| entry.text.as_str()),
        blank: obstacle.why.blank().map(|blank| checklist.blank_key(blank)),
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
