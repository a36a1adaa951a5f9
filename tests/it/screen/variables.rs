//! Variables on the screen: shown in their places, filled once, linked to blanks, and in the commands that are copied.

use super::looking::clipboard;
use super::walk::Walk;

/// Variables in every surrounding, and a blank that means the same as one of them.
const RELEASE: &str = "\
# Release {{version}} of shop

Deployed with `shipctl --tag {{version}}`.

## Preparation

- [ ] Domain: ________
- [ ] Back up <db-host> before {{ Version }}
  - Retention: ____ days

  ```sh
  ssh <db-host> backup --tag {{version}}
  curl https://your-domain.com/health
  ```
- [ ] Tell [Engineering Lead] about https://your-domain.com/status

## Launch

```sh
shipctl deploy {{version}} --host <db-host>
```

| Step | Host |
| --- | --- |
| drain | <db-host> |

- [ ] Announced by ____
";

/// The document with three of its variables filled.
fn filled(width: u16, height: u16) -> Walk {
    let mut walk = Walk::open(RELEASE, width, height);
    walk.keys("b enter '2.3.0' tab 'db-1' tab 'shop.example' enter esc");
    walk
}

#[test]
fn values_are_shown_in_their_places_and_marked() {
    let mut walk = filled(80, 24);
    walk.keys("/ 'back up' enter");
    golden!(walk, "variables_80x24");
    let marked = walk.underlined();
    for value in ["2.3.0", "db-1", "shop.example"] {
        assert!(marked.contains(&value.to_owned()), "{value}: {marked:?}");
    }
    walk.keys("esc ]");
    golden!(walk, "variables_section_80x24");
    let mut walk = filled(40, 10);
    walk.keys("/ 'back up' enter");
    golden!(walk, "variables_40x10");
    walk.keys("d");
    golden!(walk, "variables_detail_40x10");
    let mut walk = Walk::open_in_ascii(RELEASE, 80, 24);
    walk.keys("b enter '2.3.0' tab 'db-1' enter esc j j j");
    golden!(walk, "variables_ascii");
}

#[test]
fn the_list_begins_with_the_variables_and_tab_fills_it_all() {
    for (width, height) in [(80, 24), (40, 10)] {
        let mut walk = Walk::open(RELEASE, width, height);
        walk.keys("b");
        golden!(walk, format!("variables_list_{width}x{height}"));
        walk.keys("enter '2.3.0' tab");
        golden!(walk, format!("variables_list_filling_{width}x{height}"));
        walk.keys("'db-1' tab 'shop.example' tab 'Ann' tab 'x.example' tab '30' tab 'Bo' tab");
        assert!(
            walk.screen().contains("End of the list."),
            "{}",
            walk.screen()
        );
        walk.keys("f");
        golden!(walk, format!("variables_list_all_{width}x{height}"));
        walk.keys("g l");
        golden!(walk, format!("variables_places_{width}x{height}"));
        walk.keys("j j enter");
        assert!(
            walk.selected().contains("Back up db-1"),
            "{}",
            walk.screen()
        );
    }
}

#[test]
fn a_form_asks_for_blanks_and_variables() {
    for (width, height) in [(80, 24), (40, 10)] {
        // Small screens show the detail in place of the outline.
        let detail = if height < 24 { "d" } else { "" };
        let mut walk = Walk::open(RELEASE, width, height);
        walk.keys("/ 'back up' enter enter tab");
        golden!(walk, format!("variables_form_{width}x{height}"));
        walk.keys("'db-9' ctrl-x");
        golden!(walk, format!("variables_form_here_{width}x{height}"));
        walk.keys("enter ctrl-s");
        assert!(
            walk.selected().contains("Back up db-9"),
            "{}",
            walk.screen()
        );
        let progress = walk.progress();
        for part in [
            r#""preparation/back-up-db-host-before-version": ["#,
            r#""variable":"db-host","value":"db-9""#,
        ] {
            assert!(progress.contains(part), "{part}: {progress}");
        }
        walk.keys(detail);
        golden!(walk, format!("variables_here_{width}x{height}"));
        walk.keys(&format!("{detail} u"));
        assert!(
            walk.selected().contains("Back up <db-host>"),
            "{}",
            walk.screen()
        );
    }
}

