//! Sign-offs as items, without a date, and with a name beside the signature: what signing fills, ticks and covers.

use gonogo::checklist::{BlankId, EntryId};
use gonogo::progress::{Aspect, Change, Correction, Signature, State};
use gonogo::report;
use gonogo::workbook::{BlockerReason, Edit, Standing, Workbook, covers_less};
use sha2::{Digest, Sha256};

use super::{apply, item, set, workbook};

const ITEMS: &str = "# T\n\n- [x] Tests pass\n\n## Approvals\n\n- [ ] Tech Lead: ____ Date: ____\n- [ ] Security: ____\n";
const AT: &str = "2026-11-21T21:04:05Z";

/// Signs the sign-off with this number, from 0 on.
fn sign(workbook: &mut Workbook, number: usize, name: &str) -> gonogo::workbook::Step {
    let edit = Edit::Sign {
        signoff: workbook.signoffs().nth(number).unwrap(),
        name: name.to_owned(),
        date: "2026-11-21".to_owned(),
        forced: None,
    };
    apply(workbook, edit, "ann", AT)
}

/// The standing of each sign-off.
fn standings(workbook: &Workbook) -> Vec<&str> {
    let signoffs = workbook.signoffs();
    signoffs
        .map(|signoff| workbook.signature(signoff).name())
        .collect()
}

/// The lines of the blockers with their kinds.
fn blockers(workbook: &Workbook) -> Vec<(&'static str, usize)> {
    let line = |id: EntryId| workbook.checklist().entry(id).line;
    let blockers = workbook.verdict().blockers.iter();
    blockers
        .map(|blocker| (blocker.reason.kind().name(), blocker.entry.map_or(0, line)))
        .collect()
}

fn values(workbook: &Workbook) -> Vec<Option<&str>> {
    (0..workbook.checklist().blanks().len())
        .map(|at| workbook.value(BlankId(at)))
        .collect()
}

#[test]
fn signing_ticks_the_item_in_one_step() {
    let mut workbook = workbook(ITEMS);
    assert_eq!(blockers(&workbook), [("unsigned", 7), ("unsigned", 8)]);
    let step = sign(&mut workbook, 0, "Ann");
    let states = |workbook: &Workbook| [2, 3].map(|number| workbook.state(item(workbook, number)));
    assert_eq!(states(&workbook), [State::Done, State::Open]);
    assert_eq!(values(&workbook), [Some("Ann"), Some("2026-11-21"), None]);
    assert_eq!(blockers(&workbook), [("unsigned", 8)]);
    let mut back = workbook.clone();
    back.undo(&step, &super::stamp("ann", "2026-11-21T21:06:00Z"))
        .unwrap();
    assert_eq!(
        (states(&back), values(&back)),
        ([State::Open, State::Open], vec![None; 3])
    );
    sign(&mut workbook, 1, "Bob");
    assert_eq!(standings(&workbook), ["valid", "valid"]);
    assert_eq!((blockers(&workbook), workbook.verify()), (vec![], vec![]));
}

#[test]
fn tick_without_a_signature_stays_blocked() {
    for (state, expected) in [
        (State::Done, vec![("unsigned", 7), ("unsigned", 8)]),
        (
            State::Blocked,
            vec![("blocked", 7), ("unsigned", 7), ("unsigned", 8)],
        ),
        (State::Na, vec![("unsigned", 8)]),
        (State::Waived, vec![("unsigned", 8)]),
    ] {
        let mut workbook = workbook(ITEMS);
        set(&mut workbook, 2, state, "bob", AT);
        assert_eq!(blockers(&workbook), expected, "{state}");
    }
}

#[test]
fn states_of_signed_items_void_other_signatures_only_if_they_spare_one() {
    for (state, first, causes) in [
        (State::Done, "valid", 0),
        (State::Na, "void", 1),
        (State::Blocked, "void", 1),
    ] {
        let mut workbook = workbook(ITEMS);
        sign(&mut workbook, 0, "Ann");
        set(&mut workbook, 3, state, "bob", "2026-11-21T21:05:00Z");
        assert_eq!(standings(&workbook)[0], first, "{state}");
        let found = workbook.causes(workbook.signoffs().next().unwrap());
        let is_change = |cause| matches!(cause, gonogo::workbook::Cause::Changed(changes) if changes.len() == 1);
        assert_eq!(
            (found.len(), found.into_iter().all(is_change)),
            (causes, true),
            "{state}"
        );
    }
}

