//! Sign-offs, void signatures and flawed events in words.

use std::fmt;

use super::counts::counted;
use crate::sanitize;
use crate::workbook::{
    Cause, EventSummary, Flaw, SignOff, Standing, Unsound, Workbook, covers_less,
};

/// The most changes that are listed for a void signature.
const LISTED: usize = 5;

/// The worth of a signature, wherever one is shown or made. A digest without a key shows what was changed by accident,
/// or by somebody who doesn't know how: an event can be forged with its id computed again, and an old file restored.
pub const ATTESTATION: &str = "Anyone who can write the progress file can sign, forge or restore it; this isn't proof of identity.";

/// The hint on a signature whose digest covers the document and its answers only.
pub const COVERS_LESS: &str = "signed by an older version: covers less";
/// The hint on a document without a sign-off.
pub const NO_SIGNOFF: &str =
    "no sign-off in this document; add a line such as `Approved by: ____ Date: ____`";
/// The answer to signing again what is signed.
pub const SIGNED_ALREADY: &str = "already signed; nothing changed since";

impl fmt::Display for EventSummary {
    /// Author, change and time.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(
            f,
            "{} {}, {}",
            self.who,
            self.change,
            sanitize::time(&self.at)
        )
    }
}

impl Unsound {
    /// The flaw, without the event.
    pub fn words(self) -> &'static str {
        match self {
            Unsound::Altered => "altered after it was made",
            Unsound::Handmade => "written by hand, can't be checked",
            Unsound::Unknown => "can't be checked by this version",
            Unsound::Orphaned => "the change it replaces is missing",
        }
    }
}

impl Cause {
    /// The cause, one line each; of the changes that made a signature void, the first few.
    pub fn describe(&self) -> Vec<String> {
        match self {
            Cause::Document => vec!["the document changed".to_owned()],
            Cause::Renamed => vec!["the name or date changed".to_owned()],
            Cause::Gone(count) => {
                let are = if *count == 1 { "is" } else { "are" };
                let changes = counted(*count, "change");
                vec![format!("{changes} it covers {are} missing from the file")]
            }
            Cause::Tampered => {
                vec!["its digest doesn't match what it covers: this file was tampered with".to_owned()]
            }
            Cause::Unsound(unsound) => vec![format!("the signature itself: {}", unsound.words())],
            Cause::Elsewhere => vec![
                "made for another run, checklist name, author or time (copied, renamed or undone): sign again"
                    .to_owned(),
            ],
            Cause::Unasked => vec!["the document no longer asks for it".to_owned()],
            Cause::Changed(changes) => {
                let listed = changes.iter().take(LISTED).map(|change| format!("since: {change}"));
                let more = changes.len().saturating_sub(LISTED);
                let more = (more > 0).then(|| format!("and {more} more"));
                listed.chain(more).collect()
            }
        }
    }
}

impl Flaw {
    /// The flaw in one line, without the causes of a void signature.
    pub fn describe(&self) -> String {
        match self {
            Flaw::Altered(event) => format!("altered after it was made: {event}"),
            Flaw::Handmade(event) => format!("written by hand, can't be checked: {event}"),
            Flaw::Unknown(event) => {
                format!("can't be checked by this version, update gonogo: {event}")
            }
            Flaw::Orphaned(event) => format!("the change it replaces is missing: {event}"),
            Flaw::Signature { role, name, .. } => format!("void: {role}: {name}"),
        }
    }
}

impl Workbook {
    /// The status of a sign-off, to follow its role: `signed by ann on 2026-11-21`.
    pub fn describe_signoff(&self, signoff: SignOff) -> String {
        let (is_void, answer) = match self.signature(signoff) {
            Standing::Missing => return "not signed".to_owned(),
            Standing::Filled => {
                let values = signoff.blanks().filter_map(|blank| self.value(blank));
                let values = values.collect::<Vec<_>>().join(", ");
                return format!("filled in by hand ({values}), not signed");
            }
            Standing::Valid(answer) => (false, answer),
            Standing::Void(answer) => (true, answer),
        };
        let Some(signature) = &answer.value else {
            return String::new();
        };
        let void = if is_void { "VOID, was " } else { "" };
        let forced = signature
            .forced
            .as_ref()
            .map(|reason| format!(", forced: {reason}"));
        let forced = forced.unwrap_or_default();
        let less = if covers_less(signature) {
            format!("; {COVERS_LESS}")
        } else {
            String::new()
        };
        format!(
            "{void}signed by {} on {}{forced}{less}",
            signature.name, signature.date
        )
    }

    /// The people who signed in more than one role, one line each.
    pub fn describe_signed_twice(&self) -> Vec<String> {
        self.signed_twice()
            .iter()
            .map(|(name, signoffs)| self.in_roles(name, signoffs))
            .collect()
    }

    /// The same of the person who signed here.
    pub fn describe_signed_twice_here(&self, signoff: SignOff) -> Option<String> {
        let twice = self.signed_twice();
        let here = twice
            .iter()
            .find(|(_, signoffs)| signoffs.contains(&signoff));
        here.map(|(name, signoffs)| self.in_roles(name, signoffs))
    }

    fn in_roles(&self, name: &str, signoffs: &[SignOff]) -> String {
        let roles: Vec<&str> = signoffs.iter().map(|&signoff| self.role(signoff)).collect();
        format!(
            "one person in {} roles: {name} as {}",
            roles.len(),
            roles.join(", ")
        )
    }
}
