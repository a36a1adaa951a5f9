//! How the document is read: rows by kind, each with its basis, and the keys that correct the selected one.

mod looks;

use std::collections::BTreeSet;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::KeyCode;
use ratatui::layout::Rect;

use crate::checklist::EntryId;
use crate::tui::action::SheetAction;
use crate::tui::key::Key;
use crate::tui::model::Model;
use crate::tui::notice::Notice;
use crate::tui::outcome::{Destination, SheetEdit, SheetOutcome};
use crate::tui::outline::OutlineRow;
use crate::tui::widgets::list::ListState;
use crate::workbook::{
    Alternative, Correctable, Edit, ReadingKind, ReadingRow, Seen, Workbook, describe,
};

/// Kinds with up to this many rows are unfolded.
const FEW: usize = 3;

/// The sheet, while it is open.
#[derive(Debug, Clone)]
pub struct ExplainSheet {
    /// All rows, read again after each change.
    rows: Vec<ReadingRow>,
    /// The selected row among the visible ones.
    list: ListState,
    /// The kinds that were folded or unfolded by hand.
    turned: BTreeSet<ReadingKind>,
    /// The answers to the selected row that the user has seen.
    seen: Option<Seen>,
    /// The state that the rows were read from.
    read_from: ReadFrom,
    /// True after an own change, whose result the user sees.
    is_own_change: bool,
}

/// The state of a workbook: it changes with each event and each edit of the document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct ReadFrom {
    document: String,
    /// The number of entries: people can adopt more.
    entries: usize,
    events: usize,
    last: Option<String>,
}

/// A visible row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ExplainRow {
    /// The heading of a kind, with the number of its rows and whether they are unfolded.
    Kind(ReadingKind, usize, bool),
    /// A row, by its index.
    Reading(usize),
}

impl ReadFrom {
    fn of(workbook: &Workbook) -> ReadFrom {
        let mut events = workbook.progress().events();
        let mut from = ReadFrom {
            document: workbook.checklist().digest().to_owned(),
            entries: workbook.checklist().entries().len(),
            ..ReadFrom::default()
        };
        for (_, event) in &mut events {
            from.events += 1;
            let last = from.last.get_or_insert_with(String::new);
            if event.id > *last {
                last.clone_from(&event.id);
            }
        }
        from
    }
}

impl ExplainSheet {
    /// The sheet with the first row about an entry selected; about the title of the document, with the first kind.
    pub fn new(workbook: &Workbook, entry: Option<EntryId>) -> ExplainSheet {
        let mut sheet = ExplainSheet {
            rows: workbook.explain(),
            list: ListState::default(),
            turned: BTreeSet::new(),
            seen: None,
            read_from: ReadFrom::of(workbook),
            is_own_change: false,
        };
        let entry = entry.filter(|_| entry != workbook.checklist().title());
        let about = entry.and_then(|id| sheet.rows.iter().position(|row| row.entry == Some(id)));
        if let Some(at) = about {
            sheet.select(at);
        }
        sheet.look(workbook);
        sheet
    }

    /// Handles a key: selects, folds, corrects, or goes to the entry.
    pub fn update(&mut self, action: SheetAction, model: &Model) -> SheetOutcome {
        match action {
            SheetAction::Move(motion) => {
                self.list.go(motion, self.visible().len(), model.page);
                self.look(&model.workbook);
            }
            SheetAction::Unfold => self.fold(false, &model.workbook),
            SheetAction::Fold => self.fold(true, &model.workbook),
            SheetAction::Toggle => return self.next_alternative(model),
            SheetAction::Choose => return self.choose(model),
            SheetAction::Undo => {
                self.is_own_change = true;
                return SheetOutcome {
                    edit: Some(SheetEdit::Undo),
                    ..SheetOutcome::stay()
                };
            }
            SheetAction::Cancel => return SheetOutcome::close(),
            SheetAction::Show(_)
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
            | SheetAction::DeleteNote
            | SheetAction::WriteCopy
            | SheetAction::GoLive
            | SheetAction::SignOffs
            | SheetAction::GoTo => {}
        }
        SheetOutcome::stay()
    }

