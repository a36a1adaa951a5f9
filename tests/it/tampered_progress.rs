//! Manual edits of a progress file, with the results of `verify` and every gate, as a table.

use serde_json::{Value, json};

use super::program::Folder;

const LAUNCH: &str = "\
# Launch

## Pre-Launch

- [ ] p95 latency < 5 seconds
- [ ] Budget: $____
- [ ] Dry run
- [ ] Swag ordered (optional)

## Launch Day

- [ ] Deploy

## Sign-Off

**Lead**: ____ Date: ____

**Security**: ____ Date: ____
";

/// A launch that is GO, signed by both; the first signature of Security was forced.
fn signed() -> Folder {
    let folder = Folder::with(LAUNCH);
    for command in [
        &["tick", "a.md", "1", "2", "4"][..],
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
        &["phase", "a.md", "Pre-Launch", "before"],
        &["live", "a.md", "--at", "2026-11-22T10:00:00Z"],
        &["sign", "a.md", "Lead", "--by", "Ann Example"],
        &["mark", "a.md", "3", "blocked", "--reason", "no room"],
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
            "--force",
        ],
        &["sign", "a.md", "Lead", "--by", "Ann Example"],
    ] {
        folder.run(command);
    }
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

/// The event for the whole document.
fn live(file: &mut Value) -> &mut Value {
    &mut file["entries"][""][0]
}

fn lead(file: &mut Value) -> &mut Value {
    let is_standing =
        |event: &&mut Value| event.get("digest").is_some() && event.get("replaces").is_some();
    events(file, "lead-date")
        .iter_mut()
        .find(is_standing)
        .unwrap()
}

/// Makes the id of an event again, as gonogo would: nobody can tell then.
fn forge(file: &mut Value, key: &str, id: &str) {
    let read = gonogo::store::read(&file.to_string())
        .unwrap()
        .unwrap()
        .progress;
    let (name, made) = read
        .entries
        .iter()
        .find(|(name, _)| name.ends_with(key))
        .unwrap();
    let new = made
        .iter()
        .find(|event| event.id == id)
        .unwrap()
        .content_id(name);
    let event = events(file, key)
        .iter_mut()
        .find(|event| event["id"] == json!(id))
        .unwrap();
    event["id"] = json!(new);
}

