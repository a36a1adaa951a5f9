//! Choices: groups of boxes of which one is the answer, corrected by people.

use super::Workbook;
use crate::checklist::{ChoiceGroup, EntryId, Origin, Reading};
use crate::progress::{Aspect, Correction, State};

/// How far a choice is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chosen {
    /// Nothing is chosen.
    Nothing,
    /// Exactly this option is chosen.
    One(EntryId),
    /// Several options are chosen, although only one can be.
    Several,
    /// No option is chosen, and none is left: all are N/A or waived.
    SetAside,
}

impl Workbook {
    /// Whether a group of boxes is one answer, with the basis: a person's correction on its question, its first option
    /// or a heading above holds, else what the document has.
    pub fn choice_reading(&self, group: &ChoiceGroup) -> Reading<bool> {
        let by_person = |id: EntryId| match self.correction(id, &Aspect::Choice)? {
            Correction::Choice(is_choice) => Some(is_choice),
            Correction::Need(_)
            | Correction::Sense(_)
            | Correction::SignOff(_)
            | Correction::Counts(_) => None,
        };
        let first = group.options[0];
        if let Some(value) = by_person(group.question).or_else(|| by_person(first)) {
            return Reading::by_person(value);
        }
        if group.reading.origin == Origin::Annotation {
            return group.reading.clone();
        }
        // The options of an item are its own, whatever holds for the section.
        let mut above = self
            .checklist
            .ancestors(first)
            .take_while(|&up| !self.checklist.entry(up).is_item());
        match above.find_map(by_person) {
            Some(value) => Reading {
                value,
                origin: Origin::Inherited,
                words: String::new(),
            },
            None => group.reading.clone(),
        }
    }

    /// Whether the boxes below an entry, or beside it, are one answer, with the basis.
    pub fn is_choice(&self, id: EntryId) -> Reading<bool> {
        self.checklist.group_asked_at(id).map_or_else(
            || Reading::by_default(false),
            |group| self.choice_reading(group),
        )
    }

    /// The group that is one answer and has this option.
    pub fn choice_of(&self, option: EntryId) -> Option<&ChoiceGroup> {
        let group = self.checklist.group_of(option)?;
        self.choice_reading(group).value.then_some(group)
    }

    /// How far a choice is made.
    pub fn chosen(&self, group: &ChoiceGroup) -> Chosen {
        let state = |id: &&EntryId| self.state(**id);
        let mut done = group.options.iter().filter(|id| state(id) == State::Done);
        match (done.next(), done.next()) {
            (Some(&one), None) => Chosen::One(one),
            (Some(_), Some(_)) => Chosen::Several,
            (None, _) => {
                let mut options = group.options.iter();
                let is_aside = |id: &EntryId| matches!(self.state(*id), State::Na | State::Waived);
                if options.all(is_aside) {
                    Chosen::SetAside
                } else {
                    Chosen::Nothing
                }
            }
        }
    }

    /// Returns whether an option is the first of several that are chosen, although only one can be.
    pub(super) fn is_one_of_several(&self, id: EntryId) -> bool {
        self.choice_of(id).is_some_and(|group| {
            let mut done = group
                .options
                .iter()
                .filter(|&&id| self.state(id) == State::Done && self.can_stand_for_others(id));
            self.chosen(group) == Chosen::Several && done.next() == Some(&id)
        })
    }

    /// Returns whether an option needs no answer of its own: another one is chosen, or stands for the group.
    pub fn is_spared_option(&self, id: EntryId) -> bool {
        let Some(group) = self.choice_of(id) else {
            return false;
        };
        if self.state(id) == State::Blocked {
            return false;
        }
        // One that could still be chosen stands for the group.
        let stands = |is_candidate: &dyn Fn(EntryId) -> bool| {
            let is_aside = |id: EntryId| matches!(self.state(id), State::Na | State::Waived);
            let mut open = group.options.iter().filter(|&&option| {
                !is_aside(option) && self.can_stand_for_others(option) && is_candidate(option)
            });
            open.next() == Some(&id)
        };
        match self.chosen(group) {
            Chosen::Nothing => !stands(&|_| true),
            // `NO-GO` is an answer, and none that a launch can rest on.
            Chosen::One(one) if group.refusals.contains(&one) => {
                one != id && !stands(&|option| !group.refusals.contains(&option))
            }
            Chosen::One(one) => one != id,
            Chosen::Several => self.state(id) != State::Done,
            Chosen::SetAside => false,
        }
    }

