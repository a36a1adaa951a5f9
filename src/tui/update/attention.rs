//! Notes whether a question was on the screen before it is answered.

use crate::tui::app::App;
use crate::tui::overlay::Overlay;

impl App {
    /// The screen was drawn: what is asked can be seen.
    pub(in crate::tui) fn note_drawn(&mut self) {
        let times = &mut self.attention.drawn;
        *times = Some(times.map_or(0, |times| times + 1));
    }

    /// Returns whether what is asked was never on the screen.
    pub(in crate::tui) fn is_unseen(&self) -> bool {
        self.attention.drawn.is_some() && self.attention.asked == self.attention.drawn
    }

    /// Returns which questions are open: a confirmation, a signature, quitting.
    pub(in crate::tui) fn asks(&self) -> [bool; 3] {
        let question = matches!(self.overlay, Some(Overlay::Confirm(_)));
        [
            question,
            self.model.signing.is_some(),
            self.attention.leaving,
        ]
    }

    /// Something may be asked that was not asked `before`.
    pub(in crate::tui) fn note_asked(&mut self, before: [bool; 3]) {
        if self
            .asks()
            .iter()
            .zip(before)
            .any(|(now, before)| *now && !before)
        {
            self.has_to_be_seen();
        }
    }

    /// Requires that the next frame is drawn before an answer counts.
    pub(in crate::tui) fn has_to_be_seen(&mut self) {
        self.attention.asked = self.attention.drawn;
    }
}
