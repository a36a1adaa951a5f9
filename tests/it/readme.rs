//! The README says what the program does: its table of keys is the keymap.

use gonogo::config::settings;
use gonogo::tui::keymap::{self, Keymap};

const README: &str = include_str!("../../README.md");

#[test]
fn key_table_matches_the_keymap() {
    let table = keymap::markdown_table();
    assert!(
        README.contains(&table),
        "put this table into the README:\n\n{table}"
    );
}

#[test]
fn settings_example_is_valid() {
    let example = README
        .split("```toml\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next())
        .unwrap();
    let settings = settings::parse(example).unwrap();
    assert_ne!(Keymap::with(&settings.keys).unwrap(), Keymap::default());
}
