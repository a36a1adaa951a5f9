//! Acts: changes of several items at once. Each event of one has its id, so that a report can tell what was ticked one by
//! one from what was ticked in bulk.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Edit, Refusal, Step, Workbook};
use crate::checklist::EntryId;
use crate::progress::{Change, Event, Stamp, State};

/// The most items that are set at once without a reason.
pub const MOST_WITHOUT_REASON: usize = 10;

/// An act, as it stands now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Act<'a> {
    /// Its id.
    pub id: &'a str,
    /// The number of items that it gave their current state.
    pub items: usize,
}

/// The sizes of all acts.
#[derive(Debug, Clone, Default)]
pub(super) struct ActSizes {
    /// The items that each one gave their current state.
    current: HashMap<String, usize>,
    /// The items that each one changed.
    changed: HashMap<String, usize>,
}

impl Workbook {
    /// The act that gave a done, N/A or waived item its current state; `None` if that was given alone.
    pub fn act_of(&self, id: EntryId) -> Option<Act<'_>> {
        let act = self.act_at(id)?;
        let items = self.act_sizes().current.get(act).copied()?;
        Some(Act { id: act, items })
    }

    /// The number of items that the act of an event changed; `None` if it is part of none.
    pub fn changed_with(&self, event: &Event) -> Option<usize> {
        let sizes = self.act_sizes();
        sizes.changed.get(event.act.as_deref()?).copied()
    }

    fn act_at(&self, id: EntryId) -> Option<&str> {
        let register = &self.marks(id).state;
        let state = register.value()?.state;
        register
            .act()
            .filter(|_| matches!(state, State::Done | State::Na | State::Waived))
    }

    fn act_sizes(&self) -> &ActSizes {
        self.acts.get_or_init(|| {
            let mut sizes = ActSizes::default();
            for act in self.checklist.ids().filter_map(|id| self.act_at(id)) {
                *sizes.current.entry(act.to_owned()).or_default() += 1;
            }
            let mut changed: BTreeMap<&str, BTreeSet<(&str, &str)>> = BTreeMap::new();
            for (key, event) in self.progress.events() {
                if let (Some(act), Change::State { .. }) = (&event.act, &event.change) {
                    let items = changed.entry(act).or_default();
                    items.insert((key, &event.on.text));
                }
            }
            let count = |(act, items): (&str, BTreeSet<_>)| (act.to_owned(), items.len());
            sizes.changed = changed.into_iter().map(count).collect();
            sizes
        })
    }

    /// Makes several changes as one step; as one act, if that changes the state of more than one item. Returns `None` if
    /// nothing changes.
    ///
    /// # Errors
    ///
    /// The [`Refusal`] of the first that makes no sense; then nothing was changed.
    pub fn apply_all(&mut self, edits: Vec<Edit>, stamp: &Stamp) -> Result<Option<Step>, Refusal> {
        let act = self.act_for(&edits, stamp);
        let steps = self.apply_each(edits.clone(), act.clone(), stamp)?;
        let is_one = act.is_some() && self.changed_states(&steps) < 2;
        let steps = if is_one {
            self.forget(&steps);
            self.apply_each(edits, None, stamp)?
        } else {
            steps
        };
        // Once for all of them: every one of many equal items would cost as much as opening the file.
        let step = self.combined(steps);
        Ok(step.map(|step| self.keep_in_place(step, stamp)))
    }

    fn apply_each(
        &mut self,
        edits: Vec<Edit>,
        act: Option<String>,
        stamp: &Stamp,
    ) -> Result<Vec<Step>, Refusal> {
        self.act = act;
        let mut steps = Vec::new();
        let mut refused = None;
        for edit in edits {
            match self.apply_one(edit, stamp) {
                Ok(step) => steps.extend(step),
                Err(refusal) => {
                    refused = Some(refusal);
                    break;
                }
            }
        }
        self.act = None;
        match refused {
            Some(refusal) => {
                self.forget(&steps);
                Err(refusal)
            }
            None => Ok(steps),
        }
    }

    /// The id of the act that these edits are, if they set the states of several items: that of an event which sets the
    /// first of them alone.
    fn act_for(&self, edits: &[Edit], stamp: &Stamp) -> Option<String> {
        let mut states = edits.iter().filter_map(|edit| match edit {
            Edit::State {
                entry,
                state,
                reason,
            } => Some((*entry, *state, reason.clone())),
            Edit::Fill { .. }
            | Edit::Note { .. }
            | Edit::Phase { .. }
            | Edit::Correct { .. }
            | Edit::CorrectVariable { .. }
            | Edit::Live { .. }
            | Edit::Measure { .. }
            | Edit::SetVariable { .. }
            | Edit::SetVariableAt { .. }
            | Edit::LinkVariable { .. }
            | Edit::Sign { .. }
            | Edit::EditNote { .. }
            | Edit::Put { .. }
            | Edit::PutInVariable { .. }
            | Edit::Dismiss { .. } => None,
        });
        let (first, state, reason) = states.next()?;
        states.find(|(entry, ..)| *entry != first)?;
        let change = Change::State {
            state: Some(state),
            reason,
            since: None,
        };
        let key = self.checklist.key(first);
        Some(Event::new(&key, stamp, self.on(first), Vec::new(), change).id)
    }

    /// The act that all of these events are part of.
    pub(super) fn act_of_events(&self, key: &str, ids: &[String]) -> Option<String> {
        let events = self.progress.entries.get(key)?;
        let mut acts = ids.iter().map(|id| {
            let event = events.iter().find(|event| event.id == *id);
            event.and_then(|event| event.act.clone())
        });
        let first = acts.next()??;
        acts.all(|act| act.is_some()).then_some(first)
    }
}
