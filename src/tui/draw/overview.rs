//! The overview of the whole document.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::row;
use crate::sanitize;
use crate::tui::app::App;
use crate::tui::layout::ROOMY;
use crate::tui::overview::{Overview, OverviewRow, rows};
use crate::tui::theme::{Role, Theme};

/// Columns inside a bar; on a narrow screen fewer.
const BAR: usize = 20;
/// Columns for the figures beside a bar; on a narrow screen fewer.
const FIGURES: usize = 16;
/// Columns of the names beside bars; more where a name is longer, up to half of the screen.
const NAME: usize = 48;
/// Fewer columns than this are too few for words aside.
const ASIDE: usize = 12;

pub(super) fn draw(app: &App, overview: &Overview, area: Rect, buffer: &mut Buffer) {
    let rows = rows(app, overview, usize::from(area.height));
    let names = rows
        .iter()
        .filter(|of| of.bar.is_some())
        .map(|of| sanitize::width(&sanitize::one_line(&of.text)));
    let name = names
        .max()
        .unwrap_or_default()
        .min(usize::from(area.width / 2))
        .max(NAME);
    for (y, (index, of)) in (0..area.height).zip(rows.iter().enumerate().skip(overview.top)) {
        let line = line(
            of,
            index == overview.selected,
            &app.model.theme,
            name,
            area.width.into(),
        );
        row(&line, area, y, buffer);
    }
    let below = rows
        .len()
        .saturating_sub(overview.top + usize::from(area.height));
    if below > 0 && area.height > 0 {
        let more = Line::styled(
            format!(" {below} more "),
            app.model.theme.style(Role::Waiting),
        );
        let width = u16::try_from(more.width())
            .unwrap_or(area.width)
            .min(area.width);
        buffer.set_line(area.right() - width, area.bottom() - 1, &more, width);
    }
}

fn line(
    of: &OverviewRow,
    selected: bool,
    theme: &Theme,
    name: usize,
    width: usize,
) -> Line<'static> {
    let mark = if selected && of.leads() {
        theme.signs.selected
    } else {
        " "
    };
    let fold = match of.group {
        Some((_, true)) => theme.signs.unfolded,
        Some((_, false)) => theme.signs.folded,
        None => " ",
    };
    let mut line = Line::from(vec![Span::styled(mark, theme.style(Role::Selected))]);
    if of.depth > 0 {
        let indent = "  ".repeat(of.depth - 1);
        line.push_span(Span::styled(
            format!("{indent}{fold} "),
            theme.style(Role::Dim),
        ));
    }
    let room = width.saturating_sub(line.width());
    let role = theme.style(of.role.unwrap_or(Role::Text));
    let text = sanitize::one_line(&of.text);
    let Some((some, all)) = of.bar else {
        line.push_span(Span::styled(
            sanitize::fit(&text, room, theme.signs.ellipsis),
            role,
        ));
        push_aside(&mut line, of, theme, width);
        return line;
    };
    let inside = BAR.min(width / 8);
    let figures = if width < ROOMY.into() {
        FIGURES - 2
    } else {
        FIGURES
    };
    let name = name.min(room.saturating_sub(inside + figures + 4));
    let text = sanitize::fit(&text, name, theme.signs.ellipsis);
    let gap = " ".repeat(name.saturating_sub(sanitize::width(&text)) + 1);
    let style = theme.style(if some == all { Role::Good } else { Role::Text });
    line.push_span(Span::styled(text, role));
    line.push_span(Span::raw(gap));
    line.push_span(Span::styled(bar(some, all, inside), style));
    line.push_span(Span::raw(format!(" {}", of.figures)));
    line
}

/// A bar that is full only where all is settled, and empty only where nothing is.
fn bar(some: usize, all: usize, inside: usize) -> String {
    let full = (some * inside / all.max(1)).max(usize::from(some > 0 && inside > 1));
    format!("[{}{}]", "#".repeat(full), "-".repeat(inside - full))
}

fn push_aside(line: &mut Line<'static>, of: &OverviewRow, theme: &Theme, width: usize) {
    let room = width.saturating_sub(line.width() + 2);
    if !of.aside.is_empty() && room >= ASIDE {
        let aside = sanitize::fit(&sanitize::one_line(&of.aside), room, theme.signs.ellipsis);
        line.push_span(Span::styled(format!("  {aside}"), theme.style(Role::Dim)));
    }
}
