//! The real binary in a pseudo-terminal: it opens, saves, ends, and gives the terminal back as it was.

mod editor;
pub mod seat;

use std::fs;

use gonogo::store::{ProgressPaths, Store};
use rustix::process::Signal;
use seat::Seat;
use tempfile::TempDir;

const TEXT: &str =
    "# Launch\n\n- [ ] first thing\n- [ ] second thing, by ________\n- [ ] third thing\n";

/// A folder with a checklist in it.
pub fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("launch.md"), TEXT).unwrap();
    folder
}

#[test]
fn session_saves_and_restores_the_terminal() {
    let folder = folder();
    let mut seat = Seat::start(folder.path(), &["launch.md"]);
    seat.wait_until("the first screen", |screen| screen.contains("first thing"));
    assert!(seat.screen().alternate_screen() && seat.screen().bracketed_paste());
    seat.type_keys("j ");
    seat.wait_until("a tick that is saved", |screen| {
        screen.contains("1/3 done") && screen.contains("saved")
    });
    let event = r#""by":"lead@bastion-1","on":"first thing","state":"done""#;
    assert!(seat.progress().contains(event), "{}", seat.progress());
    seat.type_keys("q");
    assert_eq!(seat.end(), 0);
    seat.assert_given_back();
    let text = fs::read_to_string(folder.path().join("launch.md")).unwrap();
    assert_eq!(text, TEXT, "the document is never changed");
    assert_eq!(
        seat.files(),
        ["launch.gonogo.json", "launch.md"],
        "no litter"
    );
}

