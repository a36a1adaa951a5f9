//! Entries read aloud, for line mode: a step with its state, blanks and notes, its section, and all that is under it.

use super::{answers, differences, sentence, states, with_stop};
use crate::checklist::{BlankId, BlockKind, EntryId};
use crate::progress::Register;
use crate::sanitize;
use crate::workbook::{Doubt, Measurement, RegisterId, Workbook};

/// A step: its number, state, text, blanks, measured values, sign-offs and the count of its notes.
pub fn step(workbook: &Workbook, id: EntryId) -> String {
    let checklist = workbook.checklist();
    let entry = checklist.entry(id);
    let mut said = if entry.is_item() {
        let number = checklist.items().take_while(|&item| item <= id).count();
        format!(
            "Item {number} of {}, {}",
            checklist.items().count(),
            states::state(workbook, id)
        )
    } else if entry.is_box() {
        format!("Box, {}", states::state(workbook, id))
    } else {
        "Fill in".to_owned()
    };
    if entry.can_be_ticked() && workbook.is_optional(id) {
        said.push_str(", optional");
    }
    if let Some(up) = checklist
        .item_of(id)
        .and_then(|item| entry.parent.filter(|_| item == id))
        .and_then(|up| checklist.item_of(up))
    {
        said.push_str(&format!(
            ", part of {}",
            checklist.name(up).trim_end_matches([':', ' '])
        ));
    }
    let blanks: Vec<BlankId> = checklist.blanks_of(id).collect();
    let name = checklist.name(id);
    // A line that only labels its blanks is read with them.
    let labels: Vec<&str> = blanks
        .iter()
        .map(|&blank| checklist.blank(blank).label.as_str())
        .collect();
    if entry.can_be_ticked() || name.replace(':', "") != labels.join(" ") {
        said.push_str(&format!(": {}", name.trim_end_matches([':', ' '])));
    }
    said = with_stop(&said);
    let told: Vec<String> = blanks
        .iter()
        .map(|&blank| self::blank(workbook, blank))
        .collect();
    match told.as_slice() {
        [] => {}
        [only] => said.push_str(&format!(" Blank: {only}.")),
        several => said.push_str(&format!(
            " {} blanks: {}.",
            several.len(),
            several.join("; ")
        )),
    }
    let variables = workbook.variables_of(id);
    let told: Vec<String> = variables
        .iter()
        .map(|&variable| super::variable_at(workbook, variable, id))
        .collect();
    match told.as_slice() {
        [] => {}
        [only] => said.push_str(&format!(" Variable: {only}.")),
        several => said.push_str(&format!(
            " {} variables: {}.",
            several.len(),
            several.join("; ")
        )),
    }
    for measurement in workbook.measurements(id) {
        said.push_str(&format!(" {}", sentence(&self::measurement(&measurement))));
    }
    for signoff in workbook.signoffs_at(id) {
        said.push_str(&format!(
            " {}",
            sentence(&workbook.describe_signoff(signoff))
        ));
    }
    said.push_str(if entry.blocks.is_empty() {
        ""
    } else {
        " Type “more” for details."
    });
    let notes = workbook.marks(id).notes.len();
    if notes > 0 {
        said.push_str(&format!(" {}.", super::counted(notes, "note")));
    }
    said
}

/// A blank: its label, choices and value.
pub fn blank(workbook: &Workbook, id: BlankId) -> String {
    let blank = workbook.checklist().blank(id);
    let choices = if blank.choices.is_empty() {
        String::new()
    } else {
        format!(" ({})", blank.choices.join(" / "))
    };
    let conflict = workbook
        .conflicts_at(blank.entry)
        .find(|conflict| conflict.about == RegisterId::Blank(id));
    let value = match (conflict, workbook.value(id), workbook.doubt(id)) {
        (Some(conflict), ..) => answers::differing(&conflict.answers),
        (None, None, _) => "empty".to_owned(),
        (None, Some(value), None) => value.to_owned(),
        (None, Some(value), Some(doubt @ Doubt::Carried(_))) => {
            format!("{value}, {}, needs confirming", differences::doubt(&doubt))
        }
        (None, Some(value), Some(doubt @ Doubt::Changed(_))) => {
            format!("{value}, needs confirming: {}", differences::doubt(&doubt))
        }
    };
    format!("{}{choices}, {value}", blank.label)
}

/// A measured value with its outcome, or that it is missing.
pub fn measurement(of: &Measurement) -> String {
    if of.is_missing() {
        return format!("not measured: {}", of.label());
    }
    if of.is_split() {
        let values = of.describe_conflict(|value, who| format!("{value} by {who}"));
        return format!("measured, {}: conflict, {values}", of.label());
    }
    format!("measured, {}", of.describe())
}

