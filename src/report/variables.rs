//! The variables of a document for reports: their values, who gave them and when, and what is still empty.

use std::collections::HashMap;

use crate::checklist::{EntryId, Place, VariableId};
use crate::progress::{Answer, Register};
use crate::sanitize;
use crate::workbook::{ValueOrigin, Workbook};

/// Remarks on values that can't be written, by variable and the entry that the value was given for.
type Refusals = HashMap<(VariableId, Option<EntryId>), Vec<String>>;

/// A variable with its value, or a value of it that was given for one entry.
pub(super) struct VariableRow {
    pub(super) id: VariableId,
    /// The entry that the value was given for; `None` for the value of all other places.
    pub(super) entry: Option<EntryId>,
    /// Its first place, as the document writes it: `{{version}}`.
    pub(super) written: String,
    pub(super) status: VariableStatus,
    /// The value, if there is one that counts or that needs confirming.
    pub(super) value: Option<String>,
    /// The number of places.
    pub(super) places: usize,
    /// The author.
    pub(super) who: Option<String>,
    /// The time.
    pub(super) at: Option<String>,
    /// Where the value comes from, and where it couldn't be written.
    pub(super) remarks: Vec<String>,
}

/// The state of the value of a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum VariableStatus {
    Filled,
    Empty,
    Conflict,
    /// It was copied or its entry changed, so it needs confirming.
    Doubtful,
}

impl VariableStatus {
    /// Its words in reports.
    pub(super) fn words(self) -> &'static str {
        match self {
            VariableStatus::Filled => "filled",
            VariableStatus::Empty => "empty",
            VariableStatus::Conflict => "conflict",
            VariableStatus::Doubtful => "filled, needs confirming",
        }
    }
}

impl VariableRow {
    /// All that is to be said about the value, on one line.
    pub(super) fn all_remarks(&self) -> String {
        let is_doubtful = self.status == VariableStatus::Doubtful;
        let doubt = is_doubtful.then_some("needs confirming").into_iter();
        let remarks = doubt.chain(self.remarks.iter().map(String::as_str));
        remarks.collect::<Vec<_>>().join("; ")
    }
}

/// The variables in the order of their first places, each followed by its values for one entry.
///
/// `refused` are the values that can't be written, with the indices of their places.
pub(super) fn rows(workbook: &Workbook, refused: &[(usize, &'static str)]) -> Vec<VariableRow> {
    let checklist = workbook.checklist();
    let refused = refusals(workbook, refused);
    let mut rows = Vec::new();
    for index in 0..checklist.variables().len() {
        let id = VariableId(index);
        rows.push(everywhere(workbook, id, &refused));
        let entries = workbook.variable_entries(id).into_iter();
        rows.extend(entries.map(|entry| here(workbook, id, entry, &refused)));
    }
    rows
}

/// The values that can't be written, as remarks, by variable and the entry that the value was given for.
fn refusals(workbook: &Workbook, refused: &[(usize, &'static str)]) -> Refusals {
    let mut refusals = Refusals::new();
    for (at, reason) in refused {
        let place = &workbook.checklist().places()[*at];
        let value = workbook.place_value(place);
        let is_here = value.is_some_and(|value| value.origin == ValueOrigin::Here);
        let entry = place.entry.filter(|_| is_here);
        let remark = format!("not written into line {}: {reason}", place.line);
        let remarks = refusals.entry((place.variable, entry)).or_default();
        remarks.push(remark);
    }
    refusals
}

fn everywhere(workbook: &Workbook, id: VariableId, refused: &Refusals) -> VariableRow {
    let checklist = workbook.checklist();
    let variable = checklist.variable(id);
    let own = workbook.variable_entries(id);
    let is_own = |place: &Place| {
        place
            .entry
            .is_some_and(|entry| own.binary_search(&entry).is_ok())
    };
    let places = variable.places.iter().map(|&at| &checklist.places()[at]);
    let doubtful = workbook.variable_to_confirm(id).map(|(value, _)| value);
    let status = if workbook.is_variable_in_conflict(id) {
        VariableStatus::Conflict
    } else if doubtful.is_some() {
        VariableStatus::Doubtful
    } else if workbook.variable_value(id).is_some() {
        VariableStatus::Filled
    } else {
        VariableStatus::Empty
    };
    let linked = workbook.linked_blank(id);
    let is_linked = workbook
        .variable_register(id)
        .is_none_or(Register::is_silent);
    let linked = linked.filter(|_| is_linked);
    let register = match linked {
        Some(blank) => workbook.register(blank),
        None => workbook.variable_register(id),
    };
    let mut row = row(workbook, id, None, status, register);
    row.value = workbook.variable_value(id).or(doubtful).map(str::to_owned);
    row.places = places.filter(|place| !is_own(place)).count();
    if let Some(blank) = linked {
        let blank = checklist.blank(blank);
        row.remarks.push(format!(
            "value of the blank “{}” (line {})",
            blank.label, blank.line
        ));
    }
    row.remarks
        .extend(refused.get(&(id, None)).into_iter().flatten().cloned());
    row
}

fn here(workbook: &Workbook, id: VariableId, entry: EntryId, refused: &Refusals) -> VariableRow {
    let register = workbook.variable_register_at(id, entry);
    let status = match register {
        Some(register) if register.is_conflict() => VariableStatus::Conflict,
        Some(_) if workbook.is_variable_doubtful_at(id, entry) => VariableStatus::Doubtful,
        Some(register) if register.value().is_some() => VariableStatus::Filled,
        Some(_) | None => VariableStatus::Empty,
    };
    let checklist = workbook.checklist();
    let mut row = row(workbook, id, Some(entry), status, register);
    row.value = register.and_then(Register::value).cloned();
    row.places = checklist
        .places_of(entry)
        .filter(|place| place.variable == id)
        .count();
    let of = checklist.entry(entry);
    let name = sanitize::one_line(&workbook.reading(entry)).into_owned();
    row.remarks
        .push(format!("only in “{name}” (line {})", of.line));
    let own = refused.get(&(id, Some(entry)));
    row.remarks.extend(own.into_iter().flatten().cloned());
    row
}

fn row(
    workbook: &Workbook,
    id: VariableId,
    entry: Option<EntryId>,
    status: VariableStatus,
    register: Option<&Register<String>>,
) -> VariableRow {
    let answer = register.and_then(Register::answer);
    let answer =
        answer.filter(|_| !matches!(status, VariableStatus::Empty | VariableStatus::Conflict));
    VariableRow {
        id,
        entry,
        written: workbook.checklist().variable(id).written.clone(),
        status,
        value: None,
        places: 0,
        who: answer.map(Answer::who),
        at: answer.map(|answer| answer.at.clone()),
        remarks: Vec::new(),
    }
}
