//! The choice of what to copy.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::row;
use crate::screen::copy::{Choice, Goal};
use crate::screen::theme::{Role, Theme};
use crate::shown;

/// Columns for the word that says what a text is.
const KIND: usize = 8;

pub(super) fn draw(choice: &Choice, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let heading = match choice.goal {
        Goal::Clipboard => " Copy to the clipboard",
        Goal::File => " Write to a file",
    };
    row(&Line::styled(heading, theme.style(Role::Heading)), area, 0, buffer);
    let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let top = (choice.selected + 1).saturating_sub(usize::from(body.height));
    for (y, (index, text)) in (0..body.height).zip(choice.texts.iter().enumerate().skip(top)) {
        let mark = if index == choice.selected { theme.signs.selected } else { " " };
        let digit = if index < 9 { (index + 1).to_string() } else { " ".to_owned() };
        let role = if text.kind.is_code() { Role::Code } else { Role::Text };
        let mut line = Line::from(vec![
            Span::styled(format!("{mark} "), theme.style(Role::Selected)),
            Span::styled(format!("{digit} "), theme.style(Role::Key)),
            Span::styled(format!("{:KIND$}", text.kind.name()), theme.style(Role::Dim)),
        ]);
        let room = usize::from(body.width).saturating_sub(line.width());
        line.push_span(Span::styled(gist(&text.text, room, theme), theme.style(role)));
        row(&line, body, y, buffer);
    }
}

/// The first line of a text, and how many more there are.
fn gist(text: &str, room: usize, theme: &Theme) -> String {
    let more = text.lines().count().saturating_sub(1);
    let more = if more > 0 { format!("  (+{more} lines)") } else { String::new() };
    let first = shown::one_line(text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default());
    let room = room.saturating_sub(more.len());
    format!("{}{more}", shown::fit(first.trim_start(), room, theme.signs.ellipsis))
}
