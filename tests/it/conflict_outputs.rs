//! Conflicts of every kind appear in every output.

use serde_json::{Value, json};

use super::program::Folder;

const LAUNCH: &str = "\
# Launch

## Pre-Launch

- [ ] p95 latency < 5 seconds
- [ ] Budget: $____
- [ ] Dry run

Region: ____

## Launch Day

- [ ] Deploy

## Sign-Off

**Lead**: ____ Date: ____
";

/// What ann and bob do, neither seeing the other.
const ANSWERS: [(&[&str], &[&str]); 7] = [
    (
        &["live", "a.md", "--at", "2026-11-21 22:00"],
        &["live", "a.md", "--at", "2026-11-21 23:00"],
    ),
    (
        &["measure", "a.md", "1", "4 s"],
        &["measure", "a.md", "1", "6 s"],
    ),
    (
        &["fill", "a.md", "Budget", "12"],
        &["fill", "a.md", "Budget", "13"],
    ),
    (
        &["tick", "a.md", "Dry run"],
        &["mark", "a.md", "Dry run", "waived", "--reason", "late"],
    ),
    (
        &["fill", "a.md", "Region", "eu"],
        &["fill", "a.md", "Region", "us"],
    ),
    (
        &["phase", "a.md", "Launch Day", "after"],
        &["phase", "a.md", "Launch Day", "upkeep"],
    ),
    (
        &["fill", "a.md", "Lead", "Ann"],
        &["fill", "a.md", "Lead", "Bob"],
    ),
];

/// A launch on which ann and bob differ in everything.
fn disputed() -> Folder {
    let folder = Folder::with(LAUNCH);
    for (index, by) in ["ann", "bob"].into_iter().enumerate() {
        let file = format!("{by}.json");
        for answers in ANSWERS {
            let answer = if index == 0 { answers.0 } else { answers.1 };
            // The later of two answers is told last.
            let now = ["2026-11-21T21:04:05Z", "2026-11-21T21:04:06Z"][index];
            let arguments = [answer, &["--by", by, "--progress", &file]].concat();
            assert_eq!(
                folder
                    .run_with("", &[("GONOGO_NOW", now)], &arguments)
                    .status,
                0
            );
        }
    }
    assert_eq!(
        folder
            .run(&["merge", "ann.json", "bob.json", "-o", "a.gonogo.json"])
            .status,
        0
    );
    folder
}

fn json_of(folder: &Folder, arguments: &[&str]) -> Value {
    serde_json::from_str(&folder.run(arguments).out).unwrap()
}

/// What each conflict is about, with where it is and the answers.
fn told(json: &Value) -> Vec<String> {
    let conflicts = json["conflicts"].as_array().unwrap().iter();
    let answers = |conflict: &Value| -> Vec<String> {
        let answers = conflict["answers"].as_array().unwrap().iter();
        answers
            .map(|it| {
                format!(
                    "{} ({})",
                    it["answer"].as_str().unwrap(),
                    it["by"].as_str().unwrap()
                )
            })
            .collect()
    };
    conflicts
        .map(|it| {
            format!(
                "{}:{} {}",
                it["kind"].as_str().unwrap(),
                it["line"],
                answers(it).join(" / ")
            )
        })
        .collect()
}

const TOLD: [&str; 7] = [
    "live:null 2026-11-21 22:00 UTC (ann) / 2026-11-21 23:00 UTC (bob)",
    "measured:5 4 s (ann) / 6 s (bob)",
    "blank:6 12 (ann) / 13 (bob)",
    "state:7 done (ann) / waived: late (bob)",
    "blank:9 eu (ann) / us (bob)",
    "phase:11 after (ann) / upkeep (bob)",
    "blank:17 Ann (ann) / Bob (bob)",
];

