//! Small documents about the verdict and its basis.

use serde_json::{Value, json};

use super::Case;
use crate::program::Folder;

pub(super) const CASES: &[Case] = &[
    Case {
        name: "included-checklists",
        shows: basis_and_strict,
        right: || {
            json!([
                "GO: 1 required item: 1 pre-ticked. Not counted: 4 included files (gonogo check).",
                [
                    "pre-ticked:3",
                    "include:5",
                    "include:7",
                    "include:9",
                    "include:11"
                ]
            ])
        },
    },
    Case {
        name: "conflict-markers-in-document",
        shows: |folder| {
            let ran = folder.run(&["status", "a.md", "--require", "conflict-markers"]);
            json!([text(folder), ran.status])
        },
        right: || {
            let text = "GO: 4 required items: 4 pre-ticked. Not counted: 3 conflict markers (gonogo check).";
            json!([text, 1])
        },
    },
    Case {
        name: "unreplaced-placeholders",
        shows: |folder| json!([text(folder), strict(folder, "placeholders")]),
        right: || {
            json!([
                "NO-GO: 6 required items: 6 pre-ticked. Not counted: 1 blank empty, 7 empty placeholders in ticked items.",
                [
                    "unreplaced:3",
                    "unreplaced:4",
                    "unreplaced:4",
                    "unsigned:4",
                    "unreplaced:5",
                    "unreplaced:6",
                    "unreplaced:7",
                    "unreplaced:8"
                ]
            ])
        },
    },
    Case {
        name: "gates-in-a-table",
        shows: |folder| json!([text(folder), strict(folder, "boxes")]),
        right: || {
            json!([
                "GO: 1 required item: 1 pre-ticked. Not counted: 7 other boxes (5 open).",
                [
                    "undecided:7",
                    "undecided:8",
                    "undecided:8",
                    "undecided:9",
                    "undecided:9"
                ]
            ])
        },
    },
    Case {
        name: "ballot-box-items",
        shows: |folder| json!([text(folder), strict(folder, "boxes")]),
        right: || {
            json!([
                "GO: 1 required item: 1 pre-ticked. Not counted: 3 other boxes (2 open).",
                ["undecided:3", "undecided:4"]
            ])
        },
    },
    Case {
        name: "choose-one-groups",
        shows: |folder| text(folder),
        right: || json!("GO: 3 required items: 3 pre-ticked. Not counted: 3 options not chosen."),
    },
    Case {
        name: "custom-states",
        shows: |folder| {
            json!([
                text(folder),
                strict(folder, "look-alikes").as_array().map(Vec::len)
            ])
        },
        right: || {
            json!([
                "GO: 1 required item: 1 pre-ticked. Not counted: 11 lines that look like items (gonogo check).",
                11
            ])
        },
    },
    Case {
        name: "boxes-in-headings",
        shows: |folder| strict(folder, "look-alikes"),
        right: || json!(["look-alike:3", "look-alike:6"]),
    },
    Case {
        name: "html-checkboxes",
        shows: |folder| strict(folder, "look-alikes"),
        right: || json!(["look-alike:6", "look-alike:7", "look-alike:10"]),
    },
];

/// The verdict and its basis in words.
fn text(folder: &Folder) -> Value {
    let status: Value =
        serde_json::from_str(&folder.run(&["status", "a.md", "--json"]).out).unwrap();
    status["basis"]["text"].clone()
}

/// The kinds and lines of the blockers with `--require`.
fn strict(folder: &Folder, require: &str) -> Value {
    blockers(folder, &["--require", require])
}

fn basis_and_strict(folder: &Folder) -> Value {
    json!([text(folder), blockers(folder, &["--strict"])])
}

fn blockers(folder: &Folder, more: &[&str]) -> Value {
    let ran = folder.run(&[&["status", "a.md", "--json"], more].concat());
    let status: Value = serde_json::from_str(&ran.out).unwrap();
    let blockers = status["blockers"].as_array().unwrap().iter();
    let told = |of: &Value| format!("{}:{}", of["kind"].as_str().unwrap(), of["line"]);
    blockers.map(|of| json!(told(of))).collect()
}
