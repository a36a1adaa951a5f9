//! Tests of annotations: where they hold, what they leave alone, and their mistakes.

use crate::checklist::{Checklist, Directive, Need, Phase, Sense};

/// The texts of the entries with directives, each with its directives as words.
fn stated(source: &str) -> Vec<(String, String)> {
    let checklist = Checklist::parse(source);
    let stated = checklist.ids().map(|id| {
        let words: Vec<String> = checklist.directives(id).map(|it| it.to_string()).collect();
        (checklist.entry(id).text.clone(), words.join(" "))
    });
    stated.filter(|(_, words)| !words.is_empty()).collect()
}

/// Findings about annotations: line, column, message.
fn findings(source: &str) -> Vec<(usize, usize, String)> {
    let found = Checklist::parse(source).check().into_iter();
    found
        .filter(|found| found.kind.name() == "annotation")
        .map(|found| (found.line, found.column, found.message))
        .collect()
}

#[test]
fn annotations_hold_for_the_section_or_the_line() {
    for (source, expected) in [
        (
            "## Later <!-- gonogo: phase=after -->\n- [ ] a\n",
            vec![("Later", "phase=after")],
        ),
        (
            "## Later\n<!-- gonogo: phase=after -->\n- [ ] a\n",
            vec![("Later", "phase=after")],
        ),
        (
            "## Later\n\n<!-- for people -->\n\n<!-- gonogo: phase=after -->\n",
            vec![("Later", "phase=after")],
        ),
        (
            "Later\n-----\n<!-- gonogo: counts, choice -->\n",
            vec![("Later", "counts choice")],
        ),
        ("## Later ## <!-- gonogo: info -->\n", vec![]),
        (
            "- [ ] a <!-- gonogo: optional -->\n- [ ] b\n",
            vec![("a", "optional")],
        ),
        (
            "- [ ] a\n  b <!--gonogo:required,signoff-->\n",
            vec![("a b", "required signoff")],
        ),
        (
            "- [ ] a\n  <!-- gonogo: optional -->\n- [ ] b\n",
            vec![("a", "optional")],
        ),
        ("- [ ] a\n<!-- gonogo: optional -->\n- [ ] b\n", vec![]),
        (
            "- [ ] a\n  - [ ] b <!-- GoNoGo: Optional -->\n",
            vec![("b", "optional")],
        ),
        (
            "> - [ ] a <!-- gonogo: optional -->\n",
            vec![("a", "optional")],
        ),
        (
            "Owner: ____ <!-- gonogo: no-signoff -->\n",
            vec![("Owner: ____", "no-signoff")],
        ),
        (
            "one\nName: ____ <!-- gonogo: signoff -->\nDate: ____\n",
            vec![("Name: ____", "signoff")],
        ),
        (
            "\u{2610} Yes \u{2610} No <!-- gonogo: choice -->\n",
            vec![("Yes", "choice"), ("No", "choice")],
        ),
        (
            "| a | b |\n|---|---|\n| x | [ ] | <!-- gonogo: counts -->\n",
            vec![("x | b", "counts")],
        ),
        (
            "| a | b |\n|---|---|\n| x | [ ] <!-- gonogo: counts --> |\n",
            vec![("x | b", "counts")],
        ),
        (
            "- [ ] a <!-- gonogo: threshold=none --> <!-- gonogo: required -->\n",
            vec![("a", "threshold=none required")],
        ),
        (
            "- [ ] a <!-- gonogo: optional required signoff -->\n",
            vec![("a", "signoff")],
        ),
        ("- [ ] a `<!-- gonogo: optional -->`\n", vec![]),
        ("- [ ] a \\<!-- gonogo: optional -->\n", vec![]),
        (
            "```\n- [ ] a <!-- gonogo: optional -->\n```\n- [ ] b\n",
            vec![],
        ),
        ("<!-- <!-- gonogo: optional -->\n- [ ] b\n", vec![]),
        ("- [ ] a <!-- gonogo is optional here -->\n", vec![]),
    ] {
        let expected: Vec<(String, String)> = expected
            .into_iter()
            .map(|(text, words)| (text.to_owned(), words.to_owned()))
            .collect();
        assert_eq!(stated(source), expected, "{source}");
        let with_crlf = source.replace('\n', "\r\n");
        assert_eq!(stated(&with_crlf), expected, "CRLF: {source}");
    }
}

