//! Questions that are answered with yes or no, and their words. Each waits in the place of the footer.

use super::action::Action;
use super::keymap::{Context, Keymap};
use super::runs::NewRun;
use crate::checklist::EntryId;
use crate::workbook::Workbook;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Confirmation {
    /// Whether values are to be carried over to a new run.
    CarryOver(NewRun),
    /// Whether all that is open under an entry is done.
    AllDone(EntryId),
    /// Whether nothing is to be changed from now on.
    OnlyLook,
}

impl Confirmation {
    /// The question in words, as things are now, with the keys that answer it.
    pub fn words(&self, workbook: &Workbook, keymap: &Keymap) -> String {
        let back = keymap.key_in(Context::Outline, Action::OnlyLook);
        let key = |action| keymap.key_in(Context::Question, action);
        let (yes, no) = (key(Action::Yes), key(Action::No));
        match self {
            Confirmation::CarryOver(new) => {
                let ask = carry_over(new);
                format!(
                    "{ask} {yes} or {no}; {} starts no run.",
                    key(Action::Cancel)
                )
            }
            Confirmation::AllDone(id) => {
                let items = match workbook.open_under(*id).count() {
                    1 => "the one open item".to_owned(),
                    count => format!("all {count} open items"),
                };
                format!(
                    "Tick {items} of “{}”? {yes} or {no}.",
                    workbook.checklist().entry(*id).legible()
                )
            }
            Confirmation::OnlyLook => {
                format!("Make this session read-only? {yes} or {no}; {back} ends it again.")
            }
        }
    }
}

fn carry_over(new: &NewRun) -> String {
    let from = new.from.run.as_deref().map_or_else(
        || "the run without a name".to_owned(),
        |run| format!("run {run}"),
    );
    let values = if new.values == 1 {
        "value".to_owned()
    } else {
        format!("{} values", new.values)
    };
    format!(
        "Carry the {values} of {from} over to {}, each to be confirmed?",
        new.name
    )
}
