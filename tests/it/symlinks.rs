//! A checklist opened through a link: one document, with one progress beside the real file.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use gonogo::checklist::EntryId;
use gonogo::progress::State;
use gonogo::store::{self, ProgressPaths, Store, ViewState, ViewStateFile};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::interrupted_saves::see_that_it_is_free;
use super::program::Folder;
use super::saving::tick;

const CHECKLIST: &str = "- [ ] one\n- [ ] two\n- [ ] three\n";

/// `current.md` leads to `releases/v2.md`.
fn linked() -> Folder {
    let folder = Folder::new();
    fs::create_dir(folder.path("releases")).unwrap();
    folder.write("releases/v2.md", CHECKLIST);
    symlink("releases/v2.md", folder.path("current.md")).unwrap();
    folder
}

/// The names of all progress files, with the checklists that they name.
fn files(folder: &Folder) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for under in ["", "releases/"] {
        for entry in fs::read_dir(folder.path(under)).unwrap() {
            let name = format!("{under}{}", entry.unwrap().file_name().to_string_lossy());
            if name.ends_with("gonogo.json") {
                let file: Value = serde_json::from_str(&folder.read(&name)).unwrap();
                files.push((name, file["checklist"].as_str().unwrap().to_owned()));
            }
        }
    }
    files.sort();
    files
}

fn file(name: &str, checklist: &str) -> (String, String) {
    (name.to_owned(), checklist.to_owned())
}

/// Progress as 0.1.0 wrote it at `name`, with one item ticked.
fn plant(folder: &Folder, name: &str, checklist: &str, item: usize) {
    let path = folder.path("releases/v2.md");
    let apart = folder.path("apart.json");
    let (mut workbook, mut store) =
        Store::open(&path, ProgressPaths::of(&path, None, Some(&apart), None)).unwrap();
    tick(&mut workbook, item, "old");
    store.save(&mut workbook).unwrap();
    let text = folder
        .read("apart.json")
        .replace("\"v2.md\"", &format!("\"{checklist}\""));
    folder.write(name, text);
    fs::remove_file(apart).unwrap();
}

#[test]
fn every_path_to_the_document_shares_one_progress() {
    let folder = linked();
    symlink("current.md", folder.path("latest.md")).unwrap();
    symlink("releases", folder.path("r")).unwrap();
    for (way, item) in [
        ("current.md", "1"),
        ("latest.md", "2"),
        ("r/../r/v2.md", "3"),
    ] {
        let told = folder.change(&["tick", way, item]);
        assert_eq!(
            told,
            format!(
                "done: {}\n",
                ["one", "two", "three"][item.parse::<usize>().unwrap() - 1]
            )
        );
    }
    let list = "    1  [x] one\n    2  [x] two\n    3  [x] three\n";
    for way in [
        "current.md",
        "latest.md",
        "releases/v2.md",
        "r/v2.md",
        "./releases/../releases/v2.md",
    ] {
        assert_eq!(folder.out(&["list", way]), list, "{way}");
    }
    assert_eq!(files(&folder), [file("releases/v2.gonogo.json", "v2.md")]);
    let status = folder.out(&["status", "current.md"]);
    assert_eq!(
        status.lines().last(),
        Some("Progress: releases/v2.gonogo.json")
    );
}

#[test]
fn progress_beside_the_link_is_merged_with_a_notice() {
    for checklist in ["current.md", "v2.md"] {
        let folder = linked();
        plant(&folder, "current.gonogo.json", checklist, 0);
        plant(&folder, "releases/v2.gonogo.json", "v2.md", 1);
        let (old, before) = (folder.read("current.gonogo.json"), files(&folder));
        let list = "    1  [x] one\n    2  [x] two\n    3  [ ] three\n";
        assert_eq!(
            folder.out(&["list", "current.md"]),
            list,
            "{checklist}: both are read"
        );
        let status = folder.run(&["status", "current.md"]).out;
        let both = "Progress: releases/v2.gonogo.json and current.gonogo.json";
        assert_eq!(
            (status.lines().last(), files(&folder)),
            (Some(both), before),
            "looking writes nothing"
        );
        let told = folder.change(&["tick", "current.md", "3"]);
        let notice = "gonogo: current.gonogo.json: everything in it is also in releases/v2.gonogo.json, so you can delete it\n";
        assert_eq!(told, format!("{notice}done: three\n"), "{checklist}");
        assert_eq!(
            folder.read("current.gonogo.json"),
            old,
            "nothing is saved there"
        );
        assert_eq!(
            folder
                .read("releases/v2.gonogo.json")
                .matches("\"state\":\"done\"")
                .count(),
            3
        );
        let status = folder.out(&["status", "current.md"]);
        assert_eq!(
            status.lines().last(),
            Some("Progress: releases/v2.gonogo.json")
        );

        // Who still has 0.1.0 goes on beside the link.
        plant(&folder, "current.gonogo.json", checklist, 2);
        let told = folder.change(&["untick", "current.md", "1"]);
        let replaced = "replaced on “one”: done (old, 2026-11-18 11:06 UTC)\n";
        assert_eq!(
            told,
            format!("{replaced}{notice}open: one\n"),
            "{checklist}"
        );
        assert_eq!(
            folder
                .read("releases/v2.gonogo.json")
                .matches("\"by\":\"old\"")
                .count(),
            3
        );
        fs::remove_file(folder.path("current.gonogo.json")).unwrap();
        assert_eq!(
            folder.change(&["tick", "current.md", "1"]),
            "done: one\n",
            "nothing is left to say"
        );
    }
}

