//! Sheets and the app: hands keys to the open sheet, and follows its outcome.

use crate::progress::Stamp;
use crate::progress::State;
use crate::tui::action::SheetAction;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::field::{Field, FieldPurpose};
use crate::tui::key::Key;
use crate::tui::outcome::{Destination, SheetEdit, SheetOutcome};
use crate::tui::overlay::Overlay;
use crate::tui::sheets::copy::Copied;

impl App {
    /// Hands an action to the open sheet.
    pub(super) fn act_on_sheet(&mut self, action: SheetAction, stamp: &Stamp) -> Option<Effect> {
        self.note_facts();
        let mut overlay = self.overlay.take()?;
        let outcome = overlay.update(action, &self.model);
        self.follow(overlay, outcome, stamp)
    }

    /// Hands a digit to the open sheet.
    pub(super) fn pick(&mut self, key: Key, stamp: &Stamp) -> Option<Effect> {
        self.note_facts();
        let mut overlay = self.overlay.take()?;
        let outcome = match &mut overlay {
            Overlay::Copy(choice) => choice.pick(key, &self.model),
            Overlay::Explain(sheet) => sheet.pick(key, &self.model),
            _ => SheetOutcome::stay(),
        };
        self.follow(overlay, outcome, stamp)
    }

    /// Follows the outcome of a sheet.
    fn follow(&mut self, overlay: Overlay, outcome: SheetOutcome, stamp: &Stamp) -> Option<Effect> {
        if let Overlay::Blanks(blanks) = &overlay {
            self.blanks_shown = blanks.shown;
        }
        if !outcome.close {
            self.overlay = Some(overlay);
        }
        self.notice = outcome.notice.or(self.notice.take());
        let opened = outcome.open.and_then(|open| self.open(open, stamp));
        let edited = outcome.edit.and_then(|change| self.make(change, stamp));
        outcome.effect.or(edited).or(opened)
    }

    /// Goes to where a sheet leads.
    fn open(&mut self, open: Destination, stamp: &Stamp) -> Option<Effect> {
        match open {
            Destination::Row(row) => self.go_to_row(row),
            Destination::Filtered(filter, from) => self.show_only(filter, from),
            Destination::Since(from) => self.open_plain_field(FieldPurpose::Since { from }),
            Destination::Fill(asked) => self.open_from_list(asked, stamp),
            Destination::FillEmpty(written) => self.fill_empty(&written, stamp),
            Destination::Note(entry, note) => self.open_note(entry, &note),
            Destination::GoLive => self.open_go_live(),
            Destination::Signature(signoff) => self.begin_signing(signoff, stamp),
            Destination::RunName(runs) => {
                self.other_runs = Some(runs);
                self.open_plain_field(FieldPurpose::NewRun);
            }
            Destination::Action(action) => return self.act(action, stamp),
            Destination::Copied(text) => {
                let row = self.model.outline.row();
                self.copied = Some(Copied { row, text });
            }
        }
        None
    }

    /// Makes a change that a sheet asks for.
    fn make(&mut self, change: SheetEdit, stamp: &Stamp) -> Option<Effect> {
        match change {
            SheetEdit::Phase(section, phase) => self.set_phase(section, phase, stamp),
            SheetEdit::DeleteNote(entry, note) => self.save_note(entry, note, None, stamp),
            SheetEdit::TickAll(id) => self.set_all(id, State::Done, None, stamp),
            SheetEdit::Link(variable, blank) => self.link(variable, blank, stamp),
            SheetEdit::Correct(edit) => self.correct(*edit, stamp),
            SheetEdit::Undo => self.undo(stamp),
        }
    }

    /// Opens an empty field that keeps no draft.
    pub(super) fn open_plain_field(&mut self, purpose: FieldPurpose) {
        let field = Field::new(purpose, "", "", false);
        self.overlay = Some(Overlay::Field(Box::new(field)));
    }

    /// Brings the facts of the model up to date that depend on the view.
    pub(super) fn note_facts(&mut self) {
        let areas = self.areas();
        self.model.page = usize::from(areas.outline.height.saturating_sub(1).max(1));
        self.model.sheet_area = areas.between_header_and_footer(self.model.size.width);
        self.model.is_unseen = self.is_unseen();
    }
}
