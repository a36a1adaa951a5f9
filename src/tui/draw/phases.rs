//! The choice of a phase, at the bottom over the outline.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;

use super::{field, row};
use crate::checklist::Phase;
use crate::progress::Answer;
use crate::sanitize;
use crate::tui::app::App;
use crate::tui::phases::{CHOICES, PhaseSheet, about, name, present};
use crate::tui::theme::Role;

/// Columns for the name of a phase.
const NAME: usize = 7;

pub(super) fn draw(app: &App, sheet: &PhaseSheet, body: Rect, frame: &mut Frame) {
    let theme = &app.model.theme;
    let said = said(app, sheet, body.width);
    let rows = CHOICES.len() + said.len() + 1;
    let height = u16::try_from(rows).unwrap_or(u16::MAX).min(body.height);
    if height == 0 {
        return;
    }
    let area = Rect {
        y: body.bottom() - height,
        height,
        ..body
    };
    frame.render_widget(Clear, area);
    let heading = format!(
        "Phase of {}",
        app.checklist().entry(sheet.section).legible()
    );
    field::draw_heading(&heading, theme, area, frame.buffer_mut());
    let list = Rect {
        y: area.y + 1,
        height: area.height - 1,
        ..area
    };
    let selected = said.len() + sheet.selected;
    let choices = CHOICES.iter().enumerate().map(|(index, &choice)| {
        choice_line(
            app,
            sheet,
            choice,
            index == sheet.selected,
            usize::from(list.width),
        )
    });
    let lines: Vec<Line> = said.into_iter().chain(choices).collect();
    let top = (selected + 1).saturating_sub(usize::from(list.height));
    for (y, line) in (0..list.height).zip(lines.iter().skip(top)) {
        row(line, list, y, frame.buffer_mut());
    }
}

fn choice_line(
    app: &App,
    sheet: &PhaseSheet,
    choice: Option<Phase>,
    selected: bool,
    width: usize,
) -> Line<'static> {
    let theme = &app.model.theme;
    let mark = if selected { theme.signs.selected } else { " " };
    let is_present = present(&app.model.workbook, sheet.section) == Some(choice);
    let (sign, role) = if is_present {
        ("[x] ", Role::Good)
    } else {
        ("[ ] ", Role::Text)
    };
    let mut line = Line::from(vec![
        Span::styled(format!("{mark} "), theme.style(Role::Selected)),
        Span::styled(sign, theme.style(role)),
        Span::raw(format!("{:NAME$}", name(choice))),
    ]);
    let room = width.saturating_sub(line.width() + 2);
    let about = sanitize::fit(
        &about(choice, &app.model.workbook, sheet.section),
        room,
        theme.signs.ellipsis,
    );
    line.push_span(Span::styled(format!(" {about}"), theme.style(Role::Dim)));
    line
}

/// What people say of the phase, where they differ: one a row.
fn said(app: &App, sheet: &PhaseSheet, width: u16) -> Vec<Line<'static>> {
    let theme = &app.model.theme;
    if !app.model.workbook.is_phase_disputed(sheet.section) {
        return Vec::new();
    }
    let line = |answer: &Answer<Phase>| {
        let said = format!(
            "  {}, says {}, {}",
            name(answer.value),
            answer.who(),
            sanitize::time(&answer.at)
        );
        let said = sanitize::fit(
            &sanitize::one_line(&said),
            usize::from(width),
            theme.signs.ellipsis,
        );
        Line::styled(said, theme.style(Role::Bad))
    };
    app.model
        .workbook
        .marks(sheet.section)
        .phase
        .standing()
        .iter()
        .map(line)
        .collect()
}
