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
fn it_opens_ticks_saves_and_gives_the_terminal_back() {
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
fn keys_typed_before_the_first_screen_count() {
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
fn a_signal_saves_gives_back_and_ends() {
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
fn a_signal_that_the_parent_has_it_ignore_ends_nothing() {
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
fn who_has_to_end_while_it_waits_for_the_lock_saves_around_it() {
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
fn who_has_to_end_while_nothing_can_be_saved_keeps_the_change_elsewhere() {
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
fn a_terminal_that_is_gone_ends_it() {
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
fn what_only_the_state_folder_holds_is_saved_beside_by_the_next_opening() {
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
fn leaving_puts_aside_what_was_taken_away_just_before() {
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
fn killed_in_the_middle_it_has_what_it_called_saved() {
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
fn looking_writes_nothing() {
    let folder = folder();
    let mut seat = Seat::start(folder.path(), &["launch.md"]);
    seat.wait_until("the first screen", |screen| screen.contains("first thing"));
    seat.type_keys("q");
    assert_eq!(seat.end(), 0);
    assert_eq!(seat.files(), ["launch.md"]);
}

#[test]
fn without_a_file_one_chooses_and_a_template_is_copied() {
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
fn a_checklist_that_does_not_open_leaves_the_choice_open() {
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
