//! The sign-offs: the status of each, what made a signature void, who signed in several roles, and what is wrong with the
//! events, in the words of `gonogo verify`. They are read from the workbook each time, so they are never out of date.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::sanitize;
use crate::tui::action::SheetAction;
use crate::tui::model::Model;
use crate::tui::notice::Notice;
use crate::tui::notice::sentence;
use crate::tui::outcome::{Destination, SheetEdit, SheetOutcome};
use crate::tui::outline::OutlineRow;
use crate::tui::signing::{causes, standing_role};
use crate::tui::styled_text::StyledText;
use crate::tui::theme::StyleRole;
use crate::tui::widgets::list::{self, ListState};
use crate::tui::widgets::row;
use crate::workbook::describe::{ATTESTATION, NO_SIGNOFF, SIGNED_ALREADY};
use crate::workbook::{Cause, Flaw, SignOff, Workbook};

/// Lower than this, no row is left empty, and what a signature is worth comes last.
const TALL: u16 = 18;

/// The sheet, while it is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SignOffsSheet {
    /// The selected stop.
    list: ListState,
    /// The first row on the screen.
    top: usize,
}

/// A selectable part of the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignOffsStop {
    /// A sign-off.
    SignOff(SignOff),
    /// Something else to be read, in its color.
    Told(String, StyleRole),
}

/// A row of the sheet.
#[derive(Debug, Clone)]
pub struct SheetRow {
    /// Its content.
    pub line: Line<'static>,
    /// The stop that it belongs to; none for headings.
    pub stop: Option<usize>,
}

impl SignOffsSheet {
    /// The sheet with a stop selected.
    pub fn at(selected: usize) -> SignOffsSheet {
        SignOffsSheet {
            list: ListState::at(selected),
            top: 0,
        }
    }

    /// The sheet behind the form of a signature, with its sign-off in sight.
    pub fn behind_form(model: &Model, signoff: SignOff, area: Rect) -> SignOffsSheet {
        let selected = model.workbook.signoffs().position(|other| other == signoff);
        let mut sheet = SignOffsSheet::at(selected.unwrap_or_default());
        sheet.scroll(&rows(model, sheet, area.width), usize::from(area.height));
        sheet
    }

    /// Handles a key: selects, signs, or goes to a sign-off.
    pub fn update(&mut self, action: SheetAction, model: &Model) -> SheetOutcome {
        let stops = stops(&model.workbook);
        let stop = stops.get(self.list.selected());
        match (action, stop) {
            (SheetAction::Move(motion), _) => {
                self.list.go(motion, stops.len(), model.page);
                SheetOutcome::stay()
            }
            (SheetAction::Choose, Some(SignOffsStop::SignOff(signoff))) => sign(*signoff, model),
            (SheetAction::GoTo, Some(SignOffsStop::SignOff(signoff))) => {
                let entry = model.checklist().blank(signoff.who).entry;
                SheetOutcome::open(Destination::Row(OutlineRow::Entry(entry)))
            }
            (SheetAction::Choose | SheetAction::GoTo, Some(SignOffsStop::Told(..)) | None) => {
                SheetOutcome::notice(Notice::warning("Not a sign-off."))
            }
            (SheetAction::Undo, _) => SheetOutcome {
                edit: Some(SheetEdit::Undo),
                ..SheetOutcome::stay()
            },
            (SheetAction::Cancel, _) => SheetOutcome::close(),
            (
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
                | SheetAction::SignOffs,
                _,
            ) => SheetOutcome::stay(),
        }
    }

    /// Keeps the selection in sight.
    pub fn settle(&mut self, model: &Model) {
        let area = model.sheet_area;
        self.scroll(&rows(model, *self, area.width), usize::from(area.height));
    }

    /// Draws the sheet.
    pub fn draw(self, model: &Model, area: Rect, buffer: &mut Buffer) {
        let rows = rows(model, self, area.width);
        for (y, of) in (0..area.height).zip(rows.iter().skip(self.top)) {
            row(&of.line, area, y, buffer);
        }
        let below = rows
            .len()
            .saturating_sub(self.top + usize::from(area.height));
        list::draw_more(below, &model.theme, area, buffer);
    }

    /// Brings the selection in sight on a screen of `height` rows: all of its rows, or the first of them.
    fn scroll(&mut self, rows: &[SheetRow], height: usize) {
        let last_stop = rows.iter().filter_map(|row| row.stop).max();
        self.list
            .select(self.list.selected(), last_stop.unwrap_or_default() + 1);
        let selected = self.list.selected();
        let is_selected = |row: &SheetRow| row.stop == Some(selected);
        let first = rows.iter().position(is_selected).unwrap_or_default();
        let last = rows.iter().rposition(is_selected).unwrap_or_default();
        // The heading is before the first stop.
        let first = if selected == 0 { 0 } else { first };
        let bottom = if last_stop == Some(selected) {
            rows.len()
        } else {
            last + 1
        };
        self.top = self.top.max(bottom.saturating_sub(height)).min(first);
        self.top = self.top.min(rows.len().saturating_sub(height));
    }
}

