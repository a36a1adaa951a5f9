//! A bad link: the bytes of a session, split at every byte and cut at every byte, go through the real reader and the
//! real loop. Whole keys are applied, drawn and saved whatever follows them.

use crate::screen::walk::{LAUNCH, Packets, Walk};
use crate::terminal::seat::Seat;

/// A session, key by key: what a person types, pastes and clicks, and what a terminal answers in between.
const SESSION: &[&str] = &[
    // Down to the first item, and a tick.
    "\x1b[B",
    "\x1bOB",
    "j",
    "x",
    // A note, typed and pasted.
    "a",
    "é",
    "数",
    "✅",
    " ",
    "\x1b[200~agreed\r\nwith the DBA é\x1b[201~",
    "\x1b[1;5D",
    "w",
    "\x1b[F",
    "!",
    "\x13",
    // What a terminal says that was asked by the program before.
    "\x1b[?62;22c",
    "\x1b]11;rgb:0000/0000/0000\x1b\\",
    "\x1bP>|tmux 3.3a\x1b\\",
    "\x1b[24;80R",
    // The mouse: taken, a row and its box clicked, the wheel turned, let go of.
    "M",
    "\x1b[<0;12;7M",
    "\x1b[<0;12;7m",
    "\x1b[<65;10;8M",
    "\x1b[<64;10;8M",
    "M",
    // A value, typed anew.
    "/",
    "r",
    "t",
    "o",
    "\r",
    "\r",
    "4",
    "5",
    "\x15",
    "4",
    " ",
    "h",
    "\x1bb",
    "\x7f",
    "\x14",
    "\r",
    // A state with its reason; a field that is left; a tick that is taken back and given again.
    "\x1b[H",
    "j",
    "j",
    "j",
    "j",
    "-",
    "n",
    "o",
    "\r",
    "a",
    "d",
    "r",
    "a",
    "f",
    "t",
    "\x1b",
    "u",
    "\x12",
    "\x1b[I",
    "\x1b[3~",
    "k",
    " ",
];

fn bytes() -> Vec<u8> {
    SESSION.concat().into_bytes()
}

/// What is on disk and on the screen after these packets.
fn played<'a>(packets: impl IntoIterator<Item = &'a [u8]>) -> (String, String) {
    let mut walk = Walk::open(LAUNCH, 80, 24);
    walk.stop_clock();
    walk.type_packets(Packets::new(packets));
    (walk.progress(), walk.screen())
}

#[test]
fn the_session_does_all_that_it_says() {
    let bytes = bytes();
    let (progress, screen) = played([&bytes[..]]);
    for part in [
        r#""note":"é数✅ agreed\nwith the DBA wé!""#,
        r#""value":"h4""#,
        r#""state":"na","reason":"no""#,
    ] {
        assert!(progress.contains(part), "{part}: {progress}\n{screen}");
    }
    assert!(screen.contains(" saved"), "{screen}");
}

#[test]
fn wherever_a_session_is_split_it_is_the_same() {
    let bytes = bytes();
    let whole = played([&bytes[..]]);
    for at in 1..bytes.len() {
        let (before, after) = bytes.split_at(at);
        assert_eq!(
            played([before, after]),
            whole,
            "split at {at}: {}",
            after.escape_ascii()
        );
    }
    assert_eq!(played(bytes.chunks(1)), whole, "byte by byte");
    assert_eq!(played(bytes.chunks(3)), whole, "three by three");
}

#[test]
fn wherever_the_link_is_cut_whole_keys_are_on_disk() {
    let bytes = bytes();
    let mut whole = 0;
    let mut expected = (String::new(), String::new());
    for at in 1..=bytes.len() {
        let ends = SESSION.iter().scan(0, |end, key| {
            *end += key.len();
            Some(*end)
        });
        let end = ends.take_while(|&end| end <= at).last().unwrap_or_default();
        if end != whole {
            whole = end;
            expected = played([&bytes[..end]]);
        }
        let (progress, screen) = played([&bytes[..at]]);
        // Part of a pasted text is in its field already, and Esc alone is not known as such yet.
        let cut = &bytes[end..at];
        let is_pasting = cut.starts_with(b"\x1b[200~");
        assert_eq!(
            progress,
            expected.0,
            "cut at {at}, behind {}",
            cut.escape_ascii()
        );
        if !is_pasting && whole > 0 {
            assert_eq!(
                screen,
                expected.1,
                "cut at {at}, behind {}",
                cut.escape_ascii()
            );
        }
    }
}

