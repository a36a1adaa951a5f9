//! What git could not merge opens: both sides are read and merged, and a save writes the file clean.

use std::cell::Cell;
use std::fs;
use std::process::Command;

use gonogo::checklist::Checklist;
use gonogo::merge;
use gonogo::progress::Progress;
use gonogo::store;
use gonogo::workbook::Workbook;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestRunner};

use super::arbitrary::{Wish, walk, wish};
use super::concurrent_processes::scale;
use super::program::Folder;

const CHECKLIST: &str =
    "# T\n- [ ] one: ____\n- [ ] two\n## S\n- [ ] three: ____ and ____\n- [ ] four\n- [ ] two\n";

/// How git shows a conflict.
const STYLES: [&[&str]; 3] = [&[], &["--diff3"], &["--zdiff3"]];

/// A file with one conflict that takes in all of it.
fn whole(ours: &str, theirs: &str) -> String {
    format!("<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> 1a2b3c4 (tick)\n")
}

/// What git makes of three files, and whether markers are in it; nothing where there is no git.
fn git_merge(
    folder: &Folder,
    style: &[&str],
    [base, ours, theirs]: [&str; 3],
) -> Option<(String, bool)> {
    for (name, text) in [("base", base), ("ours", ours), ("theirs", theirs)] {
        folder.write(name, text);
    }
    let ran = Command::new("git")
        .args(["merge-file", "-p"])
        .args(style)
        .args(["ours", "base", "theirs"])
        .current_dir(folder.path(""))
        .env("HOME", folder.path("home"))
        .env("XDG_CONFIG_HOME", folder.path("home"))
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .ok()?;
    let conflicts = ran.status.code()?;
    // It ends with how many there are, and above 127 with what went wrong.
    (conflicts < 128).then(|| (String::from_utf8(ran.stdout).unwrap(), conflicts > 0))
}

fn has_git() -> bool {
    Command::new("git")
        .arg("--version")
        .output()
        .is_ok_and(|ran| ran.status.success())
}

/// What was walked together, then by one and by another without the other's.
fn walked(together: &[Wish], one: &[Wish], other: &[Wish]) -> [Progress; 3] {
    let mut base = Workbook::new(Checklist::parse(CHECKLIST), Progress::new("a.md", None));
    walk(&mut base, "both", together);
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    walk(&mut ours, "one", one);
    walk(&mut theirs, "other", other);
    [base, ours, theirs].map(|workbook| workbook.progress().clone())
}

fn read(text: &str) -> Progress {
    store::read(text)
        .unwrap_or_else(|damage| panic!("{damage:?} in\n{text}"))
        .expect(text)
        .progress
}

#[test]
fn both_sides_of_any_git_conflict_are_merged() {
    let folder = Folder::new();
    let git = has_git();
    if !git {
        println!("there is no git: only conflicts of whole files are tried");
    }
    let marked = Cell::new(0);
    let mut runner = TestRunner::new(ProptestConfig {
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(7),
        ..ProptestConfig::with_cases(scale(24, 2000))
    });
    let wishes = || vec(wish(), 0..8);
    let styles = prop::sample::select(&STYLES[..]);
    runner
        .run(
            &(wishes(), wishes(), wishes(), styles, any::<bool>()),
            |(together, one, other, style, crlf)| {
                let [base, ours, theirs] = walked(&together, &one, &other);
                let merged = merge::merge_progress(ours.clone(), theirs.clone());
                let [base, ours, theirs] = [base, ours, theirs].map(|progress| {
                    let text = store::write(&progress);
                    if crlf {
                        text.replace('\n', "\r\n")
                    } else {
                        text
                    }
                });
                prop_assert_eq!(&read(&whole(&ours, &theirs)), &merged);
                if git {
                    let (text, is_marked) =
                        git_merge(&folder, style, [&base, &ours, &theirs]).expect("git merges");
                    marked.set(marked.get() + u32::from(is_marked));
                    prop_assert_eq!(&read(&text), &merged, "{}", text);
                }
                Ok(())
            },
        )
        .unwrap();
    let marked = marked.get();
    println!("{marked} of them with git's markers");
    assert!(!git || marked > 5, "only {marked} conflicts were tried");
}

