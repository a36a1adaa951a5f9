//! The form of an entry: opening it, and going from field to field and from blank to blank.

use crate::checklist::{BlankId, BlankKind, EntryId};
use crate::progress::{Register, Stamp};
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::field::{ConflictingAnswer, Field, FieldPurpose};
use crate::tui::form::EntryForm;
use crate::tui::form_row::FormRow;
use crate::tui::outline::has_children;
use crate::tui::overlay::Overlay;

/// The next place after a field of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FieldExit {
    /// Nowhere: the form is closed.
    Close,
    /// To the next row of the form; from the last, nowhere. What was in the field is accepted as it is.
    Next,
    /// So many rows down or up in the form, without accepting.
    Field(isize),
    /// On or back so many blanks of the document, as one who only passes by.
    Blank(isize),
}

impl FieldExit {
    /// Returns whether an unchanged value is accepted too: confirmed, and a conflict resolved.
    pub(super) fn accepts(self) -> bool {
        matches!(self, FieldExit::Close | FieldExit::Next)
    }
}

impl App {
    /// Opens the form on the first unanswered row, else on the first; folds or unfolds where there
    /// is none.
    pub(super) fn edit(&mut self, stamp: &Stamp) {
        let folding = self
            .model
            .outline
            .row()
            .filter(|&row| has_children(&self.model.workbook, row));
        let id = match (self.model.entry(), folding) {
            (Some(id), _) => id,
            (None, Some(_)) => return self.fold_or_unfold(),
            (None, None) => {
                self.entry_or_notice();
                return;
            }
        };
        let mut rows = self.model.form_rows_of(id);
        if folding.is_some() {
            // Variables of a section that has rows under it don't keep it from being folded, once they are filled.
            rows.retain(|&row| {
                !matches!(row, FormRow::Variable(..)) || self.is_asked_in_text(id, row)
            });
        }
        match self.first_unanswered(&rows) {
            Some(asked) => self.open_row(asked, stamp),
            None if folding.is_some() => self.fold_or_unfold(),
            None => {
                let write = self.model.key_of(Action::Note);
                self.warn(format!("No blank here ({write}: add a note)."));
            }
        }
    }

    /// Returns whether a row is an empty variable in the text of this entry itself.
    fn is_asked_in_text(&self, id: EntryId, row: FormRow) -> bool {
        let FormRow::Variable(variable, _) = row else {
            return false;
        };
        let mut places = self.model.checklist().places_of(id);
        self.model.is_unanswered(row)
            && places.any(|place| place.variable == variable && place.span.is_some())
    }

    /// Returns the first row with a draft, else the first unanswered one, else the first.
    pub(super) fn first_unanswered(&self, rows: &[FormRow]) -> Option<FormRow> {
        let has_draft = |&&asked: &&FormRow| self.model.drafts.contains_key(&asked.purpose());
        let wants = |&&asked: &&FormRow| self.model.is_unanswered(asked);
        rows.iter()
            .find(has_draft)
            .or_else(|| rows.iter().find(wants))
            .or(rows.first())
            .copied()
    }

    fn fold_or_unfold(&mut self) {
        if self
            .model
            .outline
            .row()
            .is_some_and(|row| self.model.outline.is_folded(row))
        {
            self.unfold();
        } else {
            self.fold();
        }
    }

    /// Selects the entry that holds a blank, unless the selected one does.
    pub(super) fn go_to_blank(&mut self, blank: BlankId) {
        let checklist = self.model.checklist();
        let holds = |&id: &EntryId| checklist.blanks_of(id).any(|own| own == blank);
        if self.model.entry().is_some_and(|id| holds(&id)) {
            return;
        }
        let entry = checklist.blank(blank).entry;
        // A walk goes from step to step: a line of an item isn't a step.
        let step = checklist
            .item_of(entry)
            .filter(|_| self.model.walk.is_some())
            .filter(holds);
        self.go_to(step.unwrap_or(entry));
    }

