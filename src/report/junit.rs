//! The report as `JUnit` XML, so that a CI server shows the checklist as it shows tests.
//!
//! There is no standard; this keeps to what Jenkins' schema for it (junit-10.xsd of its xUnit plugin) allows, and
//! GitLab and others read. What stands in the way of a GO is a failure; not applicable, waived, and what may stay
//! open is skipped. So there are failures where, and only where, the verdict is not GO.

use std::collections::{HashMap, HashSet};

use chrono::DateTime;

use super::summary::Facts;
use super::{Audit, escape};
use crate::checklist::EntryId;
use crate::progress::State;
use crate::sanitize;
use crate::sanitize::exported::contained;
use crate::workbook::{Blocker, RegisterId, Workbook, describe};

/// How one test ended.
enum Ending {
    Passed,
    Failed {
        kind: &'static str,
        message: String,
        remedy: &'static str,
    },
    Skipped {
        message: String,
    },
}

/// One test: an item, or a blocker that is about none.
struct Case {
    name: String,
    ending: Ending,
    notes: String,
}

/// The tests of one section.
struct Suite {
    name: String,
    cases: Vec<Case>,
    /// The latest change on one of its items.
    changed: Option<String>,
}

/// The report as `JUnit` XML.
pub fn junit(workbook: &Workbook) -> String {
    let facts = Facts::of(workbook, Audit::Nothing);
    let suites = suites(workbook, &facts);
    let count = |is: fn(&Ending) -> bool| {
        suites
            .iter()
            .flat_map(|suite| &suite.cases)
            .filter(|case| is(&case.ending))
            .count()
    };
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" time=\"0\">\n",
        attribute(&facts.title),
        count(|_| true),
        count(|ending| matches!(ending, Ending::Failed { .. })),
    );
    let properties = properties(workbook, &facts);
    let class = workbook
        .progress()
        .checklist
        .trim_end_matches(".md")
        .to_owned();
    let class = if class.is_empty() {
        "checklist".to_owned()
    } else {
        class
    };
    for suite in &suites {
        xml.push_str(&written(suite, &class, &properties));
    }
    xml.push_str("</testsuites>\n");
    escape::without_controls(&xml).into_owned()
}

/// What the server may show beside the tests.
fn properties(workbook: &Workbook, facts: &Facts) -> String {
    let progress = workbook.progress();
    let disputed = facts
        .conflicts
        .iter()
        .find(|conflict| conflict.about == RegisterId::Live);
    let disputed = disputed.map(|conflict| format!("answers differ: {}", conflict.describe()));
    let complete = facts.complete_text(workbook);
    let told = [
        ("verdict", Some(facts.verdict.word())),
        ("checklist", Some(progress.checklist.as_str())),
        ("complete", complete.as_deref()),
        ("run", progress.run.as_deref()),
        ("live", disputed.as_deref().or(facts.live.as_deref())),
    ];
    let property = |(name, value): (&str, Option<&str>)| {
        value.map(|value| {
            format!(
                "      <property name=\"{name}\" value=\"{}\"/>\n",
                attribute(value)
            )
        })
    };
    let properties: String = told.into_iter().filter_map(property).collect();
    format!("    <properties>\n{properties}    </properties>\n")
}

