//! The header of a Markdown report: verdict, counts, people and times.

use super::escape;
use super::summary::{CONTRADICTIONS, Summary};
use crate::checklist::EntryId;
use crate::progress::State;
use crate::sanitize;
use crate::workbook::{Tally, Workbook};

/// Returns the header of a report.
pub(super) fn header(workbook: &Workbook, summary: &Summary) -> String {
    let progress = workbook.progress();
    let mut header = format!("**gonogo report: {}** for ", summary.verdict.word());
    header.push_str(&escape::inline(&sanitize::one_line(&summary.title), false));
    if !progress.checklist.is_empty() && progress.checklist != summary.title {
        header.push_str(&format!(
            " ({})",
            escape::inline(&progress.checklist, false)
        ));
    }
    if let Some(run) = &progress.run {
        header.push_str(&format!(", run {}", escape::inline(run, false)));
    }
    header.push('\n');
    for sentence in summary.basis.sentences() {
        header.push_str(&format!("\n{sentence}\n"));
    }
    if let Some(blockers) = summary.verdict.describe_blockers() {
        header.push_str(&format!("\n{blockers}.\n"));
    }
    if let Some(remaining) = summary.verdict.describe_remaining() {
        header.push_str(&format!("\n{remaining}.\n"));
    }
    header.push_str(&contradictions(workbook, summary));
    if let Some(complete) = summary.complete_text(workbook) {
        header.push_str(&format!("\n{complete}.\n"));
    }
    if let Some(live) = &summary.live {
        header.push_str(&format!(
            "\nGo-live: {}.\n",
            escape::inline(&sanitize::time(live), false)
        ));
    }
    header.push_str(&tallies(workbook, summary));
    if let Some(pre_ticked) = summary.pre_ticked_text() {
        header.push_str(&format!("\n{pre_ticked}.\n"));
    }
    header.push_str(&people(summary));
    header.push_str("\n---\n\n");
    header
}

/// Returns the ticked items with empty placeholders that don't block.
fn contradictions(workbook: &Workbook, summary: &Summary) -> String {
    let named = summary.contradictions(workbook);
    if named.is_empty() {
        return String::new();
    }
    let lines: Vec<String> = named
        .iter()
        .map(|text| format!("- {}\n", escape::inline(text, false)))
        .collect();
    format!("\n{CONTRADICTIONS}:\n\n{}", lines.concat())
}

/// Returns the counts of the phases, if there is more than one, and of the sections.
fn tallies(workbook: &Workbook, summary: &Summary) -> String {
    let phases = summary.phases.iter().filter(|_| summary.phases.len() > 1);
    let phases: String = phases
        .map(|(phase, tally)| row(phase.name(), *tally))
        .collect();
    let section = |(id, tally): &(EntryId, Tally)| {
        let name = workbook.reading(*id);
        row(&escape::cell(&sanitize::one_line(&name)), *tally)
    };
    let sections: String = summary.sections.iter().map(section).collect();
    let phases = if phases.is_empty() {
        phases
    } else {
        table("Phase", &phases)
    };
    phases + &table("Section", &(sections + &row("**Total**", summary.tally)))
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

/// Returns the table of people, with the number and times of their changes.
fn people(summary: &Summary) -> String {
    let mut table =
        "\n| Person | Changes | First change | Last change |\n| :-- | --: | :-- | :-- |\n"
            .to_owned();
    for person in &summary.people {
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
