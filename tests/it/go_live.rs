//! The built-in go-live checklist from NO-GO to GO to COMPLETE and beyond, by commands alone and by keys alone: what is
//! done is told apart from how, the verdict is looked at after each stage, and in the end the two reports are equal.

mod keys;
mod saved;

use std::sync::LazyLock;

use gonogo::checklist::{BlankId, Checklist, EntryId, Outcome, Phase};
use gonogo::progress::Progress;
use gonogo::report;
use gonogo::templates;
use gonogo::workbook::Workbook;
use serde_json::Value;

use super::program::Folder;

/// When the walk goes on, after what has to be done once a day is due again.
const NEXT_DAY: &str = "2026-11-22T21:04:05.123Z";
/// Its section is not applicable as a whole.
const NOT_OURS: &str = "Legal & Compliance";
/// Its section is put off until after going live.
const LATER: &str = "Cost Management";
/// What waits for somebody at first.
const WAITING: usize = 3;
/// What is too slow at first.
const SLOW: usize = 128;

/// One thing that is done in the walk. Items and blanks are named by their numbers in the document, items from 1 as
/// `list` prints them, sections by their headings.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Deed {
    Tick {
        item: usize,
    },
    Set {
        item: usize,
        state: &'static str,
        reason: &'static str,
    },
    SetAll {
        section: String,
        state: &'static str,
        reason: &'static str,
    },
    TickAll {
        section: String,
    },
    Phase {
        section: &'static str,
        phase: &'static str,
    },
    Measure {
        item: usize,
        of: String,
        value: &'static str,
    },
    Fill {
        blank: usize,
        value: String,
    },
    Note {
        item: usize,
        text: &'static str,
    },
    Sign {
        role: String,
    },
    Live,
}

/// A part of the walk, and the verdict after it: the word, how much stands in the way, and how much is left.
struct Stage {
    deeds: Vec<Deed>,
    verdict: (&'static str, usize, usize),
    /// Whether it is done step by step in walk mode, where there is one.
    in_walk_mode: bool,
    at: Option<&'static str>,
}

impl Stage {
    fn new(deeds: Vec<Deed>, word: &'static str, blockers: usize, remaining: usize) -> Stage {
        Stage {
            deeds,
            verdict: (word, blockers, remaining),
            in_walk_mode: false,
            at: None,
        }
    }
}

/// The document that is walked.
fn document() -> &'static str {
    static DOCUMENT: LazyLock<String> = LazyLock::new(|| {
        let template = Checklist::parse(templates::find("go-live").unwrap().text);
        let value = |id| match template.variable(id).name.as_str() {
            "domain" => Some("shop.example.com"),
            "go-live-date" => Some("2026-11-21"),
            _ => Some("shop"),
        };
        report::with_values(&template, value).0
    });
    &DOCUMENT
}

