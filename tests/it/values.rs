//! Values that were measured, and due dates: what is unclear blocks, triggers ask for nothing, and what is said beside a
//! tick is what the verdict says.

use chrono::{DateTime, Utc};
use gonogo::checklist::{Checklist, EntryId, Sense};
use gonogo::progress::{Aspect, Correction, Progress, Stamp, State};
use gonogo::workbook::{Edit, Workbook};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::Value;

use super::arbitrary::with_their_ids;
use super::program::Folder;
use super::screen::walk::Walk;

fn json(folder: &Folder, arguments: &[&str]) -> Value {
    serde_json::from_str(&folder.run(arguments).out).unwrap()
}

fn stamp() -> Stamp {
    let at: DateTime<Utc> = "2026-11-21T21:04:05Z".parse().unwrap();
    Stamp {
        by: "me@host".to_owned(),
        acting: None,
        at,
    }
}

#[test]
fn incomparable_value_says_why_and_how_to_write_it() {
    let folder = Folder::with(
        "- [ ] p95 < 300 ms\n- [ ] load > 1.500 rps\n- [ ] No errors at > 1000 rps\n- [ ] Speed >50 items/sec\n",
    );
    for (item, value, told) in [
        (
            "1",
            "awful",
            "p95: can't compare \"awful\" with \"< 300 ms\": write a number in milliseconds",
        ),
        (
            "1",
            "450ms250",
            "p95: can't compare \"450ms250\" with \"< 300 ms\": write one number in milliseconds",
        ),
        (
            "1",
            "3 MB",
            "p95: can't compare \"3 MB\" with \"< 300 ms\": write it in milliseconds",
        ),
        (
            "1",
            "> 3 ms",
            "p95: can't compare \"> 3 ms\" with \"< 300 ms\": write the value itself in milliseconds",
        ),
        ("1", "0,3 s", "p95: 0,3 s (FAIL: < 300 ms)"),
        (
            "1",
            "299.999",
            "p95: can't compare \"299.999\": write 299999 or 299.999",
        ),
        (
            "2",
            "2.000",
            "load: can't compare \"2.000\": write 2000 or 2",
        ),
        (
            "2",
            "700",
            "load: can't compare \"700\" with \"> 1.500 rps\": the limit could be 1500 or 1.5; fix it in the checklist, or \
             waive the item",
        ),
        (
            "2",
            "1 600",
            "load: 1 600 (pass: > 1.500 rps; assuming requests/second)",
        ),
        (
            "3",
            "1500 rps",
            "No errors at: can't compare \"1500 rps\" with \"> 1000 rps\": it could be a goal or a limit; reword it in \
             the checklist, or waive the item",
        ),
        (
            "4",
            "60 items/min",
            "Speed: 60 items/min (FAIL: >50 items/sec)",
        ),
        (
            "4",
            "60 items",
            "Speed: can't compare \"60 items\" with \">50 items/sec\": write it in items/second",
        ),
    ] {
        assert_eq!(
            folder.change(&["measure", "a.md", item, value]),
            format!("{told}\n"),
            "{value}"
        );
    }
}

