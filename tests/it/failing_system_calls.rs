//! Every system call of a save fails once: the file on disk has the old or the new content, nothing is left beside it,
//! and exit status and message tell which.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use assert_cmd::cargo::cargo_bin;

use gonogo::checklist::EntryId;
use gonogo::store::{ProgressPaths, Store};
use gonogo::workbook::Edit;

use super::arbitrary::stamp;
use super::concurrent_processes::scale;
use super::interrupted_saves::age;
use super::program::{BY, Folder, NOW};
use super::saving::names;

const CHECKLIST: &str = "- [ ] one\n- [ ] two\n";
/// The calls that have to do with files.
const CALLS: [&str; 17] = [
    "openat",
    "flock",
    "statx",
    "newfstatat",
    "lseek",
    "read",
    "write",
    "readlink",
    "fchown",
    "fchmod",
    "fsync",
    "rename",
    "renameat",
    "renameat2",
    "link",
    "linkat",
    "getdents64",
];
/// Those of them without which nothing can be saved.
const WANTED: [&str; 8] = [
    "flock",
    "write",
    "fchmod",
    "fsync",
    "rename",
    "renameat",
    "renameat2",
    "read",
];
/// What a full scale tries. Those that stand first say that the folder is closed.
const ERRORS: [&str; 8] = [
    "EACCES", "EROFS", "EIO", "ENOSPC", "EDQUOT", "EFBIG", "ESTALE", "ENOMEM",
];

/// A call: its name, and the how-manieth of that name it is.
pub(crate) type Call = (String, usize);

/// Runs `gonogo note a.md 1 TEXT` under strace.
pub(crate) fn note(folder: &Folder, text: &str, strace: &[&str]) -> Option<Output> {
    command(folder, text, strace).output().ok()
}

pub(crate) fn command(folder: &Folder, text: &str, strace: &[&str]) -> Command {
    let mut command = Command::new("strace");
    command
        .args(["-o", "../trace"])
        .args(strace)
        .arg(cargo_bin!("gonogo"))
        .args(["note", "a.md", "1", text, "--by", BY])
        .current_dir(folder.path("docs"))
        .env_clear()
        .env("HOME", folder.path("home"))
        .env("XDG_STATE_HOME", folder.path("state"))
        .env("GONOGO_NOW", NOW)
        .stdin(Stdio::null())
        .stderr(Stdio::piped());
    command
}

/// A folder with a checklist in `docs`, and with progress there if somebody began.
pub(crate) fn prepared(begun: bool) -> Folder {
    let folder = Folder::new();
    fs::create_dir(folder.path("docs")).unwrap();
    folder.write("docs/a.md", CHECKLIST);
    if begun {
        folder.change(&["note", "docs/a.md", "1", "before"]);
    }
    folder
}

/// The calls of one save from the first look at the progress file up to what is told in the end.
fn calls(begun: bool) -> Option<Vec<Call>> {
    let folder = prepared(begun);
    if !note(&folder, "x", &[])?.status.success() {
        return None;
    }
    let (mut counts, mut calls, mut is_at_work) =
        (std::collections::HashMap::new(), Vec::new(), false);
    for line in folder.read("trace").lines() {
        let Some((name, rest)) = line.split_once('(') else {
            continue;
        };
        let count = counts.entry(name.to_owned()).or_insert(0);
        *count += 1;
        is_at_work |= rest.contains("a.gonogo.json");
        if name == "write" && rest.starts_with("2,") {
            break;
        }
        if is_at_work && CALLS.contains(&name) {
            calls.push((name.to_owned(), *count));
        }
    }
    Some(calls)
}

/// The how-manieth call after a new file has changed places with the one before.
pub(crate) fn call_after_exchange(number: usize) -> Option<Call> {
    let calls = calls(true)?;
    let exchange = calls
        .iter()
        .position(|(name, _)| name == "renameat2")
        .expect("an exchange");
    calls.into_iter().nth(exchange + number)
}

/// What is in the progress file, if there is one.
pub(crate) fn progress(folder: &Folder) -> Option<String> {
    fs::read_to_string(folder.path("docs/a.gonogo.json")).ok()
}

