//! The choice of a note, where an entry has several.

use crate::checklist::EntryId;

/// The notes of an entry to choose from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Notes {
    /// The entry.
    pub entry: EntryId,
    /// Which of its notes is selected.
    pub selected: usize,
}
