//! If standard output can't be written, the exit status still has the answer.

use std::fs::{self, File};
use std::io::Write;
use std::process::{Command, Stdio};

use super::program::{BY, Folder, NOW};

const GO: &str = "- [x] done\n";
const NO_GO: &str = "- [ ] open: ____\n";

/// Runs the program on this standard output. Returns its exit status and standard error.
fn run(folder: &Folder, out: Stdio, input: &str, arguments: &[&str]) -> (i32, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_gonogo"))
        .current_dir(folder.path(""))
        .env_clear()
        .envs([("GONOGO_NOW", NOW), ("LANG", "C.UTF-8")])
        .env("HOME", folder.path("home"))
        .env("XDG_STATE_HOME", folder.path("state"))
        .args(["--by", BY])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(out)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // It may have ended without reading it.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let ended = child.wait_with_output().unwrap();
    (
        ended.status.code().unwrap(),
        String::from_utf8(ended.stderr).unwrap(),
    )
}

/// A pipe that nobody reads.
fn closed() -> Stdio {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    writer.into()
}

/// A disk without room.
fn full() -> Stdio {
    File::options()
        .write(true)
        .open("/dev/full")
        .unwrap()
        .into()
}

/// A folder with a checklist that is GO, one that is NO-GO, two runs that differ, and one where all is done.
fn folder() -> Folder {
    let folder = Folder::with(NO_GO);
    folder.write("go.md", GO);
    folder.change(&["tick", "go.md", "1"]);
    folder.change(&["--run", "x", "tick", "a.md", "1"]);
    folder.change(&["--run", "y", "note", "a.md", "1", "seen"]);
    folder
}

#[test]
fn closed_pipe_keeps_the_exit_status() {
    let folder = folder();
    for (arguments, status) in [
        (&["status", "go.md"][..], 0),
        (&["status", "a.md"], 1),
        (&["status", "a.md", "--json"], 1),
        (&["status", "a.md", "--since", "2h"], 1),
        (&["check", "a.md"], 0),
        (&["check", "bad.md"], 1),
        (&["check", "bad.md", "--json"], 1),
        (&["diff", "a.md", "--run", "x", "--run", "y"], 1),
        (&["diff", "a.md", "--run", "x", "--run", "x", "--json"], 0),
        (&["next", "a.md"], 0),
        (&["next", "go.md", "--json"], 1),
        (&["list", "a.md"], 0),
        (&["runs", "a.md"], 0),
        (&["verify", "a.md"], 0),
        (&["export", "a.md"], 0),
        (&["export", "a.md", "--format", "json"], 0),
        (&["new", "go-live", "-o", "-"], 0),
        (&["merge", "a.x.gonogo.json", "a.x.gonogo.json"], 0),
        (&["templates"], 0),
        (&["schema", "status"], 0),
        (&["completions", "bash"], 0),
        (&["man"], 0),
        (&["config"], 0),
        (&["--help"], 0),
        (&["--version"], 0),
    ] {
        folder.write("bad.md", "- [x] a\n- [y] b\n- []c\n");
        let seen = folder.run(arguments);
        assert_eq!(seen.status, status, "{arguments:?}: {}", seen.err);
        assert_eq!(
            run(&folder, closed(), "", arguments),
            (status, seen.err),
            "{arguments:?}"
        );
    }
}

#[test]
fn failed_write_to_standard_output_is_an_error() {
    let folder = folder();
    let told = "gonogo: standard output: can't write: No space left on device (os error 28)\n";
    for arguments in [
        &["status", "go.md"][..],
        &["status", "a.md", "--json"],
        &["list", "a.md"],
        &["export", "a.md"],
        &["diff", "a.md", "--run", "x", "--run", "x"],
        &["templates"],
        &["--help"],
        &["--version"],
        &["status", "--help"],
    ] {
        assert_eq!(
            run(&folder, full(), "", arguments),
            (2, told.to_owned()),
            "{arguments:?}"
        );
    }
}

