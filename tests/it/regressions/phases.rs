//! Small documents about phases of sections.

use gonogo::checklist::Checklist;
use gonogo::progress::Progress;
use gonogo::workbook::Workbook;
use serde_json::{Value, json};

use super::super::program::Folder;
use super::Case;

/// The phase of each item that isn't pre-ticked.
fn phases(folder: &Folder) -> Value {
    let workbook = Workbook::new(Checklist::parse(folder.read("a.md")), Progress::default());
    let checklist = workbook.checklist();
    let items = checklist
        .items()
        .filter(|&id| !checklist.entry(id).is_source_ticked());
    items
        .map(|id| Value::from(workbook.phase(id).name()))
        .collect()
}

/// The phases of the open items, and the exit status of `status`.
fn open(folder: &Folder) -> Value {
    json!([phases(folder), folder.run(&["status", "a.md"]).status])
}

const fn case(name: &'static str, right: fn() -> Value) -> Case {
    Case {
        name,
        shows: open,
        right,
    }
}

pub(super) const CASES: &[Case] = &[
    case("go-live-checklist-is-before", || json!([["before"], 1])),
    case("launch-day-readiness", || json!([["before", "before"], 1])),
    case("success-criteria-of-staging", || {
        json!([["before", "before"], 1])
    }),
    case("post-deployment-to-staging", || json!([["before"], 1])),
    case("after-code-freeze", || json!([["before"], 1])),
    case("table-of-contents-above-sections", || {
        json!([["before", "before"], 1])
    }),
    Case {
        name: "rollback-trigger",
        shows: |folder| {
            folder.change(&["tick", "a.md", "1"]);
            open(folder)
        },
        right: || json!([["rollback", "rollback"], 0]),
    },
];
