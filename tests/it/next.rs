//! `gonogo next`: what is to be done next, for people and for scripts.

use serde_json::{Value, json};

use super::program::{Folder, Ran};

const CHECKLIST: &str = "\
# Launch

## Backups

- [ ] Restore tested: RTO ____ h
- [x] Dry run
- [ ] Slides (optional)

## Security

- [ ] Certificate renewed
- [ ] Firewall closed
";

#[test]
fn next_items_are_in_document_order_with_their_lines() {
    let folder = Folder::with(CHECKLIST);
    assert_eq!(
        folder.out(&["next", "a.md"]),
        "    1  [ ] Restore tested: RTO ____ h\n       line 5, Launch > Backups (open)\n"
    );
    folder.change(&["tick", "a.md", "1"]);
    folder.change(&["mark", "a.md", "4", "blocked", "--reason", "waits"]);
    assert_eq!(
        folder.out(&["next", "a.md", "-n", "9"]),
        "    1  [x] Restore tested: RTO ____ h\n       line 5, Launch > Backups (empty: Restore tested: RTO)\n    \
         5  [ ] Firewall closed\n       line 12, Launch > Security (open)\n"
    );
    let optional = folder.out(&["next", "a.md", "-n", "9", "--optional"]);
    assert!(
        optional.contains("    3  [ ] Slides (optional)\n"),
        "{optional}"
    );
}

#[test]
fn next_json_has_needs_and_count() {
    let folder = Folder::with(CHECKLIST);
    folder.change(&["tick", "a.md", "1"]);
    let next: Value = serde_json::from_str(&folder.out(&["next", "a.md", "--json"])).unwrap();
    assert_eq!(
        next,
        json!({
            "format": "gonogo-next/1", "remaining": 3,
            "items": [{
                "number": 1, "key": "backups/restore-tested-rto-h", "line": 5, "section": ["Launch", "Backups"],
                "text": "Restore tested: RTO ____ h", "state": "done", "optional": false, "variables": [],
                "needs": [{"kind": "empty", "blank": "backups/restore-tested-rto-h:restore-tested-rto"}],
            }],
        })
    );
}

#[test]
fn next_without_items_left_sets_the_exit_status() {
    let folder = Folder::with(CHECKLIST);
    folder.change(&["fill", "a.md", "1", "4"]);
    folder.change(&["tick", "a.md", "1", "4"]);
    folder.change(&["mark", "a.md", "5", "blocked", "--reason", "waits"]);
    let told = "nothing left to do, but 1 blocked\n".to_owned();
    assert_eq!(
        folder.run(&["next", "a.md"]),
        Ran {
            status: 1,
            out: String::new(),
            err: told
        }
    );
    folder.change(&["tick", "a.md", "5", "--force"]);
    let told = "nothing left to do\n".to_owned();
    assert_eq!(
        folder.run(&["next", "a.md"]),
        Ran {
            status: 1,
            out: String::new(),
            err: told
        }
    );
    assert_eq!(
        folder.run(&["next", "a.md", "--quiet"]),
        Ran {
            status: 1,
            out: String::new(),
            err: String::new()
        }
    );
    let ran = folder.run(&["next", "a.md", "--json"]);
    assert_eq!(
        serde_json::from_str::<Value>(&ran.out).unwrap()["items"],
        json!([])
    );
}

#[test]
fn changed_items_and_conflicts_are_next() {
    let folder = Folder::with("- [ ] Backups of the database tested\n- [ ] Alerts\n");
    folder.change(&["tick", "a.md", "1"]);
    folder.write(
        "a.md",
        "- [ ] Backups of the databases tested\n- [ ] Alerts\n",
    );
    let next = folder.out(&["next", "a.md"]);
    assert!(next.ends_with("(confirm)\n"), "{next}");
    folder.run_with("", &[], &["tick", "a.md", "1", "--progress", "b.json"]);
    let args = [
        "mark",
        "a.md",
        "1",
        "na",
        "--reason",
        "x",
        "--progress",
        "c.json",
    ];
    folder.run_with("", &[], &args);
    folder.run(&["merge", "b.json", "c.json", "-o", "d.json"]);
    let next = folder.out(&["next", "a.md", "--progress", "d.json"]);
    assert!(
        next.starts_with("    1  [?] ") && next.ends_with("(conflict)\n"),
        "{next}"
    );
}
