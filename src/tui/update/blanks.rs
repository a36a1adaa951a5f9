//! Opens the list of all blanks.

use crate::checklist::BlankId;
use crate::tui::app::App;
use crate::tui::outline::OutlineRow;
use crate::tui::overlay::Overlay;
use crate::tui::sheets::blanks::BlanksSheet;

impl App {
    /// Opens the list, on the first blank from the selected entry on.
    pub(super) fn open_blanks(&mut self) {
        let checklist = self.model.checklist();
        let row = self.model.outline.row();
        let mut all = (0..checklist.blanks().len()).map(BlankId);
        let selected =
            all.find(|&blank| Some(OutlineRow::Entry(checklist.blank(blank).entry)) >= row);
        if checklist.blanks().is_empty() {
            self.info("This document has no blanks.");
        } else {
            self.overlay = Some(Overlay::Blanks(BlanksSheet::new(
                selected,
                self.blanks_shown,
            )));
        }
    }
}
