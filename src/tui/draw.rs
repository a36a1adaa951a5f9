//! From the app to a frame. Drawing reads and changes nothing; one file per rectangle of the screen.
//!
//! ```text
//!  ┌ header ───────────────────────────┐
//!  │ outline            │ detail       │   side by side, or detail below, or one of them
//!  │                    │              │
//!  ├ field ────────────────────────────┤   while something is typed
//!  └ footer ───────────────────────────┘
//! ```

mod blanks;
mod copy;
mod detail;
mod field;
mod filters;
mod footer;
mod form;
mod header;
mod help;
mod notes;
mod outline;
mod overview;
mod palette;
mod phases;
mod picker;
mod runs;
mod signoffs;
mod stepper;
mod suggestions;
mod unmatched;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::action::Action;
use super::app::{App, Saved};
use super::overlay::Overlay;
use super::picker::Picker;
use super::signoffs::SignOffs;

/// Draws the app.
pub fn app(app: &App, frame: &mut Frame) {
    let areas = app.areas();
    // The frame may already have another size than the app has heard of.
    let whole = frame.area();
    let inside = |area: Rect| area.intersection(whole);
    let (header, outline, rule, detail) = (
        inside(areas.header),
        inside(areas.outline),
        inside(areas.rule),
        inside(areas.detail),
    );
    let body = inside(areas.body());
    let (line, field, footer) = (
        inside(areas.line),
        inside(areas.field),
        inside(areas.footer),
    );
    let above_footer = Rect {
        height: footer.y.min(whole.height),
        ..whole
    };
    let below_header = inside(app.overview_area());
    if let Some(Overlay::Help(help)) = &app.overlay {
        help::draw(app, *help, above_footer, frame.buffer_mut());
    } else if let Some(Overlay::Palette(open)) = &app.overlay {
        palette::draw(app, open, above_footer, frame);
    } else if let Some(Overlay::Runs(open)) = &app.overlay {
        let run = app.model.workbook.progress().run.as_deref();
        runs::draw(
            open,
            run,
            &app.model.theme,
            above_footer,
            frame.buffer_mut(),
        );
    } else if let Some(Overlay::Copy(choice)) = &app.overlay {
        let page = app.model.key_of(Action::PageDown);
        copy::draw(
            choice,
            &page,
            &app.model.theme,
            above_footer,
            frame.buffer_mut(),
        );
    } else if let Some(Overlay::Overview(open)) = &app.overlay {
        header::draw(app, header, frame.buffer_mut());
        overview::draw(app, open, below_header, frame.buffer_mut());
    } else if let Some(Overlay::SignOffs(open)) = app.overlay {
        header::draw(app, header, frame.buffer_mut());
        signoffs::draw(app, open, below_header, frame.buffer_mut());
    } else if let Some(behind) = SignOffs::behind_form(app) {
        header::draw(app, header, frame.buffer_mut());
        signoffs::draw(app, behind, body, frame.buffer_mut());
    } else if let Some(Overlay::Blanks(open)) = app.overlay {
        blanks::draw(app, open, above_footer, frame.buffer_mut());
    } else if let Some(Overlay::Notes(open)) = app.overlay {
        notes::draw(app, open, above_footer, frame.buffer_mut());
    } else if app.model.walk.is_some() {
        header::draw(app, header, frame.buffer_mut());
        stepper::draw(app, body, frame.buffer_mut());
    } else {
        header::draw(app, header, frame.buffer_mut());
        filters::line(app, line, frame.buffer_mut());
        outline::draw(app, outline, frame.buffer_mut());
        detail::draw(app, rule, detail, frame.buffer_mut());
    }
    if let Some(Overlay::Filters(open)) = &app.overlay {
        filters::sheet(app, open, below_header, frame);
    }
    if let Some(Overlay::Phases(open)) = &app.overlay {
        phases::draw(app, open, below_header, frame);
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
    if let Some(Overlay::Confirm(question)) = &app.overlay {
        footer::draw_message(
            &question.words(&app.model.workbook, &app.model.keymap),
            &app.model.theme,
            footer,
            frame.buffer_mut(),
        );
    } else if let (Some(Overlay::Lost), Saved::Lost(lost)) = (&app.overlay, &app.model.saved) {
        footer::draw_lost(
            &lost.words(&app.model.keymap),
            &app.model.theme,
            footer,
            frame.buffer_mut(),
        );
    } else {
        footer::draw(app, footer, frame.buffer_mut());
    }
}

/// Draws the choice of a checklist.
pub fn picker(picker: &Picker, frame: &mut Frame) {
    picker::draw(picker, frame);
}

/// Writes a row into an area, cut at its end.
fn row(line: &Line, area: Rect, y: u16, buffer: &mut ratatui::buffer::Buffer) {
    if y < area.height {
        buffer.set_line(area.x, area.y + y, line, area.width);
    }
}
