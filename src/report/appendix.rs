//! The appendix of a Markdown report: exceptions, conflicts, unmatched marks, sign-offs and the audit log.

use super::escape;
use super::summary::{Exception, ForcedSignature, Summary};
use crate::checklist::EntryId;
use crate::sanitize;
use crate::workbook::describe::{self, ATTESTATION, state_title};
use crate::workbook::{Conflict, Unmatched, Workbook};

/// The introduction to exceptions.
pub(super) const EXCEPTIONS: &str =
    "Items marked not applicable or waived, and signatures forced despite blockers.";
/// The introduction to conflicts.
pub(super) const CONFLICTS: &str = "Different answers given independently of each other. All are kept until someone answers again.";
/// The name of a conflict about the whole document without a name of its own.
pub(super) const WHOLE_DOCUMENT: &str = "Go-live time";
/// The introduction to unmatched marks.
pub(super) const UNMATCHED: &str = "Marks whose entry or blank is no longer in this document.";

/// The introduction to variables.
pub(super) const VARIABLES: &str =
    "Placeholders with a name: one value fills every place. Places without a value are unchanged.";

/// Everything below the document; empty if there is nothing to list.
pub(super) fn appendix(workbook: &Workbook, summary: &Summary) -> String {
    let exceptions = summary
        .exceptions
        .iter()
        .map(|exception| exception_line(workbook, exception));
    let conflicts = summary
        .conflicts
        .iter()
        .map(|conflict| conflict_lines(workbook, conflict));
    let forced = summary.forced.iter().map(forced_line);
    let unmatched = workbook.unmatched().iter().map(unmatched_lines);
    let text = [
        section(
            "Exceptions",
            EXCEPTIONS,
            &exceptions.chain(forced).collect::<String>(),
        ),
        section("Conflicts", CONFLICTS, &conflicts.collect::<String>()),
        section("Unmatched", UNMATCHED, &unmatched.collect::<String>()),
        section("Variables", VARIABLES, &variables(summary)),
        section("Sign-offs", ATTESTATION, &signoffs(workbook, summary)),
        section("Audit log", "", &audit_log(summary)),
    ];
    let text = text.concat();
    if text.is_empty() {
        text
    } else {
        format!("---\n{text}")
    }
}

/// A heading, an introduction and the content; empty if there is no content.
fn section(title: &str, about: &str, content: &str) -> String {
    let about = if about.is_empty() {
        String::new()
    } else {
        format!("{about}\n\n")
    };
    if content.is_empty() {
        String::new()
    } else {
        format!("\n## {title}\n\n{about}{content}")
    }
}

/// Returns `(person, time)`.
fn stamp(who: &str, at: &str) -> String {
    format!("({}, {})", inline(who), inline(&sanitize::time(at)))
}

/// Returns text for the middle of a line.
fn inline(text: &str) -> String {
    escape::inline(&sanitize::one_line(text), false)
}

/// Returns the name of an entry with its line in the document.
fn name(workbook: &Workbook, id: EntryId) -> String {
    let entry = workbook.checklist().entry(id);
    let reading = workbook.reading(id);
    let name = if reading.trim().is_empty() {
        "(no text)"
    } else {
        &reading
    };
    format!("{} (line {})", inline(name), entry.line)
}

fn exception_line(workbook: &Workbook, exception: &Exception) -> String {
    let reason = exception
        .reason
        .as_deref()
        .map_or_else(|| "no reason given".to_owned(), several_lines);
    format!(
        "* **{}:** {}: {reason} {}\n",
        state_title(exception.state),
        name(workbook, exception.entry),
        stamp(&exception.who, &exception.at)
    )
}

fn forced_line(forced: &ForcedSignature) -> String {
    let (role, reason) = (inline(&forced.role), several_lines(&forced.reason));
    format!(
        "* **Forced signature:** {role}: {reason} {}\n",
        stamp(&forced.who, &forced.at)
    )
}

fn conflict_lines(workbook: &Workbook, conflict: &Conflict) -> String {
    let beside = workbook.beside(conflict.entry, &conflict.about);
    let beside = beside.map(|beside| inline(&beside));
    let title = match (conflict.entry, beside) {
        (Some(id), Some(beside)) => format!("{}, {beside}", name(workbook, id)),
        (Some(id), None) => name(workbook, id),
        // A variable or its link.
        (None, Some(beside)) => beside,
        (None, None) => WHOLE_DOCUMENT.to_owned(),
    };
    let mut lines = format!("* {title}\n");
    for answer in &conflict.answers {
        lines.push_str(&format!(
            "  * {} {}\n",
            first_of_line(&answer.answer),
            stamp(&answer.who, &answer.at)
        ));
    }
    lines
}

