//! A real tmux with its default escape time: half a second in which Esc and the key behind it become one chord. Only
//! where `GONOGO_TMUX` is set, as not every machine has tmux.

use std::env;
use std::fs;

use tempfile::TempDir;

use crate::terminal::seat::Seat;

const TEXT: &str =
    "# Launch\n\n- [x] first thing\n- [ ] second thing\n\n**Lead**: ________ Date: ________\n";

fn seat() -> Option<(TempDir, Seat)> {
    env::var_os("GONOGO_TMUX")?;
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("launch.md"), TEXT).unwrap();
    let mut seat = Seat::start_in_tmux(folder.path(), &["launch.md"]);
    seat.wait_until("the first screen", |screen| screen.contains("first thing"));
    Some((folder, seat))
}

#[test]
fn esc_and_enter_sign_nothing() {
    let Some((_folder, mut seat)) = seat() else {
        return;
    };
    seat.type_keys("S");
    seat.wait_until("the sheet", |screen| screen.contains("not signed"));
    seat.type_keys("\r");
    seat.wait_until("the form", |screen| screen.contains("Sign as Lead"));
    seat.type_keys("\x1b\r");
    seat.wait_until("the form, opened again", |screen| {
        screen.contains("Sign as Lead")
    });
    seat.type_keys("\x1bj\x1bj");
    seat.wait_until("the outline", |screen| screen.contains("next open"));
    assert_eq!(seat.progress(), "");
    seat.type_keys("q");
    assert_eq!(seat.end(), 0);
}

#[test]
fn esc_and_enter_save_no_note_and_esc_alone_leaves_it() {
    let Some((_folder, mut seat)) = seat() else {
        return;
    };
    seat.type_keys("jahalf\x1b\r");
    seat.wait_until("the note left, and the row opened", |screen| {
        !screen.contains("editor")
    });
    assert_eq!(seat.progress(), "");
    seat.type_keys("a, and whole\x13");
    seat.wait_until("the note", |screen| {
        screen.contains("1 note") && screen.contains(" saved")
    });
    assert!(
        seat.progress().contains(r#""note":"half, and whole""#),
        "{}",
        seat.progress()
    );
    seat.type_keys("aother\x1b");
    seat.wait_until("the draft", |screen| screen.contains("Kept as a draft"));
    seat.type_keys("qq");
    assert_eq!(seat.end(), 0);
}

#[test]
fn keys_words_and_pasted_text_come_through() {
    let Some((_folder, mut seat)) = seat() else {
        return;
    };
    seat.type_keys("\x1b[B\x1b[Bx");
    seat.wait_until("a tick", |screen| {
        screen.contains("[x] second thing") && screen.contains(" saved")
    });
    seat.type_keys("aone two\x1bb\x15\x1b[200~q\nq \x1b[201~é\x13");
    seat.wait_until("the note", |screen| {
        screen.contains("1 note") && screen.contains(" saved")
    });
    assert!(
        seat.progress().contains(r#""note":"q\nq étwo""#),
        "{}",
        seat.progress()
    );
    seat.resize(40, 10);
    seat.wait_until("the other size", |screen| screen.contains("second thing"));
    seat.type_keys("q");
    assert_eq!(seat.end(), 0);
}
