//! The report as `JUnit` XML, so that a CI server shows the checklist as it shows tests.
//!
//! There is no standard; this follows the schema of Jenkins (junit-10.xsd of its xUnit plugin), which GitLab and others
//! read too. Blockers are failures; items that are not applicable, waived or open without blocking are skipped. So
//! there are failures if and only if the verdict is NO-GO.

use std::collections::{HashMap, HashSet};

use chrono::DateTime;

use super::summary::Summary;
use super::{AuditScope, escape};
use crate::checklist::EntryId;
use crate::progress::State;
use crate::sanitize;
use crate::sanitize::exported::contained;
use crate::workbook::{Blocker, RegisterId, Workbook, describe};

/// The result of a test.
enum TestResult {
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

/// A test: an item, or a blocker that isn't about an item.
struct TestCase {
    name: String,
    result: TestResult,
    notes: String,
}

/// The tests of a section.
struct TestSuite {
    name: String,
    cases: Vec<TestCase>,
    /// The time of the last change of an item.
    changed: Option<String>,
}

/// Returns the report as `JUnit` XML.
pub fn junit(workbook: &Workbook) -> String {
    let summary = Summary::of(workbook, AuditScope::Nothing, &[]);
    let suites = suites(workbook, &summary);
    let count = |is: fn(&TestResult) -> bool| {
        suites
            .iter()
            .flat_map(|suite| &suite.cases)
            .filter(|case| is(&case.result))
            .count()
    };
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" time=\"0\">\n",
        attribute(&summary.title),
        count(|_| true),
        count(|result| matches!(result, TestResult::Failed { .. })),
    );
    let properties = properties(workbook, &summary);
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

/// Returns the properties that a server may show with the tests.
fn properties(workbook: &Workbook, summary: &Summary) -> String {
    let progress = workbook.progress();
    let disputed = summary
        .conflicts
        .iter()
        .find(|conflict| conflict.about == RegisterId::Live);
    let disputed = disputed.map(|conflict| format!("conflict: {}", conflict.describe()));
    let complete = summary.complete_text(workbook);
    let basis = summary.basis.sentences().join(" ");
    let told = [
        ("verdict", Some(summary.verdict.word())),
        ("basis", Some(basis.as_str())),
        ("checklist", Some(progress.checklist.as_str())),
        ("complete", complete.as_deref()),
        ("run", progress.run.as_deref()),
        ("live", disputed.as_deref().or(summary.live.as_deref())),
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

/// Returns the items, section by section, and the blockers that aren't about an item.
fn suites(workbook: &Workbook, summary: &Summary) -> Vec<TestSuite> {
    let checklist = workbook.checklist();
    let mut blockers: HashMap<EntryId, Vec<&Blocker>> = HashMap::new();
    for blocker in &summary.verdict.blockers {
        if let Some(id) = blocker.entry {
            blockers.entry(id).or_default().push(blocker);
        }
    }
    let mut contradictions: HashMap<EntryId, Vec<String>> = HashMap::new();
    for named in &summary.verdict.contradictions {
        if let Some(id) = named.entry {
            let text = describe::blocker_brief(workbook, named);
            let told = format!("Contradiction: {text}");
            contradictions.entry(id).or_default().push(told);
        }
    }
    let mut suites: Vec<(Option<EntryId>, TestSuite)> = Vec::new();
    for id in workbook.counting() {
        let section = checklist
            .ancestors(id)
            .find(|&up| checklist.entry(up).is_section());
        if suites.last().is_none_or(|(last, _)| *last != section) {
            let names = workbook.headings(id);
            let name = if names.is_empty() {
                summary.title.clone()
            } else {
                names.join(" > ")
            };
            suites.push((
                section,
                TestSuite {
                    name,
                    cases: Vec::new(),
                    changed: None,
                },
            ));
        }
        let Some((_, suite)) = suites.last_mut() else {
            continue;
        };
        let result = result(
            workbook,
            id,
            blockers.get(&id).map_or(&[][..], Vec::as_slice),
        );
        let named = contradictions.get(&id).map(|of| of.join("\n"));
        let notes = [named, Some(notes(workbook, id))].into_iter().flatten();
        let notes: Vec<String> = notes.filter(|notes| !notes.is_empty()).collect();
        suite.cases.push(TestCase {
            name: name(workbook, id),
            result,
            notes: notes.join("\n"),
        });
        let answer = workbook
            .marks(id)
            .state
            .answer()
            .and_then(|answer| timestamp(&answer.at));
        suite.changed = suite.changed.take().max(answer);
    }
    let items: HashSet<EntryId> = workbook.counting().collect();
    let others = summary
        .verdict
        .blockers
        .iter()
        .filter(|blocker| blocker.entry.is_none_or(|id| !items.contains(&id)));
    let cases: Vec<TestCase> = others
        .map(|blocker| about_no_item(workbook, blocker))
        .collect();
    if !cases.is_empty() {
        suites.push((
            None,
            TestSuite {
                name: "Verdict".to_owned(),
                cases,
                changed: None,
            },
        ));
    }
    let mut suites: Vec<TestSuite> = suites.into_iter().map(|(_, suite)| suite).collect();
    tell_apart(&mut suites);
    suites
}

/// Numbers tests with the same name in suites with the same name, because GitLab shows only one of them.
fn tell_apart(suites: &mut [TestSuite]) {
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

fn about_no_item(workbook: &Workbook, blocker: &Blocker) -> TestCase {
    let message = describe::blocker_beside(workbook, blocker);
    let name = blocker
        .entry
        .map_or_else(|| "Checklist".to_owned(), |id| name(workbook, id));
    let result = TestResult::Failed {
        kind: blocker.reason.name(),
        message,
        remedy: blocker.reason.remedy(),
    };
    let notes = blocker
        .entry
        .map(|id| notes(workbook, id))
        .unwrap_or_default();
    TestCase {
        name,
        result,
        notes,
    }
}

fn result(workbook: &Workbook, id: EntryId, blockers: &[&Blocker]) -> TestResult {
    let reason = workbook.reason(id);
    let because =
        |text: &str| reason.map_or_else(|| text.to_owned(), |reason| format!("{text}: {reason}"));
    if let [first, ..] = blockers {
        let causes: Vec<String> = blockers
            .iter()
            .map(|blocker| describe::blocker_beside(workbook, blocker))
            .collect();
        let message = because(&causes.join("; "));
        return TestResult::Failed {
            kind: first.reason.name(),
            message,
            remedy: first.reason.remedy(),
        };
    }
    match workbook.state(id) {
        State::Done => TestResult::Passed,
        state @ (State::Na | State::Waived) => TestResult::Skipped {
            message: because(describe::state_title(state)),
        },
        state @ (State::Open | State::Blocked) => TestResult::Skipped {
            message: because(&format!("{state}, not blocking")),
        },
    }
}

/// Returns the author of the state, conflicts and notes, in words.
fn notes(workbook: &Workbook, id: EntryId) -> String {
    let marks = workbook.marks(id);
    let state = marks.state.answer().filter(|answer| answer.value.is_some());
    let state = state.map(|answer| {
        let state = match workbook.state(id) {
            State::Na => "N/A",
            state @ (State::Open | State::Done | State::Blocked | State::Waived) => {
                describe::state_title(state)
            }
        };
        format!(
            "{state} by {}, {}",
            answer.who(),
            sanitize::time(&answer.at)
        )
    });
    let pre_ticked = workbook
        .is_pre_ticked(id)
        .then(|| "Pre-ticked: ticked in the document only, not confirmed here".to_owned());
    let notes = marks.notes.iter().map(|note| {
        format!(
            "Note by {}, {}: {}",
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
        format!("Conflict: {beside}{}", conflict.describe())
    });
    state
        .into_iter()
        .chain(pre_ticked)
        .chain(conflicts)
        .chain(notes)
        .collect::<Vec<_>>()
        .join("\n")
}

/// Returns a time in UTC as `JUnit` has it: without zone and fractions of seconds.
fn timestamp(at: &str) -> Option<String> {
    let time = DateTime::parse_from_rfc3339(at).ok()?;
    Some(time.to_utc().format("%Y-%m-%dT%H:%M:%S").to_string())
}

fn written(suite: &TestSuite, class: &str, properties: &str) -> String {
    let count =
        |is: fn(&TestResult) -> bool| suite.cases.iter().filter(|case| is(&case.result)).count();
    let changed = suite
        .changed
        .as_ref()
        .map(|at| format!(" timestamp=\"{at}\""))
        .unwrap_or_default();
    let mut xml = format!(
        "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\" time=\"0\"{changed}>\n{properties}",
        attribute(&suite.name),
        suite.cases.len(),
        count(|result| matches!(result, TestResult::Failed { .. })),
        count(|result| matches!(result, TestResult::Skipped { .. })),
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

fn written_case(case: &TestCase, class: &str) -> String {
    let mut inside = match &case.result {
        TestResult::Passed => String::new(),
        TestResult::Failed {
            kind,
            message,
            remedy,
        } => {
            let (short, long) = (attribute(message), text(&format!("{message}\n{remedy}")));
            format!("      <failure type=\"{kind}\" message=\"{short}\">{long}</failure>\n")
        }
        TestResult::Skipped { message } => {
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

/// Escapes the content of an element; its writing direction doesn't reorder other text on the page.
fn text(text: &str) -> String {
    let lines: Vec<_> = text.split('\n').map(contained).collect();
    lines
        .join("\n")
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('\r', "&#13;")
}

/// Escapes the value of an attribute, with newlines and tabs as references, because they would become spaces.
fn attribute(value: &str) -> String {
    text(value)
        .replace('"', "&quot;")
        .replace('\n', "&#10;")
        .replace('\t', "&#9;")
}
