//! The report as JSON: `gonogo-report/1`, everything that is known. Its schema lies beside this file's folder, in
//! `gonogo-report-1.schema.json`.

use serde::Serialize;

use super::Audit;
use super::facts::{Facts, obstacle_in_words};
use super::listing::Listing;
use crate::checklist::{Checklist, EntryId, Phase};
use crate::progress::{Change, Event, Home, Note, Progress, State, standing};
use crate::workbook::{Conflict, Obstacle, Tally, Told, Unplaced, Workbook};

#[derive(Serialize)]
struct Report<'a> {
    format: &'static str,
    title: &'a str,
    checklist: &'a str,
    run: Option<&'a str>,
    verdict: String,
    begun: Option<&'a str>,
    changed: Option<&'a str>,
    tally: Counts,
    sections: Vec<Section<'a>>,
    people: Vec<Person<'a>>,
    obstacles: Vec<InTheWay<'a>>,
    exceptions: Vec<Exception<'a>>,
    #[serde(flatten)]
    listing: Listing<'a>,
    notes: Vec<Noted<'a>>,
    conflicts: Vec<Differing<'a>>,
    unplaced: Vec<WithoutPlace<'a>>,
    signoffs: Vec<SignOff<'a>>,
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
struct Section<'a> {
    key: String,
    line: usize,
    depth: usize,
    text: &'a str,
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
struct InTheWay<'a> {
    kind: &'static str,
    what: String,
    key: Option<String>,
    line: Option<usize>,
    text: Option<&'a str>,
    blank: Option<String>,
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
struct WithoutPlace<'a> {
    key: &'a str,
    on: &'a str,
    /// The label of the blank that is gone, where the entry is still there.
    blank: Option<&'a str>,
    states: Vec<Given>,
    values: Vec<Value<'a>>,
    notes: Vec<Given>,
}

#[derive(Serialize)]
struct Value<'a> {
    blank: &'a str,
    answers: Vec<Given>,
}

#[derive(Serialize)]
struct SignOff<'a> {
    role: &'a str,
    key: String,
    line: usize,
    name: Option<&'a str>,
    date: Option<&'a str>,
    signed: bool,
}

/// One event; only the fields of its kind of change are there.
#[derive(Serialize, Default)]
struct Happened<'a> {
    id: &'a str,
    at: &'a str,
    by: &'a str,
    #[serde(rename = "as", skip_serializing_if = "Option::is_none")]
    acting: Option<&'a str>,
    key: &'a str,
    on: &'a str,
    replaces: &'a [String],
    kind: &'static str,
    /// What it was set to: a state, a value, a note, the key of an entry; null leaves it to the document.
    to: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    blank: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    carried: Option<&'a str>,
}

/// The report as JSON, with a newline at its end.
pub fn json(workbook: &Workbook, audit: Audit) -> String {
    let facts = Facts::of(workbook, Audit::Nothing);
    let report = report(workbook, &facts, audit);
    // Names and texts: there is nothing in it that JSON does not have.
    let mut text = serde_json::to_string_pretty(&report).unwrap_or_default();
    text.push('\n');
    text
}

fn report<'a>(workbook: &'a Workbook, facts: &'a Facts, audit: Audit) -> Report<'a> {
    let checklist = workbook.checklist();
    let progress = workbook.progress();
    let sections = checklist.ids().filter(|&id| checklist.entry(id).is_section());
    let obstacles = facts.verdict.obstacles.iter();
    Report {
        format: "gonogo-report/1",
        title: &facts.title,
        checklist: &progress.checklist,
        run: progress.run.as_deref(),
        verdict: facts.verdict.word().to_lowercase(),
        begun: progress.first().map(|event| event.at.as_str()),
        changed: progress.last().map(|event| event.at.as_str()),
        tally: facts.tally.into(),
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
        obstacles: obstacles.map(|obstacle| in_the_way(workbook, obstacle)).collect(),
        exceptions: facts.exceptions.iter().map(|exception| exception_of(checklist, exception)).collect(),
        listing: Listing::of(workbook, |_| true, |_| true),
        notes: checklist.ids().flat_map(|id| notes(workbook, id)).collect(),
        conflicts: facts.conflicts.iter().map(|conflict| differing(checklist, conflict)).collect(),
        unplaced: workbook.unplaced().iter().map(without_place).collect(),
        signoffs: facts.signoffs.iter().map(|signoff| signoff_of(workbook, signoff)).collect(),
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
            claimed: tally.claimed,
            boxes: tally.boxes,
            boxes_ticked: tally.boxes_ticked,
            blanks: tally.blanks,
            blanks_filled: tally.filled,
        }
    }
}

impl From<Told> for Given {
    fn from(told: Told) -> Given {
        Given { answer: told.answer, by: told.who, at: told.at }
    }
}

