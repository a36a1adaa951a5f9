//! The report as JSON: `gonogo-report/1`, with everything that is known.

mod events;

use schemars::JsonSchema;
use serde::Serialize;

use super::AuditScope;
use super::json_types::counts::{JsonBasis, JsonCounts, JsonSection, PhaseCounts};
use super::json_types::words::VerdictWord;
use super::json_types::{JsonBlocker, JsonConflict, JsonSignOff, JsonUnmatched, schema};
use super::listing::Listing;
use super::summary::Summary;
use crate::checklist::{Checklist, EntryId, Outcome};
use crate::progress::{Answer, Note, State};
use crate::sanitize;
use crate::workbook::{Measurement, Workbook};
use events::{JsonEvent, events};

/// A complete report, the output of `gonogo export --format json`. Later versions may add fields.
#[derive(Serialize, JsonSchema)]
struct JsonReport<'a> {
    /// The name and number of this format.
    format: &'static str,
    /// The title of the document, or its file name.
    title: &'a str,
    /// The file name of the checklist; empty if it was read from standard input.
    checklist: &'a str,
    /// The name of the run; null for the default run.
    run: Option<&'a str>,
    /// The verdict.
    verdict: VerdictWord,
    /// What the verdict rests on, and what it leaves out.
    basis: JsonBasis,
    /// The time of the first change; null if there is none.
    started: Option<&'a str>,
    /// The time of the last change; null if there is none.
    changed: Option<&'a str>,
    /// The go-live time; null if it isn't set.
    live: Option<&'a str>,
    /// Counts of the whole document.
    counts: JsonCounts,
    /// The phases of the launch that have items or blanks.
    phases: Vec<PhaseCounts>,
    /// All sections, in document order.
    sections: Vec<JsonSection<'a>>,
    /// The people who changed something.
    people: Vec<JsonPerson<'a>>,
    /// Blockers of the launch, in document order.
    blockers: Vec<JsonBlocker<'a>>,
    /// What remains to be done during and after the launch, in document order.
    remaining: Vec<JsonBlocker<'a>>,
    /// Ticked items with an empty placeholder in their text, in document order, as far as that isn't a blocker.
    contradictions: Vec<JsonBlocker<'a>>,
    /// Items and boxes that count although they aren't done.
    exceptions: Vec<JsonException<'a>>,
    #[serde(flatten)]
    listing: Listing<'a>,
    /// Thresholds of items, with the measured values.
    measurements: Vec<JsonMeasurement<'a>>,
    /// All notes, in document order.
    notes: Vec<EntryNote<'a>>,
    /// Conflicts.
    conflicts: Vec<JsonConflict<'a>>,
    /// Marks whose entry or blank is no longer in the document.
    unmatched: Vec<JsonUnmatched<'a>>,
    /// The sign-offs of the document.
    signoffs: Vec<JsonSignOff<'a>>,
    /// Signatures given despite blockers, also those that were replaced later.
    forced: Vec<JsonForced<'a>>,
    /// Changes in order of time: all, only those still in effect (`--audit short`), or none.
    events: Vec<JsonEvent<'a>>,
}

/// Somebody who changed something.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Person")]
struct JsonPerson<'a> {
    /// The person, with the user whose rights they used.
    who: &'a str,
    /// The number of changes.
    changes: usize,
    /// The time of the first change.
    first: &'a str,
    /// The time of the last change.
    last: &'a str,
}

/// An item or box that counts although it isn't done.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Exception")]
struct JsonException<'a> {
    /// The key of the entry.
    key: String,
    /// The line in the document, from 1.
    #[schemars(range(min = 1))]
    line: usize,
    /// The text, as in the document.
    text: &'a str,
    /// The state.
    #[schemars(extend("enum" = ["na", "waived"]))]
    state: State,
    /// The reason.
    reason: Option<&'a str>,
    /// The person, with the user whose rights they used.
    by: &'a str,
    /// The time of the answer.
    at: &'a str,
}

/// A note with its entry.
#[derive(Serialize, JsonSchema)]
struct EntryNote<'a> {
    /// The key of the entry.
    key: String,
    /// The line in the document, from 1.
    #[schemars(range(min = 1))]
    line: usize,
    /// The text of the note.
    text: &'a str,
    /// The author, with the user whose rights they used.
    by: String,
    /// The time of the note.
    at: &'a str,
}

/// A signature given despite blockers.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ForcedSignature")]
struct JsonForced<'a> {
    /// The role; its slug if the document no longer asks for it.
    role: &'a str,
    /// The reason.
    reason: &'a str,
    /// The person who signed, with the user whose rights they used.
    by: &'a str,
    /// The time of the signature.
    at: &'a str,
}

/// A threshold of an item, with the measured value.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Measurement")]
struct JsonMeasurement<'a> {
    /// The key of the item.
    key: String,
    /// The line in the document, from 1.
    #[schemars(range(min = 1))]
    line: usize,
    /// The slug of the measurement.
    measured: &'a str,
    /// The threshold; null if the item no longer has it.
    threshold: Option<String>,
    /// The measured value, as typed.
    value: Option<&'a str>,
    /// The comparison with the threshold; null if there is nothing to compare.
    outcome: Option<Outcome>,
    /// True if the value needs confirming because the document changed.
    confirm: bool,
    /// The person who measured, with the user whose rights they used.
    by: Option<String>,
    /// The time of the answer.
    at: Option<&'a str>,
}

