//! The detail of the selected entry, behind a rule.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::row;
use crate::screen::detail;
use crate::screen::session::Session;
use crate::screen::theme::Role;

pub(super) fn draw(session: &Session, rule: Rect, area: Rect, buffer: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let theme = &session.theme;
    let rows = detail::rows(session, area.width);
    let top = session.detail.top;
    draw_rule(session, rule, buffer);
    for (y, line) in (0..area.height).zip(rows.iter().skip(top)) {
        row(line, area, y, buffer);
    }
    let below = rows.len().saturating_sub(top + usize::from(area.height));
    if below > 0 {
        let more = format!(" {below} more: J ");
        let x = area.right().saturating_sub(u16::try_from(more.len()).unwrap_or(0)).max(area.x);
        let line = Line::styled(more, theme.style(Role::Waiting));
        buffer.set_line(x, area.bottom() - 1, &line, area.right() - x);
    }
}

fn draw_rule(session: &Session, rule: Rect, buffer: &mut Buffer) {
    let signs = session.theme.signs;
    let sign = if rule.width > 1 { signs.across } else { signs.down };
    for position in rule.positions() {
        buffer.set_string(position.x, position.y, sign, session.theme.style(Role::Dim));
    }
}
