//! The JSON of `gonogo status`: `gonogo-status/1`.

use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;

use super::Told;
use crate::checklist::{EntryId, Phase};
use crate::commands::diff_output::Changes;
use crate::progress::State;
use crate::report::json_types::{Differing, InTheWay, SignOff, WithoutPlace};
use crate::store::{self, Store, StrayCopy};
use crate::workbook::{Tally, When};

#[derive(Serialize)]
pub(super) struct Summary<'a> {
    format: &'static str,
    verdict: &'static str,
    /// The key of the selected section.
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<String>,
    items: Items,
    boxes: Boxes,
    blanks: Blanks,
    confirm: Confirm,
    signoffs: SignOffs<'a>,
    sections: Vec<Section<'a>>,
    phases: Vec<OfPhase>,
    live: Option<String>,
    obstacles: Vec<InTheWay<'a>>,
    /// The remaining blockers of COMPLETE, during and after launch.
    remaining: Vec<InTheWay<'a>>,
    /// The number of overdue items, also if the verdict is COMPLETE.
    overdue: usize,
    due: Vec<ToDo<'a>>,
    conflicts: Vec<Differing<'a>>,
    unplaced: Vec<WithoutPlace<'a>>,
    moved: Vec<Moved<'a>>,
    /// Copies of the progress file next to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    copies: Option<Copies>,
    /// Progress that may belong to this document under a former name.
    #[serde(skip_serializing_if = "Option::is_none")]
    renamed: Option<Renamed>,
    /// The changes since a time, if one was given.
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

/// Counts of boxes that aren't items; they never block.
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

/// Counts of answers that need confirming: given for another text, or in another run.
#[derive(Serialize)]
struct Confirm {
    items: usize,
    blanks: usize,
}

#[derive(Serialize)]
struct SignOffs<'a> {
    total: usize,
    signed: usize,
    void: usize,
    list: Vec<SignOff<'a>>,
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

/// Counts of one launch phase.
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

/// Copies of a progress file next to it.
#[derive(Serialize)]
pub(in crate::commands) struct Copies {
    /// The command that merges them into the file.
    command: Option<String>,
    files: Vec<Copied>,
}

#[derive(Serialize)]
struct Copied {
    path: String,
    /// The number of changes that the file lacks.
    changes: Option<usize>,
    error: Option<String>,
}

impl Copies {
    pub(in crate::commands) fn of(copies: &store::Copies) -> Copies {
        let told = |copy: &StrayCopy| Copied {
            path: store::text_of(&copy.path),
            changes: copy.changes.as_ref().ok().copied(),
            error: copy.changes.as_ref().err().map(ToString::to_string),
        };
        Copies {
            command: copies.command(),
            files: copies.files.iter().map(told).collect(),
        }
    }
}

/// Progress of a missing checklist that may be this one under a former name.
#[derive(Serialize)]
struct Renamed {
    checklist: String,
    marked: usize,
    found: usize,
    command: String,
}

/// An entry that was found in another section than it was marked in.
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
        Blanks {
            total: tally.blanks,
            filled: tally.filled,
        }
    }
}

impl<'a> Summary<'a> {
    pub(super) fn of(
        told: &Told<'a>,
        since: Option<&'a (DateTime<Utc>, Changes<'a>)>,
        store: &Store,
    ) -> Summary<'a> {
        let (workbook, verdict) = (told.workbook, told.verdict);
        let checklist = workbook.checklist();
        let tally = told.tally();
        let (items, blanks) = told.to_be_confirmed();
        let sections = checklist
            .ids()
            .filter(|&id| checklist.entry(id).is_section() && told.has(id));
        let moved = workbook.placing().moved().iter().map(|(unit, id)| Moved {
            from: &unit.key,
            to: checklist.key(*id),
            line: checklist.entry(*id).line,
        });
        Summary {
            format: "gonogo-status/1",
            verdict: verdict.name(),
            section: told.section.map(|id| checklist.key(id)),
            items: tally.into(),
            boxes: Boxes {
                total: tally.boxes,
                ticked: tally.boxes_ticked,
            },
            blanks: tally.into(),
            confirm: Confirm { items, blanks },
            signoffs: signoffs(told),
            sections: sections
                .map(|id| {
                    let (entry, tally) = (checklist.entry(id), workbook.tally_of(id));
                    let (key, line, depth, text) =
                        (checklist.key(id), entry.line, entry.depth, &entry.text);
                    let phase = workbook.phase(id).name();
                    Section {
                        key,
                        line,
                        depth,
                        text,
                        phase,
                        items: tally.into(),
                        blanks: tally.into(),
                    }
                })
                .collect(),
            phases: Phase::ALL
                .into_iter()
                .map(|phase| (phase.name(), workbook.tally_in(phase)))
                .filter(|(_, tally)| told.section.is_none() && tally.total() + tally.blanks > 0)
                .map(|(phase, tally)| OfPhase {
                    phase,
                    items: tally.into(),
                    blanks: tally.into(),
                })
                .collect(),
            live: workbook.live().map(time),
            remaining: verdict
                .remaining
                .iter()
                .map(|obstacle| InTheWay::of(workbook, obstacle))
                .collect(),
            overdue: told.overdue(),
            due: due(told),
            obstacles: verdict
                .obstacles
                .iter()
                .map(|obstacle| InTheWay::of(workbook, obstacle))
                .collect(),
            conflicts: told
                .conflicts()
                .map(|conflict| Differing::of(workbook, &conflict))
                .collect(),
            unplaced: workbook.unplaced().iter().map(WithoutPlace::of).collect(),
            moved: moved.collect(),
            copies: store.copies(workbook).as_ref().map(Copies::of),
            renamed: store.renamed(workbook).map(|renamed| Renamed {
                command: renamed.command(),
                checklist: renamed.checklist,
                marked: renamed.marked,
                found: renamed.found,
            }),
            since: since.map(|(at, changes)| Since {
                at: time(*at),
                summary: changes.summary(),
                changes,
            }),
        }
    }
}

fn signoffs<'a>(told: &Told<'a>) -> SignOffs<'a> {
    let list: Vec<SignOff> = told
        .signoffs()
        .map(|signoff| SignOff::of(told.workbook, signoff))
        .collect();
    let count = |word: &str| list.iter().filter(|one| one.standing() == word).count();
    SignOffs {
        total: list.len(),
        signed: count("valid"),
        void: count("void"),
        list,
    }
}

fn due<'a>(told: &Told<'a>) -> Vec<ToDo<'a>> {
    let (workbook, now) = (told.workbook, told.now);
    let checklist = workbook.checklist();
    let to_do = |id: EntryId| {
        let due = workbook
            .due(id, now)
            .filter(|due| due.when != When::Later)?;
        let entry = checklist.entry(id);
        let (key, at, when) = (checklist.key(id), time(due.at), due.when.name());
        Some(ToDo {
            key,
            line: entry.line,
            text: &entry.text,
            at,
            when,
        })
    };
    checklist
        .items()
        .filter(|&id| told.has(id))
        .filter_map(to_do)
        .collect()
}

fn time(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}