#[test]
fn unclear_value_blocks_in_every_output() {
    let folder = Folder::with("# T\n- [x] throughput > 100 rps\n");
    assert_eq!(
        folder.run(&["status", "a.md"]).status,
        0,
        "not measured, as before"
    );
    folder.change(&["measure", "a.md", "1", "1.500"]);
    let status = json(&folder, &["status", "a.md", "--json"]);
    assert_eq!(status["verdict"], "no-go");
    let blocker = &status["blockers"][0];
    let told = "can't compare \"1.500\": write 1500 or 1.5";
    assert_eq!(
        (blocker["kind"].as_str(), blocker["message"].as_str()),
        (Some("unclear"), Some(told))
    );
    let ran = folder.run(&["status", "a.md"]);
    let listed = format!("  line 2: {told}: throughput > 100 rps\n");
    assert!(ran.status == 1 && ran.out.contains(&listed), "{}", ran.out);
    let junit = folder.run(&["export", "a.md", "--format", "junit"]).out;
    let failure =
        "<failure type=\"unclear\" message=\"can't compare &quot;1.500&quot;: write 1500 or 1.5\">";
    assert!(junit.contains(failure), "{junit}");
    let markdown = folder.run(&["export", "a.md"]).out;
    assert!(
        markdown.contains("1 blocker: 1 value can't be compared."),
        "{markdown}"
    );
    assert_eq!(
        json(&folder, &["next", "a.md", "--json"])["items"][0]["needs"][0]["kind"],
        "unclear"
    );
    folder.change(&["measure", "a.md", "1", "1500"]);
    assert_eq!(folder.run(&["status", "a.md"]).status, 0);
}

#[test]
fn triggers_ask_for_no_value() {
    for (document, asked) in [
        ("## Rollback Triggers\n- [ ] Error rate > 5%\n", 0),
        (
            "## Rollback Plan\n- [ ] Error rate > 5%\n- [ ] Availability < 99%\n",
            0,
        ),
        ("## Rollback Plan\n- [ ] Rollback takes < 5 min\n", 1),
        ("## Rollback Plan\n### Steps\n- [ ] Error rate > 5%\n", 0),
        ("## Abort criteria\n- [ ] p95 > 2 s\n", 0),
        ("## Alerting rules\n- [ ] CPU > 80%\n", 0),
        ("## Monitoring & Alerting\n- [ ] CPU < 80%\n", 1),
        (
            "## Release\n\nInitiate rollback if:\n\n- [ ] Error rate > 5%\n- [ ] p95 > 2 s\n",
            0,
        ),
        ("## Release\n\nCheck that:\n\n- [ ] Error rate < 5%\n", 1),
        ("- [ ] Roll back if:\n  - [ ] Error rate > 5%\n", 0),
        ("- [ ] Page if error rate > 5%\n", 0),
        ("# Rollback\n- [ ] Error rate < 5%\n", 1),
    ] {
        let checklist = Checklist::parse(document);
        let found: usize = checklist
            .items()
            .map(|id| checklist.thresholds(id).len())
            .sum();
        assert_eq!(found, asked, "{document}");
        let told: usize = checklist
            .items()
            .map(|id| checklist.traits(id).thresholds.len())
            .sum();
        assert_eq!(told, asked, "the detail of {document}");
    }
    let folder =
        Folder::with("# T\n- [x] Tests pass\n## When to roll back\n- [x] Error rate > 5%\n");
    let ran = folder.run(&["measure", "a.md", "2", "7%"]);
    assert_eq!(
        (ran.status, ran.err.contains("has no threshold to measure")),
        (2, true),
        "{}",
        ran.err
    );
}

/// A section of each phase, with what a miss in it keeps from being reached.
const SECTIONS: [(&str, &str); 5] = [
    ("Pre-Launch", "still blocking"),
    ("Launch Day", "blocks COMPLETE"),
    ("Post-Launch", "blocks COMPLETE"),
    ("Weekly", "not blocking"),
    ("Notes", "not blocking"),
];

