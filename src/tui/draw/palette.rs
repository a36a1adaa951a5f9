//! The palette: what is typed, and below it the actions that fit, each with its key.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::row;
use crate::sanitize;
use crate::tui::app::App;
use crate::tui::palette::{Command, Palette, Reach, name, place};
use crate::tui::theme::Role;

/// Columns for the name.
const NAME: usize = 18;
/// Columns for the key.
const KEY: usize = 10;
/// Narrower than this, what an action does is told of the selected one only, below the list.
const ROOMY: u16 = 60;

pub(super) fn draw(app: &App, palette: &Palette, area: Rect, frame: &mut Frame) {
    let theme = &app.model.theme;
    let prompt = Rect {
        height: area.height.min(1),
        ..area
    };
    row(
        &Line::styled(" :", theme.style(Role::Key)),
        prompt,
        0,
        frame.buffer_mut(),
    );
    let typed = Rect {
        x: area.x + 2,
        width: area.width.saturating_sub(3),
        ..prompt
    };
    frame.render_widget(palette.field.editor(), typed.intersection(frame.area()));
    let below = u16::from(area.width < ROOMY && area.height > 3);
    let list = Rect {
        y: area.y + prompt.height,
        height: area.height - prompt.height - below,
        ..area
    };
    let commands = palette.commands(app);
    if commands.is_empty() {
        let told = palette.meaning().and_then(|meaning| meaning.told(app));
        let told = told.as_deref().unwrap_or("No action has such a name.");
        let told = sanitize::fit(
            told,
            usize::from(list.width).saturating_sub(3),
            theme.signs.ellipsis,
        );
        let nothing = Line::styled(format!("  {told}"), theme.style(Role::Dim));
        row(&nothing, list, 0, frame.buffer_mut());
    }
    let selected = palette.selected(&commands);
    // The selected row is the last in sight, where there are more than fit.
    let top = selected
        .map_or(0, |at| at + 1)
        .saturating_sub(usize::from(list.height));
    for (y, (index, command)) in (0..list.height).zip(commands.iter().enumerate().skip(top)) {
        row(
            &line(app, command, selected == Some(index), list.width),
            list,
            y,
            frame.buffer_mut(),
        );
    }
    if let Some(command) = selected
        .and_then(|at| commands.get(at))
        .filter(|_| below > 0)
    {
        let about = about(command);
        let about = sanitize::fit(
            &about,
            usize::from(area.width).saturating_sub(2),
            theme.signs.ellipsis,
        );
        let line = Line::styled(format!(" {about}"), theme.style(Role::Dim));
        row(&line, area, area.height - 1, frame.buffer_mut());
    }
}

/// What an action does, and where, if that is not here.
fn about(command: &Command) -> String {
    let binding = command.bound.binding;
    match command.reach {
        Reach::Elsewhere => format!("{}: {}", place(binding.context), binding.help),
        _ => binding.help.to_owned(),
    }
}

fn line(app: &App, command: &Command, selected: bool, width: u16) -> Line<'static> {
    let theme = &app.model.theme;
    let mark = if selected { theme.signs.selected } else { " " };
    let binding = command.bound.binding;
    let is_near = command.reach < Reach::NotNow;
    let key = command.key(app);
    let about = if width < ROOMY {
        String::new()
    } else {
        about(command)
    };
    let column = |text: &str, width: usize| {
        let text = sanitize::fit(text, width, theme.signs.ellipsis);
        let pad = " ".repeat(width.saturating_sub(sanitize::width(&text)));
        format!("{text}{pad}")
    };
    let room = usize::from(width).saturating_sub(NAME + KEY + 4);
    let name_role = if is_near { Role::Text } else { Role::Dim };
    Line::from(vec![
        Span::styled(format!("{mark} "), theme.style(Role::Selected)),
        Span::styled(column(&name(binding.action), NAME), theme.style(name_role)),
        Span::styled(format!(" {}", column(&key, KEY)), theme.style(Role::Key)),
        Span::styled(
            sanitize::fit(&about, room, theme.signs.ellipsis),
            theme.style(Role::Dim),
        ),
    ])
}