#[test]
fn command_without_changes_merges_it_too() {
    let folder = linked();
    plant(&folder, "current.gonogo.json", "current.md", 0);
    let told = folder.change(&["tick", "current.md", "1"]);
    let notice = "gonogo: current.gonogo.json: everything in it is also in releases/v2.gonogo.json, so you can delete it\n";
    assert_eq!(told, format!("{notice}already done: one\n"));
    let all = [
        file("current.gonogo.json", "current.md"),
        file("releases/v2.gonogo.json", "v2.md"),
    ];
    assert_eq!(files(&folder), all);
}

#[test]
fn progress_of_another_checklist_beside_the_link_is_ignored() {
    let folder = linked();
    // `current.txt` has its progress there, and so has the run `b` of `current.md`.
    folder.write("current.txt", CHECKLIST);
    plant(&folder, "current.gonogo.json", "current.txt", 0);
    let before = folder.read("current.gonogo.json");
    assert_eq!(folder.change(&["tick", "current.md", "2"]), "done: two\n");
    assert_eq!(
        folder.out(&["list", "current.md"]),
        "    1  [ ] one\n    2  [x] two\n    3  [ ] three\n"
    );
    assert_eq!(folder.read("current.gonogo.json"), before);
    // A link of its own to the one progress is no second one.
    let folder = linked();
    symlink(
        "releases/v2.gonogo.json",
        folder.path("current.gonogo.json"),
    )
    .unwrap();
    for item in ["1", "2"] {
        folder.change(&["tick", "current.md", item]);
    }
    assert_eq!(folder.change(&["tick", "current.md", "3"]), "done: three\n");
    assert!(folder.path("current.gonogo.json").is_symlink());
    assert_eq!(
        folder
            .run(&["runs", "current.md", "--json"])
            .out
            .matches("\"name\"")
            .count(),
        1
    );
}

#[test]
fn link_and_document_share_runs() {
    let folder = linked();
    folder.change(&["tick", "current.md", "1", "--run", "r"]);
    folder.change(&["tick", "releases/v2.md", "2"]);
    plant(&folder, "current.old.gonogo.json", "current.md", 2);
    let old = folder.read("current.old.gonogo.json");
    folder.write(
        "current.old.gonogo.json",
        old.replacen("{\n", "{\n  \"run\": \"old\",\n", 1),
    );
    let listed = |file: &str| {
        let list: Value = serde_json::from_str(&folder.out(&["runs", file, "--json"])).unwrap();
        let runs = list["runs"].as_array().unwrap().iter();
        runs.map(|run| {
            (
                run["name"].clone(),
                run["path"].as_str().unwrap().to_owned(),
            )
        })
        .collect::<Vec<_>>()
    };
    let all = [
        (Value::Null, "releases/v2.gonogo.json".to_owned()),
        (Value::from("old"), "current.old.gonogo.json".to_owned()),
        (Value::from("r"), "releases/v2.r.gonogo.json".to_owned()),
    ];
    assert_eq!(listed("current.md"), all);
    assert_eq!(listed("releases/v2.md"), [all[0].clone(), all[2].clone()]);
    let taken = folder.change(&["untick", "current.md", "3", "--run", "old"]);
    let notice = "gonogo: current.old.gonogo.json: everything in it is also in releases/v2.old.gonogo.json, so you can delete it\n";
    let replaced = "replaced on “three”: done (old, 2026-11-18 11:06 UTC)\n";
    assert_eq!(taken, format!("{replaced}{notice}open: three\n"));
    assert_eq!(listed("releases/v2.md").len(), 3);
    let ran = folder.run(&["status", "releases/v2.md", "--run", "OLD"]);
    assert!(ran.err.contains("run “old” already exists"), "{}", ran.err);
}

