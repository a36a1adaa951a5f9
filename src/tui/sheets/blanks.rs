//! The list of all places to fill: the variables, then the blanks by section, with value, kind, and where each is.

mod links;
mod places;
mod rows;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::checklist::{BlankId, EntryId, VariableId};
use crate::tui::action::SheetAction;
use crate::tui::field::VariableScope;
use crate::tui::form_row::FormRow;
use crate::tui::keymap::Context;
use crate::tui::model::Model;
use crate::tui::notice::Notice;
use crate::tui::outcome::{Destination, SheetOutcome};
use crate::tui::outline::OutlineRow;
use crate::tui::theme::StyleRole;
use crate::tui::widgets::list::ListState;
use crate::tui::widgets::{row, title};
use links::LinkList;
use places::PlaceList;
use rows::{Columns, ListedRow};

/// The list of places to fill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlanksSheet {
    selected: Option<FormRow>,
    /// The listed rows.
    pub shown: BlanksShown,
    /// The list over it, about the selected variable.
    inner: Option<InnerList>,
}

/// A list about one variable.
#[derive(Debug, Clone, PartialEq, Eq)]
enum InnerList {
    /// Its places.
    Places(PlaceList),
    /// The blanks that it can be linked to.
    Links(LinkList),
}

/// A selection of places to fill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BlanksShown {
    /// All.
    All,
    /// Those that aren't filled, or need confirming.
    #[default]
    Unfilled,
}

/// All places to fill in the order of the list: the variables, then the blanks.
pub fn fill_rows(model: &Model) -> Vec<FormRow> {
    let variables = (0..model.checklist().variables().len()).map(VariableId);
    let variables = variables.map(|id| FormRow::Variable(id, VariableScope::All));
    let blanks = (0..model.checklist().blanks().len()).map(BlankId);
    variables.chain(blanks.map(FormRow::Blank)).collect()
}

/// The place of a row in the order of the list.
fn order(asked: FormRow) -> (usize, usize) {
    match asked {
        FormRow::Variable(variable, _) => (0, variable.0),
        FormRow::Blank(blank) => (1, blank.0),
        // They aren't listed.
        FormRow::Measured(..) | FormRow::Sign(..) => (2, 0),
    }
}

impl BlanksSheet {
    /// The list with a row selected.
    pub fn new(selected: Option<FormRow>, shown: BlanksShown) -> BlanksSheet {
        BlanksSheet {
            selected,
            shown,
            inner: None,
        }
    }

    /// The rows of the list.
    fn listed(&self, model: &Model) -> Vec<FormRow> {
        let mut rows = fill_rows(model);
        if self.shown == BlanksShown::Unfilled {
            rows.retain(|&asked| model.is_unanswered(asked));
        }
        rows
    }

    /// The selected row; the next one where it isn't listed.
    fn state(&self, list: &[FormRow]) -> ListState {
        let at = self.selected.map_or(0, |selected| {
            list.partition_point(|&asked| order(asked) < order(selected))
        });
        ListState::at(at.min(list.len().saturating_sub(1)))
    }

    fn selected_row(&self, model: &Model) -> Option<FormRow> {
        let list = self.listed(model);
        list.get(self.state(&list).selected()).copied()
    }

    fn selected_variable(&self, model: &Model) -> Option<VariableId> {
        match self.selected_row(model)? {
            FormRow::Variable(variable, _) => Some(variable),
            FormRow::Blank(_) | FormRow::Measured(..) | FormRow::Sign(..) => None,
        }
    }

    /// Returns whether a variable is selected, for the hints.
    pub fn is_on_variable(&self, model: &Model) -> bool {
        self.inner.is_none() && self.selected_variable(model).is_some()
    }

    /// The part of the keymap that applies.
    pub fn context(&self) -> Context {
        match self.inner {
            None => Context::Blanks,
            Some(InnerList::Places(_)) => Context::Places,
            Some(InnerList::Links(_)) => Context::Links,
        }
    }

    /// Returns whether it refers to a variable of the checklist as it is.
    pub fn keeps_checklist(&self) -> bool {
        self.inner.is_some()
    }