/// The items, section by section, and what stands in the way and is about no item.
fn suites(workbook: &Workbook, facts: &Facts) -> Vec<Suite> {
    let checklist = workbook.checklist();
    let mut blockers: HashMap<EntryId, Vec<&Blocker>> = HashMap::new();
    for blocker in &facts.verdict.blockers {
        if let Some(id) = blocker.entry {
            blockers.entry(id).or_default().push(blocker);
        }
    }
    let mut suites: Vec<(Option<EntryId>, Suite)> = Vec::new();
    for id in checklist.items() {
        let section = checklist
            .ancestors(id)
            .find(|&up| checklist.entry(up).is_section());
        if suites.last().is_none_or(|(last, _)| *last != section) {
            let names = checklist.headings(id);
            let name = if names.is_empty() {
                facts.title.clone()
            } else {
                names.join(" > ")
            };
            suites.push((
                section,
                Suite {
                    name,
                    cases: Vec::new(),
                    changed: None,
                },
            ));
        }
        let Some((_, suite)) = suites.last_mut() else {
            continue;
        };
        let ending = ending(
            workbook,
            id,
            blockers.get(&id).map_or(&[][..], Vec::as_slice),
        );
        suite.cases.push(Case {
            name: name(workbook, id),
            ending,
            notes: notes(workbook, id),
        });
        let answer = workbook
            .marks(id)
            .state
            .answer()
            .and_then(|answer| timestamp(&answer.at));
        suite.changed = suite.changed.take().max(answer);
    }
    let items: HashSet<EntryId> = checklist.items().collect();
    let others = facts
        .verdict
        .blockers
        .iter()
        .filter(|blocker| blocker.entry.is_none_or(|id| !items.contains(&id)));
    let cases: Vec<Case> = others
        .map(|blocker| about_no_item(workbook, blocker))
        .collect();
    if !cases.is_empty() {
        suites.push((
            None,
            Suite {
                name: "Verdict".to_owned(),
                cases,
                changed: None,
            },
        ));
    }
    let mut suites: Vec<Suite> = suites.into_iter().map(|(_, suite)| suite).collect();
    tell_apart(&mut suites);
    suites
}

/// Numbers the tests that are called as an earlier one of an equal suite: of such, GitLab shows only one.
fn tell_apart(suites: &mut [Suite]) {
    let mut counts: HashMap<(String, String), usize> = HashMap::new();
    for suite in suites {
        for case in &mut suite.cases {
            let count = counts
                .entry((suite.name.clone(), case.name.clone()))
                .or_default();
            *count += 1;
            if *count > 1 {
                case.name.push_str(&format!(" #{count}"));
            }
        }
    }
}

fn name(workbook: &Workbook, id: EntryId) -> String {
    let reading = workbook.reading(id);
    if reading.trim().is_empty() {
        format!("line {}", workbook.checklist().entry(id).line)
    } else {
        reading
    }
}

fn about_no_item(workbook: &Workbook, blocker: &Blocker) -> Case {
    let message = describe::blocker_beside(workbook, blocker);
    let name = blocker
        .entry
        .map_or_else(|| "the checklist".to_owned(), |id| name(workbook, id));
    let ending = Ending::Failed {
        kind: blocker.reason.name(),
        message,
        remedy: blocker.reason.remedy(),
    };
    let notes = blocker
        .entry
        .map(|id| notes(workbook, id))
        .unwrap_or_default();
    Case {
        name,
        ending,
        notes,
    }
}

fn ending(workbook: &Workbook, id: EntryId, blockers: &[&Blocker]) -> Ending {
    let answer = workbook.marks(id).state.answer();
    let mark = answer.and_then(|answer| answer.value.as_ref());
    let reason = mark.and_then(|mark| mark.reason.as_deref());
    let because =
        |text: &str| reason.map_or_else(|| text.to_owned(), |reason| format!("{text}: {reason}"));
    if let [first, ..] = blockers {
        let whys: Vec<String> = blockers
            .iter()
            .map(|blocker| describe::blocker_beside(workbook, blocker))
            .collect();
        let message = because(&whys.join("; "));
        return Ending::Failed {
            kind: first.reason.name(),
            message,
            remedy: first.reason.remedy(),
        };
    }
    match workbook.state(id) {
        State::Done => Ending::Passed,
        state @ (State::Na | State::Waived) => Ending::Skipped {
            message: because(describe::state_title(state)),
        },
        state => Ending::Skipped {
            message: because(&format!("{state}, and not in the way")),
        },
    }
}