    /// Handles the digit of an alternative.
    pub fn pick(&mut self, key: Key, model: &Model) -> SheetOutcome {
        let KeyCode::Char(digit @ '0'..='9') = key.code else {
            return SheetOutcome::stay();
        };
        if key.ctrl || key.alt {
            return SheetOutcome::stay();
        }
        let Some(row) = self.selected() else {
            return SheetOutcome::stay();
        };
        let mut alternatives = row.alternatives();
        let as_document = alternatives.pop();
        let number = digit as usize - '0' as usize;
        let chosen = match number.checked_sub(1) {
            None => as_document,
            Some(at) => alternatives.into_iter().nth(at),
        };
        match chosen {
            Some(chosen) => self.correct(chosen.edit, model),
            None => self.no_alternative(model),
        }
    }

    /// Sets the value after the present one; after the last, the reading is left to the document.
    fn next_alternative(&mut self, model: &Model) -> SheetOutcome {
        let Some(row) = self.selected() else {
            return self.turn_kind(model);
        };
        let Some(what) = &row.correctable else {
            return self.no_alternative(model);
        };
        match next(row.alternatives(), what, &model.workbook) {
            Some(chosen) => self.correct(chosen.edit, model),
            None => SheetOutcome::stay(),
        }
    }

    fn no_alternative(&self, model: &Model) -> SheetOutcome {
        let is_correctable = self.selected().is_some_and(|row| row.correctable.is_some());
        if is_correctable || self.selected().is_none() {
            return SheetOutcome::stay();
        }
        let notice = model
            .refusal()
            .unwrap_or_else(|| Notice::warning("Nothing to correct here; fix it in the document."));
        SheetOutcome::notice(notice)
    }

    /// Makes a correction, unless others made one since the row was selected.
    fn correct(&mut self, edit: Edit, model: &Model) -> SheetOutcome {
        if let Some(notice) = model.refusal() {
            return SheetOutcome::notice(notice);
        }
        let seen = model.workbook.seen(&edit);
        if self.seen.as_ref() != Some(&seen) {
            self.seen = Some(seen);
            let said = describe::readings::said(&model.workbook, &edit);
            return SheetOutcome::notice(Notice::warning(format!(
                "Changed meanwhile: {said}. Press the key again to set it anyway."
            )));
        }
        self.is_own_change = true;
        SheetOutcome {
            edit: Some(SheetEdit::Correct(Box::new(edit))),
            ..SheetOutcome::stay()
        }
    }

    /// Goes to the entry of the selected row; a kind is folded or unfolded.
    fn choose(&mut self, model: &Model) -> SheetOutcome {
        let Some(row) = self.selected() else {
            return self.turn_kind(model);
        };
        match row.entry {
            Some(id) => SheetOutcome::open(Destination::Row(OutlineRow::Entry(id))),
            None => SheetOutcome::notice(Notice::warning(format!(
                "Line {} is before the first entry.",
                row.line
            ))),
        }
    }

    fn turn_kind(&mut self, model: &Model) -> SheetOutcome {
        if let Some(ExplainRow::Kind(kind, ..)) = self.current() {
            self.turn(kind);
            self.look(&model.workbook);
        }
        SheetOutcome::stay()
    }

    fn turn(&mut self, kind: ReadingKind) {
        if !self.turned.remove(&kind) {
            self.turned.insert(kind);
        }
    }

    /// Folds or unfolds the kind of the selected row; folding selects its heading.
    fn fold(&mut self, folds: bool, workbook: &Workbook) {
        let kind = match self.current() {
            Some(ExplainRow::Kind(kind, ..)) => kind,
            Some(ExplainRow::Reading(at)) => self.rows[at].kind,
            None => return,
        };
        if self.is_unfolded(kind) == folds {
            self.turn(kind);
            let heading = |row: &ExplainRow| matches!(row, ExplainRow::Kind(of, ..) if *of == kind);
            let visible = self.visible();
            let at = visible.iter().position(heading).unwrap_or_default();
            self.list.select(at, visible.len());
        }
        self.look(workbook);
    }

    fn is_unfolded(&self, kind: ReadingKind) -> bool {
        let (first, end) = self.range(kind);
        (end - first <= FEW) != self.turned.contains(&kind)
    }

