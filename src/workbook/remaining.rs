//! Remaining work: the items that can be worked on now.

use chrono::{DateTime, Utc};

use super::describe::counted_kind;
use super::{BlockerReason, Rules, Workbook};
use crate::checklist::EntryId;

impl Workbook {
    /// The message if no remaining blocker has an entry to go to. `live` is the key or command for the go-live time.
    pub fn nothing_to_go_to(&self, now: DateTime<Utc>, live: &str) -> String {
        let verdict = self.verdict();
        let nowhere = verdict
            .blockers
            .first()
            .map(|blocker| counted_kind(blocker.reason.kind(), 1));
        nowhere.unwrap_or_else(|| verdict.describe_with(&self.dated(Some(now)), live))
    }

    /// The reasons why an item needs somebody now: to be done or confirmed, or an answer in a blank once it is done.
    /// Blocked items wait for something else.
    pub fn wants(&self, id: EntryId) -> Vec<BlockerReason> {
        let all = self.blockers_at(id, Rules::default());
        all.into_iter()
            .filter(|why| *why != BlockerReason::Blocked)
            .collect()
    }
}
