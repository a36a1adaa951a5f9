//! How `gonogo explain` shows what a document is read as: the page, the options, and JSON.

mod applied;

use serde_json::{Value, json};

use super::program::{Folder, Ran};

/// A document with a row of most kinds.
const LAUNCH: &str = "\
# Launch

## Before launch

- [ ] Backups tested @ann
- [ ] p95 latency < 300 ms
- [ ] Press informed (optional)
- [] not an item

Approved by: ____ Date: ____
Region: ____

## Post-Launch

- [ ] Day 1: watch the error rate
- [ ] Weekly: read the logs
";

#[test]
fn page_has_counts_first_and_then_rows_by_kind() {
    let folder = Folder::with(LAUNCH);
    assert_eq!(
        folder.out(&["explain", "a.md"]),
        "\
3 sections
5 items: 2 required, 1 optional, 2 not needed for GO
1 threshold, 1 sign-off, 1 blank, 2 due dates, 1 with an owner, 1 other box
1 line that looks like an item and isn't one

Sections and their phases (3)
  line  1  before  Launch  (default)
  line  3  before  Before launch  (heading)
  line 13  after   Post-Launch  (heading)

Items that GO needs (2)
  not listed: --only required

Optional items: they never block (1)
  line 7  optional  Press informed (optional)  (“optional”)

Items that GO doesn't need (2)
  line 15  after  Day 1: watch the error rate  (under “Post-Launch”)
  line 16  after  Weekly: read the logs  (under “Post-Launch”)

Thresholds (1)
  line 6  below 300 ms  p95 latency < 300 ms

Sign-offs (1)
  line 10  name and date  Approved by

Blanks (1)
  line 11  text  Region

Due dates and recurring items (2)
  line 15  within 1 day of go-live  Day 1: watch the error rate  (“Day 1”)
  line 16  weekly                   Weekly: read the logs  (“Weekly”)

Owners (1)
  line 5  @ann  Backups tested @ann

Boxes, table rows and steps that aren't items (1)
  line 3  undecided  Before launch: 1 table row, step or look-alike…  (default)

Not items, but look like items (gonogo check) (1)
  line 8  almost-box  “[]” isn't a checkbox: add a space, “[ ]”
"
    );
}

#[test]
fn long_kinds_are_cut_and_listed_on_request() {
    let items: String = (0..30)
        .map(|at| format!("- [ ] task {at}: ____\n"))
        .collect();
    let later: String = (0..30).map(|at| format!("- [ ] look {at}\n")).collect();
    let folder = Folder::with(&format!("# L\n\n## Now\n{items}\n## Post-Launch\n{later}"));
    let page = folder.out(&["explain", "a.md"]);
    assert!(page.lines().count() < 40, "{page}");
    for line in [
        "60 items: 30 required, 30 not needed for GO",
        "  line 35  after  Post-Launch  (heading)",
        "  not listed: --only required",
        "  line 36  after  30 items  (under “Post-Launch”)",
        "  one by one: --only not-needed",
        "  line  4  text  task 0",
        "  22 more: --only blank",
    ] {
        assert!(page.lines().any(|shown| shown == line), "{line}\n{page}");
    }
    let only = folder.out(&[
        "explain",
        "a.md",
        "--only",
        "required",
        "--only",
        "not-needed",
    ]);
    assert_eq!(
        only.lines()
            .filter(|line| line.starts_with("  line"))
            .count(),
        60
    );
    let all = folder.out(&["explain", "a.md", "--all"]);
    let rows = all
        .lines()
        .filter(|line| line.starts_with("  line"))
        .count();
    assert_eq!(rows, 3 + 60 + 30);
}

#[test]
fn page_fits_80_columns() {
    let long = "long ".repeat(40);
    let document = format!(
        "# {long}\n## Post-Launch {long}\n- [ ] {long} (optional)\n- [ ] 数据 {long} < 5 seconds\n\
         - [ ] {long}: ____ ({long} / {long})\n- [] {long}\n\nApproved by {long}: ____ Date: ____\n"
    );
    let folder = Folder::with(&document);
    for arguments in [&["explain", "a.md"][..], &["explain", "a.md", "--all"]] {
        for line in folder.out(arguments).lines() {
            assert!(gonogo::sanitize::width(line) <= 80, "{line}");
        }
    }
}