#[test]
fn words_have_typed_meanings() {
    let checklist = Checklist::parse(
        "# A <!-- gonogo: phase=rollback conditional threshold=inverted threshold=none ignored no-blank -->\n",
    );
    let directives: Vec<Directive> = checklist.directives(crate::checklist::EntryId(0)).collect();
    assert_eq!(
        directives,
        [
            Directive::Phase(Phase::Rollback),
            Directive::Need(Need::Conditional),
            Directive::Counts(false),
            Directive::NoBlank
        ]
    );
    assert!(
        checklist.annotations()[0]
            .words
            .iter()
            .any(|word| word.directive == Some(Directive::Sense(Sense::Off)))
    );
}

/// Everything of an entry that a mark depends on.
fn identity(source: &str) -> Vec<String> {
    let checklist = Checklist::parse(source);
    let ids = checklist.ids().map(|id| {
        let entry = checklist.entry(id);
        let blanks: Vec<(&str, &str)> = checklist
            .blanks_of(id)
            .map(|blank| checklist.blank(blank))
            .map(|blank| (blank.slug.as_str(), blank.label.as_str()))
            .collect();
        format!(
            "{} | {} | {} | {} | {:?} | {} | {:?}",
            checklist.key(id),
            entry.text,
            entry.title,
            checklist.body(id),
            blanks,
            checklist.place_of(id),
            entry.depth
        )
    });
    ids.collect()
}

#[test]
fn annotations_change_no_key_text_blank_or_body() {
    let word = "<!-- gonogo: required -->";
    for (before, after) in [
        ("# A\n- [ ] a\n", format!("# A {word}\n- [ ] a {word}\n")),
        (
            "# A {#x}\n- [ ] a\n",
            format!("# A {{#x}} {word}\n{word}\n- [ ] a\n"),
        ),
        (
            "# A\ntext\n- [ ] a\n",
            format!("# A\n{word}\ntext\n- [ ] a\n"),
        ),
        (
            "# A #\n\n- [ ] a\n  - [ ] b\n",
            format!("# A #\n{word}\n\n- [ ] a\n  - [ ] b{word}\n"),
        ),
        (
            "- [ ] a\n- [ ] b\n",
            format!("- [ ] a\n  {word}\n- [ ] b\n"),
        ),
        (
            "- [ ] **Host:** ____\n",
            format!("- [ ] **Host:** ____ {word}\n"),
        ),
        ("- [ ] a\n  b\n", format!("- [ ] a {word}\n  b\n")),
        (
            "> - [ ] a\n> - [x] b\n",
            format!("> - [ ] a {word}\n>   {word}\n> - [x] b\n"),
        ),
        (
            "- [ ] a\n\n  Run `x`.\n",
            format!("- [ ] a {word}\n\n  Run `x`. {word}\n"),
        ),
        (
            "|a|b|\n|-|-|\n|x|[ ]|\n",
            format!("|a|b|\n|-|-|\n|x|[ ]|{word}\n"),
        ),
        (
            "|a|b|\n|-|-|\n|x|[ ]|\n",
            format!("|a|b|\n|-|-|\n|x|[ ] {word}|\n"),
        ),
        (
            "|Item|Owner|\n|-|-|\n|x| |\n",
            format!("|Item|Owner|\n|-|-|\n|x| {word} |\n"),
        ),
        (
            "|Item|Owner|\n|-|-|\n|x| |\n",
            format!("|Item|Owner|\n|-|-|\n|x| | {word}\n"),
        ),
        (
            "- [ ] a\n\n  |c|d|\n  |-|-|\n  |x|y|\n",
            format!("- [ ] a\n\n  |c|d|\n  |-|-|\n  |x|y {word}|\n"),
        ),
        ("- [ ]\n- [ ] b\n", format!("- [ ] {word}\n- [ ] b\n")),
        (
            "Notes:\n________________\n",
            format!("Notes: {word}\n________________\n"),
        ),
        (
            "\u{2610} Yes \u{2610} No\n",
            format!("\u{2610} Yes \u{2610} No {word}\n"),
        ),
    ] {
        assert_eq!(identity(&after), identity(before), "{after}");
        let crlf = |text: &str| text.replace('\n', "\r\n");
        assert_eq!(
            identity(&crlf(&after)),
            identity(&crlf(before)),
            "CRLF: {after}"
        );
    }
}

