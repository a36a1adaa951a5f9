//! The report as a table for spreadsheets: one row per item, box and blank (RFC 4180, UTF-8).

use super::escape;
use super::fill::fill;
use super::splice::Splices;
use super::variables::{self, VariableRow};
use crate::checklist::{BlankId, Checklist, EntryId, Outcome};
use crate::progress::{Answer, Note, Register};
use crate::sanitize;
use crate::sanitize::exported::contained;
use crate::workbook::{Conflict, Measurement, RegisterId, Workbook};

/// The names of the columns.
const COLUMNS: [&str; 12] = [
    "kind", "number", "key", "section", "text", "state", "value", "reason", "by", "at", "line",
    "notes",
];
/// The characters that start a formula.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
/// The characters that may end a cell within ours: in many countries Excel splits at semicolons instead of commas, and
/// then ignores the quotes around our cells.
const ENDS: [char; 4] = [';', '\t', '\r', '\n'];

/// Returns the report as a table. Variables come first, with a row for each value that is for one entry only;
/// blanks and measured values come right after their entry. A phase and the go-live time
/// have a row only if there is a conflict on them, because no other row shows it.
///
/// Against formula injection, text that a spreadsheet could read as a formula gets an apostrophe before it, as OWASP
/// advises: `=`, `+`, `-`, `@` and their full-width forms at the start of a cell, and within a cell after a semicolon,
/// a tab or a newline, where some programs start a new cell. So does a tab or newline at the start of a cell. Writing
/// directions end with their line. Other control characters become U+FFFD, because tables are read in terminals, too.
pub fn csv(workbook: &Workbook) -> String {
    let checklist = workbook.checklist();
    let mut text = COLUMNS.join(",") + "\r\n";
    let mut number = 0;
    for conflict in workbook
        .conflicts()
        .iter()
        .filter(|conflict| conflict.entry.is_none())
    {
        push(&mut text, &disputed(workbook, conflict));
    }
    let refused = fill(workbook, &mut Splices::default());
    for row in variables::rows(workbook, &refused) {
        push(&mut text, &variable(workbook, &row));
    }
    for id in checklist.ids() {
        for conflict in workbook
            .conflicts_at(id)
            .filter(|conflict| conflict.about == RegisterId::Phase)
        {
            push(&mut text, &disputed(workbook, &conflict));
        }
        let entry = checklist.entry(id);
        if entry.can_be_ticked() {
            number += usize::from(entry.is_item());
            let number = if entry.is_item() {
                number.to_string()
            } else {
                String::new()
            };
            push(&mut text, &ticked(workbook, id, number));
        }
        for blank in entry.blanks.clone().map(BlankId) {
            push(&mut text, &filled(workbook, blank));
        }
        for measurement in workbook.measurements(id) {
            if let Some(register) = measurement
                .register
                .filter(|register| !register.is_silent())
            {
                push(&mut text, &measured(workbook, id, &measurement, register));
            }
        }
    }
    escape::without_controls(&text).into_owned()
}

fn push(text: &mut String, row: &[String]) {
    let cells: Vec<String> = row.iter().map(|cell| quoted(cell)).collect();
    text.push_str(&cells.join(","));
    text.push_str("\r\n");
}

/// Returns a cell without formulas, in quotes if necessary.
fn quoted(cell: &str) -> String {
    let lines: Vec<_> = cell.split('\n').map(contained).collect();
    let cell = without_formulas(&lines.join("\n"));
    let needs_quotes = cell.contains([',', ';', '"', '\t', '\r', '\n']);
    if needs_quotes {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell
    }
}

/// Returns text with an apostrophe before everything that may start a formula. Spreadsheets skip spaces and stray quotes
/// there.
fn without_formulas(cell: &str) -> String {
    let mut safe = String::with_capacity(cell.len() + 1);
    if cell.starts_with(['\t', '\r', '\n']) {
        safe.push('\'');
    }
    let mut begins = true;
    for character in cell.chars() {
        if begins && FORMULA.contains(&character) {
            safe.push('\'');
        }
        begins = ENDS.contains(&character)
            || (begins && (character.is_whitespace() || character == '"'));
        safe.push(character);
    }
    safe
}

/// Returns the row of an item or another box.
fn ticked(workbook: &Workbook, id: EntryId, number: String) -> Vec<String> {
    let checklist = workbook.checklist();
    let entry = checklist.entry(id);
    let marks = workbook.marks(id);
    let answer = marks.state.answer();
    let reason = workbook.reason(id).map(str::to_owned);
    let state = match workbook.state(id) {
        _ if marks.state.is_conflict() => "conflict".to_owned(),
        state if workbook.needs_confirmation(id) => format!("{state}, needs confirming"),
        state => state.to_string(),
    };
    vec![
        if entry.is_item() { "item" } else { "box" }.to_owned(),
        number,
        checklist.key(id),
        section(workbook, id),
        workbook.reading(id),
        state,
        String::new(),
        reason.unwrap_or_else(|| differing(workbook, id, |about| *about == RegisterId::State)),
        answer.map(Answer::who).unwrap_or_default(),
        answer.map(|answer| answer.at.clone()).unwrap_or_default(),
        entry.line.to_string(),
        notes(workbook, id),
    ]
}

