//! The basis of a verdict through the real program: what it rests on, what it leaves out, and what stricter rules refuse.

use serde_json::{Value, json};

use gonogo::checklist::{Checklist, Phase};
use gonogo::progress::Progress;
use gonogo::templates;
use gonogo::workbook::Workbook;

use super::program::Folder;

/// Everything that a verdict leaves out, each once; all items before the launch are ticked.
const LEAVES_OUT: &str = "\
# Launch {{release}}

## Before

- [x] Load test: p95 < 300 ms
- [x] Tag v{{version}} pushed
- [x] Slides ready (optional)
- [ ] Movie (optional)
- ☐ Rollback tested
- ☑ Pager tested
- [ ]glued

Region: ____

## Deploy

- [x] Deployed

## Launch Day

- [x] Traffic moved

## Weekly

- [ ] Costs reviewed
";

fn status(folder: &Folder, more: &[&str]) -> Value {
    let ran = folder.run(&[&["status", "a.md", "--json"], more].concat());
    serde_json::from_str(&ran.out).unwrap()
}

/// The kinds and lines of the blockers, and of what remains.
fn blockers(folder: &Folder, more: &[&str]) -> Vec<String> {
    let status = status(folder, more);
    let told = |of: &Value| format!("{}:{}", of["kind"].as_str().unwrap(), of["line"]);
    let all = status["blockers"].as_array().unwrap().iter();
    all.map(told).collect()
}

/// The sentences of the basis as `status` prints them: between the title and the counts.
fn sentences(folder: &Folder) -> Vec<String> {
    let page = folder.run(&["status", "a.md"]).out;
    let lines = page.lines().skip(1);
    lines
        .take_while(|line| !line.contains(" items done"))
        .map(str::to_owned)
        .collect()
}

#[test]
fn status_says_what_the_verdict_rests_on_and_leaves_out() {
    let folder = Folder::with(LEAVES_OUT);
    assert_eq!(
        sentences(&folder),
        [
            "3 required items: 3 pre-ticked.",
            "Not counted: 2 optional (1 open), 1 during, 1 upkeep, 2 other boxes (1 open), 2 blanks empty, \
             1 threshold not measured, 1 empty placeholder in a ticked item, \
             1 line that looks like an item (gonogo check).",
        ]
    );
    folder.change(&["tick", "a.md", "Deployed"]);
    folder.change(&["mark", "a.md", "Tag", "waived", "--reason", "later"]);
    folder.change(&["measure", "a.md", "Load test", "200 ms"]);
    folder.change(&["fill", "a.md", "Region", "eu-1"]);
    folder.change(&["fill", "a.md", "release", "7"]);
    assert_eq!(
        sentences(&folder),
        [
            "3 required items: 1 ticked one by one, 1 waived, 1 pre-ticked.",
            "Not counted: 2 optional (1 open), 1 during, 1 upkeep, 2 other boxes (1 open), \
             1 line that looks like an item (gonogo check).",
        ]
    );
}

#[test]
fn each_requirement_refuses_one_kind_and_strict_all() {
    let folder = Folder::with(LEAVES_OUT);
    let each = [
        ("", &[][..]),
        (
            "pre-ticked",
            &["pre-ticked:5", "pre-ticked:6", "pre-ticked:17"],
        ),
        ("measured", &["unmeasured:5"]),
        ("placeholders", &["unreplaced:6"]),
        ("boxes", &["undecided:9"]),
        ("look-alikes", &["look-alike:11"]),
        ("blanks", &["unfilled:1", "unfilled:13"]),
        ("includes", &[]),
        ("conflict-markers", &[]),
        (
            "boxes,blanks",
            &["unfilled:1", "undecided:9", "unfilled:13"],
        ),
    ];
    for (kinds, expected) in each {
        let more = ["--require", kinds];
        let more = if kinds.is_empty() { &[][..] } else { &more };
        assert_eq!(blockers(&folder, more), expected, "{kinds}");
    }
    let all = [
        "unfilled:1",
        "pre-ticked:5",
        "unmeasured:5",
        "pre-ticked:6",
        "unreplaced:6",
        "undecided:9",
        "look-alike:11",
        "unfilled:13",
        "pre-ticked:17",
    ];
    assert_eq!(blockers(&folder, &["--strict"]), all);
    let page = folder.run(&["status", "a.md", "--strict"]).out;
    let expected = "
Blockers:
  line 1: empty variable: {{release}}
    gonogo fill: fill it in
  line 5: pre-ticked: Load test: p95 < 300 ms
    gonogo tick: check it and tick it here
  line 5: not measured (must be < 300 ms): Load test: p95 < 300 ms
    gonogo measure, mark: enter the measured value, or waive the item with a reason
  line 6: pre-ticked: Tag v{{version}} pushed
    gonogo tick: check it and tick it here
  line 6: ticked, but “{{version}}” is empty: Tag v{{version}} pushed
    gonogo fill: fill it in, or reopen the item
  line 9: undecided box: Rollback tested
    gonogo tick, correct: tick it, or decide whether it counts
  line 11: looks like an item: - [ ]glued
    gonogo check: make it an item, or reword it
  line 13: empty blank outside of items: Region
    gonogo fill: fill it in
  and 1 more
";
    assert!(page.ends_with(expected), "{page}");
}

