//! Checklists of real teams are read as people read them who judged each line by hand before gonogo did.
//!
//! The judgements are in `judged/NAME.txt`, one for each document; the documents aren't part of this package:
//! `GONOGO_DOCUMENTS` names a folder with them, at any depth. `GONOGO_JUDGEMENTS` names another folder with judgements.
//! The test prints each mismatch, and precision and recall for each kind; `--nocapture` shows them when it passes.

mod judgement;
mod places;
mod read;
mod table;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

use gonogo::checklist::{Checklist, EntryId};
use gonogo::progress::{Progress, State};
use gonogo::workbook::{BlockerReason, Edit, Workbook};

use super::arbitrary::stamp;
use super::real_documents::documents;
use judgement::{Facts, Judgement, Kind, Lines};
use table::{MINIMUM, Table};

/// A document that was judged, and how it is read.
struct Compared {
    name: String,
    source: String,
    judgement: Judgement,
    read: Facts,
    /// Lines of items that a GO needs by the judgement, and that don't keep a document from it.
    wrong_go: Lines,
    /// Lines of open items that a GO doesn't need by the judgement, and that keep a document from it.
    wrong_no_go: Lines,
}

impl Compared {
    fn new(name: &str, source: String, judgement: &str) -> Compared {
        let checklist = Checklist::parse(source.as_str());
        let line = |id: EntryId| checklist.entry(id).line;
        let items: Lines = checklist.items().map(line).collect();
        let judgement = Judgement::parse(judgement, &items);
        assert_eq!(
            judgement.facts.phases.keys().copied().collect::<Lines>(),
            items,
            "{name}: a judgement has a phase for each item"
        );
        let unmarked = Workbook::new(checklist.clone(), Progress::default());
        let read = read::facts(&unmarked);
        let (needed, doubtful) = (judgement.needed(), judgement.doubtful_needs());
        let sure: Lines = needed.difference(&doubtful).copied().collect();
        let spare = items
            .difference(&needed)
            .filter(|line| !doubtful.contains(line));
        let spare: Lines = spare.copied().collect();
        let blocking = open_blockers(&checklist, &sure);
        let group_is_open = |line: &usize| {
            let groups = judgement.facts.choices.iter();
            groups
                .filter(|group| group.contains(line))
                .any(|group| !group.is_disjoint(&blocking))
        };
        let wrong_go = sure.difference(&blocking);
        let wrong_go = wrong_go.copied().filter(|line| !group_is_open(line));
        // Of a choice that isn't one, an option is spared once another is chosen.
        let groups = read.choices.difference(&judgement.facts.choices);
        let options = groups.flatten().filter(|line| sure.contains(line));
        let is_spared = |line: &&usize| {
            !judgement.is_unsure(Kind::Choice, **line)
                && open_blockers(&checklist, &Lines::from([**line])).is_empty()
        };
        let wrong_go = wrong_go.chain(options.filter(is_spared).copied());
        Compared {
            wrong_go: wrong_go.collect(),
            wrong_no_go: open_blockers(&checklist, &spare),
            name: name.to_owned(),
            source,
            judgement,
            read,
        }
    }
}

/// The lines among these that are blockers if exactly their items are open and everything else is done.
fn open_blockers(checklist: &Checklist, open: &Lines) -> Lines {
    let mut workbook = Workbook::new(checklist.clone(), Progress::new("a.md", None));
    let state = |entry: EntryId| {
        let is_open = open.contains(&checklist.entry(entry).line);
        Edit::State {
            entry,
            state: if is_open { State::Open } else { State::Done },
            reason: None,
        }
    };
    let edits: Vec<Edit> = checklist.items().map(state).collect();
    if !edits.is_empty() {
        workbook.apply_all(edits, &stamp("me", 0)).unwrap();
    }
    let blockers = &workbook.verdict().blockers;
    let of = |reason: BlockerReason| {
        let of_reason = blockers.iter().filter(move |one| one.reason == reason);
        of_reason.filter_map(|blocker| blocker.entry)
    };
    // A choice blocks with all its options.
    let groups = of(BlockerReason::NotChosen).filter_map(|id| {
        let asked = checklist.group_asked_at(id);
        asked.or_else(|| checklist.group_of(id))
    });
    let options = groups.flat_map(|group| group.options.iter().copied());
    let lines = of(BlockerReason::Open)
        .chain(options)
        .map(|id| checklist.entry(id).line);
    lines.filter(|line| open.contains(line)).collect()
}

fn judgements() -> PathBuf {
    env::var_os("GONOGO_JUDGEMENTS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/judged"),
        PathBuf::from,
    )
}

#[test]
fn judged_documents_are_read_as_people_read_them() {
    let Some(folder) = env::var_os("GONOGO_DOCUMENTS").map(PathBuf::from) else {
        println!("no judged documents were read: GONOGO_DOCUMENTS names no folder");
        return;
    };
    let judgements = judgements();
    let mut table = Table::default();
    let (mut wrong_go, mut compared) = (BTreeSet::new(), 0);
    for path in documents(&folder) {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let Ok(judged) = fs::read_to_string(judgements.join(format!("{name}.txt"))) else {
            continue;
        };
        let document = Compared::new(name, fs::read_to_string(&path).unwrap(), &judged);
        table.add(&document);
        if !document.wrong_go.is_empty() {
            wrong_go.insert(name.to_owned());
        }
        compared += 1;
    }
    println!("{table}");
    assert!(compared > 0, "no document in the folder was judged");
    let few = table.below(&MINIMUM);
    assert!(few.is_empty(), "below the minimum: {few:?}");
    assert!(wrong_go.is_empty(), "a wrong GO is possible: {wrong_go:?}");
}

#[test]
fn a_mismatch_of_each_kind_is_found() {
    let document = "# T\n\n- [ ] one\n- [ ] two (optional)\n- [ ] p95 < 2 s\n\n## After launch\n\n- [ ] three\n";
    let right = "phase before 3-5 # all\nphase after 9\noptional 4\nthreshold 5 below 2 s\n";
    let document_of = |judged: &str| Compared::new("d", document.to_owned(), judged);
    let mismatches = |judged: &str| {
        let mut table = Table::default();
        table.add(&document_of(judged));
        table.mismatches().to_vec()
    };
    let none: [String; 0] = [];
    assert_eq!(mismatches(right), none);
    for (judged, expected) in [
        (
            right.replace("optional 4\n", ""),
            &["d:4 optional: judged -, read yes | two (optional)"][..],
        ),
        (
            right.replace("below 2 s", "above 2 s"),
            &[
                "d:5 threshold: judged -, read below 2s | p95 < 2 s",
                "d:5 threshold: judged above 2s, read - | p95 < 2 s",
            ],
        ),
        (
            right.replace("3-5", "3 4").replace("after 9", "after 5 9"),
            &["d:5 phase: judged after, read before | p95 < 2 s"],
        ),
        (
            format!("{right}signoff 7 Lead\n"),
            &["d:7 sign-off: judged Lead, read - | After launch"],
        ),
        (format!("{right}signoff 7 Lead\nunsure signoff 7\n"), &[]),
    ] {
        let mismatches = mismatches(&judged);
        assert_eq!(mismatches, expected, "{judged}");
    }
    let found = document_of(&right.replace("optional 4\n", ""));
    assert_eq!(found.wrong_go, Lines::from([4]));
    let found = document_of(&right.replace("optional 4", "optional 3 4"));
    assert_eq!(found.wrong_no_go, Lines::from([3]));
    assert_eq!(Kind::ALL.len(), 8);
}
