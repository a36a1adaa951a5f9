//! `gonogo list`: filters that combine.

use serde_json::Value;

use super::program::Folder;

const CHECKLIST: &str = "\
# Launch

Service: ____

## Backups

- [ ] Restore tested: RTO ____ h
- [x] Dry run (optional)
- [ ] Budget: $____

## Security

- [ ] Certificate renewed @ann
- [ ] Certificate pinned
";

/// A folder in which ann answered an hour ago, and the tester now.
fn walked() -> Folder {
    let folder = Folder::with(CHECKLIST);
    let earlier = [("GONOGO_NOW", "2026-11-21T18:00:00Z")];
    let ran = folder.run_with("", &earlier, &["tick", "a.md", "1"]);
    assert_eq!(ran.status, 0);
    // The folder's own --by comes first, so this is somebody who uses the program without it.
    let ann = [("GONOGO_NOW", "2026-11-21T20:30:00Z"), ("USER", "ann")];
    assert_eq!(
        folder
            .run_with("", &ann, &["note", "a.md", "5", "ticket 4711"])
            .status,
        0
    );
    folder.change(&["fill", "a.md", "Budget", "12,000"]);
    folder.change(&[
        "mark",
        "a.md",
        "5",
        "blocked",
        "--reason",
        "waits for the provider",
    ]);
    folder
}

/// The numbers of the items that are listed, then the labels of the blanks.
fn listed(folder: &Folder, more: &[&str]) -> String {
    let list = folder.list(more);
    let of = |field: &str, name: &str| {
        let all = list[field].as_array().unwrap().iter();
        all.map(|one| one[name].to_string().trim_matches('"').to_owned())
            .collect::<Vec<_>>()
            .join(" ")
    };
    let lines = folder.out(&[&["list", "a.md"], more].concat());
    assert_eq!(
        lines.lines().count(),
        list["items"].as_array().map_or(0, Vec::len),
        "both list the same"
    );
    format!("{} / {}", of("items", "number"), of("blanks", "label"))
}

#[test]
fn list_filters_combine() {
    let folder = walked();
    for (more, expected) in [
        (&[][..], "1 2 3 4 5 / Service Restore tested: RTO Budget"),
        (&["--state", "open"], "3 4 / Budget"),
        (&["--state", "open", "--state", "blocked"], "3 4 5 / Budget"),
        (
            &["--section", "launch"],
            "1 2 3 4 5 / Service Restore tested: RTO Budget",
        ),
        (&["--author", "TESTER"], "1 3 5 / Budget"),
        (&["--author", "nobody"], " / "),
        (&["--mine"], "1 3 5 / Budget"),
        (&["--unconfirmed"], "2 / "),
        (&["--conflicts"], " / "),
        (&["--unanswered"], "1 / Service Restore tested: RTO"),
        (&["--optional"], "2 / "),
        (
            &["--required"],
            "1 3 4 5 / Service Restore tested: RTO Budget",
        ),
        (&["--since", "2h"], "3 5 / Budget"),
        (&["--since", "today"], "1 3 5 / Budget"),
        (&["--since", "2026-11-22"], " / "),
        (&["--text", "CERT renewed"], "4 / "),
        (&["--text", "4711"], "5 / "),
        (&["--text", "provider waits"], "5 / "),
        (&["--text", "12,000"], "3 / Budget"),
        (
            &["--state", "open", "--section", "backups", "--required"],
            "3 / Budget",
        ),
        (&["--state", "done", "--unanswered", "--mine"], "1 / "),
        (
            &["--since", "2h", "--state", "blocked", "--text", "4711"],
            "5 / ",
        ),
    ] {
        assert_eq!(listed(&folder, more), expected, "{more:?}");
    }
}

#[test]
fn list_filters_by_phase_and_due() {
    let folder = Folder::with(
        "## Pre-Launch\n- [ ] one: ____\n## Launch Day\n- [ ] two\n## Post-Launch\n- [ ] Day 1: three ____\n- [ ] Day 30: four\n",
    );
    folder.change(&["live", "a.md", "--at", "2026-11-19"]);
    for (more, expected) in [
        (&["--phase", "before"][..], "1 / one"),
        (
            &["--phase", "during", "--phase", "after"],
            "2 3 4 / Day 1: three",
        ),
        (&["--due"], "3 / Day 1: three"),
        (&["--due", "--phase", "before"], " / "),
        (&["--phase", "info"], " / "),
    ] {
        assert_eq!(listed(&folder, more), expected, "{more:?}");
    }
    let ran = folder.run(&["list", "a.md", "--phase", "later"]);
    assert!(
        ran.status == 2
            && ran
                .err
                .contains("expected one of before, during, after, upkeep, rollback, info"),
        "{}",
        ran.err
    );
}

