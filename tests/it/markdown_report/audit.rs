//! The audit log of a report, and the people in it.

use gonogo::checklist::{BlankId, EntryId};
use gonogo::progress::State;
use gonogo::report::{self, AuditScope};
use gonogo::workbook::Edit;
use serde_json::{Value, json};

use super::super::arbitrary::stamp;
use super::{body, workbook};

#[test]
fn audit_log_lists_all_current_or_no_changes() {
    let mut workbook = workbook("- [ ] a: ____\n");
    let entry = EntryId(0);
    for (second, edit) in [
        Edit::State {
            entry,
            state: State::Blocked,
            reason: Some("waits|x\n- [ ] y".to_owned()),
        },
        Edit::State {
            entry,
            state: State::Done,
            reason: None,
        },
        Edit::Fill {
            blank: BlankId(0),
            value: "4 h".to_owned(),
        },
        Edit::Fill {
            blank: BlankId(0),
            value: String::new(),
        },
        Edit::Note {
            entry,
            text: "seen".to_owned(),
        },
    ]
    .into_iter()
    .enumerate()
    {
        workbook.apply(edit, &stamp("me", second)).unwrap();
    }
    let audit = |audit| {
        let report = body(&report::markdown(&workbook, audit));
        let (_, rows) = report.split_once(
            "## Audit log\n\n| Time | Person | Change | Entry |\n| :-- | :-- | :-- | :-- |\n",
        )?;
        Some(
            rows.replace("| 2026-11-18 11:06 UTC | me | ", "")
                .replace(" | a: |\n", ";"),
        )
    };
    let full = "Blocked: waits\\|x<br>- \\[ \\] y;Done;a: 4 h;a cleared;Note: seen;";
    assert_eq!(audit(AuditScope::Full).as_deref(), Some(full));
    assert_eq!(
        audit(AuditScope::Short).as_deref(),
        Some("Done;a cleared;Note: seen;")
    );
    assert_eq!(audit(AuditScope::Nothing), None);
}

#[test]
fn audit_log_and_people_are_in_order_of_time() {
    let mut workbook = workbook("- [ ] a: ____\n- [ ] b\n- [ ] c\n");
    for (second, by, item) in [(1, "bob", 2), (2, "ann", 0), (3, "Bob", 1), (4, "bob", 0)] {
        let edit = Edit::Note {
            entry: EntryId(item),
            text: format!("n{second}"),
        };
        workbook.apply(edit, &stamp(by, second)).unwrap();
    }
    let rows = |audit| -> Vec<String> {
        let report = report::markdown(&workbook, audit);
        let notes = report.lines().filter(|line| line.contains("Note: "));
        notes
            .map(|line| line.split(" | ").nth(2).unwrap().to_owned())
            .collect()
    };
    let in_order = ["Note: n1", "Note: n2", "Note: n3", "Note: n4"];
    assert_eq!(rows(AuditScope::Full), in_order);
    assert_eq!(rows(AuditScope::Short), in_order);
    let told: Value = serde_json::from_str(&report::json(&workbook, AuditScope::Full)).unwrap();
    let at = |second| stamp("", second).written();
    let people = json!([
        {"who": "ann", "changes": 1, "first": at(2), "last": at(2)},
        {"who": "bob", "changes": 3, "first": at(1), "last": at(4)},
    ]);
    assert_eq!(told["people"], people);
    let events = told["events"].as_array().unwrap().iter();
    let times: Vec<&str> = events.map(|event| event["at"].as_str().unwrap()).collect();
    assert_eq!(times, [at(1), at(2), at(3), at(4)]);
}
