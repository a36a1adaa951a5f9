//! What people did, event by event, in words: the audit of a report.

use std::collections::HashMap;

use super::AuditScope;
use super::summary::state_title;
use crate::checklist::EntryId;
use crate::progress::{Change, DOCUMENT, Event, Home, standing};
use crate::sanitize;
use crate::workbook::Workbook;

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

/// What entries and blanks are called, by the keys that events have.
pub(super) struct Names<'a> {
    workbook: &'a Workbook,
    entries: HashMap<(&'a str, &'a str), EntryId>,
}

impl<'a> Names<'a> {
    /// The names of a workbook.
    pub(super) fn of(workbook: &'a Workbook) -> Names<'a> {
        let units = |id| {
            workbook
                .placing()
                .units(id)
                .iter()
                .map(move |unit| (unit, id))
        };
        let units = workbook.checklist().ids().flat_map(units);
        let entries = units
            .map(|(unit, id)| ((unit.key.as_str(), unit.on.as_str()), id))
            .collect();
        Names { workbook, entries }
    }

    /// The entry that an event is about, if it has a place.
    pub(super) fn entry(&self, key: &str, event: &Event) -> Option<EntryId> {
        self.entries.get(&(key, event.on.text.as_str())).copied()
    }

    /// The label of a blank; its slug where it has no place any more.
    fn blank(&self, entry: Option<EntryId>, slug: &str) -> String {
        let blank = entry.and_then(|id| self.workbook.blank_of(id, slug));
        let label = blank.map(|blank| self.workbook.checklist().blank(blank).label.as_str());
        label
            .filter(|label| !label.trim().is_empty())
            .unwrap_or(slug)
            .to_owned()
    }

    /// Whose signature a slug stands for.
    pub(super) fn role(&self, entry: Option<EntryId>, slug: &str) -> String {
        let blank = entry.and_then(|id| self.workbook.blank_of(id, slug));
        blank.map_or_else(
            || slug.to_owned(),
            |blank| self.workbook.role_at(blank).to_owned(),
        )
    }

    fn measured(&self, entry: Option<EntryId>, slug: &str) -> String {
        entry.map_or_else(
            || slug.to_owned(),
            |id| self.workbook.name_of_measured(id, slug),
        )
    }
}

/// The changes that an audit lists, in order of time.
pub(super) fn deeds(workbook: &Workbook, scope: AuditScope) -> Vec<Deed> {
    let progress = workbook.progress();
    let mut events: Vec<(&str, &Event)> = match scope {
        AuditScope::Full => progress.events().collect(),
        AuditScope::Short => {
            let standing =
                |(key, events): (_, _)| standing(events).into_iter().map(move |event| (key, event));
            progress
                .entries
                .iter()
                .map(|(key, events)| (key.as_str(), events))
                .flat_map(standing)
                .collect()
        }
        AuditScope::Nothing => Vec::new(),
    };
    let names = Names::of(workbook);
    events.sort_by_key(|(key, event)| (&event.at, *key, &event.id));
    events
        .into_iter()
        .map(|(key, event)| deed(&names, key, event))
        .collect()
}

fn deed(names: &Names, key: &str, event: &Event) -> Deed {
    let (what, to) = in_words(names, names.entry(key, event), event);
    let on = match (key, event.on.text.as_str()) {
        (DOCUMENT, _) => "the whole document",
        (key, "") => key,
        (_, on) => on,
    };
    Deed {
        at: event.at.clone(),
        who: event.who(),
        what,
        to,
        on: on.to_owned(),
    }
}

/// What an event changed, and to what.
fn in_words(names: &Names, entry: Option<EntryId>, event: &Event) -> (String, String) {
    let is_new = event.replaces.is_empty();
    match &event.change {
        Change::State {
            state: Some(state),
            reason,
            ..
        } => (
            state_title(*state).to_owned(),
            reason.clone().unwrap_or_default(),
        ),
        Change::State { state: None, .. } => ("As in the document".to_owned(), String::new()),
        Change::Blank {
            blank,
            value: Some(value),
            carried: Some(run),
        } => {
            let run = if run.is_empty() {
                "the run without a name".to_owned()
            } else {
                format!("run {run}")
            };
            (
                format!("{}, carried over from {run}", names.blank(entry, blank)),
                value.clone(),
            )
        }
        Change::Blank {
            blank,
            value: Some(value),
            carried: None,
        } => (names.blank(entry, blank), value.clone()),
        Change::Blank {
            blank, value: None, ..
        } => (
            format!("{} emptied", names.blank(entry, blank)),
            String::new(),
        ),
        Change::Note { text: Some(text) } if is_new => ("Note".to_owned(), text.clone()),
        Change::Note { text: Some(text) } => ("Note changed".to_owned(), text.clone()),
        Change::Note { text: None } => ("Note taken back".to_owned(), String::new()),
        Change::Place {
            home: Some(Home::Entry { on, .. }),
        } => ("Placed".to_owned(), format!("on “{}”", on.text)),
        Change::Place {
            home: Some(Home::Nowhere),
        } => ("Dismissed".to_owned(), String::new()),
        Change::Place { home: None } => ("Placed by gonogo again".to_owned(), String::new()),
        Change::Phase { phase: Some(phase) } => ("Phase".to_owned(), phase.to_string()),
        Change::Phase { phase: None } => ("Phase left to the heading".to_owned(), String::new()),
        Change::Live { at: Some(at) } => ("Goes live".to_owned(), sanitize::time(at)),
        Change::Live { at: None } => ("When it goes live taken back".to_owned(), String::new()),
        Change::Measured {
            threshold,
            value: Some(value),
        } => (
            format!("Measured {}", names.measured(entry, threshold)),
            value.clone(),
        ),
        Change::Measured {
            threshold,
            value: None,
        } => (
            format!("Measured {} taken back", names.measured(entry, threshold)),
            String::new(),
        ),
        Change::Signed {
            role,
            signature: Some(signature),
        } => {
            let forced = signature
                .forced
                .as_ref()
                .map(|reason| format!(", forced: {reason}"));
            let forced = forced.unwrap_or_default();
            (
                format!("Signed as {}", names.role(entry, role)),
                format!("{}, {}{forced}", signature.name, signature.date),
            )
        }
        Change::Signed {
            role,
            signature: None,
        } => (
            format!("Signature as {} withdrawn", names.role(entry, role)),
            String::new(),
        ),
        Change::Unknown => (
            "A change that a later version made".to_owned(),
            String::new(),
        ),
    }
}
