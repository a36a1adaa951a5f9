//! The boxes of items: five states, what needs confirming, and what is pre-ticked, distinguishable without color.

use ratatui::text::Span;

use super::app::App;
use super::detail::state_role;
use super::theme::StyleRole;
use crate::checklist::EntryId;
use crate::progress::State;

/// Returns the box of an item. Round where it is pre-ticked and not confirmed.
pub(super) fn item_box(app: &App, id: EntryId) -> Option<Span<'static>> {
    if !app.checklist().entry(id).can_be_ticked() {
        return None;
    }
    let workbook = &app.model.workbook;
    let state = workbook.state(id);
    let (mark, role) = match state {
        State::Open if workbook.marks(id).state.is_conflict() => ("[?]", StyleRole::Bad),
        State::Done if workbook.needs_confirmation(id) => ("[?]", StyleRole::Waiting),
        State::Done if workbook.is_pre_ticked(id) => ("(x)", StyleRole::Good),
        _ => return Some(answered_box(app, state)),
    };
    Some(Span::styled(mark, app.model.theme.style(role)))
}

/// Returns the box of an answered item.
pub(super) fn answered_box(app: &App, state: State) -> Span<'static> {
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
    Span::styled(mark, app.model.theme.style(role))
}
