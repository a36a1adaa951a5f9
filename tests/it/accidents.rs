//! Keys that nobody meant: Esc and another key that arrive as one chord, keys typed ahead of a question, keys of other
//! programs. None of them saves, signs, ticks or leaves.

use crate::screen::walk::{LAUNCH, Packets, Walk};

const SIGNED: &str = "\
# Launch

- [x] first thing
- [ ] second thing

**Lead**: ________ Date: ________
";

/// Types bytes that all come in one packet.
fn type_at_once(walk: &mut Walk, bytes: &str) {
    walk.type_packets(Packets::new([bytes.as_bytes()]));
}

#[test]
fn esc_and_then_a_key_are_two_keys_everywhere() {
    // Where one is, what arrives, and what is then to be seen; nothing is saved.
    for (opened, chord, seen) in [
        ("S enter", "\x1b\r", "Sign as Lead"),
        ("S enter tab", "\x1b\r", "Sign as Lead"),
        ("S enter", "\x1b\n", "Sign as Lead"),
        ("S enter", "\x1bq", "►   [ ] second thing"),
        ("S", "\x1bj", "►   Lead"),
        ("a 'half'", "\x1b\r", "No blank here"),
        ("a 'half'", "\x1b\x13", "next open"),
        ("- 'half'", "\x1b\r", "No blank here"),
        ("/ 'lead'", "\x1bG", "►   Lead"),
        ("T '22:00'", "\x1b\r", "No blank here"),
        ("G enter 'Ann'", "\x1b\r", "Draft restored."),
        ("G enter 'Ann'", "\x1b\t", "Draft restored."),
        (":", "\x1bG", "►   Lead"),
        (": 'quit'", "\x1b\r", "No blank here"),
        ("f", "\x1bG", "►   Lead"),
        ("g x", "\x1by", "Launch"),
        ("P", "\x1b\r", "No blank here"),
        ("?", "\x1bG", "►   Lead"),
        ("v", "\x1bG", "►   Lead"),
        ("b", "\x1bG", "►   Lead"),
        ("", "\x1bG", "►   Lead"),
        ("", "\x1bq", ""),
    ] {
        let mut walk = Walk::open(SIGNED, 80, 24);
        walk.keys(&format!("j j {opened}"));
        type_at_once(&mut walk, chord);
        assert!(
            walk.screen().contains(seen),
            "{opened}, {}: {}",
            chord.escape_debug(),
            walk.screen()
        );
        assert_eq!(
            walk.progress(),
            "",
            "{opened}, {}: {}",
            chord.escape_debug(),
            walk.screen()
        );
        assert_eq!(
            walk.is_over(),
            (opened, chord) == ("", "\x1bq"),
            "{opened}: as Esc and q do"
        );
    }
}