    /// Returns whether an option blocks by itself: one that is optional or doesn't count can't do so for the others.
    fn can_stand_for_others(&self, id: EntryId) -> bool {
        self.counts(id).value && !self.is_optional(id)
    }
}

#[cfg(test)]
mod tests {
    use super::Chosen;
    use crate::checklist::{Checklist, EntryId};
    use crate::progress::{Progress, State};
    use crate::workbook::edit::stamp;
    use crate::workbook::{Edit, Workbook};

    #[test]
    fn a_choice_is_one_blocker_until_exactly_one_option_is_chosen() {
        let text = "## D?\n- [ ] Yes\n- [ ] No\n\n## E\n- [x] Other\n";
        let (yes, no) = (EntryId(1), EntryId(2));
        for (states, expected) in [
            (vec![], vec![(1, "open")]),
            (vec![(yes, State::Na)], vec![(2, "open")]),
            (vec![(no, State::Done)], vec![]),
            (
                vec![(yes, State::Done), (no, State::Done)],
                vec![(1, "several-chosen")],
            ),
            (vec![(yes, State::Na), (no, State::Na)], vec![]),
            (vec![(yes, State::Blocked)], vec![(1, "blocked")]),
            (
                vec![(no, State::Done), (yes, State::Blocked)],
                vec![(1, "blocked")],
            ),
        ] {
            let checklist = Checklist::parse(text);
            let mut workbook = Workbook::new(checklist, Progress::new("a.md", None));
            for (second, &(entry, state)) in states.iter().enumerate() {
                let reason = (state != State::Done).then(|| "why".to_owned());
                let edit = Edit::State {
                    entry,
                    state,
                    reason,
                };
                let second = i64::try_from(second).unwrap() + 1;
                workbook.apply(edit, &stamp("me", second)).unwrap();
            }
            let blockers = workbook.verdict().blockers.iter();
            let found: Vec<(usize, &str)> = blockers
                .map(|blocker| (blocker.entry.unwrap().0, blocker.reason.name()))
                .collect();
            assert_eq!(found, expected, "{states:?}");
        }
    }

    #[test]
    fn no_option_is_spared_by_one_that_does_not_count_or_refuses() {
        for (text, expected) in [
            (
                "## R (choose one)\n- [ ] A (optional)\n- [ ] B\n\n## E\n- [x] c\n",
                "2 open",
            ),
            (
                "## R (choose one)\n- [x] A (optional)\n- [x] B\n\n## E\n- [x] c\n",
                "2 several-chosen",
            ),
            ("## D\n- [ ] GO\n- [x] NO-GO\n\n## E\n- [x] c\n", "1 open"),
            ("## D\n- [x] GO\n- [ ] NO-GO\n\n## E\n- [x] c\n", ""),
            (
                "## D\n- [ ] Approved\n- [ ] Conditional\n- [x] Rejected\n\n## E\n- [x] c\n",
                "1 open",
            ),
            ("## D\n- [ ] Yes\n- [x] No\n\n## E\n- [x] c\n", ""),
        ] {
            let workbook = Workbook::new(Checklist::parse(text), Progress::default());
            let blockers = workbook.verdict().blockers.iter();
            let found: Vec<String> = blockers
                .map(|blocker| format!("{} {}", blocker.entry.unwrap().0, blocker.reason.name()))
                .collect();
            assert_eq!(found.join(", "), expected, "{text}");
        }
    }

    #[test]
    fn one_option_answers_the_group() {
        for (source, chosen, spared) in [
            ("## D?\n- [ ] Yes\n- [ ] No\n", Chosen::Nothing, vec![2]),
            (
                "## D?\n- [ ] Yes\n- [x] No\n",
                Chosen::One(EntryId(2)),
                vec![1],
            ),
            ("## D?\n- [x] Yes\n- [x] No\n", Chosen::Several, vec![]),
            (
                "## D? (choose one)\n- [x] a\n- [ ] b\n- [x] c\n",
                Chosen::Several,
                vec![2],
            ),
        ] {
            let workbook = Workbook::new(Checklist::parse(source), Progress::default());
            let group = &workbook.checklist().choice_groups()[0];
            assert_eq!(workbook.chosen(group), chosen, "{source}");
            let ids = workbook.checklist().ids();
            let found: Vec<usize> = ids
                .filter(|&id| workbook.is_spared_option(id))
                .map(|id| id.0)
                .collect();
            assert_eq!(found, spared, "{source}");
            assert_ne!(workbook.state(EntryId(1)), State::Na);
        }
    }
}
