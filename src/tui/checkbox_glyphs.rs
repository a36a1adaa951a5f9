//! The boxes of items: five states, what needs confirming, and what is pre-ticked, distinguishable without color.

use ratatui::text::Span;

use super::model::Model;
use super::theme::StyleRole;
use crate::checklist::EntryId;
use crate::progress::State;

/// Returns the box of an item. Round where it is pre-ticked and not confirmed.
pub(super) fn item_box(model: &Model, id: EntryId) -> Option<Span<'static>> {
    if !model.checklist().entry(id).can_be_ticked() {
        return None;
    }
    let workbook = &model.workbook;
    let state = workbook.state(id);
    let (mark, role) = match state {
        State::Open if workbook.marks(id).state.is_conflict() => ("[?]", StyleRole::Bad),
        State::Done if workbook.needs_confirmation(id) => ("[?]", StyleRole::Waiting),
        State::Done if workbook.is_pre_ticked(id) => ("(x)", StyleRole::Good),
        _ => return Some(answered_box(model, state)),
    };
    Some(Span::styled(mark, model.theme.style(role)))
}

/// Returns the box of an answered item.
pub(super) fn answered_box(model: &Model, state: State) -> Span<'static> {
    let mark = match state {
        State::Open => "[ ]",
        State::Done => "[x]",
        State::Na => "[-]",
        State::Blocked => "[!]",
        State::Waived => "[~]",
    };
    let role = if state == State::Open {
        StyleRole::Text
    } else {
        state_role(state)
    };
    Span::styled(mark, model.theme.style(role))
}

/// The looks of a state.
pub fn state_role(state: State) -> StyleRole {
    match state {
        State::Open => StyleRole::Waiting,
        State::Done => StyleRole::Good,
        State::Na | State::Waived => StyleRole::Dim,
        State::Blocked => StyleRole::Bad,
    }
}
