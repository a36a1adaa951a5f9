//! Text fields: opening them, taking what they hold, and keeping drafts.

use crate::checklist::{BlankId, BlankKind};
use crate::progress::{Answer, Register, Stamp};
use crate::screen::field::{Field, Purpose, StandingAnswer};
use crate::screen::outline::has_children;
use crate::screen::session::{Effects, Overlay, Session};
use crate::workbook::Edit;

impl Session {
    /// Fills the first blank that wants an answer, else the first; folds or unfolds where there is none.
    pub(super) fn edit(&mut self) {
        let folding = self.outline.row().filter(|&row| has_children(&self.workbook, row));
        let id = match (self.entry(), folding) {
            (Some(id), _) => id,
            (None, Some(_)) => return self.fold_or_unfold(),
            (None, None) => {
                self.entry_or_say();
                return;
            }
        };
        let blanks: Vec<BlankId> = self.checklist().blanks_of(id).collect();
        let wanting = blanks.iter().find(|&&blank| !self.workbook.is_filled(blank));
        match wanting.or(blanks.first()) {
            Some(&blank) => self.edit_blank(blank),
            None if folding.is_some() => self.fold_or_unfold(),
            None => self.message = Some("There is no blank here; a writes a note.".to_owned()),
        }
    }

    fn fold_or_unfold(&mut self) {
        if self.outline.row().is_some_and(|row| self.outline.is_folded(row)) {
            self.unfold();
        } else {
            self.fold();
        }
    }

    pub(super) fn edit_blank(&mut self, blank: BlankId) {
        if self.refuse_change() {
            return;
        }
        let of = self.workbook.checklist().blank(blank);
        let mine = self.entry().is_some_and(|id| self.checklist().blanks_of(id).any(|own| own == blank));
        let (entry, several) = (of.entry, of.kind == BlankKind::Area);
        let answers = self.answers_in(blank);
        let value = answers.first().map(|answer| answer.text.clone());
        let value = value.or(self.workbook.value(blank).map(str::to_owned)).unwrap_or_default();
        if !mine {
            self.go_to(entry);
        }
        self.open_field(Purpose::Blank(blank), &value, several);
        let seen = self.ids_in(blank);
        if let Some(Overlay::Field(field)) = &mut self.overlay {
            (field.answers, field.seen) = (answers, seen);
        }
    }

    /// The answers that differ in a blank, those that clear it last; none where all agree.
    fn answers_in(&self, blank: BlankId) -> Vec<StandingAnswer> {
        let is_conflict = self.workbook.register(blank).is_some_and(Register::is_conflict);
        if is_conflict { self.standing_in(blank) } else { Vec::new() }
    }

    /// What stands in a blank, what clears it last.
    fn standing_in(&self, blank: BlankId) -> Vec<StandingAnswer> {
        let standing = self.workbook.register(blank).map(Register::standing).unwrap_or_default();
        let answer = |answer: &Answer<String>| StandingAnswer {
            text: answer.value.clone().unwrap_or_default(),
            who: answer.who(),
        };
        let mut answers: Vec<StandingAnswer> = standing.iter().map(answer).collect();
        answers.sort_by_key(|answer| answer.text.is_empty());
        answers
    }

    /// The ids of what stands in a blank.
    fn ids_in(&self, blank: BlankId) -> Vec<String> {
        self.workbook.register(blank).map(Register::ids).unwrap_or_default()
    }

    /// Whether others answered a blank differently while its field was open: nobody overrules what they have not
    /// seen. The field then stays open with their answers in it.
    fn others_answered(&mut self, field: &mut Field, blank: BlankId) -> bool {
        let ids = self.ids_in(blank);
        let is_mine = self.workbook.value(blank).unwrap_or_default() == field.text();
        if ids == field.seen || is_mine {
            return false;
        }
        let standing = self.standing_in(blank);
        let answers: Vec<String> = standing.iter().map(StandingAnswer::to_string).collect();
        self.message =
            Some(format!("In the meantime: {}. Save again to answer all the same.", answers.join(" or ")));
        (field.answers, field.seen) = (standing, ids);
        true
    }

