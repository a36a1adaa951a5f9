//! The line that says which rows are shown, and the sheet on which that is switched.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;

use super::row;
use crate::sanitize;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::filters::{FilterSheet, about, action};
use crate::tui::keymap::Context;
use crate::tui::theme::Role;
use crate::workbook::Want;

/// Columns for the name of a filter.
const NAME: usize = 16;
/// On fewer columns nothing is told of a filter beside its name.
const ABOUT: usize = 20;

/// The line above the outline: what is shown, how much of all that is, and how to change it; in fewer words where
/// there is less room.
pub(super) fn line(app: &App, area: Rect, buffer: &mut Buffer) {
    let (Some(filter), Some(shown)) = (app.outline.filter(), app.outline.shown()) else {
        return;
    };
    let (change, all) = (
        app.model.key_of(Action::Filter),
        app.model.key_of(Action::Cancel),
    );
    let what = format!("{}, {} of {}", filter.told(), shown.fitting, shown.all);
    let sayings = [
        format!(" showing: {what}; {change} changes, {all} shows all"),
        format!(" showing: {what}; {all} shows all"),
        format!(" {what}; {all} shows all"),
        format!(" {what}; {all}: all"),
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
        &Line::styled(text, app.model.theme.style(Role::Waiting)),
        area,
        0,
        buffer,
    );
}

/// The sheet, at the bottom of `body`, as high as it needs.
pub(super) fn sheet(app: &App, sheet: &FilterSheet, body: Rect, frame: &mut Frame) {
    let theme = &app.model.theme;
    let height = u16::try_from(Want::ALL.len() + 1)
        .unwrap_or(u16::MAX)
        .min(body.height);
    let area = Rect {
        y: body.bottom() - height,
        height,
        ..body
    };
    frame.render_widget(Clear, area);
    let is_cut = usize::from(area.height) <= Want::ALL.len();
    let heading = if is_cut {
        format!(
            " Show only ({} of {}) ",
            sheet.selected + 1,
            Want::ALL.len()
        )
    } else {
        " Show only what fits all that is ticked ".to_owned()
    };
    let rule = theme
        .signs
        .across
        .repeat(usize::from(area.width).saturating_sub(sanitize::width(&heading) + 1));
    let heading = Line::from(vec![
        Span::styled(theme.signs.across, theme.style(Role::Dim)),
        Span::styled(heading, theme.style(Role::Heading)),
        Span::styled(rule, theme.style(Role::Dim)),
    ]);
    row(&heading, area, 0, frame.buffer_mut());
    let list = Rect {
        y: area.y + area.height.min(1),
        height: area.height.saturating_sub(1),
        ..area
    };
    let top = (sheet.selected + 1).saturating_sub(usize::from(list.height));
    for (y, (index, &want)) in (0..list.height).zip(Want::ALL.iter().enumerate().skip(top)) {
        let line = want_line(
            app,
            want,
            sheet.counts[index],
            index == sheet.selected,
            list.width,
        );
        row(&line, list, y, frame.buffer_mut());
    }
}

fn want_line(app: &App, want: Want, count: usize, selected: bool, width: u16) -> Line<'static> {
    let theme = &app.model.theme;
    let filter = app.outline.filter();
    let is_on = filter.is_some_and(|filter| filter.wants(want));
    let mark = if selected { theme.signs.selected } else { " " };
    let key = app
        .model
        .keymap
        .key(Context::Filters, action(want))
        .unwrap_or_default();
    let about = about(want, filter.and_then(|filter| filter.since()));
    let count = if want == Want::Changed && !is_on {
        String::new()
    } else {
        count.to_string()
    };
    let mut line = Line::from(vec![
        Span::styled(format!("{mark} "), theme.style(Role::Selected)),
        Span::styled(
            if is_on { "[x] " } else { "[ ] " },
            theme.style(if is_on { Role::Good } else { Role::Text }),
        ),
        Span::styled(format!("{key:2} "), theme.style(Role::Key)),
        Span::raw(format!("{:NAME$} {count:>5}", want.name())),
    ]);
    let room = usize::from(width).saturating_sub(line.width() + 3);
    // Since when is part of what is wanted.
    if room >= ABOUT || (want == Want::Changed && is_on) {
        let about = sanitize::fit(&about, room, theme.signs.ellipsis);
        line.push_span(Span::styled(format!("  {about}"), theme.style(Role::Dim)));
    }
    line
}
