//! Bulk edits of a section, or of an item with all under it: setting open items, and confirming.

use std::collections::BTreeSet;

use super::{Doubt, Edit, MOST_WITHOUT_REASON, Workbook};
use crate::checklist::{BlankId, EntryId};
use crate::progress::State;

impl Workbook {
    /// The open items of an entry and all under it, with the boxes that count. Without conflicts, which nobody resolves
    /// without having seen them, and without the options of choices, which nobody makes in bulk.
    pub fn open_under(&self, id: EntryId) -> impl Iterator<Item = EntryId> + '_ {
        let is_open = |&id: &EntryId| {
            self.checklist.entry(id).can_be_ticked()
                && self.counts(id).value
                && self.state(id) == State::Open
                && !self.marks(id).state.is_conflict()
                && self.choice_of(id).is_none()
        };
        self.checklist.subtree(id).filter(is_open)
    }

    /// The edits that set all open items under an entry.
    pub fn set_under(&self, id: EntryId, state: State, reason: Option<&str>) -> Vec<Edit> {
        let edit = |entry| Edit::State {
            entry,
            state,
            reason: reason.map(str::to_owned),
        };
        self.open_under(id).map(edit).collect()
    }

    /// The number of items that ticking these would change, if they are so many that it needs a reason.
    pub fn asks_for_reason(&self, items: &[EntryId]) -> Option<usize> {
        let is_changed = |&&id: &&EntryId| self.state(id) != State::Done || self.is_unconfirmed(id);
        let changed: BTreeSet<EntryId> = items.iter().filter(is_changed).copied().collect();
        Some(changed.len()).filter(|&count| count > MOST_WITHOUT_REASON)
    }

    /// Returns whether the state of an item needs confirming: it is pre-ticked, or the item changed since.
    pub fn is_unconfirmed(&self, id: EntryId) -> bool {
        self.is_pre_ticked(id) || self.needs_confirmation(id)
    }

    /// The edits that confirm an entry and all under it: states, values, measured values and corrections. Values
    /// copied from another
    /// run are confirmed one by one instead.
    pub fn confirm_under(&self, id: EntryId) -> Vec<Edit> {
        let of = |id: EntryId| {
            let blanks = self.checklist.entry(id).blanks.clone().map(BlankId);
            let changed =
                blanks.filter(|&blank| matches!(self.doubt(blank), Some(Doubt::Changed(_))));
            self.confirm_state(id)
                .into_iter()
                .chain(self.refill(changed))
                .chain(self.confirm_measured(id))
                .chain(self.confirm_corrections(id))
        };
        self.checklist.subtree(id).flat_map(of).collect()
    }

    /// The edits that confirm one entry: its state, the values of its blanks, its measured values and its corrections.
    pub fn confirm(&self, id: EntryId) -> Vec<Edit> {
        let doubtful = self
            .checklist
            .blanks_of(id)
            .filter(|&blank| self.is_doubtful(blank));
        self.confirm_state(id)
            .into_iter()
            .chain(self.refill(doubtful))
            .chain(self.confirm_measured(id))
            .chain(self.confirm_corrections(id))
            .collect()
    }

    /// The edits that enter the same values again.
    fn refill(&self, blanks: impl Iterator<Item = BlankId>) -> impl Iterator<Item = Edit> {
        blanks.filter_map(|blank| {
            let value = self.value(blank)?.to_owned();
            Some(Edit::Fill { blank, value })
        })
    }

    /// The edits that confirm measured values.
    fn confirm_measured(&self, entry: EntryId) -> impl Iterator<Item = Edit> {
        let all = self.measurements(entry).into_iter().enumerate();
        all.filter_map(move |(threshold, measurement)| {
            let is_asked = measurement.is_doubtful && measurement.threshold.is_some();
            let value = measurement.value().filter(|_| is_asked)?.to_owned();
            Some(Edit::Measure {
                entry,
                threshold,
                value,
            })
        })
    }

    /// The edits that confirm corrections.
    fn confirm_corrections(&self, entry: EntryId) -> impl Iterator<Item = Edit> {
        let all = self.marks(entry).corrections.iter();
        all.filter_map(move |(aspect, register)| {
            let value = register.value().copied()?;
            let is_doubtful = self.is_correction_doubtful(entry, aspect);
            let is_apt = self.can_be_corrected(entry, aspect);
            (is_doubtful && is_apt).then(|| Edit::Correct {
                entry,
                aspect: aspect.clone(),
                value: Some(value),
            })
        })
    }

    fn confirm_state(&self, id: EntryId) -> Option<Edit> {
        let reason = self
            .marks(id)
            .state
            .value()
            .and_then(|mark| mark.reason.clone());
        let edit = Edit::State {
            entry: id,
            state: self.state(id),
            reason,
        };
        (self.checklist.entry(id).can_be_ticked() && self.is_unconfirmed(id)).then_some(edit)
    }
}

#[cfg(test)]
mod tests {
    use crate::checklist::{Checklist, EntryId};
    use crate::merge;
    use crate::progress::{Progress, State};
    use crate::workbook::edit::stamp;
    use crate::workbook::{Edit, Workbook};

    /// Entries 0 to 7: a section, six items, a section.
    const TEXT: &str = "# S\n- [ ] one\n  - [ ] under\n- [x] claimed\n- [ ] blocked\n- [ ] split\n- [ ] done\n# T\n- [ ] else\n";

    fn workbook() -> Workbook {
        Workbook::new(Checklist::parse(TEXT), Progress::new("a.md", None))
    }

    fn set(workbook: &mut Workbook, by: &str, entry: usize, state: State) {
        let reason = state.needs_reason().then(|| "why".to_owned());
        workbook
            .apply(
                Edit::State {
                    entry: EntryId(entry),
                    state,
                    reason,
                },
                &stamp(by, 1),
            )
            .unwrap();
    }

