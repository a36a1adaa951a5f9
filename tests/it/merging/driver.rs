//! Diverging work on one checklist meets in git, with gonogo as the merge driver and without it.

use std::fs;
use std::os::unix::fs::symlink;

use assert_cmd::cargo::cargo_bin;

use super::team::{Team, told};
use super::{CHECKLIST, conflict};

/// Ways in which git brings Bob's work to Ann.
const WAYS: [(&str, &[&str]); 4] = [
    ("merge", &["merge", "-q", "--no-edit", "bob"]),
    ("squash", &["merge", "-q", "--squash", "bob"]),
    ("rebase", &["rebase", "-q", "bob"]),
    ("cherry-pick", &["cherry-pick", "bob"]),
];

/// Both work on the same items and on others, in two commits each.
fn diverge(team: &Team) {
    team.gonogo("ann", &["tick", "a.md", "2"]);
    team.commit("ann", "two");
    team.gonogo("ann", &["fill", "a.md", "1", "4 h"]);
    team.commit("ann", "one");
    team.gonogo("bob", &["fill", "a.md", "1", "6 h"]);
    team.gonogo("bob", &["note", "a.md", "3", "seen"]);
    team.commit("bob", "one and three");
    team.gonogo("bob", &["tick", "a.md", "2"]);
    team.commit("bob", "two");
}

#[test]
fn driver_keeps_everything() {
    for begun in [true, false] {
        let Some(team) = Team::with(&[("a.md", CHECKLIST)]) else {
            return;
        };
        if begun {
            team.gonogo("ann", &["tick", "a.md", "3"]);
        }
        team.gonogo("ann", &["git", "install"]);
        team.commit("ann", "install");
        team.git("bob", &["pull", "-q"]);
        diverge(&team);
        let both = team.gonogo("", &["merge", "ann/a.gonogo.json", "bob/a.gonogo.json"]);
        team.git("ann", &["fetch", "-q", "../bob", "main:bob"]);
        for (way, arguments) in WAYS {
            let label = format!("{way}, {}", if begun { "begun before" } else { "add/add" });
            team.git("ann", &["worktree", "add", "-q", &format!("../{way}")]);
            let told = team.git(way, arguments);
            assert!(!told.contains("CONFLICT"), "{label}: {told}");
            let merged = team.read(&format!("{way}/a.gonogo.json"));
            assert!(both.starts_with(&merged), "{label}: {merged}");
            let list = team.list(way);
            assert_eq!(conflict(&list), ["4 h by ann", "6 h by bob"], "{label}");
            assert_eq!(
                list["items"][1]["state"], "done",
                "{label}: equal answers are no conflict"
            );
            let left = if way == "squash" {
                "M  a.gonogo.json\n"
            } else {
                ""
            };
            assert_eq!(team.git(way, &["status", "--porcelain"]), left, "{label}");
        }
    }
}

#[test]
fn driver_failure_is_a_git_conflict() {
    let Some(team) = Team::with(&[("a.md", CHECKLIST)]) else {
        return;
    };
    team.gonogo("ann", &["git", "install"]);
    team.commit("ann", "install");
    team.git("bob", &["pull", "-q"]);
    diverge(&team);
    let newer = team
        .read("bob/a.gonogo.json")
        .replacen("gonogo/1", "gonogo/2", 1);
    fs::write(team.path("bob/a.gonogo.json"), newer).unwrap();
    team.commit("bob", "newer");
    let ours = team.read("ann/a.gonogo.json");
    team.git("ann", &["fetch", "-q", "../bob", "main"]);
    let (well, told) = team.try_git("ann", &["merge", "--no-edit", "FETCH_HEAD"]);
    assert!(!well && told.contains("CONFLICT"), "{told}");
    let why = "gonogo: a.gonogo.json wasn't merged and holds only one side: a.gonogo.json (theirs): written by a newer";
    assert!(told.contains(why), "{told}");
    assert_eq!(team.read("ann/a.gonogo.json"), ours);
    assert_eq!(
        team.git("ann", &["status", "--porcelain"]),
        "AA a.gonogo.json\n"
    );
}

