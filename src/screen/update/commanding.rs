//! The palette: choosing an action by its name, and doing it.

use crate::progress::Stamp;
use crate::screen::action::Action;
use crate::screen::effects::Effects;
use crate::screen::overlay::Overlay;
use crate::screen::palette::{self, Palette, Reach};
use crate::screen::session::Session;

impl Session {
    pub(super) fn open_palette(&mut self) {
        self.overlay = Some(Overlay::Palette(Box::new(Palette::new(self.context()))));
    }

    pub(super) fn act_on_palette(&mut self, action: Action, stamp: &Stamp) -> Effects {
        let Some(Overlay::Palette(mut palette)) = self.overlay.take() else { return Effects::default() };
        let rows = palette.commands(self).len();
        match action {
            Action::Down => palette.move_by(1, rows),
            Action::Up => palette.move_by(-1, rows),
            Action::Choose => return self.run(&palette, stamp),
            _ => return Effects::default(),
        }
        self.overlay = Some(Overlay::Palette(palette));
        Effects::default()
    }

    /// Does what is selected, where it can be done; else says where that is.
    fn run(&mut self, palette: &Palette, stamp: &Stamp) -> Effects {
        let Some(command) = palette.commands(self).get(palette.selected).copied() else {
            self.message = Some("There is no such action.".to_owned());
            return Effects::default();
        };
        let binding = command.bound.binding;
        if command.reach == Reach::Elsewhere {
            let key = command.key(self);
            let key = if key.is_empty() { key } else { format!(", with {key}") };
            let (name, place) = (palette::name(binding.action), palette::place(binding.context));
            self.message = Some(format!("“{name}” works {place}{key}."));
            return Effects::default();
        }
        self.act(binding.action, stamp)
    }

    /// The best row is selected while somebody types.
    pub(super) fn command_typed(&mut self) {
        if let Some(Overlay::Palette(palette)) = &mut self.overlay {
            palette.selected = 0;
        }
    }
}
