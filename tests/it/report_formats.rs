//! Reports for programs: JSON matches its schema, CSV has no formulas, and CI servers can read `JUnit`.

use boon::{Compiler, Schemas};
use gonogo::checklist::{BlankId, Checklist, EntryId};
use gonogo::progress::{Progress, State};
use gonogo::report::{self, AuditScope};
use gonogo::workbook::{Edit, Workbook};
use gonogo::{merge, store};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use roxmltree::{Document, Node};
use serde_json::Value;

use super::arbitrary::{document, stamp, walk, wish};
use super::program::Folder;

fn workbook(markdown: &str) -> Workbook {
    Workbook::new(
        Checklist::parse(markdown),
        Progress::new("a.md", Some("v1".to_owned())),
    )
}

/// A workbook with marks of every kind, some of them without a place.
fn marked() -> Workbook {
    let markdown = "# T\n## S\n- [ ] a: ____\n- [x] b (optional)\n- [ ] c\n- [ ] d\n- [ ] e\n\n\
                    **Lead**: ________ Date: ________\n\n| x | Date |\n|---|---|\n| ☐ | |\n\n## R\n- [ ] f\n";
    let mut one = workbook(markdown);
    let mut other = one.clone();
    let mark = |entry, state, reason: &str| Edit::State {
        entry: EntryId(entry),
        state,
        reason: Some(reason.to_owned()).filter(|reason| !reason.is_empty()),
    };
    for (second, edit) in [
        Edit::Fill {
            blank: BlankId(0),
            value: "=4+1".to_owned(),
        },
        mark(2, State::Done, ""),
        mark(4, State::Na, "no \"cluster\"\nhere"),
        mark(5, State::Waived, "small"),
        mark(6, State::Blocked, "-waits"),
        Edit::Note {
            entry: EntryId(2),
            text: "@all: <seen>".to_owned(),
        },
        Edit::Note {
            entry: EntryId(1),
            text: "on the section".to_owned(),
        },
        Edit::Fill {
            blank: BlankId(1),
            value: "ann".to_owned(),
        },
    ]
    .into_iter()
    .enumerate()
    {
        one.apply(edit, &stamp("me", second)).unwrap();
    }
    other
        .apply(
            Edit::Fill {
                blank: BlankId(0),
                value: "5".to_owned(),
            },
            &stamp("you", 9),
        )
        .unwrap();
    one.absorb(merge::merge_progress(
        one.progress().clone(),
        other.progress().clone(),
    ));
    one
}

/// The schema of the report.
fn schema() -> Value {
    serde_json::from_str(&report::json_schema()).unwrap()
}

fn json(workbook: &Workbook) -> Value {
    serde_json::from_str(&report::json(workbook, AuditScope::Full)).unwrap()
}

/// How a report breaks the schema; nothing where it keeps to it.
fn breach(report: &Value) -> Option<String> {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler
        .add_resource("urn:gonogo:report:1", schema())
        .unwrap();
    let index = compiler
        .compile("urn:gonogo:report:1", &mut schemas)
        .unwrap();
    schemas
        .validate(report, index)
        .err()
        .map(|error| error.to_string())
}

/// The names that a report has and the schema does not, with their places.
fn unnamed(schema: &Value, root: &Value, value: &Value, place: &str) -> Vec<String> {
    let schema = match schema["$ref"].as_str() {
        Some(name) => root.pointer(name.trim_start_matches('#')).unwrap(),
        None => schema,
    };
    match value {
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(name, value)| match schema["properties"].get(name) {
                Some(schema) => unnamed(schema, root, value, &format!("{place}/{name}")),
                None => vec![format!("{place}/{name}")],
            })
            .collect(),
        Value::Array(values) => values
            .iter()
            .flat_map(|value| unnamed(&schema["items"], root, value, place))
            .collect(),
        _ => Vec::new(),
    }
}