/// Everything that is to be done, stage by stage.
fn stages() -> Vec<Stage> {
    let workbook = Workbook::new(Checklist::parse(document()), Progress::new("a.md", None));
    let set = |item, state, reason| Deed::Set {
        item,
        state,
        reason,
    };
    let mut first = vec![
        Deed::Phase {
            section: LATER,
            phase: "after",
        },
        Deed::SetAll {
            section: NOT_OURS.to_owned(),
            state: "na",
            reason: "for our own people only",
        },
        set(WAITING, "blocked", "the scanner is down"),
        set(5, "waived", "scanned by the registry"),
        set(9, "na", "we run on one machine"),
    ];
    let blanks = (0..workbook.checklist().blanks().len()).map(BlankId);
    first.extend(blanks.filter_map(|blank| {
        Some(Deed::Fill {
            blank: blank.0,
            value: answer(&workbook, blank)?,
        })
    }));
    first.push(Deed::Note {
        item: 2,
        text: "two warnings are left, *see* ticket 4711",
    });
    let mut before = before(&workbook);
    let slow = |deed: &mut Deed| match deed {
        Deed::Measure {
            item: SLOW, value, ..
        } => Some(std::mem::replace(value, "10 min")),
        _ => None,
    };
    let fast = before.iter_mut().find_map(slow).unwrap();
    let of = workbook.checklist().thresholds(item(&workbook, SLOW))[0]
        .label
        .clone();
    let mended = vec![
        Deed::Measure {
            item: SLOW,
            of,
            value: fast,
        },
        Deed::Tick { item: WAITING },
    ];
    let signed = workbook.signoffs().map(|signoff| Deed::Sign {
        role: workbook.role(signoff).to_owned(),
    });
    let is_left = |id: &EntryId| {
        matches!(workbook.phase(*id), Phase::During | Phase::After)
            || is_under(&workbook, *id, LATER)
    };
    let rest = workbook
        .checklist()
        .items()
        .filter(is_left)
        .flat_map(|id| [vec![tick(&workbook, id)], measurements(&workbook, id)].concat())
        .collect();
    let daily = || vec![Deed::Tick { item: 223 }, Deed::Tick { item: 224 }];
    vec![
        Stage::new(Vec::new(), "no-go", 190, 36),
        Stage::new(first, "no-go", 170, 50),
        Stage::new(before, "no-go", 6, 50),
        Stage::new(mended, "no-go", 4, 50),
        Stage::new(signed.collect(), "go", 0, 50),
        Stage::new(vec![Deed::Live], "go", 0, 49),
        Stage {
            in_walk_mode: true,
            ..Stage::new(rest, "complete", 0, 0)
        },
        Stage::new(daily(), "complete", 0, 0),
        Stage {
            at: Some(NEXT_DAY),
            ..Stage::new(daily(), "complete", 0, 0)
        },
    ]
}

fn item(workbook: &Workbook, number: usize) -> EntryId {
    workbook.checklist().items().nth(number - 1).unwrap()
}

/// The section whose heading ends so.
fn section(workbook: &Workbook, heading: &str) -> EntryId {
    let mut ids = workbook.checklist().ids();
    let is_it = |id: &EntryId| {
        let entry = workbook.checklist().entry(*id);
        entry.is_section() && entry.legible().ends_with(heading)
    };
    ids.find(is_it).unwrap()
}

fn is_under(workbook: &Workbook, id: EntryId, heading: &str) -> bool {
    workbook
        .checklist()
        .ancestors(id)
        .any(|above| above == section(workbook, heading))
}

/// What to write into a blank; the sign-offs are signed.
fn answer(workbook: &Workbook, blank: BlankId) -> Option<String> {
    let is_signed = workbook
        .signoffs()
        .any(|signoff| signoff.blanks().any(|own| own == blank));
    let blank = workbook.checklist().blank(blank);
    let choice = blank.choices.first().cloned();
    (!is_signed).then(|| choice.unwrap_or_else(|| format!("the {}", blank.label.to_lowercase())))
}

/// What comes before going live: the items of its first section one by one, the other sections as a whole, and what
/// was measured.
fn before(workbook: &Workbook) -> Vec<Deed> {
    let checklist = workbook.checklist();
    let mut deeds = Vec::new();
    for id in checklist
        .ids()
        .filter(|&id| is_leaf(checklist, id) && workbook.phase(id) == Phase::Before)
    {
        let section = checklist.entry(id).legible().into_owned();
        let items = || {
            checklist
                .subtree(id)
                .filter(|&id| checklist.entry(id).can_be_ticked())
        };
        if items().next().is_none() || section.ends_with(NOT_OURS) || section.ends_with(LATER) {
            continue;
        }
        if deeds.is_empty() {
            let is_open = |id: &EntryId| ![WAITING, 5].contains(&number(workbook, *id));
            deeds.extend(items().filter(is_open).map(|id| tick(workbook, id)));
        } else {
            deeds.push(Deed::TickAll { section });
        }
        deeds.extend(items().flat_map(|id| measurements(workbook, id)));
    }
    deeds
}

/// Whether an entry is a section without sections of its own.
fn is_leaf(checklist: &Checklist, id: EntryId) -> bool {
    checklist
        .subtree(id)
        .filter(|&id| checklist.entry(id).is_section())
        .count()
        == 1
        && checklist.entry(id).is_section()
}

fn number(workbook: &Workbook, item: EntryId) -> usize {
    workbook
        .checklist()
        .items()
        .take_while(|&id| id <= item)
        .count()
}

