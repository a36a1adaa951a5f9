//! The states of items, each with a key of its own: with a reason where one is wanted, on one item or on all that
//! is open under a row. And confirming what is ticked.

use crate::checklist::{BlankId, EntryId};
use crate::progress::{Answer, Mark, Stamp, State};
use crate::screen::action::Action;
use crate::screen::effects::Effects;
use crate::screen::field::{Field, Purpose};
use crate::screen::keymap::Context;
use crate::screen::offers::Offers;
use crate::screen::outline::Row;
use crate::screen::overlay::Overlay;
use crate::screen::question::Question;
use crate::screen::session::Session;
use crate::workbook::{Doubt, Edit, describe, is_invisible};

const NOTHING_OPEN: &str = "No item is open in this section.";

impl Session {
    /// Ticks an item, or takes its tick back; asks whether all of a section is done.
    pub(super) fn toggle(&mut self, stamp: &Stamp) -> Effects {
        let Some(id) = self.entry_or_say() else {
            return Effects::default();
        };
        let entry = self.checklist().entry(id);
        if entry.can_be_ticked() {
            return self.toggle_item(id, stamp);
        }
        if !entry.is_section() {
            self.message = Some("Only items can be ticked; this is none.".to_owned());
        } else if self.workbook.open_under(id).next().is_none() {
            self.message = Some(NOTHING_OPEN.to_owned());
        } else if !self.refuse_change() {
            self.overlay = Some(Overlay::Question(Question::AllDone(id)));
        }
        Effects::default()
    }

    /// Answers whether all that is open under an entry is done.
    pub(super) fn tick_all(&mut self, id: EntryId, answer: Action, stamp: &Stamp) -> Effects {
        match answer {
            Action::Yes => self.set_all(id, State::Done, None, stamp),
            _ => Effects::default(),
        }
    }

    /// Opens an item again.
    pub(super) fn reopen(&mut self, stamp: &Stamp) -> Effects {
        let Some(id) = self.entry_or_say() else {
            return Effects::default();
        };
        let is_open =
            self.workbook.state(id) == State::Open && !self.workbook.marks(id).state.is_conflict();
        if self.checklist().entry(id).is_section() {
            let (open, undo) = (self.key_of(Action::Open), self.key_of(Action::Undo));
            self.message = Some(format!(
                "{open} opens one item: go to it. {undo} takes back what was just done."
            ));
        } else if !self.checklist().entry(id).can_be_ticked() {
            self.message = Some("Only items have a state; this is none.".to_owned());
        } else if is_open {
            self.message = Some("This is open already.".to_owned());
        } else {
            return self.apply(
                Edit::State {
                    entry: id,
                    state: State::Open,
                    reason: None,
                },
                stamp,
            );
        }
        Effects::default()
    }

    /// Asks for the reason of a state: for an item, or for all that is open in a section or under a folded item. An
    /// item that is in this state already gets another reason.
    pub(super) fn ask_why(&mut self, state: State) {
        let Some(entry) = self.entry_or_say() else {
            return;
        };
        let whole = self.means_all(entry);
        // A draft is to be seen and cleared also where nobody needs it any more.
        let has_draft = self.drafts.contains_key(&Purpose::Reason {
            entry,
            state,
            whole,
        });
        if whole && !has_draft && self.workbook.open_under(entry).next().is_none() {
            self.message = Some(NOTHING_OPEN.to_owned());
        } else if !whole && !self.checklist().entry(entry).can_be_ticked() {
            self.message = Some("Only items have a state; this is none.".to_owned());
        } else if !self.refuse_change() {
            let register = &self.workbook.marks(entry).state;
            let mark = register
                .value()
                .filter(|mark| !whole && mark.state == state);
            let before = mark
                .and_then(|mark| mark.reason.clone())
                .unwrap_or_default();
            let offers = self
                .workbook
                .reasons()
                .into_iter()
                .filter(|&reason| reason != before.trim());
            let (offers, seen) = (offers.map(str::to_owned).collect(), register.ids());
            self.open_field(
                Purpose::Reason {
                    entry,
                    state,
                    whole,
                },
                &before,
                false,
            );
            if let Some(Overlay::Field(field)) = &mut self.overlay {
                (field.offers, field.seen) = (Offers::new(offers), seen);
            }
        }
    }

    /// Whether a state that is set here is set on all that is open under the entry: on a section, and on an item
    /// that hides others which are open. A walk hides nothing: it comes to each of them.
    fn means_all(&self, id: EntryId) -> bool {
        let hides = self.outline.is_folded(Row::Entry(id)) && self.walk.is_none();
        self.checklist().entry(id).is_section()
            || (hides && self.workbook.open_under(id).any(|under| under != id))
    }

