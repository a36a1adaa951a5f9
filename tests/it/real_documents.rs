//! Checklists that real teams wrote are read as their index says, and reported without loss.
//!
//! They are not part of this package: `GONOGO_DOCUMENTS` names a folder with the documents and an `INDEX.md`,
//! in which a table has the name of each in its first column and a column `items (ticked)`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

use gonogo::checklist::{BlankId, Checklist};
use gonogo::progress::{Progress, State};
use gonogo::report::{self, AuditScope};
use gonogo::workbook::{BlockerReason, Edit, Workbook};

use super::arbitrary::stamp;
use super::template_phases::{JUDGED, is_as_judged};

/// Items, and how many of them are ticked.
type Counts = (usize, usize);

/// What an index says of each document. Where cmark-gfm and other parsers differ, both counts are right.
fn counts(index: &str) -> BTreeMap<String, Vec<Counts>> {
    let mut column = None;
    let mut counts = BTreeMap::new();
    for line in index.lines() {
        let cells: Vec<&str> = line
            .trim()
            .trim_matches('|')
            .split('|')
            .map(str::trim)
            .collect();
        if let Some(at) = cells.iter().position(|cell| *cell == "items (ticked)") {
            column = Some(at);
            continue;
        }
        let numbers = |cell: &&str| -> Vec<usize> {
            cell.split(|c: char| !c.is_ascii_digit())
                .filter_map(|number| number.parse().ok())
                .collect()
        };
        match column.and_then(|at| cells.get(at)).map(numbers).as_deref() {
            Some(&[items, ticked]) => drop(counts.insert(name(cells[0]), vec![(items, ticked)])),
            Some(&[items, ticked, cmark]) => {
                counts.insert(
                    name(cells[0]),
                    vec![(items, ticked), (cmark, ticked.min(cmark))],
                );
            }
            _ => {}
        }
    }
    counts
}

fn name(file: &str) -> String {
    file.trim_end_matches(".md").to_owned()
}

/// The documents of a folder and of those in it.
pub(super) fn documents(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(documents(&path));
        } else if path.extension().is_some_and(|ending| ending == "md")
            && !path.ends_with("INDEX.md")
        {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn count(checklist: &Checklist) -> Counts {
    let ticked = checklist
        .items()
        .filter(|&id| checklist.entry(id).is_source_ticked());
    (checklist.items().count(), ticked.count())
}

/// The workbook with everything ticked and an `x` in every blank.
fn complete(checklist: Checklist) -> Workbook {
    let mut workbook = Workbook::new(checklist, Progress::new("a.md", None));
    let ticks = workbook.checklist().items().map(|entry| Edit::State {
        entry,
        state: State::Done,
        reason: None,
    });
    let blanks = (0..workbook.checklist().blanks().len()).map(BlankId);
    let fills = blanks.map(|blank| Edit::Fill {
        blank,
        value: "x".to_owned(),
    });
    // At once: after each single change on one of many equal items the marks are matched again.
    let edits = ticks.chain(fills).collect();
    workbook.apply_all(edits, &stamp("me", 0)).unwrap();
    workbook
}

#[test]
fn real_documents_match_their_index() {
    let Some(folder) = env::var_os("GONOGO_DOCUMENTS").map(PathBuf::from) else {
        println!("no real documents were read: GONOGO_DOCUMENTS names no folder");
        return;
    };
    let mut wanted = counts(&fs::read_to_string(folder.join("INDEX.md")).unwrap());
    assert!(
        !wanted.is_empty(),
        "the index has no table with a column `items (ticked)`"
    );
    for path in documents(&folder) {
        let label = path.display();
        let source = fs::read_to_string(&path).unwrap();
        let checklist = Checklist::parse(source.as_str());
        let found = count(&checklist);
        let wanted = wanted.remove(&name(path.file_name().unwrap().to_str().unwrap()));
        let wanted = wanted.unwrap_or_else(|| panic!("{label} is not in the index"));
        assert!(
            wanted.contains(&found),
            "{label}: {found:?} items (ticked), not {wanted:?}"
        );

        if let Some(judged) = JUDGED
            .iter()
            .find(|judged| path.ends_with(format!("{}.md", judged.document)))
        {
            is_as_judged(judged, &source);
        }
        let unmarked = Workbook::new(checklist.clone(), Progress::default());
        assert!(
            report::filled(&unmarked) == source,
            "{label}: not byte for byte without marks"
        );
        let workbook = complete(checklist);
        for (kind, report) in [
            ("filled", report::filled(&workbook)),
            ("report", report::markdown(&workbook, AuditScope::Full)),
        ] {
            let printed = count(&Checklist::parse(report));
            assert_eq!(
                printed,
                (found.0, found.0),
                "{label}: items (ticked) of the {kind}"
            );
        }
        let blockers = &workbook.verdict().blockers;
        // Of a choice, only one option can be ticked.
        let is_go = blockers.iter().all(|blocker| {
            blocker.reason.is_signature() || blocker.reason == BlockerReason::SeveralChosen
        });
        assert!(
            found.0 == 0 || is_go,
            "{label}: all is done, and it is no GO"
        );
    }
    assert!(wanted.is_empty(), "without a document: {:?}", wanted.keys());
}

#[test]
fn both_kinds_of_index_are_read() {
    let one =
        "| file | items (ticked) | what |\n| --- | --- | --- |\n| a.md | 120 (10) | two 3 |\n";
    assert_eq!(counts(one), [("a".to_owned(), vec![(120, 10)])].into());
    let other = "text\n\n| name | bytes | items (ticked) | regex |\n|---|---:|---:|---:|\n| b | 99 | 14 (0) cmark 0 | 14 |\n| c | 9 | 0 (0) | 0 |\n";
    assert_eq!(
        counts(other),
        [
            ("b".to_owned(), vec![(14, 0), (0, 0)]),
            ("c".to_owned(), vec![(0, 0)])
        ]
        .into()
    );
}
