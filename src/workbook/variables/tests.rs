//! Values of variables: their origins, conflicts, links, undo and edited documents.

use super::ValueOrigin;
use crate::checklist::{BlankId, Checklist, EntryId, VariableId};
use crate::merge::merge_progress;
use crate::progress::Progress;
use crate::workbook::edit::stamp;
use crate::workbook::{Edit, Refusal, Workbook};

const TEXT: &str = "# Release {{version}}\n\n- [ ] Tag the reviewed commit {{ Version }}\n- [ ] Deploy {{version}} to <db-host>\n\n  ```sh\n  \
                    deploy --host <db-host> {{version}}\n  ```\n\n## Facts\n\n- [ ] Release version: ____\n- [ ] DB host: ____\n";

fn new(text: &str) -> Workbook {
    Workbook::new(Checklist::parse(text), Progress::new("a.md", None))
}

fn variable(workbook: &Workbook, slug: &str) -> VariableId {
    workbook.checklist().variable_called(slug).unwrap()
}

fn set(workbook: &mut Workbook, slug: &str, value: &str, by: &str, second: i64) {
    let edit = Edit::SetVariable {
        variable: variable(workbook, slug),
        value: value.to_owned(),
    };
    workbook.apply(edit, &stamp(by, second)).unwrap();
}

fn entry(workbook: &Workbook, text: &str) -> EntryId {
    let checklist = workbook.checklist();
    let mut ids = checklist.ids();
    ids.find(|&id| checklist.entry(id).text.starts_with(text))
        .unwrap()
}

fn set_at(workbook: &mut Workbook, slug: &str, at: &str, value: &str, second: i64) {
    let edit = Edit::SetVariableAt {
        variable: variable(workbook, slug),
        entry: entry(workbook, at),
        value: value.to_owned(),
    };
    workbook.apply(edit, &stamp("me", second)).unwrap();
}

/// The values in all places, in document order: `2.3.0`, `2.4.0 here`, `db1 blank 1`, `-`.
fn told(workbook: &Workbook) -> Vec<String> {
    let place = |place| match workbook.place_value(place) {
        None => "-".to_owned(),
        Some(value) => match value.origin {
            ValueOrigin::Variable => value.text.to_owned(),
            ValueOrigin::Here => format!("{} here", value.text),
            ValueOrigin::Blank(blank) => format!("{} blank {}", value.text, blank.0),
        },
    };
    workbook.checklist().places().iter().map(place).collect()
}

#[test]
fn a_value_fills_all_places_but_those_with_one_of_their_own() {
    let mut workbook = new(TEXT);
    assert_eq!(told(&workbook), ["-"; 6]);
    set(&mut workbook, "version", "2.3.0", "me", 1);
    set_at(&mut workbook, "version", "Tag", "v2.3.0", 2);
    set_at(&mut workbook, "db-host", "Deploy", "db1", 3);
    assert_eq!(
        told(&workbook),
        [
            "2.3.0",
            "v2.3.0 here",
            "2.3.0",
            "db1 here",
            "db1 here",
            "2.3.0"
        ]
    );
    let is_filled: Vec<bool> = ["version", "db-host"]
        .map(|slug| workbook.is_variable_filled(variable(&workbook, slug)))
        .into();
    assert_eq!(
        is_filled,
        [true, true],
        "each place of the second has a value"
    );
    set_at(&mut workbook, "version", "Tag", "", 4);
    assert_eq!(
        told(&workbook)[1],
        "2.3.0",
        "cleared, the entry has the value of all"
    );
    let refused = workbook.apply(
        Edit::SetVariableAt {
            variable: variable(&workbook, "db-host"),
            entry: entry(&workbook, "Tag"),
            value: "db1".to_owned(),
        },
        &stamp("me", 5),
    );
    let expected = Refusal::NoSuchVariable {
        text: "Tag the reviewed commit {{ Version }}".to_owned(),
        line: 3,
        variable: "<db-host>".to_owned(),
    };
    assert_eq!(refused, Err(expected));
}

