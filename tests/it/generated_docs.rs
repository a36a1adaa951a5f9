//! The JSON Schemas, which every JSON output of every test must match, the shell completions and the manual pages.

use std::collections::HashMap;
use std::process::Command;
use std::sync::LazyLock;

use boon::{Compiler, SchemaIndex, Schemas};
use gonogo::commands::schema::{self, NAMES};
use serde_json::{Value, json};

use super::program::Folder;

/// The schemas of the outputs by their formats, in which no field may be left out: a field that a later version may
/// add is one that this version has to describe.
static CLOSED: LazyLock<(Schemas, HashMap<String, SchemaIndex>)> = LazyLock::new(|| {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    let mut by_format = HashMap::new();
    // The progress file keeps what others put into it.
    for name in NAMES.into_iter().filter(|name| *name != "progress") {
        let mut schema = schema_of(name);
        close(&mut schema);
        let (at, format) = (
            schema["$id"].as_str().unwrap().to_owned(),
            schema["title"].as_str().unwrap().to_owned(),
        );
        compiler.add_resource(&at, schema).unwrap();
        let index = compiler
            .compile(&at, &mut schemas)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        by_format.insert(format, index);
    }
    (schemas, by_format)
});

fn schema_of(name: &str) -> Value {
    serde_json::from_str(&schema::schema(name).unwrap()).unwrap()
}

/// Lets objects have no fields but those that are described.
fn close(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            if fields.get("type") == Some(&json!("object")) && fields.contains_key("properties") {
                fields.insert("additionalProperties".to_owned(), json!(false));
            }
            fields.values_mut().for_each(close);
        }
        Value::Array(all) => all.iter_mut().for_each(close),
        _ => {}
    }
}

/// Fails where a program's JSON breaks the schema that its `format` names. What is not JSON is none of it.
pub(crate) fn assert_matches_its_schema(out: &str) {
    let Ok(value) = serde_json::from_str::<Value>(out) else {
        return;
    };
    let Some(format) = value["format"].as_str() else {
        return;
    };
    if format == "gonogo/1" {
        return;
    }
    let (schemas, by_format) = &*CLOSED;
    let index = by_format
        .get(format)
        .unwrap_or_else(|| panic!("{format}: there is no schema in src/commands/schema.rs"));
    if let Err(error) = schemas.validate(&value, *index) {
        panic!("{error}\n{out}");
    }
}

#[test]
fn every_schema_is_printed_and_describes_its_fields() {
    let folder = Folder::new();
    assert_eq!(folder.out(&["schema"]), format!("{}\n", NAMES.join("\n")));
    for name in NAMES {
        assert_eq!(folder.out(&["schema", name]), schema::schema(name).unwrap());
        describes_all(name, &schema_of(name));
    }
    let ran = folder.run(&["schema", "lists"]);
    let message = format!(
        "gonogo: no schema named “lists”; available: {}\n",
        NAMES.join(", ")
    );
    assert_eq!((ran.status, ran.out.as_str(), ran.err), (2, "", message));
}

fn describes_all(name: &str, schema: &Value) {
    for (field, value) in schema["properties"].as_object().into_iter().flatten() {
        let is_told = value
            .get("description")
            .or(value.get("$ref"))
            .or(value.get("anyOf"))
            .is_some();
        assert!(is_told, "{name}: {field}");
    }
    let below = schema
        .as_object()
        .map(|fields| fields.values().collect::<Vec<_>>());
    for value in below
        .or(schema.as_array().map(|all| all.iter().collect()))
        .into_iter()
        .flatten()
    {
        describes_all(name, value);
    }
}

#[test]
fn schemas_reject_wrong_values() {
    let folder = Folder::with("- [ ] a: ____\n");
    let list = folder.list(&[]);
    let status: Value =
        serde_json::from_str(&folder.run(&["status", "a.md", "--json"]).out).unwrap();
    for (format, output, field, value) in [
        ("gonogo-list/1", &list, "/format", json!("gonogo-list/2")),
        ("gonogo-list/1", &list, "/items/0/state", json!("finished")),
        ("gonogo-list/1", &list, "/items/0/number", json!(0)),
        ("gonogo-list/1", &list, "/items/0/line", Value::Null),
        ("gonogo-list/1", &list, "/items/0", json!({"new": 1})),
        ("gonogo-list/1", &list, "/blanks/0/kind", json!("colour")),
        ("gonogo-status/1", &status, "/verdict", json!("maybe")),
        ("gonogo-status/1", &status, "/counts/items/total", json!(-1)),
        (
            "gonogo-status/1",
            &status,
            "/blockers/0/kind",
            json!("shut"),
        ),
        ("gonogo-status/1", &status, "/blockers/0/line", json!(0)),
    ] {
        let (schemas, by_format) = &*CLOSED;
        let is_valid = |value: &Value| schemas.validate(value, by_format[format]).is_ok();
        assert!(is_valid(output), "{format}");
        let mut wrong = output.clone();
        *wrong.pointer_mut(field).unwrap() = value;
        assert!(!is_valid(&wrong), "{field}");
    }
    let mut more = list.clone();
    more["items"][0]["new"] = json!(1);
    let (schemas, by_format) = &*CLOSED;
    assert!(schemas.validate(&more, by_format["gonogo-list/1"]).is_err());
    // Fields that are left out are never null.
    let mut null = status.clone();
    null["copies"] = Value::Null;
    assert!(
        schemas
            .validate(&null, by_format["gonogo-status/1"])
            .is_err()
    );
}