fn rows(workbook: &Workbook) -> Vec<Vec<String>> {
    let text = report::csv(workbook);
    assert!(text.ends_with("\r\n"));
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    reader
        .records()
        .map(|record| record.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

/// What a server makes of a case: its name, what became of it, and the message.
fn case<'a>(case: &Node<'a, '_>) -> (&'a str, &'a str, &'a str) {
    let ending = case
        .children()
        .find(|child| child.has_tag_name("failure") || child.has_tag_name("skipped"));
    let name = case.attribute("name").unwrap();
    ending.map_or((name, "passed", ""), |ending| {
        (
            name,
            ending.tag_name().name(),
            ending.attribute("message").unwrap(),
        )
    })
}

fn cases<'a>(xml: &'a Document) -> Vec<(&'a str, &'a str, &'a str)> {
    xml.descendants()
        .filter(|node| node.has_tag_name("testcase"))
        .map(|node| case(&node))
        .collect()
}

/// Whether an XML file has only what Jenkins' schema allows (`junit-10.xsd` of the repository jenkinsci/xunit-plugin),
/// all that it wants, and counts rightly.
fn is_sound(xml: &Document) {
    let count = |node: &Node, name: &str| {
        node.descendants()
            .filter(|under| under.has_tag_name(name))
            .count()
    };
    for node in xml.descendants().filter(Node::is_element) {
        let name = node.tag_name().name();
        // Of the first so many, none may be missing.
        let (above, attributes, wanted): (&str, &[&str], usize) = match name {
            "testsuites" => ("", &["name", "tests", "failures", "errors", "time"], 0),
            "testsuite" => (
                "testsuites",
                &[
                    "name",
                    "tests",
                    "failures",
                    "errors",
                    "skipped",
                    "time",
                    "timestamp",
                ],
                4,
            ),
            "properties" => ("testsuite", &[], 0),
            "property" => ("properties", &["name", "value"], 2),
            "testcase" => ("testsuite", &["name", "classname", "time"], 1),
            "failure" | "skipped" => ("testcase", &["type", "message"], 0),
            "system-out" => ("testcase", &[], 0),
            other => panic!("an element {other}"),
        };
        assert_eq!(
            node.parent_element()
                .map_or("", |parent| parent.tag_name().name()),
            above,
            "{name}"
        );
        assert!(
            attributes[..wanted]
                .iter()
                .all(|wanted| node.has_attribute(*wanted)),
            "{name}"
        );
        // Its times are numbers with at most three places.
        assert!(
            node.attribute("time").is_none_or(|time| time == "0"),
            "{name}"
        );
        for attribute in node.attributes() {
            assert!(
                attributes.contains(&attribute.name()),
                "{name} has {}",
                attribute.name()
            );
        }
        if name.starts_with("testsuite") {
            let said = |what: &str| node.attribute(what).unwrap().parse::<usize>().unwrap();
            assert_eq!(said("tests"), count(&node, "testcase"));
            assert_eq!(said("failures"), count(&node, "failure"));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(42),
        ..ProptestConfig::with_cases(64)
    })]

    #[test]
    fn every_format_has_all_items_for_any_marks(
        source in document(), one in vec(wish(), 0..8), other in vec(wish(), 0..4),
    ) {
        let mut here = workbook(&source);
        let mut there = here.clone();
        walk(&mut here, "one", &one);
        walk(&mut there, "=other()", &other);
        here.absorb(merge::merge_progress(here.progress().clone(), there.progress().clone()));
        let report = json(&here);
        prop_assert_eq!(breach(&report), None);
        let items = here.checklist().items().count();
        prop_assert_eq!(report["items"].as_array().unwrap().len(), items);
        let blanks = here.checklist().blanks().len();
        let rows = rows(&here);
        let of = |kinds: &[&str]| rows.iter().filter(|row| kinds.contains(&row[0].as_str())).count();
        prop_assert_eq!(of(&["item", "box"]), items + here.checklist().boxes().count());
        prop_assert_eq!(of(&["blank"]), blanks);
        prop_assert_eq!(of(&["kind", "variable", "item", "box", "blank", "measured", "phase", "live"]), rows.len());
        prop_assert_eq!(rows.iter().filter(|row| row[5] == "conflict").count() >= here.conflicts().len(), true);
        prop_assert!(rows.iter().all(|row| row.len() == 12));
        prop_assert!(!rows.iter().flatten().any(|cell| cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])));
        let xml = report::junit(&here);
        let xml = Document::parse(&xml).unwrap();
        is_sound(&xml);
        let failures = cases(&xml).iter().filter(|(_, ending, _)| *ending == "failure").count();
        prop_assert_eq!(failures == 0, here.verdict().is_go());
        prop_assert!(cases(&xml).len() >= items.max(1));
    }
}

