//! The last row: a message, or the keys that apply here.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::row;
use crate::screen::session::{Saved, Session};
use crate::screen::theme::{Role, Theme};
use crate::shown;

pub(super) fn draw(session: &Session, area: Rect, buffer: &mut Buffer) {
    let failed = match &session.saved {
        Saved::Failed(why) => Some(why),
        _ => None,
    };
    let line = match session.message.as_ref().or(failed) {
        Some(message) => message_line(message, &session.theme, area.width),
        None => hints(session.hints(), &session.theme, area.width),
    };
    row(&line, area, 0, buffer);
}

/// A message on one row.
pub(super) fn message_line(message: &str, theme: &Theme, width: u16) -> Line<'static> {
    let room = usize::from(width).saturating_sub(1);
    let text = shown::fit(&shown::one_line(message), room, theme.signs.ellipsis);
    Line::styled(format!(" {text}"), theme.style(Role::Waiting))
}

/// As many hints as there is room for. The last two, which tell how to find the other keys and how to leave,
/// come before the others where there is not enough.
pub(super) fn hints(
    hints: impl Iterator<Item = (&'static str, &'static str)>,
    theme: &Theme,
    width: u16,
) -> Line<'static> {
    let hints: Vec<(&str, &str)> = hints.collect();
    let size = |(key, hint): &(&str, &str)| shown::width(key) + shown::width(hint) + 3;
    let (first, last) = hints.split_at(hints.len().saturating_sub(2));
    let mut room = usize::from(width).saturating_sub(last.iter().map(size).sum());
    let fitting = first.iter().take_while(|&hint| {
        let fits = size(hint) <= room;
        room = room.saturating_sub(size(hint));
        fits
    });
    let mut line = Line::default();
    for (key, hint) in fitting.chain(last) {
        line.push_span(Span::raw(" "));
        line.push_span(Span::styled(*key, theme.style(Role::Key)));
        line.push_span(Span::styled(format!(" {hint} "), theme.style(Role::Dim)));
    }
    line
}