/// Who gave the state, answers that differ, and notes, for people.
fn notes(workbook: &Workbook, id: EntryId) -> String {
    let marks = workbook.marks(id);
    let state = marks.state.answer().filter(|answer| answer.value.is_some());
    let state = state.map(|answer| {
        format!(
            "{} by {}, {}",
            workbook.state(id),
            answer.who(),
            sanitize::time(&answer.at)
        )
    });
    let pre_ticked = workbook
        .is_pre_ticked(id)
        .then(|| "ticked by the document, confirmed by nobody here".to_owned());
    let notes = marks.notes.iter().map(|note| {
        format!(
            "note by {}, {}: {}",
            note.who(),
            sanitize::time(&note.at),
            note.text.trim()
        )
    });
    let conflicts = workbook.conflicts_at(id).map(|conflict| {
        let beside = workbook.beside(conflict.entry, &conflict.about);
        let beside = beside
            .map(|beside| format!("{beside}: "))
            .unwrap_or_default();
        format!("{beside}answers differ: {}", conflict.describe())
    });
    state
        .into_iter()
        .chain(pre_ticked)
        .chain(conflicts)
        .chain(notes)
        .collect::<Vec<_>>()
        .join("\n")
}

/// A time as `JUnit` has it: without zone and parts of seconds; here in UTC.
fn timestamp(at: &str) -> Option<String> {
    let time = DateTime::parse_from_rfc3339(at).ok()?;
    Some(time.to_utc().format("%Y-%m-%dT%H:%M:%S").to_string())
}

fn written(suite: &Suite, class: &str, properties: &str) -> String {
    let count =
        |is: fn(&Ending) -> bool| suite.cases.iter().filter(|case| is(&case.ending)).count();
    let changed = suite
        .changed
        .as_ref()
        .map(|at| format!(" timestamp=\"{at}\""))
        .unwrap_or_default();
    let mut xml = format!(
        "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\" time=\"0\"{changed}>\n{properties}",
        attribute(&suite.name),
        suite.cases.len(),
        count(|ending| matches!(ending, Ending::Failed { .. })),
        count(|ending| matches!(ending, Ending::Skipped { .. })),
    );
    for case in &suite.cases {
        xml.push_str(&written_case(
            case,
            &format!("{class}.{}", suite.name.replace('.', " ")),
        ));
    }
    xml.push_str("  </testsuite>\n");
    xml
}

fn written_case(case: &Case, class: &str) -> String {
    let mut inside = match &case.ending {
        Ending::Passed => String::new(),
        Ending::Failed {
            kind,
            message,
            remedy,
        } => {
            let (short, long) = (attribute(message), text(&format!("{message}\n{remedy}")));
            format!("      <failure type=\"{kind}\" message=\"{short}\">{long}</failure>\n")
        }
        Ending::Skipped { message } => {
            format!("      <skipped message=\"{}\"/>\n", attribute(message))
        }
    };
    if !case.notes.is_empty() {
        inside.push_str(&format!(
            "      <system-out>{}</system-out>\n",
            text(&case.notes)
        ));
    }
    let (name, class) = (attribute(&case.name), attribute(class));
    let tag = format!("    <testcase classname=\"{class}\" name=\"{name}\" time=\"0\"");
    if inside.is_empty() {
        format!("{tag}/>\n")
    } else {
        format!("{tag}>\n{inside}    </testcase>\n")
    }
}

/// Escapes the content of an element. No line of it reorders what a page of the server puts beside it.
fn text(text: &str) -> String {
    let lines: Vec<_> = text.split('\n').map(contained).collect();
    lines
        .join("\n")
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('\r', "&#13;")
}

/// Escapes the value of an attribute; its newlines and tabs, which would become spaces, as references.
fn attribute(value: &str) -> String {
    text(value)
        .replace('"', "&quot;")
        .replace('\n', "&#10;")
        .replace('\t', "&#9;")
}