#[test]
fn no_blank_turns_underscores_into_text() {
    let labels = |source: &str| -> Vec<String> {
        let checklist = Checklist::parse(source);
        assert_eq!(findings(source), [], "{source}");
        let labels = checklist.blanks().iter().map(|blank| blank.label.clone());
        labels.collect()
    };
    for (source, expected) in [
        (
            "- [ ] Set A____B: ____ <!-- gonogo: no-blank -->\n- [ ] Host: ____\n",
            vec!["Host"],
        ),
        (
            "Run: ____ <!-- gonogo: no-blank -->\nHost: ____\n",
            vec!["Host"],
        ),
        (
            "# A\nOne: ____\n## B <!-- gonogo: no-blank -->\nTwo: ____\n```\n____\n```\n# C\nThree: ____\n",
            vec!["One", "Three"],
        ),
        (
            "|Item|Owner|\n|-|-|\n|x| |<!-- gonogo: no-blank -->\n|y| |\n",
            vec!["Owner"],
        ),
    ] {
        assert_eq!(labels(source), expected, "{source}");
    }
}

#[test]
fn mistakes_are_found_with_line_and_column() {
    let possible = super::POSSIBLE.join(", ");
    for (source, line, column, message) in [
        ("- [ ] a <!-- gonogo: optionl -->\n", 1, 22, "unknown annotation “optionl”: did you mean “optional”?".to_owned()),
        ("# A\n- [ ] a <!-- gonogo: whenever -->\n", 2, 22, format!("unknown annotation “whenever”; possible: {possible}")),
        ("- [ ] a <!-- gonogo: -->\n", 1, 9, format!("this annotation is empty; possible: {possible}")),
        ("- [ ] a <!-- gonogo optional -->\n", 1, 9, "write it as “<!-- gonogo: optional -->”".to_owned()),
        ("- [ ] a <!-- go/no-go: optional -->\n", 1, 9, "write it as “<!-- gonogo: optional -->”".to_owned()),
        ("- [ ] a <!-- gongo: optional -->\n", 1, 9, "write it as “<!-- gonogo: optional -->”".to_owned()),
        ("# A\n\n<!-- gonogo: optional\n", 3, 1, "this comment isn't closed: end it with “-->”".to_owned()),
        ("# A\n<div>\n<!-- gonogo: optional -->\n</div>\n", 3, 1, "an annotation inside HTML has no effect: put it after a heading, or at the end of a line".to_owned()),
        ("# A\n\ntext <!-- gonogo: optional -->\n", 3, 19, "“optional” has no effect: nothing here that it could be about: put it after a heading, or at the end of the line of an item, a box, a blank or a variable".to_owned()),
        ("- [ ] a <!-- gonogo: phase=after -->\n", 1, 22, "“phase=after” has no effect: only a section has a phase: put it after a heading".to_owned()),
        ("- [ ] a <!-- gonogo: ignored -->\n", 1, 22, "“ignored” has no effect: there are no boxes here other than items, which always count".to_owned()),
        ("- [ ] a <!-- gonogo: no-blank -->\n", 1, 22, "“no-blank” has no effect: there is no blank here".to_owned()),
        ("- [ ] a <!-- gonogo: threshold=none -->\n", 1, 22, "“threshold=none” has no effect: there is no number here".to_owned()),
    ] {
        assert_eq!(findings(source), [(line, column, message.clone())], "{source}");
        assert_eq!(findings(&source.replace('\n', "\r\n")), [(line, column, message)], "CRLF {source}");
    }
    let both = findings("- [ ] a <!-- gonogo: optional --> <!-- gonogo: required -->\n");
    let places: Vec<(usize, usize)> = both
        .iter()
        .map(|&(line, column, _)| (line, column))
        .collect();
    assert_eq!(places, [(1, 22), (1, 48)]);
    assert_eq!(
        findings(
            "# A <!-- gonogo: phase=after -->\n- [ ] p99 < 3 s <!-- gonogo: threshold=none, optional -->\n"
        ),
        []
    );
}