/// Lets one call fail, and sees that all is well.
fn fails_well(begun: bool, (name, count): &Call, error: &str) -> bool {
    let label = format!("{name} number {count} ends with {error}, begun: {begun}");
    let folder = prepared(begun);
    let before = progress(&folder);
    let inject = format!("inject={name}:error={error}:when={count}");
    let ran = note(&folder, "after", &["-e", &inject]).unwrap();
    let told = String::from_utf8(ran.stderr).unwrap();
    let saved = ran.status.success();
    let is_there =
        |text: &Option<String>| text.as_ref().is_some_and(|text| text.contains("\"after\""));
    let now = progress(&folder);
    if saved {
        let listed = folder.out(&["list", "docs/a.md", "--json"]);
        assert!(
            listed.contains("\"after\""),
            "{label}: it is said to be saved\n{told}"
        );
    } else {
        assert_eq!(ran.status.code(), Some(2), "{label}: {told}");
        assert!(
            told.starts_with("gonogo: ") && told.matches('\n').count() == 1,
            "{label}: {told}"
        );
        // The new file may have taken its place before the folder could not be brought to the disk.
        let is_whole = now == before || is_there(&now);
        assert!(
            is_whole,
            "{label}: the file is neither as it was nor as it should be: {now:?}\n{told}"
        );
    }
    if now.is_some() || begun {
        assert_eq!(
            folder.run(&["status", "docs/a.md"]).status,
            1,
            "{label}: it can be read"
        );
    }
    let mut names = vec!["a.md".to_owned()];
    names.extend(now.map(|_| "a.gonogo.json".to_owned()));
    names.sort();
    assert_eq!(in_folder(&folder.path("docs")), names, "{label}: litter");
    // Whatever it was, it is over: now it can be saved.
    folder.change(&["note", "docs/a.md", "1", "later"]);
    saved
}

