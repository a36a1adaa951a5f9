//! The form of an entry's blanks: opening it, going from field to field, from blank to blank of the document.

use crate::checklist::{BlankId, BlankKind, EntryId};
use crate::progress::{Answer, Register, Stamp};
use crate::screen::action::Action;
use crate::screen::field::{Field, Purpose, StandingAnswer};
use crate::screen::outline::has_children;
use crate::screen::session::{Effects, Overlay, Session};
use crate::workbook::Edit;

/// Where to go when a field is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Then {
    /// Nowhere: the form is closed.
    Close,
    /// To the next blank of the entry; from the last, nowhere. What was in the field is accepted as it is.
    Next,
    /// Down or up so many blanks of the entry, as one who only looks.
    Field(isize),
    /// On or back so many blanks of the document, as one who only passes by.
    Blank(isize),
}

impl Then {
    /// Whether what stood in the field from the start is accepted: confirmed, and settled where answers differ.
    fn accepts(self) -> bool {
        matches!(self, Then::Close | Then::Next)
    }
}

impl Session {
    /// Opens the form on the first blank that wants an answer, else on the first; folds or unfolds where there
    /// is none.
    pub(super) fn edit(&mut self, stamp: &Stamp) {
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
        let has_draft = |&&blank: &&BlankId| self.drafts.contains_key(&Purpose::Blank(blank));
        let wanting = blanks.iter().find(has_draft);
        let wanting = wanting.or_else(|| blanks.iter().find(|&&blank| !self.workbook.is_filled(blank)));
        match wanting.or(blanks.first()) {
            Some(&blank) => self.edit_blank(blank, stamp),
            None if folding.is_some() => self.fold_or_unfold(),
            None => {
                let write = self.key_of(Action::Note);
                self.message = Some(format!("There is no blank here; {write} writes a note."));
            }
        }
    }

    fn fold_or_unfold(&mut self) {
        if self.outline.row().is_some_and(|row| self.outline.is_folded(row)) {
            self.unfold();
        } else {
            self.fold();
        }
    }

    /// Selects the entry that holds a blank, unless the selected one does.
    pub(super) fn go_to_blank(&mut self, blank: BlankId) {
        let checklist = self.checklist();
        let holds = |&id: &EntryId| checklist.blanks_of(id).any(|own| own == blank);
        if self.entry().is_some_and(|id| holds(&id)) {
            return;
        }
        let entry = checklist.blank(blank).entry;
        // A walk goes from step to step: a line of an item is no step of its own.
        let step = checklist.item_of(entry).filter(|_| self.walk.is_some()).filter(holds);
        self.go_to(step.unwrap_or(entry));
    }

