//! Several people at one checklist: who sees what when, and what is refused to whom.

use std::fs;
use std::path::Path;

use gonogo::checklist::EntryId;
use gonogo::progress::State;
use gonogo::store::{ProgressPaths, Store};

use super::program::Folder;
use super::saving::{names, open, tick};

const CHECKLIST: &str = "- [ ] one\n- [ ] two\n- [ ] three\n";

#[test]
fn everyone_sees_only_the_changes_of_others() {
    let folder = Folder::with(CHECKLIST);
    let (mut ann, mut store_of_ann) = open(&folder);
    let (mut bob, mut store_of_bob) = open(&folder);
    let told = |store: &Store| (store.others_saved(), store.document_changed());
    assert_eq!(
        (told(&store_of_ann), told(&store_of_bob)),
        ((false, false), (false, false)),
        "just opened"
    );

    tick(&mut ann, 0, "ann");
    store_of_ann.save(&mut ann).unwrap();
    assert_eq!(
        told(&store_of_ann),
        (false, false),
        "her own save is nothing new to her"
    );
    assert_eq!(told(&store_of_bob), (true, false));
    let before = store_of_bob.glance();
    tick(&mut bob, 1, "bob");
    store_of_bob.refresh(&mut bob).unwrap();
    assert_eq!(told(&store_of_bob), (false, false));
    let done = [0, 1].map(|item| bob.state(EntryId(item)));
    assert_eq!(
        done,
        [State::Done; 2],
        "hers, and his own that is not saved yet"
    );
    assert_eq!(store_of_bob.glance(), before, "looking changes no file");

    // Both save, one after the other: the later one has seen both, the earlier one has not.
    tick(&mut ann, 1, "ann");
    tick(&mut bob, 2, "bob");
    store_of_ann.save(&mut ann).unwrap();
    store_of_bob.save(&mut bob).unwrap();
    assert_eq!(
        (told(&store_of_ann), told(&store_of_bob)),
        ((true, false), (false, false))
    );
    // A save takes on what others wrote, so there is nothing left to be told.
    store_of_ann.save(&mut ann).unwrap();
    assert_eq!(
        (told(&store_of_ann), told(&store_of_bob)),
        ((false, false), (false, false))
    );
    assert_eq!(ann.state(EntryId(2)), State::Done);

    fs::remove_file(folder.path("a.gonogo.json")).unwrap();
    assert_eq!(told(&store_of_ann), (true, false), "the file is gone");
}

#[test]
fn newer_file_is_named_with_its_path() {
    let folder = Folder::with(CHECKLIST);
    let path = folder.path("a.md");
    let place = ProgressPaths::of(&path, None, None, Some(&folder.path("state")));
    let away = place.away().unwrap().to_owned();
    fs::create_dir(folder.path("state")).unwrap();
    fs::write(
        &away,
        r#"{"format":"gonogo/2","checklist":"a.md","entries":{}}"#,
    )
    .unwrap();
    let (_, store) = Store::open(&path, place).unwrap();
    let told = store.read_only().unwrap().to_string();
    assert!(
        told.starts_with(&format!("{}: written by a newer gonogo", away.display())),
        "{told}"
    );
}

#[test]
fn edited_document_is_reported_and_reloaded() {
    let folder = Folder::with(CHECKLIST);
    let (_, mut store) = open(&folder);
    folder.write("a.md", format!("{CHECKLIST}- [ ] four\n"));
    assert_eq!(
        (store.others_saved(), store.document_changed()),
        (false, true)
    );
    assert_eq!(store.reread_document().unwrap().items().count(), 4);
    assert!(!store.document_changed());

    fs::remove_file(folder.path("a.md")).unwrap();
    assert!(store.document_changed());
    store.reread_document().unwrap_err();
    assert!(
        store.document_changed(),
        "who could not read it is still to be told"
    );
    assert!(!Store::nowhere().document_changed() && !Store::nowhere().others_saved());
}

#[test]
fn failed_save_goes_to_another_place() {
    let folder = Folder::with(CHECKLIST);
    fs::create_dir(folder.path("other")).unwrap();
    let (mut workbook, mut store) = open(&folder);
    let (mut before, mut others) = open(&folder);
    tick(&mut before, 0, "bob");
    others.save(&mut before).unwrap();
    tick(&mut workbook, 1, "me");

    folder.write("other/text.json", "{ no progress");
    folder.write(
        "other/b.gonogo.json",
        r#"{"format":"gonogo/1","checklist":"b.md","entries":{}}"#,
    );
    let refused = |name: &str, sentence: &str, workbook: &mut _, store: &mut Store| {
        let path = folder.path(name);
        let bytes = fs::read(&path).ok();
        let error = store
            .save_elsewhere(workbook, &path)
            .unwrap_err()
            .to_string();
        assert!(
            error.starts_with(&format!("{}: {sentence}", path.display())),
            "{error}"
        );
        assert_eq!(
            (fs::read(&path).ok(), store.notice()),
            (bytes, None),
            "{name}"
        );
    };
    let no_progress = "this isn't a progress file and was left alone; choose another";
    refused("other/text.json", no_progress, &mut workbook, &mut store);
    refused("a.md", no_progress, &mut workbook, &mut store);
    refused(
        "other/b.gonogo.json",
        "this is the progress of b.md, not of a.md",
        &mut workbook,
        &mut store,
    );
    refused(
        "none/c.json",
        "can't write: no such file or directory",
        &mut workbook,
        &mut store,
    );

    let path = folder.path("other/mine.json");
    store.save_elsewhere(&mut workbook, &path).unwrap();
    assert!(!store.others_saved());
    assert_eq!(store.path(), Some(path.as_path()));
    let notice = format!(
        "progress is now kept in {}; open it with --progress PATH",
        path.display()
    );
    assert_eq!(store.notice(), Some(notice));
    tick(&mut workbook, 2, "me");
    store.save(&mut workbook).unwrap();
    let named = ProgressPaths::of(&folder.path("a.md"), None, Some(&path), None);
    let (there, _) = Store::open(&folder.path("a.md"), named).unwrap();
    let done = |workbook: &gonogo::workbook::Workbook| {
        [0, 1, 2].map(|item| workbook.state(EntryId(item)) == State::Done)
    };
    assert_eq!(done(&there), [true; 3], "what others saved before, too");
    assert_eq!(
        done(&open(&folder).0),
        [true, false, false],
        "the usual place is as it was"
    );
    tick(&mut before, 2, "bob");
    others.save(&mut before).unwrap();
    assert!(
        store.others_saved(),
        "who saves in the usual place is still seen"
    );
}

