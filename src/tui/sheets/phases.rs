//! The choice of the phase that a section belongs to.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use crate::checklist::{EntryId, Origin, Phase};
use crate::progress::Answer;
use crate::sanitize;
use crate::tui::action::{Action, SheetAction};
use crate::tui::keymap::Context;
use crate::tui::launch::phase_choice_name;
use crate::tui::model::Model;
use crate::tui::notice::Notice;
use crate::tui::outcome::{SheetEdit, SheetOutcome};
use crate::tui::theme::StyleRole;
use crate::tui::widgets::list::{self, ListState};
use crate::tui::widgets::title;
use crate::workbook::Workbook;

/// Columns for the name of a phase.
const NAME: usize = 8;

/// The choices; nothing leaves it to the heading.
pub const CHOICES: [Option<Phase>; 7] = [
    Some(Phase::Before),
    Some(Phase::During),
    Some(Phase::After),
    Some(Phase::Upkeep),
    Some(Phase::Rollback),
    Some(Phase::Info),
    None,
];

/// The choice, while it is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhaseSheet {
    /// The section.
    pub section: EntryId,
    list: ListState,
    /// The ids of the answers that the user has seen.
    pub seen: Vec<String>,
}

impl PhaseSheet {
    /// The choice for a section, with what holds now selected.
    pub fn new(workbook: &Workbook, section: EntryId) -> PhaseSheet {
        let present = present(workbook, section).unwrap_or(Some(workbook.phase(section)));
        let selected = CHOICES
            .iter()
            .position(|&choice| choice == present)
            .unwrap_or_default();
        PhaseSheet {
            section,
            list: ListState::at(selected),
            seen: workbook.marks(section).phase.ids(),
        }
    }

    /// Handles a key: selects and sets a phase.
    pub fn update(&mut self, action: SheetAction, model: &Model) -> SheetOutcome {
        match action {
            SheetAction::Move(motion) => {
                self.list.go(motion, CHOICES.len(), model.page);
                SheetOutcome::stay()
            }
            SheetAction::Choose => self.choose(model),
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

    /// Sets the selected phase, unless others set one since it was displayed.
    fn choose(&mut self, model: &Model) -> SheetOutcome {
        let ids = model.workbook.marks(self.section).phase.ids();
        if ids == self.seen {
            return SheetOutcome::edit(SheetEdit::Phase(self.section, self.choice()));
        }
        self.seen = ids;
        let said = phase_answers(&model.workbook, self.section);
        let again = model.keymap.key_in(Context::Phases, Action::Choose);
        SheetOutcome::notice(Notice::warning(format!(
            "Changed meanwhile: {said}. {again} again to set it anyway."
        )))
    }

    /// Draws the sheet, at the bottom of `body`.
    pub fn draw(&self, model: &Model, body: Rect, buffer: &mut Buffer) {
        let theme = &model.theme;
        let said = said(model, self, body.width);
        let area = title::bottom_rows(CHOICES.len() + said.len() + 1, body);
        if area.height == 0 {
            return;
        }
        Clear.render(area, buffer);
        let heading = format!("Phase of {}", model.workbook.reading(self.section));
        title::draw_in_rule(&heading, theme, area, buffer);
        let list = title::below(area);
        let width = usize::from(list.width);
        let shown = ListState::at(said.len() + self.list.selected());
        shown.draw(
            CHOICES.len() + said.len(),
            list,
            buffer,
            |index, is_selected| match index.checked_sub(said.len()) {
                None => said[index].clone(),
                Some(at) => choice_line(model, self, CHOICES[at], is_selected, width),
            },
        );
    }

    /// Returns the selected choice.
    fn choice(&self) -> Option<Phase> {
        CHOICES[self.list.selected()]
    }
}

/// The choice that holds now; nothing where people differ.
pub fn present(workbook: &Workbook, section: EntryId) -> Option<Option<Phase>> {
    let is_said = workbook.phase_reading(section).origin == Origin::Person;
    (!workbook.is_phase_disputed(section)).then(|| is_said.then(|| workbook.phase(section)))
}

/// Returns the description of a choice for a section.
pub fn about(choice: Option<Phase>, workbook: &Workbook, section: EntryId) -> String {
    match choice {
        Some(Phase::Before) => "must be done before launch; gates GO",
        Some(Phase::During) => "done during launch",
        Some(Phase::After) => "done after launch",
        Some(Phase::Upkeep) => "recurring; not part of COMPLETE",
        Some(Phase::Rollback) => "only if something goes wrong; never blocks",
        Some(Phase::Info) => "reference only; never blocks",
        None => {
            let reading = workbook.phase_unsaid(section);
            let phase = reading.value;
            let whose = if reading.origin.is_own() {
                "its heading"
            } else {
                "the section above"
            };
            return format!("{phase}, from {whose}");
        }
    }
    .to_owned()
}

/// Returns the phases that people set: `after (ann@host) or info (bob@host)`.
pub fn phase_answers(workbook: &Workbook, section: EntryId) -> String {
    let told =
        |answer: &Answer<_>| format!("{} ({})", phase_choice_name(answer.value), answer.who());
    let said: Vec<String> = workbook
        .marks(section)
        .phase
        .standing()
        .iter()
        .map(told)
        .collect();
    said.join(" or ")
}

fn choice_line(
    model: &Model,
    sheet: &PhaseSheet,
    choice: Option<Phase>,
    selected: bool,
    width: usize,
) -> Line<'static> {
    let theme = &model.theme;
    let is_present = present(&model.workbook, sheet.section) == Some(choice);
    let (sign, role) = if is_present {
        ("[x] ", StyleRole::Good)
    } else {
        ("[ ] ", StyleRole::Text)
    };
    let mut line = Line::from(vec![
        list::mark(selected, theme),
        Span::styled(sign, theme.style(role)),
        Span::raw(format!("{:NAME$}", phase_choice_name(choice))),
    ]);
    let room = width.saturating_sub(line.width() + 2);
    let about = sanitize::fit(
        &about(choice, &model.workbook, sheet.section),
        room,
        theme.signs.ellipsis,
    );
    line.push_span(Span::styled(
        format!(" {about}"),
        theme.style(StyleRole::Dim),
    ));
    line
}

/// Returns conflicting phases, one per row.
fn said(model: &Model, sheet: &PhaseSheet, width: u16) -> Vec<Line<'static>> {
    let theme = &model.theme;
    if !model.workbook.is_phase_disputed(sheet.section) {
        return Vec::new();
    }
    let line = |answer: &Answer<Phase>| {
        let said = format!(
            "  {}, set by {}, {}",
            phase_choice_name(answer.value),
            answer.who(),
            sanitize::time(&answer.at)
        );
        let said = sanitize::fit(
            &sanitize::one_line(&said),
            usize::from(width),
            theme.signs.ellipsis,
        );
        Line::styled(said, theme.style(StyleRole::Bad))
    };
    model
        .workbook
        .marks(sheet.section)
        .phase
        .standing()
        .iter()
        .map(line)
        .collect()
}
