//! What every report tells beside the document itself, collected once from a workbook.
//!
//! The formats only write it down. Knows nothing of how that is done.

use std::collections::BTreeMap;

use chrono::SecondsFormat;

use super::Audit;
use super::audit::{Deed, deeds};
use crate::checklist::{BlankId, EntryId, Phase};
use crate::progress::{Change, Event, Person, State};
use crate::workbook::describe::{self, EventNames};
use crate::workbook::{Conflict, Measurement, Tally, Verdict, Workbook};

/// What a report tells beside the document.
pub(super) struct Facts {
    /// The title of the document, else its file name.
    pub(super) title: String,
    /// Whether nobody has marked anything: then a report is the copy to fill by hand.
    pub(super) is_unmarked: bool,
    /// Whether this can go live, and what stands in the way.
    pub(super) verdict: Verdict,
    /// The whole.
    pub(super) tally: Tally,
    /// The phases of the launch that hold anything to do.
    pub(super) phases: Vec<(Phase, Tally)>,
    /// When it went live, or is going to.
    pub(super) live: Option<String>,
    /// The sections at the top that hold anything to do.
    pub(super) sections: Vec<(EntryId, Tally)>,
    /// Who changed something, by name.
    pub(super) people: Vec<Worker>,
    /// What counts though it is not done.
    pub(super) exceptions: Vec<Exception>,
    /// Signatures that were given although something stood in the way.
    pub(super) forced: Vec<Forced>,
    /// Answers that differ.
    pub(super) conflicts: Vec<Conflict>,
    /// The document's sign-offs.
    pub(super) signoffs: Vec<SignOff>,
    /// Who did what, in order of time.
    pub(super) deeds: Vec<Deed>,
}

/// Somebody who changed something.
pub(super) struct Worker {
    /// Who, with the user whose rights they used.
    pub(super) who: String,
    /// How often.
    pub(super) changes: usize,
    /// The earliest time.
    pub(super) first: String,
    /// The latest time.
    pub(super) last: String,
}

/// An item that counts though it is not done, and why.
pub(super) struct Exception {
    /// The item or box.
    pub(super) entry: EntryId,
    /// What it is instead: not applicable or waived.
    pub(super) state: State,
    /// Why.
    pub(super) reason: Option<String>,
    /// Who said so.
    pub(super) who: String,
    /// When.
    pub(super) at: String,
}

/// What somebody said of an entry beside its state and values.
pub(super) struct Said {
    /// What it is: the state that it is a reason for, `Conflict` or `Note`.
    pub(super) title: &'static str,
    /// Who said it.
    pub(super) who: String,
    /// When.
    pub(super) at: String,
    /// The reason, the answer or the note.
    pub(super) text: String,
}

/// A signature that was given although something stood in the way. It is told for ever, whatever came after it.
pub(super) struct Forced {
    /// Whose signature it was; as a slug where the document does not ask for it any more.
    pub(super) role: String,
    /// Why.
    pub(super) reason: String,
    /// Who signed.
    pub(super) who: String,
    /// When.
    pub(super) at: String,
}

/// A line that asks for a person and a date.
pub(super) struct SignOff {
    /// Whose signature is asked for.
    pub(super) role: String,
    /// The blank of the person.
    pub(super) person: BlankId,
    /// The blank of the date.
    pub(super) date: BlankId,
    /// The word for how it stands: `missing`, `filled`, `valid` or `void`.
    pub(super) standing: &'static str,
    /// Who signed, and when.
    pub(super) signed: Option<(String, String)>,
    /// Digest of what was signed.
    pub(super) digest: Option<String>,
}

impl SignOff {
    fn of(workbook: &Workbook, signoff: crate::workbook::SignOff) -> SignOff {
        let standing = workbook.signature(signoff);
        let answer = standing.given();
        let signature = answer.and_then(|answer| answer.value.as_ref());
        SignOff {
            role: workbook.role(signoff).to_owned(),
            person: signoff.0,
            date: signoff.1,
            standing: standing.name(),
            signed: answer.map(|answer| (answer.who(), answer.at.clone())),
            digest: signature.map(|signature| signature.digest.clone()),
        }
    }