#[test]
fn a_placeholder_is_kept_but_fills_nothing() {
    let mut workbook = new(TEXT);
    set(&mut workbook, "version", "TBD", "me", 1);
    let version = variable(&workbook, "version");
    assert_eq!(workbook.variable_value(version), Some("TBD"));
    assert!(!workbook.is_variable_filled(version));
    let tag = entry(&workbook, "Tag");
    assert_eq!(workbook.empty_variables(tag), [version]);
    set(&mut workbook, "version", "2.3\n0", "me", 2);
    assert_eq!(workbook.variable_value(version), Some("2.3\n0"), "as typed");
    assert_eq!(workbook.empty_variables(tag), []);
}

#[test]
fn different_values_of_two_people_are_a_conflict_until_somebody_settles_it() {
    let mut ours = new(TEXT);
    let mut theirs = new(TEXT);
    set(&mut ours, "version", "2.3.0", "ann", 1);
    set(&mut theirs, "version", "2.4.0", "bob", 2);
    let merged = merge_progress(ours.progress().clone(), theirs.progress().clone());
    ours.absorb(merged);
    let version = variable(&ours, "version");
    assert_eq!(ours.variable_value(version), None);
    assert_eq!(told(&ours)[0], "-");
    let conflicts: Vec<(String, String)> = ours
        .conflicts()
        .iter()
        .map(|it| (ours.name_of(it.entry, &it.about), it.describe()))
        .collect();
    assert_eq!(
        conflicts,
        [(
            "{{version}}".to_owned(),
            "2.3.0 (ann, 1970-01-01 00:00 UTC) or 2.4.0 (bob, 1970-01-01 00:00 UTC)".to_owned()
        )]
    );
    let blockers = |workbook: &Workbook| -> Vec<String> {
        let all = workbook.verdict().blockers.iter();
        let nowhere = all.filter(|blocker| blocker.entry.is_none());
        nowhere
            .map(|it| crate::workbook::describe::blocker_brief(workbook, it))
            .collect()
    };
    assert_eq!(
        blockers(&ours),
        [
            "conflicting values of {{version}}: 2.3.0 (ann, 1970-01-01 00:00 UTC) or 2.4.0 (bob, 1970-01-01 00:00 UTC)"
        ]
    );
    set(&mut ours, "version", "2.4.0", "ann", 3);
    assert_eq!(ours.variable_value(version), Some("2.4.0"));
    assert_eq!((ours.conflicts().len(), blockers(&ours).len()), (0, 0));
}

#[test]
fn steps_are_undone_and_redone() {
    let link = |workbook: &Workbook| Edit::LinkVariable {
        variable: variable(workbook, "db-host"),
        blank: Some(BlankId(1)),
    };
    let set = |workbook: &Workbook| Edit::SetVariable {
        variable: variable(workbook, "version"),
        value: "2.3.0".to_owned(),
    };
    let set_at = |workbook: &Workbook| Edit::SetVariableAt {
        variable: variable(workbook, "version"),
        entry: entry(workbook, "Tag"),
        value: "v2.3.0".to_owned(),
    };
    let edits: [fn(&Workbook) -> Edit; 3] = [link, set, set_at];
    for (label, edit) in ["link", "set", "set at"].into_iter().zip(edits) {
        let mut workbook = new(TEXT);
        let host = Edit::Fill {
            blank: BlankId(1),
            value: "db1".to_owned(),
        };
        workbook.apply(host, &stamp("me", 1)).unwrap();
        let before = told(&workbook);
        let edit = edit(&workbook);
        let step = workbook
            .apply(edit.clone(), &stamp("me", 2))
            .unwrap()
            .unwrap();
        let after = told(&workbook);
        assert_ne!(after, before, "{label}");
        assert_eq!(
            workbook.apply(edit, &stamp("me", 3)),
            Ok(None),
            "{label}: the same again"
        );
        let back = workbook.undo(&step, &stamp("me", 4)).unwrap();
        assert_eq!(told(&workbook), before, "{label}");
        workbook.undo(&back, &stamp("me", 5)).unwrap();
        assert_eq!(told(&workbook), after, "{label}");
    }
}