#[test]
fn every_json_output_has_every_kind_of_conflict() {
    let folder = disputed();
    for arguments in [
        &["status", "a.md", "--json"][..],
        &["export", "a.md", "--format", "json"],
        &["list", "a.md", "--json"],
        &["list", "a.md", "--json", "--conflicts"],
    ] {
        assert_eq!(told(&json_of(&folder, arguments)), TOLD, "{arguments:?}");
    }
    let conflict = &json_of(&folder, &["status", "a.md", "--json"])["conflicts"][1];
    assert_eq!(
        (&conflict["key"], &conflict["measured"], &conflict["blank"]),
        (
            &json!("pre-launch/p95-latency-5-seconds"),
            &json!("p95-latency"),
            &Value::Null
        )
    );
    let section = json_of(
        &folder,
        &["status", "a.md", "--json", "--section", "Launch Day"],
    );
    assert_eq!(told(&section), [TOLD[5]]);
    for (more, expected) in [
        (&["--state", "open"][..], &TOLD[1..4]),
        (&["--section", "Launch Day"], &TOLD[5..6]),
        (&["--text", "region"], &TOLD[4..5]),
        (&["--text", "upkeep"], &TOLD[5..6]),
        (&["--optional"], &[]),
        (&["--since", "2026-11-22"], &[]),
    ] {
        let list = json_of(
            &folder,
            &[&["list", "a.md", "--json", "--conflicts"], more].concat(),
        );
        assert_eq!(told(&list), expected, "{more:?}");
    }
}

#[test]
fn every_listing_has_every_kind_of_conflict() {
    let folder = disputed();
    assert_eq!(
        folder.out(&["list", "a.md", "--conflicts"]),
        "    1  [ ] p95 latency < 5 seconds (conflict: measured p95 latency)\n    \
         2  [ ] Budget: $____ (conflict: Budget)\n    \
         3  [?] Dry run\n       [?] the go-live time\n       [?] Region\n       [?] Launch Day: phase\n       \
         [?] Lead\n"
    );
    let page = folder.run(&["status", "a.md"]).out;
    for line in [
        "\nConflicting answers:\n  the go-live time: 2026-11-21 22:00 UTC (ann, ",
        "\n  line 5: p95 latency < 5 seconds: measured p95 latency: 4 s (ann, 2026-11-21 21:04 UTC) or 6 s (bob, ",
        "\n  line 6: Budget: 12 (ann, ",
        "\n  line 7: Dry run: done (ann, 2026-11-21 21:04 UTC) or waived: late (bob, ",
        "\n  line 11: Launch Day: phase: after (ann, ",
        "\n  line 17: Lead: Ann (ann, ",
    ] {
        assert!(page.contains(line), "{line:?} is missing in\n{page}");
    }
}

#[test]
fn every_report_has_every_kind_of_conflict() {
    let folder = disputed();
    let markdown = folder.out(&["export", "a.md"]);
    for part in [
        "\n* Go-live time\n  * 2026-11-21 22:00 UTC (ann, ",
        "\n* p95 latency \\< 5 seconds (line 5), measured p95 latency\n  * 4 s (ann, ",
        "\n* Launch Day (line 11), phase\n  * after (ann, 2026-11-21 21:04 UTC)\n  * upkeep (bob, ",
        "\n* Dry run (line 7)\n  * done (ann, ",
        ", Lead\n  * Ann (ann, ",
        "> **Conflict** (bob, 2026-11-21 21:04 UTC): measured p95 latency: 6 s\n",
    ] {
        assert!(
            markdown.contains(part),
            "{part:?} is missing in\n{markdown}"
        );
    }
    let page = folder.out(&["export", "a.md", "--format", "html"]);
    for part in [
        "<li>Go-live time\n<ul>\n<li><span class=\"typed\"><bdi>2026-11-21 22:00 UTC</bdi></span>",
        "p95 latency &lt; 5 seconds</bdi></a>, <bdi>measured p95 latency</bdi>\n<ul>",
        "Launch Day</bdi></a>, <bdi>phase</bdi>\n<ul>\n<li><span class=\"typed\"><bdi>after</bdi></span>",
    ] {
        assert!(page.contains(part), "{part:?} is missing in\n{page}");
    }
    let csv = folder.out(&["export", "a.md", "--format", "csv"]);
    assert_eq!(csv.matches(",conflict,").count(), TOLD.len(), "{csv}");
    for row in [
        "\nlive,,,,the go-live time,conflict,,\"2026-11-21 22:00 UTC (ann, ",
        "\nmeasured,,pre-launch/",
        "\nphase,,",
    ] {
        assert!(csv.contains(row), "{row:?} is missing in\n{csv}");
    }
    let junit = folder.out(&["export", "a.md", "--format", "junit"]);
    for part in [
        "message=\"open; conflicting measured values\"",
        "Conflict: measured p95 latency: 4 s (ann, ",
        "name=\"Launch Day\"",
        "message=\"phase in conflict\"",
        "value=\"conflict: 2026-11-21 22:00 UTC (ann, ",
    ] {
        assert!(junit.contains(part), "{part:?} is missing in\n{junit}");
    }
}

