//! What a progress file says, without what differs from one walk to the next that does the same: ids and times. Events
//! are named by what they set in place of their ids.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// Every event as a line, sorted.
pub(super) fn said(progress: &str) -> Vec<String> {
    let progress: Value = serde_json::from_str(progress).unwrap();
    let events: Vec<(&String, &Map<String, Value>)> = progress["entries"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(key, events)| {
            events
                .as_array()
                .unwrap()
                .iter()
                .map(move |event| (key, event.as_object().unwrap()))
        })
        .collect();
    let names: BTreeMap<&str, String> = events
        .iter()
        .map(|(key, event)| (event["id"].as_str().unwrap(), name(key, event)))
        .collect();
    let line = |(key, event): &(&String, &Map<String, Value>)| {
        let mut lists: Vec<String> = Vec::new();
        for list in ["replaces", "seen"] {
            let ids = event
                .get(list)
                .and_then(Value::as_array)
                .into_iter()
                .flatten();
            let mut ids: Vec<&str> = ids.map(|id| names[id.as_str().unwrap()].as_str()).collect();
            ids.sort_unstable();
            lists.push(format!("{list} {ids:?}"));
        }
        format!("{} {}", name(key, event), lists.join(" "))
    };
    let mut lines: Vec<String> = events.iter().map(line).collect();
    lines.sort();
    lines
}

/// What an event sets, and where.
fn name(key: &str, event: &Map<String, Value>) -> String {
    let mut event = event.clone();
    // The digest covers who signed and when, which differ, and an act is named by its first event.
    for field in ["id", "at", "by", "replaces", "seen", "digest", "act"] {
        event.remove(field);
    }
    // A moment of going live is a time too.
    if event.get("live").is_some_and(Value::is_string) {
        event.insert("live".to_owned(), "TIME".into());
    }
    format!("{key}: {}", Value::Object(event))
}