#[test]
fn last_resort_is_a_writable_file() {
    let folder = Folder::with(CHECKLIST);
    let (document, state) = (folder.path("a.md"), folder.path("state/gonogo"));
    let place = |state: Option<&Path>| {
        ProgressPaths::of(&document, None, Some(&folder.path("p.json")), state)
    };
    let (mut workbook, mut store) = Store::open(&document, place(Some(&state))).unwrap();
    let resort = store.last_resort().unwrap();
    assert!(resort.starts_with(&state), "{}", resort.display());
    tick(&mut workbook, 0, "me");
    store.save_elsewhere(&mut workbook, &resort).unwrap();
    assert!(resort.is_file() && !folder.path("p.json").exists());
    let temporary = std::env::temp_dir();
    assert!(
        store.last_resort().unwrap().starts_with(&temporary),
        "that one was tried"
    );
    let (_, store) = Store::open(&document, place(None)).unwrap();
    assert!(
        store.last_resort().unwrap().starts_with(&temporary),
        "there is no state folder"
    );
    assert_eq!(store.last_resort(), store.last_resort());
    let (_, another) = Store::open(&document, place(None)).unwrap();
    assert_ne!(
        store.last_resort(),
        another.last_resort(),
        "nobody can foresee the name where others may write"
    );
    assert_eq!(Store::nowhere().last_resort(), None);
}

#[test]
fn read_only_refuses_every_save() {
    let folder = Folder::with(CHECKLIST);
    let (mut workbook, mut store) = open(&folder);
    assert!(store.read_only().is_none());
    tick(&mut workbook, 0, "me");
    let sentence = "nothing changed: --read-only is set";
    store.set_read_only(sentence);
    assert_eq!(store.read_only().unwrap().to_string(), sentence);
    assert_eq!(store.save(&mut workbook).unwrap_err().to_string(), sentence);
    let elsewhere = store
        .save_elsewhere(&mut workbook, &folder.path("b.json"))
        .unwrap_err();
    assert_eq!(elsewhere.to_string(), sentence);
    assert_eq!(names(&folder), ["a.md"]);
}

#[test]
fn unwritable_place_is_detected_without_writing() {
    let folder = Folder::with(CHECKLIST);
    fs::create_dir(folder.path("full")).unwrap();
    let is_closed = |progress: &Path| {
        let path = folder.path("a.md");
        Store::open(&path, ProgressPaths::of(&path, None, Some(progress), None))
            .unwrap()
            .1
            .is_closed()
    };
    for (path, closed) in [
        (folder.path("p.json"), false),
        (folder.path("full/p.json"), false),
        (folder.path("missing/p.json"), true),
        (folder.path("a.md/p.json"), true),
        // Not even root makes files there.
        (Path::new("/proc/self/p.json").to_owned(), true),
    ] {
        assert_eq!(is_closed(&path), closed, "{}", path.display());
    }
    assert!(!open(&folder).1.is_closed());
    assert!(Store::nowhere().is_closed());
    assert_eq!(names(&folder), ["a.md", "full"]);
}

#[test]
fn refresh_reports_unsaved_and_missing_changes() {
    let folder = Folder::with(CHECKLIST);
    let (mut workbook, mut store) = open(&folder);
    let path = folder.path("a.gonogo.json");
    let is_behind = |workbook: &mut _, store: &mut Store| store.refresh(workbook).unwrap();
    assert!(
        !is_behind(&mut workbook, &mut store),
        "there is nothing to have"
    );
    tick(&mut workbook, 0, "me");
    assert!(is_behind(&mut workbook, &mut store), "not saved yet");
    store.save(&mut workbook).unwrap();
    assert!(!is_behind(&mut workbook, &mut store));
    let older = folder.read("a.gonogo.json");
    tick(&mut workbook, 1, "me");
    store.save(&mut workbook).unwrap();
    let newer = folder.read("a.gonogo.json");
    folder.write("a.gonogo.json", older);
    let before = workbook.progress().clone();
    for (what, sentence) in [
        (
            "older",
            "this progress file was replaced after it was read, and 1 change is missing; nothing was saved; run this again to continue with the file as it is",
        ),
        (
            "gone",
            "this progress file was deleted after it was read; nothing was saved; run this again to start a new file",
        ),
    ] {
        let files = folder.all();
        let told = [
            store.refresh(&mut workbook).unwrap_err(),
            store.save(&mut workbook).unwrap_err(),
        ];
        let expected = format!("{}: {sentence}", path.display());
        assert_eq!(
            told.map(|error| error.to_string()),
            [expected.clone(), expected],
            "{what}"
        );
        assert!(
            folder.all() == files && *workbook.progress() == before,
            "{what}"
        );
        let _ = fs::remove_file(&path);
    }
    folder.write("a.gonogo.json", newer);
    assert!(!is_behind(&mut workbook, &mut store), "back again");
}
