//! A checklist that was edited six times as people edit: what becomes of a walk that was finished on its first
//! version. The truth, which item has become which, was noted while it was edited.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use gonogo::checklist::{BlankId, Checklist, EntryId};
use gonogo::progress::{Progress, State};
use gonogo::workbook::{Edit, Workbook};
use insta::assert_snapshot;

use super::arbitrary::stamp;

const VERSIONS: usize = 7;

fn fixture(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures/history");
    fs::read_to_string(folder.join(name)).unwrap()
}

fn version(number: usize) -> Checklist {
    Checklist::parse(fixture(&format!("{number}.md")))
}

/// For each item of a version the number that it had in the first; nothing for one that is new.
fn truth(number: usize) -> Vec<Option<usize>> {
    let table = fixture("truth.txt");
    let line = table
        .lines()
        .find_map(|line| line.strip_prefix(&format!("{number}: ")))
        .unwrap();
    line.split(' ').map(|word| word.parse().ok()).collect()
}

/// The answer and the note that the item with this number in the first version gets.
fn word(number: usize) -> String {
    format!("of {number}")
}

/// Everything in the first version ticked, filled, and each third item noted on.
fn finished() -> Workbook {
    let mut workbook = Workbook::new(version(1), Progress::new("history.md", None));
    let items: Vec<EntryId> = workbook.checklist().items().collect();
    for (number, &entry) in (1..).zip(&items) {
        let blanks: Vec<BlankId> = workbook.checklist().blanks_of(entry).collect();
        for blank in blanks {
            workbook
                .apply(
                    Edit::Fill {
                        blank,
                        value: word(number),
                    },
                    &stamp("me", number),
                )
                .unwrap();
        }
        let done = Edit::State {
            entry,
            state: State::Done,
            reason: None,
        };
        workbook.apply(done, &stamp("me", number)).unwrap();
        if number % 3 == 0 {
            workbook
                .apply(
                    Edit::Note {
                        entry,
                        text: word(number),
                    },
                    &stamp("me", number),
                )
                .unwrap();
        }
    }
    workbook
}

/// What became of the marks of the items of the first version.
#[derive(Debug, Default)]
struct Figures {
    /// Plainly done, on the right item, which has the key that it had.
    kept: usize,
    /// Plainly done, on the right item, which stands elsewhere.
    moved: usize,
    /// On the right item, needs confirming.
    asked: usize,
    /// On another item, to be confirmed.
    wrong: usize,
    /// Not placed, though the item is still there.
    missed: usize,
    /// Not placed, as the item is gone.
    gone: usize,
    /// Answers in the blanks, to be confirmed, and notes, with the text that they were written on, that are on another
    /// item.
    astray: usize,
}

fn figures(workbook: &Workbook, number: usize) -> Figures {
    let mut figures = Figures::default();
    let first = version(1);
    let keys: Vec<String> = first.items().map(|id| first.key(id)).collect();
    let numbers: HashMap<&str, usize> = keys.iter().map(String::as_str).zip(1..).collect();
    let checklist = workbook.checklist();
    let truth = truth(number);
    assert_eq!(
        truth.len(),
        checklist.items().count(),
        "version {number} of the table"
    );
    for (id, was) in checklist.items().zip(&truth) {
        let marks = workbook.marks(id);
        for blank in checklist
            .blanks_of(id)
            .filter(|&blank| workbook.is_filled(blank))
        {
            let is_right = workbook.value(blank) == was.map(word).as_deref();
            assert!(
                is_right,
                "version {number}: “{}” counts as filled",
                checklist.name(id)
            );
        }
        let told = checklist
            .blanks_of(id)
            .filter_map(|blank| workbook.value(blank));
        let told = told.chain(marks.notes.iter().map(|note| note.text.as_str()));
        figures.astray += told
            .filter(|text| Some(*text) != was.map(word).as_deref())
            .count();
        if workbook.state(id) != State::Done {
            continue;
        }
        let asks = workbook.needs_confirmation(id);
        let units = workbook.matching().units(id);
        let is_right = units
            .iter()
            .any(|unit| numbers.get(unit.key.as_str()).copied() == *was);
        match (is_right, asks) {
            (false, false) => panic!("version {number}: “{}” is plainly done", checklist.name(id)),
            (false, true) => figures.wrong += 1,
            (true, true) => figures.asked += 1,
            (true, false) if keys[was.unwrap() - 1] == checklist.key(id) => figures.kept += 1,
            (true, false) => figures.moved += 1,
        }
    }
    for unmatched in workbook.unmatched() {
        let was = numbers[unmatched.unit.key.as_str()];
        if truth.contains(&Some(was)) {
            figures.missed += 1;
        } else {
            figures.gone += 1;
        }
    }
    figures
}

fn stands_on(workbook: &Workbook, id: EntryId, key: &str) -> bool {
    workbook
        .matching()
        .units(id)
        .iter()
        .any(|unit| unit.key == key)
}

fn table(figures: impl Iterator<Item = (usize, Figures)>) -> String {
    let mut table = "version kept moved asked wrong missed gone astray\n".to_owned();
    for (number, f) in figures {
        table.push_str(&format!(
            "{number:7} {:4} {:5} {:5} {:5} {:6} {:4} {:6}\n",
            f.kept, f.moved, f.asked, f.wrong, f.missed, f.gone, f.astray
        ));
    }
    table
}

#[test]
fn finished_run_is_opened_with_every_later_version() {
    let opened = |number| {
        let mut workbook = finished();
        workbook.turn_to(version(number));
        (number, figures(&workbook, number))
    };
    assert_snapshot!(table((1..=VERSIONS).map(opened)), @r"
    version kept moved asked wrong missed gone astray
          1   68     0     0     0      0    0      0
          2   63     0     5     0      0    0      0
          3   46     0    20     1      0    1      0
          4   30     0    23    11      2    2      7
          5   12     0    37    11      4    4      7
          6    0     0    46    11      6    5      7
          7    0     0    49     6      8    5      4
    ");
}

#[test]
fn run_is_confirmed_from_version_to_version() {
    let mut workbook = finished();
    let first = version(1);
    let keys: Vec<String> = first.items().map(|id| first.key(id)).collect();
    let turned = |number| {
        workbook.turn_to(version(number));
        let found = figures(&workbook, number);
        let items: Vec<EntryId> = workbook.checklist().items().collect();
        for (entry, was) in items.into_iter().zip(truth(number)) {
            let is_right = was.is_some_and(|was| stands_on(&workbook, entry, &keys[was - 1]));
            if workbook.needs_confirmation(entry) && is_right {
                let done = Edit::State {
                    entry,
                    state: State::Done,
                    reason: None,
                };
                workbook.apply(done, &stamp("me", 100 * number)).unwrap();
            }
        }
        (number, found)
    };
    assert_snapshot!(table((2..=VERSIONS).map(turned)), @r"
    version kept moved asked wrong missed gone astray
          2   63     0     5     0      0    0      0
          3   46     4    16     1      0    1      0
          4   31    18     4    11      2    2      7
          5   12    17    20    11      4    4      7
          6    0    11    33    13      6    4      9
          7    0    33    16     7      6    5      5
    ");
}
