//! The detail of the selected row: of an entry its text, state, blanks, the document below it, notes and history; of an
//! unmatched mark all that it contains.

mod blocks;
mod corrections;
mod history;
mod launch;
mod marks;
mod signoffs;
mod table;
mod unmatched;
mod variables;

use ratatui::text::{Line, Span};

use super::fragment::Fragment;
use super::markdown::{self, NumberedLinks, push_piece};
use super::model::Model;
use super::outline::OutlineRow;
use super::styled_text::StyledText;
use super::theme::StyleRole;
use crate::checklist::{BlankId, EntryId, Form};
use crate::progress::State;
use crate::sanitize;

/// The most ancestors of an entry that are named.
const ABOVE: usize = 6;

/// The rows of the detail, wrapped to `width` columns.
pub fn rows(model: &Model, width: u16) -> Vec<Line<'static>> {
    let mut page = DetailPage {
        model,
        width: usize::from(width),
        rows: Vec::new(),
        links: NumberedLinks::default(),
    };
    match model.outline.row() {
        Some(OutlineRow::Entry(id)) => page.entry(id),
        Some(OutlineRow::UnmatchedHeading) => page.unmatched_heading(),
        Some(OutlineRow::Unmatched(_)) => model
            .unmatched()
            .into_iter()
            .for_each(|what| page.unmatched(what)),
        None => page.blocks(model.checklist().preamble(), 0),
    }
    page.rows
}

struct DetailPage<'a> {
    model: &'a Model,
    width: usize,
    rows: Vec<Line<'static>>,
    links: NumberedLinks,
}