#[test]
fn file_with_conflict_markers_opens_and_is_saved_clean() {
    let folder = Folder::with(CHECKLIST);
    folder.change(&["tick", "a.md", "1"]);
    let ours = folder.read("a.gonogo.json");
    fs::remove_file(folder.path("a.gonogo.json")).unwrap();
    folder.change(&["fill", "a.md", "1", "4 h"]);
    folder.change(&["tick", "a.md", "2"]);
    let theirs = folder.read("a.gonogo.json");

    let conflict = whole(&ours, &theirs);
    folder.write("a.gonogo.json", &conflict);
    let listed = folder.out(&["list", "a.md", "--state", "done"]);
    assert_eq!(listed.lines().count(), 2, "{listed}");
    assert_eq!(
        folder.read("a.gonogo.json"),
        conflict,
        "looking writes nothing"
    );
    folder.change(&["tick", "a.md", "3"]);
    let saved = folder.read("a.gonogo.json");
    for marker in ["<<<<<<<", "=======", ">>>>>>>"] {
        assert!(!saved.contains(marker), "{saved}");
    }
    let merged = merge::merge_progress(read(&ours), read(&theirs));
    assert_eq!(
        merge::merge_progress(merged, read(&saved)),
        read(&saved),
        "nothing of either side is lost"
    );
}

#[test]
fn errors_in_a_side_are_reported_with_their_line() {
    let event = |name: &str| {
        format!("{{\"{name}\":\"x\",\"at\":\"t\",\"by\":\"b\",\"on\":\"o\",\"note\":\"n\"}}")
    };
    let file = |ours: &str, theirs: &str| {
        format!(
            "{{\"format\":\"gonogo/1\",\"checklist\":\"a.md\",\n\"entries\":{{\"k\":[\n<<<<<<< HEAD\n{ours}\n||||||| 1f\n\
             oops\n=======\n{theirs}\n>>>>>>> other\n]}}}}\n"
        )
    };
    let (sound, damaged) = (event("id"), event("no"));
    let foreign = "{\"format\":\"gonogo/1\",\"checklist\":\"a.md\",\"run\":\"r\",\"entries\":{}}\n";
    let ours = "{\"format\":\"gonogo/1\",\"checklist\":\"a.md\",\"entries\":{}}\n";
    for (label, text, message) in [
        (
            "ours",
            file(&damaged, &sound),
            "line 4: an event needs a string “id”",
        ),
        (
            "theirs",
            file(&sound, &damaged),
            "line 8: an event needs a string “id”",
        ),
        (
            "theirs is cut off",
            whole(ours, "{\n\"format\":\n"),
            "line 5: not JSON (EOF while parsing a value)",
        ),
        (
            "after it",
            file(&sound, &sound).replace("\n]}}", "\n]]"),
            "line 10: not JSON (expected `,` or `}`)",
        ),
        (
            "without an end",
            file(&sound, &sound).replace(">>>>>>>", ""),
            "line 3: git's conflict marker `<<<<<<<` has no `>>>>>>>` after it",
        ),
        (
            "two runs",
            whole(ours, foreign),
            "line 1: the two sides of git's conflict belong to different runs",
        ),
    ] {
        let folder = Folder::with(CHECKLIST);
        folder.write("a.gonogo.json", &text);
        for arguments in [&["list", "a.md"][..], &["tick", "a.md", "1"]] {
            let ran = folder.run(arguments);
            let advice = "; fix that line (`git log -p` shows how it was), or merge in a good copy with `gonogo merge`";
            let expected = format!("gonogo: a.gonogo.json, {message}{advice}\n");
            assert_eq!(
                (ran.status, ran.err.as_str()),
                (2, expected.as_str()),
                "{label}\n{text}"
            );
            assert_eq!(folder.read("a.gonogo.json"), text, "{label}");
        }
    }
    // A side that has no file yet holds nothing.
    assert_eq!(
        store::read(&whole("", ours)).unwrap(),
        store::read(ours).unwrap()
    );
}
