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

use super::{BlankId, Checklist, EntryId};
use places::Contexts;

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

/// A place that looks like a sign-off.
#[derive(Debug, Clone)]
struct FoundSignOff {
    signoff: SignOff,
    /// False if nothing says that somebody signs here.
    is_read: bool,
    role: String,
}

/// The sign-offs of a checklist.
#[derive(Debug, Clone)]
pub(super) struct SignOffs {
    /// All places that look like one, in document order.
    all: Vec<FoundSignOff>,
    /// Those that are.
    read: Vec<SignOff>,
    /// The indices among all places, by blank.
    by_blank: HashMap<BlankId, usize>,
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
        let mut contexts = Contexts::default();
        let mut all = lines::find(checklist, &mut contexts);
        all.extend(rows::find(checklist, &mut contexts));
        roles::distinguish(checklist, &mut all);
        all.extend(others(checklist, &all));
        all.sort_by_key(|found| found.signoff.who);
        let read = all
            .iter()
            .filter(|found| found.is_read)
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
fn others(checklist: &Checklist, found: &[FoundSignOff]) -> Vec<FoundSignOff> {
    let entry = |found: &FoundSignOff| checklist.blank(found.signoff.who).entry;
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
    let place = |who| FoundSignOff {
        signoff: SignOff {
            who,
            when: None,
            beside: None,
        },
        is_read: false,
        role: checklist.blank(who).label.clone(),
    };
    first.map(place).collect()
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

    /// The places of an entry that look like sign-offs, whether they are read as such or not.
    pub fn possible_signoffs_at(&self, id: EntryId) -> Vec<SignOff> {
        let found = self.found_signoffs();
        let blanks = &self.entry(id).blanks;
        let first = found
            .all
            .partition_point(|found| found.signoff.who.0 < blanks.start);
        let own = found.all[first..]
            .iter()
            .take_while(|found| found.signoff.who.0 < blanks.end);
        own.map(|found| found.signoff).collect()
    }

    /// The sign-off, or place that looks like one, that a blank belongs to.
    pub fn possible_signoff_of(&self, blank: BlankId) -> Option<SignOff> {
        let found = self.found_signoffs();
        Some(found.all[*found.by_blank.get(&blank)?].signoff)
    }

    /// The sign-off that a blank belongs to.
    pub fn signoff_of(&self, blank: BlankId) -> Option<SignOff> {
        let found = self.found_signoffs();
        let one = &found.all[*found.by_blank.get(&blank)?];
        one.is_read.then_some(one.signoff)
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
