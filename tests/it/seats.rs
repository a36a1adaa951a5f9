//! Place and drafts outlast the program, however it ends, and are never in the way.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use rustix::process::Signal;

use super::terminal::folder;
use super::terminal::seat::{STATE, Seat};

/// The files in which seats are kept.
fn seats(folder: &Path) -> Vec<PathBuf> {
    let seats = fs::read_dir(folder.join(STATE).join("gonogo/seats"));
    let all: Vec<PathBuf> = seats
        .map(|files| files.map(|file| file.unwrap().path()).collect())
        .unwrap_or_default();
    // What is just being written has another name.
    all.into_iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .collect()
}

/// Starts the program, and waits for its first screen.
fn sit_down(folder: &Path, arguments: &[&str]) -> Seat {
    let mut seat = Seat::start(folder, &[&["launch.md"], arguments].concat());
    seat.wait_until("the first screen", |screen| screen.contains("first thing"));
    seat
}

/// Waits until what is typed is on disk: idle, it is written within a second or two.
fn wait_until_kept(seat: &mut Seat, folder: &Path, text: &str) {
    seat.wait_until_true("a draft on disk", || {
        seats(folder)
            .iter()
            .any(|file| fs::read_to_string(file).is_ok_and(|kept| kept.contains(text)))
    });
}

#[test]
fn killed_with_half_a_note_it_offers_it_again() {
    let folder = folder();
    let mut seat = sit_down(folder.path(), &[]);
    seat.type_keys("jahalf a no");
    wait_until_kept(&mut seat, folder.path(), "half a no");
    seat.signal(Signal::KILL);
    seat.end();
    assert_eq!(
        seat.files(),
        ["launch.md"],
        "nothing lies beside the checklist"
    );
    let mut seat = sit_down(folder.path(), &[]);
    seat.wait_until("the offer", |screen| {
        screen.contains("Unsaved draft on “first thing”")
    });
    seat.type_keys("ate\x13");
    seat.wait_until("the note", |screen| {
        screen.contains("1 note") && screen.contains("saved")
    });
    assert!(
        seat.progress().contains("half a note"),
        "the place was kept too: {}",
        seat.progress()
    );
    seat.type_keys("gq");
    assert_eq!(seat.end(), 0);
    assert_eq!(
        seats(folder.path()),
        Vec::<PathBuf>::new(),
        "nothing is left to remember"
    );
}

#[test]
fn half_a_measured_value_and_half_a_signature_are_there_again() {
    let folder = folder();
    fs::write(
        folder.path().join("launch.md"),
        "- [ ] first thing < 5 seconds\n\nLead: ____ Date: ____\n",
    )
    .unwrap();
    let mut seat = sit_down(folder.path(), &[]);
    seat.type_keys("m4.2\x1b");
    seat.wait_until("the draft", |screen| screen.contains("Kept as a draft"));
    seat.type_keys("S\r, for Ann\rx");
    wait_until_kept(&mut seat, folder.path(), ", for Ann");
    seat.signal(Signal::KILL);
    seat.end();
    let mut seat = sit_down(folder.path(), &[]);
    seat.wait_until("the offer", |screen| {
        screen.contains("3 unsaved drafts; the first is on")
    });
    seat.type_keys("m s\r");
    seat.wait_until("the value", |screen| screen.contains("4.2 s pass"));
    seat.type_keys("S\r");
    seat.wait_until("the form", |screen| {
        screen.contains(", for Ann") && screen.contains("2026-11-21x")
    });
    seat.type_keys("\x1b");
    seat.wait_until("the sheet", |screen| screen.contains("Kept as a draft"));
    seat.signal(Signal::TERM);
    seat.end();
}

