//! Ticks need confirming after the content below or the headings above changed.

use serde_json::{Value, json};

use super::program::Folder;

const STAGING: &str = "\
# Rollout

## Staging

- [ ] Schema migrated

  ```sh
  migrate --dry-run
  ```
- [ ] Smoke test passed
- [ ] Replicas: ____
";

/// What `list` prints, and why each item and blank needs confirming.
fn listed(folder: &Folder) -> (String, Vec<Value>) {
    let list = folder.list(&[]);
    let all = [&list["items"], &list["blanks"]]
        .into_iter()
        .flat_map(|all| all.as_array().unwrap().clone());
    let changed = all.map(|it| it["differences"].clone());
    (folder.out(&["list", "a.md"]), changed.collect())
}

fn ticked() -> Folder {
    let folder = Folder::with(STAGING);
    folder.change(&["tick", "a.md", "1"]);
    folder.change(&["mark", "a.md", "2", "na", "--reason", "no traffic"]);
    folder.change(&["fill", "a.md", "Replicas", "2"]);
    folder
}

#[test]
fn events_remember_content_below_and_headings_above() {
    let folder = ticked();
    folder.change(&["note", "a.md", "1", "by hand"]);
    let progress: Value = serde_json::from_str(&folder.read("a.gonogo.json")).unwrap();
    let events = progress["entries"]
        .as_object()
        .unwrap()
        .values()
        .flat_map(|it| it.as_array().unwrap());
    let told: Vec<Value> = events
        .map(|it| json!([it["on"], it["body"], it["section"]]))
        .collect();
    let under = json!("Rollout > Staging");
    assert_eq!(
        told,
        [
            json!(["Replicas:", "", under]),
            json!(["Schema migrated", "304c2873a785-", under]),
            json!(["Schema migrated", null, null]),
            json!(["Smoke test passed", "", under]),
        ],
        "{told:?}"
    );
    assert_eq!(folder.run(&["verify", "a.md"]).status, 0);
    let changed = folder
        .read("a.gonogo.json")
        .replace("Rollout > Staging", "Rollout > Production");
    folder.write("a.gonogo.json", &changed);
    assert_eq!(
        folder.run(&["verify", "a.md"]).status,
        1,
        "they are part of the id"
    );
}

#[test]
fn changed_heading_needs_confirming_once_per_section() {
    let folder = ticked();
    folder.write("a.md", STAGING.replace("## Staging", "## Production"));
    let section = || json!(["section"]);
    assert_eq!(
        listed(&folder),
        (
            "    1  [?] Schema migrated\n    2  [?] Smoke test passed\n    3  [ ] Replicas: 2\n"
                .to_owned(),
            vec![section(), section(), Value::Null, section()]
        )
    );
    let told = folder.run(&["status", "a.md"]);
    assert_eq!(
        (told.status, told.out.as_str()),
        (
            1,
            "NO-GO  Rollout\n3 required items: 1 ticked one by one, 1 N/A, 1 open.\n\
             1 of 3 items done, 1 open, 1 na, 2 need confirming, 0 of 1 blank filled, 1 answer needs confirming\n\n  \
             Production                                                    2 of 3\n\n\
             Blockers:\n  \
             line 5: needs confirming: Schema migrated\n  \
             line 10: needs confirming: Smoke test passed\n    \
             moved from Staging to Production\n    \
             gonogo confirm: read the current text, then confirm or reopen it\n  \
             line 11: open: Replicas: ____\n    \
             gonogo tick, mark: tick it, or mark it N/A or waived\n\n\
             Moved to another section, marks kept: 3\n\n\
             Progress: a.gonogo.json\n"
        )
    );
    let blocker = &serde_json::from_str::<Value>(&folder.run(&["status", "a.md", "--json"]).out)
        .unwrap()["blockers"][0];
    assert_eq!(
        *blocker,
        json!({
            "kind": "confirm", "message": "needs confirming: moved from Staging to Production",
            "remedy": "read the current text, then confirm or reopen it",
            "key": "production/schema-migrated", "line": 5, "text": "Schema migrated", "blank": null, "variable": null,
        })
    );
    assert_eq!(
        folder.change(&["confirm", "a.md", "--section", "Production"]),
        "2 items and 1 value confirmed: Production\n"
    );
    let nothing = vec![Value::Null; 4];
    assert_eq!(
        listed(&folder),
        (
            "    1  [x] Schema migrated\n    2  [-] Smoke test passed\n    3  [ ] Replicas: 2\n"
                .to_owned(),
            nothing
        )
    );
    assert_eq!(
        folder.change(&["confirm", "a.md", "--section", "Production"]),
        "nothing needs confirming: Production\n"
    );
}

#[test]
fn reformatted_heading_needs_no_confirming() {
    let folder = ticked();
    let before = listed(&folder);
    folder.write(
        "a.md",
        STAGING
            .replace("## Staging", "### 🚀 **STAGING**")
            .replace("# Rollout", "# rollout ✅"),
    );
    assert_eq!(listed(&folder), before);
}

