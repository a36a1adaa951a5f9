//! What makes a signature void: each kind of later change of what was signed, and none that is not one.

use gonogo::checklist::{BlankId, Checklist, EntryId, Phase};
use gonogo::merge;
use gonogo::progress::{Progress, Stamp, State};
use gonogo::workbook::{Cause, Edit, Flaw, Refusal, Standing, Workbook};

use super::arbitrary::stamp;

const DOCUMENT: &str = "\
# T
## Pre-Launch
- [ ] p95 < 5 seconds
- [ ] Budget: $____
- [x] Ticked by the document
- [ ] Not here
- [ ] Left open (optional)

Region: ____
## Launch Day
- [ ] Deploy by ____
## Post-Launch
- [ ] Error rate < 1%
## Daily
- [ ] Look at the logs
## Sign-Off
**Lead**: ____ Date: ____

**Security**: ____ Date: ____
## Notes
- [ ] Buy cake
";
/// What stood in the place of `Not here` when the progress was begun, and is gone.
const GONE: &str = "- [ ] Something that nobody wants any more: ____\n";

fn entry(workbook: &Workbook, text: &str) -> EntryId {
    let checklist = workbook.checklist();
    let found = checklist
        .ids()
        .find(|&id| checklist.entry(id).text.contains(text));
    found.unwrap_or_else(|| panic!("{text} is not in the document"))
}

fn state(workbook: &Workbook, text: &str, state: State, reason: Option<&str>) -> Edit {
    Edit::State {
        entry: entry(workbook, text),
        state,
        reason: reason.map(str::to_owned),
    }
}

fn fill(workbook: &Workbook, label: &str, value: &str) -> Edit {
    let blanks = workbook.checklist().blanks();
    let at = blanks
        .iter()
        .position(|blank| blank.label == label)
        .unwrap();
    Edit::Fill {
        blank: BlankId(at),
        value: value.to_owned(),
    }
}

fn measure(workbook: &Workbook, text: &str, value: &str) -> Edit {
    Edit::Measure {
        entry: entry(workbook, text),
        threshold: 0,
        value: value.to_owned(),
    }
}

fn phase(workbook: &Workbook, section: &str, phase: Option<Phase>) -> Edit {
    Edit::Phase {
        entry: entry(workbook, section),
        phase,
    }
}

fn sign(workbook: &Workbook, index: usize, name: &str) -> Edit {
    let signoff = workbook.signoffs().nth(index).unwrap();
    Edit::Sign {
        signoff,
        name: name.to_owned(),
        date: "2026-11-21".to_owned(),
        forced: None,
    }
}

fn note(workbook: &Workbook, text: &str) -> Edit {
    Edit::Note {
        entry: entry(workbook, text),
        text: "seen".to_owned(),
    }
}

fn bob(second: usize) -> Stamp {
    stamp("bob", 100 + second)
}

fn apply(workbook: &mut Workbook, edit: Edit) {
    workbook
        .apply(edit, &bob(0))
        .unwrap()
        .expect("it changes something");
}

/// Everything that comes before is settled, with marks that found no place and an answer of an earlier run, and Ann
/// has signed as the lead.
fn signed() -> Workbook {
    let begun = DOCUMENT.replace("- [ ] Not here\n", GONE);
    let run = Progress::new("a.md", Some("v1".to_owned()));
    let earlier = &mut Workbook::new(Checklist::parse(DOCUMENT), run);
    apply(earlier, fill(earlier, "Region", "eu"));
    let mut workbook = Workbook::new(Checklist::parse(begun), Progress::new("a.md", None));
    for edit in [
        state(&workbook, "Something", State::Done, None),
        fill(&workbook, "Something that nobody wants any more", "x"),
        state(&workbook, "p95", State::Done, None),
        measure(&workbook, "p95", "4 s"),
        state(&workbook, "Budget", State::Done, None),
        fill(&workbook, "Budget", "12"),
        note(&workbook, "Budget"),
    ] {
        workbook.apply(edit, &stamp("ann", 0)).unwrap();
    }
    let mut workbook = Workbook::new(Checklist::parse(DOCUMENT), workbook.progress().clone());
    assert_eq!(workbook.carry_over(earlier, &stamp("ann", 1)), 1);
    for edit in [
        state(&workbook, "Not here", State::Na, Some("we have none")),
        sign(&workbook, 0, "Ann Example"),
    ] {
        workbook.apply(edit, &stamp("ann", 2)).unwrap();
    }
    assert_eq!((workbook.unmatched().len(), workbook.verify()), (1, vec![]));
    workbook
}

