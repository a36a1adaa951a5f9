//! A lock that somebody else holds: gonogo waits for it briefly, names its holder, and bypasses it without losing changes.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, ExitStatus, Stdio};

use assert_cmd::cargo::cargo_bin;

use super::failing_system_calls::{
    call_after_exchange, command, in_folder, note, prepared, progress,
};
use super::program::Folder;
use super::saving::names;

const CHECKLIST: &str = "- [ ] one\n- [ ] two\n";

/// This very process, as messages call it.
pub(crate) fn this_process() -> String {
    let name = fs::read_to_string("/proc/self/comm").unwrap();
    format!("{} (process {})", name.trim(), std::process::id())
}

/// A lock on the progress file, as anybody who can read it can hold it.
fn lock(folder: &Folder, name: &str) -> File {
    let held = File::open(folder.path(name)).unwrap();
    held.lock().unwrap();
    held
}

#[test]
fn reader_holding_the_lock_blocks_nobody_and_is_named() {
    let folder = Folder::with(CHECKLIST);
    folder.change(&["tick", "a.md", "1"]);
    let _held = lock(&folder, "a.gonogo.json");
    let who = this_process();
    let told = folder.change(&["tick", "a.md", "2"]);
    assert_eq!(
        told,
        format!(
            "gonogo: a.gonogo.json: waiting for another save to finish ({who} holds the lock) …\n\
             gonogo: a.gonogo.json: {who} holds a lock on this file; saved without locking\n\
             done: two\n"
        )
    );
    assert_eq!(
        folder.out(&["list", "a.md"]),
        "    1  [x] one\n    2  [x] two\n"
    );
    assert_eq!(names(&folder), ["a.gonogo.json", "a.md"]);
    // The lock lies on the file that was.
    assert_eq!(folder.change(&["untick", "a.md", "2"]), "open: two\n");
}

