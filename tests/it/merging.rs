//! Copies that went separate ways come together: `gonogo merge`, and git with gonogo as its merge driver.

use std::fs;

use serde_json::Value;

use super::program::Folder;

mod driver;
mod install;
mod team;

const CHECKLIST: &str = "# T\n- [ ] one: RTO ____\n- [ ] two\n- [ ] three\n";

/// A folder with copies that three people made of one progress file and then changed.
fn copies() -> Folder {
    let folder = Folder::with(CHECKLIST);
    folder.change(&["tick", "a.md", "3", "--by", "all"]);
    let first = folder.read("a.gonogo.json");
    for (who, edits) in [
        (
            "ann",
            &[&["fill", "a.md", "1", "4 h"][..], &["tick", "a.md", "2"]][..],
        ),
        (
            "bob",
            &[
                &["fill", "a.md", "1", "6 h"],
                &["note", "a.md", "2", "seen"],
            ],
        ),
        ("eve", &[&["untick", "a.md", "3"]]),
    ] {
        for edit in edits {
            // Not both at the same time: answers stand in the order of time.
            let minute = format!("2026-11-21T22:{:02}:00Z", who.as_bytes()[0] - b'a');
            let edit = [*edit, &["--by", who]].concat();
            assert_eq!(
                folder
                    .run_with("", &[("GONOGO_NOW", &minute)], &edit)
                    .status,
                0
            );
        }
        fs::rename(folder.path("a.gonogo.json"), folder.path(who)).unwrap();
        folder.write("a.gonogo.json", &first);
    }
    folder
}

#[test]
fn order_and_number_of_copies_do_not_matter() {
    let folder = copies();
    // A field that this version does not know, in another order in each copy.
    for (who, fields) in [
        ("ann", "\"x\": 1,\n  \"y\": 2"),
        ("bob", "\"y\": 2,\n  \"x\": 0"),
        ("eve", "\"z\": 1"),
    ] {
        let text =
            folder
                .read(who)
                .replacen("\"entries\"", &format!("{fields},\n  \"entries\""), 1);
        folder.write(who, text);
    }
    let merged = |files: &[&str]| {
        let ran = folder.run(&[&["merge"], files].concat());
        assert_eq!(ran.status, 0, "{files:?}: {}", ran.err);
        ran.out
    };
    let all = merged(&["ann", "bob", "eve"]);
    for files in [
        ["ann", "eve", "bob"],
        ["bob", "ann", "eve"],
        ["bob", "eve", "ann"],
        ["eve", "ann", "bob"],
        ["eve", "bob", "ann"],
    ] {
        assert_eq!(merged(&files), all, "{files:?}");
    }
    assert_eq!(
        merged(&["ann", "bob", "eve", "ann", "a.gonogo.json", "bob"]),
        all
    );
    for (one, two, rest) in [("ann", "bob", "eve"), ("eve", "bob", "ann")] {
        folder.write("part", merged(&[one, two]));
        assert_eq!(merged(&["part", rest]), all, "{one} and {two} first");
    }
    folder.write("all", &all);
    assert_eq!(merged(&["all", "all"]), all);
}

#[test]
fn merge_reports_sources_and_conflicts() {
    let folder = copies();
    let ran = folder.run(&["merge", "ann", "bob", "-o", "a.gonogo.json"]);
    assert_eq!((ran.status, ran.out.as_str()), (0, ""));
    assert_eq!(
        ran.err,
        "ann: 3 changes, 2 only in this copy\nbob: 3 changes, 2 only in this copy\n\
         wrote a.gonogo.json: 5 changes, 4 new\n1 conflict; answer again to resolve:\n  \
         one: RTO (one-rto): 4 h (ann, 2026-11-21 22:00 UTC) or 6 h (bob, 2026-11-21 22:01 UTC)\n"
    );
    assert_eq!(conflict(&folder.list(&[])), ["4 h by ann", "6 h by bob"]);
    // What OUT holds is merged too, whether it was named or not.
    assert_eq!(
        folder
            .run(&["merge", "ann", "eve", "-o", "a.gonogo.json"])
            .status,
        0
    );
    let all = folder.read("a.gonogo.json");
    assert_eq!(all, folder.run(&["merge", "ann", "bob", "eve"]).out);
    assert_eq!(
        folder
            .run(&["merge", "ann", "a.gonogo.json", "-o", "ann"])
            .status,
        0
    );
    assert_eq!(folder.read("ann"), all);
    // What reaches the terminal of an answer is safe there.
    folder.change(&["fill", "a.md", "1", "\u{1b}[31m", "--by", "ann"]);
    folder.write("bad", folder.read("bob").replace("6 h", "\\u001b[2J"));
    let told = folder.run(&["merge", "bob", "bad"]).err;
    assert!(told.contains("^[[2J (bob, "), "{told}");
}

