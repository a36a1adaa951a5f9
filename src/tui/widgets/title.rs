//! Titles: of a sheet that takes the whole screen, and in the rule above one that takes its lower part.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::row;
use crate::sanitize;
use crate::tui::theme::{StyleRole, Theme};

/// Columns that the rule takes around a title at the least.
const AROUND: usize = 4;

/// Draws a title on the first row. Returns the area below it.
pub fn draw(title: &str, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Rect {
    let line = Line::styled(title.to_owned(), theme.style(StyleRole::Heading));
    row(&line, area, 0, buffer);
    below(area)
}

/// Draws a title in a rule on the first row.
pub fn draw_in_rule(title: &str, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let room = usize::from(area.width).saturating_sub(AROUND);
    let title = sanitize::fit(&sanitize::one_line(title), room, theme.signs.ellipsis);
    let rule = theme
        .signs
        .across
        .repeat(room.saturating_sub(sanitize::width(&title)) + 1);
    let line = Line::from(vec![
        Span::styled(
            format!("{} ", theme.signs.across),
            theme.style(StyleRole::Dim),
        ),
        Span::styled(title, theme.style(StyleRole::Heading)),
        Span::styled(format!(" {rule}"), theme.style(StyleRole::Dim)),
    ]);
    row(&line, area, 0, buffer);
}

/// The area below the first row.
pub fn below(area: Rect) -> Rect {
    Rect {
        y: area.y + area.height.min(1),
        height: area.height.saturating_sub(1),
        ..area
    }
}

/// The lowest `rows` rows of an area, or all of it.
pub fn bottom_rows(rows: usize, area: Rect) -> Rect {
    let height = u16::try_from(rows).unwrap_or(u16::MAX).min(area.height);
    Rect {
        y: area.bottom() - height,
        height,
        ..area
    }
}
