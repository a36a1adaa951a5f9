//! The choice of a note.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::row;
use crate::sanitize;
use crate::tui::app::App;
use crate::tui::notes::Notes;
use crate::tui::styled_text::StyledText;
use crate::tui::theme::Role;

pub(super) fn draw(app: &App, notes: Notes, area: Rect, buffer: &mut Buffer) {
    let theme = &app.model.theme;
    let name = app.checklist().name(notes.entry);
    let mut heading = StyledText::default();
    heading.push(
        &format!(" Which note on {name}?"),
        theme.style(Role::Heading),
    );
    row(
        &heading.row(usize::from(area.width), theme.signs.ellipsis),
        area,
        0,
        buffer,
    );
    let body = Rect {
        y: area.y + 1,
        height: area.height.saturating_sub(1),
        ..area
    };
    let all = &app.model.workbook.marks(notes.entry).notes;
    let selected = notes.selected.min(all.len().saturating_sub(1));
    let top = (selected + 1).saturating_sub(usize::from(body.height));
    for (y, (index, note)) in (0..body.height).zip(all.iter().enumerate().skip(top)) {
        let mut rich = StyledText::default();
        let text = rich.push(&note.text, theme.style(Role::Value)).len();
        rich.push(
            &format!("  {}, {}", note.who(), sanitize::time(&note.at)),
            theme.style(Role::Dim),
        );
        let mark = if index == selected {
            theme.signs.selected
        } else {
            " "
        };
        let mut line = Line::from(Span::styled(
            format!("{mark} "),
            theme.style(Role::Selected),
        ));
        let room = usize::from(body.width).saturating_sub(3);
        line.spans
            .extend(rich.row_keeping(text, room, theme.signs.ellipsis).spans);
        row(&line, body, y, buffer);
    }
}
