//! What people did, event by event, in words: the audit of a report.

use super::Audit;
use super::facts::state_title;
use crate::progress::{Change, DOCUMENT, Event, Home, Progress, standing};
use crate::shown;

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
pub(super) fn deeds(progress: &Progress, audit: Audit) -> Vec<Deed> {
    let mut events: Vec<(&str, &Event)> = match audit {
        Audit::Full => progress.events().collect(),
        Audit::Short => {
            let standing =
                |(key, events): (_, _)| standing(events).into_iter().map(move |event| (key, event));
            progress.entries.iter().map(|(key, events)| (key.as_str(), events)).flat_map(standing).collect()
        }
        Audit::Nothing => Vec::new(),
    };
    events.sort_by_key(|(key, event)| (&event.at, *key, &event.id));
    events.into_iter().map(|(key, event)| deed(key, event)).collect()
}

fn deed(key: &str, event: &Event) -> Deed {
    let (what, to) = in_words(event);
    let on = match (key, event.on.text.as_str()) {
        (DOCUMENT, _) => "the whole document",
        (key, "") => key,
        (_, on) => on,
    };
    Deed { at: event.at.clone(), who: event.who(), what, to, on: on.to_owned() }
}

/// What an event changed, and to what.
fn in_words(event: &Event) -> (String, String) {
    let is_new = event.replaces.is_empty();
    match &event.change {
        Change::State { state: Some(state), reason, .. } => {
            (state_title(*state).to_owned(), reason.clone().unwrap_or_default())
        }
        Change::State { state: None, .. } => ("As in the document".to_owned(), String::new()),
        Change::Blank { blank, value: Some(value), carried: Some(run) } => {
            let run = if run.is_empty() { "the run without a name".to_owned() } else { format!("run {run}") };
            (format!("{blank}, carried over from {run}"), value.clone())
        }
        Change::Blank { blank, value: Some(value), carried: None } => (blank.clone(), value.clone()),
        Change::Blank { blank, value: None, .. } => (format!("{blank} emptied"), String::new()),
        Change::Note { text: Some(text) } if is_new => ("Note".to_owned(), text.clone()),
        Change::Note { text: Some(text) } => ("Note changed".to_owned(), text.clone()),
        Change::Note { text: None } => ("Note taken back".to_owned(), String::new()),
        Change::Place { home: Some(Home::Entry { on, .. }) } => {
            ("Placed".to_owned(), format!("on “{}”", on.text))
        }
        Change::Place { home: Some(Home::Nowhere) } => ("Dismissed".to_owned(), String::new()),
        Change::Place { home: None } => ("Placed by gonogo again".to_owned(), String::new()),
        Change::Phase { phase: Some(phase) } => ("Phase".to_owned(), phase.to_string()),
        Change::Phase { phase: None } => ("Phase left to the heading".to_owned(), String::new()),
        Change::Live { at: Some(at) } => ("Goes live".to_owned(), shown::time(at)),
        Change::Live { at: None } => ("When it goes live taken back".to_owned(), String::new()),
        Change::Measured { threshold, value: Some(value) } => {
            (format!("Measured {threshold}"), value.clone())
        }
        Change::Measured { threshold, value: None } => {
            (format!("Measured {threshold} taken back"), String::new())
        }
        Change::Signed { role, signature: Some(signature) } => {
            let forced = signature.forced.as_ref().map(|reason| format!(", forced: {reason}"));
            let forced = forced.unwrap_or_default();
            (format!("Signed as {role}"), format!("{}, {}{forced}", signature.name, signature.date))
        }
        Change::Signed { role, signature: None } => (format!("Signature as {role} withdrawn"), String::new()),
        Change::Unknown => ("A change that a later version made".to_owned(), String::new()),
    }
}
