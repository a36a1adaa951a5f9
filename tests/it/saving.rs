//! A save keeps the changes of others and the file's mode and links, and leaves nothing behind.

use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use assert_cmd::cargo::cargo_bin;
use gonogo::checklist::EntryId;
use gonogo::progress::State;
use gonogo::store::{ProgressPaths, Store};
use gonogo::workbook::{Edit, Workbook};

use super::arbitrary::stamp;
use super::program::Folder;

const CHECKLIST: &str = "- [ ] one\n- [ ] two: ____\n";
/// A user that owns nothing: root may write everywhere, so it steps down to this one.
const NOBODY: u32 = 65_534;

pub(crate) fn open(folder: &Folder) -> (Workbook, Store) {
    let path = folder.path("a.md");
    Store::open(&path, ProgressPaths::of(&path, None, None, None)).unwrap()
}

pub(crate) fn tick(workbook: &mut Workbook, item: usize, by: &str) {
    let edit = Edit::State {
        entry: EntryId(item),
        state: State::Done,
        reason: None,
    };
    workbook
        .apply(edit, &stamp(by, item))
        .unwrap()
        .expect("it was open");
}

fn note(workbook: &mut Workbook, text: &str) {
    let edit = Edit::Note {
        entry: EntryId(0),
        text: text.to_owned(),
    };
    workbook.apply(edit, &stamp("me", 0)).unwrap();
}

/// The texts of the notes on the first item, sorted.
fn notes(folder: &Folder) -> Vec<String> {
    let (workbook, _) = open(folder);
    let mut notes: Vec<String> = workbook
        .marks(EntryId(0))
        .notes
        .iter()
        .map(|note| note.text.clone())
        .collect();
    notes.sort();
    notes
}

pub(crate) fn names(folder: &Folder) -> Vec<String> {
    folder.all().into_iter().map(|(name, _)| name).collect()
}

#[test]
fn save_leaves_exactly_one_file() {
    let folder = Folder::with(CHECKLIST);
    let (mut workbook, mut store) = open(&folder);
    assert_eq!(names(&folder), ["a.md"], "looking makes none");
    for item in [0, 1] {
        tick(&mut workbook, item, "me");
        store.save(&mut workbook).unwrap();
        assert_eq!(names(&folder), ["a.gonogo.json", "a.md"]);
    }
    assert_eq!(folder.read("a.md"), CHECKLIST);
    assert_eq!(store.path(), Some(folder.path("a.gonogo.json").as_path()));
    assert_eq!(store.notice(), None);
    assert!(
        open(&folder).0.verdict().blockers.len() == 1,
        "only the empty blank is left"
    );
}

#[test]
fn save_keeps_mode_and_link() {
    for mode in [0o664, 0o600, 0o640] {
        let folder = Folder::with(CHECKLIST);
        fs::create_dir(folder.path("kept")).unwrap();
        folder.write(
            "kept/p.json",
            "{\"format\":\"gonogo/1\",\"checklist\":\"a.md\",\"entries\":{}}",
        );
        fs::set_permissions(folder.path("kept/p.json"), fs::Permissions::from_mode(mode)).unwrap();
        symlink("kept/p.json", folder.path("a.gonogo.json")).unwrap();
        let (mut workbook, mut store) = open(&folder);
        tick(&mut workbook, 0, "me");
        store.save(&mut workbook).unwrap();
        let link = fs::symlink_metadata(folder.path("a.gonogo.json")).unwrap();
        assert!(link.is_symlink(), "{mode:o}: still a link");
        let saved = fs::metadata(folder.path("kept/p.json")).unwrap();
        assert_eq!(saved.mode() & 0o7777, mode, "{mode:o}");
        assert!(
            folder.read("kept/p.json").contains("\"state\":\"done\""),
            "{mode:o}"
        );
        assert_eq!(
            fs::read_dir(folder.path("kept")).unwrap().count(),
            1,
            "{mode:o}: no litter there"
        );
    }
}

#[test]
fn save_without_changes_writes_nothing() {
    let folder = Folder::with(CHECKLIST);
    let (mut workbook, mut store) = open(&folder);
    tick(&mut workbook, 0, "me");
    store.save(&mut workbook).unwrap();
    let told = || {
        let file = fs::metadata(folder.path("a.gonogo.json")).unwrap();
        (file.ino(), file.mtime(), file.mtime_nsec(), file.len())
    };
    let before = told();
    store.save(&mut workbook).unwrap();
    let (mut again, mut other) = open(&folder);
    other.save(&mut again).unwrap();
    assert_eq!(told(), before);
    tick(&mut again, 1, "me");
    other.save(&mut again).unwrap();
    assert_ne!(told().0, before.0, "a change makes a new file");
}

