//! The direction of the rooms holds: what each source file may name is read from the sources themselves.

use std::fs;
use std::path::{Path, PathBuf};

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
/// A file that is longer wants to be two.
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
/// Names of drawers, not of rooms.
const DRAWERS: [&str; 5] = ["util", "utils", "helpers", "common", "misc"];

/// What is wrong in one source file of the program. `module` is its path below `src`: `["store", "write"]`.
fn violations(module: &[&str], text: &str) -> Vec<String> {
    let tokens = tokens(&without_comments_and_texts(text));
    let paths = paths(&tokens, module);
    let mut wrong = customs(text, &tokens);
    wrong.extend(untold_ways_out(&module.join("/"), &tokens));
    let room = module[0];
    for path in &paths {
        let names: Vec<&str> = path.iter().map(String::as_str).collect();
        match names.as_slice() {
            ["crate" | "gonogo", other, ..] if ROOMS.contains(other) && !may_know(room, other) => {
                wrong.push(format!("names the room {other}"));
            }
            [.., "*"] => wrong.push(format!("imports all of {}", path.join("::"))),
            _ if is_pure(room) && has_effects(&names) => {
                wrong.push(format!("names {}", path.join("::")));
            }
            _ => {}
        }
    }
    if module.iter().any(|name| DRAWERS.contains(name)) {
        wrong.push("is a drawer".to_owned());
    }
    wrong
}

/// Ways for a text to reach a terminal as it is.
fn untold_ways_out(module: &str, tokens: &[String]) -> Vec<String> {
    let mut wrong = Vec::new();
    for window in tokens.windows(3) {
        match [&*window[0], &*window[1], &*window[2]] {
            [".", "display", "("] => {
                wrong.push("shows a path as it is: sanitize::path is there for that".to_owned());
            }
            [_, "to_string_lossy", "("] if !TAKERS_OF_NAMES.contains(&module) => {
                wrong.push("takes the name of a file as it is".to_owned());
            }
            [
                name @ ("print" | "println" | "eprint" | "eprintln" | "dbg"),
                "!",
                _,
            ] => {
                wrong.push(format!("{name}!"));
            }
            [name @ ("stdout" | "stderr"), "(", ")"] if !WRITERS.contains(&module) => {
                wrong.push(format!("writes to {name}"));
            }
            _ => {}
        }
    }
    wrong
}

/// What no Rust file here does, tests included.
fn customs(text: &str, tokens: &[String]) -> Vec<String> {
    let mut wrong = Vec::new();
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
        || matches!(path, ["print" | "println" | "eprint" | "eprintln" | "dbg"])
}

/// The source with a space for every comment, text and character literal: what is said there binds nobody.
fn without_comments_and_texts(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let after_name = code.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let hashes = rest[1.min(rest.len())..]
            .chars()
            .take_while(|&c| c == '#')
            .count();
        let skip = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if first == 'r' && !after_name && rest[1 + hashes..].starts_with('"') {
            let close = format!("\"{}", "#".repeat(hashes));
            rest[2 + hashes..]
                .find(&close)
                .map_or(rest.len(), |end| 2 + hashes + end + close.len())
        } else if first == '"' {
            end_of_literal(rest, '"')
        } else if first == '\''
            && (rest[1..].starts_with('\\') || rest.chars().nth(2) == Some('\''))
        {
            end_of_literal(rest, '\'')
        } else {
            code.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        };
        code.push(' ');
        rest = &rest[skip..];
    }
    code
}

/// Where a literal that starts `text` ends, past its closing quote.
fn end_of_literal(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if character == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Names, `::`, and every other character for itself.
fn tokens(code: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut grows = false;
    for character in code.chars() {
        let in_name = character.is_alphanumeric() || character == '_';
        match tokens.last_mut() {
            Some(last) if grows && in_name => last.push(character),
            Some(last) if last == ":" && character == ':' && !grows => last.push(':'),
            _ if !character.is_whitespace() => tokens.push(character.to_string()),
            _ => {}
        }
        grows = in_name;
    }
    tokens
}

/// Every path in the code, groups taken apart, and `self` and `super` led back to `crate`.
fn paths(tokens: &[String], module: &[&str]) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    // The paths before the open braces; none before the brace of a block.
    let mut groups: Vec<Option<Vec<String>>> = Vec::new();
    // Modules written inside the file, with the number of braces around them.
    let mut inner: Vec<usize> = Vec::new();
    let mut path: Vec<String> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let next = tokens.get(at + 1).map(String::as_str);
        let is_name = token == "*" || token.starts_with(|c: char| c.is_alphabetic() || c == '_');
        let goes_on = at > 0 && tokens[at - 1] == "::";
        match token.as_str() {
            "{" if goes_on => groups.push(Some(std::mem::take(&mut path))),
            "{" => {
                if at >= 2 && tokens[at - 2] == "mod" {
                    inner.push(groups.len());
                }
                groups.push(None);
            }
            "}" => {
                groups.pop();
                if inner.last() == Some(&groups.len()) {
                    inner.pop();
                }
            }
            "*" if !goes_on => {}
            _ if is_name => {
                if !goes_on {
                    path = groups.last().cloned().flatten().unwrap_or_default();
                }
                path.push(token.clone());
                if next != Some("::") {
                    found.push(from_root(&std::mem::take(&mut path), module, inner.len()));
                }
            }
            _ => {}
        }
    }
    found
}

