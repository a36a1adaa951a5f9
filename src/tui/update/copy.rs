//! Copies a text of the selected row, or opens a choice where several are possible.

use crate::tui::app::App;
use crate::tui::copyable::{self, Copyable};
use crate::tui::effect::Effect;
use crate::tui::overlay::Overlay;
use crate::tui::sheets::copy::{self, Copied, CopySheet, CopyTarget};

impl App {
    /// Copies the command of the selected row; offers all that can be copied where there are several or none, where the
    /// command was copied just now, and where the message could not show all of it: nothing is copied unseen.
    pub(super) fn copy(&mut self) -> Option<Effect> {
        let texts = copyable::copyables(&self.model);
        let is_again = self.copied_here().is_some();
        self.copy_one_of(texts, CopyTarget::Clipboard, is_again)
    }

    /// Writes what was copied of the selected row to a file; else it is chosen as for copying.
    pub(super) fn write_copy(&mut self) -> Option<Effect> {
        match self.copied_here() {
            Some(copied) => Some(Effect::WriteCopy(copied.text.clone())),
            None => self.copy_one_of(copyable::copyables(&self.model), CopyTarget::File, false),
        }
    }

    fn copied_here(&self) -> Option<&Copied> {
        self.copied
            .as_ref()
            .filter(|copied| copied.row == self.model.outline.row())
    }

    fn copy_one_of(&mut self, texts: Vec<Copyable>, goal: CopyTarget, ask: bool) -> Option<Effect> {
        let mut commands = texts.iter().filter(|text| text.kind.is_code());
        match (commands.next(), commands.next()) {
            (Some(only), None) if !only.is_ready() => {
                self.warn(copy::not_ready(only, &self.model));
                let sheet = CopySheet::new(texts, goal).at_first_command();
                self.overlay = Some(Overlay::Copy(sheet));
                None
            }
            (Some(only), None)
                if !ask && (goal == CopyTarget::File || only.fits(copy::room(&self.model))) =>
            {
                let text = only.text.clone();
                Some(self.send_copy(text, goal))
            }
            _ if texts.is_empty() => {
                self.warn("Nothing to copy here.");
                None
            }
            _ => {
                self.overlay = Some(Overlay::Copy(CopySheet::new(texts, goal)));
                None
            }
        }
    }

    fn send_copy(&mut self, text: String, goal: CopyTarget) -> Effect {
        self.copied = Some(Copied {
            row: self.model.outline.row(),
            text: text.clone(),
        });
        goal.effect(text)
    }
}
