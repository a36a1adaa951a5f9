//! The types that the JSON outputs share: blockers, conflicts, unmatched marks, sign-offs, and in the files below this
//! one counts, closed lists of words, and the schemas made from all of them.

pub mod counts;
mod schema;
pub mod words;

use schemars::JsonSchema;
use serde::Serialize;

use crate::checklist::Phase;
use crate::progress::{Answer, Note, RegisterOf};
use crate::workbook::{self, Blocker, BlockerKind, Conflict, Told, Unmatched, Workbook, describe};
pub use schema::schema;
use words::{RegisterKind, SignOffStatus};

/// A reason why this can't go live, or isn't complete.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Blocker")]
pub struct JsonBlocker<'a> {
    /// The cause.
    kind: BlockerKind,
    /// The cause in words.
    message: String,
    /// The way to fix it.
    remedy: &'static str,
    /// The key of the entry; null for the whole document.
    key: Option<String>,
    /// The line in the document, from 1; null for the whole document.
    #[schemars(range(min = 1))]
    line: Option<usize>,
    /// The text of the entry or of a finding, as in the document; null for the whole document.
    text: Option<&'a str>,
    /// The key of the blank; null if it isn't about one.
    blank: Option<String>,
    /// The slug of the variable; null if it isn't about one.
    variable: Option<&'a str>,
}

/// Different answers from people who didn't see each other's.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Conflict")]
pub struct JsonConflict<'a> {
    /// The register.
    #[schemars(extend("enum" = ["state", "blank", "measured", "variable", "link", "phase", "live", "correct"]))]
    kind: RegisterKind,
    /// The key of the entry; null for the whole document.
    key: Option<String>,
    /// The line in the document, from 1; null for the whole document.
    #[schemars(range(min = 1))]
    line: Option<usize>,
    /// The text of the entry, as in the document; null for the whole document.
    text: Option<&'a str>,
    /// The key of the blank; null if it isn't about one.
    blank: Option<String>,
    /// The slug of the measurement; null if it isn't about one.
    measured: Option<String>,
    /// The slug of the variable; null if it isn't about one.
    variable: Option<String>,
    /// All current answers.
    answers: Vec<JsonAnswer>,
}

/// One of several answers, in words.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Answer")]
struct JsonAnswer {
    /// The answer in words: a state with its reason, a value, a phase, a time, or a name with a date.
    answer: String,
    /// The person, with the user whose rights they used.
    by: String,
    /// The time of the answer.
    at: String,
}

/// Marks whose entry or blank is no longer in the document.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Unmatched")]
pub struct JsonUnmatched<'a> {
    /// The key in the progress file.
    key: &'a str,
    /// The text that the marks were made on.
    on: &'a str,
    /// The slug of the missing blank, if its entry is still there.
    blank: Option<&'a str>,
    /// The slug of the variable that is gone, or whose linked blank is; null for others.
    variable: Option<&'a str>,
    /// States.
    states: Vec<JsonAnswer>,
    /// Values of blanks.
    values: Vec<UnmatchedValue<'a>>,
    /// Values of variables.
    variables: Vec<UnmatchedVariable<'a>>,
    /// Links of variables to blanks.
    links: Vec<UnmatchedVariable<'a>>,
    /// Measured values.
    measurements: Vec<UnmatchedMeasurement<'a>>,
    /// Phases of a section.
    phases: Vec<JsonAnswer>,
    /// Signatures: name and date.
    signatures: Vec<JsonAnswer>,
    /// Corrections of how the document is read.
    corrections: Vec<UnmatchedCorrection<'a>>,
    /// Notes.
    notes: Vec<JsonAnswer>,
}

/// The values of one unmatched blank.
#[derive(Debug, Serialize, JsonSchema)]
struct UnmatchedValue<'a> {
    /// The slug of the blank.
    blank: &'a str,
    /// All current answers.
    answers: Vec<JsonAnswer>,
}

/// The values or links of one unmatched variable.
#[derive(Debug, Serialize, JsonSchema)]
struct UnmatchedVariable<'a> {
    /// The slug of the variable.
    variable: &'a str,
    /// All current answers.
    answers: Vec<JsonAnswer>,
}

/// The measured values of one unmatched threshold.
#[derive(Debug, Serialize, JsonSchema)]
struct UnmatchedMeasurement<'a> {
    /// The slug of the measurement.
    measured: &'a str,
    /// All current answers.
    answers: Vec<JsonAnswer>,
}

/// The values of one unmatched correction.
#[derive(Debug, Serialize, JsonSchema)]
struct UnmatchedCorrection<'a> {
    /// The corrected aspect: need, sense, signoff, counts, choice or variable.
    aspect: &'a str,
    /// All current answers.
    answers: Vec<JsonAnswer>,
}

/// A sign-off of the document.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "SignOff")]
pub struct JsonSignOff<'a> {
    /// The role that has to sign, as the document calls it.
    role: &'a str,
    /// The key of the blank for the name.
    key: String,
    /// The line in the document, from 1.
    #[schemars(range(min = 1))]
    line: usize,
    /// The phase of the launch.
    phase: Phase,
    /// The name in the blank.
    name: Option<&'a str>,
    /// The date in the blank; without one, that of the signature.
    date: Option<&'a str>,
    /// The state of the sign-off.
    status: SignOffStatus,
    /// The person who signed, with the user whose rights they used.
    by: Option<String>,
    /// The time of the signature.
    at: Option<&'a str>,
    /// The digest of the signed content.
    digest: Option<&'a str>,
    /// The reason for signing despite blockers.
    forced: Option<&'a str>,
}

