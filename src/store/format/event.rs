//! One event as a line of the progress file: conversion of its fields in both directions.

use serde_json::{Map, Value};

use crate::checklist::Phase;
use crate::progress::{Aspect, Change, Correction, Event, ManualMatch, On, Signature, State};

/// The place of marks that were dismissed.
const NOWHERE: &str = "nowhere";

/// The fields of an event in the order in which they are written.
pub(super) fn fields(event: &Event) -> Map<String, Value> {
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| {
        fields.insert(name.to_owned(), value);
    };
    put("id", Value::from(event.id.as_str()));
    put("at", Value::from(event.at.as_str()));
    put("by", Value::from(event.by.as_str()));
    if let Some(acting) = &event.acting {
        put("as", Value::from(acting.as_str()));
    }
    put("on", Value::from(event.on.text.as_str()));
    if event.on.among != 1 {
        put("among", Value::from(event.on.among));
    }
    if !event.replaces.is_empty() {
        put("replaces", Value::from(event.replaces.as_slice()));
    }
    if let Some(act) = &event.act {
        put("act", Value::from(act.as_str()));
    }
    match &event.change {
        Change::State {
            state,
            reason,
            since,
        } => {
            put("state", Value::from(state.map(State::name)));
            if let Some(reason) = reason {
                put("reason", Value::from(reason.as_str()));
            }
            if let Some(since) = since {
                put("since", Value::from(since.as_str()));
            }
        }
        Change::Blank {
            blank,
            value,
            carried,
        } => {
            put("blank", Value::from(blank.as_str()));
            put("value", Value::from(value.as_deref()));
            if let Some(run) = carried {
                put("carried", Value::from(run.as_str()));
            }
        }
        Change::Note { text } => {
            put("note", Value::from(text.as_deref()));
        }
        Change::Match { to } => {
            put("place", place(to.as_ref()));
        }
        Change::Phase { phase } => put("phase", Value::from(phase.map(Phase::name))),
        Change::Live { at } => put("live", Value::from(at.as_deref())),
        Change::Measured { threshold, value } => {
            put("measured", Value::from(threshold.as_str()));
            put("value", Value::from(value.as_deref()));
        }
        Change::Variable {
            variable,
            value,
            carried,
        } => {
            put("variable", Value::from(variable.as_str()));
            put("value", Value::from(value.as_deref()));
            if let Some(run) = carried {
                put("carried", Value::from(run.as_str()));
            }
        }
        Change::Link { variable, to } => {
            put("link", Value::from(variable.as_str()));
            put("to", Value::from(to.as_deref()));
        }
        Change::Signed { role, signature } => {
            put("signed", Value::from(role.as_str()));
            signed(signature.as_deref(), put);
        }
        Change::Correction { aspect, value } => {
            put("correct", Value::from(aspect.name()));
            if let Some(slug) = aspect.threshold() {
                put("threshold", Value::from(slug));
            }
            if let Some(slug) = aspect.variable() {
                put("of", Value::from(slug));
            }
            put("to", Value::from(value.map(Correction::name)));
        }
        Change::Unknown => {}
    }
    for (name, text) in [("body", &event.on.body), ("section", &event.on.section)] {
        if let Some(text) = text {
            fields.insert(name.to_owned(), Value::from(text.as_str()));
        }
    }
    fields.extend(event.extra.clone());
    fields
}

/// A signature; a digest of `null` withdraws it.
fn signed(signature: Option<&Signature>, mut put: impl FnMut(&str, Value)) {
    let Some(signature) = signature else {
        return put("digest", Value::Null);
    };
    put("name", Value::from(signature.name.as_str()));
    put("date", Value::from(signature.date.as_str()));
    put("document", Value::from(signature.document.as_str()));
    put("digest", Value::from(signature.digest.as_str()));
    put("seen", Value::from(signature.seen.as_slice()));
    if let Some(reason) = &signature.forced {
        put("forced", Value::from(reason.as_str()));
    }
}

/// Returns the place of marks: an entry, `"nowhere"`, or `null` for where they match.
fn place(to: Option<&ManualMatch>) -> Value {
    match to {
        Some(ManualMatch::Entry { key, on }) => {
            let mut entry = Map::new();
            entry.insert("entry".to_owned(), Value::from(key.as_str()));
            entry.insert("on".to_owned(), Value::from(on.text.as_str()));
            if on.among != 1 {
                entry.insert("among".to_owned(), Value::from(on.among));
            }
            Value::Object(entry)
        }
        Some(ManualMatch::Dropped) => Value::from(NOWHERE),
        None => Value::Null,
    }
}

