//! `gonogo verify` finds every manual edit of a progress file.

use serde_json::{Value, json};

use super::program::{BY, Folder};

const LAUNCH: &str = "\
# Launch

## Pre-Launch

- [ ] p95 latency < 5 seconds
- [ ] Budget: $____
- [ ] Dry run

## Launch Day

- [ ] Deploy

## Sign-Off

**Lead**: ____ Date: ____

**Security**: ____ Date: ____
";

/// A launch that was signed by both, the second time by force.
fn signed() -> Folder {
    let folder = Folder::with(LAUNCH);
    for command in [
        &["tick", "a.md", "1", "2"][..],
        &[
            "mark",
            "a.md",
            "3",
            "waived",
            "--reason",
            "rehearsed in May",
        ],
        &["fill", "a.md", "Budget", "12"],
        &["measure", "a.md", "1", "4 s"],
        &["note", "a.md", "1", "seen"],
        &["tick", "a.md", "Deploy"],
        &["sign", "a.md", "Lead", "--by", "Ann Example"],
        &["mark", "a.md", "3", "open"],
        &[
            "sign",
            "a.md",
            "Security",
            "--by",
            "Bob Example",
            "--force",
            "the press waits",
        ],
        &[
            "mark",
            "a.md",
            "3",
            "waived",
            "--reason",
            "rehearsed in May",
        ],
        &["sign", "a.md", "Security", "--by", "Bob Example"],
    ] {
        folder.change(command);
    }
    assert_eq!(folder.run(&["verify", "a.md"]).status, 0);
    folder
}

/// The events of an entry whose key ends so.
fn events<'a>(file: &'a mut Value, key: &str) -> &'a mut Vec<Value> {
    let entries = file["entries"].as_object_mut().unwrap();
    let found = entries.iter_mut().find(|(name, _)| name.ends_with(key));
    found
        .unwrap_or_else(|| panic!("{key}"))
        .1
        .as_array_mut()
        .unwrap()
}

/// The last event of an entry that has this field.
fn event<'a>(file: &'a mut Value, key: &str, field: &str) -> &'a mut Value {
    events(file, key)
        .iter_mut()
        .rev()
        .find(|event| event.get(field).is_some())
        .unwrap()
}

/// What is done by hand, with what `verify` says of it.
type Tampering = (&'static str, fn(&mut Value), &'static str);

const TAMPERINGS: [Tampering; 23] = [
    (
        "a state",
        |file| event(file, "dry-run", "state")["state"] = json!("done"),
        "altered after it was made",
    ),
    (
        "a reason",
        |file| event(file, "dry-run", "reason")["reason"] = json!("no"),
        "altered after it was made",
    ),
    (
        "a value",
        |file| event(file, "budget", "value")["value"] = json!("11"),
        "altered after it was made",
    ),
    (
        "a measured value",
        |file| event(file, "seconds", "measured")["value"] = json!("3 s"),
        "altered after it was made",
    ),
    (
        "a note",
        |file| event(file, "seconds", "note")["note"] = json!("unseen"),
        "altered after it was made",
    ),
    (
        "what is done during",
        |file| event(file, "deploy", "state")["state"] = json!("blocked"),
        "altered after it was made",
    ),
    (
        "an author",
        |file| event(file, "budget", "value")["by"] = json!("eve@host"),
        "altered after it was made",
    ),
    (
        "a time",
        |file| event(file, "budget", "value")["at"] = json!("2026-11-20T21:04:05.123Z"),
        "altered after it was made",
    ),
    (
        "the text that it was made on",
        |file| event(file, "deploy", "state")["on"] = json!("Deploy all"),
        "altered after it was made",
    ),
    (
        "which blank",
        |file| event(file, "budget", "blank")["blank"] = json!("other"),
        "altered after it was made",
    ),
    (
        "what it replaces",
        |file| {
            drop(
                event(file, "dry-run", "replaces")
                    .as_object_mut()
                    .unwrap()
                    .remove("replaces"),
            );
        },
        "altered after it was made",
    ),
    (
        "an id",
        |file| event(file, "budget", "value")["id"] = json!("0123456789abcdef0123"),
        "altered after it was made",
    ),
    (
        "an event before, deleted",
        |file| drop(events(file, "budget").pop()),
        "1 change it covers is missing from the file",
    ),
    (
        "an event during, deleted",
        |file| events(file, "deploy").clear(),
        "1 change it covers is missing from the file",
    ),
    (
        "an event in the middle, deleted",
        |file| events(file, "dry-run").retain(|event| !event["state"].is_null()),
        "the change it replaces is missing",
    ),
    (
        "an event moved to another entry",
        |file| {
            let moved = event(file, "deploy", "state").clone();
            events(file, "deploy").clear();
            events(file, "budget").push(moved);
        },
        "altered after it was made",
    ),
    (
        "an event made up",
        |file| {
            let mut made_up = event(file, "seconds", "state").clone();
            made_up["id"] = json!("00000000000000000000");
            made_up["by"] = json!("eve@host");
            events(file, "seconds").push(made_up);
        },
        "altered after it was made: eve@host set",
    ),
    (
        "the digest of a signature",
        |file| event(file, "lead-date", "digest")["digest"] = json!("0".repeat(64)),
        "doesn't match what it covers",
    ),
    (
        "the digest of the document",
        |file| event(file, "lead-date", "digest")["document"] = json!("0".repeat(64)),
        "the document changed",
    ),
    (
        "the name that was signed",
        |file| event(file, "lead-date", "digest")["name"] = json!("Eve"),
        "the name or date changed",
    ),
    (
        "what a signature saw",
        |file| {
            drop(
                event(file, "lead-date", "digest")["seen"]
                    .as_array_mut()
                    .unwrap()
                    .pop(),
            );
        },
        "altered after it was made",
    ),
    (
        "the reason that forced a signature",
        |file| {
            let forced = events(file, "security-date")
                .iter_mut()
                .find(|event| event.get("forced").is_some());
            forced.unwrap().as_object_mut().unwrap().remove("forced");
        },
        "altered after it was made",
    ),
    (
        "a signature put in another role",
        |file| {
            let signature = event(file, "lead-date", "digest").clone();
            events(file, "security-date").retain(|event| event.get("signed").is_none());
            let mut moved = signature;
            moved["signed"] = json!("security");
            events(file, "security-date").push(moved);
        },
        "altered after it was made",
    ),
];

