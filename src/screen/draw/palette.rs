//! The palette: what is typed, and below it the actions that fit, each with its key.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::row;
use crate::screen::palette::{Command, Palette, Reach, name, place};
use crate::screen::session::Session;
use crate::screen::theme::{Role, Theme};
use crate::shown;

/// Columns for the name; on a narrow screen as many as fit beside the key.
const NAME: usize = 18;
/// Columns for the key.
const KEY: usize = 10;

pub(super) fn draw(session: &Session, palette: &Palette, area: Rect, frame: &mut Frame) {
    let theme = &session.theme;
    let prompt = Rect { height: area.height.min(1), ..area };
    row(&Line::styled(" :", theme.style(Role::Key)), prompt, 0, frame.buffer_mut());
    let typed = Rect { x: area.x + 2, width: area.width.saturating_sub(3), ..prompt };
    frame.render_widget(palette.field.editor(), typed.intersection(frame.area()));
    let list = Rect { y: area.y + prompt.height, height: area.height - prompt.height, ..area };
    let commands = palette.commands(session);
    if commands.is_empty() {
        let nothing = Line::styled("  No action has such a name.", theme.style(Role::Dim));
        row(&nothing, list, 0, frame.buffer_mut());
    }
    // The selected row is the last in sight, where there are more than fit.
    let top = (palette.selected + 1).saturating_sub(usize::from(list.height));
    for (y, (index, command)) in (0..list.height).zip(commands.iter().enumerate().skip(top)) {
        row(&line(command, index == palette.selected, theme, list.width), list, y, frame.buffer_mut());
    }
}

fn line(command: &Command, selected: bool, theme: &Theme, width: u16) -> Line<'static> {
    let mark = if selected { theme.signs.selected } else { " " };
    let binding = command.bound.binding;
    let is_near = command.reach < Reach::NotNow;
    let key = command.bound.first_key().unwrap_or_default();
    let about = match command.reach {
        Reach::Elsewhere => format!("{}: {}", place(binding.context), binding.help),
        _ => binding.help.to_owned(),
    };
    let column = |text: &str, width: usize| {
        let text = shown::fit(text, width, theme.signs.ellipsis);
        let pad = " ".repeat(width.saturating_sub(shown::width(&text)));
        format!("{text}{pad}")
    };
    let room = usize::from(width).saturating_sub(NAME + KEY + 4);
    let name_role = if is_near { Role::Text } else { Role::Dim };
    Line::from(vec![
        Span::styled(format!("{mark} "), theme.style(Role::Selected)),
        Span::styled(column(&name(binding.action), NAME), theme.style(name_role)),
        Span::styled(format!(" {}", column(&key, KEY)), theme.style(Role::Key)),
        Span::styled(shown::fit(&about, room, theme.signs.ellipsis), theme.style(Role::Dim)),
    ])
}