fn tick(workbook: &Workbook, item: EntryId) -> Deed {
    Deed::Tick {
        item: number(workbook, item),
    }
}

/// A value that is good enough for each that an item asks for.
fn measurements(workbook: &Workbook, id: EntryId) -> Vec<Deed> {
    let values = [
        "0.05%", "50%", "60%", "75%", "85%", "95%", "1 s", "40 s", "1", "100",
    ];
    let item = number(workbook, id);
    let measured = workbook
        .checklist()
        .thresholds(id)
        .iter()
        .filter_map(|threshold| {
            let value = values
                .into_iter()
                .find(|value| threshold.judge(value) == Outcome::Pass)?;
            Some(Deed::Measure {
                item,
                of: threshold.label.clone(),
                value,
            })
        });
    measured.collect()
}

/// The reason for ticking many items at once.
const TOGETHER: &str = "by the runbook";

/// Does it by commands.
fn by_commands(folder: &Folder, stage: &Stage) {
    let variables = stage.at.map(|at| ("GONOGO_NOW", at));
    let run = |verb: &str, arguments: &[&str]| {
        let command = [&[verb, "a.md"], arguments].concat();
        let ran = folder.run_with("", variables.as_slice(), &command);
        assert_eq!(
            (ran.status, ran.out.as_str()),
            (0, ""),
            "{command:?}: {}",
            ran.err
        );
    };
    let mut ticked = Vec::new();
    for deed in &stage.deeds {
        match deed {
            Deed::Tick { item } => ticked.push(item.to_string()),
            Deed::Set {
                item,
                state,
                reason,
            } => run("mark", &[&item.to_string(), state, "--reason", reason]),
            Deed::SetAll {
                section,
                state,
                reason,
            } => {
                run("mark", &[state, "--section", section, "--reason", reason]);
            }
            Deed::TickAll { section } => {
                let all = ["mark", "a.md", "done", "--section", section];
                let ran = folder.run_with("", variables.as_slice(), &all);
                if ran.err.contains("needs a reason") {
                    run(
                        "mark",
                        &["done", "--section", section, "--reason", TOGETHER],
                    );
                }
            }
            Deed::Phase { section, phase } => run("phase", &[section, phase]),
            Deed::Measure { item, of, value } => {
                run("measure", &[&item.to_string(), value, "--threshold", of]);
            }
            Deed::Fill { blank, value } => run("fill", &[&key(*blank), value]),
            Deed::Note { item, text } => run("note", &[&item.to_string(), text]),
            Deed::Sign { role } => run("sign", &[role]),
            Deed::Live => run("live", &[]),
        }
    }
    for item in &ticked {
        // One of them was blocked.
        run("tick", &[item, "--force"]);
    }
}

fn key(blank: usize) -> String {
    Checklist::parse(document()).blank_key(BlankId(blank))
}

/// The verdict that `status` tells of a checklist: the word, how much stands in the way, and how much is left.
fn verdict(folder: &Folder, file: &str) -> (String, usize, usize) {
    let status: Value = serde_json::from_str(&folder.run(&["status", file, "--json"]).out).unwrap();
    let count = |list: &str| status[list].as_array().unwrap().len();
    (
        status["verdict"].as_str().unwrap().to_owned(),
        count("blockers"),
        count("remaining"),
    )
}

/// The Markdown report of a checklist of which nothing left to do.
fn report(folder: &Folder, file: &str) -> String {
    // All of it was answered by then, and within the day.
    let later = [("GONOGO_NOW", "2026-11-22T12:00:00Z")];
    let gate = [
        "status",
        file,
        "--strict",
        "--require-signoff",
        "--max-age",
        "1d",
    ];
    assert_eq!(folder.run_with("", &later, &gate).status, 0);
    assert_eq!(folder.run(&["verify", file]).status, 0);
    folder.out(&["export", file, "--audit", "full"])
}

/// What is left of a walk: the report and the progress file.
struct Left {
    report: String,
    progress: String,
}

/// What is left of the walk by commands, which is made once.
fn left_by_commands() -> &'static Left {
    static LEFT: LazyLock<Left> = LazyLock::new(walk_by_commands);
    &LEFT
}

