//! Undoing: it brings back exactly what stood before, or is refused and changes nothing, whoever wrote meanwhile.

use std::collections::HashSet;

use gonogo::checklist::{BlankId, Checklist, VariableId};
use gonogo::merge;
use gonogo::progress::{Progress, Register};
use gonogo::workbook::Workbook;
use proptest::collection::vec;
use proptest::prelude::*;

use super::config;
use super::edited::edited;
use crate::arbitrary::{stamp, walk, wish};

/// What holds in every register, by its name: what was said, not by whom.
fn registers(workbook: &Workbook) -> Vec<(String, String)> {
    let mut registers = Vec::new();
    let checklist = workbook.checklist();
    for id in checklist.ids() {
        let marks = workbook.marks(id);
        let conflicts: Vec<_> = workbook
            .conflicts_at(id)
            .map(|conflict| conflict.answers.len())
            .collect();
        let state = (
            workbook.state(id),
            marks.state.value(),
            workbook.needs_confirmation(id),
            conflicts,
        );
        registers.push((
            format!("state of {}", checklist.key(id)),
            format!("{state:?}"),
        ));
        let texts: Vec<&str> = marks.notes.iter().map(|note| note.text.as_str()).collect();
        registers.push((
            format!("notes of {}", checklist.key(id)),
            format!("{texts:?}"),
        ));
    }
    for id in (0..checklist.blanks().len()).map(BlankId) {
        registers.push((
            checklist.blank_key(id),
            format!("{:?} {}", workbook.value(id), workbook.doubt(id).is_some()),
        ));
    }
    for id in (0..checklist.variables().len()).map(VariableId) {
        let of = |register: Option<&Register<String>>| {
            let register = register.filter(|it| !it.is_silent());
            register.map(|it| (it.value().cloned(), it.is_conflict()))
        };
        let variable = checklist.variable(id);
        let link = workbook.linked_blank(id);
        registers.push((
            format!("variable {}", variable.slug),
            format!("{:?}", of(workbook.variable_register(id))),
        ));
        registers.push((format!("link of {}", variable.slug), format!("{link:?}")));
        for place in variable.places.iter().map(|&at| &checklist.places()[at]) {
            let here = place
                .entry
                .and_then(|entry| workbook.variable_register_at(id, entry));
            registers.push((
                format!("variable {} at {:?}", variable.slug, place.entry),
                format!("{:?}", of(here)),
            ));
        }
    }
    registers
}

/// The names of the registers in which two workbooks differ.
fn changed(one: &Workbook, other: &Workbook) -> HashSet<String> {
    let pairs = registers(one).into_iter().zip(registers(other));
    pairs
        .filter(|(one, other)| one != other)
        .map(|(one, _)| one.0)
        .collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn undo_after_a_merge_restores_one_register_or_is_refused(
        document in edited(),
        before in vec(wish(), 0..6),
        own in wish(),
        others in vec(wish(), 0..8),
        saw_it in any::<bool>(),
    ) {
        let mut workbook = Workbook::new(Checklist::parse(document.text()), Progress::new("a.md", None));
        walk(&mut workbook, "before", &before);
        let mut there = workbook.clone();
        let Some(edit) = own.edit(workbook.checklist()) else { return Ok(()) };
        let without = workbook.clone();
        let Ok(Some(step)) = workbook.apply(edit, &stamp("me", 100)) else { return Ok(()) };
        let own = changed(&without, &workbook);
        if saw_it {
            there.absorb(workbook.progress().clone());
        }
        walk(&mut there, "other", &others);
        let others = merge::merge_progress(without.progress().clone(), there.progress().clone());
        let with_others = Workbook::new(workbook.checklist().clone(), others);
        workbook.absorb(merge::merge_progress(workbook.progress().clone(), there.progress().clone()));
        let merged = workbook.clone();
        let Ok(back) = workbook.undo(&step, &stamp("me", 200)) else {
            prop_assert_eq!(workbook.progress(), merged.progress(), "refused, so nothing changed");
            prop_assert_eq!(registers(&workbook), registers(&merged));
            return Ok(());
        };
        let undone = changed(&merged, &workbook);
        prop_assert!(undone.is_subset(&own), "{:?} is more than {:?}", undone, own);
        if !saw_it {
            // Had it never been done, all would be as it is now.
            prop_assert_eq!(registers(&workbook), registers(&with_others));
        }
        let before_redo = workbook.clone();
        workbook.undo(&back, &stamp("me", 300)).expect("nobody changed it since");
        prop_assert_eq!(registers(&workbook), registers(&merged));
        prop_assert!(changed(&before_redo, &workbook).is_subset(&own));
        let anew = Workbook::new(workbook.checklist().clone(), workbook.progress().clone());
        prop_assert_eq!(registers(&anew), registers(&workbook));
    }
}
