//! The rules of the house, held by reading the sources: which module may name which, how text reaches a terminal,
//! how long a file may be.

use std::fs;
use std::path::{Path, PathBuf};

use quote::ToTokens;

use super::house::figures::Figures;
use super::house::{self, Source, paths};

/// The rooms from left to right. Each knows only rooms to its left.
const ROOMS: [&str; 16] = [
    "sanitize",
    "checklist",
    "progress",
    "merge",
    "workbook",
    "report",
    "store",
    "controller",
    "templates",
    "config",
    "context",
    "commands",
    "line_mode",
    "tui",
    "cli",
    "main",
];
/// The ways in, which do not know each other.
const WAYS_IN: [&str; 3] = ["commands", "line_mode", "tui"];
/// The first room that may know files, the surroundings and the clock.
const FIRST_ROOM_WITH_EFFECTS: &str = "store";
/// The most lines of a file; a longer one is split.
const LONGEST: usize = 640;
/// Who writes to the terminal, or to what may be one: results, messages, and the screen. All of it passes `sanitize`.
const WRITERS: [&str; 8] = [
    "cli",
    "cli/arguments",
    "commands",
    "main",
    "line_mode",
    "tui",
    "tui/terminal",
    "tui/signals",
];
/// Who takes the name of a file as it is: as data, or for a text that passes `sanitize` as a whole.
const TAKERS_OF_NAMES: [&str; 8] = [
    "cli/arguments",
    "commands/git",
    "config",
    "line_mode/prompt",
    "tui/draw/picker",
    "tui/picker",
    "tui/save",
    "sanitize",
];
/// The order inside the screen: a file names only files of its own layer and of those before it.
const SCREEN: [&[&str]; 9] = [
    // What comes from the terminal and goes to it, and how it looks.
    &[
        "attention",
        "backend",
        "clipboard",
        "decoder",
        "editor",
        "fragment",
        "key",
        "notice",
        "stepper",
        "styled_text",
        "suggestions",
        "theme",
        "variable_questions",
        "input",
        "widgets",
        "reader",
    ],
    // What keys do, and what is selected.
    &[
        "action",
        "keymap",
        "layout",
        "line_editor",
        "missing_file",
        "outline",
    ],
    // What views see, and the views.
    &[
        "checkbox_glyphs",
        "copyable",
        "detail",
        "field",
        "form",
        "form_row",
        "launch",
        "markdown",
        "model",
        "signing",
        "variable_rows",
    ],
    // Sheets, and the only ways out of one.
    &["effect", "outcome", "sheets"],
    &["overlay", "picker", "run_loader"],
    &["app"],
    &["draw", "hints", "snapshot", "update"],
    // What does the effects, with the disk and the terminal.
    &[
        "editor_session",
        "effects",
        "event_loop",
        "recover",
        "refresh",
        "restore",
        "runtime",
        "save",
    ],
    &["signals", "terminal"],
];
/// Parts of the screen that don't know each other.
const APART: [(&str, &str); 2] = [("draw", "update"), ("update", "draw")];
/// Names of drawers, not of rooms.
const DRAWERS: [&str; 5] = ["util", "utils", "helpers", "common", "misc"];

/// Returns the rules that a source file of the program breaks.
fn violations(source: &Source) -> Vec<String> {
    let tokens = tokens(source);
    let mut broken = customs(source, &tokens);
    broken.extend(raw_output(&source.name(), &tokens));
    let room = source.module[0].as_str();
    for path in paths::paths(source) {
        let names: Vec<&str> = path.iter().map(String::as_str).collect();
        match names.as_slice() {
            ["crate", other, ..] if ROOMS.contains(other) && !may_know(room, other) => {
                broken.push(format!("names the room {other}"));
            }
            ["crate", "tui", other, ..] if room == "tui" && !may_name_in_screen(source, other) => {
                broken.push(format!("names {other}, of a later layer of the screen"));
            }
            [.., "*"] => broken.push(format!("imports all of {}", path.join("::"))),
            _ if is_pure(room) && has_effects(&names) => {
                broken.push(format!("names {}", path.join("::")));
            }
            _ => {}
        }
    }
    if is_pure(room) {
        broken.extend(printing(&tokens).map(|name| format!("names {name}")));
    }
    if source
        .module
        .iter()
        .any(|name| DRAWERS.contains(&name.as_str()))
    {
        broken.push("is a drawer".to_owned());
    }
    broken
}

