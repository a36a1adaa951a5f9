//! The last row: a notice, or the hints.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use crate::sanitize;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::model::SaveState;
use crate::tui::styled_text::StyledText;
use crate::tui::theme::{StyleRole, Theme};
use crate::tui::widgets::row;

/// Narrower than this, the hint is shorter.
const ROOMY: u16 = 64;
/// A message takes as many rows at the most.
const MESSAGE_ROWS: u16 = 4;
/// A question about lost files takes as many.
const LOST_ROWS: u16 = 7;

pub(super) fn draw(app: &App, area: Rect, buffer: &mut Buffer) {
    let failed = match &app.model.saved {
        SaveState::Failed(why) => Some(why.clone()),
        SaveState::Lost(lost) => Some(lost.happened()),
        SaveState::All | SaveState::Pending => None,
    };
    let notice = app.notice.as_ref().map(|notice| &notice.text);
    match notice.or(failed.as_ref()) {
        Some(message) if is_typing(app) => {
            // What is being typed stays in sight, and the keys that take it.
            let above = Rect {
                height: app.areas().field.y.min(area.y),
                y: 0,
                ..area
            };
            draw_message(message, &app.model.theme, above, buffer);
            row(
                &hints(app.hints(), &app.model.theme, area.width),
                area,
                0,
                buffer,
            );
        }
        Some(message) => draw_message(message, &app.model.theme, area, buffer),
        None if app.model.moving_mark().is_some() && app.overlay.is_none() => {
            let line = Line::styled(
                moving_mark(app, area.width),
                app.model.theme.style(StyleRole::Waiting),
            );
            row(&line, area, 0, buffer);
        }
        None => row(
            &hints(app.hints(), &app.model.theme, area.width),
            area,
            0,
            buffer,
        ),
    }
}

fn is_typing(app: &App) -> bool {
    !app.areas().field.is_empty()
}

/// Returns the hint while a mark is being moved; the header shows the mark.
fn moving_mark(app: &App, width: u16) -> String {
    let (put, leave) = (
        app.model.key_of(Action::MoveMark),
        app.model.key_of(Action::Cancel),
    );
    if width >= ROOMY {
        format!(" Select the matching item and press {put} ({leave}: cancel)")
    } else {
        format!(" Select its item ({put}: move, {leave}: cancel)")
    }
}

/// A message: on the last row, and where it is longer, on as many above as it takes, up to four.
pub(super) fn draw_message(message: &str, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    draw_rows(message, MESSAGE_ROWS, theme, area, buffer);
}

/// Draws a question about missing files, on more rows than other messages.
pub(super) fn draw_question(words: &str, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    draw_rows(words, LOST_ROWS, theme, area, buffer);
}

fn draw_rows(message: &str, most: u16, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let mut rich = StyledText::default();
    rich.push(&theme.words(message), theme.style(StyleRole::Waiting));
    let margin = Span::raw(" ");
    let lines = rich.wrap(usize::from(area.width), &margin, &margin);
    // The frame may have fewer rows than the app has heard of.
    let bottom = area.bottom().min(buffer.area.bottom());
    let rows = u16::try_from(lines.len())
        .unwrap_or(most)
        .min(most)
        .min(bottom);
    let over = Rect {
        y: bottom - rows,
        height: rows,
        ..area
    };
    Clear.render(over, buffer);
    for (y, line) in (0..rows).zip(&lines) {
        row(line, over, y, buffer);
    }
}

/// Returns the hints that fit. The last two, help and quit, come first where there isn't enough
/// room.
pub(super) fn hints(
    hints: impl Iterator<Item = (String, &'static str)>,
    theme: &Theme,
    width: u16,
) -> Line<'static> {
    let hints: Vec<(String, &str)> = hints.collect();
    let size = |(key, hint): &(String, &str)| sanitize::width(key) + sanitize::width(hint) + 3;
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
        line.push_span(Span::styled(key.clone(), theme.style(StyleRole::Key)));
        line.push_span(Span::styled(
            format!(" {hint} "),
            theme.style(StyleRole::Dim),
        ));
    }
    line
}