/// A path with its `self` and `super` led back to the root.
fn from_root(path: &[String], module: &[&str], inside: usize) -> Vec<String> {
    let ups = path
        .iter()
        .take_while(|name| *name == "super" || *name == "self")
        .count();
    let supers = path[..ups].iter().filter(|name| *name == "super").count();
    if supers == 0 || supers < inside {
        return path.to_vec();
    }
    let depth = module.len().saturating_sub(supers - inside);
    let above = std::iter::once("crate").chain(module[..depth].iter().copied());
    above
        .map(str::to_owned)
        .chain(path[ups..].iter().cloned())
        .collect()
}

/// The Rust files below a folder of this package, sorted.
fn files(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "{folder} holds no Rust file");
    found
}

/// The module that a file is: `["store", "write"]` for `src/store/write.rs`.
fn module_of(file: &Path, folder: &str) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let below = file.strip_prefix(root).unwrap().with_extension("");
    below
        .iter()
        .map(|part| part.to_str().unwrap().to_owned())
        .collect()
}

#[test]
fn every_source_file_knows_only_rooms_to_its_left() {
    let mut wrong = Vec::new();
    for file in files("src") {
        let module = module_of(&file, "src");
        let module: Vec<&str> = module.iter().map(String::as_str).collect();
        // lib.rs is the map of the house: it names all rooms and is none.
        assert!(
            module == ["lib"] || ROOMS.contains(&module[0]),
            "{}: a room without a place",
            file.display()
        );
        let found = violations(&module, &fs::read_to_string(&file).unwrap());
        wrong.extend(
            found
                .into_iter()
                .map(|what| format!("{}: {what}", module.join("/"))),
        );
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn tests_keep_the_customs_and_none_is_forgotten() {
    for file in files("tests") {
        let text = fs::read_to_string(&file).unwrap();
        let tokens = tokens(&without_comments_and_texts(&text));
        assert_eq!(
            customs(&text, &tokens),
            Vec::<String>::new(),
            "{}",
            file.display()
        );
        let mut module = module_of(&file, "tests");
        let name = module.pop().unwrap();
        if module.is_empty() || name == "main" {
            continue;
        }
        // A file is named by main.rs, or, in a folder of its own, by the file that the folder belongs to.
        let above = if module.len() == 1 {
            "it/main".to_owned()
        } else {
            module.join("/")
        };
        let above = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/{above}.rs"));
        let named = fs::read_to_string(&above)
            .unwrap()
            .lines()
            .any(|line| line.ends_with(&format!("mod {name};")));
        assert!(
            named,
            "{} does not say `mod {name};`, so those tests never run",
            above.display()
        );
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn the_check_sees_what_it_looks_for() {
    let long = "//! x\n".repeat(LONGEST + 1);
    for (label, module, text, wrong) in [
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
            "let now = chrono::Utc::now();",
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
            "println!(\"x\");",
            "println!; names println",
        ),
        ("output", &["tui"], "eprintln!(\"x\");", "eprintln!"),
        (
            "output",
            &["store"],
            "io::stdout().flush()",
            "writes to stdout",
        ),
        ("output", &["tui", "signals"], "io::stderr().flush()", ""),
        (
            "names",
            &["store", "error"],
            "#[error(\"{}\", path.display())] struct A;",
            "shows a path as it is: sanitize::path is there for that",
        ),
        (
            "names",
            &["store", "lock"],
            "path.to_string_lossy()",
            "takes the name of a file as it is",
        ),
        (
            "all",
            &["store"],
            "use std::fs::*;",
            "imports all of std::fs::*",
        ),
        ("times", &["store"], "let area = width * height;", ""),
        ("unsafe", &["store"], "unsafe { x() }", "unsafe"),
        ("unfinished", &["store"], "fn f() { todo!() }", "todo!"),
        (
            "ignored",
            &["store"],
            "#[ignore]\n#[test]",
            "ignores a test",
        ),
        ("drawer", &["store", "utils"], "", "is a drawer"),
        ("long", &["store"], long.as_str(), "has more than 640 lines"),
        (
            "words",
            &["sanitize"],
            "// unsafe std::fs\nlet s = \"std::fs \\\" unsafe\"; let c = '\"';",
            "",
        ),
        (
            "raw words",
            &["sanitize"],
            "let s = r#\"\" unsafe\"#; fn f<'a>(x: &'a str) {}",
            "",
        ),
        (
            "after a raw text",
            &["sanitize"],
            "let s = r\"\\\"; use std::fs;",
            "names std::fs",
        ),
    ] {
        assert_eq!(
            violations(module, &format!("//! x\n{text}")).join("; "),
            wrong,
            "{label}: {text}"
        );
    }
    assert_eq!(
        violations(&["sanitize"], "use std::fmt;"),
        ["does not begin by saying what it is for"]
    );
}
