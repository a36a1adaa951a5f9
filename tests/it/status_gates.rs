//! `gonogo status` as a gate: section, strictness, sign-offs and age, with the remedy of each blocker.

use serde_json::Value;

use gonogo::checklist::{BlankId, Checklist};
use gonogo::merge;
use gonogo::progress::Progress;
use gonogo::workbook::{Edit, Workbook};

use super::arbitrary::stamp;
use super::program::Folder;

const CHECKLIST: &str = "\
# Launch

## Backups

- [x] Restore tested
- [ ] Slides (optional)

## Security

- [ ] Certificate renewed

**Lead**: ____ Date: ____
";

/// What stands in the way, as kinds with lines, and the exit status.
fn judged(folder: &Folder, more: &[&str]) -> String {
    let ran = folder.run(&[&["status", "a.md", "--json"], more].concat());
    let status: Value = serde_json::from_str(&ran.out).unwrap();
    let blockers = status["blockers"].as_array().unwrap().iter();
    let told = blockers.map(|one| format!("{}:{}", one["kind"].as_str().unwrap(), one["line"]));
    let plain = folder.run(&[&["status", "a.md"], more].concat());
    assert_eq!(plain.status, ran.status);
    format!("{} {}", ran.status, told.collect::<Vec<_>>().join(" "))
}

#[test]
fn gate_options_add_blockers() {
    let folder = Folder::with(CHECKLIST);
    for (more, expected) in [
        (&[][..], "1 open:10 unsigned:12"),
        (&["--section", "Backups"], "0 "),
        (&["--section", "security"], "1 open:10 unsigned:12"),
        (&["--strict"], "1 pre-ticked:5 open:10 unsigned:12"),
        (&["--strict", "--section", "Backups"], "1 pre-ticked:5"),
        (&["--require-signoff"], "1 open:10 unsigned:12"),
        (
            &["--require-signoff", "--section", "Backups"],
            "1 no-signoffs:null",
        ),
        (&["--max-age", "7d"], "1 pre-ticked:5 open:10 unsigned:12"),
        (
            &["--max-age", "7d", "--strict"],
            "1 pre-ticked:5 open:10 unsigned:12",
        ),
    ] {
        assert_eq!(judged(&folder, more), expected, "{more:?}");
    }
    folder.change(&["tick", "a.md", "1", "3"]);
    folder.change(&["sign", "a.md", "Lead"]);
    let all = ["--strict", "--require-signoff", "--max-age", "7d"];
    assert_eq!(judged(&folder, &all), "0 ");
}

#[test]
fn old_answers_block_with_max_age() {
    let folder = Folder::with(CHECKLIST);
    let then = [("GONOGO_NOW", "2026-11-14T21:00:00Z")];
    assert_eq!(
        folder
            .run_with("", &then, &["tick", "a.md", "1", "3"])
            .status,
        0
    );
    assert_eq!(
        judged(&folder, &["--max-age", "1w"]),
        "1 old:5 old:10 unsigned:12"
    );
    assert_eq!(judged(&folder, &["--max-age", "8d"]), "1 unsigned:12");
    folder.change(&["untick", "a.md", "1"]);
    folder.change(&["tick", "a.md", "1"]);
    assert_eq!(
        judged(&folder, &["--max-age", "168h"]),
        "1 old:10 unsigned:12"
    );
    assert_eq!(
        judged(&folder, &["--max-age", "999999999d"]),
        "1 unsigned:12"
    );
}

#[test]
fn answers_from_the_future_block_with_max_age() {
    for (at, expected) in [
        ("2026-11-21T21:09:05Z", "1 unsigned:12"),
        ("2026-11-21T21:09:06Z", "1 future:5 future:10 unsigned:12"),
        ("2027-11-21T21:00:00Z", "1 future:5 future:10 unsigned:12"),
    ] {
        let folder = Folder::with(CHECKLIST);
        assert_eq!(
            folder
                .run_with("", &[("GONOGO_NOW", at)], &["tick", "a.md", "1", "3"])
                .status,
            0
        );
        assert_eq!(judged(&folder, &["--max-age", "7d"]), expected, "{at}");
        assert_eq!(
            judged(&folder, &[]),
            "1 unsigned:12",
            "{at}: without an age the time says nothing"
        );
    }
}