#[test]
fn two_open_sessions_keep_each_others_changes() {
    let folder = Folder::with(CHECKLIST);
    let (mut ann, mut store_of_ann) = open(&folder);
    let (mut bob, mut store_of_bob) = open(&folder);
    tick(&mut ann, 0, "ann");
    tick(&mut bob, 1, "bob");
    store_of_ann.save(&mut ann).unwrap();
    store_of_bob.save(&mut bob).unwrap();
    assert_eq!(
        bob.state(EntryId(0)),
        State::Done,
        "who saves sees what the other wrote"
    );
    assert_eq!(
        ann.state(EntryId(1)),
        State::Open,
        "who does not look, not yet"
    );
    let seen = store_of_ann.load().unwrap();
    ann.absorb(seen);
    let (anew, _) = open(&folder);
    for workbook in [&ann, &bob, &anew] {
        let by = |item| {
            workbook
                .marks(EntryId(item))
                .state
                .answer()
                .unwrap()
                .by
                .clone()
        };
        assert_eq!((by(0).as_str(), by(1).as_str()), ("ann", "bob"));
    }
}

#[test]
fn fields_of_later_versions_are_kept() {
    let folder = Folder::with(CHECKLIST);
    let line = r#"{"id":"x","at":"2026-01-01T00:00:00Z","by":"a","on":"one","state":"frozen","until":123456789012345678901234567890.50}"#;
    folder.write(
        "a.gonogo.json",
        format!("{{\"format\":\"gonogo/1\",\"checklist\":\"a.md\",\"zone\":{{\"b\":1,\"a\":[2.0]}},\"entries\":{{\"one\":[{line}]}}}}"),
    );
    let (mut workbook, mut store) = open(&folder);
    assert_eq!(
        workbook.state(EntryId(0)),
        State::Open,
        "what it does not know has no effect"
    );
    tick(&mut workbook, 0, "me");
    store.save(&mut workbook).unwrap();
    let text = folder.read("a.gonogo.json");
    for kept in [
        line,
        "  \"zone\": {\"b\":1,\"a\":[2.0]},\n",
        "\"state\":\"done\"",
    ] {
        assert!(text.contains(kept), "{kept}\nis missing in\n{text}");
    }
}

#[test]
fn empty_progress_file_counts_as_no_progress() {
    for text in ["", " \n", "\u{FEFF}"] {
        let folder = Folder::with(CHECKLIST);
        folder.write("a.gonogo.json", text);
        let (mut workbook, mut store) = open(&folder);
        assert!(workbook.progress().is_empty());
        assert_eq!(folder.read("a.gonogo.json"), text, "looking writes nothing");
        tick(&mut workbook, 0, "me");
        store.save(&mut workbook).unwrap();
        assert_eq!(open(&folder).0.state(EntryId(0)), State::Done);
    }
}

#[test]
fn duplicate_keys_are_merged() {
    let folder = Folder::with(CHECKLIST);
    let note = |id: &str| {
        format!(
            "{{\"id\":\"{id}\",\"at\":\"2026-01-01T00:00:00Z\",\"by\":\"a\",\"on\":\"one\",\"note\":\"{id}\"}}"
        )
    };
    folder.write(
        "a.gonogo.json",
        format!(
            "{{\"format\":\"gonogo/1\",\"checklist\":\"a.md\",\"entries\":{{\"one\":[{}],\"one\":[{}]}}}}",
            note("y"),
            note("x")
        ),
    );
    assert_eq!(notes(&folder), ["x", "y"]);
}

#[test]
fn save_failure_keeps_files_and_answers() {
    let folder = Folder::with(CHECKLIST);
    let (mut workbook, mut store) = open(&folder);
    tick(&mut workbook, 0, "me");
    folder.write("a.gonogo.json", "{ no progress");
    let before = folder.all();
    store.save(&mut workbook).unwrap_err();
    assert_eq!(folder.all(), before);
    assert_eq!(workbook.state(EntryId(0)), State::Done);
    fs::remove_file(folder.path("a.gonogo.json")).unwrap();
    store.save(&mut workbook).unwrap();
    assert_eq!(
        open(&folder).0.state(EntryId(0)),
        State::Done,
        "and can be saved later"
    );
}

#[test]
fn concurrent_saves_lose_nothing() {
    const PEOPLE: usize = 8;
    const SAVES: usize = 25;
    let folder = Folder::with(CHECKLIST);
    std::thread::scope(|scope| {
        for person in 0..PEOPLE {
            let folder = &folder;
            scope.spawn(move || {
                for save in 0..SAVES {
                    let (mut workbook, mut store) = open(folder);
                    note(&mut workbook, &format!("{person} {save:02}"));
                    store.save(&mut workbook).unwrap();
                }
            });
        }
    });
    let mut expected: Vec<String> = (0..PEOPLE)
        .flat_map(|person| (0..SAVES).map(move |save| format!("{person} {save:02}")))
        .collect();
    expected.sort();
    assert_eq!(notes(&folder), expected);
    assert_eq!(names(&folder), ["a.gonogo.json", "a.md"]);
}