/// Builds an event from its fields; unknown ones stay in `extra`.
pub(super) fn event(mut fields: Map<String, Value>) -> Result<Event, String> {
    let mut text = |name: &str| match fields.shift_remove(name) {
        Some(Value::String(text)) => Ok(text),
        _ => Err(format!("an event needs a string “{name}”")),
    };
    let (id, at, by) = (text("id")?, text("at")?, text("by")?);
    let on = optional_text(&mut fields, "on")?.unwrap_or_default();
    let acting = optional_text(&mut fields, "as")?;
    let (body, section) = (
        remembered(&mut fields, "body"),
        remembered(&mut fields, "section"),
    );
    let on = On {
        text: on,
        among: among(&mut fields)?,
        body,
        section,
    };
    let replaces = ids(&mut fields, "replaces")?;
    let act = remembered(&mut fields, "act");
    let change = change(&mut fields)?;
    Ok(Event {
        id,
        at,
        by,
        acting,
        on,
        replaces,
        act,
        change,
        extra: fields,
    })
}

/// Returns the text of a field that was added to existing events. If a later version stores anything but text there, it is
/// kept as it is.
fn remembered(fields: &mut Map<String, Value>, name: &str) -> Option<String> {
    match fields.shift_remove(name)? {
        Value::String(text) => Some(text),
        other => {
            fields.insert(name.to_owned(), other);
            None
        }
    }
}

/// Takes the register and its value out of the fields of an event: the counterpart of the match in [`fields`]. A kind
/// of change that is missing here is read as [`Change::Unknown`].
fn change(fields: &mut Map<String, Value>) -> Result<Change, String> {
    let known_state = |value: &Value| {
        value.is_null()
            || value
                .as_str()
                .is_some_and(|name| State::from_name(name).is_some())
    };
    if fields.get("state").is_some_and(known_state) {
        let state = fields
            .shift_remove("state")
            .and_then(|state| State::from_name(state.as_str()?));
        let (reason, since) = (
            optional_text(fields, "reason")?,
            optional_text(fields, "since")?,
        );
        return Ok(Change::State {
            state,
            reason,
            since,
        });
    }
    if let Some(Value::String(_)) = fields.get("blank") {
        let blank = optional_text(fields, "blank")?.unwrap_or_default();
        let (value, carried) = (
            optional_text(fields, "value")?,
            optional_text(fields, "carried")?,
        );
        return Ok(Change::Blank {
            blank,
            value,
            carried,
        });
    }
    if fields.contains_key("note") {
        return Ok(Change::Note {
            text: optional_text(fields, "note")?,
        });
    }
    if let Some(change) = fields.get("place").and_then(known_place) {
        fields.shift_remove("place");
        return Ok(change);
    }
    if let Some(change) = launch_change(fields)? {
        return Ok(change);
    }
    if let Some(change) = variable_change(fields)? {
        return Ok(change);
    }
    if let Some(change) = correction(fields) {
        return Ok(change);
    }
    // A state, a place or a kind of event that a later version added.
    Ok(Change::Unknown)
}

/// Parses events about the launch: a phase, the go-live time, a measured value, a signature.
fn launch_change(fields: &mut Map<String, Value>) -> Result<Option<Change>, String> {
    let known_phase = |value: &Value| {
        value.is_null()
            || value
                .as_str()
                .is_some_and(|name| Phase::from_name(name).is_some())
    };
    if fields.get("phase").is_some_and(known_phase) {
        let phase = fields
            .shift_remove("phase")
            .and_then(|phase| Phase::from_name(phase.as_str()?));
        return Ok(Some(Change::Phase { phase }));
    }
    if fields.contains_key("live") {
        return Ok(Some(Change::Live {
            at: optional_text(fields, "live")?,
        }));
    }
    if let Some(Value::String(_)) = fields.get("measured") {
        let threshold = optional_text(fields, "measured")?.unwrap_or_default();
        return Ok(Some(Change::Measured {
            threshold,
            value: optional_text(fields, "value")?,
        }));
    }
    if matches!(fields.get("signed"), Some(Value::String(_))) && fields.contains_key("digest") {
        let role = optional_text(fields, "signed")?.unwrap_or_default();
        return Ok(Some(Change::Signed {
            role,
            signature: signature(fields)?.map(Box::new),
        }));
    }
    Ok(None)
}

