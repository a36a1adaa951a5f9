//! The outline: one row per entry, then the unmatched marks.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

use super::unmatched;
use crate::checklist::{BlankId, EntryId, Outcome};
use crate::progress::State;
use crate::sanitize;
use crate::tui::app::App;
use crate::tui::checkbox_glyphs::item_box;
use crate::tui::form_row::outcome_role;
use crate::tui::layout;
use crate::tui::markdown::push_piece;
use crate::tui::outline::{OutlineRow, has_children};
use crate::tui::styled_text::StyledText;
use crate::tui::theme::StyleRole;
use crate::tui::widgets::row;
use crate::workbook::{Conflict, Found, Piece, RegisterId, Spot, Standing};

/// Narrower than this, a measured value is one word.
const ROOMY: u16 = 60;
/// Columns for a measured value, at the most.
const VALUE: usize = 14;

pub(super) fn draw(app: &App, area: Rect, buffer: &mut Buffer) {
    let rows = app
        .model
        .outline
        .rows()
        .iter()
        .enumerate()
        .skip(app.model.outline.top());
    for (y, (index, &of)) in (0..area.height).zip(rows) {
        row(
            &line(app, of, index == app.model.outline.selected(), area.width),
            area,
            y,
            buffer,
        );
    }
    if app.model.outline.rows().is_empty() {
        let filtered = app.model.outline.filter().is_some();
        let empty = if filtered {
            "  No rows match the filter."
        } else {
            "  This document is empty."
        };
        let empty = Line::styled(empty, app.model.theme.style(StyleRole::Dim));
        row(&empty, area, 0, buffer);
    }
}

/// One row: mark of the selection, indentation, fold, box, text, and at the right the tally or notes.
fn line(app: &App, of: OutlineRow, selected: bool, width: u16) -> Line<'static> {
    let theme = &app.model.theme;
    let mark = if selected {
        Span::styled(theme.signs.selected, theme.style(StyleRole::Selected))
    } else {
        Span::raw(" ")
    };
    let fold = match (
        has_children(&app.model.workbook, of),
        app.model.outline.is_folded(of),
    ) {
        (false, _) => " ",
        (true, false) => theme.signs.unfolded,
        (true, true) => theme.signs.folded,
    };
    let indent = usize::from(layout::fold_column(width, of.depth(app.model.checklist()))) - 1;
    let mut line = Line::from(vec![
        mark,
        Span::raw(" ".repeat(indent)),
        Span::styled(format!("{fold} "), theme.style(StyleRole::Dim)),
    ]);
    let (sign, right) = match of {
        OutlineRow::Entry(id) => (
            item_box(&app.model, id),
            right(app, id, width >= layout::ROOMY),
        ),
        OutlineRow::UnmatchedHeading => (None, unmatched::count(app)),
        OutlineRow::Unmatched(index) => (
            unmatched::item_box(app, index),
            unmatched::notes(app, index),
        ),
    };
    if let Some(sign) = sign {
        line.spans.extend([sign, Span::raw(" ")]);
    }
    let room = usize::from(width).saturating_sub(width_of(&line) + width_of(&right) + 1);
    let text = match of {
        OutlineRow::Entry(id) => text(app, id, room),
        OutlineRow::UnmatchedHeading => unmatched::heading(app, room),
        OutlineRow::Unmatched(index) => unmatched::text(app, index, room),
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

/// Returns the text of an entry with its values on `room` columns; resolved entries are dimmed. The
/// first value stays in sight.
fn text(app: &App, id: EntryId, room: usize) -> Line<'static> {
    let of = app.model.checklist().entry(id);
    let settled =
        of.can_be_ticked() && !matches!(app.model.workbook.state(id), State::Open | State::Blocked);
    let settled = settled || app.model.outline.is_only_above(OutlineRow::Entry(id));
    let role = match (of.is_section(), settled) {
        (true, _) => StyleRole::Heading,
        (false, true) => StyleRole::Dim,
        (false, false) => StyleRole::Text,
    };
    let is_struck = app.model.checklist().is_struck(id);
    let (role, struck) = if is_struck && role == StyleRole::Text {
        (StyleRole::Dim, Modifier::CROSSED_OUT)
    } else {
        (role, Modifier::empty())
    };
    let mut rich = StyledText::default();
    let mut first_value = None;
    // The title stands out from the rest of its text.
    let title = app.model.checklist().entry(id).legible_title();
    let plain =
        (role == StyleRole::Text && title > 0).then(|| app.model.theme.style(StyleRole::Dim));
    for (index, piece) in app.model.workbook.pieces(id).enumerate() {
        if let Piece::Blank { value: Some(_), .. } = piece {
            first_value.get_or_insert(rich.len());
        }
        let style = app.model.theme.style(role).add_modifier(struck);
        match (&piece, plain) {
            (Piece::Text(text), Some(rest))
                if index == 0 && text.is_char_boundary(title.min(text.len())) =>
            {
                let (title, after) = text.split_at(title.min(text.len()));
                rich.push(title, style).push(after, rest);
            }
            _ => push_piece(&mut rich, piece, plain.unwrap_or(style), &app.model),
        }
    }
    let ellipsis = app.model.theme.signs.ellipsis;
    if app.search.hit(Spot::Entry(id)).is_some() {
        let places = app.search.words().places_in(rich.text());
        rich.lay_over(
            &places,
            app.model
                .theme
                .style(StyleRole::Match)
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

/// Returns the right part of a row: what needs confirming, what is due, the number of notes; of a
/// section its phase and its counts.
fn right(app: &App, id: EntryId, roomy: bool) -> Line<'static> {
    let theme = &app.model.theme;
    let mut line = Line::default();
    let found = app.search.hit(Spot::Entry(id)).map(|hit| hit.place);
    line.spans.extend(found.map(|found| found_in(app, found)));
    if app.model.checklist().entry(id).is_garbled() {
        line.push_span(Span::styled(" garbled", theme.style(StyleRole::Waiting)));
    }
    match conflicts(app, id) {
        0 => {}
        1 => line.push_span(Span::styled(" conflict", theme.style(StyleRole::Bad))),
        several => line.push_span(Span::styled(
            format!(" {several} conflicts"),
            theme.style(StyleRole::Bad),
        )),
    }
    // A word, as not every terminal strikes out.
    if app.model.checklist().is_struck(id) && app.model.workbook.state(id) == State::Open {
        line.push_span(Span::styled(" struck out", theme.style(StyleRole::Waiting)));
    }
    line.spans.extend(measured(app, id));
    line.spans.extend(signed(app, id));
    let own = app.model.checklist().entry(id).blanks.clone();
    let is_doubtful = own
        .map(BlankId)
        .any(|blank| app.model.workbook.is_doubtful(blank))
        || has_doubtful_variable(app, id);
    if is_doubtful || app.model.workbook.needs_confirmation(id) {
        line.push_span(Span::styled(" confirm", theme.style(StyleRole::Waiting)));
    }
    let due = app.model.due_on_row(id, roomy);
    line.spans
        .extend(due.map(|(words, role)| Span::styled(format!(" {words}"), theme.style(role))));
    if found != Some(Found::Note) {
        line.spans
            .extend(notes(app, app.model.workbook.marks(id).notes.len()));
    }
    if app.model.checklist().entry(id).is_section() {
        let phase = app.model.phase_on_row(id, roomy);
        line.spans.extend(
            phase.map(|(words, role)| Span::styled(format!(" {words}"), theme.style(role))),
        );
        let tally = app.model.workbook.tally_of(id);
        let (done, of, what) = match tally.total() {
            0 => (tally.filled, tally.blanks, " filled"),
            items => (tally.finished(), items, ""),
        };
        if of > 0 {
            let role = if done == of {
                StyleRole::Good
            } else {
                StyleRole::Dim
            };
            line.push_span(Span::styled(
                format!(" {done}/{of}{what}"),
                theme.style(role),
            ));
        }
    }
    line
}

/// Returns whether a value of a variable for this entry only needs confirming.
fn has_doubtful_variable(app: &App, id: EntryId) -> bool {
    let workbook = &app.model.workbook;
    let slugs = workbook.marks(id).variables.keys();
    let mut variables = slugs.filter_map(|slug| app.model.checklist().variable_called(slug));
    variables.any(|variable| workbook.is_variable_doubtful_at(variable, id))
}

/// Returns the measured value with its outcome; of several values the number of the worst ones.
fn measured(app: &App, id: EntryId) -> Option<Span<'static>> {
    let measurements = app.model.workbook.measurements(id);
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
            [only] if app.model.size.width >= ROOMY => only.value().map(str::to_owned),
            [_] => None,
            _ => Some(has(worst).to_string()),
        };
        let value = value.map(|value| {
            let value = sanitize::one_line(&value).into_owned();
            format!(
                " {}",
                sanitize::fit(&value, VALUE, app.model.theme.signs.ellipsis)
            )
        });
        let text = format!("{} {}", value.unwrap_or_default(), worst.word());
        return Some(Span::styled(
            text,
            app.model.theme.style(outcome_role(worst)),
        ));
    }
    None
}