#[test]
fn copies_under_both_names_are_merged() {
    let folder = linked();
    plant(&folder, "current.gonogo.json", "current.md", 0);
    plant(&folder, "releases/v2.gonogo.json", "v2.md", 1);
    let files = ["current.gonogo.json", "releases/v2.gonogo.json"];
    let told = folder.change(&["merge", files[0], files[1], "-o", files[1]]);
    assert_eq!(
        told,
        "current.gonogo.json: 1 change, 1 only in this copy\n\
         releases/v2.gonogo.json: 1 change, 1 only in this copy\n\
         wrote releases/v2.gonogo.json: 2 changes, 1 new\n"
    );
    assert_eq!(
        super::symlinks::files(&folder)[1],
        file("releases/v2.gonogo.json", "v2.md")
    );
}

#[test]
fn broken_link_is_reported() {
    let folder = linked();
    fs::remove_file(folder.path("releases/v2.md")).unwrap();
    for verb in [
        &["status", "current.md"][..],
        &["tick", "current.md", "1"],
        &["runs", "current.md"],
    ] {
        let ran = folder.run(verb);
        let told = "gonogo: current.md: this is a link to releases/v2.md, which doesn't exist; fix the link, or choose \
                    another file\n";
        assert_eq!((ran.status, ran.err.as_str()), (2, told), "{verb:?}");
    }
    assert!(!folder.path("releases/v2.gonogo.json").exists());
}

#[test]
fn moved_link_keeps_the_open_document() {
    let folder = linked();
    folder.write("releases/v3.md", "- [ ] other\n");
    let path = folder.path("current.md");
    let (mut workbook, mut store) =
        Store::open(&path, ProgressPaths::of(&path, None, None, None)).unwrap();
    fs::remove_file(&path).unwrap();
    symlink("releases/v3.md", &path).unwrap();
    assert!(!store.document_changed());
    tick(&mut workbook, 0, "me");
    store.save(&mut workbook).unwrap();
    assert_eq!(store.reread_document().unwrap().items().count(), 3);
    assert_eq!(files(&folder), [file("releases/v2.gonogo.json", "v2.md")]);
}

#[test]
fn picker_lists_a_linked_document_once() {
    let folder = linked();
    fs::create_dir(folder.path(".git")).unwrap();
    fs::create_dir(folder.path("elsewhere")).unwrap();
    symlink("releases/v2.md", folder.path("also.md")).unwrap();
    let outside = Folder::with(CHECKLIST);
    for link in ["out1.md", "out2.md"] {
        symlink(outside.path("a.md"), folder.path(link)).unwrap();
    }
    plant(&folder, "current.gonogo.json", "current.md", 0);
    let found = |folder: &Folder| -> Vec<(String, bool)> {
        let root = store::root(&folder.path(""));
        let found = store::checklists(&root).into_iter();
        let name = |path: &Path| {
            path.strip_prefix(&root.folder)
                .unwrap()
                .display()
                .to_string()
        };
        found
            .map(|found| (name(&found.path), found.begun))
            .collect()
    };
    assert_eq!(
        found(&folder),
        [
            ("out1.md".to_owned(), false),
            ("releases/v2.md".to_owned(), false)
        ]
    );
    folder.change(&["tick", "current.md", "2"]);
    assert_eq!(found(&folder)[0], ("releases/v2.md".to_owned(), true));
}

#[test]
fn linked_document_shares_its_view_state() {
    let folder = linked();
    symlink("releases", folder.path("r")).unwrap();
    let seats = folder.path("seats");
    let place = |way: &str| ProgressPaths::of(&folder.path(way), None, None, None);
    let take = |way: &str| ViewStateFile::take(&seats, &place(way), "ann").unwrap();
    let (mut file, _) = take("current.md");
    let seat = ViewState {
        walk: true,
        ..ViewState::default()
    };
    file.remember(&seat).unwrap();
    drop(file);
    let only = || {
        fs::read_dir(&seats)
            .unwrap()
            .next()
            .unwrap()
            .unwrap()
            .path()
    };
    for way in [
        "releases/v2.md",
        "r/v2.md",
        "releases/../r/v2.md",
        "current.md",
    ] {
        see_that_it_is_free(&only());
        assert_eq!(take(way).1, seat, "{way}");
        assert_eq!(fs::read_dir(&seats).unwrap().count(), 1, "{way}");
    }
    // What 0.1.0 remembered for the link: it made the name from the path as it was typed.
    let file = only();
    let old = fs::read_to_string(&file)
        .unwrap()
        .replace("\"v2.md\"", "\"current.md\"");
    fs::remove_file(file).unwrap();
    let former = former_seat(&folder.path("current.gonogo.json"), "ann");
    folder.write(&format!("seats/{former}.json"), old);
    let (mut file, again) = take("current.md");
    assert_eq!(again, seat);
    file.remember(&again).unwrap();
    drop(file);
    see_that_it_is_free(&only());
    assert_eq!(
        (
            take("releases/v2.md").1,
            fs::read_dir(&seats).unwrap().count()
        ),
        (seat, 1)
    );
}

