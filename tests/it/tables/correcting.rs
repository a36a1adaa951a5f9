//! Corrections: what people say of a reading, what holds meanwhile, and what a correction costs.

use gonogo::checklist::{Checklist, EntryId, Need, Origin, Outcome, Sense};
use gonogo::progress::{Aspect, Correction, State};
use gonogo::workbook::{Cause, Edit, RegisterId, Workbook};

use super::{apply, merged, set, stamp, workbook};

const AT: &str = "2026-11-21T21:04:00Z";
const LATER: &str = "2026-11-21T22:00:00Z";

fn correct(
    workbook: &mut Workbook,
    entry: usize,
    aspect: &Aspect<String>,
    value: Option<Correction>,
    by: &str,
) {
    let edit = Edit::Correct {
        entry: EntryId(entry),
        aspect: aspect.clone(),
        value,
    };
    apply(workbook, edit, by, if by == "ann" { AT } else { LATER });
}

fn need(workbook: &mut Workbook, entry: usize, need: Need) {
    correct(
        workbook,
        entry,
        &Aspect::Need,
        Some(Correction::Need(need)),
        "ann",
    );
}

fn needs(workbook: &Workbook) -> Vec<(Need, Origin)> {
    let all = workbook.checklist().ids().map(|id| workbook.need(id));
    all.map(|need| (need.value, need.origin)).collect()
}

#[test]
fn nearest_correction_decides() {
    use Need::{Conditional, Optional, Required};
    use Origin::{Default, Inherited, Pattern, Person};
    let document = "# A\n- [ ] one\n  - [ ] under\n- [ ] two (optional)\n# B\n- [ ] three\n";
    for (corrections, expected) in [
        (
            &[][..],
            [
                (Required, Default),
                (Required, Default),
                (Required, Default),
                (Optional, Pattern),
                (Required, Default),
                (Required, Default),
            ],
        ),
        (
            &[(0, Optional)],
            [
                (Optional, Person),
                (Optional, Inherited),
                (Optional, Inherited),
                (Optional, Pattern),
                (Required, Default),
                (Required, Default),
            ],
        ),
        (
            &[(0, Optional), (1, Required)],
            [
                (Optional, Person),
                (Required, Person),
                (Required, Inherited),
                (Optional, Pattern),
                (Required, Default),
                (Required, Default),
            ],
        ),
        (
            &[(0, Required), (3, Required), (5, Conditional)],
            [
                (Required, Person),
                (Required, Inherited),
                (Required, Inherited),
                (Required, Person),
                (Required, Default),
                (Conditional, Person),
            ],
        ),
    ] {
        let mut workbook = workbook(document);
        for &(entry, value) in corrections {
            need(&mut workbook, entry, value);
        }
        assert_eq!(needs(&workbook), expected, "{corrections:?}");
        let again = Workbook::new(workbook.checklist().clone(), workbook.progress().clone());
        assert_eq!(needs(&again), expected, "reopened: {corrections:?}");
    }
}

#[test]
fn optional_items_block_again_once_corrected() {
    let mut workbook = workbook("- [ ] one\n- [ ] two (optional)\n");
    set(&mut workbook, 1, State::Done, "ann", AT);
    assert!(workbook.verdict().is_go());
    need(&mut workbook, 1, Need::Required);
    assert!(!workbook.verdict().is_go());
    correct(&mut workbook, 1, &Aspect::Need, None, "bob");
    assert!(workbook.verdict().is_go(), "as in the document");
}

/// An aspect with two values, the safe one, and an entry to correct.
fn aspects() -> Vec<(Aspect<String>, Correction, Correction, Correction)> {
    use Correction::{Choice, Counts, Need as N, Sense as S, SignOff};
    let sense = || Aspect::Sense("p95".to_owned());
    vec![
        (
            Aspect::Need,
            N(Need::Optional),
            N(Need::Conditional),
            N(Need::Required),
        ),
        (
            Aspect::Need,
            N(Need::Optional),
            N(Need::Required),
            N(Need::Required),
        ),
        (sense(), S(Sense::Off), S(Sense::Inverted), S(Sense::On)),
        (sense(), S(Sense::On), S(Sense::Inverted), S(Sense::On)),
        (
            Aspect::SignOff,
            SignOff(false),
            SignOff(true),
            SignOff(true),
        ),
        (Aspect::Choice, Choice(true), Choice(false), Choice(false)),
        (Aspect::Counts, Counts(false), Counts(true), Counts(true)),
    ]
}

