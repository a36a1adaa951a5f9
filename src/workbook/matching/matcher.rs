//! The steps of matching, the most certain first. Each takes the units that the one before could not match, and only
//! entries that are free.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::identical::Equal;
use super::pool::Pool;
use super::section_map::{SectionMap, parent_and_last};
use super::{MarkGroup, Matching, has_answer, remembered};
use crate::checklist::{Checklist, EntryId};
use crate::progress::{
    Aspect, DOCUMENT, Event, ManualMatch, Needs, On, Progress, RegisterOf, standing,
};

/// A unit to match.
pub(super) struct Seeker {
    pub(super) unit: MarkGroup,
    /// The key and the text to look for: its own, or those of a manual match.
    pub(super) key: String,
    pub(super) on: String,
    /// The number of entries that had that text.
    pub(super) among: usize,
    /// The other remembered parts of the entry.
    pub(super) remembered: Option<On>,
    /// True for a manual match: it may share its entry.
    pub(super) by_person: bool,
    pub(super) needs: Needs,
    /// True if all of its answers are cleared.
    pub(super) has_no_answer: bool,
}

/// Matches the units of a progress.
pub(super) struct Matcher<'a> {
    pub(super) checklist: &'a Checklist,
    pub(super) by_key: &'a HashMap<String, EntryId>,
    by_text: HashMap<String, Vec<EntryId>>,
    pub(super) near: SectionMap<'a>,
    /// The candidates with one text; computed on first use.
    pub(super) equals: HashMap<Equal, Pool>,
    /// The texts and needs that have candidates, and whether these are split by blocks and headings.
    pub(super) pooled: HashSet<(String, Needs, (bool, bool))>,
    /// Entries with manual matches of several keys.
    shared: HashSet<EntryId>,
    /// The entry of a matched unit of each key.
    found: HashMap<String, EntryId>,
    pub(super) seekers: Vec<Seeker>,
    /// True if anything remembers more than the text of its entry: files of version 0.1.0 don't.
    pub(super) remembers: bool,
    pub(super) matching: Matching,
}