#[test]
fn json_has_everything_and_matches_its_schema() {
    let marked = marked();
    let report = json(&marked);
    assert_eq!(breach(&report), None);
    let schema = schema();
    assert_eq!(unnamed(&schema, &schema, &report, ""), Vec::<String>::new());
    for (place, expected) in [
        ("/title", "T"),
        ("/checklist", "a.md"),
        ("/run", "v1"),
        ("/verdict", "no-go"),
        ("/started", "2026-11-18T11:06:40.000Z"),
        ("/exceptions/0/reason", "no \"cluster\"\nhere"),
        ("/items/4/state", "blocked"),
        ("/conflicts/0/answers/1/answer", "5"),
        ("/notes/0/text", "on the section"),
        ("/signoffs/0/role", "Lead"),
        ("/signoffs/0/name", "ann"),
        ("/events/0/kind", "blank"),
        ("/events/0/to", "=4+1"),
    ] {
        assert_eq!(
            report.pointer(place).and_then(Value::as_str),
            Some(expected),
            "{place}"
        );
    }
    assert_eq!(
        report["events"].as_array().unwrap().len(),
        marked.progress().events().count()
    );
    let elsewhere = Workbook::new(Checklist::parse("other"), marked.progress().clone());
    let report = json(&elsewhere);
    assert_eq!(
        (breach(&report), unnamed(&schema, &schema, &report, "")),
        (None, Vec::new())
    );
    assert!(!report["unmatched"].as_array().unwrap().is_empty());
    let none: Value = serde_json::from_str(&report::json(&marked, AuditScope::Nothing)).unwrap();
    assert_eq!(none["events"], Value::Array(Vec::new()));
}

#[test]
fn report_schema_describes_every_field() {
    fn look(schema: &Value, place: &str) {
        for (name, field) in schema["properties"].as_object().into_iter().flatten() {
            let place = format!("{place}/{name}");
            assert!(
                field.get("description").or(field.get("$ref")).is_some(),
                "{place}"
            );
            look(field, &place);
            look(&field["items"], &place);
        }
    }
    let schema = schema();
    look(&schema, "");
    for (name, definition) in schema["$defs"].as_object().unwrap() {
        look(definition, name);
    }
}

#[test]
fn csv_has_a_row_per_entry_and_no_formulas() {
    let rows = rows(&marked());
    let told: Vec<String> = rows
        .iter()
        .map(|row| [0, 1, 4, 5, 6, 7].map(|at| row[at].as_str()).join("|"))
        .collect();
    let expected = [
        "kind|number|text|state|value|reason",
        "item|1|a: ____|done||",
        "blank||a|conflict||'=4+1 (me, 2026-11-18 11:06 UTC) or 5 (you, 2026-11-18 11:06 UTC)",
        "item|2|b (optional)|done||",
        "item|3|c|na||no \"cluster\"\nhere",
        "item|4|d|waived||small",
        "item|5|e|blocked||'-waits",
        "blank||Lead|filled|ann|",
        "blank||Date|empty||",
        "blank||Date|empty||",
        "box||x|open||",
        "item|6|f|open||",
    ];
    assert_eq!(told, expected);
    assert_eq!(rows[1][11], "'@all: <seen> (me, 2026-11-18 11:06 UTC)");
    assert_eq!(
        (
            rows[1][2].as_str(),
            rows[1][3].as_str(),
            rows[1][10].as_str()
        ),
        ("s/a", "T > S", "3")
    );
}

#[test]
fn csv_has_no_disguised_formulas_or_control_characters() {
    for (value, cell) in [
        ("＝1+1", "'＝1+1"),
        ("＠SUM(1)", "'＠SUM(1)"),
        ("\n=1+1", "'\n'=1+1"),
        ("see a;=1+1", "see a;'=1+1"),
        ("\u{1b}[2J\u{9b}1m\0", "\u{FFFD}[2J\u{FFFD}1m\u{FFFD}"),
        ("a\tb\nc", "a\tb\nc"),
    ] {
        let mut workbook = workbook("- [ ] a: ____\n");
        let fill = Edit::Fill {
            blank: BlankId(0),
            value: value.to_owned(),
        };
        workbook.apply(fill, &stamp("me", 1)).unwrap();
        assert_eq!(rows(&workbook)[2][6], cell, "{value:?}");
    }
}

