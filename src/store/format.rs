//! The progress file as text: `gonogo/1`, plain JSON with one event a line, entries sorted by key.
//!
//! Unknown fields are kept with their exact numbers. A file that holds a key twice, as a hand-made merge can
//! leave it, is united; so are the sides of a conflict that git left. Pure: text in, text out.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
use serde_json::{Map, Value};

use super::markers::{self, Side};
use crate::merge;
use crate::progress::{Change, Event, Home, On, Progress, State};

/// The name of the format, before its number.
const NAME: &str = "gonogo/";
/// The format that this version writes.
const VERSION: u32 = 1;
/// The place of marks that were dismissed.
const NOWHERE: &str = "nowhere";

/// What is wrong in a progress file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// The line, counted from 1.
    pub line: usize,
    /// A sentence without its full stop.
    pub what: String,
}

/// A progress file as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// Its events.
    pub progress: Progress,
    /// The format's name, where a newer version wrote it.
    pub newer: Option<String>,
}

/// Reads a progress file. An empty one holds nothing; of one that git left with conflict markers, both sides
/// are read and united.
///
/// # Errors
///
/// Where it is not JSON, or no progress file.
pub fn read(text: &str) -> Result<Option<Read>, Damage> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let damage = match read_whole(text) {
        Err(damage) => damage,
        read => return read,
    };
    // Only a file that is no JSON is searched for markers.
    let Some([ours, theirs]) = markers::sides(text)? else { return Err(damage) };
    match (read_side(&ours)?, read_side(&theirs)?) {
        (Some(ours), Some(theirs)) => unite_sides(ours, theirs).map(Some),
        (one, other) => Ok(one.or(other)),
    }
}

/// One side of a conflict; what is wrong in it is said of the line in the file.
fn read_side(side: &Side) -> Result<Option<Read>, Damage> {
    read_whole(&side.text).map_err(|damage| Damage { line: side.line(damage.line), ..damage })
}

fn unite_sides(ours: Read, theirs: Read) -> Result<Read, Damage> {
    if ours.progress.run != theirs.progress.run {
        let what = "the two sides of git's conflict belong to different runs".to_owned();
        return Err(Damage { line: 1, what });
    }
    let progress = merge::unite(ours.progress, theirs.progress);
    Ok(Read { progress, newer: ours.newer.or(theirs.newer) })
}

/// Reads the text of a progress file without markers.
fn read_whole(text: &str) -> Result<Option<Read>, Damage> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let file: File = serde_json::from_str(text).map_err(|error| damage(&error))?;
    let format =
        file.format.ok_or_else(|| Damage { line: 1, what: "this JSON is no progress file".to_owned() })?;
    let newer = match format.strip_prefix(NAME).and_then(|number| number.parse::<u32>().ok()) {
        Some(VERSION) => None,
        Some(number) if number > VERSION => Some(format),
        _ => return Err(Damage { line: 1, what: format!("“{format}” is no format of a progress file") }),
    };
    let progress =
        Progress { checklist: file.checklist, run: file.run, entries: file.entries, extra: file.extra };
    Ok(Some(Read { progress, newer }))
}

fn damage(error: &serde_json::Error) -> Damage {
    let text = error.to_string();
    let what = text.split(" at line ").next().unwrap_or(&text).to_owned();
    let what = if error.is_syntax() || error.is_eof() { format!("not JSON ({what})") } else { what };
    Damage { line: error.line().max(1), what }
}

/// Writes progress as the text of a progress file.
pub fn write(progress: &Progress) -> String {
    let mut text = format!("{{\n  \"format\": \"{NAME}{VERSION}\",\n");
    let mut field = |name: &str, value: &Value| {
        text.push_str(&format!("  {}: {value},\n", quoted(name)));
    };
    field("checklist", &Value::from(progress.checklist.as_str()));
    if let Some(run) = &progress.run {
        field("run", &Value::from(run.as_str()));
    }
    for (name, value) in &progress.extra {
        field(name, value);
    }
    text.push_str("  \"entries\": {");
    let entries = progress.entries.iter().filter(|(_, events)| !events.is_empty());
    for (index, (key, events)) in entries.enumerate() {
        text.push_str(if index == 0 { "\n" } else { ",\n" });
        let lines: Vec<String> =
            events.iter().map(|event| format!("      {}", Value::Object(fields(event)))).collect();
        text.push_str(&format!("    {}: [\n{}\n    ]", quoted(key), lines.join(",\n")));
    }
    text.push_str(if progress.is_empty() { "}\n}\n" } else { "\n  }\n}\n" });
    text
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// The fields of an event in the order in which they are written.
fn fields(event: &Event) -> Map<String, Value> {
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
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
    match &event.change {
        Change::State { state, reason } => {
            put("state", Value::from(state.map(State::name)));
            if let Some(reason) = reason {
                put("reason", Value::from(reason.as_str()));
            }
        }
        Change::Blank { blank, value, carried } => {
            put("blank", Value::from(blank.as_str()));
            put("value", Value::from(value.as_deref()));
            if let Some(run) = carried {
                put("carried", Value::from(run.as_str()));
            }
        }
        Change::Note { text } => {
            put("note", Value::from(text.as_deref()));
        }
        Change::Place { home } => {
            put("place", place(home.as_ref()));
        }
        Change::Unknown => {}
    }
    fields.extend(event.extra.clone());
    fields
}

/// Where marks belong: an entry, `"nowhere"`, or `null` for wherever they are found to.
fn place(home: Option<&Home>) -> Value {
    match home {
        Some(Home::Entry { key, on }) => {
            let mut entry = Map::new();
            entry.insert("entry".to_owned(), Value::from(key.as_str()));
            entry.insert("on".to_owned(), Value::from(on.text.as_str()));
            if on.among != 1 {
                entry.insert("among".to_owned(), Value::from(on.among));
            }
            Value::Object(entry)
        }
        Some(Home::Nowhere) => Value::from(NOWHERE),
        None => Value::Null,
    }
}

/// The fields of the file.
struct File {
    format: Option<String>,
    checklist: String,
    run: Option<String>,
    entries: BTreeMap<String, Vec<Event>>,
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
        let mut file = File {
            format: None,
            checklist: String::new(),
            run: None,
            entries: BTreeMap::new(),
            extra: Map::new(),
        };
        while let Some(name) = map.next_key::<String>()? {
            match name.as_str() {
                "format" => file.format = Some(map.next_value()?),
                "checklist" => file.checklist = map.next_value()?,
                "run" => file.run = map.next_value()?,
                "entries" => unite_entries(&mut file.entries, map.next_value::<Entries>()?.0),
                _ => {
                    file.extra.insert(name, map.next_value()?);
                }
            }
        }
        Ok(file)
    }
}

