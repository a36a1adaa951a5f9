//! The sheet of sign-offs: each of the document with how it stands, what made a signature void, who signed in several
//! roles, and what is amiss with the events. The words are those of `gonogo verify`. Pure; read from the workbook each
//! time, so that it is never behind.

use ratatui::text::{Line, Span};

use super::field::Purpose;
use super::rich::Rich;
use super::session::Session;
use super::theme::Role;
use super::update::sentence;
use crate::sanitize;
use crate::workbook::describe::{ATTESTATION, NO_SIGNOFF};
use crate::workbook::{Cause, Flaw, SignOff, Standing, Workbook};

/// Lower than this, no row is left empty, and what a signature is worth comes last.
const TALL: u16 = 18;

/// The sheet, while it is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignOffs {
    /// Which of the stops is selected.
    pub selected: usize,
    /// The first row on the screen.
    pub top: usize,
}

/// What the selection stops at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// A sign-off.
    SignOff(SignOff),
    /// One person who signed in several roles.
    Twice(String),
    /// A flaw.
    Flaw(String),
}

/// A row of the sheet.
#[derive(Debug, Clone)]
pub struct SheetRow {
    /// What it shows.
    pub line: Line<'static>,
    /// The stop that it belongs to; none for headings.
    pub stop: Option<usize>,
}

impl SignOffs {
    /// The sheet behind the form of a signature, with what is signed in sight; nothing while there is no such form.
    pub fn behind_form(session: &Session) -> Option<SignOffs> {
        let Purpose::Sign(signoff, _) = session.field()?.purpose else {
            return None;
        };
        let selected = session
            .workbook
            .signoffs()
            .position(|other| other == signoff)?;
        let mut sheet = SignOffs { selected, top: 0 };
        let area = session.areas().body();
        sheet.settle(&rows(session, sheet, area.width), usize::from(area.height));
        Some(sheet)
    }

    /// Moves the selection by so many of `stops` stops.
    pub fn move_by(&mut self, step: isize, stops: usize) {
        self.selected = self
            .selected
            .saturating_add_signed(step)
            .min(stops.saturating_sub(1));
    }

    /// Brings the selection in sight on a screen of `height` rows: all of its rows, or the first of them.
    pub fn settle(&mut self, rows: &[SheetRow], height: usize) {
        let last_stop = rows.iter().filter_map(|row| row.stop).max();
        self.selected = self.selected.min(last_stop.unwrap_or_default());
        let is_selected = |row: &SheetRow| row.stop == Some(self.selected);
        let first = rows.iter().position(is_selected).unwrap_or_default();
        let last = rows.iter().rposition(is_selected).unwrap_or_default();
        // Before the first stop stands the heading.
        let first = if self.selected == 0 { 0 } else { first };
        let bottom = if last_stop == Some(self.selected) {
            rows.len()
        } else {
            last + 1
        };
        self.top = self.top.max(bottom.saturating_sub(height)).min(first);
        self.top = self.top.min(rows.len().saturating_sub(height));
    }
}

/// What the selection stops at: the sign-offs in the order of the document, then what else there is to tell.
pub fn stops(workbook: &Workbook) -> Vec<Stop> {
    let twice = workbook
        .describe_signed_twice()
        .into_iter()
        .map(Stop::Twice);
    workbook
        .signoffs()
        .map(Stop::SignOff)
        .chain(twice)
        .chain(amiss(workbook))
        .collect()
}

/// What is amiss beside the signatures that the document asks for, each in one line.
fn amiss(workbook: &Workbook) -> impl Iterator<Item = Stop> {
    let told = |flaw: Flaw| match &flaw {
        Flaw::Signature { causes, .. } => {
            let causes: Vec<String> = causes.iter().flat_map(Cause::describe).collect();
            format!("{}: {}", flaw.describe(), causes.join(", "))
        }
        Flaw::Altered(_) | Flaw::Handmade(_) | Flaw::Unknown(_) | Flaw::Orphaned(_) => {
            flaw.describe()
        }
    };
    workbook.amiss().into_iter().map(told).map(Stop::Flaw)
}

