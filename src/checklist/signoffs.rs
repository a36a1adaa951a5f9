//! Sign-offs: the places where a document asks a person to sign, mostly with a date.
//!
//! Recall goes before precision: a place that is likely one counts, which adds work and is corrected with one word. It is
//! found by labels (`Approved by`, `Tech Lead`), dates beside names, headings (`Approvals`) and columns of tables. Lists
//! of contacts, owners and changes are none.

mod earlier;
pub(super) mod labels;
mod lines;
pub(super) mod places;
mod roles;
mod rows;

use std::collections::{HashMap, HashSet};

use super::{BlankId, Checklist, Directive, EntryId, Suggestion};
use places::ApprovalContexts;

/// A place where a person signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SignOff {
    /// The blank for the name, or for the signature if there is one for each.
    pub who: BlankId,
    /// The blank for the date, if the document asks for one.
    pub when: Option<BlankId>,
    /// A second blank for the same person: the name beside the signature.
    pub beside: Option<BlankId>,
}

/// A place that is a sign-off, or could be one.
#[derive(Debug, Clone)]
pub struct PlaceToSign {
    /// Its blanks.
    pub signoff: SignOff,
    /// The role that signs.
    pub role: String,
    /// The reason to take it for a sign-off.
    pub fit: SignOffFit,
}

/// The reason to take a place for a sign-off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignOffFit {
    /// Its words or surroundings ask for a signature.
    Signs,
    /// A name with a date: likely a sign-off, and read as one.
    Likely,
    /// It asks for a person, but nothing says that somebody signs.
    Names,
    /// It asks for anything else.
    Asks,
}

/// The sign-offs of a checklist.
#[derive(Debug, Clone)]
pub(super) struct SignOffs {
    /// All places that look like one, in document order.
    all: Vec<PlaceToSign>,
    /// Those that are.
    read: Vec<SignOff>,
    /// The indices among all places, by blank.
    by_blank: HashMap<BlankId, usize>,
}

impl SignOffFit {
    /// True if the place is read as a sign-off.
    pub fn is_read(self) -> bool {
        match self {
            SignOffFit::Signs | SignOffFit::Likely => true,
            SignOffFit::Names | SignOffFit::Asks => false,
        }
    }
}

impl SignOff {
    /// Its blanks.
    pub fn blanks(self) -> impl Iterator<Item = BlankId> {
        [Some(self.who), self.when, self.beside]
            .into_iter()
            .flatten()
    }
}

impl SignOffs {
    fn of(checklist: &Checklist) -> SignOffs {
        let mut contexts = ApprovalContexts::default();
        let mut all = lines::find(checklist, &mut contexts);
        all.extend(rows::find(checklist, &mut contexts));
        roles::distinguish(checklist, &mut all);
        all.extend(others(checklist, &all));
        all.sort_by_key(|found| found.signoff.who);
        let read = all
            .iter()
            .filter(|found| found.fit.is_read())
            .map(|found| found.signoff);
        let by_blank = all.iter().enumerate().flat_map(|(index, found)| {
            let blanks = found.signoff.blanks();
            blanks.map(move |blank| (blank, index))
        });
        SignOffs {
            read: read.collect(),
            by_blank: by_blank.collect(),
            all,
        }
    }
}

/// The first blank of each line, row and item without a place that looks like a sign-off, in case somebody says that it
/// is one.
fn others(checklist: &Checklist, found: &[PlaceToSign]) -> Vec<PlaceToSign> {
    let entry = |found: &PlaceToSign| checklist.blank(found.signoff.who).entry;
    let known: HashSet<EntryId> = found.iter().map(entry).collect();
    let used: HashSet<BlankId> = found
        .iter()
        .flat_map(|found| found.signoff.blanks())
        .collect();
    let rest = checklist.ids().filter(|id| !known.contains(id));
    let first = rest.filter_map(|id| {
        let mut blanks = checklist.entry(id).blanks.clone().map(BlankId);
        blanks.find(|blank| !used.contains(blank))
    });
    let place = |who| PlaceToSign {
        signoff: SignOff {
            who,
            when: None,
            beside: None,
        },
        fit: SignOffFit::Asks,
        role: checklist.blank(who).label.clone(),
    };
    first.map(place).collect()
}

/// The sign-offs that are only likely, which may be none.
pub(super) fn suggestions(checklist: &Checklist) -> Vec<Suggestion> {
    let places = checklist.places_to_sign().iter();
    let likely = places.filter(|place| place.fit == SignOffFit::Likely);
    let suggestion = |place: &PlaceToSign| {
        let blank = checklist.blank(place.signoff.who);
        Suggestion {
            entry: blank.entry,
            directive: Directive::SignOff(false),
            words: blank.label.clone(),
        }
    };
    let mut suggestions: Vec<Suggestion> = likely.map(suggestion).collect();
    suggestions.dedup_by_key(|suggestion| suggestion.entry);
    suggestions
}

impl Checklist {
    /// The sign-offs, in document order.
    ///
    /// # Examples
    ///
    /// ```
    /// let checklist = gonogo::checklist::Checklist::parse("## Approvals\n**Product Owner**: ____ Date: ____\n");
    /// let signoffs = checklist.signoffs();
    /// assert_eq!((signoffs.len(), checklist.role(signoffs[0].who)), (1, "Product Owner"));
    /// ```
    pub fn signoffs(&self) -> &[SignOff] {
        &self.found_signoffs().read
    }

    /// The sign-offs whose name goes into a blank of this entry.
    pub fn signoffs_at(&self, id: EntryId) -> &[SignOff] {
        let all = self.signoffs();
        let blanks = &self.entry(id).blanks;
        let first = all.partition_point(|signoff| signoff.who.0 < blanks.start);
        let end = all.partition_point(|signoff| signoff.who.0 < blanks.end);
        &all[first..end]
    }

    /// All places where somebody could sign, in document order: one or more for each line, row and item with blanks.
    pub fn places_to_sign(&self) -> &[PlaceToSign] {
        &self.found_signoffs().all
    }

    /// The place where somebody could sign that a blank belongs to.
    pub fn possible_signoff_of(&self, blank: BlankId) -> Option<SignOff> {
        let found = self.found_signoffs();
        Some(found.all[*found.by_blank.get(&blank)?].signoff)
    }

    /// The sign-off that a blank belongs to.
    pub fn signoff_of(&self, blank: BlankId) -> Option<SignOff> {
        let found = self.found_signoffs();
        let one = &found.all[*found.by_blank.get(&blank)?];
        one.fit.is_read().then_some(one.signoff)
    }

    /// The role that signs in a blank for a name; its label if it isn't one of a sign-off.
    pub fn role(&self, who: BlankId) -> &str {
        let found = self.found_signoffs();
        match found.by_blank.get(&who) {
            Some(&index) => &found.all[index].role,
            None => &self.blank(who).label,
        }
    }

    fn found_signoffs(&self) -> &SignOffs {
        self.signoffs.get_or_init(|| SignOffs::of(self))
    }
}

#[cfg(test)]
mod tests;
