//! Changes of the workbook: edits, undo and redo, and their errors.

use crate::controller::History;
use crate::progress::Stamp;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::form_row::FormRow;
use crate::tui::model::SaveState;
use crate::tui::notice::{Notice, sentence};
use crate::tui::outline::{OutlineRow, above};
use crate::workbook::{Edit, Refusal, RegisterId, Step, Workbook, describe};

/// Undoes or redoes a step.
type HistoryRevert = fn(&mut History, &mut Workbook, &Stamp) -> Option<(Step, Result<(), Refusal>)>;

impl App {
    pub(super) fn apply(&mut self, edit: Edit, stamp: &Stamp) -> Option<Effect> {
        let told = self
            .resolved_notice(&edit)
            .or_else(|| self.resolved_variable_notice(&edit))
            .or_else(|| self.replaced_notice(&edit, stamp))
            .or_else(|| self.filled_notice(&edit));
        let measured = match edit {
            Edit::Measure {
                entry, threshold, ..
            } => Some((entry, threshold)),
            _ => None,
        };
        let effects = self.apply_all(vec![edit], told, stamp);
        if let Some((entry, threshold)) = measured {
            self.notify_measured(entry, threshold);
        }
        effects
    }

    /// Applies several edits as one change, with the notice `told`.
    pub(super) fn apply_all(
        &mut self,
        edits: Vec<Edit>,
        told: Option<String>,
        stamp: &Stamp,
    ) -> Option<Effect> {
        if self.refuse_change() {
            return None;
        }
        let void = self.model.workbook.void_roles();
        let result = self.change(|workbook| workbook.apply_all(edits, stamp));
        if matches!(result, Ok(Some(_))) {
            self.notice = told.map(Notice::info).or(self.notice.take());
            self.notify_voided(&void);
        }
        let result = result.map(|step| {
            self.history.record(step);
        });
        self.changed(result)
    }

    pub(super) fn undo(&mut self, stamp: &Stamp) -> Option<Effect> {
        if self.history.can_undo() {
            self.revert(History::undo, stamp)
        } else {
            self.cannot_revert("Nothing to undo.")
        }
    }

    pub(super) fn redo(&mut self, stamp: &Stamp) -> Option<Effect> {
        if self.history.can_redo() {
            self.revert(History::redo, stamp)
        } else {
            self.cannot_revert("Nothing to redo.")
        }
    }

    fn cannot_revert(&mut self, why: &str) -> Option<Effect> {
        if !self.refuse_change() {
            self.warn(why);
        }
        None
    }

    /// Undoes or redoes a step, and goes to the entry that it changed.
    fn revert(&mut self, revert: HistoryRevert, stamp: &Stamp) -> Option<Effect> {
        if self.refuse_change() {
            return None;
        }
        let (live, void) = (self.model.workbook.live(), self.model.workbook.void_roles());
        let mut history = std::mem::take(&mut self.history);
        let reverted = self.change(|workbook| revert(&mut history, workbook, stamp));
        self.history = history;
        let (step, result) = reverted?;
        if self.model.workbook.live() != live {
            // It has no row.
            self.info(sentence(&self.model.go_live_text()));
        }
        self.notify_voided(&void);
        let unmatched = self
            .model
            .workbook
            .unmatched_by(&step)
            .map(OutlineRow::Unmatched);
        if let Some(row) =
            unmatched.or(self.model.workbook.changed_by(&step).map(OutlineRow::Entry))
            && !(step.is_of_several() && self.is_folded_here(row))
        {
            self.go_to_row(row);
        }
        self.changed(result)
    }

    /// Says which signatures a change has made void; `before` are the roles of those that were.
    pub(in crate::tui) fn notify_voided(&mut self, before: &[String]) {
        let void = self.model.workbook.void_roles();
        let new: Vec<&String> = void.iter().filter(|role| !before.contains(role)).collect();
        let key = self.model.key_of(Action::SignOffs);
        let told = match new.as_slice() {
            [] => return,
            [role] => format!("This voids the signature as {role} ({key}: show)."),
            many => format!("This voids {} signatures ({key}: list).", many.len()),
        };
        self.append(Notice::warning(told));
    }

    /// Returns whether the selected row is folded, and this row is it or is hidden under it.
    fn is_folded_here(&self, row: OutlineRow) -> bool {
        let here = self
            .model
            .outline
            .row()
            .filter(|&here| self.model.outline.is_folded(here));
        here.is_some_and(|here| {
            here == row || above(self.model.checklist(), row).any(|up| up == here)
        })
    }

    /// Returns the notice about a conflict that an edit resolves.
    fn resolved_notice(&self, edit: &Edit) -> Option<String> {
        let (entry, about, answer) = match edit {
            Edit::State { entry, state, .. } => (*entry, RegisterId::State, state.name()),
            Edit::Fill { blank, value } => (
                self.model.checklist().blank(*blank).entry,
                RegisterId::Blank(*blank),
                value.as_str(),
            ),
            Edit::Measure {
                entry,
                threshold,
                value,
            } => {
                return self
                    .resolved_measurement_notice(FormRow::Measured(*entry, *threshold), value);
            }
            Edit::Note { .. }
            | Edit::EditNote { .. }
            | Edit::Phase { .. }
            | Edit::Correct { .. }
            | Edit::CorrectVariable { .. }
            | Edit::Live { .. }
            | Edit::SetVariable { .. }
            | Edit::SetVariableAt { .. }
            | Edit::LinkVariable { .. }
            | Edit::Sign { .. }
            | Edit::Put { .. }
            | Edit::PutInVariable { .. }
            | Edit::Dismiss { .. } => return None,
        };
        let conflict = self
            .model
            .workbook
            .conflicts_at(entry)
            .find(|conflict| conflict.about == about)?;
        let answers: Vec<String> = conflict
            .answers
            .iter()
            .map(|told| format!("{} ({})", told.answer, told.who))
            .collect();
        let answer = if answer.trim().is_empty() {
            "(empty)"
        } else {
            answer
        };
        Some(format!(
            "Resolved: {answer}; it was {}.",
            answers.join(" or ")
        ))
    }

    /// Whose answer an edit replaces, in a sentence.
    fn replaced_notice(&self, edit: &Edit, stamp: &Stamp) -> Option<String> {
        let overruled = self.model.workbook.overruled(edit, &stamp.by)?;
        Some(format!(
            "Replaced: {} ({}: undo).",
            describe::answers(&overruled.answers),
            self.model.key_of(Action::Undo)
        ))
    }

    pub(super) fn changed(&mut self, result: Result<(), Refusal>) -> Option<Effect> {
        match result {
            Ok(()) => {
                self.model.saved = SaveState::Pending;
                Some(Effect::Save)
            }
            Err(refusal) => {
                self.warn(sentence(&refusal.to_string()));
                None
            }
        }
    }

    /// Says why nothing can be changed, if that is so.
    pub(super) fn refuse_change(&mut self) -> bool {
        if let Some(notice) = self.model.refusal() {
            self.notice = Some(notice);
        }
        self.model.read_only.is_some()
    }
}
