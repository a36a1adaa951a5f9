//! The progress file as text: `gonogo/1`, plain JSON with one event per line, entries sorted by key.
//!
//! Unknown fields are kept with their exact numbers. A file with a duplicate key, as after a manual merge,
//! is merged; so are the sides of a git conflict. If a field of an event is duplicated, nobody
//! knows which one is right: such a file isn't read. Pure: text in, text out.

mod event;
mod salvage;
mod strict;

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
use serde_json::{Map, Value};

use super::conflict_markers::{self, ConflictSide};
use super::encoding::position;
use crate::merge;
use crate::progress::{Event, Progress};
use event::{event, fields};
use strict::{Strict, add, set};

/// The name of the format, before its version.
const NAME: &str = "gonogo/";
/// The version that this gonogo writes.
const VERSION: u32 = 1;

/// The field for runs that ignore the document's own ticks.
const IGNORES_SOURCE_TICKS: &str = "ignore_source_ticks";

/// A mistake in a progress file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// The line, counted from 1.
    pub line: usize,
    /// A sentence without its full stop.
    pub what: String,
}

/// A parsed progress file.
#[derive(Debug, Clone, PartialEq)]
pub struct ParsedProgress {
    /// Its events.
    pub progress: Progress,
    /// The format, if a newer version wrote it.
    pub newer: Option<String>,
}

/// Parses a progress file. An empty one holds nothing; with git's conflict markers, both sides
/// are read and merged. If that fails, because conflicts were merged again or git wrote the common
/// ancestor too, it is read line by line.
///
/// # Errors
///
/// If it isn't JSON or a progress file, or has a duplicate field.
pub fn read(text: &str) -> Result<Option<ParsedProgress>, Damage> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let damage = match read_whole(text) {
        Err(damage) => damage,
        read => return read,
    };
    // Lines that were merged again without a conflict may be in the part of the ancestor, too.
    if conflict_markers::has_ancestor(text)
        && let Some(read) = salvage::read(text)?
    {
        return Ok(Some(read));
    }
    // Only files that aren't JSON are searched for markers.
    let sides = conflict_markers::sides(text);
    let is_marked = !matches!(sides, Ok(None));
    let damage = match sides {
        Ok(None) => damage,
        Err(unfinished) => unfinished,
        Ok(Some([ours, theirs])) => match (read_side(&ours), read_side(&theirs)) {
            (Ok(Some(ours)), Ok(Some(theirs))) => return merge_sides(ours, theirs).map(Some),
            (Ok(one), Ok(other)) => return Ok(one.or(other)),
            (Err(damage), _) | (_, Err(damage)) => damage,
        },
    };
    match salvage::read(text) {
        Ok(Some(read)) => Ok(Some(read)),
        // The markers aren't the mistake then.
        Err(damage) if is_marked => Err(damage),
        Ok(None) | Err(_) => Err(damage),
    }
}

/// One side of a conflict; mistakes get the line number in the file.
fn read_side(side: &ConflictSide) -> Result<Option<ParsedProgress>, Damage> {
    read_whole(&side.text).map_err(|damage| Damage {
        line: side.line(damage.line),
        ..damage
    })
}

fn merge_sides(ours: ParsedProgress, theirs: ParsedProgress) -> Result<ParsedProgress, Damage> {
    if ours.progress.run != theirs.progress.run {
        let what = "the two sides of git's conflict belong to different runs".to_owned();
        return Err(Damage { line: 1, what });
    }
    let progress = merge::merge_progress(ours.progress, theirs.progress);
    Ok(ParsedProgress {
        progress,
        newer: ours.newer.or(theirs.newer),
    })
}

/// Parses a progress file without markers.
fn read_whole(text: &str) -> Result<Option<ParsedProgress>, Damage> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let file: File = serde_json::from_str(text).map_err(|error| damage(text, &error))?;
    let format = file.format.ok_or_else(|| Damage {
        line: 1,
        what: "this JSON isn't a progress file".to_owned(),
    })?;
    // Git's union driver duplicates an entry, with the events of others in it.
    if file.has_twins
        && let Ok(Some(read)) = salvage::read(text)
    {
        return Ok(Some(read));
    }
    let newer = if is_newer(&format)? {
        Some(format)
    } else {
        None
    };
    let progress = Progress {
        checklist: file.checklist.unwrap_or_default(),
        run: file.run.and_then(|RunField(name)| name),
        ignores_source_ticks: file.ignores_source_ticks.unwrap_or_default(),
        entries: file.entries,
        extra: file.extra,
    };
    Ok(Some(ParsedProgress { progress, newer }))
}

/// Returns whether a format is newer than what this version writes.
fn is_newer(format: &str) -> Result<bool, Damage> {
    match format
        .strip_prefix(NAME)
        .and_then(|number| number.parse::<u32>().ok())
    {
        Some(number) if number >= VERSION => Ok(number > VERSION),
        _ => Err(Damage {
            line: 1,
            what: format!("“{format}” isn't a progress file format"),
        }),
    }
}

