//! The sign-offs that version 0.1.0 found, whose blanks its signatures don't cover.

use super::SignOff;
use crate::checklist::{BlankId, BlankKind, Checklist, Kind};

/// Words in labels of people who are assigned something, not asked to sign.
const ASSIGNED: [&str; 7] = [
    "owner",
    "assignee",
    "assigned",
    "responsible",
    "contact",
    "author",
    "负责人",
];
/// Words in labels of planned dates, not of the day of a signature.
const PLANNED: [&str; 6] = ["due", "deadline", "start", "target", "planned", "eta"];

impl Checklist {
    /// The sign-offs as version 0.1.0 found them: lines that ask for a person and right after it for a date.
    pub fn earlier_signoffs(&self) -> impl Iterator<Item = SignOff> + '_ {
        (0..self.blanks.len())
            .map(BlankId)
            .filter_map(|who| from(self, who))
    }
}

/// The sign-off with its name in a blank.
fn from(checklist: &Checklist, who: BlankId) -> Option<SignOff> {
    let asks = |blank: BlankId, kind: BlankKind, others: &[&str]| {
        let blank = checklist.blank(blank);
        blank.kind == kind
            && !blank
                .label
                .to_lowercase()
                .split(|c: char| !c.is_alphanumeric())
                .any(|word| others.contains(&word))
    };
    let line = checklist.entry(checklist.blank(who).entry);
    let when = BlankId(who.0 + 1);
    let is_one = line.kind == Kind::Line
        && line.blanks.contains(&when.0)
        && asks(who, BlankKind::Person, &ASSIGNED)
        && asks(when, BlankKind::Date, &PLANNED);
    is_one.then_some(SignOff {
        who,
        when: Some(when),
        beside: None,
    })
}
