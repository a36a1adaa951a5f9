//! The overlay: the sheet or text field over the outline. A new sheet begins here, and the compiler asks for the rest.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::action::SheetAction;
use super::field::Field;
use super::keymap::Context;
use super::model::Model;
use super::outcome::SheetOutcome;
use super::sheets::blanks::BlanksSheet;
use super::sheets::confirm::Confirmation;
use super::sheets::copy::CopySheet;
use super::sheets::explain::ExplainSheet;
use super::sheets::filters::FilterSheet;
use super::sheets::help::HelpSheet;
use super::sheets::missing_file;
use super::sheets::notes::NotesSheet;
use super::sheets::overview::OverviewSheet;
use super::sheets::palette::PaletteSheet;
use super::sheets::phases::PhaseSheet;
use super::sheets::runs::RunsSheet;
use super::sheets::signoffs::SignOffsSheet;

/// The sheet or text field over the outline.
#[derive(Debug)]
pub enum Overlay {
    /// A text field.
    Field(Box<Field>),
    /// The keys.
    Help(HelpSheet),
    /// The filters.
    Filters(FilterSheet),
    /// The choice of a phase.
    Phases(PhaseSheet),
    /// The palette.
    Palette(Box<PaletteSheet>),
    /// The choice of a run.
    Runs(RunsSheet),
    /// The list of all blanks.
    Blanks(BlanksSheet),
    /// The choice of a note.
    Notes(NotesSheet),
    /// A question with yes or no.
    Confirm(Confirmation),
    /// The question what to do with a progress file that is missing or was replaced.
    Lost,
    /// The choice of what to copy.
    Copy(CopySheet),
    /// The overview of the document.
    Overview(OverviewSheet),
    /// The sign-offs, with what verify finds.
    SignOffs(SignOffsSheet),
    /// How the document is read.
    Explain(Box<ExplainSheet>),
}

/// The part of the screen that an overlay takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placement {
    /// Everything but the footer.
    Full,
    /// Everything between header and footer.
    BelowHeader,
    /// The lower part, over the outline.
    Bottom,
    /// The footer; the outline stays as it is.
    Footer,
    /// The area of the field.
    Field,
}

impl Overlay {
    /// Handles a key.
    pub fn update(&mut self, action: SheetAction, model: &Model) -> SheetOutcome {
        match self {
            Overlay::Field(_) => SheetOutcome::stay(),
            Overlay::Help(sheet) => sheet.update(action, model),
            Overlay::Filters(sheet) => sheet.update(action, model),
            Overlay::Phases(sheet) => sheet.update(action, model),
            Overlay::Palette(sheet) => sheet.update(action, model),
            Overlay::Runs(sheet) => sheet.update(action, model),
            Overlay::Blanks(sheet) => sheet.update(action, model),
            Overlay::Notes(sheet) => sheet.update(action, model),
            Overlay::Confirm(question) => question.update(action, model),
            Overlay::Lost => missing_file::update(action, model),
            Overlay::Copy(sheet) => sheet.update(action, model),
            Overlay::Overview(sheet) => sheet.update(action, model),
            Overlay::SignOffs(sheet) => sheet.update(action, model),
            Overlay::Explain(sheet) => sheet.update(action, model),
        }
    }

    /// Keeps selection and scrolling within bounds, after anything that may have changed them.
    pub fn settle(&mut self, model: &Model) {
        match self {
            Overlay::Help(sheet) => sheet.settle(model),
            Overlay::Overview(sheet) => sheet.settle(model),
            Overlay::SignOffs(sheet) => sheet.settle(model),
            Overlay::Explain(sheet) => sheet.settle(model),
            Overlay::Field(_)
            | Overlay::Filters(_)
            | Overlay::Phases(_)
            | Overlay::Palette(_)
            | Overlay::Runs(_)
            | Overlay::Blanks(_)
            | Overlay::Notes(_)
            | Overlay::Confirm(_)
            | Overlay::Lost
            | Overlay::Copy(_) => {}
        }
    }

    /// Draws the sheet; fields and questions are drawn with the outline and the footer.
    pub fn draw(&self, model: &Model, area: Rect, buffer: &mut Buffer) {
        match self {
            Overlay::Field(_) | Overlay::Confirm(_) | Overlay::Lost => {}
            Overlay::Help(sheet) => sheet.draw(model, area, buffer),
            Overlay::Filters(sheet) => sheet.draw(model, area, buffer),
            Overlay::Phases(sheet) => sheet.draw(model, area, buffer),
            Overlay::Palette(sheet) => sheet.draw(model, area, buffer),
            Overlay::Runs(sheet) => sheet.draw(model, area, buffer),
            Overlay::Blanks(sheet) => sheet.draw(model, area, buffer),
            Overlay::Notes(sheet) => sheet.draw(model, area, buffer),
            Overlay::Copy(sheet) => sheet.draw(model, area, buffer),
            Overlay::Overview(sheet) => sheet.draw(model, area, buffer),
            Overlay::SignOffs(sheet) => sheet.draw(model, area, buffer),
            Overlay::Explain(sheet) => sheet.draw(model, area, buffer),
        }
    }

    /// The part of the screen that it takes.
    pub fn placement(&self) -> Placement {
        match self {
            Overlay::Field(_) => Placement::Field,
            Overlay::Help(_)
            | Overlay::Palette(_)
            | Overlay::Runs(_)
            | Overlay::Blanks(_)
            | Overlay::Notes(_)
            | Overlay::Copy(_) => Placement::Full,
            Overlay::Overview(_) | Overlay::SignOffs(_) | Overlay::Explain(_) => {
                Placement::BelowHeader
            }
            Overlay::Filters(_) | Overlay::Phases(_) => Placement::Bottom,
            Overlay::Confirm(_) | Overlay::Lost => Placement::Footer,
        }
    }

    /// The part of the keymap that applies.
    pub fn context(&self) -> Context {
        match self {
            Overlay::Field(field) => field.context(),
            Overlay::Help(_) => Context::Help,
            Overlay::Filters(_) => Context::Filters,
            Overlay::Phases(_) => Context::Phases,
            Overlay::Palette(_) => Context::Palette,
            Overlay::Runs(_) => Context::Runs,
            Overlay::Blanks(sheet) => sheet.context(),
            Overlay::Notes(_) => Context::Notes,
            Overlay::Confirm(_) => Context::Question,
            Overlay::Lost => Context::Lost,
            Overlay::Copy(_) => Context::Copy,
            Overlay::Overview(_) => Context::Overview,
            Overlay::SignOffs(_) => Context::SignOffs,
            Overlay::Explain(_) => Context::Explain,
        }
    }

    /// The reason why an edited checklist isn't displayed yet: what is open refers to its entries as they were.
    pub fn keeps_checklist(&self) -> Option<&'static str> {
        match self {
            Overlay::Field(_) => Some("when you close this field"),
            Overlay::Confirm(_) | Overlay::Phases(_) => Some("when you answer this"),
            Overlay::Notes(_) | Overlay::Filters(_) => Some("when you close this"),
            Overlay::Blanks(sheet) if sheet.keeps_checklist() => Some("when you close this"),
            Overlay::Help(_)
            | Overlay::Palette(_)
            | Overlay::Runs(_)
            | Overlay::Blanks(_)
            | Overlay::Lost
            | Overlay::Copy(_)
            | Overlay::Overview(_)
            | Overlay::SignOffs(_)
            | Overlay::Explain(_) => None,
        }
    }
}
