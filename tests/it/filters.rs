//! Filters on the screen: a sheet to switch them, a line that says what is shown, and rows that do not vanish under
//! the hand.

use crate::screen::golden;
use crate::screen::walk::{LAUNCH, Walk};

#[test]
fn filters_combine_and_are_seen() {
    for (width, height) in [(80, 24), (40, 10)] {
        let mut walk = Walk::open(LAUNCH, width, height);
        walk.keys("f");
        golden!(walk, format!("filters_{width}x{height}"));
        walk.keys("o u esc");
        golden!(walk, format!("filtered_{width}x{height}"));
        walk.keys("f o esc");
        assert!(
            walk.screen().contains("unanswered, 7 of 14"),
            "{}",
            walk.screen()
        );
        walk.keys("esc");
        assert!(!walk.screen().contains("unanswered"), "{}", walk.screen());
        assert!(
            walk.selected().contains("RTO"),
            "where it was: {}",
            walk.screen()
        );
    }
    let mut plain = Walk::open_in_ascii(LAUNCH, 80, 24);
    plain.keys("f o");
    golden!(plain, "filters_ascii");
}

#[test]
fn a_row_that_was_ticked_stays_until_the_selection_moves_on() {
    let mut walk = Walk::open(LAUNCH, 80, 24);
    walk.keys("f o esc space");
    assert!(
        walk.selected().contains("[x] Tests pass"),
        "{}",
        walk.screen()
    );
    walk.keys("d J u");
    assert!(
        walk.selected().contains("[ ] Tests pass"),
        "{}",
        walk.screen()
    );
    walk.keys("space j");
    assert!(
        walk.selected().contains("Image builds"),
        "{}",
        walk.screen()
    );
    assert!(walk.row("Tests pass").is_empty(), "{}", walk.screen());
    walk.keys("u");
    assert!(
        walk.selected().contains("[ ] Tests pass"),
        "what is put back is seen: {}",
        walk.screen()
    );
}

#[test]
fn what_was_folded_is_folded_again() {
    let mut walk = Walk::open(LAUNCH, 80, 40);
    walk.keys("] ] h");
    let before = walk.screen();
    assert!(walk.row("Tests pass").is_empty());
    walk.keys("f o enter");
    assert!(
        walk.row("Tests pass").contains("[ ]"),
        "a fold hides no row that fits: {}",
        walk.screen()
    );
    walk.keys("H L [ esc ] ]");
    assert_eq!(walk.screen(), before);
}

#[test]
fn changes_since_a_time_are_shown() {
    let mut walk = Walk::open(LAUNCH, 80, 24);
    walk.keys("j j j space j space f s '2x' enter");
    assert!(
        walk.screen().contains("Can't read “2x”. Try: today, 30m"),
        "{}",
        walk.screen()
    );
    walk.keys("backspace 'h' enter");
    assert!(
        walk.screen().contains("showing: changed since 2h, 2 of 14"),
        "{}",
        walk.screen()
    );
    walk.keys("f m esc");
    assert!(
        walk.screen().contains("mine + changed since 2h, 2 of 14"),
        "{}",
        walk.screen()
    );
    walk.keys("f s");
    assert!(
        walk.screen().contains("showing: mine, 2 of 14"),
        "{}",
        walk.screen()
    );
    walk.keys("s esc");
    assert!(
        walk.screen().contains("showing: mine, 2 of 14"),
        "asked and left: {}",
        walk.screen()
    );
}

#[test]
fn nothing_that_fits_is_said_and_harms_nothing() {
    let mut walk = Walk::open(LAUNCH, 80, 24);
    walk.keys("f b esc");
    assert!(
        walk.screen().contains("No rows match the filter."),
        "{}",
        walk.screen()
    );
    walk.keys("space enter a j G > ] / 'tests' enter n h l J");
    assert_eq!(walk.progress(), "");
    for (width, height) in [(1, 1), (3, 3), (40, 10), (80, 24)] {
        walk.resize(width, height);
    }
    walk.keys("esc esc");
    assert!(walk.row("Tests pass").contains("[ ]"), "{}", walk.screen());
}

#[test]
fn a_filter_stays_when_the_document_is_edited() {
    let mut walk = Walk::open("- [ ] one\n- [x] two\n- [ ] three\n", 80, 24);
    walk.keys("f o esc j");
    std::fs::write(
        walk.document(),
        "- [ ] zero\n- [ ] one\n- [x] two\n- [ ] three\n",
    )
    .unwrap();
    walk.idle(1);
    assert!(
        walk.screen().contains("showing: open, 3 of 4"),
        "{}",
        walk.screen()
    );
    assert!(walk.selected().contains("three"), "{}", walk.screen());
}