#[test]
fn junit_numbers_tests_with_equal_names() {
    let here = workbook("# T\n## S\n- [ ] a\n- [x] a\n## R\n- [ ] a\n## S\n- [ ] a\n");
    let xml = report::junit(&here);
    let xml = Document::parse(&xml).unwrap();
    let names: Vec<&str> = cases(&xml).into_iter().map(|(name, ..)| name).collect();
    assert_eq!(names, ["a", "a #2", "a", "a #3"]);
}

#[test]
fn launch_is_complete_in_every_format() {
    let markdown = "# T\n## Pre-launch\n- [ ] p95 < 5 seconds\n\n**Lead**: ________ Date: ________\n\n\
                    ## Post-launch\n- [ ] watch\n";
    let mut launch = workbook(markdown);
    let signoff = launch.signoffs().next().unwrap();
    let digest = |launch: &Workbook| {
        json(launch)
            .pointer("/signoffs/0/digest")
            .and_then(Value::as_str)
            .map(str::to_owned)
    };
    for (second, edit) in [
        Edit::Measure {
            entry: EntryId(2),
            threshold: 0,
            value: "4 s".to_owned(),
        },
        Edit::State {
            entry: EntryId(2),
            state: State::Blocked,
            reason: Some("load".to_owned()),
        },
        Edit::Sign {
            signoff,
            name: "ann".to_owned(),
            date: "2026-11-18".to_owned(),
            forced: Some("it|burns".to_owned()),
        },
        Edit::State {
            entry: EntryId(2),
            state: State::Done,
            reason: None,
        },
    ]
    .into_iter()
    .enumerate()
    {
        launch.apply(edit, &stamp("ann@host", second)).unwrap();
    }
    let report = json(&launch);
    assert_eq!(breach(&report), None);
    let schema = schema();
    assert_eq!(unnamed(&schema, &schema, &report, ""), Vec::<String>::new());
    for (place, expected) in [
        ("/measurements/0/value", "4 s"),
        ("/measurements/0/outcome", "pass"),
        ("/signoffs/0/status", "void"),
        ("/forced/0/reason", "it|burns"),
        ("/phases/0/phase", "before"),
        ("/phases/1/phase", "after"),
        ("/remaining/0/kind", "no-go-live"),
        ("/remaining/1/text", "watch"),
        ("/blockers/0/kind", "void"),
    ] {
        assert_eq!(
            report.pointer(place).and_then(Value::as_str),
            Some(expected),
            "{place}"
        );
    }
    let digest = digest(&launch).unwrap();
    let printed = report::markdown(&launch, AuditScope::Full);
    for part in [
        "\n1 left to do during and after launch.\n",
        "\n| before | 1 | 1 |",
        "> **Measured** (ann@host, 2026-11-18 11:06 UTC): 4 s (must be \\< 5 seconds): pass\n",
        "* **Forced signature:** Lead: it|burns (ann@host, ",
        "| Lead | ann | 2026-11-18 | void: changed after signing | ann@host, 2026-11-18 11:06 UTC |",
        digest.as_str(),
        "| Signed as Lead: ann, 2026-11-18, forced: it\\|burns |",
    ] {
        assert!(printed.contains(part), "{part:?} is missing in\n{printed}");
    }
    let page = report::html(&launch, AuditScope::Full);
    for part in [
        "<th scope=\"row\">after</th><td>1</td>",
        "forced signature</span> <bdi>Lead</bdi>: <span class=\"typed\"><bdi>it|burns</bdi></span>",
        "<td class=\"status\">void: changed after signing</td>",
        digest.as_str(),
        "4 s (must be &lt; 5 seconds): pass",
    ] {
        assert!(page.contains(part), "{part:?} is missing in\n{page}");
    }
    let xml = report::junit(&launch);
    let xml = Document::parse(&xml).unwrap();
    let expected = [
        ("p95 < 5 seconds", "passed", ""),
        ("watch", "skipped", "open, not blocking"),
        (
            "Lead: ann Date: 2026-11-18",
            "failure",
            "void signature: Lead",
        ),
    ];
    assert_eq!(cases(&xml), expected);
}

