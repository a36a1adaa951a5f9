//! The real program on a terminal, with a document, files, notes, settings and surroundings that would take the
//! terminal over: nothing of them reaches it.

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use tempfile::TempDir;

use super::terminal::seat::Seat;

/// Puts something on the clipboard, sets the title, clears the screen in two ways, hides and reorders what follows.
const HOSTILE: &str = "\u{1b}]52;c;ZXZpbA==\u{7}\u{1b}]0;t\u{7}\u{1b}[2J\u{9b}3J\u{1b}[8;66m\u{202e}\u{2066}\u{200f}\u{61c}\u{7f}\u{2028}\u{e0041}\u{8}";

fn document() -> String {
    format!(
        "# Launch {HOSTILE}\n\n{HOSTILE} text\n\n- [ ] first {HOSTILE} thing: ____\n\n      run {HOSTILE}\n\n- [ ] second {{{{ver}}}}\n\n\
         Approved by {HOSTILE} lead: ____ Date: ____\n\n- [y] almost {HOSTILE}\n"
    )
}

/// A folder with files of such names and contents.
fn folder() -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let name = format!("a{HOSTILE}.md");
    fs::write(folder.path().join(&name), document()).unwrap();
    fs::write(folder.path().join(format!("b{HOSTILE}.json")), "{").unwrap();
    let config = folder.path().join("config/gonogo");
    fs::create_dir_all(&config).unwrap();
    let escaped: String = HOSTILE
        .chars()
        .flat_map(|c| format!("\\U{:08x}", u32::from(c)).into_bytes())
        .map(char::from)
        .collect();
    let settings = format!(
        "author = \"{escaped}\"\n\"{escaped}\" = 1\n[keys.\"{escaped}\"]\nx = \"{escaped}\"\n"
    );
    fs::write(config.join("config.toml"), settings).unwrap();
    (folder, name)
}

/// Runs the program on a terminal. Returns all that it wrote there.
fn run(folder: &Path, input: &str, arguments: &[&str]) -> String {
    let size = PtySize {
        rows: 24,
        cols: 80,
        pixel_width: 0,
        pixel_height: 0,
    };
    let pair = native_pty_system().openpty(size).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_gonogo"));
    command.args(arguments);
    command.cwd(folder);
    command.env_clear();
    for (name, value) in surroundings(folder) {
        command.env(name, value);
    }
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().unwrap();
    let mut keys = pair.master.take_writer().unwrap();
    keys.write_all(input.as_bytes()).unwrap();
    let mut written = Vec::new();
    // The end of a terminal is an error on Linux.
    let _ = reader.read_to_end(&mut written);
    child.wait().unwrap();
    String::from_utf8(written).unwrap()
}

fn surroundings(folder: &Path) -> Vec<(&'static str, String)> {
    let folder = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    vec![
        ("GONOGO_NOW", "2026-11-21T21:04:05Z".to_owned()),
        ("USER", format!("user{HOSTILE}")),
        ("LOGNAME", format!("user{HOSTILE}")),
        ("SUDO_USER", format!("sudo{HOSTILE}")),
        ("TERM", "xterm-256color".to_owned()),
        ("LANG", "C.UTF-8".to_owned()),
        ("PATH", "/usr/bin:/bin".to_owned()),
        ("HOME", folder("home")),
        ("EDITOR", format!("ed{HOSTILE}")),
        ("XDG_STATE_HOME", folder(&format!("state{HOSTILE}"))),
        ("XDG_CONFIG_HOME", folder("config")),
    ]
}

/// The first thing in an output of lines that a terminal would act on; the colors of help and errors are ours.
fn acting(written: &str) -> Option<String> {
    let mut rest = written;
    while let Some(at) = rest.find(|c: char| c.is_control() || is_unseen(c)) {
        let from = &rest[at..];
        let own = [
            "\r\n",
            "\u{1b}[0m",
            "\u{1b}[1m",
            "\u{1b}[4m",
            "\u{1b}[31m",
            "\u{1b}[32m",
            "\u{1b}[33m",
        ];
        let Some(own) = own.into_iter().find(|own| from.starts_with(own)) else {
            return Some(format!("{:?} in {:?}", from.chars().next(), written));
        };
        rest = &from[own.len()..];
    }
    None
}

