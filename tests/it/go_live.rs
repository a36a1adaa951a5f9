//! The built-in go-live checklist from NO-GO to GO to COMPLETE, by commands alone, and the report of it. What is done is
//! told apart from how, so that another way of doing the same can be held against it: its report has to be equal.

use gonogo::checklist::{BlankId, Checklist, EntryId, Outcome, Phase};
use gonogo::progress::Progress;
use gonogo::templates;
use gonogo::workbook::Workbook;
use serde_json::Value;

use super::program::{BY, Folder};

/// One thing that is done in the walk. Items and blanks are named by their numbers in the document, items from 1 as
/// `list` prints them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Deed {
    Tick { item: usize },
    Na { item: usize, reason: &'static str },
    Waive { item: usize, reason: &'static str },
    Measure { item: usize, of: String, value: &'static str },
    Fill { blank: usize, value: String },
    Note { item: usize, text: &'static str },
    Sign { role: String, name: &'static str },
    Live,
}

/// The walk, in the three steps that lead to GO, from there to the launch, and to COMPLETE.
pub(crate) struct Steps {
    pub(crate) to_go: Vec<Deed>,
    pub(crate) live: Vec<Deed>,
    pub(crate) to_complete: Vec<Deed>,
}

/// The document that is walked.
pub(crate) fn document() -> &'static str {
    templates::find("go-live").unwrap().text
}

/// Everything that is to be done.
pub(crate) fn steps() -> Steps {
    let workbook = Workbook::new(Checklist::parse(document()), Progress::new("a.md", None));
    let mut to_go = Vec::new();
    for index in 0..workbook.checklist().blanks().len() {
        to_go.extend(answer(&workbook, BlankId(index)).map(|value| Deed::Fill { blank: index, value }));
    }
    to_go.extend(items(&workbook, &[Phase::Before]));
    to_go.push(Deed::Note { item: 2, text: "two warnings are left, *see* ticket 4711" });
    let roles = workbook.signoffs().map(|signoff| workbook.role(signoff).to_owned());
    to_go.extend(roles.map(|role| Deed::Sign { role, name: BY }));
    let to_complete = items(&workbook, &[Phase::During, Phase::After]);
    Steps { to_go, live: vec![Deed::Live], to_complete }
}

/// What to write into a blank; the sign-offs are signed.
fn answer(workbook: &Workbook, blank: BlankId) -> Option<String> {
    let is_signed = workbook.signoffs().any(|(who, when)| who == blank || when == blank);
    let blank = workbook.checklist().blank(blank);
    let choice = blank.choices.first().cloned();
    (!is_signed).then(|| choice.unwrap_or_else(|| format!("the {}", blank.label.to_lowercase())))
}

/// What is done of the items of some phases: most are ticked, and what they ask for is measured.
fn items(workbook: &Workbook, phases: &[Phase]) -> Vec<Deed> {
    let checklist = workbook.checklist();
    let mut deeds = Vec::new();
    for (index, id) in checklist.items().enumerate().filter(|&(_, id)| phases.contains(&workbook.phase(id))) {
        let item = index + 1;
        deeds.push(match item {
            5 => Deed::Waive { item, reason: "scanned by the registry" },
            9 | 34 => Deed::Na { item, reason: "we run on one machine" },
            _ => Deed::Tick { item },
        });
        deeds.extend(measurements(checklist, id, item));
    }
    deeds
}

fn measurements(checklist: &Checklist, id: EntryId, item: usize) -> impl Iterator<Item = Deed> + '_ {
    let good = move |index: usize| {
        let threshold = &checklist.thresholds(id)[index];
        let values = ["0.05%", "50%", "60%", "75%", "85%", "95%", "1 s", "40 s", "1", "100"];
        values.into_iter().find(|value| threshold.judge(value) == Outcome::Pass)
    };
    (0..checklist.thresholds(id).len()).filter_map(move |index| {
        let of = checklist.thresholds(id)[index].label.clone();
        Some(Deed::Measure { item, of, value: good(index)? })
    })
}

/// Does it by commands: ticks together, everything else by itself.
fn command(folder: &Folder, deeds: &[Deed]) {
    let ticked = deeds.iter().filter_map(|deed| match deed {
        Deed::Tick { item } => Some(item.to_string()),
        _ => None,
    });
    let ticked: Vec<String> = ticked.collect();
    let run = |command: &[&str]| {
        let command = [&command[..1], &["a.md"], &command[1..]].concat();
        folder.change(&command);
    };
    for deed in deeds {
        match deed {
            // Ticks go together, and what is signed has to stand first.
            Deed::Tick { .. } | Deed::Sign { .. } => {}
            Deed::Na { item, reason } => run(&["mark", &item.to_string(), "na", "--reason", reason]),
            Deed::Waive { item, reason } => run(&["mark", &item.to_string(), "waived", "--reason", reason]),
            Deed::Measure { item, of, value } => run(&["measure", &item.to_string(), value, "--of", of]),
            Deed::Fill { blank, value } => run(&["fill", &key(*blank), value]),
            Deed::Note { item, text } => run(&["note", &item.to_string(), text]),
            Deed::Live => run(&["live"]),
        }
    }
    if !ticked.is_empty() {
        let ticked: Vec<&str> = ticked.iter().map(String::as_str).collect();
        run(&[&["tick"], ticked.as_slice()].concat());
    }
    for deed in deeds {
        if let Deed::Sign { role, name } = deed {
            run(&["sign", role, "--by", name]);
        }
    }
}

fn key(blank: usize) -> String {
    Checklist::parse(document()).blank_key(BlankId(blank))
}

/// The Markdown report of the walk by commands.
pub(crate) fn report_by_commands() -> String {
    let folder = Folder::with(document());
    let steps = steps();
    let verdict = || {
        let status: Value = serde_json::from_str(&folder.run(&["status", "a.md", "--json"]).out).unwrap();
        let count = |list: &str| status[list].as_array().unwrap().len();
        format!("{} {} {}", status["verdict"].as_str().unwrap(), count("obstacles"), count("remaining"))
    };
    assert_eq!(verdict(), "no-go 178 35");
    command(&folder, &steps.to_go);
    assert_eq!(verdict(), "go 0 35");
    command(&folder, &steps.live);
    assert_eq!(verdict(), "go 0 35", "that it is live changes nothing");
    command(&folder, &steps.to_complete);
    assert_eq!(verdict(), "complete 0 0");
    assert_eq!(folder.run(&["status", "a.md", "--strict", "--require-signoff", "--max-age", "1d"]).status, 0);
    assert_eq!(folder.run(&["verify", "a.md"]).status, 0);
    folder.change(&["export", "a.md", "--audit", "full", "-o", "report.md"]);
    folder.read("report.md")
}

/// A report without what differs from one walk to the next that does the same: times, and the order of changes at
/// different times.
pub(crate) fn comparable(report: &str) -> String {
    let (document, audit) = report.split_once("\n## Audit\n").unwrap_or((report, ""));
    let mut changes: Vec<String> = audit.lines().map(timeless).collect();
    changes.sort();
    format!("{}\n## Audit\n{}\n", timeless_lines(document), changes.join("\n"))
}

fn timeless_lines(text: &str) -> String {
    text.lines().map(timeless).collect::<Vec<_>>().join("\n")
}

/// A line with `TIME` for every `2026-11-21 21:04 UTC`.
fn timeless(line: &str) -> String {
    let mut parts = line.split(" UTC").peekable();
    let mut timeless = String::new();
    while let Some(part) = parts.next() {
        let at = part.len().saturating_sub("2026-11-21 21:04".len());
        let is_time = |text: &str| text.bytes().filter(u8::is_ascii_digit).count() == 12;
        match part.get(at..).filter(|time| parts.peek().is_some() && is_time(time)) {
            Some(_) => timeless.push_str(&format!("{}TIME", &part[..at])),
            None if parts.peek().is_some() => timeless.push_str(&format!("{part} UTC")),
            None => timeless.push_str(part),
        }
    }
    timeless
}

#[test]
fn from_no_go_to_complete_by_commands() {
    let report = report_by_commands();
    for part in [
        "**gonogo report: COMPLETE** for Production Readiness Checklist (a.md)\n",
        "\n| before | 187 | 184 | 0 | 0 | 2 | 1 | 21 of 21 |\n",
        "- [x] **All tests passing**",
        "> **Note** (tester@host, 2026-11-21 21:04 UTC): two warnings are left, \\*see\\* ticket 4711\n",
        "* **Waived:** Docker image scanned for vulnerabilities (line ",
        "scanned by the registry (tester@host, ",
        "| Final Approval | tester@host | 2026-11-21 | signed | tester@host, 2026-11-21 21:04 UTC | ",
        "\nOne person in several roles: tester@host as Deployment Lead, Security Review, ",
        "| Goes live: 2026-11-21 21:04 UTC | the whole document |",
    ] {
        assert!(report.contains(part), "{part:?} is missing in\n{report}");
    }
    let printed = Checklist::parse(report.as_str());
    let items = printed.items().count();
    let ticked = printed.items().filter(|&id| printed.entry(id).is_source_ticked()).count();
    assert_eq!((items, ticked), (240, 240 - 3 - 18), "all but what is waived, not applicable, and upkeep");
}

#[test]
fn a_report_is_compared_without_its_times() {
    let one = "# T\n(ann, 2026-11-21 21:04 UTC) and 9 UTC\n## Audit\n| 2026-11-21 21:04 UTC | b |\n| 2026-11-21 21:05 UTC | a |\n";
    let other = "# T\n(ann, 2026-11-22 21:04 UTC) and 9 UTC\n## Audit\n| 2026-11-21 21:05 UTC | a |\n| 2026-11-21 21:06 UTC | b |\n";
    assert_eq!(comparable(one), comparable(other));
    assert_eq!(comparable(one), "# T\n(ann, TIME) and 9 UTC\n## Audit\n| TIME | a |\n| TIME | b |\n");
    assert_ne!(comparable(one), comparable(&one.replace("ann", "bob")));
}
