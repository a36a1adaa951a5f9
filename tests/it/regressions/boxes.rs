//! Small documents about boxes, steps, tables and groups of choices.

use serde_json::{Value, json};

use super::{Case, column, findings, texts};
use crate::program::Folder;

pub(super) const CASES: &[Case] = &[
    Case {
        name: "custom-states",
        shows: |folder| json!([texts(folder), findings(folder)]),
        right: || json!([["code merged"], [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]]),
    },
    Case {
        name: "glued-and-brackets",
        shows: |folder| json!([texts(folder), findings(folder)]),
        right: || {
            json!([
                ["one", "first [ ] second without a dash -[ ] no space"],
                [4, 5, 6, 7, 10, 11]
            ])
        },
    },
    Case {
        name: "boxes-in-headings",
        shows: |folder| json!([texts(folder), findings(folder)]),
        right: || json!([["Channel told"], [3, 6]]),
    },
    Case {
        name: "html-checkboxes",
        shows: |folder| json!([texts(folder), findings(folder)]),
        right: || json!([["Merged"], [6, 7, 10]]),
    },
    Case {
        name: "included-checklists",
        shows: |folder| json!([texts(folder), kinds(folder)]),
        right: || {
            json!([
                ["Own items done"],
                [
                    [5, "include"],
                    [7, "include"],
                    [9, "include"],
                    [11, "include"]
                ]
            ])
        },
    },
    Case {
        name: "conflict-markers-in-document",
        shows: kinds,
        right: || {
            json!([
                [5, "conflict-marker"],
                [7, "conflict-marker"],
                [9, "conflict-marker"]
            ])
        },
    },
    Case {
        name: "gates-in-a-table",
        shows: |folder| {
            let before = boxes(folder);
            let text = folder.read("a.md");
            folder.write(
                "a.md",
                text.replace("# Readiness", "# Readiness <!-- gonogo: counts -->"),
            );
            json!([
                before,
                boxes(folder),
                folder.run(&["status", "a.md"]).status
            ])
        },
        right: || {
            let own = [
                "Backups restored | Dev",
                "Backups restored | Prod",
                "Alerts routed | - mail -",
                "Alerts routed | - pager",
                "Alerts routed | Prod",
            ];
            let adopted = ["Pen test | Dev", "Pen test | Prod"];
            json!([own, own.iter().chain(&adopted).collect::<Vec<_>>(), 1])
        },
    },
    Case {
        name: "ballot-box-items",
        shows: |folder| {
            let with_item = folder.run(&["status", "a.md"]).status;
            let text = folder.read("a.md");
            folder.write("a.md", text.replace("## Code\n- [x] Merged\n", ""));
            json!([
                boxes(folder),
                with_item,
                folder.run(&["status", "a.md"]).status
            ])
        },
        right: || {
            json!([
                ["Rollback tested", "Backups verified", "Alerts routed"],
                0,
                1
            ])
        },
    },
    Case {
        name: "choose-one-groups",
        shows: |folder| {
            let chosen = blockers(folder);
            let text = folder.read("a.md");
            folder.write(
                "a.md",
                text.replace("[x] Normal", "[ ] Normal")
                    .replace("[x] No", "[ ] No"),
            );
            let open = blockers(folder);
            let both = text.replace("[ ] Standard", "[x] Standard");
            folder.write("a.md", both);
            json!([chosen, open, blockers(folder), findings(folder)])
        },
        right: || json!([[], [[4, "open"], [9, "open"]], [[4, "several-chosen"]], [5]]),
    },
    Case {
        name: "choices",
        shows: |folder| json!([boxes(folder), blockers(folder), findings(folder)]),
        right: || json!([["Yes", "No"], [[9, "open"]], [4, 10]]),
    },
    Case {
        name: "struck-out-items",
        shows: |folder| {
            let before = blockers(folder);
            folder.change(&["mark", "a.md", "2", "3", "4", "na", "--reason", "cut"]);
            json!([before, blockers(folder)])
        },
        right: || json!([[[4, "open"], [5, "open"], [6, "open"]], []]),
    },
];

/// Line and kind of each blocker.
fn blockers(folder: &Folder) -> Value {
    let ran = folder.run(&["status", "a.md", "--json"]);
    let status: Value = serde_json::from_str(&ran.out).unwrap();
    status["blockers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|blocker| json!([blocker["line"], blocker["kind"]]))
        .collect()
}

/// Line and kind of each finding.
fn kinds(folder: &Folder) -> Value {
    let ran = folder.run(&["check", "a.md", "--json"]);
    let found: Value = serde_json::from_str(&ran.out).unwrap();
    found["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|found| json!([found["line"], found["kind"]]))
        .collect()
}

/// The texts of the boxes that aren't items.
fn boxes(folder: &Folder) -> Value {
    column(folder, "boxes", |found| found["text"].clone())
}