/// Returns the report as JSON, with a newline at the end.
pub fn json(workbook: &Workbook, scope: AuditScope) -> String {
    let summary = Summary::of(workbook, AuditScope::Nothing, &[]);
    let report = report(workbook, &summary, scope);
    // Can't fail: all keys are text.
    let mut text = serde_json::to_string_pretty(&report).unwrap_or_default();
    text.push('\n');
    sanitize::exported::json(&text).into_owned()
}

/// Returns the JSON Schema of the report.
pub fn json_schema() -> String {
    schema::<JsonReport>("report")
}

fn report<'a>(workbook: &'a Workbook, summary: &'a Summary, scope: AuditScope) -> JsonReport<'a> {
    let checklist = workbook.checklist();
    let progress = workbook.progress();
    let sections = checklist
        .ids()
        .filter(|&id| checklist.entry(id).is_section());
    let blockers = summary.verdict.blockers.iter();
    JsonReport {
        format: "gonogo-report/1",
        title: &summary.title,
        checklist: &progress.checklist,
        run: progress.run.as_deref(),
        verdict: (&summary.verdict).into(),
        basis: JsonBasis::of(&summary.verdict, workbook.basis()),
        started: progress.first().map(|event| event.at.as_str()),
        changed: progress.last().map(|event| event.at.as_str()),
        live: summary.live.as_deref(),
        counts: summary.tally.into(),
        phases: summary
            .phases
            .iter()
            .map(|(phase, tally)| PhaseCounts::of(*phase, *tally))
            .collect(),
        sections: sections.map(|id| JsonSection::of(workbook, id)).collect(),
        people: summary
            .people
            .iter()
            .map(|person| JsonPerson {
                who: &person.who,
                changes: person.changes,
                first: &person.first,
                last: &person.last,
            })
            .collect(),
        blockers: blockers
            .map(|blocker| JsonBlocker::of(workbook, blocker))
            .collect(),
        remaining: summary
            .verdict
            .remaining
            .iter()
            .map(|left| JsonBlocker::of(workbook, left))
            .collect(),
        contradictions: summary
            .verdict
            .contradictions
            .iter()
            .map(|named| JsonBlocker::of(workbook, named))
            .collect(),
        exceptions: summary
            .exceptions
            .iter()
            .map(|exception| exception_of(checklist, exception))
            .collect(),
        measurements: checklist
            .ids()
            .flat_map(|id| measurements(workbook, id))
            .collect(),
        listing: Listing::of(workbook, |_| true, |_| true, |_| true),
        notes: checklist.ids().flat_map(|id| notes(workbook, id)).collect(),
        conflicts: summary
            .conflicts
            .iter()
            .map(|conflict| JsonConflict::of(workbook, conflict))
            .collect(),
        unmatched: workbook.unmatched().iter().map(JsonUnmatched::of).collect(),
        signoffs: workbook
            .signoffs()
            .map(|signoff| JsonSignOff::of(workbook, signoff))
            .collect(),
        forced: summary
            .forced
            .iter()
            .map(|it| JsonForced {
                role: &it.role,
                reason: &it.reason,
                by: &it.who,
                at: &it.at,
            })
            .collect(),
        events: events(progress, scope),
    }
}

fn exception_of<'a>(
    checklist: &'a Checklist,
    exception: &'a super::summary::Exception,
) -> JsonException<'a> {
    let entry = checklist.entry(exception.entry);
    JsonException {
        key: checklist.key(exception.entry),
        line: entry.line,
        text: &entry.text,
        state: exception.state,
        reason: exception.reason.as_deref(),
        by: &exception.who,
        at: &exception.at,
    }
}

fn notes(workbook: &Workbook, id: EntryId) -> impl Iterator<Item = EntryNote<'_>> {
    let checklist = workbook.checklist();
    let noted = move |note: &'_ Note| (note.who(), checklist.key(id), checklist.entry(id).line);
    workbook.marks(id).notes.iter().map(move |note| {
        let (by, key, line) = noted(note);
        EntryNote {
            key,
            line,
            text: &note.text,
            by,
            at: &note.at,
        }
    })
}

fn measurements(workbook: &Workbook, id: EntryId) -> impl Iterator<Item = JsonMeasurement<'_>> {
    let checklist = workbook.checklist();
    workbook
        .measurements(id)
        .into_iter()
        .map(move |measurement: Measurement| {
            let answer = measurement.register.and_then(|register| register.answer());
            JsonMeasurement {
                key: checklist.key(id),
                line: checklist.entry(id).line,
                measured: measurement.slug,
                threshold: measurement.threshold.map(ToString::to_string),
                value: measurement.value(),
                outcome: measurement.outcome,
                confirm: measurement.is_doubtful,
                by: answer.map(Answer::who),
                at: answer.map(|answer| answer.at.as_str()),
            }
        })
}
