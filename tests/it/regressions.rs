//! Small documents that an earlier version read wrongly, through the real program: one right answer for each.
//!
//! They are not part of this package: `GONOGO_CASES` names a folder with the documents. Tests of the same kinds with
//! documents of their own are beside the code that reads them.

mod boxes;
mod needs;
mod phases;
mod signoffs;
mod thresholds;
mod verdicts;

use std::path::{Path, PathBuf};
use std::{env, fs};

use serde_json::{Value, json};

use super::program::{Folder, Ran};

/// What is done with a document, and the right answer.
pub(super) struct Case {
    /// File name of the document, without its ending.
    name: &'static str,
    /// Works with `a.md`, a copy of the document; returns what the program shows.
    shows: fn(&Folder) -> Value,
    /// The right answer.
    right: fn() -> Value,
}

const CASES: &[Case] = &[
    Case {
        name: "br-in-text",
        shows: |folder| json!([texts(folder), labels(folder)]),
        right: || json!([["Stop writes then snapshot", "Open port 80 443"], ["Value"]]),
    },
    Case {
        name: "heading-braces",
        shows: |folder| column(folder, "items", |item| item["section"][1].clone()),
        right: || {
            json!([
                "Deploy {staging}",
                "Deploy {production}",
                "Set ${ENV}",
                "Rotate {key1, key2}",
                "Pre-checks"
            ])
        },
    },
    Case {
        name: "items-without-text",
        shows: |folder| json!([folder.out(&["list", "a.md"]), findings(folder)]),
        right: || {
            json!([
                "    1  [x] one\n    2  [ ] (no text)\n    3  [ ] (no text)\n",
                [4, 5, 6, 7]
            ])
        },
    },
    Case {
        name: "lone-cr-after-heading",
        shows: |folder| {
            column(folder, "items", |item| {
                json!([item["line"], item["text"], item["section"]])
            })
        },
        right: || {
            json!([
                [4, "keys rotated", ["Launch", "Security"]],
                [5, "scan clean", ["Launch", "Security"]]
            ])
        },
    },
    Case {
        name: "no-break-space",
        shows: |folder| json!([texts(folder), findings(folder)]),
        right: || json!([["plain", "other"], [4, 5, 7]]),
    },
    Case {
        name: "placeholder-items-swap",
        shows: |folder| {
            folder.change(&["tick", "a.md", "<db-1>"]);
            let [first, second] = [
                "- [ ] Restore <db-1> snapshot\n",
                "- [ ] Restore <db-2> snapshot\n",
            ];
            folder.write("a.md", format!("# L\n\n{second}{first}"));
            states(folder)
        },
        right: || {
            json!([
                ["Restore <db-2> snapshot", "open", false],
                ["Restore <db-1> snapshot", "done", false]
            ])
        },
    },
    Case {
        name: "placeholder-changes-under-tick",
        shows: |folder| {
            folder.change(&["tick", "a.md", "1"]);
            replace(folder, "<staging>", "<production>");
            states(folder)
        },
        right: || json!([["Deploy to <production>", "done", true]]),
    },
    Case {
        name: "section-renamed-staging-to-production",
        shows: |folder| {
            folder.change(&["tick", "a.md", "1", "2"]);
            replace(folder, "## Staging", "## Production");
            json!([states(folder), folder.run(&["status", "a.md"]).status])
        },
        right: || {
            json!([
                [
                    ["Database restored", "done", true],
                    ["Smoke test passed", "done", true]
                ],
                1
            ])
        },
    },
    Case {
        name: "equal-items-swap-bodies",
        shows: |folder| {
            folder.change(&["tick", "a.md", "1"]);
            let item = |host: &str| format!("- [ ] Restart\n\n  host {host}\n\n");
            folder.write("a.md", format!("# L\n\n{}{}", item("db-2"), item("db-1")));
            let swapped = states(folder);
            replace(folder, "db-1", "db-3");
            json!([swapped, states(folder)])
        },
        right: || {
            let open = json!(["Restart", "open", false]);
            json!([
                [open, ["Restart", "done", false]],
                [["Restart", "done", true], open]
            ])
        },
    },
    Case {
        name: "write-in-lines",
        shows: |folder| {
            column(folder, "blanks", |blank| {
                json!([blank["label"], blank["kind"]])
            })
        },
        right: || json!([["Notes", "area"]]),
    },
    Case {
        name: "decimal-and-thousands",
        shows: |folder| {
            folder.change(&["tick", "a.md", "1", "2"]);
            let measured =
                ["1500 rps", "500 rps", "1.000 rps"].map(|value| verdict(folder, "1", value));
            folder.run(&["measure", "a.md", "1", "1500 rps"]);
            let seconds = ["1.5 s", "1,500 s", "3 s"].map(|value| verdict(folder, "2", value));
            json!([measured, seconds])
        },
        right: || json!([[0, 1, 1], [0, 1, 1]]),
    },
    Case {
        name: "negated-threshold",
        shows: |folder| {
            folder.change(&["tick", "a.md", "1"]);
            Value::from(
                ["3 s", "30 s"]
                    .map(|value| verdict(folder, "1", value))
                    .to_vec(),
            )
        },
        right: || json!([0, 1]),
    },
    Case {
        name: "rollback-trigger",
        shows: |folder| {
            folder.change(&["tick", "a.md", "1", "2", "3"]);
            let Ran { status, .. } = folder.run(&["measure", "a.md", "2", "7 %"]);
            json!([status, folder.run(&["status", "a.md"]).status])
        },
        right: || json!([2, 0]),
    },
    Case {
        name: "due-dates-in-text",
        shows: |folder| {
            folder.run(&["live", "a.md", "--at", "2026-11-01 12:00"]);
            let status = folder.run(&["status", "a.md"]).out;
            let lines = status
                .lines()
                .filter_map(|line| line.trim().split_once(": overdue "));
            lines.map(|(line, due)| json!([line, due[..10]])).collect()
        },
        right: || {
            json!([
                ["line 4", "2026-11-01"],
                ["line 11", "2026-11-02"],
                ["line 5", "2026-11-02"],
                ["line 10", "2026-11-03"],
                ["line 6", "2026-11-03"],
                ["line 7", "2026-11-04"]
            ])
        },
    },
    Case {
        name: "document-is-a-symlink",
        shows: |folder| {
            fs::create_dir(folder.path("releases")).unwrap();
            fs::rename(folder.path("a.md"), folder.path("releases/v2.md")).unwrap();
            std::os::unix::fs::symlink("releases/v2.md", folder.path("current.md")).unwrap();
            folder.change(&["tick", "current.md", "1"]);
            folder.change(&["tick", "releases/v2.md", "2"]);
            let progress = |folder: PathBuf| {
                let names = fs::read_dir(folder)
                    .unwrap()
                    .map(|entry| entry.unwrap().file_name());
                let mut names: Vec<String> = names
                    .map(|name| name.to_string_lossy().into_owned())
                    .collect();
                names.retain(|name| name.ends_with(".gonogo.json"));
                names
            };
            let status = folder.run(&["status", "current.md"]).status;
            json!([
                progress(folder.path("")),
                progress(folder.path("releases")),
                status
            ])
        },
        right: || json!([[], ["v2.gonogo.json"], 0]),
    },
];

