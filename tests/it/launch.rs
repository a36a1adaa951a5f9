//! A launch from NO-GO to GO to COMPLETE by the command line: phases, measured values, sign-offs, due dates.

use serde_json::Value;

use gonogo::checklist::{Checklist, Phase};
use gonogo::progress::Progress;
use gonogo::workbook::Workbook;
use gonogo::workbook::describe::ATTESTATION;

use super::program::{BY, Folder};

const LAUNCH: &str = "\
# Launch

## Pre-Launch

- [ ] p95 latency < 5 seconds
- [ ] Budget: $____

## Launch Day

- [ ] Deploy

## Post-Launch

- [ ] Day 1: watch the logs

## Weekly

- [ ] Review costs

## Sign-Off

**Lead**: ____ Date: ____

**Security**: ____ Date: ____

## Notes

- [ ] Buy cake
";

fn status(folder: &Folder) -> Value {
    serde_json::from_str(&folder.run(&["status", "a.md", "--json"]).out).unwrap()
}

fn verdict(folder: &Folder) -> String {
    let ran = folder.run(&["status", "a.md"]);
    format!(
        "{} {}",
        ran.out.split_whitespace().next().unwrap(),
        ran.status
    )
}

/// The kinds of the blockers, in order.
fn kinds(folder: &Folder, list: &str) -> String {
    let status = status(folder);
    let kinds = status[list]
        .as_array()
        .unwrap()
        .iter()
        .map(|blocker| blocker["kind"].as_str().unwrap());
    kinds.collect::<Vec<_>>().join(" ")
}

