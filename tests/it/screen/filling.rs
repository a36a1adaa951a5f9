//! Filling blanks: the form of an entry, the next blank that is not filled, the list of all blanks.

use super::walk::Walk;

/// An item with a blank of nearly every kind, and some around it.
const FORM: &str = "\
# Launch

## Infrastructure

- [ ] **Cloud account** set up
  - Provider: ________________ (AWS / GCP / on premises)
  - Region: ________________
  - RTO (Recovery Time Objective) defined: ________
  - Monthly budget: $________
  - Runbook URL: ________
  - Owner: ________
- [ ] Backups tested
- [ ] Team trained by ____

## Sign-Off

**Deployment Lead**: ________________ Date: ________ Time: ________

## Notes

```
_____________________________

_____________________________
```
";

#[test]
fn blanks_of_an_item_share_a_form() {
    let mut walk = Walk::open(FORM, 80, 24);
    walk.keys("j j enter");
    golden!(walk, "form_80x24");
    walk.keys("g enter 'eu-west-1' enter 'soon'");
    golden!(walk, "form_doubtful_80x24");
    walk.keys("enter '12,000' enter");
    for value in ["GCP", "eu-west-1", "soon", "12,000"] {
        assert!(
            walk.progress().contains(&format!(r#""value":"{value}""#)),
            "{value}: {}",
            walk.progress()
        );
    }
    walk.keys(
        "'https://wiki.example.com/very/long/path/to/the/runbook?of=this&service=ledger#start'",
    );
    golden!(walk, "form_url_80x24");
    walk.keys("enter ctrl-o enter");
    assert!(
        walk.progress().contains(r#""value":"lead""#),
        "oneself: {}",
        walk.progress()
    );
    assert!(
        walk.selected().contains("Cloud account"),
        "after the last it is closed: {}",
        walk.screen()
    );
    walk.keys("u");
    assert!(
        !walk.row("Owner").contains("lead"),
        "undo takes back one answer: {}",
        walk.screen()
    );
    assert!(
        walk.row("Runbook").contains("wiki.example.com"),
        "{}",
        walk.screen()
    );
}

#[test]
fn small_screen_shows_the_field_and_the_rows_that_fit() {
    let mut walk = Walk::open(FORM, 40, 10);
    walk.keys("j j enter");
    golden!(walk, "form_40x10");
    walk.keys("tab 'x' tab 'soon'");
    golden!(walk, "form_doubtful_40x10");
    for (width, height) in [(40, 5), (20, 4), (10, 3), (1, 1), (40, 10)] {
        walk.resize(width, height);
    }
    walk.keys("enter");
    assert!(
        walk.progress().contains(r#""value":"soon""#),
        "{}",
        walk.progress()
    );
    let mut ascii = Walk::open_in_ascii(FORM, 80, 24);
    ascii.keys("j j enter a");
    golden!(ascii, "form_ascii");
}

#[test]
fn single_blank_is_filled_with_one_enter() {
    let mut walk = Walk::open("- [ ] one: ____\n- [ ] two: ____\n", 80, 24);
    walk.keys("enter 'x' enter j enter 'y' enter");
    assert!(
        walk.row("one").contains('x') && walk.row("two").contains('y'),
        "{}",
        walk.screen()
    );
    assert!(walk.screen().contains("2/2 filled"), "{}", walk.screen());
}

#[test]
fn today_and_now_are_suggested() {
    let mut walk = Walk::open(FORM, 80, 24);
    walk.keys("/ 'deployment lead' enter enter 'Ann' enter");
    golden!(walk, "form_date_80x24");
    walk.keys("ctrl-o enter ctrl-o");
    assert!(walk.screen().contains("21:00 UTC"), "{}", walk.screen());
    walk.keys("ctrl-u 'about ' ctrl-o enter");
    assert!(
        walk.progress().contains(r#""value":"2026-11-21""#),
        "{}",
        walk.progress()
    );
    assert!(
        walk.progress().contains(r#""value":"about 21:00 UTC""#),
        "{}",
        walk.progress()
    );
}

#[test]
fn fields_are_saved_when_left_in_both_directions() {
    let mut walk = Walk::open(FORM, 80, 24);
    walk.keys("j j enter tab 'eu' down '4 h' up");
    assert!(
        walk.progress().contains(r#""value":"eu""#) && walk.progress().contains(r#""value":"4 h""#)
    );
    assert!(walk.screen().contains("2 of 6"), "{}", walk.screen());
    walk.keys("shift-tab up");
    assert!(
        walk.screen().contains("1 of 6"),
        "up takes a choice there: {}",
        walk.screen()
    );
    walk.keys("ctrl-s");
    assert!(
        walk.progress().contains(r#""value":"on premises""#),
        "{}",
        walk.progress()
    );
    walk.keys("enter down down down down");
    assert!(
        walk.screen().contains("This is the last blank here"),
        "{}",
        walk.screen()
    );
    walk.keys("tab");
    assert!(
        walk.selected().contains("Team trained"),
        "tab leaves the form: {}",
        walk.screen()
    );
}

#[test]
fn closed_field_shows_its_draft_in_the_row() {
    let mut walk = Walk::open(FORM, 80, 24);
    walk.keys("j j enter tab 'eu' esc");
    assert_eq!(walk.progress(), "");
    walk.keys("enter shift-tab");
    assert!(
        walk.progress().contains(r#""value":"eu""#),
        "the form opens on the draft: {}",
        walk.screen()
    );
    walk.keys("tab tab 'x' esc k j enter");
    assert!(
        walk.screen().contains("Draft restored"),
        "{}",
        walk.screen()
    );
    walk.keys("backspace up");
    assert!(
        !walk.progress().contains(r#""value":"x""#),
        "{}",
        walk.progress()
    );
}

#[test]
fn tab_opens_the_next_unfilled_blank() {
    let mut walk = Walk::open(FORM, 80, 24);
    for (keys, selected) in [
        ("tab", "Provider"),
        ("enter esc tab", "Region"),
        ("'x' enter tab tab", "Monthly budget"),
        ("esc shift-tab", "RTO"),
        ("esc shift-tab", "Provider"),
        ("esc shift-tab", "Notes"),
        ("esc tab", "Provider"),
        ("esc G k tab", "Notes"),
    ] {
        walk.keys(keys);
        assert!(
            walk.selected().contains(selected),
            "{keys}: {}",
            walk.screen()
        );
    }
    walk.keys("esc g tab");
    assert!(!walk.screen().contains("again"), "{}", walk.screen());
    walk.keys("esc k tab");
    assert!(
        walk.selected().contains("Team trained"),
        "past the item's own: {}",
        walk.screen()
    );
    let mut filled = Walk::open("- [ ] one: ____\n", 80, 24);
    filled.keys("tab 'x' enter tab");
    assert!(
        filled.screen().contains("All blanks are filled"),
        "{}",
        filled.screen()
    );
}

#[test]
fn list_of_blanks_shows_values_and_places() {
    let mut walk = Walk::open(FORM, 80, 24);
    walk.keys("tab enter tab 'eu-west-1' enter b");
    golden!(walk, "blanks_80x24");
    walk.keys("f g");
    golden!(walk, "blanks_unfilled_80x24");
    walk.keys("G enter 'first' enter 'second' ctrl-s");
    assert!(walk.selected().contains("Notes"), "{}", walk.screen());
    assert!(
        walk.progress().contains(r#""value":"first\nsecond""#),
        "{}",
        walk.progress()
    );
    walk.keys("b esc");
    assert!(walk.selected().contains("Notes"), "{}", walk.screen());
    let mut small = Walk::open(FORM, 40, 10);
    small.keys("tab 'AWS' enter b j j");
    golden!(small, "blanks_40x10");
    for (width, height) in [(40, 2), (5, 5), (1, 1), (40, 10)] {
        small.resize(width, height);
    }
    let mut none = Walk::open("- [ ] one\n", 80, 24);
    none.keys("b");
    assert!(
        none.screen().contains("This document has no blanks"),
        "{}",
        none.screen()
    );
}

#[test]
fn two_answers_are_undone_and_redone_one_by_one() {
    let mut walk = Walk::open("- [ ] one: ____\n", 80, 24);
    walk.keys("enter 'a' enter enter 'b' enter enter 'c' enter");
    for (keys, shown) in [
        ("u", "one: ab"),
        ("u", "one: a"),
        ("u", "one: ____"),
        ("ctrl-r ctrl-r", "one: ab"),
    ] {
        walk.keys(keys);
        assert!(
            walk.row("one").trim_end().ends_with(shown),
            "{keys}: {}",
            walk.screen()
        );
    }
}
