//! The choice of a note, where an entry has several.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::checklist::EntryId;
use crate::progress::Note;
use crate::sanitize;
use crate::tui::action::SheetAction;
use crate::tui::model::Model;
use crate::tui::outcome::{Destination, SheetEdit, SheetOutcome};
use crate::tui::styled_text::StyledText;
use crate::tui::theme::StyleRole;
use crate::tui::widgets::list::{self, ListState};
use crate::tui::widgets::{row, title};

/// The notes of an entry to choose from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotesSheet {
    /// The entry.
    pub entry: EntryId,
    list: ListState,
}

impl NotesSheet {
    /// The choice with the last of `count` notes selected.
    pub fn new(entry: EntryId, count: usize) -> NotesSheet {
        NotesSheet {
            entry,
            list: ListState::at(count.saturating_sub(1)),
        }
    }

    fn all(self, model: &Model) -> &[Note] {
        &model.workbook.marks(self.entry).notes
    }

    /// The selected note. Others may have deleted some of those behind it.
    fn selected(self, model: &Model) -> Option<&Note> {
        let all = self.all(model);
        all.get(self.list.selected()).or(all.last())
    }

    /// Handles a key: selects, edits or deletes a note.
    pub fn update(&mut self, action: SheetAction, model: &Model) -> SheetOutcome {
        let entry = self.entry;
        match action {
            SheetAction::Move(motion) => {
                self.list.go(motion, self.all(model).len(), model.page);
                SheetOutcome::stay()
            }
            SheetAction::Choose => self
                .selected(model)
                .map_or_else(SheetOutcome::close, |note| {
                    SheetOutcome::open(Destination::Note(entry, note.clone()))
                }),
            SheetAction::DeleteNote => self
                .selected(model)
                .map_or_else(SheetOutcome::close, |note| {
                    SheetOutcome::edit(SheetEdit::DeleteNote(entry, note.id.clone()))
                }),
            SheetAction::Cancel => SheetOutcome::close(),
            SheetAction::Toggle
            | SheetAction::Show(_)
            | SheetAction::ShowAll
            | SheetAction::OnlyUnfilled
            | SheetAction::NewRun
            | SheetAction::Yes
            | SheetAction::No
            | SheetAction::Link
            | SheetAction::FillNow
            | SheetAction::CopyAnyway
            | SheetAction::WriteMine
            | SheetAction::TakeFile
            | SheetAction::Quit
            | SheetAction::WriteCopy
            | SheetAction::Fold
            | SheetAction::Unfold
            | SheetAction::GoLive
            | SheetAction::SignOffs
            | SheetAction::GoTo
            | SheetAction::Undo => SheetOutcome::stay(),
        }
    }

    /// Draws the sheet.
    pub fn draw(self, model: &Model, area: Rect, buffer: &mut Buffer) {
        let theme = &model.theme;
        let name = model.checklist().name(self.entry);
        let mut heading = StyledText::default();
        heading.push(
            &format!(" Notes on {name}"),
            theme.style(StyleRole::Heading),
        );
        let heading = heading.row(usize::from(area.width), theme.signs.ellipsis);
        row(&heading, area, 0, buffer);
        let body = title::below(area);
        let all = self.all(model);
        let mut shown = self.list;
        shown.select(self.list.selected(), all.len());
        shown.draw(all.len(), body, buffer, |index, is_selected| {
            let mut line = Line::from(list::mark(is_selected, theme));
            let room = usize::from(body.width).saturating_sub(3);
            line.spans.extend(note_line(model, &all[index], room).spans);
            line
        });
    }
}

/// The text of a note, and who wrote it when.
fn note_line(model: &Model, note: &Note, room: usize) -> Line<'static> {
    let theme = &model.theme;
    let mut rich = StyledText::default();
    let text = rich.push(&note.text, theme.style(StyleRole::Value)).len();
    rich.push(
        &format!("  {}, {}", note.who(), sanitize::time(&note.at)),
        theme.style(StyleRole::Dim),
    );
    rich.row_keeping(text, room, theme.signs.ellipsis)
}
