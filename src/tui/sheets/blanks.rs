//! The list of all blanks: label, answer, kind, and where each is.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::checklist::BlankId;
use crate::sanitize;
use crate::tui::action::SheetAction;
use crate::tui::form::FormValue;
use crate::tui::form_row::{FormRow, answer, blank_label};
use crate::tui::model::Model;
use crate::tui::outcome::{Destination, SheetOutcome};
use crate::tui::theme::StyleRole;
use crate::tui::widgets::list::ListState;
use crate::tui::widgets::{padded, row, title};

/// Narrower than this, kind and place are left out.
const ROOMY: u16 = 64;
/// Columns for the name of a kind.
const KIND: usize = 10;
/// Columns for the mark of the selected row and for that of an empty blank.
const MARKS: usize = 6;

/// The list of blanks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlanksSheet {
    selected: Option<BlankId>,
    /// The listed blanks.
    pub shown: BlanksShown,
}

/// A selection of blanks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BlanksShown {
    /// All.
    #[default]
    All,
    /// Unfilled blanks.
    Unfilled,
}

impl BlanksSheet {
    /// The list with a blank selected.
    pub fn new(selected: Option<BlankId>, shown: BlanksShown) -> BlanksSheet {
        BlanksSheet { selected, shown }
    }

    /// The blanks of the list, in the order of the document.
    fn listed(self, model: &Model) -> Vec<BlankId> {
        let all = (0..model.checklist().blanks().len()).map(BlankId);
        all.filter(|&blank| self.shown == BlanksShown::All || !model.workbook.is_filled(blank))
            .collect()
    }

    /// The selected row; that of the next blank where the selected one isn't listed.
    fn state(self, list: &[BlankId]) -> ListState {
        let at = self.selected.map_or(0, |selected| {
            list.partition_point(|&blank| blank < selected)
        });
        ListState::at(at.min(list.len().saturating_sub(1)))
    }

    /// Handles a key: selects or fills a blank, or shows others.
    pub fn update(&mut self, action: SheetAction, model: &Model) -> SheetOutcome {
        let list = self.listed(model);
        let mut state = self.state(&list);
        match action {
            SheetAction::Move(motion) => {
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
            SheetAction::Choose => list
                .get(state.selected())
                .map_or_else(SheetOutcome::close, |&blank| {
                    SheetOutcome::open(Destination::Blank(blank))
                }),
            SheetAction::Cancel => SheetOutcome::close(),
            SheetAction::Toggle
            | SheetAction::Show(_)
            | SheetAction::ShowAll
            | SheetAction::NewRun
            | SheetAction::Yes
            | SheetAction::No
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

    /// Draws the sheet.
    pub fn draw(self, model: &Model, area: Rect, buffer: &mut Buffer) {
        let theme = &model.theme;
        let list = self.listed(model);
        let body = title::draw(&self.heading(model), theme, area, buffer);
        let columns = Columns::of(model, &list, body.width);
        let state = self.state(&list);
        state.draw(list.len(), body, buffer, |index, is_selected| {
            line(model, list[index], is_selected, &columns)
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

    fn heading(self, model: &Model) -> String {
        let all = model.checklist().blanks().len();
        let left = (0..all)
            .filter(|&index| !model.workbook.is_filled(BlankId(index)))
            .count();
        let shown = if self.shown == BlanksShown::Unfilled {
            " (others hidden)"
        } else {
            ""
        };
        match left {
            0 => format!(" All {all} blanks filled"),
            left => format!(" {left} of {all} blanks not filled{shown}"),
        }
    }
}

/// The columns of each part of a row.
struct Columns {
    label: usize,
    answer: usize,
    kind: usize,
    place: usize,
}

impl Columns {
    /// Label and answer have a half each of what kind and place leave. Where the longest answer takes less, the labels
    /// have more.
    fn of(model: &Model, list: &[BlankId], width: u16) -> Columns {
        let room = usize::from(width).saturating_sub(MARKS);
        let (kind, place) = if width >= ROOMY {
            (KIND, room * 3 / 10)
        } else {
            (0, 0)
        };
        let both = room - kind - place;
        let longest =
            |width: &dyn Fn(BlankId) -> usize| list.iter().map(|&blank| width(blank)).max();
        let answer = longest(&|blank| answer(model, FormRow::Blank(blank), width).width());
        let label = longest(&|blank| sanitize::width(&blank_label(model, blank)));
        let most = both - (answer.unwrap_or_default() + 1).min(both - both / 2);
        let label = label.unwrap_or_default().clamp(both / 2, most);
        Columns {
            label,
            answer: both - label,
            kind,
            place,
        }
    }
}

fn line(model: &Model, blank: BlankId, is_selected: bool, columns: &Columns) -> Line<'static> {
    let (theme, checklist) = (&model.theme, model.checklist());
    let of = checklist.blank(blank);
    let ellipsis = theme.signs.ellipsis;
    let (mark, role) = match model.stands(FormRow::Blank(blank)) {
        FormValue::Answer(_) => (" + ", StyleRole::Good),
        FormValue::Nothing | FormValue::Draft(_) => (" _ ", StyleRole::Empty),
        FormValue::Conflict(_) => (" ! ", StyleRole::Bad),
        FormValue::Unconfirmed(_) => (" ? ", StyleRole::Waiting),
    };
    let left = u16::try_from(columns.answer.saturating_sub(1)).unwrap_or(u16::MAX);
    let answer = answer(model, FormRow::Blank(blank), left);
    let gap = columns.answer.saturating_sub(answer.width());
    let mut line = Line::from(vec![
        Span::styled(
            if is_selected {
                theme.signs.selected
            } else {
                " "
            },
            theme.style(StyleRole::Selected),
        ),
        Span::styled(mark, theme.style(role)),
        Span::raw(format!(
            "{}  ",
            padded(&blank_label(model, blank), columns.label, ellipsis)
        )),
    ]);
    line.spans.extend(answer.spans);
    if columns.place > 0 {
        let section = checklist
            .headings(of.entry)
            .last()
            .map(|heading| sanitize::one_line(heading).into_owned());
        let where_it_is = format!("{} {}", of.line, section.unwrap_or_default());
        line.push_span(Span::raw(" ".repeat(gap)));
        line.push_span(Span::styled(
            padded(of.kind.name(), columns.kind, ellipsis),
            theme.style(StyleRole::Dim),
        ));
        line.push_span(Span::styled(
            padded(&where_it_is, columns.place, ellipsis),
            theme.style(StyleRole::Dim),
        ));
    }
    line
}
