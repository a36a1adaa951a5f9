//! What `check` finds in a document, where, and what it passes over.

mod boxes;
mod characters;
mod words;

use gonogo::checklist::{Checklist, FindingKind};
use serde_json::{Value, json};

use super::program::{Folder, Ran};

/// The findings of a document: `LINE:COLUMN kind text`.
fn findings(document: &str) -> Vec<String> {
    let findings = Checklist::parse(document).check();
    let row = |f: &gonogo::checklist::Finding| {
        format!("{}:{} {} {}", f.line, f.column, f.kind.name(), f.text)
    };
    findings.iter().map(row).collect()
}

/// What `check` says of the only finding in a document.
fn message(document: &str) -> String {
    let findings = Checklist::parse(document).check();
    assert_eq!(findings.len(), 1, "{document:?}: {findings:?}");
    findings[0].message.clone()
}

/// Checks each document of a table against its findings.
fn assert_findings(table: &[(&str, &str, &[&str])]) {
    for (label, document, expected) in table {
        assert_eq!(findings(document), *expected, "{label}: {document:?}");
    }
}

#[test]
fn findings_are_in_document_order() {
    let document = "# a\n### b\n- [x] c: TBD\n- []d TBD, TBD\n- [ ] e\n- [ ] e âœ…\n- [ ] e\n";
    assert_eq!(
        findings(document),
        [
            "2:1 heading-level b",
            "3:3 contradiction TBD",
            "4:3 almost-box []",
            "6:3 contradiction ✅",
            "6:9 mojibake âœ…",
            "7:3 repeated e",
        ]
    );
}

#[test]
fn huge_documents_are_checked_in_time() {
    let many = 20_000;
    for (label, document, kind, count) in [
        (
            "one line",
            format!("- [ ] {}\n", "<db host> ".repeat(many)),
            FindingKind::Hint,
            many,
        ),
        (
            "quotes in quotes",
            format!("{}- []a\n", "> ".repeat(many)),
            FindingKind::AlmostBox,
            1,
        ),
        (
            "lists in lists",
            format!("{}[]a\n", "- ".repeat(many)),
            FindingKind::AlmostBox,
            1,
        ),
        (
            "brackets",
            format!("- [x] {}(TODO)\n", "([{{<".repeat(many)),
            FindingKind::Contradiction,
            1,
        ),
    ] {
        let found = Checklist::parse(document).check();
        assert_eq!(
            found.iter().filter(|finding| finding.kind == kind).count(),
            count,
            "{label}"
        );
    }
}

#[test]
fn templates_have_no_findings() {
    for template in gonogo::templates::TEMPLATES {
        assert_eq!(findings(template.text), [""; 0], "{}", template.name);
    }
}

#[test]
fn check_prints_one_finding_per_line_and_the_count() {
    let folder = Folder::with("# T\n- []a \u{1b}[31m\n- [x] b (TODO: \u{1b}c)\n");
    let ran = folder.run(&["check", "a.md"]);
    let expected = Ran {
        status: 1,
        out: "a.md:2:3: almost-box: “[]” isn't a checkbox: add a space, “[ ]”\n\
              a.md:3:3: contradiction: the item is ticked, but its text says “(TODO: ^[c)”: fix one of the two\n"
            .to_owned(),
        err: "2 findings in a.md\n".to_owned(),
    };
    assert_eq!(ran, expected);

    folder.write("a.md", "# T\n- [ ]a\n");
    let ran = folder.run(&["check", "a.md"]);
    assert_eq!((ran.status, ran.err.as_str()), (1, "1 finding in a.md\n"));

    folder.write("a.md", "# T\n- [ ] a\n");
    let ran = folder.run(&["check", "a.md"]);
    let expected = Ran {
        status: 0,
        out: String::new(),
        err: "no findings in a.md\n".to_owned(),
    };
    assert_eq!(ran, expected);
}

#[test]
fn check_reads_standard_input_without_progress() {
    let folder = Folder::with("# T\n- [ ] a\n");
    let ran = folder.run_with("- [ ]a\n", &[], &["check", "-"]);
    assert_eq!(
        (ran.status, ran.out.as_str()),
        (1, "-:1:3: almost-box: missing space after “[ ]”\n")
    );
    folder.write("a.gonogo.json", "no progress");
    assert_eq!(
        folder.run(&["check", "a.md"]).status,
        0,
        "a broken progress file is not the document's"
    );
    let missing = folder.run(&["check", "b.md"]);
    assert_eq!((missing.status, missing.out.as_str()), (2, ""));
    assert!(
        missing.err.starts_with("gonogo: b.md: can't read"),
        "{}",
        missing.err
    );
}

#[test]
fn check_json_has_all_documented_fields() {
    let folder = Folder::with("# T\n- []a\n");
    let ran = folder.run(&["check", "a.md", "--json"]);
    assert_eq!((ran.status, ran.err.as_str()), (1, ""));
    assert_eq!(
        serde_json::from_str::<Value>(&ran.out).unwrap(),
        json!({
            "format": "gonogo-check/1",
            "findings": [{
                "line": 2, "column": 3, "kind": "almost-box", "text": "[]",
                "message": "“[]” isn't a checkbox: add a space, “[ ]”",
            }],
        })
    );
    folder.write("a.md", "# T\n- [ ] a\n");
    let ran = folder.run(&["check", "--json", "a.md"]);
    assert_eq!(ran.status, 0);
    assert_eq!(
        serde_json::from_str::<Value>(&ran.out).unwrap(),
        json!({"format": "gonogo-check/1", "findings": []})
    );
}