#[test]
fn message_after_a_tick_matches_the_verdict() {
    for (section, blocks) in SECTIONS {
        for (optional, value) in [
            ("", "9 s"),
            ("", "slow"),
            (" (optional)", "9 s"),
            (" (optional)", "1.500 s"),
        ] {
            let text = format!("# T\n- [x] all else\n## {section}\n- [ ] p95 < 2 s{optional}\n");
            let blocks = if optional.is_empty() {
                blocks
            } else {
                "not blocking"
            };
            let mut walk = Walk::open(&text, 100, 24);
            walk.keys(&format!("G m '{value}' enter space"));
            let mut start = blocks.to_owned();
            start[..1].make_ascii_uppercase();
            let screen = walk.screen();
            assert!(
                walk.row(&format!(" {start}: p95: ")).contains("p95"),
                "{screen}"
            );
            assert!(
                screen.contains(&format!("{blocks} (m: measure again, ~: waive)")),
                "{screen}"
            );
            assert_eq!(
                screen.starts_with(" NO-GO "),
                blocks == "still blocking",
                "{screen}"
            );
            let folder = Folder::with(&text);
            folder.change(&["measure", "a.md", "2", value]);
            let told = folder.change(&["tick", "a.md", "2"]);
            assert!(
                told.contains(&format!("\ngonogo: {blocks}: p95: ")),
                "{told}"
            );
            let status = json(&folder, &["status", "a.md", "--json"]);
            let count = |list: &str| status[list].as_array().unwrap().len();
            let expected = match blocks {
                "still blocking" => ("no-go", 1, 0),
                "blocks COMPLETE" => ("go", 0, 2),
                _ if matches!(section, "Launch Day" | "Post-Launch") => ("go", 0, 0),
                _ => ("go", 0, 0),
            };
            let found = (
                status["verdict"].as_str().unwrap(),
                count("blockers"),
                count("remaining"),
            );
            assert_eq!(found, expected, "{section} {optional} {value}");
        }
    }
}

#[test]
fn blocker_without_an_entry_is_described() {
    let mut walk = Walk::open("# T\n\nRegion: ____\n", 80, 24);
    walk.keys(">");
    assert!(walk.screen().starts_with(" NO-GO"), "{}", walk.screen());
    assert!(
        walk.screen().contains("No items in this document."),
        "{}",
        walk.screen()
    );
}

const UPKEEP: &str = "# T\n## Pre-Launch\n- [x] one\n## Launch Day\n- [x] deploy\n## Daily\n- [ ] logs\n- [ ] backups\n";

#[test]
fn complete_counts_overdue_items() {
    let folder = Folder::with(UPKEEP);
    folder.change(&["live", "a.md", "--at", "2026-11-19 21:00"]);
    let status = folder.run(&["status", "a.md"]).out;
    let head: Vec<&str> = status.lines().take(4).collect();
    let counts = "2 of 4 items done, 2 open, 2 pre-ticked, 2 overdue";
    let basis = "2 required items: 2 pre-ticked.";
    assert_eq!(
        head,
        ["COMPLETE  T", basis, "Not counted: 2 upkeep.", counts]
    );
    let status = json(&folder, &["status", "a.md", "--json"]);
    assert_eq!(
        (status["verdict"].as_str(), status["overdue"].as_u64()),
        (Some("complete"), Some(2))
    );
    let told = "launch complete; 2 items with a due date";
    let markdown = folder.run(&["export", "a.md"]).out;
    assert!(markdown.contains(&format!("\n{told}.\n")), "{markdown}");
    let html = folder.run(&["export", "a.md", "--format", "html"]).out;
    assert!(
        html.contains(&format!("<strong>COMPLETE</strong> {told}</p>")),
        "{html}"
    );
    let junit = folder.run(&["export", "a.md", "--format", "junit"]).out;
    assert!(
        junit.contains(&format!("<property name=\"complete\" value=\"{told}\"/>")),
        "{junit}"
    );
    folder.change(&["tick", "a.md", "3", "4"]);
    let later = [("GONOGO_NOW", "2026-11-24T12:00:00Z")];
    let next = folder.run_with("", &later, &["next", "a.md"]);
    assert_eq!(
        (next.status, next.err.as_str()),
        (1, "nothing left to do, but 2 overdue\n")
    );
}