#[test]
fn a_linked_blank_fills_its_variable_while_its_answer_is_sure() {
    let mut workbook = new(TEXT);
    let host = variable(&workbook, "db-host");
    assert_eq!(workbook.link_offers(BlankId(1)), [host]);
    let version = variable(&workbook, "version");
    assert_eq!(workbook.link_offers(BlankId(0)), [version]);
    let fill = |value: &str| Edit::Fill {
        blank: BlankId(1),
        value: value.to_owned(),
    };
    workbook.apply(fill("db1"), &stamp("me", 1)).unwrap();
    assert_eq!(workbook.variable_value(host), None, "offered only");
    let link = Edit::LinkVariable {
        variable: host,
        blank: Some(BlankId(1)),
    };
    workbook.apply(link, &stamp("me", 2)).unwrap();
    assert_eq!(told(&workbook)[3..5], ["db1 blank 1", "db1 blank 1"]);
    assert_eq!(workbook.link_offers(BlankId(1)), []);
    let mut theirs = workbook.clone();
    theirs.apply(fill("db2"), &stamp("bob", 3)).unwrap();
    let mut ours = workbook.clone();
    ours.apply(fill("db3"), &stamp("ann", 3)).unwrap();
    ours.absorb(merge_progress(
        ours.progress().clone(),
        theirs.progress().clone(),
    ));
    assert_eq!(ours.variable_value(host), None, "in conflict");
    let edited = TEXT.replace("DB host: ____", "DB host (primary): ____");
    workbook.turn_to(Checklist::parse(edited.as_str()));
    assert_eq!(
        workbook.linked_blank(host),
        Some(BlankId(1)),
        "it follows its entry"
    );
    assert_eq!(workbook.variable_value(host), None, "to be confirmed");
    assert_eq!(
        workbook.variable_to_confirm(host).map(|(value, _)| value),
        Some("db1")
    );
    workbook.apply(fill("db1"), &stamp("me", 4)).unwrap();
    assert_eq!(workbook.variable_value(host), Some("db1"));
    set(&mut workbook, "db-host", "db9", "me", 5);
    assert_eq!(
        workbook.variable_value(host),
        Some("db9"),
        "its own value comes first"
    );
}

#[test]
fn a_value_of_one_entry_moves_with_it_and_needs_confirming_when_it_changed() {
    let mut workbook = new(TEXT);
    set(&mut workbook, "version", "2.3.0", "me", 1);
    set_at(&mut workbook, "version", "Tag", "v2.3.0", 2);
    let moved = TEXT.replace("- [ ] Tag the reviewed commit {{ Version }}\n", "")
        + "- [ ] Tag the reviewed commit {{ Version }}\n";
    let mut elsewhere = workbook.clone();
    elsewhere.turn_to(Checklist::parse(moved.as_str()));
    assert_eq!(
        told(&elsewhere).last().map(String::as_str),
        Some("-"),
        "under another heading: neither its own value nor another stands in"
    );
    set_at(&mut elsewhere, "version", "Tag", "v2.3.0", 3);
    assert_eq!(
        told(&elsewhere).last().map(String::as_str),
        Some("v2.3.0 here")
    );
    let same = TEXT.replace("- [ ] Deploy", "- [ ] Announce\n- [ ] Deploy");
    workbook.turn_to(Checklist::parse(same.as_str()));
    assert_eq!(told(&workbook)[1], "v2.3.0 here");
}

/// The unmatched marks, with what they lack.
fn unmatched(workbook: &Workbook) -> Vec<String> {
    let all = workbook.unmatched().iter();
    all.map(|what| format!("{}: {}", what.gist(), what.missing_words()))
        .collect()
}