/// The entry that an aspect is corrected on: a section for what items can't be.
fn entry_for(aspect: &Aspect<String>) -> usize {
    usize::from(*aspect != Aspect::Counts)
}

const ALL: &str = "# S\n- [ ] p95 < 5 seconds, by ____\n- [ ] other\n";

#[test]
fn safe_side_holds_while_people_differ() {
    for (aspect, one, other, safe) in aspects() {
        let entry = entry_for(&aspect);
        let by = |who: &str, value| {
            let mut workbook = workbook(ALL);
            correct(&mut workbook, entry, &aspect, Some(value), who);
            workbook
        };
        let (ann, bob) = (by("ann", one), by("bob", other));
        let mut both = merged(&ann, &bob);
        assert_eq!(
            both.progress(),
            merged(&bob, &ann).progress(),
            "in any order: {aspect:?}"
        );
        let id = EntryId(entry);
        assert_eq!(ann.correction(id, &aspect), Some(one), "{aspect:?}");
        assert_eq!(both.correction(id, &aspect), Some(safe), "{aspect:?}");
        let conflicts = both.conflicts();
        assert_eq!(conflicts.len(), 1, "{aspect:?}");
        assert_eq!(conflicts[0].about, RegisterId::Correction(aspect.clone()));
        let told: Vec<_> = conflicts[0]
            .answers
            .iter()
            .map(|it| (it.answer.clone(), it.who.as_str()))
            .collect();
        assert_eq!(told, [(one.to_string(), "ann"), (other.to_string(), "bob")]);
        assert!(!both.verdict().is_go(), "{aspect:?}");
        correct(&mut both, entry, &aspect, Some(one), "cy");
        assert_eq!(both.correction(id, &aspect), Some(one), "{aspect:?}");
        assert_eq!(both.conflicts(), [], "{aspect:?}");
    }
}

#[test]
fn correction_of_changed_text_holds_on_its_safe_side_until_confirmed() {
    for (aspect, one, other, safe) in aspects() {
        for value in [one, other] {
            let (entry, mut workbook) = (entry_for(&aspect), workbook(ALL));
            let id = EntryId(entry);
            correct(&mut workbook, entry, &aspect, Some(value), "ann");
            workbook.turn_to(Checklist::parse(ALL.replace(", by", ", now by")));
            workbook.turn_to(Checklist::parse(
                ALL.replace(", by", ", now by").replace("# S", "# S two"),
            ));
            let expected = (value == safe).then_some(safe);
            assert_eq!(workbook.correction(id, &aspect), expected, "{value:?}");
            assert!(workbook.is_correction_doubtful(id, &aspect), "{value:?}");
            let edits = workbook.confirm(id);
            assert_eq!(edits.len(), 1, "{value:?}");
            workbook.apply_all(edits, &stamp("bob", LATER)).unwrap();
            assert_eq!(workbook.correction(id, &aspect), Some(value), "{value:?}");
            assert!(!workbook.is_correction_doubtful(id, &aspect), "{value:?}");
        }
    }
}

#[test]
fn undo_and_redo_restore_corrections() {
    for (aspect, one, other, _) in aspects() {
        let entry = entry_for(&aspect);
        let id = EntryId(entry);
        let mut workbook = workbook(ALL);
        correct(&mut workbook, entry, &aspect, Some(one), "ann");
        let edit = Edit::Correct {
            entry: id,
            aspect: aspect.clone(),
            value: Some(other),
        };
        let step = apply(&mut workbook, edit.clone(), "ann", LATER);
        let back = workbook.undo(&step, &stamp("ann", LATER)).unwrap();
        assert_eq!(workbook.correction(id, &aspect), Some(one), "{aspect:?}");
        workbook.undo(&back, &stamp("ann", LATER)).unwrap();
        assert_eq!(workbook.correction(id, &aspect), Some(other), "{aspect:?}");
        assert_eq!(
            workbook.apply(edit, &stamp("ann", LATER)),
            Ok(None),
            "already so"
        );
    }
}

