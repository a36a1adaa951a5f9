//! The tree: one row an entry.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::row;
use crate::checklist::EntryId;
use crate::progress::{Register, State};
use crate::screen::detail::{push_piece, state_role};
use crate::screen::outline::has_children;
use crate::screen::rich::Rich;
use crate::screen::session::Session;
use crate::screen::theme::Role;
use crate::workbook::Piece;

/// Narrower than this, each level is indented by one column only.
const ROOMY: u16 = 60;
/// Deeper levels are not indented further.
const DEEPEST: usize = 12;

pub(super) fn draw(session: &Session, area: Rect, buffer: &mut Buffer) {
    let rows = session.outline.rows().iter().enumerate().skip(session.outline.top());
    for (y, (index, &id)) in (0..area.height).zip(rows) {
        row(&entry(session, id, index == session.outline.selected(), area.width), area, y, buffer);
    }
    if session.outline.rows().is_empty() {
        let empty = Line::styled("  This document is empty.", session.theme.style(Role::Dim));
        row(&empty, area, 0, buffer);
    }
}

/// One row: mark of the selection, indentation, fold, box, text, and at the right the tally or notes.
fn entry(session: &Session, id: EntryId, selected: bool, width: u16) -> Line<'static> {
    let theme = &session.theme;
    let of = session.checklist().entry(id);
    let mark = if selected { theme.signs.selected } else { " " };
    let step = if width >= ROOMY { 2 } else { 1 };
    let fold = match (has_children(session.checklist(), id), session.outline.is_folded(id)) {
        (false, _) => " ",
        (true, false) => theme.signs.unfolded,
        (true, true) => theme.signs.folded,
    };
    let mut line = Line::from(vec![
        Span::styled(mark, theme.style(Role::Selected)),
        Span::raw(format!("{} ", " ".repeat(of.depth.min(DEEPEST) * step))),
        Span::styled(format!("{fold} "), theme.style(Role::Dim)),
    ]);
    if of.can_be_ticked() {
        line.push_span(item_box(session, id));
        line.push_span(Span::raw(" "));
    }
    let right = right(session, id);
    let room = usize::from(width).saturating_sub(line.width() + right.width() + 1);
    let text = text(session, id, room);
    let gap = room.saturating_sub(text.width());
    line.spans.extend(text.spans);
    line.push_span(Span::raw(" ".repeat(gap)));
    line.spans.extend(right.spans);
    line
}

/// The text of an entry with its values on `room` columns; what is settled steps back. Where not all of it
/// fits, the first value stays in sight.
fn text(session: &Session, id: EntryId, room: usize) -> Line<'static> {
    let of = session.checklist().entry(id);
    let settled = of.can_be_ticked() && !matches!(session.workbook.state(id), State::Open | State::Blocked);
    let role = match (of.is_section(), settled) {
        (true, _) => Role::Heading,
        (false, true) => Role::Dim,
        (false, false) => Role::Text,
    };
    let mut rich = Rich::default();
    let mut first_value = None;
    // The title stands out from the rest of its text.
    let title = session.checklist().entry(id).title;
    let plain = (role == Role::Text && title > 0).then(|| session.theme.style(Role::Dim));
    for (index, piece) in session.workbook.pieces(id).enumerate() {
        if let Piece::Blank { value: Some(_), .. } = piece {
            first_value.get_or_insert(rich.len());
        }
        let style = session.theme.style(role);
        match (&piece, plain) {
            (Piece::Text(text), Some(rest)) if index == 0 && text.is_char_boundary(title.min(text.len())) => {
                let (title, after) = text.split_at(title.min(text.len()));
                rich.push(title, style).push(after, rest);
            }
            _ => push_piece(&mut rich, piece, plain.unwrap_or(style), session),
        }
    }
    let ellipsis = session.theme.signs.ellipsis;
    first_value.map_or_else(|| rich.row(room, ellipsis), |at| rich.row_keeping(at, room, ellipsis))
}

/// The box of an item. Round where the document ticks it and nobody here confirmed that.
fn item_box(session: &Session, id: EntryId) -> Span<'static> {
    let workbook = &session.workbook;
    let state = workbook.state(id);
    let (mark, role) = match state {
        State::Open if workbook.marks(id).state.is_conflict() => ("[?]", Role::Bad),
        State::Done if workbook.wants_confirmation(id) => ("[?]", Role::Waiting),
        State::Done if workbook.is_claimed(id) => ("(x)", Role::Good),
        State::Open => ("[ ]", Role::Text),
        State::Done => ("[x]", state_role(state)),
        State::Na => ("[-]", state_role(state)),
        State::Blocked => ("[!]", state_role(state)),
        State::Waived => ("[~]", state_role(state)),
    };
    Span::styled(mark, session.theme.style(role))
}

/// At the right: the tally of a section, or how many notes there are.
fn right(session: &Session, id: EntryId) -> Line<'static> {
    let theme = &session.theme;
    let mut line = Line::default();
    if session.checklist().entry(id).is_garbled() {
        line.push_span(Span::styled(" garbled", theme.style(Role::Waiting)));
    }
    let conflicts = session.workbook.marks(id).blanks.values().any(Register::is_conflict);
    if conflicts {
        line.push_span(Span::styled(" conflict", theme.style(Role::Bad)));
    }
    let notes = session.workbook.marks(id).notes.len();
    if notes > 0 {
        let text = if notes == 1 { " 1 note".to_owned() } else { format!(" {notes} notes") };
        line.push_span(Span::styled(text, theme.style(Role::Value)));
    }
    if session.checklist().entry(id).is_section() {
        let tally = session.workbook.tally_of(id);
        let (done, of, what) = match tally.total() {
            0 => (tally.filled, tally.blanks, " filled"),
            items => (tally.settled(), items, ""),
        };
        if of > 0 {
            let role = if done == of { Role::Good } else { Role::Dim };
            line.push_span(Span::styled(format!(" {done}/{of}{what}"), theme.style(role)));
        }
    }
    line
}
