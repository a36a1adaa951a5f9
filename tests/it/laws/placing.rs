//! Matching: whatever becomes of a document, each answer that stands is on one entry or unplaced, and nothing is
//! plainly done that nobody ticked as it is.

use std::collections::BTreeMap;

use gonogo::checklist::{Checklist, EntryId, VariableId, substance};
use gonogo::merge;
use gonogo::progress::{
    Change as Wrote, Event, ManualMatch, Marks, Progress, Register, State, standing,
};
use gonogo::workbook::{Edit, Missing, Workbook};
use proptest::collection::vec;
use proptest::prelude::*;

use super::config;
use super::edited::{Change, Edited, changes, edited};
use crate::arbitrary::{Wish, stamp, walk, wish};

/// One thing that happens to a checklist and its progress.
#[derive(Debug, Clone)]
enum Turn {
    /// The document is edited.
    Edits(Vec<Change>),
    /// Somebody walks through it.
    Walk(&'static str, Vec<Wish>),
    /// Two walk through it who do not see each other, one of them through an edited document, and are merged.
    Two(Vec<Change>, Vec<Wish>, Vec<Wish>),
    /// Something that found no place is put on an entry, or dismissed.
    Put(usize, Option<usize>),
    /// The last change is undone; undoing that is redo.
    Undo,
}

fn turn() -> impl Strategy<Value = Turn> {
    let walked = || vec(wish(), 0..6);
    prop_oneof![
        3 => changes().prop_map(Turn::Edits),
        3 => (prop::sample::select(&["ann", "bob"][..]), walked()).prop_map(|(by, wishes)| Turn::Walk(by, wishes)),
        1 => (changes(), walked(), walked()).prop_map(|(edits, one, other)| Turn::Two(edits, one, other)),
        2 => (0..9_usize, prop::option::weighted(0.8, 0..64_usize)).prop_map(|(what, to)| Turn::Put(what, to)),
        1 => Just(Turn::Undo),
    ]
}

/// A document and a workbook after all that happened to them.
fn lived(document: &Edited, turns: &[Turn]) -> Workbook {
    let mut document = document.clone();
    let mut workbook = Workbook::new(
        Checklist::parse(document.text()),
        Progress::new("a.md", None),
    );
    let mut last = None;
    for (second, turn) in turns.iter().enumerate() {
        let now = stamp("me", 100 * second);
        match turn {
            Turn::Edits(changes) => {
                document = document.after(changes);
                workbook.turn_to(Checklist::parse(document.text()));
            }
            Turn::Walk(by, wishes) => walk(&mut workbook, by, wishes),
            Turn::Two(changes, one, other) => {
                let mut there = workbook.clone();
                there.turn_to(Checklist::parse(document.after(changes).text()));
                walk(&mut workbook, "here", one);
                walk(&mut there, "there", other);
                workbook.absorb(merge::merge_progress(
                    workbook.progress().clone(),
                    there.progress().clone(),
                ));
            }
            Turn::Put(what, to) => {
                let unmatched = workbook.unmatched();
                let Some(what) = what
                    .checked_rem(unmatched.len())
                    .map(|at| Box::new(unmatched[at].clone()))
                else {
                    continue;
                };
                let edit = match to {
                    Some(to) => {
                        let entry = EntryId(to % workbook.checklist().entries().len());
                        Edit::Put { what, entry }
                    }
                    None => Edit::Dismiss { what },
                };
                if let Ok(Some(step)) = workbook.apply(edit, &now) {
                    last = Some(step);
                }
            }
            Turn::Undo => {
                if let Some(step) = last.take()
                    && let Ok(back) = workbook.undo(&step, &now)
                {
                    last = Some(back);
                }
            }
        }
        // What is found once and kept is never behind what it follows from.
        let anew = Workbook::new(workbook.checklist().clone(), workbook.progress().clone());
        assert_eq!(
            (workbook.verdict(), workbook.digest()),
            (anew.verdict(), anew.digest())
        );
    }
    workbook
}

/// What a person sees of every entry, and what found no place.
fn picture(workbook: &Workbook) -> String {
    let mut picture = String::new();
    for id in workbook.checklist().ids() {
        // What was taken back says nothing.
        let mut marks = workbook.marks(id).clone();
        marks.blanks.retain(|_, register| !register.is_silent());
        if marks.state.is_silent() {
            marks.state = Register::default();
        }
        let text = workbook.checklist().name(id);
        picture.push_str(&format!(
            "{text} {} {marks:?}\n",
            workbook.needs_confirmation(id)
        ));
    }
    for unmatched in workbook.unmatched() {
        picture.push_str(&format!("{unmatched:?}\n"));
    }
    picture
}

/// The answers that stand anywhere and say something, and are not dismissed.
fn answers(progress: &Progress) -> BTreeMap<(&str, &str), &Event> {
    let mut answers = BTreeMap::new();
    for (key, events) in &progress.entries {
        let standing = standing(events);
        let is_dismissed = |event: &Event| {
            let mut matches = standing
                .iter()
                .filter(|other| other.on.text == event.on.text);
            matches.any(|other| {
                matches!(
                    other.change,
                    Wrote::Match {
                        to: Some(ManualMatch::Dropped)
                    }
                )
            })
        };
        for event in &standing {
            // What is said of the whole document stands on no entry.
            let is_placed = !matches!(event.change, Wrote::Live { .. });
            if is_placed && !Marks::fold([*event]).is_empty() && !is_dismissed(event) {
                answers.insert((key.as_str(), event.id.as_str()), *event);
            }
        }
    }
    answers
}

/// How often an event stands in these marks.
fn count(marks: &Marks, id: &str) -> usize {
    let states = marks
        .state
        .standing()
        .iter()
        .filter(|answer| answer.id == id)
        .count();
    let blanks = marks.blanks.values().flat_map(Register::standing);
    let blanks = blanks.chain(marks.measured.values().flat_map(Register::standing));
    let notes = marks.notes.iter().filter(|note| note.id == id).count();
    let phases = marks
        .phase
        .standing()
        .iter()
        .filter(|answer| answer.id == id)
        .count();
    let corrections = marks.corrections.values().flat_map(Register::standing);
    let corrections = corrections.filter(|answer| answer.id == id).count();
    let blanks = blanks.chain(marks.variables.values().flat_map(Register::standing));
    let blanks = blanks.chain(marks.links.values().flat_map(Register::standing));
    states + blanks.filter(|answer| answer.id == id).count() + notes + phases + corrections
}

fn nothing_is_lost(workbook: &Workbook) -> Result<(), TestCaseError> {
    let all: Vec<&str> = workbook
        .progress()
        .events()
        .flat_map(|(_, event)| event.replaces.iter().map(String::as_str))
        .collect();
    for ((key, id), event) in answers(workbook.progress()) {
        // An answer under another key may replace it, where a person put both on one entry.
        if all.contains(&id) {
            continue;
        }
        let on_entries: usize = workbook
            .checklist()
            .ids()
            .map(|at| count(workbook.marks(at), id))
            .sum();
        let unmatched: usize = workbook
            .unmatched()
            .iter()
            // What lacks a place at its entry is among the marks of the entry, too.
            .filter(|what| {
                !matches!(
                    what.missing,
                    Missing::Blank(..) | Missing::Variable(Some(_), _)
                )
            })
            .map(|what| count(&what.marks, id))
            .sum();
        let variables = (0..workbook.checklist().variables().len()).map(VariableId);
        let of_document = variables.flat_map(|variable| {
            let links = workbook
                .linked_blank(variable)
                .and_then(|_| workbook.link_register(variable));
            let links = links.or_else(|| {
                // Several links are a conflict of the document.
                workbook
                    .link_register(variable)
                    .filter(|it| it.is_conflict())
            });
            workbook
                .variable_register(variable)
                .into_iter()
                .chain(links)
        });
        let of_document = of_document.flat_map(Register::standing);
        let of_document = of_document.filter(|answer| answer.id == id).count();
        prop_assert_eq!(
            on_entries + unmatched + of_document,
            1,
            "{} {:?}",
            key,
            event
        );
    }
    Ok(())
}

fn nothing_is_plainly_done_that_was_not_ticked_so(
    workbook: &Workbook,
) -> Result<(), TestCaseError> {
    let checklist = workbook.checklist();
    for id in checklist.items().filter(|&id| !workbook.is_pre_ticked(id)) {
        if workbook.state(id) == State::Done && !workbook.needs_confirmation(id) {
            let (text, among) = (checklist.name(id), checklist.namesakes(id));
            let ticks = workbook.marks(id).state.standing();
            let place = substance(checklist.place_of(id));
            let is_it = ticks.iter().any(|tick| {
                (tick.on.text == text && tick.on.among == among)
                    && tick.on.body.as_deref() == Some(checklist.body(id))
                    && tick.on.section.as_deref().map(substance).as_ref() == Some(&place)
            });
            prop_assert!(
                is_it,
                "{} (of {}) is plainly done by {:?}",
                text,
                among,
                ticks
            );
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn matching_loses_and_completes_nothing(document in edited(), turns in vec(turn(), 0..7)) {
        let workbook = lived(&document, &turns);
        nothing_is_lost(&workbook)?;
        nothing_is_plainly_done_that_was_not_ticked_so(&workbook)?;
    }

    #[test]
    fn reopening_changes_no_match(document in edited(), turns in vec(turn(), 0..7)) {
        let mut workbook = lived(&document, &turns);
        let before = picture(&workbook);
        let anew = Workbook::new(workbook.checklist().clone(), workbook.progress().clone());
        prop_assert_eq!(picture(&anew), before.clone());
        workbook.turn_to(workbook.checklist().clone());
        prop_assert_eq!(picture(&workbook), before);
    }

    #[test]
    fn event_order_changes_no_match(
        document in edited(), turns in vec(turn(), 0..7), seed in any::<u64>(),
    ) {
        let workbook = lived(&document, &turns);
        let events: Vec<(&str, &Event)> = workbook.progress().events().collect();
        let mut order: Vec<usize> = (0..events.len()).collect();
        order.sort_by_key(|&at| (at as u64 + 1).wrapping_mul(seed | 1).rotate_left(17));
        let mut shuffled = Progress::new("a.md", None);
        for at in order {
            shuffled.add(events[at].0, events[at].1.clone());
        }
        prop_assert_eq!(&shuffled, workbook.progress());
        for events in shuffled.entries.values_mut() {
            events.reverse();
        }
        let placed = Workbook::new(workbook.checklist().clone(), shuffled);
        let sorted = Workbook::new(workbook.checklist().clone(), workbook.progress().clone());
        prop_assert_eq!(placed.matching(), sorted.matching());
    }
}
