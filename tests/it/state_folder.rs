//! Progress in the state folder: it counts only for its own checklist, is offered elsewhere, and is removed once it is
//! safe beside the checklist.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use gonogo::checklist::EntryId;
use gonogo::progress::State;
use gonogo::store::{self, ProgressPaths, Store};
use gonogo::workbook::{Edit, Workbook};

use super::arbitrary::stamp;
use super::program::Folder;
use super::saving::{names, tick};

const CHECKLIST: &str = "- [ ] one\n- [ ] two\n- [ ] three\n";

struct Launch {
    folder: Folder,
}

impl Launch {
    fn new() -> Launch {
        let folder = Folder::new();
        fs::create_dir(folder.path("repo")).unwrap();
        folder.write("repo/a.md", CHECKLIST);
        Launch { folder }
    }

    fn place(&self) -> ProgressPaths {
        let state = self.folder.path("state/gonogo/progress");
        ProgressPaths::of(&self.folder.path("repo/a.md"), None, None, Some(&state))
    }

    fn open(&self) -> (Workbook, Store) {
        Store::open(&self.folder.path("repo/a.md"), self.place()).unwrap()
    }

    fn away(&self) -> PathBuf {
        self.place().away().unwrap().to_owned()
    }

    fn beside(&self) -> PathBuf {
        self.folder.path("repo/a.gonogo.json")
    }

    /// Saves a tick in the state folder, as where the folder is closed.
    fn tick_away(&self, item: usize) {
        let (mut workbook, mut store) = self.open();
        tick(&mut workbook, item, "me");
        store.save_elsewhere(&mut workbook, &self.away()).unwrap();
    }

    /// Saves a tick beside the checklist, as somebody without the file in the state folder does.
    fn tick_beside(&self, item: usize, by: &str) {
        let document = self.folder.path("repo/a.md");
        let (mut workbook, mut store) =
            Store::open(&document, ProgressPaths::of(&document, None, None, None)).unwrap();
        tick(&mut workbook, item, by);
        store.save(&mut workbook).unwrap();
    }

    /// Another checkout at the same path.
    fn check_out_anew(&self) {
        fs::rename(self.folder.path("repo"), self.folder.path("before")).unwrap();
        fs::create_dir(self.folder.path("repo")).unwrap();
        self.folder.write("repo/a.md", CHECKLIST);
    }

    /// What is done, by item; what is said; and whether the state folder still has a file.
    fn seen(&self) -> (Vec<usize>, Vec<String>, bool) {
        let (workbook, store) = self.open();
        (
            done(&workbook),
            store.suggestions(&workbook),
            self.away().exists(),
        )
    }

    fn offer(&self, changes: &str) -> String {
        let (away, beside) = (self.away(), self.beside());
        let (away, beside) = (away.display(), beside.display());
        let command = if self.beside().exists() {
            format!("gonogo merge {beside} {away} -o {beside}")
        } else {
            format!("gonogo merge {away} -o {beside}")
        };
        format!(
            "your state folder has {changes} in {beside}, perhaps from another checkout; they don't count until you merge them: {command}"
        )
    }
}

fn done(workbook: &Workbook) -> Vec<usize> {
    (0..3)
        .filter(|&item| workbook.state(EntryId(item)) == State::Done)
        .collect()
}

const ONE: &str = "1 change that isn't";

