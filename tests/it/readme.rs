//! The README says what the program does: its table of keys is the keymap.

use gonogo::screen::keymap;

const README: &str = include_str!("../../README.md");

#[test]
fn the_table_of_keys_is_the_keymap() {
    let table = keymap::markdown_table();
    assert!(README.contains(&table), "put this table into the README:\n\n{table}");
}
