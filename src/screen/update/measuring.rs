//! Measuring: asking for the values that an item wants, at its tick or at any time, and saying which are not good
//! enough.

use crate::checklist::EntryId;
use crate::progress::{Register, Stamp, State};
use crate::screen::action::Action;
use crate::screen::asked::Asked;
use crate::screen::effects::Effects;
use crate::screen::field::StandingAnswer;
use crate::screen::keymap::Context;
use crate::screen::session::Session;
use crate::screen::update::sentence;
use crate::workbook::Measurement;

impl Session {
    /// Opens the form on the first threshold that wants a value, else on the first.
    pub(super) fn measure(&mut self, stamp: &Stamp) {
        let Some(id) = self.entry_or_say() else {
            return;
        };
        let rows: Vec<Asked> = self
            .asked_at(id)
            .into_iter()
            .filter(|asked| matches!(asked, Asked::Measured(..)))
            .collect();
        if let Some(asked) = self.first_wanting(&rows) {
            self.open_row(asked, stamp);
        } else {
            let example = "an item such as “p95 < 5 seconds” does";
            self.message = Some(format!("This asks for no value to be measured; {example}."));
        }
    }

    /// Ticks an item, or takes its tick back. Where it asks for a value that nobody has measured, the tick asks for it
    /// at once; a value that is not good enough is pointed out.
    pub(super) fn toggle_item(&mut self, id: EntryId, stamp: &Stamp) -> Effects {
        let edit = self.workbook.toggled(id, stamp.at);
        let effects = self.apply(edit, stamp);
        if !effects.save || self.workbook.state(id) != State::Done {
            return effects;
        }
        match self.workbook.unmeasured(id) {
            Some(threshold) => {
                self.open_row(Asked::Measured(id, threshold), stamp);
                let enter = self.keymap.key_in(Context::Line, Action::AcceptOn);
                let asks = format!(
                    "Done. What was measured? Without a value, {enter} leaves it unmeasured."
                );
                self.message.get_or_insert(asks);
            }
            None => self.point_out_failing(id),
        }
        effects
    }

    /// Says which measured values of an item that is done are not good enough, and what to do.
    pub(super) fn point_out_failing(&mut self, id: EntryId) {
        let Some(failing) = self
            .workbook
            .describe_failing(id)
            .map(|failing| sentence(&failing))
        else {
            return;
        };
        let (measure, waive) = (self.key_of(Action::Measure), self.key_of(Action::Waived));
        let before = self
            .message
            .take()
            .map(|before| format!("{before} "))
            .unwrap_or_default();
        self.message = Some(format!(
            "{before}{failing} {measure} measures again, {waive} waives it."
        ));
    }

    /// Says what a measured value is worth, where that is not plainly good enough.
    pub(super) fn tell_measured(&mut self, id: EntryId, threshold: usize) {
        let measurement = self.measurement(id, threshold);
        let missed = measurement.filter(Measurement::misses);
        let Some(told) = missed.map(|it| sentence(&it.describe())) else {
            return;
        };
        if self.workbook.describe_failing(id).is_none() {
            let before = self
                .message
                .take()
                .map(|before| format!("{before} "))
                .unwrap_or_default();
            self.message = Some(before + &told);
        } else {
            self.point_out_failing(id);
        }
    }

    /// What a measured value settles, in a sentence, where values differ.
    pub(super) fn settled_by_measuring(&self, asked: Asked, value: &str) -> Option<String> {
        self.register_of(asked)
            .filter(|register| Register::is_conflict(register))?;
        let answers: Vec<String> = self
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