#[test]
fn half_a_moment_of_going_live_is_kept_too() {
    let folder = folder();
    let mut seat = sit_down(folder.path(), &[]);
    seat.type_keys("T2026-11");
    wait_until_kept(&mut seat, folder.path(), "2026-11");
    seat.signal(Signal::KILL);
    seat.end();
    let mut seat = sit_down(folder.path(), &[]);
    seat.wait_until("the offer", |screen| screen.contains("Unsaved draft on"));
    seat.type_keys("T-24\r");
    seat.wait_until("the moment", |screen| {
        screen.contains("Go-live: 2026-11-24 00:00 UTC")
    });
    seat.type_keys("q");
    assert_eq!(seat.end(), 0);
    assert!(
        seat.progress()
            .contains(r#""live":"2026-11-24T00:00:00.000Z""#),
        "{}",
        seat.progress()
    );
}

#[test]
fn signals_and_a_lost_terminal_keep_drafts_and_place() {
    for signal in [Some(Signal::HUP), Some(Signal::TERM), None] {
        let folder = folder();
        let mut seat = sit_down(folder.path(), &[]);
        seat.type_keys("jjahalf an ans");
        seat.wait_until("what is typed", |screen| screen.contains("half an ans"));
        match signal {
            Some(signal) => seat.signal(signal),
            None => seat.hang_up(),
        }
        assert_ne!(seat.end(), 0);
        let mut seat = sit_down(folder.path(), &[]);
        seat.wait_until("the offer", |screen| {
            screen.contains("on “second thing, by” (a to continue") && screen.contains("► ")
        });
        seat.type_keys("awer\x13");
        seat.wait_until("the note", |screen| {
            screen.contains("1 note") && screen.contains("saved")
        });
        // Where the terminal goes, keys may have come in last that nobody typed.
        let typed = if signal.is_some() {
            "half an answer"
        } else {
            "half an ans"
        };
        assert!(
            seat.progress().contains(typed),
            "{signal:?}: {}",
            seat.progress()
        );
    }
}

#[test]
fn selection_folds_and_walk_mode_are_as_they_were_left() {
    let folder = folder();
    fs::write(
        folder.path().join("launch.md"),
        "# L\n## A\n- [ ] first thing\n## B\n- [ ] two\n- [ ] three\n",
    )
    .unwrap();
    let mut seat = sit_down(folder.path(), &[]);
    seat.type_keys("jhGq");
    assert_eq!(seat.end(), 0);
    assert_eq!(seats(folder.path()).len(), 1);
    // Somebody has edited the document meanwhile.
    fs::write(
        folder.path().join("launch.md"),
        "# L\n## A\n- [ ] first thing\n## B\n- [ ] three\n- [ ] two\n",
    )
    .unwrap();
    let mut seat = Seat::start(folder.path(), &["launch.md"]);
    seat.wait_until("the place", |screen| {
        screen
            .lines()
            .any(|row| row.starts_with('►') && row.contains("three"))
            && screen.contains("▸ A")
    });
    seat.type_keys("wq");
    assert_eq!(seat.end(), 0);
    let mut seat = Seat::start(folder.path(), &["launch.md"]);
    seat.wait_until("walk mode", |screen| {
        screen.contains("three") && screen.contains("Step 2 of 3")
    });
    seat.type_keys("q");
    assert_eq!(seat.end(), 0);
    // Another run has a seat of its own.
    let mut seat = sit_down(folder.path(), &["--run", "v2"]);
    seat.wait_until("the top", |screen| {
        screen
            .lines()
            .any(|row| row.starts_with('►') && row.contains('L'))
    });
    seat.type_keys("q");
    assert_eq!(seat.end(), 0);
}

#[test]
fn who_only_looks_leaves_no_trace_and_what_was_left_stays() {
    let folder = folder();
    let mut seat = sit_down(folder.path(), &["--read-only"]);
    seat.type_keys("jjq");
    assert_eq!(seat.end(), 0);
    assert!(!folder.path().join(STATE).exists());
    let mut seat = sit_down(folder.path(), &[]);
    seat.type_keys("ja'typed\x03q");
    seat.wait_until("the question", |screen| screen.contains("q again to quit"));
    assert!(
        seat.screen().contents().contains("quit and keep it"),
        "{}",
        seat.screen().contents()
    );
    seat.type_keys("q");
    assert_eq!(seat.end(), 0);
    let mut seat = sit_down(folder.path(), &["--read-only"]);
    seat.wait_until("the offer", |screen| screen.contains("Unsaved draft"));
    seat.type_keys("qq");
    assert_eq!(seat.end(), 0);
    assert!(
        fs::read_to_string(&seats(folder.path())[0])
            .unwrap()
            .contains("typed")
    );
}

#[test]
fn where_nothing_can_be_kept_it_is_said_once_and_the_text_is_told_at_the_end() {
    let folder = folder();
    // A file where the folder would have to be.
    fs::write(folder.path().join(STATE), "").unwrap();
    let mut seat = sit_down(folder.path(), &[]);
    seat.type_keys("jadraft");
    seat.wait_until("what is wrong", |screen| {
        screen.contains("Your draft will be lost when you quit")
    });
    seat.type_keys("\x03q");
    seat.wait_until("the question", |screen| screen.contains("q again to quit"));
    seat.type_keys("q");
    assert_eq!(seat.end(), 0);
    assert!(
        seat.screen().contents().contains("its text"),
        "{}",
        seat.screen().contents()
    );
    for damaged in ["", "{\"format\":\"gonogo-seat/1\"}", "\u{1}"] {
        fs::remove_file(folder.path().join(STATE))
            .or_else(|_| fs::remove_dir_all(folder.path().join(STATE)))
            .unwrap();
        let mut seat = sit_down(folder.path(), &[]);
        seat.type_keys("jjq");
        assert_eq!(seat.end(), 0);
        fs::write(&seats(folder.path())[0], damaged).unwrap();
        let mut seat = sit_down(folder.path(), &[]);
        seat.type_keys("q");
        assert_eq!(seat.end(), 0, "{damaged:?}");
    }
}

#[test]
fn killed_while_the_editor_is_open_what_it_wrote_is_kept() {
    let folder = folder();
    let editor = "sh -c 'echo written >\"$1\"; echo ready; read line' sh";
    // The editor still has its file when gonogo ends, so that stays where it is.
    let variables = [
        ("EDITOR", editor),
        ("TMPDIR", folder.path().to_str().unwrap()),
    ];
    let mut seat = Seat::start_with(folder.path(), &["launch.md"], &variables);
    seat.wait_until("the first screen", |screen| screen.contains("first thing"));
    seat.type_keys("jE");
    seat.wait_until("the editor", |screen| screen.contains("ready"));
    seat.signal(Signal::TERM);
    // The editor holds the terminal until it is told to end.
    seat.wait_for_exit();
    seat.type_keys("\n");
    seat.end();
    let mut seat = sit_down(folder.path(), &[]);
    seat.wait_until("the offer", |screen| screen.contains("Unsaved draft"));
    seat.type_keys("a");
    seat.wait_until("the text", |screen| screen.contains("written"));
}

/// Everything below a folder, with its rights.
fn rights_below(folder: &Path) -> Vec<(PathBuf, u32)> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
        all.push((entry.path(), mode));
        if entry.file_type().unwrap().is_dir() {
            all.extend(rights_below(&entry.path()));
        }
    }
    all
}