type Tampering = (&'static str, fn(&mut Value));

const TAMPERINGS: [Tampering; 49] = [
    ("nothing", |_| ()),
    ("an author", |file| {
        event(file, "budget", "value")["by"] = json!("eve@host");
    }),
    ("whose rights were used", |file| {
        event(file, "budget", "value")["as"] = json!("root");
    }),
    ("a time", |file| {
        event(file, "budget", "value")["at"] = json!("2026-11-20T21:04:05.123Z");
    }),
    ("a time that is to come", |file| {
        event(file, "budget", "value")["at"] = json!("2099-01-01T00:00:00.000Z");
    }),
    ("a value", |file| {
        event(file, "budget", "value")["value"] = json!("11");
    }),
    ("a value taken back", |file| {
        event(file, "budget", "value")["value"] = json!(null);
    }),
    ("which blank", |file| {
        event(file, "budget", "blank")["blank"] = json!("other");
    }),
    ("a state", |file| {
        event(file, "dry-run", "state")["state"] = json!("done");
    }),
    ("a reason", |file| {
        event(file, "dry-run", "state")["reason"] = json!("because");
    }),
    ("a state that was answered again since", |file| {
        let blocked = events(file, "dry-run")
            .iter_mut()
            .find(|event| event["state"] == json!("blocked"));
        blocked.unwrap()["reason"] = json!("no money");
    }),
    ("a state of what is optional", |file| {
        event(file, "optional", "state")["by"] = json!("eve@host");
    }),
    ("a state during", |file| {
        event(file, "deploy", "state")["by"] = json!("eve@host");
    }),
    ("a measured value", |file| {
        event(file, "seconds", "measured")["value"] = json!("3 s");
    }),
    ("what is measured", |file| {
        event(file, "seconds", "measured")["measured"] = json!("p99");
    }),
    ("a note", |file| {
        event(file, "seconds", "note")["note"] = json!("unseen");
    }),
    ("the author of a note", |file| {
        event(file, "seconds", "note")["by"] = json!("eve@host");
    }),
    ("a phase", |file| {
        event(file, "pre-launch", "phase")["phase"] = json!("info");
    }),
    ("when it goes live", |file| {
        live(file)["live"] = json!("2027-01-01T00:00:00.000Z");
    }),
    ("the text that it was made on", |file| {
        event(file, "budget", "value")["on"] = json!("Budget spent: $");
    }),
    ("how many had that text", |file| {
        event(file, "dry-run", "state")["among"] = json!(2);
    }),
    ("what it replaces", |file| {
        event(file, "dry-run", "replaces")
            .as_object_mut()
            .unwrap()
            .remove("replaces");
    }),
    ("replaces what isn't there", |file| {
        event(file, "budget", "value")["replaces"] = json!(["0123456789abcdef0123"]);
    }),
    ("an id", |file| {
        event(file, "budget", "value")["id"] = json!("0123456789abcdef0123");
    }),
    ("an id that gonogo doesn't make", |file| {
        event(file, "budget", "value")["id"] = json!("mine");
    }),
    ("an unknown field", |file| {
        event(file, "budget", "value")["x"] = json!(1);
    }),
    ("an unknown state", |file| {
        event(file, "dry-run", "state")["state"] = json!("frozen");
    }),
    ("an event moved to another entry", |file| {
        let moved = events(file, "optional").pop().unwrap();
        file["entries"]
            .as_object_mut()
            .unwrap()
            .retain(|key, _| !key.contains("optional"));
        events(file, "dry-run").push(moved);
    }),
    ("an event twice, once with another value", |file| {
        let mut twice = event(file, "budget", "value").clone();
        twice["value"] = json!("13");
        events(file, "budget").push(twice);
    }),
    ("an event twice, just the same", |file| {
        let twice = event(file, "budget", "value").clone();
        events(file, "budget").push(twice);
    }),
    ("an event made up", |file| {
        let mut made_up = event(file, "dry-run", "state").clone();
        made_up["id"] = json!("00000000000000000000");
        made_up["state"] = json!("done");
        events(file, "dry-run").push(made_up);
    }),
    ("an event before, deleted", |file| {
        events(file, "dry-run").pop();
    }),
    ("an event in the middle, deleted", |file| {
        events(file, "dry-run").remove(0);
    }),
    ("an event during, deleted", |file| {
        file["entries"]
            .as_object_mut()
            .unwrap()
            .retain(|key, _| !key.ends_with("deploy"));
    }),
    ("a note, deleted", |file| {
        events(file, "seconds").retain(|event| event.get("note").is_none());
    }),
    ("the name of a signature", |file| {
        lead(file)["name"] = json!("Eve");
    }),
    ("the date of a signature", |file| {
        lead(file)["date"] = json!("2026-11-20");
    }),
    ("the author of a signature", |file| {
        lead(file)["by"] = json!("eve@host");
    }),
    ("the time of a signature", |file| {
        lead(file)["at"] = json!("2026-11-20T21:04:05.123Z");
    }),
    ("the digest of a signature", |file| {
        lead(file)["digest"] = json!(format!("2:{}", "0".repeat(64)));
    }),
    ("the document of a signature", |file| {
        lead(file)["document"] = json!("0".repeat(64));
    }),
    ("what a signature saw", |file| {
        drop(lead(file)["seen"].as_array_mut().unwrap().pop());
    }),
    (
        "the reason that forced a signature that was given again since",
        |file| {
            event(file, "security-date", "forced")
                .as_object_mut()
                .unwrap()
                .remove("forced");
        },
    ),
    ("the reason that forced a signature, made up", |file| {
        lead(file)["forced"] = json!("the press waits");
    }),
    (
        "the reason that forced a signature, made up, with its id made again",
        |file| {
            lead(file)["forced"] = json!("the press waits");
            let id = lead(file)["id"].as_str().unwrap().to_owned();
            forge(file, "lead-date", &id);
        },
    ),
    (
        "a signature made up where nobody signed, with its id made again",
        |file| {
            let mut made_up = lead(file).clone();
            events(file, "security-date").retain(|event| event.get("signed").is_none());
            made_up["on"] = json!("Security: Date:");
            made_up["signed"] = json!("security");
            made_up["name"] = json!("Bob Example");
            made_up.as_object_mut().unwrap().remove("replaces");
            made_up["id"] = json!("00000000000000000000");
            events(file, "security-date").push(made_up);
            forge(file, "security-date", "00000000000000000000");
        },
    ),
    ("a signature put in another role", |file| {
        let mut moved = lead(file).clone();
        moved["signed"] = json!("security");
        events(file, "security-date").retain(|event| event.get("signed").is_none());
        events(file, "security-date").push(moved);
    }),
    (
        "a value, with its id made again (not to be told, but a signature covers the value)",
        |file| {
            let forged = event(file, "budget", "value");
            forged["value"] = json!("11");
            let id = forged["id"].as_str().unwrap().to_owned();
            forge(file, "budget", &id);
        },
    ),
    (
        "an author during, with its id made again (not to be told but by what was seen)",
        |file| {
            let forged = event(file, "deploy", "state");
            forged["by"] = json!("eve@host");
            let id = forged["id"].as_str().unwrap().to_owned();
            forge(file, "deploy", &id);
        },
    ),
];

/// What `verify` and every gate say, one line each.
fn told(folder: &Folder, options: &[&str]) -> String {
    let run = |arguments: &[&str]| folder.run(&[arguments, options].concat());
    let verify = run(&["verify", "a.md"]);
    let is_said = |line: &&str| {
        !["holds:", "  by ", "  digest ", "Anyone", "  forced: "]
            .iter()
            .any(|start| line.starts_with(start))
            && !line.is_empty()
    };
    let said: Vec<&str> = verify.out.lines().filter(is_said).map(str::trim).collect();
    let (status, json) = (run(&["status", "a.md"]), run(&["status", "a.md", "--json"]));
    let word = status.out.split_whitespace().next().unwrap_or_default();
    let summary: Value = serde_json::from_str(&json.out).unwrap();
    let blockers: Vec<String> = summary["blockers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| {
            format!(
                "{}: {}",
                it["kind"].as_str().unwrap(),
                it["message"].as_str().unwrap()
            )
        })
        .collect();
    let (report, junit) = (
        run(&["export", "a.md"]),
        run(&["export", "a.md", "--format", "junit"]),
    );
    let header = report.out.lines().next().unwrap_or_default();
    let header = header
        .split("**")
        .nth(1)
        .unwrap_or_default()
        .rsplit(' ')
        .next()
        .unwrap_or_default();
    let failures = junit
        .out
        .split("failures=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    let before = folder.read("a.gonogo.json");
    let sign = run(&["sign", "a.md", "Security", "--by", "Bob Example"]);
    folder.write("a.gonogo.json", before);
    format!(
        "  verify {}: {}\n  status {} {word}, json {} {}, report {header}, junit {}, sign {}\n  blockers: {}\n",
        verify.status,
        said.join(" | "),
        status.status,
        json.status,
        summary["verdict"].as_str().unwrap(),
        failures.unwrap_or_default(),
        sign.status,
        blockers.join(" | "),
    )
}

#[test]
fn every_gate_agrees_with_verify() {
    let folder = signed();
    folder.change(&["sign", "a.md", "Security", "--by", "Bob Example"]);
    let sound: Value = serde_json::from_str(&folder.read("a.gonogo.json")).unwrap();
    let mut table = String::new();
    for (label, tamper) in TAMPERINGS {
        let mut file = sound.clone();
        tamper(&mut file);
        folder.write(
            "a.gonogo.json",
            serde_json::to_string_pretty(&file).unwrap(),
        );
        table.push_str(&format!("{label}\n{}", told(&folder, &[])));
    }
    insta::assert_snapshot!("tampered", table);
}

#[test]
fn signature_copied_to_another_checklist_is_void() {
    let (folder, mut table) = (signed(), String::new());
    folder.change(&["sign", "a.md", "Security", "--by", "Bob Example"]);
    let text = folder.read("a.gonogo.json");
    folder.write("b.md", LAUNCH);
    let renamed = text.replacen("\"checklist\": \"a.md\"", "\"checklist\": \"b.md\"", 1);
    assert_ne!(renamed, text);
    folder.write("b.gonogo.json", renamed);
    let mut tell = |label: &str, arguments: &[&str]| {
        let ran = folder.run(arguments);
        table.push_str(&format!("{label}: {}\n{}{}", ran.status, ran.out, ran.err));
    };
    tell("its own", &["verify", "a.md"]);
    tell(
        "copied to another document with the same bytes",
        &["verify", "b.md"],
    );
    tell("the same, status", &["status", "b.md"]);
    insta::assert_snapshot!("copied_signatures", table);
}

#[test]
fn signature_copied_into_another_run_is_void() {
    let folder = signed();
    folder.change(&["sign", "a.md", "Security", "--by", "Bob Example"]);
    let text = folder.read("a.gonogo.json");
    let copied = text.replacen(
        "\"checklist\": \"a.md\",",
        "\"checklist\": \"a.md\",\n  \"run\": \"v2\",",
        1,
    );
    folder.write("a.v2.gonogo.json", copied);
    let own = [
        folder.run(&["verify", "a.md"]).status,
        folder.run(&["status", "a.md"]).status,
    ];
    let run = |verb: &str| folder.run(&[verb, "a.md", "--run", "v2"]);
    assert_eq!(
        (own, run("verify").status, run("status").status),
        ([0, 0], 1, 1)
    );
    let held = run("verify")
        .out
        .lines()
        .filter(|line| line.starts_with("holds:"))
        .count();
    assert_eq!(held, 0, "{}", run("verify").out);
}

#[test]
fn restored_old_file_cannot_be_detected() {
    let folder = signed();
    folder.change(&["sign", "a.md", "Security", "--by", "Bob Example"]);
    let old = folder.read("a.gonogo.json");
    folder.change(&["mark", "a.md", "3", "blocked", "--reason", "the disk died"]);
    assert_eq!(folder.run(&["status", "a.md"]).status, 1);
    folder.write("a.gonogo.json", old);
    let ran = (
        folder.run(&["verify", "a.md"]),
        folder.run(&["status", "a.md"]).status,
    );
    assert_eq!(
        (ran.0.status, ran.1),
        (0, 0),
        "only the history of the repository knows"
    );
    let last = ran.0.out.lines().last().unwrap();
    assert_eq!(
        last,
        "Anyone who can write the progress file can sign, forge or restore it; this isn't proof of identity."
    );
}

#[test]
fn answering_again_fixes_an_altered_answer() {
    let document = LAUNCH.split("## Sign-Off").next().unwrap();
    for (label, tamper, again) in [
        (
            "a state",
            (|f| event(f, "dry-run", "state")["by"] = json!("eve")) as fn(&mut Value),
            &["mark", "a.md", "3", "waived", "--reason", "rehearsed"][..],
        ),
        (
            "a tick",
            |f| event(f, "seconds", "state")["by"] = json!("eve"),
            &["tick", "a.md", "1"],
        ),
        (
            "a value",
            |f| event(f, "budget", "value")["by"] = json!("eve"),
            &["fill", "a.md", "Budget", "12"],
        ),
        (
            "a measured value",
            |f| event(f, "seconds", "measured")["by"] = json!("eve"),
            &["measure", "a.md", "1", "4 s"],
        ),
        (
            "a phase",
            |f| event(f, "pre-launch", "phase")["by"] = json!("eve"),
            &["phase", "a.md", "Pre-Launch", "before"],
        ),
        (
            "a gap",
            |f| event(f, "budget", "value")["replaces"] = json!(["gone"]),
            &["fill", "a.md", "Budget", "12"],
        ),
    ] {
        let folder = Folder::with(document);
        for command in [
            &["tick", "a.md", "1", "2"][..],
            &["mark", "a.md", "3", "waived", "--reason", "rehearsed"],
            &["fill", "a.md", "Budget", "12"],
            &["measure", "a.md", "1", "4 s"],
            &["phase", "a.md", "Pre-Launch", "before"],
        ] {
            folder.run(command);
        }
        assert_eq!(
            folder.run(&["status", "a.md"]).status,
            0,
            "{label}: GO at first"
        );
        let mut file: Value = serde_json::from_str(&folder.read("a.gonogo.json")).unwrap();
        tamper(&mut file);
        folder.write("a.gonogo.json", file.to_string());
        let status: Value =
            serde_json::from_str(&folder.run(&["status", "a.md", "--json"]).out).unwrap();
        let kinds: Vec<&Value> = status["blockers"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| &it["kind"])
            .collect();
        assert_eq!(kinds, [&json!("altered")], "{label}");
        assert_eq!(folder.run(again).status, 0, "{label}");
        let after = folder.run(&["status", "a.md"]);
        assert_eq!(after.status, 0, "{label}: {}", after.out);
        assert_eq!(
            folder.run(&["verify", "a.md"]).status,
            1,
            "{label}: the history keeps it"
        );
    }
}

/// Neither says of an altered answer that it is one: the verdict counts it, and `todo` leads to it.
#[test]
fn list_and_line_mode_show_altered_answers() {
    let folder = Folder::with("- [ ] Dry run\n- [ ] Budget: $____\n");
    folder.change(&["tick", "a.md", "1", "2"]);
    folder.change(&["fill", "a.md", "Budget", "12"]);
    let mut file: Value = serde_json::from_str(&folder.read("a.gonogo.json")).unwrap();
    event(&mut file, "dry-run", "state")["by"] = json!("eve@host");
    event(&mut file, "budget", "value")["by"] = json!("eve@host");
    folder.write("a.gonogo.json", file.to_string());
    let mut told = String::new();
    for (input, arguments) in [
        ("", &["list", "a.md"][..]),
        ("todo\ntodo\nquit\n", &["--plain", "a.md"]),
    ] {
        let ran = folder.run_with(input, &[], arguments);
        told.push_str(&format!(
            "{arguments:?}: {}\n{}{}\n",
            ran.status, ran.out, ran.err
        ));
    }
    insta::assert_snapshot!("altered_answers", told);
}
