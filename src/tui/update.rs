//! What each action does to the app: the table of contents is [`App::act`].

mod apply;
mod blanks;
mod copy;
mod fields;
mod filters;
mod forms;
mod live;
mod measure;
mod mouse;
mod navigation;
mod notes;
mod overview;
mod palette;
mod phases;
mod rematch;
mod runs;
mod search;
mod signing;
mod states;
mod stepper;

use super::action::Action;
use super::app::App;
use super::confirm::Confirmation;
use super::detail;
use super::effect::Effect;
use super::filters::want;
use super::help::Help;
use super::key::Key;
use super::keymap::Context;
use super::layout;
use super::overlay::Overlay;
use super::overview::Overview;
use crate::progress::{Stamp, State};
pub(super) use apply::{capitalized, sentence};
use forms::Then;

impl App {
    /// Takes a key. `stamp` is who pressed it and when.
    pub fn key(&mut self, key: Key, stamp: &Stamp) -> Vec<Effect> {
        self.notice = None;
        self.turn_clock(stamp.at);
        let bound = self.model.keymap.lookup(self.context(), key);
        if let (None, Some(behind)) = (bound, key.behind_esc()) {
            let mut effects = self.key(Key::ESC, stamp);
            effects.extend(self.key(behind, stamp));
            return effects;
        }
        let asked = self.asks();
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
            (None, Some(Overlay::Copy(_))) => self.pick_copy(key),
            (None, _) => None,
        };
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
            self.info("Pasted text is taken in text fields only.");
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

    /// Does what an action says.
    #[expect(clippy::too_many_lines, reason = "one arm for each action")]
    pub fn act(&mut self, action: Action, stamp: &Stamp) -> Option<Effect> {
        if action != Action::Quit {
            self.attention.leaving = false;
        }
        if self.edit_text(action) {
            return None;
        }
        match (self.context(), action) {
            (_, Action::Redraw) => return Some(Effect::Redraw),
            (_, Action::Rest) => return Some(Effect::Suspend),
            (Context::Help, action) => self.act_on_help(action),
            (Context::Filters, action) => self.act_on_filters(action, stamp),
            (Context::Phases, action) => return self.act_on_phases(action, stamp),
            (Context::Palette, action) => return self.act_on_palette(action, stamp),
            (Context::Runs, action) => return self.act_on_runs(action),
            (Context::Blanks, action) => self.act_on_blanks(action, stamp),
            (Context::Notes, action) => return self.act_on_notes(action, stamp),
            (Context::Question, action) => return self.answer(action, stamp),
            (Context::Lost, action) => return self.act_on_lost(action),
            (Context::Copy, action) => return self.act_on_copy(action),
            (Context::SignOffs, Action::Undo) => return self.undo(stamp),
            (Context::SignOffs, action) => self.act_on_signoffs(action, stamp),
            (_, Action::SignOffs) => self.open_signoffs(),
            (Context::Overview, action) => self.act_on_overview(action),
            (_, Action::Down) => self.move_by(1),
            (_, Action::Up) => self.move_by(-1),
            (_, Action::PageDown) => self.move_by(self.page()),
            (_, Action::PageUp) => self.move_by(-self.page()),
            (_, Action::First) => self.select(0),
            (_, Action::Last) => self.select(usize::MAX),
            (_, Action::Fold) => self.fold(),
            (_, Action::Unfold) => self.unfold(),
            (_, Action::FoldAll) => self.outline.set_all(&self.model.workbook, true),
            (_, Action::UnfoldAll) => self.outline.set_all(&self.model.workbook, false),
            (_, Action::NextSection) => self.next_section(),
            (_, Action::PreviousSection) => self.previous_section(),
            (_, Action::NextOpen) => self.next_open(),
            (_, Action::Toggle) => return self.toggle(stamp),
            (_, Action::Open) => return self.reopen(stamp),
            (_, Action::NotApplicable) => self.ask_why(State::Na),
            (_, Action::Blocked) => self.ask_why(State::Blocked),
            (_, Action::Waived) => self.ask_why(State::Waived),
            (_, Action::Confirm) => return self.confirm(stamp),
            (_, Action::ConfirmAll) => return self.confirm_all(stamp),
            (_, Action::Edit) => self.edit(stamp),
            (_, Action::NextBlank) => self.next_unfilled(1, stamp),
            (_, Action::PreviousBlank) => self.next_unfilled(-1, stamp),
            (_, Action::Blanks) => self.list_blanks(),
            (_, Action::Measure) => self.measure(stamp),
            (_, Action::Phase) => self.open_phases(),
            (_, Action::Live) => self.open_live(),
            (_, Action::Note) => self.note(),
            (_, Action::EditNote) => self.edit_note(),
            (_, Action::DeleteNote) => return self.delete_note(stamp),
            (_, Action::NoteInEditor) => return self.note_in_editor(),
            (_, Action::Editor) => return Some(Effect::EditInEditor { then_save: false }),
            (_, Action::Put) => return self.put(stamp),
            (_, Action::Dismiss) => return self.dismiss(stamp),
            (_, Action::Undo) => return self.undo(stamp),
            (_, Action::Redo) => return self.redo(stamp),
            (_, Action::Find) => self.find(),
            (_, Action::NextMatch) => self.next_match(1),
            (_, Action::PreviousMatch) => self.next_match(-1),
            (_, Action::Detail) => self.detail.toggled = !self.detail.toggled,
            (_, Action::DetailDown) => self.detail.top += 1,
            (_, Action::DetailUp) => self.detail.top = self.detail.top.saturating_sub(1),
            (_, Action::Filter) => self.open_filters(stamp),
            (_, Action::ShowAll) => self.show_all(self.outline.row()),
            (_, Action::Palette) => self.open_palette(),
            (from, Action::Help) => self.overlay = Some(Overlay::Help(Help { from, top: 0 })),
            (_, Action::History) => self.detail.in_full = !self.detail.in_full,
            (_, Action::Copy) => return self.copy(),
            (_, Action::WriteCopy) => return self.write_copy(),
            (_, Action::Overview) => self.overlay = Some(Overlay::Overview(Overview::default())),
            (_, Action::Accept | Action::Choose) => return self.accept(stamp),
            (_, Action::AcceptOn) => return self.leave_field(Then::Next, stamp),
            (_, Action::AcceptNext) => return self.leave_field(Then::Blank(1), stamp),
            (_, Action::AcceptPrevious) => return self.leave_field(Then::Blank(-1), stamp),
            (_, Action::NextAnswer) => return self.next_answer(1, stamp),
            (_, Action::PreviousAnswer) => return self.next_answer(-1, stamp),
            (_, Action::TakeOffer) => self.take_ready(),
            (Context::Outline, Action::Cancel) => self.leave_outline(),
            (_, Action::Cancel) => self.cancel(),
            (_, Action::Mouse) => self.toggle_mouse(),
            (_, Action::Quit) => return self.quit(),
            (_, Action::Runs) => return self.list_runs(),
            (_, Action::OnlyLook) => return self.only_look(),
            (_, Action::Walk) => self.toggle_walk(),
            (_, Action::TickAndGoOn) => return self.tick_and_go_on(stamp),
            (_, Action::NextStep) => self.next_step(),
            (_, Action::PreviousStep) => self.previous_step(),
            (
                _,
                Action::NewRun | Action::OnlyUnfilled | Action::Yes | Action::No | Action::GoThere,
            ) => {}
            (_, action) => {
                if let Some(what) = want(action) {
                    self.switch(what, self.outline.row(), stamp);
                }
            }
        }
        None
    }

