//! A progress file that isn't JSON any more, but still has one event per line, for example after a text merge.
//!
//! Conflicts that were committed and merged again are nested, and git's union driver drops commas
//! and brackets. So each line is parsed by itself, and all events are merged, also those of a common ancestor. A
//! file with one line that can't be parsed isn't read, and neither is a truncated one.
//!
//! An event belongs to the key above it, but lines of two sides are in any order. So the event itself is
//! checked: its id was made from its content and its key. If that doesn't help, as for a line written by
//! hand, the markers around it decide. Pure: text in, progress out.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::strict::Strict;
use super::{
    Damage, EventLine, IGNORES_SOURCE_TICKS, ParsedProgress, damage, is_newer, merge_entries,
};
use crate::merge;
use crate::progress::{Event, Progress};

/// The minimum length of a git marker.
const MARKER: usize = 7;

/// The content of a line.
enum LineContent {
    /// `{`, `]`, `"entries": {` and the like: no content.
    Nothing,
    /// A marker, by its character.
    Marker(char),
    /// A field of the file.
    Field(String, Value),
    /// The key of the events after it.
    Key(String),
    Event(Box<Event>),
}

/// Parses the file line by line; `None` if the result isn't certain.
///
/// # Errors
///
/// If an event can't be parsed, or has a duplicate field.
pub(super) fn read(text: &str) -> Result<Option<ParsedProgress>, Damage> {
    let mut lines = Vec::new();
    for (index, line) in text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
    {
        let Some(says) = understand(line).map_err(|wrong| Damage {
            line: index + 1,
            ..wrong
        })?
        else {
            return Ok(None);
        };
        lines.push((line, says));
    }
    Ok(merge_lines(lines))
}

/// Merges the lines.
fn merge_lines(lines: Vec<(&str, LineContent)>) -> Option<ParsedProgress> {
    let last = lines
        .iter()
        .rfind(|(_, says)| !matches!(says, LineContent::Marker(_)))?;
    // A truncated file doesn't end like this.
    (last.0.trim() == "}").then_some(())?;
    let (mut head, mut keys) = (Head::default(), BTreeSet::new());
    let mut track = Track::new(
        lines
            .iter()
            .any(|(_, says)| matches!(says, LineContent::Marker(_))),
    );
    let mut events: Vec<(Option<String>, Event)> = Vec::new();
    for (_, says) in lines {
        match says {
            LineContent::Nothing => {}
            LineContent::Marker(marker) => track.pass(marker),
            // Only the sides of a conflict may differ in one field.
            LineContent::Field(name, value) if track.conflicts.is_empty() => {
                head.take_once(name, value)?;
            }
            LineContent::Field(name, value) => head.take(name, value)?,
            LineContent::Key(key) => {
                track.key = Some(key.clone());
                keys.insert(key);
            }
            LineContent::Event(event) => events.push((track.key.clone(), *event)),
        }
    }
    let mut found: BTreeMap<String, Vec<Event>> = BTreeMap::new();
    for (above, event) in events {
        let is_own = |key: &String| event.content_id(key) == event.id;
        let own = above
            .as_ref()
            .filter(|key| is_own(key))
            .or_else(|| keys.iter().find(|key| is_own(key)));
        let key = own.cloned().or_else(|| above.filter(|_| track.is_marked))?;
        found.entry(key).or_default().push(event);
    }
    let mut entries = BTreeMap::new();
    merge_entries(&mut entries, found.into_iter().collect());
    head.with(entries)
}

/// Parses a line; `None` if this version wouldn't write it, and it isn't a marker.
fn understand(line: &str) -> Result<Option<LineContent>, Damage> {
    if let Some(marker) = marker(line) {
        return Ok(Some(LineContent::Marker(marker)));
    }
    let line = line.trim();
    let line = line.strip_suffix(',').unwrap_or(line);
    if matches!(line, "{" | "}" | "]" | "\"entries\": {" | "\"entries\": {}") {
        return Ok(Some(LineContent::Nothing));
    }
    if line.starts_with('{') {
        return match serde_json::from_str(line) {
            Ok(EventLine(event)) => Ok(Some(LineContent::Event(Box::new(event)))),
            Err(error) if error.is_data() && has_id(line) => Err(damage(line, &error)),
            Err(_) => Ok(None),
        };
    }
    if let Some(key) = line.strip_suffix(": [") {
        return Ok(serde_json::from_str(key).ok().map(LineContent::Key));
    }
    match serde_json::from_str(&format!("{{{line}}}")) {
        Ok(Strict(Value::Object(field))) if field.len() == 1 => Ok(field
            .into_iter()
            .next()
            .map(|(name, value)| LineContent::Field(name, value))),
        Err(error) if error.is_data() => Err(damage(line, &error)),
        _ => Ok(None),
    }
}

