//! States in words: of items in general, and of one item with all that is to be said of it.

use super::{answers, differences};
use crate::checklist::EntryId;
use crate::progress::State;
use crate::workbook::{RegisterId, Workbook};

/// The state as a label.
pub fn title(state: State) -> &'static str {
    match state {
        State::Open => "Open",
        State::Done => "Done",
        State::Na => "Not applicable",
        State::Blocked => "Blocked",
        State::Waived => "Waived",
    }
}

/// The state beside a count.
pub(super) fn short(state: State) -> &'static str {
    match state {
        State::Na => "N/A",
        State::Open | State::Done | State::Blocked | State::Waived => state.name(),
    }
}

/// The state of an item or box, with its reason.
pub(super) fn state(workbook: &Workbook, id: EntryId) -> String {
    let state = &workbook.marks(id).state;
    if state.is_conflict() {
        let conflict = workbook
            .conflicts_at(id)
            .find(|conflict| conflict.about == RegisterId::State);
        return conflict
            .map(|conflict| answers::differing(&conflict.answers))
            .unwrap_or_default();
    }
    let word = match workbook.state(id) {
        State::Done if workbook.needs_confirmation(id) => {
            let why = differences::differences(&workbook.state_differences(id));
            format!("done, needs confirming: {why}")
        }
        State::Done if workbook.is_pre_ticked(id) => "pre-ticked, needs confirming".to_owned(),
        other => other.words().to_owned(),
    };
    let reason = workbook.reason(id);
    if let Some(above) = workbook.answered_by(id) {
        let above = workbook.reading(above);
        return format!("{word} with “{above}” ({})", reason.unwrap_or_default());
    }
    match reason {
        Some(reason) => format!("{word} ({reason})"),
        None => word,
    }
}