fn tokens(source: &Source) -> Vec<String> {
    house::flat(source.syntax.to_token_stream())
}

/// The names of macros that print.
fn printing(tokens: &[String]) -> impl Iterator<Item = &str> {
    tokens
        .windows(2)
        .filter_map(|pair| match [&*pair[0], &*pair[1]] {
            [
                name @ ("print" | "println" | "eprint" | "eprintln" | "dbg"),
                "!",
            ] => Some(name),
            _ => None,
        })
}

/// Ways for a text to reach a terminal without passing `sanitize`.
fn raw_output(module: &str, tokens: &[String]) -> Vec<String> {
    let mut wrong = Vec::new();
    for window in tokens.windows(3) {
        match [&*window[0], &*window[1], &*window[2]] {
            [".", "display", "("] => {
                wrong.push("shows a path as it is: sanitize::path is there for that".to_owned());
            }
            [_, "to_string_lossy", "("] if !TAKERS_OF_NAMES.contains(&module) => {
                wrong.push("takes the name of a file as it is".to_owned());
            }
            [name @ ("stdout" | "stderr"), "(", ")"] if !WRITERS.contains(&module) => {
                wrong.push(format!("writes to {name}"));
            }
            _ => {}
        }
    }
    wrong.extend(printing(tokens).map(|name| format!("{name}!")));
    wrong
}

/// Returns the rules for every Rust file, tests included, that this one breaks.
fn customs(source: &Source, tokens: &[String]) -> Vec<String> {
    let mut wrong = Vec::new();
    let text = &source.text;
    if !text.starts_with("//! ") {
        wrong.push("does not begin by saying what it is for".to_owned());
    }
    if text.lines().count() > LONGEST {
        wrong.push(format!("has more than {LONGEST} lines"));
    }
    for window in tokens.windows(3) {
        match [&*window[0], &*window[1], &*window[2]] {
            ["unsafe", ..] => wrong.push("unsafe".to_owned()),
            [name @ ("todo" | "unimplemented"), "!", _] => wrong.push(format!("{name}!")),
            ["#", "[", "ignore"] => wrong.push("ignores a test".to_owned()),
            _ => {}
        }
    }
    wrong
}

fn may_know(room: &str, other: &str) -> bool {
    let place = |name: &str| ROOMS.iter().position(|room| *room == name);
    match (room, other) {
        _ if room == other => true,
        ("merge", _) => other == "progress",
        _ if WAYS_IN.contains(&room) && WAYS_IN.contains(&other) => false,
        _ => place(other) < place(room),
    }
}

/// Whether a file of the screen may name something in `other`, a file or folder of the screen or an item of its root.
fn may_name_in_screen(source: &Source, other: &str) -> bool {
    let layer = |name: &str| SCREEN.iter().position(|layer| layer.contains(&name));
    let Some(own) = source.module.get(1) else {
        return true;
    };
    let own_layer = layer(own).unwrap_or_else(|| panic!("{own} isn't in the table of the screen"));
    !APART.contains(&(own.as_str(), other)) && layer(other).is_some_and(|other| other <= own_layer)
}

fn is_pure(room: &str) -> bool {
    ROOMS
        .iter()
        .take_while(|other| **other != FIRST_ROOM_WITH_EFFECTS)
        .any(|other| *other == room)
}

