//! A text field with its heading.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::suggestions;
use crate::checklist::EntryId;
use crate::sanitize;
use crate::templates::TEMPLATES;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::field::{Field, FieldPurpose};
use crate::tui::form_row::{FormRow, blank_label};
use crate::tui::theme::Theme;
use crate::tui::widgets::title;

pub(super) fn draw(field: &Field, heading: &str, theme: &Theme, area: Rect, frame: &mut Frame) {
    if area.is_empty() {
        return;
    }
    frame.render_widget(ratatui::widgets::Clear, area);
    title::draw_in_rule(heading, theme, area, frame.buffer_mut());
    let body = Rect::new(
        area.x + 1,
        area.y + 1,
        area.width.saturating_sub(2),
        area.height - 1,
    );
    let offered = if field.has_suggestions() {
        body.height.saturating_sub(1)
    } else {
        0
    };
    let below = Rect {
        y: body.bottom() - offered,
        height: offered,
        ..body
    };
    let body = Rect {
        height: body.height - offered,
        ..body
    };
    frame.render_widget(field.editor(), body.intersection(frame.area()));
    suggestions::draw(
        field,
        theme,
        below.intersection(frame.area()),
        frame.buffer_mut(),
    );
}

/// Returns the heading of the field.
pub(super) fn heading(app: &App, field: &Field) -> String {
    let checklist = app.model.checklist();
    match field.purpose {
        FieldPurpose::Blank(id) => blank_label(&app.model, id),
        FieldPurpose::Variable(id, scope) => app.model.label_of(FormRow::Variable(id, scope)),
        // A form has its own heading; this one is for an item that is gone.
        FieldPurpose::Measured(id, _) => format!("Measured value for {}", checklist.name(id)),
        FieldPurpose::Sign(signoff, _) => format!("Sign as {}", app.model.workbook.role(signoff)),
        FieldPurpose::Note(id) => format!("Note on {}", checklist.name(id)),
        FieldPurpose::EditNote(id, ref note) => edited_note(app, id, note),
        FieldPurpose::Reason {
            entry,
            state,
            whole: false,
        } => {
            format!("Why {}: {}", state.words(), checklist.name(entry))
        }
        FieldPurpose::Reason {
            entry,
            state,
            whole: true,
        } => {
            let items = match app.model.workbook.open_under(entry).count() {
                1 => "1 open item".to_owned(),
                count => format!("{count} open items"),
            };
            format!(
                "Why {}: {items} in {}",
                state.words(),
                checklist.name(entry)
            )
        }
        FieldPurpose::Find { .. } => match app.match_count() {
            _ if field.text().trim().is_empty() => "Find".to_owned(),
            (_, 0) => "Find: no matches".to_owned(),
            (Some(at), all) => format!("Find: {at} of {all}"),
            (None, all) => format!("Find: {all}"),
        },
        FieldPurpose::Copy(index) => copy_heading(index),
        FieldPurpose::NewRun => "New run name (e.g. v2.3-prod)".to_owned(),
        FieldPurpose::Since { .. } => {
            "Changed since (today, 30m, 2h, 3d, 1w, or a date)".to_owned()
        }
        FieldPurpose::Live => "Go-live time (UTC)".to_owned(),
        FieldPurpose::Command => "Action".to_owned(),
        FieldPurpose::Elsewhere => {
            let leave = app.model.keymap.key_in(field.context(), Action::Cancel);
            format!("Not everything is saved. Save to another file ({leave}: back)")
        }
    }
}

/// Returns the heading of an edited note: author and time.
fn edited_note(app: &App, id: EntryId, note: &str) -> String {
    let name = app.model.checklist().name(id);
    match app
        .model
        .workbook
        .marks(id)
        .notes
        .iter()
        .find(|other| other.id == note)
    {
        Some(note) => format!(
            "Note by {}, {}, on {name}",
            note.who(),
            sanitize::time(&note.at)
        ),
        None => format!("Note on {name}, changed by someone else"),
    }
}

/// Returns the heading of the field for the copy of a template.
pub(super) fn copy_heading(index: usize) -> String {
    let name = TEMPLATES.get(index).map_or("", |template| template.name);
    format!("Save your copy of {name} as")
}
