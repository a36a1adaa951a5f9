//! Measured values: asking for them, also at the tick of an item, and pointing out failing ones.

use crate::checklist::EntryId;
use crate::progress::{Register, Stamp, State};
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::field::ConflictingAnswer;
use crate::tui::form_row::FormRow;
use crate::tui::keymap::Context;
use crate::tui::notice::Notice;
use crate::tui::notice::sentence;
use crate::workbook::Measurement;

impl App {
    /// Opens the form on the first unmeasured threshold, else on the first.
    pub(super) fn measure(&mut self, stamp: &Stamp) {
        let Some(id) = self.entry_or_notice() else {
            return;
        };
        let rows: Vec<FormRow> = self
            .model
            .form_rows_of(id)
            .into_iter()
            .filter(|asked| matches!(asked, FormRow::Measured(..)))
            .collect();
        if let Some(asked) = self.first_unanswered(&rows) {
            self.open_row(asked, stamp);
        } else {
            self.warn("No threshold on this item (e.g. p95 < 5 seconds).");
        }
    }

    /// Ticks or unticks an item. With an unmeasured threshold, the tick opens its field; a failing
    /// value is pointed out.
    pub(super) fn toggle_item(&mut self, id: EntryId, stamp: &Stamp) -> Option<Effect> {
        let edit = self.model.workbook.toggled(id, stamp.at);
        let effects = self.apply(edit, stamp);
        if effects.is_none() || self.model.workbook.state(id) != State::Done {
            return effects;
        }
        match self.model.workbook.unmeasured(id) {
            Some(threshold) => {
                self.open_row(FormRow::Measured(id, threshold), stamp);
                let enter = self
                    .model
                    .keymap
                    .key_in(Context::Line, Action::AcceptAndContinue);
                let asks = format!("Ticked. Measured value? ({enter} to skip)");
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
        let text = format!("{failing} {measure}: measure again, {waive}: waive.");
        self.append(Notice::warning(text));
    }

    /// Says what a measured value is worth, where that is not plainly good enough.
    pub(super) fn notify_measured(&mut self, id: EntryId, threshold: usize) {
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

    /// Returns the notice about a conflict that a measured value resolves.
    pub(super) fn resolved_measurement_notice(
        &self,
        asked: FormRow,
        value: &str,
    ) -> Option<String> {
        self.model
            .register_of(asked)
            .filter(|register| Register::is_conflict(register))?;
        let answers: Vec<String> = self
            .model
            .answers_of(asked)
            .iter()
            .map(ConflictingAnswer::to_string)
            .collect();
        let value = if value.trim().is_empty() {
            "(empty)"
        } else {
            value
        };
        Some(format!(
            "Resolved: {value}; it was {}.",
            answers.join(" or ")
        ))
    }
}
