//! Several people at one checklist: what others save comes to the screen by itself.

use gonogo::checklist::{BlankId, EntryId};
use gonogo::progress::State;
use gonogo::store::{ProgressPaths, Store};
use gonogo::workbook::{Edit, Workbook};

use super::arbitrary::stamp;
use super::screen::walk::Walk;

const TEXT: &str = "- [ ] one\n- [ ] two\n- [ ] three, by ____\n";
/// Progress with the first item done.
const PROGRESS: &str = r#"{"format":"gonogo/1","checklist":"launch.md","entries":{"one":[{"id":"1","at":"2026-11-20T21:00:00.000Z","by":"ann","on":"one","state":"done"}]}}"#;

/// Somebody else at the same checklist.
struct Other {
    workbook: Workbook,
    store: Store,
}

impl Other {
    fn of(walk: &Walk) -> Other {
        let path = walk.document();
        let (workbook, store) =
            Store::open(&path, ProgressPaths::of(&path, None, None, None)).unwrap();
        Other { workbook, store }
    }

    fn does(&mut self, by: &str, edit: Edit) {
        self.does_at(1, by, edit);
    }

    fn does_at(&mut self, second: usize, by: &str, edit: Edit) {
        self.workbook.apply(edit, &stamp(by, second)).unwrap();
        self.store.save(&mut self.workbook).unwrap();
    }
}

fn done(item: usize) -> Edit {
    Edit::State {
        entry: EntryId(item),
        state: State::Done,
        reason: None,
    }
}

#[test]
fn what_others_save_is_shown_without_a_key_and_the_selection_stays() {
    let mut walk = Walk::open(TEXT, 80, 24);
    walk.keys("j j");
    let mut ann = Other::of(&walk);
    ann.does("ann@host", done(0));
    assert!(walk.row("one").contains("[ ]"), "not looked yet");
    walk.idle(1);
    assert!(walk.row("one").contains("[x]"), "{}", walk.screen());
    assert!(
        walk.screen().contains("ann@host set “one” to done."),
        "{}",
        walk.screen()
    );
    assert!(walk.selected().contains("three"), "{}", walk.screen());
    walk.idle(3);
    assert_eq!(
        walk.draws(),
        1,
        "the first drawing only: nothing is drawn where nothing changed"
    );
}

#[test]
fn it_is_told_where_others_void_a_signature_and_a_save_hears_of_it_first() {
    let mut walk = Walk::open(
        "- [ ] one\n- [ ] two\n\n**Lead**: ____ Date: ____\n",
        80,
        24,
    );
    walk.keys("x j x S enter ctrl-s esc");
    let mut ann = Other::of(&walk);
    ann.does(
        "ann@host",
        Edit::State {
            entry: EntryId(0),
            state: State::Open,
            reason: None,
        },
    );
    walk.keys("g a 'a note' ctrl-s");
    assert!(
        walk.screen()
            .contains("This voids the signature as Lead (S"),
        "{}",
        walk.screen()
    );
}

#[test]
fn it_is_told_where_others_void_a_signature() {
    let mut walk = Walk::open(
        "- [ ] one\n- [ ] two\n\n**Lead**: ____ Date: ____\n",
        80,
        24,
    );
    walk.keys("x j x S enter ctrl-s esc");
    assert!(walk.row("Lead:").ends_with(" signed"), "{}", walk.screen());
    let mut ann = Other::of(&walk);
    let open = Edit::State {
        entry: EntryId(0),
        state: State::Open,
        reason: None,
    };
    ann.does("ann@host", open);
    walk.idle(1);
    let told = "ann@host cleared the state of “one”. This voids the signature as Lead (S: show).";
    assert!(
        walk.screen()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .contains(told),
        "{}",
        walk.screen()
    );
}

#[test]
fn what_several_did_is_told_in_one_line() {
    let mut walk = Walk::open(TEXT, 80, 24);
    let mut other = Other::of(&walk);
    other.does_at(1, "ann@host", done(0));
    other.does_at(2, "bob@host", done(1));
    other.does_at(
        3,
        "cem@host",
        Edit::Fill {
            blank: BlankId(0),
            value: "Cem".to_owned(),
        },
    );
    walk.idle(1);
    let told = "cem@host filled “three, by” with “Cem”, after 2 changes by ann@host, bob@host.";
    let screen = walk.screen().replace('\n', " ");
    assert!(
        told.split(' ').all(|word| screen.contains(word)),
        "{screen}"
    );
}

