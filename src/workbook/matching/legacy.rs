//! Marks by version 0.1.0 match entries by the names that it gave: these are exact, as key and text are.
//!
//! An old name can be the current name of another entry: `## Deploy {staging}` was `Deploy`, as is `## Deploy`. Then
//! the marks count as old ones; today nothing is written under such a name.

use super::is_as_remembered;
use super::matcher::{Matcher, Seeker};
use crate::checklist::{Checklist, EntryId, Was};
use crate::progress::On;

impl Matcher<'_> {
    /// Matches every seeker whose key and text an entry had in version 0.1.0. If that isn't an entry any more, its
    /// marks stay unmatched.
    pub(super) fn step_by_earlier_name(&mut self) {
        if self.seekers.is_empty() {
            return;
        }
        let Some(earlier) = self.checklist.earlier() else {
            return;
        };
        for seeker in std::mem::take(&mut self.seekers) {
            // For manual matches, current names come first: those are written today.
            let is_said_of_today = seeker.by_person && self.sure(&seeker).is_some();
            let was = if is_said_of_today {
                None
            } else {
                earlier.named(&seeker.key, &seeker.on)
            };
            match was {
                Some(was) if self.is_of_today(&seeker, was) => self.seekers.push(seeker),
                Some(Was::Entry(id)) if self.fits(&seeker, id) => {
                    let name = earlier.name(id).map(|(text, among)| On::among(text, among));
                    self.matching
                        .earlier
                        .extend(name.filter(|_| !seeker.by_person).map(|name| (id, name)));
                    self.put(seeker, id);
                }
                Some(Was::Gone) if !seeker.has_no_answer => {
                    self.matching.unmatched.push(seeker.unit);
                }
                _ => self.seekers.push(seeker),
            }
        }
    }

    /// Returns whether marks use the current name of their entry, though version 0.1.0 gave that name to another,
    /// `was`: they remember parts that version did not record, and those aren't of that entry. The document was edited
    /// since.
    fn is_of_today(&self, seeker: &Seeker, was: Was) -> bool {
        let Some(on) = &seeker.remembered else {
            return false;
        };
        match was {
            Was::Entry(id) => {
                self.checklist.name(id) != seeker.on.as_str()
                    || !is_as_remembered(self.checklist, id, on)
            }
            Was::Gone => true,
        }
    }
}

/// Returns whether version 0.1.0 gave this key to this entry.
pub(super) fn is_its(checklist: &Checklist, key: &str, id: EntryId) -> bool {
    checklist
        .earlier()
        .and_then(|earlier| earlier.key(id))
        .is_some_and(|own| own == key)
}

/// Returns whether version 0.1.0 gave this key, and the current text of an entry, to another entry: marks under it
/// would belong there.
pub(in crate::workbook) fn is_anothers(checklist: &Checklist, key: &str, id: EntryId) -> bool {
    let was = checklist
        .earlier()
        .and_then(|earlier| earlier.named(key, &checklist.name(id)));
    was.is_some_and(|was| was != Was::Entry(id))
}
