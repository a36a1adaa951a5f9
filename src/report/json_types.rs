//! Parts that more than one JSON has: what stands in the way, conflicts, what found no place, sign-offs.

use serde::Serialize;

use crate::progress::{Answer, Note, RegisterOf};
use crate::workbook::{self, Blocker, Conflict, Told, Unmatched, Workbook, describe};

/// One thing that stands in the way.
#[derive(Debug, Serialize)]
pub struct InTheWay<'a> {
    kind: &'static str,
    what: String,
    /// What would remove it.
    remedy: &'static str,
    key: Option<String>,
    line: Option<usize>,
    text: Option<&'a str>,
    blank: Option<String>,
}

/// Answers that were given without seeing each other.
#[derive(Debug, Serialize)]
pub struct Differing<'a> {
    about: &'static str,
    key: Option<String>,
    line: Option<usize>,
    text: Option<&'a str>,
    /// The key of the blank; null where it is about none.
    blank: Option<String>,
    /// The slug of what was measured; null where it is about none.
    measured: Option<String>,
    answers: Vec<Given>,
}

/// One of several answers.
#[derive(Debug, Serialize)]
struct Given {
    answer: String,
    by: String,
    at: String,
}

/// Marks whose entry is gone, or values whose blank is.
#[derive(Debug, Serialize)]
pub struct WithoutPlace<'a> {
    key: &'a str,
    on: &'a str,
    /// The label of the blank that is gone, where the entry is still there.
    blank: Option<&'a str>,
    states: Vec<Given>,
    values: Vec<Value<'a>>,
    measured: Vec<OfMeasured<'a>>,
    phases: Vec<Given>,
    signatures: Vec<Given>,
    notes: Vec<Given>,
}

/// What was answered in one blank.
#[derive(Debug, Serialize)]
struct Value<'a> {
    blank: &'a str,
    answers: Vec<Given>,
}

/// What was measured for one threshold.
#[derive(Debug, Serialize)]
struct OfMeasured<'a> {
    measured: &'a str,
    answers: Vec<Given>,
}

/// One sign-off of the document.
#[derive(Debug, Serialize)]
pub struct SignOff<'a> {
    role: &'a str,
    /// The key of the blank for the name.
    key: String,
    line: usize,
    phase: &'static str,
    name: Option<&'a str>,
    date: Option<&'a str>,
    standing: &'static str,
    by: Option<String>,
    at: Option<&'a str>,
    digest: Option<&'a str>,
    forced: Option<&'a str>,
}

impl<'a> InTheWay<'a> {
    /// A blocker.
    pub fn of(workbook: &'a Workbook, blocker: &Blocker) -> InTheWay<'a> {
        let checklist = workbook.checklist();
        let entry = blocker.entry.map(|id| checklist.entry(id));
        InTheWay {
            kind: blocker.reason.name(),
            what: describe::blocker(workbook, blocker),
            remedy: blocker.reason.remedy(),
            key: blocker.entry.map(|id| checklist.key(id)),
            line: entry.map(|entry| entry.line),
            text: entry.map(|entry| entry.text.as_str()),
            blank: blocker
                .reason
                .blank()
                .map(|blank| checklist.blank_key(blank)),
        }
    }
}

impl<'a> Differing<'a> {
    /// A conflict.
    pub fn of(workbook: &'a Workbook, conflict: &Conflict) -> Differing<'a> {
        let checklist = workbook.checklist();
        let entry = conflict.entry.map(|id| checklist.entry(id));
        Differing {
            about: conflict.about.name(),
            key: conflict.entry.map(|id| checklist.key(id)),
            line: entry.map(|entry| entry.line),
            text: entry.map(|entry| entry.text.as_str()),
            blank: conflict
                .about
                .blank()
                .map(|blank| checklist.blank_key(blank)),
            measured: conflict.about.measured().map(str::to_owned),
            answers: given(conflict.answers.clone()),
        }
    }
}

fn given(told: Vec<Told>) -> Vec<Given> {
    told.into_iter()
        .map(|told| Given {
            answer: told.answer,
            by: told.who,
            at: told.at,
        })
        .collect()
}

impl<'a> WithoutPlace<'a> {
    /// What found no place.
    pub fn of(unmatched: &'a Unmatched) -> WithoutPlace<'a> {
        let note = |note: &Note| Given {
            answer: note.text.clone(),
            by: note.who(),
            at: note.at.clone(),
        };
        let mut without = WithoutPlace {
            key: &unmatched.unit.key,
            on: &unmatched.unit.on,
            blank: unmatched.blank.as_ref().map(|(_, slug)| slug.as_str()),
            states: Vec::new(),
            values: Vec::new(),
            measured: Vec::new(),
            phases: Vec::new(),
            signatures: Vec::new(),
            notes: unmatched.marks.notes.iter().map(note).collect(),
        };
        for (place, told) in unmatched.told() {
            let answers = given(told);
            match place {
                RegisterOf::State => without.states = answers,
                RegisterOf::Phase => without.phases = answers,
                RegisterOf::Blank(blank) => without.values.push(Value { blank, answers }),
                RegisterOf::Measured(measured) => {
                    without.measured.push(OfMeasured { measured, answers });
                }
                RegisterOf::Signed(_) => without.signatures.extend(answers),
                RegisterOf::Live | RegisterOf::Note | RegisterOf::Match | RegisterOf::Unknown => {}
            }
        }
        without
    }
}

impl<'a> SignOff<'a> {
    /// A sign-off with how it stands.
    pub fn of(workbook: &'a Workbook, signoff: workbook::SignOff) -> SignOff<'a> {
        let blank = workbook.checklist().blank(signoff.0);
        let standing = workbook.signature(signoff);
        let answer = standing.given();
        let signature = answer.and_then(|answer| answer.value.as_ref());
        SignOff {
            role: workbook.role(signoff),
            key: workbook.checklist().blank_key(signoff.0),
            line: blank.line,
            phase: workbook.phase(blank.entry).name(),
            name: workbook.value(signoff.0),
            date: workbook.value(signoff.1),
            standing: standing.name(),
            by: answer.map(Answer::who),
            at: answer.map(|answer| answer.at.as_str()),
            digest: signature.map(|signature| signature.digest.as_str()),
            forced: signature.and_then(|signature| signature.forced.as_deref()),
        }
    }

    /// The word for how it stands.
    pub fn standing(&self) -> &'static str {
        self.standing
    }
}