#[test]
fn junit_has_a_test_per_item() {
    let xml = report::junit(&marked());
    let xml = Document::parse(&xml).unwrap();
    is_sound(&xml);
    let expected = [
        ("a: ____", "failure", "conflicting answers: a"),
        ("b (optional)", "passed", ""),
        ("c", "skipped", "Not applicable: no \"cluster\"\nhere"),
        ("d", "skipped", "Waived: small"),
        ("e", "failure", "blocked: -waits"),
        ("f", "failure", "open"),
        ("Lead: ann Date: ________", "failure", "not signed: Lead"),
    ];
    assert_eq!(cases(&xml), expected);
    let suites: Vec<_> = xml
        .descendants()
        .filter(|node| node.has_tag_name("testsuite"))
        .collect();
    let names: Vec<_> = suites
        .iter()
        .map(|suite| suite.attribute("name").unwrap())
        .collect();
    assert_eq!(names, ["T > S", "T > R", "Verdict"]);
    assert_eq!(
        suites[0].attribute("timestamp"),
        Some("2026-11-18T11:06:44")
    );
    let properties = suites[0]
        .descendants()
        .filter(|node| node.has_tag_name("property"));
    let properties: Vec<_> = properties
        .map(|p| [p.attribute("name").unwrap(), p.attribute("value").unwrap()].join("="))
        .collect();
    let basis = "basis=5 required items: 1 ticked one by one, 1 N/A, 1 waived, 1 open, 1 blocked. \
                 Not counted: 1 optional, 1 other box (1 open), 1 blank empty.";
    let expected = ["verdict=NO-GO", basis, "checklist=a.md", "run=v1"];
    assert_eq!(properties, expected);
    let optional = report::junit(&workbook("- [x] b\n- [ ] a (optional)\n"));
    assert_eq!(
        cases(&Document::parse(&optional).unwrap())[1],
        ("a (optional)", "skipped", "open, not blocking")
    );
    let empty = report::junit(&workbook("nothing\n"));
    let expected = [("Checklist", "failure", "no items in this document")];
    assert_eq!(cases(&Document::parse(&empty).unwrap()), expected);
}

#[test]
fn every_format_goes_to_standard_output_and_files() {
    let folder = Folder::with("# T\n- [ ] a\n");
    folder.change(&["tick", "a.md", "1", "--run", "v1"]);
    for (format, begins) in [
        ("markdown", "**gonogo report: GO** for T (a.md), run v1\n"),
        ("html", "<!DOCTYPE html>\n"),
        ("json", "{\n  \"format\": \"gonogo-report/1\",\n"),
        ("csv", "kind,number,key,"),
        ("junit", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"),
    ] {
        let text = folder.out(&["export", "a.md", "--run", "v1", "--format", format]);
        assert!(text.starts_with(begins), "{format}: {text}");
        folder.change(&[
            "export", "a.md", "--run", "v1", "--format", format, "-o", "out", "--force",
        ]);
        assert_eq!(folder.read("out"), text, "{format}");
    }
    let progress = store::read(&folder.read("a.v1.gonogo.json")).unwrap();
    assert!(progress.is_some(), "the progress is as it was");
}

#[test]
fn conflicting_options_fail() {
    let folder = Folder::with("- [ ] a\n");
    for (options, message) in [
        (
            &["--filled", "--format", "html"][..],
            "--filled prints the document itself, which is Markdown: drop --format",
        ),
        (
            &["--audit", "full", "--format", "csv"],
            "--audit only works with --format markdown, html or json",
        ),
        (
            &["--audit", "full", "--filled"],
            "--audit only works with --format markdown, html or json",
        ),
    ] {
        let ran = folder.run(&[&["export", "a.md"], options].concat());
        assert_eq!(
            (ran.status, ran.out.as_str(), ran.err),
            (2, "", format!("gonogo: {message}\n"))
        );
    }
}