#[test]
fn merge_reads_standard_input_and_writes_standard_output() {
    let folder = copies();
    let bob = folder.read("bob");
    let piped = folder.run_with(&bob, &[], &["merge", "ann", "-", "-o", "-"]);
    assert_eq!(piped.out, folder.run(&["merge", "ann", "bob"]).out);
    assert!(
        piped
            .err
            .contains("standard input: 3 changes, 2 only in this copy\n"),
        "{}",
        piped.err
    );
    let twice = folder.run_with(&bob, &[], &["merge", "-", "-"]);
    assert_eq!(
        (twice.status, twice.err.as_str()),
        (
            2,
            "gonogo: standard input can only be read once: give `-` once\n"
        )
    );
}

#[test]
fn unrelated_files_are_not_merged() {
    let folder = copies();
    let other = |field: &str, with: &str| folder.read("bob").replacen(field, with, 1);
    folder.write("other.json", other("\"a.md\"", "\"b.md\""));
    folder.write("run.json", other("\"a.md\"", "\"a.md\",\n  \"run\": \"r\""));
    folder.write("newer.json", other("gonogo/1", "gonogo/2"));
    folder.write("bad.json", "{\n\"format\": oops");
    folder.write("nothing.json", "");
    let only = "only copies of one checklist and run can be merged";
    let renamed =
        "only copies of one checklist and run can be merged; if it was renamed, use --renamed";
    let newer = "newer.json: written by a newer gonogo (gonogo/2): it can be read, but not changed; update gonogo";
    let bad = "bad.json, line 2: not JSON (expected value); fix that line (`git log -p` shows how it was), or merge in a good copy with `gonogo merge`";
    let missing = "missing: can't read: no such file or directory; check the path";
    let before = folder.all();
    for (files, message) in [
        (
            &["ann", "other.json"][..],
            format!(
                "other.json: this is the progress of b.md, but ann is the progress of a.md; {renamed}"
            ),
        ),
        (
            &["run.json", "ann"],
            format!(
                "ann: this is the progress of a.md, but run.json is the progress of a.md (run r); {only}"
            ),
        ),
        (
            &["ann", "bob", "-o", "other.json"],
            format!(
                "other.json: this is the progress of b.md, but ann is the progress of a.md; {renamed}"
            ),
        ),
        (&["ann", "newer.json"], newer.to_owned()),
        (
            &["ann", "bob", "-o", "newer.json"],
            format!("nothing was written: {newer}"),
        ),
        (&["bad.json", "ann"], bad.to_owned()),
        (
            &["ann", "bob", "-o", "bad.json"],
            format!("nothing was written: {bad}"),
        ),
        (&["ann", "missing"], missing.to_owned()),
        (
            &["nothing.json", "nothing.json"],
            "nothing.json: this file and all others are empty; nothing to merge".to_owned(),
        ),
        (
            &["ann", "bob", "-o", "new.json", "--read-only"],
            "nothing changed: --read-only is set".to_owned(),
        ),
    ] {
        let ran = folder.run(&[&["merge"], files].concat());
        assert_eq!(
            (ran.status, ran.out.as_str(), ran.err),
            (2, "", format!("gonogo: {message}\n")),
            "{files:?}"
        );
        assert_eq!(folder.all(), before, "{files:?}");
    }
    // The checklist itself is no progress file, and is never changed.
    assert_eq!(folder.run(&["merge", "ann", "bob", "-o", "a.md"]).status, 2);
    assert_eq!(folder.all(), before);
    assert_eq!(
        folder.run(&["merge", "ann", "nothing.json"]).out,
        folder.read("ann"),
        "an empty file adds nothing"
    );
    assert_eq!(
        folder.run(&["merge", "ann"]).status,
        2,
        "one copy is none too many"
    );
}