/// How each sign-off stands.
fn signed(folder: &Folder) -> String {
    let status = status(folder);
    let list = status["signoffs"].as_array().unwrap().clone();
    list.iter()
        .map(|one| one["status"].as_str().unwrap().to_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

fn ready() -> Folder {
    let folder = Folder::with(LAUNCH);
    folder.change(&["tick", "a.md", "1", "2"]);
    folder.change(&["fill", "a.md", "Budget", "12"]);
    folder
}

#[test]
fn launch_goes_from_no_go_to_go_to_complete() {
    let folder = Folder::with(LAUNCH);
    assert_eq!(
        (verdict(&folder), kinds(&folder, "blockers")),
        ("NO-GO 1".into(), "open open unsigned unsigned".into())
    );
    assert_eq!(
        folder.change(&["measure", "a.md", "1", "6000 ms"]),
        "p95 latency: 6000 ms (FAIL: < 5 seconds)\n"
    );
    let told = folder.change(&["tick", "a.md", "1", "2"]);
    assert!(
        told.contains("gonogo: still blocking: p95 latency: 6000 ms (FAIL: < 5 seconds)\n"),
        "{told}"
    );
    assert_eq!(kinds(&folder, "blockers"), "fails empty unsigned unsigned");
    folder.change(&["measure", "a.md", "1", "4.2"]);
    folder.change(&["fill", "a.md", "Budget", "12"]);
    let told = folder.change(&["sign", "a.md", "lead"]);
    assert_eq!(
        told,
        format!(
            "signed as Lead: {BY}, 2026-11-21\nsigned for 2 required items: 2 in bulk (1 act). \
             Not counted: 1 during, 1 after, 1 upkeep, 1 info.\n{ATTESTATION}\n"
        )
    );
    let told = folder.change(&["sign", "a.md", "security"]);
    assert!(told.contains("one person in 2 roles"), "{told}");
    assert_eq!(
        (verdict(&folder), kinds(&folder, "remaining")),
        ("GO 0".into(), "no-go-live open open".into())
    );
    assert_eq!(
        folder.change(&["live", "a.md"]),
        "go-live time set: 2026-11-21 21:04 UTC\n"
    );
    folder.change(&["tick", "a.md", "Deploy", "watch the logs"]);
    assert_eq!(
        verdict(&folder),
        "COMPLETE 0",
        "upkeep never ends, and what informs counts for nothing"
    );
    assert_eq!(folder.run(&["verify", "a.md"]).status, 0);
    assert_eq!(status(&folder)["verdict"], "complete");
}

#[test]
fn failing_value_blocks_until_waived() {
    let folder = ready();
    folder.change(&["measure", "a.md", "1", "5 min"]);
    assert_eq!(kinds(&folder, "blockers"), "fails unsigned unsigned");
    folder.change(&[
        "mark",
        "a.md",
        "1",
        "waived",
        "--reason",
        "only for the first week",
    ]);
    assert_eq!(kinds(&folder, "blockers"), "unsigned unsigned");
    folder.change(&["measure", "a.md", "1", "quick"]);
    folder.change(&["tick", "a.md", "1"]);
    assert_eq!(
        kinds(&folder, "blockers"),
        "unclear unsigned unsigned",
        "what cannot be compared blocks"
    );
    let ran = folder.run(&["measure", "a.md", "2", "5"]);
    assert_eq!(
        (ran.status, ran.err.contains("has no threshold to measure")),
        (2, true),
        "{}",
        ran.err
    );
}

#[test]
fn blockers_prevent_signing_without_force() {
    let folder = Folder::with(LAUNCH);
    let ran = folder.run(&["sign", "a.md", "lead"]);
    assert_eq!(
        (ran.status, ran.err.contains("2 blockers")),
        (2, true),
        "{}",
        ran.err
    );
    assert_eq!(signed(&folder), "missing missing");
    assert_eq!(
        folder.run(&["sign", "a.md", "lead", "--force", " "]).status,
        2
    );
    folder.change(&["sign", "a.md", "lead", "--force", "the press waits"]);
    assert_eq!(signed(&folder), "valid missing");
    let verified = folder.out(&["verify", "a.md"]);
    assert!(verified.contains("forced: the press waits"), "{verified}");
    assert_eq!(verdict(&folder), "NO-GO 1", "it is signed, and not ready");
}

#[test]
fn only_changes_to_signed_content_void_a_signature() {
    let of =
        |arguments: &[&str]| -> Vec<String> { arguments.iter().map(|&it| it.to_owned()).collect() };
    for (label, command, expected) in [
        ("a state before", of(&["untick", "a.md", "1"]), "void"),
        (
            "a reason before",
            of(&["mark", "a.md", "1", "waived", "--reason", "r"]),
            "void",
        ),
        (
            "a blank before",
            of(&["fill", "a.md", "Budget", "13"]),
            "void",
        ),
        (
            "a measured value before",
            of(&["measure", "a.md", "1", "3"]),
            "void",
        ),
        (
            "what comes before",
            of(&["phase", "a.md", "Launch Day", "before"]),
            "void",
        ),
        (
            "the name in the sign-off",
            of(&["fill", "a.md", "Lead", "Eve"]),
            "void",
        ),
        ("a tick during", of(&["tick", "a.md", "Deploy"]), "valid"),
        ("a tick after", of(&["tick", "a.md", "watch"]), "valid"),
        ("upkeep", of(&["tick", "a.md", "costs"]), "valid"),
        ("what informs", of(&["tick", "a.md", "cake"]), "valid"),
        ("a note before", of(&["note", "a.md", "1", "n"]), "valid"),
        ("going live", of(&["live", "a.md"]), "valid"),
        (
            "another signature",
            of(&["sign", "a.md", "Security"]),
            "valid",
        ),
        ("the same tick again", of(&["tick", "a.md", "1"]), "valid"),
        (
            "a phase that changes nothing before",
            of(&["phase", "a.md", "Launch Day", "after"]),
            "valid",
        ),
    ] {
        let folder = ready();
        folder.change(&["sign", "a.md", "Lead"]);
        let command: Vec<&str> = command.iter().map(String::as_str).collect();
        folder.change(&command);
        assert_eq!(
            signed(&folder).split(' ').next().unwrap(),
            expected,
            "{label}"
        );
        let verified = folder.run(&["verify", "a.md"]);
        assert_eq!(
            verified.status,
            i32::from(expected == "void"),
            "{label}: {}",
            verified.out
        );
        assert!(
            !verified.out.contains("tampered"),
            "{label}: {}",
            verified.out
        );
        if expected == "void" {
            folder.change(&["sign", "a.md", "Lead", "--force", "- again"]);
            assert!(
                signed(&folder).starts_with("valid"),
                "{label}: signed again"
            );
        }
    }
}

#[test]
fn verify_shows_when_and_why_signatures_became_void() {
    let folder = ready();
    folder.change(&["sign", "a.md", "Lead"]);
    let later = [("GONOGO_NOW", "2026-11-22T08:00:00Z")];
    folder.run_with("", &later, &["untick", "a.md", "1"]);
    let verified = folder.run(&["verify", "a.md"]).out;
    assert!(
        verified.contains("void: Lead: tester@host\n  since: "),
        "{verified}"
    );
    assert!(
        verified.contains("“p95 latency < 5 seconds”, 2026-11-22 08:00 UTC"),
        "{verified}"
    );
    folder.write("a.md", LAUNCH.replace("5 seconds", "9 seconds"));
    let verified = folder.run(&["verify", "a.md"]).out;
    assert!(verified.contains("the document changed"), "{verified}");
}

#[test]
fn verify_finds_a_tampered_file() {
    let folder = ready();
    folder.change(&["sign", "a.md", "Lead"]);
    let file = folder.read("a.gonogo.json");
    let line_of = |needle: &str| {
        file.lines()
            .find(|line| line.contains(needle))
            .unwrap()
            .to_owned()
    };
    let budget = line_of("\"value\":\"12\"");
    for (label, tampered, expected) in [
        (
            "another value",
            file.replace("\"value\":\"12\"", "\"value\":\"11\""),
            "altered after it was made",
        ),
        (
            "another author",
            file.replacen(BY, "eve@host", 1),
            "altered after it was made",
        ),
        (
            "another digest",
            file.replace("\"digest\":\"", "\"digest\":\"0"),
            "doesn\'t match what it covers",
        ),
        (
            "an event that is gone",
            file.replace(&format!("{budget}\n"), "")
                .replace(&format!("{},\n", budget.trim_end_matches(',')), ""),
            "1 change it covers is missing from the file",
        ),
    ] {
        let tampered = tampered
            .replace(",\n    ]", "\n    ]")
            .replace("[\n    ],\n", "[],\n");
        folder.write("a.gonogo.json", &tampered);
        let verified = folder.run(&["verify", "a.md"]);
        assert_eq!(
            verified.status, 1,
            "{label}: {}{}",
            verified.out, verified.err
        );
        assert!(verified.out.contains(expected), "{label}: {}", verified.out);
    }
}

#[test]
fn phase_command_sets_the_phase_of_a_section() {
    let folder = Folder::with(LAUNCH);
    let phases = || -> String {
        let status = status(&folder);
        let sections = status["sections"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["phase"].as_str().unwrap());
        sections.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(phases(), "before before during after upkeep before info");
    assert_eq!(
        folder.change(&["phase", "a.md", "Weekly", "after"]),
        "after: Weekly\n"
    );
    assert_eq!(
        folder.change(&["phase", "a.md", "Weekly", "after"]),
        "already after: Weekly\n"
    );
    assert_eq!(
        folder.change(&["phase", "a.md", "notes", "before"]),
        "before: Notes\n"
    );
    assert_eq!(phases(), "before before during after after before before");
    assert_eq!(
        folder.change(&["phase", "a.md", "Weekly", "auto"]),
        "upkeep (from its heading): Weekly\n"
    );
    assert_eq!(
        folder.run(&["phase", "a.md", "Deploy", "after"]).status,
        2,
        "an item has no phase of its own"
    );
}

#[test]
fn former_command_and_option_names_are_hidden_aliases() {
    let folder = Folder::with("## Weekly\n\n- [ ] p95 latency < 5 s, p99 latency < 9 s\n");
    assert_eq!(
        folder.change(&["role", "a.md", "Weekly", "after"]),
        "after: Weekly\n"
    );
    let measured = folder.change(&["measure", "a.md", "1", "4 s", "--of", "p99"]);
    assert_eq!(
        folder.change(&["measure", "a.md", "1", "4 s", "--threshold", "p99"]),
        format!("already {measured}")
    );
    let (help, of_measure) = (folder.out(&["help"]), folder.out(&["help", "measure"]));
    assert!(
        help.contains("\n  phase ") && !help.contains("\n  role "),
        "{help}"
    );
    assert!(
        of_measure.contains("--threshold <LABEL>") && !of_measure.contains("--of "),
        "{of_measure}"
    );
    assert_eq!(
        folder.out(&["help", "role"]),
        folder.out(&["help", "phase"])
    );
}

#[test]
fn only_sign_off_lines_ask_for_a_signature() {
    let folder = Folder::with(
        "- [ ] a\n\n| Role | Name | Date |\n|---|---|---|\n| CTO | ____ | ____ |\n| Tech lead | ____ | ____ |\n\n\
         | Task | Owner | Date |\n|---|---|---|\n| Cake | ____ | ____ |\n\nOwner: ____ Date: ____\n\n\
         Reviewed by: ____ Due date: ____\n",
    );
    let status = status(&folder);
    let roles = status["signoffs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["role"].as_str().unwrap());
    assert_eq!(roles.collect::<Vec<_>>(), ["CTO", "Tech lead"]);
    folder.change(&["tick", "a.md", "1"]);
    folder.change(&["sign", "a.md", "tech lead"]);
    assert_eq!(signed(&folder), "missing valid");
}

#[test]
fn due_dates_are_listed() {
    let folder = Folder::with(LAUNCH);
    folder.change(&["live", "a.md", "--at", "2026-11-20 21:00"]);
    let due = status(&folder)["due"].clone();
    assert_eq!(due.as_array().unwrap().len(), 1, "{due}");
    assert_eq!(
        (due[0]["status"].as_str(), due[0]["at"].as_str()),
        (Some("overdue"), Some("2026-11-21T21:00:00.000Z"))
    );
    folder.change(&["tick", "a.md", "costs"]);
    assert_eq!(
        folder.change(&["tick", "a.md", "costs"]),
        "already done: Review costs\n"
    );
    let later = [("GONOGO_NOW", "2026-11-28T12:00:00Z")];
    let again = folder.run_with("", &later, &["tick", "a.md", "costs"]);
    assert_eq!(
        again.err, "done: Review costs\n",
        "it was due again, so it is done anew"
    );
    assert_eq!(
        folder.change(&["live", "a.md", "--clear"]),
        "go-live time cleared\n"
    );
    assert_eq!(status(&folder)["due"].as_array().unwrap().len(), 0);
    assert_eq!(folder.run(&["live", "a.md", "--at", "soon"]).status, 2);
}

/// Items in each phase: before, during, after, upkeep, rollback, info.
fn counts(document: &str) -> [usize; 6] {
    let workbook = Workbook::new(Checklist::parse(document), Progress::new("a.md", None));
    Phase::ALL.map(|phase| workbook.tally_in(phase).total())
}

#[test]
fn templates_have_the_expected_phases() {
    for (name, document, expected) in [
        (
            "embedding-api",
            include_str!("../../templates/embedding-api.md"),
            [40, 0, 0, 0, 0, 0],
        ),
        (
            "go-live",
            include_str!("../../templates/go-live.md"),
            [187, 6, 29, 18, 0, 0],
        ),
        (
            "llm-service-gaps",
            include_str!("../../templates/llm-service-gaps.md"),
            [104, 8, 8, 0, 0, 0],
        ),
        (
            "ml-web-app",
            include_str!("../../templates/ml-web-app.md"),
            [90, 6, 5, 0, 0, 0],
        ),
        (
            "phased-api-rollout",
            include_str!("../../templates/phased-api-rollout.md"),
            [158, 0, 29, 0, 0, 0],
        ),
    ] {
        assert_eq!(counts(document), expected, "{name}");
    }
}
