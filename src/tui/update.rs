//! The actions of the app: [`App::act`] is the table of contents.

mod apply;
mod attention;
mod blanks;
mod copy;
mod explain;
mod fields;
mod filters;
mod forms;
mod link_offers;
mod live;
mod measure;
mod mouse;
mod navigation;
mod notes;
mod palette;
mod phases;
mod rematch;
mod runs;
mod search;
mod sheets;
mod signing;
mod states;
mod stepper;
mod unfilled;
mod variables;

use super::action::{Action, FieldAction};
use super::app::App;
use super::detail;
use super::effect::Effect;
use super::key::Key;
use super::layout;
use super::overlay::Overlay;
use super::sheets::filters::want;
use super::sheets::help::HelpSheet;
use super::sheets::overview::OverviewSheet;
use crate::progress::{Stamp, State};
use forms::FieldExit;

impl App {
    /// Takes a key. `stamp` is who pressed it and when.
    pub fn key(&mut self, key: Key, stamp: &Stamp) -> Vec<Effect> {
        self.notice = None;
        self.model.turn_clock(stamp.at);
        let bound = self.model.keymap.lookup(self.context(), key);
        if let (None, Some(behind)) = (bound, key.behind_esc()) {
            let mut effects = self.key(Key::ESC, stamp);
            effects.extend(self.key(behind, stamp));
            return effects;
        }
        let (asked, step) = (self.asks(), self.step());
        let effect = match (bound, &mut self.overlay) {
            (Some(action), _) => self.act(action, stamp),
            (None, Some(Overlay::Field(field))) => {
                field.type_key(key);
                self.typed();
                None
            }
            (None, Some(Overlay::Palette(palette))) => {
                palette.field.type_key(key);
                self.typed();
                None
            }
            (None, Some(Overlay::Copy(_) | Overlay::Explain(_))) => self.pick(key, stamp),
            (None, _) => None,
        };
        self.offer_link();
        if let Some(new) = self.step().filter(|_| self.step() != step) {
            self.notify_empty_variables(new);
        }
        self.note_asked(asked);
        self.settle();
        effect.into_iter().collect()
    }

    /// Takes pasted text. Outside of a text field it is ignored: it was not meant as commands.
    pub fn paste(&mut self, text: &str) {
        if let Some(Overlay::Field(field)) = &mut self.overlay {
            field.paste(text);
            self.typed();
        } else if let Some(Overlay::Palette(palette)) = &mut self.overlay {
            palette.field.paste(text);
            self.typed();
        } else {
            self.info("Pasting works in text fields only.");
        }
        self.settle();
    }

    /// The text that is being typed has changed.
    fn typed(&mut self) {
        self.search_typed();
        self.command_typed();
    }

    /// Takes the size of the screen.
    pub fn resize(&mut self, size: ratatui::layout::Size) {
        self.model.size = size;
        self.settle();
    }

    /// Carries out an action: in the field or sheet that is open, else in the outline.
    pub fn act(&mut self, action: Action, stamp: &Stamp) -> Option<Effect> {
        if action != Action::Quit {
            self.attention.leaving = false;
        }
        if self.edit_text(action) {
            return None;
        }
        match (&self.overlay, action) {
            (_, Action::Redraw) => Some(Effect::Redraw),
            (_, Action::Suspend) => Some(Effect::Suspend),
            (Some(Overlay::Field(_)), action) => self.act_in_field(action.in_field()?, stamp),
            (Some(_), action) => self.act_on_sheet(action.in_sheet()?, stamp),
            (None, action) => self.act_in_outline(action, stamp),
        }
    }

    /// Carries out an action in the open text field.
    fn act_in_field(&mut self, action: FieldAction, stamp: &Stamp) -> Option<Effect> {
        match action {
            FieldAction::Accept => return self.accept(stamp),
            FieldAction::AcceptAndContinue => return self.leave_field(FieldExit::Next, stamp),
            FieldAction::AcceptNext => return self.leave_field(FieldExit::Blank(1), stamp),
            FieldAction::AcceptPrevious => return self.leave_field(FieldExit::Blank(-1), stamp),
            FieldAction::NextAnswer => return self.next_answer(1, stamp),
            FieldAction::PreviousAnswer => return self.next_answer(-1, stamp),
            FieldAction::UseSuggestion => self.use_offer(),
            FieldAction::OnlyHere => self.toggle_scope(stamp),
            FieldAction::Cancel => self.cancel(),
            FieldAction::NextMatch => self.next_match(1),
            FieldAction::PreviousMatch => self.next_match(-1),
            FieldAction::DeleteNote => return self.delete_note(stamp),
            FieldAction::Editor => return Some(Effect::EditInEditor { then_save: false }),
        }
        None
    }

