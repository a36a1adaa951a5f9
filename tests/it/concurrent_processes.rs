//! Many processes save to one file, and some are killed: no saved change is lost, and no reader ever finds a broken file.
//!
//! Only a few of each by default; `GONOGO_SCALE=full` runs many.

use std::collections::HashSet;
use std::env;
use std::hint::black_box;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use gonogo::checklist::EntryId;
use gonogo::progress::{Change, State};
use gonogo::store::{ProgressPaths, Store, StoreError};
use gonogo::workbook::{Edit, Workbook};

use super::arbitrary::stamp;
use super::interrupted_saves::{age, leftovers};
use super::program::Folder;
use super::saving::{names, open};

/// What a process that this binary starts from itself is to do: `FOLDER FIRST COUNT`.
const TASK: &str = "GONOGO_STORM";
/// How many processes write at once.
const WRITERS: usize = 8;

/// How much to do: a little, or all where the surroundings ask for the full scale.
pub(crate) fn scale(little: u32, full: u32) -> u32 {
    if env::var("GONOGO_SCALE").is_ok_and(|scale| scale == "full") {
        full
    } else {
        little
    }
}

fn checklist(items: usize) -> String {
    let lines: Vec<String> = (0..items)
        .map(|item| format!("- [ ] item {item}\n"))
        .collect();
    lines.concat()
}

/// The change with this number: every other one is a tick, and each is on an item of its own.
fn edit(number: usize, items: usize) -> Edit {
    let entry = EntryId(number % items);
    if number.is_multiple_of(2) && number < items {
        Edit::State {
            entry,
            state: State::Done,
            reason: None,
        }
    } else {
        Edit::Note {
            entry,
            text: format!("note {number}"),
        }
    }
}

/// The numbers of the changes that a workbook holds.
fn changes(workbook: &Workbook) -> HashSet<usize> {
    let number = |text: &str| {
        text.rsplit(' ')
            .next()
            .and_then(|number| number.parse().ok())
    };
    let changes = workbook
        .progress()
        .events()
        .map(|(_, event)| match &event.change {
            Change::Note { text: Some(text) } => number(text),
            _ => number(&event.on.text),
        });
    changes
        .map(|change| change.expect("a change of this test"))
        .collect()
}

/// Starts this binary again, to make the changes from `first` on.
fn start(folder: &Folder, first: usize, count: usize) -> Child {
    Command::new(env::current_exe().unwrap())
        .args([
            "concurrent_processes::child",
            "--exact",
            "--nocapture",
            "--test-threads=1",
        ])
        .env(TASK, format!("{first} {count}"))
        .current_dir(folder.path(""))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// No test, but the other process: saves its changes one by one, and says of each that it is saved.
#[test]
fn child() {
    let Ok(task) = env::var(TASK) else { return };
    let (first, count) = task.split_once(' ').unwrap();
    let (first, count): (usize, usize) = (first.parse().unwrap(), count.parse().unwrap());
    let path = std::path::Path::new("a.md");
    let (mut workbook, mut store) =
        Store::open(path, ProgressPaths::of(path, None, None, None)).unwrap();
    let items = workbook.checklist().items().count();
    for number in first..first + count {
        workbook
            .apply(edit(number, items), &stamp("child", number))
            .unwrap()
            .expect("a change");
        save(&mut store, &mut workbook);
        println!("\nsaved {number}");
    }
}

/// Saves. On a busy machine the others may hold the lock for longer than anybody waits: then nothing is saved, that
/// is said, and it is tried again, as a person would.
fn save(store: &mut Store, workbook: &mut Workbook) {
    while let Err(refused) = store.save(workbook) {
        assert!(matches!(refused, StoreError::Locked { .. }), "{refused}");
    }
}

/// A command that changes something, tried again while it is told that others hold the lock.
fn change(folder: &Folder, arguments: &[&str]) {
    loop {
        let ran = folder.run(arguments);
        if ran.status == 0 {
            return;
        }
        assert!(
            ran.status == 2 && ran.err.contains("holds the lock"),
            "{arguments:?}: {}",
            ran.err
        );
    }
}

/// Counts a writer as done when it goes, also where it failed: who looks on must not wait for it forever.
struct Writing<'a>(&'a AtomicUsize);

impl Drop for Writing<'_> {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

#[test]
fn concurrent_processes_lose_nothing() {
    let each = scale(6, 500) as usize;
    let total = WRITERS * each;
    let folder = Folder::with(&checklist(total));
    let done = AtomicUsize::new(0);
    let done = &done;
    let (folder, mut looks, mut most) = (&folder, 0_u32, 0);
    std::thread::scope(|scope| {
        for writer in 0..WRITERS {
            let first = writer * each;
            scope.spawn(move || {
                let _writing = Writing(done);
                if writer % 2 == 0 {
                    assert!(
                        start(folder, first, each)
                            .wait_with_output()
                            .unwrap()
                            .status
                            .success()
                    );
                } else {
                    for number in first..first + each {
                        let item = (number + 1).to_string();
                        if number.is_multiple_of(2) {
                            change(folder, &["tick", "a.md", &item]);
                        } else {
                            change(folder, &["note", "a.md", &item, &format!("note {number}")]);
                        }
                    }
                }
            });
        }
        // Who looks on never sees half a file, and never less than before.
        while done.load(Ordering::SeqCst) < WRITERS {
            let seen = changes(&open(folder).0).len();
            assert!(seen >= most, "{seen} changes after {most}");
            (most, looks) = (seen, looks + 1);
        }
    });
    let (workbook, store) = open(folder);
    println!(
        "{} of {total} changes by {WRITERS} processes, looked at {looks} times",
        changes(&workbook).len()
    );
    assert_eq!(workbook.progress().events().count(), total);
    assert_eq!(changes(&workbook), (0..total).collect());
    assert_eq!(
        (names(folder), store.notice()),
        (vec!["a.gonogo.json".to_owned(), "a.md".to_owned()], None)
    );
}