#[test]
fn words_are_edited_with_alt_in_every_field() {
    for (opened, taken, saved) in [
        ("j a", "ctrl-s", r#""note":"twox!""#),
        ("G enter", "enter", r#""value":"twox!""#),
        ("j -", "enter", r#""reason":"twox!""#),
    ] {
        let mut walk = Walk::open(SIGNED, 80, 24);
        walk.keys(&format!("{opened} 'one two'"));
        type_at_once(&mut walk, "\x1bb\x0b\x1b\x7f\x19x\x01\x1bd\x04\x05!");
        walk.keys(taken);
        assert!(
            walk.progress().contains(saved),
            "{opened}: {}",
            walk.progress()
        );
    }
    let mut walk = Walk::open(LAUNCH, 80, 24);
    walk.keys("/ 'rto' enter enter '450ms' ctrl-u '250' enter");
    assert!(
        walk.progress().contains(r#""value":"250""#),
        "{}",
        walk.progress()
    );
    walk.keys("/ 'zzz' ctrl-u 'monthly' ctrl-w 'rto'");
    assert!(walk.selected().contains("RTO"), "{}", walk.screen());
    walk.keys("esc : 'zzz' ctrl-u 'walk'");
    assert!(walk.selected().contains("walk"), "{}", walk.screen());
}

#[test]
fn a_question_is_not_answered_by_keys_that_came_before_it_was_seen() {
    let mut walk = Walk::open(LAUNCH, 80, 24);
    walk.burst("j j x y n j");
    assert!(walk.screen().contains("y or n."), "{}", walk.screen());
    assert_eq!(walk.progress(), "");
    walk.keys("y");
    assert!(
        walk.progress().contains(r#""state":"done""#),
        "{}",
        walk.progress()
    );
    let mut walk = Walk::open(LAUNCH, 80, 24);
    walk.burst("R y j j j x");
    assert!(walk.screen().contains("y or n (R"), "{}", walk.screen());
}

#[test]
fn nobody_signs_a_form_that_was_not_seen() {
    for keys in [
        "G S enter enter enter enter enter",
        "G S enter ctrl-s ctrl-s",
    ] {
        let mut walk = Walk::open(SIGNED, 80, 24);
        walk.keys("j j x");
        let before = walk.progress();
        walk.burst(keys);
        assert!(
            walk.screen()
                .contains("Not signed yet: review it, then press enter."),
            "{}",
            walk.screen()
        );
        assert_eq!(walk.progress(), before, "{keys}");
        walk.keys("ctrl-s");
        assert!(
            walk.screen().contains("Signed as Lead: lead@bastion-1"),
            "{}",
            walk.screen()
        );
    }
}

#[test]
fn a_step_that_was_not_seen_is_not_ticked() {
    let mut walk = Walk::open(LAUNCH, 80, 24);
    walk.keys("w");
    walk.burst("space space space");
    assert_eq!(
        walk.progress().matches(r#""state":"done""#).count(),
        1,
        "{}",
        walk.progress()
    );
    assert!(
        walk.screen()
            .contains("Not ticked: this step wasn't on screen yet."),
        "{}",
        walk.screen()
    );
    walk.keys("space");
    assert_eq!(
        walk.progress().matches(r#""state":"done""#).count(),
        2,
        "{}",
        walk.progress()
    );
}

#[test]
fn an_answer_that_was_not_seen_is_not_confirmed() {
    let text = "- [ ] Region: ____ Zone: ____\n";
    let mut walk = Walk::open(text, 80, 24);
    walk.keys("enter 'eu' enter 'a' enter r n 'v2' enter y");
    assert!(
        walk.screen().contains("Copied 2 values; confirm each."),
        "{}",
        walk.screen()
    );
    let file = walk.document().with_file_name("launch.v2.gonogo.json");
    let saved = || std::fs::read_to_string(&file).unwrap();
    let before = saved();
    walk.burst("enter enter enter");
    assert_eq!(saved(), before, "{}", walk.screen());
    walk.keys("enter enter enter");
    assert_ne!(saved(), before, "{}", walk.screen());
}

#[test]
fn a_note_that_is_deleted_keeps_what_was_typed_in_it() {
    let mut walk = Walk::open(SIGNED, 80, 24);
    walk.keys("j a 'agreed' ctrl-s e ' and more' ctrl-x");
    let told = "Note deleted (u: undo). Kept as a draft.";
    assert_eq!(walk.screen().lines().last().unwrap().trim(), told);
    walk.keys("a ctrl-s");
    assert!(
        walk.progress().contains(r#""note":"agreed and more""#),
        "{}",
        walk.progress()
    );
}

#[test]
fn a_key_that_repeats_itself_leaves_nothing_unsaved() {
    let mut walk = Walk::open(LAUNCH, 80, 24);
    walk.keys("j a 'half' esc");
    walk.burst("q q q q");
    assert!(
        !walk.is_over() && walk.screen().contains("q again"),
        "{}",
        walk.screen()
    );
    walk.keys("q");
    assert!(walk.is_over());
}

#[test]
fn read_only_is_asked_for_and_ended_by_the_same_key() {
    let mut walk = Walk::open(LAUNCH, 80, 24);
    walk.keys("j j j R");
    assert_eq!(
        walk.screen().lines().last().unwrap().trim(),
        "Turn on read-only mode? y or n (R to turn it off again)."
    );
    for no in ["n", "R esc", "R q"] {
        walk.keys(no);
        assert!(walk.screen().contains(" saved"), "{no}: {}", walk.screen());
    }
    walk.keys("R y");
    assert_eq!(
        walk.screen().lines().last().unwrap().trim(),
        "Read-only mode (R to turn it off)"
    );
    walk.keys("x");
    assert!(
        walk.screen()
            .contains("Read-only mode is on (R to turn it off)."),
        "{}",
        walk.screen()
    );
    assert_eq!(walk.progress(), "");
    walk.keys("R");
    assert_eq!(
        walk.screen().lines().last().unwrap().trim(),
        "Read-only mode is off."
    );
    walk.keys("x");
    assert!(
        walk.progress().contains(r#""state":"done""#),
        "{}",
        walk.progress()
    );
    let newer = r#"{"format":"gonogo/2","checklist":"launch.md","entries":{}}"#;
    let mut walk = Walk::open_with_progress(LAUNCH, newer, 80, 24);
    walk.keys("R");
    assert!(
        walk.screen().contains("newer gonogo") && walk.screen().contains("read-only"),
        "{}",
        walk.screen()
    );
    walk.keys("y R y x");
    assert_eq!(walk.progress(), newer);
}

#[test]
fn ctrl_d_and_ctrl_x_and_others_in_a_note_save_and_leave_nothing() {
    let mut walk = Walk::open(SIGNED, 80, 24);
    walk.keys("j a 'half' ctrl-d ctrl-x ctrl-o ctrl-q ctrl-w ctrl-y ctrl-_ ctrl-_");
    assert!(
        walk.screen().contains("Note on first thing") && !walk.is_over(),
        "{}",
        walk.screen()
    );
    assert_eq!(walk.progress(), "");
}
