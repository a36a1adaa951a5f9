//! The audit log of a report: changes in words.

use super::AuditScope;
use crate::progress::{DOCUMENT, Event, standing};
use crate::workbook::Workbook;
use crate::workbook::describe::{EventNames, EventText};

/// A change in words.
pub(super) struct AuditEntry {
    /// The time of the change.
    pub(super) at: String,
    /// The person, with the user whose rights they used.
    pub(super) who: String,
    /// The change as a label: a state, `Note`, or the label of a blank.
    pub(super) label: String,
    /// The new content: a reason, value or text.
    pub(super) value: String,
    /// The text of the entry at that time, or its key if that is empty.
    pub(super) on: String,
}

/// Returns the audit log, oldest first.
pub(super) fn audit_log(workbook: &Workbook, scope: AuditScope) -> Vec<AuditEntry> {
    let progress = workbook.progress();
    let mut events: Vec<(&str, &Event)> = match scope {
        AuditScope::Full => progress.events().collect(),
        AuditScope::Short => {
            let current =
                |(key, events): (_, _)| standing(events).into_iter().map(move |event| (key, event));
            progress
                .entries
                .iter()
                .map(|(key, events)| (key.as_str(), events))
                .flat_map(current)
                .collect()
        }
        AuditScope::Nothing => Vec::new(),
    };
    let names = EventNames::of(workbook);
    events.sort_by_key(|(key, event)| (&event.at, *key, &event.id));
    events
        .into_iter()
        .map(|(key, event)| audit_entry(&names, key, event))
        .collect()
}

fn audit_entry(names: &EventNames, key: &str, event: &Event) -> AuditEntry {
    let EventText { label, value, .. } = names.describe(key, event);
    let on = match (key, event.on.text.as_str()) {
        (DOCUMENT, _) => "the whole document",
        (key, "") => key,
        (_, on) => on,
    };
    AuditEntry {
        at: event.at.clone(),
        who: event.who(),
        label,
        value,
        on: on.to_owned(),
    }
}
