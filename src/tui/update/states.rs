//! The states of items: with a reason where one is required, on one item or on all open items under a row; and confirming.

use crate::checklist::{BlankId, EntryId};
use crate::progress::{Answer, Mark, Stamp, State};
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::field::{Field, FieldPurpose};
use crate::tui::keymap::Context;
use crate::tui::notice::Notice;
use crate::tui::outline::OutlineRow;
use crate::tui::overlay::Overlay;
use crate::tui::sheets::confirm::Confirmation;
use crate::tui::suggestions::Suggestions;
use crate::workbook::{Doubt, Edit, describe, is_invisible};

const NOTHING_OPEN: &str = "No open items in this section.";

impl App {
    /// Ticks an item, or takes its tick back; asks whether all of a section is done.
    pub(super) fn toggle(&mut self, stamp: &Stamp) -> Option<Effect> {
        let id = self.entry_or_notice()?;
        let entry = self.model.checklist().entry(id);
        if entry.can_be_ticked() {
            return self.toggle_item(id, stamp);
        }
        if !entry.is_section() {
            self.warn("Not a checklist item.");
        } else if self.model.workbook.open_under(id).next().is_none() {
            self.warn(NOTHING_OPEN.to_owned());
        } else if !self.refuse_change() {
            self.ask_to_tick_all(id);
        }
        None
    }

    /// Asks to tick all open items under an entry; for the reason, if they are many.
    fn ask_to_tick_all(&mut self, id: EntryId) {
        let items: Vec<EntryId> = self.model.workbook.open_under(id).collect();
        if self.model.workbook.asks_for_reason(&items).is_some() {
            self.ask_reason(State::Done);
        } else {
            self.overlay = Some(Overlay::Confirm(Confirmation::AllDone(id)));
        }
    }