fn damage(text: &str, error: &serde_json::Error) -> Damage {
    let told = error.to_string();
    let what = told.split(" at line ").next().unwrap_or(&told).to_owned();
    let what = if error.is_syntax() || error.is_eof() {
        format!("not JSON ({what})")
    } else {
        what
    };
    // serde's lines end at LF only, and its columns are bytes.
    let start: usize = text
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1))
        .map(str::len)
        .sum();
    let offset = start + error.column().saturating_sub(1);
    Damage {
        line: position(text.as_bytes(), offset).line,
        what,
    }
}

/// Formats progress as the text of a progress file.
pub fn write(progress: &Progress) -> String {
    let mut text = format!("{{\n  \"format\": \"{NAME}{VERSION}\",\n");
    let mut field = |name: &str, value: &Value| {
        text.push_str(&format!("  {}: {value},\n", quoted(name)));
    };
    field("checklist", &Value::from(progress.checklist.as_str()));
    if let Some(run) = &progress.run {
        field("run", &Value::from(run.as_str()));
    }
    if progress.ignores_source_ticks {
        field(IGNORES_SOURCE_TICKS, &Value::from(true));
    }
    for (name, value) in &progress.extra {
        field(name, value);
    }
    text.push_str("  \"entries\": {");
    let entries = progress
        .entries
        .iter()
        .filter(|(_, events)| !events.is_empty());
    for (index, (key, events)) in entries.enumerate() {
        text.push_str(if index == 0 { "\n" } else { ",\n" });
        let lines: Vec<String> = events
            .iter()
            .map(|event| format!("      {}", Value::Object(fields(event))))
            .collect();
        text.push_str(&format!(
            "    {}: [\n{}\n    ]",
            quoted(key),
            lines.join(",\n")
        ));
    }
    text.push_str(if progress.is_empty() {
        "}\n}\n"
    } else {
        "\n  }\n}\n"
    });
    text
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// The name of a run; `null` for the default run.
#[derive(PartialEq, serde::Deserialize)]
struct RunField(Option<String>);

/// The fields of the file.
#[derive(Default)]
struct File {
    format: Option<String>,
    checklist: Option<String>,
    run: Option<RunField>,
    ignores_source_ticks: Option<bool>,
    entries: BTreeMap<String, Vec<Event>>,
    /// `true` if it has a duplicate key.
    has_twins: bool,
    extra: Map<String, Value>,
}

impl<'de> Deserialize<'de> for File {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(FileVisitor)
    }
}

struct FileVisitor;

impl<'de> Visitor<'de> for FileVisitor {
    type Value = File;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("the object of a progress file")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<File, A::Error> {
        let mut file = File::default();
        while let Some(name) = map.next_key::<String>()? {
            match name.as_str() {
                "format" => set(&mut file.format, map.next_value()?, &name)?,
                "checklist" => set(&mut file.checklist, map.next_value()?, &name)?,
                "run" => set(&mut file.run, map.next_value()?, &name)?,
                IGNORES_SOURCE_TICKS => {
                    set(&mut file.ignores_source_ticks, map.next_value()?, &name)?;
                }
                "entries" => {
                    let entries = map.next_value::<Entries>()?.0;
                    let keys = file.entries.len() + entries.len();
                    merge_entries(&mut file.entries, entries);
                    file.has_twins |= file.entries.len() < keys;
                }
                _ => {
                    let Strict(value) = map.next_value()?;
                    set(&mut file.extra.get(&name).cloned(), value.clone(), &name)?;
                    file.extra.insert(name, value);
                }
            }
        }
        Ok(file)
    }
}

fn merge_entries(entries: &mut BTreeMap<String, Vec<Event>>, more: Vec<(String, Vec<Event>)>) {
    for (key, events) in more {
        let before = entries.remove(&key).unwrap_or_default();
        let merged = merge::merge_events(&key, before.into_iter().chain(events));
        entries.insert(key, merged);
    }
}

/// The entries in the order of the file, with duplicate keys.
struct Entries(Vec<(String, Vec<Event>)>);

impl<'de> Deserialize<'de> for Entries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EntriesVisitor)
    }
}

struct EntriesVisitor;

impl<'de> Visitor<'de> for EntriesVisitor {
    type Value = Entries;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object with an array of events for each key")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            let events: Vec<EventLine> = map.next_value()?;
            entries.push((
                key,
                events.into_iter().map(|EventLine(event)| event).collect(),
            ));
        }
        Ok(Entries(entries))
    }
}

/// One event, while it is parsed.
struct EventLine(Event);

impl<'de> Deserialize<'de> for EventLine {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(LineVisitor)
    }
}

struct LineVisitor;

impl<'de> Visitor<'de> for LineVisitor {
    type Value = EventLine;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an event")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<EventLine, A::Error> {
        let mut fields = Map::new();
        while let Some(name) = map.next_key()? {
            add(&mut fields, name, &mut map)?;
        }
        // The mistake is recorded here, before the parser goes on to another line.
        event(fields).map(EventLine).map_err(A::Error::custom)
    }
}
