//! Walk mode: one step at a time, with a pause at the end of each section.

use super::walk::{LAUNCH, Walk};

const TEXT: &str = "# T\n## A\n- [ ] one\n- [ ] two: ____\n## B\n- [ ] three\n- [ ] four\n";

#[test]
fn step_shows_its_whole_detail() {
    let mut walk = Walk::open(LAUNCH, 80, 24);
    walk.keys("w");
    golden!(walk, "walk_80x24");
    let mut small = Walk::open(LAUNCH, 40, 10);
    small.keys("w");
    golden!(small, "walk_40x10");
    let mut ascii = Walk::open_in_ascii(LAUNCH, 80, 24);
    ascii.keys("w space");
    golden!(ascii, "walk_ascii");
}

#[test]
fn space_ticks_continues_and_pauses_at_the_end_of_a_section() {
    let mut walk = Walk::open(TEXT, 60, 12);
    walk.keys("w");
    assert!(walk.screen().contains("Step 1 of 4"), "{}", walk.screen());
    walk.keys("space");
    assert!(walk.screen().contains("Step 2 of 4"), "{}", walk.screen());
    walk.keys("space");
    assert!(
        walk.screen().contains("Step 2 of 4") && walk.screen().contains("a blank is empty"),
        "{}",
        walk.screen()
    );
    walk.keys("space");
    golden!(walk, "walk_pause");
    walk.keys("h");
    assert!(
        walk.screen().contains("Step 2 of 4"),
        "back to what is left: {}",
        walk.screen()
    );
    walk.keys("enter 'x' enter space");
    assert!(
        walk.screen().contains("Nothing left here"),
        "{}",
        walk.screen()
    );
    walk.keys("space");
    assert!(walk.screen().contains("Step 3 of 4"), "{}", walk.screen());
    walk.keys("space space");
    assert!(
        walk.screen().contains("End of the checklist") && walk.screen().contains("GO"),
        "{}",
        walk.screen()
    );
    walk.keys("space");
    assert!(
        walk.row("four").contains("[x]"),
        "the outline again: {}",
        walk.screen()
    );
    assert_eq!(walk.progress().matches("\"done\"").count(), 4);
}

/// Two phases, a section in a section, a blocked item.
const PHASES: &str = "# T
## Pre-Launch
### Code
- [ ] one
- [ ] two
  - [ ] under two
## Launch Day
- [x] Team is there
- [ ] Deploy
";

#[test]
fn counts_of_a_pause_fit_a_narrow_screen() {
    let text = format!(
        "## A\n{}\n## B\n- [ ] last\n",
        "- [x] Region: ____\n".repeat(120)
    );
    for (width, told) in [
        (80, "120 of 120 items done, 0 of 120 blanks filled"),
        (40, "120/120 done, 0/120 filled"),
    ] {
        let mut walk = Walk::open(&text, width, 10);
        walk.keys(&format!("w {}", "l ".repeat(120)));
        assert!(walk.screen().contains(told), "{}", walk.screen());
    }
}

#[test]
fn pause_shows_what_is_left_and_the_next_section() {
    let mut walk = Walk::open(PHASES, 80, 24);
    walk.keys("w space ! 'waits for the DBA' enter");
    golden!(walk, "walk_blocked_80x24");
    assert_eq!(
        walk.screen().matches("Pre-Launch").count(),
        1,
        "named once: {}",
        walk.screen()
    );
    walk.keys("l space");
    golden!(walk, "walk_pause_no_go_80x24");
    assert!(
        walk.row("two").contains("blocked: waits for the DBA"),
        "{}",
        walk.screen()
    );
    assert!(
        walk.screen().contains("NO-GO: 1 blocker (v: list)"),
        "{}",
        walk.screen()
    );
    assert!(
        walk.row("(during)").contains("Launch Day"),
        "{}",
        walk.screen()
    );
    walk.keys("v enter");
    assert!(
        walk.screen().contains("Step 2 of 5"),
        "what was gone to is to be seen: {}",
        walk.screen()
    );
    walk.keys("x l l");
    assert!(
        walk.screen().contains("Nothing left") && !walk.screen().contains("NO-GO"),
        "{}",
        walk.screen()
    );
    walk.keys("space");
    assert!(walk.screen().contains("Step 5 of 5"), "{}", walk.screen());
    let mut small = Walk::open_in_ascii(PHASES, 40, 10);
    small.keys("w space ! 'waits for the DBA' enter l space");
    golden!(small, "walk_pause_no_go_ascii_40x10");
}

