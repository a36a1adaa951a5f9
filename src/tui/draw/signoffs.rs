//! The sheet of sign-offs.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::row;
use crate::tui::app::App;
use crate::tui::signoffs::{SignOffs, rows};
use crate::tui::theme::Role;

pub(super) fn draw(app: &App, sheet: SignOffs, area: Rect, buffer: &mut Buffer) {
    let rows = rows(app, sheet, area.width);
    for (y, of) in (0..area.height).zip(rows.iter().skip(sheet.top)) {
        row(&of.line, area, y, buffer);
    }
    let below = rows
        .len()
        .saturating_sub(sheet.top + usize::from(area.height));
    if below > 0 && area.height > 0 {
        let more = Line::styled(
            format!(" {below} more "),
            app.model.theme.style(Role::Waiting),
        );
        let width = u16::try_from(more.width())
            .unwrap_or(area.width)
            .min(area.width);
        buffer.set_line(area.right() - width, area.bottom() - 1, &more, width);
    }
}
