//! The pictures in the README, made from the real binary.
//!
//! `GONOGO_PICTURES=write cargo test pictures` makes them anew.

use std::fs;
use std::path::Path;

use anstyle_svg::Term;

use crate::terminal::seat::Seat;

const LAUNCH: &str = include_str!("../../templates/go-live.md");

#[test]
fn pictures_are_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("GO_LIVE.md"), LAUNCH).unwrap();
    let mut seat = Seat::start(folder.path(), &["GO_LIVE.md"]);
    seat.type_keys("]]j j j ");
    seat.wait_until("three ticks", |screen| screen.contains("3/240 done"));
    seat.type_keys("/rto\r\r4 h\ra");
    seat.wait_until("the note", |screen| screen.contains("Note on RTO"));
    seat.type_keys("agreed with the DBA, ticket 4711\x13 ");
    seat.wait_until("all of it", |screen| {
        screen.contains("4/240 done") && screen.contains(" saved") && screen.contains("4711")
    });
    check("outline", seat.screen());
    seat.type_keys("/sign-off\r\t");
    seat.wait_until("the form", |screen| screen.contains("ctrl-o"));
    check("form", seat.screen());
    // Escape with a letter right behind it would be another key.
    seat.type_keys("\x1b");
    seat.wait_until("no form", |screen| !screen.contains("ctrl-o"));
    seat.type_keys("v");
    seat.wait_until("the overview", |screen| {
        screen.contains("blockers") && screen.contains("Progress")
    });
    check("overview", seat.screen());
    seat.type_keys("\x1b");
    seat.wait_until("no overview", |screen| !screen.contains("Progress"));
    seat.type_keys("gw");
    seat.wait_until("a step", |screen| {
        screen.contains("Step ") && screen.contains("Next ")
    });
    check("walk", seat.screen());
    seat.type_keys("w?");
    seat.wait_until("the keys", |screen| screen.contains("close"));
    check("help", seat.screen());
    seat.type_keys("qq");
    assert_eq!(seat.end(), 0);
}

/// A checklist whose commands need the same values.
const RELEASE: &str = "\
# Release {{version}} of shop

## Preparation

- [ ] Domain: ________
- [ ] Back up <db-host>

  ```sh
  ssh <db-host> backup --tag {{version}}
  ```
- [ ] Tell [Engineering Lead] about https://your-domain.com/status

## Launch

- [ ] Deploy

  ```sh
  shipctl deploy {{version}} --host <db-host>
  curl https://your-domain.com/health
  ```
- [ ] Announced by ____
";

#[test]
fn pictures_of_variables_are_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("RELEASE.md"), RELEASE).unwrap();
    let mut seat = Seat::start(folder.path(), &["RELEASE.md"]);
    seat.type_keys("b\r2.3.0\tdb-1\rb");
    seat.wait_until("two values", |screen| screen.contains("Back up db-1"));
    seat.type_keys("bf");
    seat.wait_until("the list", |screen| {
        screen.contains("Variables") && screen.contains("2.3.0")
    });
    check("variables", seat.screen());
    seat.type_keys("qq");
    assert_eq!(seat.end(), 0);
}

/// Compares a picture of the screen with the one in the repository, or writes it there.
fn check(name: &str, screen: &vt100::Screen) {
    let rows: Vec<String> = (0..24).map(|row| ansi(screen, row)).collect();
    let picture = Term::new().render_svg(&rows.join("\n"));
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("screenshots")
        .join(format!("{name}.svg"));
    if std::env::var("GONOGO_PICTURES").is_ok_and(|wish| wish == "write") {
        fs::write(&path, picture).unwrap();
        return;
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        there == picture,
        "{name}.svg is not what the screen shows: see the head of tests/it/pictures.rs"
    );
}

/// One row with its colors as escape sequences.
fn ansi(screen: &vt100::Screen, row: u16) -> String {
    let mut text = String::new();
    for cell in (0..80)
        .filter_map(|column| screen.cell(row, column))
        .filter(|cell| !cell.is_wide_continuation())
    {
        let mut codes = vec!["0".to_owned()];
        let modes = [
            (cell.bold(), "1"),
            (cell.dim(), "2"),
            (cell.underline(), "4"),
            (cell.inverse(), "7"),
        ];
        codes.extend(
            modes
                .iter()
                .filter(|(on, _)| *on)
                .map(|(_, code)| (*code).to_owned()),
        );
        if let vt100::Color::Idx(color) = cell.fgcolor() {
            codes.push(format!("38;5;{color}"));
        }
        let contents = if cell.has_contents() {
            cell.contents()
        } else {
            " "
        };
        text.push_str(&format!("\x1b[{}m{contents}", codes.join(";")));
    }
    text + "\x1b[0m"
}