    #[test]
    fn boxes_that_count_are_set_in_bulk_and_choices_are_not() {
        for (text, expected) in [
            ("# S\n☐ one\n\n☐ two\n", vec![1, 2]),
            ("# S\n☐ one\n\n- [ ] two\n", vec![2]),
            ("# S\n- [ ] one\n\n## D\n- [ ] GO\n- [ ] NO-GO\n", vec![1]),
        ] {
            let workbook = Workbook::new(Checklist::parse(text), Progress::default());
            let open: Vec<usize> = workbook.open_under(EntryId(0)).map(|id| id.0).collect();
            assert_eq!(open, expected, "{text}");
        }
    }

    /// Blocked, split and done are what their names say.
    fn walked() -> Workbook {
        let (mut one, mut other) = (workbook(), workbook());
        set(&mut one, "me", 4, State::Blocked);
        set(&mut one, "me", 6, State::Done);
        set(&mut one, "me", 5, State::Done);
        set(&mut other, "you", 5, State::Blocked);
        one.absorb(merge::merge_progress(
            one.progress().clone(),
            other.progress().clone(),
        ));
        one
    }

    #[test]
    fn what_is_open_is_set_and_what_was_answered_stays() {
        for (under, open) in [
            (0, &[1, 2][..]),
            (1, &[1, 2]),
            (2, &[2]),
            (4, &[]),
            (7, &[8]),
        ] {
            let mut workbook = walked();
            let ids: Vec<usize> = workbook.open_under(EntryId(under)).map(|id| id.0).collect();
            assert_eq!(ids, open, "under {under}");
            let before: Vec<State> = workbook
                .checklist()
                .ids()
                .map(|id| workbook.state(id))
                .collect();
            let edits = workbook.set_under(EntryId(under), State::Na, Some("no cloud"));
            let step = workbook.apply_all(edits, &stamp("me", 2)).unwrap();
            for id in workbook.checklist().ids() {
                let expected = if open.contains(&id.0) {
                    State::Na
                } else {
                    before[id.0]
                };
                assert_eq!(workbook.state(id), expected, "{id:?} under {under}");
            }
            let Some(step) = step else { continue };
            workbook.undo(&step, &stamp("me", 3)).unwrap();
            let after: Vec<State> = workbook
                .checklist()
                .ids()
                .map(|id| workbook.state(id))
                .collect();
            assert_eq!(after, before, "one undo");
        }
    }

    #[test]
    fn a_refusal_in_the_middle_leaves_everything_as_it_was() {
        let mut workbook = walked();
        let before = workbook.progress().clone();
        let mut edits = workbook.set_under(EntryId(0), State::Done, None);
        edits.push(Edit::State {
            entry: EntryId(8),
            state: State::Waived,
            reason: Some(" ".to_owned()),
        });
        let refused = workbook.apply_all(edits, &stamp("me", 2)).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "waived needs a reason; nothing changed"
        );
        assert_eq!(workbook.progress(), &before);
        assert_eq!(workbook.state(EntryId(1)), State::Open);
    }

    #[test]
    fn what_was_changed_twice_in_one_step_goes_back_to_the_beginning() {
        let mut workbook = walked();
        let edit = |state, reason: Option<&str>| Edit::State {
            entry: EntryId(4),
            state,
            reason: reason.map(str::to_owned),
        };
        let edits = vec![
            edit(State::Done, None),
            edit(State::Na, Some("gone")),
            edit(State::Open, None),
        ];
        let step = workbook.apply_all(edits, &stamp("me", 2)).unwrap().unwrap();
        let back = workbook.undo(&step, &stamp("me", 3)).unwrap();
        assert_eq!(workbook.state(EntryId(4)), State::Blocked);
        workbook.undo(&back, &stamp("me", 4)).unwrap();
        assert_eq!(workbook.state(EntryId(4)), State::Open);
    }

    #[test]
    fn ticks_are_confirmed_with_what_was_said_of_them() {
        let mut workbook = walked();
        let reason = Some("see 4711".to_owned());
        let edit = Edit::State {
            entry: EntryId(6),
            state: State::Done,
            reason: reason.clone(),
        };
        workbook.apply(edit, &stamp("me", 2)).unwrap();
        workbook.turn_to(Checklist::parse(TEXT.replace("- [ ] done", "- [ ] done!")));
        let unconfirmed: Vec<usize> = workbook
            .checklist()
            .ids()
            .filter(|&id| workbook.is_unconfirmed(id))
            .map(|id| id.0)
            .collect();
        assert_eq!(unconfirmed, [3, 6]);
        let edits = workbook.confirm_under(EntryId(0));
        workbook.apply_all(edits, &stamp("me", 3)).unwrap();
        assert!(
            !workbook
                .checklist()
                .ids()
                .any(|id| workbook.is_unconfirmed(id))
        );
        assert_eq!(
            workbook.marks(EntryId(6)).state.value().unwrap().reason,
            reason
        );
    }

    #[test]
    fn a_step_is_found_where_all_of_it_stands() {
        for (entries, found) in [
            (&[2][..], Some(2)),
            (&[1, 2], Some(1)),
            (&[2, 4], Some(0)),
            (&[1, 8], None),
        ] {
            let mut workbook = workbook();
            let edit = |&at: &usize| Edit::State {
                entry: EntryId(at),
                state: State::Done,
                reason: None,
            };
            let step = workbook
                .apply_all(entries.iter().map(edit).collect(), &stamp("me", 1))
                .unwrap()
                .unwrap();
            assert_eq!(
                workbook.changed_by(&step),
                found.map(EntryId),
                "{entries:?}"
            );
        }
    }
}