/// Numbers that look random, the same in every run (xorshift64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % below
    }
}

/// The number that a line of the other process reports.
fn reported(line: &str) -> Option<usize> {
    line.strip_prefix("saved ")?.trim().parse().ok()
}

#[test]
fn reported_saves_survive_kills() {
    const ITEMS: usize = 64;
    // More than one process can save before it is killed.
    const EACH: usize = 1000;
    let kills = scale(15, 1000) as usize;
    let folder = Folder::with(&checklist(ITEMS));
    let (mut dice, mut kept) = (Dice(0x5eed), HashSet::new());
    for kill in 0..kills {
        let mut child = start(&folder, ITEMS + kill * EACH, EACH);
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut lines = lines
            .map_while(Result::ok)
            .filter_map(|line| reported(&line));
        let wait = usize::try_from(dice.roll(5)).unwrap();
        kept.extend(lines.by_ref().take(wait));
        // A save takes some milliseconds: somewhere in it, at another moment each time.
        let longest = 1 << (10 + dice.roll(14));
        for turn in 0..dice.roll(longest) {
            black_box(turn);
        }
        child.kill().unwrap();
        child.wait().unwrap();
        kept.extend(lines);
        let (workbook, _) = open(&folder);
        let missing: Vec<_> = kept.difference(&changes(&workbook)).copied().collect();
        assert_eq!(missing, [0; 0], "kill {kill}: reported as saved and lost");
    }
    let left = leftovers(&folder);
    println!(
        "{kills} kills, {} changes reported as saved, {} new files left over",
        kept.len(),
        left.len()
    );
    assert!(
        kept.len() >= kills,
        "only {} changes were reported",
        kept.len()
    );
    for name in &left {
        age(&std::fs::File::options()
            .write(true)
            .open(folder.path(name))
            .unwrap());
    }
    let (mut workbook, mut store) = open(&folder);
    workbook
        .apply(edit(ITEMS - 1, ITEMS), &stamp("me", 0))
        .unwrap();
    store.save(&mut workbook).unwrap();
    assert_eq!(
        names(&folder),
        ["a.gonogo.json", "a.md"],
        "the next save clears them away"
    );
}

/// No test, but another process: reads the progress file as fast as it can until its folder holds `end`.
#[test]
fn watcher() {
    if !env::var(TASK).is_ok_and(|task| task == "watch") {
        return;
    }
    let (mut looks, mut whole) = (0_u64, 0_u64);
    println!("\nwatching");
    while !std::path::Path::new("end").exists() {
        looks += 1;
        if let Ok(text) = std::fs::read_to_string("a.gonogo.json") {
            let read =
                gonogo::store::read(&text).unwrap_or_else(|damage| panic!("{damage:?}: {text:?}"));
            let progress = read
                .unwrap_or_else(|| panic!("an empty file: {text:?}"))
                .progress;
            assert!(!progress.is_empty(), "nothing is in it: {text:?}");
            whole += 1;
        }
    }
    println!("\n{whole} of {looks} looks found a file");
}

#[test]
fn concurrent_first_saves_are_atomic_and_lose_nothing() {
    const SAVERS: usize = 3;
    let rounds = scale(40, 500) as usize;
    let folder = &Folder::with(&checklist(SAVERS));
    let mut watcher = Command::new(env::current_exe().unwrap());
    watcher
        .args([
            "concurrent_processes::watcher",
            "--exact",
            "--nocapture",
            "--test-threads=1",
        ])
        .env(TASK, "watch");
    let watcher = watcher
        .current_dir(folder.path(""))
        .stdin(Stdio::null())
        .stdout(Stdio::piped());
    let mut watcher = watcher.spawn().unwrap();
    let mut lines = BufReader::new(watcher.stdout.take().unwrap())
        .lines()
        .map_while(Result::ok);
    assert!(lines.any(|line| line == "watching"));
    for round in 0..rounds {
        // All have opened the checklist before anybody saves.
        let opened: Vec<_> = (0..SAVERS).map(|_| open(folder)).collect();
        std::thread::scope(|scope| {
            for (saver, (mut workbook, mut store)) in opened.into_iter().enumerate() {
                scope.spawn(move || {
                    workbook
                        .apply(edit(saver, SAVERS), &stamp("first", saver))
                        .unwrap()
                        .expect("a change");
                    save(&mut store, &mut workbook);
                });
            }
        });
        assert_eq!(
            changes(&open(folder).0),
            (0..SAVERS).collect(),
            "round {round}"
        );
        std::fs::remove_file(folder.path("a.gonogo.json")).unwrap();
    }
    folder.write("end", "");
    let told: Vec<String> = lines.collect();
    assert!(watcher.wait().unwrap().success(), "{told:?}");
    println!("{}", told.join("; "));
    assert_eq!(names(folder), ["a.md", "end"]);
}
