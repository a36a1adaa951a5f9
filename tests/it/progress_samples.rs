//! Progress files of each version: every later version reads them, and saving without changes keeps every byte.

use std::fs;
use std::path::Path;

use gonogo::checklist::Origin;
use gonogo::checklist::{BlankId, Outcome};
use gonogo::progress::State;
use gonogo::store::{ProgressPaths, Store};
use gonogo::workbook::{Standing, Workbook};
use insta::assert_snapshot;

use super::program::Folder;

fn fixture(name: &str) -> String {
    fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/it/fixtures/progress")
            .join(name),
    )
    .unwrap()
}

/// A sample in a folder of its own, opened.
fn open(folder: &Folder, version: &str) -> (Workbook, Store) {
    folder.write(&format!("{version}.md"), fixture(&format!("{version}.md")));
    folder.write(
        &format!("{version}.v2.gonogo.json"),
        fixture(&format!("{version}.gonogo.json")),
    );
    let path = folder.path(&format!("{version}.md"));
    Store::open(&path, ProgressPaths::of(&path, Some("v2"), None, None)).unwrap()
}

/// What holds, one register a line.
fn told(workbook: &Workbook) -> String {
    let mut told = String::new();
    for id in workbook.checklist().ids() {
        let marks = workbook.marks(id);
        let state = workbook.state(id);
        if state != State::Open || !marks.state.standing().is_empty() {
            let reason = marks
                .state
                .value()
                .and_then(|mark| mark.reason.as_deref())
                .unwrap_or("-");
            let asks = if workbook.needs_confirmation(id) {
                " to be confirmed"
            } else {
                ""
            };
            told.push_str(&format!(
                "{}: {state} ({reason}){asks}\n",
                workbook.checklist().key(id)
            ));
        }
        if workbook.checklist().entry(id).is_section()
            && workbook.phase_reading(id).origin == Origin::Person
        {
            told.push_str(&format!(
                "{}: phase {}\n",
                workbook.checklist().key(id),
                workbook.phase(id)
            ));
        }
        for it in workbook
            .measurements(id)
            .iter()
            .filter(|it| it.register.is_some())
        {
            let outcome = it.outcome.map_or("-", Outcome::name);
            told.push_str(&format!(
                "{}: measured {:?}: {outcome}\n",
                it.slug,
                it.value()
            ));
        }
        for note in &marks.notes {
            told.push_str(&format!(
                "{}: note {:?} of {}\n",
                workbook.checklist().key(id),
                note.text,
                note.who()
            ));
        }
    }
    for id in (0..workbook.checklist().blanks().len()).map(BlankId) {
        let carried = if workbook.doubt(id).is_some() {
            " carried over"
        } else {
            ""
        };
        told.push_str(&format!(
            "{}: {:?}{carried}\n",
            workbook.checklist().blank_key(id),
            workbook.value(id)
        ));
    }
    told.push_str(&format!(
        "live: {:?}\n",
        workbook.live().map(|at| at.to_rfc3339())
    ));
    for signoff in workbook.signoffs() {
        let Standing::Void(answer) = workbook.signature(signoff) else {
            continue;
        };
        told.push_str(&format!(
            "signed, and void: {:?}\n",
            answer.value.as_ref().unwrap()
        ));
    }
    for conflict in workbook.conflicts() {
        let answers: Vec<&str> = conflict
            .answers
            .iter()
            .map(|told| told.answer.as_str())
            .collect();
        let at = conflict
            .entry
            .map(|id| workbook.checklist().key(id))
            .unwrap_or_default();
        told.push_str(&format!("conflict at {at}: {answers:?}\n"));
    }
    for unmatched in workbook.unmatched() {
        told.push_str(&format!("unplaced: {}\n", unmatched.unit.key));
    }
    told
}

#[test]
fn sample_of_0_1_0_is_read() {
    let folder = Folder::new();
    let (workbook, _) = open(&folder, "0.1.0");
    assert_snapshot!(told(&workbook), @r#"
    backups/restore-was-tried: done (-)
    backups/rto-agreed: blocked (waits for the DBA)
    backups/plan-is-written: open (not yet)
    restore-takes: measured Some("0,4 h"): pass
    launch/status-page-prepared: waived (small launch) to be confirmed
    launch/sales-briefed: open (-)
    launch/owner-named: done (-)
    launch/legal-has-agreed: done (-) to be confirmed
    afterwards: phase upkeep
    afterwards/invoices-are-sent: note "first" of ann@host
    afterwards/invoices-are-sent: note "second" of bob@host
    backups/rto-agreed:rto: None
    backups/budget-owner:budget: Some("900") carried over
    backups/budget-owner:owner: None
    afterwards/notes:notes: Some("all\nquiet")
    afterwards/lead-date:lead: Some("Ann")
    afterwards/lead-date:date: Some("2026-11-20")
    live: Some("2026-11-22T21:00:00+00:00")
    signed, and void: Signature { name: "Ann", date: "2026-11-20", document: "0d", digest: "0e", seen: ["j1", "j2"], forced: Some("a sample") }
    conflict at backups/rto-agreed: ["4 h", "6 h"]
    unplaced: gone/cake-ordered
    unplaced: gone/wine-ordered
    "#);
    let who = workbook
        .marks(workbook.checklist().items().next().unwrap())
        .state
        .answer()
        .unwrap()
        .who();
    assert_eq!(who, "ann@host as root");
}

#[test]
fn saving_without_changes_keeps_every_byte_of_a_sample() {
    let folder = Folder::new();
    let (mut workbook, mut store) = open(&folder, "0.1.0");
    store.save(&mut workbook).unwrap();
    assert_eq!(
        folder.read("0.1.0.v2.gonogo.json"),
        fixture("0.1.0.gonogo.json")
    );
    assert_eq!(
        gonogo::store::write(workbook.progress()),
        fixture("0.1.0.gonogo.json"),
        "as it is written anew"
    );
}
