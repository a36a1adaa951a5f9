//! From the app to a frame. Drawing reads and changes nothing; one file per rectangle of the screen.
//!
//! ```text
//!  ┌ header ───────────────────────────┐
//!  │ outline            │ detail       │   side by side, or detail below, or one of them
//!  │                    │              │
//!  ├ field ────────────────────────────┤   while something is typed
//!  └ footer ───────────────────────────┘
//! ```

mod detail;
pub(in crate::tui) mod field;
mod filter_line;
mod footer;
pub(in crate::tui) mod form;
mod header;
mod outline;
mod picker;
mod stepper;
mod suggestions;
mod unmatched;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::app::App;
use super::field::FieldPurpose;
use super::model::SaveState;
use super::overlay::{Overlay, Placement};
use super::picker::Picker;
use super::sheets::signoffs::SignOffsSheet;

/// Draws the app.
pub fn app(app: &App, frame: &mut Frame) {
    let areas = app.areas();
    // The frame may already have another size than the app has heard of.
    let whole = frame.area();
    let inside = |area: Rect| area.intersection(whole);
    let (field, footer) = (inside(areas.field), inside(areas.footer));
    let above_footer = Rect {
        height: footer.y.min(whole.height),
        ..whole
    };
    let below_header = inside(areas.between_header_and_footer(app.model.size.width));
    let buffer = frame.buffer_mut();
    match app.overlay.as_ref().map(|open| (open, open.placement())) {
        Some((sheet, Placement::Full)) => sheet.draw(&app.model, above_footer, buffer),
        Some((sheet, Placement::BelowHeader)) => {
            header::draw(app, inside(areas.header), buffer);
            sheet.draw(&app.model, below_header, buffer);
        }
        Some((sheet, Placement::Bottom)) => {
            document(app, whole, buffer);
            sheet.draw(&app.model, below_header, buffer);
        }
        Some((_, Placement::Field | Placement::Footer)) | None => document(app, whole, buffer),
    }
    if let (Some(open), Some(form)) = (app.field(), app.form()) {
        form::draw(app, &form, open, field, frame);
    } else if let Some(open) = app.field() {
        field::draw(
            open,
            &field::heading(app, open),
            &app.model.theme,
            field,
            frame,
        );
    }
    draw_footer(app, footer, frame.buffer_mut());
}

/// Draws header, outline and detail; in walk mode the step, and behind the form of a signature the sign-offs.
fn document(app: &App, whole: Rect, buffer: &mut Buffer) {
    let areas = app.areas();
    let inside = |area: Rect| area.intersection(whole);
    header::draw(app, inside(areas.header), buffer);
    if let Some(FieldPurpose::Sign(signoff, _)) = app.field().map(|field| &field.purpose) {
        let sheet = SignOffsSheet::behind_form(&app.model, *signoff, areas.body());
        sheet.draw(&app.model, inside(areas.body()), buffer);
    } else if app.model.walk.is_some() {
        stepper::draw(app, inside(areas.body()), buffer);
    } else {
        filter_line::draw(app, inside(areas.line), buffer);
        outline::draw(app, inside(areas.outline), buffer);
        detail::draw(app, inside(areas.rule), inside(areas.detail), buffer);
    }
}

fn draw_footer(app: &App, area: Rect, buffer: &mut Buffer) {
    let model = &app.model;
    match (&app.overlay, &model.saved) {
        (Some(Overlay::Confirm(question)), _) => {
            footer::draw_message(&question.question(model), &model.theme, area, buffer);
        }
        (Some(Overlay::Lost), SaveState::Lost(lost)) => {
            footer::draw_question(&lost.words(&model.keymap), &model.theme, area, buffer);
        }
        _ => footer::draw(app, area, buffer),
    }
}

/// Draws the choice of a checklist.
pub fn picker(picker: &Picker, frame: &mut Frame) {
    picker::draw(picker, frame);
}