    /// How it stands, in words.
    pub(super) fn in_words(&self) -> &'static str {
        match self.standing {
            "valid" => "signed",
            "void" => "void: what was signed has changed",
            "filled" => "filled in, not signed",
            _ => "not signed",
        }
    }
}

impl Facts {
    /// Collects what there is to tell.
    pub(super) fn of(workbook: &Workbook, audit: Audit) -> Facts {
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
        // What informs is nothing to be done; where it holds items all the same, they are told.
        let is_told = |phase: Phase, tally: Tally| {
            tally.total() > 0 || phase != Phase::Info && tally.blanks > 0
        };
        let signoffs = workbook
            .signoffs()
            .map(|signoff| SignOff::of(workbook, signoff));
        Facts {
            title: if title.trim().is_empty() {
                "Checklist".to_owned()
            } else {
                title
            },
            is_unmarked: progress.is_empty(),
            verdict: workbook.verdict().clone(),
            tally: workbook.tally(),
            phases: phases
                .filter(|(phase, tally)| is_told(*phase, *tally))
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
            signoffs: signoffs.collect(),
            deeds: deeds(workbook, audit),
        }
    }

    /// What is left once all of the launch is done, in a sentence without its full stop; nothing before.
    pub(super) fn complete_text(&self, workbook: &Workbook) -> Option<String> {
        // A report is the same whenever it is made: what is overdue now depends on that.
        self.verdict
            .is_complete()
            .then(|| self.verdict.describe(&workbook.dated(None)))
    }
}

/// What was said of an entry: why it is not done, answers that differ, notes.
pub(super) fn said(workbook: &Workbook, id: EntryId) -> Vec<Said> {
    let marks = workbook.marks(id);
    let mut said = Vec::new();
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
        said.push(Said {
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
        said.extend(conflict.answers.into_iter().map(|told| Said {
            title: "Conflict",
            who: told.who,
            at: told.at,
            text: format!("{beside}{}", told.answer),
        }));
    }
    let notes = marks.notes.iter();
    let note = notes.map(|note| Said {
        title: "Note",
        who: note.who(),
        at: note.at.clone(),
        text: note.text.clone(),
    });
    said.extend(note);
    said.extend(
        workbook
            .measurements(id)
            .into_iter()
            .filter_map(|measurement| measured(&measurement)),
    );
    said
}

/// A measured value, with what is asked for and whether it passes.
fn measured(measurement: &Measurement) -> Option<Said> {
    let answer = measurement
        .register
        .and_then(|register| register.answer())?;
    let value = answer.value.as_ref()?;
    let asked = measurement
        .threshold
        .map(|threshold| format!(" (must be {threshold})"));
    let asked = asked.unwrap_or_default();
    let outcome = measurement
        .outcome
        .map(|outcome| format!(": {}", outcome.name()))
        .unwrap_or_default();
    let text = format!("{value}{asked}{outcome}");
    Some(Said {
        title: "Measured",
        who: answer.who(),
        at: answer.at.clone(),
        text,
    })
}

fn forced(workbook: &Workbook) -> Vec<Forced> {
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
        Some(Forced {
            role,
            reason,
            who: event.who(),
            at: event.at.clone(),
        })
    });
    let mut forced: Vec<Forced> = forced.collect();
    forced.sort_by(|one, other| one.at.cmp(&other.at));
    forced
}

fn people(workbook: &Workbook) -> Vec<Worker> {
    let mut events: Vec<&Event> = workbook
        .progress()
        .events()
        .map(|(_, event)| event)
        .collect();
    events.sort_by_key(|event| event.order());
    let mut people: BTreeMap<Person, Worker> = BTreeMap::new();
    for event in events {
        let who = event.who();
        let first = |who| Worker {
            who,
            changes: 0,
            first: event.at.clone(),
            last: String::new(),
        };
        // Written in several ways, a name is shown as it was first.
        let worker = people
            .entry(Person::named(&who))
            .or_insert_with(|| first(who));
        worker.changes += 1;
        worker.last.clone_from(&event.at);
    }
    let mut people: Vec<Worker> = people.into_values().collect();
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