impl<'a> Matcher<'a> {
    pub(super) fn new(checklist: &'a Checklist, progress: &Progress) -> Matcher<'a> {
        let mut matching = Matching {
            units: vec![Vec::new(); checklist.entries().len()],
            ..Matching::default()
        };
        let seekers = seekers(progress, &mut matching.unmatched);
        Matcher {
            by_key: checklist.by_key(),
            by_text: HashMap::new(),
            near: SectionMap::default(),
            equals: HashMap::new(),
            pooled: HashSet::new(),
            shared: HashSet::new(),
            found: HashMap::new(),
            remembers: seekers.iter().any(|seeker| seeker.remembered.is_some()),
            checklist,
            seekers,
            matching,
        }
    }

    pub(super) fn place(mut self) -> Matching {
        self.step_by_earlier_name();
        self.step(Matcher::sure);
        if !self.seekers.is_empty() {
            self.seekers.sort_by_cached_key(|seeker| {
                (
                    seeker.has_no_answer,
                    order(&seeker.unit.key),
                    seeker.unit.on.clone(),
                )
            });
            self.index();
            self.step(Matcher::with_its_body_and_section);
            self.step(Matcher::with_its_body);
            self.step(Matcher::with_its_key);
            self.step_where_alone();
            self.step(Matcher::with_its_section);
            self.step(Matcher::nearest);
            self.step(Matcher::under_its_key);
            self.step_alike();
        }
        let rest = self
            .seekers
            .into_iter()
            .filter(|seeker| !seeker.has_no_answer);
        self.matching
            .unmatched
            .extend(rest.map(|seeker| seeker.unit));
        self.matching.unmatched.sort();
        self.matching
    }

    /// Builds the indexes by text and by section.
    fn index(&mut self) {
        for id in self.checklist.ids() {
            self.by_text
                .entry(self.checklist.name(id).into_owned())
                .or_default()
                .push(id);
        }
        self.near.index(self.checklist);
    }

    /// Matches every seeker that `find` finds an entry for, in order.
    fn step(&mut self, find: fn(&mut Matcher<'a>, &Seeker) -> Option<EntryId>) {
        for seeker in std::mem::take(&mut self.seekers) {
            match find(self, &seeker) {
                Some(id) => self.put(seeker, id),
                None => self.seekers.push(seeker),
            }
        }
    }

    pub(super) fn put(&mut self, seeker: Seeker, id: EntryId) {
        let new = self.checklist.key(id);
        // Several units of one key count once.
        if !self.found.contains_key(&seeker.unit.key) {
            self.near.vote(&seeker.key, &new);
        }
        let was_moved = parent_and_last(&seeker.key).0 != parent_and_last(&new).0
            && !super::legacy::is_its(self.checklist, &seeker.key, id);
        if was_moved && !seeker.has_no_answer && !seeker.by_person {
            self.matching.moved.push((seeker.unit.clone(), id));
        }
        self.found.insert(seeker.unit.key.clone(), id);
        let units = &mut self.matching.units[id.0];
        if units
            .first()
            .is_some_and(|unit| unit.key != seeker.unit.key)
        {
            self.shared.insert(id);
        }
        units.push(seeker.unit);
    }

    /// Returns whether an entry is free and can hold the marks of a seeker.
    pub(super) fn may_have(&self, seeker: &Seeker, id: EntryId) -> bool {
        let first = self.matching.units[id.0].first();
        let is_free =
            first.is_none_or(|unit| unit.key == seeker.unit.key) && !self.shared.contains(&id);
        self.fits(seeker, id) && (is_free || seeker.by_person)
    }

    pub(super) fn fits(&self, seeker: &Seeker, id: EntryId) -> bool {
        self.has_what(seeker.needs, id)
    }

    fn has_what(&self, needs: Needs, id: EntryId) -> bool {
        let entry = self.checklist.entry(id);
        match needs {
            Needs::Nothing => true,
            Needs::Box => entry.can_be_ticked(),
            Needs::Section => entry.is_section(),
        }
    }

    /// The entry with the same key and text, and with what tells it from others with that text.
    pub(super) fn sure(&mut self, seeker: &Seeker) -> Option<EntryId> {
        let id = *self.by_key.get(&seeker.key)?;
        let is_it = self.checklist.name(id) == seeker.on.as_str() && self.fits(seeker, id);
        (is_it && self.is_told_apart(seeker, id)).then_some(id)
    }

    /// The entries with a text that can hold the marks, free or not. A text without words matches nothing.
    pub(super) fn with_its_text(&self, on: &str, needs: Needs) -> impl Iterator<Item = EntryId> {
        let all = self.by_text.get(on).filter(|_| !on.is_empty());
        all.into_iter()
            .flatten()
            .copied()
            .filter(move |&id| self.has_what(needs, id))
    }

    /// Matches texts that only one entry has and only one seeker looks for.
    fn step_where_alone(&mut self) {
        let mut sought: HashMap<String, usize> = HashMap::new();
        for seeker in self.seekers.iter().filter(|seeker| !seeker.has_no_answer) {
            *sought.entry(seeker.on.clone()).or_default() += 1;
        }
        for seeker in std::mem::take(&mut self.seekers) {
            let mut those = self.with_its_text(&seeker.on, seeker.needs);
            let only = those
                .next()
                .filter(|_| those.next().is_none() && !seeker.has_no_answer);
            drop(those);
            match only {
                Some(id) if sought[&seeker.on] == 1 && self.may_have(&seeker, id) => {
                    self.put(seeker, id);
                }
                _ => self.seekers.push(seeker),
            }
        }
    }

    /// The same text in the section that took the place of the old one.
    fn with_its_section(&mut self, seeker: &Seeker) -> Option<EntryId> {
        let (parent, last) = parent_and_last(&seeker.key);
        let parent = self.near.to(parent, self.by_key)?;
        let key = if parent.is_empty() {
            last.to_owned()
        } else {
            format!("{parent}/{last}")
        };
        let id = *self.by_key.get(&key)?;
        (self.checklist.name(id) == seeker.on.as_str() && self.may_have(seeker, id)).then_some(id)
    }

    /// The same key with another text: the entry of other marks under that key, or the entry that has it now.
    fn under_its_key(&mut self, seeker: &Seeker) -> Option<EntryId> {
        let now = self
            .found
            .get(&seeker.key)
            .or_else(|| self.by_key.get(&seeker.key))
            .copied();
        let id = now.or_else(|| self.checklist.earlier()?.by_key(&seeker.key))?;
        self.may_have(seeker, id).then_some(id)
    }
}

/// All units of a progress to match. Those with conflicting manual matches go to `unmatched`; dropped ones are left
/// out.
fn seekers(progress: &Progress, unmatched: &mut Vec<MarkGroup>) -> Vec<Seeker> {
    let mut seekers = Vec::new();
    for (key, events) in &progress.entries {
        let standing = standing(events);
        let mut by_text: BTreeMap<&str, Vec<&Event>> = BTreeMap::new();
        let mut all: HashMap<&str, Vec<&Event>> = HashMap::new();
        // Marks of the whole document need no match.
        let is_placed = |event: &&&Event| {
            let register = event.change.register();
            register.is_matched()
                && !(key == DOCUMENT
                    && matches!(
                        register,
                        RegisterOf::Variable(_) | RegisterOf::Correction(Aspect::Variable(_))
                    ))
        };
        for event in standing.iter().filter(is_placed) {
            by_text.entry(&event.on.text).or_default().push(event);
        }
        for event in &standing {
            all.entry(&event.on.text).or_default().push(event);
        }
        for (on, events) in by_text {
            let of_unit = all.get(on).map(Vec::as_slice).unwrap_or_default();
            let unit = MarkGroup {
                key: key.clone(),
                on: on.to_owned(),
            };
            let among = events.iter().map(|event| event.on.among).max().unwrap_or(1);
            let (key, on, among, by_person) = match manual_match(of_unit) {
                Ok(None) => (unit.key.clone(), unit.on.clone(), among, false),
                Ok(Some(ManualMatch::Entry { key, on })) => {
                    (key.clone(), on.text.clone(), on.among, true)
                }
                Ok(Some(ManualMatch::Dropped)) => continue,
                Err(Split) => {
                    unmatched.push(unit);
                    continue;
                }
            };
            // A manual match holds whatever the marks were made on, unless those remember more.
            let said = of_unit.iter().copied();
            let said = said.filter(|event| event.change.is_match() == by_person || on == unit.on);
            let remembered = remembered(said).cloned();
            let answers = events.iter().filter(|event| event.change.is_answer());
            let mut needs = answers.map(|event| event.change.register().needs());
            let needs = needs
                .find(|needs| *needs != Needs::Nothing)
                .unwrap_or(Needs::Nothing);
            let has_no_answer = !has_answer(&events);
            seekers.push(Seeker {
                unit,
                key,
                on,
                among,
                remembered,
                by_person,
                needs,
                has_no_answer,
            });
        }
    }
    seekers
}

/// Conflicting manual matches.
struct Split;

/// The manual match among all events that were made on one text.
fn manual_match<'a>(events: &[&'a Event]) -> Result<Option<&'a ManualMatch>, Split> {
    let mut matches = events
        .iter()
        .filter_map(|event| event.change.manual_match());
    let first = matches.next().flatten();
    if matches.all(|other| other == first) {
        Ok(first)
    } else {
        Err(Split)
    }
}

/// The sort order of keys: part by part, and equal ones by their number.
fn order(key: &str) -> Vec<(String, usize)> {
    let part = |part| match str::rsplit_once(part, '#') {
        Some((slug, number)) => (slug.to_owned(), number.parse().unwrap_or(0)),
        None => (part.to_owned(), 1),
    };
    key.split('/').map(part).collect()
}
