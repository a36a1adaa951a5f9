//! What stands below the document in a Markdown report: exceptions, conflicts, what found no place, sign-offs
//! and the audit.

use super::escape;
use super::summary::{Exception, Facts, Forced};
use crate::checklist::EntryId;
use crate::sanitize;
use crate::workbook::describe::{self, ATTESTATION, state_title};
use crate::workbook::{Conflict, Unmatched, Workbook};

/// What a report says of exceptions.
pub(super) const EXCEPTIONS: &str = "What counts though it is not done, and why.";
/// What a report says of conflicts.
pub(super) const CONFLICTS: &str =
    "Answers that differ, given without seeing each other; both stand.";
/// What a report calls a conflict about the whole document.
pub(super) const WHOLE: &str = "The moment of going live";
/// What a report says of what found no place.
pub(super) const UNMATCHED: &str = "Marks on entries that this document does not have any more.";
/// Everything that stands below the document; empty where there is nothing to say.
pub(super) fn ending(workbook: &Workbook, facts: &Facts) -> String {
    let exceptions = facts
        .exceptions
        .iter()
        .map(|exception| exception_line(workbook, exception));
    let conflicts = facts
        .conflicts
        .iter()
        .map(|conflict| conflict_lines(workbook, conflict));
    let forced = facts.forced.iter().map(forced_line);
    let unmatched = workbook.unmatched().iter().map(unmatched_lines);
    let text = [
        chapter(
            "Exceptions",
            EXCEPTIONS,
            &exceptions.chain(forced).collect::<String>(),
        ),
        chapter("Conflicts", CONFLICTS, &conflicts.collect::<String>()),
        chapter("Unplaced", UNMATCHED, &unmatched.collect::<String>()),
        chapter("Sign-offs", ATTESTATION, &signoffs(workbook, facts)),
        chapter("Audit", "", &audit(facts)),
    ];
    let text = text.concat();
    if text.is_empty() {
        text
    } else {
        format!("---\n{text}")
    }
}

/// A heading, a sentence, and what there is to tell; empty where that is nothing.
fn chapter(title: &str, about: &str, content: &str) -> String {
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

/// `(who, when)`.
fn stamp(who: &str, at: &str) -> String {
    format!("({}, {})", inline(who), inline(&sanitize::time(at)))
}

/// A text for the middle of a line.
fn inline(text: &str) -> String {
    escape::inline(&sanitize::one_line(text), false)
}

/// What an entry is called, with its line in the document.
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

fn forced_line(forced: &Forced) -> String {
    let (role, reason) = (inline(&forced.role), several_lines(&forced.reason));
    format!(
        "* **Forced signature:** {role}: {reason} {}\n",
        stamp(&forced.who, &forced.at)
    )
}

fn conflict_lines(workbook: &Workbook, conflict: &Conflict) -> String {
    let mut lines = format!(
        "* {}",
        conflict
            .entry
            .map_or_else(|| WHOLE.to_owned(), |id| name(workbook, id))
    );
    if let Some(beside) = workbook.beside(conflict.entry, &conflict.about) {
        lines.push_str(&format!(", {}", inline(&beside)));
    }
    lines.push('\n');
    for told in &conflict.answers {
        lines.push_str(&format!(
            "  * {} {}\n",
            first_of_line(&told.answer),
            stamp(&told.who, &told.at)
        ));
    }
    lines
}

fn unmatched_lines(unmatched: &Unmatched) -> String {
    let (on, key) = (&unmatched.unit.on, &unmatched.unit.key);
    let mut lines = format!(
        "* {} ({})\n",
        escape::inline(on, true),
        escape::inline(key, false)
    );
    let line = |what: &str, value: &str, who: &str, at: &str| {
        format!(
            "  * {}: {} {}\n",
            first_of_line(what),
            several_lines(value),
            stamp(who, at)
        )
    };
    for (place, told) in unmatched.told() {
        for told in told {
            lines.push_str(&line(
                &describe::register_label(place),
                &told.answer,
                &told.who,
                &told.at,
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

/// What was typed, its newlines kept, for the middle of a line.
fn several_lines(text: &str) -> String {
    escape::inline(text, false)
}

/// What was typed, its newlines kept, for the beginning of a line.
fn first_of_line(text: &str) -> String {
    escape::inline(text, true)
}

fn signoffs(workbook: &Workbook, facts: &Facts) -> String {
    if facts.signoffs.is_empty() {
        return String::new();
    }
    let mut table =
        "| Role | Name | Date | Is | Signed by | Digest |\n| :-- | :-- | :-- | :-- | :-- | :-- |\n"
            .to_owned();
    for signoff in &facts.signoffs {
        let value = |blank| escape::cell(workbook.value(blank).unwrap_or_default());
        let by = signoff
            .signed
            .as_ref()
            .map(|(who, at)| format!("{who}, {}", sanitize::time(at)));
        table.push_str(&format!(
            "| {} | {} | {} | {} | {} | {} |\n",
            escape::cell(&sanitize::one_line(&signoff.role)),
            value(signoff.person),
            value(signoff.date),
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
            "\nOne person in several roles: {} as {}.\n",
            inline(&name),
            roles.join(", ")
        ));
    }
    table
}

fn audit(facts: &Facts) -> String {
    if facts.deeds.is_empty() {
        return String::new();
    }
    let mut table = "| When | Who | What | Where |\n| :-- | :-- | :-- | :-- |\n".to_owned();
    for deed in &facts.deeds {
        let what = escape::cell(&sanitize::one_line(&deed.what));
        let to = if deed.to.is_empty() {
            String::new()
        } else {
            format!(": {}", escape::cell(&deed.to))
        };
        table.push_str(&format!(
            "| {} | {} | {what}{to} | {} |\n",
            escape::cell(&sanitize::time(&deed.at)),
            escape::cell(&sanitize::one_line(&deed.who)),
            escape::cell(&sanitize::one_line(&deed.on)),
        ));
    }
    table
}
