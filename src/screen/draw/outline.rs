//! The tree: one row an entry, and after them what found no place.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

use super::{row, unplaced};
use crate::checklist::{BlankId, EntryId, Outcome};
use crate::progress::State;
use crate::sanitize;
use crate::screen::asked::outcome_role;
use crate::screen::boxes::item_box;
use crate::screen::detail::push_piece;
use crate::screen::layout;
use crate::screen::outline::{Row, has_children};
use crate::screen::rich::Rich;
use crate::screen::session::Session;
use crate::screen::theme::Role;
use crate::workbook::{Conflict, Found, Piece, RegisterId, Spot, Standing};

/// Narrower than this, a measured value is told in a word.
const ROOMY: u16 = 60;
/// Columns for a measured value, at the most.
const VALUE: usize = 14;

pub(super) fn draw(session: &Session, area: Rect, buffer: &mut Buffer) {
    let rows = session
        .outline
        .rows()
        .iter()
        .enumerate()
        .skip(session.outline.top());
    for (y, (index, &of)) in (0..area.height).zip(rows) {
        row(
            &line(session, of, index == session.outline.selected(), area.width),
            area,
            y,
            buffer,
        );
    }
    if session.outline.rows().is_empty() {
        let filtered = session.outline.filter().is_some();
        let empty = if filtered {
            "  No row fits all of this."
        } else {
            "  This document is empty."
        };
        let empty = Line::styled(empty, session.theme.style(Role::Dim));
        row(&empty, area, 0, buffer);
    }
}

/// One row: mark of the selection, indentation, fold, box, text, and at the right the tally or notes.
fn line(session: &Session, of: Row, selected: bool, width: u16) -> Line<'static> {
    let theme = &session.theme;
    let mark = if selected {
        Span::styled(theme.signs.selected, theme.style(Role::Selected))
    } else {
        Span::raw(" ")
    };
    let fold = match (
        has_children(&session.workbook, of),
        session.outline.is_folded(of),
    ) {
        (false, _) => " ",
        (true, false) => theme.signs.unfolded,
        (true, true) => theme.signs.folded,
    };
    let indent = usize::from(layout::fold_column(width, of.depth(session.checklist()))) - 1;
    let mut line = Line::from(vec![
        mark,
        Span::raw(" ".repeat(indent)),
        Span::styled(format!("{fold} "), theme.style(Role::Dim)),
    ]);
    let (sign, right) = match of {
        Row::Entry(id) => (
            item_box(session, id),
            right(session, id, width >= layout::ROOMY),
        ),
        Row::UnmatchedHeading => (None, unplaced::count(session)),
        Row::Unmatched(index) => (
            unplaced::item_box(session, index),
            unplaced::notes(session, index),
        ),
    };
    if let Some(sign) = sign {
        line.spans.extend([sign, Span::raw(" ")]);
    }
    let room = usize::from(width).saturating_sub(width_of(&line) + width_of(&right) + 1);
    let text = match of {
        Row::Entry(id) => text(session, id, room),
        Row::UnmatchedHeading => unplaced::heading(session, room),
        Row::Unmatched(index) => unplaced::text(session, index, room),
    };
    let gap = room.saturating_sub(width_of(&text));
    line.spans.extend(text.spans);
    line.push_span(Span::raw(" ".repeat(gap)));
    line.spans.extend(right.spans);
    line
}

/// Columns that a line takes, as they are counted everywhere.
fn width_of(line: &Line) -> usize {
    line.spans
        .iter()
        .map(|span| sanitize::width(&span.content))
        .sum()
}

/// The text of an entry with its values on `room` columns; what is settled steps back. Where not all of it
/// fits, the first value stays in sight.
fn text(session: &Session, id: EntryId, room: usize) -> Line<'static> {
    let of = session.checklist().entry(id);
    let settled =
        of.can_be_ticked() && !matches!(session.workbook.state(id), State::Open | State::Blocked);
    let settled = settled || session.outline.is_only_above(Row::Entry(id));
    let role = match (of.is_section(), settled) {
        (true, _) => Role::Heading,
        (false, true) => Role::Dim,
        (false, false) => Role::Text,
    };
    let mut rich = Rich::default();
    let mut first_value = None;
    // The title stands out from the rest of its text.
    let title = session.checklist().entry(id).legible_title();
    let plain = (role == Role::Text && title > 0).then(|| session.theme.style(Role::Dim));
    for (index, piece) in session.workbook.pieces(id).enumerate() {
        if let Piece::Blank { value: Some(_), .. } = piece {
            first_value.get_or_insert(rich.len());
        }
        let style = session.theme.style(role);
        match (&piece, plain) {
            (Piece::Text(text), Some(rest))
                if index == 0 && text.is_char_boundary(title.min(text.len())) =>
            {
                let (title, after) = text.split_at(title.min(text.len()));
                rich.push(title, style).push(after, rest);
            }
            _ => push_piece(&mut rich, piece, plain.unwrap_or(style), session),
        }
    }
    let ellipsis = session.theme.signs.ellipsis;
    if session.search.hit(Spot::Entry(id)).is_some() {
        let places = session.search.words().places_in(rich.text());
        rich.lay_over(
            &places,
            session
                .theme
                .style(Role::Match)
                .remove_modifier(Modifier::DIM),
        );
        if let Some(first) = places.first() {
            return rich.row_around(first, room, ellipsis);
        }
    }
    first_value.map_or_else(
        || rich.row(room, ellipsis),
        |at| rich.row_keeping(at, room, ellipsis),
    )
}

