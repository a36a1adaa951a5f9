//! The sheet of filters: what rows can be wanted for, the key of each, and how many rows fit it.

use super::action::Action;
use super::outline::Row;
use crate::workbook::{Filter, Since, Want, Workbook};

/// The sheet, while it is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilterSheet {
    /// The row that is selected.
    pub selected: usize,
    /// The row of the outline that was selected when it was opened.
    pub from: Option<Row>,
    /// How many rows fit each of [`Want::ALL`] alone.
    pub counts: Vec<usize>,
}

impl FilterSheet {
    /// The sheet over a workbook with a filter that may be on.
    pub fn new(workbook: &Workbook, filter: &Filter, from: Option<Row>) -> FilterSheet {
        let selected = Want::ALL
            .iter()
            .position(|&want| filter.wants(want))
            .unwrap_or_default();
        let mut sheet = FilterSheet {
            selected,
            from,
            counts: Vec::new(),
        };
        sheet.count(workbook, filter);
        sheet
    }

    /// Counts anew, as the workbook may have changed.
    pub fn count(&mut self, workbook: &Workbook, filter: &Filter) {
        let fitting = |want| workbook.shown_by(&filter.only(want)).fitting;
        self.counts = Want::ALL.into_iter().map(fitting).collect();
    }

    /// Moves the selection down, or up where `rows` is negative.
    pub fn move_by(&mut self, rows: isize) {
        self.selected = self
            .selected
            .saturating_add_signed(rows)
            .min(Want::ALL.len() - 1);
    }

    /// What is selected.
    pub fn want(&self) -> Want {
        Want::ALL[self.selected]
    }
}

/// The actions that show what is wanted, in the order of [`Want::ALL`].
const ACTIONS: [Action; Want::ALL.len()] = [
    Action::ShowOpen,
    Action::ShowBlocked,
    Action::ShowUnanswered,
    Action::ShowUnconfirmed,
    Action::ShowConflicts,
    Action::ShowMine,
    Action::ShowOptional,
    Action::ShowRequired,
    Action::ShowChanged,
    Action::ShowDue,
    Action::ShowUnplaced,
];

/// The action that shows this.
pub fn action(want: Want) -> Action {
    ACTIONS[want as usize]
}

/// What an action shows; nothing where it is none of these.
pub fn want(action: Action) -> Option<Want> {
    Want::ALL
        .into_iter()
        .zip(ACTIONS)
        .find_map(|(want, other)| (other == action).then_some(want))
}

/// What has to be known of a filter beside its name.
pub fn about(want: Want, since: Option<&Since>) -> String {
    match want {
        Want::Open | Want::Blocked => "items",
        Want::Unanswered => "lines with an empty blank",
        Want::Unconfirmed => "ticked by the document, reworded, or carried over",
        Want::Conflicts => "answers that differ",
        Want::Mine => "answered or noted by you, or @you in the text",
        Want::Optional => "may be left undone",
        Want::Required => "must be done",
        Want::Changed => {
            return since.map_or_else(|| "asks for a time".to_owned(), |since| since.told.clone());
        }
        Want::Due => "due now, or overdue",
        Want::Unmatched => "found no place in the document",
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Want, action, want};

    #[test]
    fn every_want_has_its_action() {
        for one in Want::ALL {
            assert_eq!(want(action(one)), Some(one));
        }
    }
}
