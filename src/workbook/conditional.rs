//! Conditional items: their condition is reason enough for N/A, and one that is N/A answers for what is under it.

use super::Workbook;
use crate::checklist::{EntryId, Need};
use crate::progress::State;

impl Workbook {
    /// The reason for a state that needs no typing: the condition of a conditional item that is N/A.
    pub fn ready_reason(&self, id: EntryId, state: State) -> Option<String> {
        let need = self.need(id);
        if state != State::Na || need.value != Need::Conditional {
            return None;
        }
        let words = need
            .words
            .trim()
            .trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']'));
        Some(if words.is_empty() {
            Need::Conditional.name().to_owned()
        } else {
            words.to_owned()
        })
    }

    /// The conditional item above an item that answers for it: it is N/A, and nobody answered the item itself.
    pub fn answered_by(&self, id: EntryId) -> Option<EntryId> {
        if !self.checklist.entry(id).can_be_ticked() || !self.marks(id).state.is_silent() {
            return None;
        }
        self.checklist
            .ancestors(id)
            .find(|&up| self.answers_below(up))
    }

    /// The reason of the state of an item: its own, or that of the conditional item that answers for it.
    pub fn reason(&self, id: EntryId) -> Option<&str> {
        let of = self.answered_by(id).unwrap_or(id);
        self.marks(of).state.value()?.reason.as_deref()
    }

    /// Returns whether an item answers for what is under it.
    fn answers_below(&self, id: EntryId) -> bool {
        let mark = self.marks(id).state.value();
        mark.is_some_and(|mark| mark.state == State::Na && mark.reason.is_some())
            && self.need(id).value == Need::Conditional
            && !self.outdated.contains(&id)
    }
}
