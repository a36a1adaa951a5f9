//! The JSON of `gonogo status`: `gonogo-status/1`.

use chrono::{DateTime, SecondsFormat, Utc};
use schemars::JsonSchema;
use serde::Serialize;

use super::StatusScope;
use crate::checklist::{EntryId, Phase};
use crate::commands::diff_output::Changes;
use crate::report::json_types::counts::{JsonBasis, JsonCounts, JsonSection, PhaseCounts};
use crate::report::json_types::words::{SignOffStatus, VerdictWord};
use crate::report::json_types::{JsonBlocker, JsonConflict, JsonSignOff, JsonUnmatched};
use crate::store::{self, Store, StrayCopy};
use crate::workbook::When;

/// The output of `gonogo status --json`: counts and verdict. Later versions may add fields.
#[derive(Serialize, JsonSchema)]
pub(in crate::commands) struct JsonStatus<'a> {
    /// The name and number of this format.
    format: &'static str,
    /// The verdict.
    verdict: VerdictWord,
    /// What the verdict rests on, and what it leaves out.
    basis: JsonBasis,
    /// The key of the section given by `--section`; all fields except `unmatched` and `moved` are about it. Absent
    /// without that option.
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<String>,
    /// Counts of items, boxes, blanks and variables.
    counts: JsonCounts,
    /// Counts of answers that need confirming.
    confirm: ConfirmCounts,
    /// Counts of sign-offs.
    signoff_counts: SignOffCounts,
    /// All sections, in document order.
    sections: Vec<JsonSection<'a>>,
    /// The phases of the launch that have items or blanks; empty with `--section`.
    phases: Vec<PhaseCounts>,
    /// The go-live time, RFC 3339 in UTC; null if it isn't set.
    live: Option<String>,
    /// Blockers of the launch, in document order.
    blockers: Vec<JsonBlocker<'a>>,
    /// What remains to be done during and after the launch, in document order; if nothing does, GO becomes COMPLETE.
    remaining: Vec<JsonBlocker<'a>>,
    /// Ticked items with an empty placeholder in their text, in document order, as far as that isn't a blocker: each
    /// contradicts itself.
    contradictions: Vec<JsonBlocker<'a>>,
    /// The number of overdue items, also when the verdict is complete.
    overdue: usize,
    /// Items that are due or overdue.
    due: Vec<DueItem<'a>>,
    /// Conflicts.
    conflicts: Vec<JsonConflict<'a>>,
    /// Marks whose entry or blank is no longer in the document.
    unmatched: Vec<JsonUnmatched<'a>>,
    /// Entries that moved to another section since they were marked.
    moved: Vec<MovedEntry<'a>>,
    /// The sign-offs of the document.
    signoffs: Vec<JsonSignOff<'a>>,
    /// Copies beside the progress file; absent if there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    copies: Option<JsonCopies>,
    /// Progress of a checklist that may be this one under a former name; absent if there is none, or this document
    /// has progress of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    renamed: Option<FormerName>,
    /// Changes since the time given by `--since`; absent without that option.
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<ChangesSince<'a>>,
}

/// Changes since a time.
#[derive(Serialize, JsonSchema)]
struct ChangesSince<'a> {
    /// The time, RFC 3339 in UTC.
    at: String,
    /// All changes in one line.
    summary: String,
    #[serde(flatten)]
    changes: &'a Changes<'a>,
}

/// Counts of answers that need confirming: the document changed since, or they were copied from another run.
#[derive(Serialize, JsonSchema)]
struct ConfirmCounts {
    /// States of items.
    items: usize,
    /// Values of blanks.
    blanks: usize,
}

/// Counts of sign-offs.
#[derive(Serialize, JsonSchema)]
struct SignOffCounts {
    /// All sign-offs.
    total: usize,
    /// Sign-offs with a valid signature.
    signed: usize,
    /// Sign-offs with a void signature.
    void: usize,
}

/// An item that is due or overdue.
#[derive(Serialize, JsonSchema)]
struct DueItem<'a> {
    /// The key of the item.
    key: String,
    /// The line in the document, from 1.
    #[schemars(range(min = 1))]
    line: usize,
    /// The text, as in the document.
    text: &'a str,
    /// The due time, RFC 3339 in UTC.
    at: String,
    /// Due or overdue.
    #[schemars(extend("enum" = ["due", "overdue"]))]
    status: When,
}

/// Copies beside the progress file, as sync programs and editors leave them.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Copies")]
pub(in crate::commands) struct JsonCopies {
    /// The command that merges them into the file; null if they have nothing new.
    command: Option<String>,
    /// The copies.
    files: Vec<JsonCopy>,
}

/// A copy of the progress file.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Copy")]
struct JsonCopy {
    /// The path.
    path: String,
    /// The number of changes that the progress file doesn't have; with 0, the copy can be deleted. Null if it can't be
    /// read.
    changes: Option<usize>,
    /// The error, if it can't be read.
    error: Option<String>,
}

