//! The form of an entry, or of a signature: rows with label, kind and value, and below them the details of the focused
//! one. Where not all rows fit, those around the focus are drawn.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::sanitize;
use crate::tui::app::App;
use crate::tui::field::Field;
use crate::tui::form::{EntryForm, columns_below};
use crate::tui::form_row::{FormRow, answer, blank_label};
use crate::tui::theme::StyleRole;
use crate::tui::widgets::{padded, row, title};

pub(super) fn draw(app: &App, form: &EntryForm, open: &Field, area: Rect, frame: &mut Frame) {
    if area.is_empty() {
        return;
    }
    frame.render_widget(ratatui::widgets::Clear, area);
    let theme = &app.model.theme;
    title::draw_in_rule(&heading(app, form), theme, area, frame.buffer_mut());
    let body = Rect {
        y: area.y + 1,
        height: area.height - 1,
        ..area
    };
    // The details shrink first, down to one row, then the other fields.
    let rows = u16::try_from(form.rows.len() - 1)
        .unwrap_or(u16::MAX)
        .saturating_add(form.field);
    let room = body
        .height
        .saturating_sub(rows)
        .max(1)
        .min(body.height.saturating_sub(1));
    let told = form.told.min(room);
    let fields = Rect {
        height: body.height - told,
        ..body
    };
    let editor_rows = form.field.min(fields.height);
    let others = usize::from(fields.height - editor_rows);
    let after = form.rows.len() - form.focus - 1;
    let first = form
        .focus
        .saturating_sub(others.saturating_sub(after.min(others / 2)));
    let mut y = 0;
    for (index, &asked) in form.rows.iter().enumerate().skip(first) {
        let is_open = index == form.focus;
        let at = Rect {
            y: fields.y + y.min(fields.height),
            height: fields.height.saturating_sub(y),
            ..fields
        };
        if form.labels > 0 {
            row(&label(app, form, asked, is_open), at, 0, frame.buffer_mut());
        }
        let before = form.before_field().min(at.width);
        let right = Rect {
            x: at.x + before,
            width: (at.width - before).saturating_sub(1),
            ..at
        };
        if is_open {
            let editor = Rect {
                height: editor_rows.min(right.height),
                ..right
            };
            frame.render_widget(open.editor(), editor.intersection(frame.area()));
            y += editor_rows;
        } else {
            row(
                &answer(&app.model, asked, right.width),
                right,
                0,
                frame.buffer_mut(),
            );
            y += 1;
        }
        if y >= fields.height {
            break;
        }
    }
    let below = Rect {
        y: body.bottom() - told,
        height: told,
        ..body
    };
    for (line, y) in detail_lines(app, form, open, told, below.width)
        .iter()
        .zip(below.y..)
    {
        let at = Rect {
            x: below.x + 1,
            y,
            width: below.width.saturating_sub(1),
            height: 1,
        };
        row(line, at, 0, frame.buffer_mut());
    }
}

/// Returns the heading: the entry, or the role of the signature; of a single row its label.
fn heading(app: &App, form: &EntryForm) -> String {
    let dot = app.model.theme.signs.dot;
    let place = format!("{} of {} {dot}", form.focus + 1, form.rows.len());
    match form.rows[form.focus] {
        FormRow::Sign(signoff, _) => {
            format!("{place} Sign as {}", app.model.workbook.role(signoff))
        }
        asked if form.labels > 0 => {
            let name = form.entry.map(|entry| app.model.checklist().name(entry));
            let label = || app.model.label_of(asked).into();
            format!("{place} {}", name.unwrap_or_else(label))
        }
        FormRow::Blank(blank) => blank_label(&app.model, blank),
        asked @ (FormRow::Measured(..) | FormRow::Variable(..)) => {
            format!(
                "{} {dot} {}",
                app.model.label_of(asked),
                app.model.kind_of(asked)
            )
        }
    }
}

fn label(app: &App, form: &EntryForm, asked: FormRow, is_open: bool) -> Line<'static> {
    let theme = &app.model.theme;
    let mark = if is_open { theme.signs.selected } else { " " };
    let role = if is_open {
        StyleRole::Heading
    } else {
        StyleRole::Text
    };
    let label = padded(
        &app.model.label_of(asked),
        usize::from(form.labels),
        theme.signs.ellipsis,
    );
    let kind = padded(
        &app.model.kind_of(asked),
        usize::from(form.kinds),
        theme.signs.ellipsis,
    );
    Line::from(vec![
        Span::styled(format!("{mark} "), theme.style(StyleRole::Selected)),
        Span::styled(format!("{label}  "), theme.style(role)),
        Span::styled(kind, theme.style(StyleRole::Dim)),
    ])
}

/// Returns the details of the focused row, on at most so many rows.
fn detail_lines(
    app: &App,
    form: &EntryForm,
    open: &Field,
    rows: u16,
    width: u16,
) -> Vec<Line<'static>> {
    let told = app.model.details_below(open, form.rows[form.focus]);
    let (rows, columns, ellipsis) = (
        usize::from(rows),
        columns_below(width),
        app.model.theme.signs.ellipsis,
    );
    if rows <= 1 {
        return vec![told.row(columns, ellipsis)];
    }
    let wrapped = |columns: usize| told.wrap(columns, &Span::default(), &Span::default());
    let lines = wrapped(columns);
    if lines.len() <= rows {
        return lines;
    }
    let mut lines = wrapped(columns.saturating_sub(sanitize::width(ellipsis)).max(1));
    lines.truncate(rows);
    if let Some(last) = lines.last_mut() {
        last.push_span(Span::styled(
            ellipsis,
            app.model.theme.style(StyleRole::Dim),
        ));
    }
    lines
}
