//! The last step of matching: a similar text in the section that took the place of the old one, the most similar first.
//! Placeholders don't make texts similar: the values of `Deploy {{version}}` never move to `Tag {{version}}`.
//!
//! Identical entries of a section are compared once, and so are units with one text of one section. In a section with
//! very many texts, only those that share the rarest words are compared; a similar one may stay unmatched then, for a
//! person to move.

use std::collections::HashMap;
use std::rc::Rc;

use super::matcher::{Matcher, Seeker};
use super::section_map::{SectionMap, parent_and_last};
use crate::checklist::EntryId;
use crate::workbook::similarity::{Alike, MOST};

/// The least similarity of an entry's texts before and after a change. In 28 real documents, nine in ten and more of
/// the items with a word changed or some added lie above; of the items of one section, one in twelve has another that
/// does (one in nine at 0.6). A wrong guess needs confirming, and a missed one is unmatched.
const ALIKE: f64 = 0.65;

/// The entries right under one section, by their texts.
struct Section {
    groups: Vec<Group>,
    alike: Alike,
}

/// Identical entries that can hold the same marks, in order.
struct Group {
    ids: Vec<EntryId>,
    /// All before this one are taken.
    first: usize,
}

/// Groups with their similarity to a text.
type Scored = Rc<Vec<(f64, usize)>>;

/// The state of the search of this step.
#[derive(Default)]
struct SimilarSearch {
    sections: Vec<Section>,
    /// The indexes of the sections, by their keys.
    by_key: HashMap<String, usize>,
    /// The results for one section and text.
    known: HashMap<(usize, String), Scored>,
}

impl SimilarSearch {
    /// The groups of a section that are similar to a text.
    fn alike_in(&mut self, section: usize, on: &str, near: &SectionMap) -> Scored {
        let found = || Rc::new(self.sections[section].alike.to(&near.plain(on), ALIKE));
        Rc::clone(
            self.known
                .entry((section, on.to_owned()))
                .or_insert_with(found),
        )
    }
}

impl Matcher<'_> {
    /// Matches similar texts in the section that took the place of the old one, the most similar first.
    pub(super) fn step_alike(&mut self) {
        let mut search = SimilarSearch::default();
        let mut pairs: Vec<(f64, usize, usize, usize)> = Vec::new();
        let seekers = std::mem::take(&mut self.seekers);
        for (index, seeker) in seekers
            .iter()
            .enumerate()
            .filter(|(_, seeker)| !seeker.has_no_answer)
        {
            let parent = parent_and_last(&seeker.key).0;
            let Some(section) = self.near.to(parent, self.by_key) else {
                continue;
            };
            let section = self.section_of(&mut search, section);
            let found = search.alike_in(section, &seeker.on, &self.near);
            pairs.extend(
                found
                    .iter()
                    .map(|&(score, group)| (score, index, section, group)),
            );
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut seekers: Vec<Option<Seeker>> = seekers.into_iter().map(Some).collect();
        // Of equally similar ones, the first entry.
        for equals in
            pairs.chunk_by(|one, other| one.0.to_bits() == other.0.to_bits() && one.1 == other.1)
        {
            let Some(&(_, index, section, _)) = equals.first() else {
                continue;
            };
            let groups = &mut search.sections[section].groups;
            let Some(seeker) = &seekers[index] else {
                continue;
            };
            let free = equals
                .iter()
                .filter_map(|&(.., group)| self.free_of(seeker, &mut groups[group]));
            if let Some(id) = free.min()
                && let Some(seeker) = seekers[index].take()
            {
                self.put(seeker, id);
            }
        }
        self.seekers = seekers.into_iter().flatten().collect();
    }

    /// The index of a section in a search, by its key.
    fn section_of(&self, search: &mut SimilarSearch, key: String) -> usize {
        if let Some(&known) = search.by_key.get(&key) {
            return known;
        }
        search.sections.push(self.section(&key));
        search.by_key.insert(key, search.sections.len() - 1);
        search.sections.len() - 1
    }

    /// The entries right under a section, grouped by text and by the marks they can hold. Of very many, only the free
    /// ones.
    fn section(&self, section: &str) -> Section {
        let under = self.near.under(section);
        let mut names: Vec<String> = Vec::new();
        let mut groups: Vec<Group> = Vec::new();
        let mut places: HashMap<(String, bool, bool), usize> = HashMap::new();
        for &id in under
            .iter()
            .filter(|id| under.len() <= MOST || self.matching.units[id.0].is_empty())
        {
            let (entry, name) = (
                self.checklist.entry(id),
                self.checklist.name(id).into_owned(),
            );
            let place = places.entry((name.clone(), entry.can_be_ticked(), entry.is_section()));
            let place = *place.or_insert_with(|| {
                names.push(name);
                groups.push(Group {
                    ids: Vec::new(),
                    first: 0,
                });
                groups.len() - 1
            });
            groups[place].ids.push(id);
        }
        Section {
            alike: Alike::among(names.iter().map(|name| self.near.plain(name))),
            groups,
        }
    }

    /// The first free entry of a group that can hold the marks of a seeker.
    fn free_of(&self, seeker: &Seeker, group: &mut Group) -> Option<EntryId> {
        if group.ids.len() <= MOST {
            return group
                .ids
                .iter()
                .copied()
                .find(|&id| self.may_have(seeker, id));
        }
        while group
            .ids
            .get(group.first)
            .is_some_and(|id| !self.matching.units[id.0].is_empty())
        {
            group.first += 1;
        }
        group
            .ids
            .get(group.first)
            .copied()
            .filter(|&id| self.may_have(seeker, id))
    }
}
