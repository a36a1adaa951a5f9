//! Golden screens: key scripts go through the real loop, and what is then to be seen is compared.

use walk::{LAUNCH, Walk};

/// Compares what is to be seen with the golden screen of this name.
macro_rules! golden {
    ($walk:expr, $name:expr) => {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/screen");
        insta::with_settings!({omit_expression => true, snapshot_path => folder, prepend_module_to_snapshot => false}, {
            insta::assert_snapshot!(format!("it__screen__{}", $name), $walk.screen());
        });
    };
}
pub(crate) use golden;

mod bulk;
mod confirming;
mod explaining;
mod filling;
mod launching;
mod looking;
mod losing;
mod measuring;
mod noting;
mod overtaken;
mod signing;
mod states;
mod variables;
mod views;
mod waiting;
pub(crate) mod walk;
mod walking;

#[test]
fn first_screen_matches_the_golden() {
    golden!(Walk::open(LAUNCH, 80, 24), "first_80x24");
    golden!(Walk::open(LAUNCH, 40, 10), "first_40x10");
    golden!(Walk::open(LAUNCH, 120, 30), "first_120x30");
    golden!(Walk::open_in_ascii(LAUNCH, 80, 24), "first_ascii");
}

#[test]
fn tick_is_drawn_counted_and_saved() {
    let mut walk = Walk::open(LAUNCH, 80, 24);
    walk.keys("j j j space");
    golden!(walk, "ticked");
    assert!(
        walk.progress().contains(r#""state":"done""#),
        "{}",
        walk.progress()
    );
    walk.keys("space");
    assert!(walk.row("Tests pass").contains("[ ]"));
    assert!(
        walk.progress().contains(r#""state":null"#),
        "{}",
        walk.progress()
    );
}

#[test]
fn pre_ticked_item_looks_different_until_answered() {
    let mut walk = Walk::open("- [x] claimed\n- [ ] open\n", 80, 24);
    assert!(walk.row("claimed").contains("(x)"));
    walk.keys("space");
    assert!(
        walk.row("claimed").contains("[x]"),
        "a person confirms it: {}",
        walk.screen()
    );
    walk.keys("space");
    assert!(walk.row("claimed").contains("[ ]"), "{}", walk.screen());
}

#[test]
fn blanks_are_filled_in_order() {
    let mut walk = Walk::open(LAUNCH, 80, 24);
    walk.keys("/ 'provider' enter enter 'AWS'");
    golden!(walk, "filling");
    walk.keys("tab 'eu-west-1' tab '4 h' enter");
    golden!(walk, "filled");
    for value in [
        r#""value":"AWS""#,
        r#""value":"eu-west-1""#,
        r#""value":"4 h""#,
    ] {
        assert!(
            walk.progress().contains(value),
            "{value} in {}",
            walk.progress()
        );
    }
}

#[test]
fn closed_field_keeps_its_draft() {
    let mut walk = Walk::open(LAUNCH, 80, 24);
    walk.keys("/ 'rto' enter enter '4 ho' esc");
    assert!(!walk.progress().contains("4 ho"));
    assert!(walk.screen().contains("draft"), "{}", walk.screen());
    walk.keys("enter 'urs' enter");
    assert!(
        walk.progress().contains(r#""value":"4 hours""#),
        "{}",
        walk.progress()
    );
}

#[test]
fn note_is_multi_line() {
    let mut walk = Walk::open(LAUNCH, 80, 24);
    walk.keys("j j j a 'agreed with the DBA' enter '- [ ] ticket 4711'");
    golden!(walk, "noting");
    walk.keys("ctrl-s");
    golden!(walk, "noted");
    assert!(
        walk.progress()
            .contains(r#""note":"agreed with the DBA\n- [ ] ticket 4711""#),
        "{}",
        walk.progress()
    );
}

#[test]
fn undo_and_redo_go_through_everything() {
    let mut walk = Walk::open(LAUNCH, 80, 60);
    let before = walk.screen();
    walk.keys("j j j space j space a 'note' ctrl-s / 'rto' enter enter '4 h' enter");
    let changed = walk.screen();
    walk.keys("u u u u g");
    assert_eq!(walk.rows_of_outline(), rows_of_outline(&before));
    walk.keys("ctrl-r ctrl-r ctrl-r ctrl-r");
    assert_eq!(walk.rows_of_outline(), rows_of_outline(&changed));
    walk.keys("ctrl-r");
    assert!(
        walk.screen().contains("Nothing to redo"),
        "{}",
        walk.screen()
    );
}

/// The rows that show boxes and values, without the mark of the selection.
fn rows_of_outline(screen: &str) -> Vec<String> {
    screen
        .lines()
        .skip(1)
        .take(30)
        .map(|row| row.replace('►', " ").trim_end().to_owned())
        .collect()
}

impl Walk {
    fn rows_of_outline(&self) -> Vec<String> {
        rows_of_outline(&self.screen())
    }
}

#[test]
fn navigation_keys_move_the_selection() {
    let mut walk = Walk::open(LAUNCH, 80, 24);
    for (keys, selected) in [
        ("j", "Before"),
        ("]", "Quality"),
        ("]", "Infrastructure"),
        ("[", "Quality"),
        ("j j", "Image builds"),
        ("h", "Quality"),
        ("h h", "Before"),
        ("l l l", "Tests pass"),
        ("G", "Notes"),
        ("g", "Launch"),
        ("pgdn", "Monthly"),
        (">", "Restore"),
        ("L k", "Monthly"),
        ("H", "Before"),
    ] {
        walk.keys(keys);
        assert!(
            walk.selected().contains(selected),
            "{keys}: {}",
            walk.screen()
        );
    }
    golden!(walk, "folded");
}

#[test]
fn next_open_wraps_around() {
    let mut walk = Walk::open("- [ ] one\n- [x] two\n- [ ] three\n", 80, 24);
    walk.keys(">");
    assert!(walk.selected().contains("three"));
    walk.keys(">");
    assert!(walk.selected().contains("one"));
    walk.keys("space > space >");
    assert!(
        walk.screen().contains("Ready to launch"),
        "{}",
        walk.screen()
    );
    assert!(walk.screen().contains(" GO "), "{}", walk.screen());
}

#[test]
fn detail_scrolls_and_replaces_the_outline_on_small_screens() {
    let mut walk = Walk::open(LAUNCH, 40, 10);
    walk.keys("j j j a 'one' enter 'two' enter 'three' enter 'four' enter 'five' ctrl-s d");
    golden!(walk, "detail_40x10");
    walk.keys("J J J J J J J J J J");
    golden!(walk, "detail_scrolled");
    walk.keys("d");
    assert!(walk.selected().contains("Tests pass"));
}

/// A document as teams bring them: tables, drawn boxes, mojibake, titles, optional items.
const REAL: &str = "\
# Launch

## âœ… Checks

| Check   | Done | Owner | Date |
|---------|:----:|-------|------|
| Backups | [ ]  |       |      |
| 数据库  |  ☐   | ____  | x    |

## âŒ Approval

Approved: ☐ Yes ☐ No

- [ ] **Latency** at p95 < 5 seconds (optional), @ann
";

#[test]
fn struck_out_items_say_so_until_they_are_answered() {
    let mut walk = Walk::open("# L\n\n- [ ] ~~Docs~~\n- [ ] Load test (n/a)\n", 80, 24);
    assert!(walk.row("Docs").contains("struck out"), "{}", walk.screen());
    assert!(
        walk.row("Load test").contains("struck out"),
        "{}",
        walk.screen()
    );
    walk.keys("j space");
    assert!(
        !walk.row("Docs").contains("struck out"),
        "{}",
        walk.screen()
    );
}

#[test]
fn real_documents_match_the_goldens() {
    let mut walk = Walk::open(REAL, 80, 24);
    walk.keys("j j space j space G");
    golden!(walk, "real_80x24");
    assert!(
        walk.screen().contains("✅ Checks") && walk.row("Approval").contains("garbled"),
        "{}",
        walk.screen()
    );
    assert_eq!(
        walk.progress().matches(r#""state":"done""#).count(),
        1,
        "the row has no box, the box below has"
    );
    let mut small = Walk::open(REAL, 40, 10);
    small.keys("j j enter 'ann' enter");
    golden!(small, "real_40x10");
}

#[test]
fn every_size_is_drawn() {
    let mut walk = Walk::open(LAUNCH, 80, 24);
    walk.keys("j j j a 'a note that is typed'");
    for (width, height) in [
        (1, 1),
        (2, 3),
        (10, 2),
        (40, 10),
        (200, 60),
        (3, 40),
        (80, 24),
    ] {
        walk.resize(width, height);
    }
    walk.keys("ctrl-s ? pgdn");
    for (width, height) in [(1, 1), (40, 10), (80, 24)] {
        walk.resize(width, height);
    }
    walk.keys("q");
    assert!(
        walk.selected().contains("Tests pass"),
        "resizing keeps the place: {}",
        walk.screen()
    );
}

#[test]
fn pasted_text_is_not_run_as_keys() {
    let mut walk = Walk::open(LAUNCH, 80, 24);
    walk.keys("j j j");
    walk.paste("q\nq");
    assert!(walk.selected().contains("Tests pass"));
    assert_eq!(walk.progress(), "");
    walk.keys("a");
    walk.paste("two\r\nlines");
    walk.keys("ctrl-s");
    assert!(
        walk.progress().contains(r#""note":"two\nlines""#),
        "{}",
        walk.progress()
    );
}

#[test]
fn keys_that_arrive_together_are_saved_once() {
    let mut walk = Walk::open(LAUNCH, 80, 24);
    walk.burst("j j j space j space j space");
    assert_eq!(walk.progress().matches(r#""state":"done""#).count(), 3);
    assert_eq!(
        walk.draws(),
        3,
        "the first screen, the changes, and that they are saved"
    );
}

#[test]
fn document_without_items_shows_a_notice() {
    assert!(
        Walk::open("", 80, 24)
            .screen()
            .contains("This document is empty")
    );
    let walk = Walk::open("# Only prose\n\nNothing here.\n", 80, 24);
    assert!(walk.screen().contains("no items"), "{}", walk.screen());
    assert!(walk.screen().contains("NO-GO"), "{}", walk.screen());
}

#[test]
fn escape_sequences_of_a_document_are_sanitized() {
    let walk = Walk::open("- [ ] red \u{1b}[31m alert \u{7}\n", 80, 24);
    assert!(
        walk.row("alert").contains("red ^[[31m alert ^G"),
        "{}",
        walk.screen()
    );
}

#[test]
fn newer_progress_format_is_read_only() {
    let newer = r#"{"format":"gonogo/2","checklist":"launch.md","entries":{}}"#;
    let mut walk = Walk::open_with_progress("- [ ] one\n", newer, 80, 24);
    assert!(walk.screen().contains("read-only"), "{}", walk.screen());
    for key in ["space", "a"] {
        walk.keys(key);
        assert!(
            walk.screen().contains("newer gonogo"),
            "{key}: {}",
            walk.screen()
        );
    }
    assert_eq!(walk.progress(), newer);
}

#[test]
fn failed_save_shows_a_notice_and_quit_asks_once() {
    let mut walk = Walk::open_where_nothing_can_be_saved("- [ ] one\n", 80, 24);
    walk.keys("space");
    assert!(walk.screen().contains("NOT SAVED"), "{}", walk.screen());
    assert!(
        walk.screen().contains("not a directory"),
        "{}",
        walk.screen()
    );
    walk.keys("q");
    assert!(!walk.is_over());
    assert!(
        walk.screen().contains("Save to another file"),
        "{}",
        walk.screen()
    );
    walk.keys("esc");
    assert!(walk.screen().contains("q again"), "{}", walk.screen());
    walk.keys("q");
    assert!(walk.is_over());
}
