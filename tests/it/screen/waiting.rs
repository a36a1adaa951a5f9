//! What waits for a person when a workbook is opened: what found no place, answers that differ, answers of an
//! earlier run.

use super::walk::Walk;

/// The document as it is now.
const NOW: &str = "\
# Launch

## Quality

- [ ] Image builds and is signed
- [ ] Latency below 250 ms at peak load
- [ ] Backups verified

## Platform

- [ ] Tests pass on the release branch
- [ ] RTO agreed: ________
- [ ] Monthly budget: $____
- [ ] Cluster hardened
- [ ] Provider: ____
";

/// One line of a progress file: id, author, text and what it says.
fn event(id: &str, by: &str, on: &str, says: &str) -> String {
    format!(
        r#"{{"id":"{id}","at":"2026-11-20T21:00:00.000Z","by":"{by}","on":"{on}","replaces":[],{says}}}"#
    )
}

fn progress(entries: &[(&str, &[String])]) -> String {
    let entries: Vec<String> = entries
        .iter()
        .map(|(key, events)| format!(r#""{key}":[{}]"#, events.join(",")))
        .collect();
    format!(
        r#"{{"format":"gonogo/1","checklist":"launch.md","entries":{{{}}}}}"#,
        entries.join(",")
    )
}

/// Marks of ann and bob, made on an earlier document and without seeing each other.
fn marked() -> String {
    let (ann, bob) = ("ann@bastion-1", "bob@bastion-2");
    let done = r#""state":"done""#;
    progress(&[
        (
            "quality/tests",
            &[event("1", ann, "Tests pass on the release branch", done)],
        ),
        (
            "quality/image-builds-and-is-signed",
            &[event("2", ann, "Image builds and is logged", done)],
        ),
        (
            "quality/mainframe",
            &[
                event("3", ann, "Old mainframe switched off", done),
                event(
                    "4",
                    ann,
                    "Old mainframe switched off",
                    r#""note":"ticket 4711""#,
                ),
            ],
        ),
        (
            "platform/provider",
            &[
                event("5", ann, "Provider:", r#""blank":"provider","value":"AWS""#),
                event(
                    "6",
                    ann,
                    "Provider:",
                    r#""blank":"region","value":"eu-west-1""#,
                ),
            ],
        ),
        (
            "platform/monthly-budget",
            &[
                event(
                    "7",
                    ann,
                    "Monthly budget:",
                    r#""blank":"monthly-budget","value":"12,000""#,
                ),
                event(
                    "8",
                    bob,
                    "Monthly budget:",
                    r#""blank":"monthly-budget","value":"15,000""#,
                ),
            ],
        ),
        (
            "platform/cluster-hardened",
            &[
                event("9", ann, "Cluster hardened", done),
                event(
                    "a",
                    bob,
                    "Cluster hardened",
                    r#""state":"blocked","reason":"the scan fails""#,
                ),
            ],
        ),
        (
            "platform/rto-agreed",
            &[event(
                "b",
                ann,
                "RTO agreed:",
                r#""blank":"rto-agreed","value":"4 h","carried":"v1""#,
            )],
        ),
    ])
}

fn open(width: u16, height: u16) -> Walk {
    Walk::open_with_progress(NOW, &marked(), width, height)
}

#[test]
fn opening_shows_what_needs_attention() {
    golden!(open(80, 24), "waiting_80x24");
    golden!(open(40, 10), "waiting_40x10");
    golden!(open(120, 40), "waiting_120x40");
    let walk = Walk::open("- [ ] one\n", 80, 24);
    assert!(
        walk.screen().lines().last().unwrap().contains("space tick"),
        "nothing: {}",
        walk.screen()
    );
}

#[test]
fn unmatched_mark_is_moved_to_an_entry() {
    let mut walk = open(80, 24);
    walk.keys("G k");
    golden!(walk, "unplaced");
    walk.keys("p / 'backups' enter");
    golden!(walk, "taken_up");
    walk.keys("p");
    assert!(
        walk.selected().contains("[?] Backups verified"),
        "{}",
        walk.screen()
    );
    assert!(walk.selected().contains("1 note"), "{}", walk.screen());
    assert!(walk.row("Unmatched").ends_with(" 1"), "{}", walk.screen());
    assert!(
        walk.progress().contains(r#""place":{"#),
        "{}",
        walk.progress()
    );
    walk.keys("u");
    assert!(
        walk.selected().contains("Old mainframe"),
        "{}",
        walk.screen()
    );
    walk.keys("ctrl-r");
    assert!(
        walk.selected().contains("Backups verified"),
        "{}",
        walk.screen()
    );
}

#[test]
fn moving_a_mark_is_canceled_or_refused_with_a_notice() {
    let mut walk = open(80, 24);
    walk.keys("p");
    assert!(
        walk.screen().contains("Nothing to move"),
        "{}",
        walk.screen()
    );
    walk.keys("G k p g p");
    assert!(
        walk.screen().contains("has no checkbox"),
        "{}",
        walk.screen()
    );
    walk.keys("j");
    assert!(
        walk.screen()
            .contains("Select the matching item and press p"),
        "{}",
        walk.screen()
    );
    walk.keys("esc");
    assert!(walk.screen().contains("Not moved"), "{}", walk.screen());
    walk.keys("p");
    assert!(
        walk.screen().contains("Nothing to move"),
        "{}",
        walk.screen()
    );
}

#[test]
fn value_without_its_blank_is_moved_to_another() {
    let mut walk = open(80, 24);
    walk.keys("G p");
    assert!(
        walk.screen().contains("Moving: region: eu-west-1"),
        "{}",
        walk.screen()
    );
    walk.keys("/ 'provider' enter p");
    assert!(
        walk.screen().contains("has no empty blank"),
        "{}",
        walk.screen()
    );
    walk.keys("esc X");
    assert!(
        walk.screen().contains("Only unmatched marks"),
        "{}",
        walk.screen()
    );
}

#[test]
fn search_includes_unmatched_marks() {
    let mut walk = open(80, 24);
    walk.keys("/ 'mainframe' enter");
    assert!(
        walk.selected().contains("Old mainframe"),
        "{}",
        walk.screen()
    );
    assert_eq!(walk.underlined(), ["mainframe"]);
    walk.keys("g / 'eu-west-1' enter n");
    assert!(walk.selected().contains("eu-west-1"), "{}", walk.screen());
    walk.keys("p / 'region'");
    assert!(
        walk.screen().contains("no matches"),
        "only where it can be put: {}",
        walk.screen()
    );
}

#[test]
fn unmatched_mark_is_dropped_and_restored() {
    let mut walk = open(80, 24);
    walk.keys("G k X");
    assert!(
        walk.selected().contains("eu-west-1"),
        "the next one: {}",
        walk.screen()
    );
    assert!(
        walk.screen().contains("Dropped: “Old mainframe"),
        "{}",
        walk.screen()
    );
    walk.keys("X");
    assert!(
        walk.row("Unmatched").is_empty() && walk.selected().contains("Provider"),
        "{}",
        walk.screen()
    );
    walk.keys("u u");
    assert!(
        walk.selected().contains("Old mainframe"),
        "{}",
        walk.screen()
    );
    assert!(walk.row("Unmatched").ends_with(" 2"), "{}", walk.screen());
}

#[test]
fn every_key_works_on_unmatched_marks() {
    let mut walk = open(40, 10);
    for (keys, selected, screen) in [
        ("G", "Provider", ""),
        ("space", "Provider", "p: move it to an item"),
        ("enter", "Provider", "p: move it to an item"),
        ("a", "Provider", "p: move it to an item"),
        ("[", "Unmatched", ""),
        ("space", "Unmatched", "Select a row below"),
        ("enter", "+ Unmatched", ""),
        ("l", "- Unmatched", ""),
        ("l h h h", "+ Unmatched", ""),
        ("]", "Unmatched", "This is the last section"),
        ("[", "Platform", ""),
        ("] [ [", "Quality", ""),
        ("G >", "Image", "Continued from the top"),
        ("G / 'backups' esc", "Unmatched", ""),
        ("L G H", "Unmatched", ""),
        ("L G n", "Provider", "No search yet"),
    ] {
        walk.keys(keys);
        let row = walk.selected().replace('▾', "-").replace('▸', "+");
        assert!(row.contains(selected), "{keys}: {}", walk.screen());
        assert!(
            walk.screen().replace("\n ", " ").contains(screen),
            "{keys}: {}",
            walk.screen()
        );
    }
    walk.keys("G k d");
    golden!(walk, "unplaced_detail_40x10");
    walk.keys("d H");
    golden!(walk, "folded_40x10");
}

#[test]
fn conflicting_blank_is_resolved_in_its_field() {
    let mut walk = open(80, 24);
    walk.keys("/ 'budget' enter");
    golden!(walk, "conflict");
    walk.keys("enter");
    golden!(walk, "settling");
    let before = walk.progress();
    walk.keys("down esc");
    assert!(
        !walk.screen().contains("draft") && walk.progress() == before,
        "{}",
        walk.screen()
    );
    walk.keys("enter tab");
    assert_eq!(
        walk.progress(),
        before,
        "who only passes by settles nothing"
    );
    walk.keys("esc k k enter down up up enter");
    assert!(
        walk.row("Monthly budget").contains("$15,000"),
        "{}",
        walk.screen()
    );
    let settled = "Resolved: 15,000; it was 12,000 (ann@bastion-1) or 15,000 (bob@bastion-2).";
    assert!(walk.screen().contains(settled), "{}", walk.screen());
    assert!(
        walk.progress().contains(r#""replaces":["7","8"]"#),
        "{}",
        walk.progress()
    );
}

#[test]
fn suggestions_do_not_overwrite_typed_text() {
    let mut walk = open(40, 10);
    walk.keys("/ 'budget' enter enter '0' down");
    assert!(
        walk.screen().contains("Clear the field first"),
        "{}",
        walk.screen()
    );
    walk.keys("esc enter");
    assert!(
        walk.screen().contains("12,0000"),
        "the draft: {}",
        walk.screen()
    );
}

#[test]
fn space_resolves_conflicting_states() {
    let mut walk = open(80, 24);
    walk.keys("/ 'cluster' enter space");
    assert!(walk.selected().contains("[x] Cluster"), "{}", walk.screen());
    let settled = "Resolved: done; it was done (ann@bastion-1) or blocked: the scan fails";
    assert!(walk.screen().contains(settled), "{}", walk.screen());
}

#[test]
fn copied_answer_is_confirmed_by_accepting_it() {
    let mut walk = open(80, 24);
    walk.keys("/ 'rto' enter");
    golden!(walk, "carried");
    walk.keys("enter");
    assert!(
        walk.screen().contains("from run v1 (enter: confirm)"),
        "{}",
        walk.screen()
    );
    walk.keys("esc");
    assert!(walk.selected().contains("confirm"), "{}", walk.screen());
    walk.keys("enter tab shift-tab esc");
    assert!(
        walk.row("RTO").contains("confirm"),
        "who only passes by confirms nothing: {}",
        walk.screen()
    );
    walk.keys("/ 'rto' enter enter enter");
    assert!(!walk.selected().contains("confirm"), "{}", walk.screen());
    assert!(
        walk.progress().contains(r#""replaces":["b"]"#),
        "{}",
        walk.progress()
    );
}

#[test]
fn marks_are_readable_without_color_and_in_ascii() {
    let mut walk = Walk::in_ascii_with_progress(NOW, &marked(), 80, 24);
    walk.keys("G k X");
    golden!(walk, "waiting_ascii");
    assert!(walk.screen().is_ascii(), "{}", walk.screen());
}

#[test]
fn changes_of_others_keep_selection_and_moving_mark() {
    let mut walk = open(80, 24);
    walk.keys("G p");
    let nowhere = event(
        "n",
        "bob@bastion-2",
        "Old mainframe switched off",
        r#""place":"nowhere""#,
    );
    let others = marked().replace(
        r#""quality/mainframe":["#,
        &format!(r#""quality/mainframe":[{nowhere},"#),
    );
    walk.others_save(&others);
    assert!(walk.selected().contains("eu-west-1"), "{}", walk.screen());
    assert!(walk.row("Unmatched").ends_with(" 1"), "{}", walk.screen());
    walk.keys("X");
    assert!(
        walk.screen().contains("Dropped: “region: eu-west-1”"),
        "{}",
        walk.screen()
    );
}

#[test]
fn unseen_answers_are_not_overruled() {
    let mut walk = open(80, 24);
    walk.keys("/ 'rto' enter enter '0'");
    let others = event(
        "o",
        "bob@bastion-2",
        "RTO agreed:",
        r#""blank":"rto-agreed","value":"6 h""#,
    )
    .replace(r#""replaces":[]"#, r#""replaces":["b"]"#);
    let others = marked().replace(
        r#""platform/rto-agreed":["#,
        &format!(r#""platform/rto-agreed":[{others},"#),
    );
    walk.others_save(&others);
    walk.keys("enter");
    assert!(
        walk.screen()
            .contains("Changed meanwhile: 6 h (bob@bastion-2)."),
        "{}",
        walk.screen()
    );
    assert!(
        walk.screen().contains("4 h0"),
        "what was typed stays: {}",
        walk.screen()
    );
    walk.keys("enter");
    assert!(walk.row("RTO").contains("4 h0"), "{}", walk.screen());
}

#[test]
fn conflicting_moves_need_a_decision() {
    let home = |key: &str, on: &str| format!(r#""place":{{"entry":"quality/{key}","on":"{on}"}}"#);
    let text = "Old mainframe switched off";
    let ann = event(
        "p",
        "ann@bastion-1",
        text,
        &home("backups-verified", "Backups verified"),
    );
    let bob = event("q", "bob@bastion-2", text, r#""place":"nowhere""#);
    let split = marked().replace(
        r#""quality/mainframe":["#,
        &format!(r#""quality/mainframe":[{ann},{bob},"#),
    );
    let mut walk = Walk::open_with_progress(NOW, &split, 120, 40);
    walk.keys("G k");
    for told in [
        "It was moved to different items (p: resolve):",
        "to “Backups verified”",
        "dropped  bob",
    ] {
        assert!(walk.screen().contains(told), "{told}: {}", walk.screen());
    }
    walk.keys("p / 'backups' enter p");
    assert!(
        walk.selected().contains("[?] Backups verified"),
        "{}",
        walk.screen()
    );
    assert!(walk.row("Unmatched").contains(" 1 │"), "{}", walk.screen());
}

#[test]
fn detail_shows_the_earlier_place_of_a_mark() {
    let mut walk = open(80, 24);
    walk.keys("/ 'tests pass' enter");
    assert!(
        walk.screen().contains("moved from quality/tests"),
        "{}",
        walk.screen()
    );
}