    /// Sets the state with the reason that the field holds. The field stays where there is none, and where others
    /// have set another state meanwhile.
    pub(super) fn give_reason(&mut self, mut field: Box<Field>, stamp: &Stamp) -> Effects {
        let Purpose::Reason {
            entry,
            state,
            whole,
        } = field.purpose
        else {
            return Effects::default();
        };
        let reason = field.text();
        if is_invisible(&reason) {
            let leave = self.keymap.key_in(Context::Reason, Action::Cancel);
            self.message = Some(format!(
                "Say why: {} wants a reason. {leave} changes nothing.",
                state.words()
            ));
        } else if whole {
            return self.set_all(entry, state, Some(&reason), stamp);
        } else if !self.others_set(&mut field, entry) {
            return self.apply(
                Edit::State {
                    entry,
                    state,
                    reason: Some(reason),
                },
                stamp,
            );
        }
        self.overlay = Some(Overlay::Field(field));
        Effects::default()
    }

    /// Whether others set the state of an item while the field for its reason was open: nobody overrules what they
    /// have not seen.
    fn others_set(&mut self, field: &mut Field, entry: EntryId) -> bool {
        let register = &self.workbook.marks(entry).state;
        let ids = register.ids();
        if ids == field.seen {
            return false;
        }
        let told = |answer: &Answer<Mark>| {
            let state = answer
                .value
                .as_ref()
                .map_or_else(|| State::Open.to_string(), Mark::to_string);
            format!("{state} ({})", answer.who())
        };
        let told: Vec<String> = register.standing().iter().map(told).collect();
        let again = self.keymap.key_in(field.context(), Action::Accept);
        self.message = Some(format!(
            "In the meantime: {}. {again} again sets it all the same.",
            told.join(" or ")
        ));
        field.seen = ids;
        true
    }

    /// Sets all that is open under an entry, as one change, and says how many items that were.
    fn set_all(
        &mut self,
        id: EntryId,
        state: State,
        reason: Option<&str>,
        stamp: &Stamp,
    ) -> Effects {
        let edits = self.workbook.set_under(id, state, reason);
        if edits.is_empty() {
            self.message = Some(NOTHING_OPEN.to_owned());
            return Effects::default();
        }
        let undo = self.key_of(Action::Undo);
        let told = format!(
            "{}; {undo} undoes it.",
            self.workbook.describe_set_under(edits.len(), id, state)
        );
        self.apply_all(edits, Some(told), stamp)
    }

    /// Confirms what an entry holds: its state, and the answers in its blanks.
    pub(super) fn confirm(&mut self, stamp: &Stamp) -> Effects {
        let Some(id) = self.entry_or_say() else {
            return Effects::default();
        };
        let edits = self.workbook.confirm(id);
        if !edits.is_empty() {
            let effects = self.apply_all(edits, None, stamp);
            self.point_out_failing(id);
            return effects;
        }
        let (one, all) = (
            self.key_of(Action::Confirm),
            self.key_of(Action::ConfirmAll),
        );
        self.message = Some(match self.workbook.confirm_under(id).len() {
            0 => "Nothing to confirm here.".to_owned(),
            1 => format!("1 answer under this needs confirming: {all} here, or {one} on its row."),
            many => format!(
                "{many} answers under this need confirming: {all} confirms all, {one} one on its row."
            ),
        });
        Effects::default()
    }

    /// Confirms an entry and what stands under it, as one change.
    pub(super) fn confirm_all(&mut self, stamp: &Stamp) -> Effects {
        let Some(id) = self.entry_or_say() else {
            return Effects::default();
        };
        let edits = self.workbook.confirm_under(id);
        let blanks = self
            .checklist()
            .subtree(id)
            .flat_map(|id| self.checklist().entry(id).blanks.clone());
        let doubts = blanks.filter_map(|blank| self.workbook.doubt(BlankId(blank)));
        let carried = doubts
            .filter(|doubt| matches!(doubt, Doubt::Carried(_)))
            .count();
        let (one, undo) = (self.key_of(Action::Confirm), self.key_of(Action::Undo));
        let left = match carried {
            0 => String::new(),
            1 => format!(" 1 carried value still needs confirming: {one} on its row."),
            many => format!(" {many} carried values still need confirming: {one} on each row."),
        };
        if edits.is_empty() {
            self.message = Some(format!("Nothing to confirm here.{left}"));
            return Effects::default();
        }
        let told = format!("{}; {undo} undoes it.{left}", describe::confirmed(&edits));
        self.apply_all(edits, Some(told), stamp)
    }
}
