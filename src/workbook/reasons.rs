//! The reasons that people gave before, as suggestions for the next one.

use std::collections::HashSet;

use super::Workbook;
use crate::progress::Change;

impl Workbook {
    /// Every reason given for a state, the latest first, without duplicates.
    pub fn reasons(&self) -> Vec<&str> {
        let reasons = self.progress.events().filter_map(|(_, event)| {
            let Change::State { reason, .. } = &event.change else {
                return None;
            };
            Some((event.order(), reason.as_deref()?.trim()))
        });
        let mut reasons: Vec<((&str, &str), &str)> = reasons.collect();
        reasons.sort_unstable_by(|one, other| other.cmp(one));
        let mut seen = HashSet::new();
        let reasons = reasons.into_iter().map(|(_, reason)| reason);
        reasons
            .filter(|reason| !reason.is_empty() && seen.insert(*reason))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::checklist::{Checklist, EntryId};
    use crate::progress::{Progress, State};
    use crate::workbook::edit::stamp;
    use crate::workbook::{Edit, Workbook};

    #[test]
    fn the_last_reason_comes_first_and_each_once() {
        let checklist = Checklist::parse("- [ ] one\n- [ ] two\n- [ ] three\n");
        let mut workbook = Workbook::new(checklist, Progress::new("a.md", None));
        for (second, entry, state, reason) in [
            (1, 0, State::Na, Some("no cloud")),
            (2, 1, State::Blocked, Some("waits for 4711")),
            (3, 2, State::Waived, Some(" no cloud")),
            (4, 1, State::Done, None),
        ] {
            let edit = Edit::State {
                entry: EntryId(entry),
                state,
                reason: reason.map(str::to_owned),
            };
            workbook.apply(edit, &stamp("me", second)).unwrap();
        }
        assert_eq!(workbook.reasons(), ["no cloud", "waits for 4711"]);
    }
}
