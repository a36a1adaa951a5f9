//! Copying something of the selected row: what there is goes into a choice, unless it is clear what is meant.

use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::copy::{self, Choice, Copied, Copyable, Goal};
use crate::tui::effect::Effect;
use crate::tui::key::Key;
use crate::tui::overlay::Overlay;
use ratatui::crossterm::event::KeyCode;

impl App {
    /// Copies the command of the selected row; offers all that can be copied where there are several or none, where the
    /// command was copied just now, and where the message could not show all of it: nothing is copied unseen.
    pub(super) fn copy(&mut self) -> Option<Effect> {
        let texts = copy::copyables(self);
        let is_again = self.copied_here().is_some();
        self.copy_one_of(texts, Goal::Clipboard, is_again)
    }

    /// Writes what was copied of the selected row to a file; else it is chosen as for copying.
    pub(super) fn write_copy(&mut self) -> Option<Effect> {
        match self.copied_here() {
            Some(copied) => Some(Effect::WriteCopy(copied.text.clone())),
            None => self.copy_one_of(copy::copyables(self), Goal::File, false),
        }
    }

    fn copied_here(&self) -> Option<&Copied> {
        self.copied
            .as_ref()
            .filter(|copied| copied.row == self.outline.row())
    }

    fn copy_one_of(&mut self, texts: Vec<Copyable>, goal: Goal, ask: bool) -> Option<Effect> {
        let mut commands = texts.iter().filter(|text| text.kind.is_code());
        match (commands.next(), commands.next()) {
            (Some(only), None)
                if !ask && (goal == Goal::File || only.fits(self.room_for_copy())) =>
            {
                let text = only.text.clone();
                self.send_copy(text, goal)
            }
            _ if texts.is_empty() => {
                self.warn("There is nothing to copy here.");
                None
            }
            _ => {
                self.overlay = Some(Overlay::Copy(Choice {
                    texts,
                    selected: 0,
                    goal,
                    top: 0,
                }));
                None
            }
        }
    }

    /// Columns for a text in the list, and in the message that says what was copied.
    fn room_for_copy(&self) -> usize {
        usize::from(self.model.size.width).saturating_sub(copy::BEFORE_TEXT)
    }

    fn send_copy(&mut self, text: String, goal: Goal) -> Option<Effect> {
        self.copied = Some(Copied {
            row: self.outline.row(),
            text: text.clone(),
        });
        Some(match goal {
            Goal::Clipboard => Effect::Copy(text),
            Goal::File => Effect::WriteCopy(text),
        })
    }

    pub(super) fn act_on_copy(&mut self, action: Action) -> Option<Effect> {
        let (columns, rows) = (
            usize::from(self.model.size.width),
            usize::from(self.model.size.height),
        );
        let Some(Overlay::Copy(choice)) = &mut self.overlay else {
            return None;
        };
        match action {
            Action::Down => choice.move_by(1),
            Action::Up => choice.move_by(-1),
            // Heading and footer have a row each, and the text a margin.
            Action::PageDown => {
                choice.turn(true, columns.saturating_sub(1), rows.saturating_sub(2));
            }
            Action::PageUp => choice.turn(false, columns.saturating_sub(1), rows.saturating_sub(2)),
            Action::Choose => return self.choose_copy(None, None),
            Action::WriteCopy => return self.choose_copy(None, Some(Goal::File)),
            _ => self.overlay = None,
        }
        None
    }

    /// Takes the digit that stands before a text. One that its row does not show whole is shown first.
    pub(super) fn pick_copy(&mut self, key: Key) -> Option<Effect> {
        let KeyCode::Char(digit @ '1'..='9') = key.code else {
            return None;
        };
        let (at, room) = (digit as usize - '1' as usize, self.room_for_copy());
        let Some(Overlay::Copy(choice)) = &mut self.overlay else {
            return None;
        };
        match choice.texts.get(at) {
            Some(text) if !key.ctrl && !key.alt => {
                if text.fits(room) || at == choice.selected {
                    return self.choose_copy(Some(at), None);
                }
                choice.select(at);
            }
            _ => {}
        }
        None
    }

    fn choose_copy(&mut self, at: Option<usize>, goal: Option<Goal>) -> Option<Effect> {
        let Some(Overlay::Copy(choice)) = &self.overlay else {
            return None;
        };
        let (chosen, goal) = (
            choice.texts.get(at.unwrap_or(choice.selected)),
            goal.unwrap_or(choice.goal),
        );
        let Some(text) = chosen.map(|chosen| chosen.text.clone()) else {
            return None;
        };
        self.overlay = None;
        self.send_copy(text, goal)
    }
}
