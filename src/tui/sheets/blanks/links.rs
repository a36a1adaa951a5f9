//! The choice of the blank that gives a variable its value: those that fit by their names first.

use std::collections::HashSet;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::checklist::{BlankId, BlankKind, VariableId};
use crate::sanitize;
use crate::tui::action::SheetAction;
use crate::tui::form_row::{FormRow, answer, blank_label};
use crate::tui::model::Model;
use crate::tui::outcome::{Destination, SheetEdit, SheetOutcome};
use crate::tui::theme::StyleRole;
use crate::tui::widgets::list::{self, ListState};
use crate::tui::widgets::{padded, row, title};
use crate::workbook::SignOff;

/// The list of blanks to link a variable to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LinkList {
    variable: VariableId,
    rows: Vec<LinkRow>,
    list: ListState,
}

/// A row of the choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LinkRow {
    /// No blank any longer.
    Unlink,
    /// A blank.
    To(BlankId),
}

impl LinkList {
    /// The linked blank to unlink, the blanks that fit by name, then the others.
    pub(super) fn new(variable: VariableId, model: &Model) -> LinkList {
        let workbook = &model.workbook;
        let linked = workbook.linked_blank(variable);
        let of_signoffs: HashSet<BlankId> = workbook.signoffs().flat_map(SignOff::blanks).collect();
        let blanks = (0..model.checklist().blanks().len()).map(BlankId);
        let possible = blanks.filter(|blank| {
            let kind = model.checklist().blank(*blank).kind;
            Some(*blank) != linked && kind != BlankKind::Area && !of_signoffs.contains(blank)
        });
        let candidates = workbook.link_candidates(variable);
        let fits = |blank: &BlankId| candidates.binary_search(blank).is_ok();
        let (fitting, others): (Vec<_>, Vec<_>) = possible.partition(fits);
        let unlink = linked.map(|_| LinkRow::Unlink);
        let blanks = fitting.into_iter().chain(others).map(LinkRow::To);
        LinkList {
            variable,
            rows: unlink.into_iter().chain(blanks).collect(),
            list: ListState::default(),
        }
    }

    /// Handles a key: selects a blank, or links it.
    pub(super) fn update(&mut self, action: SheetAction, model: &Model) -> SheetOutcome {
        match action {
            SheetAction::Move(motion) => {
                self.list.go(motion, self.rows.len(), model.page);
                SheetOutcome::stay()
            }
            SheetAction::Choose | SheetAction::Link => match self.rows.get(self.list.selected()) {
                Some(LinkRow::Unlink) => SheetOutcome::edit(SheetEdit::Link(self.variable, None)),
                Some(LinkRow::To(blank)) => self.link_to(model, *blank),
                None => SheetOutcome::stay(),
            },
            SheetAction::Cancel => SheetOutcome::close(),
            SheetAction::Toggle
            | SheetAction::Show(_)
            | SheetAction::ShowAll
            | SheetAction::OnlyUnfilled
            | SheetAction::NewRun
            | SheetAction::Yes
            | SheetAction::No
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
            | SheetAction::GoTo
            | SheetAction::Undo => SheetOutcome::stay(),
        }
    }

    /// Links the variable. A blank that is still empty is filled next.
    fn link_to(&self, model: &Model, blank: BlankId) -> SheetOutcome {
        let link = SheetOutcome::edit(SheetEdit::Link(self.variable, Some(blank)));
        if model.workbook.value(blank).is_some() {
            return link;
        }
        SheetOutcome {
            open: Some(Destination::Fill(FormRow::Blank(blank))),
            ..link
        }
    }

    pub(super) fn draw(&self, model: &Model, area: Rect, buffer: &mut Buffer) {
        let theme = &model.theme;
        let variable = model.checklist().variable(self.variable);
        let heading = format!(" Fill {} from", sanitize::one_line(&variable.written));
        let body = title::draw(&heading, theme, area, buffer);
        let rows = &self.rows;
        self.list
            .draw(rows.len(), body, buffer, |index, is_selected| {
                let mut line = Line::from(list::mark(is_selected, theme));
                match rows[index] {
                    LinkRow::Unlink => line.push_span(Span::raw(unlink_text(model, self.variable))),
                    LinkRow::To(blank) => line.spans.extend(spans(model, blank, body.width)),
                }
                line
            });
        if rows.is_empty() {
            let nothing = "  This document has no blanks to link to.";
            let nothing = Line::styled(nothing, theme.style(StyleRole::Dim));
            row(&nothing, body, 0, buffer);
        }
    }
}

fn unlink_text(model: &Model, variable: VariableId) -> String {
    let blank = model.workbook.linked_blank(variable);
    let label = blank.map(|blank| blank_label(model, blank));
    format!(
        "(unlink from {})",
        sanitize::one_line(&label.unwrap_or_default())
    )
}

fn spans(model: &Model, blank: BlankId, width: u16) -> Vec<Span<'static>> {
    let theme = &model.theme;
    let half = usize::from(width).saturating_sub(4) / 2;
    let label = padded(&blank_label(model, blank), half, theme.signs.ellipsis);
    let room = u16::try_from(half).unwrap_or(u16::MAX);
    let mut spans = vec![Span::raw(format!("{label}  "))];
    spans.extend(answer(model, FormRow::Blank(blank), room).spans);
    spans
}