#[test]
fn merge_driver_keeps_every_event_of_both_sides() {
    let folder = copies();
    let both = folder.run(&["merge", "ann", "bob"]).out;
    let base = folder.read("a.gonogo.json");
    for (label, base) in [
        ("the ancestor", base.as_str()),
        ("none", ""),
        ("a damaged one", "<<<<<<<"),
    ] {
        folder.write("base", base);
        folder.write("ours", folder.read("ann"));
        let ran = folder.run(&[
            "merge",
            "--driver",
            "base",
            "ours",
            "bob",
            "-docs/a.gonogo.json",
        ]);
        assert_eq!(
            (ran.status, ran.out.as_str()),
            (0, ""),
            "{label}: {}",
            ran.err
        );
        let told = "gonogo: -docs/a.gonogo.json: kept both answers: one: RTO (one-rto): 4 h (ann, 2026-11-21 22:00 UTC) or 6 h (bob, 2026-11-21 22:01 UTC)\n";
        assert_eq!(
            (ran.err.as_str(), folder.read("ours")),
            (told, both.clone()),
            "{label}"
        );
    }
    folder.write("ours", &both);
    let again = folder.run(&["merge", "--driver", "base", "ours", "bob"]);
    assert_eq!(
        (again.status, again.err.as_str()),
        (0, ""),
        "a conflict that one side has already is no news"
    );

    // What one side took out by hand is still in the other; what both took out stays out.
    folder.write("base", &both);
    folder.write("ours", folder.read("eve"));
    assert_eq!(
        folder
            .run(&["merge", "--driver", "base", "ours", "ann"])
            .status,
        0
    );
    assert_eq!(
        folder.read("ours"),
        folder.run(&["merge", "ann", "eve"]).out
    );
}

#[test]
fn merge_driver_keeps_ours_on_failure() {
    let folder = copies();
    let bob = folder.read("bob");
    for (label, theirs, why) in [
        (
            "other run",
            bob.replacen("\"a.md\"", "\"a.md\",\n  \"run\": \"r\"", 1)
                .into_bytes(),
            "p (theirs): this is the progress of a.md (run r), but p (ours) is the progress of a.md; ",
        ),
        (
            "newer",
            bob.replacen("gonogo/1", "gonogo/9", 1).into_bytes(),
            "p (theirs): written by a newer gonogo (gonogo/9): ",
        ),
        (
            "damaged",
            bob.replacen("\"id\"", "id", 1).into_bytes(),
            "p (theirs), line 6: not JSON (",
        ),
    ] {
        folder.write("theirs", theirs);
        let before = folder.all();
        let ran = folder.run(&["merge", "--driver", "a.gonogo.json", "ann", "theirs", "p"]);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{label}");
        assert!(
            ran.err.starts_with(&format!(
                "gonogo: p wasn't merged and holds only one side: {why}"
            )),
            "{}",
            ran.err
        );
        assert_eq!(folder.all(), before, "{label}");
    }
}

#[test]
fn renamed_option_merges_copies_of_a_renamed_checklist() {
    let folder = copies();
    let (both, bob) = (folder.run(&["merge", "ann", "bob"]).out, folder.read("bob"));
    let all_of = |name: &str| both.replacen("\"a.md\"", &format!("\"{name}\""), 1);
    folder.write("bob", bob.replacen("\"a.md\"", "\"b.md\"", 1));
    assert_eq!(folder.run(&["merge", "ann", "bob"]).status, 2);
    for (files, out, name) in [
        (["ann", "bob"], "b.gonogo.json", "b.md"),
        (["ann", "bob"], "a.gonogo.json", "a.md"),
        (["bob", "ann"], "a.gonogo.json", "a.md"),
        (["bob", "ann"], "other.json", "b.md"),
    ] {
        let arguments = [&["merge"], &files[..], &["--renamed", "-o", out]].concat();
        folder.change(&arguments);
        assert_eq!(folder.read(out), all_of(name), "{files:?} {out}");
    }
    assert_eq!(
        folder.run(&["merge", "--renamed", "ann", "bob"]).out,
        all_of("a.md"),
        "the first copy's"
    );
    // For git it need not be said: it pairs files only where one was renamed.
    for (path, name) in [
        ("docs/b.gonogo.json", "b.md"),
        ("a.gonogo.json", "a.md"),
        ("p", "a.md"),
    ] {
        folder.write("ours", folder.read("ann"));
        let ran = folder.run(&["merge", "--driver", "ann", "ours", "bob", path]);
        let told = format!("gonogo: {path}: merged the progress of a.md (ours) and b.md (theirs)");
        assert_eq!(
            (ran.status, ran.err.lines().next()),
            (0, Some(told.as_str()))
        );
        assert_eq!(folder.read("ours"), all_of(name), "{path}");
    }
    let runs = bob.replacen("\"a.md\"", "\"b.md\",\n  \"run\": \"r\"", 1);
    folder.write("bob", runs);
    assert_eq!(
        folder.run(&["merge", "--renamed", "ann", "bob"]).status,
        2,
        "another run stays another run"
    );
}

