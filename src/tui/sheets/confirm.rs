//! Questions with yes or no. Each is asked in place of the footer.

use crate::checklist::EntryId;
use crate::tui::action::{Action, SheetAction};
use crate::tui::effect::Effect;
use crate::tui::keymap::Context;
use crate::tui::model::Model;
use crate::tui::outcome::{Change, Outcome};
use crate::tui::sheets::runs::NewRun;

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Confirmation {
    /// Whether values are copied to a new run.
    CarryOver(NewRun),
    /// Whether all open items under an entry are ticked.
    AllDone(EntryId),
    /// Whether read-only mode is turned on.
    ReadOnly,
}

impl Confirmation {
    /// Handles a key. An answer that was typed before the question was on the screen is ignored.
    pub fn update(&self, action: SheetAction, model: &Model) -> Outcome {
        match action {
            SheetAction::Cancel => Outcome::close(),
            SheetAction::Yes | SheetAction::No if model.is_unseen => Outcome::stay(),
            SheetAction::Yes => self.answer(true),
            SheetAction::No => self.answer(false),
            SheetAction::Move(_)
            | SheetAction::Choose
            | SheetAction::Toggle
            | SheetAction::Show(_)
            | SheetAction::ShowAll
            | SheetAction::OnlyUnfilled
            | SheetAction::NewRun
            | SheetAction::WriteMine
            | SheetAction::TakeFile
            | SheetAction::Quit
            | SheetAction::DeleteNote
            | SheetAction::WriteCopy
            | SheetAction::Fold
            | SheetAction::Unfold
            | SheetAction::GoLive
            | SheetAction::SignOffs
            | SheetAction::GoThere
            | SheetAction::Undo => Outcome::stay(),
        }
    }

    fn answer(&self, yes: bool) -> Outcome {
        match self {
            Confirmation::CarryOver(new) => Outcome::effect(Effect::StartRun {
                name: new.name.clone(),
                carry_from: yes.then(|| new.from.clone()),
            }),
            Confirmation::AllDone(id) if yes => Outcome::edit(Change::TickAll(*id)),
            Confirmation::ReadOnly if yes => Outcome::effect(Effect::SetReadOnly(true)),
            Confirmation::AllDone(_) | Confirmation::ReadOnly => Outcome::close(),
        }
    }

    /// The question, with the keys that answer it.
    pub fn question(&self, model: &Model) -> String {
        let (workbook, keymap) = (&model.workbook, &model.keymap);
        let back = keymap.key_in(Context::Outline, Action::OnlyLook);
        let key = |action| keymap.key_in(Context::Question, action);
        let (yes, no) = (key(Action::Yes), key(Action::No));
        match self {
            Confirmation::CarryOver(new) => {
                let ask = carry_over(new);
                format!(
                    "{ask} {yes} or {no}; {} starts no run.",
                    key(Action::Cancel)
                )
            }
            Confirmation::AllDone(id) => {
                let items = match workbook.open_under(*id).count() {
                    1 => "the one open item".to_owned(),
                    count => format!("all {count} open items"),
                };
                format!(
                    "Tick {items} of “{}”? {yes} or {no}.",
                    workbook.checklist().entry(*id).legible()
                )
            }
            Confirmation::ReadOnly => {
                format!("Make this session read-only? {yes} or {no}; {back} ends it again.")
            }
        }
    }
}

fn carry_over(new: &NewRun) -> String {
    let from = new.from.run.as_deref().map_or_else(
        || "the run without a name".to_owned(),
        |run| format!("run {run}"),
    );
    let values = if new.values == 1 {
        "value".to_owned()
    } else {
        format!("{} values", new.values)
    };
    format!(
        "Carry the {values} of {from} over to {}, each to be confirmed?",
        new.name
    )
}