#[test]
fn signature_without_a_date_in_the_document_keeps_its_date() {
    let mut workbook = workbook("# T\n- [x] a\n\nApproved by: ____\n");
    sign(&mut workbook, 0, "Ann");
    let signoff = workbook.signoffs().next().unwrap();
    assert_eq!(
        (signoff.when, workbook.signoff_date(signoff)),
        (None, Some("2026-11-21"))
    );
    assert_eq!(standings(&workbook), ["valid"]);
    assert_eq!(
        report::filled(&workbook),
        "# T\n- [x] a\n\nApproved by: Ann\n"
    );
}

#[test]
fn name_beside_a_signature_is_filled_unless_it_is_there() {
    let document =
        "# T\n- [x] a\n\n| Role | Name | Signature | Date |\n|--|--|--|--|\n| CTO | | | |\n";
    for (name, expected) in [(None, "Ann"), (Some("Ann Lee"), "Ann Lee")] {
        let mut workbook = workbook(document);
        if let Some(name) = name {
            super::fill(&mut workbook, 0, name, "bob", AT);
        }
        sign(&mut workbook, 0, "Ann");
        assert_eq!(
            values(&workbook),
            [Some(expected), Some("Ann"), Some("2026-11-21")]
        );
        assert_eq!(
            (standings(&workbook), blockers(&workbook)),
            (vec!["valid"], vec![])
        );
    }
}

#[test]
fn empty_places_are_filled_behind_their_labels() {
    let document = "# T\n- [x] a\n\n## Approvals\n\n**Approved by:**  \n**Date:**\n\n> Signature:\n\n- [ ] Legal sign-off:\n";
    let mut workbook = workbook(document);
    assert_eq!(report::filled(&workbook), document);
    for number in 0..3 {
        sign(&mut workbook, number, "Ann");
    }
    assert_eq!(
        report::filled(&workbook),
        "# T\n- [x] a\n\n## Approvals\n\n**Approved by:** Ann  \n**Date:** 2026-11-21\n\n> Signature: Ann\n\n- [x] Legal sign-off: Ann\n"
    );
}

#[test]
fn garbled_underscores_are_replaced_with_their_marks() {
    let document =
        "# T\n- [x] a\n\n**Approved by:** **\\*\\*\\*\\***\\_** Date: \\_\\_**\\_\\_\\_**\\_\\_\n";
    let mut workbook = workbook(document);
    assert_eq!(report::filled(&workbook), document);
    sign(&mut workbook, 0, "Ann");
    assert_eq!(
        report::filled(&workbook),
        "# T\n- [x] a\n\n**Approved by:** Ann Date: 2026-11-21\n"
    );
}

/// The digest of a document with these parts by the rule of version 0.1.0.
fn digest(parts: &[&str]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update((part.len() as u64).to_le_bytes());
        digest.update(part.as_bytes());
    }
    format!("{:x}", digest.finalize())
}