/// Parses events about a variable: its value, or its link to a blank.
fn variable_change(fields: &mut Map<String, Value>) -> Result<Option<Change>, String> {
    if let Some(Value::String(_)) = fields.get("variable") {
        return Ok(Some(Change::Variable {
            variable: optional_text(fields, "variable")?.unwrap_or_default(),
            value: optional_text(fields, "value")?,
            carried: optional_text(fields, "carried")?,
        }));
    }
    if let Some(Value::String(_)) = fields.get("link") {
        return Ok(Some(Change::Link {
            variable: optional_text(fields, "link")?.unwrap_or_default(),
            to: optional_text(fields, "to")?,
        }));
    }
    Ok(None)
}

/// Parses a correction; `None` if this version doesn't know it.
fn correction(fields: &mut Map<String, Value>) -> Option<Change> {
    let slug = |name: &str| match fields.get(name) {
        None => Some(None),
        Some(slug) => slug.as_str().filter(|slug| !slug.is_empty()).map(Some),
    };
    let (threshold, variable) = (slug("threshold")?, slug("of")?);
    let of = threshold.or(variable).unwrap_or_default();
    let aspect = Aspect::from_name(fields.get("correct")?.as_str()?, of)?;
    if aspect.threshold() != threshold || aspect.variable() != variable {
        return None;
    }
    let value = match fields.get("to")? {
        Value::Null => None,
        to => Some(Correction::from_name(&aspect, to.as_str()?)?),
    };
    for name in ["correct", "threshold", "of", "to"] {
        fields.shift_remove(name);
    }
    Some(Change::Correction { aspect, value })
}

fn signature(fields: &mut Map<String, Value>) -> Result<Option<Signature>, String> {
    let Some(digest) = optional_text(fields, "digest")? else {
        return Ok(None);
    };
    let mut text = |name: &str| optional_text(fields, name).map(Option::unwrap_or_default);
    let (name, date, document) = (text("name")?, text("date")?, text("document")?);
    let (seen, forced) = (ids(fields, "seen")?, optional_text(fields, "forced")?);
    Ok(Some(Signature {
        name,
        date,
        document,
        digest,
        seen,
        forced,
    }))
}

/// Parses a place; `None` if this version doesn't know it.
fn known_place(value: &Value) -> Option<Change> {
    let to = match value {
        Value::Null => None,
        Value::String(word) if word == NOWHERE => Some(ManualMatch::Dropped),
        Value::Object(fields) => {
            let text = |name: &str| fields.get(name).and_then(Value::as_str).map(str::to_owned);
            if fields
                .keys()
                .any(|name| !matches!(name.as_str(), "entry" | "on" | "among"))
            {
                return None;
            }
            let on = On::among(text("on")?, among(&mut fields.clone()).ok()?);
            Some(ManualMatch::Entry {
                key: text("entry")?,
                on,
            })
        }
        _ => return None,
    };
    Some(Change::Match { to })
}

/// Returns how many entries had the text of an event; one if that isn't given.
fn among(fields: &mut Map<String, Value>) -> Result<usize, String> {
    match fields.shift_remove("among") {
        None => Ok(1),
        Some(number) => number
            .as_u64()
            .and_then(|number| usize::try_from(number).ok())
            .ok_or_else(|| "“among” must be a number of entries".to_owned()),
    }
}

/// Parses an array of ids, empty if it is missing.
fn ids(fields: &mut Map<String, Value>, name: &str) -> Result<Vec<String>, String> {
    let text = |id: Value| id.as_str().map(str::to_owned);
    match fields.shift_remove(name) {
        None => Ok(Vec::new()),
        Some(Value::Array(ids)) => {
            let ids: Option<Vec<String>> = ids.into_iter().map(text).collect();
            ids.ok_or_else(|| format!("the ids in “{name}” must be strings"))
        }
        Some(_) => Err(format!("“{name}” must be an array of ids")),
    }
}

fn optional_text(fields: &mut Map<String, Value>, name: &str) -> Result<Option<String>, String> {
    match fields.shift_remove(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(format!("“{name}” must be a string or null")),
    }
}
