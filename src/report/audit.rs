//! What people did, event by event, in words: the audit of a report.

use super::Audit;
use crate::progress::{DOCUMENT, Event, standing};
use crate::workbook::Workbook;
use crate::workbook::describe::{EventNames, EventText};

/// One change in words.
pub(super) struct Deed {
    /// When.
    pub(super) at: String,
    /// Who, with the user whose rights they used.
    pub(super) who: String,
    /// What was changed: a state, `Note`, or the blank.
    pub(super) what: String,
    /// To what: the reason, the value, the text.
    pub(super) to: String,
    /// The text that it was made on, or the key where that is empty.
    pub(super) on: String,
}

/// The changes that an audit lists, in order of time.
pub(super) fn deeds(workbook: &Workbook, audit: Audit) -> Vec<Deed> {
    let progress = workbook.progress();
    let mut events: Vec<(&str, &Event)> = match audit {
        Audit::Full => progress.events().collect(),
        Audit::Short => {
            let standing =
                |(key, events): (_, _)| standing(events).into_iter().map(move |event| (key, event));
            progress
                .entries
                .iter()
                .map(|(key, events)| (key.as_str(), events))
                .flat_map(standing)
                .collect()
        }
        Audit::Nothing => Vec::new(),
    };
    let names = EventNames::of(workbook);
    events.sort_by_key(|(key, event)| (&event.at, *key, &event.id));
    events
        .into_iter()
        .map(|(key, event)| deed(&names, key, event))
        .collect()
}

fn deed(names: &EventNames, key: &str, event: &Event) -> Deed {
    let EventText { label, value, .. } = names.describe(key, event);
    let on = match (key, event.on.text.as_str()) {
        (DOCUMENT, _) => "the whole document",
        (key, "") => key,
        (_, on) => on,
    };
    Deed {
        at: event.at.clone(),
        who: event.who(),
        what: label,
        to: value,
        on: on.to_owned(),
    }
}
