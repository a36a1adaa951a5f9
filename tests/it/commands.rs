//! The command line as scripts use it: what every verb prints, changes and answers.

use clap::CommandFactory;
use serde_json::{Value, json};

use super::program::{BY, Folder, NOW};

const CHECKLIST: &str = "\
# Launch

Service: ____

## Backups

- [ ] **Restore** tested: RTO ____ h
  - [x] Dry run (optional)
- [ ] Budget: $____ of ____ (A / B)

## Security

- [ ] Certificate renewed
- [ ] Certificate pinned
";

/// The states of the items, in order.
fn states(folder: &Folder) -> String {
    let list = folder.list(&[]);
    let states = list["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["state"].as_str().unwrap());
    states.collect::<Vec<_>>().join(" ")
}

/// The value of each blank, in order.
fn values(folder: &Folder) -> Vec<Value> {
    let list = folder.list(&[]);
    list["blanks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|blank| blank["value"].clone())
        .collect()
}

#[test]
fn help_of_the_program_and_every_command() {
    let folder = Folder::new();
    let mut help = folder.out(&["--help"]);
    let of = |verb: &[&str]| {
        let help = folder.out(&[verb, &["--help"]].concat());
        let verb = verb.join(" ");
        assert!(
            help.contains("Example"),
            "gonogo {verb} --help has no example"
        );
        format!("\n=== gonogo {verb} --help\n{help}")
    };
    for verb in gonogo::cli::Cli::command().get_subcommands() {
        let name = verb.get_name();
        help.push_str(&of(&[name]));
        for part in verb.get_subcommands() {
            assert!(
                part.get_subcommands().next().is_none(),
                "no command is deeper than that"
            );
            help.push_str(&of(&[name, part.get_name()]));
        }
    }
    assert!(
        help.starts_with("A terminal workbook") && of(&[]).contains("Examples: gonogo GO_LIVE.md")
    );
    insta::assert_snapshot!(help);
}

#[test]
fn list_prints_one_item_per_line() {
    let folder = Folder::with(CHECKLIST);
    assert_eq!(
        folder.out(&["list", "a.md"]),
        "    1  [ ] Restore tested: RTO ____ h\n    2    [x] Dry run (optional)\n    \
         3  [ ] Budget: $____ of ____ (A / B)\n    4  [ ] Certificate renewed\n    5  [ ] Certificate pinned\n"
    );
    folder.change(&["fill", "a.md", "1", "4"]);
    for (label, more, expected) in [
        (
            "state",
            &["--state", "done"][..],
            "    2    [x] Dry run (optional)\n",
        ),
        (
            "section",
            &["--section", "secur"],
            "    4  [ ] Certificate renewed\n    5  [ ] Certificate pinned\n",
        ),
        (
            "both, with a value",
            &["--section", "backups", "--state", "done", "--state", "open"],
            "    1  [ ] Restore tested: RTO 4 h\n    2    [x] Dry run (optional)\n    3  [ ] Budget: $____ of ____ (A / B)\n",
        ),
        ("none", &["--state", "waived"], ""),
    ] {
        assert_eq!(
            folder.out(&[&["list", "a.md"], more].concat()),
            expected,
            "{label}"
        );
    }
}

#[test]
fn list_json_has_all_documented_fields() {
    let folder = Folder::with(CHECKLIST);
    folder.change(&["tick", "a.md", "1"]);
    folder.change(&["fill", "a.md", "1", "4"]);
    folder.change(&["note", "a.md", "1", "two\nlines"]);
    let list = folder.list(&[]);
    assert_eq!(list["format"], "gonogo-list/1");
    assert_eq!(list["items"].as_array().unwrap().len(), 5);
    assert_eq!(
        list["items"][0],
        json!({
            "number": 1, "key": "backups/restore-tested-rto-h", "line": 7, "depth": 0,
            "section": ["Launch", "Backups"], "text": "Restore tested: RTO ____ h",
            "source_ticked": false, "state": "done", "confirm": false, "conflict": [], "reason": null,
            "by": BY, "at": NOW, "optional": false, "notes": [{"text": "two\nlines", "by": BY, "at": NOW}],
            "blanks": ["backups/restore-tested-rto-h:restore-tested-rto"],
        })
    );
    assert_eq!(
        list["items"][1],
        json!({
            "number": 2, "key": "backups/restore-tested-rto-h/dry-run-optional", "line": 8, "depth": 1,
            "section": ["Launch", "Backups"], "text": "Dry run (optional)",
            "source_ticked": true, "state": "done", "confirm": false, "conflict": [], "reason": null,
            "by": null, "at": null, "optional": true, "notes": [], "blanks": [],
        })
    );
    assert_eq!(
        list["blanks"],
        json!([
            {"key": "service:service", "label": "Service", "kind": "text", "notation": "underscores", "choices": [], "value": null,
             "confirm": false, "conflict": [], "by": null, "at": null, "line": 3, "section": ["Launch"], "item": null},
            {"key": "backups/restore-tested-rto-h:restore-tested-rto", "label": "Restore tested: RTO",
             "kind": "duration", "notation": "underscores", "choices": [], "value": "4", "confirm": false, "conflict": [], "by": BY, "at": NOW, "line": 7,
             "section": ["Launch", "Backups"], "item": "backups/restore-tested-rto-h"},
            {"key": "backups/budget-of-a-b:budget", "label": "Budget", "kind": "money", "notation": "underscores", "choices": [],
             "value": null, "confirm": false, "conflict": [], "by": null, "at": null, "line": 9,
             "section": ["Launch", "Backups"], "item": "backups/budget-of-a-b"},
            {"key": "backups/budget-of-a-b:of", "label": "of", "kind": "choice", "notation": "underscores", "choices": ["A", "B"],
             "value": null, "confirm": false, "conflict": [], "by": null, "at": null, "line": 9,
             "section": ["Launch", "Backups"], "item": "backups/budget-of-a-b"},
        ])
    );
    assert_eq!(list["variables"], json!([]));
    assert_eq!(folder.list(&["--section", "security"])["blanks"], json!([]));
}

#[test]
fn status_sets_the_exit_status() {
    let folder = Folder::with("# T\n## S\n- [ ] a: ____\n- [x] b\n\n**Lead**: ____ Date: ____\n");
    let no_go = folder.run(&["status", "a.md"]);
    assert_eq!((no_go.status, no_go.err.as_str()), (1, ""));
    assert_eq!(
        no_go.out,
        "NO-GO  T\n2 required items: 1 pre-ticked, 1 open.\n1 of 2 items done, 1 open, 1 pre-ticked, 0 of 3 blanks filled, 0 of 1 sign-offs signed\n\n  \
         S                                                             1 of 2\n\nBlockers:\n  line 3: open: a: ____\n    \
         gonogo tick, mark: tick it, or mark it N/A or waived\n  line 6: not signed: Lead\n    \
         gonogo sign: have it signed\n"
    );
    folder.change(&["tick", "a.md", "1"]);
    let empty = folder.run(&["status", "a.md"]);
    assert_eq!(empty.status, 1, "a done item with an empty blank");
    assert!(
        empty.out.contains("line 3: empty blank: a\n"),
        "{}",
        empty.out
    );
    folder.change(&["fill", "a.md", "1", "x"]);
    folder.change(&["sign", "a.md", "lead"]);
    let go = folder.run(&["status", "a.md"]);
    assert_eq!((go.status, go.out.lines().next()), (0, Some("GO  T")));
    assert!(
        go.out.ends_with("\nProgress: a.gonogo.json\n"),
        "{}",
        go.out
    );
    assert_eq!(folder.run(&["status", "missing.md"]).status, 2);
}

#[test]
fn status_json_has_all_documented_fields() {
    let folder = Folder::with("# T\n## S\n- [ ] a: ____\n- [x] b\n\n**Lead**: ____ Date: ____\n");
    folder.change(&["fill", "a.md", "1", "x"]);
    folder.change(&["fill", "a.md", "Lead", "Ann"]);
    folder.change(&["note", "a.md", "T", "for all"]);
    folder.write(
        "a.md",
        "# T2\n## S\n- [ ] a: ____\n- [x] b\n\n**Lead**: ____ Date: ____\n",
    );
    let ran = folder.run(&["status", "a.md", "--json"]);
    assert_eq!(ran.status, 1);
    // The title above the blanks has changed.
    let counts = json!({
        "items": {"total": 2, "open": 1, "done": 1, "na": 0, "blocked": 0, "waived": 0, "pre_ticked": 1},
        "boxes": {"total": 0, "ticked": 0},
        "blanks": {"total": 3, "filled": 0},
        "variables": {"total": 0, "filled": 0},
    });
    let given = json!({"one_by_one": 0, "in_bulk": 0, "acts": 0});
    let basis = json!({
        "text": "NO-GO: 2 required items: 1 pre-ticked, 1 open.",
        "required": {
            "total": 2, "ticked": given, "na": given, "waived": given, "pre_ticked": 1, "open": 1, "blocked": 0,
        },
        "required_blanks": {"total": 0, "filled": 0},
        "not_counted": {
            "optional": {"total": 0, "open": 0}, "conditional": 0, "options": 0,
            "during": 0, "after": 0, "upkeep": 0, "rollback": 0, "info": 0,
            "boxes": {"total": 0, "open": 0, "undecided": 0},
            "blanks": 0, "not_measured": 0, "placeholders": 0, "look_alikes": 0, "includes": 0, "conflict_markers": 0,
        },
        "corrected": {"people": 0, "annotations": 0},
    });
    assert_eq!(
        serde_json::from_str::<Value>(&ran.out).unwrap(),
        json!({
            "format": "gonogo-status/1", "verdict": "no-go", "basis": basis, "counts": counts,
            "confirm": {"items": 0, "blanks": 2},
            "signoff_counts": {"total": 1, "signed": 0, "void": 0},
            "signoffs": [{
                "key": "s/lead-date:lead", "line": 6, "role": "Lead", "phase": "before", "status": "filled",
                "name": "Ann", "date": null, "by": null, "at": null, "digest": null, "forced": null,
            }],
            "sections": [
                {"key": "t2", "line": 1, "depth": 0, "text": "T2", "phase": "before", "counts": counts},
                {"key": "s", "line": 2, "depth": 0, "text": "S", "phase": "before", "counts": counts},
            ],
            "phases": [{"phase": "before", "counts": counts}],
            "live": null,
            "blockers": [
                {"kind": "open", "message": "open", "remedy": "tick it, or mark it N/A or waived",
                 "key": "s/a", "line": 3, "text": "a: ____", "blank": null, "variable": null},
                {"kind": "unsigned", "message": "not signed", "remedy": "have it signed",
                 "key": "s/lead-date", "line": 6, "text": "Lead: ____ Date: ____", "blank": "s/lead-date:lead",
                 "variable": null},
            ],
            "remaining": [],
            "contradictions": [],
            "overdue": 0,
            "due": [],
            "conflicts": [],
            "unmatched": [{
                "key": "t", "on": "T", "blank": null, "variable": null, "states": [], "values": [],
                "variables": [], "links": [], "measurements": [], "phases": [],
                "signatures": [], "corrections": [], "notes": [{"answer": "for all", "by": BY, "at": NOW}],
            }],
            "moved": [],
        })
    );
    folder.change(&["tick", "a.md", "1"]);
    folder.change(&["confirm", "a.md", "1"]);
    folder.change(&["sign", "a.md", "Lead"]);
    let go = folder.run(&["status", "a.md", "--json"]);
    assert_eq!(
        (
            go.status,
            serde_json::from_str::<Value>(&go.out).unwrap()["verdict"].clone()
        ),
        (0, json!("go"))
    );
}

#[test]
fn items_are_found_by_number_key_suffix_and_text() {
    for (label, name, item) in [
        ("number", "4", "Certificate renewed"),
        ("key", "security/certificate-renewed", "Certificate renewed"),
        ("end of a key", "certificate-renewed", "Certificate renewed"),
        ("text", "Certificate renewed", "Certificate renewed"),
        (
            "part of a text in other letters",
            "RENEW",
            "Certificate renewed",
        ),
        (
            "text with a bold title",
            "restore tested",
            "Restore tested: RTO ____ h",
        ),
    ] {
        let folder = Folder::with(CHECKLIST);
        assert_eq!(
            folder.change(&["tick", "a.md", name]),
            format!("done: {item}\n"),
            "{label}"
        );
        assert_eq!(
            folder.change(&["tick", "a.md", name]),
            format!("already done: {item}\n"),
            "{label}"
        );
        assert_eq!(
            folder.change(&["untick", "a.md", name]),
            format!("open: {item}\n"),
            "{label}"
        );
        assert_eq!(states(&folder), "open done open open open", "{label}");
    }
}

#[test]
fn ambiguous_name_lists_candidates() {
    let folder = Folder::with(CHECKLIST);
    for (arguments, message) in [
        (
            &["tick", "a.md", "certificate"][..],
            "gonogo: “certificate” matches 2 items; choose one:\n  line 13: Certificate renewed \
             (security/certificate-renewed)\n  line 14: Certificate pinned (security/certificate-pinned)\n",
        ),
        (
            &["fill", "a.md", "3", "x"],
            "gonogo: “3” matches 2 blanks; choose one:\n  line 9: Budget (backups/budget-of-a-b:budget)\n  \
             line 9: of (backups/budget-of-a-b:of)\n",
        ),
        (
            &["tick", "a.md", "6"],
            "gonogo: no item 6; `gonogo list` shows numbers 1 to 5\n",
        ),
        (
            &["fill", "a.md", "4", "x"],
            "gonogo: no blank matches “4”; use its number or key from `gonogo list`, or part of its text\n",
        ),
        (
            &["note", "a.md", "nowhere", "x"],
            "gonogo: no entry matches “nowhere”; use its number or key from `gonogo list`, or part of its text\n",
        ),
    ] {
        let ran = folder.run(arguments);
        assert_eq!(
            (ran.status, ran.out.as_str(), ran.err.as_str()),
            (2, "", message),
            "{arguments:?}"
        );
    }
    assert!(!folder.path("a.gonogo.json").exists(), "nothing changed");
}

#[test]
fn several_items_are_ticked_all_or_none() {
    let folder = Folder::with(CHECKLIST);
    assert_eq!(folder.run(&["tick", "a.md", "4", "5", "missing"]).status, 2);
    assert!(
        !folder.path("a.gonogo.json").exists(),
        "not even the first two"
    );
    let told = folder.change(&["tick", "a.md", "4", "2", "pinned"]);
    assert_eq!(
        told,
        "done: Certificate renewed\ndone: Dry run (optional)\ndone: Certificate pinned\n"
    );
    assert_eq!(states(&folder), "open done open done done");
    assert_eq!(
        folder.list(&[])["items"][1]["by"],
        BY,
        "a tick of the document was confirmed"
    );
    assert_eq!(
        folder.change(&["untick", "a.md", "2"]),
        "open: Dry run (optional)\n"
    );
    assert_eq!(
        states(&folder),
        "open open open done done",
        "against the document's word"
    );
}

#[test]
fn blanks_are_found_by_key_suffix_number_and_label() {
    for (label, name, index) in [
        ("key", "backups/budget-of-a-b:budget", 2),
        ("end of a key", "budget-of-a-b:of", 3),
        ("label as a slug", "budget", 2),
        ("number", "1", 1),
        ("label", "Service", 0),
        ("label in other letters", "BUDGET", 2),
        ("part of the text", "tested: rto", 1),
    ] {
        let folder = Folder::with(CHECKLIST);
        folder.change(&["fill", "a.md", name, "x"]);
        let expected: Vec<Value> = (0..4)
            .map(|at| if at == index { json!("x") } else { Value::Null })
            .collect();
        assert_eq!(values(&folder), expected, "{label}");
    }
}

#[test]
fn values_and_notes_are_kept_as_typed() {
    for text in [
        "-1",
        "--json",
        "--x y",
        " two  spaces ",
        "a\nb",
        "数据 \u{1b}[31m",
        "\"quoted\\",
        "0012.50",
    ] {
        let folder = Folder::with("- [ ] a: ____\n");
        folder.change(&["fill", "a.md", "1", text]);
        folder.change(&["note", "a.md", "1", text]);
        let list = folder.list(&[]);
        assert_eq!(list["blanks"][0]["value"], text);
        assert_eq!(list["items"][0]["notes"][0]["text"], text);
    }
    let folder = Folder::with("- [ ] a: ____\n");
    assert_eq!(
        folder.change(&["fill", "a.md", "1", "\u{1b}[31mred"]),
        "a: ^[[31mred\n",
        "shown, not sent"
    );
    assert_eq!(
        folder.change(&["fill", "a.md", "1", "\u{1b}[31mred"]),
        "a: already ^[[31mred\n"
    );
    assert_eq!(folder.change(&["fill", "a.md", "1", ""]), "a: (empty)\n");
    assert_eq!(values(&folder), [Value::Null]);
}

#[test]
fn notes_work_on_items_sections_and_lines() {
    let folder = Folder::with(CHECKLIST);
    for (name, told) in [
        ("5", "Certificate pinned"),
        ("security", "Security"),
        ("service", "Service: ____"),
        ("Launch", "Launch"),
    ] {
        assert_eq!(
            folder.change(&["note", "a.md", name, "seen"]),
            format!("note added: {told}\n")
        );
    }
    let empty = folder.run(&["note", "a.md", "5", " \n"]);
    assert_eq!(
        (empty.status, empty.err.as_str()),
        (2, "gonogo: empty note; nothing saved\n")
    );
}
