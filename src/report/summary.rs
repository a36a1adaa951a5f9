//! What stands around the document in a report: the head with tallies, who and when; at the end what found
//! no place.

use std::collections::BTreeMap;

use super::escape;
use crate::progress::{Marks, State, who};
use crate::shown;
use crate::workbook::{Tally, Workbook};

/// The head of a report.
pub(super) fn head(workbook: &Workbook) -> String {
    let checklist = workbook.checklist();
    let progress = workbook.progress();
    let mut head = format!("**gonogo report: {}**", workbook.verdict().word());
    if !progress.checklist.is_empty() {
        head.push_str(&format!(" for {}", escape::inline(&progress.checklist, false)));
    }
    if let Some(run) = &progress.run {
        head.push_str(&format!(", run {}", escape::inline(run, false)));
    }
    head.push_str("\n\n| Section | Items | Done | Open | Blocked | N/A | Waived | Blanks filled |\n");
    head.push_str("| :-- | --: | --: | --: | --: | --: | --: | --: |\n");
    for id in checklist.top_sections() {
        let tally = workbook.tally_of(id);
        if tally.total() + tally.blanks > 0 {
            head.push_str(&row(&escape::cell(&shown::one_line(&checklist.entry(id).legible())), tally));
        }
    }
    let tally = workbook.tally();
    head.push_str(&row("**All**", tally));
    if tally.claimed > 0 {
        let claimed = tally.claimed;
        head.push_str(&format!(
            "\n{claimed} of those done are ticked by the document and confirmed by nobody here.\n"
        ));
    }
    head.push_str(&people(workbook));
    head.push_str("\n---\n\n");
    head
}

fn row(name: &str, tally: Tally) -> String {
    format!(
        "| {name} | {} | {} | {} | {} | {} | {} | {} of {} |\n",
        tally.total(),
        tally.of(State::Done),
        tally.of(State::Open),
        tally.of(State::Blocked),
        tally.of(State::Na),
        tally.of(State::Waived),
        tally.filled,
        tally.blanks,
    )
}

/// Who changed something, how often, and when.
fn people(workbook: &Workbook) -> String {
    let mut people: BTreeMap<String, (usize, &str, &str)> = BTreeMap::new();
    for (_, event) in workbook.progress().events() {
        let (changes, first, last) =
            people.entry(who(&event.by, event.acting.as_deref())).or_insert((0, &event.at, &event.at));
        *changes += 1;
        *first = (*first).min(&event.at);
        *last = (*last).max(&event.at);
    }
    if people.is_empty() {
        return "\nNobody has changed anything yet.\n".to_owned();
    }
    let mut table = "\n| Who | Changes | First | Last |\n| :-- | --: | :-- | :-- |\n".to_owned();
    for (who, (changes, first, last)) in people {
        let who = escape::cell(&shown::one_line(&who));
        table.push_str(&format!(
            "| {who} | {changes} | {} | {} |\n",
            escape::cell(&shown::time(first)),
            escape::cell(&shown::time(last))
        ));
    }
    table
}

/// What fits nowhere in the document any more; empty where all does.
pub(super) fn unplaced(workbook: &Workbook) -> String {
    if workbook.unplaced().is_empty() {
        return String::new();
    }
    let mut text =
        "---\n\n**Unplaced:** marks on entries that this document does not have any more.\n\n".to_owned();
    for unplaced in workbook.unplaced() {
        let (on, key) = (&unplaced.unit.on, &unplaced.unit.key);
        text.push_str(&format!("* {} ({})\n", escape::inline(on, true), escape::inline(key, false)));
        for line in answers(&unplaced.marks) {
            text.push_str(&format!("  * {line}\n"));
        }
    }
    text
}

/// What stands for an entry, a line each.
fn answers(marks: &Marks) -> Vec<String> {
    let line = |what: &str, value: &str, by: &str, at: &str| {
        let (value, by, at) = (
            escape::inline(value, false),
            escape::inline(by, false),
            escape::inline(&shown::time(at), false),
        );
        format!("{what}: {value} ({by}, {at})")
    };
    let mut lines = Vec::new();
    for answer in marks.state.standing() {
        if let Some(mark) = &answer.value {
            lines.push(line("State", &mark.to_string(), &answer.who(), &answer.at));
        }
    }
    for (slug, register) in &marks.blanks {
        for answer in register.standing() {
            if let Some(value) = &answer.value {
                lines.push(line(&escape::inline(slug, true), value, &answer.who(), &answer.at));
            }
        }
    }
    lines.extend(marks.notes.iter().map(|note| line("Note", &note.text, &note.who(), &note.at)));
    lines
}

/// The state as the first words of a sentence.
pub(super) fn state_title(state: State) -> &'static str {
    match state {
        State::Open => "Open",
        State::Done => "Done",
        State::Na => "Not applicable",
        State::Blocked => "Blocked",
        State::Waived => "Waived",
    }
}
