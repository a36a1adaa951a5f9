//! A field that stands twice in a progress file: nobody knows which one holds, so it is named with its line, nothing is
//! shown, and nothing is written.

use gonogo::store;

use super::program::{Folder, Ran};

const CHECKLIST: &str = "# T\n- [ ] one: ____\n- [ ] two\n";
/// What is added to what is wrong.
const DO: &str =
    "fix that line (`git log -p` shows how it was), or merge in a good copy with `gonogo merge`";

/// A progress file with these fields above the entries, and this event.
fn file(head: &str, event: &str) -> String {
    format!(
        "{{\n  \"format\": \"gonogo/1\",\n  \"checklist\": \"a.md\",\n{head}  \"entries\": {{\n    \"two\": [\n      \
         {{\"id\":\"a\",\"at\":\"2026-11-21T21:00:00.000Z\",\"by\":\"ann\",\"on\":\"two\",{event}}}\n    ]\n  }}\n}}\n"
    )
}

/// The file as git leaves it where two sides added an event each, with the ancestor between them.
fn conflict(ours: &str, base: &str, theirs: &str) -> String {
    let event = |event: &str| {
        format!(
            "      {{\"id\":\"{}\",\"at\":\"2026-11-21T21:00:00.000Z\",\"by\":\"ann\",\"on\":\"two\",{event}}}\n",
            event.len()
        )
    };
    format!(
        "{{\n  \"format\": \"gonogo/1\",\n  \"checklist\": \"a.md\",\n  \"entries\": {{\n    \"two\": [\n<<<<<<< ours\n{}\
         ||||||| base\n{}=======\n{}>>>>>>> theirs\n    ]\n  }}\n}}\n",
        event(ours),
        event(base),
        event(theirs)
    )
}

const DONE: &str = r#""state":"done""#;
const NOTE: &str = r#""note":"n""#;
const BOTH: &str = r#""state":"blocked","reason":"r","state":"done""#;

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn duplicate_field_fails_with_its_line() {
    for (label, text, line, field) in [
        ("a state", file("", BOTH), 6, "state"),
        (
            "the same twice",
            file("", r#""state":"done","state":"done""#),
            6,
            "state",
        ),
        (
            "written in another way",
            file("", r#""state":"open","st\u0061te":"done""#),
            6,
            "state",
        ),
        (
            "an author",
            file("", r#""state":"done","by":"eve""#),
            6,
            "by",
        ),
        ("an id", file("", r#""state":"done","id":"b""#), 6, "id"),
        (
            "of a place",
            file("", r#""place":{"entry":"one","on":"one:","entry":"two"}"#),
            6,
            "entry",
        ),
        (
            "that this version does not know",
            file("", r#""state":"done","x":1,"x":2"#),
            6,
            "x",
        ),
        (
            "deep inside",
            file("", r#""state":"done","x":[{"y":{"z":1,"z":2}}]"#),
            6,
            "z",
        ),
        (
            "of a kind that this version does not know",
            file("", r#""cost":5,"cost":7"#),
            6,
            "cost",
        ),
        (
            "the run",
            file("  \"run\": null,\n  \"run\": \"v1\",\n", DONE),
            5,
            "run",
        ),
        (
            "the checklist",
            file("  \"checklist\": \"b.md\",\n", DONE),
            4,
            "checklist",
        ),
        (
            "ticks of the document",
            file(
                "  \"ignore_source_ticks\": true,\n  \"ignore_source_ticks\": false,\n",
                DONE,
            ),
            5,
            "ignore_source_ticks",
        ),
        (
            "above the entries, unknown",
            file("  \"x\": 1,\n  \"x\": 2,\n", DONE),
            5,
            "x",
        ),
        ("on one line", file("  \"x\": 1, \"x\": 2,\n", DONE), 4, "x"),
        (
            "deep inside above the entries",
            file("  \"x\": {\"y\": 1, \"y\": 2},\n", DONE),
            4,
            "y",
        ),
        (
            "on one side of a conflict",
            conflict(DONE, NOTE, BOTH),
            11,
            "state",
        ),
        ("on the other side", conflict(BOTH, NOTE, DONE), 7, "state"),
        ("in the ancestor", conflict(DONE, BOTH, NOTE), 9, "state"),
    ] {
        let folder = Folder::with(CHECKLIST);
        folder.write("a.gonogo.json", &text);
        let before = folder.all();
        let err = format!("gonogo: a.gonogo.json, line {line}: “{field}” appears twice; {DO}\n");
        let expected = Ran {
            status: 2,
            out: String::new(),
            err,
        };
        for verb in [
            &["status", "a.md"][..],
            &["verify", "a.md"],
            &["tick", "a.md", "1"],
            &["merge", "a.gonogo.json", "a.gonogo.json"],
        ] {
            assert_eq!(folder.run(verb), expected, "{label}: {verb:?}\n{text}");
            assert_eq!(folder.all(), before, "{label}: {verb:?} changed a file");
        }
    }
}

#[test]
fn duplicate_keys_and_identical_fields_are_merged() {
    let folder = Folder::with(CHECKLIST);
    let other = r#"    "two": [
      {"id":"b","at":"2026-11-21T21:01:00.000Z","by":"ann","on":"two","note":"n"}
    ],
"#;
    let head = "  \"checklist\": \"a.md\",\n  \"x\": {\"y\": 1},\n  \"x\": {\"y\": 1},\n";
    let text = file(head, DONE).replacen("    \"two\"", &format!("{other}    \"two\""), 1);
    folder.write("a.gonogo.json", &text);
    let list = folder.list(&[]);
    assert_eq!(
        (
            &list["items"][1]["state"],
            &list["items"][1]["notes"][0]["text"]
        ),
        (&"done".into(), &"n".into())
    );
    let read = store::read(&text).unwrap().unwrap().progress;
    assert_eq!(
        serde_json::to_string(&read.extra).unwrap(),
        r#"{"x":{"y":1}}"#
    );
}
