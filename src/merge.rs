//! Merging: the union of the events of several progresses.
//!
//! The union is commutative, associative and idempotent, so the order of saves does not matter. Nothing is decided
//! here: different answers are both kept, and folding reports the conflict.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::progress::{Event, Progress};

/// Merges two progresses of the same checklist and run.
pub fn merge_progress(mut ours: Progress, theirs: Progress) -> Progress {
    for (key, events) in theirs.entries {
        let merged = match ours.entries.remove(&key) {
            Some(mine) if mine == events => mine,
            Some(mine) => merge_events(&key, mine.into_iter().chain(events)),
            None => events,
        };
        ours.entries.insert(key, merged);
    }
    ours.ignores_source_ticks |= theirs.ignores_source_ticks;
    ours.extra = merge_fields(ours.extra, theirs.extra);
    ours
}

/// Merges events of one entry, sorted by time, then id. Two different events with the same id are both kept: one of
/// them, always the same one, under a new id. That isn't computed from its content alone, or an altered event would
/// count as unaltered from then on.
pub fn merge_events(key: &str, events: impl IntoIterator<Item = Event>) -> Vec<Event> {
    let mut by_id: BTreeMap<String, Event> = BTreeMap::new();
    for event in events {
        insert(key, event, &mut by_id);
    }
    let mut events: Vec<Event> = by_id.into_values().collect();
    events.sort_by(|a, b| a.order().cmp(&b.order()));
    events
}

fn insert(key: &str, event: Event, by_id: &mut BTreeMap<String, Event>) {
    match by_id.remove(&event.id) {
        Some(other) if other != event => {
            let (keeper, mut moved) = keeper_first(key, other, event);
            by_id.insert(keeper.id.clone(), keeper);
            moved.id = id_beside(key, &moved);
            insert(key, moved, by_id);
        }
        Some(_) | None => {
            by_id.insert(event.id.clone(), event);
        }
    }
}

/// The new id of an event whose own belongs to another: computed from its content and that id.
fn id_beside(key: &str, event: &Event) -> String {
    let mut both = event.clone();
    both.replaces.push(event.id.clone());
    both.content_id(key)
}

/// Two events with one id, the one that keeps it first: the one whose content gives the id, else the one whose own id
/// would sort first.
fn keeper_first(key: &str, one: Event, other: Event) -> (Event, Event) {
    let rank = |event: &Event| {
        let own = event.content_id(key);
        (own != event.id, own)
    };
    if rank(&one) <= rank(&other) {
        (one, other)
    } else {
        (other, one)
    }
}

/// Merges unknown fields; of two values, the first in sort order is kept. Fields in different orders are sorted by
/// name, so that the order of merging does not matter, to the byte.
fn merge_fields(mut ours: Map<String, Value>, theirs: Map<String, Value>) -> Map<String, Value> {
    if ours.is_empty() || theirs.is_empty() {
        return if ours.is_empty() { theirs } else { ours };
    }
    let is_sorted_alike = ours.keys().eq(theirs.keys());
    for (name, value) in theirs {
        match ours.get_mut(&name) {
            Some(mine) => *mine = std::cmp::min_by_key(mine.take(), value, Value::to_string),
            None => {
                ours.insert(name, value);
            }
        }
    }
    if !is_sorted_alike {
        ours.sort_keys();
    }
    ours
}