#[test]
fn verify_finds_every_manual_edit() {
    let folder = signed();
    let sound: Value = serde_json::from_str(&folder.read("a.gonogo.json")).unwrap();
    for (label, tamper, expected) in TAMPERINGS {
        let mut file = sound.clone();
        tamper(&mut file);
        assert_ne!(file, sound, "{label}");
        folder.write(
            "a.gonogo.json",
            serde_json::to_string_pretty(&file).unwrap(),
        );
        let verified = folder.run(&["verify", "a.md"]);
        assert_eq!(
            (verified.status, verified.err.as_str()),
            (1, ""),
            "{label}: {}",
            verified.out
        );
        assert!(
            verified.out.contains(expected),
            "{label}: {expected:?} is missing in\n{}",
            verified.out
        );
        let unsound = verified
            .out
            .lines()
            .filter_map(|line| line.strip_prefix("void: "));
        for role in unsound.map(|told| told.split(": ").next().unwrap_or_default()) {
            assert!(
                !verified.out.contains(&format!("holds: {role}:")),
                "{label}: {}",
                verified.out
            );
        }
        let json = folder.run(&["verify", "a.md", "--json"]);
        let json: Value = serde_json::from_str(&json.out).unwrap();
        assert_eq!(
            (
                &json["valid"],
                json["problems"].as_array().unwrap().is_empty()
            ),
            (&json!(false), false),
            "{label}"
        );
    }
    folder.write("a.gonogo.json", serde_json::to_string(&sound).unwrap());
    assert_eq!(
        folder.run(&["verify", "a.md"]).status,
        0,
        "how it is set matters to nobody"
    );
}