/// A change with what it is called.
type Case = (&'static str, fn(&mut Workbook));

/// Changes of what was signed.
const VOIDS: [Case; 20] = [
    ("a note that was seen, edited", |w| {
        let (id, note) = (
            entry(w, "Budget"),
            w.marks(entry(w, "Budget")).notes[0].id.clone(),
        );
        apply(
            w,
            Edit::EditNote {
                entry: id,
                note,
                text: Some("unseen".to_owned()),
            },
        );
    }),
    ("a note that was seen, deleted", |w| {
        let (id, note) = (
            entry(w, "Budget"),
            w.marks(entry(w, "Budget")).notes[0].id.clone(),
        );
        apply(
            w,
            Edit::EditNote {
                entry: id,
                note,
                text: None,
            },
        );
    }),
    ("an item is opened", |w| {
        apply(w, state(w, "p95", State::Open, None));
    }),
    ("an optional item is ticked", |w| {
        apply(w, state(w, "Left open", State::Done, None));
    }),
    ("a tick of the document is taken back", |w| {
        apply(w, state(w, "Ticked", State::Open, None));
    }),
    ("another state", |w| {
        apply(w, state(w, "Not here", State::Waived, Some("we have none")));
    }),
    ("another reason", |w| {
        apply(w, state(w, "Not here", State::Na, Some("we have one")));
    }),
    ("another answer", |w| apply(w, fill(w, "Budget", "13"))),
    ("an answer is cleared", |w| apply(w, fill(w, "Budget", ""))),
    ("another answer on a plain line", |w| {
        apply(w, fill(w, "Region", "us"));
    }),
    ("another value is measured", |w| {
        apply(w, measure(w, "p95", "3 s"));
    }),
    ("a measured value is taken back", |w| {
        apply(w, measure(w, "p95", ""));
    }),
    ("a phase into before", |w| {
        apply(w, phase(w, "Launch Day", Some(Phase::Before)));
    }),
    ("a phase out of before", |w| {
        apply(w, phase(w, "Pre-Launch", Some(Phase::Info)));
    }),
    ("another name", |w| apply(w, fill(w, "Lead", "Eve Example"))),
    ("another date", |w| {
        let signoff = w.signoffs().next().unwrap();
        apply(
            w,
            Edit::Fill {
                blank: signoff.when.unwrap(),
                value: "2026-11-22".to_owned(),
            },
        );
    }),
    ("the document is edited", |w| {
        let document = w.checklist().source().replace("Buy cake", "Buy a cake");
        *w = Workbook::new(Checklist::parse(document), w.progress().clone());
    }),
    ("marks without a place are put on an item", |w| {
        let what = Box::new(w.unmatched()[0].clone());
        apply(
            w,
            Edit::Put {
                what,
                entry: entry(w, "Left open"),
            },
        );
    }),
    ("others answer differently meanwhile", |w| {
        let other = &mut before_the_signature(w);
        apply(other, fill(other, "Budget", "13"));
        w.absorb(merge::merge_progress(
            w.progress().clone(),
            other.progress().clone(),
        ));
    }),
    ("undone, and not redone", |w| {
        let edit = state(w, "Left open", State::Done, None);
        let step = w.apply(edit, &bob(0)).unwrap().unwrap();
        let back = w.undo(&step, &bob(1)).unwrap();
        w.undo(&back, &bob(2)).unwrap();
    }),
];

/// Changes of something else, or of nothing.
const SPARES: [Case; 23] = [
    ("a note", |w| apply(w, note(w, "p95"))),
    ("a note on a section", |w| apply(w, note(w, "Pre-Launch"))),
    ("an item during", |w| {
        apply(w, state(w, "Deploy", State::Done, None));
    }),
    ("an answer during", |w| {
        apply(w, fill(w, "Deploy by", "Ann"));
    }),
    ("an item after", |w| {
        apply(w, state(w, "Error rate", State::Blocked, Some("waits")));
    }),
    ("a value measured after", |w| {
        apply(w, measure(w, "Error rate", "0.1%"));
    }),
    ("upkeep", |w| {
        apply(w, state(w, "Look at", State::Done, None));
    }),
    ("what informs", |w| {
        apply(w, state(w, "Buy cake", State::Done, None));
    }),
    ("a phase from after to upkeep", |w| {
        apply(w, phase(w, "Post-Launch", Some(Phase::Upkeep)));
    }),
    ("a phase said as it is", |w| {
        apply(w, phase(w, "Pre-Launch", Some(Phase::Before)));
    }),
    ("going live", |w| {
        apply(
            w,
            Edit::Live {
                at: Some("2026-11-21T22:00:00Z".parse().unwrap()),
            },
        );
    }),
    ("another signature", |w| apply(w, sign(w, 1, "Bob Example"))),
    ("another sign-off filled by hand", |w| {
        apply(w, fill(w, "Security", "Bob"));
    }),
    ("the same person in another role", |w| {
        apply(w, sign(w, 1, "Ann Example"));
    }),
    ("a tick of the document confirmed", |w| {
        apply(w, state(w, "Ticked", State::Done, None));
    }),
    ("an answer of an earlier run confirmed", |w| {
        apply(w, fill(w, "Region", "eu"));
    }),
    ("marks without a place dismissed", |w| {
        let what = Box::new(w.unmatched()[0].clone());
        apply(w, Edit::Dismiss { what });
    }),
    ("marks without a place put on what comes during", |w| {
        let what = Box::new(w.unmatched()[0].clone());
        apply(
            w,
            Edit::Put {
                what,
                entry: entry(w, "Deploy by"),
            },
        );
    }),
    ("a change taken back", |w| {
        let edit = fill(w, "Budget", "13");
        let step = w.apply(edit, &bob(0)).unwrap().unwrap();
        w.undo(&step, &bob(1)).unwrap();
    }),
    ("a change made anew as it was", |w| {
        apply(w, state(w, "p95", State::Open, None));
        apply(w, state(w, "p95", State::Done, None));
    }),
    ("merged with what it came from", |w| {
        let other = before_the_signature(w);
        w.absorb(merge::merge_progress(
            other.progress().clone(),
            w.progress().clone(),
        ));
    }),
    ("others tick and note elsewhere meanwhile", |w| {
        let other = &mut before_the_signature(w);
        apply(other, state(other, "Deploy", State::Done, None));
        apply(other, note(other, "Budget"));
        w.absorb(merge::merge_progress(
            w.progress().clone(),
            other.progress().clone(),
        ));
    }),
    ("others give the same answer meanwhile", |w| {
        let other = &mut before_the_signature(w);
        apply(other, fill(other, "Region", "eu"));
        w.absorb(merge::merge_progress(
            w.progress().clone(),
            other.progress().clone(),
        ));
    }),
];

/// The same without the signature, its name and its date.
fn before_the_signature(workbook: &Workbook) -> Workbook {
    let mut progress = workbook.progress().clone();
    for events in progress.entries.values_mut() {
        events.retain(|event| !event.on.text.starts_with("Lead"));
    }
    Workbook::new(workbook.checklist().clone(), progress)
}

fn standing(workbook: &Workbook) -> Standing<'_> {
    workbook.signature(workbook.signoffs().next().unwrap())
}