#[test]
fn preview_matches_the_next_step() {
    let mut walk = Walk::open(
        "# T\n- [ ] one\n- [x] two\n- [ ] three\n- [ ] four\n",
        80,
        24,
    );
    walk.keys("w");
    let screen = walk.screen();
    let next = screen.split("Next").nth(1).unwrap();
    assert!(
        next.contains("three") && next.contains("four") && !next.contains("two"),
        "{screen}"
    );
    walk.keys("space");
    assert!(walk.screen().contains("Step 3 of 4"), "{}", walk.screen());
}

#[test]
fn walk_stays_skips_and_goes_back() {
    let mut walk = Walk::open(TEXT, 60, 12);
    walk.keys("w");
    assert!(walk.screen().contains("space done"), "{}", walk.screen());
    walk.keys("x");
    assert!(
        walk.screen().contains("space next"),
        "there is nothing to tick any more: {}",
        walk.screen()
    );
    assert!(
        walk.screen().contains("Step 1 of 4") && walk.screen().contains("[x]"),
        "{}",
        walk.screen()
    );
    walk.keys("l h h");
    assert!(
        walk.screen().contains("Step 1 of 4") && walk.screen().contains("first step"),
        "{}",
        walk.screen()
    );
    walk.keys("l l");
    assert!(walk.screen().contains("End of A"), "{}", walk.screen());
    walk.keys("l w");
    assert!(
        walk.selected().contains("three"),
        "the selection is where the walk was: {}",
        walk.screen()
    );
}

#[test]
fn walk_survives_resizes_and_changes_of_others() {
    let mut walk = Walk::open(LAUNCH, 80, 24);
    walk.keys("w l l");
    for (width, height) in [(1, 1), (3, 2), (12, 5), (200, 60), (80, 24)] {
        walk.resize(width, height);
        walk.keys("l h J K");
    }
    let step = walk.screen();
    walk.idle(1);
    assert_eq!(walk.screen(), step);
}

#[test]
fn document_without_steps_shows_a_notice() {
    let mut walk = Walk::open("# T\n\nprose\n", 60, 12);
    walk.keys("w");
    assert!(
        walk.screen().contains("Nothing to walk through"),
        "{}",
        walk.screen()
    );
}

#[test]
fn walk_pauses_before_the_launch() {
    let under_title = "# T\n- [ ] one\n- [ ] two\n## Launch Day\n- [ ] deploy\n";
    let without_title = "- [ ] one\n- [ ] two\n\n## Launch Day\n- [ ] deploy\n";
    let nested = "# T\n## A\n- [ ] one\n- [ ] two\n### Launch Day\n- [ ] deploy\n";
    for text in [under_title, without_title, nested] {
        let mut walk = Walk::open(text, 60, 14);
        walk.keys("w space ! 'later' enter space");
        let screen = walk.screen();
        let rows: Vec<&str> = screen.lines().skip(1).map(str::trim_end).collect();
        assert_eq!(rows[0], " End of everything before launch", "{screen}");
        assert_eq!(
            rows[1..4],
            [" 1 of 2 items done", " 1 left:", rows[3]],
            "{screen}"
        );
        assert!(
            rows[3].starts_with(" [!] two") && rows[3].ends_with("blocked: later"),
            "{screen}"
        );
        assert!(
            walk.row("NO-GO: 1 blocker")
                .contains("NO-GO: 1 blocker (v: list)"),
            "{screen}"
        );
        walk.keys("h");
        assert!(
            walk.screen().contains("Step 2 of 3"),
            "back to what is left: {}",
            walk.screen()
        );
        walk.keys("l");
        assert!(
            walk.screen().contains("End of everything before launch"),
            "{}",
            walk.screen()
        );
        walk.keys("space");
        assert!(walk.screen().contains("Step 3 of 3"), "{}", walk.screen());
    }
    let mut walk = Walk::open("- [ ] one\n- [ ] two\n", 60, 14);
    walk.keys("w space");
    assert!(
        walk.screen().contains("Step 2 of 2"),
        "one phase, no pause: {}",
        walk.screen()
    );
}

#[test]
fn pause_is_clear_only_without_blockers() {
    let mut walk = Walk::open("# T\n## A\n- [ ] p95 < 2 s\n## B\n- [ ] two\n", 60, 14);
    walk.keys("w m 'fast' enter space l");
    assert!(walk.screen().contains("1 left:"), "{}", walk.screen());
    assert!(
        walk.row("p95").ends_with("value can't be compared"),
        "{}",
        walk.screen()
    );
    walk.keys("h m ctrl-a ctrl-k '1 s' enter l");
    assert!(
        walk.screen().contains("Nothing left here."),
        "{}",
        walk.screen()
    );
}
