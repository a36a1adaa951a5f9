//! The launch on the screen: phases, the go-live time, what is due, and the verdict COMPLETE.

use super::walk::Walk;

/// A section of each phase. The tests' clock starts on 2026-11-21 at 21:00.
const LEDGER: &str = "\
# Ledger

## Pre-Launch

- [ ] T-1 Freeze announced
- [ ] Backups restored

## Launch Day

- [ ] Deploy

## Post-Launch

- [ ] Day 1: watch the logs
- [ ] Day 30: review

## Weekly

- [ ] Costs looked at
- [ ] Hourly: mail read

## Notes

- [ ] Buy cake
";
const DAY: i64 = 86_400;

/// A progress file with these events under these keys.
pub(super) fn progress(entries: &[(&str, &[&str])]) -> String {
    let entries: Vec<String> = entries
        .iter()
        .map(|(key, events)| format!(r#""{key}":[{}]"#, events.join(",")))
        .collect();
    format!(
        r#"{{"format":"gonogo/1","checklist":"launch.md","entries":{{{}}}}}"#,
        entries.join(",")
    )
}

pub(super) fn event(id: &str, by: &str, on: &str, says: &str) -> String {
    format!(
        r#"{{"id":"{id}","at":"2026-11-20T21:00:00.000Z","by":"{by}","on":"{on}","replaces":[],{says}}}"#
    )
}

/// It went live at this time; the weekly item was ticked a day later.
fn live_since(at: &str) -> String {
    let live = event("1", "ann@bastion-1", "", &format!(r#""live":"{at}""#));
    let costs = event("2", "ann@bastion-1", "Costs looked at", r#""state":"done""#);
    progress(&[("", &[&live]), ("weekly/costs-looked-at", &[&costs])])
}

#[test]
fn next_open_continues_after_go() {
    let mut walk = Walk::open(LEDGER, 80, 24);
    walk.keys("j space y");
    assert!(walk.screen().contains(" GO "), "{}", walk.screen());
    for selected in ["Deploy", "Day 1", "Day 30", "Deploy"] {
        walk.keys(">");
        assert!(
            walk.selected().contains(selected),
            "{selected}: {}",
            walk.screen()
        );
    }
    walk.keys("space > space > space >");
    let told = "Ready to launch; set the go-live time (T).";
    assert!(walk.screen().contains(told), "{}", walk.screen());
    walk.keys("T down enter >");
    assert!(
        walk.screen().contains("Nothing remaining."),
        "{}",
        walk.screen()
    );
}

#[test]
fn phase_of_a_section_is_set() {
    let mut walk = Walk::open(LEDGER, 80, 24);
    assert!(
        walk.row("Notes").contains("(info) 0/1"),
        "the heading says it: {}",
        walk.screen()
    );
    walk.keys("G P");
    golden!(walk, "phases_80x24");
    walk.keys("k k k k enter");
    assert!(
        walk.screen().contains("Phase after: Notes."),
        "{}",
        walk.screen()
    );
    assert!(
        walk.row("Notes").contains("[after] 0/1"),
        "a person says it: {}",
        walk.screen()
    );
    assert!(
        walk.progress().contains(r#""phase":"after""#),
        "{}",
        walk.progress()
    );
    walk.keys("k");
    assert!(
        walk.screen()
            .contains("phase: after (set by lead@bastion-1, 2026-11-21 21:00 UTC"),
        "{}",
        walk.screen()
    );
    walk.keys("P enter");
    assert!(
        walk.screen().contains("Phase already after: Notes."),
        "{}",
        walk.screen()
    );
    walk.keys("P G enter");
    assert!(
        walk.screen()
            .contains("Phase info (from its heading): Notes."),
        "{}",
        walk.screen()
    );
    walk.keys("u");
    assert!(walk.row("Notes").contains("[after]"), "{}", walk.screen());
    walk.keys("u");
    assert!(walk.row("Notes").contains("(info)"), "{}", walk.screen());
    walk.keys("P esc k");
    assert!(
        walk.screen()
            .contains("phase: upkeep (from the section above)"),
        "{}",
        walk.screen()
    );
    let mut small = Walk::open_in_ascii(LEDGER, 40, 10);
    small.keys("G P");
    golden!(small, "phases_ascii_40x10");
    let mut flat = Walk::open("- [ ] one\n", 80, 24);
    flat.keys("P");
    assert!(
        flat.screen().contains("this isn't in one"),
        "{}",
        flat.screen()
    );
}

#[test]
fn conflicting_phases_are_shown_and_resolved() {
    let after = event("1", "ann@bastion-1", "Notes", r#""phase":"after""#);
    let during = event("2", "bob@bastion-2", "Notes", r#""phase":"during""#);
    let disputed = progress(&[("notes", &[&after, &during])]);
    let mut walk = Walk::open_with_progress(LEDGER, &disputed, 80, 24);
    assert!(walk.row("Notes").contains("[before?]"), "{}", walk.screen());
    walk.keys("G k");
    assert!(
        walk.screen()
            .contains("Conflicting phases; counts as before (P: resolve):"),
        "{}",
        walk.screen()
    );
    walk.keys("v");
    assert!(
        walk.screen().contains("1 conflict") && walk.screen().contains("conflicting phases: Notes")
    );
    walk.keys("esc P");
    golden!(walk, "phases_disputed_80x24");
    walk.keys("j j enter");
    assert!(walk.row("Notes").contains("[after]"), "{}", walk.screen());
    let told = "Resolved; it was after (ann@bastion-1) or during (bob@bastion-2).";
    assert!(
        walk.screen().replace("\n ", " ").contains(told),
        "{}",
        walk.screen()
    );
}

#[test]
fn changes_of_others_are_shown_before_they_are_overruled() {
    let mut walk = Walk::open(LEDGER, 80, 24);
    walk.keys("G P");
    let after = event("1", "ann@bastion-1", "Notes", r#""phase":"after""#);
    walk.others_save(&progress(&[("notes", &[&after])]));
    walk.keys("enter");
    assert!(
        walk.screen()
            .contains("Changed meanwhile: after (ann@bastion-1)."),
        "{}",
        walk.screen()
    );
    walk.keys("esc");
    assert!(walk.row("Notes").contains("[after]"), "{}", walk.screen());
    walk.keys("T");
    let live = event(
        "2",
        "ann@bastion-1",
        "",
        r#""live":"2026-11-20T21:00:00.000Z""#,
    );
    walk.others_save(&progress(&[("notes", &[&after]), ("", &[&live])]));
    walk.keys("'now' enter");
    let told = "Changed meanwhile: 2026-11-20 21:00 UTC (ann@bastion-1).";
    assert!(walk.screen().contains(told), "{}", walk.screen());
    walk.keys("enter");
    assert!(
        walk.screen().contains("Go-live: 2026-11-21 21:00 UTC."),
        "{}",
        walk.screen()
    );
}

#[test]
fn go_live_time_is_set_and_cleared() {
    let mut walk = Walk::open(LEDGER, 80, 24);
    walk.keys("v");
    assert!(
        walk.screen().contains("no go-live time set  T: set"),
        "{}",
        walk.screen()
    );
    walk.keys("T 'soon' enter");
    assert!(
        walk.screen()
            .contains("Can't read “soon”. Try: now, 2026-11-21 21:04"),
        "{}",
        walk.screen()
    );
    golden!(walk, "moment_80x24");
    walk.keys("esc T");
    assert!(
        walk.screen().contains("Draft") && walk.screen().contains("soon"),
        "{}",
        walk.screen()
    );
    walk.keys(&format!("{} down enter", "backspace ".repeat(4)));
    assert!(
        walk.screen()
            .contains("Go-live: 2026-11-21 21:00 UTC. NO-GO: 2 "),
        "{}",
        walk.screen()
    );
    walk.keys("T enter");
    assert!(
        walk.screen()
            .contains("Unchanged: go-live: 2026-11-21 21:00 UTC."),
        "{}",
        walk.screen()
    );
    walk.keys(&format!("T {} '2026-11-24' enter", "backspace ".repeat(30)));
    assert!(
        walk.screen().contains("Go-live: 2026-11-24 00:00 UTC."),
        "{}",
        walk.screen()
    );
    walk.keys(&format!("T {} enter", "backspace ".repeat(30)));
    assert!(
        walk.screen().contains("No go-live time set."),
        "{}",
        walk.screen()
    );
    walk.keys("u");
    assert!(
        walk.screen().contains("Go-live: 2026-11-24 00:00 UTC."),
        "{}",
        walk.screen()
    );
    walk.resize(120, 30);
    assert!(
        walk.screen()
            .lines()
            .next()
            .unwrap()
            .contains("live 2026-11-24 00:00 UTC"),
        "{}",
        walk.screen()
    );
}

#[test]
fn conflicting_go_live_times_are_shown_and_resolved() {
    let ann = event(
        "1",
        "ann@bastion-1",
        "",
        r#""live":"2026-11-20T21:00:00.000Z""#,
    );
    let bob = event(
        "2",
        "bob@bastion-2",
        "",
        r#""live":"2026-11-20T22:00:00.000Z""#,
    );
    let mut walk = Walk::open_with_progress(LEDGER, &progress(&[("", &[&ann, &bob])]), 80, 24);
    walk.keys("v");
    assert!(
        walk.screen()
            .contains("conflicting go-live times: 2026-11-20 21:00 UTC (ann@bastion-1)"),
        "{}",
        walk.screen()
    );
    walk.keys("T");
    golden!(walk, "moment_disputed_80x24");
    walk.keys("down enter");
    let screen = walk.screen().replace("\n ", " ");
    assert!(
        screen
            .contains("Go-live: 2026-11-20 22:00 UTC. Resolved; it was 2026-11-20 21:00 UTC (ann"),
        "{screen}"
    );
}

#[test]
fn due_items_are_shown_and_ticked_again() {
    let progress = live_since("2026-11-14T20:00:00.000Z");
    golden!(
        Walk::open_with_progress(LEDGER, &progress, 80, 24),
        "due_80x24"
    );
    golden!(
        Walk::open_with_progress(LEDGER, &progress, 40, 24),
        "due_40x24"
    );
    golden!(
        Walk::in_ascii_with_progress(LEDGER, &progress, 80, 24),
        "due_ascii"
    );
    let mut walk = Walk::open_with_progress(LEDGER, &progress, 80, 40);
    walk.keys("v");
    golden!(walk, "due_overview_80x40");
    walk.keys("esc / 'watch' enter");
    let counted = "OVERDUE 2026-11-15 20:00 UTC: Day 1, counted from go-live";
    assert!(walk.screen().contains(counted), "{}", walk.screen());
    walk.keys("space");
    assert!(!walk.selected().contains("OVERDUE"), "{}", walk.screen());
    walk.keys("f e enter");
    assert!(
        walk.row("showing").contains("due, 2 of 8"),
        "{}",
        walk.screen()
    );
    assert!(
        !walk.screen().contains("Backups restored"),
        "{}",
        walk.screen()
    );
    walk.keys("esc H / 'weekly' enter");
    assert!(
        walk.selected().contains(" 1 OVERDUE (upkeep) 1/2"),
        "what is hidden: {}",
        walk.screen()
    );
}

#[test]
fn recurring_item_is_ticked_again() {
    let mut walk =
        Walk::open_with_progress(LEDGER, &live_since("2026-11-13T21:00:00.000Z"), 80, 30);
    walk.keys("/ 'costs' enter");
    assert!(
        !walk.selected().contains("due"),
        "ticked a day ago: {}",
        walk.screen()
    );
    walk.pass(5 * DAY + DAY / 2);
    walk.keys("j k");
    assert!(
        walk.selected().contains("[x] Costs looked at") && walk.selected().ends_with("due 27 Nov"),
        "{}",
        walk.screen()
    );
    assert!(
        walk.screen()
            .contains("Weekly, counted from the last tick, 2026-11-20 21:00"),
        "{}",
        walk.screen()
    );
    walk.keys("space");
    assert!(
        walk.selected().contains("[x]") && !walk.selected().contains("due"),
        "{}",
        walk.screen()
    );
    assert_eq!(
        walk.progress().matches(r#""state":"done""#).count(),
        2,
        "{}",
        walk.progress()
    );
    walk.keys("u");
    assert!(
        walk.selected().contains("[x]") && walk.selected().ends_with("due 27 Nov"),
        "undone: {}",
        walk.screen()
    );
    walk.keys("ctrl-r");
    assert!(
        walk.selected().contains("[x]") && !walk.selected().contains("due"),
        "{}",
        walk.screen()
    );
    walk.keys("space");
    assert!(
        walk.selected().contains("[ ]"),
        "it is not due any more: {}",
        walk.screen()
    );
}

#[test]
fn row_is_redrawn_only_when_an_item_becomes_due() {
    let mut walk =
        Walk::open_with_progress(LEDGER, &live_since("2026-11-21T21:00:00.000Z"), 80, 24);
    walk.keys("j j j");
    let watch = "Day 1: watch the logs";
    assert!(
        walk.row(watch).ends_with("due 22 Nov"),
        "due from the start: {}",
        walk.screen()
    );
    walk.pass(DAY - 60);
    walk.idle(1);
    walk.idle(20);
    assert_eq!(
        walk.draws(),
        1,
        "the first drawing is that of the loop's beginning"
    );
    assert!(walk.row(watch).ends_with("due 22 Nov"), "{}", walk.screen());
    walk.idle(40);
    assert_eq!(walk.draws(), 2, "once, and then no more");
    assert!(
        walk.row(watch).ends_with("OVERDUE 22 Nov"),
        "{}",
        walk.screen()
    );
    assert_eq!(walk.bytes_while_idle(60), 0);
    walk.keys("f e enter");
    assert!(!walk.screen().contains("Day 30"), "{}", walk.screen());
    walk.pass(28 * DAY);
    walk.idle(1);
    assert!(
        walk.row("Day 30").ends_with("due 21 Dec"),
        "the filter knows the time: {}",
        walk.screen()
    );
}

#[test]
fn walk_mode_shows_phases_and_due_dates() {
    let progress = live_since("2026-11-12T20:00:00.000Z");
    let mut walk = Walk::open_with_progress(LEDGER, &progress, 80, 24);
    walk.keys("w l l l l l");
    golden!(walk, "due_walk_80x24");
    walk.pass(7 * DAY);
    walk.keys("w w / 'costs' enter");
    assert!(walk.screen().contains("Weekly"), "{}", walk.screen());
    walk.keys("space");
    assert_eq!(
        walk.progress().matches(r#""state":"done""#).count(),
        2,
        "done again: {}",
        walk.progress()
    );
    walk.keys("k P");
    assert!(
        walk.screen().contains("Phase of Weekly"),
        "{}",
        walk.screen()
    );
}

#[test]
fn keys_lead_from_no_go_to_complete() {
    let mut walk = Walk::open(LEDGER, 80, 24);
    let verdict = |walk: &Walk| {
        walk.screen().lines().next().unwrap()[..12]
            .trim()
            .to_owned()
    };
    assert!(verdict(&walk).starts_with("NO-GO 2 "), "{}", walk.screen());
    walk.keys("j space y");
    assert!(verdict(&walk).starts_with("GO "), "{}", walk.screen());
    walk.keys("v");
    let told = "GO: ready to launch; 3 left after launch";
    assert!(
        walk.screen().contains(told) && walk.screen().contains("Deploy"),
        "{}",
        walk.screen()
    );
    walk.keys("esc T down enter ] space y ] space y");
    golden!(walk, "complete_80x24");
    walk.keys("v");
    assert!(
        walk.screen().contains("COMPLETE: nothing remaining"),
        "{}",
        walk.screen()
    );
    walk.resize(40, 10);
    golden!(walk, "complete_overview_40x10");
}