#[test]
fn every_change_to_signed_content_voids_the_signature() {
    for (label, change) in VOIDS {
        let mut workbook = signed();
        change(&mut workbook);
        assert!(matches!(standing(&workbook), Standing::Void(_)), "{label}");
        let flaws = workbook.verify();
        let [Flaw::Signature { causes, .. }] = flaws.as_slice() else {
            panic!("{label}: {flaws:?}")
        };
        assert!(
            !causes.is_empty() && !causes.contains(&Cause::Tampered),
            "{label}: {causes:?}"
        );
        // Opened anew it is the same, and signing again is possible.
        let mut again = Workbook::new(workbook.checklist().clone(), workbook.progress().clone());
        assert_eq!(again.verify(), flaws, "{label}");
        let signoff = again.signoffs().next().unwrap();
        let (name, date, forced) = (
            "Ann".to_owned(),
            "2026-11-23".to_owned(),
            Some("late".to_owned()),
        );
        apply(
            &mut again,
            Edit::Sign {
                signoff,
                name,
                date,
                forced,
            },
        );
        assert!(
            matches!(standing(&again), Standing::Valid(_)),
            "{label}: signed again"
        );
    }
}

#[test]
fn other_changes_keep_the_signature() {
    for (label, change) in SPARES {
        let mut workbook = signed();
        change(&mut workbook);
        assert!(
            matches!(standing(&workbook), Standing::Valid(_)),
            "{label}: {:?}",
            workbook.verify()
        );
        assert_eq!(workbook.verify(), [], "{label}");
        let again = Workbook::new(workbook.checklist().clone(), workbook.progress().clone());
        assert_eq!(again.verify(), [], "{label}: opened anew");
    }
}