#[test]
fn what_the_program_keeps_for_a_person_is_private_under_any_umask() {
    for umask in ["000", "022", "077"] {
        let folder = folder();
        let mut seat = Seat::start_under_umask(folder.path(), umask, &["launch.md"]);
        seat.wait_until("the first screen", |screen| screen.contains("first thing"));
        seat.type_keys("jahalf a no");
        wait_until_kept(&mut seat, folder.path(), "half a no");
        seat.signal(Signal::KILL);
        seat.end();
        let kept = rights_below(&folder.path().join(STATE).join("gonogo"));
        let is_file = |path: &Path| path.is_file();
        assert!(kept.iter().any(|(path, _)| is_file(path)), "{umask}");
        for (path, mode) in kept {
            let wanted = if is_file(&path) { 0o600 } else { 0o700 };
            assert_eq!(mode, wanted, "{umask}: {}", path.display());
        }
    }
}

#[test]
fn a_draft_stays_with_its_document() {
    let folder = folder();
    let text = fs::read_to_string(folder.path().join("launch.md")).unwrap();
    fs::write(folder.path().join("other.md"), text).unwrap();
    let mut seat = sit_down(folder.path(), &[]);
    seat.type_keys("jahalf a no");
    wait_until_kept(&mut seat, folder.path(), "half a no");
    seat.signal(Signal::KILL);
    seat.end();
    let mut other = Seat::start(folder.path(), &["other.md"]);
    other.wait_until("the first screen", |screen| screen.contains("first thing"));
    other.type_keys("ja");
    // A draft would stand before what is typed now.
    other.type_keys("mine\x13");
    other.wait_until("the note", |screen| {
        screen.contains("1 note") && screen.contains("saved")
    });
    other.type_keys("q");
    assert_eq!(other.end(), 0);
    let saved = fs::read_to_string(folder.path().join("other.gonogo.json")).unwrap();
    assert!(saved.contains(r#""note":"mine""#), "{saved}");
    let mut again = sit_down(folder.path(), &[]);
    again.type_keys("a\x13");
    again.wait_until("the draft that was kept", |screen| {
        screen.contains("1 note") && screen.contains("saved")
    });
    again.type_keys("q");
    assert_eq!(again.end(), 0);
    let saved = fs::read_to_string(folder.path().join("launch.gonogo.json")).unwrap();
    assert!(saved.contains(r#""note":"half a no""#), "{saved}");
}
