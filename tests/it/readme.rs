//! The README and the guide for contributors say what holds: the table of keys is the keymap, and files exist.

use std::path::Path;

use gonogo::config::settings;
use gonogo::tui::keymap::{self, Keymap};

const README: &str = include_str!("../../README.md");
const CONTRIBUTING: &str = include_str!("../../CONTRIBUTING.md");
/// The files that its examples add.
const EXAMPLES: [&str; 2] = ["src/report/text.rs", "src/commands/ping.rs"];

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

#[test]
fn the_guide_names_files_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let code = CONTRIBUTING.split('`').skip(1).step_by(2);
    let paths: Vec<&str> = code
        .filter(|code| code.starts_with("src/") || code.starts_with("tests/"))
        .filter(|path| !EXAMPLES.contains(path))
        .collect();
    let missing: Vec<&str> = paths
        .iter()
        .copied()
        .filter(|path| !root.join(path).exists())
        .collect();
    assert_eq!(missing, Vec::<&str>::new());
    assert!(paths.len() > 20, "{paths:?}");
}
