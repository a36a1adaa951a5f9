//! How the document is read: opening the sheet, and corrections with what they do to the verdict.

use crate::checklist::EntryId;
use crate::progress::Stamp;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::notice::Notice;
use crate::tui::overlay::Overlay;
use crate::tui::sheets::explain::ExplainSheet;
use crate::workbook::{Edit, describe};

impl App {
    /// Opens the sheet at the selected entry.
    pub(super) fn open_explanation(&mut self) {
        let entry: Option<EntryId> = self.model.entry();
        let sheet = ExplainSheet::new(&self.model.workbook, entry);
        self.overlay = Some(Overlay::Explain(Box::new(sheet)));
    }

    /// Corrects how an entry is read, and says what that does to the verdict.
    pub(super) fn correct(&mut self, edit: Edit, stamp: &Stamp) -> Option<Effect> {
        let before = describe::readings::verdict(&self.model.workbook);
        let effect = match edit {
            Edit::Phase { entry, phase } => self.set_phase(entry, phase, stamp),
            edit => self.apply(edit, stamp),
        };
        let after = describe::readings::verdict(&self.model.workbook);
        if after != before {
            self.append(Notice::info(format!("{after} (was {before}).")));
        }
        effect
    }
}