#[test]
fn line_mode_lists_every_kind_of_conflict() {
    let folder = disputed();
    let said = folder
        .run_with("status\nn\nn\nn\nn\nwhere\nq\n", &[], &["a.md", "--plain"])
        .out;
    for part in [
        "7 conflicts.",
        "Go-live time: conflict, 2026-11-21 22:00 UTC by ann or 2026-11-21 23:00 UTC by bob.",
        "Measured, p95 latency: conflict, 4 s by ann or 6 s by bob.",
        "Phase: conflict, after by ann or upkeep by bob.",
    ] {
        assert!(said.contains(part), "{part:?} is missing in\n{said}");
    }
}

#[test]
fn answering_again_resolves_a_conflict() {
    let folder = disputed();
    for (arguments, message) in [
        (
            &["live", "a.md", "--at", "2026-11-21 22:00"][..],
            "conflict resolved: it was 2026-11-21 22:00 UTC (ann, ",
        ),
        (
            &["measure", "a.md", "1", "4 s"],
            "conflict resolved: it was 4 s (ann, ",
        ),
        (
            &["phase", "a.md", "Launch Day", "auto"],
            "conflict resolved: it was after (ann, ",
        ),
        (
            &["tick", "a.md", "Dry run"],
            "conflict resolved: it was done (ann, ",
        ),
        (
            &["fill", "a.md", "Budget", "14"],
            "conflict resolved: it was 12 (ann, ",
        ),
    ] {
        let said = folder.change(arguments);
        assert!(said.contains(message), "{arguments:?}: {said}");
    }
    assert_eq!(
        told(&json_of(&folder, &["status", "a.md", "--json"])),
        [TOLD[4], TOLD[6]]
    );
}

#[test]
fn merge_reports_every_kind_of_conflict() {
    let folder = disputed();
    let said = folder.run(&["merge", "ann.json", "bob.json"]).err;
    for part in [
        "7 conflicts; answer again to resolve:\n",
        "\n  the go-live time: 2026-11-21 22:00 UTC (ann, 2026-11-21 21:04 UTC) or 2026-11-21 23:00 UTC (bob, ",
        "\n  p95 latency < 5 seconds (measured p95-latency): 4 s (ann, ",
        "\n  Launch Day (phase): after (ann, ",
        "\n  Dry run: done (ann, ",
    ] {
        assert!(said.contains(part), "{part:?} is missing in\n{said}");
    }
}

#[test]
fn unmatched_marks_keep_all_their_content() {
    let folder = Folder::with(LAUNCH);
    folder.change(&["phase", "a.md", "Launch Day", "after"]);
    folder.change(&["measure", "a.md", "1", "4 s"]);
    folder.change(&["sign", "a.md", "Lead", "--force", "late"]);
    folder.write("a.md", "- [ ] Something else\n");
    let markdown = folder.out(&["export", "a.md", "--audit", "none"]);
    for part in [
        "\n  * Phase: after (tester@host, ",
        "\n  * Measured p95-latency: 4 s (tester@host, ",
        "\n  * Signed as lead: tester@host, 2026-11-21, forced: late (tester@host, ",
    ] {
        assert!(
            markdown.contains(part),
            "{part:?} is missing in\n{markdown}"
        );
    }
    let status = json_of(&folder, &["status", "a.md", "--json"]);
    assert_eq!(
        status["unmatched"],
        json_of(&folder, &["export", "a.md", "--format", "json"])["unmatched"]
    );
    let all = status["unmatched"].as_array().unwrap();
    let has = |field: &str| all.iter().filter(|it| it[field] != json!([])).count();
    assert_eq!(
        (
            has("phases"),
            has("measurements"),
            has("signatures"),
            has("values")
        ),
        (1, 1, 1, 1)
    );
}