#[test]
fn json_has_every_row_with_its_alternatives() {
    let folder = Folder::with(LAUNCH);
    let explained: Value =
        serde_json::from_str(&folder.out(&["explain", "a.md", "--json"])).unwrap();
    assert_eq!(
        explained["counts"],
        json!([
            {"kind": "phase", "count": 3},
            {"kind": "required", "count": 2},
            {"kind": "optional", "count": 1},
            {"kind": "not-needed", "count": 2},
            {"kind": "threshold", "count": 1},
            {"kind": "sign-off", "count": 1},
            {"kind": "blank", "count": 1},
            {"kind": "due", "count": 2},
            {"kind": "owner", "count": 1},
            {"kind": "box", "count": 1},
            {"kind": "look-alike", "count": 1},
        ])
    );
    let rows = explained["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 16);
    let row = |kind: &str, line: usize| {
        let is_it = |row: &&Value| row["kind"] == kind && row["line"] == line;
        rows.iter().find(is_it).unwrap()
    };
    assert_eq!(
        *row("phase", 13),
        json!({
            "kind": "phase", "line": 13, "key": "post-launch", "text": "Post-Launch",
            "value": "after", "origin": "pattern", "words": "Post-Launch",
            "alternatives": [
                "before", "during", "after", "upkeep", "rollback", "info", "as the document"
            ],
        })
    );
    assert_eq!(
        row("required", 5)["alternatives"],
        json!(["required", "conditional", "optional", "as the document"])
    );
    assert_eq!(
        row("threshold", 6)["alternatives"],
        json!(["on", "inverted", "off", "as the document"])
    );
    assert_eq!(
        row("sign-off", 10)["alternatives"],
        json!(["sign-off", "no sign-off", "as the document"])
    );
    assert_eq!(row("look-alike", 8)["alternatives"], json!([]));
}

#[test]
fn people_are_named_and_conflicts_are_shown() {
    let folder = Folder::with(LAUNCH);
    folder.change(&["phase", "a.md", "Post-Launch", "before"]);
    let page = folder.out(&["explain", "a.md"]);
    for line in [
        "5 items: 4 required, 1 optional",
        "1 correction, 1 line that looks like an item and isn't one",
        "  line 13  before  Post-Launch  (set by tester@host)",
        "  line 13  phase before  Post-Launch  (set by tester@host)",
    ] {
        assert!(page.lines().any(|shown| shown == line), "{line}\n{page}");
    }
}

#[test]
fn one_option_answers_its_group() {
    let folder = Folder::with("# L\n\n## Downtime?\n\n- [ ] Yes\n- [ ] No\n");
    let page = folder.out(&["explain", "a.md"]);
    for line in [
        "2 items: 1 required, 1 not needed for GO",
        "  line 6  option  No  (under “Downtime?”)",
        "  line 3  1 of 2  Downtime?: Yes / No",
    ] {
        assert!(
            page.lines().any(|shown| shown.starts_with(line)),
            "{line}\n{page}"
        );
    }
}

#[test]
fn unusual_documents_are_explained() {
    let empty = Folder::with("");
    assert_eq!(
        empty.out(&["explain", "a.md"]),
        "No sections, items or blanks in this document.\n"
    );
    let folder = Folder::new();
    let read = folder.run_with("# a\n- [ ] b\n", &[], &["explain", "-"]);
    assert_eq!((read.status, read.err.as_str()), (0, ""));
    let Ran { status, err, .. } = folder.run(&["explain", "missing.md"]);
    assert_eq!(status, 2, "{err}");
    let Ran { status, err, .. } = folder.run_with("- [ ] b\n", &[], &["explain", "-", "--diff"]);
    assert_eq!(
        (status, err.as_str()),
        (
            2,
            "gonogo: --diff needs a file: a diff names the file that it changes\n"
        )
    );
    let wrong = Folder::with("- [ ] a\n").run(&["explain", "a.md", "--only", "thing"]);
    assert_eq!(wrong.status, 2);
    assert!(
        wrong.err.contains("expected one of phase, required"),
        "{}",
        wrong.err
    );
}
