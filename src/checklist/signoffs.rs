//! Sign-offs: the places where a document asks a person to sign, mostly with a date.

use std::collections::HashMap;

use super::{BlankId, BlankKind, Checklist, EntryId, Form, Kind};

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

/// A place where a person signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SignOff {
    /// The blank for the name.
    pub who: BlankId,
    /// The blank for the date, if the document asks for one.
    pub when: Option<BlankId>,
}

impl SignOff {
    /// Its blanks: for the name, and for the date.
    pub fn blanks(self) -> impl Iterator<Item = BlankId> {
        std::iter::once(self.who).chain(self.when)
    }
}

/// The sign-offs of a checklist.
#[derive(Debug, Clone)]
pub(super) struct SignOffs {
    /// In document order.
    all: Vec<SignOff>,
    /// Their indices by their blanks.
    by_blank: HashMap<BlankId, usize>,
}

impl SignOffs {
    fn of(checklist: &Checklist) -> SignOffs {
        let blanks = (0..checklist.blanks.len()).map(BlankId);
        let all: Vec<SignOff> = blanks
            .filter_map(|who| signoff_from(checklist, who))
            .collect();
        let by_blank = all
            .iter()
            .enumerate()
            .flat_map(|(index, signoff)| signoff.blanks().map(move |blank| (blank, index)))
            .collect();
        SignOffs { all, by_blank }
    }
}

impl Checklist {
    /// The sign-offs, in document order.
    pub fn signoffs(&self) -> &[SignOff] {
        &self.found_signoffs().all
    }

    /// The sign-off with its name or date in a blank.
    pub fn signoff_of(&self, blank: BlankId) -> Option<SignOff> {
        let found = self.found_signoffs();
        let index = *found.by_blank.get(&blank)?;
        Some(found.all[index])
    }

    fn found_signoffs(&self) -> &SignOffs {
        self.signoffs.get_or_init(|| SignOffs::of(self))
    }

    /// The sign-offs whose name goes into a blank of this entry.
    pub fn signoffs_at(&self, id: EntryId) -> &[SignOff] {
        let all = self.signoffs();
        let blanks = &self.entry(id).blanks;
        let first = all.partition_point(|signoff| signoff.who.0 < blanks.start);
        let end = all.partition_point(|signoff| signoff.who.0 < blanks.end);
        &all[first..end]
    }

    /// The role that signs in a blank for a name: the label of the blank, or the first cell of a table row.
    pub fn role(&self, who: BlankId) -> &str {
        let blank = self.blank(who);
        let text = &self.entry(blank.entry).text;
        let first = text
            .split(" | ")
            .next()
            .filter(|first| first.len() < blank.span.start);
        first
            .filter(|first| blank.form == Form::Cell && !first.trim().is_empty())
            .unwrap_or(&blank.label)
    }
}

/// The sign-off with its name in a blank: a line that asks for a person and right after it for a date.
fn signoff_from(checklist: &Checklist, who: BlankId) -> Option<SignOff> {
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
    })
}
