//! What follows from what, as tables: one row a case, with the whole of what comes out.

mod acting;
mod agreeing;
mod correcting;
mod due;
mod filling;
mod measured;
mod signed_items;
mod signing;
mod toggling;

use chrono::{DateTime, Utc};
use gonogo::checklist::{BlankId, Checklist, EntryId};
use gonogo::merge;
use gonogo::progress::{Progress, Stamp, State};
use gonogo::workbook::{Edit, Step, Workbook};

fn workbook(markdown: &str) -> Workbook {
    Workbook::new(Checklist::parse(markdown), Progress::new("a.md", None))
}

/// The item with this number, from 1 on.
fn item(workbook: &Workbook, number: usize) -> EntryId {
    workbook.checklist().items().nth(number - 1).unwrap()
}

fn time(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).expect(text).to_utc()
}

fn stamp(by: &str, at: &str) -> Stamp {
    Stamp {
        by: by.to_owned(),
        acting: None,
        at: time(at),
    }
}

/// Applies an edit that has to change something.
fn apply(workbook: &mut Workbook, edit: Edit, by: &str, at: &str) -> Step {
    let told = format!("{edit:?}");
    let step = workbook.apply(edit, &stamp(by, at));
    step.unwrap().expect(&told)
}

fn set(workbook: &mut Workbook, number: usize, state: State, by: &str, at: &str) {
    let edit = Edit::State {
        entry: item(workbook, number),
        state,
        reason: state.needs_reason().then(|| "because".to_owned()),
    };
    apply(workbook, edit, by, at);
}

fn fill(workbook: &mut Workbook, blank: usize, value: &str, by: &str, at: &str) {
    let edit = Edit::Fill {
        blank: BlankId(blank),
        value: value.to_owned(),
    };
    apply(workbook, edit, by, at);
}

/// What two people made of the same workbook without seeing each other.
fn merged(one: &Workbook, other: &Workbook) -> Workbook {
    let mut merged = one.clone();
    merged.absorb(merge::merge_progress(
        one.progress().clone(),
        other.progress().clone(),
    ));
    merged
}

/// The workbook with the author of every event on an entry altered by hand.
fn altered(workbook: &Workbook, key: &str) -> Workbook {
    let mut progress = workbook.progress().clone();
    for event in progress.entries.get_mut(key).unwrap() {
        "eve@host".clone_into(&mut event.by);
    }
    Workbook::new(workbook.checklist().clone(), progress)
}
