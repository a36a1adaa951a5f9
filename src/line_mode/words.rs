//! What is said of a step, a section and the whole, in words that are heard as well as read. Pure.

use chrono::{DateTime, Utc};

use crate::checklist::{BlankId, BlockKind, Checklist, EntryId};
use crate::progress::{Answer, Register, State};
use crate::sanitize;
use crate::workbook::{About, Conflict, Doubt, Measurement, Told, Workbook, differences_in_words};

/// A step: which it is, its state, what it says, its blanks, how many notes there are.
pub(super) fn step(workbook: &Workbook, id: EntryId) -> String {
    let checklist = workbook.checklist();
    let entry = checklist.entry(id);
    let mut said = if entry.is_item() {
        let number = checklist.items().take_while(|&item| item <= id).count();
        format!(
            "Item {number} of {}, {}",
            checklist.items().count(),
            state(workbook, id)
        )
    } else if entry.is_box() {
        format!("Box, {}", state(workbook, id))
    } else {
        "To fill".to_owned()
    };
    if entry.can_be_ticked() && checklist.is_optional(id) {
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
    said = sentence(&said);
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
    for measurement in workbook.measurements(id) {
        said.push_str(&format!(
            " {}",
            self::told(&self::measurement(&measurement))
        ));
    }
    for signoff in workbook.signoffs_at(id) {
        said.push_str(&format!(
            " {}",
            self::told(&workbook.standing_in_words(signoff))
        ));
    }
    said.push_str(if entry.blocks.is_empty() {
        ""
    } else {
        " There is more to read."
    });
    match workbook.marks(id).notes.len() {
        0 => {}
        1 => said.push_str(" 1 note."),
        notes => said.push_str(&format!(" {notes} notes.")),
    }
    said
}

/// The state of an item or box, with its reason.
fn state(workbook: &Workbook, id: EntryId) -> String {
    let state = &workbook.marks(id).state;
    if state.is_conflict() {
        let conflict = workbook
            .conflicts_at(id)
            .find(|conflict| conflict.about == About::State);
        return conflict.as_ref().map_or_else(String::new, differing);
    }
    let word = match workbook.state(id) {
        State::Done if workbook.wants_confirmation(id) => {
            format!(
                "done, needs confirming: {}",
                differences_in_words(&workbook.state_differences(id))
            )
        }
        State::Done if workbook.is_claimed(id) => {
            "ticked by the document, to be confirmed".to_owned()
        }
        other => adjective(other).to_owned(),
    };
    match state.value().and_then(|mark| mark.reason.as_deref()) {
        Some(reason) => format!("{word} ({reason})"),
        None => word,
    }
}

/// The word for a state, to be read aloud.
pub(super) fn adjective(state: State) -> &'static str {
    if state == State::Na {
        "not applicable"
    } else {
        state.name()
    }
}

/// A blank: what it asks for, what may be answered, what stands in it.
pub(super) fn blank(workbook: &Workbook, id: BlankId) -> String {
    let blank = workbook.checklist().blank(id);
    let choices = if blank.choices.is_empty() {
        String::new()
    } else {
        format!(" ({})", blank.choices.join(" / "))
    };
    let conflict = workbook
        .conflicts_at(blank.entry)
        .find(|conflict| conflict.about == About::Blank(id));
    let value = match (conflict, workbook.value(id), workbook.doubt(id)) {
        (Some(conflict), ..) => differing(&conflict),
        (None, None, _) => "empty".to_owned(),
        (None, Some(value), None) => value.to_owned(),
        (None, Some(value), Some(Doubt::Carried(_))) => {
            format!("{value}, from another run, to be confirmed")
        }
        (None, Some(value), Some(Doubt::Changed(differences))) => {
            format!(
                "{value}, needs confirming: {}",
                differences_in_words(&differences)
            )
        }
    };
    format!("{}{choices}, {value}", blank.label)
}

/// What is measured, and what it is worth.
pub(super) fn measurement(of: &Measurement) -> String {
    if of.is_missing() {
        return format!("not measured: {}", of.label());
    }
    if let Some(register) = of.register.filter(|_| of.is_split()) {
        let value = |answer: &Answer<String>| {
            format!(
                "{} by {}",
                answer.value.as_deref().unwrap_or("(empty)"),
                answer.who()
            )
        };
        let values: Vec<String> = register.standing().iter().map(value).collect();
        return format!(
            "measured, {}: values differ, {}",
            of.label(),
            values.join(" or ")
        );
    }
    format!("measured, {}", of.in_words())
}

fn differing(conflict: &Conflict) -> String {
    let answers: Vec<String> = conflict.answers.iter().map(answer).collect();
    format!("answers differ, {}", answers.join(" or "))
}

fn answer(told: &Told) -> String {
    format!("{} by {}", told.answer, told.who)
}

