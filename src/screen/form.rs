//! The form of an entry: all of its blanks, one of which is in a field. It keeps nothing of its own: what was
//! answered stands in the workbook, what was typed and not saved among the drafts.

use unicode_segmentation::UnicodeSegmentation;

use super::action::Action;
use super::detail::doubt_in_words;
use super::field::{Field, Purpose, StandingAnswer};
use super::session::{Overlay, Session};
use super::theme::Role;
use crate::checklist::{BlankId, BlankKind, EntryId};
use crate::progress::Register;
use crate::shown;

/// Rows of a field of several lines.
const SEVERAL: u16 = 5;
/// Rows of a field of one line at the most, where its text is longer than the screen is wide.
const LONGEST: u16 = 3;
/// Columns for the name of a kind.
const KIND: u16 = 10;
/// Narrower than this, the kinds are left out.
const ROOMY: u16 = 64;

/// The blanks of an entry, while one of them is in the field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// The entry.
    pub entry: EntryId,
    /// Its blanks, in the order of the document.
    pub blanks: Vec<BlankId>,
    /// Which of them is in the field.
    pub focus: usize,
    /// Columns for the labels; none where there is only one blank: the heading names it.
    pub labels: u16,
    /// Columns for the kinds.
    pub kinds: u16,
    /// Rows for the field.
    pub field: u16,
    /// Rows for what is told of the field.
    pub told: u16,
}

/// What stands in a blank, as a list tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stands {
    /// Nothing.
    Nothing,
    /// What was typed, but not saved.
    Draft(String),
    /// Answers that differ.
    Conflict(String),
    /// An answer that somebody has to confirm.
    Unconfirmed(String),
    /// An answer.
    Answer(String),
}

impl Form {
    /// How many rows it would take, with its heading.
    pub fn rows(&self) -> u16 {
        let others = u16::try_from(self.blanks.len() - 1).unwrap_or(u16::MAX);
        others.saturating_add(1 + self.field + self.told)
    }

    /// Columns before the field.
    pub fn before_field(&self) -> u16 {
        if self.labels == 0 { 1 } else { self.labels + self.kinds + 4 }
    }
}

impl Session {
    /// The form that is open, if one is.
    pub fn form(&self) -> Option<Form> {
        let Some(Overlay::Field(field)) = &self.overlay else { return None };
        let Purpose::Blank(focused) = field.purpose else { return None };
        let checklist = self.checklist();
        let entry = self.entry().filter(|&id| checklist.blanks_of(id).any(|blank| blank == focused));
        let entry = entry.unwrap_or(checklist.blank(focused).entry);
        let blanks: Vec<BlankId> = checklist.blanks_of(entry).collect();
        let focus = blanks.iter().position(|&blank| blank == focused)?;
        let width = self.size.width;
        let longest = blanks.iter().map(|&blank| shown::width(&checklist.blank(blank).label)).max();
        let longest = u16::try_from(longest.unwrap_or_default()).unwrap_or(u16::MAX);
        let labels = if blanks.len() > 1 { longest.clamp(1, (width / 3).max(1)) } else { 0 };
        let kinds = if labels > 0 && width >= ROOMY { KIND } else { 0 };
        let tells = |&blank: &BlankId| self.has_something_to_tell(blank);
        let told = u16::from(blanks.iter().any(tells));
        let mut form = Form { entry, blanks, focus, labels, kinds, field: SEVERAL, told };
        if !field.has_several_lines() {
            let room = width.saturating_sub(form.before_field() + 1);
            form.field = wrapped(&field.text(), room).min(LONGEST);
        }
        Some(form)
    }

    /// Whether anything can be told of a blank while it is in the field.
    fn has_something_to_tell(&self, blank: BlankId) -> bool {
        let kind = self.checklist().blank(blank).kind;
        !matches!(kind, BlankKind::Text | BlankKind::Area)
            || self.workbook.doubt(blank).is_some()
            || self.workbook.register(blank).is_some_and(Register::is_conflict)
    }

    /// What stands in a blank.
    pub fn stands(&self, blank: BlankId) -> Stands {
        if let Some(draft) = self.drafts.get(&Purpose::Blank(blank)) {
            return Stands::Draft(draft.clone());
        }
        let register = self.workbook.register(blank);
        if let Some(register) = register.filter(|register| register.is_conflict()) {
            let answers = register.standing().iter();
            let answers: Vec<&str> =
                answers.map(|answer| answer.value.as_deref().unwrap_or("(empty)")).collect();
            return Stands::Conflict(answers.join(" or "));
        }
        match self.workbook.value(blank).map(str::to_owned) {
            None => Stands::Nothing,
            Some(value) if self.workbook.is_filled(blank) => Stands::Answer(value),
            Some(value) => Stands::Unconfirmed(value),
        }
    }

    /// What there is to tell of the blank in the field, the most important first.
    pub fn told_of_field(&self, field: &Field, blank: BlankId) -> Vec<(String, Role)> {
        let mut told = Vec::new();
        if field.has_answers() {
            let answers: Vec<String> = field.answers.iter().map(StandingAnswer::to_string).collect();
            let at = field.answer().map_or(String::new(), |at| format!("{} of {}: ", at + 1, answers.len()));
            let down = self.keymap.key_in(field.context(), Action::NextAnswer);
            told.push((format!("{at}{}; {down}: next", answers.join(" or ")), Role::Bad));
        }
        let expected = self.checklist().expected(blank, &field.text());
        if let Some(expected) = &expected {
            told.push((format!("Not quite {expected}; saved as typed."), Role::Waiting));
        } else if let Some(doubt) = self.workbook.doubt(blank) {
            let enter = self.keymap.key_in(field.context(), field.takes());
            told.push((format!("{}, {enter} confirms it", doubt_in_words(doubt)), Role::Waiting));
        }
        if !field.choices.is_empty() && !field.has_answers() {
            let choices = field.choices.iter().enumerate();
            let choices: Vec<String> = choices.map(|(at, choice)| format!("{} {choice}", at + 1)).collect();
            told.push((choices.join("  "), Role::Text));
        } else if let Some(offer) = field.ready.as_ref().filter(|offer| offer.text != field.text()) {
            let key = self.keymap.key_in(field.context(), Action::TakeOffer);
            told.push((format!("{key} takes {} ({})", offer.text, offer.what), Role::Text));
        } else if expected.is_none() && field.text().is_empty() {
            let example = self.checklist().example(blank).map(|example| format!("Asks for {example}."));
            told.extend(example.map(|example| (example, Role::Dim)));
        }
        told
    }
}

/// How many rows a text takes, as its editor wraps it: between words, and inside those that are too long. The
/// cursor behind it needs room too.
fn wrapped(text: &str, columns: u16) -> u16 {
    let columns = usize::from(columns).max(1);
    let (mut rows, mut used) = (1, 0);
    for word in text.split_word_bounds().chain([" "]) {
        let width = shown::width(word);
        if used + width <= columns {
            used += width;
        } else {
            rows += 1 + (width - 1) / columns;
            used = width % columns;
        }
    }
    u16::try_from(rows).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn a_long_text_takes_the_rows_that_it_needs() {
        for (text, columns, rows) in [
            ("", 10, 1),
            ("one two", 10, 1),
            ("one two", 7, 2),
            ("one two three", 9, 2),
            ("https://example.com/a/very/long/path", 12, 4),
            ("x", 0, 2),
        ] {
            assert_eq!(wrapped(text, columns), rows, "{text:?} in {columns}");
        }
    }
}