#[test]
fn what_begins_behind_a_tick_keeps_it_from_nothing() {
    for half in [
        "\x1b",
        "\x1b[",
        "\x1bO",
        "\x1b[1;5",
        "\x1b]11;rgb",
        "\x1b[200~text",
        "\x1b[<0;20",
    ] {
        let mut walk = Walk::open(LAUNCH, 80, 24);
        walk.type_packets(Packets::new([format!("jjjx{half}").as_bytes()]));
        assert!(
            walk.row("Tests pass").contains("[x]"),
            "{half:?}: {}",
            walk.screen()
        );
        assert!(
            walk.progress().contains(r#""state":"done""#),
            "{half:?}: {}",
            walk.progress()
        );
    }
    let mut walk = Walk::open(LAUNCH, 80, 24);
    walk.type_packets(Packets::new([&b"jjjx\xe9"[..]]));
    assert!(
        walk.progress().contains(r#""state":"done""#),
        "{}",
        walk.progress()
    );
}

#[test]
fn a_half_that_never_becomes_whole_is_given_up() {
    for (packets, selected) in [
        // Esc, and `[` for the section before.
        (&["]]\x1b[", "", ""][..], "Quality"),
        // Part of an arrow: nothing.
        (&["]]\x1b[1;5", "", "", "j"], "Cloud account"),
        // Late, but whole.
        (&["]]\x1b[", "A"], "Known issues"),
    ] {
        let mut walk = Walk::open(LAUNCH, 80, 24);
        walk.keys("]");
        walk.type_packets(Packets::new(packets.iter().map(|packet| packet.as_bytes())));
        assert!(
            walk.selected().contains(selected),
            "{packets:?}: {}",
            walk.screen()
        );
    }
}

#[test]
fn a_pasted_text_that_stops_is_kept_and_what_follows_is_no_command() {
    let mut walk = Walk::open(LAUNCH, 80, 24);
    walk.type_packets(Packets::new(
        ["jjja\x1b[200~agreed\r\nwith", "", " q", "", "\x03", ""].map(str::as_bytes),
    ));
    assert!(
        walk.screen().contains("draft") && !walk.is_over(),
        "{}",
        walk.screen()
    );
    walk.keys("a ctrl-s");
    assert!(
        walk.progress().contains(r#""note":"agreed\nwith q""#),
        "{}",
        walk.progress()
    );
    let mut walk = Walk::open(LAUNCH, 80, 24);
    walk.type_packets(Packets::new(
        ["jjj\x1b[200~x", "", "q", "", "x"].map(str::as_bytes),
    ));
    assert!(
        !walk.is_over() && walk.progress().is_empty(),
        "{}",
        walk.screen()
    );
}

#[test]
fn the_real_program_shows_and_saves_what_is_whole() {
    for half in [&b"\x1b["[..], b"\xe9", b"\x1b[1;", b"\x1b[200~some"] {
        let folder = crate::terminal::folder();
        let mut seat = Seat::start(folder.path(), &["launch.md"]);
        seat.wait_until("the first screen", |screen| screen.contains("first thing"));
        seat.type_bytes(&[b"jx", half].concat());
        seat.wait_until("a tick that is saved", |screen| {
            screen.contains("[x] first thing") && screen.contains(" saved")
        });
        assert!(
            seat.progress().contains(r#""state":"done""#),
            "{}",
            seat.progress()
        );
        seat.signal(rustix::process::Signal::TERM);
        assert_eq!(seat.end(), 143, "{}", half.escape_ascii());
        seat.assert_given_back();
        assert!(
            !seat.screen().contents().contains("may not be saved"),
            "{}",
            seat.screen().contents()
        );
    }
    let folder = crate::terminal::folder();
    let mut seat = Seat::start(folder.path(), &["launch.md"]);
    seat.wait_until("the first screen", |screen| screen.contains("first thing"));
    seat.type_bytes(b"jx\xe9");
    seat.wait_until("a tick", |screen| {
        screen.contains("[x] first thing") && screen.contains(" saved")
    });
    seat.hang_up();
    assert_eq!(seat.end(), 129);
    assert!(
        seat.progress().contains(r#""state":"done""#),
        "{}",
        seat.progress()
    );
}

#[test]
fn esc_alone_is_heard_without_another_key() {
    let folder = crate::terminal::folder();
    let mut seat = Seat::start(folder.path(), &["launch.md"]);
    seat.type_keys("jahalf\x1b");
    seat.wait_until("the field closed", |screen| {
        screen.contains("Kept as a draft")
    });
    seat.type_keys("q");
    seat.wait_until("the question", |screen| screen.contains("Unsaved draft"));
    seat.type_keys("q");
    assert_eq!(seat.end(), 0);
}
