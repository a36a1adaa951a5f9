//! `gonogo diff` and `gonogo status --since`: changes with their authors, ready to paste into a chat.

use assert_cmd::cargo::cargo_bin_cmd;
use serde_json::{Value, json};

use super::program::{Folder, NOW};

const CHECKLIST: &str = "\
# Launch

- [ ] Restore tested: RTO ____ h
- [ ] Dry run
- [x] Budget agreed
- [ ] Certificate renewed
";

/// Somebody does something at a time.
fn does(folder: &Folder, by: &str, at: &str, arguments: &[&str]) {
    let mut program = cargo_bin_cmd!("gonogo");
    let at = format!("2026-11-21T{at}:00Z");
    let program = program
        .current_dir(folder.path(""))
        .env("GONOGO_NOW", at)
        .args(["--by", by])
        .args(arguments);
    assert!(program.output().unwrap().status.success(), "{arguments:?}");
}

/// Ann and bob at one checklist, from six to nine.
fn walked() -> Folder {
    let folder = Folder::with(CHECKLIST);
    does(&folder, "ann@one", "18:00", &["tick", "a.md", "2"]);
    does(&folder, "ann@one", "18:00", &["note", "a.md", "2", "early"]);
    does(&folder, "ann@one", "20:00", &["tick", "a.md", "1", "3"]);
    does(&folder, "bob@two", "20:10", &["fill", "a.md", "1", "4"]);
    does(&folder, "bob@two", "20:20", &["untick", "a.md", "2"]);
    does(&folder, "bob@two", "20:30", &["tick", "a.md", "2"]);
    does(
        &folder,
        "bob@two",
        "20:40",
        &["mark", "a.md", "4", "blocked", "--reason", "waits for 4711"],
    );
    does(&folder, "ann@one", "20:50", &["note", "a.md", "4", "asked"]);
    folder
}

#[test]
fn status_since_lists_changes_and_authors() {
    let folder = walked();
    let ran = folder.run(&["status", "a.md", "--since", "2h"]);
    assert_eq!(
        ran.out,
        "NO-GO  Launch\n4 required items: 1 ticked one by one, 2 in bulk (1 act), 1 blocked.\n\
         3 of 4 items done, 1 blocked, 1 of 1 blank filled\n\nSince 2026-11-21 19:04 UTC: \
         2 done (ann), 1 blank filled (bob), 1 note (ann), 1 blocked (bob)\n\
         - line 6, Certificate renewed: open → blocked: waits for 4711 (bob)\nBlockers: 1\n"
    );
    assert_eq!(ran.status, 1, "as without it");
    let all = folder.run(&["status", "a.md", "--since", "today"]).out;
    assert!(
        all.contains(
            "3 done (ann 2, bob 1), 1 blank filled (bob), 2 notes (ann), 1 blocked (bob)\n"
        ),
        "{all}"
    );
    let none = folder.run(&["status", "a.md", "--since", "5m"]).out;
    assert!(
        none.contains("Since 2026-11-21 20:59 UTC: no changes\n"),
        "{none}"
    );
    let json: Value = serde_json::from_str(
        &folder
            .run(&["status", "a.md", "--since", "2h", "--json"])
            .out,
    )
    .unwrap();
    assert_eq!(json["since"]["at"], "2026-11-21T19:04:05.123Z");
    assert_eq!(
        json["since"]["totals"][0],
        json!({"effect": "done", "count": 2, "by": [{"who": "ann@one", "count": 2}]})
    );
}

#[test]
fn diff_since_compares_a_run_with_its_past() {
    let folder = walked();
    let ran = folder.run(&["diff", "a.md", "--since", "2026-11-21 19:00"]);
    assert_eq!((ran.status, ran.err.as_str()), (1, ""));
    assert_eq!(
        ran.out,
        "2026-11-21 19:00 UTC → now: 2 done (ann), 1 blank filled (bob), 1 note (ann), 1 blocked (bob)\n\
         - line 3, Restore tested: RTO h: open → done (ann)\n\
         - line 3, Restore tested: RTO: empty → “4” (bob)\n\
         - line 5, Budget agreed: done, needs confirming → done (ann)\n\
         - line 6, Certificate renewed: open → blocked: waits for 4711 (bob)\n\
         - line 6, Certificate renewed: note: “asked” (ann)\n"
    );
    let same = folder.run(&["diff", "a.md", "--since", "1m"]);
    assert_eq!(
        (same.status, same.out.as_str()),
        (0, "2026-11-21 21:03 UTC → now: no changes\n")
    );
}