#[test]
fn rename_on_one_side_keeps_the_new_name() {
    for side in ["ann", "bob"] {
        let Some(team) = Team::with(&[("a.md", CHECKLIST)]) else {
            return;
        };
        team.gonogo("ann", &["git", "install"]);
        team.gonogo("ann", &["tick", "a.md", "3"]);
        team.commit("ann", "install");
        team.git("bob", &["pull", "-q"]);
        team.git(side, &["mv", "a.md", "b.md"]);
        team.git(side, &["mv", "a.gonogo.json", "b.gonogo.json"]);
        team.gonogo(
            side,
            &["merge", "--renamed", "b.gonogo.json", "-o", "b.gonogo.json"],
        );
        for (who, item) in [("ann", "1"), ("bob", "2")] {
            team.gonogo(
                who,
                &["tick", if who == side { "b.md" } else { "a.md" }, item],
            );
            team.commit(who, "tick");
        }
        let told = team.git(
            "ann",
            &["pull", "-q", "--no-edit", "--no-rebase", "../bob", "main"],
        );
        assert!(!told.contains("CONFLICT"), "{side}: {told}");
        let merged = team.read("ann/b.gonogo.json");
        assert!(
            merged.contains("\"checklist\": \"b.md\""),
            "{side}: {merged}"
        );
        assert_eq!(merged.matches("\"done\"").count(), 3, "{side}: {merged}");
        assert!(
            team.gonogo("ann", &["list", "b.md"])
                .starts_with("    1  [x]"),
            "{side}"
        );
    }
}

#[test]
fn missing_program_merges_as_text() {
    let Some(team) = Team::with(&[("a.md", CHECKLIST)]) else {
        return;
    };
    fs::create_dir(team.path("bin")).unwrap();
    symlink(cargo_bin!("gonogo"), team.path("bin/gonogo")).unwrap();
    fs::create_dir(team.path("git")).unwrap();
    let git = std::env::split_paths(&std::env::var_os("PATH").unwrap())
        .map(|folder| folder.join("git"))
        .find(|path| path.is_file())
        .unwrap();
    symlink(git, team.path("git/git")).unwrap();
    let path = std::env::join_paths([team.path("bin"), team.path("git")]).unwrap();
    let install = team
        .command(cargo_bin!("gonogo"), "ann")
        .env("PATH", path)
        .args(["git", "install"])
        .output();
    let (well, said) = told(&install.unwrap());
    assert!(well && said.contains("command -v gonogo "), "{said}");
    team.commit("ann", "install");
    team.git("bob", &["pull", "-q"]);
    diverge(&team);
    team.git("ann", &["fetch", "-q", "../bob", "main"]);
    let mut merge = team.command("git", "ann");
    merge
        .env("PATH", team.path("git"))
        .args(["merge", "--no-edit", "FETCH_HEAD"]);
    let (well, said) = told(&merge.output().unwrap());
    assert!(!well && said.contains("CONFLICT"), "{said}");
    assert!(
        said.contains("gonogo: not found, merging as text: a.gonogo.json\n"),
        "{said}"
    );
    assert!(team.read("ann/a.gonogo.json").contains("<<<<<<< ours\n"));
    assert_eq!(conflict(&team.list("ann")), ["4 h by ann", "6 h by bob"]);
}