fn unite_entries(entries: &mut BTreeMap<String, Vec<Event>>, more: Vec<(String, Vec<Event>)>) {
    for (key, events) in more {
        let before = entries.remove(&key).unwrap_or_default();
        let united = merge::unite_events(&key, before.into_iter().chain(events));
        entries.insert(key, united);
    }
}

/// The entries as they stand in the file: a key may come twice.
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
            let events: Vec<Line> = map.next_value()?;
            entries.push((key, events.into_iter().map(|Line(event)| event).collect()));
        }
        Ok(Entries(entries))
    }
}

/// One event as it is read.
struct Line(Event);

impl<'de> Deserialize<'de> for Line {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(LineVisitor)
    }
}

struct LineVisitor;

impl<'de> Visitor<'de> for LineVisitor {
    type Value = Line;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an event")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Line, A::Error> {
        let mut fields = Map::new();
        while let Some((name, value)) = map.next_entry()? {
            fields.insert(name, value);
        }
        // What is wrong is told here, before the reader goes on to another line.
        event(fields).map(Line).map_err(A::Error::custom)
    }
}

/// Takes an event out of its fields; what is not known stays in `extra`.
fn event(mut fields: Map<String, Value>) -> Result<Event, String> {
    let mut text = |name: &str| match fields.shift_remove(name) {
        Some(Value::String(text)) => Ok(text),
        _ => Err(format!("an event needs “{name}”, a text")),
    };
    let (id, at, by) = (text("id")?, text("at")?, text("by")?);
    let on = text("on").unwrap_or_default();
    let acting = optional_text(&mut fields, "as")?;
    let on = On { text: on, among: among(&mut fields)? };
    let replaces = match fields.shift_remove("replaces") {
        None => Vec::new(),
        Some(Value::Array(ids)) => ids
            .into_iter()
            .map(|id| id.as_str().map(str::to_owned).ok_or("“replaces” holds ids, which are texts"))
            .collect::<Result<_, _>>()?,
        Some(_) => return Err("“replaces” is an array of ids".to_owned()),
    };
    let change = change(&mut fields)?;
    Ok(Event { id, at, by, acting, on, replaces, change, extra: fields })
}

/// Takes the register and its value out of the fields of an event.
fn change(fields: &mut Map<String, Value>) -> Result<Change, String> {
    let known_state = |value: &Value| {
        value.is_null() || value.as_str().is_some_and(|name| State::from_name(name).is_some())
    };
    if fields.get("state").is_some_and(known_state) {
        let state = fields.shift_remove("state").and_then(|state| State::from_name(state.as_str()?));
        return Ok(Change::State { state, reason: optional_text(fields, "reason")? });
    }
    if let Some(Value::String(_)) = fields.get("blank") {
        let blank = optional_text(fields, "blank")?.unwrap_or_default();
        let (value, carried) = (optional_text(fields, "value")?, optional_text(fields, "carried")?);
        return Ok(Change::Blank { blank, value, carried });
    }
    if fields.contains_key("note") {
        return Ok(Change::Note { text: optional_text(fields, "note")? });
    }
    if let Some(change) = fields.get("place").and_then(known_place) {
        fields.shift_remove("place");
        return Ok(change);
    }
    // A state, a place or a kind of event that a later version added.
    Ok(Change::Unknown)
}

/// The place that a value names; nothing where this version does not know such a place.
fn known_place(value: &Value) -> Option<Change> {
    let home = match value {
        Value::Null => None,
        Value::String(word) if word == NOWHERE => Some(Home::Nowhere),
        Value::Object(fields) => {
            let text = |name: &str| fields.get(name).and_then(Value::as_str).map(str::to_owned);
            if fields.keys().any(|name| !matches!(name.as_str(), "entry" | "on" | "among")) {
                return None;
            }
            let on = On { text: text("on")?, among: among(&mut fields.clone()).ok()? };
            Some(Home::Entry { key: text("entry")?, on })
        }
        _ => return None,
    };
    Some(Change::Place { home })
}

/// How many entries had the text of an event; one where it is not said.
fn among(fields: &mut Map<String, Value>) -> Result<usize, String> {
    match fields.shift_remove("among") {
        None => Ok(1),
        Some(number) => number
            .as_u64()
            .and_then(|number| usize::try_from(number).ok())
            .ok_or_else(|| "“among” is a number of entries".to_owned()),
    }
}

fn optional_text(fields: &mut Map<String, Value>, name: &str) -> Result<Option<String>, String> {
    match fields.shift_remove(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(format!("“{name}” is a text or null")),
    }
}
