//! What the detail says of what found no place: what it was made on, all that it holds, and what can be done.

use ratatui::text::Span;

use super::Page;
use crate::tui::action::Action;
use crate::tui::styled_text::StyledText;
use crate::tui::theme::Role;
use crate::workbook::{Doubt, Unmatched};

impl Page<'_> {
    pub(super) fn unmatched_heading(&mut self) {
        let all = self.app.model.workbook.unmatched().len();
        self.say("Unplaced", Role::Heading);
        self.say(&format!("{all} found no place in the document"), Role::Text);
        self.gap();
        let why = "What stands here was marked on entries or blanks that the document does not have any more. Nothing \
                   of it is lost: put it on the entry that it belongs to, or dismiss it. The report lists it.";
        self.say(why, Role::Text);
    }

    pub(super) fn unmatched(&mut self, what: &Unmatched) {
        self.say(what.name(), Role::Text);
        let dot = self.app.model.theme.signs.dot;
        let gone = match what.blank {
            None => "found no place in the document",
            Some(_) => "the blank of this value is gone",
        };
        self.say(
            &format!("{gone} {dot} marked as {}", what.unit.key),
            Role::Dim,
        );
        let mut state = StyledText::default();
        self.answered(&what.marks.state, &mut state);
        if !state.is_empty() {
            self.put_plain(&state);
        }
        self.conflicting_states(what);
        self.values(what);
        self.homes(what);
        self.notes(&what.marks.notes, &what.unit.on);
        self.gap();
        let key = |action| self.app.model.key_of(action);
        let (put, dismiss) = (key(Action::Put), key(Action::Dismiss));
        let told =
            format!("{put} puts it on the entry that it belongs to, {dismiss} dismisses it.");
        self.say(&told, Role::Waiting);
    }

    fn conflicting_states(&mut self, what: &Unmatched) {
        if what.marks.state.is_conflict() {
            self.say("Answers differ, and all stand:", Role::Bad);
            self.told(&what.states());
        }
    }

    fn values(&mut self, what: &Unmatched) {
        for (slug, register) in what
            .marks
            .blanks
            .iter()
            .filter(|(_, register)| !register.is_silent())
        {
            if register.is_conflict() {
                self.say(
                    &format!("{slug}: answers differ, and all stand:"),
                    Role::Bad,
                );
                self.told(&what.values(slug));
                continue;
            }
            let mut rich = StyledText::default();
            rich.push(&format!("{slug}: "), self.app.model.theme.style(Role::Text));
            self.value(register, register.carried().map(Doubt::Carried), &mut rich);
            let bullet = Span::raw(format!("{} ", self.app.model.theme.signs.bullet));
            self.put(&rich, &bullet, &Span::raw("  "));
        }
    }

    /// Where people said that it belongs.
    fn homes(&mut self, what: &Unmatched) {
        let mut homes = self.app.model.workbook.homes_of(what);
        let head = match homes.len() {
            0 => return,
            1 => "It was put on what is not there any more:",
            _ => "It was put on different entries; p settles it:",
        };
        self.say(head, Role::Bad);
        for told in &mut homes {
            told.answer = self.app.model.theme.words(&told.answer).into_owned();
        }
        self.told(&homes);
    }

    fn say(&mut self, text: &str, role: Role) {
        let rich = self.styled(text, role);
        self.put_plain(&rich);
    }
}
