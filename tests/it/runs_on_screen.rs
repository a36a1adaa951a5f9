//! Changing between the runs of a checklist at the screen, starting one, and carrying values over.

use gonogo::store::{ProgressPaths, Store};

use super::screen::walk::Walk;

const TEXT: &str =
    "- [ ] one: ____\n- [ ] two: ____\n- [ ] three\n\n**Signed**: ________ Date: ____\n";

/// What the file of a run holds.
fn file(walk: &Walk, run: &str) -> String {
    std::fs::read_to_string(
        walk.document()
            .with_file_name(format!("launch.{run}.gonogo.json")),
    )
    .unwrap_or_default()
}

#[test]
fn a_run_is_started_with_the_values_of_the_last_one_to_be_confirmed() {
    let mut walk = Walk::open(TEXT, 80, 24);
    walk.keys("enter 'A' tab 'B' enter j space G enter 'Ann' ctrl-s r");
    assert!(
        walk.screen().contains("(default run)") && walk.screen().contains("3/4 filled"),
        "{}",
        walk.screen()
    );
    walk.keys("n 'v2' enter");
    assert!(
        walk.screen()
            .contains("Copy 2 values from the default run to v2"),
        "{}",
        walk.screen()
    );
    walk.keys("y");
    assert!(
        walk.screen().contains("(v2)"),
        "the header names the run: {}",
        walk.screen()
    );
    assert!(
        walk.screen().contains("Copied 2 values"),
        "{}",
        walk.screen()
    );
    let v2 = file(&walk, "v2");
    assert_eq!(
        v2.matches(r#""carried":"""#).count(),
        2,
        "and no signature: {v2}"
    );
    assert!(!v2.contains("done"), "{v2}");
    assert!(walk.screen().contains("0/4 filled"), "{}", walk.screen());
    walk.keys("g enter enter");
    assert!(
        walk.screen().contains("1/4 filled"),
        "confirmed: {}",
        walk.screen()
    );
}

#[test]
fn one_goes_from_run_to_run_and_each_keeps_its_own() {
    let mut walk = Walk::open(TEXT, 80, 24);
    walk.keys("j j space r n 'v2' enter");
    assert!(
        walk.selected().contains("three"),
        "the selection stays: {}",
        walk.screen()
    );
    assert!(walk.row("three").contains("[ ]"));
    assert_eq!(
        file(&walk, "v2"),
        "",
        "a run has no file before its first change"
    );
    walk.keys("k space");
    assert!(file(&walk, "v2").contains(r#""run": "v2""#));
    walk.keys("r");
    assert!(
        walk.selected().contains("v2"),
        "the run that is open is selected: {}",
        walk.screen()
    );
    walk.keys("j enter");
    assert!(
        walk.row("three").contains("[x]") && walk.row("two").contains("[ ]"),
        "{}",
        walk.screen()
    );
    let path = walk.document();
    let (workbook, _) =
        Store::open(&path, ProgressPaths::of(&path, Some("v2"), None, None)).unwrap();
    assert_eq!(workbook.progress().events().count(), 1);
}

#[test]
fn names_of_runs_are_checked_and_what_was_typed_stays() {
    let mut walk = Walk::open(TEXT, 80, 24);
    walk.keys("space r n 'a/b' enter");
    assert!(
        walk.screen().contains("Invalid run name “a/b”"),
        "{}",
        walk.screen()
    );
    assert!(walk.screen().contains("a/b"), "{}", walk.screen());
    walk.keys("backspace backspace '1' enter space r n 'a1' enter");
    assert!(
        walk.screen().contains("Run “a1” already exists"),
        "{}",
        walk.screen()
    );
    walk.keys("esc r");
    assert!(
        walk.screen().contains("Start a new run"),
        "{}",
        walk.screen()
    );
    walk.keys("esc");
    assert!(walk.screen().contains("(a1)"), "{}", walk.screen());
}

#[test]
fn leaving_with_something_unsaved_offers_another_place() {
    let mut walk = Walk::open_where_nothing_can_be_saved(TEXT, 80, 24);
    walk.keys("space q");
    assert!(
        walk.screen().contains("Save to another file"),
        "{}",
        walk.screen()
    );
    assert!(!walk.is_over());
    walk.keys("esc");
    assert!(
        walk.screen().contains("q again to quit anyway"),
        "{}",
        walk.screen()
    );
    let elsewhere = walk.document().with_file_name("kept.json");
    walk.keys(&format!(
        "j q {} '{}' enter",
        "backspace ".repeat(120),
        elsewhere.display()
    ));
    assert!(walk.is_over(), "{}", walk.screen());
    assert!(
        std::fs::read_to_string(elsewhere)
            .unwrap()
            .contains(r#""state":"done""#)
    );
}

#[test]
fn the_document_is_shown_as_somebody_edited_it() {
    let mut walk = Walk::open(
        "# T\n## A\n- [ ] one\n- [ ] two\n## B\n- [ ] three\n",
        80,
        24,
    );
    walk.keys("j j space j j j");
    std::fs::write(
        walk.document(),
        "# T\n## New\n- [ ] zero\n## A\n- [ ] two\n- [ ] one!\n## B\n- [ ] three\n",
    )
    .unwrap();
    walk.idle(1);
    assert!(walk.selected().contains("three"), "{}", walk.screen());
    assert!(
        walk.screen().contains("Checklist reloaded") && walk.row("one!").contains("[?]"),
        "{}",
        walk.screen()
    );
    walk.keys("a 'draft'");
    std::fs::write(walk.document(), "# T\n## A\n- [ ] two\n- [ ] one!\n").unwrap();
    walk.idle(1);
    assert!(
        walk.screen().contains("draft") && walk.screen().contains("when you close this field"),
        "{}",
        walk.screen()
    );
    walk.keys("ctrl-s");
    walk.idle(1);
    assert!(
        walk.screen().contains("1 unmatched mark"),
        "the note: {}",
        walk.screen()
    );
    walk.keys("u");
    assert!(
        !walk.screen().contains("Unplaced"),
        "undo still works: {}",
        walk.screen()
    );
}

#[test]
fn the_selection_stays_on_what_was_reworded() {
    let mut walk = Walk::open("# T\n## A\n- [ ] one\n- [ ] two\n- [ ] three\n", 80, 24);
    walk.keys("j j j");
    std::fs::write(
        walk.document(),
        "# T\n## A\n- [ ] one\n- [ ] the second\n- [ ] three\n",
    )
    .unwrap();
    walk.idle(1);
    assert!(walk.selected().contains("the second"), "{}", walk.screen());
}

#[test]
fn who_only_looks_changes_nothing() {
    let mut walk = Walk::open(TEXT, 80, 24);
    walk.keys("R y space");
    assert!(
        walk.screen().contains("read-only") && walk.row("one").contains("[ ]"),
        "{}",
        walk.screen()
    );
    assert_eq!(walk.progress(), "");
}

#[test]
fn keys_typed_ahead_of_the_list_of_runs_are_meant_for_it() {
    let mut walk = Walk::open(TEXT, 80, 24);
    walk.burst("space r n 'v2' enter");
    assert!(walk.screen().contains("(v2)"), "{}", walk.screen());
}

#[test]
fn a_checklist_that_was_renamed_is_missed_as_long_as_it_is_gone() {
    let mut walk = Walk::open(TEXT, 80, 24);
    let elsewhere = walk.document().with_file_name("renamed.md");
    std::fs::rename(walk.document(), &elsewhere).unwrap();
    walk.idle(1);
    walk.keys("space");
    assert!(
        walk.screen().contains("CHECKLIST GONE"),
        "{}",
        walk.screen()
    );
    std::fs::rename(elsewhere, walk.document()).unwrap();
    walk.idle(1);
    assert!(
        walk.screen().contains("saved") && !walk.screen().contains("GONE"),
        "{}",
        walk.screen()
    );
}

#[test]
fn what_is_typed_stays_in_sight_under_a_long_message() {
    let mut walk = Walk::open_where_nothing_can_be_saved(TEXT, 60, 12);
    walk.keys("space q");
    assert!(
        walk.screen().contains("Save to another file"),
        "{}",
        walk.screen()
    );
    assert!(
        walk.screen().contains("launch.md") && walk.screen().contains("enter save"),
        "{}",
        walk.screen()
    );
}
