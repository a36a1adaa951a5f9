//! Small documents about sign-offs.

use serde_json::{Value, json};

use super::{Case, labels};
use crate::program::Folder;

pub(super) const CASES: &[Case] = &[
    Case {
        name: "product-owner-signs",
        shows: |folder| json!([roles(folder), blockers(folder)]),
        right: || json!([["Product Owner", "missing"], [["unsigned", 7]]]),
    },
    Case {
        name: "signoff-as-item",
        shows: |folder| {
            let before = blockers(folder);
            folder.run(&["tick", "a.md", "approvals/security-date"]);
            let ticked = blockers(folder);
            folder.run(&["sign", "a.md", "Tech Lead"]);
            folder.run(&["sign", "a.md", "Security"]);
            json!([
                before,
                ticked,
                blockers(folder),
                roles(folder),
                folder.read("a.md").contains("[x] Tech")
            ])
        },
        right: || {
            json!([
                [["unsigned", 7], ["unsigned", 8]],
                [["unsigned", 7], ["unsigned", 8]],
                [],
                ["Tech Lead", "valid", "Security", "valid"],
                false
            ])
        },
    },
    Case {
        name: "write-in-lines",
        shows: |folder| json!([labels(folder), roles(folder)]),
        right: || json!([["Notes"], []]),
    },
];

fn status(folder: &Folder) -> Value {
    serde_json::from_str(&folder.run(&["status", "a.md", "--json"]).out).unwrap()
}

/// The roles of the sign-offs, each with its status.
fn roles(folder: &Folder) -> Value {
    let status = status(folder);
    let signoffs = status["signoffs"].as_array().unwrap();
    signoffs
        .iter()
        .flat_map(|signoff| [signoff["role"].clone(), signoff["status"].clone()])
        .collect()
}

/// The kinds and lines of the blockers.
fn blockers(folder: &Folder) -> Value {
    let status = status(folder);
    let blockers = status["blockers"].as_array().unwrap();
    blockers
        .iter()
        .map(|blocker| json!([blocker["kind"], blocker["line"]]))
        .collect()
}
