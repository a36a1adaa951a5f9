//! Questions with yes or no. Each is asked in place of the footer.

use crate::checklist::{BlankId, EntryId, VariableId};
use crate::sanitize;
use crate::tui::action::{Action, SheetAction};
use crate::tui::effect::Effect;
use crate::tui::keymap::Context;
use crate::tui::model::Model;
use crate::tui::outcome::{SheetEdit, SheetOutcome};
use crate::tui::sheets::runs::NewRun;

/// Columns for a value in a question.
const VALUE: usize = 40;

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Confirmation {
    /// True if values are copied to a new run.
    CarryOver(NewRun),
    /// True if all open items under an entry are ticked.
    AllDone(EntryId),
    /// True if read-only mode is turned on.
    ReadOnly,
    /// True if a variable gets the value of a blank.
    Link(VariableId, BlankId),
}

impl Confirmation {
    /// Handles a key. An answer that was typed before the question was on the screen is ignored.
    pub fn update(&self, action: SheetAction, model: &Model) -> SheetOutcome {
        match action {
            SheetAction::Cancel => SheetOutcome::close(),
            SheetAction::Yes | SheetAction::No if model.is_unseen => SheetOutcome::stay(),
            SheetAction::Yes => self.answer(true),
            SheetAction::No => self.answer(false),
            SheetAction::Move(_)
            | SheetAction::Choose
            | SheetAction::Toggle
            | SheetAction::Show(_)
            | SheetAction::ShowAll
            | SheetAction::OnlyUnfilled
            | SheetAction::NewRun
            | SheetAction::Link
            | SheetAction::FillNow
            | SheetAction::CopyAnyway
            | SheetAction::WriteMine
            | SheetAction::TakeFile
            | SheetAction::Quit
            | SheetAction::DeleteNote
            | SheetAction::WriteCopy
            | SheetAction::Fold
            | SheetAction::Unfold
            | SheetAction::GoLive
            | SheetAction::SignOffs
            | SheetAction::GoTo
            | SheetAction::Undo => SheetOutcome::stay(),
        }
    }

    fn answer(&self, yes: bool) -> SheetOutcome {
        match self {
            Confirmation::CarryOver(new) => SheetOutcome::effect(Effect::StartRun {
                name: new.name.clone(),
                carry_from: yes.then(|| new.from.clone()),
            }),
            Confirmation::AllDone(id) if yes => SheetOutcome::edit(SheetEdit::TickAll(*id)),
            Confirmation::ReadOnly if yes => SheetOutcome::effect(Effect::SetReadOnly(true)),
            Confirmation::Link(variable, blank) if yes => {
                SheetOutcome::edit(SheetEdit::Link(*variable, Some(*blank)))
            }
            Confirmation::AllDone(_) | Confirmation::ReadOnly | Confirmation::Link(..) => {
                SheetOutcome::close()
            }
        }
    }

    /// The question, with the keys that answer it.
    pub fn question(&self, model: &Model) -> String {
        let (workbook, keymap) = (&model.workbook, &model.keymap);
        let back = keymap.key_in(Context::Outline, Action::ReadOnly);
        let key = |action| keymap.key_in(Context::Question, action);
        let (yes, no) = (key(Action::Yes), key(Action::No));
        match self {
            Confirmation::CarryOver(new) => {
                let ask = carry_over(new);
                format!("{ask} {yes} or {no}; {} to cancel.", key(Action::Cancel))
            }
            Confirmation::AllDone(id) => {
                let items = match workbook.open_under(*id).count() {
                    1 => "the only open item".to_owned(),
                    count => format!("all {count} open items"),
                };
                format!(
                    "Tick {items} in “{}”? {yes} or {no}.",
                    workbook.reading(*id)
                )
            }
            Confirmation::Link(variable, blank) => {
                let value = workbook.value(*blank).unwrap_or_default();
                format!(
                    "Fill {} in {} with “{}”? {yes} or {no}.",
                    workbook.checklist().variable(*variable).written,
                    model.place_count(*variable),
                    sanitize::fit(
                        &sanitize::one_line(value),
                        VALUE,
                        model.theme.signs.ellipsis
                    )
                )
            }
            Confirmation::ReadOnly => {
                format!("Turn on read-only mode? {yes} or {no} ({back} to turn it off again).")
            }
        }
    }
}

fn carry_over(new: &NewRun) -> String {
    let from = new
        .from
        .run
        .as_deref()
        .map_or_else(|| "the default run".to_owned(), |run| format!("run {run}"));
    let values = if new.values == 1 {
        "1 value".to_owned()
    } else {
        format!("{} values", new.values)
    };
    format!(
        "Copy {values} from {from} to {}? You'll confirm each.",
        new.name
    )
}
