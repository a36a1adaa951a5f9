//! The help: the user, the keys that apply to what is selected, then the whole keymap by context. Texts are wrapped, so
//! that nothing is cut on a narrow screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::sanitize;
use crate::tui::action::SheetAction;
use crate::tui::keymap::{BoundKeys, Context, HEADINGS, HintCondition, Keymap};
use crate::tui::model::Model;
use crate::tui::outcome::SheetOutcome;
use crate::tui::theme::StyleRole;
use crate::tui::widgets::list::Motion;
use crate::tui::widgets::row;

/// Columns for the keys; on a narrow screen a third of it.
const KEYS: usize = 22;
/// Columns beside keys and help: a margin on each side of the keys, and one at the end.
const MARGINS: usize = 4;

/// The sheet, while it is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelpSheet {
    /// The context in which it was opened.
    pub from: Context,
    /// The first row on the screen.
    pub top: usize,
    /// The bindings that apply to what was selected, by their rows of the keymap.
    applying: Vec<usize>,
}

/// A row of the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HelpRow {
    /// A heading.
    Heading(String),
    /// A piece of a sentence.
    Text(String),
    /// Keys, and what they do; one of them may go on from the row above.
    Keys(String, String),
    /// Nothing.
    Gap,
}

impl HelpSheet {
    /// The sheet, opened in a context in which some bindings apply to what is selected.
    pub fn new(
        from: Context,
        keymap: &Keymap,
        applies: impl Fn(HintCondition) -> bool,
    ) -> HelpSheet {
        let is_applying = |bound: &BoundKeys| {
            let binding = bound.binding;
            binding.context == from
                && binding.when != HintCondition::Quietly
                && applies(binding.when)
        };
        let applying = keymap
            .rows()
            .enumerate()
            .filter(|(_, bound)| is_applying(bound))
            .map(|(at, _)| at)
            .collect();
        HelpSheet {
            from,
            top: 0,
            applying,
        }
    }

    /// Handles a key: scrolls, or closes the sheet.
    pub fn update(&mut self, action: SheetAction, model: &Model) -> SheetOutcome {
        let page = usize::from(model.size.height.saturating_sub(2)).max(1);
        match action {
            SheetAction::Move(Motion::Down) => self.top = self.top.saturating_add(1),
            SheetAction::Move(Motion::Up) => self.top = self.top.saturating_sub(1),
            SheetAction::Move(Motion::PageDown) => self.top = self.top.saturating_add(page),
            SheetAction::Move(Motion::PageUp) => self.top = self.top.saturating_sub(page),
            SheetAction::Cancel => return SheetOutcome::close(),
            SheetAction::Move(Motion::First) => self.top = 0,
            SheetAction::Move(Motion::Last) => self.top = usize::MAX,
            SheetAction::Choose
            | SheetAction::Toggle
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
            | SheetAction::Undo => {}
        }
        SheetOutcome::stay()
    }

    /// Scrolls down, or up where `rows` is negative.
    pub fn scroll(&mut self, rows: isize) {
        self.top = self.top.saturating_add_signed(rows);
    }

    /// Keeps the last row at the bottom of the screen.
    pub fn settle(&mut self, model: &Model) {
        let height = usize::from(model.size.height.saturating_sub(1));
        let last = self
            .rows(model, model.size.width)
            .len()
            .saturating_sub(height);
        self.top = self.top.min(last);
    }

    /// Draws the sheet.
    pub fn draw(&self, model: &Model, area: Rect, buffer: &mut Buffer) {
        let theme = &model.theme;
        let keys_width = keys_width(usize::from(area.width));
        let rows = self.rows(model, area.width);
        for (y, help) in (0..area.height).zip(rows.into_iter().skip(self.top)) {
            let line = match help {
                HelpRow::Gap => Line::default(),
                HelpRow::Text(text) => Line::raw(format!(" {text}")),
                HelpRow::Heading(heading) => {
                    Line::styled(format!(" {heading}"), theme.style(StyleRole::Heading))
                }
                HelpRow::Keys(keys, help) => {
                    let pad = " ".repeat(keys_width.saturating_sub(sanitize::width(&keys)));
                    Line::from(vec![
                        Span::styled(format!(" {keys}{pad}  "), theme.style(StyleRole::Key)),
                        Span::raw(help),
                    ])
                }
            };
            row(&line, area, y, buffer);
        }
    }

    /// Returns the rows on a screen of this width. They start with the user, as the header doesn't
    /// always have room.
    pub fn rows(&self, model: &Model, width: u16) -> Vec<HelpRow> {
        let width = usize::from(width);
        let who = format!("You are {}.", sanitize::one_line(&model.who));
        let mut rows: Vec<HelpRow> = sanitize::wrap(&who, width.saturating_sub(2))
            .into_iter()
            .map(HelpRow::Text)
            .collect();
        rows.push(HelpRow::Gap);
        rows.push(HelpRow::Heading("Available now".to_owned()));
        let all: Vec<BoundKeys> = model.keymap.rows().collect();
        let applying = self.applying.iter().filter_map(|&at| all.get(at));
        rows.extend(applying.flat_map(|bound| keys(bound, width)));
        for &(context, heading) in HEADINGS {
            rows.push(HelpRow::Gap);
            rows.push(HelpRow::Heading(heading.to_owned()));
            rows.extend(
                model
                    .keymap
                    .own_bindings(context)
                    .flat_map(|bound| keys(&bound, width)),
            );
        }
        rows
    }
}

/// Columns that the keys take on a screen of this width.
fn keys_width(width: usize) -> usize {
    KEYS.min(width / 3)
}

/// The keys of a row of the keymap and what they do, on as many rows as it takes.
fn keys(bound: &BoundKeys, width: usize) -> Vec<HelpRow> {
    let names = match bound.key_names().join(" ") {
        names if names.is_empty() => "(no key)".to_owned(),
        names => names,
    };
    let keys = sanitize::wrap(&names, keys_width(width));
    let help = sanitize::wrap(
        bound.binding.help,
        width.saturating_sub(keys_width(width) + MARGINS),
    );
    let piece = |pieces: &[String], row: usize| pieces.get(row).cloned().unwrap_or_default();
    (0..keys.len().max(help.len()))
        .map(|row| HelpRow::Keys(piece(&keys, row), piece(&help, row)))
        .collect()
}
