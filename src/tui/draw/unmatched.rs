//! The rows of unmatched marks at the end of the outline.

use ratatui::text::{Line, Span};

use super::outline;
use crate::progress::Register;
use crate::tui::app::App;
use crate::tui::checkbox_glyphs::answered_box;
use crate::tui::styled_text::StyledText;
use crate::tui::theme::StyleRole;
use crate::workbook::{Found, Spot, Unmatched};

/// Returns the heading of unmatched marks.
pub(super) fn heading(app: &App, room: usize) -> Line<'static> {
    let mut rich = StyledText::default();
    rich.push("Unmatched marks", app.model.theme.style(StyleRole::Heading));
    rich.row(room, app.model.theme.signs.ellipsis)
}

/// Returns the number of unmatched marks.
pub(super) fn count(app: &App) -> Line<'static> {
    let count = format!(" {}", app.model.workbook.unmatched().len());
    Line::styled(count, app.model.theme.style(StyleRole::Waiting))
}

/// The box of what holds a state.
pub(super) fn item_box(app: &App, index: usize) -> Option<Span<'static>> {
    let state = &what(app, index)?.marks.state;
    if state.is_conflict() {
        return Some(Span::styled("[?]", app.model.theme.style(StyleRole::Bad)));
    }
    state
        .value()
        .map(|mark| answered_box(&app.model, mark.state))
}

/// Returns the original text of the mark and its values, on `room` columns.
pub(super) fn text(app: &App, index: usize, room: usize) -> Line<'static> {
    let theme = &app.model.theme;
    let Some(what) = what(app, index) else {
        return Line::default();
    };
    let mut rich = StyledText::default();
    rich.push(what.name(), theme.style(StyleRole::Text));
    let mut first_value = None;
    let marks = &what.marks;
    let several = marks.blanks.len() + marks.variables.len() + marks.links.len() > 1;
    for (slug, register) in marks
        .blanks
        .iter()
        .chain(&marks.variables)
        .chain(&marks.links)
        .filter(|(_, register)| !register.is_silent())
    {
        let is_named = what.name() == slug;
        if !is_named && (what.blank().is_some() || what.variable().is_some() || several) {
            rich.push(
                &format!(" {} {slug}:", theme.signs.dot),
                theme.style(StyleRole::Dim),
            );
        }
        rich.push(" ", theme.style(StyleRole::Text));
        first_value.get_or_insert(rich.len());
        match register.value() {
            Some(value) => rich.push(value, theme.style(StyleRole::Value)),
            None => rich.push(&both(register), theme.style(StyleRole::Bad)),
        };
    }
    let ellipsis = theme.signs.ellipsis;
    if app.search.hit(Spot::Unmatched(index)).is_some() {
        let places = app.search.words().places_in(rich.text());
        rich.lay_over(&places, theme.style(StyleRole::Match));
        if let Some(first) = places.first() {
            return rich.row_around(first, room, ellipsis);
        }
    }
    first_value.map_or_else(
        || rich.row(room, ellipsis),
        |at| rich.row_keeping(at, room, ellipsis),
    )
}

/// Every answer of those that differ.
fn both(register: &Register<String>) -> String {
    let answers: Vec<&str> = register
        .standing()
        .iter()
        .filter_map(|answer| answer.value.as_deref())
        .collect();
    answers.join(" or ")
}

/// Returns the right part of a row: the number of notes, and whether the mark is being moved.
pub(super) fn notes(app: &App, index: usize) -> Line<'static> {
    let mut line = Line::default();
    let Some(what) = what(app, index) else {
        return line;
    };
    let found = app
        .search
        .hit(Spot::Unmatched(index))
        .filter(|hit| hit.place != Found::Value);
    line.spans
        .extend(found.map(|hit| outline::found_in(app, hit.place)));
    if app
        .model
        .moving_mark()
        .is_some_and(|moving_mark| moving_mark.is_same(what))
    {
        line.push_span(Span::styled(
            " moving",
            app.model.theme.style(StyleRole::Waiting),
        ));
    }
    line.spans
        .extend(outline::notes(app, what.marks.notes.len()));
    line
}

fn what(app: &App, index: usize) -> Option<&Unmatched> {
    app.model.workbook.unmatched().get(index)
}
