//! The sheet of keys.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::row;
use crate::screen::help::{HelpRow, rows};
use crate::screen::session::Session;
use crate::screen::theme::Role;
use crate::shown;

/// Columns for the keys; on a narrow screen a third of it.
const KEYS: u16 = 22;

pub(super) fn draw(session: &Session, top: usize, area: Rect, buffer: &mut Buffer) {
    let theme = &session.theme;
    let keys_width = usize::from(KEYS.min(area.width / 3));
    for (y, help) in (0..area.height).zip(rows(&session.keymap, &session.who).into_iter().skip(top)) {
        let line = match help {
            HelpRow::Gap => Line::default(),
            HelpRow::Text(text) => {
                let text = shown::fit(&text, usize::from(area.width).saturating_sub(1), theme.signs.ellipsis);
                Line::raw(format!(" {text}"))
            }
            HelpRow::Heading(heading) => Line::styled(format!(" {heading}"), theme.style(Role::Heading)),
            HelpRow::Keys(keys, help) => {
                let keys = shown::fit(&keys, keys_width, theme.signs.ellipsis);
                let pad = " ".repeat(keys_width.saturating_sub(shown::width(&keys)));
                let room = usize::from(area.width).saturating_sub(keys_width + 3);
                Line::from(vec![
                    Span::styled(format!(" {keys}{pad}  "), theme.style(Role::Key)),
                    Span::raw(shown::fit(help, room, theme.signs.ellipsis)),
                ])
            }
        };
        row(&line, area, y, buffer);
    }
}