#[test]
fn header_and_overview_of_complete_count_overdue_items() {
    let live = r#"{"id":"1","at":"2026-11-19T21:00:00.000Z","by":"a@b","on":"","replaces":[],"live":"2026-11-19T21:00:00Z"}"#;
    let progress =
        format!(r#"{{"format":"gonogo/1","checklist":"launch.md","entries":{{"":[{live}]}}}}"#);
    let mut walk = Walk::open_with_progress(UPKEEP, &with_their_ids(&progress), 80, 24);
    assert!(
        walk.screen().starts_with("[COMPLETE: 2 overdue] T "),
        "{}",
        walk.screen()
    );
    walk.keys("v");
    let told = "COMPLETE: launch complete; 2 items overdue";
    assert!(walk.screen().contains(told), "{}", walk.screen());
    walk.keys("esc >");
    let told = "Launch complete; 2 items overdue.";
    assert!(walk.screen().contains(told), "{}", walk.screen());
}

#[test]
fn due_dates_in_the_text_are_listed() {
    let folder = Folder::with(
        "# L\n## Pre-Launch\n- [ ] cert renewed 📅 2026-11-20\n- [ ] pen test @due(2026-11-21)\n- [ ] keys due: 2026-12-24\n\
         - [ ] freeze by 2026-11-21\n## Post-Launch\n- [ ] T+2 look again\n- [ ] within 24 hours: budget\n",
    );
    let due = |folder: &Folder| -> Vec<String> {
        let status = json(folder, &["status", "a.md", "--json"]);
        let told = |due: &Value| {
            format!("{} {} {}", due["line"], due["status"], due["at"]).replace('"', "")
        };
        status["due"].as_array().unwrap().iter().map(told).collect()
    };
    let stated = [
        "3 overdue 2026-11-20T23:59:59.000Z",
        "4 due 2026-11-21T23:59:59.000Z",
        "6 due 2026-11-21T23:59:59.000Z",
    ];
    assert_eq!(due(&folder), stated, "no need to know when it goes live");
    folder.change(&["live", "a.md", "--at", "2026-11-19 21:00"]);
    let counted = [
        "8 overdue 2026-11-21T21:00:00.000Z",
        "9 overdue 2026-11-20T21:00:00.000Z",
    ];
    assert_eq!(due(&folder), [&stated[..], &counted[..]].concat());
    let mut walk = Walk::open(
        "- [ ] freeze by 2026-11-25 (@ann)\n- [ ] keys @due(2026-11-21)\n",
        80,
        24,
    );
    assert!(
        walk.screen()
            .contains("due 2026-11-25 23:59 UTC: by 2026-11-25, set by the checklist"),
        "{}",
        walk.screen()
    );
    walk.keys("j");
    assert!(
        !walk.screen().contains("@due "),
        "no owner: {}",
        walk.screen()
    );
    assert!(
        walk.row("keys @due").ends_with("due 21 Nov"),
        "{}",
        walk.screen()
    );
}

/// The blockers of a document, and those with a value measured for each threshold, where that passes not.
fn blockers(
    document: &str,
    value: &str,
    state: State,
    ticked: bool,
) -> Option<(Vec<String>, Vec<String>)> {
    let mut workbook = Workbook::new(Checklist::parse(document), Progress::new("a.md", None));
    let items: Vec<EntryId> = workbook.checklist().items().collect();
    for &entry in items.iter().filter(|_| ticked) {
        let reason = state.needs_reason().then(|| "why".to_owned());
        workbook
            .apply(
                Edit::State {
                    entry,
                    state,
                    reason,
                },
                &stamp(),
            )
            .unwrap();
    }
    let told = |workbook: &Workbook| -> Vec<String> {
        let verdict = workbook.verdict();
        verdict
            .blockers
            .iter()
            .chain(&verdict.remaining)
            .map(|one| format!("{one:?}"))
            .collect()
    };
    let before = told(&workbook);
    let mut missed = false;
    for &entry in &items {
        for threshold in 0..workbook.checklist().thresholds(entry).len() {
            let value = value.to_owned();
            workbook
                .apply(
                    Edit::Measure {
                        entry,
                        threshold,
                        value,
                    },
                    &stamp(),
                )
                .unwrap();
            missed |= workbook.measurements(entry)[threshold].misses();
        }
    }
    missed.then(|| (before, told(&workbook)))
}

fn config() -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(7),
        ..ProptestConfig::with_cases(400)
    }
}