/// The headings above a step without the title, with conflicts on their phases. `None` without headings.
pub fn section(workbook: &Workbook, id: EntryId) -> Option<String> {
    let checklist = workbook.checklist();
    let title = checklist.title();
    let mut above: Vec<EntryId> = checklist
        .ancestors(id)
        .filter(|&up| checklist.entry(up).is_section() && Some(up) != title)
        .collect();
    above.reverse();
    let names: Vec<_> = above.iter().map(|&up| workbook.reading(up)).collect();
    let text = above
        .last()
        .is_some_and(|&up| !checklist.entry(up).blocks.is_empty());
    let text = if text {
        " Type “where” to read its text."
    } else {
        ""
    };
    let disputes = above.iter().flat_map(|&up| workbook.conflicts_at(up));
    let phases = disputes.filter(|conflict| conflict.about == RegisterId::Phase);
    let phases: Vec<String> = phases
        .map(|it| format!(" Phase: {}.", answers::differing(&it.answers)))
        .collect();
    let phases = phases.concat();
    (!names.is_empty()).then(|| format!("Section: {}{text}{phases}", with_stop(&names.join(", "))))
}

/// The text of the title and of the sections above a step.
pub fn section_text(workbook: &Workbook, id: EntryId) -> String {
    let checklist = workbook.checklist();
    let mut above: Vec<EntryId> = checklist
        .ancestors(id)
        .filter(|&up| checklist.entry(up).is_section())
        .collect();
    above.reverse();
    above.into_iter().map(|up| blocks(workbook, up)).collect()
}

/// The blocks under an entry, as in the document; commands with their values, and what is still empty in them.
fn blocks(workbook: &Workbook, id: EntryId) -> String {
    let checklist = workbook.checklist();
    let mut said = String::new();
    for block in &checklist.entry(id).blocks {
        match &block.kind {
            BlockKind::Code { lines, info } => {
                let command = workbook.command(lines, info);
                said.push_str("Commands:\n");
                said.push_str(&command.text());
                said.push_str(if said.ends_with('\n') { "" } else { "\n" });
                let empty = command.empty();
                if !empty.is_empty() {
                    said.push_str(&format!("Empty in it: {}.\n", empty.join(", ")));
                }
                for (written, reason) in command.unfit() {
                    said.push_str(&format!("{written} {reason}.\n"));
                }
            }
            BlockKind::Text | BlockKind::Point { .. } | BlockKind::Table | BlockKind::Html => {
                let lines = checklist.unquoted(block.range.clone(), block.quotes);
                said.extend(lines.flat_map(|line| [line, "\n"]));
            }
        }
    }
    said
}

/// The blocks under a step, its notes, and the authors of its answers.
pub fn more(workbook: &Workbook, id: EntryId) -> String {
    let checklist = workbook.checklist();
    let mut said = blocks(workbook, id);
    for note in &workbook.marks(id).notes {
        said.push_str(&format!(
            "Note by {}, {}: {}\n",
            note.who(),
            sanitize::time(&note.at),
            note.text
        ));
    }
    let blanks = checklist.blanks_of(id).filter_map(|blank| {
        let answer = workbook.register(blank).and_then(Register::answer)?;
        Some((
            checklist.blank(blank).label.clone(),
            answer.who(),
            sanitize::time(&answer.at),
        ))
    });
    let own = workbook.marks(id).state.answer();
    let own = own.map(|answer| ("State".to_owned(), answer.who(), sanitize::time(&answer.at)));
    for (what, who, when) in own.into_iter().chain(blanks) {
        said.push_str(&format!("{what}: by {who}, {when}.\n"));
    }
    if said.is_empty() {
        "Nothing more here.".to_owned()
    } else {
        said
    }
}

/// The items of the section around a step, one per line.
pub fn list(workbook: &Workbook, id: EntryId) -> String {
    let checklist = workbook.checklist();
    let section = checklist
        .ancestors(id)
        .find(|&up| checklist.entry(up).is_section());
    let within =
        |item: EntryId| section.is_none_or(|up| (up..checklist.entry(up).end).contains(&item));
    let items = checklist
        .items()
        .enumerate()
        .filter(|&(_, item)| within(item));
    let line = |(index, item): (usize, EntryId)| {
        format!(
            "{}. {}: {}\n",
            index + 1,
            states::state(workbook, item),
            with_stop(&workbook.reading(item))
        )
    };
    let lines: String = items.map(line).collect();
    if lines.is_empty() {
        "No items in this section.".to_owned()
    } else {
        lines
    }
}
