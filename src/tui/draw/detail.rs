//! The detail of the selected entry, behind a rule.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::detail;
use crate::tui::theme::StyleRole;
use crate::tui::widgets::row;

pub(super) fn draw(app: &App, rule: Rect, area: Rect, buffer: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let rows = detail::rows(&app.model, area.width);
    let top = app.model.detail.top;
    draw_rule(app, rule, buffer);
    for (y, line) in (0..area.height).zip(rows.iter().skip(top)) {
        row(line, area, y, buffer);
    }
    let below = rows.len().saturating_sub(top + usize::from(area.height));
    if below > 0 {
        draw_more(app, below, rule, area, buffer);
    }
}

/// Draws the number of rows below: on the rule, or over the end of the last row next to a vertical
/// one.
fn draw_more(app: &App, below: usize, rule: Rect, area: Rect, buffer: &mut Buffer) {
    let line = Line::styled(
        format!(" {below} more: {} ", app.model.key_of(Action::DetailDown)),
        app.model.theme.style(StyleRole::Waiting),
    );
    let width = u16::try_from(line.width())
        .unwrap_or(area.width)
        .min(area.width);
    let y = if rule.height == 1 && rule.width > 1 {
        rule.y
    } else {
        area.bottom() - 1
    };
    buffer.set_line(area.right() - width, y, &line, width);
}

fn draw_rule(app: &App, rule: Rect, buffer: &mut Buffer) {
    let signs = app.model.theme.signs;
    let sign = if rule.width > 1 {
        signs.across
    } else {
        signs.down
    };
    for position in rule.positions() {
        buffer.set_string(
            position.x,
            position.y,
            sign,
            app.model.theme.style(StyleRole::Dim),
        );
    }
}
