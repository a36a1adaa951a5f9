//! The rows about places to fill: blanks, and variables with the number of their places.

use super::rows::ExplainPage;
use super::{Correctable, ReadingAspect, ReadingKind};
use crate::checklist::{BlankId, BlankKind, EntryId, Kind, Need, Origin, Phase, Place, VariableId};
use crate::progress::Aspect;
use crate::workbook::describe::readings;
use crate::workbook::weight::is_of_launch;

/// Adds the blanks, without those of sign-offs, and the variables.
pub(super) fn add(page: &mut ExplainPage) {
    let checklist = page.workbook.checklist();
    for id in (0..checklist.blanks().len()).map(BlankId) {
        if page.workbook.signoff_of(id).is_none() {
            blank(page, id);
        }
    }
    for id in (0..checklist.variables().len()).map(VariableId) {
        variable(page, id);
    }
}

fn blank(page: &mut ExplainPage, id: BlankId) {
    let checklist = page.workbook.checklist();
    let blank = checklist.blank(id);
    let (line, label) = (blank.line, blank.label.clone());
    // Underscores tell nothing.
    let is_placeholder = blank.notation.is_placeholder();
    let text = &checklist.entry(blank.entry).text[blank.span.clone()];
    let written = if is_placeholder { text } else { "" };
    let need = need_of_line(page, Some(blank.entry));
    let basis = basis(page, need, written);
    let value = readings::blank(blank) + need_in_words(need);
    // A name may be a signature.
    let what = if blank.kind == BlankKind::Person {
        Some(Correctable::new(blank.entry, Aspect::SignOff))
    } else {
        need.map(|need| Correctable::new(need.entry, Aspect::Need))
    };
    let row = page.row(ReadingKind::Blank, blank.entry, value);
    (row.line, row.text) = (line, label);
    (row.origin, row.words) = basis;
    row.correctable = what;
}

fn variable(page: &mut ExplainPage, id: VariableId) {
    let checklist = page.workbook.checklist();
    let variable = checklist.variable(id);
    let places = variable.places.iter().map(|&at| &checklist.places()[at]);
    let places: Vec<&Place> = places.collect();
    let Some(first) = places.first() else {
        return;
    };
    let needs = places.iter().map(|place| need_of_line(page, place.entry));
    // A place that somebody requires is enough.
    let need = needs.flatten().max_by_key(|need| need.is_required());
    let by_people = page.workbook.variable_need(id);
    let words = by_people.map_or_else(|| need_in_words(need), in_words);
    let value = readings::variable(variable, places.len()) + words;
    let basis = match by_people {
        Some(_) => (Some(Origin::Person), page.correctors_of_variable(id)),
        None => basis(page, need, &variable.written),
    };
    let (line, text) = (first.line, variable.name.clone());
    let entry = first.entry.or_else(|| checklist.ids().next());
    let Some(entry) = entry else {
        return;
    };
    let row = page.row(ReadingKind::Variable, entry, value);
    (row.line, row.text) = (line, text);
    (row.origin, row.words) = basis;
    row.correctable = Some(Correctable {
        entry,
        aspect: ReadingAspect::Variable(id),
    });
}

/// The need of a line with a place to fill.
#[derive(Debug, Clone, Copy)]
struct LineNeed {
    entry: EntryId,
    /// The need that a person or an annotation gives it; `None` if nobody does.
    decided: Option<Need>,
    origin: Origin,
}

impl LineNeed {
    fn is_required(self) -> bool {
        self.decided == Some(Need::Required)
    }
}

/// The need of a line outside of items in a phase that can count; `None` for all other entries.
fn need_of_line(page: &ExplainPage, entry: Option<EntryId>) -> Option<LineNeed> {
    let (workbook, entry) = (page.workbook, entry?);
    let checklist = workbook.checklist();
    let is_line = checklist.entry(entry).kind == Kind::Line && checklist.item_of(entry).is_none();
    let phase: Phase = workbook.phase(entry);
    if !is_line || !is_of_launch(phase) {
        return None;
    }
    let need = workbook.need(entry);
    let is_decided = need.origin != Origin::Default;
    let is_required = workbook.is_required_by_decision(entry);
    Some(LineNeed {
        entry,
        decided: is_required
            .then_some(Need::Required)
            .or(is_decided.then_some(need.value)),
        origin: need.origin,
    })
}

/// The basis of a place to fill: of its need, where there is one; else the words that it is written in.
fn basis(page: &ExplainPage, need: Option<LineNeed>, written: &str) -> (Option<Origin>, String) {
    let decided = need.filter(|need| need.decided.is_some());
    let Some(need) = decided else {
        return (Some(Origin::Pattern), written.to_owned());
    };
    let words = if need.origin == Origin::Person {
        page.correctors(need.entry, &Aspect::Need)
    } else {
        page.workbook.need(need.entry).words.clone()
    };
    (Some(need.origin), words)
}

/// The need after the kind of a place to fill; empty if nobody says anything.
fn need_in_words(need: Option<LineNeed>) -> &'static str {
    need.and_then(|need| need.decided).map_or("", in_words)
}

fn in_words(need: Need) -> &'static str {
    match need {
        Need::Required => ", required",
        Need::Optional => ", optional",
        Need::Conditional => "",
    }
}
