//! The palette: choosing an action by its name, and doing it.

use crate::tui::app::App;
use crate::tui::overlay::Overlay;
use crate::tui::sheets::palette::Palette;

impl App {
    pub(super) fn open_palette(&mut self) {
        let applies = |when| self.applies(when);
        let palette = Palette::new(self.context(), self.entry(), &self.model.keymap, applies);
        self.overlay = Some(Overlay::Palette(Box::new(palette)));
    }

    /// What was selected by hand is not, once somebody types on.
    pub(super) fn command_typed(&mut self) {
        if let Some(Overlay::Palette(palette)) = &mut self.overlay {
            palette.typed();
        }
    }
}