    /// Opens an item again.
    pub(super) fn reopen(&mut self, stamp: &Stamp) -> Option<Effect> {
        let id = self.entry_or_notice()?;
        let is_open = self.model.workbook.state(id) == State::Open
            && !self.model.workbook.marks(id).state.is_conflict();
        if self.model.checklist().entry(id).is_section() {
            let undo = self.model.key_of(Action::Undo);
            self.info(format!(
                "Select an item to reopen it ({undo}: undo the last change)."
            ));
        } else if !self.model.checklist().entry(id).can_be_ticked() {
            self.warn("Not a checklist item.");
        } else if is_open {
            self.warn("Already open.");
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
        None
    }

    /// Sets a state that needs a reason: with the condition of the item as the reason, or after asking for it.
    pub(super) fn set_with_reason(&mut self, state: State, stamp: &Stamp) -> Option<Effect> {
        let Some((entry, reason)) = self.reason_at_hand(state) else {
            self.ask_reason(state);
            return None;
        };
        let edit = Edit::State {
            entry,
            state,
            reason: Some(reason.clone()),
        };
        let effects = self.apply(edit, stamp);
        let undo = self.model.key_of(Action::Undo);
        let told = format!("Not applicable: {reason} ({undo}: undo).");
        self.notice.get_or_insert(Notice::info(told));
        effects
    }

    /// Returns the selected item with its condition; `None` if it has none, or is in this state already and may get
    /// another reason.
    fn reason_at_hand(&self, state: State) -> Option<(EntryId, String)> {
        let entry = self.model.entry()?;
        let workbook = &self.model.workbook;
        let register = &workbook.marks(entry).state;
        let is_set = register.value().is_some_and(|mark| mark.state == state);
        let can_be = self.model.checklist().entry(entry).can_be_ticked();
        if !can_be || is_set || register.is_conflict() || self.model.read_only.is_some() {
            return None;
        }
        Some((entry, workbook.ready_reason(entry, state)?))
    }

    /// Asks for the reason of a state: for an item, or for all that is open in a section or under a folded item. An
    /// item that is in this state already gets another reason.
    pub(super) fn ask_reason(&mut self, state: State) {
        let Some(entry) = self.entry_or_notice() else {
            return;
        };
        let whole = self.means_all(entry);
        // A draft can be seen and cleared even if it is no longer needed.
        let has_draft = self.model.drafts.contains_key(&FieldPurpose::Reason {
            entry,
            state,
            whole,
        });
        if whole && !has_draft && self.model.workbook.open_under(entry).next().is_none() {
            self.warn(NOTHING_OPEN.to_owned());
        } else if !whole && !self.model.checklist().entry(entry).can_be_ticked() {
            self.warn("Not a checklist item.");
        } else if !self.refuse_change() {
            let register = &self.model.workbook.marks(entry).state;
            let mark = register
                .value()
                .filter(|mark| !whole && mark.state == state);
            let before = mark
                .and_then(|mark| mark.reason.clone())
                .or_else(|| self.model.workbook.likely_reason(entry, state))
                .unwrap_or_default();
            let offers = self
                .model
                .workbook
                .reasons()
                .into_iter()
                .filter(|&reason| reason != before.trim());
            let (offers, seen) = (offers.map(str::to_owned).collect(), register.ids());
            self.open_field(
                FieldPurpose::Reason {
                    entry,
                    state,
                    whole,
                },
                &before,
                false,
            );
            if let Some(Overlay::Field(field)) = &mut self.overlay {
                (field.offers, field.seen) = (Suggestions::new(offers), seen);
            }
        }
    }

    /// Returns whether a state applies to all open items under the entry: on a section, and on a
    /// folded item with open items inside. A walk folds nothing.
    fn means_all(&self, id: EntryId) -> bool {
        let hides =
            self.model.outline.is_folded(OutlineRow::Entry(id)) && self.model.walk.is_none();
        self.model.checklist().entry(id).is_section()
            || (hides && self.model.workbook.open_under(id).any(|under| under != id))
    }

    /// Sets the state with the reason in the field. The field stays open without a reason, and
    /// where others set another state meanwhile.
    pub(super) fn accept_reason(&mut self, mut field: Box<Field>, stamp: &Stamp) -> Option<Effect> {
        let FieldPurpose::Reason {
            entry,
            state,
            whole,
        } = field.purpose
        else {
            return None;
        };
        let reason = field.text();
        if is_invisible(&reason) {
            let leave = self.model.keymap.key_in(Context::Reason, Action::Cancel);
            self.warn(format!(
                "A reason is required for {} ({leave}: cancel).",
                state.words()
            ));
        } else if whole {
            return self.set_all(entry, state, Some(&reason), stamp);
        } else if !self.has_new_state(&mut field, entry) {
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
        None
    }

    /// Returns whether others set the state of an item while the field was open: nobody overrules
    /// what they have not seen.
    fn has_new_state(&mut self, field: &mut Field, entry: EntryId) -> bool {
        let register = &self.model.workbook.marks(entry).state;
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
        let again = self.model.keymap.key_in(field.context(), Action::Accept);
        self.warn(format!(
            "Changed meanwhile: {}. {again} again to set it anyway.",
            told.join(" or ")
        ));
        field.seen = ids;
        true
    }

    /// Sets all open items under an entry, as one change, with a notice about their number.
    pub(super) fn set_all(
        &mut self,
        id: EntryId,
        state: State,
        reason: Option<&str>,
        stamp: &Stamp,
    ) -> Option<Effect> {
        let edits = self.model.workbook.set_under(id, state, reason);
        if edits.is_empty() {
            self.warn(NOTHING_OPEN.to_owned());
            return None;
        }
        let undo = self.model.key_of(Action::Undo);
        let told = format!(
            "{} ({undo}: undo).",
            self.model
                .workbook
                .describe_set_under(edits.len(), id, state)
        );
        self.apply_all(edits, Some(told), stamp)
    }

    /// Confirms what an entry holds: its state, and the answers in its blanks.
    pub(super) fn confirm(&mut self, stamp: &Stamp) -> Option<Effect> {
        let id = self.entry_or_notice()?;
        let edits = self.model.workbook.confirm(id);
        if !edits.is_empty() {
            let effects = self.apply_all(edits, None, stamp);
            self.point_out_failing(id);
            return effects;
        }
        let (one, all) = (
            self.model.key_of(Action::Confirm),
            self.model.key_of(Action::ConfirmAll),
        );
        self.warn(match self.model.workbook.confirm_under(id).len() {
            0 => "Nothing to confirm here.".to_owned(),
            1 => format!("1 answer below needs confirming ({all} here, or {one} on its row)."),
            many => {
                format!("{many} answers below need confirming ({all}: all, or {one} on each row).")
            }
        });
        None
    }

    /// Confirms an entry and everything under it, as one change.
    pub(super) fn confirm_all(&mut self, stamp: &Stamp) -> Option<Effect> {
        let id = self.entry_or_notice()?;
        let edits = self.model.workbook.confirm_under(id);
        let blanks = self
            .model
            .checklist()
            .subtree(id)
            .flat_map(|id| self.model.checklist().entry(id).blanks.clone());
        let doubts = blanks.filter_map(|blank| self.model.workbook.doubt(BlankId(blank)));
        let carried = doubts
            .filter(|doubt| matches!(doubt, Doubt::Carried(_)))
            .count();
        let (one, undo) = (
            self.model.key_of(Action::Confirm),
            self.model.key_of(Action::Undo),
        );
        let left = match carried {
            0 => String::new(),
            1 => format!(" 1 copied value still needs confirming ({one} on its row)."),
            many => format!(" {many} copied values still need confirming ({one} on each row)."),
        };
        if edits.is_empty() {
            self.warn(format!("Nothing to confirm here.{left}"));
            return None;
        }
        let told = format!("{} ({undo}: undo).{left}", describe::confirmed(&edits));
        self.apply_all(edits, Some(told), stamp)
    }
}
