//! The choice of what to copy: what there is, and below it the selected text, whole and exactly as it is copied.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::row;
use crate::sanitize;
use crate::tui::copy::{Choice, Copyable, Goal};
use crate::tui::theme::{Role, Theme};

/// Columns for the word that says what a text is.
const KIND: usize = 8;

/// Draws the sheet. `page` is the key that turns its pages.
pub(super) fn draw(choice: &Choice, page: &str, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let heading = match choice.goal {
        Goal::Clipboard => " Copy to the clipboard",
        Goal::File => " Write to a file",
    };
    row(
        &Line::styled(heading, theme.style(Role::Heading)),
        area,
        0,
        buffer,
    );
    let body = Rect {
        y: area.y + 1,
        height: area.height.saturating_sub(1),
        ..area
    };
    let rows = choice.divide(usize::from(body.height));
    let top = (choice.selected + 1).saturating_sub(rows.list);
    let listed = choice.texts.iter().enumerate().skip(top).take(rows.list);
    for (y, (index, text)) in (0..body.height).zip(listed) {
        row(
            &entry(text, index, index == choice.selected, theme, body.width),
            body,
            y,
            buffer,
        );
    }
    let Some(text) = choice.texts.get(choice.selected) else {
        return;
    };
    let all = text.rows(usize::from(body.width).saturating_sub(1));
    let below = u16::try_from(rows.list).unwrap_or(body.height);
    let from = choice.top.min(all.len().saturating_sub(1));
    let more = all.len().saturating_sub(from + rows.text);
    let measure = measure(text, more, page, usize::from(body.width));
    row(
        &Line::styled(measure, theme.style(Role::Dim)),
        body,
        below,
        buffer,
    );
    let code = theme.style(if text.kind.is_code() {
        Role::Code
    } else {
        Role::Text
    });
    for (y, line) in (below.saturating_add(1)..body.height).zip(&all[from..]) {
        let line = Line::from(vec![
            Span::raw(" "),
            Span::styled(sanitize::one_line(line), code),
        ]);
        row(&line, body, y, buffer);
    }
}

fn entry(
    text: &Copyable,
    index: usize,
    selected: bool,
    theme: &Theme,
    width: u16,
) -> Line<'static> {
    let mark = if selected { theme.signs.selected } else { " " };
    let digit = if index < 9 {
        (index + 1).to_string()
    } else {
        " ".to_owned()
    };
    let role = if text.kind.is_code() {
        Role::Code
    } else {
        Role::Text
    };
    let mut line = Line::from(vec![
        Span::styled(format!("{mark} "), theme.style(Role::Selected)),
        Span::styled(format!("{digit} "), theme.style(Role::Key)),
        Span::styled(
            format!("{:KIND$}", text.kind.name()),
            theme.style(Role::Dim),
        ),
    ]);
    let room = usize::from(width).saturating_sub(line.width());
    let gist = text.gist(room, theme.signs.ellipsis);
    line.push_span(Span::styled(
        sanitize::one_line(&gist).into_owned(),
        theme.style(role),
    ));
    line
}

/// How long a text is, and how much of it is still below; where there is little room, without its characters.
fn measure(text: &Copyable, more: usize, page: &str, columns: usize) -> String {
    let counted =
        |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    let lines = counted(text.text.lines().count(), "line");
    let characters = counted(text.text.chars().count(), "character");
    let more = match more {
        0 => String::new(),
        more => format!(", {} below ({page})", counted(more, "row")),
    };
    let all = format!(" {lines}, {characters}{more}");
    if sanitize::width(&all) <= columns {
        all
    } else {
        format!(" {lines}{more}")
    }
}
