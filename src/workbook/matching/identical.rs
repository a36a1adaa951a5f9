//! Entries with identical texts: the blocks under them and the headings above distinguish them.
//!
//! Marks that remember these follow them: two identical items that swap places keep their ticks. The blocks under an
//! entry tell more than the headings above it, unless there are none.

use std::collections::HashMap;

use super::matcher::{Matcher, Seeker};
use super::pool::{Nearest, Pool};
use crate::checklist::{Checklist, EntryId, substance};
use crate::progress::{Event, Marks, Needs, On};
use crate::workbook::confirmation::{is_body, is_section};

/// The common parts of the entries of a pool.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Equal {
    on: String,
    needs: Needs,
    /// The blocks under them; `None` if they don't matter.
    body: Option<String>,
    /// The headings above them, in substance; `None` if they don't matter.
    section: Option<String>,
}

/// The latest that these current events remember of an entry beside its text. Cleared answers remember nothing.
pub(super) fn remembered<'a>(events: impl IntoIterator<Item = &'a Event>) -> Option<&'a On> {
    let speaks = |event: &&Event| event.change.is_match() || !Marks::fold([*event]).is_empty();
    let remembers = |event: &&Event| event.on.body.is_some() || event.on.section.is_some();
    let last = events
        .into_iter()
        .filter(remembers)
        .filter(speaks)
        .max_by_key(|event| event.order());
    last.map(|event| &event.on)
}

/// Returns whether the blocks under and the headings above an entry are as a mark remembers them.
pub(super) fn is_as_remembered(checklist: &Checklist, id: EntryId, on: &On) -> bool {
    is_body(checklist, id, on) && is_section(checklist, id, on)
}

impl Matcher<'_> {
    /// Returns whether an entry with the wanted key and text is the one: there are no others with that text, or it has
    /// the remembered parts.
    pub(super) fn is_told_apart(&self, seeker: &Seeker, id: EntryId) -> bool {
        if !self.remembers || (seeker.among == 1 && self.checklist.namesakes(id) == 1) {
            return true;
        }
        match &seeker.remembered {
            Some(on) => is_as_remembered(self.checklist, id, on),
            // Cleared marks don't take a place from others.
            None => !seeker.has_no_answer,
        }
    }

    /// Of several with the same text, the one with the remembered blocks and headings.
    pub(super) fn with_its_body_and_section(&mut self, seeker: &Seeker) -> Option<EntryId> {
        let on = seeker.remembered.as_ref()?;
        let section = on.section.as_deref().map(substance);
        let found = self.nearest_equal(seeker, on.body.clone(), section)?;
        Some(self.unless_unclear(&found, has_body(on)))
    }

    /// Of several with the same text, the one with the remembered blocks.
    pub(super) fn with_its_body(&mut self, seeker: &Seeker) -> Option<EntryId> {
        let on = seeker.remembered.as_ref().filter(|on| has_body(on))?;
        let found = self.nearest_equal(seeker, on.body.clone(), None)?;
        Some(self.unless_unclear(&found, true))
    }

    /// The entry with the same key and text, whatever else is remembered.
    pub(super) fn with_its_key(&mut self, seeker: &Seeker) -> Option<EntryId> {
        let id = *self.by_key.get(&seeker.key)?;
        (self.checklist.name(id) == seeker.on.as_str() && self.may_have(seeker, id)).then_some(id)
    }

    /// Of several with the same text, the first of those that share most of the old path. It is not certain if the
    /// others are taken: one of those may be new.
    pub(super) fn nearest(&mut self, seeker: &Seeker) -> Option<EntryId> {
        let Nearest {
            id,
            is_one_of_several,
            ..
        } = self.nearest_equal(seeker, None, None)?;
        self.matching
            .doubtful
            .extend(is_one_of_several.then_some(id));
        Some(id)
    }

    /// Marks a match as unclear if there are other candidates, or if little is remembered.
    fn unless_unclear(&mut self, found: &Nearest, tells: bool) -> EntryId {
        if found.has_free_beside || (!tells && self.checklist.namesakes(found.id) > 1) {
            self.matching.doubtful.insert(found.id);
        }
        found.id
    }

    /// The nearest to the old path of the entries with the wanted text, and if given, the same blocks and headings.
    fn nearest_equal(
        &mut self,
        seeker: &Seeker,
        body: Option<String>,
        section: Option<String>,
    ) -> Option<Nearest> {
        let told_by = (body.is_some(), section.is_some());
        if self
            .pooled
            .insert((seeker.on.clone(), seeker.needs, told_by))
        {
            let mut pools: HashMap<Equal, Vec<EntryId>> = HashMap::new();
            for id in self.with_its_text(seeker.on.as_str(), seeker.needs) {
                pools
                    .entry(self.equal(id, seeker, told_by))
                    .or_default()
                    .push(id);
            }
            let pools = pools
                .into_iter()
                .map(|(equal, ids)| (equal, Pool::of(self.checklist, ids)));
            self.equals.extend(pools);
        }
        let asked = Equal {
            on: seeker.on.clone(),
            needs: seeker.needs,
            body,
            section,
        };
        let mut pool = self
            .equals
            .remove(&asked)
            .filter(|_| !seeker.has_no_answer)?;
        let is_taken = |id: EntryId| !self.matching.units[id.0].is_empty();
        let found = pool.nearest(&seeker.key, |id| self.may_have(seeker, id), is_taken);
        self.equals.insert(asked, pool);
        found
    }

    fn equal(&self, id: EntryId, seeker: &Seeker, (by_body, by_section): (bool, bool)) -> Equal {
        Equal {
            on: seeker.on.clone(),
            needs: seeker.needs,
            body: by_body.then(|| self.checklist.body(id).to_owned()),
            section: by_section.then(|| substance(self.checklist.place_of(id))),
        }
    }
}

/// Returns whether there were blocks under the entry that a mark was made on.
fn has_body(on: &On) -> bool {
    on.body.as_deref().is_some_and(|body| !body.is_empty())
}
