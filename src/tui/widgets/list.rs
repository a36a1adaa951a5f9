//! The list: a selection among rows, page keys, scrolling, and the mark of the selected row.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::row;
use crate::tui::theme::{StyleRole, Theme};

/// A step of the selection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motion {
    /// One row down.
    Down,
    /// One row up.
    Up,
    /// A page down.
    PageDown,
    /// A page up.
    PageUp,
    /// To the first row.
    First,
    /// To the last row.
    Last,
}

/// The selected row of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ListState {
    selected: usize,
}

impl ListState {
    /// A list with this row selected.
    pub fn at(selected: usize) -> ListState {
        ListState { selected }
    }

    /// The index of the selected row.
    pub fn selected(self) -> usize {
        self.selected
    }

    /// Selects a row; the last one where there are fewer.
    pub fn select(&mut self, at: usize, len: usize) {
        self.selected = at.min(len.saturating_sub(1));
    }

    /// Moves the selection among `len` rows, with pages of `page` rows.
    pub fn go(&mut self, motion: Motion, len: usize, page: usize) {
        let at = match motion {
            Motion::Down => self.selected.saturating_add(1),
            Motion::Up => self.selected.saturating_sub(1),
            Motion::PageDown => self.selected.saturating_add(page),
            Motion::PageUp => self.selected.saturating_sub(page),
            Motion::First => 0,
            Motion::Last => usize::MAX,
        };
        self.select(at, len);
    }

    /// The first visible row of `height`: the selected row is in sight, at the latest as the last one.
    pub fn top(self, height: u16) -> usize {
        (self.selected + 1).saturating_sub(usize::from(height))
    }

    /// Draws the visible rows of `len`. `line` makes the row of an index, and whether it is selected.
    pub fn draw(
        self,
        len: usize,
        area: Rect,
        buffer: &mut Buffer,
        line: impl Fn(usize, bool) -> Line<'static>,
    ) {
        for (y, index) in (0..area.height).zip(self.top(area.height)..len) {
            row(&line(index, index == self.selected), area, y, buffer);
        }
    }
}

/// The first two columns of a row: the mark of the selected one, and a space.
pub fn mark(is_selected: bool, theme: &Theme) -> Span<'static> {
    let mark = if is_selected {
        theme.signs.selected
    } else {
        " "
    };
    Span::styled(format!("{mark} "), theme.style(StyleRole::Selected))
}

/// Draws how many rows are below, over the end of the last one in sight.
pub fn draw_more(below: usize, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    if below > 0 && area.height > 0 {
        let more = Line::styled(format!(" {below} more "), theme.style(StyleRole::Waiting));
        let width = u16::try_from(more.width())
            .unwrap_or(area.width)
            .min(area.width);
        buffer.set_line(area.right() - width, area.bottom() - 1, &more, width);
    }
}

#[cfg(test)]
mod tests {
    use super::{ListState, Motion};

    #[test]
    fn the_selection_stays_within_the_list_and_in_sight() {
        for (from, motion, len, to, top) in [
            (0, Motion::Up, 3, 0, 0),
            (0, Motion::Down, 3, 1, 0),
            (2, Motion::Down, 3, 2, 0),
            (0, Motion::PageDown, 9, 5, 1),
            (7, Motion::PageUp, 9, 2, 0),
            (3, Motion::Last, 9, 8, 4),
            (3, Motion::First, 9, 0, 0),
            (3, Motion::Down, 0, 0, 0),
        ] {
            let mut list = ListState::at(from);
            list.go(motion, len, 5);
            assert_eq!(
                (list.selected(), list.top(5)),
                (to, top),
                "{motion:?} from {from} of {len}"
            );
        }
    }
}
