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
    assert!(walk.selected().contains("Tests pass"), "words in any order: {}", walk.screen());
    walk.keys(": 'toggle' enter");
    assert!(walk.progress().contains(r#""state":"done""#), "{}", walk.progress());
    walk.keys(": 'unans' enter");
    assert!(walk.screen().contains("showing: unanswered"), "filters too: {}", walk.screen());
    walk.keys(": 'zzz' enter");
    assert!(walk.screen().contains("There is no such action."), "{}", walk.screen());
    walk.keys(": 'histor'");
    assert_eq!(walk.screen().matches("history").count(), 2, "one row, and what it does: {}", walk.screen());
    walk.keys("esc : 'undo' tab tab shift-tab esc");
    assert!(walk.progress().contains(r#""state":"done""#), "esc does nothing: {}", walk.progress());
    let mut small = Walk::open(LAUNCH, 40, 10);
    small.keys("j j j :");
    golden!(small, "palette_40x10");
    small.keys("tab tab tab tab tab tab tab tab tab tab");
    assert!(small.selected().contains(' '), "the selected one is in sight: {}", small.screen());
}

#[test]
fn an_action_of_another_place_is_found_and_told() {
    let mut walk = Walk::open(LAUNCH, 80, 24);
    walk.keys(": 'accept next' enter");
    assert!(walk.screen().contains("“accept next” works in a field, with tab."), "{}", walk.screen());
}

#[test]
fn help_begins_with_what_applies_here_and_shows_every_key() {
    let mut walk = Walk::open(LAUNCH, 80, 24);
    walk.keys("?");
    golden!(walk, "help");
    while !walk.screen().contains("Choosing a checklist") {
        let before = walk.screen();
        walk.keys("pgdn");
        assert_ne!(walk.screen(), before, "the end, and it was not there");
    }
    walk.keys("q");
    assert!(walk.selected().contains("Launch"), "q closes the sheet, not the program");
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
    assert!(walk.screen().contains("z tick"), "the footer: {}", walk.screen());
    assert!(walk.progress().contains(r#""state":"done""#), "{}", walk.progress());
    walk.keys("f1");
    assert!(walk.row("tick, confirm, untick").contains("z ctrl-t"), "the sheet of keys: {}", walk.screen());
    walk.keys("esc ctrl-f");
    assert!(walk.row(" open ").contains(" O "), "the sheet of filters: {}", walk.screen());
    walk.keys("O esc");
    assert!(walk.screen().contains("ctrl-f changes, ctrl-g shows all"), "{}", walk.screen());
    walk.keys(": 'show open'");
    assert!(walk.row("show open").contains("ctrl-f O"), "the palette: {}", walk.screen());
}
