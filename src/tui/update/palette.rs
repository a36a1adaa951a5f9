//! Opens the palette.

use crate::tui::app::App;
use crate::tui::overlay::Overlay;
use crate::tui::sheets::palette::PaletteSheet;

impl App {
    pub(super) fn open_palette(&mut self) {
        let applies = |when| self.applies(when);
        let palette = PaletteSheet::new(
            self.context(),
            self.model.entry(),
            &self.model.keymap,
            applies,
        );
        self.overlay = Some(Overlay::Palette(Box::new(palette)));
    }

    /// Clears the manual selection in the palette after typing.
    pub(super) fn command_typed(&mut self) {
        if let Some(Overlay::Palette(palette)) = &mut self.overlay {
            palette.typed();
        }
    }
}