/// Whether a path leads to files, the surroundings, the terminal or the clock.
fn has_effects(path: &[&str]) -> bool {
    let clock = path
        .windows(2)
        .any(|pair| matches!(pair, ["Utc" | "Local", "now"]))
        || path
            .iter()
            .any(|name| matches!(*name, "SystemTime" | "Instant"));
    clock
        || matches!(
            path,
            [
                "std",
                "fs" | "env" | "io" | "process" | "net" | "thread",
                ..
            ]
        )
        || matches!(
            path,
            ["crossterm" | "ratatui" | "rustix" | "directories", ..]
        )
}

fn below_package(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
}

#[test]
fn each_source_file_names_only_rooms_before_its_own() {
    let mut broken = Vec::new();
    for source in house::sources(&below_package("src")) {
        // lib.rs is the map of the house: it names all rooms and isn't one.
        assert!(
            source.module == ["lib"] || ROOMS.contains(&source.module[0].as_str()),
            "{}: this room isn't in the table",
            source.name()
        );
        let rules = violations(&source);
        broken.extend(
            rules
                .iter()
                .map(|rule| format!("{}: {rule}", source.name())),
        );
    }
    assert_eq!(broken, Vec::<String>::new());
}

#[test]
fn each_type_name_is_defined_once() {
    let figures = Figures::of(&house::sources(&below_package("src")));
    let twice: Vec<String> = figures
        .names_that_stand_twice()
        .into_iter()
        .map(|(name, modules)| format!("{name}: {}", modules.join(", ")))
        .collect();
    assert_eq!(twice, Vec::<String>::new());
}