/// Runs the program as somebody who may not write in the folder; nothing where root cannot step down.
fn run_as_guest(folder: &Folder, program: &Path, arguments: &[&str]) -> Option<Output> {
    let mut command = Command::new(program);
    command
        .current_dir(folder.path("locked"))
        .env_clear()
        .env("XDG_STATE_HOME", folder.path("state"));
    command
        .env("HOME", folder.path("home"))
        .args(arguments)
        .stdin(Stdio::null());
    if rustix::process::geteuid().is_root() {
        command.uid(NOBODY).gid(NOBODY);
    }
    loop {
        match command.output().map_err(|error| (error.kind(), error)) {
            Ok(output) => return Some(output),
            // Another test is just starting a program, and holds the copy open until it has.
            Err((ErrorKind::ExecutableFileBusy, _)) => std::thread::yield_now(),
            Err((ErrorKind::PermissionDenied | ErrorKind::InvalidInput, _)) => return None,
            Err((_, error)) => panic!("{error}"),
        }
    }
}

#[test]
fn read_only_folder_saves_to_the_state_folder() {
    let folder = Folder::new();
    // Root steps down to a user that must be able to reach the program, which may lie in root's own home.
    let program = folder.path("gonogo");
    fs::copy(cargo_bin!("gonogo"), &program).unwrap();
    let mode = |name: &str, mode| {
        fs::set_permissions(folder.path(name), fs::Permissions::from_mode(mode)).unwrap();
    };
    for name in ["locked", "state"] {
        fs::create_dir(folder.path(name)).unwrap();
    }
    folder.write("locked/a.md", CHECKLIST);
    mode("", 0o755);
    mode("state", 0o777);
    mode("locked", 0o555);
    let Some(ticked) = run_as_guest(&folder, &program, &["tick", "a.md", "1"]) else {
        println!("nothing was tried: this root may not become another user");
        return;
    };
    let told = String::from_utf8(ticked.stderr).unwrap();
    assert_eq!(ticked.status.code(), Some(0), "{told}");
    let notice = "gonogo: can't write progress next to the checklist: it is kept in ";
    assert!(told.starts_with(notice), "{told}");
    let again = run_as_guest(&folder, &program, &["tick", "a.md", "1"]).unwrap();
    let told = String::from_utf8(again.stderr).unwrap();
    assert!(
        told.starts_with(notice) && told.ends_with("already done: one\n"),
        "{told}"
    );
    assert_eq!(
        fs::read_dir(folder.path("locked")).unwrap().count(),
        1,
        "only the checklist is there"
    );
    let kept = fs::read_dir(folder.path("state/gonogo/progress"))
        .unwrap()
        .count();
    assert_eq!(kept, 1);

    // Later somebody who may writes beside it.
    mode("locked", 0o755);
    let path = folder.path("locked/a.md");
    let (mut beside, mut store) =
        Store::open(&path, ProgressPaths::of(&path, None, None, None)).unwrap();
    tick(&mut beside, 1, "owner");
    store.save(&mut beside).unwrap();
    mode("locked", 0o555);
    // Where it is closed both are read.
    let listed = run_as_guest(&folder, &program, &["list", "a.md"]).unwrap();
    assert_eq!(
        String::from_utf8(listed.stdout).unwrap(),
        "    1  [x] one\n    2  [x] two: ____\n"
    );
    let status = run_as_guest(&folder, &program, &["status", "a.md"]).unwrap();
    let status = String::from_utf8(status.stdout).unwrap();
    assert!(status.contains("Progress: a.gonogo.json and /"), "{status}");
    mode("locked", 0o777);
    mode("locked/a.gonogo.json", 0o666);
    // Nothing beside it is known to belong to what was kept. One who has seen both while it was closed has merged them.
    let listed = run_as_guest(&folder, &program, &["list", "a.md"]).unwrap();
    assert_eq!(
        String::from_utf8(listed.stdout).unwrap(),
        "    1  [ ] one\n    2  [x] two: ____\n"
    );
    mode("locked", 0o555);
    run_as_guest(&folder, &program, &["note", "a.md", "1", "seen"]).unwrap();
    mode("locked", 0o777);
    let brought = run_as_guest(&folder, &program, &["tick", "a.md", "1"]).unwrap();
    let told = "gonogo: marks from your state folder are now saved next to the checklist\nalready done: one\n";
    assert_eq!(String::from_utf8(brought.stderr).unwrap(), told);
    assert_eq!(
        folder
            .read("locked/a.gonogo.json")
            .matches("\"done\"")
            .count(),
        2
    );
}

#[test]
fn state_folder_keeps_checklists_apart() {
    let away = |checklist: &str, run: Option<&str>| {
        let place = ProgressPaths::of(Path::new(checklist), run, None, Some(Path::new("/state")));
        place.away().unwrap().to_owned()
    };
    let all = [
        away("/x/a.md", None),
        away("/y/a.md", None),
        away("/x/a.md", Some("r")),
        away("/x/b.md", None),
    ];
    for (index, path) in all.iter().enumerate() {
        assert!(
            path.starts_with("/state") && !all[..index].contains(path),
            "{}",
            path.display()
        );
    }
    let named = ProgressPaths::of(
        Path::new("a.md"),
        None,
        Some(Path::new("p.json")),
        Some(Path::new("/state")),
    );
    assert_eq!(named.away(), None, "a file that was named is the only one");
}