#[test]
fn mine_matches_items_naming_the_author() {
    let folder = Folder::with(CHECKLIST);
    let ran = folder.run(&["list", "a.md", "--mine"]);
    assert_eq!(ran.out, "");
    let path = folder.path("a.md");
    let mut program = assert_cmd::cargo::cargo_bin_cmd!("gonogo");
    let out = program
        .args([
            "--by",
            "ann@bastion",
            "list",
            path.to_str().unwrap(),
            "--mine",
        ])
        .output()
        .unwrap();
    assert_eq!(
        String::from_utf8(out.stdout).unwrap(),
        "    4  [ ] Certificate renewed @ann\n"
    );
}

#[test]
fn list_marks_conflicts() {
    let folder = Folder::with(CHECKLIST);
    folder.change(&["fill", "a.md", "Budget", "1", "--progress", "b.json"]);
    folder.change(&["fill", "a.md", "Budget", "2", "--progress", "c.json"]);
    folder.run(&["merge", "b.json", "c.json", "-o", "a.gonogo.json"]);
    assert_eq!(listed(&folder, &["--conflicts"]), "3 / Budget");
    assert_eq!(
        folder.out(&["list", "a.md", "--conflicts"]),
        "    3  [ ] Budget: $____ (conflict: Budget)\n"
    );
}

#[test]
fn changed_items_need_confirming() {
    let folder = Folder::with(
        "- [ ] Backups of the database tested\n- [ ] Legal has agreed\n- [ ] Region of it: ____, zone: ____\n",
    );
    folder.change(&["tick", "a.md", "1", "3"]);
    folder.change(&["mark", "a.md", "2", "waived", "--reason", "small"]);
    folder.change(&["fill", "a.md", "zone", "b"]);
    let told = folder.run(&["status", "a.md"]).out;
    assert!(!told.contains("confirmed"), "{told}");
    assert!(
        told.contains("line 3: empty blank: Region of it\n"),
        "{told}"
    );
    folder.write(
        "a.md",
        "- [ ] Backups of the databases tested\n- [ ] Legal has agreed to it\n- [ ] Region of this: ____, zone: ____\n",
    );
    assert_eq!(
        folder.out(&["list", "a.md"]),
        "    1  [?] Backups of the databases tested\n    2  [?] Legal has agreed to it\n    \
         3  [?] Region of this: ____, zone: b\n"
    );
    let told = folder.run(&["status", "a.md"]).out;
    assert!(
        told.contains(", 3 need confirming, 0 of 2 blanks filled, 1 answer needs confirming\n"),
        "{told}"
    );
    let blockers = "\
Blockers:
  line 1: needs confirming: Backups of the databases tested
    its text was “Backups of the database tested”
  line 2: needs confirming: Legal has agreed to it
    its text was “Legal has agreed”
  line 3: needs confirming: Region of this: ____, zone: ____
    its text was “Region of it: , zone:”
    gonogo confirm: read the current text, then confirm or reopen it
  line 3: empty blank: Region of this
    gonogo fill: fill it in
  line 3: needs confirming: Region of this, zone
    its text was “Region of it: , zone:”
    gonogo fill: re-check and enter it again
";
    assert!(told.contains(blockers), "{told}");
}

#[test]
fn invalid_time_fails() {
    let folder = Folder::with(CHECKLIST);
    let ran = folder.run(&["list", "a.md", "--since", "soon"]);
    let told = "gonogo: can't read --since “soon” as a time; try 30m, 2h, 7d, today, yesterday, 2026-11-21 or \
                '2026-11-21 21:04' (UTC)\n";
    assert_eq!((ran.status, ran.err.as_str()), (2, told));
    assert_eq!(
        folder
            .run(&["list", "a.md", "--optional", "--required"])
            .status,
        2
    );
    let list: Value = folder.list(&["--state", "waived"]);
    assert_eq!(list["items"], Value::Array(Vec::new()));
}
