//! What the rows of a form ask for: an answer in a blank, a value that is to be measured, a part of a signature. Pure;
//! what stands there is read from the workbook each time.

use super::app::App;
use super::field::{Field, Purpose, StandingAnswer};
use super::form::Stands;
use super::model::Model;
use super::signing::SignPart;
use super::styled_text::StyledText;
use super::theme::Role;
use crate::checklist::{BlankId, EntryId, Outcome};
use crate::progress::{Answer, Register};
use crate::sanitize;
use crate::tui::update::capitalized;
use crate::workbook::{Edit, Measurement, SignOff, describe};
use ratatui::text::Line;

/// What one row of a form asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// The value of a blank.
    Blank(BlankId),
    /// What was measured for an item: which of its measurements.
    Measured(EntryId, usize),
    /// A part of a signature.
    Sign(SignOff, SignPart),
}

impl Asked {
    /// What a field asks for, if it is one of a form.
    pub fn of(purpose: &Purpose) -> Option<Asked> {
        match *purpose {
            Purpose::Blank(blank) => Some(Asked::Blank(blank)),
            Purpose::Measured(entry, threshold) => Some(Asked::Measured(entry, threshold)),
            Purpose::Sign(signoff, part) => Some(Asked::Sign(signoff, part)),
            _ => None,
        }
    }

    /// The purpose of its field.
    pub fn purpose(self) -> Purpose {
        match self {
            Asked::Blank(blank) => Purpose::Blank(blank),
            Asked::Measured(entry, threshold) => Purpose::Measured(entry, threshold),
            Asked::Sign(signoff, part) => Purpose::Sign(signoff, part),
        }
    }

    /// The change that gives this answer; a signature is given as a whole.
    pub(super) fn edit(self, value: String) -> Option<Edit> {
        match self {
            Asked::Blank(blank) => Some(Edit::Fill { blank, value }),
            Asked::Measured(entry, threshold) => Some(Edit::Measure {
                entry,
                threshold,
                value,
            }),
            Asked::Sign(..) => None,
        }
    }
}

impl App {
    /// The row of a form with those beside it, and the entry that the form is about.
    pub(super) fn asked_beside(&self, asked: Asked) -> (EntryId, Vec<Asked>) {
        match asked {
            Asked::Blank(blank) => {
                let holds = |&id: &EntryId| self.checklist().blanks_of(id).any(|own| own == blank);
                let entry = self
                    .entry()
                    .filter(holds)
                    .unwrap_or(self.checklist().blank(blank).entry);
                (entry, self.model.asked_at(entry))
            }
            Asked::Measured(entry, _) => (entry, self.model.asked_at(entry)),
            Asked::Sign(signoff, part) => {
                let entry = self.checklist().blank(signoff.0).entry;
                (entry, self.model.asked_to_sign(signoff, part))
            }
        }
    }
}

impl Model {
    /// What the form of an entry asks for: its blanks, then what is measured.
    pub fn asked_at(&self, id: EntryId) -> Vec<Asked> {
        let blanks = self.checklist().blanks_of(id).map(Asked::Blank);
        let measured = 0..self.workbook.measurements(id).len();
        blanks
            .chain(measured.map(|threshold| Asked::Measured(id, threshold)))
            .collect()
    }

