//! Acts: what is set in bulk is one act, wherever its events go; and conditional items that answer for what is under
//! them.

use std::collections::BTreeSet;

use gonogo::checklist::{Checklist, EntryId, Need};
use gonogo::progress::{Aspect, Correction, State};
use gonogo::workbook::{Edit, Workbook};

use super::{apply, item, merged, set, stamp, workbook};

const AT: &str = "2026-11-21T21:04:00Z";
const LATER: &str = "2026-11-21T22:00:00Z";
const ITEMS: &str = "# S\n- [ ] a\n- [ ] b\n- [ ] c\n- [ ] d\n";

fn state(workbook: &Workbook, number: usize, state: State) -> Edit {
    Edit::State {
        entry: item(workbook, number),
        state,
        reason: state.needs_reason().then(|| "because".to_owned()),
    }
}

/// For each item, how many items have their state by the same act; 0 where it was set alone.
fn acts(workbook: &Workbook) -> Vec<usize> {
    let items = workbook.checklist().items();
    items
        .map(|id| workbook.act_of(id).map_or(0, |act| act.items))
        .collect()
}

#[test]
fn several_items_at_once_are_one_act() {
    use State::{Blocked, Done, Na, Open};
    for (edits, expected) in [
        (&[(1, Done)][..], [0, 0, 0, 0]),
        (&[(1, Done), (1, Na)], [0, 0, 0, 0]),
        (&[(1, Done), (4, Done)], [0, 0, 0, 0]),
        (&[(1, Done), (2, Done)], [2, 2, 0, 0]),
        (&[(1, Na), (2, Done), (3, Done)], [3, 3, 3, 0]),
        (&[(1, Done), (2, Blocked)], [1, 0, 0, 0]),
        (&[(1, Open), (2, Done)], [0, 0, 0, 0]),
    ] {
        let mut workbook = workbook(ITEMS);
        set(&mut workbook, 4, Done, "ann", AT);
        let edits = edits.iter().map(|&(at, to)| state(&workbook, at, to));
        let edits: Vec<Edit> = edits.collect();
        let told = format!("{edits:?}");
        workbook.apply_all(edits, &stamp("ann", LATER)).unwrap();
        assert_eq!(acts(&workbook), expected, "{told}");
        let again = Workbook::new(workbook.checklist().clone(), workbook.progress().clone());
        assert_eq!(acts(&again), expected, "reopened: {told}");
        let events = workbook.progress().events();
        let altered: Vec<_> = events
            .filter(|(key, event)| event.content_id(key) != event.id)
            .collect();
        assert!(altered.is_empty(), "{altered:?}");
    }
}

#[test]
fn acts_stay_apart_and_shrink_as_items_are_set_alone() {
    let mut one = workbook(ITEMS);
    let mut other = one.clone();
    let both = |workbook: &Workbook, numbers: [usize; 2]| {
        numbers
            .map(|number| state(workbook, number, State::Done))
            .to_vec()
    };
    let edits = both(&one, [1, 2]);
    one.apply_all(edits, &stamp("ann", AT)).unwrap();
    let edits = both(&other, [3, 4]);
    other.apply_all(edits, &stamp("ann", AT)).unwrap();
    let mut all = merged(&one, &other);
    assert_eq!(acts(&all), [2, 2, 2, 2]);
    let ids: BTreeSet<&str> = all
        .checklist()
        .items()
        .filter_map(|id| all.act_of(id))
        .map(|act| act.id)
        .collect();
    assert_eq!(ids.len(), 2, "one for each");
    set(&mut all, 1, State::Open, "bob", LATER);
    set(&mut all, 1, State::Done, "bob", LATER);
    assert_eq!(acts(&all), [0, 1, 2, 2]);
    assert_eq!(
        all.progress()
            .events()
            .filter(|(_, it)| it.act.is_some())
            .count(),
        4
    );
}

#[test]
fn undo_and_redo_make_no_bulk_tick_a_tick_of_its_own() {
    let mut workbook = workbook(ITEMS);
    set(&mut workbook, 3, State::Done, "ann", AT);
    let edits = [1, 2].map(|number| state(&workbook, number, State::Done));
    let step = workbook.apply_all(edits.to_vec(), &stamp("ann", AT));
    let step = step.unwrap().unwrap();
    let back = workbook.undo(&step, &stamp("ann", LATER)).unwrap();
    assert_eq!(acts(&workbook), [0, 0, 0, 0]);
    workbook.undo(&back, &stamp("ann", LATER)).unwrap();
    assert_eq!(acts(&workbook), [2, 2, 0, 0], "redone");
    let edit = state(&workbook, 1, State::Blocked);
    let step = apply(&mut workbook, edit, "bob", LATER);
    assert_eq!(acts(&workbook), [0, 1, 0, 0]);
    workbook.undo(&step, &stamp("bob", LATER)).unwrap();
    assert_eq!(acts(&workbook), [2, 2, 0, 0], "back to the bulk tick");
    let edits = [1, 2, 3].map(|number| state(&workbook, number, State::Waived));
    let step = workbook.apply_all(edits.to_vec(), &stamp("ann", LATER));
    workbook
        .undo(&step.unwrap().unwrap(), &stamp("ann", LATER))
        .unwrap();
    assert_eq!(acts(&workbook), [2, 2, 0, 0], "each as it was");
}

