//! Corrections of how the document is read: the edit, and where each one makes sense.

use super::edit::Refusal;
use super::{Step, Workbook};
use crate::checklist::{EntryId, Kind};
use crate::progress::{Aspect, Change, Correction, Register, Stamp};

impl Workbook {
    /// Returns whether a correction of this aspect makes sense on an entry, or on something under it.
    pub fn can_be_corrected(&self, id: EntryId, aspect: &Aspect<String>) -> bool {
        self.lack_for(id, aspect).is_none()
    }

    /// The missing part that a correction of this aspect needs, to follow the text of the entry.
    fn lack_for(&self, id: EntryId, aspect: &Aspect<String>) -> Option<&'static str> {
        let checklist = &self.checklist;
        let entry = checklist.entry(id);
        let has = |is: &dyn Fn(EntryId) -> bool| checklist.subtree(id).any(is);
        let (is_apt, lack) = match aspect {
            // A place to fill can be required, too.
            Aspect::Need => (
                has(&|id| checklist.entry(id).can_be_ticked() || self.has_place_to_fill(id)),
                "has no item and nothing to fill in",
            ),
            Aspect::Sense(slug) if slug.is_empty() => (
                has(&|id| checklist.limits(id).next().is_some()),
                "has no threshold",
            ),
            Aspect::Sense(slug) => {
                let mut own = checklist.limits(id);
                (
                    own.any(|threshold| threshold.slug == *slug),
                    "has no threshold of this name",
                )
            }
            Aspect::SignOff => (
                has(&|id| !checklist.entry(id).blanks.is_empty()),
                "has no blank to sign",
            ),
            Aspect::Counts => match entry.kind {
                Kind::Item { .. } => (false, "is an item, which always counts"),
                Kind::Section(_) | Kind::Box { .. } | Kind::Line => (true, ""),
            },
            Aspect::Choice => (
                has(&|id| checklist.entry(id).can_be_ticked()),
                "has no boxes",
            ),
            // It belongs to the whole document.
            Aspect::Variable(_) => (false, "isn't a variable"),
        };
        (!is_apt).then_some(lack)
    }

    /// Returns whether an entry has a blank, or a place of a variable.
    pub(super) fn has_place_to_fill(&self, id: EntryId) -> bool {
        let has_place = || self.checklist.places_of(id).next().is_some();
        !self.checklist.entry(id).blanks.is_empty() || has_place()
    }

    pub(super) fn correct(
        &mut self,
        entry: EntryId,
        aspect: Aspect<String>,
        value: Option<Correction>,
        stamp: &Stamp,
    ) -> Result<Option<Step>, Refusal> {
        let of = self.checklist.entry(entry);
        let refused = |lack| Refusal::NotCorrigible {
            text: of.legible().into_owned(),
            line: of.line,
            lack,
        };
        if let Some(lack) = self.lack_for(entry, &aspect) {
            return Err(refused(lack));
        }
        if value.is_some_and(|value| !value.is_of(&aspect)) {
            return Err(refused("can't be read like that"));
        }
        let nothing = Register::default();
        let register = self
            .marks(entry)
            .corrections
            .get(&aspect)
            .unwrap_or(&nothing);
        let is_sure = register.is_silent() || self.is_current(entry, register);
        let is_sound = self.unsound_in(entry, register).is_none();
        if register.value() == value.as_ref() && !register.is_conflict() && is_sure && is_sound {
            return Ok(None);
        }
        let said_of = register
            .answer()
            .map_or_else(|| self.on(entry), |answer| answer.on.clone());
        let back = Change::Correction {
            aspect: aspect.clone(),
            value: register.value().copied(),
        };
        let back = (!register.is_conflict()).then_some((back, said_of));
        let replaces = register.ids();
        let mut parts = self.settle_match(entry, stamp);
        let change = Change::Correction { aspect, value };
        parts.push(self.write(entry, change, replaces, back, stamp));
        Ok(Some(self.step(entry, parts)))
    }
}
