//! `gonogo mark`: states with reasons, several items or a section at once, as one save or not at all.

use serde_json::{Value, json};

use super::program::{BY, Folder};

const CHECKLIST: &str = "\
# Launch

## Cluster

- [ ] Nodes sized
  - [ ] Quota raised
- [x] Registry chosen
- [ ] Ingress tested

## Security

- [ ] Certificate renewed
- [ ] Cluster policies (optional)
";

/// The states of the items with their reasons, in order.
fn states(folder: &Folder) -> String {
    let list = folder.list(&[]);
    let tell = |item: &Value| match item["reason"].as_str() {
        Some(reason) => format!("{}: {reason}", item["state"].as_str().unwrap()),
        None => item["state"].as_str().unwrap().to_owned(),
    };
    list["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(tell)
        .collect::<Vec<_>>()
        .join(", ")
}

#[test]
fn every_state_is_set_with_its_reason() {
    for (arguments, told, state) in [
        (
            &["3", "blocked", "--reason", "waits for 4711"][..],
            "blocked: Registry chosen\n",
            "blocked: waits for 4711",
        ),
        (
            &["--reason", "-", "registry", "na"],
            "na: Registry chosen\n",
            "na: -",
        ),
        (
            &["3", "--reason", "Ann accepts it", "waived"],
            "waived: Registry chosen\n",
            "waived: Ann accepts it",
        ),
        (&["3", "open"], "open: Registry chosen\n", "open"),
        (
            &["3", "done", "--reason", "seen"],
            "done: Registry chosen\n",
            "done: seen",
        ),
    ] {
        let folder = Folder::with(CHECKLIST);
        let arguments = [&["mark", "a.md"], arguments].concat();
        assert_eq!(folder.change(&arguments), told, "{arguments:?}");
        assert_eq!(
            states(&folder),
            format!("open, open, {state}, open, open, open"),
            "{arguments:?}"
        );
        assert_eq!(
            folder.change(&arguments),
            format!("already {told}"),
            "{arguments:?}"
        );
        assert_eq!(folder.list(&[])["items"][2]["by"], BY);
    }
}

#[test]
fn new_reason_replaces_the_first() {
    let folder = Folder::with(CHECKLIST);
    folder.change(&["mark", "a.md", "4", "na", "--reason", "no cluster"]);
    folder.change(&["mark", "a.md", "4", "na", "--reason", "no ingress"]);
    assert_eq!(
        states(&folder),
        "open, open, done, na: no ingress, open, open"
    );
}

#[test]
fn marking_a_section_keeps_answered_items() {
    let folder = Folder::with(CHECKLIST);
    folder.change(&[
        "mark",
        "a.md",
        "2",
        "blocked",
        "--reason",
        "waits for the provider",
    ]);
    let told = folder.change(&[
        "mark",
        "a.md",
        "na",
        "--section",
        "Cluster",
        "--reason",
        "one machine",
    ]);
    assert_eq!(
        told,
        "na: Nodes sized\nna: Ingress tested\n1 blocked left unchanged\n"
    );
    assert_eq!(
        states(&folder),
        "na: one machine, blocked: waits for the provider, done, na: one machine, open, open"
    );
    let again = folder.change(&["mark", "a.md", "done", "--section", "cluster"]);
    assert_eq!(
        again,
        "no open items in this section: Cluster\n1 blocked left unchanged\n"
    );
}

#[test]
fn blocked_items_block_and_waived_ones_do_not() {
    let folder = Folder::with(CHECKLIST);
    folder.change(&[
        "mark",
        "a.md",
        "na",
        "--section",
        "cluster",
        "--reason",
        "one machine",
    ]);
    folder.change(&["mark", "a.md", "5", "waived", "--reason", "valid until May"]);
    assert_eq!(folder.run(&["status", "a.md"]).status, 0);
    folder.change(&["mark", "a.md", "5", "blocked", "--reason", "4711"]);
    let ran = folder.run(&["status", "a.md", "--json"]);
    let blockers = serde_json::from_str::<Value>(&ran.out).unwrap()["blockers"].clone();
    assert_eq!(
        (ran.status, blockers[0]["kind"].clone()),
        (1, json!("blocked"))
    );
    let report = folder.out(&["export", "a.md"]);
    assert!(
        report.contains("one machine") && report.contains("4711"),
        "{report}"
    );
}

#[test]
fn invalid_marks_change_nothing_and_say_what_to_do() {
    let folder = Folder::with(CHECKLIST);
    for (arguments, message) in [
        (
            &["1", "2", "na"][..],
            "not applicable needs a reason: give one with --reason TEXT",
        ),
        (
            &["1", "blocked", "--reason", "  "],
            "blocked needs a reason: give one with --reason TEXT",
        ),
        (
            &["1", "2", "--reason", "x"],
            "“2” isn't a state; the last word must be one of open, done, na, blocked, waived",
        ),
        (
            &["na", "--reason", "x"],
            "no items to set to na: specify them before the state, or use --section",
        ),
        (
            &["1", "done", "--section", "cluster"],
            "specify items or --section, not both",
        ),
        (
            &["open", "--section", "cluster"],
            "--section only sets open items; specify the items to reopen",
        ),
        (
            &["1", "missing", "waived", "--reason", "x"],
            "no item matches “missing”; use its number or key from `gonogo list`, or part of its text",
        ),
        (
            &["done", "--section", "clusters"],
            "no section matches “clusters”; use part of its heading, or its key",
        ),
        (
            &["done", "--section", "u"],
            "“u” matches 3 sections; choose one:\n  line 1: Launch (launch)\n  line 3: Cluster (cluster)\n  \
             line 10: Security (security)",
        ),
    ] {
        let ran = folder.run(&[&["mark", "a.md"], arguments].concat());
        let expected = (2, "", format!("gonogo: {message}\n"));
        assert_eq!(
            (ran.status, ran.out.as_str(), ran.err),
            expected,
            "{arguments:?}"
        );
    }
    assert!(!folder.path("a.gonogo.json").exists(), "nothing changed");
}

#[test]
fn several_items_are_one_save_with_one_time() {
    let folder = Folder::with(CHECKLIST);
    let told = folder.change(&[
        "mark",
        "a.md",
        "1",
        "5",
        "policies",
        "waived",
        "--reason",
        "after launch",
    ]);
    assert_eq!(
        told,
        "waived: Nodes sized\nwaived: Certificate renewed\nwaived: Cluster policies (optional)\n"
    );
    assert_eq!(
        folder
            .read("a.gonogo.json")
            .matches(r#""reason":"after launch""#)
            .count(),
        3
    );
}