/// The rows of the sheet, wrapped to `width` columns.
pub fn rows(session: &Session, sheet: SignOffs, width: u16) -> Vec<SheetRow> {
    let workbook = &session.workbook;
    let mut page = Page {
        session,
        sheet,
        width: usize::from(width),
        rows: Vec::new(),
    };
    let is_tall = session.size.height >= TALL;
    let all = workbook.signoffs().count();
    let signed = workbook
        .signoffs()
        .filter(|&signoff| workbook.is_signed(signoff))
        .count();
    if all > 0 {
        page.put(
            None,
            &format!("Sign-offs: {signed} of {all} signed"),
            Role::Heading,
            0,
        );
        if is_tall {
            page.put(None, ATTESTATION, Role::Dim, 0);
        }
    } else {
        page.put(None, "Sign-offs", Role::Heading, 0);
        page.put(None, &sentence(NO_SIGNOFF), Role::Text, 0);
    }
    if is_tall {
        page.rows.push(SheetRow {
            line: Line::default(),
            stop: None,
        });
    }
    let mut is_below = false;
    for (index, stop) in stops(workbook).into_iter().enumerate() {
        let role = match &stop {
            Stop::SignOff(_) | Stop::Twice(_) => Role::Waiting,
            Stop::Flaw(_) => Role::Bad,
        };
        match stop {
            Stop::SignOff(signoff) => page.signoff(index, signoff),
            Stop::Twice(told) | Stop::Flaw(told) => {
                if !is_below {
                    if is_tall {
                        page.rows.push(SheetRow {
                            line: Line::default(),
                            stop: None,
                        });
                    }
                    page.put(None, "To be looked at", Role::Heading, 0);
                    is_below = true;
                }
                page.put(Some(index), &told, role, 0);
            }
        }
    }
    // Where there is little room, what can be done comes first.
    if all > 0 && !is_tall {
        page.put(None, ATTESTATION, Role::Dim, 0);
    }
    page.rows
}

struct Page<'a> {
    session: &'a Session,
    sheet: SignOffs,
    width: usize,
    rows: Vec<SheetRow>,
}

impl Page<'_> {
    /// A text of a stop, behind the mark of the selection and so many columns.
    fn put(&mut self, stop: Option<usize>, text: &str, role: Role, indent: usize) {
        let theme = &self.session.theme;
        let begins = stop.is_some() && self.rows.last().is_none_or(|row| row.stop != stop);
        let is_selected = begins && stop == Some(self.sheet.selected);
        let mark = if is_selected {
            theme.signs.selected
        } else {
            " "
        };
        let pad = " ".repeat(indent);
        let first = Span::styled(format!("{mark}{pad}"), theme.style(Role::Selected));
        let rest = Span::raw(format!("   {pad}"));
        let mut rich = Rich::default();
        rich.push(text, theme.style(role));
        let lines = rich.wrap(self.width, &first, &rest);
        self.rows
            .extend(lines.into_iter().map(|line| SheetRow { line, stop }));
    }

    fn signoff(&mut self, index: usize, signoff: SignOff) {
        let workbook = &self.session.workbook;
        let standing = workbook.signature(signoff);
        let role = standing_role(standing);
        let text = format!(
            "{}: {}",
            workbook.role(signoff),
            workbook.describe_signoff(signoff)
        );
        self.put(Some(index), &text, role, 0);
        for told in causes(workbook, signoff) {
            self.put(Some(index), &told, Role::Text, 3);
        }
        if let Some(answer) = standing.given() {
            let by = format!("by {}, {}", answer.who(), sanitize::time(&answer.at));
            self.put(Some(index), &by, Role::Dim, 3);
        }
    }
}

/// Why the signature of a sign-off does not hold, a line each.
pub fn causes(workbook: &Workbook, signoff: SignOff) -> Vec<String> {
    workbook
        .causes(signoff)
        .iter()
        .flat_map(Cause::describe)
        .collect()
}

/// The looks of how a sign-off stands.
pub fn standing_role(standing: Standing) -> Role {
    match standing {
        Standing::Valid(_) => Role::Good,
        Standing::Void(_) => Role::Bad,
        Standing::Missing | Standing::Filled => Role::Waiting,
    }
}