#[test]
fn change_in_a_run_ignoring_pre_ticks_is_no_tampering() {
    let document = "# T\n- [x] extra (optional)\n- [ ] two\n\n**Lead**: ____ Date: ____\n";
    let mut workbook = Workbook::new(Checklist::parse(document), Progress::new("a.md", None));
    assert!(workbook.ignore_source_ticks());
    for edit in [
        state(&workbook, "two", State::Done, None),
        sign(&workbook, 0, "Ann"),
    ] {
        workbook.apply(edit, &stamp("ann", 0)).unwrap();
    }
    assert_eq!(workbook.verify(), []);
    let opened = state(&workbook, "two", State::Open, None);
    apply(&mut workbook, opened);
    let flaws = workbook.verify();
    let [Flaw::Signature { causes, .. }] = flaws.as_slice() else {
        panic!("{flaws:?}")
    };
    assert!(
        matches!(causes.as_slice(), [Cause::Changed(_)]),
        "{causes:?}"
    );
}

#[test]
fn undo_of_a_signature_that_replaced_two_is_refused() {
    let mut ann = before_the_signature(&signed());
    let mut other = ann.clone();
    for (workbook, answer) in [(&mut ann, "eu"), (&mut other, "us")] {
        let region = fill(workbook, "Region", answer);
        workbook.apply(region, &stamp("ann", 3)).unwrap();
        let signed = sign(workbook, 0, "Ann");
        workbook.apply(signed, &stamp("ann", 4)).unwrap();
    }
    ann.absorb(merge::merge_progress(
        ann.progress().clone(),
        other.progress().clone(),
    ));
    let region = fill(&ann, "Region", "eu");
    apply(&mut ann, region);
    let again = sign(&ann, 0, "Ann");
    let step = ann.apply(again, &bob(1)).unwrap().unwrap();
    assert!(matches!(
        ann.undo(&step, &bob(2)),
        Err(Refusal::WasConflict { .. })
    ));
    assert!(matches!(standing(&ann), Standing::Valid(_)));
}
