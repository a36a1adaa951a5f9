//! Measuring at the screen: the tick asks, the form says what a value is worth, what fails stands in the way.

use super::walk::Walk;

const TEXT: &str = "\
# Launch

## Pre-Launch

- [ ] p95 latency < 5 seconds, p99 latency < 9 seconds
  - Measured by: ____
- [ ] Error rate < 0.1%
- [ ] Backups tested

## Notes

____
";

fn open() -> Walk {
    Walk::open(TEXT, 80, 24)
}

#[test]
fn tick_opens_the_field_of_an_unmeasured_threshold() {
    let mut walk = open();
    walk.keys("j j j j space");
    golden!(walk, "measure_asked_80x24");
    assert!(
        walk.row("Error rate").contains("[x]"),
        "it is ticked whatever is answered: {}",
        walk.screen()
    );
    walk.keys("enter");
    assert!(!walk.progress().contains("measured"), "{}", walk.progress());
    walk.keys("space space '0.05' enter");
    assert!(
        walk.row("Error rate").contains("0.05 pass"),
        "{}",
        walk.screen()
    );
    walk.keys("u");
    assert!(walk.row("Error rate").contains("[x]") && !walk.row("Error rate").contains("pass"));
    walk.keys("u ctrl-r ctrl-r");
    assert!(
        walk.row("Error rate").contains("0.05 pass"),
        "{}",
        walk.screen()
    );
    walk.keys("space space");
    assert!(
        walk.field_is_closed(),
        "what is measured is not asked for again: {}",
        walk.screen()
    );
}

#[test]
fn failing_value_is_pointed_out_with_its_remedy() {
    let mut walk = open();
    walk.keys("j j m '6000 ms'");
    golden!(walk, "measure_fails_80x24");
    walk.keys("enter '12'");
    assert!(
        walk.row("FAIL: < 9 seconds").contains("assuming seconds"),
        "{}",
        walk.screen()
    );
    walk.keys("backspace backspace 'soon'");
    assert!(
        walk.screen()
            .contains("Can't compare \"soon\" with \"< 9 seconds\": write a number in seconds")
    );
    walk.keys("enter");
    assert!(
        walk.progress().contains(r#""value":"soon""#),
        "never refused: {}",
        walk.progress()
    );
    assert!(walk.row("[ ] p95").contains("1 FAIL"), "{}", walk.screen());
    walk.keys("k j space");
    let told = "Still blocking: p95 latency: 6000 ms (FAIL: < 5 seconds); p99 latency: can't";
    assert!(walk.screen().contains(told), "{}", walk.screen());
    assert!(
        walk.screen().contains("m: measure again, ~: waive"),
        "{}",
        walk.screen()
    );
    walk.keys("v");
    assert!(
        walk.row("1 failing value").contains("m, ~: fix it"),
        "{}",
        walk.screen()
    );
    walk.keys("esc m");
    walk.keys("ctrl-a");
    for _ in 0..7 {
        walk.keys("del");
    }
    walk.keys("'4 s' ctrl-s");
    assert!(
        !walk.row("[x] p95").contains("FAIL"),
        "measured again: {}",
        walk.screen()
    );
}

#[test]
fn walk_stays_until_the_value_is_entered_or_skipped() {
    let mut walk = open();
    walk.keys("j j j j w space");
    assert!(
        walk.screen().contains("Ticked. Measured value?"),
        "{}",
        walk.screen()
    );
    walk.keys("'3%' enter");
    assert!(walk.screen().contains("Step 2 of"), "{}", walk.screen());
    assert!(
        walk.screen()
            .contains("Still blocking: Error rate: 3% (FAIL: < 0.1%). m: measure again, ~: waive."),
        "{}",
        walk.screen()
    );
    walk.keys("space");
    assert!(
        walk.screen().contains("Step 3 of"),
        "space goes on: {}",
        walk.screen()
    );
    walk.keys("k k space esc");
    assert!(
        walk.screen().contains("Step 1 of"),
        "esc leaves it without: {}",
        walk.screen()
    );
    walk.keys("l l l");
    assert!(
        walk.row("Error rate").contains("failing value"),
        "a pause says so: {}",
        walk.screen()
    );
}

#[test]
fn ticking_a_section_opens_no_field() {
    let mut walk = open();
    walk.keys("j space y");
    assert!(
        walk.screen().contains("3 items set to done"),
        "{}",
        walk.screen()
    );
    assert!(walk.field_is_closed(), "{}", walk.screen());
}

#[test]
fn closed_field_keeps_its_draft() {
    let mut walk = open();
    walk.keys("j j j j m '0.0' esc");
    assert!(walk.screen().contains("draft"), "{}", walk.screen());
    walk.keys("m '7' enter");
    assert!(
        walk.progress().contains(r#""value":"0.07""#),
        "{}",
        walk.progress()
    );
    walk.keys("j m");
    assert!(
        walk.screen().contains("No threshold on this item"),
        "{}",
        walk.screen()
    );
}

/// Two people measured without seeing each other.
fn split() -> String {
    let event = |id: &str, by: &str, value: &str| {
        format!(
            r#"{{"id":"{id}","at":"2026-11-20T21:00:00.000Z","by":"{by}","on":"Error rate < 0.1%","replaces":[],"measured":"error-rate","value":"{value}"}}"#
        )
    };
    let (ann, bob) = (
        event("1", "ann@bastion-1", "0.05"),
        event("2", "bob@bastion-2", "0.2"),
    );
    format!(
        r#"{{"format":"gonogo/1","checklist":"launch.md","entries":{{"pre-launch/error-rate-0-1":[{ann},{bob}]}}}}"#
    )
}

#[test]
fn conflicting_values_are_resolved_in_the_form() {
    let mut walk = Walk::open_with_progress(TEXT, &split(), 80, 24);
    walk.keys("j j j j m");
    assert!(
        walk.screen()
            .contains("0.05 (ann@bastion-1) or 0.2 (bob@bastion-2)"),
        "{}",
        walk.screen()
    );
    walk.keys("down enter");
    assert!(
        walk.row("[ ] Error rate").contains("FAIL"),
        "{}",
        walk.screen()
    );
    assert!(
        walk.screen()
            .contains("Resolved: 0.2; it was 0.05 (ann@bastion-1)"),
        "{}",
        walk.screen()
    );
}

#[test]
fn small_and_in_ascii() {
    let mut walk = Walk::open(TEXT, 40, 10);
    walk.keys("j j m '6 s'");
    golden!(walk, "measure_40x10");
    walk.keys("enter esc d");
    golden!(walk, "measured_40x10");
    let mut walk = Walk::open_in_ascii(TEXT, 80, 24);
    walk.keys("j j m '6 s' enter '3 s' enter");
    golden!(walk, "measured_80x24_ascii");
}

impl Walk {
    fn field_is_closed(&self) -> bool {
        !self.screen().contains("esc cancel")
    }
}
