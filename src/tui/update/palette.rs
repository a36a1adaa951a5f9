//! The palette: choosing an action by its name, and doing it.

use crate::progress::{Stamp, State};
use crate::tui::action::Action;
use crate::tui::app::{App, Saved};
use crate::tui::effect::Effect;
use crate::tui::keymap::Context;
use crate::tui::overlay::Overlay;
use crate::tui::palette::{self, Meaning, Palette, Reach};

impl App {
    pub(super) fn open_palette(&mut self) {
        self.overlay = Some(Overlay::Palette(Box::new(Palette::new(self.context()))));
    }

    pub(super) fn act_on_palette(&mut self, action: Action, stamp: &Stamp) -> Option<Effect> {
        let Some(Overlay::Palette(mut palette)) = self.overlay.take() else {
            return None;
        };
        match action {
            Action::Down => palette.move_by(1, &palette.commands(self)),
            Action::Up => palette.move_by(-1, &palette.commands(self)),
            Action::Choose => return self.choose_command(palette, stamp),
            _ => return None,
        }
        self.overlay = Some(Overlay::Palette(palette));
        None
    }

    /// Does what is selected, where it can be done; else says where that is. Nothing is done that is not meant for
    /// sure.
    fn choose_command(&mut self, palette: Box<Palette>, stamp: &Stamp) -> Option<Effect> {
        let commands = palette.commands(self);
        let meaning = palette.meaning().filter(|_| palette.chosen.is_none());
        let Some(command) = palette
            .selected(&commands)
            .and_then(|at| commands.get(at))
            .copied()
        else {
            return self.choose_nothing(palette);
        };
        let binding = command.bound.binding;
        if command.reach == Reach::Elsewhere {
            let key = command.key(self);
            let key = if key.is_empty() {
                key
            } else {
                format!(", with {key}")
            };
            let (name, place) = (
                palette::name(binding.action),
                palette::place(binding.context),
            );
            self.info(format!("“{name}” works {place}{key}."));
            return None;
        }
        let is_done = |id| {
            self.model.workbook.state(id) == State::Done
                && self.model.workbook.confirm(id).is_empty()
        };
        if meaning == Some(Meaning::Tick) && self.entry().is_some_and(is_done) {
            self.warn("This is done already.");
            return None;
        }
        self.act(binding.action, stamp)
    }

    /// Nothing is selected: what is typed is a name of something else, or not clear yet.
    fn choose_nothing(&mut self, palette: Box<Palette>) -> Option<Effect> {
        let told = palette
            .meaning()
            .and_then(|meaning| Some((meaning, meaning.told(self)?)));
        if let Some((meaning, told)) = told {
            self.info(told);
            let save = meaning == Meaning::Save && matches!(self.model.saved, Saved::Failed(_));
            return save.then_some(Effect::Save);
        }
        let typed = palette.field.text().trim().to_owned();
        if typed.is_empty() {
            return None;
        }
        if palette.commands(self).is_empty() {
            self.warn("There is no such action.");
            return None;
        }
        let next = self.model.keymap.key_in(Context::Palette, Action::Down);
        self.warn(format!(
            "“{typed}” names no action: type more of it, or select one ({next})."
        ));
        self.overlay = Some(Overlay::Palette(palette));
        None
    }

    /// What was selected by hand is not, once somebody types on.
    pub(super) fn command_typed(&mut self) {
        if let Some(Overlay::Palette(palette)) = &mut self.overlay {
            palette.chosen = None;
        }
    }
}
