//! Quitting, switching and starting runs, saving elsewhere, read-only mode: all of it is carried out outside of the app,
//! as an [`Effect`].

use std::path::PathBuf;

use crate::store::check_run_name;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::field::{Field, FieldPurpose};
use crate::tui::model::SaveState;
use crate::tui::notice::sentence;
use crate::tui::overlay::Overlay;
use crate::tui::sheets::confirm::Confirmation;
use crate::tui::sheets::runs::{NewRun, RunOrigin, RunsSheet};

impl App {
    /// Leaves; asks once where something that was typed would be lost, and where not everything is saved offers
    /// another place.
    pub(super) fn quit(&mut self) -> Option<Effect> {
        if matches!(self.model.saved, SaveState::Lost(_)) {
            self.overlay = Some(Overlay::Lost);
            return None;
        }
        let is_unsaved = matches!(self.model.saved, SaveState::Failed(_));
        // A key that repeats itself, or was typed ahead, loses nothing.
        let is_seen = !self.is_unseen() || (self.keeps_drafts && !is_unsaved);
        if (self.attention.leaving && is_seen) || (!is_unsaved && self.model.drafts.is_empty()) {
            return Some(Effect::Quit);
        }
        self.attention.leaving = true;
        if let Some(path) = self.last_resort.clone().filter(|_| is_unsaved) {
            self.open_field(FieldPurpose::Elsewhere, &path, false);
        } else {
            let quit = self.model.key_of(Action::Quit);
            self.warn(match (is_unsaved, self.keeps_drafts) {
                (true, _) => format!("Not everything is saved. {quit} again to quit anyway."),
                (false, true) => format!("Unsaved draft. {quit} again to quit and keep it."),
                (false, false) => format!("Unsaved draft. {quit} again to quit and lose it."),
            });
        }
        is_unsaved.then_some(Effect::Save)
    }

    /// Asks about read-only mode, or turns it off.
    pub(super) fn toggle_read_only(&mut self) -> Option<Effect> {
        if self.is_read_only_by_choice {
            return Some(Effect::SetReadOnly(false));
        }
        if !self.refuse_change() {
            self.overlay = Some(Overlay::Confirm(Confirmation::ReadOnly));
        }
        None
    }

    /// The field for another place was left.
    pub(super) fn cancel_save_elsewhere(&mut self) {
        self.attention.leaving = true;
        let quit = self.model.key_of(Action::Quit);
        self.warn(format!(
            "Not everything is saved. {quit} again to quit anyway."
        ));
    }

    pub(super) fn save_elsewhere(path: &str) -> Effect {
        Effect::SaveElsewhere(PathBuf::from(path.trim()))
    }

    pub(super) fn list_runs(&mut self) -> Option<Effect> {
        if matches!(self.model.saved, SaveState::Failed(_) | SaveState::Lost(_)) {
            self.warn("Not everything is saved. Save before you switch runs.");
        } else if !self.model.drafts.is_empty() {
            self.warn("Unsaved draft: save or clear it before you switch runs.");
        } else {
            return Some(Effect::ListRuns);
        }
        None
    }

    /// Takes the name of a new run; if an earlier run has values, asks about copying them.
    pub(super) fn accept_run_name(&mut self, name: &str) -> Option<Effect> {
        let name = name.trim().to_owned();
        let runs = self
            .other_runs
            .take()
            .unwrap_or(RunsSheet::new(Vec::new(), None));
        // Some file systems ignore case.
        let is_like = |run: &&str| run.to_lowercase() == name.to_lowercase();
        let like = runs
            .runs
            .iter()
            .filter_map(|run| run.name.as_deref())
            .find(is_like);
        let like = like.map(|run| {
            format!("run “{run}” already exists; choose it in the list, or use another name")
        });
        let trouble = check_run_name(&name)
            .err()
            .map(|error| error.to_string())
            .or(like);
        if let Some(trouble) = trouble {
            self.error(sentence(&trouble));
            self.overlay = Some(Overlay::Field(Box::new(Field::new(
                FieldPurpose::NewRun,
                "",
                &name,
                false,
            ))));
            self.other_runs = Some(runs);
            return None;
        }
        match runs.last_with_values() {
            Some(last) => {
                let (from, values) = (
                    RunOrigin {
                        run: last.name.clone(),
                    },
                    last.values,
                );
                let question = Confirmation::CarryOver(NewRun { name, from, values });
                self.overlay = Some(Overlay::Confirm(question));
                None
            }
            None => Some(Effect::StartRun {
                name,
                carry_from: None,
            }),
        }
    }
}
