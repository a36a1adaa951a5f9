//! What is left to do: the items on which somebody can do something now.

use super::{Rules, Why, Workbook};
use crate::checklist::EntryId;

impl Workbook {
    /// What an item wants of somebody: to be done, settled or confirmed, or an answer in a blank once it is done. What
    /// is blocked waits for something else, and wants nothing now.
    pub fn wants(&self, id: EntryId) -> Vec<Why> {
        let all = self.obstacles_at(id, Rules::default());
        all.into_iter().filter(|why| *why != Why::Blocked).collect()
    }
}
