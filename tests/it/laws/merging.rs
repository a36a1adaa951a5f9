//! Merging: however often and in whatever order what people wrote arrives, the same holds in the end.

use gonogo::checklist::Checklist;
use gonogo::merge;
use gonogo::progress::{Marks, Progress};
use gonogo::workbook::Workbook;
use proptest::collection::vec;
use proptest::prelude::*;

use super::config;
use super::edited::edited;
use crate::arbitrary::{event, progress, walk, wish};

fn merged(one: &Progress, other: &Progress) -> Progress {
    merge::merge_progress(one.clone(), other.clone())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn merge_is_commutative_associative_and_idempotent(
        a in progress(), b in progress(), c in progress(),
    ) {
        prop_assert_eq!(merged(&a, &b), merged(&b, &a));
        prop_assert_eq!(merged(&merged(&a, &b), &c), merged(&a, &merged(&b, &c)));
        prop_assert_eq!(merged(&a, &a), a.clone());
        prop_assert_eq!(merged(&merged(&a, &b), &b), merged(&a, &b));
    }

    #[test]
    fn merge_loses_no_event(a in progress(), b in progress()) {
        let merged = merged(&a, &b);
        for (key, event) in a.events().chain(b.events()) {
            let kept = merged.entries[key].iter().any(|other| {
                // Equal ids with other content: one of them goes on under another id.
                let mut other = other.clone();
                other.id.clone_from(&event.id);
                other == *event
            });
            prop_assert!(kept, "{:?} is lost", event);
        }
    }

    #[test]
    fn event_order_does_not_matter(
        (events, shuffled) in vec(event(), 0..8).prop_map(|events| merge::merge_events("a", events))
            .prop_flat_map(|events| (Just(events.clone()), Just(events).prop_shuffle())),
    ) {
        prop_assert_eq!(Marks::fold(&events), Marks::fold(&shuffled));
    }

    #[test]
    fn any_delivery_order_gives_the_same_result(
        document in edited(),
        first in vec(wish(), 0..6),
        walks in vec(vec(wish(), 0..6), 1..4),
        delivered in vec((0..4_usize, 0..4_usize), 0..12),
    ) {
        let checklist = Checklist::parse(document.text());
        let mut start = Workbook::new(checklist.clone(), Progress::new("a.md", None));
        walk(&mut start, "first", &first);
        let people: Vec<Workbook> = walks.iter().zip(["ann", "bob", "cy"]).map(|(wishes, by)| {
            let mut workbook = start.clone();
            walk(&mut workbook, by, wishes);
            workbook
        }).collect();
        // At once, in order.
        let mut all = start.clone();
        for person in &people {
            all.absorb(merged(all.progress(), person.progress()));
        }
        // One takes over what another has by then, in any order and again and again; at last each hears of all.
        let mut heard = people.clone();
        for (from, to) in delivered {
            let from = heard[from % people.len()].progress().clone();
            let to = &mut heard[to % people.len()];
            to.absorb(merge::merge_progress(from, to.progress().clone()));
        }
        for person in &mut heard {
            for other in people.iter().rev() {
                person.absorb(merged(other.progress(), person.progress()));
            }
            prop_assert_eq!(person.progress(), all.progress());
            for id in checklist.ids() {
                prop_assert_eq!(person.marks(id), all.marks(id));
                prop_assert_eq!(person.state(id), all.state(id));
            }
            for place in checklist.places() {
                prop_assert_eq!(person.place_value(place), all.place_value(place));
            }
            prop_assert_eq!(person.conflicts(), all.conflicts());
            prop_assert_eq!(person.unmatched(), all.unmatched());
        }
    }
}
