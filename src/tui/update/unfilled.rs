//! From one unfilled blank or variable of the document to the next.

use std::collections::HashSet;

use crate::checklist::{BlankId, EntryId};
use crate::progress::Stamp;
use crate::tui::app::App;
use crate::tui::field::VariableScope;
use crate::tui::form_row::FormRow;
use crate::tui::outline::OutlineRow;

/// A place that isn't filled.
struct UnfilledPlace {
    /// The byte at which it starts.
    start: usize,
    entry: EntryId,
    row: FormRow,
}

impl App {
    /// Opens the next unfilled blank or variable of the document after the selected entry, or the previous one; wraps
    /// around.
    pub(super) fn next_unfilled(&mut self, step: isize, stamp: &Stamp) {
        let all = self.unfilled();
        let checklist = self.model.checklist();
        let own = self.model.entry().map(|id| checklist.item_with_lines(id));
        let last = own.and_then(Iterator::last).map(OutlineRow::Entry);
        let row = self.model.outline.row();
        let is_after =
            |place: &&UnfilledPlace| Some(OutlineRow::Entry(place.entry)) > last.max(row);
        let is_before = |place: &&UnfilledPlace| Some(OutlineRow::Entry(place.entry)) < row;
        let (next, from_end) = if step > 0 {
            (all.iter().find(is_after), all.first())
        } else {
            (all.iter().rfind(is_before), all.last())
        };
        let is_wrapped = next.is_none();
        let Some(place) = next.or(from_end) else {
            self.info(if checklist.variables().is_empty() {
                "All blanks are filled."
            } else {
                "All blanks and variables are filled."
            });
            return;
        };
        if let FormRow::Variable(..) = place.row {
            // A walk goes from step to step: a line of an item isn't a step.
            let step = checklist.item_of(place.entry);
            let step = step.filter(|_| self.model.walk.is_some());
            self.go_to(step.unwrap_or(place.entry));
        }
        self.open_row(place.row, stamp);
        if is_wrapped && self.notice.is_none() {
            let end = if step > 0 { "top" } else { "bottom" };
            self.info(format!("Continued from the {end}."));
        }
    }

    /// The unfilled blanks and variables in document order; a variable once in each entry.
    fn unfilled(&self) -> Vec<UnfilledPlace> {
        let (workbook, checklist) = (&self.model.workbook, self.model.checklist());
        let blanks = (0..checklist.blanks().len()).map(BlankId);
        let blanks = blanks.filter(|&id| !workbook.is_filled(id)).map(|id| {
            let blank = checklist.blank(id);
            UnfilledPlace {
                start: blank.range.start,
                entry: blank.entry,
                row: FormRow::Blank(id),
            }
        });
        let mut seen = HashSet::new();
        let variables = checklist.places().iter().filter_map(|place| {
            let entry = place.entry?;
            let is_new = seen.insert((entry, place.variable)) && !workbook.is_place_filled(place);
            let own = workbook.variable_register_at(place.variable, entry);
            let scope = if own.is_some_and(|register| !register.is_silent()) {
                VariableScope::Entry(entry)
            } else {
                VariableScope::All
            };
            is_new.then_some(UnfilledPlace {
                start: place.range.start,
                entry,
                row: FormRow::Variable(place.variable, scope),
            })
        });
        let mut all: Vec<UnfilledPlace> = blanks.chain(variables).collect();
        all.sort_by_key(|place| place.start);
        all
    }
}