fn is_unseen(character: char) -> bool {
    matches!(
        character,
        '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{200b}'..='\u{200f}'
            | '\u{61c}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

#[test]
fn no_command_sends_control_sequences_to_a_terminal() {
    let (folder, file) = folder();
    let (folder, file) = (folder.path(), file.as_str());
    let there = format!("b{HOSTILE}.json");
    let missing = format!("c{HOSTILE}.md");
    let unknown = format!("--{HOSTILE}");
    let changes: &[&[&str]] = &[
        &["tick", file, "2"],
        &["note", file, "1", HOSTILE],
        &["fill", file, "1", HOSTILE],
        &["mark", file, "1", "blocked", "--reason", HOSTILE],
        &["--by", HOSTILE, "note", file, "1", "x"],
        &["--run", "r", "fill", file, "1", HOSTILE],
        &["live", file, "--at", "2026-11-21 20:00"],
        &["sign", file, "lead", "--by", HOSTILE, "--force", HOSTILE],
        &["phase", file, "1", "after"],
        &["measure", file, "1", HOSTILE],
        &["correct", file, "1", "optional"],
        &["fill", file, "{{ver}}", HOSTILE],
        &["link", file, "{{ver}}", "1"],
    ];
    let looks: &[&[&str]] = &[
        &["status", file],
        &["status", file, "--since", "2h"],
        &["status", file, "--json"],
        &["list", file],
        &["list", file, "--json"],
        &["list", file, "--section", HOSTILE],
        &["next", file],
        &["runs", file],
        &["check", file],
        &["check", file, "--json"],
        &["explain", file, "--all"],
        &["explain", file, "--json"],
        &["explain", file, "--diff", "--suggest"],
        &["verify", file],
        &["diff", file, "--since", "2h"],
        &["diff", file, "--run", "r", "--run", HOSTILE],
        &["export", file],
        &["export", file, "--filled"],
        &["export", file, "--format", "html"],
        &["export", file, "--format", "csv"],
        &["export", file, "--format", "junit"],
        &["export", file, "--format", "json"],
        &["export", file, "-o", file],
        &["export", file, "-o", "report.md"],
        &["merge", &there, &there],
        &["merge", &missing, &missing],
        &["config"],
    ];
    let mistakes: &[&[&str]] = &[
        &["status", &missing],
        &["status", file, "--run", HOSTILE],
        &["status", file, "--progress", &there],
        &["status", file, "--since", HOSTILE],
        &["status", file, &unknown],
        &["status", file, HOSTILE],
        &[HOSTILE, "status"],
        &[&unknown],
        &["--color", HOSTILE],
        &["mark", file, "1", HOSTILE],
        &["tick", file, HOSTILE],
        &["fill", file, HOSTILE, "x"],
        &["fill", file, "--from", &missing],
        &["phase", file, "1", HOSTILE],
        &["correct", file, "1", HOSTILE],
        &[
            "correct",
            file,
            "1",
            "threshold=none",
            "--threshold",
            HOSTILE,
        ],
        &["live", file, "--at", HOSTILE],
        &["new", HOSTILE],
        &["new", "go-live", "-o", &there],
        &["schema", HOSTILE],
        &["man", HOSTILE],
        &["completions", HOSTILE],
        &["git", "install"],
        &["git", HOSTILE],
        &["export", file, "--format", HOSTILE],
        &["--help"],
        &["tick", "--help"],
        &["--version"],
    ];
    for arguments in [changes, looks, mistakes].concat() {
        let written = run(folder, "", arguments);
        assert_eq!(acting(&written), None, "{arguments:?}");
    }
    let shown = run(folder, "", &["status", file]);
    let path = "Progress: a^[]52;c;ZXZpbA==^G^[]0;t^G^[[2J<U+009B>3J^[[8;66m<U+202E><U+2066><U+200F><U+061C>^? ^H.gonogo.json";
    assert!(shown.lines().any(|line| line == path), "{shown}");
    let plain =
        "done\nlist\nmore\nwhere\nstatus\nfind second\nnote x\nnonsense \u{1b}]0;x\u{7}\nquit\n";
    for walk in [&["--plain", file][..], &["--plain"]] {
        // The terminal itself repeats what is typed, and shows what acts as `^[`.
        let written = run(folder, plain, walk);
        assert_eq!(acting(&written), None, "{walk:?}");
    }
}

/// What of an output is none of the sequences that the screen is drawn with.
fn foreign(written: &str) -> Option<&str> {
    let mut rest = written;
    while let Some(at) = rest.find(|c: char| c.is_control() || is_unseen(c)) {
        let from = &rest[at..];
        let after = from
            .strip_prefix("\r\n")
            .or_else(|| from.strip_prefix('\r'))
            .or_else(|| from.strip_prefix('\n'));
        let sequence = from.strip_prefix("\u{1b}[").map(|from| {
            from.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '?' | ';' | ':'))
        });
        let after = after.or_else(|| {
            sequence.and_then(|end| end.strip_prefix(|c: char| c.is_ascii_alphabetic()))
        });
        let Some(after) = after else {
            return Some(from);
        };
        rest = after;
    }
    // These would be sequences of ours by their form.
    ["\u{1b}[3J", "\u{1b}[8;66m"]
        .into_iter()
        .find(|sequence| written.contains(sequence))
}

#[test]
fn tui_sends_no_control_sequences_of_others() {
    let (folder, file) = folder();
    let variables = surroundings(folder.path());
    let variables: Vec<(&str, &str)> = variables
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let mut seat = Seat::start_with(folder.path(), &[&file], &variables);
    seat.wait_until("the first screen", |screen| screen.contains("second"));
    for keys in [
        "\u{1b}", "j", "j", " ", "n", "x\r", "v", "\u{1b}", "y", "\u{1b}", "?", "\u{1b}", ":",
        "\u{1b}", "w", "q", "i",
    ] {
        seat.type_keys(keys);
    }
    seat.type_keys("\u{1b}");
    seat.type_keys("\u{3}\u{3}\u{3}");
    seat.signal(rustix::process::Signal::TERM);
    seat.end();
    let written = seat.written();
    assert_eq!(foreign(&written), None);
    let mut seat = Seat::start_with(folder.path(), &[], &variables);
    seat.wait_until("the choice", |screen| screen.contains("open a checklist"));
    seat.signal(rustix::process::Signal::TERM);
    seat.end();
    assert_eq!(foreign(&seat.written()), None);
}

#[test]
fn program_name_is_not_taken_from_the_caller() {
    let folder = tempfile::tempdir().unwrap();
    let link: PathBuf = folder.path().join(format!("g{HOSTILE}"));
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_gonogo"), &link).unwrap();
    for (arguments, usage) in [
        (
            &["status", "--help"][..],
            "Usage: gonogo status [OPTIONS] <FILE>",
        ),
        (&["status"][..], "Usage: gonogo status <FILE>"),
    ] {
        let ran = std::process::Command::new(&link)
            .args(arguments)
            .output()
            .unwrap();
        let told = String::from_utf8([ran.stdout, ran.stderr].concat()).unwrap();
        assert!(told.lines().any(|line| line == usage), "{told}");
    }
}
