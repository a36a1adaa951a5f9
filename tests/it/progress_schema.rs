//! The JSON Schema of the progress file: everything that gonogo writes matches it, and it rejects errors.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::Value;

/// The schema as it stands in the sources.
const SCHEMA: &str = include_str!("../../src/store/gonogo-1.schema.json");

/// The schema; dates are looked at only where `strict`.
fn compiled(strict: bool) -> (Schemas, SchemaIndex) {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    if strict {
        compiler.enable_format_assertions();
    }
    let name = "urn:gonogo:progress:1";
    compiler
        .add_resource(name, serde_json::from_str(SCHEMA).unwrap())
        .unwrap();
    let index = compiler.compile(name, &mut schemas).unwrap();
    (schemas, index)
}

fn breach_of((schemas, index): &(Schemas, SchemaIndex), text: &str) -> Option<String> {
    let value: Value = serde_json::from_str(text).unwrap();
    schemas
        .validate(&value, *index)
        .err()
        .map(|error| error.to_string())
}

/// How a progress file breaks the schema, dates apart; nothing where it keeps to it.
pub(crate) fn breach(text: &str) -> Option<String> {
    static LENIENT: LazyLock<(Schemas, SchemaIndex)> = LazyLock::new(|| compiled(false));
    breach_of(&LENIENT, text)
}

/// How a progress file of this version breaks the schema.
pub(crate) fn strict_breach(text: &str) -> Option<String> {
    static STRICT: LazyLock<(Schemas, SchemaIndex)> = LazyLock::new(|| compiled(true));
    breach_of(&STRICT, text)
}

/// The progress files of a folder as a test left them there; in the end, what the program wrote is looked at.
#[derive(Default)]
pub(crate) struct Watched(BTreeMap<PathBuf, Vec<u8>>);

impl Watched {
    /// A folder as it is before the program runs in it.
    pub(crate) fn folder(folder: &Path) -> Watched {
        Watched(progress_files(folder).into_iter().collect())
    }

    /// A file that the test itself wrote.
    pub(crate) fn wrote(&mut self, path: PathBuf, bytes: &[u8]) {
        self.0.insert(path, bytes.to_vec());
    }

    /// Fails where the program wrote what breaks the schema, unless a failing test is being left. What a later
    /// version had written stays as it was, and is no breach of this one.
    pub(crate) fn look_again(&self, folder: &Path) {
        if std::thread::panicking() {
            return;
        }
        for (path, bytes) in progress_files(folder) {
            let before = self.0.get(&path);
            let was_in_breach = before.is_some_and(|bytes| !keeps_to_it(bytes));
            if !was_in_breach && before != Some(&bytes) {
                let text = String::from_utf8(bytes).unwrap();
                assert_eq!(strict_breach(&text), None, "{}: {text}", path.display());
            }
        }
    }
}

fn keeps_to_it(bytes: &[u8]) -> bool {
    let is_json = serde_json::from_slice::<Value>(bytes).is_ok();
    is_json && std::str::from_utf8(bytes).is_ok_and(|text| strict_breach(text).is_none())
}

/// The progress files right in a folder, with their bytes.
fn progress_files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let entries = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path());
    let progress = entries.filter(|path| path.to_string_lossy().ends_with(".gonogo.json"));
    // What a test has made unreadable, or a folder, is nothing that the program wrote.
    progress
        .filter_map(|path| fs::read(&path).ok().map(|bytes| (path, bytes)))
        .collect()
}

#[test]
fn progress_schema_describes_every_field() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    for fields in [
        &schema["properties"],
        &schema["$defs"]["event"]["properties"],
    ] {
        for (name, field) in fields.as_object().unwrap() {
            assert!(
                field.get("description").or(field.get("$ref")).is_some(),
                "{name}"
            );
        }
    }
}

#[test]
fn progress_schema_rejects_errors_and_allows_new_fields() {
    let file = |event: &str| {
        format!(
            "{{\"format\":\"gonogo/1\",\"checklist\":\"a.md\",\"later\":1,\"entries\":{{\"k\":[{event}]}}}}"
        )
    };
    let event = |more: &str| {
        file(&format!(
            r#"{{"id":"a","at":"2026-11-21T21:04:05.123Z","by":"b","on":"o",{more}}}"#
        ))
    };
    for (text, is_right) in [
        (event(r#""state":"done""#), true),
        (event(r#""state":null,"later":[]"#), true),
        (event(r#""blank":"b","value":null"#), true),
        (event(r#""place":{"entry":"k","on":"o","later":1}"#), true),
        (event(r#""state":"frozen""#), false),
        (event(r#""state":"done","note":"n""#), false),
        (event(r#""blank":"b""#), false),
        (event(r#""measured":"p95","value":"4 s""#), true),
        (event(r#""variable":"version","value":"2.3.0""#), true),
        (
            event(r#""variable":"version","value":null,"carried":"v1""#),
            true,
        ),
        (event(r#""link":"domain","to":"facts/domain:domain""#), true),
        (event(r#""link":"domain","to":null"#), true),
        (event(r#""phase":"during""#), true),
        (event(r#""live":null"#), true),
        (
            event(
                r#""signed":"lead","digest":"0f","name":"Ann","date":"x","document":"0e","seen":[]"#,
            ),
            true,
        ),
        (event(r#""signed":"lead","digest":null"#), true),
        (event(r#""measured":"p95""#), false),
        (
            event(r#""measured":"p95","value":"4 s","carried":"v1""#),
            false,
        ),
        (event(r#""variable":"version""#), false),
        (event(r#""variable":"version","value":7"#), false),
        (
            event(r#""variable":"version","value":"1","blank":"b""#),
            false,
        ),
        (event(r#""link":"domain""#), false),
        (event(r#""link":"domain","to":"a:b","value":"v""#), false),
        (event(r#""state":"done","to":"a:b""#), false),
        (event(r#""correct":"need","to":"a:b""#), false),
        (
            event(r#""correct":"variable","of":"version","to":"required""#),
            true,
        ),
        (
            event(r#""correct":"variable","of":"version","to":null"#),
            true,
        ),
        (
            event(r#""correct":"variable","of":"version","to":"conditional""#),
            false,
        ),
        (event(r#""correct":"variable","to":"required""#), false),
        (
            event(r#""correct":"need","of":"version","to":"required""#),
            false,
        ),
        (event(r#""phase":"later""#), false),
        (event(r#""live":"soon""#), false),
        (event(r#""signed":"lead""#), false),
        (event(r#""note":"n","forced":"r""#), false),
        (event(r#""note":"n","value":"v""#), false),
        (event(r#""note":"n","reason":"r""#), false),
        (event(r#""note":7"#), false),
        (event(r#""note":"n","among":0"#), false),
        (event(r#""note":"n","replaces":"a""#), false),
        (event(r#""place":"somewhere""#), false),
        (event(r#""later":1"#), false),
        (
            file(r#"{"id":"a","at":"yesterday","by":"b","on":"o","note":"n"}"#),
            false,
        ),
        (file(r#"{"id":"a","by":"b","on":"o","note":"n"}"#), false),
        (
            r#"{"format":"gonogo/2","checklist":"a.md","entries":{}}"#.to_owned(),
            false,
        ),
        (
            r#"{"format":"gonogo/1","checklist":"a.md"}"#.to_owned(),
            false,
        ),
        (
            r#"{"format":"gonogo/1","checklist":"a.md","run":null,"entries":{}}"#.to_owned(),
            false,
        ),
    ] {
        assert_eq!(strict_breach(&text).is_none(), is_right, "{text}");
    }
}