    /// Carries out an action in the outline or in walk mode.
    #[expect(clippy::too_many_lines, reason = "one arm for each action")]
    fn act_in_outline(&mut self, action: Action, stamp: &Stamp) -> Option<Effect> {
        match action {
            Action::Down => self.move_by(1),
            Action::Up => self.move_by(-1),
            Action::PageDown => self.move_by(self.page()),
            Action::PageUp => self.move_by(-self.page()),
            Action::First => self.select(0),
            Action::Last => self.select(usize::MAX),
            Action::Fold => self.fold(),
            Action::Unfold => self.unfold(),
            Action::FoldAll => self.model.outline.set_all(&self.model.workbook, true),
            Action::UnfoldAll => self.model.outline.set_all(&self.model.workbook, false),
            Action::NextSection => self.next_section(),
            Action::PreviousSection => self.previous_section(),
            Action::NextOpen => self.next_open(),
            Action::Toggle => return self.toggle(stamp),
            Action::Reopen => return self.reopen(stamp),
            Action::NotApplicable => return self.set_with_reason(State::Na, stamp),
            Action::Blocked => self.ask_reason(State::Blocked),
            Action::Waived => self.ask_reason(State::Waived),
            Action::Confirm => return self.confirm(stamp),
            Action::ConfirmAll => return self.confirm_all(stamp),
            Action::Edit => self.edit(stamp),
            Action::NextBlank => self.next_unfilled(1, stamp),
            Action::PreviousBlank => self.next_unfilled(-1, stamp),
            Action::Blanks => self.open_blanks(),
            Action::Measure => self.measure(stamp),
            Action::Phase => self.open_phases(),
            Action::GoLive => self.open_go_live(),
            Action::Note => self.note(),
            Action::EditNote => self.edit_note(),
            Action::DeleteNote => return self.delete_note(stamp),
            Action::NoteInEditor => return self.note_in_editor(),
            Action::Editor => return Some(Effect::EditInEditor { then_save: false }),
            Action::MoveMark => return self.put(stamp),
            Action::DropMark => return self.dismiss(stamp),
            Action::Undo => return self.undo(stamp),
            Action::Redo => return self.redo(stamp),
            Action::Find => self.find(),
            Action::NextMatch => self.next_match(1),
            Action::PreviousMatch => self.next_match(-1),
            Action::Detail => self.model.detail.toggled = !self.model.detail.toggled,
            Action::DetailDown => self.model.detail.top += 1,
            Action::DetailUp => self.model.detail.top = self.model.detail.top.saturating_sub(1),
            Action::Filter => self.open_filters(stamp),
            Action::ShowAll => self.show_all(self.model.outline.row()),
            Action::Palette => self.open_palette(),
            Action::History => self.model.detail.in_full = !self.model.detail.in_full,
            Action::Copy => return self.copy(),
            Action::WriteCopy => return self.write_copy(),
            Action::Overview => self.overlay = Some(Overlay::Overview(OverviewSheet::default())),
            Action::Explain => self.open_explanation(),
            Action::Mouse => self.toggle_mouse(),
            Action::Quit => return self.quit(),
            Action::Runs => return self.list_runs(),
            Action::ReadOnly => return self.toggle_read_only(),
            Action::Walk => self.toggle_walk(),
            Action::TickAndContinue => return self.tick_and_continue(stamp),
            Action::NextStep => self.next_step(),
            Action::PreviousStep => self.previous_step(),
            Action::SignOffs => self.open_signoffs(),
            Action::Help => self.open_help(),
            // A walk is left by the key that began it.
            Action::Cancel if self.model.walk.is_some() => {}
            Action::Cancel => self.leave_outline(),
            Action::ShowOpen
            | Action::ShowBlocked
            | Action::ShowUnanswered
            | Action::ShowUnconfirmed
            | Action::ShowConflicts
            | Action::ShowMine
            | Action::ShowOptional
            | Action::ShowRequired
            | Action::ShowChanged
            | Action::ShowDue
            | Action::ShowUnmatched => {
                if let Some(what) = want(action) {
                    self.switch(what, self.model.outline.row(), stamp);
                }
            }
            // They are keys of sheets, fields and the event loop.
            Action::OnlyUnfilled
            | Action::OnlyHere
            | Action::Link
            | Action::FillNow
            | Action::CopyAnyway
            | Action::GoTo
            | Action::Redraw
            | Action::Suspend
            | Action::Accept
            | Action::AcceptAndContinue
            | Action::AcceptNext
            | Action::AcceptPrevious
            | Action::NextAnswer
            | Action::PreviousAnswer
            | Action::UseSuggestion
            | Action::LineStart
            | Action::LineEnd
            | Action::CharLeft
            | Action::CharRight
            | Action::WordLeft
            | Action::WordRight
            | Action::LineUp
            | Action::LineDown
            | Action::DeleteLeft
            | Action::DeleteRight
            | Action::DeleteWordLeft
            | Action::DeleteWordRight
            | Action::DeleteSpacedWord
            | Action::DeleteToStart
            | Action::DeleteToEnd
            | Action::Yank
            | Action::Transpose
            | Action::UndoTyping
            | Action::RedoTyping
            | Action::Choose
            | Action::NewRun
            | Action::WriteMine
            | Action::TakeFile
            | Action::Yes
            | Action::No => {}
        }
        None
    }

    fn open_help(&mut self) {
        let applies = |when| self.applies(when);
        let help = HelpSheet::new(self.context(), &self.model.keymap, applies);
        self.overlay = Some(Overlay::Help(help));
    }

    /// Brings what depends on the size and the selection in order, after anything that may have changed them.
    pub(super) fn settle(&mut self) {
        self.model.outline.let_go(&self.model.workbook);
        let areas = self.areas();
        self.model
            .outline
            .scroll(usize::from(areas.outline.height), areas.scrolling());
        if self.model.detail.top > 0 {
            let area = if self.model.walk.is_some() {
                layout::walk(areas.body()).step
            } else {
                areas.detail
            };
            let rows = detail::rows(&self.model, area.width).len();
            self.model.detail.top = self
                .model
                .detail
                .top
                .min(rows.saturating_sub(usize::from(area.height)));
        }
        self.note_facts();
        if let Some(overlay) = &mut self.overlay {
            overlay.settle(&self.model);
        }
    }
}
