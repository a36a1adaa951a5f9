//! Answers that are picked instead of typed: conflicting answers, choices of the document, an offer.

use super::Field;
use crate::tui::key::Key;
use ratatui::crossterm::event::KeyCode;

impl Field {
    /// Returns whether there is a list of answers to take from: those that differ, else the
    /// choices.
    pub fn has_list(&self) -> bool {
        self.has_answers() || !self.choices.is_empty()
    }

    /// Returns the index of the conflicting answer in the field.
    pub fn answer(&self) -> Option<usize> {
        let text = self.text();
        self.answers.iter().position(|answer| answer.text == text)
    }

    /// Returns the index of the choice in the field.
    pub fn choice(&self) -> Option<usize> {
        let text = self.text();
        self.choices.iter().position(|choice| *choice == text)
    }

    /// Puts the next entry of the list into the field, or the previous one; wraps around. Returns
    /// false where it would overwrite typed text.
    pub fn use_listed(&mut self, step: isize) -> bool {
        let at = if self.has_answers() {
            self.answer()
        } else {
            self.choice()
        };
        if at.is_none() && self.is_changed() && !self.text().is_empty() {
            return false;
        }
        let all = self.answers.len().max(if self.has_answers() {
            0
        } else {
            self.choices.len()
        });
        let next = match at {
            Some(at) => (at + all)
                .checked_add_signed(step)
                .map_or(0, |next| next % all),
            None if step < 0 => all.saturating_sub(1),
            None => 0,
        };
        let answer = self.answers.get(next).map(|answer| &answer.text);
        if let Some(text) = answer.or(self.choices.get(next)).cloned() {
            self.hold(&text);
        }
        true
    }

    /// Takes the answer that is ready: in place of what the field began with, else where the cursor is.
    pub fn use_offer(&mut self) {
        let Some(offer) = &self.ready else { return };
        let text = offer.text.clone();
        if self.is_changed() {
            self.paste(&text);
        } else {
            self.hold(&text);
        }
    }

    /// Restores the typed start of a choice, without its last character: the choice wasn't meant.
    pub(super) fn undo_choice(&mut self) -> bool {
        let Some(mut typed) = self.begun.take() else {
            return false;
        };
        typed.pop();
        self.hold(&typed);
        true
    }

    /// Takes the choice that a key means: the first that begins with what was typed so far, or the one of this
    /// number. Returns whether it was taken; else the key is text as any other.
    pub(super) fn choose(&mut self, key: Key) -> bool {
        let typed = self.begun.take();
        if self.choices.is_empty() {
            return false;
        }
        let begun = match (key.code, typed) {
            (KeyCode::Char(character), Some(typed)) => format!("{typed}{character}"),
            (KeyCode::Char(character), None)
                if self.text().is_empty() || self.choice().is_some() =>
            {
                character.to_string()
            }
            _ => return false,
        };
        let lower = begun.to_lowercase();
        let number = begun
            .parse::<usize>()
            .ok()
            .and_then(|number| number.checked_sub(1));
        let by_letter = self
            .choices
            .iter()
            .find(|choice| choice.to_lowercase().starts_with(&lower));
        let found = by_letter.or_else(|| self.choices.get(number?)).cloned();
        let is_new = begun.chars().nth(1).is_none();
        match found {
            Some(choice) => {
                self.hold(&choice);
                self.begun = Some(begun);
                true
            }
            // A key that starts no choice is appended to the current one.
            None if is_new => false,
            None => {
                self.hold(&begun);
                true
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::checklist::BlankId;
    use crate::tui::field::{Field, FieldPurpose};
    use crate::tui::key::Key;
    use crate::tui::keymap::{Context, Keymap};

    #[test]
    fn a_letter_or_a_number_takes_a_choice_and_anything_else_can_be_typed() {
        for (before, keys, text) in [
            ("", "a", "AWS"),
            ("", "A W S", "AWS"),
            ("", "g", "GCP"),
            ("", "3", "on premises"),
            ("", "o n", "on premises"),
            ("", "A z u r e", "Azure"),
            ("", "A backspace", ""),
            ("", "A z backspace", "A"),
            ("", "4", "4"),
            ("", "1 2", "12"),
            ("", "A end , space e u", "AWS, eu"),
            ("AWS", "g", "GCP"),
            ("AWS", "! !", "AWS!!"),
            ("Azure", "g", "Azureg"),
            ("", "ctrl-a a", "AWS"),
        ] {
            let choices = ["AWS", "GCP", "on premises"].map(str::to_owned).to_vec();
            let mut field = Field::new(FieldPurpose::Blank(BlankId(0)), before, before, false);
            field.choices = choices;
            for key in keys.split(' ') {
                let key = Key::named(key).unwrap();
                match Keymap::default().lookup(Context::Typing, key) {
                    Some(action) => assert!(field.act(action)),
                    None => field.type_key(key),
                }
            }
            assert_eq!(field.text(), text, "{before:?}, {keys}");
        }
    }

    #[test]
    fn the_list_goes_round_and_overwrites_nothing_typed() {
        let mut field = Field::new(FieldPurpose::Blank(BlankId(0)), "", "", false);
        field.choices = ["a", "b"].map(str::to_owned).to_vec();
        for (step, text) in [(1, "a"), (1, "b"), (1, "a"), (-1, "b")] {
            assert!(field.use_listed(step));
            assert_eq!(field.text(), text);
        }
        field.type_key(Key::named("!").unwrap());
        assert!(!field.use_listed(1));
        assert_eq!(field.text(), "b!");
    }
}
