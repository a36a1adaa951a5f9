//! Events in words: what somebody changed, for the history, the audit log, remote changes and void signatures.

use std::collections::HashMap;

use super::counts::{counted, run_name};
use super::states;
use crate::checklist::{EntryId, Phase};
use crate::progress::{Aspect, Change, Correction, Event, ManualMatch, Signature, State};
use crate::sanitize;
use crate::workbook::Workbook;

/// One event in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventText {
    /// The change, to follow its author: `set “Backups tested” to done`.
    pub sentence: String,
    /// The change as a label: a state, `Note`, the label of a blank.
    pub label: String,
    /// The value that was set: a reason, an answer, a text; empty without one.
    pub value: String,
}

impl EventText {
    fn new(sentence: String, label: impl Into<String>, value: impl Into<String>) -> EventText {
        EventText {
            sentence,
            label: label.into(),
            value: value.into(),
        }
    }

    /// The same for an event that changed so many items at once.
    fn in_bulk(self, items: Option<usize>) -> EventText {
        let Some(items) = items else { return self };
        let in_bulk = format!("in bulk: {}", counted(items, "item"));
        EventText {
            sentence: format!("{} ({in_bulk})", self.sentence),
            label: format!("{} ({in_bulk})", self.label),
            value: self.value,
        }
    }

    /// Label and value in one line: `RTO: 4 h`.
    pub fn line(&self) -> String {
        if self.value.is_empty() {
            self.label.clone()
        } else {
            format!("{}: {}", self.label, self.value)
        }
    }
}

/// The entries of a workbook by the keys that events have.
pub struct EventNames<'a> {
    workbook: &'a Workbook,
    entries: HashMap<(&'a str, &'a str), EntryId>,
}

impl<'a> EventNames<'a> {
    /// Indexes a workbook.
    pub fn of(workbook: &'a Workbook) -> EventNames<'a> {
        EventNames {
            workbook,
            entries: workbook.matching().places(),
        }
    }

    /// The entry that an event is about; `None` where it is unmatched.
    pub fn entry(&self, key: &str, event: &Event) -> Option<EntryId> {
        self.entries.get(&(key, event.on.text.as_str())).copied()
    }

    /// An event in words.
    pub fn describe(&self, key: &str, event: &Event) -> EventText {
        self.workbook.describe_event(self.entry(key, event), event)
    }

    /// The role of a signature, by the slug of its blank.
    pub fn role(&self, entry: Option<EntryId>, slug: &str) -> String {
        self.workbook.role_called(entry, slug)
    }
}

impl Workbook {
    /// An event in words. Without its entry, blanks, thresholds and roles are called by their slugs.
    pub fn describe_event(&self, entry: Option<EntryId>, event: &Event) -> EventText {
        let on = &event.on.text;
        match &event.change {
            Change::State { state, reason, .. } => {
                let text = state_text(on, *state, reason.as_deref());
                text.in_bulk(self.changed_with(event))
            }
            Change::Blank {
                blank,
                value,
                carried,
            } => {
                let label = self.blank_called(entry, blank);
                blank_text(on, &label, value.as_deref(), carried.as_deref())
            }
            Change::Note { text } => note_text(on, text.as_deref(), event.replaces.is_empty()),
            Change::Match { to } => match_text(on, to.as_ref()),
            Change::Phase { phase } => phase_text(on, *phase),
            Change::Correction {
                aspect: Aspect::Variable(slug),
                value,
            } => variable_need_text(self.variable_name(slug), *value),
            Change::Correction { aspect, value } => {
                let slug = aspect.threshold().filter(|slug| !slug.is_empty());
                let threshold = slug.map(|slug| self.measured_called(entry, slug));
                correction_text(on, aspect, threshold.as_deref(), *value)
            }
            Change::Live { at } => live_text(at.as_deref()),
            Change::Measured { threshold, value } => {
                let label = self.measured_called(entry, threshold);
                measured_text(on, &label, value.as_deref())
            }
            Change::Variable {
                variable,
                value,
                carried,
            } => {
                let name = self.variable_name(variable);
                variable_text(on, name, value.as_deref(), carried.as_deref())
            }
            Change::Link { variable, to } => {
                link_text(on, self.variable_name(variable), to.as_deref())
            }
            Change::Signed { role, signature } => {
                signed_text(&self.role_called(entry, role), signature.as_deref())
            }
            Change::Unknown => EventText::new(
                format!("changed “{on}” with a newer version of gonogo"),
                "Change by a newer version",
                "",
            ),
        }
    }

    /// The label of a blank by its slug; the slug where it is gone.
    fn blank_called(&self, entry: Option<EntryId>, slug: &str) -> String {
        let blank = entry.and_then(|id| self.blank_of(id, slug));
        let label = blank.map(|blank| self.checklist().blank(blank).label.as_str());
        label
            .filter(|label| !label.trim().is_empty())
            .unwrap_or(slug)
            .to_owned()
    }

    fn role_called(&self, entry: Option<EntryId>, slug: &str) -> String {
        let blank = entry.and_then(|id| self.blank_of(id, slug));
        blank.map_or_else(|| slug.to_owned(), |blank| self.role_at(blank).to_owned())
    }