#[test]
fn corrections_that_make_no_sense_are_refused() {
    let document = "# S\ntext\n\n- [ ] item\n- [ ] p95 < 5 s\n\n## Empty\n";
    let sense = |slug: &str| Aspect::Sense(slug.to_owned());
    for (entry, aspect, value, told) in [
        (
            3,
            Aspect::Need,
            Correction::Need(Need::Optional),
            "line 7: “Empty” has no item and nothing to fill in; nothing to correct",
        ),
        (
            1,
            sense("p95"),
            Correction::Sense(Sense::Off),
            "line 4: “item” has no threshold of this name; nothing to correct",
        ),
        (
            1,
            sense(""),
            Correction::Sense(Sense::Off),
            "line 4: “item” has no threshold; nothing to correct",
        ),
        (
            1,
            Aspect::SignOff,
            Correction::SignOff(true),
            "line 4: “item” has no blank to sign; nothing to correct",
        ),
        (
            1,
            Aspect::Counts,
            Correction::Counts(false),
            "line 4: “item” is an item, which always counts; nothing to correct",
        ),
        (
            3,
            Aspect::Choice,
            Correction::Choice(true),
            "line 7: “Empty” has no boxes; nothing to correct",
        ),
        (
            1,
            Aspect::Need,
            Correction::Choice(true),
            "line 4: “item” can't be read like that; nothing to correct",
        ),
    ] {
        let mut workbook = workbook(document);
        let edit = Edit::Correct {
            entry: EntryId(entry),
            aspect: aspect.clone(),
            value: Some(value),
        };
        let refused = workbook.apply(edit, &stamp("ann", AT)).unwrap_err();
        assert_eq!(refused.to_string(), told, "{aspect:?}");
        assert!(workbook.progress().is_empty(), "{aspect:?}");
    }
}

#[test]
fn corrected_thresholds_are_judged_as_people_say() {
    let text = |workbook: &Workbook| -> Vec<(Option<String>, Option<Outcome>)> {
        let all = workbook.measurements(EntryId(1));
        all.iter()
            .map(|it| {
                (
                    it.threshold.map(|threshold| threshold.text.clone()),
                    it.outcome,
                )
            })
            .collect()
    };
    let row = |text: &str, outcome| vec![(Some(text.to_owned()), Some(outcome))];
    for (document, entry, slug, sense, expected) in [
        (
            "# S\n- [ ] p95 < 5 s\n",
            1,
            "p95",
            Sense::On,
            row("< 5 s", Outcome::Pass),
        ),
        (
            "# S\n- [ ] p95 < 5 s\n",
            1,
            "p95",
            Sense::Inverted,
            row("not < 5 s", Outcome::Fail),
        ),
        (
            "# S\n- [ ] p95 < 5 s\n",
            1,
            "p95",
            Sense::Off,
            vec![(None, None)],
        ),
        (
            "# S\n- [ ] p95 < 5 s\n",
            0,
            "",
            Sense::Off,
            vec![(None, None)],
        ),
        (
            "# S\n- [ ] p95 < 5 s\n",
            0,
            "",
            Sense::Inverted,
            row("not < 5 s", Outcome::Fail),
        ),
        (
            "# S\n- [ ] p95 ≥ 4 s\n",
            1,
            "p95",
            Sense::Inverted,
            row("not ≥ 4 s", Outcome::Fail),
        ),
    ] {
        let mut workbook = workbook(document);
        let measure = Edit::Measure {
            entry: EntryId(1),
            threshold: 0,
            value: "4 s".to_owned(),
        };
        apply(&mut workbook, measure, "ann", AT);
        let aspect = Aspect::Sense(slug.to_owned());
        correct(
            &mut workbook,
            entry,
            &aspect,
            Some(Correction::Sense(sense)),
            "ann",
        );
        assert_eq!(text(&workbook), expected, "{document} {sense:?} at {entry}");
    }
}

#[test]
fn correction_voids_signatures_and_is_named() {
    let document = "# S\n- [ ] one\n\nLead: ____ Date: ____\n";
    let mut workbook = workbook(document);
    set(&mut workbook, 1, State::Done, "ann", AT);
    let signoff = workbook.signoffs().next().unwrap();
    let sign = Edit::Sign {
        signoff,
        name: "Ann".to_owned(),
        date: "2026-11-21".to_owned(),
        forced: None,
    };
    apply(&mut workbook, sign, "ann", AT);
    assert_eq!(workbook.causes(signoff), []);
    let edit = Edit::Correct {
        entry: EntryId(1),
        aspect: Aspect::Need,
        value: Some(Correction::Need(Need::Optional)),
    };
    let step = apply(&mut workbook, edit, "bob", LATER);
    let causes = workbook.causes(signoff);
    let [Cause::Changed(changes)] = causes.as_slice() else {
        panic!("{causes:?}");
    };
    let told: Vec<_> = changes
        .iter()
        .map(|it| (it.who.as_str(), it.change.as_str()))
        .collect();
    assert_eq!(told, [("bob", "corrected the need of “one” to optional")]);
    workbook.undo(&step, &stamp("bob", LATER)).unwrap();
    assert_eq!(workbook.causes(signoff), [], "undone");
}
