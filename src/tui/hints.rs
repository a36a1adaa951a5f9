//! The hints that apply now: which of them the footer shows, and which keys texts name. It reads the app only.

use super::app::App;
use super::copyable;
use super::field::FieldPurpose;
use super::keymap::{Context, HintCondition};
use super::outline::has_children;
use super::overlay::Overlay;

impl App {
    /// Returns whether a hint applies now.
    pub fn applies(&self, when: HintCondition) -> bool {
        let entry = self.model.entry();
        match when {
            HintCondition::Hint => true,
            HintCondition::Quietly => false,
            HintCondition::OnItem => {
                entry.is_some_and(|id| self.model.checklist().entry(id).can_be_ticked())
            }
            HintCondition::HasBlanks => {
                entry.is_some_and(|id| !self.model.form_rows_of(id).is_empty())
            }
            HintCondition::HasThreshold => {
                entry.is_some_and(|id| !self.model.workbook.measurements(id).is_empty())
            }
            HintCondition::HasSignOff => {
                entry.is_some_and(|id| self.model.workbook.signoffs_at(id).next().is_some())
            }
            HintCondition::HasChildren => {
                let row = self.model.outline.row();
                row.is_some_and(|row| {
                    has_children(&self.model.workbook, row) && self.model.outline.is_folded(row)
                })
            }
            HintCondition::OnEntry => entry.is_some(),
            HintCondition::HasCommand => copyable::has_command(&self.model),
            HintCondition::OnUnplaced => self.model.unmatched().is_some(),
            HintCondition::CanPut => {
                self.model.unmatched().is_some()
                    || (self.model.moving_mark.is_some() && entry.is_some())
            }
            HintCondition::HasList => self
                .field()
                .is_some_and(|field| field.has_list() || field.has_suggestions()),
            HintCondition::HasOffer => self.field().is_some_and(|field| field.ready.is_some()),
            HintCondition::InBlank => self.form().is_some(),
            HintCondition::InVariable => self
                .field()
                .is_some_and(|field| self.model.other_scope(field).is_some()),
            HintCondition::OnVariable => {
                matches!(&self.overlay, Some(Overlay::Blanks(sheet)) if sheet.is_on_variable(&self.model))
            }
            HintCondition::HasEmpty => {
                matches!(&self.overlay, Some(Overlay::Copy(sheet)) if sheet.has_empty())
            }
            HintCondition::InForm => self.form().is_some_and(|form| form.rows.len() > 1),
            HintCondition::EditsNote => self
                .field()
                .is_some_and(|field| matches!(field.purpose, FieldPurpose::EditNote(..))),
            HintCondition::HasNotes => {
                entry.is_some_and(|id| !self.model.workbook.marks(id).notes.is_empty())
            }
            HintCondition::CanSet => entry.is_some_and(|id| {
                self.model.checklist().entry(id).can_be_ticked()
                    || self.model.workbook.open_under(id).next().is_some()
            }),
            HintCondition::CanConfirm => {
                entry.is_some_and(|id| !self.model.workbook.confirm(id).is_empty())
            }
            HintCondition::CanConfirmAll => entry.is_some_and(|id| {
                self.model.checklist().entry(id).is_section()
                    && !self.model.workbook.confirm_under(id).is_empty()
            }),
            HintCondition::CanUndo => self.history.can_undo(),
            HintCondition::CanRedo => self.history.can_redo(),
            HintCondition::CanLeave => {
                let searches = !self.search.words().is_empty();
                searches
                    || self.model.outline.filter().is_some()
                    || self.model.moving_mark.is_some()
            }
            HintCondition::HasMatches => !self.search.hits().is_empty(),
        }
    }

    /// Returns whether the footer shows a hint. Outline hints don't depend on the selected row, so
    /// the footer isn't redrawn while scrolling.
    fn is_hinted(&self, when: HintCondition) -> bool {
        if self.context() != Context::Outline || self.model.entry().is_none() {
            return self.applies(when);
        }
        match when {
            HintCondition::OnItem => true,
            HintCondition::HasBlanks => {
                let checklist = self.model.checklist();
                !checklist.blanks().is_empty() || !checklist.places().is_empty()
            }
            HintCondition::CanConfirm => self
                .model
                .checklist()
                .ids()
                .any(|id| self.model.workbook.is_unconfirmed(id)),
            HintCondition::HasChildren
            | HintCondition::HasCommand
            | HintCondition::HasNotes
            | HintCondition::HasThreshold
            | HintCondition::HasSignOff
            | HintCondition::CanSet
            | HintCondition::CanConfirmAll => false,
            when => self.applies(when),
        }
    }

    /// Returns the hints of the footer: key and text.
    pub fn hints(&self) -> impl Iterator<Item = (String, &'static str)> + '_ {
        let applying = self
            .model
            .keymap
            .bindings(self.context())
            .filter(|bound| self.is_hinted(bound.binding.when));
        applying.filter_map(|bound| Some((bound.first_key()?, self.hint_of(bound.binding))))
    }
}
