//! The places of one variable: each with its line, and what is written around it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::row_of;
use crate::checklist::{Place, VariableId, lines};
use crate::sanitize;
use crate::tui::action::SheetAction;
use crate::tui::model::Model;
use crate::tui::outcome::{Destination, SheetOutcome};
use crate::tui::styled_text::StyledText;
use crate::tui::theme::StyleRole;
use crate::tui::widgets::list::{self, ListState};
use crate::tui::widgets::title;
use crate::workbook::ValueOrigin;

/// Bytes of a line that are looked at around a place.
const AROUND: usize = 400;
/// Columns for a line number.
const LINE: usize = 6;

/// The list of the places of a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PlaceList {
    variable: VariableId,
    list: ListState,
}

impl PlaceList {
    pub(super) fn new(variable: VariableId) -> PlaceList {
        PlaceList {
            variable,
            list: ListState::default(),
        }
    }

    fn place(self, model: &Model, index: usize) -> Option<&Place> {
        let &at = model
            .checklist()
            .variable(self.variable)
            .places
            .get(index)?;
        model.checklist().places().get(at)
    }

    /// Handles a key: selects a place, or goes to it.
    pub(super) fn update(&mut self, action: SheetAction, model: &Model) -> SheetOutcome {
        match action {
            SheetAction::Move(motion) => {
                let places = model.checklist().variable(self.variable).places.len();
                self.list.go(motion, places, model.page);
                SheetOutcome::stay()
            }
            SheetAction::Choose | SheetAction::GoTo => {
                let place = self.place(model, self.list.selected());
                let row = place.and_then(|place| row_of(model, place.entry));
                row.map_or_else(SheetOutcome::stay, |row| {
                    SheetOutcome::open(Destination::Row(row))
                })
            }
            SheetAction::Cancel => SheetOutcome::close(),
            SheetAction::Toggle
            | SheetAction::Show(_)
            | SheetAction::ShowAll
            | SheetAction::OnlyUnfilled
            | SheetAction::NewRun
            | SheetAction::Yes
            | SheetAction::No
            | SheetAction::Link
            | SheetAction::FillNow
            | SheetAction::CopyAnyway
            | SheetAction::WriteMine
            | SheetAction::TakeFile
            | SheetAction::Quit
            | SheetAction::DeleteNote
            | SheetAction::WriteCopy
            | SheetAction::Fold
            | SheetAction::Unfold
            | SheetAction::GoLive
            | SheetAction::SignOffs
            | SheetAction::Undo => SheetOutcome::stay(),
        }
    }

    pub(super) fn draw(self, model: &Model, area: Rect, buffer: &mut Buffer) {
        let theme = &model.theme;
        let variable = model.checklist().variable(self.variable);
        let count = model.place_count(self.variable);
        let heading = format!(" {}: {count}", sanitize::one_line(&variable.written));
        let body = title::draw(&heading, theme, area, buffer);
        self.list
            .draw(variable.places.len(), body, buffer, |index, is_selected| {
                let place = self.place(model, index);
                place.map_or_else(Line::default, |place| {
                    line(model, place, is_selected, usize::from(body.width))
                })
            });
    }
}

fn line(model: &Model, place: &Place, is_selected: bool, width: usize) -> Line<'static> {
    let theme = &model.theme;
    let value = model.workbook.place_value(place);
    let only_here = value.is_some_and(|value| value.origin == ValueOrigin::Here);
    let mut line = Line::from(vec![
        list::mark(is_selected, theme),
        Span::styled(
            format!("{:<LINE$}", place.line),
            theme.style(StyleRole::Dim),
        ),
    ]);
    let aside = if only_here { " here only" } else { "" };
    let (before, after) = around(model, place);
    let mut rich = StyledText::default();
    rich.push(before.trim_start(), theme.style(StyleRole::Dim));
    let start = rich.len();
    let (text, role) = value.map_or_else(
        || {
            (
                &model.checklist().source()[place.range.clone()],
                StyleRole::Empty,
            )
        },
        |value| (value.text, StyleRole::Substituted),
    );
    rich.push(text, theme.style(role));
    let end = rich.len();
    rich.push(after.trim_end(), theme.style(StyleRole::Dim));
    let room = width.saturating_sub(line.width() + aside.len());
    let text = rich.row_around(&(start..end), room, theme.signs.ellipsis);
    line.spans.extend(text.spans);
    line.push_span(Span::styled(aside, theme.style(StyleRole::Waiting)));
    line
}

/// The text of the document on the line of a place, before and after it.
fn around<'a>(model: &'a Model, place: &Place) -> (&'a str, &'a str) {
    let source = model.checklist().source();
    let floor = |at: usize| {
        (0..=at)
            .rev()
            .find(|&at| source.is_char_boundary(at))
            .unwrap_or(0)
    };
    let start = lines::start(source, place.range.start);
    let start = start.max(floor(place.range.start.saturating_sub(AROUND)));
    let far = floor(source.len().min(place.range.end + AROUND)).max(place.range.end);
    let after = &source[place.range.end..far];
    let after = after.split(lines::is_end).next().unwrap_or_default();
    (&source[start..place.range.start], after)
}
