//! What a person has to have seen before they answer it: a question, the form of a signature, an answer that is to be
//! confirmed, the next step of a walk, whether to leave with something unsaved. A key that was typed before that was on
//! the screen was meant for something else.

use super::app::App;
use super::overlay::Overlay;

/// What was asked, and whether it was on the screen since.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Attention {
    /// How often the screen was drawn; nothing where there is no screen, as in tests of the app alone.
    drawn: Option<u64>,
    /// The same when something was last asked.
    asked: Option<u64>,
    /// Whether the next wish to leave is followed, whatever is not saved.
    pub(super) leaving: bool,
}

impl App {
    /// The screen was drawn: what is asked can be seen.
    pub(super) fn note_drawn(&mut self) {
        let times = &mut self.attention.drawn;
        *times = Some(times.map_or(0, |times| times + 1));
    }

    /// Whether what is asked was never on the screen.
    pub(super) fn is_unseen(&self) -> bool {
        self.attention.drawn.is_some() && self.attention.asked == self.attention.drawn
    }

    /// What is asked at the moment: a question, a signature, whether to leave.
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

    /// What comes on the screen now has to be seen before it is answered.
    pub(super) fn has_to_be_seen(&mut self) {
        self.attention.asked = self.attention.drawn;
    }
}