/// Returns the status of the sign-offs of a line, the worst one.
fn signed(app: &App, id: EntryId) -> Option<Span<'static>> {
    let workbook = &app.model.workbook;
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
        (0, 0, signed, all) if signed == all => (" signed".to_owned(), StyleRole::Good),
        (0, 0, signed, all) => (format!(" {signed} of {all} signed"), StyleRole::Waiting),
        (0, ..) => (" by hand".to_owned(), StyleRole::Waiting),
        _ => (" VOID".to_owned(), StyleRole::Bad),
    };
    Some(Span::styled(word, app.model.theme.style(role)))
}

/// Returns the place of a match that isn't visible in the row itself.
pub(super) fn found_in(app: &App, found: Found) -> Span<'static> {
    let told = match found {
        Found::Text => "",
        Found::Value => " in a value",
        Found::Reason => " in the reason",
        Found::Note => " in a note",
    };
    Span::styled(told, app.model.theme.style(StyleRole::Match))
}

/// Returns the number of notes; nothing without notes.
pub(super) fn notes(app: &App, notes: usize) -> Option<Span<'static>> {
    let text = if notes == 1 {
        " 1 note".to_owned()
    } else {
        format!(" {notes} notes")
    };
    (notes > 0).then(|| Span::styled(text, app.model.theme.style(StyleRole::Value)))
}

/// Returns the number of conflicts of an entry and of what is folded under it. A conflict on its
/// own phase is displayed next to that.
fn conflicts(app: &App, id: EntryId) -> usize {
    let hidden = if app.model.outline.is_folded(OutlineRow::Entry(id)) {
        usize::MAX
    } else {
        1
    };
    let ids = app.model.checklist().subtree(id).take(hidden);
    let is_apart =
        |conflict: &Conflict| conflict.entry == Some(id) && conflict.about == RegisterId::Phase;
    ids.flat_map(|id| app.model.workbook.conflicts_at(id))
        .filter(|conflict| !is_apart(conflict))
        .count()
}
