//! One launch with nearly everything in it, in every report format.

use chrono::{DateTime, Utc};
use gonogo::checklist::{BlankId, Checklist, EntryId, Phase};
use gonogo::merge;
use gonogo::progress::{Progress, Stamp, State};
use gonogo::report::{self, AuditScope};
use gonogo::store;
use gonogo::workbook::{Edit, Workbook};
use insta::assert_snapshot;

/// What the people had before them, and what became of it while they were at it.
const BEFORE: &str = "\
# Ledger launch

Two people walk through this. Nobody ships alone.

## Pre-Launch

- [ ] **Tests pass** on the release branch
  ```bash
  cargo test
  ```
- [ ] p95 latency < 300 ms
- [ ] Error rate < 0.1%
- [ ] Backups
  - [ ] RTO: ________
  - [ ] Budget: $________
  - [ ] Provider: ________ (AWS / GCP)
- [ ] Load test
- [ ] Legacy export
- [ ] Swag ordered (optional)
- [x] Status page printed
- [ ] Fax machine unplugged
- [ ] On-call <staff> told

| Service | Owner | Ready |
| --- | --- | --- |
| api | ____ | [ ] |
| db | ____ | [ ] |

## Launch Day

- [ ] Deploy
- [ ] T+1h: smoke test

## Post-Launch

- [ ] Day 1: review the logs

## Weekly

- [ ] Restore rehearsed

## References