    /// Opens the form on a row.
    pub(super) fn open_row(&mut self, asked: FormRow, stamp: &Stamp) {
        if self.refuse_change() {
            return;
        }
        let (mut several, mut choices, mut ready) = (false, Vec::new(), None);
        if let FormRow::Blank(blank) = asked {
            self.go_to_blank(blank);
            let of = self.model.checklist().blank(blank);
            (several, choices) = (of.kind == BlankKind::Area, of.choices.clone());
            ready = self.model.checklist().offer(blank, stamp.at, &stamp.by);
        } else if let FormRow::Variable(variable, _) = asked {
            let checklist = self.model.checklist();
            ready = checklist.offer_for_variable(variable, stamp.at, &stamp.by);
        }
        let answers = self.answers_in(asked);
        let value = answers.first().map(|answer| answer.text.clone());
        let value = value.unwrap_or_else(|| self.model.text_of_row(asked));
        self.open_field(asked.purpose(), &value, several);
        let seen = self.answer_ids(asked);
        if !answers.is_empty() || self.model.is_doubtful(asked) {
            self.has_to_be_seen();
        }
        if let Some(Overlay::Field(field)) = &mut self.overlay {
            (field.answers, field.seen, field.choices, field.ready) =
                (answers, seen, choices, ready);
        }
    }

    /// Opens the form on a blank.
    pub(super) fn edit_blank(&mut self, blank: BlankId, stamp: &Stamp) {
        self.open_row(FormRow::Blank(blank), stamp);
    }

    /// The answers that differ in a row, those that clear it last; none where all agree.
    fn answers_in(&self, asked: FormRow) -> Vec<ConflictingAnswer> {
        let is_conflict = self
            .model
            .register_of(asked)
            .is_some_and(Register::is_conflict);
        if is_conflict {
            self.model.answers_of(asked)
        } else {
            Vec::new()
        }
    }

    /// Returns the ids of the current answers of a row.
    fn answer_ids(&self, asked: FormRow) -> Vec<String> {
        self.model
            .register_of(asked)
            .map(Register::ids)
            .unwrap_or_default()
    }

    /// Returns whether others answered while the field was open: then it stays open with their
    /// answers, so that nobody overrules what they have not seen.
    fn has_new_answers(&mut self, field: &mut Field, asked: FormRow) -> bool {
        let ids = self.answer_ids(asked);
        let value = self
            .model
            .register_of(asked)
            .and_then(Register::value)
            .map(String::as_str);
        if ids == field.seen || value.unwrap_or_default() == field.text() {
            return false;
        }
        let standing = self.model.answers_of(asked);
        let answers: Vec<String> = standing.iter().map(ConflictingAnswer::to_string).collect();
        self.warn(format!(
            "Changed meanwhile: {}. Save again to overwrite.",
            answers.join(" or ")
        ));
        (field.answers, field.seen) = (standing, ids);
        true
    }

    /// Takes the next of the list into the field, or the one before; where there is none, goes to the next field
    /// of the form, or the one before.
    pub(super) fn next_answer(&mut self, step: isize, stamp: &Stamp) -> Option<Effect> {
        let Some(Overlay::Field(field)) = &mut self.overlay else {
            return None;
        };
        match field.purpose {
            _ if field.has_suggestions() => {
                field.take_offer(step);
                return None;
            }
            FieldPurpose::Blank(_) | FieldPurpose::Variable(..) | FieldPurpose::Measured(..)
                if field.has_list() => {}
            FieldPurpose::Blank(_)
            | FieldPurpose::Variable(..)
            | FieldPurpose::Measured(..)
            | FieldPurpose::Sign(..) => {
                return self.leave_field(FieldExit::Field(step), stamp);
            }
            FieldPurpose::Note(_)
            | FieldPurpose::EditNote(..)
            | FieldPurpose::Reason { .. }
            | FieldPurpose::Find { .. }
            | FieldPurpose::Copy(_)
            | FieldPurpose::NewRun
            | FieldPurpose::Elsewhere
            | FieldPurpose::Since { .. }
            | FieldPurpose::Live
            | FieldPurpose::Command => {
                field.move_by_row(step);
                return None;
            }
        }
        let is_theirs = field.has_answers();
        if !field.use_listed(step) {
            let list = if is_theirs {
                "another answer"
            } else {
                "a choice"
            };
            self.warn(format!(
                "Clear the field first, then select {list} (up, down)."
            ));
        }
        None
    }

