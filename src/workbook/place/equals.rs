//! Equal entries: which of several with one text marks belong to, told by what stands under each and above it.
//!
//! Marks that remember that follow it: two equal items that change places take their ticks along. What stands
//! under an entry tells more than where it stands, unless nothing stands there.

use super::placer::{Placer, Seeker, shared};
use crate::checklist::{Checklist, EntryId};
use crate::progress::{Change, Event, Marks, On};
use crate::workbook::remembered::{is_body, is_section};

/// The last that any of these events, which stand, remembers of an entry beside its text. Answers that were taken
/// back remember nothing.
pub(in crate::workbook) fn remembered<'a>(events: impl IntoIterator<Item = &'a Event>) -> Option<&'a On> {
    let speaks =
        |event: &&Event| matches!(event.change, Change::Place { .. }) || !Marks::fold([*event]).is_empty();
    let remembers = |event: &&Event| event.on.body.is_some() || event.on.section.is_some();
    let last = events.into_iter().filter(remembers).filter(speaks).max_by_key(|event| event.order());
    last.map(|event| &event.on)
}

/// Whether what stands under and above an entry is what a mark remembers.
pub(in crate::workbook) fn is_as_remembered(checklist: &Checklist, id: EntryId, on: &On) -> bool {
    is_body(checklist, id, on) && is_section(checklist, id, on)
}

impl Placer<'_> {
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
        let fitting =
            self.free_with_its_text(seeker, |placer, id| is_as_remembered(placer.checklist, id, on));
        self.nearest_of(seeker, &fitting, has_body(on))
    }

    /// Of several with the same text the one that has what is remembered under it, wherever it stands.
    pub(super) fn with_its_body(&mut self, seeker: &Seeker) -> Option<EntryId> {
        let on = seeker.remembered.as_ref().filter(|on| has_body(on))?;
        let fitting = self.free_with_its_text(seeker, |placer, id| is_body(placer.checklist, id, on));
        self.nearest_of(seeker, &fitting, true)
    }

    /// Key and text as they were, whatever is remembered beside them.
    pub(super) fn with_its_key(&mut self, seeker: &Seeker) -> Option<EntryId> {
        let id = *self.by_key.get(&seeker.key)?;
        (self.checklist.name(id) == seeker.on.as_str() && self.may_have(seeker, id)).then_some(id)
    }

    fn free_with_its_text(&self, seeker: &Seeker, fits: impl Fn(&Placer, EntryId) -> bool) -> Vec<EntryId> {
        let all = self.with_its_text(seeker);
        all.filter(|&id| self.may_have(seeker, id) && fits(self, id)).collect()
    }

    /// The one that shares most of the old path, and of those the first. It is doubtful where there are others, or
    /// where what is remembered tells little.
    fn nearest_of(&mut self, seeker: &Seeker, fitting: &[EntryId], tells: bool) -> Option<EntryId> {
        let shared = |id: EntryId| shared(&seeker.key, &self.checklist.key(id));
        let id = fitting.iter().copied().min_by_key(|&id| (std::cmp::Reverse(shared(id)), id))?;
        if fitting.len() > 1 || (!tells && self.checklist.namesakes(id) > 1) {
            self.placing.doubtful.insert(id);
        }
        Some(id)
    }
}

/// Whether something stood under the entry that a mark was made on.
fn has_body(on: &On) -> bool {
    on.body.as_deref().is_some_and(|body| !body.is_empty())
}
