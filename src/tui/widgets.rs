//! Widgets: pieces of the screen that sheets share. They know neither the app nor a sheet.

pub mod list;
pub mod title;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::sanitize;

/// Draws a row into an area, cut at its end.
pub fn row(line: &Line, area: Rect, y: u16, buffer: &mut Buffer) {
    if y < area.height {
        buffer.set_line(area.x, area.y + y, line, area.width);
    }
}

/// A text cut or filled up to so many columns.
pub fn padded(text: &str, columns: usize, ellipsis: &str) -> String {
    let text = sanitize::fit(&sanitize::one_line(text), columns, ellipsis);
    let gap = columns.saturating_sub(sanitize::width(&text));
    format!("{text}{}", " ".repeat(gap))
}
