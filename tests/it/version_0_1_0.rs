//! Keys and events of version 0.1.0 find their entries, although documents are parsed differently today.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use gonogo::checklist::{BlankId, Checklist, EntryId, Kind};
use gonogo::progress::{Progress, State};
use gonogo::workbook::{Edit, Workbook};
use serde_json::{Value, json};

use super::arbitrary::stamp;
use super::program::{Folder, Ran};

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/it/fixtures/earlier")
        .join(name);
    fs::read_to_string(path).unwrap()
}

fn json(folder: &Folder, arguments: &[&str]) -> Value {
    serde_json::from_str(&folder.run(arguments).out).unwrap()
}

/// Documents with the names that version 0.1.0 gave, written by that version.
fn samples() -> Vec<Value> {
    fixture("names.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn documents_are_read_as_0_1_0_read_them() {
    for sample in samples() {
        let document = sample["document"].as_str().unwrap();
        let checklist = Checklist::parse_as_earlier(document);
        let kind = |kind: &Kind| match kind {
            Kind::Section(_) => "section",
            Kind::Item { .. } => "item",
            Kind::Box { .. } => "box",
            Kind::Line => "line",
        };
        let entry = |id| {
            let (key, on, among) = (
                checklist.key(id),
                checklist.name(id),
                checklist.namesakes(id),
            );
            json!({"kind": kind(&checklist.entry(id).kind), "key": key, "on": on, "among": among})
        };
        let entries: Vec<Value> = checklist.ids().map(entry).collect();
        let blanks = (0..checklist.blanks().len()).map(|at| checklist.blank_key(BlankId(at)));
        let blanks: Vec<String> = blanks.collect();
        assert_eq!(json!(entries), sample["entries"], "{}", sample["label"]);
        assert_eq!(json!(blanks), sample["blanks"], "{}", sample["label"]);
    }
}

/// Puts a mark on all that a document has, each with a text of its own.
fn mark_all(workbook: &mut Workbook) {
    let checklist = workbook.checklist().clone();
    let mut edits = Vec::new();
    for id in checklist.ids() {
        edits.push(Edit::Note {
            entry: id,
            text: format!("note {}", id.0),
        });
        if checklist.entry(id).can_be_ticked() {
            let reason = Some(format!("reason {}", id.0));
            edits.push(Edit::State {
                entry: id,
                state: State::Na,
                reason,
            });
        }
        for threshold in 0..checklist.thresholds(id).len() {
            edits.push(Edit::Measure {
                entry: id,
                threshold,
                value: format!("{}{threshold}", id.0),
            });
        }
    }
    for at in 0..checklist.blanks().len() {
        edits.push(Edit::Fill {
            blank: BlankId(at),
            value: format!("value {at}"),
        });
    }
    for (second, edit) in edits.into_iter().enumerate() {
        workbook.apply(edit, &stamp("me", second)).unwrap();
    }
}

/// What holds for an entry, without its names: the marks, and what asks to be confirmed.
fn held(workbook: &Workbook, id: EntryId) -> String {
    let marks = workbook.marks(id);
    let reason = marks.state.value().and_then(|mark| mark.reason.as_deref());
    let notes: Vec<&str> = marks.notes.iter().map(|note| note.text.as_str()).collect();
    // Which values a text asks for is a reading; those that were measured are kept.
    let measured: Vec<_> = workbook
        .measurements(id)
        .iter()
        .filter_map(|it| Some((it.value()?.to_owned(), it.is_doubtful)))
        .collect();
    let asks = workbook.needs_confirmation(id);
    format!(
        "{} {reason:?} {asks} {notes:?} {measured:?}",
        workbook.state(id)
    )
}

/// Where an entry stands, whatever it is called: the same in both ways to read a document.
fn place(checklist: &Checklist, id: EntryId) -> (u8, usize) {
    let entry = checklist.entry(id);
    let line = || {
        checklist.source()[..entry.head.start]
            .rfind(['\n', '\r'])
            .map_or(0, |end| end + 1)
    };
    match &entry.kind {
        Kind::Item { mark, .. } => (0, mark.start),
        Kind::Box { mark, .. } => (1, mark.start),
        Kind::Section(_) => (2, line()),
        Kind::Line => (3, checklist.blanks()[entry.blanks.start].range.start),
    }
}

/// The values of an entry are in the blanks where they were. Returns the keys of those whose blank is no part of the
/// entry any more, and which are kept beside it.
fn assert_values_are_where_they_were(
    old: &Workbook,
    then: EntryId,
    new: &Workbook,
    now: EntryId,
) -> Vec<String> {
    let blanks = |workbook: &Workbook, id| {
        let checklist = workbook.checklist();
        let blanks = checklist.entry(id).blanks.clone().map(BlankId);
        blanks
            .map(|blank| (checklist.blank(blank).range.start, blank))
            .collect::<BTreeMap<usize, BlankId>>()
    };
    let (before, after) = (blanks(old, then), blanks(new, now));
    let mut kept = Vec::new();
    for (place, &blank) in &before {
        let value = old.value(blank);
        match after.get(place) {
            Some(&there) => {
                let values = (new.value(there), new.is_filled(there));
                assert_eq!(
                    values,
                    (value, old.is_filled(blank)),
                    "{:?}",
                    new.checklist().source()
                );
            }
            None if value.is_some() => {
                let mut beside = new.unmatched().iter().filter(|what| what.blank().is_some());
                assert!(
                    beside.any(|what| what.gist().contains(value.unwrap())),
                    "{value:?} is lost"
                );
                kept.push(old.checklist().key(then));
            }
            None => {}
        }
    }
    for (_, &blank) in after
        .iter()
        .filter(|(place, _)| !before.contains_key(place))
    {
        assert_eq!(new.value(blank), None, "{:?}", new.checklist().source());
    }
    kept
}

/// A workbook as version 0.1.0 has it: what stood under an entry and above it, it didn't record.
pub(crate) fn as_written_then(workbook: &Workbook) -> Workbook {
    let mut progress = workbook.progress().clone();
    for event in progress.entries.values_mut().flatten() {
        (event.on.body, event.on.section) = (None, None);
    }
    Workbook::new(workbook.checklist().clone(), progress)
}

/// Every mark is where it was, and nothing asks to be confirmed; what is an entry no more is kept, and unmatched.
pub(crate) fn assert_all_is_where_it_was(old: &Workbook) -> Workbook {
    let present = Checklist::parse(old.checklist().source());
    let new = Workbook::new(present, old.progress().clone());
    let mut gone = Vec::new();
    for then in old.checklist().ids() {
        let at = place(old.checklist(), then);
        match new
            .checklist()
            .ids()
            .find(|&id| place(new.checklist(), id) == at)
        {
            Some(now) => {
                assert_eq!(
                    held(&new, now),
                    held(old, then),
                    "{:?}",
                    new.checklist().source()
                );
                gone.extend(assert_values_are_where_they_were(old, then, &new, now));
            }
            None => gone.push(old.checklist().key(then)),
        }
    }
    for what in new.unmatched() {
        assert!(
            gone.contains(&what.unit.key),
            "{what:?} in {:?}",
            new.checklist().source()
        );
    }
    new
}

#[test]
fn marks_of_0_1_0_keep_their_entries() {
    for sample in samples() {
        let document = sample["document"].as_str().unwrap();
        let mut old = Workbook::new(
            Checklist::parse_as_earlier(document),
            Progress::new("a.md", None),
        );
        mark_all(&mut old);
        assert_all_is_where_it_was(&as_written_then(&old));
    }
}

#[test]
fn progress_file_of_0_1_0_opens_with_every_mark_in_place() {
    let folder = Folder::new();
    for name in ["0.1.0.md", "0.1.0.gonogo.json"] {
        folder.write(name, fixture(name));
    }
    let listed = json(&folder, &["list", "0.1.0.md", "--json"]);
    let items = listed["items"].as_array().unwrap().iter();
    let told: Vec<String> = items
        .map(|it| {
            let notes = it["notes"]
                .as_array()
                .unwrap()
                .iter()
                .map(|note| note["text"].as_str().unwrap());
            let notes: Vec<&str> = notes.collect();
            let (key, state) = (it["key"].as_str().unwrap(), it["state"].as_str().unwrap());
            let reason = it["reason"].as_str().unwrap_or("-");
            format!(
                "{} {key} {state} {reason} {} {notes:?}",
                it["line"], it["confirm"]
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "5 drain-blue/drain-node-a-pool na drained last week false []",
            "6 drain-blue/drain-node-b-pool done - false []",
            "7 drain-blue/tell-the-team done - false []",
            "12 drain-green/tell-the-team open - false [\"in the channel\"]",
            "13 drain-green/freeze-writes-take-a-dump done - false []",
            "14 drain-green/api-host-db-host open - false []",
            "15 drain-green/answers-in-300-ms-on-api-errors-1-on-db open - false []",
            "19 afterwards-after/quota-raised-1 open - false []",
            "20 afterwards-after/quota-raised-2 done - false []",
        ]
    );
    let blanks = listed["blanks"].as_array().unwrap().iter();
    let told: Vec<String> = blanks
        .map(|it| format!("{} {}", it["key"], it["value"]))
        .collect();
    assert_eq!(
        told,
        [
            "\"drain-green/api-host-db-host:api-host\" \"api-1\"",
            "\"drain-green/api-host-db-host:db-host\" \"db-1\"",
            "\"afterwards-after/notes:notes\" \"all quiet\"",
            "\"afterwards-after/lead-of-operations-date:lead-of-operations\" \"lead@bastion-1\"",
            "\"afterwards-after/lead-of-operations-date:date\" \"2026-11-21\"",
        ]
    );
    let verified = folder.run(&["verify", "0.1.0.md"]);
    assert_eq!(verified.status, 0, "the signature holds: {}", verified.out);
    let status = json(&folder, &["status", "0.1.0.md", "--json"]);
    let unmatched: Vec<&Value> = status["unmatched"]
        .as_array()
        .unwrap()
        .iter()
        .map(|what| &what["key"])
        .collect();
    assert_eq!(
        unmatched,
        [&json!("drain/untitled")],
        "the tick on a box without text is not lost"
    );
}

#[test]
fn arguments_accept_keys_of_0_1_0() {
    let folder = Folder::with("## Deploy {blue}\n- [ ] a <x>: ____\n- [ ] a <y>: ____\n");
    let said = |ran: Ran| (ran.status, ran.out, ran.err);
    let told = |err: &str| (0, String::new(), err.to_owned());
    assert_eq!(
        said(folder.run(&["tick", "a.md", "deploy/a#2"])),
        told("done: a <y>: ____\n")
    );
    assert_eq!(
        said(folder.run(&["tick", "a.md", "deploy-blue/a-x"])),
        told("done: a <x>: ____\n")
    );
    assert_eq!(
        said(folder.run(&["fill", "a.md", "deploy/a#2:a", "8"])),
        told("a <y>: 8\n")
    );
    assert_eq!(
        folder
            .run(&["list", "a.md", "--section", "deploy"])
            .out
            .lines()
            .count(),
        2
    );
    let keys: Vec<Value> = json(&folder, &["list", "a.md", "--json"])["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| json!([item["key"], item["state"]]))
        .collect();
    assert_eq!(
        keys,
        [
            json!(["deploy-blue/a-x", "done"]),
            json!(["deploy-blue/a-y", "done"])
        ]
    );
    assert_eq!(folder.run(&["tick", "a.md", "deploy/a#3"]).status, 2);
}

#[test]
fn marks_of_an_item_without_text_match_nothing_else() {
    let document = "- [ ]\n- [ ] ✅\n";
    let mut old = Workbook::new(
        Checklist::parse_as_earlier(document),
        Progress::new("a.md", None),
    );
    let tick = Edit::State {
        entry: EntryId(0),
        state: State::Done,
        reason: None,
    };
    old.apply(tick, &stamp("me", 0)).unwrap();
    let new = assert_all_is_where_it_was(&as_written_then(&old));
    let unmatched: Vec<_> = new
        .unmatched()
        .iter()
        .map(|what| what.unit.key.as_str())
        .collect();
    assert_eq!(
        (unmatched, new.state(EntryId(0))),
        (vec!["untitled"], State::Open)
    );
}

/// `## Deploy` has the name today that `## Deploy {blue}` had: marks on either stay there.
#[test]
fn old_name_of_another_entry_is_not_confused() {
    let document = "## Deploy {blue}\n- [ ] a\n## Deploy\n- [ ] a\n- [ ] Drain <x>\n- [ ] Drain\n";
    let items = |workbook: &Workbook| -> Vec<(State, bool)> {
        let items = workbook.checklist().items();
        items
            .map(|id| (workbook.state(id), workbook.needs_confirmation(id)))
            .collect()
    };
    let tick = |workbook: &mut Workbook, at: usize, second| {
        let entry = workbook.checklist().items().nth(at).unwrap();
        let edit = Edit::State {
            entry,
            state: State::Done,
            reason: None,
        };
        workbook.apply(edit, &stamp("me", second)).unwrap();
    };
    let (done, open) = ((State::Done, false), (State::Open, false));
    for (olds, news, expected) in [
        (&[0_usize, 2][..], &[][..], [done, open, done, open]),
        (&[1, 3], &[], [open, done, open, done]),
        (&[], &[0, 2], [done, open, done, open]),
        (&[], &[1, 3], [open, done, open, done]),
        (&[0, 2], &[1, 3], [done; 4]),
        (&[1, 3], &[0, 2], [done; 4]),
    ] {
        let mut old = Workbook::new(
            Checklist::parse_as_earlier(document),
            Progress::new("a.md", None),
        );
        for (second, &at) in olds.iter().enumerate() {
            tick(&mut old, at, second);
        }
        let mut new = assert_all_is_where_it_was(&as_written_then(&old));
        for (second, &at) in news.iter().enumerate() {
            tick(&mut new, at, 10 + second);
        }
        assert_eq!(items(&new), expected, "{olds:?} {news:?}");
        let anew = Workbook::new(new.checklist().clone(), new.progress().clone());
        assert_eq!(items(&anew), expected, "{olds:?} {news:?}, opened anew");
        assert_eq!(anew.unmatched(), []);
    }
}

/// What is called by an old name today was edited, where it remembers what version 0.1.0 didn't.
#[test]
fn added_tag_needs_confirming() {
    let tagged = "## Deploy\n- [ ] Drain <a> pool\n";
    let untagged = Checklist::parse("## Deploy\n- [ ] Drain pool\n");
    let mut before = Workbook::new(untagged, Progress::new("a.md", None));
    let tick = Edit::State {
        entry: EntryId(1),
        state: State::Done,
        reason: None,
    };
    before.apply(tick, &stamp("me", 0)).unwrap();
    let told = |workbook: &Workbook| {
        let now = Workbook::new(Checklist::parse(tagged), workbook.progress().clone());
        (
            now.state(EntryId(1)),
            now.needs_confirmation(EntryId(1)),
            now.unmatched().len(),
        )
    };
    assert_eq!(told(&before), (State::Done, true, 0), "ticked today");
    assert_eq!(
        told(&as_written_then(&before)),
        (State::Done, false, 0),
        "ticked in version 0.1.0"
    );
}

/// Marks of today go beside those of version 0.1.0, under the key that it gave: both stay, of equal items too.
#[test]
fn filling_keeps_other_marks_of_0_1_0() {
    for document in [
        "## Deploy {blue}\n- [ ] Lead: ____\n",
        "## Deploy {blue}\n- [ ] Lead: ____\n## Deploy {green}\n- [ ] Lead: ____\n",
    ] {
        let mut old = Workbook::new(
            Checklist::parse_as_earlier(document),
            Progress::new("a.md", None),
        );
        for (second, entry) in old
            .checklist()
            .items()
            .collect::<Vec<_>>()
            .into_iter()
            .enumerate()
        {
            let tick = Edit::State {
                entry,
                state: State::Done,
                reason: None,
            };
            old.apply(tick, &stamp("me", second)).unwrap();
        }
        let mut new = assert_all_is_where_it_was(&as_written_then(&old));
        new.apply(
            Edit::Fill {
                blank: BlankId(0),
                value: "lea".to_owned(),
            },
            &stamp("you", 9),
        )
        .unwrap();
        let anew = Workbook::new(new.checklist().clone(), new.progress().clone());
        for workbook in [&new, &anew] {
            let told: Vec<_> = workbook
                .checklist()
                .items()
                .map(|id| (workbook.state(id), workbook.needs_confirmation(id)))
                .collect();
            assert_eq!(told, vec![(State::Done, false); told.len()], "{document}");
            assert_eq!(
                (workbook.value(BlankId(0)), workbook.is_filled(BlankId(0))),
                (Some("lea"), true)
            );
            assert_eq!(workbook.unmatched(), []);
        }
    }
}

#[test]
fn documents_read_alike_keep_no_earlier_names() {
    let checklist = Checklist::parse("# T\n## S {x} y\n".replace(" {x} y", ""));
    assert!(checklist.earlier().is_none());
    let plain = "# T\n\n## S\n- [x] a < b <b>c</b> <!-- d --> `<e>` [f](g)\n- [ ] ____\n\n____________\n____________\n";
    assert!(Checklist::parse(plain).earlier().is_none());
}