    fn measured_called(&self, entry: Option<EntryId>, slug: &str) -> String {
        entry.map_or_else(|| slug.to_owned(), |id| self.name_of_measured(id, slug))
    }
}

fn state_text(on: &str, state: Option<State>, reason: Option<&str>) -> EventText {
    match state {
        Some(state) => EventText::new(
            format!("set “{on}” to {}", state.words()),
            states::title(state),
            reason.unwrap_or_default(),
        ),
        None => EventText::new(format!("cleared the state of “{on}”"), "State cleared", ""),
    }
}

fn blank_text(on: &str, label: &str, value: Option<&str>, carried: Option<&str>) -> EventText {
    let Some(value) = value else {
        return EventText::new(
            format!("cleared a blank of “{on}”"),
            format!("{label} cleared"),
            "",
        );
    };
    let from = carried.map(|run| format!(", copied from {}", run_name(run)));
    EventText::new(
        format!("filled “{on}” with “{value}”"),
        format!("{label}{}", from.unwrap_or_default()),
        value,
    )
}

fn note_text(on: &str, text: Option<&str>, is_new: bool) -> EventText {
    match text {
        Some(text) if is_new => EventText::new(format!("added a note to “{on}”"), "Note", text),
        Some(text) => EventText::new(format!("edited a note on “{on}”"), "Note edited", text),
        None => EventText::new(format!("deleted a note on “{on}”"), "Note deleted", ""),
    }
}

fn phase_text(on: &str, phase: Option<Phase>) -> EventText {
    match phase {
        Some(phase) => EventText::new(
            format!("set the phase of “{on}” to {phase}"),
            "Phase",
            phase.to_string(),
        ),
        None => EventText::new(format!("reset the phase of “{on}”"), "Phase reset", ""),
    }
}

fn correction_text(
    on: &str,
    aspect: &Aspect<String>,
    threshold: Option<&str>,
    value: Option<Correction>,
) -> EventText {
    let of = threshold.map(|name| format!(" {name}"));
    let what = format!("{}{}", aspect.word(), of.unwrap_or_default());
    match value {
        Some(value) => EventText::new(
            format!("corrected the {what} of “{on}” to {value}"),
            format!("Corrected {what}"),
            value.to_string(),
        ),
        None => EventText::new(
            format!("left the {what} of “{on}” to the document"),
            format!("Correction of {what} cleared"),
            "",
        ),
    }
}

/// The need of a variable.
fn variable_need_text(name: &str, value: Option<Correction>) -> EventText {
    match value {
        Some(value) => EventText::new(
            format!("corrected the need of {name} to {value}"),
            format!("Corrected need of {name}"),
            value.to_string(),
        ),
        None => EventText::new(
            format!("left the need of {name} to the document"),
            format!("Correction of need of {name} cleared"),
            "",
        ),
    }
}

fn live_text(at: Option<&str>) -> EventText {
    match at {
        Some(at) => EventText::new(
            format!("set the go-live time to {}", sanitize::time(at)),
            "Go-live time",
            sanitize::time(at),
        ),
        None => EventText::new(
            "cleared the go-live time".to_owned(),
            "Go-live time cleared",
            "",
        ),
    }
}

fn measured_text(on: &str, label: &str, value: Option<&str>) -> EventText {
    match value {
        Some(value) => EventText::new(
            format!("measured “{value}” for “{on}”"),
            format!("Measured {label}"),
            value,
        ),
        None => EventText::new(
            format!("cleared a measured value of “{on}”"),
            format!("Measured {label} cleared"),
            "",
        ),
    }
}

/// The value of a variable; `on` is empty for all of its places.
fn variable_text(on: &str, name: &str, value: Option<&str>, carried: Option<&str>) -> EventText {
    let only = if on.is_empty() {
        String::new()
    } else {
        format!(" for “{on}” only")
    };
    let Some(value) = value else {
        return EventText::new(
            format!("cleared {name}{only}"),
            format!("{name} cleared"),
            "",
        );
    };
    let from = carried.map(|run| format!(", copied from {}", run_name(run)));
    EventText::new(
        format!("set {name} to “{value}”{only}"),
        format!("{name}{}", from.unwrap_or_default()),
        value,
    )
}

/// The link of a variable to a blank of an entry.
fn link_text(on: &str, name: &str, to: Option<&str>) -> EventText {
    match to {
        Some(to) => EventText::new(
            format!("linked {name} to a blank of “{on}”"),
            format!("{name} linked"),
            to,
        ),
        None => EventText::new(format!("unlinked {name}"), format!("{name} unlinked"), ""),
    }
}

fn signed_text(role: &str, signature: Option<&Signature>) -> EventText {
    let Some(signature) = signature else {
        return EventText::new(
            format!("withdrew the signature as {role}"),
            format!("Signature as {role} withdrawn"),
            "",
        );
    };
    let forced = signature
        .forced
        .as_ref()
        .map(|reason| format!(", forced: {reason}"));
    EventText::new(
        format!("signed as {role}{}", forced.unwrap_or_default()),
        format!("Signed as {role}"),
        signature.to_string(),
    )
}

/// A person's decision where marks belong.
fn match_text(on: &str, to: Option<&ManualMatch>) -> EventText {
    match to {
        Some(ManualMatch::Entry { on: other, .. }) => EventText::new(
            format!("moved the marks of “{on}” to “{}”", other.text),
            "Moved",
            format!("to “{}”", other.text),
        ),
        Some(ManualMatch::Dropped) => {
            EventText::new(format!("dropped the marks of “{on}”"), "Dropped", "")
        }
        None => EventText::new(format!("undid the move of “{on}”"), "Move undone", ""),
    }
}