/// At the right: what waits for somebody here, what is due, how many notes there are; of a section its phase and its
/// tally.
fn right(session: &Session, id: EntryId, roomy: bool) -> Line<'static> {
    let theme = &session.theme;
    let mut line = Line::default();
    let found = session.search.hit(Spot::Entry(id)).map(|hit| hit.place);
    line.spans
        .extend(found.map(|found| found_in(session, found)));
    if session.checklist().entry(id).is_garbled() {
        line.push_span(Span::styled(" garbled", theme.style(Role::Waiting)));
    }
    match conflicts(session, id) {
        0 => {}
        1 => line.push_span(Span::styled(" conflict", theme.style(Role::Bad))),
        several => line.push_span(Span::styled(
            format!(" {several} conflicts"),
            theme.style(Role::Bad),
        )),
    }
    line.spans.extend(measured(session, id));
    line.spans.extend(signed(session, id));
    let own = session.checklist().entry(id).blanks.clone();
    let is_doubtful = own
        .map(BlankId)
        .any(|blank| session.workbook.is_doubtful(blank));
    if is_doubtful || session.workbook.needs_confirmation(id) {
        line.push_span(Span::styled(" confirm", theme.style(Role::Waiting)));
    }
    let due = session.due_on_row(id, roomy);
    line.spans
        .extend(due.map(|(words, role)| Span::styled(format!(" {words}"), theme.style(role))));
    if found != Some(Found::Note) {
        line.spans
            .extend(notes(session, session.workbook.marks(id).notes.len()));
    }
    if session.checklist().entry(id).is_section() {
        let phase = session.phase_on_row(id, roomy);
        line.spans.extend(
            phase.map(|(words, role)| Span::styled(format!(" {words}"), theme.style(role))),
        );
        let tally = session.workbook.tally_of(id);
        let (done, of, what) = match tally.total() {
            0 => (tally.filled, tally.blanks, " filled"),
            items => (tally.finished(), items, ""),
        };
        if of > 0 {
            let role = if done == of { Role::Good } else { Role::Dim };
            line.push_span(Span::styled(
                format!(" {done}/{of}{what}"),
                theme.style(role),
            ));
        }
    }
    line
}

/// What was measured, with its worth in a word; of several values how many there are of the worst.
fn measured(session: &Session, id: EntryId) -> Option<Span<'static>> {
    let measurements = session.workbook.measurements(id);
    let has = |outcome| {
        measurements
            .iter()
            .filter(|it| it.outcome == Some(outcome))
            .count()
    };
    let worst = [Outcome::Fail, Outcome::Unclear, Outcome::Pass]
        .into_iter()
        .find(|&it| has(it) > 0);
    if let Some(worst) = worst {
        let value = match measurements.as_slice() {
            [only] if session.size.width >= ROOMY => only.value().map(str::to_owned),
            [_] => None,
            _ => Some(has(worst).to_string()),
        };
        let value = value.map(|value| {
            let value = sanitize::one_line(&value).into_owned();
            format!(
                " {}",
                sanitize::fit(&value, VALUE, session.theme.signs.ellipsis)
            )
        });
        let text = format!("{} {}", value.unwrap_or_default(), worst.word());
        return Some(Span::styled(text, session.theme.style(outcome_role(worst))));
    }
    None
}

/// How the sign-offs of a line stand, the worst of them in a word.
fn signed(session: &Session, id: EntryId) -> Option<Span<'static>> {
    let workbook = &session.workbook;
    let standings: Vec<Standing> = workbook
        .signoffs_at(id)
        .map(|signoff| workbook.signature(signoff))
        .collect();
    let has = |word: &str| {
        standings
            .iter()
            .filter(|standing| standing.name() == word)
            .count()
    };
    let (word, role) = match (has("void"), has("filled"), has("valid"), standings.len()) {
        (0, 0, 0, _) => return None,
        (0, 0, signed, all) if signed == all => (" signed".to_owned(), Role::Good),
        (0, 0, signed, all) => (format!(" {signed} of {all} signed"), Role::Waiting),
        (0, ..) => (" by hand".to_owned(), Role::Waiting),
        _ => (" VOID".to_owned(), Role::Bad),
    };
    Some(Span::styled(word, session.theme.style(role)))
}

/// Where in a row the search found what it looks for, if the eye does not see it at once.
pub(super) fn found_in(session: &Session, found: Found) -> Span<'static> {
    let told = match found {
        Found::Text => "",
        Found::Value => " in a value",
        Found::Reason => " in the reason",
        Found::Note => " in a note",
    };
    Span::styled(told, session.theme.style(Role::Match))
}

/// How many notes there are, where there are any.
pub(super) fn notes(session: &Session, notes: usize) -> Option<Span<'static>> {
    let text = if notes == 1 {
        " 1 note".to_owned()
    } else {
        format!(" {notes} notes")
    };
    (notes > 0).then(|| Span::styled(text, session.theme.style(Role::Value)))
}

/// How many conflicts there are on an entry, and on what is hidden under it. One on its own phase stands beside that.
fn conflicts(session: &Session, id: EntryId) -> usize {
    let hidden = if session.outline.is_folded(Row::Entry(id)) {
        usize::MAX
    } else {
        1
    };
    let ids = session.checklist().subtree(id).take(hidden);
    let is_apart =
        |conflict: &Conflict| conflict.entry == Some(id) && conflict.about == RegisterId::Phase;
    ids.flat_map(|id| session.workbook.conflicts_at(id))
        .filter(|conflict| !is_apart(conflict))
        .count()
}
