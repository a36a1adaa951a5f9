//! The JSON of `gonogo verify`: `gonogo-verify/1`.

use schemars::JsonSchema;
use serde::Serialize;

use crate::report::json_types::JsonSignOff;
use crate::workbook::{Cause, EventSummary, Flaw, Workbook};

/// The output of `gonogo verify --json`: the sign-offs, and everything that makes a signature or a change invalid.
/// Later versions may add fields.
#[derive(Serialize, JsonSchema)]
pub(in crate::commands) struct JsonVerify<'a> {
    /// The name and number of this format.
    format: &'static str,
    /// True if there are no problems; sign-offs that nobody has signed aren't problems.
    valid: bool,
    /// The sign-offs of the document.
    signoffs: Vec<JsonSignOff<'a>>,
    /// Problems: void signatures in document order, then changes that aren't as they were made.
    problems: Vec<JsonProblem<'a>>,
    /// People who signed in more than one role.
    multiple_roles: Vec<MultipleRoles<'a>>,
}

/// A void signature, or a change that can't be trusted.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Problem")]
struct JsonProblem<'a> {
    /// The kind of problem.
    kind: ProblemKind,
    /// The role that signed, as the document calls it; null for a change.
    role: Option<&'a str>,
    /// The signed name; null for a change.
    name: Option<&'a str>,
    /// The causes that make the signature void.
    causes: Vec<JsonCause<'a>>,
    /// The change; null for a signature.
    change: Option<JsonAction<'a>>,
}

/// The kind of problem.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum ProblemKind {
    /// A void signature.
    Signature,
    /// A change that was altered after it was made.
    Altered,
    /// A change whose id gonogo didn't make.
    Handmade,
    /// A change of a kind that this version can't check.
    Unknown,
    /// A change that replaces others that are no longer in the file.
    Orphaned,
}

/// A cause that makes a signature void.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Cause")]
struct JsonCause<'a> {
    /// The cause.
    kind: CauseKind,
    /// The number of signed changes that are no longer in the file.
    gone: usize,
    /// Changes made after signing, oldest first.
    changes: Vec<JsonAction<'a>>,
}

/// The cause that makes a signature void.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum CauseKind {
    /// The document was changed.
    Document,
    /// Answers were changed after signing.
    Changed,
    /// The sign-off has another name or date now.
    Renamed,
    /// Signed changes are no longer in the file.
    Gone,
    /// The digest doesn't match the signed changes.
    Tampered,
    /// The change that made the signature can't be trusted.
    Unsound,
    /// The signature is from another checklist, run, person or time.
    Elsewhere,
    /// The document no longer asks for this signature.
    Unrequested,
}

/// A change with its author.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Action")]
struct JsonAction<'a> {
    /// The person, with the user whose rights they used.
    by: &'a str,
    /// The time of the change, RFC 3339 in UTC.
    at: &'a str,
    /// The change in words that follow the name.
    action: &'a str,
}

/// A person who signed in more than one role.
#[derive(Serialize, JsonSchema)]
struct MultipleRoles<'a> {
    /// The signed name.
    name: String,
    /// The roles.
    roles: Vec<&'a str>,
}

impl<'a> JsonVerify<'a> {
    pub(super) fn of(workbook: &'a Workbook, flaws: &'a [Flaw]) -> JsonVerify<'a> {
        let multiple_roles = workbook.signed_twice().into_iter().map(|(name, signoffs)| {
            let roles = signoffs
                .into_iter()
                .map(|signoff| workbook.role(signoff))
                .collect();
            MultipleRoles { name, roles }
        });
        JsonVerify {
            format: "gonogo-verify/1",
            valid: flaws.is_empty(),
            signoffs: workbook
                .signoffs()
                .map(|signoff| JsonSignOff::of(workbook, signoff))
                .collect(),
            problems: flaws.iter().map(problem).collect(),
            multiple_roles: multiple_roles.collect(),
        }
    }
}

fn problem(flaw: &Flaw) -> JsonProblem<'_> {
    let change = |kind, event| JsonProblem {
        kind,
        role: None,
        name: None,
        causes: Vec::new(),
        change: Some(action(event)),
    };
    match flaw {
        Flaw::Altered(event) => change(ProblemKind::Altered, event),
        Flaw::Handmade(event) => change(ProblemKind::Handmade, event),
        Flaw::Unknown(event) => change(ProblemKind::Unknown, event),
        Flaw::Orphaned(event) => change(ProblemKind::Orphaned, event),
        Flaw::Signature { role, name, causes } => JsonProblem {
            kind: ProblemKind::Signature,
            role: Some(role),
            name: Some(name),
            causes: causes.iter().map(json_cause).collect(),
            change: None,
        },
    }
}

fn json_cause(cause: &Cause) -> JsonCause<'_> {
    let only = |kind| JsonCause {
        kind,
        gone: 0,
        changes: Vec::new(),
    };
    match cause {
        Cause::Document => only(CauseKind::Document),
        Cause::Renamed => only(CauseKind::Renamed),
        Cause::Tampered => only(CauseKind::Tampered),
        Cause::Unsound(_) => only(CauseKind::Unsound),
        Cause::Elsewhere => only(CauseKind::Elsewhere),
        Cause::Unasked => only(CauseKind::Unrequested),
        Cause::Gone(gone) => JsonCause {
            gone: *gone,
            ..only(CauseKind::Gone)
        },
        Cause::Changed(events) => JsonCause {
            changes: events.iter().map(action).collect(),
            ..only(CauseKind::Changed)
        },
    }
}

fn action(event: &EventSummary) -> JsonAction<'_> {
    JsonAction {
        by: &event.who,
        at: &event.at,
        action: &event.change,
    }
}