    /// Brings what depends on the size and the selection in order, after anything that may have changed them.
    pub(super) fn settle(&mut self) {
        self.outline.let_go(&self.model.workbook);
        let areas = self.areas();
        self.outline
            .scroll(usize::from(areas.outline.height), areas.scrolling());
        if self.detail.top > 0 {
            let area = if self.model.walk.is_some() {
                layout::walk(areas.body()).step
            } else {
                areas.detail
            };
            let rows = detail::rows(self, area.width).len();
            self.detail.top = self
                .detail
                .top
                .min(rows.saturating_sub(usize::from(area.height)));
        }
        self.settle_overview();
        self.settle_signoffs();
        if let Some(Overlay::Help(help)) = self.overlay {
            let body = self.model.size.height.saturating_sub(1);
            let last = help
                .rows(self, self.model.size.width)
                .len()
                .saturating_sub(usize::from(body));
            self.overlay = Some(Overlay::Help(Help {
                top: help.top.min(last),
                ..help
            }));
        }
    }

    /// Answers the question that is asked.
    fn answer(&mut self, answer: Action, stamp: &Stamp) -> Option<Effect> {
        if self.is_unseen() && answer != Action::Cancel {
            return None;
        }
        match self.overlay.take() {
            Some(Overlay::Confirm(Confirmation::CarryOver(new))) => App::carry_over(new, answer),
            Some(Overlay::Confirm(Confirmation::AllDone(id))) => self.tick_all(id, answer, stamp),
            Some(Overlay::Confirm(Confirmation::OnlyLook)) if answer == Action::Yes => {
                Some(Effect::SetReadOnly(true))
            }
            _ => None,
        }
    }

    fn act_on_help(&mut self, action: Action) {
        let Some(Overlay::Help(Help { top, .. })) = &mut self.overlay else {
            return;
        };
        let page = usize::from(self.model.size.height.saturating_sub(2)).max(1);
        match action {
            Action::Down => *top += 1,
            Action::Up => *top = top.saturating_sub(1),
            Action::PageDown => *top += page,
            Action::PageUp => *top = top.saturating_sub(page),
            _ => self.overlay = None,
        }
    }
}
