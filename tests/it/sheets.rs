//! The order inside the terminal interface: sheets see the model only, widgets see neither.

use std::fs;
use std::path::{Path, PathBuf};

/// The Rust files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

#[test]
fn sheets_do_not_reach_the_app_and_widgets_do_not_reach_sheets() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tui");
    let app = ["app", "update", "runtime", "event_loop", "effects", "draw"];
    let of_sheets = [&app[..], &["overlay", "attention", "hints"]].concat();
    let of_widgets = [&of_sheets[..], &["sheets", "model", "outcome", "action"]].concat();
    let mut wrong = Vec::new();
    for (folder, forbidden) in [("sheets", of_sheets), ("widgets", of_widgets)] {
        let found = files(&source.join(folder));
        assert!(!found.is_empty(), "{folder} is gone");
        for file in found {
            let text = fs::read_to_string(&file).unwrap();
            for line in text
                .lines()
                .filter(|line| line.trim_start().starts_with("use "))
            {
                let is_forbidden = |name: &&&str| {
                    line.contains(&format!("tui::{name}::"))
                        || line.contains(&format!("tui::{name};"))
                };
                wrong.extend(
                    forbidden
                        .iter()
                        .find(is_forbidden)
                        .map(|name| format!("{}: {name}: {line}", file.display())),
                );
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}