/// The headings above a step, and where people differ on their phase; the title is none of them.
pub(super) fn section(workbook: &Workbook, id: EntryId) -> Option<String> {
    let checklist = workbook.checklist();
    let title = checklist.title();
    let mut above: Vec<EntryId> = checklist
        .ancestors(id)
        .filter(|&up| checklist.entry(up).is_section() && Some(up) != title)
        .collect();
    above.reverse();
    let names: Vec<_> = above
        .iter()
        .map(|&up| checklist.entry(up).legible())
        .collect();
    let text = above
        .last()
        .is_some_and(|&up| !checklist.entry(up).blocks.is_empty());
    let text = if text {
        " It has a text of its own, which where reads."
    } else {
        ""
    };
    let disputes = above.iter().flat_map(|&up| workbook.conflicts_at(up));
    let phases = disputes.filter(|conflict| conflict.about == About::Phase);
    let phases: Vec<String> = phases
        .map(|it| format!(" Phase: {}", sentence(&differing(&it))))
        .collect();
    let phases = phases.concat();
    (!names.is_empty()).then(|| format!("Section: {}{text}{phases}", sentence(&names.join(", "))))
}

/// The texts of the title and of the sections above a step.
pub(super) fn section_text(checklist: &Checklist, id: EntryId) -> String {
    let mut above: Vec<EntryId> = checklist
        .ancestors(id)
        .filter(|&up| checklist.entry(up).is_section())
        .collect();
    above.reverse();
    above.into_iter().map(|up| blocks(checklist, up)).collect()
}

/// What stands under an entry and is no entry of its own, as the document has it.
fn blocks(checklist: &Checklist, id: EntryId) -> String {
    let mut said = String::new();
    for block in &checklist.entry(id).blocks {
        match &block.kind {
            BlockKind::Code { lines, .. } => {
                said.push_str("Commands:\n");
                said.extend(lines.iter().map(|line| &checklist.source()[line.clone()]));
                said.push_str(if said.ends_with('\n') { "" } else { "\n" });
            }
            BlockKind::Text | BlockKind::Point { .. } | BlockKind::Table | BlockKind::Html => {
                let lines = checklist.unquoted(block.range.clone(), block.quotes);
                said.extend(lines.flat_map(|line| [line, "\n"]));
            }
        }
    }
    said
}

/// What stands under a step, its notes, and who gave its state and when.
pub(super) fn more(workbook: &Workbook, id: EntryId) -> String {
    let checklist = workbook.checklist();
    let mut said = blocks(checklist, id);
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
        "There is nothing more here.".to_owned()
    } else {
        said
    }
}

/// The items of the section that a step stands in, one a line.
pub(super) fn list(workbook: &Workbook, id: EntryId) -> String {
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
            state(workbook, item),
            sentence(&workbook.reading(item))
        )
    };
    let lines: String = items.map(line).collect();
    if lines.is_empty() {
        "There are no items in this section.".to_owned()
    } else {
        lines
    }
}

/// Counts and verdict.
pub(super) fn status(workbook: &Workbook, now: DateTime<Utc>) -> String {
    let tally = workbook.tally();
    let mut counts = vec![format!(
        "{} of {} items done",
        tally.of(State::Done),
        tally.total()
    )];
    for state in [State::Open, State::Blocked, State::Na, State::Waived] {
        if tally.of(state) > 0 {
            counts.push(format!("{} {state}", tally.of(state)));
        }
    }
    if tally.blanks > 0 {
        counts.push(format!(
            "{} of {} blanks filled",
            tally.filled, tally.blanks
        ));
    }
    let overdue = workbook.overdue(now);
    if overdue > 0 {
        counts.push(format!("{overdue} overdue"));
    }
    let verdict = workbook.verdict();
    let stands = match verdict.obstacles.len() {
        0 => String::new(),
        1 => " 1 thing stands in the way; todo goes to it.".to_owned(),
        many => format!(" {many} things stand in the way; todo goes to the next."),
    };
    let conflicts = workbook.conflicts();
    let live = conflicts
        .iter()
        .find(|conflict| conflict.about == About::Live);
    let live = live.map(|conflict| format!(" Going live: {}", sentence(&differing(conflict))));
    format!(
        "{}: {}.{stands}{}",
        verdict.word(),
        counts.join(", "),
        live.unwrap_or_default()
    )
}

/// A text as a sentence: with a full stop, unless it ends in a mark of its own.
pub(super) fn sentence(text: &str) -> String {
    let stop = if text.ends_with(['.', '!', '?', '…']) {
        ""
    } else {
        "."
    };
    format!("{text}{stop}")
}

/// An error's words as a sentence of their own.
pub(super) fn told(error: &str) -> String {
    let mut characters = error.chars();
    let first: String = characters
        .next()
        .map(|first| first.to_uppercase().collect())
        .unwrap_or_default();
    sentence(&format!("{first}{}", characters.as_str()))
}
