//! File names that aren't UTF-8: each is a document of its own, with its own progress.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;

use assert_cmd::cargo::cargo_bin_cmd;
use serde_json::Value;

use super::program::{BY, Folder, NOW, Ran};

const CHECKLIST: &str = "- [ ] one\n- [ ] two\n";

fn name(bytes: &[u8]) -> &OsStr {
    OsStr::from_bytes(bytes)
}

fn run(folder: &Folder, verb: &str, file: &[u8], more: &[&str]) -> Ran {
    let output = cargo_bin_cmd!("gonogo")
        .current_dir(folder.path(""))
        .env_clear()
        .envs([("GONOGO_NOW", NOW), ("LANG", "C.UTF-8")])
        .env("XDG_STATE_HOME", folder.path("state"))
        .args(["--by", BY, verb])
        .arg(name(file))
        .args(more)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran {
        status: output.status.code().unwrap(),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

fn path(folder: &Folder, bytes: &[u8]) -> PathBuf {
    folder.path("").join(name(bytes))
}

/// The progress files with the checklists that they name, sorted.
fn files(folder: &Folder) -> Vec<(Vec<u8>, String)> {
    let names = fs::read_dir(folder.path(""))
        .unwrap()
        .map(|entry| entry.unwrap().file_name());
    let progress = names.filter(|name| name.as_bytes().ends_with(b".json"));
    let mut files: Vec<_> = progress
        .map(|name| {
            let file: Value =
                serde_json::from_slice(&fs::read(folder.path("").join(&name)).unwrap()).unwrap();
            (
                name.as_bytes().to_owned(),
                file["checklist"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    files.sort();
    files
}

fn owned(files: &[(&[u8], &str)]) -> Vec<(Vec<u8>, String)> {
    files
        .iter()
        .map(|(name, checklist)| (name.to_vec(), (*checklist).to_owned()))
        .collect()
}

#[test]
fn similar_looking_names_share_nothing() {
    let folder = Folder::new();
    let documents: [&[u8]; 4] = [
        b"a\xff.md",
        b"a\xfe.md",
        "a\u{fffd}.md".as_bytes(),
        "a\u{fffd}FF.md".as_bytes(),
    ];
    for document in documents {
        fs::write(path(&folder, document), CHECKLIST).unwrap();
    }
    for (index, document) in documents.into_iter().enumerate() {
        let item = (index % 2 + 1).to_string();
        assert_eq!(run(&folder, "tick", document, &[&item]).status, 0);
        assert_eq!(
            run(
                &folder,
                "note",
                document,
                &["2", "of the run", "--run", "v2"]
            )
            .status,
            0
        );
    }
    let expected: [(&[u8], &str); 4] = [
        (b"a\xfe.gonogo.json", "a\u{fffd}FE.md"),
        (b"a\xff.gonogo.json", "a\u{fffd}FF.md"),
        (
            "a\u{fffd}.gonogo.json".as_bytes(),
            "a\u{fffd}EF\u{fffd}BF\u{fffd}BD.md",
        ),
        (
            "a\u{fffd}FF.gonogo.json".as_bytes(),
            "a\u{fffd}EF\u{fffd}BF\u{fffd}BDFF.md",
        ),
    ];
    let runs: Vec<(Vec<u8>, &str)> = expected
        .map(|(name, checklist)| {
            (
                [
                    name.strip_suffix(b"gonogo.json").unwrap(),
                    b"v2.gonogo.json",
                ]
                .concat(),
                checklist,
            )
        })
        .to_vec();
    let mut all: Vec<(&[u8], &str)> = runs
        .iter()
        .map(|(name, checklist)| (name.as_slice(), *checklist))
        .collect();
    all.extend(expected);
    all.sort_unstable();
    assert_eq!(files(&folder), owned(&all));
    for (index, document) in documents.into_iter().enumerate() {
        let list = [
            "    1  [x] one\n    2  [ ] two\n",
            "    1  [ ] one\n    2  [x] two\n",
        ][index % 2];
        assert_eq!(
            run(&folder, "list", document, &[]),
            Ran {
                status: 0,
                out: list.to_owned(),
                err: String::new()
            }
        );
    }
    let listed = run(&folder, "runs", documents[0], &["--json"]);
    let listed: Value = serde_json::from_str(&listed.out).unwrap();
    let told: Vec<_> = listed["runs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|run| (&run["name"], &run["path"]))
        .collect();
    assert_eq!(
        told,
        [
            (&Value::Null, &Value::from("a\u{fffd}FF.gonogo.json")),
            (
                &Value::from("v2"),
                &Value::from("a\u{fffd}FF.v2.gonogo.json")
            )
        ]
    );
}

#[test]
fn shared_file_of_0_1_0_is_used_only_if_unambiguous() {
    let old = "{\"format\":\"gonogo/1\",\"checklist\":\"a\u{fffd}.md\",\"entries\":{\"one\":[{\"id\":\"01\",\
               \"at\":\"2026-11-21T20:00:00Z\",\"by\":\"old\",\"on\":\"one\",\"state\":\"done\"}]}}";
    for (others, list) in [
        (&[][..], "    1  [x] one\n    2  [ ] two\n"),
        (&[&b"a\xfe.md"[..]], "    1  [ ] one\n    2  [ ] two\n"),
        (
            &["a\u{fffd}.md".as_bytes()],
            "    1  [ ] one\n    2  [ ] two\n",
        ),
    ] {
        let folder = Folder::new();
        fs::write(path(&folder, b"a\xff.md"), CHECKLIST).unwrap();
        for other in others {
            fs::write(path(&folder, other), CHECKLIST).unwrap();
        }
        fs::write(path(&folder, "a\u{fffd}.gonogo.json".as_bytes()), old).unwrap();
        assert_eq!(
            run(&folder, "list", b"a\xff.md", &[]).out,
            list,
            "{others:?}"
        );
        assert_eq!(run(&folder, "tick", b"a\xff.md", &["2"]).status, 0);
        let kept = fs::read_to_string(path(&folder, b"a\xff.gonogo.json")).unwrap();
        assert_eq!(
            kept.contains("\"by\":\"old\""),
            others.is_empty(),
            "{others:?}"
        );
    }
    // The one whose name really is so keeps it.
    let folder = Folder::new();
    fs::write(path(&folder, "a\u{fffd}.md".as_bytes()), CHECKLIST).unwrap();
    fs::write(path(&folder, "a\u{fffd}.gonogo.json".as_bytes()), old).unwrap();
    assert_eq!(
        run(&folder, "list", "a\u{fffd}.md".as_bytes(), &[]).out,
        "    1  [x] one\n    2  [ ] two\n"
    );
}