#[test]
fn diff_compares_two_runs() {
    let folder = Folder::with(CHECKLIST);
    for (run, by, rto) in [("v1", "ann@one", "4"), ("v2", "ann@two", "6")] {
        does(&folder, by, "20:00", &["tick", "a.md", "1", "--run", run]);
        does(
            &folder,
            by,
            "20:00",
            &["fill", "a.md", "1", rto, "--run", run],
        );
    }
    does(
        &folder,
        "ann@two",
        "20:00",
        &["untick", "a.md", "3", "--run", "v2"],
    );
    does(
        &folder,
        "ann@one",
        "20:00",
        &["note", "a.md", "1", "of v1", "--run", "v1"],
    );
    does(&folder, "cem@two", "20:00", &["tick", "a.md", "2"]);
    let ran = folder.run(&["diff", "a.md", "--run", "v1", "--run", "v2"]);
    assert_eq!((ran.status, ran.err.as_str()), (1, ""));
    assert_eq!(
        ran.out,
        "run v1 → run v2: 1 blank filled (ann@two), 1 reopened (ann@two), 1 note deleted\n\
         - line 3, Restore tested: RTO: “4” (ann@one) → “6” (ann@two)\n\
         - line 3, Restore tested: RTO h: note deleted: “of v1” (ann@one)\n\
         - line 5, Budget agreed: done, needs confirming → open (ann@two)\n"
    );
    let json: Value = serde_json::from_str(
        &folder
            .run(&["diff", "a.md", "--run", "v1", "--run", "v2", "--json"])
            .out,
    )
    .unwrap();
    assert_eq!(json["from"], json!({"run": "v1", "at": null}));
    assert_eq!(
        json["changes"][0],
        json!({
            "kind": "blank", "key": "restore-tested-rto-h", "line": 3, "text": "Restore tested: RTO ____ h",
            "blank": "restore-tested-rto-h:restore-tested-rto", "measured": null, "variable": null, "effect": "filled",
            "before": {"value": "4", "reason": null, "conflict": false, "confirm": false, "by": "ann@one", "at": "2026-11-21T20:00:00.000Z"},
            "after": {"value": "6", "reason": null, "conflict": false, "confirm": false, "by": "ann@two", "at": "2026-11-21T20:00:00.000Z"},
        })
    );
    let nameless = folder
        .run(&["diff", "a.md", "--run", "", "--run", "v1"])
        .out;
    assert!(nameless.starts_with("default run → run v1: "), "{nameless}");
    let same = folder.run(&["diff", "a.md", "--run", "v1", "--run", "v1"]);
    assert_eq!(
        (same.status, same.out.as_str()),
        (0, "run v1 → run v1: no changes\n")
    );
    let since = folder.run(&["diff", "a.md", "--run", "v2", "--since", "2h", "--json"]);
    let since: Value = serde_json::from_str(&since.out).unwrap();
    assert_eq!(
        (&since["from"]["run"], &since["to"]),
        (&json!("v2"), &json!({"run": "v2", "at": null}))
    );
    assert!(since["from"]["at"].as_str().unwrap() < NOW);
}

