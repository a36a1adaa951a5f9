//! Settings: the file in the user's folder, what it changes, what is said where it cannot be followed, and
//! `gonogo config`, which shows what holds.

use std::fs;

use assert_cmd::cargo::cargo_bin_cmd;
use gonogo::config::settings::{Settings, ThemeChoice, parse};
use gonogo::tui::keymap::Keymap;

use crate::program::{Folder, Ran};
use crate::terminal::seat::Seat;

/// A folder with a checklist and these settings.
fn folder(settings: &str) -> Folder {
    let folder = Folder::with("- [ ] one\n- [ ] two\n");
    fs::create_dir_all(folder.path("settings/gonogo")).unwrap();
    folder.write("settings/gonogo/config.toml", settings);
    folder
}

/// Runs the program with the folder's settings, these variables, and nobody named by an option.
fn run(folder: &Folder, variables: &[(&str, &str)], arguments: &[&str]) -> Ran {
    let output = cargo_bin_cmd!("gonogo")
        .current_dir(folder.path(""))
        .env_clear()
        .envs([
            ("GONOGO_NOW", "2026-11-21T21:04:05Z"),
            ("LANG", "C.UTF-8"),
            ("USER", "ann"),
        ])
        .env("XDG_CONFIG_HOME", folder.path("settings"))
        .env("XDG_STATE_HOME", folder.path("state"))
        .envs(variables.iter().copied())
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran {
        status: output.status.code().unwrap(),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

/// The line of a setting in what `gonogo config` prints.
fn line(printed: &str, setting: &str) -> String {
    let lines = printed
        .lines()
        .filter(|line| line.starts_with(&format!("{setting} =")));
    lines
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .next()
        .unwrap_or_default()
}

#[test]
fn config_shows_values_and_their_sources() {
    let folder = Folder::new();
    let none = run(&folder, &[], &["config"]);
    assert_eq!((none.status, none.err.as_str()), (0, ""));
    assert!(
        none.out
            .contains("/settings/gonogo/config.toml (not created yet)"),
        "{}",
        none.out
    );
    let folder = self::folder(
        "theme = 'light'\nmouse = true\nauthor = 'lead'\nkeys.outline.undo = ['U', 'f2']\n",
    );
    for (variables, arguments, setting, expected) in [
        (&[][..], &[][..], "theme", "theme = \"light\" # file; auto,"),
        (
            &[("NO_COLOR", "1")],
            &[],
            "theme",
            "theme = \"light\" # file;",
        ),
        (
            &[],
            &["--color", "never"],
            "theme",
            "theme = \"none\" # option --color;",
        ),
        (
            &[("NO_COLOR", "1")],
            &["--color", "always"],
            "theme",
            "theme = \"light\" # file;",
        ),
        (
            &[],
            &["--theme", "dark"],
            "theme",
            "theme = \"dark\" # option --theme;",
        ),
        (
            &[],
            &[],
            "ascii",
            "ascii = false # environment, LANG and TERM;",
        ),
        (
            &[("LANG", "C")],
            &[],
            "ascii",
            "ascii = true # environment, LANG and TERM;",
        ),
        (&[], &["--ascii"], "ascii", "ascii = true # option --ascii;"),
        (&[], &[], "mouse", "mouse = true # file;"),
        (&[], &[], "walk", "walk = false # default;"),
        (&[], &[], "author", "author = \"lead\" # file;"),
        (
            &[],
            &["--by", "bob"],
            "author",
            "author = \"bob\" # option --by;",
        ),
        (
            &[],
            &[],
            "undo",
            "undo = [\"U\", \"f2\"] # file; undo the last change",
        ),
        (&[], &[], "redo", "redo = [\"ctrl-r\"] # default;"),
    ] {
        let ran = run(&folder, variables, &[arguments, &["config"]].concat());
        assert_eq!((ran.status, ran.err.as_str()), (0, ""));
        assert!(
            line(&ran.out, setting).starts_with(expected),
            "{expected}: {}",
            line(&ran.out, setting)
        );
    }
    let plain = run(&Folder::new(), &[("NO_COLOR", "1")], &["config"]);
    assert!(
        line(&plain.out, "theme").starts_with("theme = \"none\" # environment"),
        "{}",
        plain.out
    );
}

#[test]
fn output_of_config_is_a_valid_file() {
    let folder = folder("theme = 'dark'\n[keys]\nundo = ['U']\n[keys.line]\nnext-answer = []\n");
    let printed = run(&folder, &[], &["config"]).out;
    let settings = parse(&printed).unwrap();
    assert_eq!(settings.theme, Some(ThemeChoice::Dark));
    assert!(Keymap::with(&settings.keys).is_ok_and(|keymap| keymap != Keymap::default()));
    folder.write("settings/gonogo/config.toml", &printed);
    let again = run(&folder, &[], &["config"]);
    assert_eq!((again.status, again.err.as_str()), (0, ""));
    let without_origin = |text: &str| text.replace(" environment, logged-in user;", " file;");
    let values = |text: &str| -> Vec<String> {
        without_origin(text)
            .lines()
            .filter_map(|line| line.split("  #").next().map(str::to_owned))
            .collect()
    };
    assert_eq!(values(&again.out), values(&printed));
    assert_ne!(parse(&again.out).unwrap(), Settings::default());
}

#[test]
fn mistake_is_one_sentence_and_the_file_is_ignored() {
    for (settings, told) in [
        (
            "author = 'eve'\ntheme = dark\n",
            ", line 2, column 9: not valid TOML (",
        ),
        (
            "author = 'eve'\ncolour = true\n",
            ", line 2, column 1: unknown setting “colour”; use theme,",
        ),
        (
            "author = 'eve'\nmouse = 'yes'\n",
            ", line 2, column 9: “mouse” must be true or false, without quotes",
        ),
        (
            "author = 'eve'\n[keys]\nfly = 'f'\n",
            ", line 3, column 1: unknown action “fly”;",
        ),
        (
            "author = 'eve'\n[keys]\nundo = 'ctrl'\n",
            ", line 3, column 8: unknown key “ctrl”;",
        ),
        (
            "author = 'eve'\n[keys.outline]\nundo = 'j'\n",
            ", line 3, column 8: `j` is bound twice in [keys.outline]:",
        ),
    ] {
        let folder = folder(settings);
        let ticked = run(&folder, &[], &["tick", "a.md", "1"]);
        assert_eq!(ticked.status, 0);
        assert!(
            ticked.err.starts_with("gonogo: ") && ticked.err.contains(told),
            "{settings}: {}",
            ticked.err
        );
        assert!(
            ticked.err.contains("config.toml, line")
                && ticked.err.contains("the default settings apply")
        );
        assert_eq!(
            ticked.err.lines().count(),
            2,
            "one sentence, then what was done: {}",
            ticked.err
        );
        assert!(
            !folder.read("a.gonogo.json").contains("eve"),
            "defaults hold: {}",
            folder.read("a.gonogo.json")
        );
        let shown = run(&folder, &[], &["config"]);
        assert!(
            shown.status == 1 && shown.err.contains(told),
            "{}",
            shown.err
        );
        assert!(line(&shown.out, "author").contains("ann@"), "{}", shown.out);
        let status = run(&folder, &[], &["status", "a.md"]);
        assert_eq!(
            (status.status, status.err.as_str()),
            (1, ""),
            "what takes no setting says nothing of them"
        );
    }
    let two = run(
        &folder("mouse = 1\nwalk = 1\n"),
        &[],
        &["tick", "a.md", "1"],
    );
    assert!(
        two.err.contains("line 1") && two.err.contains("1 more mistake: see `gonogo config`"),
        "{}",
        two.err
    );
}

#[test]
fn author_option_overrides_the_file() {
    let folder = folder("author = 'lead@ops'\n");
    assert_eq!(run(&folder, &[], &["tick", "a.md", "1"]).status, 0);
    assert_eq!(
        run(&folder, &[], &["--by", "bob", "tick", "a.md", "2"]).status,
        0
    );
    let progress = folder.read("a.gonogo.json");
    assert!(
        progress.contains(r#""by":"lead@ops""#) && progress.contains(r#""by":"bob""#),
        "{progress}"
    );
}

#[test]
fn missing_or_unreadable_settings_are_ignored() {
    let folder = folder("mouse = 1\n");
    folder.write("file", "");
    let below_a_file = folder.path("file").join("home").display().to_string();
    for variables in [
        &[("XDG_CONFIG_HOME", below_a_file.as_str())][..],
        &[("XDG_CONFIG_HOME", ""), ("HOME", below_a_file.as_str())],
        &[("XDG_CONFIG_HOME", "relative"), ("HOME", "/nowhere")],
    ] {
        let ran = run(&folder, variables, &["tick", "a.md", "1"]);
        assert_eq!(ran.status, 0, "{}", ran.err);
        assert!(
            !ran.err.contains("config.toml"),
            "{variables:?}: {}",
            ran.err
        );
    }
    fs::create_dir_all(folder.path("settings/gonogo/other")).unwrap();
    fs::remove_file(folder.path("settings/gonogo/config.toml")).unwrap();
    fs::create_dir(folder.path("settings/gonogo/config.toml")).unwrap();
    let ran = run(&folder, &[], &["untick", "a.md", "1"]);
    assert!(
        ran.status == 0 && ran.err.contains("config.toml: isn't a file; move it"),
        "{}",
        ran.err
    );
    fs::remove_dir(folder.path("settings/gonogo/config.toml")).unwrap();
    folder.write("settings/gonogo/config.toml", b"author = '\xff'");
    let ran = run(&folder, &[], &["tick", "a.md", "1"]);
    assert!(
        ran.status == 0 && ran.err.contains("isn't UTF-8 text; save it as UTF-8"),
        "{}",
        ran.err
    );
}

/// A folder whose settings the program finds in its home.
fn home(settings: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join(".config/gonogo")).unwrap();
    fs::write(folder.path().join(".config/gonogo/config.toml"), settings).unwrap();
    fs::write(
        folder.path().join("launch.md"),
        "- [ ] first thing\n- [ ] second thing\n",
    )
    .unwrap();
    folder
}

#[test]
fn tui_uses_the_keys_of_the_file() {
    let folder = home("ascii = true\n[keys]\ntoggle = 'z'\nquit = ['Q', 'ctrl-q']\n");
    let mut seat = Seat::start(folder.path(), &["launch.md"]);
    seat.wait_until("the first screen", |screen| {
        screen.contains("z tick") && screen.contains("Q quit")
    });
    seat.type_keys("q z");
    seat.wait_until("a tick", |screen| {
        screen.contains("1/2 done") && screen.contains("> ")
    });
    seat.type_keys("\x11");
    assert_eq!(seat.end(), 0);
}

#[test]
fn tui_starts_in_step_mode_with_mouse_if_set() {
    let folder = home("walk = true\nmouse = true\n");
    let mut seat = Seat::start(folder.path(), &["launch.md"]);
    seat.wait_until("the first step", |screen| {
        screen.contains("first thing") && screen.contains("w outline")
    });
    assert_ne!(
        seat.screen().mouse_protocol_mode(),
        vt100::MouseProtocolMode::None
    );
    seat.type_keys("q");
    assert_eq!(seat.end(), 0);
    fs::write(folder.path().join(".config/gonogo/config.toml"), "").unwrap();
    let mut seat = Seat::start(folder.path(), &["--run", "other", "launch.md"]);
    seat.wait_until("the outline", |screen| {
        screen.contains("second thing") && screen.contains("space tick")
    });
    assert_eq!(
        seat.screen().mouse_protocol_mode(),
        vt100::MouseProtocolMode::None
    );
    seat.type_keys("q");
    assert_eq!(seat.end(), 0);
}

#[test]
fn mine_uses_the_author_of_the_file() {
    let folder = folder("author = 'lead@ops'\n");
    assert_eq!(run(&folder, &[], &["tick", "a.md", "1"]).status, 0);
    let mine = run(&folder, &[], &["list", "a.md", "--mine"]);
    assert!(
        mine.out.contains("one") && !mine.out.contains("two"),
        "{}",
        mine.out
    );
}

#[test]
fn tui_shows_mistakes_in_the_file_first() {
    let folder = home("mouse = true\nascii = 1\n");
    let said = |screen: &str| {
        screen
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .contains("config.toml, line 2, column 9: “ascii” must be true")
    };
    let mut seat = Seat::start(folder.path(), &["launch.md"]);
    seat.wait_until("the mistake", said);
    seat.type_keys("q");
    assert_eq!(seat.end(), 0);
    let mut seat = Seat::start(folder.path(), &[]);
    seat.wait_until("the mistake in the choice", said);
    seat.type_keys("\r");
    seat.wait_until("the checklist", |screen| {
        screen.contains("first thing") && !said(screen)
    });
    seat.type_keys("q");
    assert_eq!(seat.end(), 0);
}
