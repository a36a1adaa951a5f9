//! The report as JSON: `gonogo-report/1`, everything that is known. Its schema lies beside this file's folder, in
//! `gonogo-report-1.schema.json`.

mod events;

use serde::Serialize;

use super::Audit;
use super::json_types::{Differing, InTheWay, SignOff, WithoutPlace};
use super::listing::Listing;
use super::summary::Facts;
use crate::checklist::{Checklist, EntryId, Outcome};
use crate::progress::{Answer, Note, State};
use crate::sanitize;
use crate::workbook::{Measurement, Tally, Workbook};
use events::{Happened, events};

#[derive(Serialize)]
struct Report<'a> {
    format: &'static str,
    title: &'a str,
    checklist: &'a str,
    run: Option<&'a str>,
    verdict: &'static str,
    begun: Option<&'a str>,
    changed: Option<&'a str>,
    live: Option<&'a str>,
    tally: Counts,
    phases: Vec<OfPhase>,
    sections: Vec<Section<'a>>,
    people: Vec<Person<'a>>,
    obstacles: Vec<InTheWay<'a>>,
    remaining: Vec<InTheWay<'a>>,
    exceptions: Vec<Exception<'a>>,
    #[serde(flatten)]
    listing: Listing<'a>,
    measurements: Vec<Measured<'a>>,
    notes: Vec<Noted<'a>>,
    conflicts: Vec<Differing<'a>>,
    unplaced: Vec<WithoutPlace<'a>>,
    signoffs: Vec<SignOff<'a>>,
    forced: Vec<Forced<'a>>,
    events: Vec<Happened<'a>>,
}

#[derive(Serialize)]
struct Counts {
    items: usize,
    open: usize,
    done: usize,
    na: usize,
    blocked: usize,
    waived: usize,
    claimed: usize,
    boxes: usize,
    boxes_ticked: usize,
    blanks: usize,
    blanks_filled: usize,
}

#[derive(Serialize)]
struct OfPhase {
    phase: &'static str,
    tally: Counts,
}

#[derive(Serialize)]
struct Section<'a> {
    key: String,
    line: usize,
    depth: usize,
    text: &'a str,
    phase: &'static str,
    tally: Counts,
}

#[derive(Serialize)]
struct Person<'a> {
    who: &'a str,
    changes: usize,
    first: &'a str,
    last: &'a str,
}

#[derive(Serialize)]
struct Exception<'a> {
    key: String,
    line: usize,
    text: &'a str,
    state: &'static str,
    reason: Option<&'a str>,
    by: &'a str,
    at: &'a str,
}

#[derive(Serialize)]
struct Noted<'a> {
    key: String,
    line: usize,
    text: &'a str,
    by: String,
    at: &'a str,
}

#[derive(Serialize)]
struct Forced<'a> {
    role: &'a str,
    reason: &'a str,
    by: &'a str,
    at: &'a str,
}

/// A value that is asked for, or was measured.
#[derive(Serialize)]
struct Measured<'a> {
    key: String,
    line: usize,
    name: &'a str,
    threshold: Option<String>,
    value: Option<&'a str>,
    outcome: Option<&'static str>,
    confirm: bool,
    by: Option<String>,
    at: Option<&'a str>,
}

/// The report as JSON, with a newline at its end.
pub fn json(workbook: &Workbook, audit: Audit) -> String {
    let facts = Facts::of(workbook, Audit::Nothing);
    let report = report(workbook, &facts, audit);
    // Names and texts: there is nothing in it that JSON does not have.
    let mut text = serde_json::to_string_pretty(&report).unwrap_or_default();
    text.push('\n');
    sanitize::exported::json(&text).into_owned()
}