fn filled(workbook: &Workbook, id: BlankId) -> Vec<String> {
    let checklist = workbook.checklist();
    let blank = checklist.blank(id);
    let register = workbook.register(id);
    let answer = register.and_then(|register| register.answer());
    let state = match register {
        Some(register) if register.is_conflict() => "conflict",
        Some(_) if workbook.is_doubtful(id) => "filled, needs confirming",
        Some(register) if register.value().is_some() => "filled",
        Some(_) | None => "empty",
    };
    let is_of_ticked = checklist.entry(blank.entry).can_be_ticked();
    vec![
        "blank".to_owned(),
        String::new(),
        checklist.blank_key(id),
        section(workbook, blank.entry),
        blank.label.clone(),
        state.to_owned(),
        workbook.value(id).unwrap_or_default().to_owned(),
        differing(workbook, blank.entry, |about| {
            *about == RegisterId::Blank(id)
        }),
        answer.map(Answer::who).unwrap_or_default(),
        answer.map(|answer| answer.at.clone()).unwrap_or_default(),
        blank.line.to_string(),
        // Notes on an item are in its own row.
        if is_of_ticked {
            String::new()
        } else {
            notes(workbook, blank.entry)
        },
    ]
}

/// Returns the row of a variable, or of its value for one entry.
fn variable(workbook: &Workbook, row: &VariableRow) -> Vec<String> {
    let checklist = workbook.checklist();
    let variable = checklist.variable(row.id);
    let key = row.entry.map(|id| format!("{}:", checklist.key(id)));
    let first = variable
        .places
        .first()
        .map(|&at| checklist.places()[at].line);
    let line = row.entry.map(|id| checklist.entry(id).line).or(first);
    vec![
        "variable".to_owned(),
        String::new(),
        format!("{}{}", key.unwrap_or_default(), variable.slug),
        row.entry
            .map(|id| section(workbook, id))
            .unwrap_or_default(),
        row.written.clone(),
        row.status.words().to_owned(),
        row.value.clone().unwrap_or_default(),
        row.remarks.join("; "),
        row.who.clone().unwrap_or_default(),
        row.at.clone().unwrap_or_default(),
        line.map(|line| line.to_string()).unwrap_or_default(),
        String::new(),
    ]
}

/// Returns the row of a measured value.
fn measured(
    workbook: &Workbook,
    id: EntryId,
    measurement: &Measurement,
    register: &Register<String>,
) -> Vec<String> {
    let (checklist, answer) = (workbook.checklist(), register.answer());
    let state = match measurement.outcome {
        _ if register.is_conflict() => "conflict".to_owned(),
        outcome if measurement.is_doubtful => {
            format!(
                "{}, needs confirming",
                outcome.map_or("measured", Outcome::name)
            )
        }
        outcome => outcome.map_or("measured", Outcome::name).to_owned(),
    };
    vec![
        "measured".to_owned(),
        String::new(),
        format!("{}:{}", checklist.key(id), measurement.slug),
        section(workbook, id),
        workbook.name_of_measured(id, measurement.slug),
        state,
        measurement.value().unwrap_or_default().to_owned(),
        differing(workbook, id, |about| {
            about.measured() == Some(measurement.slug)
        }),
        answer.map(Answer::who).unwrap_or_default(),
        answer.map(|answer| answer.at.clone()).unwrap_or_default(),
        checklist.entry(id).line.to_string(),
        String::new(),
    ]
}

/// Returns the row of a phase or go-live time with a conflict.
fn disputed(workbook: &Workbook, conflict: &Conflict) -> Vec<String> {
    let checklist = workbook.checklist();
    let of = |tell: fn(&Checklist, EntryId) -> String| {
        conflict
            .entry
            .map(|id| tell(checklist, id))
            .unwrap_or_default()
    };
    let section = conflict.entry.map(|id| section(workbook, id));
    vec![
        conflict.about.name().to_owned(),
        String::new(),
        of(Checklist::key),
        section.unwrap_or_default(),
        workbook.name_of(conflict.entry, &conflict.about),
        "conflict".to_owned(),
        String::new(),
        conflict.describe(),
        String::new(),
        String::new(),
        of(|checklist, id| checklist.entry(id).line.to_string()),
        String::new(),
    ]
}

/// Returns the different answers of a conflict on an entry; empty if there is none.
fn differing(workbook: &Workbook, id: EntryId, is_wanted: impl Fn(&RegisterId) -> bool) -> String {
    let mut conflicts = workbook.conflicts_at(id);
    let conflict = conflicts.find(|conflict| is_wanted(&conflict.about));
    conflict
        .map(|conflict| conflict.describe())
        .unwrap_or_default()
}

fn section(workbook: &Workbook, id: EntryId) -> String {
    workbook.headings(id).join(" > ")
}

/// Returns the notes on an entry, one per line.
fn notes(workbook: &Workbook, id: EntryId) -> String {
    let note = |note: &Note| {
        format!(
            "{} ({}, {})",
            note.text.trim(),
            note.who(),
            sanitize::time(&note.at)
        )
    };
    workbook
        .marks(id)
        .notes
        .iter()
        .map(note)
        .collect::<Vec<_>>()
        .join("\n")
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn no_formula_begins_at_a_comma_or_a_semicolon() {
        for (cell, written) in [
            ("plain - text = 1", "plain - text = 1"),
            ("=1+1", "'=1+1"),
            ("  =1+1", "  '=1+1"),
            ("a, b", "\"a, b\""),
            ("a;=1+1", "\"a;'=1+1\""),
            ("a; -2", "\"a; '-2\""),
            ("a;\"=1", "\"a;\"\"'=1\""),
            ("a;;@x;+y", "\"a;;'@x;'+y\""),
            ("note\n=cmd|x", "\"note\n'=cmd|x\""),
            ("a\t＝1", "\"a\t'＝1\""),
            ("\t=1", "\"'\t'=1\""),
            ("\ra", "\"'\ra\""),
            ("a\u{202e}b", "a\u{fffd}b"),
        ] {
            assert_eq!(quoted(cell), written, "{cell:?}");
        }
    }
}
