//! The JSON of `gonogo verify`: `gonogo-verify/1`.

use serde::Serialize;

use crate::report::json_types::SignOff;
use crate::workbook::{Cause, Deed, Flaw, Workbook};

#[derive(Serialize)]
pub(super) struct Verified<'a> {
    format: &'static str,
    holds: bool,
    signoffs: Vec<SignOff<'a>>,
    flaws: Vec<NotHolding<'a>>,
    twice: Vec<Twice<'a>>,
}

/// A flaw; only the fields of its kind are set.
#[derive(Serialize, Default)]
struct NotHolding<'a> {
    kind: &'static str,
    role: Option<&'a str>,
    name: Option<&'a str>,
    causes: Vec<Why<'a>>,
    change: Option<Change<'a>>,
}

/// The reason why a signature is void.
#[derive(Serialize)]
struct Why<'a> {
    kind: &'static str,
    gone: usize,
    changes: Vec<Change<'a>>,
}

#[derive(Serialize)]
struct Change<'a> {
    by: &'a str,
    at: &'a str,
    what: &'a str,
}

/// A person who signed in several roles.
#[derive(Serialize)]
struct Twice<'a> {
    name: String,
    roles: Vec<&'a str>,
}

impl<'a> Verified<'a> {
    pub(super) fn of(workbook: &'a Workbook, flaws: &'a [Flaw]) -> Verified<'a> {
        let twice = workbook.signed_twice().into_iter().map(|(name, signoffs)| {
            let roles = signoffs
                .into_iter()
                .map(|signoff| workbook.role(signoff))
                .collect();
            Twice { name, roles }
        });
        Verified {
            format: "gonogo-verify/1",
            holds: flaws.is_empty(),
            signoffs: workbook
                .signoffs()
                .map(|signoff| SignOff::of(workbook, signoff))
                .collect(),
            flaws: flaws.iter().map(not_holding).collect(),
            twice: twice.collect(),
        }
    }
}

fn not_holding(flaw: &Flaw) -> NotHolding<'_> {
    let event = |kind, deed| NotHolding {
        kind,
        change: Some(change(deed)),
        ..NotHolding::default()
    };
    match flaw {
        Flaw::Altered(deed) => event("altered", deed),
        Flaw::Handmade(deed) => event("handmade", deed),
        Flaw::Unknown(deed) => event("unknown", deed),
        Flaw::Orphaned(deed) => event("orphaned", deed),
        Flaw::Signature { role, name, causes } => NotHolding {
            kind: "signature",
            role: Some(role),
            name: Some(name),
            causes: causes.iter().map(why).collect(),
            change: None,
        },
    }
}

fn why(cause: &Cause) -> Why<'_> {
    let only = |kind| Why {
        kind,
        gone: 0,
        changes: Vec::new(),
    };
    match cause {
        Cause::Document => only("document"),
        Cause::Renamed => only("renamed"),
        Cause::Tampered => only("tampered"),
        Cause::Unsound(_) => only("unsound"),
        Cause::Elsewhere => only("elsewhere"),
        Cause::Unasked => only("unasked"),
        Cause::Gone(gone) => Why {
            gone: *gone,
            ..only("gone")
        },
        Cause::Changed(deeds) => Why {
            changes: deeds.iter().map(change).collect(),
            ..only("changed")
        },
    }
}

fn change(deed: &Deed) -> Change<'_> {
    Change {
        by: &deed.who,
        at: &deed.at,
        what: &deed.deed,
    }
}