impl DetailPage<'_> {
    fn entry(&mut self, id: EntryId) {
        self.text(id);
        self.place(id);
        self.moved(id);
        self.state(id);
        self.phase(id);
        self.traits(id);
        self.corrections(id);
        self.due(id);
        self.measurements(id);
        self.signoffs(id);
        self.blanks(id);
        self.variables(id);
        self.conflicts(id);
        let checklist = self.model.checklist();
        if id == EntryId(0) {
            self.blocks(checklist.preamble(), 0);
        }
        self.blocks(&checklist.entry(id).blocks, checklist.entry(id).quotes);
        self.targets();
        self.notes(&self.model.workbook.marks(id).notes, &checklist.name(id));
        self.history(id);
    }

    /// The targets of the links above, by their numbers.
    fn targets(&mut self) {
        let targets = self.links.targets().to_vec();
        if !targets.is_empty() {
            self.gap();
        }
        for (index, target) in targets.iter().enumerate() {
            let number = Span::styled(
                format!("[{}] ", index + 1),
                self.model.theme.style(StyleRole::Dim),
            );
            let rest = Span::raw(" ".repeat(number.width()));
            let target = self.styled(target, StyleRole::Text);
            self.put(&target, &number, &rest);
        }
    }

    fn put(&mut self, rich: &StyledText, first: &Span<'static>, rest: &Span<'static>) {
        self.rows.extend(rich.wrap(self.width, first, rest));
    }

    fn put_plain(&mut self, rich: &StyledText) {
        self.put(rich, &Span::raw(""), &Span::raw(""));
    }

    fn gap(&mut self) {
        if self.rows.last().is_some_and(|row| row.width() > 0) {
            self.rows.push(Line::default());
        }
    }

    fn styled(&self, text: &str, role: StyleRole) -> StyledText {
        let mut rich = StyledText::default();
        rich.push(text, self.model.theme.style(role));
        rich
    }

    /// The text of the entry, with the values of its blanks in their places.
    fn text(&mut self, id: EntryId) {
        let theme = &self.model.theme;
        let checklist = self.model.checklist();
        let entry = checklist.entry(id);
        let base = theme.style(if entry.is_section() {
            StyleRole::Heading
        } else {
            StyleRole::Text
        });
        let mut blanks = entry
            .blanks
            .clone()
            .map(|index| &checklist.blank(BlankId(index)).form);
        let rich = if blanks.all(|form| *form == Form::Inline) && !entry.is_box() {
            let excerpt = Fragment::inline(checklist, entry.head.clone(), entry.quotes);
            markdown::render(self.model, &excerpt, base, &mut self.links)
        } else {
            let mut rich = StyledText::default();
            for piece in self.model.workbook.pieces(id) {
                push_piece(&mut rich, piece, base, self.model);
            }
            rich
        };
        self.put_plain(&rich);
    }

    /// Adds the place of the entry: its line and its ancestors, without the title. In walk mode the
    /// sections are above it all.
    fn place(&mut self, id: EntryId) {
        let checklist = self.model.checklist();
        let mut place = format!("line {}", checklist.entry(id).line);
        let is_walk = self.model.walk.is_some();
        let is_named = |&up: &EntryId| {
            checklist.title() != Some(up) && !(is_walk && checklist.entry(up).is_section())
        };
        let mut above: Vec<EntryId> = checklist
            .ancestors(id)
            .filter(is_named)
            .take(ABOVE)
            .collect();
        above.reverse();
        for up in above {
            let text = sanitize::one_line(&self.model.workbook.reading(up)).into_owned();
            place.push_str(&format!(" {} {text}", self.model.theme.signs.dot));
        }
        let place = self.styled(&place, StyleRole::Dim);
        self.put_plain(&place);
        if checklist.entry(id).is_garbled() {
            let lost = self.styled(
                "Some characters of this text are lost (wrong encoding).",
                StyleRole::Waiting,
            );
            self.put_plain(&lost);
        }
    }

    /// Adds the earlier key of the entry, if it was marked elsewhere.
    fn moved(&mut self, id: EntryId) {
        let moved = self
            .model
            .workbook
            .matching()
            .moved()
            .iter()
            .filter(|(_, on)| *on == id);
        for (unit, _) in moved {
            let told = self.styled(&format!("moved from {}", unit.key), StyleRole::Dim);
            self.put_plain(&told);
        }
    }

    fn state(&mut self, id: EntryId) {
        let workbook = &self.model.workbook;
        let entry = self.model.checklist().entry(id);
        if entry.is_section() {
            let tally = workbook.tally_of(id);
            let counts = [
                (tally.finished(), tally.total(), "items done"),
                (
                    tally.filled - tally.variables_filled,
                    tally.blanks - tally.variables,
                    "blanks filled",
                ),
                (tally.variables_filled, tally.variables, "variables filled"),
                (tally.boxes_ticked, tally.boxes, "other boxes ticked"),
            ];
            let counts = counts.iter().filter(|(_, all, _)| *all > 0);
            let told: Vec<String> = counts
                .map(|(some, all, what)| format!("{some} of {all} {what}"))
                .collect();
            let rich = self.styled(&told.join(", "), StyleRole::Text);
            if !rich.is_empty() {
                self.put_plain(&rich);
            }
        }
        if entry.can_be_ticked() {
            let rich = self.item_state(id);
            self.put_plain(&rich);
        }
    }

    /// Adds the attributes of an item: optional, owners, dates, priority.
    fn traits(&mut self, id: EntryId) {
        let checklist = self.model.checklist();
        if !checklist.entry(id).can_be_ticked() {
            return;
        }
        let traits = checklist.traits(id);
        let mut told: Vec<String> = Vec::new();
        told.extend(
            self.model
                .workbook
                .is_optional(id)
                .then(|| "optional".to_owned()),
        );
        let is_struck = checklist.is_struck(id) && self.model.workbook.state(id) == State::Open;
        told.extend(is_struck.then(|| "struck out in the document, but still open".to_owned()));
        // Thresholds of an item are displayed with its measured values.
        let asked = traits
            .thresholds
            .iter()
            .filter(|_| !checklist.entry(id).is_item());
        told.extend(asked.map(|threshold| format!("threshold: {threshold}")));
        told.extend(traits.owners);
        // The cadence is displayed with the due date.
        told.extend(traits.cadence.filter(|_| !self.has_date(id)));
        told.extend(traits.priority);
        if !told.is_empty() {
            let separator = format!(" {} ", self.model.theme.signs.dot);
            let rich = self.styled(&told.join(&separator), StyleRole::Waiting);
            self.put_plain(&rich);
        }
    }
}