pub(crate) fn in_folder(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = names
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn every_failed_system_call_keeps_the_file_whole() {
    let is_full = scale(0, 1) == 1;
    let (mut tried, mut refused) = (0, 0);
    for begun in [false, true] {
        let Some(calls) = calls(begun) else {
            return println!("nothing was tried: strace is not to be had");
        };
        assert!(calls.iter().any(|(name, _)| name == "fsync"), "{calls:?}");
        for call in calls
            .iter()
            .filter(|(name, _)| is_full || begun && WANTED.contains(&name.as_str()))
        {
            for error in if is_full { &ERRORS[..] } else { &ERRORS[3..4] } {
                tried += 1;
                refused += usize::from(!fails_well(begun, call, error));
            }
        }
    }
    println!("{tried} failing calls: {refused} saves refused, the others went well all the same");
    assert!(refused > 3);
}

/// Kills the program at one call, and sees that the file on disk is whole and that the next save finds its way.
fn killed_well(begun: bool, (name, count): &Call) {
    let label = format!("killed at {name} number {count}, begun: {begun}");
    let folder = prepared(begun);
    let before = progress(&folder);
    note(
        &folder,
        "after",
        &["-e", &format!("inject={name}:signal=KILL:when={count}")],
    )
    .unwrap();
    let now = progress(&folder);
    let is_new = now
        .as_ref()
        .is_some_and(|text| text.contains("\"after\"") && text.ends_with("\n}\n"));
    assert!(
        now == before || is_new,
        "{label}: neither as it was nor as it should be: {now:?}"
    );
    let docs = folder.path("docs");
    for left in in_folder(&docs)
        .iter()
        .filter(|name| name.starts_with(".gonogo-"))
    {
        age(&fs::File::options()
            .write(true)
            .open(docs.join(left))
            .unwrap());
    }
    folder.change(&["note", "docs/a.md", "1", "later"]);
    let text = progress(&folder).unwrap();
    let count = |note: &str| text.matches(&format!("\"note\":\"{note}\"")).count();
    assert_eq!(
        (count("before"), count("later")),
        (usize::from(begun), 1),
        "{label}"
    );
    assert!(
        count("after") == 1 || !is_new,
        "{label}: what was saved is gone"
    );
    assert_eq!(
        in_folder(&docs),
        ["a.gonogo.json", "a.md"],
        "{label}: litter"
    );
}

#[test]
fn save_killed_at_any_call_leaves_the_old_or_new_file() {
    let is_full = scale(0, 1) == 1;
    for begun in [false, true] {
        let Some(calls) = calls(begun) else {
            return println!("nothing was tried: strace is not to be had");
        };
        let late = calls
            .iter()
            .position(|(name, _)| name == "write")
            .unwrap_or(0);
        let tried: Vec<&Call> = calls
            .iter()
            .enumerate()
            .filter(|(at, _)| is_full || *at >= late)
            .map(|(_, call)| call)
            .collect();
        assert!(tried.len() > 5, "{calls:?}");
        for call in tried {
            killed_well(begun, call);
        }
    }
}

#[test]
fn save_without_lock_support_succeeds_with_a_notice() {
    for error in ["ENOLCK", "ENOSYS", "EOPNOTSUPP"] {
        let folder = prepared(true);
        let inject = format!("inject=flock:error={error}");
        let ran = note(&folder, "after", &["-e", &inject])
            .filter(|ran| !ran.stderr.starts_with(b"strace:"));
        let Some(ran) = ran else {
            return println!("nothing was tried: strace is not to be had");
        };
        let told = String::from_utf8(ran.stderr).unwrap();
        assert!(
            progress(&folder).unwrap().contains("\"after\""),
            "{error}: {told}"
        );
        let notice = "gonogo: a.gonogo.json: this file system doesn't support locks; make sure only one person \
                      saves at a time\nnote added: one\n";
        assert_eq!(
            (ran.status.code(), told.as_str()),
            (Some(0), notice),
            "{error}"
        );
        assert_eq!(
            in_folder(&folder.path("docs")),
            ["a.gonogo.json", "a.md"],
            "{error}"
        );
    }
}

#[test]
fn stale_file_handle_is_reopened() {
    let Some(calls) = calls(true) else {
        return println!("nothing was tried: strace is not to be had");
    };
    let reads = calls
        .iter()
        .filter(|(name, _)| ["openat", "read", "flock"].contains(&name.as_str()));
    // The first opens and reads: of the progress, and again under the lock.
    for call in reads.take(5) {
        let (name, count) = call;
        assert!(fails_well(true, call, "ESTALE"), "{name} number {count}");
    }
    let folder = prepared(true);
    let before = progress(&folder);
    let ran = note(&folder, "after", &["-e", "inject=flock:error=ESTALE"]).unwrap();
    assert_eq!((ran.status.code(), progress(&folder)), (Some(2), before));
    let told = String::from_utf8(ran.stderr).unwrap();
    let sentence =
        "stale file handle; the file server lost track of it; try again, or remount it\n";
    assert!(told.ends_with(sentence), "{told}");
    assert!(names(&folder).contains(&"docs".to_owned()));
}

#[test]
fn lock_on_a_replaced_file_is_ignored() {
    if calls(true).is_none() {
        return println!("nothing was tried: strace is not to be had");
    }
    let folder = prepared(true);
    // It opens the file, and locks it a tenth of a second later.
    let mut slow = command(
        &folder,
        "after",
        &["-e", "inject=flock:delay_enter=100000:when=1"],
    )
    .spawn()
    .unwrap();
    let mut saves = 0;
    while slow.try_wait().unwrap().is_none() {
        let path = folder.path("docs/a.md");
        // Opened anew each time, so that what is lost on disk is not brought back from memory.
        let (mut workbook, mut store) =
            Store::open(&path, ProgressPaths::of(&path, None, None, None)).unwrap();
        let edit = Edit::Note {
            entry: EntryId(1),
            text: format!("fast {saves}"),
        };
        workbook.apply(edit, &stamp("fast", saves)).unwrap();
        store.save(&mut workbook).unwrap();
        saves += 1;
    }
    let text = progress(&folder).unwrap();
    assert!(saves > 1, "the file was not replaced meanwhile");
    assert_eq!(
        (
            text.matches("\"fast ").count(),
            text.matches("\"after\"").count()
        ),
        (saves, 1)
    );
}
