//! The mouse: it does what keys do, where it points, and only when it is asked for.

use std::fs;

use ratatui::crossterm::event::MouseEventKind;

use crate::screen::walk::{LAUNCH, Walk};
use crate::terminal::seat::Seat;

const WHEEL: MouseEventKind = MouseEventKind::ScrollDown;
const BACK: MouseEventKind = MouseEventKind::ScrollUp;

#[test]
fn the_wheel_goes_through_the_rows_of_a_sheet() {
    for sheet in ["v", "b", "f"] {
        let mut walk = Walk::open(LAUNCH, 80, 24);
        walk.keys("j j j x");
        walk.keys(sheet);
        let before = walk.screen();
        walk.point(WHEEL, 5, 18);
        let after = walk.screen();
        assert_ne!(after, before, "{sheet}");
        walk.keys("esc");
        assert!(
            !walk.screen().contains("more: K"),
            "nothing is scrolled under it: {}",
            walk.screen()
        );
    }
}

#[test]
fn a_click_selects_ticks_and_folds() {
    let mut walk = Walk::open(LAUNCH, 80, 24);
    walk.click("Image builds");
    assert!(
        walk.selected().contains("[ ] Image builds"),
        "{}",
        walk.screen()
    );
    assert_eq!(walk.progress(), "", "a click on the text changes nothing");
    walk.click("[ ] Known issues");
    assert!(
        walk.selected().contains("[x] Known issues"),
        "{}",
        walk.screen()
    );
    assert!(
        walk.progress()
            .contains(r#""on":"Known issues reviewed (optional)","state":"done""#)
    );
    walk.keys("u");
    assert!(
        walk.row("Known issues").contains("[ ]"),
        "undone like a key"
    );
    walk.click("▾ Quality");
    assert!(
        walk.selected().contains("▸ Quality") && !walk.screen().contains("Tests pass"),
        "{}",
        walk.screen()
    );
    walk.click("▸ Quality");
    assert!(walk.screen().contains("Tests pass"), "{}", walk.screen());
    for nowhere in ["NO-GO", "────", "enter fill"] {
        walk.click(nowhere);
        assert!(
            walk.selected().contains("Quality"),
            "{nowhere}: {}",
            walk.screen()
        );
    }
}

#[test]
fn a_click_hits_on_narrow_screens_and_after_scrolling() {
    let mut walk = Walk::open(LAUNCH, 40, 10);
    walk.keys("G");
    walk.point(BACK, 5, 3);
    walk.point(BACK, 5, 3);
    walk.click("[ ]");
    assert!(walk.selected().contains("[x]"), "{}", walk.screen());
}

#[test]
fn the_wheel_scrolls_what_is_under_it() {
    let mut walk = Walk::open(LAUNCH, 80, 24);
    let title = |walk: &Walk| {
        walk.screen()
            .lines()
            .nth(1)
            .unwrap_or_default()
            .contains("Launch")
    };
    walk.point(WHEEL, 10, 5);
    assert!(
        !title(&walk) && walk.selected().contains("Known issues"),
        "{}",
        walk.screen()
    );
    walk.point(BACK, 10, 5);
    assert!(title(&walk), "{}", walk.screen());
    walk.keys("g a 'one' enter 'two' enter 'three' enter 'four' enter 'five' enter 'six' ctrl-s");
    let before = walk.row("Launch of the ledger service");
    (0..4).for_each(|_| walk.point(WHEEL, 10, 18));
    assert!(
        walk.screen().contains("six") && title(&walk),
        "{}",
        walk.screen()
    );
    assert_eq!(walk.row("Launch of the ledger service"), before);
    walk.keys("?");
    walk.point(WHEEL, 10, 5);
    assert!(
        !walk.screen().contains("Available now"),
        "{}",
        walk.screen()
    );
}

#[test]
fn while_something_is_typed_a_click_does_nothing() {
    let mut walk = Walk::open(LAUNCH, 80, 24);
    walk.keys("j j j a 'half a no'");
    walk.click("[ ] Image");
    walk.point(WHEEL, 10, 5);
    walk.keys("'te' ctrl-s");
    assert!(
        walk.progress()
            .contains(r#""on":"Tests pass on the release branch","note":"half a note""#)
    );
    assert!(!walk.progress().contains("state"), "{}", walk.progress());
}

#[test]
fn it_is_off_until_asked_for_and_let_go_of_at_the_end_and_for_a_rest() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("launch.md"),
        "- [ ] first\n- [ ] second\n- [ ] third\n",
    )
    .unwrap();
    let is_held =
        |seat: &Seat| seat.screen().mouse_protocol_mode() != vt100::MouseProtocolMode::None;
    let mut seat = Seat::start_as_job(folder.path(), &["launch.md"]);
    seat.wait_until("the first screen", |screen| screen.contains("first"));
    assert!(!is_held(&seat), "it is the terminal's by default");
    seat.type_keys("M\x1b[<0;6;3M\x1b[<0;6;3m");
    seat.wait_until("a tick by a click", |screen| {
        screen.contains("[x] second") && screen.contains(" saved")
    });
    assert!(is_held(&seat));
    seat.type_keys("\x1a");
    seat.wait_until("the shell", |screen| screen.contains("resting"));
    assert!(!is_held(&seat), "let go of for a rest");
    seat.type_keys("\r");
    seat.wait_until("the screen again", |screen| screen.contains("third"));
    seat.type_keys("jj ");
    seat.wait_until("a tick", |screen| {
        screen.contains("[x] third") || screen.contains("2/3 done")
    });
    assert!(is_held(&seat), "taken again");
    seat.type_keys("MM?");
    seat.wait_until("the keys", |screen| screen.contains("Outline"));
    seat.type_keys("qq");
    seat.end();
    assert!(!is_held(&seat), "let go of at the end");
}