proptest! {
    #![proptest_config(config())]

    /// A measurement never makes a verdict better than none did, unless it passes.
    #[test]
    fn failing_value_keeps_the_blocker(
        lines in prop::collection::vec(prop::sample::select(vec![
            "- [ ] p95 < 300 ms", "- [ ] load > 1.500 rps", "- [x] No requests > 10 s", "- [ ] errors <= 2 segundos",
            "- [ ] hit rate 70-90%", "- [ ] uptime >= 99.999% (optional)", "- [ ] Page if CPU > 80%", "- [ ] plain",
            "## Pre-Launch", "## Launch Day", "## Rollback", "## Weekly", "- [ ] no more than 5 errors: ____",
        ]), 1..8),
        value in prop_oneof![
            prop::sample::select(vec!["awful", "450ms250", "3 s", "1.500", "1,500 s", "7%", "", "> 5 s", "-", "80.000"])
                .prop_map(str::to_owned),
            "[0-9]{1,4}[.,]?[0-9]{0,4} ?(ms|s|%|rps|foo)?",
        ],
        state in prop::sample::select(vec![State::Done, State::Na, State::Blocked]),
        ticked in any::<bool>(),
    ) {
        let document = lines.join("\n") + "\n";
        if let Some((before, after)) = blockers(&document, &value, state, ticked) {
            for blocker in &before {
                prop_assert!(after.contains(blocker), "{blocker} of {document} is gone with {value}: {after:?}");
            }
        }
    }
}

/// The values that an item asks for after corrections of its threshold, each by somebody who saw only the ones before.
fn corrected(item: &str, senses: &[Sense]) -> Vec<(String, bool)> {
    let checklist = Checklist::parse(format!("- [ ] {item}\n"));
    let mut workbook = Workbook::new(checklist, Progress::new("a.md", None));
    let slug = {
        let mut limits = workbook.checklist().limits(EntryId(0));
        limits.next().unwrap().slug.clone()
    };
    for &sense in senses {
        let edit = Edit::Correct {
            entry: EntryId(0),
            aspect: Aspect::Sense(slug.clone()),
            value: Some(Correction::Sense(sense)),
        };
        workbook.apply(edit, &stamp()).unwrap();
    }
    let thresholds = workbook.thresholds(EntryId(0)).iter();
    thresholds
        .map(|threshold| (threshold.to_string(), threshold.compare("20 s") == Ok(true)))
        .collect()
}

#[test]
fn people_correct_the_sense_of_a_threshold() {
    for (item, senses, expected) in [
        ("p95 < 10 s", &[][..], &[("< 10 s", false)][..]),
        ("p95 < 10 s", &[Sense::Inverted], &[("not < 10 s", true)]),
        ("p95 < 10 s", &[Sense::Off], &[]),
        ("p95 < 10 s", &[Sense::Off, Sense::On], &[("< 10 s", false)]),
        ("No requests > 10 s", &[], &[("not > 10 s", false)]),
        ("No requests > 10 s", &[Sense::On], &[("> 10 s", true)]),
        ("Session timeout > 10 s", &[], &[]),
        ("Session timeout > 10 s", &[Sense::On], &[("> 10 s", true)]),
        (
            "Session timeout > 10 s",
            &[Sense::Inverted],
            &[("not > 10 s", false)],
        ),
    ] {
        let expected: Vec<(String, bool)> = expected
            .iter()
            .map(|&(text, passes)| (text.to_owned(), passes))
            .collect();
        assert_eq!(corrected(item, senses), expected, "{item}: {senses:?}");
    }
}
