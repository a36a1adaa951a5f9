//! Walk mode: from step to step, and the pause at the end of a section.

use chrono::{DateTime, Utc};

use crate::checklist::EntryId;
use crate::progress::Stamp;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::keymap::Binding;
use crate::tui::stepper::{self, Stepper, StepperPause};
use crate::workbook::BlockerKind;

impl App {
    /// Turns walk mode on, at the selected or the next unfinished step; or off.
    pub(super) fn toggle_walk(&mut self) {
        if self.model.walk.take().is_some() {
            return;
        }
        let here = self.model.entry();
        let checklist = self.model.checklist();
        let step = here.filter(|&id| stepper::is_step(checklist, id));
        let wanting = |id: &EntryId| stepper::lack(&self.model.workbook, *id).is_some();
        let from_here = || {
            stepper::steps(checklist)
                .filter(|&id| Some(id) >= here)
                .find(wanting)
        };
        let from_top = || {
            stepper::steps(checklist)
                .find(wanting)
                .or(stepper::steps(checklist).next())
        };
        match step.or_else(from_here).or_else(from_top) {
            Some(step) => {
                if here != Some(step) {
                    self.has_to_be_seen();
                }
                self.model.walk = Some(Stepper::default());
                self.go_to(step);
            }
            None => {
                self.warn("Nothing to walk through: no items or blanks.");
            }
        }
    }

    /// Goes on: to the next step, or on after a pause.
    pub(super) fn next_step(&mut self) {
        match self.model.walk.and_then(|walk| walk.pause) {
            Some(pause) => self.continue_after(pause),
            None => self.step_on(|_, _| true),
        }
    }

    /// Goes back: to the step before, or from a pause to what is left.
    pub(super) fn previous_step(&mut self) {
        match self.model.walk.and_then(|walk| walk.pause) {
            Some(pause) => self.go_back_from(pause),
            None => self.step_back(),
        }
    }

    /// Returns whether there is anything to tick at a step; else the key for that only goes on.
    fn is_to_tick(&self, step: EntryId, now: DateTime<Utc>) -> bool {
        self.model.checklist().entry(step).can_be_ticked()
            && (matches!(
                stepper::lack(&self.model.workbook, step),
                Some(BlockerKind::Open | BlockerKind::Conflict | BlockerKind::Confirm)
            ) || self.model.workbook.is_pre_ticked(step)
                || self.model.workbook.is_due_again(step, now))
    }

    /// The words of the footer for a key: those of the table, but where the key only goes on.
    pub(in crate::tui) fn hint_of(&self, binding: &'static Binding) -> &'static str {
        let only_on = binding.action == Action::TickAndContinue
            && self
                .model
                .entry()
                .is_some_and(|step| !self.is_to_tick(step, self.model.now));
        if only_on { "next" } else { binding.hint }
    }

    /// Ticks the step if it is open, and continues with the next unfinished one. Asks for its empty variables before
    /// that, and stays where the tick leaves a blank empty.
    pub(super) fn tick_and_continue(&mut self, stamp: &Stamp) -> Option<Effect> {
        let step = self.model.entry()?;
        let is_to_tick = self.is_to_tick(step, stamp.at);
        if is_to_tick && self.is_unseen() {
            self.warn("Not ticked: this step wasn't on screen yet.");
            return None;
        }
        if is_to_tick && self.ask_in_walk(step, stamp) {
            return None;
        }
        let effects = if is_to_tick { self.toggle(stamp) } else { None };
        if self.model.read_only.is_some() && is_to_tick {
            return effects;
        }
        if is_to_tick {
            let is_asked = self.field().is_some();
            match stepper::lack(&self.model.workbook, step) {
                _ if is_asked => return effects,
                Some(BlockerKind::Empty) => {
                    let (fill, on) = (
                        self.model.key_of(Action::Edit),
                        self.model.key_of(Action::TickAndContinue),
                    );
                    self.info(format!(
                        "Ticked, but a blank is empty ({fill}: fill, {on}: continue)."
                    ));
                    return effects;
                }
                Some(BlockerKind::Fails | BlockerKind::Unclear) => return effects,
                _ => {}
            }
        }
        let notice = self.notice.take();
        self.step_on(|app, id| {
            stepper::lack(&app.model.workbook, id).is_some_and(|why| why != BlockerKind::Blocked)
        });
        self.notice = notice.or(self.notice.take());
        effects
    }

    /// Goes to the next step that `wanted` picks, or pauses where a section ends before it.
    fn step_on(&mut self, wanted: impl Fn(&App, EntryId) -> bool) {
        let Some(here) = self.model.entry() else {
            return;
        };
        let steps = || stepper::steps(self.model.checklist()).filter(|&id| id > here);
        let next = steps().find(|&id| wanted(self, id));
        match stepper::ended(&self.model.workbook, here, next) {
            Some(pause) => self.model.walk = Some(Stepper { pause: Some(pause) }),
            None => self.go_to_step(next),
        }
    }

    fn step_back(&mut self) {
        let Some(here) = self.model.entry() else {
            return;
        };
        let before = stepper::steps(self.model.checklist()).rfind(|&id| id < here);
        if before.is_none() {
            self.info("This is the first step.");
        }
        self.go_to_step(before);
    }

    /// Continues after a pause: with the next unfinished step, else the next one.
    fn continue_after(&mut self, pause: StepperPause) {
        if pause == StepperPause::Document {
            self.model.walk = None;
            let begin = self.model.key_of(Action::Walk);
            self.info(format!("End of the walk ({begin} to start again)."));
            return;
        }
        let next = stepper::first_unfinished_after(&self.model.workbook, pause);
        if next.is_none() {
            self.model.walk = Some(Stepper {
                pause: Some(StepperPause::Document),
            });
            return;
        }
        self.go_to_step(next);
    }

    /// Goes back from a pause: to the first unfinished step there, else the last.
    fn go_back_from(&mut self, pause: StepperPause) {
        let first = stepper::left(&self.model.workbook, pause)
            .first()
            .map(|left| left.step);
        self.go_to_step(first.or(self.model.entry()));
    }

    fn go_to_step(&mut self, step: Option<EntryId>) {
        self.model.walk = Some(Stepper::default());
        self.has_to_be_seen();
        if let Some(step) = step {
            self.go_to(step);
        }
    }
}