- [ ] [Runbook](https://example.com/runbook) read

## Sign-Off

**Lead**: ________ Date: ________

**Security**: ________ Date: ________

## Notes

```
______________________________
```
";

fn after() -> String {
    BEFORE
        .replace("- [ ] Load test\n", "- [ ] Load tests\n")
        .replace("- [ ] Fax machine unplugged\n", "")
}

fn time(minute: i64) -> DateTime<Utc> {
    let start = DateTime::parse_from_rfc3339("2026-11-21T21:00:00.123Z").unwrap();
    start.to_utc() + chrono::Duration::minutes(minute)
}

/// One walk through the launch, minute by minute.
struct Walk {
    workbook: Workbook,
    by: &'static str,
    acting: Option<&'static str>,
    minute: i64,
}

impl Walk {
    fn entry(&self, text: &str) -> EntryId {
        let checklist = self.workbook.checklist();
        let mut ids = checklist.ids();
        ids.find(|&id| checklist.entry(id).text.starts_with(text))
            .unwrap_or_else(|| panic!("no {text}"))
    }

    fn blank(&self, label: &str) -> BlankId {
        let mut blanks = self.workbook.checklist().blanks().iter();
        BlankId(blanks.position(|blank| blank.label == label).expect(label))
    }

    fn edit(&mut self, edit: Edit) {
        let told = format!("{edit:?}");
        self.minute += 1;
        let stamp = Stamp {
            by: self.by.to_owned(),
            acting: self.acting.map(str::to_owned),
            at: time(self.minute),
        };
        let step = self.workbook.apply(edit, &stamp);
        assert!(step.unwrap().is_some(), "{told}");
    }

    fn set(&mut self, text: &str, state: State, reason: &str) {
        let entry = self.entry(text);
        self.edit(Edit::State {
            entry,
            state,
            reason: (!reason.is_empty()).then(|| reason.to_owned()),
        });
    }

    fn fill(&mut self, blank: BlankId, value: &str) {
        let value = value.to_owned();
        self.edit(Edit::Fill { blank, value });
    }

    fn note(&mut self, text: &str, note: &str) {
        let (entry, text) = (self.entry(text), note.to_owned());
        self.edit(Edit::Note { entry, text });
    }

    fn measure(&mut self, text: &str, value: &str) {
        let (entry, value) = (self.entry(text), value.to_owned());
        self.edit(Edit::Measure {
            entry,
            threshold: 0,
            value,
        });
    }

    fn sign(&mut self, role: usize, name: &str, forced: &str) {
        let signoff = self.workbook.signoffs().nth(role).unwrap();
        self.edit(Edit::Sign {
            signoff,
            name: name.to_owned(),
            date: "2026-11-21".to_owned(),
            forced: (!forced.is_empty()).then(|| forced.to_owned()),
        });
    }

    /// What somebody else does meanwhile, without seeing what is done here.
    fn meanwhile(&self, by: &'static str, acts: impl Fn(&mut Walk)) -> Progress {
        let mut other = Walk {
            workbook: self.workbook.clone(),
            by,
            acting: None,
            minute: self.minute + 5,
        };
        acts(&mut other);
        other.workbook.progress().clone()
    }
}

fn launch() -> Workbook {
    let progress = Progress::new("ledger.md", Some("v2.4".to_owned()));
    let mut walk = Walk {
        workbook: Workbook::new(Checklist::parse(BEFORE), progress),
        by: "ann@bastion-1",
        acting: None,
        minute: 0,
    };
    carry_over(&mut walk);
    walk.set("Tests pass", State::Done, "");
    walk.note("Tests pass", "took 4 min;\nsee | the log, *twice*");
    walk.note("Tests pass", "=1+1");
    walk.set("p95", State::Done, "");
    walk.measure("p95", "280 ms");
    walk.set("Error rate", State::Done, "");
    walk.measure("Error rate", "0.3%");
    walk.set("RTO", State::Done, "");
    let budget = walk.blank("Budget");
    walk.fill(budget, "1,200");
    walk.fill(budget, "1,300");
    walk.set("Budget", State::Done, "");
    walk.note("Budget", "agreed; -10% later");
    walk.set("Provider", State::Blocked, "contract <unsigned>");
    walk.set("Load test", State::Done, "");
    walk.set(
        "Legacy export",
        State::Na,
        "no legacy customers, says legal",
    );
    walk.set("Swag", State::Waived, "nobody wants any");
    walk.set("Fax", State::Done, "");
    walk.note("Fax", "it was heavy");
    walk.note("Pre-Launch", "all in room 3");
    walk.acting = Some("root");
    let owner = walk.workbook.checklist().blanks().iter();
    let owner = owner.clone().position(|blank| blank.line == 26).unwrap();
    walk.fill(BlankId(owner), "Cy | team");
    let live = Some(time(60));
    walk.edit(Edit::Live { at: live });
    walk.acting = None;
    walk.sign(0, "Ann Example", "the press waits");
    walk.set("Deploy", State::Done, "");
    walk.set("Restore", State::Done, "");
    let after_all = walk.entry("Post-Launch");
    walk.edit(Edit::Phase {
        entry: after_all,
        phase: Some(Phase::During),
    });
    let theirs = walk.meanwhile("bob@laptop", |other| {
        other.set("On-call", State::Blocked, "phone is off");
        let provider = other.blank("Provider");
        other.fill(provider, "AWS");
        other.measure("p95", "290 ms");
    });
    walk.set("On-call", State::Done, "");
    let provider = walk.blank("Provider");
    walk.fill(provider, "GCP");
    let merged = merge::merge_progress(walk.workbook.progress().clone(), theirs);
    walk.workbook.absorb(merged);
    walk.workbook.turn_to(Checklist::parse(after()));
    walk.minute = 120;
    walk.by = "Bob@laptop";
    walk.sign(1, "Bob Example", "the press still waits");
    let notes = walk.workbook.checklist().blanks().len() - 1;
    walk.fill(BlankId(notes), "all calm\n```\nso far");
    walk.workbook
}

/// Two values come from an earlier run; one of them is confirmed.
fn carry_over(walk: &mut Walk) {
    let earlier = Progress::new("ledger.md", Some("v2.3".to_owned()));
    let mut first = Walk {
        workbook: Workbook::new(Checklist::parse(BEFORE), earlier),
        by: "ann@bastion-1",
        acting: None,
        minute: -9000,
    };
    let rto = first.blank("RTO");
    first.fill(rto, "4 h");
    let stamp = Stamp {
        by: walk.by.to_owned(),
        acting: None,
        at: time(0),
    };
    assert_eq!(walk.workbook.carry_over(&first.workbook, &stamp), 1);
}

#[test]
fn launch_as_markdown() {
    assert_snapshot!("markdown", report::markdown(&launch(), AuditScope::Full));
}

#[test]
fn launch_as_filled_document() {
    assert_snapshot!("filled", report::filled(&launch()));
}

#[test]
fn launch_as_html() {
    assert_snapshot!("html", report::html(&launch(), AuditScope::Full));
}

#[test]
fn launch_as_json() {
    assert_snapshot!("json", report::json(&launch(), AuditScope::Full));
}

#[test]
fn launch_as_csv() {
    assert_snapshot!("csv", report::csv(&launch()));
}

#[test]
fn launch_as_junit() {
    assert_snapshot!("junit", report::junit(&launch()));
}

#[test]
fn launch_as_progress_file() {
    let launch = launch();
    let text = store::write(launch.progress());
    assert_snapshot!("progress", text);
    let read = store::read(&text).unwrap().unwrap().progress;
    assert_eq!(read, *launch.progress());
}