#[test]
fn waiting_for_another_save_is_reported() {
    let folder = copies();
    let path = folder.path("a.gonogo.json");
    for arguments in [
        &["tick", "a.md", "1"][..],
        &["merge", "ann", "bob", "-o", "a.gonogo.json"],
    ] {
        let held = fs::File::open(&path).unwrap();
        held.lock().unwrap();
        let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin!("gonogo"));
        command
            .args(arguments)
            .current_dir(folder.path(""))
            .stderr(std::process::Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut told = std::io::BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        std::io::BufRead::read_line(&mut told, &mut line).unwrap();
        let holder = super::locks::this_process();
        let waiting = format!(
            "gonogo: a.gonogo.json: waiting for another save to finish ({holder} holds the lock) …\n"
        );
        assert_eq!(line, waiting);
        drop(held);
        assert!(child.wait().unwrap().success());
        let mut rest = String::new();
        std::io::Read::read_to_string(&mut told, &mut rest).unwrap();
        assert!(!rest.contains("waiting"), "{rest}");
    }
}

#[test]
fn changes_saved_while_waiting_are_reported_and_conflicts_kept() {
    let folder = Folder::with("- [ ] one\n- [ ] two\n");
    let path = folder.path("a.gonogo.json");
    folder.change(&["tick", "a.md", "2", "--by", "ann"]);
    let before = folder.read("a.gonogo.json");
    folder.change(&[
        "mark", "a.md", "1", "na", "--reason", "no data", "--by", "bob",
    ]);
    let theirs = folder.read("a.gonogo.json");
    folder.write("a.gonogo.json", before);
    let held = fs::File::open(&path).unwrap();
    held.lock().unwrap();
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin!("gonogo"))
        .args(["tick", "a.md", "1", "--by", "ann"])
        .current_dir(folder.path(""))
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut told = std::io::BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    std::io::BufRead::read_line(&mut told, &mut line).unwrap();
    fs::write(folder.path("new"), theirs).unwrap();
    fs::rename(folder.path("new"), &path).unwrap();
    drop(held);
    assert!(child.wait().unwrap().success());
    let mut rest = String::new();
    std::io::Read::read_to_string(&mut told, &mut rest).unwrap();
    let [changes, conflict, done] = rest.lines().collect::<Vec<_>>()[..] else {
        panic!("{rest}")
    };
    assert_eq!(
        changes,
        "gonogo: in the meantime: bob set “one” to not applicable."
    );
    assert!(
        conflict.starts_with(
            "conflict: someone else answered in the meantime; both answers are kept: "
        ) && conflict.contains("done (ann, ")
            && conflict.contains("na: no data (bob, "),
        "{conflict}"
    );
    assert_eq!(done, "done: one");
}

/// The answers that stand beside each other on the first blank.
fn conflict(list: &Value) -> Vec<String> {
    let answers = list["blanks"][0]["conflict"].as_array().unwrap().iter();
    answers
        .map(|a| {
            format!(
                "{} by {}",
                a["value"].as_str().unwrap(),
                a["by"].as_str().unwrap()
            )
        })
        .collect()
}

#[test]
fn answering_again_reports_the_resolved_conflict() {
    let folder = copies();
    folder.change(&["merge", "ann", "bob", "-o", "a.gonogo.json"]);
    let status = folder.run(&["status", "a.md"]).out;
    let both = "4 h (ann, 2026-11-21 22:00 UTC) or 6 h (bob, 2026-11-21 22:01 UTC)";
    assert!(status.contains(both), "{status}");
    let told = folder.change(&["fill", "a.md", "1", "5 h"]);
    assert_eq!(
        told,
        format!("conflict resolved: it was {both}\none: RTO: 5 h\n")
    );
    assert!(!folder.run(&["status", "a.md"]).out.contains("Conflicts"));
}