    /// Takes the next of what the field offers into it, or the one before.
    pub(super) fn take_answer(&mut self, step: isize) {
        let Some(Overlay::Field(field)) = &mut self.overlay else { return };
        if field.has_offers() {
            field.take_offer(step);
        } else if field.has_answers() && field.is_typed() && !field.text().is_empty() {
            self.message =
                Some("Clear what you typed first; then up and down take what others answered.".to_owned());
        } else {
            field.take_answer(step);
        }
    }

    pub(super) fn note(&mut self) {
        let Some(id) = self.entry_or_say() else { return };
        if !self.refuse_change() {
            self.open_field(Purpose::Note(id), "", true);
        }
    }

    pub(super) fn find(&mut self) {
        let from = self.outline.row();
        self.matches.clear();
        self.overlay = Some(Overlay::Field(Box::new(Field::new(Purpose::Find { from }, "", "", false))));
    }

    /// Opens a field; a draft for it is taken up again.
    pub(super) fn open_field(&mut self, purpose: Purpose, before: &str, several_lines: bool) {
        let draft = self.drafts.remove(&purpose);
        if draft.is_some() {
            self.message = Some("This is your draft from before.".to_owned());
        }
        let text = draft.as_deref().unwrap_or(before);
        self.overlay = Some(Overlay::Field(Box::new(Field::new(purpose, before, text, several_lines))));
    }

    /// Takes what the field holds; then goes on by `step` blanks.
    pub(super) fn accept(&mut self, step: isize, stamp: &Stamp) -> Effects {
        let Some(Overlay::Field(mut field)) = self.overlay.take() else { return Effects::default() };
        match field.purpose {
            Purpose::Blank(blank) => {
                let answers = self.answers_with(&field, blank, step);
                if answers && self.others_answered(&mut field, blank) {
                    self.overlay = Some(Overlay::Field(field));
                    return Effects::default();
                }
                let effects = if answers {
                    self.apply(Edit::Fill { blank, value: field.text() }, stamp)
                } else {
                    Effects::default()
                };
                if step != 0 {
                    self.go_on_from(blank, step);
                }
                effects
            }
            Purpose::Note(_) if field.text().trim().is_empty() => Effects::default(),
            Purpose::Note(entry) => self.apply(Edit::Note { entry, text: field.text() }, stamp),
            Purpose::Reason { .. } => self.give_reason(field, stamp),
            Purpose::NewRun => self.name_run(&field.text()),
            Purpose::Elsewhere => Session::save_elsewhere(&field.text()),
            Purpose::Find { .. } | Purpose::Copy(_) => Effects::default(),
        }
    }

    /// Whether taking what a field holds answers its blank: where it was changed, and where what it held from the
    /// start is to be confirmed or settles what differs. Who only passes by does neither.
    fn answers_with(&self, field: &Field, blank: BlankId, step: isize) -> bool {
        let waits = field.has_answers() || self.workbook.doubt(blank).is_some();
        field.is_changed() || (waits && step == 0)
    }

    pub(super) fn go_on_from(&mut self, blank: BlankId, step: isize) {
        let next = blank.0.checked_add_signed(step).filter(|&next| next < self.checklist().blanks().len());
        match next {
            Some(next) => self.edit_blank(BlankId(next)),
            None if step > 0 => self.message = Some("That was the last blank of the document.".to_owned()),
            None => self.message = Some("That was the first blank of the document.".to_owned()),
        }
    }

    /// Leaves the field; what was typed stays as a draft.
    pub(super) fn cancel(&mut self) {
        let Some(Overlay::Field(field)) = self.overlay.take() else { return };
        match field.purpose {
            Purpose::Find { from } => {
                self.matches.clear();
                if let Some(row) = from {
                    self.go_to_row(row);
                }
            }
            Purpose::NewRun => {}
            Purpose::Elsewhere => self.stay_unsaved(),
            purpose => {
                if let Some(draft) = field.draft() {
                    self.message =
                        Some("What you typed is kept as a draft; open the field again to go on.".to_owned());
                    self.drafts.insert(purpose, draft);
                }
            }
        }
    }
}