#[test]
fn unknown_requirement_is_an_error_with_a_suggestion() {
    let folder = Folder::with(LEAVES_OUT);
    let ran = folder.run(&["status", "a.md", "--require", "measured,box"]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("'boxes'"), "{}", ran.err);
    assert!(ran.err.contains("look-alikes"), "{}", ran.err);
}

#[test]
fn requirements_hold_for_the_section_that_is_asked_for() {
    let folder = Folder::with(LEAVES_OUT);
    let of = |section: &str| blockers(&folder, &["--strict", "--section", section]);
    assert_eq!(of("Deploy"), ["pre-ticked:17"]);
    assert_eq!(of("Launch Day"), ["pre-ticked:21"]);
    let basis = &status(&folder, &["--section", "Deploy"])["basis"];
    assert_eq!(basis["text"], "GO: 1 required item: 1 pre-ticked.");
}

#[test]
fn complete_needs_a_go_live_time_and_covers_the_whole_launch() {
    let folder = Folder::with("# L\n- [x] a\n## Launch Day\n- [x] b\n## Post-Launch\n- [x] c\n");
    let verdict = |folder: &Folder| {
        let status = status(folder, &[]);
        let remaining = status["remaining"].as_array().unwrap().iter();
        let remaining: Value = remaining.map(|of| of["kind"].clone()).collect();
        json!([status["verdict"], status["basis"]["text"], remaining])
    };
    let go = "GO: 1 required item: 1 pre-ticked. Not counted: 1 during, 1 after.";
    assert_eq!(verdict(&folder), json!(["go", go, ["no-go-live"]]));
    folder.change(&["live", "a.md", "--at", "2026-11-21 20:00"]);
    let complete = "COMPLETE: 3 required items: 3 pre-ticked.";
    assert_eq!(verdict(&folder), json!(["complete", complete, []]));
    folder.change(&["live", "a.md", "--clear"]);
    assert_eq!(verdict(&folder), json!(["go", go, ["no-go-live"]]));
}

#[test]
fn document_in_which_nothing_counts_says_what_to_do() {
    for (document, kind) in [
        ("# T\n\nwords\n", "no-items"),
        ("# T\n- [x] a (optional)\n", "nothing-counts"),
        ("# T\n## Weekly\n- [x] a\n", "nothing-counts"),
    ] {
        let folder = Folder::with(document);
        let status = status(&folder, &[]);
        assert_eq!(status["verdict"], "no-go", "{document}");
        assert_eq!(status["blockers"][0]["kind"], kind, "{document}");
    }
    let folder = Folder::with("# T\n- [x] a (optional)\n");
    let page = folder.run(&["status", "a.md"]).out;
    let expected = "  nothing in this document counts\n    gonogo explain: see what could count, and decide: \
                    in the run, or by `<!-- gonogo: counts -->` in the document\n";
    assert!(page.contains(expected), "{page}");
}

