//! Notes: the editor in the field, and editing or deleting a note that is there.

use super::walk::{LAUNCH, Walk};

/// A walk on the first item, which has these notes.
fn noted(notes: &[&str], width: u16, height: u16) -> Walk {
    let mut walk = Walk::open(LAUNCH, width, height);
    walk.keys("j j j");
    for note in notes {
        walk.keys(&format!("a '{note}' ctrl-s"));
    }
    walk
}

#[test]
fn editing_and_deleting_a_note_can_be_undone() {
    let mut walk = noted(&["agreed with the DBA"], 80, 24);
    walk.keys("e ' and the CFO'");
    golden!(walk, "editing_note");
    walk.keys("ctrl-s");
    assert!(
        walk.progress().contains("agreed with the DBA and the CFO"),
        "{}",
        walk.progress()
    );
    walk.keys("e ctrl-x");
    assert!(
        walk.screen().contains("Note deleted (u: undo)"),
        "{}",
        walk.screen()
    );
    assert!(
        !walk.row("Tests pass").contains("note"),
        "{}",
        walk.screen()
    );
    walk.keys("u");
    assert!(
        walk.row("Tests pass").contains("1 note"),
        "{}",
        walk.screen()
    );
    walk.keys("e end");
    for _ in 0..40 {
        walk.keys("backspace");
    }
    walk.keys("ctrl-s");
    assert!(
        walk.screen().contains("Note deleted"),
        "an emptied one too: {}",
        walk.screen()
    );
}

#[test]
fn several_notes_open_a_choice() {
    let mut walk = noted(
        &[
            "first",
            "second",
            "third, which is long and says a lot about everything",
        ],
        80,
        24,
    );
    walk.keys("e k");
    golden!(walk, "choosing_note");
    walk.keys("enter '!' ctrl-s");
    assert!(
        walk.progress().contains(r#""note":"second!""#),
        "{}",
        walk.progress()
    );
    walk.keys("e g x");
    assert!(
        walk.row("Tests pass").contains("2 notes"),
        "{}",
        walk.screen()
    );
    walk.keys("e G esc e");
    for (width, height) in [(40, 10), (10, 2), (1, 1), (40, 10)] {
        walk.resize(width, height);
    }
    assert!(walk.selected().contains("third"), "{}", walk.screen());
    walk.keys("esc j e");
    assert!(
        walk.screen().contains("No note here (a: add one)"),
        "{}",
        walk.screen()
    );
}

#[test]
fn closed_note_edit_keeps_its_own_draft() {
    let mut walk = noted(&["one"], 80, 24);
    walk.keys("e ' more' esc a 'another' esc e");
    assert!(
        walk.screen().contains("one more") && walk.screen().contains("Draft"),
        "{}",
        walk.screen()
    );
    walk.keys("ctrl-s a");
    assert!(walk.screen().contains("another"), "{}", walk.screen());
    walk.keys("ctrl-s");
    assert!(
        walk.row("Tests pass").contains("2 notes"),
        "{}",
        walk.screen()
    );
}

#[test]
fn typing_is_undone_and_redone_and_long_lines_wrap() {
    let mut walk = noted(&[], 40, 10);
    walk.keys("a 'agreed with the DBA and with everybody who was in the room at that time'");
    golden!(walk, "noting_40x10");
    walk.keys("ctrl-_ ctrl-_ ctrl-_");
    assert!(!walk.screen().contains("time"), "{}", walk.screen());
    walk.keys("ctrl-r ctrl-r ctrl-r");
    assert!(walk.screen().contains("time"), "{}", walk.screen());
    walk.paste("two\r\nlines");
    walk.keys("ctrl-_ ctrl-s");
    assert!(
        !walk.progress().contains("lines"),
        "a paste is one step: {}",
        walk.progress()
    );
    walk.keys("a ctrl-x ctrl-n ctrl-p esc");
    assert!(
        walk.progress().matches(r#""note""#).count() == 1,
        "{}",
        walk.progress()
    );
}

#[test]
fn field_stays_open_without_a_terminal_for_the_editor() {
    let mut walk = noted(&[], 80, 24);
    walk.keys("E");
    assert!(
        walk.screen().contains("No terminal to run an editor"),
        "{}",
        walk.screen()
    );
    walk.keys("'typed' ctrl-g ctrl-s");
    assert!(
        walk.progress().contains(r#""note":"typed""#),
        "{}",
        walk.progress()
    );
}

#[test]
fn draft_without_its_entry_delays_the_reload() {
    let mut walk = Walk::open("- [ ] one\n- [ ] two\n", 80, 24);
    walk.keys("j a 'half' esc");
    std::fs::write(walk.document(), "- [ ] one\n").unwrap();
    walk.idle(1);
    assert!(
        walk.screen().contains("“two”, which is gone"),
        "{}",
        walk.screen()
    );
    walk.keys("a ctrl-s");
    walk.idle(1);
    assert!(
        walk.screen().contains("Checklist reloaded"),
        "{}",
        walk.screen()
    );
}