#[test]
fn holder_of_an_inherited_lock_is_named() {
    let folder = Folder::with(CHECKLIST);
    folder.change(&["tick", "a.md", "1"]);
    let script = "exec 9<a.gonogo.json && flock 9 && echo locked && read line";
    let mut command = Command::new("sh");
    command.args(["-c", script]).current_dir(folder.path(""));
    let mut shell = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(shell.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    if line != "locked\n" {
        shell.wait().unwrap();
        return println!("nothing was tried: there is no flock");
    }
    let told = folder.change(&["tick", "a.md", "2"]);
    let name = fs::read_to_string(format!("/proc/{}/comm", shell.id())).unwrap();
    let who = format!("{} (process {})", name.trim(), shell.id());
    drop(shell.stdin.take());
    shell.wait().unwrap();
    assert_eq!(
        told,
        format!(
            "gonogo: a.gonogo.json: waiting for another save to finish ({who} holds the lock) …\n\
             gonogo: a.gonogo.json: {who} holds a lock on this file; saved without locking\n\
             done: two\n"
        )
    );
}

#[test]
fn lock_is_never_bypassed_without_atomic_exchange() {
    for error in ["ENOSYS", "EINVAL", "EOPNOTSUPP"] {
        let folder = prepared(true);
        let inject = format!("inject=renameat2:error={error}");
        let strace = ["-e", inject.as_str()];
        let ran = note(&folder, "after", &strace).filter(|ran| !ran.stderr.starts_with(b"strace:"));
        let Some(ran) = ran else {
            return println!("nothing was tried: strace is not to be had");
        };
        let told = String::from_utf8(ran.stderr).unwrap();
        assert_eq!(
            (ran.status.code(), told.as_str()),
            (Some(0), "note added: one\n"),
            "{error}"
        );
        assert!(progress(&folder).unwrap().contains("\"after\""), "{error}");
        assert_eq!(
            in_folder(&folder.path("docs")),
            ["a.gonogo.json", "a.md"],
            "{error}"
        );
    }
    let folder = prepared(true);
    let before = progress(&folder);
    let _held = lock(&folder, "docs/a.gonogo.json");
    let ran = note(&folder, "after", &["-e", "inject=renameat2:error=EINVAL"]).unwrap();
    let who = this_process();
    let told = format!(
        "gonogo: a.gonogo.json: waiting for another save to finish ({who} holds the lock) …\n\
         gonogo: a.gonogo.json: {who} holds the lock on this file, so nothing can be saved; wait for it to finish, or stop it\n"
    );
    assert_eq!(
        (ran.status.code(), String::from_utf8(ran.stderr).unwrap()),
        (Some(2), told)
    );
    assert_eq!(progress(&folder), before);
    assert_eq!(in_folder(&folder.path("docs")), ["a.gonogo.json", "a.md"]);
}

#[test]
fn failed_exchange_changes_nothing() {
    let folder = prepared(true);
    let before = progress(&folder);
    let ran = note(&folder, "after", &["-e", "inject=renameat2:error=EIO"]);
    let Some(ran) = ran.filter(|ran| !ran.stderr.starts_with(b"strace:")) else {
        return println!("nothing was tried: strace is not to be had");
    };
    let told = String::from_utf8(ran.stderr).unwrap();
    let path = fs::canonicalize(folder.path("docs/a.gonogo.json")).unwrap();
    let sentence = format!(
        "gonogo: {}: can't save: input/output error\n",
        path.display()
    );
    assert_eq!(
        (ran.status.code(), told, progress(&folder)),
        (Some(2), sentence, before)
    );
    assert_eq!(in_folder(&folder.path("docs")), ["a.gonogo.json", "a.md"]);
}

/// A first save where neither a rename that replaces nothing nor a second name is to be had.
#[test]
fn first_save_works_in_three_ways() {
    for (label, calls, saved) in [
        ("by link", &["inject=renameat2:error=EINVAL"][..], true),
        (
            "empty",
            &[
                "inject=renameat2:error=EINVAL",
                "inject=link,linkat:error=EPERM",
            ],
            true,
        ),
        (
            "not at all",
            &[
                "inject=renameat2:error=EINVAL",
                "inject=link,linkat:error=EPERM",
                "inject=rename,renameat:error=EIO",
            ],
            false,
        ),
    ] {
        let folder = prepared(false);
        let strace: Vec<&str> = calls.iter().flat_map(|call| ["-e", *call]).collect();
        let ran = note(&folder, "after", &strace).filter(|ran| !ran.stderr.starts_with(b"strace:"));
        let Some(ran) = ran else {
            return println!("nothing was tried: strace is not to be had");
        };
        let told = String::from_utf8(ran.stderr).unwrap();
        assert_eq!(ran.status.success(), saved, "{label}: {told}");
        let names: &[&str] = if saved {
            &["a.gonogo.json", "a.md"]
        } else {
            &["a.md"]
        };
        assert_eq!(in_folder(&folder.path("docs")), names, "{label}: {told}");
        assert_eq!(
            progress(&folder).is_some_and(|text| text.contains("\"after\"")),
            saved,
            "{label}"
        );
    }
}

/// Starts a save that changes places with the progress file half a second late, and saves something else meanwhile,
/// as a program does that heeds no lock.
fn meet(more: &[&str]) -> (Folder, Child) {
    loop {
        let folder = prepared(false);
        folder.change(&["note", "docs/a.md", "2", "between"]);
        fs::rename(folder.path("docs/a.gonogo.json"), folder.path("other")).unwrap();
        folder.change(&["note", "docs/a.md", "1", "before"]);
        let delay = ["-e", "inject=renameat2:delay_enter=500000:when=1"];
        let mut slow = command(&folder, "after", &[&delay[..], more].concat())
            .spawn()
            .unwrap();
        // It looks a last time at the file that it has locked, after its own is on the disk.
        let has_looked = |trace: &str| {
            let after = trace
                .split_once("fsync(")
                .map(|(_, after)| after)
                .unwrap_or_default();
            after
                .lines()
                .any(|line| line.starts_with("statx(AT_FDCWD") && line.contains("a.gonogo.json"))
        };
        let trace = || fs::read_to_string(folder.path("trace")).unwrap_or_default();
        while !has_looked(&trace()) && slow.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        fs::rename(folder.path("other"), folder.path("docs/a.gonogo.json")).unwrap();
        // On a busy machine half a second may have been too short.
        if !has_exchanged(&trace()) {
            return (folder, slow);
        }
        slow.wait().unwrap();
    }
}

/// A save that `kill` ended after it had changed places with the progress file. On a busy machine a save makes more
/// calls than one that was counted, and one may be killed too early: that one is done again.
fn killed_after_exchange(kill: &str) -> (Folder, ExitStatus) {
    for _ in 0..20 {
        let (folder, mut slow) = meet(&["-e", kill]);
        let ended = slow.wait().unwrap();
        let trace = fs::read_to_string(folder.path("trace")).unwrap();
        if has_exchanged(&trace) {
            return (folder, ended);
        }
    }
    panic!("{kill}: always killed before the exchange");
}

/// Whether files changed places, in a trace of system calls.
fn has_exchanged(trace: &str) -> bool {
    trace
        .lines()
        .any(|line| line.starts_with("renameat2(") && line.contains(" = 0"))
}

/// How often each of the notes stands in the progress file.
fn noted(folder: &Folder) -> [usize; 3] {
    let text = progress(folder).unwrap();
    ["before", "between", "after"].map(|note| text.matches(&format!("\"note\":\"{note}\"")).count())
}

#[test]
fn save_past_the_lock_is_merged() {
    if call_after_exchange(1).is_none() {
        return println!("nothing was tried: strace is not to be had");
    }
    let (folder, mut slow) = meet(&[]);
    let mut told = String::new();
    slow.stderr
        .take()
        .unwrap()
        .read_to_string(&mut told)
        .unwrap();
    assert_eq!(
        (slow.wait().unwrap().code(), told.as_str()),
        (
            Some(0),
            "gonogo: in the meantime: tester@host added a note to “two”.\nnote added: one\n"
        )
    );
    assert_eq!(noted(&folder), [1, 1, 1]);
    assert_eq!(in_folder(&folder.path("docs")), ["a.gonogo.json", "a.md"]);
}

#[test]
fn next_save_merges_after_a_kill() {
    for number in 1..=6 {
        let Some((name, count)) = call_after_exchange(number) else {
            return println!("nothing was tried: strace is not to be had");
        };
        let kill = format!("inject={name}:signal=KILL:when={count}");
        let (folder, ended) = killed_after_exchange(&kill);
        let docs = folder.path("docs");
        for left in in_folder(&docs)
            .iter()
            .filter(|name| name.starts_with(".gonogo-"))
        {
            super::interrupted_saves::age(
                &File::options().write(true).open(docs.join(left)).unwrap(),
            );
        }
        folder.change(&["note", "docs/a.md", "2", "later"]);
        let [before, between, after] = noted(&folder);
        assert_eq!(
            (before, between, after),
            (1, 1, 1),
            "killed at {name} number {count}: {ended}"
        );
        assert_eq!(
            in_folder(&docs),
            ["a.gonogo.json", "a.md"],
            "{name} number {count}"
        );
    }
}

#[test]
fn tui_saves_past_a_lock_and_names_its_holder() {
    let folder = super::terminal::folder();
    let path = folder.path().join("launch.gonogo.json");
    let run = |arguments: &[&str]| {
        let mut command = Command::new(cargo_bin!("gonogo"));
        command
            .args(arguments)
            .current_dir(folder.path())
            .env("HOME", folder.path())
            .env_remove("XDG_STATE_HOME");
        command.output().unwrap()
    };
    run(&["note", "launch.md", "1", "before"]);
    let held = File::open(&path).unwrap();
    held.lock().unwrap();
    let mut seat = super::terminal::seat::Seat::start(folder.path(), &["launch.md"]);
    seat.wait_until("the first screen", |screen| screen.contains("first thing"));
    seat.type_keys("j ");
    seat.wait_until("whose lock it is", |screen| {
        screen.contains(&format!("{} holds a lock on this file", this_process()))
    });
    seat.type_keys("q");
    assert_eq!(seat.end(), 0);
    assert!(
        seat.progress().contains("\"state\":\"done\"") && seat.progress().contains("\"before\"")
    );
}
