//! Questions have to be on the screen before an answer counts: a confirmation, the form of a signature, an answer that
//! needs confirming, the next step of a walk, quitting with unsaved drafts. A key typed earlier was meant for
//! something else.

use super::app::App;
use super::overlay::Overlay;

/// Tracks whether a question was on the screen before its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Attention {
    /// The number of frames drawn; nothing without a screen, as in tests of the app alone.
    drawn: Option<u64>,
    /// The same when something was last asked.
    asked: Option<u64>,
    /// True if the next wish to leave is followed, whatever is not saved.
    pub(super) leaving: bool,
}

impl App {
    /// The screen was drawn: what is asked can be seen.
    pub(super) fn note_drawn(&mut self) {
        let times = &mut self.attention.drawn;
        *times = Some(times.map_or(0, |times| times + 1));
    }

    /// Returns whether what is asked was never on the screen.
    pub(super) fn is_unseen(&self) -> bool {
        self.attention.drawn.is_some() && self.attention.asked == self.attention.drawn
    }

    /// Returns which questions are open: a confirmation, a signature, quitting.
    pub(super) fn asks(&self) -> [bool; 3] {
        let question = matches!(self.overlay, Some(Overlay::Confirm(_)));
        [
            question,
            self.model.signing.is_some(),
            self.attention.leaving,
        ]
    }

    /// Something may be asked that was not asked `before`.
    pub(super) fn note_asked(&mut self, before: [bool; 3]) {
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
    pub(super) fn has_to_be_seen(&mut self) {
        self.attention.asked = self.attention.drawn;
    }
}