#[test]
fn changed_command_needs_confirming_per_item() {
    let folder = ticked();
    folder.write("a.md", STAGING.replace("--dry-run", "--drop-all"));
    let (list, changed) = listed(&folder);
    assert_eq!(
        list,
        "    1  [?] Schema migrated\n    2  [-] Smoke test passed\n    3  [ ] Replicas: 2\n"
    );
    assert_eq!(
        changed,
        [json!(["commands"]), Value::Null, Value::Null, Value::Null]
    );
    for (item, told) in [
        ("Schema", "1 item confirmed: Schema migrated\n"),
        ("Smoke", "nothing needs confirming: Smoke test passed\n"),
    ] {
        assert_eq!(folder.change(&["confirm", "a.md", item]), told);
    }
    assert_eq!(listed(&folder).1, vec![Value::Null; 4]);
    for (arguments, message) in [
        (
            &["confirm", "a.md"][..],
            "gonogo: nothing to confirm: specify items or --section\n",
        ),
        (
            &["confirm", "a.md", "1", "--section", "S"],
            "gonogo: specify items or --section, not both\n",
        ),
    ] {
        let ran = folder.run(arguments);
        assert_eq!((ran.status, ran.err.as_str()), (2, message));
    }
}

#[test]
fn tick_on_a_moved_item_needs_confirming() {
    let folder = Folder::with("# T\n\n## A\n\n- [ ] one\n- [ ] two\n\n## B\n\n- [ ] three\n");
    folder.change(&["tick", "a.md", "1", "2"]);
    folder.write(
        "a.md",
        "# T\n\n## A\n\n- [ ] two\n\n## B\n\n- [ ] three\n- [ ] one\n",
    );
    let (list, changed) = listed(&folder);
    assert_eq!(list, "    1  [x] two\n    2  [ ] three\n    3  [?] one\n");
    assert_eq!(changed, [Value::Null, Value::Null, json!(["section"])]);
}

#[test]
fn swapped_equal_items_keep_their_ticks() {
    let item = |host: &str| format!("- [ ] Restore\n\n  ssh {host}\n\n");
    let document = |hosts: &[&str]| hosts.iter().map(|host| item(host)).collect::<String>();
    for (label, before, after, list, changed) in [
        (
            "swapped",
            &["a", "b"][..],
            &["b", "a"][..],
            "[ ] [x]",
            [None, None],
        ),
        (
            "the other one was edited",
            &["a", "b"],
            &["a", "c"],
            "[x] [ ]",
            [None, None],
        ),
        (
            "edited in place",
            &["a", "b"],
            &["c", "b"],
            "[?] [ ]",
            [Some("words"), None],
        ),
        (
            "swapped and edited",
            &["a", "b"],
            &["b", "c"],
            "[?] [ ]",
            [Some("words"), None],
        ),
    ] {
        let folder = Folder::with(&document(before));
        folder.change(&["tick", "a.md", "1"]);
        folder.write("a.md", document(after));
        let (told, why) = listed(&folder);
        let boxes: Vec<&str> = told.lines().map(|line| &line[7..10]).collect();
        assert_eq!(boxes.join(" "), list, "{label}");
        assert_eq!(
            why,
            changed.map(|why| why.map_or(Value::Null, |why| json!([why]))),
            "{label}"
        );
    }
    // Ticking the other one, and changing places again: both are done.
    let folder = Folder::with(&document(&["a", "b"]));
    folder.change(&["tick", "a.md", "1"]);
    folder.write("a.md", document(&["b", "a"]));
    folder.change(&["tick", "a.md", "1"]);
    for hosts in [["b", "a"], ["a", "b"]] {
        folder.write("a.md", document(&hosts));
        assert_eq!(
            listed(&folder).0,
            "    1  [x] Restore\n    2  [x] Restore\n"
        );
    }
    folder.change(&["untick", "a.md", "1"]);
    for (hosts, list) in [(["a", "b"], "[ ] [x]"), (["b", "a"], "[x] [ ]")] {
        folder.write("a.md", document(&hosts));
        let told = listed(&folder).0;
        assert_eq!(
            told.lines()
                .map(|line| &line[7..10])
                .collect::<Vec<_>>()
                .join(" "),
            list
        );
    }
}

#[test]
fn equal_items_moved_between_sections_follow_their_content() {
    let document = |one: &str, other: &str| {
        format!(
            "## Staging\n\n- [ ] Restore\n\n  `{one}`\n\n## Production\n\n- [ ] Restore\n\n  `{other}`\n"
        )
    };
    let folder = Folder::with(&document("psql s", "psql p"));
    folder.change(&["tick", "a.md", "1"]);
    folder.write("a.md", document("psql p", "psql s"));
    let (list, changed) = listed(&folder);
    assert_eq!(list, "    1  [ ] Restore\n    2  [?] Restore\n");
    assert_eq!(changed, [Value::Null, json!(["section"])]);
}

#[test]
fn events_of_0_1_0_need_no_confirming() {
    let folder = Folder::with(
        &STAGING
            .replace("--dry-run", "--drop-all")
            .replace("# Rollout", "# Next"),
    );
    let event = |id: &str, on: &str, rest: &str| {
        format!(r#"{{"id":"{id}","at":"2026-11-20T21:00:00.000Z","by":"ann","on":"{on}",{rest}}}"#)
    };
    let old = format!(
        r#"{{"format":"gonogo/1","checklist":"a.md","entries":{{"staging/schema-migrated":[{}],"staging/replicas":[{}]}}}}"#,
        event("1", "Schema migrated", r#""state":"done""#),
        event("2", "Replicas:", r#""blank":"replicas","value":"2""#),
    );
    folder.write("a.gonogo.json", &old);
    let (list, changed) = listed(&folder);
    assert_eq!(
        list,
        "    1  [x] Schema migrated\n    2  [ ] Smoke test passed\n    3  [ ] Replicas: 2\n"
    );
    assert_eq!(changed, vec![Value::Null; 4]);
}
