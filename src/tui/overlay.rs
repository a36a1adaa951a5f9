//! What can lie over the outline, and which part of the keymap holds there. A new sheet or field begins here. It does
//! not know what its keys do (`update`), nor how it looks (`draw`).

use super::app::App;
use super::blanks::Blanks;
use super::confirm::Confirmation;
use super::copy::Choice;
use super::field::Field;
use super::filters::FilterSheet;
use super::help::Help;
use super::keymap::Context;
use super::notes::Notes;
use super::overview::Overview;
use super::palette::Palette;
use super::phases::PhaseSheet;
use super::runs::Runs;
use super::signoffs::SignOffs;
use super::stepper::Walk;

/// What lies over the outline.
#[derive(Debug)]
pub enum Overlay {
    /// A text field.
    Field(Box<Field>),
    /// The sheet of keys.
    Help(Help),
    /// The sheet of filters.
    Filters(FilterSheet),
    /// The choice of a phase.
    Phases(PhaseSheet),
    /// The palette.
    Palette(Box<Palette>),
    /// The choice of a run.
    Runs(Runs),
    /// The list of all blanks.
    Blanks(Blanks),
    /// The choice of a note.
    Notes(Notes),
    /// A question to be answered with yes or no.
    Confirm(Confirmation),
    /// What to do as the progress file is gone or replaced.
    Lost,
    /// The choice of what to copy.
    Copy(Choice),
    /// The whole document at a glance.
    Overview(Overview),
    /// The sign-offs, and what does not hold.
    SignOffs(SignOffs),
}

impl App {
    /// The part of the keymap that holds now.
    pub fn context(&self) -> Context {
        match &self.overlay {
            None => match self.model.walk {
                Some(Walk { pause: Some(_) }) => Context::Pause,
                Some(Walk { pause: None }) => Context::Walk,
                None => Context::Outline,
            },
            Some(Overlay::Field(field)) => field.context(),
            Some(Overlay::Help(_)) => Context::Help,
            Some(Overlay::Filters(_)) => Context::Filters,
            Some(Overlay::Phases(_)) => Context::Phases,
            Some(Overlay::Palette(_)) => Context::Palette,
            Some(Overlay::Runs(_)) => Context::Runs,
            Some(Overlay::Blanks(_)) => Context::Blanks,
            Some(Overlay::Notes(_)) => Context::Notes,
            Some(Overlay::Confirm(_)) => Context::Question,
            Some(Overlay::Lost) => Context::Lost,
            Some(Overlay::Copy(_)) => Context::Copy,
            Some(Overlay::Overview(_)) => Context::Overview,
            Some(Overlay::SignOffs(_)) => Context::SignOffs,
        }
    }

    /// The field that is open.
    pub fn field(&self) -> Option<&Field> {
        match &self.overlay {
            Some(Overlay::Field(field)) => Some(field),
            _ => None,
        }
    }
}
