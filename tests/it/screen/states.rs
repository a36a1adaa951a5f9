//! States at the screen: a key for each, reasons and the last ones on offer, whole sections, confirming.

use super::walk::{LAUNCH, Walk};

const TEXT: &str = "\
# Launch

## Cluster

- [ ] Nodes sized
  - [ ] Quota raised
- [x] Registry chosen
- [ ] Ingress tested

## Security

- [ ] Certificate renewed
- [x] Keys rotated
";

/// The boxes of the items from top to bottom.
fn boxes(walk: &Walk) -> String {
    let screen = walk.screen();
    let signs = screen.lines().skip(1).filter_map(|row| {
        let at = row.find(['[', '('])?;
        row[at..].get(..3).filter(|sign| sign.ends_with([']', ')']))
    });
    signs.take(6).collect::<Vec<_>>().join(" ")
}

fn open() -> Walk {
    Walk::open(TEXT, 80, 24)
}

#[test]
fn every_state_has_a_key() {
    for (keys, sign, kept) in [
        ("x", "[x]", r#""state":"done""#),
        ("space", "[x]", r#""state":"done""#),
        (
            "- 'no nodes' enter",
            "[-]",
            r#""state":"na","reason":"no nodes""#,
        ),
        (
            "! '4711' enter",
            "[!]",
            r#""state":"blocked","reason":"4711""#,
        ),
        (
            "~ 'later' enter",
            "[~]",
            r#""state":"waived","reason":"later""#,
        ),
        ("- 'no nodes' enter o", "[ ]", r#""state":null"#),
    ] {
        let mut walk = open();
        walk.keys("j j");
        walk.keys(keys);
        assert!(
            walk.row("Nodes").contains(sign),
            "{keys}: {}",
            walk.screen()
        );
        assert!(
            walk.progress().contains(kept),
            "{keys}: {}",
            walk.progress()
        );
        walk.keys("u");
        let undone = if keys.ends_with('o') { "[-]" } else { "[ ]" };
        assert!(
            walk.row("Nodes").contains(undone),
            "{keys}: {}",
            walk.screen()
        );
    }
}

#[test]
fn reason_is_required_and_kept_as_a_draft() {
    let mut walk = open();
    walk.keys("j j ! enter");
    assert!(
        walk.screen().contains("A reason is required for blocked"),
        "{}",
        walk.screen()
    );
    walk.keys("'   ' enter 'waits' esc");
    assert_eq!(
        (walk.progress(), boxes(&walk)),
        (String::new(), "[ ] [ ] (x) [ ] [ ] (x)".to_owned())
    );
    walk.keys("! ' for 4711' enter");
    assert!(
        walk.progress().contains("waits for 4711"),
        "{}",
        walk.progress()
    );
}

#[test]
fn last_reasons_are_suggested_newest_first() {
    let mut walk = open();
    walk.keys("j j - 'no cluster' enter j ! 'waits for 4711' enter j j ~");
    golden!(walk, "reason_80x24");
    walk.keys("'own' down");
    golden!(walk, "reason_taken");
    walk.keys("down down");
    assert!(
        walk.screen().contains(" own"),
        "what was typed comes back: {}",
        walk.screen()
    );
    walk.keys("up enter");
    assert!(
        walk.progress()
            .contains(r#""state":"waived","reason":"no cluster""#),
        "{}",
        walk.progress()
    );
    walk.keys("~ down");
    assert!(
        !walk
            .progress()
            .contains(r#""state":"waived","reason":"waits"#)
    );
    walk.keys("enter");
    assert!(
        walk.progress()
            .contains(r#""state":"waived","reason":"waits for 4711""#),
        "{}",
        walk.progress()
    );
}

#[test]
fn suggested_reason_is_not_a_draft_but_typed_text_is() {
    let mut walk = open();
    walk.keys("j j - 'no cluster' enter j - down esc -");
    assert!(
        !walk.screen().contains("Draft restored"),
        "{}",
        walk.screen()
    );
    walk.keys("'typed' down esc -");
    assert!(
        walk.screen().contains("Draft restored"),
        "{}",
        walk.screen()
    );
    walk.keys("enter");
    assert!(
        walk.progress().contains(r#""reason":"typed""#),
        "{}",
        walk.progress()
    );
}

#[test]
fn key_of_the_current_state_edits_its_reason() {
    let mut walk = open();
    walk.keys("j j ! 'waits' enter ! ' for Ann' enter");
    assert!(
        walk.progress().contains(r#""reason":"waits for Ann""#),
        "{}",
        walk.progress()
    );
    walk.keys("u");
    walk.keys("!");
    assert!(walk.screen().contains("\n waits\n"), "{}", walk.screen());
}

#[test]
fn section_is_set_with_one_reason_and_undone_at_once() {
    for (keys, told, expected) in [
        (
            "- 'one machine' enter",
            "3 items set to not applicable (u: undo).",
            "[-] [-] (x) [-] [ ] (x)",
        ),
        (
            "! '4711' enter",
            "3 items set to blocked (u: undo).",
            "[!] [!] (x) [!] [ ] (x)",
        ),
        (
            "~ 'later' enter",
            "3 items set to waived (u: undo).",
            "[~] [~] (x) [~] [ ] (x)",
        ),
        (
            "space y",
            "3 items set to done (u: undo).",
            "[x] [x] (x) [x] [ ] (x)",
        ),
        ("x n", "", "[ ] [ ] (x) [ ] [ ] (x)"),
        ("x esc", "", "[ ] [ ] (x) [ ] [ ] (x)"),
    ] {
        for folded in [false, true] {
            let mut walk = open();
            walk.keys("j");
            walk.keys(if folded { "h" } else { "" });
            walk.keys(keys);
            assert!(walk.screen().contains(told), "{keys}: {}", walk.screen());
            if told.is_empty() {
                assert_eq!(walk.progress(), "", "{keys}");
                continue;
            }
            walk.keys("L");
            assert_eq!(boxes(&walk), expected, "{keys}");
            walk.keys(if folded { "h u" } else { "u" });
            assert!(
                walk.selected().contains("Cluster"),
                "{keys}: {}",
                walk.screen()
            );
            walk.keys("L");
            assert_eq!(boxes(&walk), "[ ] [ ] (x) [ ] [ ] (x)", "{keys}");
            walk.keys("ctrl-r");
            assert_eq!(boxes(&walk), expected, "{keys}");
        }
    }
}

#[test]
fn answered_items_of_a_section_are_left_unchanged() {
    let mut walk = open();
    walk.keys("j j j ! '4711' enter j j space [ -");
    assert!(
        walk.screen()
            .contains("Why not applicable: 1 open item in Cluster"),
        "{}",
        walk.screen()
    );
    walk.keys("'one machine' enter");
    assert!(
        walk.screen()
            .contains("1 item set to not applicable, 1 blocked left unchanged (u: undo)."),
        "{}",
        walk.screen()
    );
    assert_eq!(boxes(&walk), "[-] [!] (x) [x] [ ] (x)");
    walk.keys("~");
    assert!(
        walk.screen().contains("No open items in this section."),
        "{}",
        walk.screen()
    );
}

#[test]
fn folded_item_applies_to_hidden_items() {
    let mut walk = open();
    walk.keys("j j h - 'no nodes' enter L");
    assert_eq!(boxes(&walk), "[-] [-] (x) [ ] [ ] (x)");
    walk.keys("u");
    assert_eq!(boxes(&walk), "[ ] [ ] (x) [ ] [ ] (x)");
    walk.keys("- 'no nodes' enter");
    assert_eq!(
        boxes(&walk),
        "[-] [ ] (x) [ ] [ ] (x)",
        "unfolded it stands for itself"
    );
}

#[test]
fn pre_ticked_items_are_confirmed_one_by_one_or_together() {
    let mut walk = open();
    walk.keys("j c");
    assert!(
        walk.screen()
            .contains("1 answer below needs confirming (C here, or c on its row)."),
        "{}",
        walk.screen()
    );
    walk.keys("C");
    assert!(
        walk.screen().contains("1 item confirmed (u: undo)."),
        "{}",
        walk.screen()
    );
    assert_eq!(boxes(&walk), "[ ] [ ] [x] [ ] [ ] (x)");
    walk.keys("u g C");
    assert_eq!(boxes(&walk), "[ ] [ ] [x] [ ] [ ] [x]");
    assert!(
        walk.screen().contains("2 items confirmed"),
        "{}",
        walk.screen()
    );
    walk.keys("u j j j j c");
    assert_eq!(boxes(&walk), "[ ] [ ] [x] [ ] [ ] (x)");
    walk.keys("c");
    assert!(
        walk.screen().contains("Nothing to confirm here."),
        "{}",
        walk.screen()
    );
}

#[test]
fn changed_item_is_confirmed_with_its_reason() {
    let mut walk = open();
    walk.keys("j j space j - 'no quota' enter");
    std::fs::write(
        walk.document(),
        TEXT.replace("sized", "sized twice")
            .replace("raised", "raised twice"),
    )
    .unwrap();
    walk.idle(1);
    assert!(
        walk.row("Nodes").contains("[?]") && walk.row("Quota").contains("confirm"),
        "{}",
        walk.screen()
    );
    walk.keys("k k C");
    assert!(
        walk.screen().contains("3 items confirmed"),
        "{}",
        walk.screen()
    );
    assert_eq!(boxes(&walk), "[x] [-] [x] [ ] [ ] (x)");
    assert_eq!(
        walk.progress().matches(r#""reason":"no quota""#).count(),
        2,
        "{}",
        walk.progress()
    );
}

#[test]
fn state_set_by_others_is_shown_before_it_is_overruled() {
    let mut walk = open();
    walk.keys("j j - 'no nodes'");
    walk.others_save(
        r#"{"format":"gonogo/1","checklist":"launch.md","entries":{"cluster/nodes-sized":[
        {"id":"o","at":"2026-11-21T21:00:00.000Z","by":"other@host","on":"Nodes sized","state":"done"}]}}"#,
    );
    walk.keys("enter");
    assert!(
        walk.screen()
            .contains("Changed meanwhile: done (other@host)"),
        "{}",
        walk.screen()
    );
    walk.keys("enter");
    assert!(walk.row("Nodes").contains("[-]"), "{}", walk.screen());
}

#[test]
fn rows_without_a_state_show_a_notice() {
    let mut walk = Walk::open(LAUNCH, 80, 24);
    walk.keys("/ 'deployment lead' enter");
    for key in ["-", "!", "~", "o"] {
        walk.keys(key);
        assert!(
            walk.screen().contains("Not a checklist item"),
            "{key}: {}",
            walk.screen()
        );
    }
    walk.keys("g o");
    assert!(
        walk.screen().contains("Select an item to reopen it"),
        "{}",
        walk.screen()
    );
    walk.keys("R y");
    for key in ["- ", "x", "! ", "C"] {
        walk.keys("g");
        walk.keys(key);
        assert!(
            !walk.screen().contains("y or n") && !walk.screen().contains("Why"),
            "{}",
            walk.screen()
        );
    }
}

#[test]
fn on_a_small_screen() {
    let mut walk = Walk::open(LAUNCH, 40, 10);
    walk.keys("j j j - 'no tests' enter j ! 'waits for the registry' enter k k -");
    golden!(walk, "reason_40x10");
    walk.keys("esc x");
    golden!(walk, "question_40x10");
    walk.keys("y");
    golden!(walk, "section_done_40x10");
}

#[test]
fn reload_waits_for_the_confirmation() {
    let mut walk = open();
    walk.keys("j x");
    std::fs::write(walk.document(), "- [ ] other\n").unwrap();
    walk.idle(1);
    walk.keys("y");
    walk.idle(1);
    assert!(walk.screen().contains("other"), "{}", walk.screen());
    assert_eq!(
        walk.progress().matches(r#""state":"done""#).count(),
        3,
        "{}",
        walk.progress()
    );
}

#[test]
fn walk_mode_sets_only_the_step() {
    let mut walk = open();
    walk.keys("j j h w - 'no nodes' enter");
    assert!(
        walk.progress()
            .contains(r#""state":"na","reason":"no nodes""#),
        "{}",
        walk.progress()
    );
    walk.keys("w L");
    assert_eq!(
        boxes(&walk),
        "[-] [ ] (x) [ ] [ ] (x)",
        "what is folded in the outline is a step of its own"
    );
}