#[test]
fn writable_folder_gets_progress_back_from_the_state_folder() {
    let launch = Launch::new();
    launch.tick_away(0);
    assert!(!launch.beside().exists());
    let (mut workbook, mut store) = launch.open();
    let (away, beside) = (launch.away(), launch.beside());
    let notice = format!(
        "can't write progress next to the checklist: it is kept in {}, visible only to you, until {} is writable",
        away.display(),
        beside.display()
    );
    assert_eq!((done(&workbook), store.notice()), (vec![0], Some(notice)));
    assert_eq!(
        (store.is_apart(), store.paths_in_use()),
        (true, vec![away.as_path()])
    );
    store.save(&mut workbook).unwrap();
    assert_eq!((store.is_apart(), store.notice()), (false, None));
    assert_eq!(store.paths_in_use(), [beside.as_path()]);
    assert!(
        !launch
            .folder
            .read("repo/a.gonogo.json")
            .contains("kept_for"),
        "that is of the state folder"
    );
    assert_eq!(launch.seen(), (vec![0], vec![], false));
    let state = fs::read_dir(away.parent().unwrap()).unwrap().count();
    assert_eq!(state, 0, "nothing is left there");
    // What lies at that path later has nothing of it.
    launch.check_out_anew();
    assert_eq!(launch.seen(), (vec![], vec![], false));
}

#[test]
fn other_checkout_at_the_same_path_gets_an_offer_only() {
    let launch = Launch::new();
    launch.tick_away(0);
    launch.check_out_anew();
    assert_eq!(launch.seen(), (vec![], vec![launch.offer(ONE)], true));
    // Nor does a change there take it in.
    let (mut workbook, mut store) = launch.open();
    tick(&mut workbook, 1, "me");
    store.save(&mut workbook).unwrap();
    let saved = fs::read_to_string(launch.beside()).unwrap();
    assert_eq!(saved.matches("\"done\"").count(), 1, "{saved}");
    assert_eq!(launch.seen(), (vec![1], vec![launch.offer(ONE)], true));
}

#[test]
fn merge_command_merges_it_and_the_next_save_removes_it() {
    for is_begun in [false, true] {
        let launch = Launch::new();
        launch.tick_away(0);
        launch.check_out_anew();
        if is_begun {
            launch.tick_beside(1, "ann");
        }
        let told = launch.folder.run(&["status", "repo/a.md"]).err;
        assert!(
            told.starts_with(
                "gonogo: your state folder has 1 change that isn't in repo/a.gonogo.json"
            ),
            "{told}"
        );
        let command =
            told.trim_end()
                .rsplit_once(": ")
                .unwrap()
                .1
                .replacen("gonogo ", "\"$GONOGO\" ", 1);
        for _ in ["once", "again"] {
            let ran = std::process::Command::new("sh")
                .args(["-c", &command])
                .env("GONOGO", env!("CARGO_BIN_EXE_gonogo"))
                .current_dir(launch.folder.path(""))
                .output()
                .unwrap();
            assert!(ran.status.success(), "{ran:?}");
        }
        let expected = if is_begun { vec![0, 1] } else { vec![0] };
        assert_eq!(launch.seen(), (expected.clone(), vec![], true));
        let (mut workbook, mut store) = launch.open();
        tick(&mut workbook, 2, "me");
        store.save(&mut workbook).unwrap();
        assert_eq!(launch.seen(), ([expected, vec![2]].concat(), vec![], false));
    }
}

#[test]
fn unrelated_file_is_not_merged_automatically() {
    let launch = Launch::new();
    launch.tick_away(0);
    launch.tick_beside(1, "ann");
    assert_eq!(launch.seen(), (vec![1], vec![launch.offer(ONE)], true));
    let runs = store::runs(&launch.folder.path("repo/a.md"), launch.away().parent()).unwrap();
    assert_eq!(
        (runs.len(), &runs[0].paths),
        (1, &vec![launch.beside()]),
        "the list of runs counts it no more"
    );
}

#[test]
fn related_file_is_merged() {
    let launch = Launch::new();
    launch.tick_beside(1, "ann");
    // It holds what was beside the checklist then, too.
    launch.tick_away(0);
    launch.tick_beside(2, "ann");
    assert_eq!(launch.seen(), (vec![0, 1, 2], vec![], true));
    let (mut workbook, mut store) = launch.open();
    store.save(&mut workbook).unwrap();
    assert_eq!(launch.seen(), (vec![0, 1, 2], vec![], false));
}

