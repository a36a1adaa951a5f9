//! What applies in this moment: which hints the footer gives, and which keys sentences name. It reads the app, and
//! does not know what an action does.

use super::action::Action;
use super::app::App;
use super::copyable;
use super::field::Purpose;
use super::keymap::{Context, When};
use super::model::Model;
use super::outline::has_children;

impl App {
    /// Whether a hint applies now.
    pub fn applies(&self, when: When) -> bool {
        let entry = self.entry();
        match when {
            When::Hint => true,
            When::Quietly => false,
            When::OnItem => entry.is_some_and(|id| self.checklist().entry(id).can_be_ticked()),
            When::HasBlanks => entry.is_some_and(|id| !self.model.asked_at(id).is_empty()),
            When::HasThreshold => {
                entry.is_some_and(|id| !self.model.workbook.measurements(id).is_empty())
            }
            When::HasSignOff => {
                entry.is_some_and(|id| self.model.workbook.signoffs_at(id).next().is_some())
            }
            When::HasChildren => {
                let row = self.outline.row();
                row.is_some_and(|row| {
                    has_children(&self.model.workbook, row) && self.outline.is_folded(row)
                })
            }
            When::OnEntry => entry.is_some(),
            When::HasCommand => copyable::has_command(self),
            When::OnUnplaced => self.unmatched().is_some(),
            When::CanPut => {
                self.unmatched().is_some() || (self.taken_up.is_some() && entry.is_some())
            }
            When::HasList => self
                .field()
                .is_some_and(|field| field.has_list() || field.has_offers()),
            When::HasOffer => self.field().is_some_and(|field| field.ready.is_some()),
            When::InBlank => self.form().is_some(),
            When::InForm => self.form().is_some_and(|form| form.rows.len() > 1),
            When::EditsNote => self
                .field()
                .is_some_and(|field| matches!(field.purpose, Purpose::EditNote(..))),
            When::HasNotes => {
                entry.is_some_and(|id| !self.model.workbook.marks(id).notes.is_empty())
            }
            When::CanSet => entry.is_some_and(|id| {
                self.checklist().entry(id).can_be_ticked()
                    || self.model.workbook.open_under(id).next().is_some()
            }),
            When::CanConfirm => entry.is_some_and(|id| !self.model.workbook.confirm(id).is_empty()),
            When::CanConfirmAll => entry.is_some_and(|id| {
                self.checklist().entry(id).is_section()
                    && !self.model.workbook.confirm_under(id).is_empty()
            }),
            When::CanUndo => !self.undo.is_empty(),
            When::CanRedo => !self.redo.is_empty(),
            When::CanLeave => {
                let searches = !self.search.words().is_empty();
                searches || self.outline.filter().is_some() || self.taken_up.is_some()
            }
            When::HasMatches => !self.search.hits().is_empty(),
        }
    }

    /// Whether the footer gives a hint: where it applies. In the outline it keeps still while the selection goes from
    /// entry to entry, which costs nothing on a slow link and no eye a look: there stands what applies somewhere, and
    /// not what applies to few.
    fn is_hinted(&self, when: When) -> bool {
        if self.context() != Context::Outline || self.entry().is_none() {
            return self.applies(when);
        }
        match when {
            When::OnItem => true,
            When::HasBlanks => !self.checklist().blanks().is_empty(),
            When::CanConfirm => self
                .checklist()
                .ids()
                .any(|id| self.model.workbook.is_unconfirmed(id)),
            When::HasChildren
            | When::HasCommand
            | When::HasNotes
            | When::HasThreshold
            | When::HasSignOff
            | When::CanSet
            | When::CanConfirmAll => false,
            when => self.applies(when),
        }
    }

    /// What the footer says in this moment: key and hint.
    pub fn hints(&self) -> impl Iterator<Item = (String, &'static str)> + '_ {
        let applying = self
            .model
            .keymap
            .bindings(self.context())
            .filter(|bound| self.is_hinted(bound.binding.when));
        applying.filter_map(|bound| Some((bound.first_key()?, self.hint_of(bound.binding))))
    }
}

impl Model {
    /// The key of an action in walk mode or the outline, for sentences that tell what to press; without one, how the
    /// palette finds it.
    pub fn key_of(&self, action: Action) -> String {
        let in_walk = self
            .walk
            .and_then(|_| self.keymap.key(Context::Walk, action));
        let key = in_walk.or_else(|| self.keymap.key(Context::Outline, action));
        key.unwrap_or_else(|| format!(":{}", action.name()))
    }
}
