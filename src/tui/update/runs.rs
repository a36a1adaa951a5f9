//! Leaving, changing to another run, starting one, and saving elsewhere: what goes beyond this walk. All of it is
//! done outside of the app, as an [`Errand`].

use std::path::PathBuf;

use crate::store::check_run_name;
use crate::tui::action::Action;
use crate::tui::app::{App, Saved};
use crate::tui::effect::Effect;
use crate::tui::field::{Field, Purpose};
use crate::tui::overlay::Overlay;
use crate::tui::sheets::confirm::Confirmation;
use crate::tui::sheets::runs::{NewRun, Origin, Runs};

impl App {
    /// Leaves; asks once where something that was typed would be lost, and where not everything is saved offers
    /// another place.
    pub(super) fn quit(&mut self) -> Option<Effect> {
        if matches!(self.model.saved, Saved::Lost(_)) {
            self.overlay = Some(Overlay::Lost);
            return None;
        }
        let is_unsaved = matches!(self.model.saved, Saved::Failed(_));
        // A key that repeats itself, or was typed ahead, loses nothing.
        let is_seen = !self.is_unseen() || (self.keeps_drafts && !is_unsaved);
        if (self.attention.leaving && is_seen) || (!is_unsaved && self.model.drafts.is_empty()) {
            return Some(Effect::Quit);
        }
        self.attention.leaving = true;
        if let Some(path) = self.last_resort.clone().filter(|_| is_unsaved) {
            self.open_field(Purpose::Elsewhere, &path, false);
        } else {
            let what = match (is_unsaved, self.keeps_drafts) {
                (true, _) => "Not everything is saved.",
                (false, true) => "A draft is not in the checklist; it is kept for the next time.",
                (false, false) => "A draft is not saved anywhere.",
            };
            self.info(format!(
                "{what} {} again leaves all the same.",
                self.model.key_of(Action::Quit)
            ));
        }
        is_unsaved.then_some(Effect::Save)
    }

    /// Asks whether nothing is to be changed from now on; where that was asked for, makes changes again.
    pub(super) fn only_look(&mut self) -> Option<Effect> {
        if self.looks_by_choice {
            return Some(Effect::SetReadOnly(false));
        }
        if !self.refuse_change() {
            self.overlay = Some(Overlay::Confirm(Confirmation::ReadOnly));
        }
        None
    }

    /// The field for another place was left.
    pub(super) fn stay_unsaved(&mut self) {
        self.attention.leaving = true;
        let quit = self.model.key_of(Action::Quit);
        self.warn(format!(
            "Not everything is saved; {quit} again leaves all the same."
        ));
    }

    pub(super) fn save_elsewhere(path: &str) -> Effect {
        Effect::SaveElsewhere(PathBuf::from(path.trim()))
    }

    pub(super) fn list_runs(&mut self) -> Option<Effect> {
        if matches!(self.model.saved, Saved::Failed(_) | Saved::Lost(_)) {
            self.warn("Not everything is saved yet: that comes before another run.");
        } else if !self.model.drafts.is_empty() {
            self.warn(
                "A draft is not in the checklist: save it or clear it before changing the run.",
            );
        } else {
            return Some(Effect::ListRuns);
        }
        None
    }

    /// Takes the name of a new run; where an earlier one has values, asks whether they are to be carried over.
    pub(super) fn name_run(&mut self, name: &str) -> Option<Effect> {
        let name = name.trim().to_owned();
        let runs = self
            .other_runs
            .take()
            .unwrap_or(Runs::new(Vec::new(), None));
        // Some disks do not tell small letters from capitals.
        let is_like = |run: &&str| run.to_lowercase() == name.to_lowercase();
        let like = runs
            .runs
            .iter()
            .filter_map(|run| run.name.as_deref())
            .find(is_like);
        let like = like.map(|run| {
            format!("there is a run “{run}” already; choose it in the list, or another name")
        });
        let trouble = check_run_name(&name)
            .err()
            .map(|error| error.to_string())
            .or(like);
        if let Some(trouble) = trouble {
            self.error(super::apply::sentence(&trouble));
            self.overlay = Some(Overlay::Field(Box::new(Field::new(
                Purpose::NewRun,
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
                    Origin {
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