/// The first bytes of a digest, as 0.1.0 made file names of them.
fn digest(bytes: &[u8], length: usize) -> String {
    let digest = Sha256::digest(bytes);
    let number = digest[..length]
        .iter()
        .fold(0_u64, |number, &byte| number << 8 | u64::from(byte));
    format!("{number:0width$x}", width = 2 * length)
}

/// The name of a seat's file in 0.1.0.
fn former_seat(path: &Path, by: &str) -> String {
    digest(
        &[path.as_os_str().as_encoded_bytes(), &[0], by.as_bytes()].concat(),
        8,
    )
}

/// The name of a file in the state folder in 0.1.0.
fn former_away(path: &Path) -> String {
    let number = digest(path.as_os_str().as_encoded_bytes(), 6);
    format!("{number}-{}", path.file_name().unwrap().to_string_lossy())
}

#[test]
fn state_folder_has_one_file_per_document() {
    let folder = linked();
    symlink("releases", folder.path("r")).unwrap();
    let state = folder.path("progress");
    fs::create_dir(&state).unwrap();
    let place = |way: &str| ProgressPaths::of(&folder.path(way), None, None, Some(&state));
    let away = place("releases/v2.md").away().unwrap().to_owned();
    for way in [
        "current.md",
        "r/v2.md",
        "releases/./v2.md",
        "releases/../r/v2.md",
    ] {
        assert_eq!(place(way).away(), Some(away.as_path()), "{way}");
    }
    // What 0.1.0 kept there, under the name of the path as it was typed.
    for (way, beside, checklist) in [
        ("current.md", "current.gonogo.json", "current.md"),
        ("r/v2.md", "r/v2.gonogo.json", "v2.md"),
    ] {
        let former = state.join(former_away(&folder.path(beside)));
        assert_ne!(former, away);
        plant(
            &folder,
            former
                .strip_prefix(folder.path(""))
                .unwrap()
                .to_str()
                .unwrap(),
            checklist,
            1,
        );
        let (mut workbook, mut store) = Store::open(&folder.path(way), place(way)).unwrap();
        assert_eq!(
            (workbook.state(EntryId(0)), workbook.state(EntryId(1))),
            (State::Open, State::Open),
            "{way}: nobody knows whether it was merged before"
        );
        let told = store.suggestions(&workbook).concat();
        let command = format!(
            "gonogo merge {} -o {}",
            former.display(),
            place(way).beside().display()
        );
        assert!(told.ends_with(&command), "{told}");
        assert_eq!(
            store::runs(&folder.path(way), Some(&state)).unwrap().len(),
            0,
            "{way}"
        );
        fs::copy(&former, place(way).beside()).unwrap();
        store.refresh(&mut workbook).unwrap();
        let runs = store::runs(&folder.path(way), Some(&state)).unwrap();
        let beside = place(way).beside().to_owned();
        assert_eq!(
            (runs.len(), &runs[0].paths),
            (1, &vec![beside, former.clone()]),
            "{way}"
        );
        store.save(&mut workbook).unwrap();
        assert_eq!(
            (workbook.state(EntryId(1)), former.exists()),
            (State::Done, false),
            "{way}"
        );
        let beside = place(way).beside().to_owned();
        assert_eq!((store.is_apart(), store.notice()), (false, None), "{way}");
        assert_eq!(store.paths_in_use(), [beside.as_path()], "{way}");
        fs::remove_file(beside).unwrap();
    }
}

#[test]
fn tui_merges_progress_beside_the_link_with_a_notice() {
    let folder = linked();
    plant(&folder, "current.gonogo.json", "current.md", 0);
    let mut seat = super::terminal::seat::Seat::start(&folder.path(""), &["current.md"]);
    seat.resize(160, 24);
    seat.wait_until("the notice", |screen| {
        screen.contains("current.gonogo.json: everything in it is also in")
            && screen.contains("so you can delete it")
    });
    seat.type_keys("q");
    assert_eq!(seat.end(), 0);
    let all = [
        file("current.gonogo.json", "current.md"),
        file("releases/v2.gonogo.json", "v2.md"),
    ];
    assert_eq!(files(&folder), all);
}
