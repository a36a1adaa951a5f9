//! Variables in words: the number and lines of their places, and the entries with a value of their own.

use super::{answers, counted};
use crate::checklist::{EntryId, VariableId};
use crate::progress::{Answer, Register};
use crate::workbook::{ValueOrigin, Workbook};

/// The most lines that are listed.
const LINES: usize = 8;

/// A variable: its name, its value and the number of its places.
pub fn variable(workbook: &Workbook, id: VariableId) -> String {
    let written = &workbook.checklist().variable(id).written;
    let value = variable_value(workbook, id);
    format!("{written}, {value}, {}", variable_reach(workbook, id))
}

/// A variable at an entry: with the value that was typed there only, if there is one.
pub fn variable_at(workbook: &Workbook, id: VariableId, entry: EntryId) -> String {
    let register = workbook.variable_register_at(id, entry);
    let Some(register) = register.filter(|register| !register.is_silent()) else {
        return variable(workbook, id);
    };
    let written = &workbook.checklist().variable(id).written;
    match register.value() {
        None => format!("{written}, conflict here only"),
        Some(value) if workbook.is_variable_doubtful_at(id, entry) => {
            format!("{written}, {value} here only, needs confirming")
        }
        Some(value) => format!("{written}, {value} here only"),
    }
}

/// The value of a variable with its author or the linked blank; in a conflict, all answers.
pub fn variable_value(workbook: &Workbook, id: VariableId) -> String {
    let register = workbook.variable_register(id);
    if workbook.is_variable_in_conflict(id) {
        let slug = &workbook.checklist().variable(id).slug;
        let conflicts = workbook.conflicts().into_iter();
        let mut own =
            conflicts.filter(|it| it.entry.is_none() && it.about.variable() == Some(slug));
        let told = own.next().map(|it| answers::differing(&it.answers));
        return told.unwrap_or_else(|| "conflict".to_owned());
    }
    let label = |blank| &workbook.checklist().blank(blank).label;
    if let Some((value, _)) = workbook.variable_to_confirm(id) {
        return match workbook.linked_blank(id) {
            Some(blank) if register.is_none_or(Register::is_silent) => {
                format!("{value} from “{}”, needs confirming", label(blank))
            }
            Some(_) | None => format!("{value}, needs confirming"),
        };
    }
    match (workbook.variable_origin(id), workbook.variable_value(id)) {
        (Some(ValueOrigin::Blank(blank)), Some(value)) => {
            format!("{value} from “{}”", label(blank))
        }
        (Some(_), Some(value)) => {
            let who = register.and_then(Register::answer).map(Answer::who);
            format!("{value} by {}", who.unwrap_or_default())
        }
        (Some(_) | None, _) => match workbook.linked_blank(id) {
            Some(blank) => format!("empty, linked to “{}”", label(blank)),
            None => "empty".to_owned(),
        },
    }
}

/// The variables without a value at an entry, by the reason: `empty: {{version}}`, `conflicting values: <host>`,
/// `needs confirming: {{date}}`.
pub fn missing_values(workbook: &Workbook, entry: EntryId) -> Vec<String> {
    let missing = workbook.empty_variables(entry);
    let reason = |id: VariableId| {
        let here = workbook.variable_register_at(id, entry);
        match here.filter(|register| !register.is_silent()) {
            Some(register) if register.is_conflict() => "conflicting values",
            Some(_) if workbook.is_variable_doubtful_at(id, entry) => "needs confirming",
            None if workbook.is_variable_in_conflict(id) => "conflicting values",
            None if workbook.variable_to_confirm(id).is_some() => "needs confirming",
            Some(_) | None => "empty",
        }
    };
    let reasons = ["empty", "conflicting values", "needs confirming"];
    let told = reasons.into_iter().filter_map(|words| {
        let of = missing.iter().filter(|&&id| reason(id) == words);
        let names = of.map(|&id| workbook.checklist().variable(id).written.as_str());
        let names: Vec<&str> = names.collect();
        (!names.is_empty()).then(|| format!("{words}: {}", names.join(", ")))
    });
    told.collect()
}

/// The places that the value of a variable fills: `6 places`, or `5 places; 1 has its own value`.
pub fn variable_reach(workbook: &Workbook, id: VariableId) -> String {
    let own = own_places(workbook, id);
    let all = workbook.checklist().variable(id).places.len();
    let places = counted(all - own, "place");
    match own {
        0 => places,
        1 => format!("{places}; 1 has its own value"),
        many => format!("{places}; {many} have their own value"),
    }
}

/// The places of a variable with their lines: `6 places: lines 1, 3 and 6`.
pub fn variable_places(workbook: &Workbook, id: VariableId) -> String {
    let checklist = workbook.checklist();
    let places = &checklist.variable(id).places;
    let mut lines: Vec<usize> = places
        .iter()
        .map(|&at| checklist.places()[at].line)
        .collect();
    lines.dedup();
    let told: Vec<String> = lines.iter().take(LINES).map(usize::to_string).collect();
    let word = if lines.len() == 1 { "line" } else { "lines" };
    let more = lines.len().saturating_sub(LINES);
    let (last, rest) = match told.split_last() {
        Some((last, rest)) if more == 0 => (last.clone(), rest),
        _ => (format!("{more} more"), told.as_slice()),
    };
    let listed = if rest.is_empty() {
        last
    } else {
        format!("{} and {last}", rest.join(", "))
    };
    format!("{}: {word} {listed}", counted(places.len(), "place"))
}

/// The entries that need a variable or have a value of their own for it, by their lines: `line 12: “v2.3.0”`.
pub fn variable_here(workbook: &Workbook, id: VariableId, entry: EntryId) -> String {
    let line = workbook.checklist().entry(entry).line;
    let register = workbook.variable_register_at(id, entry);
    let value = register.and_then(|register| register.value());
    match (register, value) {
        (Some(register), _) if register.is_conflict() => format!("line {line} only: conflict"),
        (_, Some(value)) if workbook.is_variable_doubtful_at(id, entry) => {
            format!("line {line} only: {value} (needs confirming)")
        }
        (_, Some(value)) => format!("line {line} only: {value}"),
        (_, None) => format!("line {line}: as everywhere"),
    }
}

fn own_places(workbook: &Workbook, id: VariableId) -> usize {
    let checklist = workbook.checklist();
    let places = checklist.variable(id).places.iter();
    let own = places.filter(|&&at| {
        let value = workbook.place_value(&checklist.places()[at]);
        value.is_some_and(|value| value.origin == ValueOrigin::Here)
    });
    own.count()
}
