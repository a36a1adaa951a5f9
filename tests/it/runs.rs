//! Runs: which progress files are a checklist's own, what names they may have, and `--read-only`.

use std::fs;
use std::path::Path;

use gonogo::store;
use serde_json::{Value, json};

use super::program::{BY, Folder, NOW};

const CHECKLIST: &str = "# T\n- [ ] one: ____\n- [ ] two\n";
const LATER: &str = "2026-11-22T08:00:00.000Z";

/// The names and paths that `runs --json` prints.
fn listed(folder: &Folder, file: &str) -> Vec<(Option<String>, String)> {
    let ran = folder.run(&["runs", file, "--json"]);
    let list: Value = serde_json::from_str(&ran.out).unwrap();
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let runs = list["runs"].as_array().unwrap().iter();
    runs.map(|run| (text(&run["name"]), text(&run["path"]).unwrap()))
        .collect()
}

fn named(name: &str, path: &str) -> (Option<String>, String) {
    (
        Some(name.to_owned()).filter(|name| !name.is_empty()),
        path.to_owned(),
    )
}

#[test]
fn runs_lists_counts_and_verdict() {
    let folder = Folder::with(CHECKLIST);
    let none = folder.run(&["runs", "a.md"]);
    assert_eq!((none.status, none.out.as_str()), (0, ""));
    assert_eq!(none.err, "a.md: no runs yet\n");
    folder.change(&["tick", "a.md", "1"]);
    folder.change(&["tick", "a.md", "1", "2", "--run", "v2.3-prod"]);
    let later = [("GONOGO_NOW", LATER)];
    let filled = folder.run_with(
        "",
        &later,
        &[
            "fill",
            "a.md",
            "1",
            "x",
            "--run",
            "v2.3-prod",
            "--by",
            "ann",
        ],
    );
    assert_eq!(filled.status, 0);
    assert_eq!(
        folder.out(&["runs", "a.md"]),
        "(default)  NO-GO  1/2 items  0/1 blanks  started 2026-11-21 21:04 UTC by tester@host  \
         last change 2026-11-21 21:04 UTC by tester@host\n\
         v2.3-prod  GO     2/2 items  1/1 blanks  started 2026-11-21 21:04 UTC by tester@host  \
         last change 2026-11-22 08:00 UTC by ann\n"
    );
    let list: Value = serde_json::from_str(&folder.out(&["runs", "a.md", "--json"])).unwrap();
    let counts = |open: u32| {
        json!({
            "items": {"total": 2, "open": open, "done": 2 - open, "na": 0, "blocked": 0, "waived": 0, "pre_ticked": 0},
            "boxes": {"total": 0, "ticked": 0},
            "blanks": {"total": 1, "filled": 1 - open},
            "variables": {"total": 0, "filled": 0},
        })
    };
    assert_eq!(
        list,
        json!({"format": "gonogo-runs/1", "runs": [
            {"name": null, "path": "a.gonogo.json", "started": NOW, "started_by": BY, "changed": NOW, "changed_by": BY,
             "verdict": "no-go", "counts": counts(1), "error": null},
            {"name": "v2.3-prod", "path": "a.v2.3-prod.gonogo.json", "started": NOW, "started_by": BY, "changed": LATER,
             "changed_by": "ann", "verdict": "go", "counts": counts(0), "error": null},
        ]})
    );
}

#[test]
fn file_content_decides_its_checklist() {
    let folder = Folder::with(CHECKLIST);
    folder.write("a.b.md", CHECKLIST);
    folder.change(&["tick", "a.b.md", "1"]);
    folder.change(&["tick", "a.md", "1", "--run", "c"]);
    assert_eq!(listed(&folder, "a.md"), [named("c", "a.c.gonogo.json")]);
    assert_eq!(listed(&folder, "a.b.md"), [named("", "a.b.gonogo.json")]);
    let ran = folder.run(&["status", "a.md", "--run", "b"]);
    assert!(ran.err.starts_with(
        "gonogo: a.b.gonogo.json: this is the progress of a.b.md, not of a.md (run b);"
    ));
    // Another case of the letters is no clash with a file of another checklist.
    assert_eq!(folder.run(&["status", "a.md", "--run", "B"]).status, 1);

    // A copy under another name is still the run that it says that it is.
    fs::copy(
        folder.path("a.c.gonogo.json"),
        folder.path("a.copy.gonogo.json"),
    )
    .unwrap();
    let both = [
        named("c", "a.c.gonogo.json"),
        named("c", "a.copy.gonogo.json"),
    ];
    assert_eq!(listed(&folder, "a.md"), both);

    // What is empty or damaged does not say whose it is: the document beside it does.
    for content in ["", "{"] {
        folder.write("a.b.gonogo.json", content);
        assert_eq!(listed(&folder, "a.md"), both, "{content:?}");
        assert_eq!(
            listed(&folder, "a.b.md"),
            [named("", "a.b.gonogo.json")],
            "{content:?}"
        );
    }
}

