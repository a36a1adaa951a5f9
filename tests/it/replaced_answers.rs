//! Answers of others aren't replaced silently, and placeholders don't count as answers.

use serde_json::json;

use super::program::Folder;

const CHECKLIST: &str = "\
# Launch

## Data

- [ ] Restore tested
- [ ] RTO: ____
- [ ] p95 latency < 5 s
";

/// `Restore tested` is blocked by somebody else, the RTO is 4 h, and 6 s were measured.
fn answered() -> Folder {
    let folder = Folder::with(CHECKLIST);
    for command in [
        &[
            "mark", "a.md", "1", "blocked", "--reason", "no disk", "--by", "dba@b2",
        ][..],
        &["fill", "a.md", "RTO", "4 h", "--by", "ann@b1"],
        &["measure", "a.md", "3", "6 s", "--by", "ann@b1"],
    ] {
        folder.change(command);
    }
    folder
}

const BLOCKED: &str = "gonogo: “Restore tested” is blocked: no disk (dba@b2, 2026-11-21 21:04 UTC)\n\
                       nothing changed: give a reason with --reason TEXT, or use --force\n";
const REPLACED: &str =
    "replaced on “Restore tested”: blocked: no disk (dba@b2, 2026-11-21 21:04 UTC)\n";

#[test]
fn ticking_a_blocked_item_needs_a_reason_or_force() {
    for (command, status, err) in [
        (&["tick", "a.md", "1"][..], 2, BLOCKED.to_owned()),
        (&["tick", "a.md", "2", "1"], 2, BLOCKED.to_owned()),
        (
            &["tick", "a.md", "1", "--reason", "\u{200b} "],
            2,
            BLOCKED.to_owned(),
        ),
        (&["mark", "a.md", "1", "done"], 2, BLOCKED.to_owned()),
        (
            &["tick", "a.md", "1", "--force"],
            0,
            format!("{REPLACED}done: Restore tested\n"),
        ),
        (
            &["mark", "a.md", "1", "done", "--force"],
            0,
            format!("{REPLACED}done: Restore tested\n"),
        ),
        (
            &["tick", "a.md", "1", "--reason", "new disk"],
            0,
            format!("{REPLACED}done: Restore tested\n"),
        ),
        (
            &["untick", "a.md", "1"],
            0,
            format!("{REPLACED}open: Restore tested\n"),
        ),
        (
            &["mark", "a.md", "1", "waived", "--reason", "no data yet"],
            0,
            format!("{REPLACED}waived: Restore tested\n"),
        ),
    ] {
        let folder = answered();
        let ran = folder.run(command);
        assert_eq!(
            (ran.status, ran.out.as_str(), ran.err),
            (status, "", err),
            "{command:?}"
        );
        let state = &folder.list(&[])["items"][0]["state"];
        assert_eq!(state == "blocked", status == 2, "{command:?}: {state}");
    }
}

#[test]
fn author_of_a_block_needs_a_reason_too() {
    let folder = Folder::with(CHECKLIST);
    folder.change(&["mark", "a.md", "1", "blocked", "--reason", "no disk"]);
    assert_eq!(folder.run(&["tick", "a.md", "1"]).status, 2);
    assert_eq!(
        folder.change(&["tick", "a.md", "1", "--reason", "new disk"]),
        "done: Restore tested\n"
    );
}

#[test]
fn ticking_a_section_skips_blocked_items() {
    let folder = answered();
    folder.change(&["measure", "a.md", "3", "4 s", "--by", "ann@b1"]);
    assert_eq!(
        folder.change(&["mark", "a.md", "done", "--section", "Data"]),
        "done: RTO: 4 h\ndone: p95 latency < 5 s\n1 blocked left unchanged\n"
    );
    assert_eq!(folder.list(&[])["items"][0]["state"], json!("blocked"));
}

#[test]
fn replaced_answer_is_reported() {
    let when = "2026-11-21 21:04 UTC";
    for (command, err) in [
        (
            &["fill", "a.md", "RTO", "2 h"][..],
            format!("replaced on “RTO”: 4 h (ann@b1, {when})\nRTO: 2 h\n"),
        ),
        (
            &["fill", "a.md", "RTO", ""],
            format!("replaced on “RTO”: 4 h (ann@b1, {when})\nRTO: (empty)\n"),
        ),
        (
            &["fill", "a.md", "RTO", "4 h"],
            "RTO: already 4 h\n".to_owned(),
        ),
        (
            &["fill", "a.md", "RTO", "2 h", "--by", "ann@b1"],
            "RTO: 2 h\n".to_owned(),
        ),
        (
            &["measure", "a.md", "3", "4 s"],
            format!(
                "replaced on “p95 latency < 5 s: measured p95 latency”: 6 s (ann@b1, {when})\np95 latency: 4 s (pass: < 5 s)\n"
            ),
        ),
    ] {
        assert_eq!(answered().change(command), err, "{command:?}");
    }
}