#[test]
fn changes_by_others_in_the_state_folder_are_kept() {
    let launch = Launch::new();
    launch.tick_away(0);
    let (mut workbook, mut store) = launch.open();
    let (mut other, mut others) = launch.open();
    tick(&mut other, 2, "me");
    others.save_elsewhere(&mut other, &launch.away()).unwrap();
    store.save(&mut workbook).unwrap();
    assert_eq!(launch.seen(), (vec![0, 2], vec![], true));
}

#[test]
fn progress_of_0_1_0_in_the_state_folder_is_offered() {
    let launch = Launch::new();
    launch.tick_away(0);
    let text = fs::read_to_string(launch.away()).unwrap();
    let old: Vec<&str> = text
        .lines()
        .filter(|line| !line.contains("kept_for"))
        .collect();
    fs::write(launch.away(), old.join("\n")).unwrap();
    assert_eq!(
        launch.seen(),
        (vec![], vec![launch.offer(ONE)], true),
        "nobody knows what it was kept for"
    );
}

#[test]
fn set_aside_progress_is_offered_until_merged() {
    let launch = Launch::new();
    let (mut workbook, mut store) = launch.open();
    tick(&mut workbook, 0, "me");
    store.save(&mut workbook).unwrap();
    fs::remove_file(launch.beside()).unwrap();
    let aside = store.put_aside(&workbook).unwrap();
    let beside = launch.beside();
    let offer = launch.offer(ONE).replace(
        &launch.away().display().to_string(),
        &aside.display().to_string(),
    );
    assert_eq!(launch.seen(), (vec![], vec![offer], false));
    fs::copy(&aside, &beside).unwrap();
    assert_eq!(launch.seen(), (vec![0], vec![], false));
    let (mut workbook, mut store) = launch.open();
    tick(&mut workbook, 1, "me");
    store.save(&mut workbook).unwrap();
    assert!(!aside.exists());
    assert_eq!(names(&launch.folder), ["repo", "state"]);
}

#[test]
fn every_path_of_a_document_shares_one_state_file() {
    let launch = Launch::new();
    let folder = |path: &str| launch.folder.path(path);
    symlink("repo", folder("link")).unwrap();
    symlink("repo/a.md", folder("alias.md")).unwrap();
    symlink("../alias.md", folder("repo/again.md")).unwrap();
    let up = "../".repeat(std::env::current_dir().unwrap().components().count());
    let relative = format!("{up}{}", folder("repo/a.md").display());
    let mut spellings: Vec<PathBuf> = [
        "repo/./a.md",
        "repo/../repo/a.md",
        "link/a.md",
        "link/../repo/a.md",
    ]
    .into_iter()
    .chain(["alias.md", "repo/again.md", "link/again.md"])
    .map(folder)
    .collect();
    spellings.push(PathBuf::from(relative));
    let state = launch.away().parent().unwrap().to_owned();
    let place = |path: &Path| ProgressPaths::of(path, None, None, Some(&state));
    launch.tick_away(0);
    for path in spellings {
        assert_eq!(
            place(&path).away(),
            Some(launch.away().as_path()),
            "{}",
            path.display()
        );
        // What one finds there, another changes: no answer stays out of sight.
        let (mut workbook, mut store) = Store::open(&path, place(&path)).unwrap();
        let edit = Edit::Note {
            entry: EntryId(1),
            text: path.display().to_string(),
        };
        workbook.apply(edit, &stamp("me", 1)).unwrap();
        store.save_elsewhere(&mut workbook, &launch.away()).unwrap();
    }
    let (workbook, _) = launch.open();
    assert_eq!(
        (done(&workbook), workbook.marks(EntryId(1)).notes.len()),
        (vec![0], 8)
    );
    assert_eq!(fs::read_dir(state).unwrap().count(), 1);
}