#[test]
fn line_mode_ends_with_an_error_if_output_fails() {
    for (out, why) in [
        (closed as fn() -> Stdio, "standard output was closed"),
        (
            full,
            "standard output: can't write: No space left on device (os error 28)",
        ),
    ] {
        let folder = Folder::with(NO_GO);
        let (status, told) = run(&folder, out(), "done\nnext\n", &["a.md", "--plain"]);
        let expected = format!("gonogo: ended early; all changes up to then are saved: {why}\n");
        assert_eq!((status, told), (2, expected));
        assert!(
            fs::metadata(folder.path("a.gonogo.json")).is_err(),
            "what was not asked is not done"
        );
    }
}

#[test]
fn pipe_gets_every_byte() {
    let text = "# A\u{1b}]0;x\u{7}\u{202e}\r\n\r\n- [ ] b\u{9b}2J \u{200d}\u{fe0f}\tc\u{7f}\r\n";
    let folder = Folder::with(text);
    for copy in [&["export", "a.md"][..], &["export", "a.md", "--filled"]] {
        assert_eq!(folder.out(copy), text);
    }
    folder.change(&["note", "a.md", "1", "n\u{9b}\u{202e}\u{7f}"]);
    assert_eq!(
        folder.out(&["export", "a.md", "--filled"]),
        text,
        "the document's own bytes"
    );
    // Programs read the same values, and a terminal sees nothing that acts.
    for json in [
        &["list", "a.md", "--json"][..],
        &["export", "a.md", "--format", "json"],
    ] {
        let out = folder.out(json);
        let value: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(
            value["items"][0]["notes"][0]["text"],
            "n\u{9b}\u{202e}\u{7f}"
        );
        assert!(out.contains(r#""text": "n\u009b\u202e\u007f""#), "{out}");
        let acts = |c: char| c != '\n' && (c.is_control() || matches!(c, '\u{202a}'..='\u{202e}'));
        assert_eq!(out.find(acts), None);
    }
}

/// Whether every direction that a line opens is closed in it, and it closes none of another.
fn is_contained(line: &str) -> bool {
    let mut open = Vec::new();
    for character in line.chars() {
        match character {
            '\u{202a}' | '\u{202b}' => open.push('\u{202c}'),
            '\u{2066}'..='\u{2068}' => open.push('\u{2069}'),
            '\u{202c}' | '\u{2069}' if open.pop() != Some(character) => return false,
            '\u{202d}' | '\u{202e}' => return false,
            _ => {}
        }
    }
    open.is_empty()
}

#[test]
fn typed_text_never_reorders_a_report() {
    let typed = "\u{202e}a\u{202b}b\u{2067}c\u{202c}\nd\u{2069}\u{2066}e\u{202d}f\u{2068}\u{2069}";
    let folder = Folder::with(
        "# T\n\n- [ ] one: ____\n- [ ] two\n- [ ] three\n\n| a | b |\n| - | - |\n| x | ____ |\n\n```\nkey: ____\n```\n\n\
         Lead: ____ Date: ____\n",
    );
    let blanks: Vec<String> = folder.list(&[])["blanks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|blank| blank["key"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(blanks.len(), 5, "{blanks:?}");
    for blank in &blanks {
        folder.change(&["fill", "a.md", blank, typed]);
    }
    folder.change(&["note", "a.md", "1", typed]);
    folder.change(&["mark", "a.md", "2", "waived", "--reason", typed]);
    folder.change(&["mark", "a.md", "3", "blocked", "--reason", typed]);
    // Whoever wrote the progress file may have called themselves anything.
    let progress = folder.read("a.gonogo.json");
    let by = format!("\"by\":{}", serde_json::to_string(typed).unwrap());
    let named = progress.replace(&format!("\"by\":\"{BY}\""), &by);
    assert_ne!(named, progress);
    folder.write("a.gonogo.json", named);
    for format in ["markdown", "html", "csv", "junit"] {
        let report = folder.out(&["export", "a.md", "--format", format]);
        let wrong: Vec<&str> = report.lines().filter(|line| !is_contained(line)).collect();
        assert_eq!(wrong, [""; 0], "{format}");
    }
    let filled = folder.out(&["export", "a.md", "--filled"]);
    let line = "\u{fffd}a\u{202b}b\u{2067}c\u{2069}\u{202c}<br>d\u{2066}e\u{fffd}f\u{2068}\u{2069}\u{2069}";
    assert_eq!(
        filled.lines().nth(2),
        Some(format!("- [ ] one: {line}").as_str())
    );
}
