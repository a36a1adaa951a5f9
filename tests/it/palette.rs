//! The palette and the sheet of keys: every action by its name, what applies here first, and the keys as they are.

use crate::screen::golden;
use crate::screen::walk::{LAUNCH, Walk};

#[test]
fn the_palette_finds_an_action_by_its_name_shows_its_key_and_does_it() {
    let mut walk = Walk::open(LAUNCH, 80, 24);
    walk.keys("j j j :");
    golden!(walk, "palette_80x24");
    walk.keys("'fold al'");
    golden!(walk, "palette_found_80x24");
    walk.keys("enter");
    assert!(walk.row("Tests pass").is_empty(), "{}", walk.screen());
    walk.keys(": 'open next' enter");
    assert!(
        walk.selected().contains("Tests pass"),
        "words in any order: {}",
        walk.screen()
    );
    walk.keys(": 'toggle' enter");
    assert!(
        walk.progress().contains(r#""state":"done""#),
        "{}",
        walk.progress()
    );
    walk.keys(": 'unans' enter");
    assert!(
        walk.screen().contains("showing: unanswered"),
        "filters too: {}",
        walk.screen()
    );
    walk.keys(": 'zzz' enter");
    assert!(
        walk.screen().contains("Unknown action."),
        "{}",
        walk.screen()
    );
    walk.keys(": 'histor'");
    assert_eq!(
        walk.screen().matches("history").count(),
        2,
        "one row, and what it does: {}",
        walk.screen()
    );
    walk.keys("esc : 'undo' tab tab shift-tab esc");
    assert!(
        walk.progress().contains(r#""state":"done""#),
        "esc does nothing: {}",
        walk.progress()
    );
    let mut small = Walk::open(LAUNCH, 40, 10);
    small.keys("j j j :");
    golden!(small, "palette_40x10");
    small.keys("tab tab tab tab tab tab tab tab tab tab");
    assert!(
        small.selected().contains(' '),
        "the selected one is in sight: {}",
        small.screen()
    );
}

/// The name that the palette shows as selected, or what it says instead.
fn selected(typed: &str) -> String {
    let mut walk = Walk::open(LAUNCH, 80, 24);
    walk.keys(&format!("j j j : '{typed}'"));
    match walk
        .selected()
        .trim_start_matches('►')
        .split("  ")
        .next()
        .unwrap_or_default()
        .trim()
    {
        "" => "-".to_owned(),
        name => name.to_owned(),
    }
}

#[test]
fn what_is_typed_is_the_action_that_it_names_or_none() {
    for (typed, action) in [
        // Names.
        ("redo", "redo"),
        ("undo", "undo"),
        ("quit", "quit"),
        ("help", "help"),
        ("open", "reopen"),
        ("fold all", "fold all"),
        ("Fold-All", "fold all"),
        ("show open", "show open"),
        ("note", "note"),
        ("edit", "edit"),
        ("runs", "runs"),
        ("read only", "read only"),
        // Other names.
        ("done", "toggle"),
        ("tick", "toggle"),
        ("reopen", "reopen"),
        ("n/a", "not applicable"),
        ("na", "not applicable"),
        ("search", "find"),
        ("sign", "sign offs"),
        ("readonly", "read only"),
        ("read-only", "read only"),
        ("keys", "help"),
        // vim's.
        ("q", "quit"),
        ("qa", "quit"),
        ("wq", "quit"),
        ("x", "quit"),
        (":q", "quit"),
        ("h", "help"),
        ("u", "undo"),
        ("red", "redo"),
        ("stop", "suspend"),
        // vim's that are nothing here, and say so.
        ("w", "-"),
        ("w other.md", "-"),
        ("q!", "-"),
        ("e", "-"),
        ("e other.md", "-"),
        // The only one that begins so.
        ("unans", "show unanswered"),
        ("histor", "history"),
        ("over", "overview"),
        ("open next", "next open"),
        ("accept next", "accept next"),
        // Several, or none for sure.
        ("", "-"),
        ("un", "-"),
        ("next", "-"),
        ("fold a", "fold all"),
        ("don", "-"),
        ("wqq", "-"),
        ("d", "-"),
        ("s/a/b/", "-"),
        ("!ls", "-"),
        ("12", "-"),
        ("zzz", "-"),
        ("cancel the launch", "-"),
    ] {
        assert_eq!(selected(typed), action, "{typed}");
    }
}

#[test]
fn enter_does_nothing_that_is_not_selected() {
    let last = |keys: &str| {
        let mut walk = Walk::open(LAUNCH, 80, 24);
        walk.keys("j j j space");
        let before = walk.progress();
        walk.burst(keys);
        assert_eq!(walk.progress(), before, "{keys}: {}", walk.screen());
        assert!(!walk.is_over(), "{keys}");
        walk.screen()
            .lines()
            .last()
            .unwrap_or_default()
            .trim()
            .to_owned()
    };
    for (keys, told) in [
        (": 'done' enter", "Already done."),
        (": 'w' enter", "Changes are saved as you make them."),
        (": 'w!' enter", "Changes are saved as you make them."),
        (
            ": 'q!' enter",
            "Changes are already saved (u: undo the last one, q: quit).",
        ),
        (
            ": 'e other.md' enter",
            "To open another checklist, quit (q) and run `gonogo FILE` (r: switch runs).",
        ),
        (
            ": 'w other.md' enter",
            "Changes are saved next to the checklist; `gonogo export` writes a copy.",
        ),
        (
            ": 'don' enter",
            "“don” matches several actions: type more, or select one (down).",
        ),
        (
            ": 'un' enter",
            "“un” matches several actions: type more, or select one (down).",
        ),
        (": 'zzz' enter", "Unknown action."),
    ] {
        assert_eq!(last(keys), told, "{keys}");
    }
    let before = last("");
    assert_eq!(last(": enter"), before, "nothing typed, nothing done");
    for leaving in ["q", "wq", "x", "quit", "exit"] {
        let mut walk = Walk::open(LAUNCH, 80, 24);
        walk.burst(&format!("j j j x : '{leaving}' enter"));
        assert!(
            walk.is_over() && walk.progress().contains(r#""state":"done""#),
            "{leaving}"
        );
    }
    let mut walk = Walk::open(LAUNCH, 80, 24);
    walk.keys("j j j : 'tick' enter");
    assert!(
        walk.progress().contains(r#""state":"done""#),
        "{}",
        walk.screen()
    );
    walk.keys(": 'un' tab enter");
    assert!(
        walk.progress().contains(r#""state":null"#),
        "undo, selected by hand: {}",
        walk.progress()
    );
}

#[test]
fn an_action_of_another_place_is_found_and_told() {
    let mut walk = Walk::open(LAUNCH, 80, 24);
    walk.keys(": 'accept next' enter");
    assert!(
        walk.screen()
            .contains("“accept next” isn't available here; see Single-line field (tab)."),
        "{}",
        walk.screen()
    );
}

#[test]
fn help_begins_with_what_applies_here_and_shows_every_key() {
    let mut walk = Walk::open(LAUNCH, 80, 24);
    walk.keys("?");
    golden!(walk, "help");
    while !walk.screen().contains("Checklist picker") {
        let before = walk.screen();
        walk.keys("pgdn");
        assert_ne!(walk.screen(), before, "the end, and it was not there");
    }
    walk.keys("q");
    assert!(
        walk.selected().contains("Launch"),
        "q closes the sheet, not the program"
    );
    walk.keys("/ 'rto' enter ?");
    golden!(walk, "help_on_an_item");
    let mut small = Walk::open(LAUNCH, 40, 10);
    small.keys("? pgdn");
    golden!(small, "help_40x10");
}

#[test]
fn changed_keys_do_what_they_say_and_are_shown_everywhere() {
    let settings = "[keys.outline]\ntoggle = ['z', 'ctrl-t']\nhelp = 'f1'\nfilter = 'ctrl-f'\npage-down = 'pgdn'\n\
                    cancel = 'ctrl-g'\n[keys.filters]\nshow-open = 'O'\n";
    let mut walk = Walk::open_with_keys(LAUNCH, settings, 80, 24);
    walk.keys("j j j space");
    assert_eq!(walk.progress(), "", "space was given up");
    walk.keys("z");
    assert!(
        walk.screen().contains("z tick"),
        "the footer: {}",
        walk.screen()
    );
    assert!(
        walk.progress().contains(r#""state":"done""#),
        "{}",
        walk.progress()
    );
    walk.keys("f1");
    assert!(
        walk.row("tick, confirm or untick").contains("z ctrl-t"),
        "the sheet of keys: {}",
        walk.screen()
    );
    walk.keys("esc ctrl-f");
    assert!(
        walk.row(" open ").contains(" O "),
        "the sheet of filters: {}",
        walk.screen()
    );
    walk.keys("O esc");
    assert!(
        walk.screen().contains("ctrl-f: change, ctrl-g: show all"),
        "{}",
        walk.screen()
    );
    walk.keys(": 'show open'");
    assert!(
        walk.row("show open").contains("ctrl-f O"),
        "the palette: {}",
        walk.screen()
    );
}
