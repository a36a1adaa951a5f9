//! Measuring: asking for the values that an item wants, at its tick or at any time, and saying which are not good
//! enough.

use crate::checklist::EntryId;
use crate::progress::{Register, Stamp, State};
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::field::StandingAnswer;
use crate::tui::form_row::Asked;
use crate::tui::keymap::Context;
use crate::tui::notice::Notice;
use crate::tui::update::sentence;
use crate::workbook::Measurement;

impl App {
    /// Opens the form on the first threshold that wants a value, else on the first.
    pub(super) fn measure(&mut self, stamp: &Stamp) {
        let Some(id) = self.entry_or_say() else {
            return;
        };
        let rows: Vec<Asked> = self
            .model
            .asked_at(id)
            .into_iter()
            .filter(|asked| matches!(asked, Asked::Measured(..)))
            .collect();
        if let Some(asked) = self.first_wanting(&rows) {
            self.open_row(asked, stamp);
        } else {
            let example = "an item such as “p95 < 5 seconds” does";
            self.warn(format!("This asks for no value to be measured; {example}."));
        }
    }

    /// Ticks an item, or takes its tick back. Where it asks for a value that nobody has measured, the tick asks for it
    /// at once; a value that is not good enough is pointed out.
    pub(super) fn toggle_item(&mut self, id: EntryId, stamp: &Stamp) -> Option<Effect> {
        let edit = self.model.workbook.toggled(id, stamp.at);
        let effects = self.apply(edit, stamp);
        if effects.is_none() || self.model.workbook.state(id) != State::Done {
            return effects;
        }
        match self.model.workbook.unmeasured(id) {
            Some(threshold) => {
                self.open_row(Asked::Measured(id, threshold), stamp);
                let enter = self.model.keymap.key_in(Context::Line, Action::AcceptOn);
                let asks = format!(
                    "Done. What was measured? Without a value, {enter} leaves it unmeasured."
                );
                self.notice.get_or_insert(Notice::info(asks));
            }
            None => self.point_out_failing(id),
        }
        effects
    }

    /// Says which measured values of an item that is done are not good enough, and what to do.
    pub(super) fn point_out_failing(&mut self, id: EntryId) {
        let Some(failing) = self
            .model
            .workbook
            .describe_failing(id)
            .map(|failing| sentence(&failing))
        else {
            return;
        };
        let (measure, waive) = (
            self.model.key_of(Action::Measure),
            self.model.key_of(Action::Waived),
        );
        let text = format!("{failing} {measure} measures again, {waive} waives it.");
        self.append(Notice::warning(text));
    }

    /// Says what a measured value is worth, where that is not plainly good enough.
    pub(super) fn tell_measured(&mut self, id: EntryId, threshold: usize) {
        let measurement = self.model.measurement(id, threshold);
        let missed = measurement.filter(Measurement::misses);
        let Some(told) = missed.map(|it| sentence(&it.describe())) else {
            return;
        };
        if self.model.workbook.describe_failing(id).is_none() {
            self.append(Notice::warning(told));
        } else {
            self.point_out_failing(id);
        }
    }

    /// What a measured value settles, in a sentence, where values differ.
    pub(super) fn settled_by_measuring(&self, asked: Asked, value: &str) -> Option<String> {
        self.model
            .register_of(asked)
            .filter(|register| Register::is_conflict(register))?;
        let answers: Vec<String> = self
            .model
            .standing_in(asked)
            .iter()
            .map(StandingAnswer::to_string)
            .collect();
        let value = if value.trim().is_empty() {
            "(empty)"
        } else {
            value
        };
        Some(format!(
            "Settled: {value}; it was {}.",
            answers.join(" or ")
        ))
    }
}
