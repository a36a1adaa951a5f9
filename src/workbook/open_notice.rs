//! The notice on opening a workbook.

use super::Workbook;
use crate::checklist::BlankId;

impl Workbook {
    /// The notice on opening; `None` if there is nothing to report.
    pub fn greeting(&self) -> Option<String> {
        if self.checklist.entries().is_empty() && self.unmatched().is_empty() {
            return Some("This document is empty: nothing to tick.".to_owned());
        }
        let mut said = changes(self);
        if self.checklist.items().next().is_none() {
            let nothing = "This document has no items (`- [ ] …`): nothing to tick.";
            said =
                Some(said.map_or_else(|| nothing.to_owned(), |said| format!("{nothing} {said}")));
        }
        said
    }
}

/// The counts of unmatched marks, conflicts, answers that need confirming, and moved marks.
fn changes(workbook: &Workbook) -> Option<String> {
    let moved = workbook.matching().moved().len();
    let changed = workbook
        .checklist()
        .ids()
        .filter(|&id| workbook.needs_confirmation(id))
        .count();
    let (conflicts, unmatched) = (workbook.conflicts().len(), workbook.unmatched().len());
    let unconfirmed = (0..workbook.checklist().blanks().len())
        .filter(|&id| workbook.is_doubtful(BlankId(id)))
        .count();
    // The most important comes first: a small screen may not show the end.
    let parts = [
        (
            unmatched,
            "unmatched mark (see Unmatched at the end)",
            "unmatched marks (see Unmatched at the end)",
        ),
        (conflicts, "conflict", "conflicts"),
        (
            changed,
            "changed item needs confirming",
            "changed items need confirming",
        ),
        (
            unconfirmed,
            "answer needs confirming",
            "answers need confirming",
        ),
        (
            moved,
            "mark moved with its entry",
            "marks moved with their entries",
        ),
    ];
    let told: Vec<String> = parts
        .into_iter()
        .filter(|&(number, ..)| number > 0)
        .map(|(number, one, several)| {
            format!("{number} {}", if number == 1 { one } else { several })
        })
        .collect();
    (!told.is_empty()).then(|| format!("{}.", told.join(", ")))
}