#[test]
fn invalid_comparisons_fail() {
    let folder = walked();
    for (more, message) in [
        (
            &[][..],
            "nothing to compare: give two runs with --run, or a time with --since",
        ),
        (
            &["--run", "v1"],
            "only one run to compare: give both after `diff`, each with --run ('' is the default run), or a time with --since",
        ),
        (
            &["--run", "v1", "--run", "v2"],
            "no run “v1”; there are the default run",
        ),
        (
            &["--run", "a", "--run", "b", "--run", "c"],
            "can't compare more than two runs",
        ),
        (
            &["--run", "a", "--run", "b", "--since", "2h"],
            "--since compares one run with its own past: drop --since, or give only one --run",
        ),
        (
            &["--run", "v1", "--run", "", "--progress", "x.json"],
            "can't compare runs with --progress: use --run",
        ),
    ] {
        let ran = folder.run(&[&["diff", "a.md"], more].concat());
        let expected = (2, "", format!("gonogo: {message}\n"));
        assert_eq!(
            (ran.status, ran.out.as_str(), ran.err),
            expected,
            "{more:?}"
        );
    }
}

#[test]
fn diff_lists_measured_values() {
    let folder = Folder::with("- [ ] p95 latency < 5 seconds\n");
    does(
        &folder,
        "ann@one",
        "20:00",
        &["measure", "a.md", "1", "4.2 s"],
    );
    let ran = folder.run(&["diff", "a.md", "--since", "2h"]);
    let told = "2026-11-21 19:04 UTC → now: 1 value measured (ann)\n\
                - line 1, p95 latency < 5 seconds: not measured → measured “4.2 s” (ann)\n";
    assert_eq!((ran.status, ran.out.as_str()), (1, told));
    let json: Value =
        serde_json::from_str(&folder.run(&["diff", "a.md", "--since", "2h", "--json"]).out)
            .unwrap();
    assert_eq!(
        (&json["changes"][0]["kind"], &json["totals"][0]["effect"]),
        (&json!("measured"), &json!("measured"))
    );
}

#[test]
fn diff_lists_phases_go_live_time_and_signatures() {
    let folder =
        Folder::with("- [ ] a\n\n# Rest\n\n- [ ] b (optional)\n\n**Lead**: ____ Date: ____\n");
    does(&folder, "ann@one", "18:00", &["tick", "a.md", "1"]);
    does(
        &folder,
        "ann@one",
        "20:00",
        &["phase", "a.md", "Rest", "before"],
    );
    does(
        &folder,
        "bob@two",
        "20:10",
        &["live", "a.md", "--at", "2026-11-21 22:00"],
    );
    does(&folder, "ann@one", "20:20", &["sign", "a.md", "Lead"]);
    let told = folder.run(&["diff", "a.md", "--since", "2h"]).out;
    assert_eq!(
        told,
        "2026-11-21 19:04 UTC → now: 1 signed (ann), go-live time set (bob), 1 phase set (ann)\n\
         - the go-live time: not set → 2026-11-21 22:00 UTC (bob)\n\
         - line 3, Rest: phase from heading → phase before (ann)\n\
         - line 7, Lead: not signed → signed “ann@one, 2026-11-21” (ann)\n"
    );
    does(&folder, "bob@two", "20:30", &["tick", "a.md", "2"]);
    let told = folder
        .run(&["status", "a.md", "--since", "2026-11-21 20:25"])
        .out;
    let expected = "1 done (bob), 1 signature voided (ann)\n\
                    - line 7, Lead: signed “ann@one, 2026-11-21” (ann) → signed “ann@one, 2026-11-21”, void (ann)\n";
    assert!(told.contains(expected), "{told}");
    let json: Value =
        serde_json::from_str(&folder.run(&["diff", "a.md", "--since", "2h", "--json"]).out)
            .unwrap();
    let kinds = json["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| [&it["kind"], &it["effect"], &it["line"]]);
    let kinds: Vec<[&Value; 3]> = kinds.collect();
    let [live, phase, done, void] = kinds.as_slice() else {
        panic!("{json}")
    };
    assert_eq!(*live, [&json!("live"), &json!("live"), &Value::Null]);
    assert_eq!(*phase, [&json!("phase"), &json!("phase"), &json!(3)]);
    assert_eq!(
        (done[1], void),
        (
            &json!("done"),
            &[&json!("signed"), &json!("void"), &json!(7)]
        )
    );
}
