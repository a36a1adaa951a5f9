//! Equal entries: which of several with one text marks belong to, told by what stands under each and above it.
//!
//! Marks that remember that follow it: two equal items that change places take their ticks along. What stands
//! under an entry tells more than where it stands, unless nothing stands there.

use std::collections::HashMap;

use super::matcher::{Matcher, Seeker};
use super::pool::{Nearest, Pool};
use crate::checklist::{Checklist, EntryId, substance};
use crate::progress::{Event, Marks, Needs, On};
use crate::workbook::confirmation::{is_body, is_section};

/// What entries of one pool have in common.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Equal {
    on: String,
    needs: Needs,
    /// What stands under them; nothing where that makes no difference.
    body: Option<String>,
    /// What they stand under, in substance; nothing where that makes no difference.
    section: Option<String>,
}

/// The last that any of these events, which stand, remembers of an entry beside its text. Answers that were taken
/// back remember nothing.
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

/// Whether what stands under and above an entry is what a mark remembers.
pub(super) fn is_as_remembered(checklist: &Checklist, id: EntryId, on: &On) -> bool {
    is_body(checklist, id, on) && is_section(checklist, id, on)
}

impl Matcher<'_> {
    /// Whether nothing speaks against an entry with the key and the text that are looked for: there are no others
    /// with that text, or it has what is remembered.
    pub(super) fn is_told_apart(&self, seeker: &Seeker, id: EntryId) -> bool {
        if !self.remembers || (seeker.among == 1 && self.checklist.namesakes(id) == 1) {
            return true;
        }
        match &seeker.remembered {
            Some(on) => is_as_remembered(self.checklist, id, on),
            // What says nothing keeps no place from what does.
            None => !seeker.is_silent,
        }
    }

    /// Of several with the same text the one that has what is remembered under it, and stands under the same.
    pub(super) fn with_its_body_and_section(&mut self, seeker: &Seeker) -> Option<EntryId> {
        let on = seeker.remembered.as_ref()?;
        let section = on.section.as_deref().map(substance);
        let found = self.nearest_equal(seeker, on.body.clone(), section)?;
        Some(self.unless_unclear(&found, has_body(on)))
    }

    /// Of several with the same text the one that has what is remembered under it, wherever it stands.
    pub(super) fn with_its_body(&mut self, seeker: &Seeker) -> Option<EntryId> {
        let on = seeker.remembered.as_ref().filter(|on| has_body(on))?;
        let found = self.nearest_equal(seeker, on.body.clone(), None)?;
        Some(self.unless_unclear(&found, true))
    }

    /// Key and text as they were, whatever is remembered beside them.
    pub(super) fn with_its_key(&mut self, seeker: &Seeker) -> Option<EntryId> {
        let id = *self.by_key.get(&seeker.key)?;
        (self.checklist.name(id) == seeker.on.as_str() && self.may_have(seeker, id)).then_some(id)
    }

    /// Of several with the same text the one that shares most of the old path, and of those the first. That the
    /// others are claimed makes it no surer: one of those may be new.
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

    /// What was found is doubtful where there are others to be had, or where what is remembered tells little.
    fn unless_unclear(&mut self, found: &Nearest, tells: bool) -> EntryId {
        if found.has_free_beside || (!tells && self.checklist.namesakes(found.id) > 1) {
            self.matching.doubtful.insert(found.id);
        }
        found.id
    }

    /// The nearest to the old path of the entries that have the text that is looked for, and, where they are given, the
    /// same under them and the same, in substance, above.
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
        let mut pool = self.equals.remove(&asked).filter(|_| !seeker.is_silent)?;
        let is_pre_ticked = |id: EntryId| !self.matching.units[id.0].is_empty();
        let found = pool.nearest(&seeker.key, |id| self.may_have(seeker, id), is_pre_ticked);
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

/// Whether something stood under the entry that a mark was made on.
fn has_body(on: &On) -> bool {
    on.body.as_deref().is_some_and(|body| !body.is_empty())
}