impl<'a> JsonBlocker<'a> {
    /// A blocker, or what remains after the launch.
    pub fn of(workbook: &'a Workbook, blocker: &'a Blocker) -> JsonBlocker<'a> {
        let checklist = workbook.checklist();
        let entry = blocker.entry.map(|id| checklist.entry(id));
        let finding = blocker.reason.finding();
        let finding = finding.and_then(|index| checklist.findings().get(index));
        JsonBlocker {
            kind: blocker.reason.kind(),
            message: describe::blocker(workbook, blocker),
            remedy: blocker.reason.remedy(),
            key: blocker.entry.map(|id| checklist.key(id)),
            line: workbook.line_of(blocker),
            text: entry
                .map(|entry| entry.text.as_str())
                .or(finding.map(|finding| finding.text.as_str())),
            blank: blocker
                .reason
                .blank()
                .map(|blank| checklist.blank_key(blank)),
            variable: blocker.reason.variable_slug(checklist),
        }
    }
}

impl<'a> JsonConflict<'a> {
    /// A conflict.
    pub fn of(workbook: &'a Workbook, conflict: &Conflict) -> JsonConflict<'a> {
        let checklist = workbook.checklist();
        let entry = conflict.entry.map(|id| checklist.entry(id));
        JsonConflict {
            kind: (&conflict.about).into(),
            key: conflict.entry.map(|id| checklist.key(id)),
            line: entry.map(|entry| entry.line),
            text: entry.map(|entry| entry.text.as_str()),
            blank: conflict
                .about
                .blank()
                .map(|blank| checklist.blank_key(blank)),
            measured: conflict.about.measured().map(str::to_owned),
            variable: conflict.about.variable().map(str::to_owned),
            answers: answers(conflict.answers.clone()),
        }
    }
}

fn answers(told: Vec<Told>) -> Vec<JsonAnswer> {
    told.into_iter()
        .map(|told| JsonAnswer {
            answer: told.answer,
            by: told.who,
            at: told.at,
        })
        .collect()
}

impl<'a> JsonUnmatched<'a> {
    /// The unmatched marks of one entry or blank.
    pub fn of(marks: &'a Unmatched) -> JsonUnmatched<'a> {
        let note = |note: &Note| JsonAnswer {
            answer: note.text.clone(),
            by: note.who(),
            at: note.at.clone(),
        };
        let mut unmatched = JsonUnmatched {
            key: &marks.unit.key,
            on: &marks.unit.on,
            blank: marks.blank(),
            variable: marks.variable(),
            states: Vec::new(),
            values: Vec::new(),
            variables: Vec::new(),
            links: Vec::new(),
            measurements: Vec::new(),
            phases: Vec::new(),
            signatures: Vec::new(),
            corrections: Vec::new(),
            notes: marks.marks.notes.iter().map(note).collect(),
        };
        for (register, told) in marks.told() {
            let answers = answers(told);
            match register {
                RegisterOf::State => unmatched.states = answers,
                RegisterOf::Phase => unmatched.phases = answers,
                RegisterOf::Blank(blank) => {
                    unmatched.values.push(UnmatchedValue { blank, answers });
                }
                RegisterOf::Measured(measured) => unmatched
                    .measurements
                    .push(UnmatchedMeasurement { measured, answers }),
                RegisterOf::Signed(_) => unmatched.signatures.extend(answers),
                RegisterOf::Correction(aspect) => unmatched.corrections.push(UnmatchedCorrection {
                    aspect: aspect.name(),
                    answers,
                }),
                RegisterOf::Variable(variable) => unmatched
                    .variables
                    .push(UnmatchedVariable { variable, answers }),
                RegisterOf::Link(variable) => {
                    unmatched
                        .links
                        .push(UnmatchedVariable { variable, answers });
                }
                RegisterOf::Live | RegisterOf::Note | RegisterOf::Match | RegisterOf::Unknown => {}
            }
        }
        unmatched
    }
}

impl<'a> JsonSignOff<'a> {
    /// A sign-off with its state.
    pub fn of(workbook: &'a Workbook, signoff: workbook::SignOff) -> JsonSignOff<'a> {
        let blank = workbook.checklist().blank(signoff.who);
        let standing = workbook.signature(signoff);
        let answer = standing.given();
        let signature = answer.and_then(|answer| answer.value.as_ref());
        JsonSignOff {
            role: workbook.role(signoff),
            key: workbook.checklist().blank_key(signoff.who),
            line: blank.line,
            phase: workbook.phase(blank.entry),
            name: workbook.value(signoff.who),
            date: workbook.signoff_date(signoff),
            status: standing.into(),
            by: answer.map(Answer::who),
            at: answer.map(|answer| answer.at.as_str()),
            digest: signature.map(|signature| signature.digest.as_str()),
            forced: signature.and_then(|signature| signature.forced.as_deref()),
        }
    }

    /// The state of the sign-off.
    pub fn status(&self) -> SignOffStatus {
        self.status
    }
}
