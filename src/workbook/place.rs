//! Placing: finding for the progress of each key the entry that it belongs to, in a document that may have
//! been edited since.
//!
//! An entry whose key and text are as they were is sure. After those come the same text elsewhere (it was
//! moved), and the same key with another text (it was reworded, and a done item wants to be looked at again).
//! What fits nowhere stays unplaced: kept, and shown. No two keys claim one entry unless both are sure of it.

use std::collections::{HashMap, HashSet};

use crate::checklist::{Checklist, EntryId};
use crate::progress::{Change, Event, Progress};

/// Where progress found its entries.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Placing {
    /// The keys whose events stand on each entry.
    keys: Vec<Vec<String>>,
    /// The entries that were reworded since.
    reworded: HashSet<EntryId>,
    /// Keys whose events found the same text in another place, with the entry.
    moved: Vec<(String, EntryId)>,
    /// Keys whose events fit nowhere.
    unplaced: Vec<String>,
}

impl Placing {
    /// Places progress on a checklist; always with the same result.
    pub fn of(checklist: &Checklist, progress: &Progress) -> Placing {
        let mut placing = Placing { keys: vec![Vec::new(); checklist.entries().len()], ..Placing::default() };
        if progress.is_empty() {
            return placing;
        }
        let by_key = checklist.by_key();
        let (sure, rest): (Vec<_>, Vec<_>) = progress
            .entries
            .iter()
            .filter_map(|(key, events)| Some((key.as_str(), text(events)?)))
            .partition(|&(key, text)| by_key.get(key).is_some_and(|&id| checklist.name(id) == text));
        for (key, _) in sure {
            placing.keys[by_key[key].0].push(key.to_owned());
        }
        let rest = placing.place_moved(rest, checklist);
        for (key, _) in rest {
            match by_key.get(key) {
                Some(&id) if placing.keys[id.0].is_empty() => {
                    placing.keys[id.0].push(key.to_owned());
                    placing.reworded.insert(id);
                }
                _ => placing.unplaced.push(key.to_owned()),
            }
        }
        placing.find_reworded(checklist, progress);
        placing
    }

    /// A state was given on a text: a note or a value that came later, on another text, does not renew it.
    fn find_reworded(&mut self, checklist: &Checklist, progress: &Progress) {
        for id in checklist.ids() {
            let events = self.keys[id.0].iter().filter_map(|key| progress.entries.get(key)).flatten();
            let states = events.filter(|event| matches!(event.change, Change::State { .. }));
            if states.max_by_key(|event| event.order()).is_some_and(|event| event.on != checklist.name(id)) {
                self.reworded.insert(id);
            }
        }
    }

    /// Places what has the same text elsewhere, and returns what has not.
    fn place_moved<'a>(
        &mut self,
        keys: Vec<(&'a str, &'a str)>,
        checklist: &Checklist,
    ) -> Vec<(&'a str, &'a str)> {
        if keys.is_empty() {
            return keys;
        }
        let mut by_text: HashMap<String, Vec<EntryId>> = HashMap::new();
        for id in checklist.ids() {
            by_text.entry(checklist.name(id).into_owned()).or_default().push(id);
        }
        let mut rest = Vec::new();
        for (key, text) in keys {
            let free = by_text.get(text).into_iter().flatten().filter(|id| self.keys[id.0].is_empty());
            // The first of those that share most of the old path.
            let nearest = free.min_by_key(|&&id| (std::cmp::Reverse(shared(key, &checklist.key(id))), id));
            match nearest {
                Some(&id) => {
                    self.keys[id.0].push(key.to_owned());
                    self.moved.push((key.to_owned(), id));
                }
                None => rest.push((key, text)),
            }
        }
        rest
    }

    /// The keys whose events stand on an entry.
    pub fn keys(&self, id: EntryId) -> &[String] {
        &self.keys[id.0]
    }

    /// Whether the text of an entry is another than the one that its events were made on.
    pub fn is_reworded(&self, id: EntryId) -> bool {
        self.reworded.contains(&id)
    }

    /// The keys whose events found their text in another place, with the entry.
    pub fn moved(&self) -> &[(String, EntryId)] {
        &self.moved
    }

    /// The keys whose events fit nowhere.
    pub fn unplaced(&self) -> &[String] {
        &self.unplaced
    }

    /// The key to write the next event of an entry under: the one that it has, else its own name, numbered
    /// where progress of something else carries that name.
    pub(super) fn home(&mut self, id: EntryId, checklist: &Checklist, progress: &Progress) -> String {
        if let Some(key) = self.keys[id.0].first() {
            return key.clone();
        }
        let own = checklist.key(id);
        let taken = |key: &String| progress.entries.contains_key(key);
        let mut key = own.clone();
        for number in 2.. {
            if !taken(&key) {
                break;
            }
            key = format!("{own}#{number}");
        }
        self.keys[id.0].push(key.clone());
        key
    }

    /// Somebody gave a state on the text as it is now.
    pub(super) fn confirm(&mut self, id: EntryId) {
        self.reworded.remove(&id);
    }
}

