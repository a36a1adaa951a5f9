//! The choice of a run.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::row;
use crate::sanitize;
use crate::tui::runs::{Run, Runs};
use crate::tui::theme::{Role, Theme};

/// Columns for a name.
const NAME: usize = 24;

pub(super) fn draw(
    runs: &Runs,
    open: Option<&str>,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) {
    row(
        &Line::styled(" Runs of this checklist", theme.style(Role::Heading)),
        area,
        0,
        buffer,
    );
    let body = Rect {
        y: area.y + 1,
        height: area.height.saturating_sub(1),
        ..area
    };
    // The selected row stays in sight, with the last one that fits below it.
    let top = (runs.selected + 1).saturating_sub(usize::from(body.height));
    let lines = runs
        .runs
        .iter()
        .map(Some)
        .chain(std::iter::once(None))
        .enumerate()
        .skip(top);
    for (y, (index, run)) in (0..body.height).zip(lines) {
        let line = match run {
            Some(run) => run_line(run, open, index == runs.selected, theme, body.width),
            None => Line::from(vec![
                mark(index == runs.selected, theme),
                Span::styled("Start a new run", theme.style(Role::Key)),
            ]),
        };
        row(&line, body, y, buffer);
    }
}

fn run_line(
    run: &Run,
    open: Option<&str>,
    selected: bool,
    theme: &Theme,
    width: u16,
) -> Line<'static> {
    let column = NAME.min(usize::from(width) / 3);
    let name = sanitize::fit(
        &sanitize::one_line(run.title()),
        column,
        theme.signs.ellipsis,
    );
    let pad = " ".repeat(column.saturating_sub(sanitize::width(&name)));
    let (about, role) = match &run.about {
        Ok(about) => (about, Role::Text),
        Err(trouble) => (trouble, Role::Bad),
    };
    let here = if run.name.as_deref() == open {
        "open here  "
    } else {
        ""
    };
    let room = usize::from(width).saturating_sub(column + 4);
    Line::from(vec![
        mark(selected, theme),
        Span::raw(format!("{name}{pad}  ")),
        Span::styled(
            sanitize::fit(
                &format!("{here}{}", sanitize::one_line(about)),
                room,
                theme.signs.ellipsis,
            ),
            theme.style(role),
        ),
    ])
}

fn mark(selected: bool, theme: &Theme) -> Span<'static> {
    let mark = if selected { theme.signs.selected } else { " " };
    Span::styled(format!("{mark} "), theme.style(Role::Selected))
}
