//! Folding: from the events of an entry to its current answers and notes.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::marks::{Marks, Note};
use super::register::{DistinguishedBy, RegisterKey, RegisterOf};
use super::{Change, Event};

impl Marks {
    /// Folds the events of one entry. Their order does not matter.
    pub fn fold<'a>(events: impl IntoIterator<Item = &'a Event>) -> Marks {
        Marks::fold_those(events.into_iter().map(|event| (event, true)))
    }

    /// Folds the events of one entry, and keeps only the current ones that belong here: the others were made on what is
    /// another entry now.
    pub fn fold_those<'a>(events: impl IntoIterator<Item = (&'a Event, bool)>) -> Marks {
        let here = events
            .into_iter()
            .map(|(event, is_here)| (event, is_here.then_some(())));
        fold_apart(here).remove(&()).unwrap_or_default()
    }

    /// Folds the events of one key, grouped by the text that they were made on.
    pub fn fold_by_text<'a>(
        events: impl IntoIterator<Item = &'a Event>,
    ) -> BTreeMap<&'a str, Marks> {
        fold_apart(
            events
                .into_iter()
                .map(|event| (event, Some(event.on.text.as_str()))),
        )
    }
}

/// Folds events together, grouped by key; events without a key are left out.
fn fold_apart<'a, K: Ord + Copy>(
    events: impl Iterator<Item = (&'a Event, Option<K>)>,
) -> BTreeMap<K, Marks> {
    let mut those: Vec<(&Event, Option<K>)> = events.collect();
    those.sort_by_key(|(event, _)| event.order());
    let events: Vec<&Event> = those.iter().map(|(event, _)| *event).collect();
    let slots = slots(&events);
    let mut marks: BTreeMap<K, Marks> = BTreeMap::new();
    // An edited note keeps its position.
    let mut begun: HashMap<&str, usize> = HashMap::new();
    let mut notes: Vec<(usize, K, Note)> = Vec::new();
    let replaced = replaced(&events, &slots);
    for (&(event, place), slot) in those.iter().zip(&slots) {
        let is_standing = !replaced.contains(&(slot.group(), event.id.as_str()));
        let place = place.filter(|_| is_standing);
        if slot.register == RegisterOf::Note {
            let next = begun.len();
            let order = *begun.entry(slot.of).or_insert(next);
            notes.extend(place.and_then(|place| Some((order, place, note(event)?))));
        } else if let Some(place) = place {
            marks.entry(place).or_default().add(event);
        }
    }
    notes.sort_by_key(|(order, ..)| *order);
    for (_, place, note) in notes {
        marks.entry(place).or_default().notes.push(note);
    }
    marks
}

/// The current events, which nothing replaces, in order.
pub fn standing<'a>(events: impl IntoIterator<Item = &'a Event>) -> Vec<&'a Event> {
    let mut events: Vec<&Event> = events.into_iter().collect();
    events.sort_by_key(|event| event.order());
    let slots = slots(&events);
    let replaced = replaced(&events, &slots);
    let is_standing =
        |(event, slot): &(&&Event, &Slot)| !replaced.contains(&(slot.group(), event.id.as_str()));
    events
        .iter()
        .zip(&slots)
        .filter(is_standing)
        .map(|(event, _)| *event)
        .collect()
}

/// The current events in the register of the event `id`; empty without such an event.
pub fn standing_beside<'a>(
    events: impl IntoIterator<Item = &'a Event>,
    id: &str,
) -> Vec<&'a Event> {
    let events: Vec<&Event> = events.into_iter().collect();
    let slots = slots(&events);
    let Some(slot) = events
        .iter()
        .position(|event| event.id == id)
        .map(|at| &slots[at])
    else {
        return Vec::new();
    };
    let replaced = replaced(&events, &slots);
    let same = events
        .iter()
        .zip(&slots)
        .filter(|(_, other)| *other == slot)
        .map(|(event, _)| *event);
    same.filter(|event| !replaced.contains(&(slot.group(), event.id.as_str())))
        .collect()
}

/// The ids that some event of the same group replaces.
fn replaced<'a>(events: &[&'a Event], slots: &[Slot<'a>]) -> HashSet<(Slot<'a>, &'a str)> {
    let pairs = events.iter().zip(slots);
    let of = |(event, slot): (&&'a Event, &Slot<'a>)| {
        let group = slot.group();
        event.replaces.iter().map(move |id| (group, id.as_str()))
    };
    pairs.flat_map(of).collect()
}

