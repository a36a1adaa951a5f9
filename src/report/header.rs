//! The head of a report as Markdown: verdict, tallies, people, times.

use super::escape;
use super::summary::Facts;
use crate::checklist::EntryId;
use crate::progress::State;
use crate::sanitize;
use crate::workbook::{Tally, Workbook};

/// The head of a report.
pub(super) fn head(workbook: &Workbook, facts: &Facts) -> String {
    let progress = workbook.progress();
    let mut head = format!("**gonogo report: {}** for ", facts.verdict.word());
    head.push_str(&escape::inline(&sanitize::one_line(&facts.title), false));
    if !progress.checklist.is_empty() && progress.checklist != facts.title {
        head.push_str(&format!(
            " ({})",
            escape::inline(&progress.checklist, false)
        ));
    }
    if let Some(run) = &progress.run {
        head.push_str(&format!(", run {}", escape::inline(run, false)));
    }
    head.push('\n');
    if let Some(blockers) = facts.verdict.describe_blockers() {
        head.push_str(&format!("\n{blockers}.\n"));
    }
    if let Some(remaining) = facts.verdict.describe_remaining() {
        head.push_str(&format!("\n{remaining}.\n"));
    }
    if let Some(complete) = facts.complete_text(workbook) {
        head.push_str(&format!("\n{complete}.\n"));
    }
    if let Some(live) = &facts.live {
        head.push_str(&format!(
            "\nLive: {}.\n",
            escape::inline(&sanitize::time(live), false)
        ));
    }
    head.push_str(&tallies(workbook, facts));
    let pre_ticked = facts.tally.pre_ticked;
    if pre_ticked > 0 {
        head.push_str(&format!(
            "\n{pre_ticked} of those done are ticked by the document and confirmed by nobody here.\n"
        ));
    }
    head.push_str(&people(facts));
    head.push_str("\n---\n\n");
    head
}

/// Counts of the phases, where there is more than one, and of the sections.
fn tallies(workbook: &Workbook, facts: &Facts) -> String {
    let phases = facts.phases.iter().filter(|_| facts.phases.len() > 1);
    let phases: String = phases
        .map(|(phase, tally)| row(phase.name(), *tally))
        .collect();
    let section = |(id, tally): &(EntryId, Tally)| {
        let name = workbook.checklist().entry(*id).legible();
        row(&escape::cell(&sanitize::one_line(&name)), *tally)
    };
    let sections: String = facts.sections.iter().map(section).collect();
    let phases = if phases.is_empty() {
        phases
    } else {
        table("Phase", &phases)
    };
    phases + &table("Section", &(sections + &row("**All**", facts.tally)))
}

fn table(what: &str, rows: &str) -> String {
    format!(
        "\n| {what} | Items | Done | Open | Blocked | N/A | Waived | Blanks filled |\n\
         | :-- | --: | --: | --: | --: | --: | --: | --: |\n{rows}"
    )
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
fn people(facts: &Facts) -> String {
    let mut table = "\n| Who | Changes | First | Last |\n| :-- | --: | :-- | :-- |\n".to_owned();
    for person in &facts.people {
        table.push_str(&format!(
            "| {} | {} | {} | {} |\n",
            escape::cell(&sanitize::one_line(&person.who)),
            person.changes,
            escape::cell(&sanitize::time(&person.first)),
            escape::cell(&sanitize::time(&person.last))
        ));
    }
    table
}