    pub(super) fn measurement(&self, id: EntryId, threshold: usize) -> Option<Measurement<'_>> {
        self.workbook.measurements(id).get(threshold).copied()
    }

    /// What people answered in a row; nothing where nobody did.
    pub(super) fn register_of(&self, asked: Asked) -> Option<&Register<String>> {
        match asked {
            Asked::Blank(blank) => self.workbook.register(blank),
            Asked::Measured(entry, threshold) => self.measurement(entry, threshold)?.register,
            Asked::Sign(..) => None,
        }
    }

    /// What a row asks for, in a word or a few.
    pub fn label_of(&self, asked: Asked) -> String {
        match asked {
            Asked::Blank(blank) => self.checklist().blank(blank).label.clone(),
            Asked::Measured(entry, threshold) => {
                let label = self
                    .measurement(entry, threshold)
                    .map(|it| it.label().to_owned());
                label.unwrap_or_default()
            }
            Asked::Sign(_, part) => part.label().to_owned(),
        }
    }

    /// The name of the kind of answer that a row expects.
    pub fn kind_of(&self, asked: Asked) -> String {
        match asked {
            Asked::Blank(blank) => self.checklist().blank(blank).kind.name().to_owned(),
            Asked::Measured(entry, threshold) => {
                let asks = self
                    .measurement(entry, threshold)
                    .and_then(|it| it.threshold);
                asks.map_or_else(
                    || "measured before".to_owned(),
                    |threshold| format!("measured, {threshold}"),
                )
            }
            Asked::Sign(_, part) => part.kind().to_owned(),
        }
    }

    /// Whether somebody has to answer a row, or to look at its answer again.
    pub(super) fn wants_answer(&self, asked: Asked) -> bool {
        match asked {
            Asked::Blank(blank) => !self.workbook.is_filled(blank),
            Asked::Measured(entry, threshold) => {
                let measurement = self.measurement(entry, threshold);
                measurement.is_some_and(|it| it.is_missing() || it.is_split() || it.is_doubtful)
            }
            Asked::Sign(..) => true,
        }
    }

    /// Whether an answer stands there that somebody has to confirm.
    pub(super) fn is_doubtful(&self, asked: Asked) -> bool {
        match asked {
            Asked::Blank(blank) => self.workbook.is_doubtful(blank),
            Asked::Measured(entry, threshold) => self
                .measurement(entry, threshold)
                .is_some_and(|it| it.is_doubtful),
            Asked::Sign(..) => false,
        }
    }

    /// What stands in a row.
    pub fn stands(&self, asked: Asked) -> Stands {
        if let Some(draft) = self.drafts.get(&asked.purpose()) {
            return Stands::Draft(draft.clone());
        }
        if let Asked::Sign(_, part) = asked {
            let text = self
                .signing
                .as_ref()
                .map(|signing| signing.text(part))
                .unwrap_or_default();
            return if text.is_empty() {
                Stands::Nothing
            } else {
                Stands::Answer(text.to_owned())
            };
        }
        let register = self.register_of(asked);
        if let Some(register) = register.filter(|register| register.is_conflict()) {
            let answers = register.standing().iter();
            let answers: Vec<&str> = answers
                .map(|answer| answer.value.as_deref().unwrap_or("(empty)"))
                .collect();
            return Stands::Conflict(answers.join(" or "));
        }
        match register.and_then(Register::value).cloned() {
            None => Stands::Nothing,
            Some(value) if self.is_doubtful(asked) => Stands::Unconfirmed(value),
            Some(value) => Stands::Answer(value),
        }
    }

    /// What a measured value is worth, in a word.
    pub fn outcome_of(&self, asked: Asked) -> Option<Outcome> {
        match asked {
            Asked::Measured(entry, threshold) => self.measurement(entry, threshold)?.outcome,
            Asked::Blank(_) | Asked::Sign(..) => None,
        }
    }

    /// The answers that stand in a row, what clears it last.
    pub(super) fn standing_in(&self, asked: Asked) -> Vec<StandingAnswer> {
        let standing = self
            .register_of(asked)
            .map(Register::standing)
            .unwrap_or_default();
        let answer = |answer: &Answer<String>| StandingAnswer {
            text: answer.value.clone().unwrap_or_default(),
            who: answer.who(),
        };
        let mut answers: Vec<StandingAnswer> = standing.iter().map(answer).collect();
        answers.sort_by_key(|answer| answer.text.is_empty());
        answers
    }

    /// What there is to tell of a measured value that is being typed.
    pub(super) fn told_of_measured(
        &self,
        field: &Field,
        (id, threshold): (EntryId, usize),
    ) -> Vec<(String, Role)> {
        let Some(measurement) = self.measurement(id, threshold) else {
            return Vec::new();
        };
        let text = field.text();
        let mut told = Vec::new();
        if let Some(threshold) = measurement.threshold.filter(|_| !text.trim().is_empty()) {
            told.push((
                capitalized(&describe::judged(threshold, &text)),
                outcome_role(threshold.judge(&text)),
            ));
        } else if let Some(threshold) = measurement.threshold {
            told.push((format!("Asks for {threshold}."), Role::Dim));
        } else {
            let gone = "The item does not ask for it any more; an empty value takes it back.";
            told.push((gone.to_owned(), Role::Waiting));
        }
        if let Some(answer) = measurement.register.and_then(Register::answer) {
            if measurement.is_doubtful && text == field.before {
                let on = sanitize::one_line(&answer.on.text).into_owned();
                let enter = self.keymap.key_in(field.context(), field.takes());
                told.push((
                    format!("measured for “{on}”, {enter} confirms it"),
                    Role::Waiting,
                ));
            } else if measurement.value().is_some() && text == field.before {
                told.push((answer.who(), Role::Dim));
            }
        }
        told
    }
}

/// The looks of what a measured value is worth.
pub fn outcome_role(outcome: Outcome) -> Role {
    match outcome {
        Outcome::Pass => Role::Good,
        Outcome::Fail | Outcome::Unclear => Role::Bad,
    }
}

/// What a blank asks for. `Date` says little; whose date it is, the first blank of the line tells.
pub fn blank_label(model: &Model, id: BlankId) -> String {
    let checklist = model.checklist();
    let blank = checklist.blank(id);
    let first = checklist.blank(BlankId(checklist.entry(blank.entry).blanks.start));
    if first.label == blank.label {
        blank.label.clone()
    } else {
        format!("{} {} {}", blank.label, model.theme.signs.dot, first.label)
    }
}

/// What stands in a row of a form, on one row.
pub fn answer(model: &Model, asked: Asked, width: u16) -> Line<'static> {
    let theme = &model.theme;
    let mut rich = StyledText::default();
    match model.stands(asked) {
        Stands::Nothing => rich.push("____", theme.style(Role::Empty)),
        Stands::Answer(text) => rich.push(&text, theme.style(Role::Value)),
        Stands::Draft(text) => marked(&mut rich, "draft: ", &text, model, Role::Waiting),
        Stands::Conflict(text) => marked(&mut rich, "conflict: ", &text, model, Role::Bad),
        Stands::Unconfirmed(text) => marked(&mut rich, "confirm: ", &text, model, Role::Waiting),
    };
    if let Some(outcome) = model.outcome_of(asked) {
        rich.push(
            &format!("  {}", outcome.word()),
            theme.style(outcome_role(outcome)),
        );
    }
    rich.row(usize::from(width), theme.signs.ellipsis)
}

fn marked<'a>(
    rich: &'a mut StyledText,
    mark: &str,
    text: &str,
    model: &Model,
    role: Role,
) -> &'a mut StyledText {
    let theme = &model.theme;
    rich.push(mark, theme.style(role))
        .push(text, theme.style(Role::Text))
}