fn unmatched_lines(unmatched: &Unmatched) -> String {
    let key = match unmatched.unit.key.as_str() {
        "" => String::new(),
        key => format!(" ({})", escape::inline(key, false)),
    };
    let on = match unmatched.variable() {
        Some(_) => unmatched.name(),
        None => &unmatched.unit.on,
    };
    let mut lines = format!("* {}{key}\n", escape::inline(on, true));
    let line = |what: &str, value: &str, who: &str, at: &str| {
        format!(
            "  * {}: {} {}\n",
            first_of_line(what),
            several_lines(value),
            stamp(who, at)
        )
    };
    for (place, answers) in unmatched.told() {
        for it in answers {
            lines.push_str(&line(
                &describe::register_label(place),
                &it.answer,
                &it.who,
                &it.at,
            ));
        }
    }
    lines.extend(
        unmatched
            .marks
            .notes
            .iter()
            .map(|note| line("Note", &note.text, &note.who(), &note.at)),
    );
    lines
}

/// Returns typed text for the middle of a line, with its newlines.
fn several_lines(text: &str) -> String {
    escape::inline(text, false)
}

/// Returns typed text for the beginning of a line, with its newlines.
fn first_of_line(text: &str) -> String {
    escape::inline(text, true)
}

fn variables(summary: &Summary) -> String {
    if summary.variables.is_empty() {
        return String::new();
    }
    let mut table =
        "| Variable | Value | Places | Set by | Remarks |\n| :-- | :-- | --: | :-- | :-- |\n"
            .to_owned();
    for row in &summary.variables {
        let by = row.who.as_deref().zip(row.at.as_deref());
        let by = by.map(|(who, at)| format!("{who}, {}", sanitize::time(at)));
        let value = row
            .value
            .as_deref()
            .map_or_else(|| row.status.words().to_owned(), escape::cell);
        table.push_str(&format!(
            "| {} | {value} | {} | {} | {} |\n",
            escape::cell(&sanitize::one_line(&row.written)),
            row.places,
            escape::cell(&sanitize::one_line(&by.unwrap_or_default())),
            escape::cell(&sanitize::one_line(&row.all_remarks())),
        ));
    }
    table
}

fn signoffs(workbook: &Workbook, summary: &Summary) -> String {
    if summary.signoffs.is_empty() {
        return String::new();
    }
    let mut table =
        "| Role | Name | Date | Status | Signed by | Digest |\n| :-- | :-- | :-- | :-- | :-- | :-- |\n"
            .to_owned();
    for signoff in &summary.signoffs {
        let value = |blank| escape::cell(workbook.value(blank).unwrap_or_default());
        let by = signoff
            .signed
            .as_ref()
            .map(|(who, at)| format!("{who}, {}", sanitize::time(at)));
        table.push_str(&format!(
            "| {} | {} | {} | {} | {} | {} |\n",
            escape::cell(&sanitize::one_line(&signoff.role)),
            value(signoff.person),
            escape::cell(signoff.date.as_deref().unwrap_or_default()),
            signoff.in_words(),
            escape::cell(&sanitize::one_line(&by.unwrap_or_default())),
            escape::cell(&sanitize::one_line(
                signoff.digest.as_deref().unwrap_or_default()
            ))
        ));
    }
    for (name, signoffs) in workbook.signed_twice() {
        let roles: Vec<String> = signoffs
            .iter()
            .map(|&signoff| inline(workbook.role(signoff)))
            .collect();
        table.push_str(&format!(
            "\nSigned in several roles: {} ({}).\n",
            inline(&name),
            roles.join(", ")
        ));
    }
    table
}

fn audit_log(summary: &Summary) -> String {
    if summary.audit_log.is_empty() {
        return String::new();
    }
    let mut table = "| Time | Person | Change | Entry |\n| :-- | :-- | :-- | :-- |\n".to_owned();
    for entry in &summary.audit_log {
        let label = escape::cell(&sanitize::one_line(&entry.label));
        let value = if entry.value.is_empty() {
            String::new()
        } else {
            format!(": {}", escape::cell(&entry.value))
        };
        table.push_str(&format!(
            "| {} | {} | {label}{value} | {} |\n",
            escape::cell(&sanitize::time(&entry.at)),
            escape::cell(&sanitize::one_line(&entry.who)),
            escape::cell(&sanitize::one_line(&entry.on)),
        ));
    }
    table
}