fn section(workbook: &Workbook, id: EntryId) -> Section<'_> {
    let checklist = workbook.checklist();
    let entry = checklist.entry(id);
    let tally = workbook.tally_of(id).into();
    Section { key: checklist.key(id), line: entry.line, depth: entry.depth, text: &entry.text, tally }
}

fn in_the_way<'a>(workbook: &'a Workbook, obstacle: &Obstacle) -> InTheWay<'a> {
    let checklist = workbook.checklist();
    let entry = obstacle.entry.map(|id| checklist.entry(id));
    InTheWay {
        kind: obstacle.why.name(),
        what: obstacle_in_words(workbook, obstacle),
        key: obstacle.entry.map(|id| checklist.key(id)),
        line: entry.map(|entry| entry.line),
        text: entry.map(|entry| entry.text.as_str()),
        blank: obstacle.why.blank().map(|blank| checklist.blank_key(blank)),
    }
}

fn exception_of<'a>(checklist: &'a Checklist, exception: &'a super::facts::Exception) -> Exception<'a> {
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
        Noted { key, line, text: &note.text, by, at: &note.at }
    })
}

fn differing<'a>(checklist: &'a Checklist, conflict: &Conflict) -> Differing<'a> {
    let entry = checklist.entry(conflict.entry);
    Differing {
        key: checklist.key(conflict.entry),
        line: entry.line,
        text: &entry.text,
        blank: conflict.blank.map(|blank| checklist.blank_key(blank)),
        answers: conflict.answers.iter().cloned().map(Given::from).collect(),
    }
}

fn without_place(unplaced: &Unplaced) -> WithoutPlace<'_> {
    let given = |told: Vec<Told>| told.into_iter().map(Given::from).collect();
    let values = unplaced.marks.blanks.keys();
    let note = |note: &Note| Given { answer: note.text.clone(), by: note.who(), at: note.at.clone() };
    WithoutPlace {
        key: &unplaced.unit.key,
        on: &unplaced.unit.on,
        blank: unplaced.blank.as_ref().map(|(_, slug)| slug.as_str()),
        states: given(unplaced.states()),
        values: values.map(|slug| Value { blank: slug, answers: given(unplaced.values(slug)) }).collect(),
        notes: unplaced.marks.notes.iter().map(note).collect(),
    }
}

fn signoff_of<'a>(workbook: &'a Workbook, signoff: &super::facts::SignOff) -> SignOff<'a> {
    let blank = workbook.checklist().blank(signoff.person);
    SignOff {
        role: &blank.label,
        key: workbook.checklist().blank_key(signoff.person),
        line: blank.line,
        name: workbook.value(signoff.person),
        date: workbook.value(signoff.date),
        signed: signoff.is_signed,
    }
}

fn events(progress: &Progress, audit: Audit) -> Vec<Happened<'_>> {
    let those = |events| match audit {
        Audit::Full => events,
        Audit::Short => standing(events),
        Audit::Nothing => Vec::new(),
    };
    let entries = progress.entries.iter();
    let events = entries.map(|(key, events)| (key, those(events.iter().collect())));
    let mut told: Vec<_> =
        events.flat_map(|(key, events)| events.into_iter().map(move |event| (key, event))).collect();
    told.sort_by_key(|(key, event)| (&event.at, *key, &event.id));
    told.into_iter().map(|(key, event)| happened(key, event)).collect()
}

fn happened<'a>(key: &'a str, event: &'a Event) -> Happened<'a> {
    let happened = Happened {
        id: &event.id,
        at: &event.at,
        by: &event.by,
        acting: event.acting.as_deref(),
        key,
        on: &event.on.text,
        replaces: &event.replaces,
        kind: event.change.kind(),
        ..Happened::default()
    };
    match &event.change {
        Change::State { state, reason } => {
            Happened { to: state.map(State::name), reason: reason.as_deref(), ..happened }
        }
        Change::Blank { blank, value, carried } => {
            Happened { to: value.as_deref(), blank: Some(blank), carried: carried.as_deref(), ..happened }
        }
        Change::Note { text } => Happened { to: text.as_deref(), ..happened },
        Change::Place { home: Some(Home::Entry { key, .. }) } => Happened { to: Some(key), ..happened },
        Change::Place { home: Some(Home::Nowhere) } => Happened { to: Some("nowhere"), ..happened },
        Change::Phase { phase } => Happened { to: phase.map(Phase::name), ..happened },
        Change::Live { at } => Happened { to: at.as_deref(), ..happened },
        Change::Measured { threshold, value } => {
            Happened { to: value.as_deref(), blank: Some(threshold), ..happened }
        }
        Change::Signed { role, signature } => Happened {
            to: signature.as_ref().map(|signature| signature.digest.as_str()),
            reason: signature.as_ref().and_then(|signature| signature.forced.as_deref()),
            blank: Some(role),
            ..happened
        },
        Change::Place { home: None } | Change::Unknown => happened,
    }
}
