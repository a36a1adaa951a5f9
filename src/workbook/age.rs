//! How long ago items were answered.

use chrono::{DateTime, Utc};

use super::{Obstacle, Why, Workbook};
use crate::progress::State;

impl Workbook {
    /// The items that were settled before a time, in document order, as the clocks of their authors say. What only the
    /// document ticks was answered by nobody, and so not since then. Items that are optional never stand in the way.
    pub fn settled_before(&self, time: DateTime<Utc>) -> Vec<Obstacle> {
        let is_old = |at: &str| DateTime::parse_from_rfc3339(at).map_or(true, |at| at < time);
        let items = self.checklist.items().filter(|&id| {
            let is_settled = matches!(self.state(id), State::Done | State::Na | State::Waived);
            let answer = self.marks(id).state.standing().last();
            is_settled && !self.checklist.is_optional(id) && answer.is_none_or(|answer| is_old(&answer.at))
        });
        let obstacle = |id| {
            let why = if self.is_claimed(id) { Why::Claimed } else { Why::Old };
            Obstacle { why, entry: Some(id) }
        };
        items.map(obstacle).collect()
    }
}
