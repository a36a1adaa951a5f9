//! From a session to a frame. Drawing reads and changes nothing; one file per rectangle of the screen.
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
use super::app::{Saved, Session};
use super::overlay::Overlay;
use super::picker::Picker;
use super::signoffs::SignOffs;

/// Draws a session.
pub fn session(session: &Session, frame: &mut Frame) {
    let areas = session.areas();
    // The frame may already have another size than the session has heard of.
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
    let below_header = inside(session.overview_area());
    if let Some(Overlay::Help(help)) = &session.overlay {
        help::draw(session, *help, above_footer, frame.buffer_mut());
    } else if let Some(Overlay::Palette(open)) = &session.overlay {
        palette::draw(session, open, above_footer, frame);
    } else if let Some(Overlay::Runs(open)) = &session.overlay {
        let run = session.workbook.progress().run.as_deref();
        runs::draw(open, run, &session.theme, above_footer, frame.buffer_mut());
    } else if let Some(Overlay::Copy(choice)) = &session.overlay {
        let page = session.key_of(Action::PageDown);
        copy::draw(
            choice,
            &page,
            &session.theme,
            above_footer,
            frame.buffer_mut(),
        );
    } else if let Some(Overlay::Overview(open)) = &session.overlay {
        header::draw(session, header, frame.buffer_mut());
        overview::draw(session, open, below_header, frame.buffer_mut());
    } else if let Some(Overlay::SignOffs(open)) = session.overlay {
        header::draw(session, header, frame.buffer_mut());
        signoffs::draw(session, open, below_header, frame.buffer_mut());
    } else if let Some(behind) = SignOffs::behind_form(session) {
        header::draw(session, header, frame.buffer_mut());
        signoffs::draw(session, behind, body, frame.buffer_mut());
    } else if let Some(Overlay::Blanks(open)) = session.overlay {
        blanks::draw(session, open, above_footer, frame.buffer_mut());
    } else if let Some(Overlay::Notes(open)) = session.overlay {
        notes::draw(session, open, above_footer, frame.buffer_mut());
    } else if session.walk.is_some() {
        header::draw(session, header, frame.buffer_mut());
        stepper::draw(session, body, frame.buffer_mut());
    } else {
        header::draw(session, header, frame.buffer_mut());
        filters::line(session, line, frame.buffer_mut());
        outline::draw(session, outline, frame.buffer_mut());
        detail::draw(session, rule, detail, frame.buffer_mut());
    }
    if let Some(Overlay::Filters(open)) = &session.overlay {
        filters::sheet(session, open, below_header, frame);
    }
    if let Some(Overlay::Phases(open)) = &session.overlay {
        phases::draw(session, open, below_header, frame);
    }
    if let (Some(open), Some(form)) = (session.field(), session.form()) {
        form::draw(session, &form, open, field, frame);
    } else if let Some(open) = session.field() {
        field::draw(
            open,
            &field::heading(session, open),
            &session.theme,
            field,
            frame,
        );
    }
    if let Some(Overlay::Question(question)) = &session.overlay {
        footer::draw_message(
            &question.words(&session.workbook, &session.keymap),
            &session.theme,
            footer,
            frame.buffer_mut(),
        );
    } else if let (Some(Overlay::Lost), Saved::Lost(lost)) = (&session.overlay, &session.saved) {
        footer::draw_lost(
            &lost.words(&session.keymap),
            &session.theme,
            footer,
            frame.buffer_mut(),
        );
    } else {
        footer::draw(session, footer, frame.buffer_mut());
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