#[test]
fn who_answers_without_having_seen_the_others_answer_makes_a_conflict() {
    let mut walk = Walk::open(TEXT, 80, 24);
    Other::of(&walk).does(
        "ann@host",
        Edit::Fill {
            blank: BlankId(0),
            value: "Ann".to_owned(),
        },
    );
    walk.keys("j j enter 'Bob' enter");
    assert!(walk.row("three").contains("conflict"), "{}", walk.screen());
    let progress = walk.progress();
    assert!(
        progress.contains("\"Ann\"") && progress.contains("\"Bob\""),
        "{progress}"
    );
}

#[test]
fn a_file_that_cannot_be_read_is_told_once_and_taken_up_when_it_can() {
    let mut walk = Walk::open(TEXT, 80, 24);
    let mut ann = Other::of(&walk);
    ann.does("ann@host", done(0));
    let progress = walk.progress();
    std::fs::write(ann.store.path().unwrap(), "{").unwrap();
    walk.idle(1);
    assert!(walk.screen().contains("line 1"), "{}", walk.screen());
    assert!(walk.screen().contains("NOT SAVED"), "{}", walk.screen());
    walk.idle(2);
    assert_eq!(walk.draws(), 1);
    std::fs::write(ann.store.path().unwrap(), progress).unwrap();
    walk.idle(1);
    assert!(
        walk.row("one").contains("[x]") && !walk.screen().contains("NOT SAVED"),
        "{}",
        walk.screen()
    );
}

#[test]
fn a_folder_in_the_place_of_the_file_is_no_file_that_is_gone() {
    let mut walk = Walk::open(TEXT, 80, 24);
    let path = Other::of(&walk).store.path().unwrap().to_owned();
    walk.keys("space j space");
    let newer = walk.progress();
    std::fs::remove_file(&path).unwrap();
    std::fs::create_dir(&path).unwrap();
    walk.idle(1);
    assert!(walk.screen().contains("NOT SAVED"), "{}", walk.screen());
    std::fs::remove_dir(&path).unwrap();
    walk.idle(1);
    assert!(
        walk.screen().contains("PROGRESS FILE GONE"),
        "{}",
        walk.screen()
    );
    std::fs::write(&path, &newer).unwrap();
    walk.idle(1);
    assert!(walk.screen().contains("saved"), "{}", walk.screen());
    assert_eq!(walk.progress(), newer);
}

#[test]
fn who_only_looks_writes_nothing_anew() {
    let mut walk = Walk::open_with_progress(TEXT, PROGRESS, 80, 24);
    let path = Other::of(&walk).store.path().unwrap().to_owned();
    walk.keys("R y");
    std::fs::remove_file(&path).unwrap();
    walk.idle(6);
    assert!(
        walk.row("one").contains("[x]") && !path.exists(),
        "{}",
        walk.screen()
    );
    std::fs::write(&path, "{").unwrap();
    walk.idle(6);
    assert!(!walk.screen().contains("NOT SAVED"), "{}", walk.screen());
    std::fs::remove_file(&path).unwrap();
}

#[test]
fn a_save_that_failed_is_tried_again_by_itself() {
    let mut walk = Walk::open(TEXT, 80, 24);
    let path = Other::of(&walk).store.path().unwrap().to_owned();
    std::fs::create_dir(&path).unwrap();
    walk.keys("space");
    assert!(walk.screen().contains("NOT SAVED"), "{}", walk.screen());
    walk.idle(10);
    assert!(walk.screen().contains("NOT SAVED"), "{}", walk.screen());
    std::fs::remove_dir(&path).unwrap();
    walk.idle(5);
    assert!(
        walk.screen().contains("Everything is saved now."),
        "{}",
        walk.screen()
    );
    assert!(
        walk.progress().contains(r#""state":"done""#),
        "{}",
        walk.progress()
    );
}
