//! The filters: which rows the outline shows, with the key of each filter and how many rows match it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use crate::sanitize;
use crate::tui::action::{Action, SheetAction};
use crate::tui::keymap::Context;
use crate::tui::model::Model;
use crate::tui::outcome::{Destination, SheetOutcome};
use crate::tui::outline::OutlineRow;
use crate::tui::theme::StyleRole;
use crate::tui::widgets::list::{self, ListState};
use crate::tui::widgets::{row, title};
use crate::workbook::{Filter, Since, Want, Workbook};

/// Columns for the name of a filter.
const NAME: usize = 16;
/// On fewer columns, only the name of a filter is displayed.
const ABOUT: usize = 20;

/// The sheet, while it is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilterSheet {
    list: ListState,
    /// The filter that is on.
    filter: Filter,
    /// The row of the outline that was selected when the sheet was opened.
    from: Option<OutlineRow>,
    /// The number of rows match each of [`Want::ALL`] alone.
    counts: Vec<usize>,
}

impl FilterSheet {
    /// The sheet over a workbook with a filter that may be on.
    pub fn new(workbook: &Workbook, filter: Filter, from: Option<OutlineRow>) -> FilterSheet {
        let selected = Want::ALL
            .iter()
            .position(|&want| filter.wants(want))
            .unwrap_or_default();
        let matching = |want| workbook.shown_by(&filter.only(want)).fitting;
        FilterSheet {
            list: ListState::at(selected),
            from,
            counts: Want::ALL.into_iter().map(matching).collect(),
            filter,
        }
    }

    /// Handles a key: selects a filter, or turns filters on and off.
    pub fn update(&mut self, action: SheetAction, model: &Model) -> SheetOutcome {
        match action {
            SheetAction::Move(motion) => {
                self.list.go(motion, Want::ALL.len(), model.page);
                SheetOutcome::stay()
            }
            SheetAction::Toggle => self.toggle(Want::ALL[self.list.selected()], model),
            SheetAction::Show(want) => {
                self.list.select(want as usize, Want::ALL.len());
                self.toggle(want, model)
            }
            SheetAction::ShowAll => {
                self.filter = Filter::default();
                self.apply()
            }
            SheetAction::Cancel => SheetOutcome::close(),
            SheetAction::Choose
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
            | SheetAction::Fold
            | SheetAction::Unfold
            | SheetAction::GoLive
            | SheetAction::SignOffs
            | SheetAction::GoTo
            | SheetAction::Undo => SheetOutcome::stay(),
        }
    }

    /// Turns a filter on or off; “changed since” asks for a time.
    fn toggle(&mut self, want: Want, model: &Model) -> SheetOutcome {
        if want == Want::Changed && !self.filter.wants(want) {
            return SheetOutcome::open(Destination::Since(self.from));
        }
        self.filter.turn_clock(model.now);
        self.filter.toggle(want);
        self.apply()
    }

    fn apply(&self) -> SheetOutcome {
        SheetOutcome {
            open: Some(Destination::Filtered(self.filter.clone(), self.from)),
            ..SheetOutcome::stay()
        }
    }

    /// Draws the sheet, at the bottom of `body`.
    pub fn draw(&self, model: &Model, body: Rect, buffer: &mut Buffer) {
        let theme = &model.theme;
        let area = title::bottom_rows(Want::ALL.len() + 1, body);
        Clear.render(area, buffer);
        let is_cut = usize::from(area.height) <= Want::ALL.len();
        let heading = if is_cut {
            let (at, all) = (self.list.selected() + 1, Want::ALL.len());
            format!(" Show only ({at} of {all}) ")
        } else {
            " Show only rows that match all filters ".to_owned()
        };
        let width = usize::from(area.width).saturating_sub(sanitize::width(&heading) + 1);
        let heading = Line::from(vec![
            Span::styled(theme.signs.across, theme.style(StyleRole::Dim)),
            Span::styled(heading, theme.style(StyleRole::Heading)),
            Span::styled(
                theme.signs.across.repeat(width),
                theme.style(StyleRole::Dim),
            ),
        ]);
        row(&heading, area, 0, buffer);
        let list = title::below(area);
        self.list
            .draw(Want::ALL.len(), list, buffer, |index, is_selected| {
                let (want, count) = (Want::ALL[index], self.counts[index]);
                want_line(model, &self.filter, want, count, is_selected, list.width)
            });
    }
}

/// The actions that show what is wanted, in the order of [`Want::ALL`].
const ACTIONS: [Action; Want::ALL.len()] = [
    Action::ShowOpen,
    Action::ShowBlocked,
    Action::ShowUnanswered,
    Action::ShowUnconfirmed,
    Action::ShowConflicts,
    Action::ShowMine,
    Action::ShowOptional,
    Action::ShowRequired,
    Action::ShowChanged,
    Action::ShowDue,
    Action::ShowUnmatched,
];

/// The action that shows this.
pub fn action(want: Want) -> Action {
    ACTIONS[want as usize]
}

/// The filter that an action turns on and off; nothing where it is another action.
pub fn want(action: Action) -> Option<Want> {
    match action.in_sheet() {
        Some(SheetAction::Show(want)) => Some(want),
        _ => None,
    }
}

/// Returns the description of a filter.
pub fn about(want: Want, since: Option<&Since>) -> String {
    match want {
        Want::Open | Want::Blocked => "items",
        Want::Unanswered => "lines with an empty blank",
        Want::Unconfirmed => "pre-ticked, changed, or copied",
        Want::Conflicts => "conflicting answers",
        Want::Mine => "your answers, notes and @mentions",
        Want::Optional => "optional items",
        Want::Required => "not marked optional",
        Want::Changed => {
            return since.map_or_else(|| "asks for a time".to_owned(), |since| since.told.clone());
        }
        Want::Due => "due now, or overdue",
        Want::Unmatched => "no match in the document",
    }
    .to_owned()
}

fn want_line(
    model: &Model,
    filter: &Filter,
    want: Want,
    count: usize,
    selected: bool,
    width: u16,
) -> Line<'static> {
    let theme = &model.theme;
    let is_on = filter.wants(want);
    let key = model
        .keymap
        .key(Context::Filters, action(want))
        .unwrap_or_default();
    let about = about(want, filter.since());
    let count = if want == Want::Changed && !is_on {
        String::new()
    } else {
        count.to_string()
    };
    let mut line = Line::from(vec![
        list::mark(selected, theme),
        Span::styled(
            if is_on { "[x] " } else { "[ ] " },
            theme.style(if is_on {
                StyleRole::Good
            } else {
                StyleRole::Text
            }),
        ),
        Span::styled(format!("{key:2} "), theme.style(StyleRole::Key)),
        Span::raw(format!("{:NAME$} {count:>5}", want.name())),
    ]);
    let room = usize::from(width).saturating_sub(line.width() + 3);
    // Since when is part of what is wanted.
    if room >= ABOUT || (want == Want::Changed && is_on) {
        let about = sanitize::fit(&about, room, theme.signs.ellipsis);
        line.push_span(Span::styled(
            format!("  {about}"),
            theme.style(StyleRole::Dim),
        ));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::{Want, action, want};

    #[test]
    fn every_want_has_its_action() {
        for one in Want::ALL {
            assert_eq!(want(action(one)), Some(one));
        }
    }
}