fn walk_by_commands() -> Left {
    let folder = Folder::with(document());
    for (number, stage) in stages().iter().enumerate() {
        by_commands(&folder, stage);
        let (word, blockers, remaining) = stage.verdict;
        assert_eq!(
            verdict(&folder, "a.md"),
            (word.to_owned(), blockers, remaining),
            "stage {number}"
        );
    }
    Left {
        report: report(&folder, "a.md"),
        progress: folder.read("a.gonogo.json"),
    }
}

/// A report without what differs from one walk to the next that does the same: times, and the order of changes at
/// different times.
fn comparable(report: &str) -> String {
    let (document, audit) = report
        .split_once("\n## Audit log\n")
        .unwrap_or((report, ""));
    let mut changes: Vec<String> = audit.lines().map(timeless).collect();
    changes.sort();
    format!(
        "{}\n## Audit log\n{}\n",
        timeless_lines(document),
        changes.join("\n")
    )
}

fn timeless_lines(text: &str) -> String {
    text.lines().map(timeless).collect::<Vec<_>>().join("\n")
}

/// A line with `TIME` for every `2026-11-21 21:04 UTC`.
fn timeless(line: &str) -> String {
    // A digest covers who signed and when, which differ.
    let line = match line.split_once("| 2:") {
        Some((before, _)) => format!("{before}| DIGEST |"),
        None => line.to_owned(),
    };
    let line = line.as_str();
    let mut parts = line.split(" UTC").peekable();
    let mut timeless = String::new();
    while let Some(part) = parts.next() {
        let at = part.len().saturating_sub("2026-11-21 21:04".len());
        let is_time = |text: &str| text.bytes().filter(u8::is_ascii_digit).count() == 12;
        match part
            .get(at..)
            .filter(|time| parts.peek().is_some() && is_time(time))
        {
            Some(_) => timeless.push_str(&format!("{}TIME", &part[..at])),
            None if parts.peek().is_some() => timeless.push_str(&format!("{part} UTC")),
            None => timeless.push_str(part),
        }
    }
    timeless
}

#[test]
fn go_live_from_no_go_to_complete_by_commands() {
    let report = left_by_commands().report.as_str();
    for part in [
        "**gonogo report: COMPLETE** for Production Readiness Checklist (a.md)\n",
        "\n| before | 173 | 167 | 0 | 0 | 5 | 1 | 18 of 18 |\n",
        "- [x] **All tests passing**",
        "> **Note** (tester@host, 2026-11-21 21:04 UTC): two warnings are left, \\*see\\* ticket 4711\n",
        "* **Waived:** Docker image scanned for vulnerabilities (line ",
        "scanned by the registry (tester@host, ",
        "| Final Approval | tester@host | 2026-11-21 | signed | tester@host, 2026-11-21 21:04 UTC | ",
        "\nSigned in several roles: tester@host (Deployment Lead, Security Review, ",
        "| Go-live time: 2026-11-21 21:04 UTC | the whole document |",
    ] {
        assert!(report.contains(part), "{part:?} is missing in\n{report}");
    }
    let printed = Checklist::parse(report);
    let items = printed.items().count();
    let ticked = printed
        .items()
        .filter(|&id| printed.entry(id).is_source_ticked())
        .count();
    assert_eq!(
        (items, ticked),
        (240, 240 - 6 - 16),
        "all but what is waived, not applicable, and most of the upkeep"
    );
}

#[test]
fn reports_are_compared_without_times() {
    let one = "# T\n(ann, 2026-11-21 21:04 UTC) and 9 UTC\n## Audit log\n| 2026-11-21 21:04 UTC | b |\n| 2026-11-21 21:05 UTC | a |\n";
    let other = "# T\n(ann, 2026-11-22 21:04 UTC) and 9 UTC\n## Audit log\n| 2026-11-21 21:05 UTC | a |\n| 2026-11-21 21:06 UTC | b |\n";
    assert_eq!(comparable(one), comparable(other));
    assert_eq!(
        comparable(one),
        "# T\n(ann, TIME) and 9 UTC\n## Audit log\n| TIME | a |\n| TIME | b |\n"
    );
    assert_ne!(comparable(one), comparable(&one.replace("ann", "bob")));
}