#[test]
fn line_mode_asks_why_a_blocked_item_is_done() {
    let folder = answered();
    let walk = |input: &str| folder.run_with(input, &[], &["a.md", "--plain"]).out;
    let question = "It is blocked: no disk (dba@b2, 2026-11-21 21:04 UTC). Why tick it anyway? ";
    let unanswered = walk("done\n\nquit\n");
    assert!(
        unanswered.contains(&format!(
            "{question}Still blocked: a reason is required to tick it.\n"
        )),
        "{unanswered}"
    );
    assert_eq!(folder.list(&[])["items"][0]["state"], json!("blocked"));
    let answered = walk("done\nnew disk\nquit\n");
    assert!(answered.contains(question), "{answered}");
    let item = &folder.list(&[])["items"][0];
    assert_eq!(
        (&item["state"], &item["reason"]),
        (&json!("done"), &json!("new disk"))
    );
}

#[test]
fn placeholder_is_kept_and_does_not_count() {
    for (value, status, blocker) in [
        ("4 h", 0, None),
        ("none", 0, None),
        ("TBD", 1, Some("placeholder “TBD”")),
        ("____", 1, Some("placeholder “____”")),
        ("t\u{200b}bc", 1, Some("placeholder “tbc”")),
        ("<your RTO>", 1, Some("placeholder “<your RTO>”")),
        ("\u{200b}", 1, Some("empty blank")),
    ] {
        let folder = Folder::with(CHECKLIST);
        folder.change(&["tick", "a.md", "1", "2", "3"]);
        folder.change(&["fill", "a.md", "RTO", value]);
        let ran = folder.run(&["status", "a.md", "--json"]);
        let told: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        let blockers: Vec<_> = told["blockers"].as_array().unwrap().iter().collect();
        assert_eq!(ran.status, status, "{value:?}");
        assert_eq!(
            blockers.first().map(|it| it["message"].as_str().unwrap()),
            blocker,
            "{value:?}"
        );
        assert_eq!(
            told["counts"]["blanks"],
            json!({"total": 1, "filled": u32::from(status == 0)}),
            "{value:?}"
        );
        let kept = &folder.list(&[])["blanks"][0]["value"];
        let typed = if blocker == Some("empty blank") {
            json!(null)
        } else {
            json!(value)
        };
        assert_eq!(*kept, typed, "{value:?}");
    }
}

#[test]
fn invisible_text_is_refused_as_reason_name_or_note() {
    let folder = Folder::with("# L\n\n- [ ] a\n\n**Lead**: ____ Date: ____\n");
    let invisible = "\u{200b}\u{3164} \u{202e}";
    for (command, err) in [
        (
            &["mark", "a.md", "1", "waived", "--reason", invisible][..],
            "gonogo: waived needs a reason: give one with --reason TEXT\n",
        ),
        (
            &["sign", "a.md", "Lead", "--force", invisible],
            "gonogo: --force needs a reason to sign despite blockers\n",
        ),
        (
            &["note", "a.md", "1", invisible],
            "gonogo: empty note; nothing saved\n",
        ),
    ] {
        let ran = folder.run(command);
        assert_eq!(
            (ran.status, ran.out.as_str(), ran.err.as_str()),
            (2, "", err),
            "{command:?}"
        );
    }
    assert!(!folder.path("a.gonogo.json").exists());
}

#[test]
fn invisible_reason_in_the_file_counts_as_none() {
    let folder = Folder::with("# L\n\n- [ ] a\n");
    folder.change(&["mark", "a.md", "1", "na", "--reason", "no cloud"]);
    assert_eq!(folder.run(&["status", "a.md"]).status, 0);
    folder.write(
        "a.gonogo.json",
        folder.read("a.gonogo.json").replace("no cloud", "\u{200b}"),
    );
    let ran = folder.run(&["status", "a.md", "--json"]);
    let told: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(
        (ran.status, &told["blockers"][0]["kind"]),
        (1, &json!("no-reason"))
    );
}
