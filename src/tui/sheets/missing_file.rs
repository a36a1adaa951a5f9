//! The question what to do with a progress file that is missing or was replaced, in place of the footer.

use crate::tui::action::{Action, SheetAction};
use crate::tui::effect::Effect;
use crate::tui::model::Model;
use crate::tui::notice::Notice;
use crate::tui::outcome::SheetOutcome;

/// Handles a key. An answer that was typed before the question was on the screen is ignored.
pub fn update(action: SheetAction, model: &Model) -> SheetOutcome {
    match action {
        SheetAction::WriteMine | SheetAction::TakeFile if model.is_unseen => SheetOutcome::stay(),
        SheetAction::WriteMine => match model.refusal() {
            Some(notice) => SheetOutcome::close().with_notice(notice),
            None => SheetOutcome::effect(Effect::WriteMine),
        },
        SheetAction::TakeFile => SheetOutcome::effect(Effect::TakeFile),
        SheetAction::Quit => SheetOutcome {
            effect: Some(Effect::Quit),
            ..SheetOutcome::stay()
        },
        SheetAction::Cancel => SheetOutcome::close().with_notice(Notice::info(format!(
            "Nothing is saved until you decide ({}).",
            model.key_of(Action::Quit)
        ))),
        SheetAction::Move(_)
        | SheetAction::Choose
        | SheetAction::Toggle
        | SheetAction::Show(_)
        | SheetAction::ShowAll
        | SheetAction::OnlyUnfilled
        | SheetAction::Link
        | SheetAction::FillNow
        | SheetAction::CopyAnyway
        | SheetAction::NewRun
        | SheetAction::Yes
        | SheetAction::No
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