#[test]
fn values_and_links_of_what_is_gone_are_kept_and_can_be_moved_or_dropped() {
    let mut before = new(TEXT);
    set(&mut before, "version", "2.3.0", "me", 1);
    set_at(&mut before, "version", "Tag", "v2.3.0", 2);
    let link = Edit::LinkVariable {
        variable: variable(&before, "db-host"),
        blank: Some(BlankId(1)),
    };
    before.apply(link, &stamp("me", 3)).unwrap();
    let gone = "the document no longer has this variable";
    let item = "the item no longer has this variable";
    let lost = "the variable or the blank of this link is gone";
    let host = "db-host: facts/db-host:db-host";
    for (label, from, to, expected) in [
        (
            "renamed",
            "ersion }}",
            "elease }}",
            vec![format!("version: v2.3.0: {item}")],
        ),
        (
            "blank gone",
            "- [ ] DB host: ____\n",
            "",
            vec![format!("{host}: {lost}")],
        ),
        (
            "variable gone",
            "<db-host>",
            "db1",
            vec![format!("{host}: {lost}")],
        ),
    ] {
        let mut workbook = before.clone();
        let text = TEXT.replace(from, to);
        assert_ne!(text, TEXT, "{label}");
        workbook.turn_to(Checklist::parse(text));
        assert_eq!(unmatched(&workbook), expected, "{label}");
        let what = Box::new(workbook.unmatched()[0].clone());
        let step = workbook
            .apply(Edit::Dismiss { what }, &stamp("me", 4))
            .unwrap();
        assert_eq!(unmatched(&workbook), [""; 0], "{label}");
        workbook.undo(&step.unwrap(), &stamp("me", 5)).unwrap();
        assert_eq!(unmatched(&workbook), expected, "{label}");
    }
    let text = TEXT
        .replace("{{version}}", "{{release}}")
        .replace("{{ Version }}", "{{release}}");
    before.turn_to(Checklist::parse(text));
    assert_eq!(
        unmatched(&before),
        [
            format!("version: 2.3.0: {gone}"),
            format!("version: v2.3.0: {item}")
        ]
    );
    for at in [1, 0] {
        let what = Box::new(before.unmatched()[at].clone());
        let edit = match at {
            0 => Edit::PutInVariable {
                what,
                variable: variable(&before, "release"),
            },
            _ => Edit::Put {
                what,
                entry: entry(&before, "Tag"),
            },
        };
        before
            .apply(edit, &stamp("me", 10 - i64::try_from(at).unwrap()))
            .unwrap();
    }
    assert_eq!(unmatched(&before), [""; 0]);
    assert_eq!(
        told(&before),
        ["2.3.0", "v2.3.0 here", "2.3.0", "-", "-", "2.3.0"]
    );
    let text = before
        .checklist()
        .source()
        .replace("{{release}}", "{{version}}");
    before.turn_to(Checklist::parse(text));
    let taken = Edit::PutInVariable {
        what: Box::new(before.unmatched()[0].clone()),
        variable: variable(&before, "version"),
    };
    set(&mut before, "version", "3", "me", 20);
    let expected = Refusal::VariableTaken {
        variable: "{{version}}".to_owned(),
    };
    assert_eq!(before.apply(taken, &stamp("me", 21)), Err(expected));
}

#[test]
fn names_that_differ_in_case_spaces_and_signs_are_one_variable() {
    let text = "- [ ] {{ Release-Version }} {{release_version}} <release version>\n";
    let mut workbook = new(text);
    set(&mut workbook, "release-version", "1", "me", 1);
    assert_eq!(told(&workbook), ["1", "1", "1"]);
}

#[test]
fn ten_thousand_places_are_filled_at_once() {
    let line = "- [ ] ship {{version}} to <db-host>\n";
    let mut workbook = new(&line.repeat(10_000));
    set(&mut workbook, "version", "1", "me", 1);
    set_at(&mut workbook, "db-host", "ship", "db1", 2);
    let filled = workbook.checklist().places().iter();
    let filled = filled
        .filter(|place| workbook.is_place_filled(place))
        .count();
    let empty: usize = (workbook.checklist().ids())
        .map(|id| workbook.empty_variables(id).len())
        .sum();
    assert_eq!((filled, empty), (10_001, 9_999));
    let ids = (0..20_000)
        .filter(|_| workbook.is_variable_filled(VariableId(1)))
        .count();
    assert_eq!(ids, 0);
}