#[test]
fn a_filled_blank_is_offered_once_to_a_variable_that_means_the_same() {
    for (width, height) in [(80, 24), (40, 10)] {
        let detail = if height < 24 { "d" } else { "" };
        let mut walk = Walk::open(RELEASE, width, height);
        walk.keys("j j enter 'shop.example' enter");
        golden!(walk, format!("variables_offer_{width}x{height}"));
        walk.keys("n enter ctrl-u 'x.example' enter");
        assert!(
            !walk.screen().contains("y or n"),
            "asked once: {}",
            walk.screen()
        );
        assert!(!walk.progress().contains("link"), "{}", walk.progress());
        walk.keys("b f g j j L");
        golden!(walk, format!("variables_link_{width}x{height}"));
        walk.keys("enter");
        assert!(
            walk.screen().contains("your-domain.com: filled 2 places"),
            "{}",
            walk.screen()
        );
        walk.keys("/ 'tell' enter");
        walk.keys(detail);
        golden!(walk, format!("variables_linked_{width}x{height}"));
        walk.keys(&format!("{detail} b g j j L enter"));
        assert!(walk.screen().contains("unlinked"), "{}", walk.screen());
        assert!(!walk.row("Tell").contains("x.ex"), "{}", walk.screen());
        walk.keys("u b g j j");
        assert!(walk.selected().contains("x.example"), "{}", walk.screen());
    }
    let mut walk = Walk::open(RELEASE, 80, 24);
    walk.keys("j j enter 'shop.example' enter y");
    assert!(
        walk.progress()
            .contains(r#""link":"your-domain-com","to":"preparation/domain:domain""#),
        "{}",
        walk.progress()
    );
    assert!(
        walk.row("Tell").contains("shop.example/status"),
        "{}",
        walk.screen()
    );
}

#[test]
fn copied_commands_have_their_values_and_what_is_empty_is_pointed_out() {
    for (width, height) in [(80, 24), (40, 10)] {
        let mut walk = Walk::open(RELEASE, width, height);
        walk.keys("/ 'back up' enter y enter");
        golden!(walk, format!("variables_copying_empty_{width}x{height}"));
        assert_eq!(walk.sent(), "", "nothing is copied before the answer");
        walk.keys("A");
        assert_eq!(
            clipboard(walk.sent()),
            "ssh <db-host> backup --tag {{version}}\ncurl https://your-domain.com/health"
        );
        walk.keys("y f 'db-1' enter '2.3.0' enter 'shop.example' enter y");
        golden!(walk, format!("variables_copying_{width}x{height}"));
        walk.keys("enter");
        assert_eq!(
            clipboard(walk.sent()),
            "ssh db-1 backup --tag 2.3.0\ncurl https://shop.example/health"
        );
    }
    let mut walk = Walk::open(RELEASE, 80, 24);
    walk.keys("y");
    assert!(
        walk.screen()
            .contains("Still empty: {{version}} (f: fill now, A: copy anyway)"),
        "{}",
        walk.screen()
    );
    walk.keys("f '2.3.0' enter y");
    assert_eq!(clipboard(walk.sent()), "shipctl --tag 2.3.0");
}

#[test]
fn walk_mode_asks_once_before_the_tick() {
    for (width, height) in [(80, 24), (40, 10)] {
        let mut walk = Walk::open(RELEASE, width, height);
        walk.keys("w l");
        golden!(walk, format!("variables_walk_{width}x{height}"));
        walk.keys("space");
        golden!(walk, format!("variables_walk_asked_{width}x{height}"));
        walk.keys("'db-1' enter esc");
        assert!(
            walk.screen().contains("[ ] Back up db-1"),
            "{}",
            walk.screen()
        );
        walk.keys("space");
        assert!(
            walk.progress().contains(r#""state":"done""#),
            "the second time it is ticked: {}",
            walk.progress()
        );
    }
}

#[test]
fn the_next_unfilled_place_may_be_a_variable() {
    let text = "# A\n- [ ] a ____\n- [ ] b {{one}}\n- [ ] c `{{two}}`\n";
    let mut walk = Walk::open(text, 80, 24);
    walk.keys("tab 'x' ctrl-s tab 'y' ctrl-s tab 'z' ctrl-s");
    for row in ["[ ] a x", "[ ] b y", "[ ] c z"] {
        assert!(walk.screen().contains(row), "{row}: {}", walk.screen());
    }
    walk.keys("tab");
    assert!(
        walk.screen()
            .contains("All blanks and variables are filled."),
        "{}",
        walk.screen()
    );
}

#[test]
fn search_finds_values_of_variables() {
    let mut walk = filled(80, 24);
    for (query, row) in [("db-1", "Back up"), ("shop.example", "Tell")] {
        walk.keys(&format!("g / '{query}' enter n"));
        assert!(walk.screen().contains(row), "{query}: {}", walk.screen());
        assert!(
            walk.underlined().iter().any(|it| it.contains(query)),
            "{query}: {:?}",
            walk.underlined()
        );
    }
}

/// A progress file with these events of the document.
fn progress(events: &[String]) -> String {
    format!(
        r#"{{"format":"gonogo/1","checklist":"launch.md","entries":{{"":[{}]}}}}"#,
        events.join(",")
    )
}

fn event(id: &str, by: &str, value: &str) -> String {
    format!(
        r#"{{"id":"{id}","at":"2026-11-20T21:00:00.000Z","by":"{by}","on":"","replaces":[],"variable":"version",{value}}}"#
    )
}

#[test]
fn a_value_in_conflict_is_resolved_and_a_copied_one_confirmed() {
    let conflict = progress(&[
        event("1", "ann@b", r#""value":"2.3.0""#),
        event("2", "bob@b", r#""value":"2.4.0""#),
    ]);
    for (width, height) in [(80, 24), (40, 10)] {
        let mut walk = Walk::open_with_progress(RELEASE, &conflict, width, height);
        walk.keys("b");
        golden!(walk, format!("variables_conflict_{width}x{height}"));
        walk.keys("enter");
        golden!(walk, format!("variables_settling_{width}x{height}"));
        walk.keys("down enter");
        assert!(
            walk.screen()
                .contains("Resolved: 2.4.0; it was 2.3.0 (ann@b)"),
            "{}",
            walk.screen()
        );
        walk.keys("esc");
        assert!(walk.row("Release").contains("2.4.0"), "{}", walk.screen());
    }
    let carried = progress(&[event("1", "ann@b", r#""value":"2.3.0","carried":"v1""#)]);
    let mut walk = Walk::open_with_progress(RELEASE, &carried, 80, 24);
    golden!(walk, "variables_carried_80x24");
    walk.keys("b enter");
    assert!(
        walk.screen().contains("from run v1 (enter: confirm)"),
        "{}",
        walk.screen()
    );
    walk.keys("enter esc");
    assert!(walk.row("Release").contains("2.3.0"), "{}", walk.screen());
}

#[test]
fn a_typed_value_is_kept_as_a_draft_and_nobody_is_overruled_unseen() {
    let mut walk = Walk::open(RELEASE, 80, 24);
    walk.keys("b enter '2.3' esc b");
    assert!(walk.selected().contains("draft: 2.3"), "{}", walk.screen());
    walk.keys("enter '.0'");
    walk.others_save(&progress(&[event("1", "ann@b", r#""value":"2.4.0""#)]));
    walk.keys("enter");
    assert!(
        walk.screen()
            .contains("Changed meanwhile: 2.4.0 (ann@b). Save again to overwrite."),
        "{}",
        walk.screen()
    );
    walk.keys("enter esc");
    assert!(walk.row("Release").contains("2.3.0"), "{}", walk.screen());
}

#[test]
fn hostile_values_are_shown_and_copied_without_acting() {
    let value = r#""value":"a\u001b]0;x\u0007\nrm -rf /\u202e""#;
    let hostile = progress(&[event("1", "ann@b", value)]);
    let mut walk = Walk::open_with_progress(RELEASE, &hostile, 80, 24);
    walk.keys("y");
    let screen = walk.screen();
    assert!(
        !screen.contains(['\u{1b}', '\u{7}', '\u{202e}']),
        "{screen:?}"
    );
    walk.keys("A");
    let copied = clipboard(walk.sent());
    assert!(
        !copied.contains(|c: char| c.is_control() || c == '\u{202e}'),
        "{copied:?}"
    );
}
