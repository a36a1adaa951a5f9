//! The runs of the checklist: switching to another one, or starting one.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::sanitize;
use crate::tui::action::SheetAction;
use crate::tui::effect::Effect;
use crate::tui::model::Model;
use crate::tui::outcome::{Destination, SheetOutcome};
use crate::tui::theme::{StyleRole, Theme};
use crate::tui::widgets::list::{self, ListState};
use crate::tui::widgets::title;

/// Columns for a name.
const NAME: usize = 24;

/// A run, as the choice shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunRow {
    /// Its name, if it has one.
    pub name: Option<String>,
    /// The time of its last change, if any.
    pub changed: Option<String>,
    /// The number of values that can be copied from it.
    pub values: usize,
    /// Verdict, counts and last change in words, or what is wrong with it.
    pub about: Result<String, String>,
}

/// The choice between runs; after the last comes the row that starts a new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunsSheet {
    /// The runs, the one changed last first.
    pub runs: Vec<RunRow>,
    /// The selected row.
    list: ListState,
}

/// The run from which values are copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunOrigin {
    /// Its name, if it has one.
    pub run: Option<String>,
}

/// A new run, while the user is asked about copying values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRun {
    /// Its name.
    pub name: String,
    /// The run that was changed last and has values.
    pub from: RunOrigin,
    /// The number of values there are to carry over.
    pub values: usize,
}

impl RunsSheet {
    /// The choice, with the run that is open selected.
    pub fn new(runs: Vec<RunRow>, open: Option<&str>) -> RunsSheet {
        let selected = runs
            .iter()
            .position(|run| run.name.as_deref() == open)
            .unwrap_or(runs.len());
        RunsSheet {
            runs,
            list: ListState::at(selected),
        }
    }

    /// Handles a key: selects and opens a run, or starts one.
    pub fn update(&mut self, action: SheetAction, model: &Model) -> SheetOutcome {
        match action {
            SheetAction::Move(motion) => {
                self.list.go(motion, self.runs.len() + 1, model.page);
                SheetOutcome::stay()
            }
            SheetAction::Choose => match self.selected() {
                Some(run) => SheetOutcome::effect(Effect::OpenRun(run.name.clone())),
                None => self.start(model),
            },
            SheetAction::NewRun => self.start(model),
            SheetAction::Cancel => SheetOutcome::close(),
            SheetAction::Toggle
            | SheetAction::Show(_)
            | SheetAction::ShowAll
            | SheetAction::OnlyUnfilled
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

    /// Asks for the name of a new run.
    fn start(&mut self, model: &Model) -> SheetOutcome {
        match model.refusal() {
            Some(notice) => SheetOutcome::notice(notice),
            None => SheetOutcome::open(Destination::RunName(self.clone())),
        }
    }

    /// Draws the sheet.
    pub fn draw(&self, model: &Model, area: Rect, buffer: &mut Buffer) {
        let theme = &model.theme;
        let open = model.workbook.progress().run.as_deref();
        let body = title::draw(" Runs of this checklist", theme, area, buffer);
        self.list.draw(
            self.runs.len() + 1,
            body,
            buffer,
            |index, is_selected| match self.runs.get(index) {
                Some(run) => run_line(run, open, is_selected, theme, body.width),
                None => Line::from(vec![
                    list::mark(is_selected, theme),
                    Span::styled("Start a new run", theme.style(StyleRole::Key)),
                ]),
            },
        );
    }

    /// The run that is selected; nothing on the row that starts a new one.
    pub fn selected(&self) -> Option<&RunRow> {
        self.runs.get(self.list.selected())
    }

    /// The run that was changed last and has values to carry over.
    pub fn last_with_values(&self) -> Option<&RunRow> {
        self.runs.iter().find(|run| run.values > 0)
    }
}

impl RunRow {
    /// Its name, as people see it.
    pub fn title(&self) -> &str {
        self.name.as_deref().unwrap_or("(default run)")
    }
}

fn run_line(
    run: &RunRow,
    open: Option<&str>,
    selected: bool,
    theme: &Theme,
    width: u16,
) -> Line<'static> {
    let column = NAME.min(usize::from(width) / 3);
    let name = sanitize::fit(
        &sanitize::one_line(run.title()),
        column,
        theme.signs.ellipsis,
    );
    let pad = " ".repeat(column.saturating_sub(sanitize::width(&name)));
    let (about, role) = match &run.about {
        Ok(about) => (about, StyleRole::Text),
        Err(trouble) => (trouble, StyleRole::Bad),
    };
    let here = if run.name.as_deref() == open {
        "current  "
    } else {
        ""
    };
    let room = usize::from(width).saturating_sub(column + 4);
    Line::from(vec![
        list::mark(selected, theme),
        Span::raw(format!("{name}{pad}  ")),
        Span::styled(
            sanitize::fit(
                &format!("{here}{}", sanitize::one_line(about)),
                room,
                theme.signs.ellipsis,
            ),
            theme.style(role),
        ),
    ])
}