    /// Handles a key: selects or fills a row, or shows others.
    pub fn update(&mut self, action: SheetAction, model: &Model) -> SheetOutcome {
        let outcome = match &mut self.inner {
            Some(InnerList::Places(list)) => list.update(action, model),
            Some(InnerList::Links(list)) => list.update(action, model),
            None => return self.update_list(action, model),
        };
        // Leaving the inner list leads back to this one.
        if outcome.close && outcome.open.is_none() && outcome.edit.is_none() {
            self.inner = None;
            return SheetOutcome::stay();
        }
        outcome
    }

    fn update_list(&mut self, action: SheetAction, model: &Model) -> SheetOutcome {
        match action {
            SheetAction::Move(motion) => {
                let list = self.listed(model);
                let mut state = self.state(&list);
                state.go(motion, list.len(), model.page);
                self.selected = list.get(state.selected()).copied().or(self.selected);
                SheetOutcome::stay()
            }
            SheetAction::OnlyUnfilled => {
                self.shown = match self.shown {
                    BlanksShown::All => BlanksShown::Unfilled,
                    BlanksShown::Unfilled => BlanksShown::All,
                };
                SheetOutcome::stay()
            }
            SheetAction::Choose => self
                .selected_row(model)
                .map_or_else(SheetOutcome::close, |asked| {
                    SheetOutcome::open(Destination::Fill(asked))
                }),
            SheetAction::GoTo => self.go_to(model),
            SheetAction::Link => match self.selected_variable(model) {
                Some(variable) => {
                    self.inner = Some(InnerList::Links(LinkList::new(variable, model)));
                    SheetOutcome::stay()
                }
                None => SheetOutcome::notice(Notice::warning("Only variables can be linked.")),
            },
            SheetAction::Cancel => SheetOutcome::close(),
            SheetAction::Toggle
            | SheetAction::Show(_)
            | SheetAction::ShowAll
            | SheetAction::NewRun
            | SheetAction::Yes
            | SheetAction::No
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
            | SheetAction::Undo => SheetOutcome::stay(),
        }
    }

    /// Goes to the line of a blank, or lists the places of a variable.
    fn go_to(&mut self, model: &Model) -> SheetOutcome {
        match self.selected_row(model) {
            Some(FormRow::Variable(variable, _)) => {
                self.inner = Some(InnerList::Places(PlaceList::new(variable)));
                SheetOutcome::stay()
            }
            Some(FormRow::Blank(blank)) => {
                let entry = model.checklist().blank(blank).entry;
                SheetOutcome::open(Destination::Row(OutlineRow::Entry(entry)))
            }
            Some(FormRow::Measured(..) | FormRow::Sign(..)) | None => SheetOutcome::stay(),
        }
    }

    /// Draws the sheet.
    pub fn draw(&self, model: &Model, area: Rect, buffer: &mut Buffer) {
        match &self.inner {
            Some(InnerList::Places(list)) => return list.draw(model, area, buffer),
            Some(InnerList::Links(list)) => return list.draw(model, area, buffer),
            None => {}
        }
        let theme = &model.theme;
        let list = self.listed(model);
        let heading = rows::heading(model, self.shown, area.width);
        let body = title::draw(&heading, theme, area, buffer);
        let columns = Columns::of(model, &list, body.width);
        let selected = self.state(&list).selected();
        let rows = rows::grouped(model, &list);
        let is_selected = |row: &ListedRow| matches!(row, ListedRow::Fill(asked) if list.get(selected) == Some(asked));
        let at = rows.iter().position(is_selected).unwrap_or_default();
        ListState::at(at).draw(rows.len(), body, buffer, |index, is_selected| {
            match &rows[index] {
                ListedRow::Group(name) => rows::group(model, name, body.width),
                ListedRow::Fill(asked) => rows::line(model, *asked, is_selected, &columns),
            }
        });
        if list.is_empty() {
            let nothing = "  Nothing left to fill.";
            row(
                &Line::styled(nothing, theme.style(StyleRole::Good)),
                body,
                0,
                buffer,
            );
        }
    }
}

/// The row of the outline that shows an entry; text before the first entry is shown with that.
fn row_of(model: &Model, entry: Option<EntryId>) -> Option<OutlineRow> {
    let has_entries = !model.checklist().entries().is_empty();
    let entry = entry.or(has_entries.then_some(EntryId(0)))?;
    Some(OutlineRow::Entry(entry))
}
