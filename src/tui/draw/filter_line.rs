//! The line above the outline, while a filter is on.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::sanitize;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::theme::StyleRole;
use crate::tui::widgets::row;

/// The line above the outline: what is shown, how much of all that is, and how to change it; in fewer words where
/// there is less room.
pub(super) fn draw(app: &App, area: Rect, buffer: &mut Buffer) {
    let (Some(filter), Some(shown)) = (app.model.outline.filter(), app.model.outline.shown())
    else {
        return;
    };
    let (change, all) = (
        app.model.key_of(Action::Filter),
        app.model.key_of(Action::Cancel),
    );
    let what = format!("{}, {} of {}", filter.told(), shown.fitting, shown.all);
    let sayings = [
        format!(" showing: {what} ({change}: change, {all}: show all)"),
        format!(" showing: {what} ({all}: show all)"),
        format!(" {what} ({all}: show all)"),
        format!(" {what} ({all}: all)"),
        format!(" {what}"),
        format!(" {} of {}: {}", shown.fitting, shown.all, filter.told()),
    ];
    let width = usize::from(area.width);
    let fitting = sayings
        .iter()
        .find(|saying| sanitize::width(saying) <= width)
        .unwrap_or(&sayings[5]);
    let text = sanitize::fit(fitting, width, app.model.theme.signs.ellipsis);
    row(
        &Line::styled(text, app.model.theme.style(StyleRole::Waiting)),
        area,
        0,
        buffer,
    );
}
