//! The launch in the outline: phases of sections, due dates, and the clock behind them.

use chrono::{DateTime, Datelike, Utc};

use super::model::Model;
use super::outline::OutlineRow;
use super::theme::StyleRole;
use crate::checklist::{Cadence, EntryId, Origin, Phase, Span};
use crate::workbook::{Due, When};

impl Model {
    /// Returns the due date of an item, and of what is folded under it, if it is due; without dates
    /// where there is little room.
    pub fn due_on_row(&self, id: EntryId, roomy: bool) -> Option<(String, StyleRole)> {
        let due = self
            .workbook
            .due(id, self.now)
            .filter(|due| due.when != When::Later);
        if let Some(due) = due {
            let words = if roomy {
                in_brief(due, self.now)
            } else {
                word(due.when).to_owned()
            };
            return Some((words, role(due.when)));
        }
        if !self.outline.is_folded(OutlineRow::Entry(id)) {
            return None;
        }
        let under = id..self.checklist().entry(id).end;
        let all = self
            .workbook
            .all_due(self.now)
            .into_iter()
            .filter(|(id, _)| under.contains(id));
        let (overdue, due): (Vec<_>, Vec<_>) = all.partition(|(_, due)| due.when == When::Overdue);
        let (count, when) = match (overdue.len(), due.len()) {
            (0, 0) => return None,
            (0, due) => (due, When::Due),
            (overdue, _) => (overdue, When::Overdue),
        };
        Some((format!("{count} {}", word(when)), role(when)))
    }

    /// Returns the phase at the row of a section where it starts. With little room, phases from
    /// headings are left out.
    pub fn phase_on_row(&self, id: EntryId, roomy: bool) -> Option<(String, StyleRole)> {
        let from = self.workbook.phase_reading(id).origin;
        let above = self
            .checklist()
            .entry(id)
            .parent
            .and_then(|up| self.workbook.phase_origin(up));
        let next_section_rows =
            above.is_some_and(|up| self.workbook.phase(up) == self.workbook.phase(id));
        let is_told = match from {
            Origin::Person => true,
            Origin::Annotation | Origin::Pattern => roomy && !next_section_rows,
            Origin::Inherited | Origin::Default => false,
        };
        self.phase_in_brief(id).filter(|_| is_told)
    }

    /// Returns the phase of an entry: in parentheses if from a heading, in brackets if set by a
    /// person; nothing by default.
    pub fn phase_in_brief(&self, id: EntryId) -> Option<(String, StyleRole)> {
        let origin = self.workbook.phase_origin(id)?;
        let phase = self.workbook.phase(origin);
        Some(match self.workbook.phase_reading(origin).origin {
            _ if self.workbook.is_phase_disputed(origin) => (format!("[{phase}?]"), StyleRole::Bad),
            Origin::Person => (format!("[{phase}]"), StyleRole::Text),
            Origin::Annotation | Origin::Pattern | Origin::Inherited | Origin::Default => {
                (format!("({phase})"), StyleRole::Dim)
            }
        })
    }
}

/// `due 24 Nov`, `OVERDUE 21 Nov`: with the year where it is not this one, with the time where hours count.
pub fn in_brief(due: Due, now: DateTime<Utc>) -> String {
    let year = if due.at.year() == now.year() {
        ""
    } else {
        " %Y"
    };
    let is_of_hours = match due.cadence {
        Cadence::Within(span) | Cadence::Every(span) | Cadence::Ahead(span) => {
            matches!(span, Span::Hours(_))
        }
        Cadence::On(_) => false,
    };
    let time = if is_of_hours { " %H:%M" } else { "" };
    format!(
        "{} {}",
        word(due.when),
        due.at.format(&format!("%-d %b{year}{time}"))
    )
}

/// The word for a due date; capitals where it is over, as there may be no color.
pub fn word(when: When) -> &'static str {
    if when == When::Overdue {
        "OVERDUE"
    } else {
        "due"
    }
}

/// The looks of a due date.
pub fn role(when: When) -> StyleRole {
    match when {
        When::Later => StyleRole::Dim,
        When::Due => StyleRole::Waiting,
        When::Overdue => StyleRole::Bad,
    }
}

/// The word for a choice, as on the command line.
pub fn phase_choice_name(choice: Option<Phase>) -> &'static str {
    choice.map_or("auto", Phase::name)
}