/// The text that the last of these events was made on.
fn text(events: &[Event]) -> Option<&str> {
    events.iter().max_by_key(|event| event.order()).map(|event| event.on.as_str())
}

/// How many parts of their paths two keys share from the start.
fn shared(one: &str, other: &str) -> usize {
    one.split('/').zip(other.split('/')).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::Placing;
    use crate::checklist::Checklist;
    use crate::progress::{Change, Event, Progress, State};
    use crate::workbook::{Edit, Stamp, Workbook};

    /// What becomes of ticks: texts kept (moved or not), texts reworded, keys unplaced.
    type Fate = (Vec<String>, Vec<String>, Vec<String>);

    /// Ticks every item of a document and puts the ticks on the edited one.
    fn fate(before: &str, after: &str) -> Fate {
        let (before, after) = (Checklist::parse(before), Checklist::parse(after));
        let mut progress = Progress::new("a.md", None);
        for id in before.items() {
            let (key, at) = (&before.key(id), DateTime::UNIX_EPOCH);
            let change = Change::State { state: Some(State::Done), reason: None };
            progress.add(key, Event::new(key, "me", at, &before.name(id), Vec::new(), change));
        }
        let placing = Placing::of(&after, &progress);
        let text = |id| after.entry(id).text.clone();
        let placed = || after.items().filter(|&id| !placing.keys(id).is_empty());
        (
            placed().filter(|&id| !placing.is_reworded(id)).map(text).collect(),
            placed().filter(|&id| placing.is_reworded(id)).map(text).collect(),
            placing.unplaced().to_vec(),
        )
    }

    #[test]
    fn a_note_does_not_confirm_what_was_reworded() {
        let stamp = |second| Stamp { by: "me".to_owned(), at: DateTime::from_timestamp(second, 0).unwrap() };
        let id = super::EntryId(0);
        let done = Edit::State { entry: id, state: State::Done, reason: None };
        let mut before = Workbook::new(Checklist::parse("- [ ] one\n"), Progress::new("a.md", None));
        before.apply(done.clone(), &stamp(1)).unwrap();
        let mut after = Workbook::new(Checklist::parse("- [ ] one!\n"), before.progress().clone());
        after.apply(Edit::Note { entry: id, text: "seen".to_owned() }, &stamp(2)).unwrap();
        assert!(after.wants_confirmation(id), "right after the note");
        let again = Workbook::new(after.checklist().clone(), after.progress().clone());
        assert!(again.wants_confirmation(id), "and when it is opened again");
        after.apply(done, &stamp(3)).unwrap();
        assert!(!after.wants_confirmation(id));
        assert!(!Workbook::new(after.checklist().clone(), after.progress().clone()).wants_confirmation(id));
    }

    #[test]
    fn progress_follows_its_entries() {
        let before = "# T\n## A\n- [ ] one\n- [ ] two\n## B\n- [ ] three\n";
        for (after, kept, reworded, unplaced) in [
            (before, "one two three", "", ""),
            ("# T\n## B\n- [ ] two\n- [ ] three\n## C\n- [ ] one\n", "two three one", "", ""),
            ("# T\n## A\n- [ ] one!\n- [ ] two\n", "two", "one!", "b/three"),
            ("# T\n## A renamed\n- [ ] two\n- [ ] one\n", "two one", "", "b/three"),
            ("# T\n## A\n- [ ] one\n- [ ] one\n- [ ] two\n- [ ] three\n", "one two three", "", ""),
            ("nothing left", "", "", "a/one a/two b/three"),
        ] {
            let told = fate(before, after);
            let told = (told.0.join(" "), told.1.join(" "), told.2.join(" "));
            assert_eq!(told, (kept.into(), reworded.into(), unplaced.into()), "{after}");
        }
    }
}
