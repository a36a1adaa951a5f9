//! The events of a JSON report.

use schemars::JsonSchema;
use serde::Serialize;

use crate::checklist::Phase;
use crate::progress::{Change, Correction, Event, ManualMatch, Progress, State, standing};
use crate::report::AuditScope;
use crate::report::json_types::words::RegisterKind;

/// A change that somebody made; it has only the fields of its kind.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Event")]
pub(super) struct JsonEvent<'a> {
    /// The id of the event.
    id: &'a str,
    /// The time of the change, as in the progress file.
    at: &'a str,
    /// The person.
    by: &'a str,
    /// The user whose rights that person used, if that is another.
    #[serde(rename = "as", skip_serializing_if = "Option::is_none")]
    acting: Option<&'a str>,
    /// The key in the progress file.
    key: &'a str,
    /// The text of the entry at that time.
    on: &'a str,
    /// The ids of the events that it replaces.
    replaces: &'a [String],
    /// The change of several items at once that this is part of: the same id on each of its events.
    #[serde(skip_serializing_if = "Option::is_none")]
    act: Option<&'a str>,
    /// The register it sets.
    kind: RegisterKind,
    /// The new content: a state, a value, the text of a note, a phase, a time, the name under a signature, the key of
    /// an entry or of a linked blank, `nowhere`, or a corrected reading; null leaves it to the document.
    to: Option<&'a str>,
    /// The reason for a state.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    /// The slug of the blank.
    #[serde(skip_serializing_if = "Option::is_none")]
    blank: Option<&'a str>,
    /// The run that the value was copied from.
    #[serde(skip_serializing_if = "Option::is_none")]
    carried: Option<&'a str>,
    /// The slug of the measurement.
    #[serde(skip_serializing_if = "Option::is_none")]
    measured: Option<&'a str>,
    /// The slug of the variable.
    #[serde(skip_serializing_if = "Option::is_none")]
    variable: Option<&'a str>,
    /// The corrected aspect: need, sense, signoff, counts or choice.
    #[serde(skip_serializing_if = "Option::is_none")]
    aspect: Option<&'a str>,
    /// The slug of the role that signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'a str>,
    /// The date of a signature.
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'a str>,
    /// The digest of the signed content.
    #[serde(skip_serializing_if = "Option::is_none")]
    digest: Option<&'a str>,
    /// The reason for signing despite blockers.
    #[serde(skip_serializing_if = "Option::is_none")]
    forced: Option<&'a str>,
}

/// Returns the events of an audit log, oldest first.
pub(super) fn events(progress: &Progress, scope: AuditScope) -> Vec<JsonEvent<'_>> {
    let those = |events| match scope {
        AuditScope::Full => events,
        AuditScope::Short => standing(events),
        AuditScope::Nothing => Vec::new(),
    };
    let entries = progress.entries.iter();
    let events = entries.map(|(key, events)| (key, those(events.iter().collect())));
    let mut sorted: Vec<_> = events
        .flat_map(|(key, events)| events.into_iter().map(move |event| (key, event)))
        .collect();
    sorted.sort_by_key(|(key, event)| (&event.at, *key, &event.id));
    sorted
        .into_iter()
        .map(|(key, event)| json_event(key, event))
        .collect()
}

/// The fields of all events.
fn common<'a>(key: &'a str, event: &'a Event) -> JsonEvent<'a> {
    JsonEvent {
        id: &event.id,
        at: &event.at,
        by: &event.by,
        acting: event.acting.as_deref(),
        key,
        on: &event.on.text,
        replaces: &event.replaces,
        act: event.act.as_deref(),
        kind: (&event.change.register()).into(),
        to: None,
        reason: None,
        blank: None,
        carried: None,
        measured: None,
        variable: None,
        aspect: None,
        role: None,
        date: None,
        digest: None,
        forced: None,
    }
}

fn json_event<'a>(key: &'a str, event: &'a Event) -> JsonEvent<'a> {
    let common = common(key, event);
    match &event.change {
        Change::State { state, reason, .. } => JsonEvent {
            to: state.map(State::name),
            reason: reason.as_deref(),
            ..common
        },
        Change::Blank {
            blank,
            value,
            carried,
        } => JsonEvent {
            to: value.as_deref(),
            blank: Some(blank),
            carried: carried.as_deref(),
            ..common
        },
        Change::Note { text } => JsonEvent {
            to: text.as_deref(),
            ..common
        },
        Change::Match {
            to: Some(ManualMatch::Entry { key, .. }),
        } => JsonEvent {
            to: Some(key),
            ..common
        },
        Change::Match {
            to: Some(ManualMatch::Dropped),
        } => JsonEvent {
            to: Some("nowhere"),
            ..common
        },
        Change::Phase { phase } => JsonEvent {
            to: phase.map(Phase::name),
            ..common
        },
        Change::Correction { aspect, value } => JsonEvent {
            to: value.map(Correction::name),
            aspect: Some(aspect.name()),
            measured: aspect.threshold(),
            ..common
        },
        Change::Live { at } => JsonEvent {
            to: at.as_deref(),
            ..common
        },
        Change::Measured { threshold, value } => JsonEvent {
            to: value.as_deref(),
            measured: Some(threshold),
            ..common
        },
        Change::Variable {
            variable,
            value,
            carried,
        } => JsonEvent {
            to: value.as_deref(),
            variable: Some(variable),
            carried: carried.as_deref(),
            ..common
        },
        Change::Link { variable, to } => JsonEvent {
            to: to.as_deref(),
            variable: Some(variable),
            ..common
        },
        Change::Signed {
            role,
            signature: Some(signature),
        } => JsonEvent {
            to: Some(&signature.name),
            role: Some(role),
            date: Some(&signature.date),
            digest: Some(&signature.digest),
            forced: signature.forced.as_deref(),
            ..common
        },
        Change::Signed {
            role,
            signature: None,
        } => JsonEvent {
            role: Some(role),
            ..common
        },
        Change::Match { to: None } | Change::Unknown => common,
    }
}