impl JsonCopies {
    pub(in crate::commands) fn of(copies: &store::Copies) -> JsonCopies {
        let file = |copy: &StrayCopy| JsonCopy {
            path: store::text_of(&copy.path),
            changes: copy.changes.as_ref().ok().copied(),
            error: copy.changes.as_ref().err().map(ToString::to_string),
        };
        JsonCopies {
            command: copies.command(),
            files: copies.files.iter().map(file).collect(),
        }
    }
}

/// Progress of a checklist that is gone, and may be this one under a former name.
#[derive(Serialize, JsonSchema)]
struct FormerName {
    /// The former file name.
    checklist: String,
    /// The number of entries with marks.
    marked: usize,
    /// The number of those entries that this document has.
    found: usize,
    /// The command that copies the progress.
    command: String,
}

/// An entry that moved to another section since it was marked.
#[derive(Serialize, JsonSchema)]
struct MovedEntry<'a> {
    /// The key when it was marked.
    from: &'a str,
    /// The key now.
    to: String,
    /// The line in the document, from 1.
    #[schemars(range(min = 1))]
    line: usize,
}

impl<'a> JsonStatus<'a> {
    pub(super) fn of(
        scope: &StatusScope<'a>,
        since: Option<&'a (DateTime<Utc>, Changes<'a>)>,
        store: &Store,
    ) -> JsonStatus<'a> {
        let (workbook, verdict) = (scope.workbook, scope.verdict);
        let checklist = workbook.checklist();
        let tally = scope.tally();
        let (items, blanks) = scope.unconfirmed();
        let sections = checklist
            .ids()
            .filter(|&id| checklist.entry(id).is_section() && scope.has(id));
        let signoffs: Vec<JsonSignOff> = scope
            .signoffs()
            .map(|signoff| JsonSignOff::of(workbook, signoff))
            .collect();
        let count = |status| {
            let with_status = signoffs.iter().filter(|one| one.status() == status);
            with_status.count()
        };
        let moved = workbook
            .matching()
            .moved()
            .iter()
            .map(|(unit, id)| MovedEntry {
                from: &unit.key,
                to: checklist.key(*id),
                line: checklist.entry(*id).line,
            });
        JsonStatus {
            format: "gonogo-status/1",
            verdict: verdict.into(),
            basis: JsonBasis::of(verdict, &scope.basis),
            section: scope.section.map(|id| checklist.key(id)),
            counts: tally.into(),
            confirm: ConfirmCounts { items, blanks },
            signoff_counts: SignOffCounts {
                total: signoffs.len(),
                signed: count(SignOffStatus::Valid),
                void: count(SignOffStatus::Void),
            },
            sections: sections.map(|id| JsonSection::of(workbook, id)).collect(),
            phases: Phase::ALL
                .into_iter()
                .map(|phase| (phase, workbook.tally_in(phase)))
                .filter(|(_, tally)| scope.section.is_none() && tally.total() + tally.blanks > 0)
                .map(|(phase, tally)| PhaseCounts::of(phase, tally))
                .collect(),
            live: workbook.live().map(time),
            remaining: verdict
                .remaining
                .iter()
                .map(|blocker| JsonBlocker::of(workbook, blocker))
                .collect(),
            contradictions: verdict
                .contradictions
                .iter()
                .map(|blocker| JsonBlocker::of(workbook, blocker))
                .collect(),
            overdue: scope.overdue(),
            due: due(scope),
            blockers: verdict
                .blockers
                .iter()
                .map(|blocker| JsonBlocker::of(workbook, blocker))
                .collect(),
            conflicts: scope
                .conflicts()
                .map(|conflict| JsonConflict::of(workbook, &conflict))
                .collect(),
            unmatched: workbook.unmatched().iter().map(JsonUnmatched::of).collect(),
            moved: moved.collect(),
            signoffs,
            copies: store.copies(workbook).as_ref().map(JsonCopies::of),
            renamed: store.renamed(workbook).map(|renamed| FormerName {
                command: renamed.command(),
                checklist: renamed.checklist,
                marked: renamed.marked,
                found: renamed.found,
            }),
            since: since.map(|(at, changes)| ChangesSince {
                at: time(*at),
                summary: changes.summary(),
                changes,
            }),
        }
    }
}

fn due<'a>(scope: &StatusScope<'a>) -> Vec<DueItem<'a>> {
    let (workbook, now) = (scope.workbook, scope.now);
    let checklist = workbook.checklist();
    let to_do = |id: EntryId| {
        let due = workbook
            .due(id, now)
            .filter(|due| due.when != When::Later)?;
        let entry = checklist.entry(id);
        let (key, at, status) = (checklist.key(id), time(due.at), due.when);
        Some(DueItem {
            key,
            line: entry.line,
            text: &entry.text,
            at,
            status,
        })
    };
    checklist
        .items()
        .filter(|&id| scope.has(id))
        .filter_map(to_do)
        .collect()
}

fn time(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}
