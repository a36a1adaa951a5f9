//! Many progresses become one: the union of their events.
//!
//! The union is commutative, associative and idempotent, so it does not matter who saves first. Nothing is
//! decided here: what two people answered differently stands twice, and folding shows it as a conflict.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::progress::{Event, Progress};

/// Unites two progresses of the same checklist and run. What only one of them knows is kept.
pub fn unite(mut ours: Progress, theirs: Progress) -> Progress {
    for (key, events) in theirs.entries {
        let united = match ours.entries.remove(&key) {
            Some(mine) if mine == events => mine,
            Some(mine) => unite_events(&key, mine.into_iter().chain(events)),
            None => events,
        };
        ours.entries.insert(key, united);
    }
    ours.ignores_source_ticks |= theirs.ignores_source_ticks;
    ours.extra = unite_fields(ours.extra, theirs.extra);
    ours
}

/// Unites events of one entry, sorted by time, then id. Two that carry the same id and differ are both kept:
/// one of them, always the same one, under a new id. That isn't one made from its content, or what was altered would
/// be as it was made from then on.
pub fn unite_events(key: &str, events: impl IntoIterator<Item = Event>) -> Vec<Event> {
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
        _ => {
            by_id.insert(event.id.clone(), event);
        }
    }
}

/// The id of an event whose own belongs to another: made from its content and that id.
fn id_beside(key: &str, event: &Event) -> String {
    let mut both = event.clone();
    both.replaces.push(event.id.clone());
    both.content_id(key)
}

/// Of two events with one id, the one that keeps it: the one whose content the id was made from, else the one
/// whose own id would sort first.
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

/// Unites unknown fields; where both have one, the one that sorts first stays. Where they do not stand in the
/// same order, they are sorted by name. So the order of merging does not matter, to the byte.
fn unite_fields(mut ours: Map<String, Value>, theirs: Map<String, Value>) -> Map<String, Value> {
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