/// Returns whether a line is an event, valid or not, and not a whole file on one line.
fn has_id(line: &str) -> bool {
    serde_json::from_str::<Map<String, Value>>(line).is_ok_and(|fields| fields.contains_key("id"))
}

/// Returns the character of a marker: many of the same, then a space and a label. Merging again makes them longer.
fn marker(line: &str) -> Option<char> {
    let first = line
        .chars()
        .next()
        .filter(|first| matches!(first, '<' | '|' | '=' | '>'))?;
    let label = line.trim_start_matches(first);
    let is_long = line.len() - label.len() >= MARKER;
    (is_long && (label.trim().is_empty() || label.starts_with(' '))).then_some(first)
}

/// Finds the key of the events on a line, as far as keys and markers tell.
struct Track {
    key: Option<String>,
    /// For each conflict around the line: the key before it, and those at the end of its parts.
    conflicts: Vec<(Option<String>, Vec<Option<String>>)>,
    /// `true` if there are markers at all: without them nobody knows where a side begins.
    is_marked: bool,
}

impl Track {
    fn new(is_marked: bool) -> Track {
        Track {
            key: None,
            conflicts: Vec::new(),
            is_marked,
        }
    }

    fn pass(&mut self, marker: char) {
        let key = self.key.take();
        match (marker, self.conflicts.last_mut()) {
            ('<', _) => {
                self.conflicts.push((key.clone(), Vec::new()));
                self.key = key;
            }
            ('>', Some(_)) => {
                let (_, ends) = self.conflicts.pop().unwrap_or_default();
                // After parts that end in different entries, the key is unknown.
                self.key = key.filter(|key| ends.iter().all(|end| end.as_ref() == Some(key)));
            }
            (_, Some((before, ends))) => {
                ends.push(key);
                self.key.clone_from(before);
            }
            // Git merged the start into something else.
            (_, None) => {}
        }
    }
}

/// The fields of the file.
#[derive(Default)]
struct Head {
    progress: Progress,
    /// The format, and whether it is newer.
    format: Option<(String, bool)>,
    /// The fields outside conflicts.
    certain: Map<String, Value>,
}

impl Head {
    /// Adds a field outside conflicts; `None` if it contradicts another one there.
    fn take_once(&mut self, name: String, value: Value) -> Option<()> {
        match self.certain.insert(name.clone(), value.clone()) {
            Some(before) if before != value => None,
            _ => self.take(name, value),
        }
    }

    /// Adds a field; `None` if it contradicts what is known.
    fn take(&mut self, name: String, value: Value) -> Option<()> {
        match (name.as_str(), value) {
            ("format", Value::String(format)) => {
                let is_newer = is_newer(&format).ok()?;
                if is_newer || self.format.is_none() {
                    self.format = Some((format, is_newer));
                }
            }
            ("checklist", Value::String(checklist)) => {
                if self.progress.checklist.is_empty() {
                    self.progress.checklist = checklist;
                }
            }
            ("run", Value::String(run)) => {
                let run = Some(run);
                if self.progress.run.is_some() && self.progress.run != run {
                    return None;
                }
                self.progress.run = run;
            }
            (IGNORES_SOURCE_TICKS, Value::Bool(ignores)) => {
                self.progress.ignores_source_ticks |= ignores;
            }
            ("format" | "checklist" | "run" | "entries" | IGNORES_SOURCE_TICKS, _) => return None,
            (_, value) => {
                let extra = Map::from_iter([(name, value)]);
                let more = Progress {
                    extra,
                    ..Progress::default()
                };
                self.progress = merge::merge_progress(std::mem::take(&mut self.progress), more);
            }
        }
        Some(())
    }

    fn with(self, entries: BTreeMap<String, Vec<Event>>) -> Option<ParsedProgress> {
        let (format, is_newer) = self.format?;
        Some(ParsedProgress {
            progress: Progress {
                entries,
                ..self.progress
            },
            newer: is_newer.then_some(format),
        })
    }
}