fn report<'a>(workbook: &'a Workbook, facts: &'a Facts, audit: Audit) -> Report<'a> {
    let checklist = workbook.checklist();
    let progress = workbook.progress();
    let sections = checklist
        .ids()
        .filter(|&id| checklist.entry(id).is_section());
    let blockers = facts.verdict.blockers.iter();
    Report {
        format: "gonogo-report/1",
        title: &facts.title,
        checklist: &progress.checklist,
        run: progress.run.as_deref(),
        verdict: facts.verdict.name(),
        begun: progress.first().map(|event| event.at.as_str()),
        changed: progress.last().map(|event| event.at.as_str()),
        live: facts.live.as_deref(),
        tally: facts.tally.into(),
        phases: facts
            .phases
            .iter()
            .map(|(phase, tally)| OfPhase {
                phase: phase.name(),
                tally: (*tally).into(),
            })
            .collect(),
        sections: sections.map(|id| section(workbook, id)).collect(),
        people: facts
            .people
            .iter()
            .map(|person| Person {
                who: &person.who,
                changes: person.changes,
                first: &person.first,
                last: &person.last,
            })
            .collect(),
        obstacles: blockers
            .map(|blocker| InTheWay::of(workbook, blocker))
            .collect(),
        remaining: facts
            .verdict
            .remaining
            .iter()
            .map(|left| InTheWay::of(workbook, left))
            .collect(),
        exceptions: facts
            .exceptions
            .iter()
            .map(|exception| exception_of(checklist, exception))
            .collect(),
        measurements: checklist
            .ids()
            .flat_map(|id| measurements(workbook, id))
            .collect(),
        listing: Listing::of(workbook, |_| true, |_| true),
        notes: checklist.ids().flat_map(|id| notes(workbook, id)).collect(),
        conflicts: facts
            .conflicts
            .iter()
            .map(|conflict| Differing::of(workbook, conflict))
            .collect(),
        unplaced: workbook.unmatched().iter().map(WithoutPlace::of).collect(),
        signoffs: workbook
            .signoffs()
            .map(|signoff| SignOff::of(workbook, signoff))
            .collect(),
        forced: facts
            .forced
            .iter()
            .map(|it| Forced {
                role: &it.role,
                reason: &it.reason,
                by: &it.who,
                at: &it.at,
            })
            .collect(),
        events: events(progress, audit),
    }
}

impl From<Tally> for Counts {
    fn from(tally: Tally) -> Counts {
        Counts {
            items: tally.total(),
            open: tally.of(State::Open),
            done: tally.of(State::Done),
            na: tally.of(State::Na),
            blocked: tally.of(State::Blocked),
            waived: tally.of(State::Waived),
            claimed: tally.pre_ticked,
            boxes: tally.boxes,
            boxes_ticked: tally.boxes_ticked,
            blanks: tally.blanks,
            blanks_filled: tally.filled,
        }
    }
}

fn section(workbook: &Workbook, id: EntryId) -> Section<'_> {
    let checklist = workbook.checklist();
    let entry = checklist.entry(id);
    let (phase, tally) = (workbook.phase(id).name(), workbook.tally_of(id).into());
    Section {
        key: checklist.key(id),
        line: entry.line,
        depth: entry.depth,
        text: &entry.text,
        phase,
        tally,
    }
}

fn exception_of<'a>(
    checklist: &'a Checklist,
    exception: &'a super::summary::Exception,
) -> Exception<'a> {
    let entry = checklist.entry(exception.entry);
    Exception {
        key: checklist.key(exception.entry),
        line: entry.line,
        text: &entry.text,
        state: exception.state.name(),
        reason: exception.reason.as_deref(),
        by: &exception.who,
        at: &exception.at,
    }
}

fn notes(workbook: &Workbook, id: EntryId) -> impl Iterator<Item = Noted<'_>> {
    let checklist = workbook.checklist();
    let noted = move |note: &'_ Note| (note.who(), checklist.key(id), checklist.entry(id).line);
    workbook.marks(id).notes.iter().map(move |note| {
        let (by, key, line) = noted(note);
        Noted {
            key,
            line,
            text: &note.text,
            by,
            at: &note.at,
        }
    })
}

fn measurements(workbook: &Workbook, id: EntryId) -> impl Iterator<Item = Measured<'_>> {
    let checklist = workbook.checklist();
    workbook
        .measurements(id)
        .into_iter()
        .map(move |measurement: Measurement| {
            let answer = measurement.register.and_then(|register| register.answer());
            Measured {
                key: checklist.key(id),
                line: checklist.entry(id).line,
                name: measurement.slug,
                threshold: measurement.threshold.map(ToString::to_string),
                value: measurement.value(),
                outcome: measurement.outcome.map(Outcome::name),
                confirm: measurement.is_doubtful,
                by: answer.map(Answer::who),
                at: answer.map(|answer| answer.at.as_str()),
            }
        })
}
