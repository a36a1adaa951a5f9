//! Very many blanks, cells, equal items and unmatched marks are handled in time and in place.

use gonogo::checklist::{BlankId, Checklist};
use gonogo::progress::{Author, Change, Event, On, Progress, State};
use gonogo::report::{self, AuditScope};
use gonogo::workbook::{Edit, Unmatched, Workbook};

/// So many that n × n of anything is too many.
const MANY: usize = 10_000;

fn stamp(by: &str) -> gonogo::progress::Stamp {
    Author {
        by: by.to_owned(),
        acting: None,
    }
    .at(chrono::DateTime::UNIX_EPOCH)
}

fn done(key: &str, on: &str) -> (String, Event) {
    let change = Change::State {
        state: Some(State::Done),
        reason: None,
        since: None,
    };
    (
        key.to_owned(),
        Event::new(key, &stamp("me"), On::once(on), Vec::new(), change),
    )
}

fn workbook(text: String, events: impl IntoIterator<Item = (String, Event)>) -> Workbook {
    let mut progress = Progress::new("launch.md", None);
    events
        .into_iter()
        .for_each(|(key, event)| progress.add(&key, event));
    Workbook::new(Checklist::parse(text), progress)
}

/// `line` for each number.
fn lines(line: impl Fn(usize) -> String) -> String {
    (0..MANY).map(line).collect()
}

#[test]
fn many_blanks_and_cells_are_filled_in_place() {
    for (text, filled) in [
        (
            format!("- [ ] {}end\n", "a ____ ".repeat(MANY)),
            format!("- [ ] a 4 h {}end\n", "a ____ ".repeat(MANY - 1)),
        ),
        (
            format!("- [ ] one\n{}", "  line ____\n".repeat(MANY)),
            format!(
                "- [ ] one\n  line 4 h\n{}",
                "  line ____\n".repeat(MANY - 1)
            ),
        ),
        (
            format!(
                "|{}\n|{}\n|{}\n",
                " Date |".repeat(MANY),
                "---|".repeat(MANY),
                "      |".repeat(MANY)
            ),
            format!(
                "|{}\n|{}\n| 4 h |{}\n",
                " Date |".repeat(MANY),
                "---|".repeat(MANY),
                "      |".repeat(MANY - 1)
            ),
        ),
        (
            format!("```\n{}\n```\n", "Name: ____ ".repeat(MANY)),
            format!("```\nName: 4 h {}\n```\n", "Name: ____ ".repeat(MANY - 1)),
        ),
    ] {
        let mut workbook = workbook(text, []);
        let blanks = workbook.checklist().blanks().len();
        assert_eq!(blanks, MANY, "{filled:.40}");
        let fill = Edit::Fill {
            blank: BlankId(0),
            value: "4 h".to_owned(),
        };
        workbook.apply(fill, &stamp("me")).unwrap();
        assert!(report::filled(&workbook) == filled, "{filled:.40}");
        let page = report::html(&workbook, AuditScope::Nothing);
        let shown = (
            page.matches("class=\"value\"").count(),
            page.matches("class=\"blank\"").count(),
        );
        assert_eq!(shown, (1, MANY - 1), "{filled:.40}");
    }
}

#[test]
fn many_unmatched_marks_are_kept() {
    let text = lines(|at| format!("- [ ] Service {at} is ready\n"));
    let gone = |at| format!("Pipeline {at} was drained twice");
    for key in [|at| format!("gone-{at:05}"), |_| "gone".to_owned()] {
        let workbook = workbook(text.clone(), (0..MANY).map(|at| done(&key(at), &gone(at))));
        let mut waiting: Vec<&str> = workbook.unmatched().iter().map(Unmatched::name).collect();
        waiting.sort_unstable();
        let mut expected: Vec<String> = (0..MANY).map(gone).collect();
        expected.sort_unstable();
        assert_eq!(waiting, expected);
        assert!(
            workbook
                .unmatched()
                .iter()
                .all(|what| what.marks.state.value().is_some())
        );
        assert_eq!(workbook.tally().of(State::Open), MANY);
    }
}

#[test]
fn marks_of_changed_and_equal_items_follow_and_need_confirming() {
    let reworded = lines(|at| format!("- [ ] Service {at} is ready now\n"));
    let was = |at| {
        (
            format!("service-{at}-is-ready"),
            format!("Service {at} is ready"),
        )
    };
    let moved = format!("## New\n{}", "- [ ] same thing\n".repeat(MANY));
    let stood = |at| {
        (
            format!("old/same-thing#{}", at + 2),
            "same thing".to_owned(),
        )
    };
    for (text, mark) in [
        (reworded, &was as &dyn Fn(usize) -> (String, String)),
        (moved, &stood),
    ] {
        let marks: Vec<(String, String)> = (0..MANY).map(mark).collect();
        let workbook = workbook(text, marks.iter().map(|(key, on)| done(key, on)));
        let items: Vec<_> = workbook.checklist().items().collect();
        let units = items.iter().flat_map(|&id| workbook.matching().units(id));
        let found: Vec<(String, String)> = units
            .map(|unit| (unit.key.clone(), unit.on.clone()))
            .collect();
        assert!(found == marks, "{:?} …", &found[..found.len().min(3)]);
        assert!(items.iter().all(|&id| workbook.needs_confirmation(id)));
        assert_eq!(workbook.unmatched().len(), 0);
    }
}

#[test]
fn many_swapped_equal_items_keep_their_ticks() {
    let item = |at: usize| format!("- [ ] same thing\n\n  ```\n  run {at}\n  ```\n\n");
    let mut workbook = workbook(lines(item), []);
    let ticked: Vec<_> = workbook.checklist().items().step_by(2).collect();
    let tick = |&entry: &_| Edit::State {
        entry,
        state: State::Done,
        reason: None,
    };
    workbook
        .apply_all(ticked.iter().map(tick).collect(), &stamp("me"))
        .unwrap();
    workbook.turn_to(Checklist::parse(lines(|at| item(MANY - 1 - at))));
    let items: Vec<_> = workbook.checklist().items().collect();
    let states: Vec<State> = items.iter().rev().map(|&id| workbook.state(id)).collect();
    assert!(states == [State::Done, State::Open].repeat(MANY / 2));
    assert!(!items.iter().any(|&id| workbook.needs_confirmation(id)));
    assert_eq!(workbook.unmatched().len(), 0);
}

#[test]
fn huge_key_in_a_progress_file_is_handled() {
    let key = "a/".repeat(200_000) + "b";
    let workbook = workbook("- [ ] one\n".to_owned(), [done(&key, "gone")]);
    assert_eq!(workbook.unmatched().len(), 1);
}
