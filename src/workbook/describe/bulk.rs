//! Results of changing many items at once, in words.

use super::counts::counted;
use crate::checklist::EntryId;
use crate::progress::State;
use crate::workbook::{Edit, Workbook};

/// The result of confirming: `2 items and 1 value confirmed`.
pub fn confirmed(edits: &[Edit]) -> String {
    let count = |is: fn(&&Edit) -> bool| edits.iter().filter(is).count();
    let items = count(|edit| matches!(edit, Edit::State { .. }));
    let corrections =
        count(|edit| matches!(edit, Edit::Correct { .. } | Edit::CorrectVariable { .. }));
    let values = edits.len() - items - corrections;
    let counts = [
        (items, "item"),
        (values, "value"),
        (corrections, "correction"),
    ];
    let all: Vec<String> = counts
        .into_iter()
        .filter(|&(count, _)| count > 0)
        .map(|(count, noun)| counted(count, noun))
        .collect();
    if all.is_empty() {
        return "nothing needs confirming".to_owned();
    }
    format!("{} confirmed", sentence_list(&all))
}

/// Counts in a sentence: `2 items, 1 value and 1 correction`.
fn sentence_list(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

impl Workbook {
    /// The result of setting so many items under an entry, with what was left unchanged there.
    pub fn describe_set_under(&self, count: usize, under: EntryId, state: State) -> String {
        let unchanged = self
            .describe_unchanged_under(under, state)
            .map(|unchanged| format!(", {unchanged}"))
            .unwrap_or_default();
        format!(
            "{} set to {}{unchanged}",
            counted(count, "item"),
            state.words()
        )
    }

    /// The items under an entry that setting all open ones leaves unchanged: blocked ones and conflicts. `None`
    /// without any.
    pub fn describe_unchanged_under(&self, under: EntryId, state: State) -> Option<String> {
        let items = || {
            self.checklist
                .subtree(under)
                .filter(|&id| self.checklist.entry(id).is_item())
        };
        let blocked = match state {
            State::Blocked => 0,
            State::Open | State::Done | State::Na | State::Waived => items()
                .filter(|&id| self.state(id) == State::Blocked)
                .count(),
        };
        let split = items()
            .filter(|&id| self.marks(id).state.is_conflict())
            .count();
        match (blocked, split) {
            (0, 0) => None,
            (blocked, 0) => Some(format!("{blocked} blocked left unchanged")),
            (0, split) => Some(format!("{split} in conflict left unchanged")),
            (blocked, split) => Some(format!(
                "{blocked} blocked and {split} in conflict left unchanged"
            )),
        }
    }
}
