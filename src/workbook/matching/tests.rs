//! Tests of matching: marks after edits of the document.

mod placeholders;

use crate::checklist::{Checklist, EntryId, Phase};
use crate::progress::{Progress, State};
use crate::workbook::edit::stamp;
use crate::workbook::{Edit, Workbook};

fn tick(workbook: &mut Workbook, text: &str, second: i64) {
    let id = find(workbook, text);
    set_done(workbook, id, second);
}

fn find(workbook: &Workbook, text: &str) -> EntryId {
    let found = workbook
        .checklist()
        .ids()
        .find(|&id| workbook.checklist().entry(id).text == text);
    found.unwrap_or_else(|| panic!("no {text}"))
}

fn workbook(text: &str) -> Workbook {
    Workbook::new(Checklist::parse(text), Progress::new("a.md", None))
}

/// Every item with its state: ` ` open, `x` done, `?` done, but needs confirming; then the unmatched marks.
fn told(workbook: &Workbook) -> String {
    let item = |id| {
        let mark = match (workbook.state(id), workbook.needs_confirmation(id)) {
            (State::Done, false) => 'x',
            (State::Done, true) => '?',
            _ => ' ',
        };
        format!("{mark}{}", workbook.checklist().entry(id).text)
    };
    let items = workbook.checklist().items().map(item);
    let unmatched = workbook
        .unmatched()
        .iter()
        .map(|unmatched| format!("-{}", unmatched.unit.key));
    items.chain(unmatched).collect::<Vec<_>>().join("|")
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn marks_follow_their_entries() {
    let plain = "# T\n## A\n- [ ] one\n- [ ] two\n## B\n- [ ] three\n";
    let equal = "# T\n## A\n- [ ] tests\n## B\n- [ ] tests\n";
    for (label, before, ticked, after, expected) in [
        (
            "nothing changed",
            plain,
            "one two three",
            plain,
            "xone|xtwo|xthree",
        ),
        (
            "moved",
            plain,
            "one two three",
            "# T\n## B\n- [ ] two\n- [ ] three\n## C\n- [ ] one\n",
            "?two|xthree|?one",
        ),
        (
            "reworded a little",
            plain,
            "one two",
            "# T\n## A\n- [ ] one!\n- [ ] two\n",
            "?one!|xtwo",
        ),
        (
            "reworded with another key",
            "## A\n- [ ] Backups are tested\n- [ ] Alerts fire\n",
            "Backups are tested|Alerts fire",
            "## A\n- [ ] Alerts fire\n- [ ] Backups are tested every week\n",
            "xAlerts fire|?Backups are tested every week",
        ),
        (
            "reworded in a section that was renamed",
            "## A\n- [ ] Backups are tested\n- [ ] Alerts fire\n",
            "Backups are tested|Alerts fire",
            "## Z\n- [ ] Backups are tested every week\n- [ ] Alerts fire\n",
            "?Backups are tested every week|?Alerts fire",
        ),
        (
            "nothing else in the section, which was renamed a little",
            "## Disaster recovery\n- [ ] Backups are tested\n",
            "Backups are tested",
            "## Disaster recovery plan\n- [ ] Backups were tested\n",
            "?Backups were tested",
        ),
        (
            "removed",
            plain,
            "one three",
            "# T\n## A\n- [ ] two\n",
            " two|-a/one|-b/three",
        ),
        (
            "split",
            "- [ ] Backups are tested and restored\n",
            "Backups are tested and restored",
            "- [ ] Backups are tested\n- [ ] A restore was tried\n",
            "?Backups are tested| A restore was tried",
        ),
        (
            "another item in its place",
            "- [ ] one\n",
            "one",
            "- [ ] quite different\n",
            " quite different|-one",
        ),
        (
            "an equal one before it",
            plain,
            "one",
            "## A\n- [ ] one\n- [ ] one\n- [ ] two\n",
            "?one| one| two",
        ),
        (
            "the first of two equals removed",
            "- [ ] one\n- [ ] one\n",
            "one",
            "- [ ] one\n",
            "?one",
        ),
        (
            "an equal one in another section",
            equal,
            "tests",
            "# T\n## A\n- [ ] tests\n",
            "?tests",
        ),
        (
            "its section renamed, and a new one with its name",
            "# T\n## A\n- [ ] tests\n",
            "tests",
            "# T\n## A\n- [ ] tests\n## Old A\n- [ ] tests\n",
            "?tests| tests",
        ),
        (
            "equals in renamed sections follow what else stood there",
            "## A\n- [ ] a one\n- [ ] tests\n## B\n- [ ] b one\n- [ ] tests\n",
            "a one|b one|tests",
            "## Y\n- [ ] b one\n- [ ] tests\n## X\n- [ ] a one\n- [ ] tests\n",
            "?b one| tests|?a one|?tests",
        ),
        (
            "equals that nothing tells apart",
            "## A\n- [ ] tests\n## B\n- [ ] tests\n",
            "tests",
            "## X\n- [ ] tests\n## Y\n- [ ] tests\n",
            "?tests| tests",
        ),
        (
            "an item that became a heading",
            "- [ ] one\n",
            "one",
            "# one\n",
            "-one",
        ),
    ] {
        let mut workbook = workbook(before);
        let separator =
            if ticked.contains('|') || before.starts_with("- [ ] B") || before.contains("Disaster")
            {
                '|'
            } else {
                ' '
            };
        for (second, text) in ticked.split(separator).enumerate() {
            tick(&mut workbook, text, i64::try_from(second).unwrap());
        }
        workbook.turn_to(Checklist::parse(after));
        assert_eq!(told(&workbook), expected, "{label}");
        let items: Vec<EntryId> = workbook.checklist().items().collect();
        for id in items
            .into_iter()
            .filter(|&id| workbook.needs_confirmation(id))
            .collect::<Vec<_>>()
        {
            let done = Edit::State {
                entry: id,
                state: State::Done,
                reason: None,
            };
            workbook.apply(done, &stamp("me", 90)).unwrap();
        }
        let confirmed = expected.replace('?', "x");
        assert_eq!(told(&workbook), confirmed, "{label}, confirmed");
        workbook.turn_to(Checklist::parse(after));
        assert_eq!(
            told(&workbook),
            confirmed,
            "{label}, confirmed, and opened anew"
        );
    }
}

#[test]
fn marks_made_on_two_versions_of_a_document_go_to_the_entries_that_they_were_made_on() {
    let (old, new) = (
        "## A\n- [ ] backup\n",
        "## A\n- [ ] backup!\n## B\n- [ ] backup\n",
    );
    let mut ann = workbook(old);
    let mut bob = workbook(new);
    tick(&mut ann, "backup", 1);
    let note = Edit::Note {
        entry: find(&bob, "backup!"),
        text: "bob's".to_owned(),
    };
    bob.apply(note, &stamp("bob", 2)).unwrap();
    let merged = crate::merge::merge_progress(ann.progress().clone(), bob.progress().clone());
    bob.absorb(merged);
    assert_eq!(
        told(&bob),
        " backup!|?backup",
        "the one key a/backup holds both"
    );
    let notes = |text| bob.marks(find(&bob, text)).notes.len();
    assert_eq!((notes("backup!"), notes("backup")), (1, 0));
}

#[test]
fn a_note_does_not_confirm_what_was_reworded() {
    let mut workbook = workbook("- [ ] one\n");
    tick(&mut workbook, "one", 1);
    workbook.turn_to(Checklist::parse("- [ ] one!\n"));
    workbook
        .apply(
            Edit::Note {
                entry: EntryId(0),
                text: "seen".to_owned(),
            },
            &stamp("me", 2),
        )
        .unwrap();
    assert_eq!(told(&workbook), "?one!", "right after the note");
    workbook.turn_to(Checklist::parse("- [ ] one!\n"));
    assert_eq!(told(&workbook), "?one!", "and when it is opened again");
}

#[test]
fn undoing_a_confirmation_asks_again() {
    let mut workbook = workbook("- [ ] one\n");
    tick(&mut workbook, "one", 1);
    workbook.turn_to(Checklist::parse("- [ ] one!\n"));
    let done = Edit::State {
        entry: EntryId(0),
        state: State::Done,
        reason: None,
    };
    let step = workbook.apply(done, &stamp("me", 2)).unwrap().unwrap();
    assert_eq!(told(&workbook), "xone!");
    let back = workbook.undo(&step, &stamp("me", 3)).unwrap();
    assert_eq!(told(&workbook), "?one!");
    workbook.undo(&back, &stamp("me", 4)).unwrap();
    assert_eq!(told(&workbook), "xone!");
}

#[test]
fn a_person_puts_what_found_no_place_or_dismisses_it() {
    let mut workbook = workbook("- [ ] one\n- [ ] two\n");
    tick(&mut workbook, "one", 1);
    workbook.turn_to(Checklist::parse("- [ ] quite different\n- [ ] two\n"));
    assert_eq!(told(&workbook), " quite different| two|-one");
    let what = || Box::new(workbook.unmatched()[0].clone());
    let (put, dismiss) = (
        Edit::Put {
            what: what(),
            entry: EntryId(0),
        },
        Edit::Dismiss { what: what() },
    );
    for (edit, expected) in [
        (put, "?quite different| two"),
        (dismiss, " quite different| two"),
    ] {
        let mut workbook = workbook.clone();
        let step = workbook.apply(edit, &stamp("me", 2)).unwrap().unwrap();
        assert_eq!(told(&workbook), expected);
        workbook.turn_to(workbook.checklist().clone());
        assert_eq!(told(&workbook), expected, "opened anew");
        workbook.turn_to(Checklist::parse(
            "## Moved\n- [ ] two\n- [ ] quite different\n",
        ));
        assert_eq!(
            told(&workbook)
                .split('|')
                .rev()
                .collect::<Vec<_>>()
                .join("|"),
            expected,
            "it goes with it"
        );
        let back = workbook.undo(&step, &stamp("me", 3)).unwrap();
        assert_eq!(told(&workbook), " two| quite different|-one");
        workbook.undo(&back, &stamp("me", 4)).unwrap();
        assert_eq!(
            told(&workbook)
                .split('|')
                .rev()
                .collect::<Vec<_>>()
                .join("|"),
            expected,
            "redone"
        );
    }
}

#[test]
fn two_who_put_it_on_different_entries_leave_it_unplaced() {
    let mut ann = workbook("- [ ] one\n- [ ] two\n- [ ] three\n");
    tick(&mut ann, "one", 1);
    ann.turn_to(Checklist::parse("- [ ] first\n- [ ] second\n"));
    let mut bob = ann.clone();
    let put = |workbook: &mut Workbook, entry, by| {
        let what = Box::new(workbook.unmatched()[0].clone());
        workbook
            .apply(
                Edit::Put {
                    what,
                    entry: EntryId(entry),
                },
                &stamp(by, 2),
            )
            .unwrap();
    };
    put(&mut ann, 0, "ann");
    put(&mut bob, 1, "bob");
    ann.absorb(crate::merge::merge_progress(
        ann.progress().clone(),
        bob.progress().clone(),
    ));
    assert_eq!(told(&ann), " first| second|-one");
    put(&mut ann, 1, "ann");
    assert_eq!(told(&ann), " first|?second", "settled");
}

#[test]
fn a_value_whose_blank_is_gone_is_put_into_another_blank() {
    let mut workbook = workbook("- [ ] Budget: $____\n- [ ] Cost: $____\n");
    let blank = crate::checklist::BlankId(0);
    workbook
        .apply(
            Edit::Fill {
                blank,
                value: "12".to_owned(),
            },
            &stamp("me", 1),
        )
        .unwrap();
    workbook.turn_to(Checklist::parse("- [ ] Budget\n- [ ] Cost: $____\n"));
    assert_eq!(workbook.unmatched().len(), 1);
    let put = |entry, workbook: &Workbook| Edit::Put {
        what: Box::new(workbook.unmatched()[0].clone()),
        entry,
    };
    workbook
        .apply(put(EntryId(0), &workbook), &stamp("me", 2))
        .expect_err("there is no blank");
    let step = workbook
        .apply(put(EntryId(1), &workbook), &stamp("me", 2))
        .unwrap()
        .unwrap();
    assert_eq!(
        (workbook.unmatched().len(), workbook.value(blank)),
        (0, Some("12"))
    );
    workbook.undo(&step, &stamp("me", 3)).unwrap();
    assert_eq!(
        (workbook.unmatched().len(), workbook.value(blank)),
        (1, None)
    );
    let dismiss = Edit::Dismiss {
        what: Box::new(workbook.unmatched()[0].clone()),
    };
    workbook.apply(dismiss, &stamp("me", 4)).unwrap();
    assert_eq!(
        (workbook.unmatched().len(), workbook.value(blank)),
        (0, None)
    );
}

#[test]
fn a_value_given_on_another_text_is_to_be_confirmed() {
    let blank = crate::checklist::BlankId(0);
    let mut workbook = workbook("- [ ] RTO (Recovery Time Objective) defined: ____\n");
    let fill = || Edit::Fill {
        blank,
        value: "4 h".to_owned(),
    };
    workbook.apply(fill(), &stamp("me", 1)).unwrap();
    assert!(workbook.is_filled(blank));
    workbook.turn_to(Checklist::parse(
        "- [ ] RPO (Recovery Point Objective) defined: ____\n",
    ));
    let told = |workbook: &Workbook| {
        (
            workbook.value(blank) == Some("4 h"),
            workbook.is_filled(blank),
        )
    };
    assert_eq!(
        told(&workbook),
        (true, false),
        "it is a guess: {:?}",
        workbook.doubt(blank)
    );
    let step = workbook
        .apply(fill(), &stamp("me", 2))
        .unwrap()
        .expect("giving it again confirms it");
    assert_eq!(told(&workbook), (true, true));
    workbook.undo(&step, &stamp("me", 3)).unwrap();
    assert_eq!(
        told(&workbook),
        (true, false),
        "and undoing that asks again"
    );
}

fn tick_at(workbook: &mut Workbook, item: usize, second: i64) {
    let entry = workbook.checklist().items().nth(item).unwrap();
    let done = Edit::State {
        entry,
        state: State::Done,
        reason: None,
    };
    workbook.apply(done, &stamp("me", second)).unwrap();
}

#[test]
fn a_mark_on_an_equal_item_makes_no_other_surer() {
    let mut workbook = workbook("## A\n- [ ] tests\n## B\n- [ ] tests\n");
    tick_at(&mut workbook, 0, 1);
    workbook.turn_to(Checklist::parse("## X\n- [ ] tests\n## Y\n- [ ] tests\n"));
    tick_at(&mut workbook, 1, 2);
    for when in ["at once", "opened anew"] {
        assert_eq!(told(&workbook), "?tests|xtests", "{when}");
        workbook.turn_to(workbook.checklist().clone());
    }
}

#[test]
fn a_tick_stays_on_the_equal_item_that_something_else_was_put_on() {
    let mut workbook = workbook("- [ ] gone\n- [ ] tests\n- [ ] tests\n");
    tick_at(&mut workbook, 0, 1);
    workbook.turn_to(Checklist::parse("- [ ] tests\n- [ ] tests\n"));
    let what = Box::new(workbook.unmatched()[0].clone());
    workbook
        .apply(
            Edit::Put {
                what,
                entry: EntryId(1),
            },
            &stamp("me", 2),
        )
        .unwrap();
    tick_at(&mut workbook, 1, 3);
    for when in ["at once", "opened anew"] {
        assert_eq!(told(&workbook), " tests|xtests", "{when}");
        workbook.turn_to(workbook.checklist().clone());
    }
}

/// Documents with equal items, before and after an edit.
const EQUALS: [(&str, &str); 4] = [
    (
        "## Phase 1\n- [ ] Budget: $____\n\n  Ask finance.\n",
        "## Phase 1\n- [ ] Budget: $____\n- [ ] Drain <node-a> pool\n\
         ## Phase 1\n- [ ] Budget: $____\n\n  Ask finance.\n",
    ),
    (
        "## Testing\n- [ ] pass\n\n  db-1\n- [ ] pass\n## Tests\n- [ ] pass\n\n  db-1\n",
        "## Tests\n- [ ] pass\n\n  db-1\n## Testing\n- [ ] pass\n- [ ] pass\n\n  db-2\n",
    ),
    (
        "## Deploy {blue}\n- [ ] a <x>\n- [ ] a\n## Deploy {green}\n- [ ] a <y>\n",
        "## Deploy {green}\n- [ ] a\n## Deploy {blue}\n- [ ] a <y>\n- [ ] a <x>\n- [ ] a\n",
    ),
    (
        "- [ ] a\n- [ ] a\n  - [ ] a\n",
        "- [ ] a\n  - [ ] a\n- [ ] a\n",
    ),
];

#[test]
fn a_tick_on_one_of_equal_items_is_found_there_again() {
    for (before, after) in EQUALS {
        let count = workbook(before).checklist().items().count();
        for ticked in 0..1_u32 << count {
            let mut old = workbook(before);
            let those: Vec<EntryId> = old.checklist().items().collect();
            for (at, &entry) in those.iter().enumerate() {
                if ticked & (1 << at) != 0 {
                    set_done(&mut old, entry, 1);
                }
            }
            old.turn_to(Checklist::parse(after));
            for entry in old.checklist().items() {
                let mut now = old.clone();
                let name = format!("{after}ticked {ticked:b}, then entry {}", entry.0);
                set_done(&mut now, entry, 2);
                let is_done = |workbook: &Workbook| {
                    workbook.state(entry) == State::Done && !workbook.needs_confirmation(entry)
                };
                assert!(is_done(&now), "{name}");
                let again = Workbook::new(now.checklist().clone(), now.progress().clone());
                assert!(is_done(&again), "opened again: {name}");
                assert_eq!(told(&again), told(&now), "{name}");
            }
        }
    }
}

fn set_done(workbook: &mut Workbook, entry: EntryId, second: i64) {
    let edit = Edit::State {
        entry,
        state: State::Done,
        reason: None,
    };
    workbook.apply(edit, &stamp("me", second)).unwrap();
}

/// A case: the document before and after, the items marked in between, and the number of unmatched marks.
type Edited<'a> = (&'a str, &'a str, &'a str, &'a dyn Fn(&mut Workbook), usize);

#[test]
fn what_needs_a_box_or_a_heading_lands_on_nothing_else() {
    let phase = |workbook: &mut Workbook| {
        let entry = find(workbook, "Backups are tested");
        let edit = Edit::Phase {
            entry,
            phase: Some(Phase::After),
        };
        workbook.apply(edit, &stamp("me", 1)).unwrap();
    };
    let ticked = |workbook: &mut Workbook| tick(workbook, "Backups are tested", 1);
    let noted = |workbook: &mut Workbook| {
        let entry = find(workbook, "Backups are tested");
        let text = "seen".to_owned();
        workbook
            .apply(Edit::Note { entry, text }, &stamp("me", 1))
            .unwrap();
    };
    let (section, item) = (
        "# T\n## Backups are tested\n- [ ] one\n",
        "# T\n- [ ] one\n- [ ] Backups are tested\n",
    );
    let table: [Edited; 7] = [
        ("a phase, heading stays", section, section, &phase, 0),
        ("a phase, heading becomes an item", section, item, &phase, 1),
        ("a tick, item stays", item, item, &ticked, 0),
        ("a tick, item becomes a heading", item, section, &ticked, 1),
        (
            "a tick, item becomes a plain line",
            item,
            "# T\n- [ ] one\n- Backups are tested: ____\n",
            &ticked,
            1,
        ),
        ("a note, item becomes a heading", item, section, &noted, 0),
        ("a note, heading becomes an item", section, item, &noted, 0),
    ];
    for (label, before, after, mark, unmatched) in table {
        let mut workbook = workbook(before);
        mark(&mut workbook);
        workbook.turn_to(Checklist::parse(after));
        assert_eq!(workbook.unmatched().len(), unmatched, "{label}");
    }
}
