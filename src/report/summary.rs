//! The content that all report formats add to the document, collected once from a workbook.
//!
//! Knows nothing of the formats.

use std::collections::BTreeMap;

use chrono::SecondsFormat;

use super::AuditScope;
use super::audit::{AuditEntry, audit_log};
use super::json_types::words::SignOffStatus;
use super::variables::{self, VariableRow};
use crate::checklist::{BlankId, EntryId, Phase};
use crate::progress::{Change, Event, Person, State};
use crate::workbook::describe::{self, EventNames};
use crate::workbook::{Basis, Conflict, Measurement, Tally, Verdict, Workbook};

/// The title of the list of ticked items with an empty placeholder that doesn't block.
pub(super) const CONTRADICTIONS: &str = "Contradictions";

/// The content that a report adds to the document.
pub(super) struct Summary {
    /// The title of the document, or its file name.
    pub(super) title: String,
    /// True if there are no marks; then a report is a copy to fill in by hand.
    pub(super) is_unmarked: bool,
    /// The verdict, with blockers.
    pub(super) verdict: Verdict,
    /// What the verdict rests on, and what it leaves out.
    pub(super) basis: Basis,
    /// Counts of the whole document.
    pub(super) tally: Tally,
    /// The phases that have items or blanks, with their counts.
    pub(super) phases: Vec<(Phase, Tally)>,
    /// The go-live time, RFC 3339 in UTC.
    pub(super) live: Option<String>,
    /// The top-level sections that have items or blanks, with their counts.
    pub(super) sections: Vec<(EntryId, Tally)>,
    /// The people who changed something, by name.
    pub(super) people: Vec<Contributor>,
    /// Items and boxes that are not applicable or waived.
    pub(super) exceptions: Vec<Exception>,
    /// Signatures given despite blockers.
    pub(super) forced: Vec<ForcedSignature>,
    /// Conflicts.
    pub(super) conflicts: Vec<Conflict>,
    /// The variables of the document with their values.
    pub(super) variables: Vec<VariableRow>,
    /// The sign-offs of the document.
    pub(super) signoffs: Vec<SignOffRow>,
    /// The audit log, oldest first.
    pub(super) audit_log: Vec<AuditEntry>,
}

/// A person who changed something.
pub(super) struct Contributor {
    /// The person, with the user whose rights they used.
    pub(super) who: String,
    /// The number of changes.
    pub(super) changes: usize,
    /// The time of the first change.
    pub(super) first: String,
    /// The time of the last change.
    pub(super) last: String,
}

/// An item or box that is not applicable or waived.
pub(super) struct Exception {
    /// The item or box.
    pub(super) entry: EntryId,
    /// The state: not applicable or waived.
    pub(super) state: State,
    /// The reason.
    pub(super) reason: Option<String>,
    /// The author.
    pub(super) who: String,
    /// The time.
    pub(super) at: String,
}

/// A reason, answer of a conflict, note or measured value of an entry.
pub(super) struct Remark {
    /// The title: the state it is the reason for, `Conflict`, `Note` or `Measured`.
    pub(super) title: &'static str,
    /// The author.
    pub(super) who: String,
    /// The time.
    pub(super) at: String,
    /// The text.
    pub(super) text: String,
}

/// A signature given despite blockers. It stays in the report even after it was replaced.
pub(super) struct ForcedSignature {
    /// The role; its slug if the document no longer asks for it.
    pub(super) role: String,
    /// The reason.
    pub(super) reason: String,
    /// The author.
    pub(super) who: String,
    /// The time.
    pub(super) at: String,
}

/// A sign-off with its state.
pub(super) struct SignOffRow {
    /// The role that has to sign.
    pub(super) role: String,
    /// The blank for the name.
    pub(super) person: BlankId,
    /// The date.
    pub(super) date: Option<String>,
    /// The state of the sign-off.
    pub(super) status: SignOffStatus,
    /// The person who signed, and the time.
    pub(super) signed: Option<(String, String)>,
    /// The digest of the signed content.
    pub(super) digest: Option<String>,
}