#[test]
fn gates_that_cannot_pass_are_reported() {
    let folder = Folder::with("# T\n## S\n- [x] a\n## Empty\nwords\n");
    assert_eq!(
        judged(&folder, &["--require-signoff"]),
        "1 no-signoffs:null"
    );
    assert_eq!(judged(&folder, &["--section", "Empty"]), "1 no-items:null");
    for (more, message) in [
        (
            &["--section", "Missing"][..],
            "no section matches “Missing”; use part of its heading, or its key",
        ),
        (
            &["--max-age", "soon"],
            "expected a duration such as 30m, 2h, 7d or 1w",
        ),
    ] {
        let ran = folder.run(&[&["status", "a.md"], more].concat());
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{more:?}");
        assert!(ran.err.contains(message), "{more:?}: {}", ran.err);
    }
}

#[test]
fn blockers_have_remedies() {
    let folder = Folder::with("# T\n- [ ] a\n- [ ] b\n- [ ] c: ____\n");
    folder.change(&["tick", "a.md", "3"]);
    let page = folder.run(&["status", "a.md"]).out;
    let expected = "  line 3: open: b\n    gonogo tick, mark: tick it, or mark it N/A or waived\n  \
                    line 4: empty blank: c\n    gonogo fill: fill it in\n";
    assert!(page.contains(expected), "{page}");
    let status: Value =
        serde_json::from_str(&folder.run(&["status", "a.md", "--json"]).out).unwrap();
    assert_eq!(status["blockers"][2]["remedy"], "fill it in");
}

#[test]
fn status_of_a_section_lists_only_that_section() {
    let folder = Folder::with(CHECKLIST);
    let page = folder.out(&["status", "a.md", "--section", "Backups"]);
    assert!(
        page.starts_with("GO  Launch  Backups\n1 required item: 1 pre-ticked.\nNot counted: 1 optional (1 open).\n1 of 2 items done, 1 open, 1 pre-ticked"),
        "{page}"
    );
    assert!(!page.contains("Security"), "{page}");
    let status: Value =
        serde_json::from_str(&folder.out(&["status", "a.md", "--section", "Backups", "--json"]))
            .unwrap();
    assert_eq!(
        (&status["section"], &status["counts"]["items"]["total"]),
        (&"backups".into(), &2.into())
    );
    assert_eq!(status["signoff_counts"]["total"], 0);
}

#[test]
fn named_section_decides_in_any_phase() {
    let folder = Folder::with("# T\n## Before Launch\n- [ ] a\n## After Launch\n- [ ] b\n");
    assert_eq!(judged(&folder, &[]), "1 open:3");
    assert_eq!(judged(&folder, &["--section", "After"]), "1 open:5");
    folder.change(&["tick", "a.md", "2"]);
    assert_eq!(judged(&folder, &["--section", "After"]), "0 ");
    assert!(
        folder
            .out(&["status", "a.md", "--section", "After"])
            .starts_with("GO  T  After Launch\n")
    );
}

#[test]
fn conflicts_outside_items_block() {
    let line = "Region: ____\n";
    for (document, in_the_way, remaining) in [
        (format!("# T\n- [x] a\n\n{line}"), 1, 0),
        (format!("# T\n- [x] a\n## Post-Launch\n{line}"), 0, 1),
        (format!("# T\n- [x] a\n## Notes\n{line}"), 0, 0),
        (
            format!("# T\n- [x] a\n- [x] b (optional)\n\n  {line}"),
            0,
            0,
        ),
    ] {
        let new = || {
            Workbook::new(
                Checklist::parse(document.as_str()),
                Progress::new("a.md", None),
            )
        };
        let (mut one, mut other) = (new(), new());
        for (workbook, value) in [(&mut one, "eu"), (&mut other, "us")] {
            let edit = Edit::Fill {
                blank: BlankId(0),
                value: value.to_owned(),
            };
            workbook.apply(edit, &stamp(value, 1)).unwrap();
        }
        one.absorb(merge::merge_progress(
            one.progress().clone(),
            other.progress().clone(),
        ));
        assert_eq!(one.conflicts().len(), 1, "{document}");
        let verdict = one.verdict();
        assert_eq!(
            (verdict.blockers.len(), verdict.remaining.len()),
            (in_the_way, remaining),
            "{document}"
        );
    }
}

#[test]
fn named_upkeep_section_decides_but_nested_upkeep_does_not() {
    let folder = Folder::with("# T\n## Operations\n- [x] a\n### Weekly\n- [ ] b\n");
    assert_eq!(judged(&folder, &["--section", "Operations"]), "0 ");
    assert_eq!(judged(&folder, &["--section", "Weekly"]), "1 open:5");
    folder.change(&["tick", "a.md", "2"]);
    assert_eq!(judged(&folder, &["--section", "Weekly"]), "0 ");
}
