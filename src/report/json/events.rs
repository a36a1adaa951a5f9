//! The events of a report as JSON.

use serde::Serialize;

use crate::checklist::Phase;
use crate::progress::{Change, Event, Home, Progress, State, standing};
use crate::report::Audit;

/// One event; only the fields of its kind of change are there.
#[derive(Serialize, Default)]
pub(super) struct Happened<'a> {
    id: &'a str,
    at: &'a str,
    by: &'a str,
    #[serde(rename = "as", skip_serializing_if = "Option::is_none")]
    acting: Option<&'a str>,
    key: &'a str,
    on: &'a str,
    replaces: &'a [String],
    kind: &'static str,
    /// What it was set to: a state, a value, a note, a phase, a moment, a name, the key of an
    /// entry; null leaves it to the document.
    to: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    blank: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    carried: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    threshold: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    digest: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    forced: Option<&'a str>,
}

/// The events that an audit lists, in order of time.
pub(super) fn events(progress: &Progress, audit: Audit) -> Vec<Happened<'_>> {
    let those = |events| match audit {
        Audit::Full => events,
        Audit::Short => standing(events),
        Audit::Nothing => Vec::new(),
    };
    let entries = progress.entries.iter();
    let events = entries.map(|(key, events)| (key, those(events.iter().collect())));
    let mut told: Vec<_> = events
        .flat_map(|(key, events)| events.into_iter().map(move |event| (key, event)))
        .collect();
    told.sort_by_key(|(key, event)| (&event.at, *key, &event.id));
    told.into_iter()
        .map(|(key, event)| happened(key, event))
        .collect()
}

fn happened<'a>(key: &'a str, event: &'a Event) -> Happened<'a> {
    let happened = Happened {
        id: &event.id,
        at: &event.at,
        by: &event.by,
        acting: event.acting.as_deref(),
        key,
        on: &event.on.text,
        replaces: &event.replaces,
        kind: event.change.register().name(),
        ..Happened::default()
    };
    match &event.change {
        Change::State { state, reason, .. } => Happened {
            to: state.map(State::name),
            reason: reason.as_deref(),
            ..happened
        },
        Change::Blank {
            blank,
            value,
            carried,
        } => Happened {
            to: value.as_deref(),
            blank: Some(blank),
            carried: carried.as_deref(),
            ..happened
        },
        Change::Note { text } => Happened {
            to: text.as_deref(),
            ..happened
        },
        Change::Place {
            home: Some(Home::Entry { key, .. }),
        } => Happened {
            to: Some(key),
            ..happened
        },
        Change::Place {
            home: Some(Home::Nowhere),
        } => Happened {
            to: Some("nowhere"),
            ..happened
        },
        Change::Phase { phase } => Happened {
            to: phase.map(Phase::name),
            ..happened
        },
        Change::Live { at } => Happened {
            to: at.as_deref(),
            ..happened
        },
        Change::Measured { threshold, value } => Happened {
            to: value.as_deref(),
            threshold: Some(threshold),
            ..happened
        },
        Change::Signed {
            role,
            signature: Some(signature),
        } => Happened {
            to: Some(&signature.name),
            role: Some(role),
            date: Some(&signature.date),
            digest: Some(&signature.digest),
            forced: signature.forced.as_deref(),
            ..happened
        },
        Change::Signed {
            role,
            signature: None,
        } => Happened {
            role: Some(role),
            ..happened
        },
        Change::Place { home: None } | Change::Unknown => happened,
    }
}