    /// The rows of a kind: the first, and the one after the last.
    fn range(&self, kind: ReadingKind) -> (usize, usize) {
        let first = self.rows.partition_point(|row| row.kind < kind);
        (first, self.rows.partition_point(|row| row.kind <= kind))
    }

    /// The visible rows: the kinds, and the rows of those that are unfolded.
    fn visible(&self) -> Vec<ExplainRow> {
        let mut visible = Vec::new();
        for kind in ReadingKind::ALL {
            let (first, end) = self.range(kind);
            if first < end {
                let is_unfolded = self.is_unfolded(kind);
                visible.push(ExplainRow::Kind(kind, end - first, is_unfolded));
                if is_unfolded {
                    visible.extend((first..end).map(ExplainRow::Reading));
                }
            }
        }
        visible
    }

    fn current(&self) -> Option<ExplainRow> {
        self.visible().get(self.list.selected()).copied()
    }

    /// The selected row; `None` on the heading of a kind.
    fn selected(&self) -> Option<&ReadingRow> {
        match self.current()? {
            ExplainRow::Reading(at) => self.rows.get(at),
            ExplainRow::Kind(..) => None,
        }
    }

    /// Selects a row by its index, and unfolds its kind.
    fn select(&mut self, at: usize) {
        let kind = self.rows[at].kind;
        if !self.is_unfolded(kind) {
            self.turn(kind);
        }
        let visible = self.visible();
        let place = visible
            .iter()
            .position(|row| *row == ExplainRow::Reading(at));
        self.list.select(place.unwrap_or_default(), visible.len());
    }

    /// Remembers the answers to the selected row: the user sees them now.
    fn look(&mut self, workbook: &Workbook) {
        let what = self.selected().and_then(|row| row.correctable.as_ref());
        self.seen = what.map(|what| workbook.seen(&what.edit(None)));
    }

    /// Reads the rows again after a change, and keeps the selection on the same entry.
    pub fn settle(&mut self, model: &Model) {
        let read_from = ReadFrom::of(&model.workbook);
        if read_from != self.read_from {
            let was = self.selected().cloned();
            self.rows = model.workbook.explain();
            self.read_from = read_from;
            if let Some(at) = was.and_then(|was| self.same(&was)) {
                self.select(at);
            }
        }
        if std::mem::take(&mut self.is_own_change) {
            self.look(&model.workbook);
        }
        let visible = self.visible().len();
        self.list.select(self.list.selected(), visible);
    }

    /// The row that is about the same as an earlier one: the same kind if possible, else another that can be corrected
    /// in the same way.
    fn same(&self, was: &ReadingRow) -> Option<usize> {
        // Entries have other ids where people adopted more of them.
        let is_about = |row: &ReadingRow| row.line == was.line;
        let is_same =
            |row: &ReadingRow| is_about(row) && row.kind == was.kind && row.text == was.text;
        let is_corrected_alike = |row: &ReadingRow| {
            is_about(row) && row.correctable == was.correctable && !row.kind.is_secondary()
        };
        let position = |fits: &dyn Fn(&ReadingRow) -> bool| self.rows.iter().position(fits);
        position(&|row| is_same(row) && row.correctable == was.correctable)
            .or_else(|| position(&is_corrected_alike))
            .or_else(|| position(&is_about))
    }

    /// Draws the sheet.
    pub fn draw(&self, model: &Model, area: Rect, buffer: &mut Buffer) {
        looks::draw(self, model, area, buffer);
    }
}

/// The value after the present one. A corrected reading is left to the document after the last.
fn next(
    mut alternatives: Vec<Alternative>,
    what: &Correctable,
    workbook: &Workbook,
) -> Option<Alternative> {
    let as_document = alternatives.pop();
    let present = workbook.present(what);
    let at = alternatives
        .iter()
        .position(|one| one.directive.is_some() && one.directive == present);
    let next = at.map_or(0, |at| at + 1);
    if next < alternatives.len() {
        return alternatives.into_iter().nth(next);
    }
    if workbook.is_corrected(what) {
        as_document
    } else {
        alternatives.into_iter().next()
    }
}
