//! Laws of signatures: what voids them, and what does not.

use gonogo::checklist::{BlankId, Checklist, EntryId, Phase};
use gonogo::merge;
use gonogo::progress::{Aspect, Progress};
use gonogo::workbook::{Edit, SignOff, Workbook};
use proptest::collection::vec;
use proptest::prelude::*;

use super::config;
use crate::arbitrary::{Wish, stamp, walk, wish};

const DOCUMENT: &str = "# T\n## Pre-Launch\n- [ ] p95 < 5 s: ____\n- [ ] b (optional)\n  - [x] c\n\nRegion: ____\n\
                        ## Launch Day\n- [ ] d: ____\n## Post-Launch\n- [ ] Day 1: e < 9%\n## Daily\n- [ ] f\n\
                        ## Sign-Off\n**Lead**: ____ Date: ____\n\n**Security**: ____ Date: ____\n## Notes\n- [ ] g: ____\n";

/// The document, walked, and signed by as many as it asks for.
fn signed(wishes: &[Wish], count: usize) -> Workbook {
    let mut workbook = Workbook::new(Checklist::parse(DOCUMENT), Progress::new("a.md", None));
    let is_about_signoffs = |wish: &&Wish| matches!(wish, Wish::Correct(_, Aspect::SignOff, _));
    let others = wishes.iter().filter(|wish| !is_about_signoffs(wish));
    walk(&mut workbook, "ann", &others.cloned().collect::<Vec<_>>());
    for index in 0..count {
        sign(&mut workbook, index, 100 + index);
    }
    workbook
}

fn sign(workbook: &mut Workbook, index: usize, second: usize) {
    let signoff = workbook.signoffs().nth(index).unwrap();
    let (name, date) = (format!("Ann {index}"), "2026-11-21".to_owned());
    let edit = Edit::Sign {
        signoff,
        name,
        date,
        forced: Some("a test".to_owned()),
    };
    workbook.apply(edit, &stamp("ann", second)).unwrap();
}

fn valid(workbook: &Workbook) -> Vec<bool> {
    workbook
        .signoffs()
        .map(|signoff| workbook.is_signed(signoff))
        .collect()
}

/// Whether an edit is about what no signature signs.
fn is_outside(workbook: &Workbook, edit: &Edit) -> bool {
    let phase = |id| workbook.phase(id) != Phase::Before;
    match edit {
        Edit::State { entry, .. } | Edit::Measure { entry, .. } => phase(*entry),
        Edit::Fill { blank, .. } => {
            let is_signoff = workbook
                .signoffs()
                .any(|signoff| signoff.blanks().any(|own| own == *blank));
            !is_signoff && phase(workbook.checklist().blank(*blank).entry)
        }
        Edit::Note { .. } | Edit::Live { .. } => true,
        _ => false,
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn changes_outside_the_signed_content_keep_signatures(before in vec(wish(), 0..8), after in vec(wish(), 0..12)) {
        let mut workbook = signed(&before, 2);
        prop_assert_eq!(valid(&workbook), [true, true]);
        for (second, wish) in after.iter().enumerate() {
            if let Some(edit) = wish.edit(workbook.checklist()).filter(|edit| is_outside(&workbook, edit)) {
                let _ = workbook.apply(edit, &stamp("bob", 200 + second));
            }
            let anew = Workbook::new(workbook.checklist().clone(), workbook.progress().clone());
            prop_assert_eq!(workbook.verdict(), anew.verdict());
        }
        prop_assert_eq!(valid(&workbook), [true, true]);
        prop_assert_eq!(workbook.verify(), []);
    }

    #[test]
    fn change_voids_and_reverting_restores_a_signature(before in vec(wish(), 0..8), after in wish()) {
        let mut workbook = signed(&before, 2);
        let signed: Vec<SignOff> = workbook.signoffs().collect();
        let signoffs: Vec<BlankId> = signed.iter().copied().flat_map(SignOff::blanks).collect();
        let digest = workbook.digest().to_owned();
        let Some(edit) = after.edit(workbook.checklist()) else { return Ok(()) };
        if matches!(&edit, Edit::Fill { blank, .. } if signoffs.contains(blank)) {
            return Ok(());
        }
        let Ok(Some(step)) = workbook.apply(edit, &stamp("bob", 200)) else { return Ok(()) };
        let is_same = workbook.digest() == digest;
        // A correction may add a sign-off, which nobody signed, or take one away.
        let now = workbook.signoffs().filter(|signoff| signed.contains(signoff));
        let valid_now: Vec<bool> = now.map(|signoff| workbook.is_signed(signoff)).collect();
        prop_assert!(valid_now.iter().all(|valid| *valid == is_same), "{:?}", valid_now);
        // The signature of a place that isn't one to sign any more is told.
        let is_each_left = valid_now.len() == signed.len();
        prop_assert!(!is_each_left || workbook.verify().is_empty() == is_same);
        for signoff in workbook.signoffs() {
            let causes = workbook.causes(signoff);
            prop_assert!(causes.iter().all(|cause| matches!(cause, gonogo::workbook::Cause::Changed(_))), "{:?}", causes);
        }
        workbook.undo(&step, &stamp("bob", 201)).unwrap();
        prop_assert_eq!(valid(&workbook), [true, true]);
    }

    #[test]
    fn merge_keeps_both_signatures_and_reopening_changes_nothing(before in vec(wish(), 0..8)) {
        let start = signed(&before, 0);
        let (mut one, mut other) = (start.clone(), start);
        sign(&mut one, 0, 100);
        sign(&mut other, 1, 101);
        let merged = merge::merge_progress(one.progress().clone(), other.progress().clone());
        one.absorb(merged);
        prop_assert_eq!(valid(&one), [true, true]);
        prop_assert_eq!(one.verify(), []);
        let again = Workbook::new(one.checklist().clone(), one.progress().clone());
        prop_assert_eq!((again.digest(), valid(&again)), (one.digest(), valid(&one)));
    }
}

#[test]
fn seen_notes_are_covered_in_every_phase() {
    let mut workbook = signed(&[Wish::Note(12, "4 h".to_owned())], 2);
    let signoffs = 12;
    assert_eq!(workbook.checklist().name(EntryId(signoffs)), "Sign-Off");
    for (phase, second) in [(Some(Phase::During), 200), (None, 201)] {
        let edit = Wish::Phase(signoffs, phase)
            .edit(workbook.checklist())
            .unwrap();
        workbook.apply(edit, &stamp("bob", second)).unwrap();
        assert_eq!(
            (valid(&workbook), workbook.verify()),
            (vec![true, true], vec![]),
            "{phase:?}"
        );
    }
    let note = workbook.marks(EntryId(signoffs)).notes[0].id.clone();
    let edit = Edit::EditNote {
        entry: EntryId(signoffs),
        note,
        text: Some("5 h".to_owned()),
    };
    workbook.apply(edit, &stamp("bob", 202)).unwrap();
    assert_eq!(valid(&workbook), [false, false]);
}