/// One value of every item, or of every blank.
fn column(folder: &Folder, of: &str, value: impl Fn(&Value) -> Value) -> Value {
    folder.list(&[])[of]
        .as_array()
        .unwrap()
        .iter()
        .map(value)
        .collect()
}

fn texts(folder: &Folder) -> Value {
    column(folder, "items", |item| item["text"].clone())
}

fn labels(folder: &Folder) -> Value {
    column(folder, "blanks", |blank| blank["label"].clone())
}

/// Text, state, and whether it needs confirming, of every item.
fn states(folder: &Folder) -> Value {
    column(folder, "items", |item| {
        json!([item["text"], item["state"], item["confirm"]])
    })
}

/// The lines with findings, each once.
fn findings(folder: &Folder) -> Vec<u64> {
    let ran = folder.run(&["check", "a.md", "--json"]);
    let found: Value = serde_json::from_str(&ran.out).unwrap();
    let mut lines: Vec<u64> = found["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|found| found["line"].as_u64().unwrap())
        .collect();
    lines.dedup();
    lines
}

/// The exit status of `status` after this was measured.
fn verdict(folder: &Folder, item: &str, value: &str) -> i32 {
    folder.run(&["measure", "a.md", item, value]);
    folder.run(&["status", "a.md"]).status
}

fn replace(folder: &Folder, old: &str, new: &str) {
    folder.write("a.md", folder.read("a.md").replace(old, new));
}

#[test]
fn cases_have_their_expected_results() {
    let Some(cases) = env::var_os("GONOGO_CASES").map(PathBuf::from) else {
        println!("no cases were read: GONOGO_CASES names no folder");
        return;
    };
    let wrong: Vec<String> = [
        CASES,
        phases::CASES,
        needs::CASES,
        thresholds::CASES,
        signoffs::CASES,
        boxes::CASES,
        verdicts::CASES,
    ]
    .into_iter()
    .flatten()
    .filter_map(|case| answer(case, &cases))
    .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is wrong with the answer to a case.
fn answer(case: &Case, cases: &Path) -> Option<String> {
    let document = fs::read(cases.join(case.name).with_extension("md")).unwrap();
    let folder = Folder::new();
    folder.write("a.md", document);
    let (shown, right) = ((case.shows)(&folder), (case.right)());
    (shown != right).then(|| format!("{}:\n  {shown}\n  and right is\n  {right}", case.name))
}