#[test]
fn renamed_checklist_keeps_its_runs() {
    let folder = Folder::with(CHECKLIST);
    folder.change(&["tick", "a.md", "1", "--run", "r"]);
    fs::rename(folder.path("a.md"), folder.path("b.md")).unwrap();
    fs::rename(
        folder.path("a.r.gonogo.json"),
        folder.path("b.r.gonogo.json"),
    )
    .unwrap();
    let told = "b.md: no runs yet\ngonogo: no progress for b.md yet; renamed from a.md (1 mark matches)? Keep its progress: \
                gonogo merge --renamed b.r.gonogo.json -o b.r.gonogo.json\n";
    assert_eq!(folder.run(&["runs", "b.md"]).err, told);
    folder.change(&[
        "merge",
        "--renamed",
        "b.r.gonogo.json",
        "-o",
        "b.r.gonogo.json",
    ]);
    assert_eq!(listed(&folder, "b.md"), [named("r", "b.r.gonogo.json")]);
}

#[test]
fn unreadable_runs_are_listed_last() {
    let folder = Folder::with(CHECKLIST);
    folder.change(&["tick", "a.md", "1", "--run", "z"]);
    folder.write("a.bad.gonogo.json", "{\n\u{1b}");
    let ran = folder.run(&["runs", "a.md"]);
    assert_eq!(ran.status, 2);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines.len(), 2, "{}", ran.out);
    assert!(
        lines[0].starts_with("bad  a.bad.gonogo.json, line 2: not JSON ("),
        "{}",
        lines[0]
    );
    assert!(
        lines[1].starts_with("z    NO-GO  1/2 items"),
        "{}",
        lines[1]
    );
    assert_eq!(
        ran.err,
        "gonogo: can't read the progress of 1 run; the list shows why\n"
    );
    let ran = folder.run(&["runs", "a.md", "--json"]);
    let list: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((ran.status, &list["runs"][0]["verdict"]), (2, &Value::Null));
    assert!(
        list["runs"][0]["error"]
            .as_str()
            .unwrap()
            .contains("line 2")
    );
}

#[test]
fn runs_in_the_state_folder_are_merged_with_those_beside() {
    let folder = Folder::with(CHECKLIST);
    let (path, state) = (folder.path("a.md"), folder.path("progress"));
    fs::create_dir(&state).unwrap();
    let place =
        |checklist: &Path, run| store::ProgressPaths::of(checklist, run, None, Some(&state));
    let away = |checklist: &Path, run| place(checklist, run).away().unwrap().to_owned();
    let (mut workbook, mut store) = store::Store::open(&path, place(&path, Some("r"))).unwrap();
    super::saving::tick(&mut workbook, 1, "me");
    store
        .save_elsewhere(&mut workbook, &away(&path, Some("r")))
        .unwrap();
    // A file of the same name that another folder's checklist has there.
    fs::copy(
        away(&path, Some("r")),
        away(&folder.path("other/a.md"), Some("s")),
    )
    .unwrap();
    let found = store::runs(&path, Some(&state)).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].name.as_deref(), &found[0].paths),
        (Some("r"), &vec![away(&path, Some("r"))])
    );

    fs::copy(away(&path, Some("r")), folder.path("a.r.gonogo.json")).unwrap();
    folder.change(&["tick", "a.md", "2", "--run", "r"]);
    let found = store::runs(&path, Some(&state)).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(
        found[0].paths,
        [folder.path("a.r.gonogo.json"), away(&path, Some("r"))]
    );
    assert_eq!(found[0].progress.as_ref().unwrap().events().count(), 2);
}

