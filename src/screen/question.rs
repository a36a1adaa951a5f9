//! Questions that are answered with yes or no, and their words. Each waits in the place of the footer.

use super::runs::NewRun;
use crate::checklist::EntryId;
use crate::workbook::Workbook;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// Whether values are to be carried over to a new run.
    CarryOver(NewRun),
    /// Whether all that is open under an entry is done.
    AllDone(EntryId),
}

impl Question {
    /// The question in words, as things are now.
    pub fn words(&self, workbook: &Workbook) -> String {
        match self {
            Question::CarryOver(new) => carry_over(new),
            Question::AllDone(id) => {
                let items = match workbook.open_under(*id).count() {
                    1 => "the one open item".to_owned(),
                    count => format!("all {count} open items"),
                };
                format!("Tick {items} of “{}”? y or n.", workbook.checklist().entry(*id).legible())
            }
        }
    }
}

fn carry_over(new: &NewRun) -> String {
    let from = new
        .from
        .run
        .as_deref()
        .map_or_else(|| "the run without a name".to_owned(), |run| format!("run {run}"));
    let values = if new.values == 1 { "value".to_owned() } else { format!("{} values", new.values) };
    format!(
        "Carry the {values} of {from} over to {}, each to be confirmed? y or n; esc starts no run.",
        new.name
    )
}