#[test]
fn keys_typed_before_the_first_frame_are_applied() {
    let folder = folder();
    let mut seat = Seat::start(folder.path(), &["launch.md"]);
    seat.type_keys("j jj jjk q");
    assert_eq!(seat.end(), 0);
    let progress = seat.progress();
    assert!(
        progress.contains(r#""on":"first thing","state":"done""#),
        "{progress}"
    );
    assert!(
        progress.contains(r#""on":"third thing","state":"done""#),
        "{progress}"
    );
    assert!(
        progress.contains(r#""on":"second thing, by","state":"done""#),
        "{progress}"
    );
}

#[test]
fn signal_saves_restores_the_terminal_and_exits() {
    for (signal, status) in [
        (Signal::TERM, 143),
        (Signal::HUP, 129),
        (Signal::INT, 130),
        (Signal::QUIT, 131),
        (Signal::ABORT, 134),
        (Signal::USR1, 138),
        (Signal::USR2, 140),
        (Signal::ALARM, 142),
        (Signal::XCPU, 152),
        (Signal::VTALARM, 154),
        (Signal::PROF, 155),
        (Signal::IO, 157),
        (Signal::POWER, 158),
    ] {
        let folder = folder();
        let mut seat = Seat::start(folder.path(), &["launch.md"]);
        seat.type_keys("j ");
        seat.wait_until("a tick", |screen| screen.contains("[x] first thing"));
        seat.signal(signal);
        assert_eq!(seat.end(), status, "{signal:?}");
        seat.assert_given_back();
        assert!(
            seat.progress().contains(r#""state":"done""#),
            "{}",
            seat.progress()
        );
    }
}

#[test]
fn ignored_signal_does_not_exit() {
    let folder = folder();
    let mut seat = Seat::start_ignoring(folder.path(), "USR1 ALRM", &["launch.md"]);
    seat.wait_until("the first screen", |screen| screen.contains("first thing"));
    seat.signal(Signal::USR1);
    seat.signal(Signal::ALARM);
    seat.type_keys("j q");
    assert_eq!(seat.end(), 0);
    seat.assert_given_back();
    assert!(
        seat.progress().contains(r#""state":"done""#),
        "{}",
        seat.progress()
    );
}

#[test]
fn exit_while_waiting_for_the_lock_saves_elsewhere() {
    let folder = folder();
    let path = folder.path().join("launch.gonogo.json");
    fs::write(&path, "").unwrap();
    let held = fs::File::open(&path).unwrap();
    held.lock().unwrap();
    let mut seat = Seat::start(folder.path(), &["launch.md"]);
    seat.type_keys("j ");
    seat.wait_until("a tick", |screen| screen.contains("[x] first thing"));
    seat.signal(Signal::TERM);
    assert_eq!(seat.end(), 143);
    seat.assert_given_back();
    assert!(
        seat.progress().contains(r#""state":"done""#),
        "{}",
        seat.progress()
    );
    assert_eq!(seat.files(), ["launch.gonogo.json", "launch.md"]);
    let told = seat.screen().contents();
    assert!(!told.contains("saved in"), "{told}");
}

#[test]
fn exit_without_a_writable_file_saves_elsewhere() {
    let folder = folder();
    let mut seat = Seat::start(folder.path(), &["launch.md"]);
    seat.wait_until("the first screen", |screen| screen.contains("first thing"));
    fs::create_dir(folder.path().join("launch.gonogo.json")).unwrap();
    seat.type_keys("j ");
    seat.wait_until("a tick", |screen| screen.contains("[x] first thing"));
    seat.signal(Signal::TERM);
    assert_eq!(seat.end(), 143);
    let told = seat.screen().contents();
    assert!(told.contains("everything is saved in"), "{told}");
}

#[test]
fn lost_terminal_exits() {
    for start in [Seat::start, Seat::start_ignoring_hang_up] {
        let folder = folder();
        let mut seat = start(folder.path(), &["launch.md"]);
        seat.type_keys("j ");
        seat.wait_until("a tick", |screen| screen.contains("[x] first thing"));
        seat.hang_up();
        assert_eq!(seat.end(), 129);
        assert!(
            seat.progress().contains(r#""state":"done""#),
            "{}",
            seat.progress()
        );
    }
}

#[test]
fn next_start_saves_marks_from_the_state_folder() {
    let folder = folder();
    let document = folder.path().canonicalize().unwrap().join("launch.md");
    let state = folder.path().join(seat::STATE).join("gonogo/progress");
    let place = ProgressPaths::of(&document, None, None, Some(&state));
    let away = place.away().unwrap().to_owned();
    let (mut workbook, mut store) = Store::open(&document, place).unwrap();
    super::saving::tick(&mut workbook, 1, "me");
    store.save_elsewhere(&mut workbook, &away).unwrap();

    let mut seat = Seat::start(folder.path(), &["launch.md", "--read-only"]);
    seat.wait_until("the first screen", |screen| {
        screen.contains("[x] first thing")
    });
    seat.type_keys("q");
    assert_eq!(
        (seat.end(), seat.progress().as_str()),
        (0, ""),
        "who only looks writes nothing"
    );
    let mut seat = Seat::start(folder.path(), &["launch.md"]);
    let told = "Marks from your state folder are now saved next to the checklist.";
    seat.wait_until("what was saved", |screen| {
        screen.replace('\n', " ").contains(told)
    });
    assert!(
        seat.progress().contains(r#""state":"done""#),
        "{}",
        seat.progress()
    );
    seat.type_keys("q");
    assert_eq!(seat.end(), 0);
}

#[test]
fn quit_sets_marks_aside_when_the_file_just_vanished() {
    let folder = folder();
    let mut seat = Seat::start(folder.path(), &["launch.md"]);
    seat.type_keys("j ");
    seat.wait_until("a tick", |screen| {
        screen.contains("1/3 done") && screen.contains("saved")
    });
    fs::remove_file(folder.path().join("launch.gonogo.json")).unwrap();
    seat.type_keys("q");
    seat.wait_until("the question or the end", |screen| {
        screen.contains("is gone. Write your marks to it")
            || screen.contains("is gone. Your marks are in")
    });
    seat.type_keys("q");
    assert_eq!(seat.end(), 0);
    assert_eq!(seat.progress(), "", "nobody said that it is to be written");
    let kept = fs::read_dir(folder.path().join(seat::STATE).join("gonogo/progress")).unwrap();
    let aside: Vec<String> = kept
        .map(|file| fs::read_to_string(file.unwrap().path()).unwrap())
        .collect();
    assert_eq!(
        (
            aside.len(),
            aside.concat().matches(r#""state":"done""#).count()
        ),
        (1, 1),
        "{aside:?}"
    );
}

#[test]
fn kill_loses_nothing_that_was_reported_saved() {
    let folder = folder();
    let mut seat = Seat::start(folder.path(), &["launch.md"]);
    seat.type_keys("j j j ");
    seat.wait_until("three ticks", |screen| {
        screen.contains("3/3 done") && screen.contains("saved")
    });
    seat.signal(Signal::KILL);
    seat.end();
    assert_eq!(
        seat.progress().matches(r#""state":"done""#).count(),
        3,
        "{}",
        seat.progress()
    );
    assert_eq!(
        seat.files(),
        ["launch.gonogo.json", "launch.md"],
        "no litter"
    );
}

#[test]
fn read_only_session_writes_nothing() {
    let folder = folder();
    let mut seat = Seat::start(folder.path(), &["launch.md"]);
    seat.wait_until("the first screen", |screen| screen.contains("first thing"));
    seat.type_keys("q");
    assert_eq!(seat.end(), 0);
    assert_eq!(seat.files(), ["launch.md"]);
}

#[test]
fn picker_copies_a_template() {
    let folder = folder();
    fs::create_dir(folder.path().join(".git")).unwrap();
    let mut seat = Seat::start(folder.path(), &[]);
    seat.wait_until("the choice", |screen| {
        screen.contains("launch.md") && screen.contains("go-live")
    });
    seat.type_keys("j\r");
    seat.wait_until("where to put it", |screen| screen.contains("/go-live.md"));
    seat.type_keys("\r");
    seat.wait_until("the copy", |screen| screen.contains("0/240 done"));
    seat.type_keys("q");
    assert_eq!(seat.end(), 0);
    let copy = fs::read_to_string(folder.path().join("go-live.md")).unwrap();
    assert_eq!(copy, include_str!("../../templates/go-live.md"));
}

#[test]
fn unreadable_checklist_keeps_the_picker_open() {
    let folder = folder();
    fs::create_dir(folder.path().join(".git")).unwrap();
    fs::write(folder.path().join("launch.gonogo.json"), "{").unwrap();
    let mut seat = Seat::start(folder.path(), &[]);
    seat.wait_until("the choice", |screen| screen.contains("launch.md"));
    seat.type_keys("\r");
    seat.wait_until("what is wrong", |screen| screen.contains("line 1"));
    seat.type_keys("q");
    assert_eq!(seat.end(), 0);
    assert_eq!(
        fs::read_to_string(folder.path().join("launch.gonogo.json")).unwrap(),
        "{"
    );
}