impl SignOffRow {
    fn of(workbook: &Workbook, signoff: crate::workbook::SignOff) -> SignOffRow {
        let standing = workbook.signature(signoff);
        let answer = standing.given();
        let signature = answer.and_then(|answer| answer.value.as_ref());
        SignOffRow {
            role: workbook.role(signoff).to_owned(),
            person: signoff.who,
            date: workbook.signoff_date(signoff).map(str::to_owned),
            status: standing.into(),
            signed: answer.map(|answer| (answer.who(), answer.at.clone())),
            digest: signature.map(|signature| signature.digest.clone()),
        }
    }

    /// Returns the state of the sign-off as a class name.
    pub(super) fn status_name(&self) -> &'static str {
        match self.status {
            SignOffStatus::Missing => "missing",
            SignOffStatus::Filled => "filled",
            SignOffStatus::Valid => "valid",
            SignOffStatus::Void => "void",
        }
    }

    /// Returns the state of the sign-off in words.
    pub(super) fn in_words(&self) -> &'static str {
        match self.status {
            SignOffStatus::Missing => "not signed",
            SignOffStatus::Filled => "filled in, not signed",
            SignOffStatus::Valid => "signed",
            SignOffStatus::Void => "void: changed after signing",
        }
    }
}

impl Summary {
    /// Collects the summary of a workbook.
    pub(super) fn of(
        workbook: &Workbook,
        scope: AuditScope,
        refused: &[(usize, &'static str)],
    ) -> Summary {
        let checklist = workbook.checklist();
        let progress = workbook.progress();
        let title = match checklist.title() {
            Some(title) => workbook.reading(title),
            None => progress.checklist.clone(),
        };
        let sections = checklist
            .top_sections()
            .map(|id| (id, workbook.tally_of(id)));
        let phases = Phase::ALL
            .map(|phase| (phase, workbook.tally_in(phase)))
            .into_iter();
        // Blanks for reference only aren't something to do, but items there are listed.
        let is_listed = |phase: Phase, tally: Tally| {
            tally.total() > 0 || phase != Phase::Info && tally.blanks > 0
        };
        let signoffs = workbook
            .signoffs()
            .map(|signoff| SignOffRow::of(workbook, signoff));
        Summary {
            title: if title.trim().is_empty() {
                "Checklist".to_owned()
            } else {
                title
            },
            is_unmarked: progress.is_empty(),
            verdict: workbook.verdict().clone(),
            basis: *workbook.basis(),
            tally: workbook.tally(),
            phases: phases
                .filter(|(phase, tally)| is_listed(*phase, *tally))
                .collect(),
            live: workbook
                .live()
                .map(|at| at.to_rfc3339_opts(SecondsFormat::Millis, true)),
            sections: sections
                .filter(|(_, tally)| tally.total() + tally.blanks > 0)
                .collect(),
            people: people(workbook),
            exceptions: checklist
                .ids()
                .filter_map(|id| exception(workbook, id))
                .collect(),
            forced: forced(workbook),
            conflicts: workbook.conflicts(),
            variables: variables::rows(workbook, refused),
            signoffs: signoffs.collect(),
            audit_log: audit_log(workbook, scope),
        }
    }

    /// Returns the number of pre-ticked items in words; nothing if there are none.
    pub(super) fn pre_ticked_text(&self) -> Option<String> {
        let count = self.tally.pre_ticked;
        (count > 0)
            .then(|| format!("{count} pre-ticked: ticked in the document only, not confirmed here"))
    }

    /// Returns the ticked items with empty placeholders that don't block, in words: `line 6: ticked, but “{{version}}” is empty: Tag it`.
    pub(super) fn contradictions(&self, workbook: &Workbook) -> Vec<String> {
        let named = self.verdict.contradictions.iter();
        let told = named.map(|named| {
            let line = workbook.line_of(named).unwrap_or_default();
            let name = describe::blocker_name(workbook, named).unwrap_or_default();
            format!(
                "line {line}: {}: {name}",
                describe::blocker_brief(workbook, named)
            )
        });
        told.collect()
    }

    /// Returns what remains after the launch is complete, in words; nothing before that.
    pub(super) fn complete_text(&self, workbook: &Workbook) -> Option<String> {
        // A report doesn't depend on the current time, so it can't list what is overdue.
        self.verdict
            .is_complete()
            .then(|| self.verdict.describe(&workbook.dated(None)))
    }
}

/// Returns the remarks on an entry: the reason for its state, conflicts, notes and measured values.
pub(super) fn remarks(workbook: &Workbook, id: EntryId) -> Vec<Remark> {
    let marks = workbook.marks(id);
    let mut remarks = Vec::new();
    if let Some(answer) = marks.state.answer()
        && let Some(mark) = answer
            .value
            .as_ref()
            .filter(|mark| !matches!(mark.state, State::Open | State::Done))
    {
        let text = mark
            .reason
            .clone()
            .unwrap_or_else(|| "no reason given".to_owned());
        remarks.push(Remark {
            title: describe::state_title(mark.state),
            who: answer.who(),
            at: answer.at.clone(),
            text,
        });
    }
    for conflict in workbook.conflicts_at(id) {
        let beside = workbook.beside(conflict.entry, &conflict.about);
        let beside = beside
            .map(|beside| format!("{beside}: "))
            .unwrap_or_default();
        remarks.extend(conflict.answers.into_iter().map(|told| Remark {
            title: "Conflict",
            who: told.who,
            at: told.at,
            text: format!("{beside}{}", told.answer),
        }));
    }
    let notes = marks.notes.iter();
    let note = notes.map(|note| Remark {
        title: "Note",
        who: note.who(),
        at: note.at.clone(),
        text: note.text.clone(),
    });
    remarks.extend(note);
    remarks.extend(
        workbook
            .measurements(id)
            .into_iter()
            .filter_map(|measurement| measured(&measurement)),
    );
    remarks
}

/// Returns a measured value with its threshold and the outcome.
fn measured(measurement: &Measurement) -> Option<Remark> {
    let answer = measurement
        .register
        .and_then(|register| register.answer())?;
    let value = answer.value.as_ref()?;
    let must_be = measurement
        .threshold
        .map(|threshold| format!(" (must be {threshold})"));
    let must_be = must_be.unwrap_or_default();
    let outcome = measurement
        .outcome
        .map(|outcome| format!(": {}", outcome.name()))
        .unwrap_or_default();
    let text = format!("{value}{must_be}{outcome}");
    Some(Remark {
        title: "Measured",
        who: answer.who(),
        at: answer.at.clone(),
        text,
    })
}

fn forced(workbook: &Workbook) -> Vec<ForcedSignature> {
    let names = EventNames::of(workbook);
    let forced = workbook.progress().events().filter_map(|(key, event)| {
        let Change::Signed {
            role,
            signature: Some(signature),
        } = &event.change
        else {
            return None;
        };
        let reason = signature.forced.clone()?;
        let role = names.role(names.entry(key, event), role);
        Some(ForcedSignature {
            role,
            reason,
            who: event.who(),
            at: event.at.clone(),
        })
    });
    let mut forced: Vec<ForcedSignature> = forced.collect();
    forced.sort_by(|one, other| one.at.cmp(&other.at));
    forced
}

fn people(workbook: &Workbook) -> Vec<Contributor> {
    let mut events: Vec<&Event> = workbook
        .progress()
        .events()
        .map(|(_, event)| event)
        .collect();
    events.sort_by_key(|event| event.order());
    let mut people: BTreeMap<Person, Contributor> = BTreeMap::new();
    for event in events {
        let who = event.who();
        let first = |who| Contributor {
            who,
            changes: 0,
            first: event.at.clone(),
            last: String::new(),
        };
        // A name in several spellings appears in its first one.
        let contributor = people
            .entry(Person::named(&who))
            .or_insert_with(|| first(who));
        contributor.changes += 1;
        contributor.last.clone_from(&event.at);
    }
    let mut people: Vec<Contributor> = people.into_values().collect();
    people.sort_by(|one, other| one.who.cmp(&other.who));
    people
}

fn exception(workbook: &Workbook, id: EntryId) -> Option<Exception> {
    let answer = workbook.marks(id).state.answer()?;
    let mark = answer
        .value
        .as_ref()
        .filter(|mark| matches!(mark.state, State::Na | State::Waived))?;
    Some(Exception {
        entry: id,
        state: mark.state,
        reason: mark.reason.clone(),
        who: answer.who(),
        at: answer.at.clone(),
    })
}