    /// Accepts the field of a form, and goes on. Each answer is its own change: it is on disk
    /// before the next one is typed, others see it at once, and undo reverts one answer, not the
    /// form.
    pub(super) fn leave_field(&mut self, then: FieldExit, stamp: &Stamp) -> Option<Effect> {
        let Some(asked) = self.field().and_then(|field| FormRow::of(&field.purpose)) else {
            return self.accept(stamp);
        };
        if let FormRow::Sign(signoff, part) = asked {
            return self.leave_part(signoff, part, then, stamp);
        }
        let form = self.form();
        let Some(Overlay::Field(mut field)) = self.overlay.take() else {
            return None;
        };
        let waits = field.has_answers() || self.model.is_doubtful(asked);
        let accepts = then.accepts() && !self.is_unseen();
        let answers = field.is_changed() || (waits && accepts);
        if answers && self.has_new_answers(&mut field, asked) {
            self.overlay = Some(Overlay::Field(field));
            return None;
        }
        let from_list = field.from_list;
        let effects = match asked.edit(field.text()).filter(|_| answers) {
            Some(edit) => self.apply(edit, stamp),
            None => None,
        };
        if let (FormRow::Blank(blank), Some(_)) = (asked, &effects) {
            self.questions.note_filled(blank);
        }
        let told = self.notice.take();
        let in_form = |step: isize| {
            let form = form.as_ref()?;
            form.rows.get(form.focus.checked_add_signed(step)?).copied()
        };
        match then {
            FieldExit::Close => {}
            FieldExit::Next if from_list => self.return_to_list(asked),
            FieldExit::Next => {
                if let Some(next) = in_form(1) {
                    self.open_row(next, stamp);
                }
            }
            FieldExit::Field(step) => {
                let next = in_form(step);
                self.open_row(next.unwrap_or(asked), stamp);
                if next.is_none() {
                    let edge = if step > 0 { "last" } else { "first" };
                    self.info(format!("This is the {edge} blank here."));
                }
            }
            FieldExit::Blank(step) if from_list => self.continue_in_list(asked, step, stamp),
            FieldExit::Blank(step) => match fill_row_beside(form.as_ref(), step) {
                Some(row) => self.open_row(row, stamp),
                None => self.continue_from(asked, step, stamp),
            },
        }
        self.notice = told.or(self.notice.take());
        effects
    }

    /// Goes on or back by so many blanks of the document.
    fn continue_from(&mut self, asked: FormRow, step: isize, stamp: &Stamp) {
        let blanks = self.model.checklist().blanks();
        let next = match asked {
            FormRow::Blank(blank) => blank.0.checked_add_signed(step),
            FormRow::Measured(id, _) => self.blank_after(id).checked_add_signed(step.min(0)),
            // Without an entry around it, what comes next is the first blank.
            FormRow::Variable(..) => match self.model.form_rows_around(asked).0 {
                Some(id) if step < 0 => self.blank_before(id),
                Some(id) => Some(self.blank_after(id)),
                None => (step > 0).then_some(0),
            },
            FormRow::Sign(..) => None,
        };
        match next.filter(|&next| next < blanks.len()) {
            Some(next) => self.edit_blank(BlankId(next), stamp),
            None if step > 0 => {
                self.info("That was the last blank.");
            }
            None => self.info("That was the first blank."),
        }
    }

    /// The index of the first blank after those of an entry: what else its form asks for comes after them.
    fn blank_after(&self, id: EntryId) -> usize {
        let checklist = self.model.checklist();
        let own = checklist.blanks_of(id).last().map(|last| last.0 + 1);
        own.unwrap_or_else(|| {
            checklist
                .blanks()
                .partition_point(|blank| blank.entry <= id)
        })
    }

    /// The index of the last blank before those of an entry.
    fn blank_before(&self, id: EntryId) -> Option<usize> {
        let checklist = self.model.checklist();
        let first = checklist.blanks_of(id).next().map(|first| first.0);
        let first =
            first.unwrap_or_else(|| checklist.blanks().partition_point(|blank| blank.entry < id));
        first.checked_sub(1)
    }
}

/// The next blank or variable of a form, or the one before.
fn fill_row_beside(form: Option<&EntryForm>, step: isize) -> Option<FormRow> {
    let form = form?;
    let row = form.rows.get(form.focus.checked_add_signed(step)?)?;
    matches!(row, FormRow::Blank(_) | FormRow::Variable(..)).then_some(*row)
}
