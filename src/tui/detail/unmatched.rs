//! The detail of an unmatched mark: its original text, its content, and what can be done.

use ratatui::text::Span;

use super::DetailPage;
use crate::tui::action::Action;
use crate::tui::styled_text::StyledText;
use crate::tui::theme::StyleRole;
use crate::workbook::{Doubt, Unmatched};

impl DetailPage<'_> {
    pub(super) fn unmatched_heading(&mut self) {
        let all = self.model.workbook.unmatched().len();
        self.say("Unmatched marks", StyleRole::Heading);
        let count = match all {
            1 => "1 mark has no match in the document".to_owned(),
            many => format!("{many} marks have no match in the document"),
        };
        self.say(&count, StyleRole::Text);
        self.gap();
        let why = "These marks were made on items or blanks that are no longer in the document. Nothing is lost: move \
                   each to its item, or drop it. The report lists them.";
        self.say(why, StyleRole::Text);
    }

    pub(super) fn unmatched(&mut self, what: &Unmatched) {
        self.say(what.name(), StyleRole::Text);
        let dot = self.model.theme.signs.dot;
        let was = match what.unit.key.as_str() {
            "" => String::new(),
            key => format!(" {dot} was {key}"),
        };
        self.say(&format!("{}{was}", what.missing_words()), StyleRole::Dim);
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
        let key = |action| self.model.key_of(action);
        let (put, dismiss) = (key(Action::MoveMark), key(Action::DropMark));
        let told = format!("{put}: move it to its item. {dismiss}: drop it.");
        self.say(&told, StyleRole::Waiting);
    }

    fn conflicting_states(&mut self, what: &Unmatched) {
        if what.marks.state.is_conflict() {
            self.say("Conflicting answers:", StyleRole::Bad);
            self.told(&what.states());
        }
    }

    fn values(&mut self, what: &Unmatched) {
        for (slug, register) in what
            .marks
            .blanks
            .iter()
            .chain(&what.marks.variables)
            .chain(&what.marks.links)
            .filter(|(_, register)| !register.is_silent())
        {
            if register.is_conflict() {
                self.say(&format!("{slug}: conflicting answers:"), StyleRole::Bad);
                self.answers(register);
                continue;
            }
            let mut rich = StyledText::default();
            rich.push(
                &format!("{slug}: "),
                self.model.theme.style(StyleRole::Text),
            );
            self.value(register, register.carried().map(Doubt::Carried), &mut rich);
            let bullet = Span::raw(format!("{} ", self.model.theme.signs.bullet));
            self.put(&rich, &bullet, &Span::raw("  "));
        }
    }

    /// Adds the items to which people moved it.
    fn homes(&mut self, what: &Unmatched) {
        let mut homes = self.model.workbook.homes_of(what);
        let head = match homes.len() {
            0 => return,
            1 => "It was moved to an item that is gone:".to_owned(),
            _ => {
                let put = self.model.key_of(Action::MoveMark);
                format!("It was moved to different items ({put}: resolve):")
            }
        };
        self.say(&head, StyleRole::Bad);
        for told in &mut homes {
            told.answer = self.model.theme.words(&told.answer).into_owned();
        }
        self.told(&homes);
    }

    fn say(&mut self, text: &str, role: StyleRole) {
        let rich = self.styled(text, role);
        self.put_plain(&rich);
    }
}
