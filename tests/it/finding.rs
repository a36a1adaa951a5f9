//! Searching on the screen: it jumps while somebody types, marks what it found, and says where it is not to be seen.

use crate::screen::golden;
use crate::screen::walk::{LAUNCH, Walk};

#[test]
fn search_jumps_while_typing_and_goes_back() {
    let mut walk = Walk::open(LAUNCH, 80, 24);
    walk.keys("j j / 'rest'");
    golden!(walk, "searching");
    assert!(walk.selected().contains("Restore"));
    walk.keys("esc");
    assert!(walk.selected().contains("Quality"), "{}", walk.screen());
    walk.keys("/ 'lead' enter n");
    assert!(
        walk.selected().contains("Deployment Lead"),
        "the only match again: {}",
        walk.screen()
    );
    assert!(
        walk.screen().contains("Match 1 of 1 for “lead” (wrapped)."),
        "{}",
        walk.screen()
    );
    walk.keys("esc n");
    assert!(walk.screen().contains("No search yet"), "{}", walk.screen());
    walk.keys("/ 'zzzz'");
    assert!(walk.screen().contains("no matches"), "{}", walk.screen());
    walk.keys("enter");
    assert!(
        walk.screen().contains("No matches for “zzzz”."),
        "{}",
        walk.screen()
    );
}

#[test]
fn what_a_filter_hides_is_not_said_to_be_nowhere() {
    let mut walk = Walk::open("- [ ] one\n- [x] two\n", 80, 24);
    walk.keys("f o esc / 'two' enter");
    assert!(
        walk.screen()
            .contains("No matches for “two” in the filtered rows (esc: show all)."),
        "{}",
        walk.screen()
    );
    walk.keys("esc");
    assert!(
        walk.screen().contains("(x) two"),
        "at once, as it says: {}",
        walk.screen()
    );
}

#[test]
fn words_are_found_in_any_order_and_marked_without_color() {
    for mut walk in [
        Walk::open(LAUNCH, 80, 40),
        Walk::open_in_ascii(LAUNCH, 80, 40),
    ] {
        walk.keys("/ 'TIME recov'");
        assert!(walk.selected().contains("RTO"), "{}", walk.screen());
        assert_eq!(walk.underlined(), ["Recov", "Time"], "{}", walk.screen());
        walk.keys("enter");
        assert_eq!(walk.underlined().len(), 2, "the marks stay until esc");
        walk.keys("/ 'cldact' enter");
        assert_eq!(
            walk.underlined().concat(),
            "Cldact",
            "letters with gaps: {}",
            walk.screen()
        );
        walk.keys("esc");
        assert_eq!(walk.underlined(), [""; 0]);
    }
}

#[test]
fn it_is_said_where_a_match_is_not_to_be_seen() {
    let mut walk = Walk::open(LAUNCH, 80, 40);
    walk.keys(
        "/ 'image' enter a 'agreed with the DBA' ctrl-s / 'provider' enter enter 'Google' enter",
    );
    walk.keys("g / 'dba' enter");
    assert!(
        walk.row("Image builds").contains("in a note"),
        "{}",
        walk.screen()
    );
    walk.keys("/ 'google'");
    let row = walk.row("Provider");
    assert!(
        row.contains("Google") && row.contains("in a value"),
        "{}",
        walk.screen()
    );
    golden!(walk, "found_in_a_value_80x40");
    let mut small = Walk::open(LAUNCH, 40, 10);
    small.keys("/ 'image' enter a 'agreed with the DBA' ctrl-s g / 'dba' enter n");
    golden!(small, "found_in_a_note_40x10");
}

#[test]
fn what_was_found_at_the_end_of_a_long_row_is_in_sight() {
    let text = "- [ ] Everybody who is on call this week knows where the emergency runbook lies\n";
    let mut walk = Walk::open(text, 40, 10);
    assert!(!walk.screen().contains("runbook"), "{}", walk.screen());
    walk.keys("/ 'runbook' enter");
    assert_eq!(walk.underlined(), ["runbook"], "{}", walk.screen());
}

#[test]
fn a_search_finds_what_is_shown_and_a_note_that_was_written_since() {
    let mut walk = Walk::open("- [ ] one thing\n- [x] other thing\n- [ ] third\n", 80, 24);
    walk.keys("f o esc / 'thing' enter n");
    assert!(walk.screen().contains("Match 1 of 1"), "{}", walk.screen());
    walk.keys("j a 'a thing' ctrl-s n");
    assert!(
        walk.screen().contains("Match 1 of 2 for “thing” (wrapped)"),
        "{}",
        walk.screen()
    );
    walk.keys("N");
    assert!(walk.selected().contains("third"), "{}", walk.screen());
}
