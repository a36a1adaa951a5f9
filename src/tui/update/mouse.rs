//! The mouse: clicks and the wheel. It only does what keys do too.
//!
//! In a text field a click does nothing, so that the typed text and its place stay in sight.

use ratatui::crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use crate::progress::Stamp;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::layout;
use crate::tui::outline::{OutlineRow, has_children};
use crate::tui::overlay::Overlay;

/// Rows that the wheel scrolls at once.
const STEP: isize = 3;
/// Columns of a box.
const BOX: u16 = 3;

/// The part of a row that was clicked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RowPart {
    Fold,
    Box,
    Text,
}

impl App {
    /// Takes what the mouse did. `stamp` is who moved it and when.
    pub fn mouse(&mut self, event: MouseEvent, stamp: &Stamp) -> Option<Effect> {
        self.model.turn_clock(stamp.at);
        let at = Position::new(event.column, event.row);
        let effects = match event.kind {
            MouseEventKind::Down(MouseButton::Left) if self.shows_outline() => {
                self.click(at, stamp)
            }
            MouseEventKind::ScrollDown => self.turn_wheel(at, STEP, stamp),
            MouseEventKind::ScrollUp => self.turn_wheel(at, -STEP, stamp),
            _ => None,
        };
        self.settle();
        effects
    }

    /// Takes clicks and the wheel from now on, or leaves them to the terminal.
    pub(super) fn toggle_mouse(&mut self) {
        self.mouse = !self.mouse;
        let key = self.model.key_of(Action::Mouse);
        self.info(if self.mouse {
            format!(
                "Mouse on: click to select, click a box to tick, wheel to scroll ({key} to turn off)."
            )
        } else {
            "Mouse off: the terminal selects text.".to_owned()
        });
    }

    fn click(&mut self, at: Position, stamp: &Stamp) -> Option<Effect> {
        let (index, row) = self.row_at(at)?;
        self.notice = None;
        self.model.outline.select(index);
        self.model.detail.top = 0;
        match (self.part_at(row, at.x), row) {
            (RowPart::Fold, row) if has_children(&self.model.workbook, row) => {
                let folded = !self.model.outline.is_folded(row);
                self.model
                    .outline
                    .set_folded(&self.model.workbook, row, folded);
            }
            (RowPart::Box, OutlineRow::Entry(id))
                if self.model.checklist().entry(id).can_be_ticked() =>
            {
                return self.toggle_item(id, stamp);
            }
            _ => {}
        }
        None
    }

    /// Returns whether the outline can be clicked: no sheet is over it, and no walk in its place.
    fn shows_outline(&self) -> bool {
        self.overlay.is_none() && self.model.walk.is_none()
    }

    /// The row of the outline at a place of the screen, with its index.
    fn row_at(&self, at: Position) -> Option<(usize, OutlineRow)> {
        let area = self.areas().outline;
        let index = area
            .contains(at)
            .then(|| self.model.outline.top() + usize::from(at.y - area.y))?;
        Some((index, *self.model.outline.rows().get(index)?))
    }

    /// Returns the part of a row in a column.
    fn part_at(&self, row: OutlineRow, column: u16) -> RowPart {
        let area = self.areas().outline;
        let fold = area.x + layout::fold_column(area.width, row.depth(self.model.checklist()));
        let boxes = fold + layout::FOLD;
        match column {
            column if (fold..boxes).contains(&column) => RowPart::Fold,
            column if (boxes..boxes + BOX).contains(&column) => RowPart::Box,
            _ => RowPart::Text,
        }
    }

    /// Scrolls what is under the mouse; goes through the rows of a sheet.
    fn turn_wheel(&mut self, at: Position, rows: isize, stamp: &Stamp) -> Option<Effect> {
        let areas = self.areas();
        match &mut self.overlay {
            Some(Overlay::Help(help)) => help.scroll(rows),
            Some(overlay) if !matches!(overlay, Overlay::Field(_) | Overlay::Confirm(_)) => {
                return self.act(if rows > 0 { Action::Down } else { Action::Up }, stamp);
            }
            None if self.model.walk.is_some() => {
                self.model.detail.top = self.model.detail.top.saturating_add_signed(rows);
            }
            None if areas.outline.contains(at) => {
                self.model
                    .outline
                    .scroll_by(rows, usize::from(areas.outline.height));
                self.model.detail.top = 0;
            }
            _ if areas.detail.contains(at) => {
                self.model.detail.top = self.model.detail.top.saturating_add_signed(rows);
            }
            _ => {}
        }
        None
    }
}