#[test]
fn verify_json_lists_all_problems() {
    let folder = signed();
    let verified: Value = serde_json::from_str(&folder.out(&["verify", "a.md", "--json"])).unwrap();
    assert_eq!(
        (
            &verified["valid"],
            &verified["problems"],
            &verified["multiple_roles"]
        ),
        (&json!(true), &json!([]), &json!([]))
    );
    let roles = verified["signoffs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| [it["role"].clone(), it["status"].clone()]);
    assert_eq!(
        roles.collect::<Vec<_>>(),
        [
            [json!("Lead"), json!("valid")],
            [json!("Security"), json!("valid")]
        ]
    );
    folder.change(&["untick", "a.md", "1"]);
    folder.change(&[
        "sign",
        "a.md",
        "Security",
        "--by",
        "Ann Example",
        "--force",
        "late",
    ]);
    let ran = folder.run(&["verify", "a.md", "--json"]);
    let verified: Value = serde_json::from_str(&ran.out).unwrap();
    let change = json!({"by": BY, "at": super::program::NOW, "action": "cleared the state of “p95 latency < 5 seconds”"});
    assert_eq!(ran.status, 1);
    assert_eq!(
        verified["problems"],
        json!([{
            "kind": "signature", "role": "Lead", "name": "Ann Example", "change": null,
            "causes": [{"kind": "changed", "gone": 0, "changes": [change]}],
        }])
    );
    folder.change(&[
        "sign",
        "a.md",
        "Lead",
        "--by",
        "Ann Example",
        "--force",
        "late",
    ]);
    let verified: Value =
        serde_json::from_str(&folder.run(&["verify", "a.md", "--json"]).out).unwrap();
    assert_eq!(
        verified["multiple_roles"],
        json!([{"name": "Ann Example", "roles": ["Lead", "Security"]}])
    );
}

/// The id that an event on an entry would have if it were made like this.
fn made_again(folder: &Folder, key: &str) -> String {
    let read = gonogo::store::read(&folder.read("a.gonogo.json"))
        .unwrap()
        .unwrap()
        .progress;
    let (key, events) = read
        .entries
        .iter()
        .find(|(name, _)| name.ends_with(key))
        .unwrap();
    events[0].content_id(key)
}

#[test]
fn unknown_field_hides_no_change() {
    let altered = ("altered", "altered after it was made");
    let by_hand = ("handmade", "written by hand, can't be checked");
    let newer = ("unknown", "can't be checked by this version, update gonogo");
    for (label, tamper, (kind, says)) in [
        (
            "only the field",
            (|event| event["x"] = json!(1)) as fn(&mut Value),
            altered,
        ),
        (
            "another author",
            |event| {
                event["x"] = json!(1);
                event["by"] = json!("eve@host");
            },
            altered,
        ),
        (
            "another time",
            |event| {
                event["x"] = json!({"b": [1.50, "c"], "a": null});
                event["at"] = json!("2026-11-20T21:04:05.123Z");
            },
            altered,
        ),
        (
            "a second register in one event",
            |event| event["note"] = json!("seen"),
            altered,
        ),
        (
            "another id",
            |event| {
                event["id"] = json!("mine");
                event["by"] = json!("eve@host");
            },
            by_hand,
        ),
        (
            "a state that this version does not know",
            |event| event["state"] = json!("frozen"),
            newer,
        ),
    ] {
        let folder = Folder::with("# T\n- [ ] one\n- [ ] two\n");
        folder.change(&["tick", "a.md", "1"]);
        let mut file: Value = serde_json::from_str(&folder.read("a.gonogo.json")).unwrap();
        let event = &mut file["entries"]["one"][0];
        tamper(event);
        let by = event["by"].as_str().unwrap().to_owned();
        let at = gonogo::sanitize::time(event["at"].as_str().unwrap());
        let did = match event["state"].as_str() {
            Some("done") => "set “one” to done",
            _ => "changed “one” with a newer version of gonogo",
        };
        folder.write("a.gonogo.json", file.to_string());
        let told = format!("{says}: {by} {did}, {at}\n");
        let ran = folder.run(&["verify", "a.md"]);
        assert_eq!(
            (ran.status, ran.out.as_str(), ran.err.as_str()),
            (1, told.as_str(), ""),
            "{label}"
        );
        let verified: Value =
            serde_json::from_str(&folder.run(&["verify", "a.md", "--json"]).out).unwrap();
        assert_eq!(
            verified["problems"],
            json!([{
                "kind": kind, "role": null, "name": null, "causes": [],
                "change": {"by": by, "at": event_at(&file), "action": did},
            }]),
            "{label}"
        );
        // With an id that is made again by the same rule, it holds: that is what an id can tell, and no more.
        let id = made_again(&folder, "one");
        file["entries"]["one"][0]["id"] = json!(id);
        folder.write("a.gonogo.json", file.to_string());
        let ran = folder.run(&["verify", "a.md"]);
        let sound = "No signatures yet, and no changes edited by hand.\n";
        assert_eq!(
            (ran.status, ran.out.as_str()),
            (0, sound),
            "{label}: a later version made it"
        );
    }
}

fn event_at(file: &Value) -> &Value {
    &file["entries"]["one"][0]["at"]
}

#[test]
fn field_order_of_unknown_objects_is_irrelevant() {
    let folder = Folder::with("# T\n- [ ] one\n");
    folder.change(&["tick", "a.md", "1"]);
    let text = folder.read("a.gonogo.json");
    let with = |field: &str| text.replacen("}\n", &format!(",{field}}}\n"), 1);
    folder.write(
        "a.gonogo.json",
        with(r#""x":{"b":[1.50,{"d":1,"c":2}],"a":null}"#),
    );
    let (id, old) = (
        made_again(&folder, "one"),
        text.split("\"id\":\"").nth(1).unwrap()[..20].to_owned(),
    );
    let sorted = with(r#""x": {"a": null, "b": [1.50, {"c": 2, "d": 1}]}"#).replace(&old, &id);
    folder.write("a.gonogo.json", sorted);
    assert_eq!(folder.run(&["verify", "a.md"]).status, 0);
}