#[test]
fn signature_of_0_1_0_stays_valid_beside_signoffs_that_it_did_not_know() {
    let mut signed = workbook(
        "# T\n- [x] a\n\n**Lead**: ____ Date: ____\n\nApproved by: ____\n\n- [ ] Legal: ____ Date: ____\n",
    );
    assert_eq!(signed.signoffs().count(), 3);
    let edit = Edit::Sign {
        signoff: signed.signoffs().next().unwrap(),
        name: "Ann".to_owned(),
        date: "2026-11-21".to_owned(),
        forced: Some("a test".to_owned()),
    };
    apply(&mut signed, edit, "ann", AT);
    let old = digest(&[
        signed.checklist().digest(),
        "a",
        "done",
        "",
        "approved-by:approved-by",
        "empty",
        "",
        "legal-date",
        "open",
        "",
        "legal-date:legal",
        "empty",
        "",
        "legal-date:date",
        "empty",
        "",
    ]);
    let mut progress = signed.progress().clone();
    for (key, events) in &mut progress.entries {
        for event in events {
            if let Change::Signed {
                signature: Some(signature),
                ..
            } = &mut event.change
            {
                signature.digest.clone_from(&old);
                event.id = event.content_id(key);
            }
        }
    }
    let mut workbook = Workbook::new(signed.checklist().clone(), progress);
    let standing = |workbook: &Workbook| {
        let standing = workbook.signature(workbook.signoffs().next().unwrap());
        let less = |signature: &Signature| covers_less(signature);
        let is_less = standing
            .given()
            .and_then(|answer| answer.value.as_ref())
            .is_some_and(less);
        (standing.name(), is_less)
    };
    assert_eq!(standing(&workbook), ("valid", true));
    set(&mut workbook, 1, State::Open, "bob", "2026-11-21T21:05:00Z");
    assert_eq!(standing(&workbook), ("void", true));
    assert!(matches!(
        workbook.signature(workbook.signoffs().nth(1).unwrap()),
        Standing::Missing
    ));
    let unsigned = |reason: &BlockerReason| matches!(reason, BlockerReason::Unsigned(_));
    let blockers = &workbook.verdict().blockers;
    assert_eq!(
        blockers
            .iter()
            .filter(|blocker| unsigned(&blocker.reason))
            .count(),
        2
    );
}

#[test]
fn annotations_and_people_say_what_is_a_signoff() {
    let document =
        "# T\n- [x] a\n\n## Plan\n\nRegion: ____\n\nLead: ____ Date: ____\n\n- [ ] Host: ____\n";
    let roles = |workbook: &Workbook| -> Vec<String> {
        workbook
            .signoffs()
            .map(|signoff| workbook.role(signoff).to_owned())
            .collect()
    };
    for (from, to, expected) in [
        ("", "", vec!["Lead"]),
        (
            "Date: ____",
            "Date: ____ <!-- gonogo: no-signoff -->",
            vec![],
        ),
        (
            "Region: ____",
            "Region: ____ <!-- gonogo: signoff -->",
            vec!["Region", "Lead"],
        ),
        (
            "Host: ____",
            "Host: ____ <!-- gonogo: signoff -->",
            vec!["Lead", "Host"],
        ),
        ("## Plan", "## Plan <!-- gonogo: no-signoff -->", vec![]),
        (
            "## Plan",
            "## Plan <!-- gonogo: signoff -->",
            vec!["Region", "Lead", "Host"],
        ),
    ] {
        assert_eq!(
            roles(&workbook(&document.replace(from, to))),
            expected,
            "{to}"
        );
    }
    let line = |workbook: &Workbook, text: &str| {
        let mut ids = workbook.checklist().ids();
        ids.find(|&id| workbook.checklist().entry(id).text.starts_with(text))
            .unwrap()
    };
    let annotated = document.replace("Date: ____", "Date: ____ <!-- gonogo: no-signoff -->");
    for (document, entry, value, expected) in [
        (document, "Lead", Some(false), vec![]),
        (document, "Region", Some(true), vec!["Region", "Lead"]),
        (document, "Plan", Some(false), vec![]),
        (&annotated, "Lead", Some(true), vec!["Lead"]),
    ] {
        let mut workbook = workbook(document);
        let edit = Edit::Correct {
            entry: line(&workbook, entry),
            aspect: Aspect::SignOff,
            value: value.map(Correction::SignOff),
        };
        apply(&mut workbook, edit, "ann", AT);
        assert_eq!(roles(&workbook), expected, "{entry}");
    }
    let mut both = workbook(&document.replace("- [ ] Host: ____\n", ""));
    let edit = Edit::Correct {
        entry: line(&both, "Region"),
        aspect: Aspect::SignOff,
        value: Some(Correction::SignOff(true)),
    };
    apply(&mut both, edit, "ann", AT);
    sign(&mut both, 0, "Bob");
    assert_eq!(
        (standings(&both), both.verify()),
        (vec!["valid", "missing"], vec![])
    );
}
