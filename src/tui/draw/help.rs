//! The sheet of keys.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::row;
use crate::sanitize;
use crate::tui::app::App;
use crate::tui::help::{Help, HelpRow, keys_width};
use crate::tui::theme::Role;

pub(super) fn draw(app: &App, help: Help, area: Rect, buffer: &mut Buffer) {
    let theme = &app.model.theme;
    let keys_width = keys_width(usize::from(area.width));
    for (y, help) in (0..area.height).zip(help.rows(app, area.width).into_iter().skip(help.top)) {
        let line = match help {
            HelpRow::Gap => Line::default(),
            HelpRow::Text(text) => Line::raw(format!(" {text}")),
            HelpRow::Heading(heading) => {
                Line::styled(format!(" {heading}"), theme.style(Role::Heading))
            }
            HelpRow::Keys(keys, help) => {
                let pad = " ".repeat(keys_width.saturating_sub(sanitize::width(&keys)));
                Line::from(vec![
                    Span::styled(format!(" {keys}{pad}  "), theme.style(Role::Key)),
                    Span::raw(help),
                ])
            }
        };
        row(&line, area, y, buffer);
    }
}
