//! The list of all blanks: which of them it shows, and which is selected.

use super::app::App;
use crate::checklist::BlankId;

/// The list of blanks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Blanks {
    /// The blank that is selected.
    pub selected: Option<BlankId>,
}

/// Which blanks the list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shown {
    /// All.
    #[default]
    All,
    /// Those that want an answer.
    Unfilled,
}

impl App {
    /// The blanks of the list, in the order of the document: all, or those that want an answer.
    pub fn listed_blanks(&self) -> Vec<BlankId> {
        let all = (0..self.checklist().blanks().len()).map(BlankId);
        all.filter(|&blank| {
            self.blanks_shown == Shown::All || !self.model.workbook.is_filled(blank)
        })
        .collect()
    }

    /// The place of the selected blank in the list. Where the list does not hold it, that of the next one.
    pub fn place_in_list(&self, list: &[BlankId], blanks: Blanks) -> usize {
        let at = blanks.selected.map_or(0, |selected| {
            list.partition_point(|&blank| blank < selected)
        });
        at.min(list.len().saturating_sub(1))
    }
}