#[test]
fn events_of_an_act_say_how_many_items_it_changed() {
    let mut workbook = workbook(ITEMS);
    let edits = [1, 2, 3].map(|number| state(&workbook, number, State::Done));
    workbook
        .apply_all(edits.to_vec(), &stamp("ann", AT))
        .unwrap();
    set(&mut workbook, 1, State::Waived, "bob", LATER);
    let first = item(&workbook, 1);
    let told: Vec<String> = workbook
        .history(first)
        .into_iter()
        .map(|event| workbook.describe_event(Some(first), event).line())
        .collect();
    assert_eq!(told, ["Done (in bulk: 3 items)", "Waived: because"]);
}

#[test]
fn ticking_many_at_once_asks_for_a_reason() {
    let document = (1..=12)
        .map(|number| format!("- [ ] item {number}\n"))
        .collect::<Vec<_>>()
        .concat();
    let mut workbook = workbook(&document);
    let items = |workbook: &Workbook, count| -> Vec<EntryId> {
        workbook.checklist().items().take(count).collect()
    };
    for (count, asked) in [(1, None), (10, None), (11, Some(11)), (12, Some(12))] {
        assert_eq!(
            workbook.asks_for_reason(&items(&workbook, count)),
            asked,
            "{count}"
        );
    }
    let twice = [items(&workbook, 10), items(&workbook, 10)].concat();
    assert_eq!(workbook.asks_for_reason(&twice), None, "each counts once");
    set(&mut workbook, 1, State::Done, "ann", AT);
    assert_eq!(
        workbook.asks_for_reason(&items(&workbook, 11)),
        None,
        "one is done already"
    );
}

/// Makes an item conditional.
fn conditional(workbook: &mut Workbook, number: usize) {
    let edit = Edit::Correct {
        entry: item(workbook, number),
        aspect: Aspect::Need,
        value: Some(Correction::Need(Need::Conditional)),
    };
    apply(workbook, edit, "ann", AT);
}

const NESTED: &str =
    "- [ ] cloud account is set up\n  - [ ] keys\n    - [ ] rotated\n  - [ ] quota\n- [ ] other\n";

fn states(workbook: &Workbook) -> Vec<State> {
    let items = workbook.checklist().items();
    items.map(|id| workbook.state(id)).collect()
}

#[test]
fn conditional_item_that_is_na_answers_for_what_is_under_it() {
    use State::{Blocked, Done, Na, Open, Waived};
    for (is_conditional, sets, expected) in [
        (true, &[(1, Na)][..], [Na, Na, Na, Na, Open]),
        (false, &[(1, Na)], [Na, Open, Open, Open, Open]),
        (true, &[(1, Done)], [Done, Open, Open, Open, Open]),
        (true, &[(1, Waived)], [Waived, Open, Open, Open, Open]),
        (true, &[(4, Done), (1, Na)], [Na, Na, Na, Done, Open]),
        (true, &[(4, Blocked), (1, Na)], [Na, Na, Na, Blocked, Open]),
        (true, &[(1, Na), (4, Done)], [Na, Na, Na, Done, Open]),
        (true, &[(1, Na), (2, Open)], [Na, Open, Na, Na, Open]),
    ] {
        let mut workbook = workbook(NESTED);
        if is_conditional {
            conditional(&mut workbook, 1);
        }
        for &(number, to) in sets {
            set(&mut workbook, number, to, "ann", LATER);
        }
        assert_eq!(states(&workbook), expected, "{is_conditional} {sets:?}");
        let open = expected
            .iter()
            .filter(|state| matches!(state, Open | Blocked));
        let blockers = workbook.verdict().blockers.len();
        assert_eq!(blockers, open.count(), "{is_conditional} {sets:?}");
        let again = Workbook::new(workbook.checklist().clone(), workbook.progress().clone());
        assert_eq!(states(&again), expected, "reopened");
    }
}

#[test]
fn nothing_is_answered_for_once_the_conditional_item_changed() {
    let mut workbook = workbook(NESTED);
    conditional(&mut workbook, 1);
    set(&mut workbook, 1, State::Na, "ann", LATER);
    workbook.turn_to(Checklist::parse(NESTED.replace("account", "accounts")));
    let [na, open] = [State::Na, State::Open];
    assert_eq!(states(&workbook), [na, open, open, open, open]);
}

#[test]
fn condition_is_reason_enough_for_na() {
    let mut workbook = workbook(NESTED);
    let edit = |state| Edit::State {
        entry: EntryId(0),
        state,
        reason: None,
    };
    let refused = workbook
        .apply(edit(State::Na), &stamp("ann", AT))
        .unwrap_err();
    assert_eq!(
        refused.to_string(),
        "not applicable needs a reason; nothing changed"
    );
    conditional(&mut workbook, 1);
    let refused = workbook
        .apply(edit(State::Waived), &stamp("ann", AT))
        .unwrap_err();
    assert_eq!(
        refused.to_string(),
        "waived needs a reason; nothing changed"
    );
    apply(&mut workbook, edit(State::Na), "ann", LATER);
    assert_eq!(workbook.reason(EntryId(0)), Some("conditional"));
    assert_eq!(workbook.reason(EntryId(1)), Some("conditional"), "as above");
    assert_eq!(workbook.answered_by(EntryId(2)), Some(EntryId(0)));
}