#[test]
fn run_names_differing_only_in_case_fail() {
    let folder = Folder::with(CHECKLIST);
    folder.change(&["tick", "a.md", "1", "--run", "Étape-2"]);
    for verb in [&["status", "a.md"][..], &["tick", "a.md", "1"]] {
        let ran = folder.run(&[verb, &["--run", "étape-2"]].concat());
        assert_eq!(ran.status, 2);
        assert_eq!(
            ran.err,
            "gonogo: run “Étape-2” already exists, and many file systems can't tell “étape-2” from it: use --run Étape-2, or choose another name\n"
        );
    }
    assert_eq!(listed(&folder, "a.md").len(), 1);
    assert_eq!(
        folder.run(&["status", "a.md", "--run", "Étape-2"]).status,
        1
    );
    let device = folder.run(&["tick", "a.md", "1", "--run", "nul"]);
    assert_eq!(
        (device.status, device.err.as_str()),
        (
            2,
            "gonogo: invalid run name “nul”: Windows reserves it for a device; choose another\n"
        )
    );
}

#[test]
fn read_only_changes_nothing_and_shows_everything() {
    let folder = Folder::with(CHECKLIST);
    folder.change(&["tick", "a.md", "1"]);
    folder.change(&["tick", "a.md", "1", "--run", "r"]);
    let before = folder.all();
    for change in [
        &["tick", "a.md", "2"][..],
        &["untick", "a.md", "1"],
        &["fill", "a.md", "1", "x"],
        &["note", "a.md", "1", "x"],
        &["new", "go-live"],
    ] {
        let ran = folder.run(&[change, &["--read-only"]].concat());
        let message = "gonogo: nothing changed: --read-only is set\n";
        assert_eq!(
            (ran.status, ran.out.as_str(), ran.err.as_str()),
            (2, "", message),
            "{change:?}"
        );
    }
    for (status, look) in [
        (1, &["status", "a.md"][..]),
        (0, &["list", "a.md"]),
        (0, &["export", "a.md"]),
        (0, &["runs", "a.md"]),
    ] {
        let ran = folder.run(&[&["--read-only"], look].concat());
        assert_eq!((ran.status, ran.err.as_str()), (status, ""), "{look:?}");
        assert_eq!(ran, folder.run(look), "{look:?}");
    }
    assert_eq!(folder.all(), before);
}

#[test]
fn run_ignoring_pre_ticks_stays_that_way() {
    let folder = Folder::with("- [x] a\n- [ ] b\n");
    let anew = |arguments: &[&str]| {
        folder.run(&[arguments, &["--run", "v2", "--ignore-source-ticks"]].concat())
    };
    assert_eq!(anew(&["list", "a.md"]).out, "    1  [ ] a\n    2  [ ] b\n");
    assert!(
        !folder.path("a.v2.gonogo.json").exists(),
        "looking writes nothing"
    );
    assert_eq!(anew(&["tick", "a.md", "2"]).status, 0);
    let text = folder.read("a.v2.gonogo.json");
    assert!(
        text.contains("  \"run\": \"v2\",\n  \"ignore_source_ticks\": true,\n"),
        "{text}"
    );
    assert_eq!(
        folder.out(&["list", "a.md", "--run", "v2"]),
        "    1  [ ] a\n    2  [x] b\n"
    );
    assert_eq!(
        folder.out(&["export", "a.md", "--run", "v2", "--filled"]),
        "- [ ] a\n- [x] b\n"
    );
    assert_eq!(folder.run(&["status", "a.md", "--run", "v2"]).status, 1);
    folder.change(&["tick", "a.md", "1", "--run", "v2"]);
    assert_eq!(folder.run(&["status", "a.md", "--run", "v2"]).status, 0);

    folder.change(&["tick", "a.md", "2"]);
    let before = folder.all();
    let late = folder.run(&["list", "a.md", "--ignore-source-ticks"]);
    let message = "gonogo: --ignore-source-ticks needs a new run, and this one already counts pre-ticked items: start another with --run NAME\n";
    assert_eq!((late.status, late.err.as_str()), (2, message));
    assert_eq!(
        (folder.run(&["status", "a.md"]).status, folder.all()),
        (0, before)
    );
}
