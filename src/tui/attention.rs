//! Questions have to be on the screen before an answer counts: a confirmation, the form of a signature, an answer that
//! needs confirming, the next step of a walk, quitting with unsaved drafts. A key typed earlier was meant for
//! something else.

/// Tracks whether a question was on the screen before its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Attention {
    /// The number of frames drawn; nothing without a screen, as in tests of the app alone.
    pub(super) drawn: Option<u64>,
    /// The same when something was last asked.
    pub(super) asked: Option<u64>,
    /// True if the next wish to leave is followed, whatever is not saved.
    pub(super) leaving: bool,
}
