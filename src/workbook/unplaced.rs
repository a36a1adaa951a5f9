//! What found no place in the document: marks whose entry is gone, and values whose blank is. Nothing of it is
//! lost: it is shown until a person puts it on an entry or dismisses it.

use std::collections::BTreeMap;

use super::{Unit, Workbook};
use crate::checklist::{Checklist, EntryId};
use crate::progress::{Marks, Register};

/// Marks without a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unplaced {
    /// Under which key they stand, and the text that they were made on.
    pub unit: Unit,
    /// What they say.
    pub marks: Marks,
    /// The entry that they were placed on, and the label of the blank that it does not have any more; nothing
    /// where the whole entry is gone.
    pub blank: Option<(EntryId, String)>,
}

impl Workbook {
    /// What found no place in the document.
    pub fn unplaced(&self) -> &[Unplaced] {
        &self.unplaced
    }

    pub(super) fn find_unplaced(&self) -> Vec<Unplaced> {
        let units = self.placing.unplaced().iter().map(|unit| {
            let events = self.progress.entries.get(&unit.key).map(Vec::as_slice).unwrap_or_default();
            let marks = Marks::fold_those(events.iter().map(|event| (event, event.on.text == unit.on)));
            Unplaced { unit: unit.clone(), marks, blank: None }
        });
        units.chain(self.checklist.ids().flat_map(|id| self.values_without_blank(id))).collect()
    }

    fn values_without_blank(&self, id: EntryId) -> impl Iterator<Item = Unplaced> {
        let strays =
            self.marks(id).blanks.iter().filter(move |(slug, register)| {
                !register.is_silent() && !has_blank(&self.checklist, id, slug)
            });
        strays.filter_map(move |(slug, register)| {
            let blanks: BTreeMap<String, Register<String>> = [(slug.clone(), register.clone())].into();
            let marks = Marks { blanks, ..Marks::default() };
            let unit = self.unit_of(id, &register.standing().first()?.id)?;
            Some(Unplaced { unit: unit.clone(), marks, blank: Some((id, slug.clone())) })
        })
    }
}

impl Workbook {
    /// Which of the marks on an entry an event belongs to.
    fn unit_of(&self, id: EntryId, event: &str) -> Option<&Unit> {
        let holds = |unit: &&Unit| {
            let mut events = self.progress.entries.get(&unit.key).into_iter().flatten();
            events.any(|other| other.id == event && other.on.text == unit.on)
        };
        self.placing.units(id).iter().find(holds)
    }
}

fn has_blank(checklist: &Checklist, id: EntryId, slug: &str) -> bool {
    checklist.blanks()[checklist.entry(id).blanks.clone()].iter().any(|blank| blank.slug == slug)
}