/// The note that an event sets, unless it deletes one.
fn note(event: &Event) -> Option<Note> {
    let Change::Note { text: Some(text) } = &event.change else {
        return None;
    };
    Some(Note {
        id: event.id.clone(),
        text: text.clone(),
        by: event.by.clone(),
        acting: event.acting.clone(),
        at: event.at.clone(),
        on: event.on.clone(),
    })
}

/// A register within its entry: notes are told apart by their first events, matches by the text that the marks were
/// made on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Slot<'a> {
    register: RegisterKey<'a>,
    of: &'a str,
}

impl<'a> Slot<'a> {
    /// The slots whose events can replace each other, by one name.
    fn group(self) -> Slot<'a> {
        Slot {
            register: self.register.group(),
            of: self.of,
        }
    }
}

/// The slot of each event.
fn slots<'a>(events: &[&'a Event]) -> Vec<Slot<'a>> {
    let notes: HashMap<&str, &Event> = events
        .iter()
        .filter(|event| event.change.register() == RegisterOf::Note)
        .map(|&event| (event.id.as_str(), event))
        .collect();
    let mut known: HashMap<&str, &str> = HashMap::new();
    let mut first_of = |event: &'a Event| {
        let (mut first, mut later) = (event, Vec::new());
        while let Some(&earlier) = first.replaces.iter().find_map(|id| notes.get(id.as_str())) {
            if known.contains_key(first.id.as_str()) {
                break;
            }
            later.push(first.id.as_str());
            // A damaged file can hold a circle; each of its notes counts by itself then, so nothing is lost.
            if later.len() > notes.len() || earlier.id == event.id {
                return event.id.as_str();
            }
            first = earlier;
        }
        let name = known
            .get(first.id.as_str())
            .copied()
            .unwrap_or(first.id.as_str());
        known.extend(later.into_iter().map(|id| (id, name)));
        name
    };
    events
        .iter()
        .map(|&event| {
            let register = event.change.register();
            let of = match register.distinguished_by() {
                DistinguishedBy::Nothing => "",
                DistinguishedBy::FirstEvent => first_of(event),
                DistinguishedBy::Text => event.on.text.as_str(),
            };
            Slot { register, of }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};

    use super::{Change, Event, Marks};
    use crate::progress::{On, Register, Signature, Stamp, State};

    fn event(second: i64, by: &str, replaces: &[&Event], change: Change) -> Event {
        let at = DateTime::<Utc>::from_timestamp(second, 0).unwrap();
        let stamp = Stamp {
            by: by.to_owned(),
            acting: None,
            at,
        };
        let replaces = replaces.iter().map(|event| event.id.clone()).collect();
        Event::new("key", &stamp, On::once("text"), replaces, change)
    }

    fn state(state: Option<State>) -> Change {
        Change::State {
            state,
            reason: None,
            since: None,
        }
    }

    fn value(text: &str) -> Change {
        Change::Blank {
            blank: "rto".to_owned(),
            value: Some(text.to_owned()),
            carried: None,
        }
    }

    fn note(text: Option<&str>) -> Change {
        Change::Note {
            text: text.map(str::to_owned),
        }
    }

    #[test]
    fn what_was_carried_over_is_to_be_confirmed_until_somebody_gives_it() {
        let carried = Change::Blank {
            blank: "rto".to_owned(),
            value: Some("4 h".to_owned()),
            carried: Some("v1".to_owned()),
        };
        let carried = event(1, "a", &[], carried);
        let told = |events: &[&Event]| {
            let marks = Marks::fold(events.iter().copied());
            let register = &marks.blanks["rto"];
            (
                register.value().cloned(),
                register.carried().map(str::to_owned),
            )
        };
        let four = || Some("4 h".to_owned());
        assert_eq!(told(&[&carried]), (four(), Some("v1".to_owned())));
        assert_eq!(
            told(&[&carried, &event(2, "b", &[&carried], value("4 h"))]),
            (four(), None)
        );
        assert_eq!(
            told(&[&carried, &event(2, "b", &[], value("4 h"))]),
            (four(), None),
            "unseen, and equal"
        );
    }

    #[test]
    fn an_answer_replaces_what_stood_under_the_old_label() {
        let old = event(1, "a", &[], value("4 h"));
        let change = Change::Blank {
            blank: "rto-agreed".to_owned(),
            value: None,
            carried: None,
        };
        let new = event(2, "b", &[&old], change);
        assert!(Marks::fold([&old, &new]).is_empty());
        let note = event(3, "b", &[&old], note(Some("of another kind")));
        assert_eq!(
            Marks::fold([&old, &note]).blanks["rto"].value().unwrap(),
            "4 h"
        );
    }

    #[test]
    fn the_last_word_is_what_nothing_replaces_whatever_the_clocks_say() {
        let done = event(9, "fast-clock", &[], state(Some(State::Done)));
        let open = event(1, "slow-clock", &[&done], state(Some(State::Open)));
        assert_eq!(
            Marks::fold([&done, &open]).state.value().unwrap().state,
            State::Open
        );
        assert_eq!(Marks::fold([&open, &done]), Marks::fold([&done, &open]));
    }

    #[test]
    fn answers_given_without_seeing_each_other() {
        let (four, also_four) = (
            event(1, "a", &[], value("4 h")),
            event(2, "b", &[], value("4 h")),
        );
        let six = event(3, "c", &[], value("6 h"));
        let agreed = Marks::fold([&four, &also_four]);
        assert_eq!(agreed.blanks["rto"].value().unwrap(), "4 h");
        assert_eq!(agreed.blanks["rto"].answer().unwrap().by, "a");

        let split = Marks::fold([&four, &six]);
        assert!(split.blanks["rto"].is_conflict());
        assert_eq!(split.blanks["rto"].value(), None);

        let settled = event(4, "d", &[&four, &six], value("5 h"));
        assert_eq!(
            Marks::fold([&four, &six, &settled]).blanks["rto"]
                .value()
                .unwrap(),
            "5 h"
        );
    }

    #[test]
    fn null_leaves_it_to_the_document() {
        let done = event(1, "a", &[], state(Some(State::Done)));
        let undone = event(2, "a", &[&done], state(None));
        let marks = Marks::fold([&done, &undone]);
        assert_eq!((marks.state.value(), marks.is_empty()), (None, true));
    }

    #[test]
    fn notes_keep_their_places_and_an_edit_beats_a_deletion() {
        let first = event(1, "a", &[], note(Some("first")));
        let second = event(2, "b", &[], note(Some("second")));
        let edited = event(3, "a", &[&first], note(Some("first, edited")));
        let removed = event(4, "b", &[&first], note(None));
        let texts = |events: &[&Event]| -> Vec<String> {
            Marks::fold(events.iter().copied())
                .notes
                .into_iter()
                .map(|note| note.text)
                .collect()
        };
        assert_eq!(texts(&[&first, &second]), ["first", "second"]);
        assert_eq!(
            texts(&[&first, &second, &edited]),
            ["first, edited", "second"]
        );
        assert_eq!(
            texts(&[&first, &second, &edited, &removed]),
            ["first, edited", "second"]
        );
        assert_eq!(texts(&[&first, &second, &removed]), ["second"]);
    }

    #[test]
    fn notes_without_end_are_folded_in_time() {
        let mut edited: Vec<Event> = vec![event(0, "a", &[], note(Some("0")))];
        for second in 1..5_000 {
            let text = format!("{second}");
            let next = event(second, "a", &[edited.last().unwrap()], note(Some(&text)));
            edited.push(next);
        }
        let apart = (0..5_000).map(|second| event(second, "b", &[], note(Some("apart"))));
        let all: Vec<Event> = edited.into_iter().chain(apart).collect();
        let notes = Marks::fold(&all).notes;
        assert_eq!(
            (notes.len(), notes[0].text.as_str()),
            (5_001, "4999"),
            "edited, it stays the first"
        );
    }

    #[test]
    fn a_circle_of_replacements_ends() {
        let mut one = event(1, "a", &[], note(Some("one")));
        let two = event(2, "a", &[&one], note(Some("two")));
        one.replaces = vec![two.id.clone()];
        assert_eq!(
            Marks::fold([&one, &two]).notes.len(),
            2,
            "and loses nothing"
        );
    }

    #[test]
    fn what_was_signed_or_measured_under_an_old_name_is_replaced_under_the_new_one() {
        let signed = |role: &str, name: Option<&str>| Change::Signed {
            role: role.to_owned(),
            signature: name.map(|name| {
                Box::new(Signature {
                    name: name.to_owned(),
                    date: "2026-11-21".to_owned(),
                    document: String::new(),
                    digest: String::new(),
                    seen: Vec::new(),
                    forced: None,
                })
            }),
        };
        let measured = |threshold: &str, value: Option<&str>| Change::Measured {
            threshold: threshold.to_owned(),
            value: value.map(str::to_owned),
        };
        for (label, old, new, back) in [
            (
                "signed",
                signed("lead", Some("Ann")),
                signed("lead-engineer", Some("Bob")),
                signed("lead-engineer", None),
            ),
            (
                "measured",
                measured("p95", Some("4 s")),
                measured("p95-latency", Some("3 s")),
                measured("p95-latency", None),
            ),
        ] {
            let old = event(1, "a", &[], old);
            let again = event(2, "b", &[&old], new);
            let back = event(3, "b", &[&old], back);
            let unseen = event(4, "b", &[], again.change.clone());
            let standing = |events: &[&Event]| -> Vec<String> {
                super::standing(events.iter().copied())
                    .iter()
                    .map(|event| event.id.clone())
                    .collect()
            };
            assert_eq!(
                standing(&[&old, &again]),
                *std::slice::from_ref(&again.id),
                "{label}"
            );
            assert!(Marks::fold([&old, &back]).is_empty(), "{label}");
            assert_eq!(
                standing(&[&old, &unseen]),
                [old.id.clone(), unseen.id.clone()],
                "{label}"
            );
            let marks = Marks::fold([&old, &again]);
            let count = marks.signatures.len() + marks.measured.len();
            assert_eq!(count, 1, "{label}");
            let beside = super::standing_beside([&old, &again], &again.id);
            assert_eq!(beside, [&again], "{label}");
            let of_another_kind = event(5, "b", &[&old], value("4 h"));
            let both = standing(&[&old, &of_another_kind]);
            assert_eq!(both, [old.id, of_another_kind.id], "{label}");
        }
    }

    #[test]
    fn a_value_of_a_variable_replaces_that_of_the_same_variable_only() {
        let set = |variable: &str, value: Option<&str>| Change::Variable {
            variable: variable.to_owned(),
            value: value.map(str::to_owned),
            carried: None,
        };
        let link = |variable: &str, to: Option<&str>| Change::Link {
            variable: variable.to_owned(),
            to: to.map(str::to_owned),
        };
        let first = event(1, "a", &[], set("version", Some("1")));
        let linked = event(1, "a", &[], link("version", Some("k:b")));
        // What each variable and link has, a conflict as `?`.
        let told = |events: &[&Event]| {
            let marks = Marks::fold(events.iter().copied());
            let registers = marks.variables.iter().chain(&marks.links);
            let value = |(slug, it): (&String, &Register<String>)| match it.value() {
                _ if it.is_conflict() => format!("{slug}?"),
                value => format!("{slug}={}", value.map_or("", String::as_str)),
            };
            registers.map(value).collect::<Vec<_>>().join(" ")
        };
        for (label, later, expected) in [
            (
                "replaced",
                event(2, "b", &[&first], set("version", Some("2"))),
                "version=2 version=k:b",
            ),
            (
                "unseen",
                event(2, "b", &[], set("version", Some("2"))),
                "version? version=k:b",
            ),
            (
                "unseen and equal",
                event(2, "b", &[], set("version", Some("1"))),
                "version=1 version=k:b",
            ),
            (
                "cleared",
                event(2, "b", &[&first], set("version", None)),
                "version= version=k:b",
            ),
            (
                "another",
                event(2, "b", &[&first], set("domain", Some("x"))),
                "domain=x version=1 version=k:b",
            ),
            (
                "unlinked",
                event(2, "b", &[&linked], link("version", None)),
                "version=1 version=",
            ),
            (
                "a link replaces no value",
                event(2, "b", &[&first], link("version", Some("k:c"))),
                "version=1 version?",
            ),
        ] {
            assert_eq!(told(&[&first, &linked, &later]), expected, "{label}");
            assert_eq!(told(&[&later, &linked, &first]), expected, "{label}");
        }
    }

    #[test]
    fn a_state_replaces_no_phase_and_no_moment() {
        let phase = event(
            1,
            "a",
            &[],
            Change::Phase {
                phase: Some(crate::checklist::Phase::After),
            },
        );
        let live = event(
            2,
            "a",
            &[],
            Change::Live {
                at: Some("2026-11-21T21:00:00Z".to_owned()),
            },
        );
        let done = event(3, "b", &[&phase, &live], state(Some(State::Done)));
        let marks = Marks::fold([&phase, &live, &done]);
        let told = (
            marks.phase.value().is_some(),
            marks.live.value().is_some(),
            marks.state.value().is_some(),
        );
        assert_eq!(told, (true, true, true));
    }
}
