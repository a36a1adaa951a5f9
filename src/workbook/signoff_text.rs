//! What is said of sign-offs, of signatures that do not hold, and of events that are not as they were made: the same
//! words wherever it is said.

use std::fmt;

use super::Workbook;
use super::digest::covers_less;
use super::signoff::{SignOff, Standing};
use super::verify::{Cause, Deed, Flaw};
use crate::sanitize;

/// How many changes are listed of those that made a signature void.
const LISTED: usize = 5;

/// What a signature is worth, wherever one is shown or made. A digest without a key tells what was changed by accident,
/// and by who doesn't know how: an event can be forged with its id made again, and an old file put back.
pub const ATTESTATION: &str = "Anyone who can write the progress file can sign, forge or restore it; this isn't proof of identity.";

/// What is said of a signature whose digest covers the document and its answers only.
pub const COVERS_LESS: &str = "signed by an older version: covers less";
/// What is said where the document asks for no sign-off.
pub const NO_SIGNOFF: &str =
    "this document asks for no sign-off: a line such as `Approved by: ____ Date: ____` is one";
/// What is said where there is nothing to sign any more.
pub const SIGNED_ALREADY: &str = "this is signed, and nothing has changed since";

impl fmt::Display for Deed {
    /// Who did what, and when.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(
            f,
            "{} {}, {}",
            self.who,
            self.deed,
            sanitize::time(&self.at)
        )
    }
}

impl Cause {
    /// It in words, a line each: of the changes that made a signature void the first few.
    pub fn in_words(&self) -> Vec<String> {
        match self {
            Cause::Document => vec!["the document was changed since".to_owned()],
            Cause::Renamed => vec!["another name or date stands there now".to_owned()],
            Cause::Gone(count) => vec![format!("changes that it saw are gone from the file: {count}")],
            Cause::Tampered => {
                vec!["its digest does not fit what it saw: this file was tampered with".to_owned()]
            }
            Cause::Unsound(unsound) => vec![format!("the signature itself: {}", unsound.words())],
            Cause::Elsewhere => vec![
                "signed for another run, checklist name, author or time (copied, renamed or undone): sign again"
                    .to_owned(),
            ],
            Cause::Unasked => vec!["the document does not ask for it any more".to_owned()],
            Cause::Changed(deeds) => {
                let listed = deeds.iter().take(LISTED).map(|deed| format!("since: {deed}"));
                let more = deeds.len().saturating_sub(LISTED);
                let more = (more > 0).then(|| format!("and {more} more"));
                listed.chain(more).collect()
            }
        }
    }
}

impl Flaw {
    /// It in one line; why a signature does not hold, its causes say.
    pub fn in_words(&self) -> String {
        match self {
            Flaw::Altered(deed) => format!("altered since it was made: {deed}"),
            Flaw::Handmade(deed) => format!("written by hand, can't be checked: {deed}"),
            Flaw::Unknown(deed) => {
                format!("can't be checked by this version, update gonogo: {deed}")
            }
            Flaw::Orphaned(deed) => format!("what it took the place of is gone: {deed}"),
            Flaw::Signature { role, name, .. } => format!("does not hold: {role}: {name}"),
        }
    }
}

impl Workbook {
    /// How a sign-off stands, in words that follow its role: `signed by ann on 2026-11-21`.
    pub fn standing_in_words(&self, signoff: SignOff) -> String {
        let (is_void, answer) = match self.signature(signoff) {
            Standing::Missing => return "not signed".to_owned(),
            Standing::Filled => {
                let values = [signoff.0, signoff.1]
                    .into_iter()
                    .filter_map(|blank| self.value(blank));
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

    /// Who signed in more than one role, a line each.
    pub fn signed_twice_in_words(&self) -> Vec<String> {
        self.signed_twice()
            .iter()
            .map(|(name, signoffs)| self.in_roles(name, signoffs))
            .collect()
    }

    /// The same of who signed here, if they signed in another role too.
    pub fn signed_here_twice_in_words(&self, signoff: SignOff) -> Option<String> {
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