#[test]
fn bulk_act_on_a_section_is_named_for_each_template() {
    for template in &templates::TEMPLATES {
        let folder = Folder::with(template.text);
        let workbook = Workbook::new(Checklist::parse(template.text), Progress::new("a.md", None));
        let section = workbook
            .checklist()
            .top_sections()
            .find(|&id| workbook.phase(id) == Phase::Before && workbook.open_under(id).count() > 1);
        let section = section.unwrap();
        let title = workbook.checklist().key(section);
        let count = workbook
            .open_under(section)
            .filter(|&id| !workbook.is_optional(id));
        let count = count.count();
        let mark = [
            "mark",
            "a.md",
            "done",
            "--section",
            &title,
            "--reason",
            "rehearsed",
        ];
        let ran = folder.run(&mark);
        assert_eq!(ran.status, 0, "{}: {}", template.name, ran.err);
        let told = format!("{count} in bulk (1 act)");
        for view in [
            folder.run(&["status", "a.md"]).out,
            folder.run(&["status", "a.md", "--json"]).out,
            folder.run(&["export", "a.md", "--format", "junit"]).out,
            folder.run(&["export", "a.md", "--format", "html"]).out,
            folder.run(&["export", "a.md", "--format", "json"]).out,
            folder.run(&["export", "a.md"]).out,
            folder.run_with("status\n", &[], &["a.md", "--plain"]).out,
        ] {
            assert!(view.contains(&told), "{}: {told}: {view}", template.name);
        }
        assert_eq!(
            status(&folder, &[])["basis"]["required"]["ticked"]["acts"],
            1
        );
    }
}

#[test]
fn one_option_answers_a_choice_and_two_contradict_each_other() {
    let folder = Folder::with("# T\n\n## Downtime?\n- [ ] Yes\n- [ ] No\n\n## Before\n- [x] a\n");
    let basis = |folder: &Folder| status(folder, &[])["basis"]["text"].clone();
    assert_eq!(blockers(&folder, &[]), ["open:4"]);
    let page = folder.run(&["status", "a.md"]).out;
    assert!(page.contains("  line 4: choose one (Yes / No)"), "{page}");
    folder.change(&["tick", "a.md", "2"]);
    assert_eq!(
        basis(&folder),
        "GO: 2 required items: 1 ticked one by one, 1 pre-ticked. Not counted: 1 option not chosen."
    );
    folder.change(&["tick", "a.md", "1"]);
    assert_eq!(blockers(&folder, &[]), ["several-chosen:4"]);
}

#[test]
fn condition_that_does_not_hold_answers_what_is_under_it() {
    let folder = Folder::with(
        "# T\n\n- [x] a\n- [ ] Feature flags ready <!-- gonogo: conditional -->\n  - [ ] Default off\n",
    );
    let basis = |folder: &Folder| status(folder, &[])["basis"]["text"].clone();
    assert_eq!(blockers(&folder, &[]), ["open:4", "open:5"]);
    folder.change(&["mark", "a.md", "2", "na"]);
    assert_eq!(
        basis(&folder),
        "GO: 1 required item: 1 pre-ticked. Not counted: 2 conditional (N/A). Corrected: 1 reading by annotations."
    );
}

#[test]
fn states_in_tables_are_named_until_somebody_decides() {
    let table = "| Gate | Status |\n|---|---|\n| DNS | Pending |\n| TLS | ✅ |\n";
    for (heading, text) in [
        (
            "## Gates",
            "GO: 1 required item: 1 pre-ticked. Not counted: 2 other boxes (1 open).",
        ),
        (
            "## Gates <!-- gonogo: ignored -->",
            "GO: 1 required item: 1 pre-ticked. Not counted: 2 other boxes (1 open, ignored). \
             Corrected: 1 reading by annotations.",
        ),
        (
            "## Gates <!-- gonogo: counts -->",
            "NO-GO: 3 required items: 2 pre-ticked, 1 open. Corrected: 1 reading by annotations.",
        ),
    ] {
        let folder = Folder::with(&format!("# T\n- [x] a\n\n{heading}\n\n{table}"));
        assert_eq!(status(&folder, &[])["basis"]["text"], text, "{heading}");
    }
    let folder = Folder::with(&format!("# T\n- [x] a\n\n{table}"));
    assert_eq!(blockers(&folder, &["--require", "boxes"]), ["undecided:6"]);
}

#[test]
fn blocker_that_may_be_part_of_a_rollback_says_so() {
    let folder = Folder::with("# T\n\n- [x] a\n\n## Rollback\n\n- [ ] DNS\n- [ ] Old version\n");
    let hint = "    part of “Rollback”: if this is only for emergencies, P sets its phase\n";
    let page = folder.run(&["status", "a.md"]).out;
    assert_eq!(page.matches(hint).count(), 1, "{page}");
    folder.change(&["phase", "a.md", "Rollback", "before"]);
    let page = folder.run(&["status", "a.md"]).out;
    assert!(!page.contains("part of"), "somebody decided: {page}");
    folder.change(&["phase", "a.md", "Rollback", "rollback"]);
    assert_eq!(
        status(&folder, &[])["basis"]["text"],
        "GO: 1 required item: 1 pre-ticked. Not counted: 2 rollback. Corrected: 1 reading by people."
    );
}