/// Begins to sign, where that is possible.
fn sign(signoff: SignOff, model: &Model) -> SheetOutcome {
    if let Some(notice) = model.refusal() {
        return SheetOutcome::notice(notice);
    }
    if model.workbook.is_signed(signoff) {
        return SheetOutcome::notice(Notice::warning(sentence(SIGNED_ALREADY)));
    }
    SheetOutcome::open(Destination::Signature(signoff))
}

/// Returns the selectable parts: the sign-offs in the order of the document, then the issues.
fn stops(workbook: &Workbook) -> Vec<SignOffsStop> {
    let twice = workbook.describe_signed_twice().into_iter();
    let twice = twice.map(|text| SignOffsStop::Told(text, StyleRole::Waiting));
    workbook
        .signoffs()
        .map(SignOffsStop::SignOff)
        .chain(twice)
        .chain(amiss(workbook))
        .collect()
}

/// Returns issues beside the expected signatures, one line each.
fn amiss(workbook: &Workbook) -> impl Iterator<Item = SignOffsStop> {
    let told = |flaw: Flaw| match &flaw {
        Flaw::Signature { causes, .. } => {
            let causes: Vec<String> = causes.iter().flat_map(Cause::describe).collect();
            format!("{}: {}", flaw.describe(), causes.join(", "))
        }
        Flaw::Altered(_) | Flaw::Handmade(_) | Flaw::Unknown(_) | Flaw::Orphaned(_) => {
            flaw.describe()
        }
    };
    workbook
        .amiss()
        .into_iter()
        .map(told)
        .map(|text| SignOffsStop::Told(text, StyleRole::Bad))
}

/// The rows of the sheet, wrapped to `width` columns.
fn rows(model: &Model, sheet: SignOffsSheet, width: u16) -> Vec<SheetRow> {
    let workbook = &model.workbook;
    let mut page = SignOffsPage {
        model,
        sheet,
        width: usize::from(width),
        rows: Vec::new(),
    };
    let is_tall = model.size.height >= TALL;
    let all = workbook.signoffs().count();
    let signed = workbook
        .signoffs()
        .filter(|&signoff| workbook.is_signed(signoff))
        .count();
    let basis = format!("A signature is for {}", workbook.basis().signed_for());
    if all > 0 {
        page.put(
            None,
            &format!("Sign-offs: {signed} of {all} signed"),
            StyleRole::Heading,
            0,
        );
        if is_tall {
            page.put(None, ATTESTATION, StyleRole::Dim, 0);
            page.put(None, &basis, StyleRole::Text, 0);
        }
    } else {
        page.put(None, "Sign-offs", StyleRole::Heading, 0);
        page.put(None, &sentence(NO_SIGNOFF), StyleRole::Text, 0);
    }
    if is_tall {
        page.rows.push(SheetRow {
            line: Line::default(),
            stop: None,
        });
    }
    let mut is_below = false;
    for (index, stop) in stops(workbook).into_iter().enumerate() {
        match stop {
            SignOffsStop::SignOff(signoff) => page.signoff(index, signoff),
            SignOffsStop::Told(told, role) => {
                if !is_below {
                    if is_tall {
                        page.rows.push(SheetRow {
                            line: Line::default(),
                            stop: None,
                        });
                    }
                    page.put(None, "Issues", StyleRole::Heading, 0);
                    is_below = true;
                }
                page.put(Some(index), &told, role, 0);
            }
        }
    }
    // Where there is little room, what can be done comes first.
    if all > 0 && !is_tall {
        page.put(None, &basis, StyleRole::Text, 0);
        page.put(None, ATTESTATION, StyleRole::Dim, 0);
    }
    page.rows
}

struct SignOffsPage<'a> {
    model: &'a Model,
    sheet: SignOffsSheet,
    width: usize,
    rows: Vec<SheetRow>,
}

impl SignOffsPage<'_> {
    /// A text of a stop, behind the mark of the selection and so many columns.
    fn put(&mut self, stop: Option<usize>, text: &str, role: StyleRole, indent: usize) {
        let theme = &self.model.theme;
        let begins = stop.is_some() && self.rows.last().is_none_or(|row| row.stop != stop);
        let is_selected = begins && stop == Some(self.sheet.list.selected());
        let mark = if is_selected {
            theme.signs.selected
        } else {
            " "
        };
        let pad = " ".repeat(indent);
        let first = Span::styled(format!("{mark}{pad}"), theme.style(StyleRole::Selected));
        let rest = Span::raw(format!("   {pad}"));
        let mut rich = StyledText::default();
        rich.push(text, theme.style(role));
        let lines = rich.wrap(self.width, &first, &rest);
        self.rows
            .extend(lines.into_iter().map(|line| SheetRow { line, stop }));
    }

    fn signoff(&mut self, index: usize, signoff: SignOff) {
        let workbook = &self.model.workbook;
        let standing = workbook.signature(signoff);
        let role = standing_role(standing);
        let text = format!(
            "{}: {}",
            workbook.role(signoff),
            workbook.describe_signoff(signoff)
        );
        self.put(Some(index), &text, role, 0);
        for told in causes(workbook, signoff) {
            self.put(Some(index), &told, StyleRole::Text, 3);
        }
        if let Some(answer) = standing.given() {
            let by = format!("by {}, {}", answer.who(), sanitize::time(&answer.at));
            self.put(Some(index), &by, StyleRole::Dim, 3);
        }
    }
}