#[test]
fn every_shell_completes_every_command() {
    let folder = Folder::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = folder.out(&["completions", shell]);
        for word in ["status", "require-signoff", "completions", "read-only"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    assert_eq!(folder.run(&["completions", "tcsh"]).status, 2);
}

#[test]
fn zsh_completes_commands_and_checklists_first() {
    let script = Folder::new().out(&["completions", "zsh"]);
    let lines: Vec<&str> = script.lines().collect();
    let after = |line: &str, count: usize| {
        let at = lines
            .iter()
            .position(|other| *other == line)
            .unwrap_or_else(|| panic!("{line}\n{script}"));
        &lines[at + 1..][..count]
    };
    assert_eq!(
        after("'--version[Print version]' \\", 9),
        [
            "\":: :_gonogo_first\" \\",
            "\"*::: :->gonogo\" \\",
            "&& ret=0",
            "    case $state in",
            "    (gonogo)",
            "        words=($line[1] \"${words[@]}\")",
            "        (( CURRENT += 1 ))",
            "        curcontext=\"${curcontext%:*:*}:gonogo-command-$line[1]:\"",
            "        case $line[1] in",
        ]
    );
    assert_eq!(
        after("_gonogo_first() {", 2),
        [
            "    _alternative 'commands:command:_gonogo_commands' 'files:checklist:_files -g \"*.(md|markdown)\"'",
            "}",
        ]
    );
    let files = lines.iter().filter(|line| line.starts_with("':file -- "));
    assert!(files.clone().count() > 15, "{script}");
    for line in files {
        assert!(
            line.ends_with(":_files -g \"*.(md|markdown)\"' \\"),
            "{line}"
        );
    }
    let first = script.split("\":: :_gonogo_first\"").next().unwrap();
    let options = first.split_once("    _arguments ").unwrap().1;
    assert_eq!(
        script
            .matches(&format!(
                "\n(*)\n_arguments {options}&& ret=0\n;;\n        esac\n"
            ))
            .count(),
        1
    );
    assert!(
        !script.contains("$line[2]\" in") && !script.contains("'::file"),
        "{script}"
    );
}

#[test]
fn bash_completes_options_only_after_a_dash() {
    let folder = Folder::new();
    folder.write("gonogo.bash", folder.out(&["completions", "bash"]));
    let commands = "new templates status runs list next tick untick confirm mark phase correct live measure sign verify fill link note \
                    check explain merge git export diff schema completions man config help";
    for (words, expected) in [
        ("gonogo ''", commands),
        ("gonogo st", "status"),
        ("gonogo status ''", ""),
        ("gonogo status --se", "--section"),
        ("gonogo --by x status --se", "--section"),
        ("gonogo --color ''", "auto always never"),
        ("gonogo git ''", "install"),
    ] {
        let asked = format!(
            "source gonogo.bash; COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); \
             _gonogo_words gonogo \"${{COMP_WORDS[-1]}}\" \"${{COMP_WORDS[-2]}}\"; echo \"${{COMPREPLY[*]}}\""
        );
        let run = Command::new("bash")
            .args(["-c", &asked])
            .current_dir(folder.path(""))
            .output()
            .unwrap();
        let told = (
            String::from_utf8(run.stdout).unwrap(),
            String::from_utf8(run.stderr).unwrap(),
        );
        assert_eq!(told, (format!("{expected}\n"), String::new()), "{words}");
    }
    let script = folder.read("gonogo.bash");
    assert_eq!(
        (
            script.matches("complete -F _gonogo_words ").count(),
            script.matches("complete -F").count()
        ),
        (2, 2)
    );
}

#[test]
fn manual_pages_exist_for_the_program_and_every_command() {
    let folder = Folder::new();
    let page = folder.out(&["man"]);
    assert!(page.contains(".TH gonogo 1"), "{page}");
    for verb in ["status", "fill", "git"] {
        let page = folder.out(&["man", verb]);
        assert!(page.contains(&format!(".TH gonogo-{verb} 1")), "{page}");
        assert!(
            page.contains("quiet"),
            "the common options are among them: {page}"
        );
    }
    let ran = folder.run(&["man", "states"]);
    assert_eq!(
        (ran.status, ran.err.as_str()),
        (
            2,
            "gonogo: unknown command “states”. Did you mean status?\n"
        )
    );
}
