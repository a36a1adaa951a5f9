//! Slow links: how many bytes the real binary writes for a key, and how often it draws.

use std::fs;

use tempfile::TempDir;

use crate::screen::walk::{LAUNCH, Walk};
use crate::terminal::seat::Seat;

/// What begins every frame.
const FRAME: &str = "\x1b[?2026h";
/// The mark of the selected row.
const MARK: char = '►';

/// A checklist of 240 items in 12 sections, with blanks, titles and commands as real ones have them.
fn checklist() -> String {
    let mut text = String::from("# Launch of the ledger\n");
    for section in 1..=12 {
        text.push_str(&format!("\n## Part {section}: what has to hold\n\n"));
        for item in 1..=20 {
            let number = (section - 1) * 20 + item;
            match item % 5 {
                0 => text.push_str(&format!("- [x] **Backup {number}** is restored on a second machine\n")),
                1 => text.push_str(&format!("- [ ] Budget {number}: $________ (optional)\n")),
                2 => text.push_str(&format!(
                    "- [ ] Runbook {number} names an owner, and whoever is on call has read it to its end once\n"
                )),
                3 => text.push_str(&format!(
                    "- [ ] Check {number} passes on the release branch\n  ```bash\n  make check-{number}\n  ```\n"
                )),
                _ => text.push_str(&format!("- [ ] Check {number} passes on the release branch\n")),
            }
        }
    }
    text
}

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("launch.md"), checklist()).unwrap();
    folder
}

/// The program on 80 by 24.
fn seat(folder: &TempDir, keys: &str) -> Seat {
    let mut seat = Seat::start(folder.path(), &["launch.md"]);
    seat.type_keys(keys);
    seat.wait_until("the first screen", |screen| screen.contains("Check 4"));
    seat
}

/// The row that is selected.
fn selected(screen: &str) -> String {
    screen
        .lines()
        .find(|row| row.starts_with(MARK))
        .unwrap_or_default()
        .to_owned()
}

impl Seat {
    /// Presses keys that select another row, one by one, and returns how many bytes each of them wrote.
    fn bytes_of_moves(&mut self, key: &str, times: usize) -> Vec<usize> {
        let press = |_| {
            let before = selected(&self.screen().contents());
            self.written();
            self.type_keys(key);
            self.wait_until("another row", |screen| {
                !["", &before].contains(&selected(screen).as_str())
            });
            self.written().len()
        };
        (0..times).map(press).collect()
    }
}

#[test]
fn moving_the_selection_writes_at_most_60_bytes() {
    let folder = folder();
    let mut seat = seat(&folder, "d");
    seat.wait_until("the detail closed", |screen| screen.contains("Check 18"));
    let mut bytes = seat.bytes_of_moves("j", 18);
    bytes.extend(seat.bytes_of_moves("k", 18));
    assert!(bytes.iter().all(|&bytes| bytes <= 60), "{bytes:?}");
}

#[test]
fn scrolling_writes_at_most_250_bytes_a_line() {
    let folder = folder();
    let mut seat = seat(&folder, "dL");
    seat.wait_until("the detail closed", |screen| screen.contains("Check 18"));
    seat.type_keys(&"j".repeat(19));
    seat.wait_until("the last row", |screen| {
        selected(screen).contains("Check 18")
    });
    for key in ["j", "k"] {
        let bytes = seat.bytes_of_moves(key, 40);
        let average = bytes.iter().sum::<usize>() / bytes.len();
        assert!(average <= 250, "{key}: {average} on average: {bytes:?}");
        if key == "j" {
            seat.bytes_of_moves("k", 17);
        }
    }
}

#[test]
fn beside_the_detail_scrolling_writes_at_most_250_bytes_a_line() {
    let folder = folder();
    let mut seat = seat(&folder, "");
    seat.resize(120, 40);
    seat.wait_until("the detail beside", |screen| screen.contains("Check 34"));
    for key in ["j", "k"] {
        let bytes = seat.bytes_of_moves(key, 120);
        let average = bytes.iter().sum::<usize>() / bytes.len();
        assert!(average <= 250, "{key}: {average} on average: {bytes:?}");
    }
}

#[test]
fn with_the_detail_open_only_what_differs_is_written() {
    let folder = folder();
    let mut seat = seat(&folder, "");
    let bytes = seat.bytes_of_moves("j", 10);
    assert!(bytes.iter().all(|&bytes| bytes <= 400), "{bytes:?}");
}

#[test]
fn two_hundred_keys_at_once_draw_once_or_twice() {
    let folder = folder();
    let mut seat = seat(&folder, "");
    seat.written();
    seat.type_keys(&"j".repeat(200));
    seat.wait_until("the last of them", |screen| {
        selected(screen).contains("190")
    });
    let frames = seat.written().matches(FRAME).count();
    assert!(frames <= 2, "{frames} frames");
    seat.type_keys("q");
    assert_eq!(seat.end(), 0);
}

#[test]
fn a_storm_of_sizes_draws_once_and_keeps_the_place() {
    let folder = folder();
    let mut seat = seat(&folder, "jjjjjjjjjj");
    seat.wait_until("the place", |screen| selected(screen).contains("Check 9"));
    seat.written();
    for step in 0..40 {
        seat.resize(80 - step, 24 - step / 4);
    }
    seat.wait_until("the last size", |screen| {
        selected(screen).contains("Check 9") && screen.contains("9 passes")
    });
    // What comes after a key, is drawn after all that the sizes asked for.
    seat.type_keys("/zzz");
    seat.wait_until("the search", |screen| screen.contains("no matches"));
    let written = seat.written();
    let sizes = written
        .split("zzz")
        .next()
        .unwrap()
        .matches("\x1b[2J")
        .count();
    assert_eq!(sizes, 1, "{written:?}");
}

#[test]
fn an_idle_minute_writes_nothing() {
    let mut walk = Walk::open(LAUNCH, 80, 24);
    walk.keys("j j j space");
    assert_eq!(walk.bytes_while_idle(60), 0);
}

#[test]
fn nothing_is_ever_asked_of_the_terminal_and_sixteen_colors_do() {
    let folder = folder();
    let mut seat = seat(&folder, "jj /check\r?q");
    seat.resize(100, 30);
    seat.type_keys("\x0cq");
    assert_eq!(seat.end(), 0);
    let written = seat.written();
    for code in written.split('\x1b').skip(1) {
        let end = code
            .find(|c: char| c.is_ascii_alphabetic() || c == '~')
            .unwrap_or_default();
        let (parameters, last) = code.split_at(end);
        let asks =
            matches!(&last[..1], "n" | "c" | "t" | "q" | "u" | "p") || code.starts_with(['P', ']']);
        assert!(!asks, "asks the terminal: {code:?}");
        assert!(
            !parameters.contains("8;5;") && !parameters.contains("8;2;"),
            "more than 16 colors: {code:?}"
        );
    }
    assert!(
        written.contains("\x1b[32m") || written.contains("\x1b[;32m"),
        "green is the color 2 of 16: {written:?}"
    );
}
