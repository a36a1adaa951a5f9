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

    /// The reason to suggest for a state: a ready one, or that the document strikes the item out.
    pub fn likely_reason(&self, id: EntryId, state: State) -> Option<String> {
        let struck = || {
            let is_struck = state == State::Na && self.checklist.is_struck(id);
            is_struck.then(|| "struck out in the document".to_owned())
        };
        self.ready_reason(id, state).or_else(struck)
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

#[cfg(test)]
mod tests {
    use crate::checklist::{Checklist, EntryId};
    use crate::progress::{Progress, State};
    use crate::workbook::Workbook;

    #[test]
    fn struck_out_texts_are_likely_reasons_for_na() {
        for (text, state, expected) in [
            ("~~Docs~~", State::Na, Some("struck out in the document")),
            (
                "Load test (n/a)",
                State::Na,
                Some("struck out in the document"),
            ),
            ("~~Docs~~", State::Waived, None),
            ("Docs", State::Na, None),
        ] {
            let checklist = Checklist::parse(format!("- [ ] {text}\n"));
            let workbook = Workbook::new(checklist, Progress::default());
            let reason = workbook.likely_reason(EntryId(0), state);
            assert_eq!(reason.as_deref(), expected, "{text}");
            assert_eq!(workbook.ready_reason(EntryId(0), state), None, "{text}");
        }
    }
}
