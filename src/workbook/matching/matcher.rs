//! The steps of placing, the surest first. Each takes what the one before could not place, and only entries
//! that nothing else claims.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::identical::Equal;
use super::pool::Pool;
use super::section_map::{Near, parent_and_last};
use super::{Matching, Unit, remembered, says_anything};
use crate::checklist::{Checklist, EntryId};
use crate::progress::{Event, Home, Needs, On, Progress, standing};

/// A unit that looks for its entry.
pub(super) struct Seeker {
    pub(super) unit: Unit,
    /// The key and the text to look for: its own, or those that a person gave it.
    pub(super) key: String,
    pub(super) on: String,
    /// How many entries had that text.
    pub(super) among: usize,
    /// What else is remembered of the entry.
    pub(super) remembered: Option<On>,
    /// Whether a person said where it belongs: it may share that entry.
    pub(super) by_person: bool,
    pub(super) needs: Needs,
    /// Whether it says nothing any more, as a tick that was taken back.
    pub(super) is_silent: bool,
}

/// Places the units of a progress.
pub(super) struct Matcher<'a> {
    pub(super) checklist: &'a Checklist,
    pub(super) by_key: &'a HashMap<String, EntryId>,
    by_text: HashMap<String, Vec<EntryId>>,
    pub(super) near: Near,
    /// The entries with one text that can hold what is needed; made when one of them is first looked for.
    pub(super) equals: HashMap<Equal, Pool>,
    /// For which texts and needs they were made, and whether apart by what stands under and above them.
    pub(super) pooled: HashSet<(String, Needs, (bool, bool))>,
    /// Entries on which people put marks of several keys.
    shared: HashSet<EntryId>,
    /// Where a unit of each key was placed.
    found: HashMap<String, EntryId>,
    pub(super) seekers: Vec<Seeker>,
    /// Whether anything remembers more of its entry than the text: files of 0.1.0 do not.
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
            near: Near::default(),
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
                    seeker.is_silent,
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
        let rest = self.seekers.into_iter().filter(|seeker| !seeker.is_silent);
        self.matching
            .unmatched
            .extend(rest.map(|seeker| seeker.unit));
        self.matching.unmatched.sort();
        self.matching
    }

    /// Prepares for looking by text and by section.
    fn index(&mut self) {
        for id in self.checklist.ids() {
            self.by_text
                .entry(self.checklist.name(id).into_owned())
                .or_default()
                .push(id);
        }
        self.near.index(self.checklist);
    }

    /// Places every seeker that `find` finds an entry for, in order.
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
        // Several marks of one key are one witness.
        if !self.found.contains_key(&seeker.unit.key) {
            self.near.vote(&seeker.key, &new);
        }
        let was_moved = parent_and_last(&seeker.key).0 != parent_and_last(&new).0
            && !super::legacy::is_its(self.checklist, &seeker.key, id);
        if was_moved && !seeker.is_silent && !seeker.by_person {
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

    /// Whether an entry can hold what a seeker brings, and nothing else claims it.
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

    /// Key and text as they were, and what tells it from others with that text.
    pub(super) fn sure(&mut self, seeker: &Seeker) -> Option<EntryId> {
        let id = *self.by_key.get(&seeker.key)?;
        let is_it = self.checklist.name(id) == seeker.on.as_str() && self.fits(seeker, id);
        (is_it && self.is_told_apart(seeker, id)).then_some(id)
    }

    /// The entries with a text that could hold what is needed, whoever claims them. A text without words says nothing.
    pub(super) fn with_its_text(&self, on: &str, needs: Needs) -> impl Iterator<Item = EntryId> {
        let all = self.by_text.get(on).filter(|_| !on.is_empty());
        all.into_iter()
            .flatten()
            .copied()
            .filter(move |&id| self.has_what(needs, id))
    }

    /// The only entry with that text, sought by one only.
    fn step_where_alone(&mut self) {
        let mut sought: HashMap<String, usize> = HashMap::new();
        for seeker in self.seekers.iter().filter(|seeker| !seeker.is_silent) {
            *sought.entry(seeker.on.clone()).or_default() += 1;
        }
        for seeker in std::mem::take(&mut self.seekers) {
            let mut those = self.with_its_text(&seeker.on, seeker.needs);
            let only = those
                .next()
                .filter(|_| those.next().is_none() && !seeker.is_silent);
            drop(those);
            match only {
                Some(id) if sought[&seeker.on] == 1 && self.may_have(&seeker, id) => {
                    self.put(seeker, id);
                }
                _ => self.seekers.push(seeker),
            }
        }
    }

    /// The same text at the same place in what its section has become.
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

    /// The same key with another text: where other marks of that key stand, or the entry that has it now.
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

/// All units of a progress that look for an entry. Those that people placed differently go to `unplaced`, and
/// those that are dismissed nowhere.
fn seekers(progress: &Progress, unmatched: &mut Vec<Unit>) -> Vec<Seeker> {
    let mut seekers = Vec::new();
    for (key, events) in &progress.entries {
        let standing = standing(events);
        let mut by_text: BTreeMap<&str, Vec<&Event>> = BTreeMap::new();
        let mut all: HashMap<&str, Vec<&Event>> = HashMap::new();
        // What is said of the whole document has its place.
        let is_placed = |event: &&&Event| event.change.register().is_matched();
        for event in standing.iter().filter(is_placed) {
            by_text.entry(&event.on.text).or_default().push(event);
        }
        for event in &standing {
            all.entry(&event.on.text).or_default().push(event);
        }
        for (on, events) in by_text {
            let of_unit = all.get(on).map(Vec::as_slice).unwrap_or_default();
            let unit = Unit {
                key: key.clone(),
                on: on.to_owned(),
            };
            let among = events.iter().map(|event| event.on.among).max().unwrap_or(1);
            let (key, on, among, by_person) = match home(of_unit) {
                Ok(None) => (unit.key.clone(), unit.on.clone(), among, false),
                Ok(Some(Home::Entry { key, on })) => (key.clone(), on.text.clone(), on.among, true),
                Ok(Some(Home::Nowhere)) => continue,
                Err(Split) => {
                    unmatched.push(unit);
                    continue;
                }
            };
            // What a person placed stays there whatever it was made on, unless that remembers more.
            let said = of_unit.iter().copied();
            let said = said.filter(|event| event.change.is_match() == by_person || on == unit.on);
            let remembered = remembered(said).cloned();
            let answers = events.iter().filter(|event| event.change.is_answer());
            let mut needs = answers.map(|event| event.change.register().needs());
            let needs = needs
                .find(|needs| *needs != Needs::Nothing)
                .unwrap_or(Needs::Nothing);
            let is_silent = !says_anything(&events);
            seekers.push(Seeker {
                unit,
                key,
                on,
                among,
                remembered,
                by_person,
                needs,
                is_silent,
            });
        }
    }
    seekers
}

/// People said differently where marks belong.
struct Split;

/// Where marks belong, of all events that were made on their text.
fn home<'a>(events: &[&'a Event]) -> Result<Option<&'a Home>, Split> {
    let mut homes = events.iter().filter_map(|event| event.change.home());
    let first = homes.next().flatten();
    if homes.all(|other| other == first) {
        Ok(first)
    } else {
        Err(Split)
    }
}

/// What keys are sorted by: part by part, and equals by their number.
fn order(key: &str) -> Vec<(String, usize)> {
    let part = |part| match str::rsplit_once(part, '#') {
        Some((slug, number)) => (slug.to_owned(), number.parse().unwrap_or(0)),
        None => (part.to_owned(), 1),
    };
    key.split('/').map(part).collect()
}
