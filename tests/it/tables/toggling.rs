//! What space does: the state that it asks for, and what holds then.

use gonogo::checklist::Checklist;
use gonogo::progress::State;
use gonogo::workbook::{Edit, Workbook};

use super::{altered, apply, item, merged, set, stamp, time, workbook};

const NOW: &str = "2026-11-25T12:00:00Z";

/// How item 1 stands, and after each of two presses of space.
fn toggled(mut workbook: Workbook) -> String {
    let told = |workbook: &Workbook| {
        let id = item(workbook, 1);
        let register = &workbook.marks(id).state;
        let mut told = workbook.state(id).name().to_owned();
        for (is, word) in [
            (register.is_conflict(), "conflict"),
            (workbook.is_pre_ticked(id), "pre-ticked"),
            (workbook.needs_confirmation(id), "changed"),
            (workbook.is_due_again(id, time(NOW)), "due again"),
        ] {
            if is {
                told.push_str(&format!(" {word}"));
            }
        }
        told
    };
    let mut steps = vec![told(&workbook)];
    for _ in 0..2 {
        let edit = workbook.toggled(item(&workbook, 1), time(NOW));
        let Edit::State { state, reason, .. } = &edit else {
            panic!("{edit:?}");
        };
        assert_eq!(*reason, None, "space gives no reason");
        let asked = state.name();
        let step = workbook.apply(edit, &stamp("me", NOW)).unwrap();
        let did = if step.is_some() { "" } else { " (as it is)" };
        steps.push(format!("{asked}{did}: {}", told(&workbook)));
    }
    steps.join(" | ")
}

const AT: &str = "2026-11-21T22:00:00Z";

fn with(markdown: &str, state: State) -> Workbook {
    let mut workbook = workbook(markdown);
    set(&mut workbook, 1, state, "ann", AT);
    workbook
}

fn edited(mut workbook: Workbook, markdown: &str) -> Workbook {
    workbook.turn_to(Checklist::parse(markdown));
    workbook
}

fn recurring(last: &str) -> Workbook {
    let mut workbook = workbook("## Weekly\n\n- [ ] restore\n");
    let at = Some(time("2026-11-01T00:00:00Z"));
    apply(
        &mut workbook,
        Edit::Live { at },
        "ann",
        "2026-11-01T00:00:00Z",
    );
    set(&mut workbook, 1, State::Done, "ann", last);
    workbook
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn space_toggles_an_item() {
    let (open, ticked) = ("- [ ] Backups are tested\n", "- [x] Backups are tested\n");
    let changed = |workbook| edited(workbook, "- [ ] Backups are tested!\n");
    let changed_ticked = |workbook| edited(workbook, "- [x] Backups are tested!\n");
    let split = |one, other| {
        merged(&with(open, one), &{
            let mut workbook = workbook(open);
            set(&mut workbook, 1, other, "bob", AT);
            workbook
        })
    };
    for (label, workbook, expected) in vec![
        ("open", workbook(open), "open | done: done | open: open"),
        (
            "done",
            with(open, State::Done),
            "done | open: open | done: done",
        ),
        ("n/a", with(open, State::Na), "na | done: done | open: open"),
        (
            "waived",
            with(open, State::Waived),
            "waived | done: done | open: open",
        ),
        (
            "blocked",
            with(open, State::Blocked),
            "blocked | done: done | open: open",
        ),
        (
            "pre-ticked",
            workbook(ticked),
            "done pre-ticked | done: done | open: open",
        ),
        (
            "pre-ticked, confirmed",
            with(ticked, State::Done),
            "done | open: open | done: done",
        ),
        (
            "pre-ticked, opened",
            with(ticked, State::Open),
            "open | done: done | open: open",
        ),
        (
            "pre-ticked, n/a",
            with(ticked, State::Na),
            "na | done: done | open: open",
        ),
        (
            "pre-ticked, blocked",
            with(ticked, State::Blocked),
            "blocked | done: done | open: open",
        ),
        (
            "done, changed",
            changed(with(open, State::Done)),
            "done changed | done: done | open: open",
        ),
        (
            "n/a, changed",
            changed(with(open, State::Na)),
            "na changed | done: done | open: open",
        ),
        (
            "waived, changed",
            changed(with(open, State::Waived)),
            "waived changed | done: done | open: open",
        ),
        (
            "blocked, changed",
            changed(with(open, State::Blocked)),
            "blocked | done: done | open: open",
        ),
        (
            "done, changed and pre-ticked",
            changed_ticked(with(open, State::Done)),
            "done changed | done: done | open: open",
        ),
        (
            "opened, changed and pre-ticked",
            changed_ticked(with(ticked, State::Open)),
            "open | done: done | open: open",
        ),
        (
            "both done",
            split(State::Done, State::Done),
            "done | open: open | done: done",
        ),
        (
            "done and blocked",
            split(State::Done, State::Blocked),
            "open conflict | done: done | open: open",
        ),
        (
            "done and waived",
            split(State::Done, State::Waived),
            "open conflict | done: done | open: open",
        ),
        (
            "done, altered by hand",
            altered(&with(open, State::Done), "backups-are-tested"),
            "done | done: done | open: open",
        ),
        (
            "blocked, altered by hand",
            altered(&with(open, State::Blocked), "backups-are-tested"),
            "blocked | done: done | open: open",
        ),
        (
            "recurring, done lately",
            recurring("2026-11-24T12:00:00Z"),
            "done | open: open | done: done",
        ),
        (
            "recurring, due again",
            recurring("2026-11-19T12:00:00Z"),
            "done due again | done: done | open: open",
        ),
        (
            "recurring, overdue",
            recurring("2026-11-02T12:00:00Z"),
            "done due again | done: done | open: open",
        ),
        (
            "optional, done",
            with("- [ ] Swag (optional)\n", State::Done),
            "done | open: open | done: done",
        ),
        (
            "with an empty blank, done",
            with("- [ ] RTO: ____\n", State::Done),
            "done | open: open | done: done",
        ),
    ] {
        assert_eq!(toggled(workbook), expected, "{label}");
    }
}

#[test]
fn space_on_one_of_several_equal_items_resolves_the_match() {
    let before = "# T\n- [ ] tests\n";
    let after = "# T\n## A\n- [ ] tests\n## B\n- [ ] tests\n";
    let workbook = edited(with(before, State::Done), after);
    assert_eq!(toggled(workbook), "done changed | done: done | open: open");
}

#[test]
fn space_without_a_box_is_refused() {
    for markdown in ["## Section\n\n- [ ] a\n", "**Owner**: ____\n\n- [ ] a\n"] {
        let mut workbook = workbook(markdown);
        let entry = workbook.checklist().ids().next().unwrap();
        let edit = workbook.toggled(entry, time(NOW));
        workbook.apply(edit, &stamp("me", NOW)).unwrap_err();
        assert!(workbook.progress().is_empty());
    }
}