#[test]
fn each_test_file_keeps_the_rules_and_runs() {
    for source in house::sources(&below_package("tests")) {
        assert_eq!(
            customs(&source, &tokens(&source)),
            Vec::<String>::new(),
            "{}",
            source.name()
        );
        let Some((name, folder)) = source.module.split_last() else {
            continue;
        };
        if folder.is_empty() || name == "main" {
            continue;
        }
        // main.rs declares a file; in a folder of its own, the file that the folder belongs to.
        let (name, parents) = match (name.as_str(), folder) {
            ("mod", [.., last]) => (last, vec!["it/main".to_owned()]),
            (_, [_]) => (name, vec!["it/main".to_owned()]),
            _ => (name, vec![folder.join("/"), folder.join("/") + "/mod"]),
        };
        let parents = parents
            .iter()
            .map(|parent| below_package(&format!("tests/{parent}.rs")));
        let text: String = parents
            .filter_map(|parent| fs::read_to_string(parent).ok())
            .collect();
        let declared = text
            .lines()
            .any(|line| line.ends_with(&format!("mod {name};")));
        assert!(
            declared,
            "{}: no file declares it, so its tests never run",
            source.name()
        );
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn the_check_sees_what_it_looks_for() {
    let long = "//! x\n".repeat(LONGEST + 1);
    for (label, module, text, broken) in [
        (
            "left",
            &["workbook"][..],
            "use crate::checklist::Checklist;",
            "",
        ),
        (
            "right",
            &["checklist"],
            "use crate::workbook::Workbook;",
            "names the room workbook",
        ),
        (
            "inline",
            &["merge"],
            "fn f() { crate::store::read(\"\") }",
            "names the room store",
        ),
        (
            "merge",
            &["merge"],
            "use crate::progress::Event; use crate::sanitize;",
            "names the room sanitize",
        ),
        (
            "group",
            &["progress"],
            "use crate::{sanitize, report::{filled}};",
            "names the room report",
        ),
        (
            "doors",
            &["commands", "tick"],
            "use crate::tui;",
            "names the room tui",
        ),
        (
            "doors",
            &["tui", "draw", "row"],
            "use crate::commands;",
            "names the room commands",
        ),
        (
            "doors",
            &["tui", "walk"],
            "use crate::line_mode;",
            "names the room line_mode",
        ),
        (
            "doors",
            &["line_mode", "walk"],
            "use crate::{commands, tui};",
            "names the room commands; names the room tui",
        ),
        (
            "own room",
            &["store", "write"],
            "use super::{Place, format}; use crate::merge;",
            "",
        ),
        (
            "super",
            &["progress", "fold"],
            "use super::super::store::Store;",
            "names the room store",
        ),
        (
            "tests",
            &["progress"],
            "mod tests { use super::x; use super::super::cli; }",
            "names the room cli",
        ),
        (
            "after tests",
            &["sanitize"],
            "mod tests { use super::x; } use super::merge;",
            "names the room merge",
        ),
        (
            "screen",
            &["tui", "sheets", "help"],
            "use super::super::app::App; use crate::tui::model::Model;",
            "names app, of a later layer of the screen",
        ),
        (
            "screen",
            &["tui", "update", "mouse"],
            "use crate::tui::draw;",
            "names draw, of a later layer of the screen",
        ),
        (
            "screen",
            &["tui", "theme"],
            "use super::Setup;",
            "names Setup, of a later layer of the screen",
        ),
        ("main", &["main"], "use gonogo::cli::Cli;", ""),
        ("files", &["report"], "use std::fs;", "names std::fs"),
        (
            "files in a group",
            &["report"],
            "use std::{fmt, io::Write};",
            "names std::io::Write",
        ),
        ("files are for the store", &["store"], "use std::fs;", ""),
        (
            "clock",
            &["workbook"],
            "fn f() { let now = chrono::Utc::now(); }",
            "names chrono::Utc::now",
        ),
        (
            "clock",
            &["merge"],
            "use std::time::{Duration, Instant};",
            "names std::time::Instant",
        ),
        (
            "terminal",
            &["sanitize"],
            "use ratatui::text::Line;",
            "names ratatui::text::Line",
        ),
        (
            "output",
            &["sanitize"],
            "fn f() { println!(\"x\"); }",
            "println!; names println",
        ),
        (
            "output",
            &["tui"],
            "fn f() { eprintln!(\"x\"); }",
            "eprintln!",
        ),
        (
            "output",
            &["store"],
            "fn f() { io::stdout().flush() }",
            "writes to stdout",
        ),
        (
            "output",
            &["tui", "signals"],
            "fn f() { io::stderr().flush() }",
            "",
        ),
        (
            "names",
            &["store", "error"],
            "#[error(\"{}\", path.display())] struct A;",
            "shows a path as it is: sanitize::path is there for that",
        ),
        (
            "names",
            &["store", "lock"],
            "fn f() { path.to_string_lossy() }",
            "takes the name of a file as it is",
        ),
        (
            "all",
            &["store"],
            "use std::fs::*;",
            "imports all of std::fs::*",
        ),
        (
            "times",
            &["store"],
            "fn f() { let area = width * height; }",
            "",
        ),
        ("unsafe", &["store"], "fn f() { unsafe { x() } }", "unsafe"),
        ("unfinished", &["store"], "fn f() { todo!() }", "todo!"),
        (
            "ignored",
            &["store"],
            "#[ignore]\n#[test]\nfn f() {}",
            "ignores a test",
        ),
        ("drawer", &["store", "utils"], "", "is a drawer"),
        ("long", &["store"], long.as_str(), "has more than 640 lines"),
        (
            "words",
            &["sanitize"],
            "// unsafe std::fs\nconst S: &str = \"std::fs \\\" unsafe\"; const C: char = '\"';",
            "",
        ),
        (
            "raw words",
            &["sanitize"],
            "const S: &str = r#\"\" unsafe\"#; fn f<'a>(x: &'a str) {}",
            "",
        ),
        (
            "after a raw text",
            &["sanitize"],
            "const S: &str = r\"\\\"; use std::fs;",
            "names std::fs",
        ),
    ] {
        let source = Source::parse(module, &format!("//! x\n{text}"));
        assert_eq!(violations(&source).join("; "), broken, "{label}: {text}");
    }
    assert_eq!(
        violations(&Source::parse(&["sanitize"], "use std::fmt;")),
        ["does not begin by saying what it is for"]
    );
}
