//! Merging as text: whatever git makes of two files, and of what it made before, everything in both is read.

use std::fs;
use std::process::Command;

use gonogo::checklist::Checklist;
use gonogo::progress::Progress;
use gonogo::store;
use gonogo::workbook::Workbook;
use proptest::collection::vec;
use proptest::prelude::*;
use tempfile::TempDir;

use super::config;
use crate::arbitrary::{Wish, walk, wish};
use crate::concurrent_processes::scale;

/// Items and blanks enough for lines to meet in all ways.
const CHECKLIST: &str =
    "# T\n- [ ] a: ____\n- [ ] b\n- [ ] c ____ and ____\n## S\n- [ ] d\n- [ ] e: ____\n- [ ] f\n";
/// The ways in which git merges texts.
const STYLES: [&[&str]; 5] = [
    &[],
    &["--diff3"],
    &["--zdiff3"],
    &["--union"],
    &["--marker-size=9"],
];

/// What somebody has made of `before`.
fn after(before: &Progress, by: &str, wishes: &[Wish]) -> Progress {
    let mut workbook = Workbook::new(Checklist::parse(CHECKLIST), before.clone());
    walk(&mut workbook, by, wishes);
    workbook.progress().clone()
}

/// What git makes of these texts; nothing where it is not to be had, or does not know the style.
fn merged(folder: &TempDir, style: &[&str], [ours, base, theirs]: [&str; 3]) -> Option<String> {
    for (name, text) in [("ours", ours), ("base", base), ("theirs", theirs)] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let mut git = Command::new("git");
    git.args(["merge-file", "-q", "-p"])
        .args(style)
        .args(["ours", "base", "theirs"])
        .current_dir(folder);
    let ran = git
        .output()
        .ok()
        .filter(|ran| ran.status.code().is_some_and(|conflicts| conflicts < 128))?;
    Some(String::from_utf8(ran.stdout).unwrap())
}

/// Whether a text is read, and holds these progresses.
fn holds(text: &str, all: &[&Progress]) -> Result<(), TestCaseError> {
    let read = store::read(text);
    prop_assert!(read.is_ok(), "{:?} in\n{}", read, text);
    let read = read.unwrap().map(|read| read.progress).unwrap_or_default();
    for progress in all {
        for (key, event) in progress.events() {
            let is_there = read
                .entries
                .get(key)
                .is_some_and(|events| events.contains(event));
            prop_assert!(is_there, "{} {:?} is lost in\n{}", key, event, text);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: scale(8, 400), ..config() })]

    #[test]
    fn text_merges_of_git_are_read_even_repeated(
        first in vec(wish(), 0..6),
        walks in [vec(wish(), 0..8), vec(wish(), 0..8), vec(wish(), 0..8), vec(wish(), 0..8)],
        style in 0..STYLES.len(),
        again in 0..STYLES.len(),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let base = after(&Progress::new("a.md", None), "all", &first);
        let people = ["ann", "bob", "cem", "dee"];
        let each: Vec<Progress> = walks.iter().zip(people).map(|(wishes, by)| after(&base, by, wishes)).collect();
        let texts: Vec<String> = each.iter().map(store::write).collect();
        let before = if base.is_empty() { String::new() } else { store::write(&base) };
        let once = |one: usize, other: usize| merged(&folder, STYLES[style], [&texts[one], &before, &texts[other]]);
        let (Some(left), Some(right)) = (once(0, 1), once(2, 3)) else { return Ok(()) };
        holds(&left, &[&each[0], &each[1]])?;
        holds(&right, &[&each[2], &each[3]])?;
        for (other, all) in [(&texts[2], &each[..3]), (&right, &each[..])] {
            let Some(twice) = merged(&folder, STYLES[again], [&left, &before, other]) else { return Ok(()) };
            holds(&twice, &all.iter().collect::<Vec<_>>())?;
        }
    }
}

#[test]
fn salvaged_file_keeps_the_pre_tick_setting() {
    let before = Progress {
        ignores_source_ticks: true,
        ..Progress::new("a.md", None)
    };
    let progress = after(&before, "ann", &[Wish::Tick(0), Wish::Tick(1)]);
    let whole = store::write(&progress);
    let text = whole.replace("},\n", "}\n").replace("],\n", "]\n");
    assert_eq!(
        store::read(&text).unwrap().unwrap().progress,
        progress,
        "{text}"
    );
}

#[test]
fn truncated_or_ambiguous_files_are_not_guessed() {
    let whole = store::write(&after(
        &Progress::new("a.md", None),
        "ann",
        &[Wish::Tick(0), Wish::Tick(1), Wish::Fill(0, "x".to_owned())],
    ));
    let lines: Vec<&str> = whole.lines().collect();
    // Commas that are missing, as the union driver leaves them, are no harm.
    let without = whole.replace("},\n", "}\n").replace("],\n", "]\n");
    assert_eq!(store::read(&without).unwrap(), store::read(&whole).unwrap());
    for count in 1..lines.len() - 2 {
        let cut = lines[..count].join("\n");
        assert!(store::read(&cut).is_err(), "{cut}");
    }
    for (label, text) in [
        (
            "a line of prose",
            without.replacen("    ]\n", "    ]\nprose\n", 1),
        ),
        (
            "an id that tells nothing",
            without.replacen("\"id\":\"", "\"id\":\"0", 1),
        ),
        (
            "no format",
            without.replacen("  \"format\": \"gonogo/1\",\n", "", 1),
        ),
        (
            "two runs",
            without.replacen(
                "  \"entries\"",
                "  \"run\": \"a\",\n  \"run\": \"b\",\n  \"entries\"",
                1,
            ),
        ),
    ] {
        assert!(store::read(&text).is_err(), "{label}: {text}");
    }
}