    /// Opens the form on a blank.
    pub(super) fn edit_blank(&mut self, blank: BlankId, stamp: &Stamp) {
        if self.refuse_change() {
            return;
        }
        self.go_to_blank(blank);
        let of = self.checklist().blank(blank);
        let (several, choices) = (of.kind == BlankKind::Area, of.choices.clone());
        let answers = self.answers_in(blank);
        let value = answers.first().map(|answer| answer.text.clone());
        let value = value.or(self.workbook.value(blank).map(str::to_owned)).unwrap_or_default();
        self.open_field(Purpose::Blank(blank), &value, several);
        let seen = self.ids_in(blank);
        let ready = self.checklist().offer(blank, stamp.at, &stamp.by);
        if let Some(Overlay::Field(field)) = &mut self.overlay {
            (field.answers, field.seen, field.choices, field.ready) = (answers, seen, choices, ready);
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

    /// Takes the next of the list into the field, or the one before; where there is none, goes to the next field
    /// of the form, or the one before.
    pub(super) fn next_answer(&mut self, step: isize, stamp: &Stamp) -> Effects {
        let Some(Overlay::Field(field)) = &mut self.overlay else { return Effects::default() };
        match field.purpose {
            _ if field.has_offers() => {
                field.take_offer(step);
                return Effects::default();
            }
            Purpose::Blank(_) if field.has_list() => {}
            Purpose::Blank(_) => return self.leave_field(Then::Field(step), stamp),
            _ => {
                field.move_by_row(step);
                return Effects::default();
            }
        }
        let is_theirs = field.has_answers();
        if !field.take_listed(step) {
            let list = if is_theirs { "what others answered" } else { "the choices" };
            self.message = Some(format!("Clear what you typed first; then up and down take {list}."));
        }
        Effects::default()
    }

    /// Takes what the field of a blank holds, and goes on. Each answer is a change of its own: what was left is
    /// on disk before the next is typed, others see it at once, and undo takes back one answer, not the form.
    pub(super) fn leave_field(&mut self, then: Then, stamp: &Stamp) -> Effects {
        let Some(Overlay::Field(field)) = &self.overlay else { return Effects::default() };
        let Purpose::Blank(blank) = field.purpose else { return self.accept(stamp) };
        let form = self.form();
        let Some(Overlay::Field(mut field)) = self.overlay.take() else { return Effects::default() };
        let waits = field.has_answers() || self.workbook.doubt(blank).is_some();
        let answers = field.is_changed() || (waits && then.accepts());
        if answers && self.others_answered(&mut field, blank) {
            self.overlay = Some(Overlay::Field(field));
            return Effects::default();
        }
        let effects = if answers {
            self.apply(Edit::Fill { blank, value: field.text() }, stamp)
        } else {
            Effects::default()
        };
        let in_form = |step: isize| {
            let form = form.as_ref()?;
            form.blanks.get(form.focus.checked_add_signed(step)?).copied()
        };
        match then {
            Then::Close => {}
            Then::Next => {
                if let Some(next) = in_form(1) {
                    self.edit_blank(next, stamp);
                }
            }
            Then::Field(step) => {
                let next = in_form(step);
                self.edit_blank(next.unwrap_or(blank), stamp);
                if next.is_none() {
                    let edge = if step > 0 { "last" } else { "first" };
                    self.message = Some(format!("This is the {edge} blank here."));
                }
            }
            Then::Blank(step) => self.go_on_from(blank, step, stamp),
        }
        effects
    }

    /// Goes on or back by so many blanks of the document.
    fn go_on_from(&mut self, blank: BlankId, step: isize, stamp: &Stamp) {
        let next = blank.0.checked_add_signed(step).filter(|&next| next < self.checklist().blanks().len());
        match next {
            Some(next) => self.edit_blank(BlankId(next), stamp),
            None if step > 0 => self.message = Some("That was the last blank of the document.".to_owned()),
            None => self.message = Some("That was the first blank of the document.".to_owned()),
        }
    }

    /// Opens the next blank of the document that wants an answer, after those of the selected entry, or the one
    /// before; after the last comes the first.
    pub(super) fn next_unfilled(&mut self, step: isize, stamp: &Stamp) {
        let checklist = self.checklist();
        let wants = |blank: &BlankId| !self.workbook.is_filled(*blank);
        let all = || (0..checklist.blanks().len()).map(BlankId);
        let here: Vec<BlankId> = self.entry().map(|id| checklist.blanks_of(id).collect()).unwrap_or_default();
        let row = self.outline.row();
        let is_after = |&blank: &BlankId| match here.last() {
            Some(&last) => blank > last,
            None => Some(crate::screen::outline::Row::Entry(checklist.blank(blank).entry)) > row,
        };
        let is_before =
            |&blank: &BlankId| !is_after(&blank) && here.first().is_none_or(|&first| blank < first);
        let (next, from_end) = if step > 0 {
            (all().filter(is_after).find(wants), all().find(wants))
        } else {
            (all().filter(is_before).rfind(wants), all().rfind(wants))
        };
        let Some(blank) = next.or(from_end) else {
            self.message = Some("Every blank is filled.".to_owned());
            return;
        };
        self.edit_blank(blank, stamp);
        if next.is_none() && self.message.is_none() {
            let end = if step > 0 { "top" } else { "bottom" };
            self.message = Some(format!("From the {end} again."));
        }
    }
}