#[test]
fn distant_changes_merge_as_text_without_the_driver() {
    let items = "- [ ] a\n- [ ] b\n- [ ] c\n- [ ] d\n- [ ] e\n";
    let Some(team) = Team::with(&[("a.md", items)]) else {
        return;
    };
    team.gonogo("ann", &["tick", "a.md", "1", "2", "3", "4", "5"]);
    team.commit("ann", "all");
    team.git("bob", &["pull", "-q"]);
    team.gonogo("ann", &["note", "a.md", "1", "first"]);
    team.commit("ann", "first");
    team.gonogo("bob", &["note", "a.md", "5", "last"]);
    team.commit("bob", "last");
    let both = team.gonogo("", &["merge", "ann/a.gonogo.json", "bob/a.gonogo.json"]);
    team.git(
        "ann",
        &["pull", "-q", "--no-edit", "--no-rebase", "../bob", "main"],
    );
    assert!(
        both.starts_with(&team.read("ann/a.gonogo.json")),
        "text merges to what gonogo writes"
    );
}

#[test]
fn adjacent_changes_leave_markers_without_the_driver() {
    let Some(team) = Team::with(&[("a.md", CHECKLIST)]) else {
        return;
    };
    diverge(&team);
    team.git("ann", &["fetch", "-q", "../bob", "main"]);
    let (well, told) = team.try_git("ann", &["merge", "--no-edit", "FETCH_HEAD"]);
    assert!(!well && told.contains("CONFLICT"), "{told}");
    assert!(team.read("ann/a.gonogo.json").contains("<<<<<<<"));
}

#[test]
fn file_with_markers_is_opened_and_saved_clean() {
    for begun in [true, false] {
        let Some(team) = Team::with(&[("a.md", CHECKLIST)]) else {
            return;
        };
        if begun {
            team.gonogo("ann", &["tick", "a.md", "3"]);
            team.commit("ann", "three");
            team.git("bob", &["pull", "-q"]);
        }
        diverge(&team);
        for (who, copy) in [("ann", "ours"), ("bob", "theirs")] {
            fs::copy(team.path(&format!("{who}/a.gonogo.json")), team.path(copy)).unwrap();
        }
        team.git("ann", &["fetch", "-q", "../bob", "main"]);
        let (well, told) = team.try_git("ann", &["merge", "--no-edit", "FETCH_HEAD"]);
        assert!(!well && told.contains("CONFLICT"), "{told}");

        let marked = team.read("ann/a.gonogo.json");
        assert!(marked.contains("<<<<<<<"));
        assert_eq!(
            conflict(&team.list("ann")),
            ["4 h by ann", "6 h by bob"],
            "begun: {begun}"
        );
        assert_eq!(
            team.read("ann/a.gonogo.json"),
            marked,
            "looking changes nothing"
        );

        team.gonogo("ann", &["fill", "a.md", "1", "5 h"]);
        let saved = team.read("ann/a.gonogo.json");
        assert!(
            !saved.contains("<<<<<<<") && !saved.contains(">>>>>>>"),
            "{saved}"
        );
        let with_both = team.gonogo("", &["merge", "ann/a.gonogo.json", "ours", "theirs"]);
        assert!(
            with_both.starts_with(&saved),
            "nothing of either side is missing"
        );
        assert_eq!(
            team.list("ann")["blanks"][0]["value"],
            "5 h",
            "begun: {begun}"
        );
        team.commit("ann", "merged");
        assert_eq!(team.git("ann", &["status", "--porcelain"]), "");
    }
}

#[test]
fn driver_merges_a_copy_with_markers() {
    let Some(team) = Team::with(&[("a.md", CHECKLIST)]) else {
        return;
    };
    diverge(&team);
    let copies = ["ann/a.gonogo.json", "bob/a.gonogo.json"];
    let both = team.gonogo("", &["merge", copies[0], copies[1]]);
    team.git("ann", &["fetch", "-q", "../bob", "main"]);
    team.try_git("ann", &["merge", "--no-edit", "FETCH_HEAD"]);
    assert!(team.read(copies[0]).contains("<<<<<<<"));
    team.gonogo("", &["merge", "--driver", copies[1], copies[0], copies[1]]);
    assert!(both.starts_with(&team.read(copies[0])));
}
