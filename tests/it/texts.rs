//! The text of an entry: what a person reads in the source. Rows, keys, search, arguments and reports are made of it.

use gonogo::checklist::{BlankId, Checklist, EntryId, Kind};
use gonogo::progress::{Progress, State};
use gonogo::report;
use gonogo::workbook::{Edit, Workbook};

use super::arbitrary::stamp;
use super::program::{Folder, Ran};

/// Key and text of each entry.
fn entries(document: &str) -> Vec<String> {
    let checklist = Checklist::parse(document);
    checklist
        .ids()
        .map(|id| format!("{}: {}", checklist.key(id), checklist.entry(id).text))
        .collect()
}

#[test]
fn items_read_as_in_the_source() {
    for (label, document, expected) in [
        (
            "tags that are placeholders",
            "- [ ] Drain <node-a> now\n- [ ] Drain <your-node/> now\n- [ ] Drain </node> now\n",
            &[
                "drain-node-a-now: Drain <node-a> now",
                "drain-your-node-now: Drain <your-node/> now",
                "drain-node-now: Drain </node> now",
            ][..],
        ),
        (
            "tags that are formatting",
            "- [ ] <b>Drain</b> <a href=\"x\">it</a>, press <kbd>q</kbd><sup>1</sup>\n",
            &["drain-it-press-q1: Drain it, press q1"],
        ),
        (
            "names of elements that are placeholders",
            "- [ ] Ticket: <link>\n- [ ] Copy <a> to <b>\n- [ ] Copy <b> to <a>\n",
            &[
                "ticket-link: Ticket: <link>",
                "copy-a-to-b: Copy <a> to <b>",
                "copy-b-to-a: Copy <b> to <a>",
            ],
        ),
        (
            "an attribute in a placeholder",
            "- [ ] Ask <team of=\"x\">\n",
            &["ask-team-of-x: Ask <team of=\"x\">"],
        ),
        (
            "comments",
            "- [ ] a<!-- <b> -->b <?x?> c\n",
            &["ab-c: ab c"],
        ),
        ("a comment alone", "- [ ] <!-- a -->\n", &["untitled: "]),
        (
            "breaks",
            "- [ ] a<br>b<BR/>c<br />\n  d\n",
            &["a-b-c-d: a b c d"],
        ),
        (
            "blocks in a line",
            "- [ ] a<p>b<li>c</li>\n",
            &["a-b-c: a b c"],
        ),
        (
            "entities and escapes",
            "- [ ] &lt;a&gt; \\<b\\> &amp; `<c>`\n",
            &["a-b-c: <a> <b> & <c>"],
        ),
        (
            "links",
            "- [ ] [<a-b>](x) <https://a.b/c> <me@a.b>\n",
            &["a-b-https-a-b-c-me-a-b: <a-b> https://a.b/c me@a.b"],
        ),
        (
            "images",
            "- [ ] ![one](a.png) <img src=b alt=\"two\"> <img src=c>\n",
            &["one-two: one two"],
        ),
        (
            "footnotes",
            "- [ ] a[^1]\n- [ ] a[^2]\n\n[^1]: x\n[^2]: y\n",
            &["a-1: a[^1]", "a-2: a[^2]"],
        ),
        (
            "bold and code",
            "- [ ] **<x>** `a` ~~b~~\n",
            &["x-a-b: <x> a b"],
        ),
        (
            "a table",
            "| a<br>b |\n|---|\n| c<br>d <x>: ____ |\n| [ ] e<br>f |\n",
            &["c-d-x: c d <x>: ____", "e-f: e f"],
        ),
        (
            "a line",
            "Region <x> of<br>us: ____\n",
            &["region-x-of-us: Region <x> of us: ____"],
        ),
    ] {
        assert_eq!(entries(document), expected, "{label}");
    }
}

#[test]
fn headings_keep_their_braces() {
    for (heading, expected) in [
        ("Deploy {staging}", "deploy-staging: Deploy {staging}"),
        ("Set ${ENV}", "set-env: Set ${ENV}"),
        (
            "Release {{version}}",
            "release-version: Release {{version}}",
        ),
        ("Rotate {a, b}", "rotate-a-b: Rotate {a, b}"),
        ("Fix {#42}", "fix-42: Fix {#42}"),
        ("{#only}", "only: {#only}"),
        ("Use `{#code}`", "use-code: Use {#code}"),
        ("Use \\{#escaped}", "use-escaped: Use {#escaped}"),
        ("Glued{#id}", "glued-id: Glued{#id}"),
        ("Key {lang=en}", "key-lang-en: Key {lang=en}"),
        ("Checks {#pre}", "checks: Checks"),
        ("Checks {.late}  ", "checks: Checks"),
        ("**Checks** { #pre-1 .a .b } ##", "checks: Checks"),
        ("Checks {one} {#pre}", "checks-one: Checks {one}"),
    ] {
        assert_eq!(entries(&format!("## {heading}\n")), [expected], "{heading}");
    }
    assert_eq!(
        entries("Checks {#pre}\n---\n"),
        ["checks: Checks"],
        "underlined"
    );
    let document = "## Deploy {staging}\n- [ ] a\n## Deploy {production}\n- [ ] a\n";
    assert_eq!(
        entries(document),
        [
            "deploy-staging: Deploy {staging}",
            "deploy-staging/a: a",
            "deploy-production: Deploy {production}",
            "deploy-production/a: a"
        ]
    );
}

#[test]
fn ticks_stay_with_what_their_tags_name() {
    let tick = |workbook: &mut Workbook, entry| {
        let edit = Edit::State {
            entry: EntryId(entry),
            state: State::Done,
            reason: None,
        };
        workbook.apply(edit, &stamp("me", 0)).unwrap();
    };
    let told = |workbook: &Workbook| -> Vec<String> {
        let told = |id: EntryId| {
            let asks = if workbook.needs_confirmation(id) {
                "?"
            } else {
                ""
            };
            format!(
                "{}{asks} {}",
                workbook.state(id),
                workbook.checklist().entry(id).text
            )
        };
        workbook.checklist().items().map(told).collect()
    };
    for (label, before, ticked, after, expected) in [
        (
            "swapped",
            "- [ ] Drain <a-1>\n- [ ] Drain <a-2>\n",
            1,
            "- [ ] Drain <a-2>\n- [ ] Drain <a-1>\n",
            ["done Drain <a-2>", "open Drain <a-1>"],
        ),
        (
            "another tag",
            "- [ ] Deploy to <staging>\n- [ ] b\n",
            0,
            "- [ ] Deploy to <production>\n- [ ] b\n",
            ["done? Deploy to <production>", "open b"],
        ),
        (
            "sections swapped",
            "# T\n## D {a}\n- [ ] x\n## D {b}\n- [ ] x\n",
            4,
            "# T\n## D {b}\n- [ ] x\n## D {a}\n- [ ] x\n",
            ["done x", "open x"],
        ),
    ] {
        let mut workbook = Workbook::new(Checklist::parse(before), Progress::new("a.md", None));
        tick(&mut workbook, ticked);
        workbook.turn_to(Checklist::parse(after));
        assert_eq!(told(&workbook), expected, "{label}");
    }
}

#[test]
fn the_program_speaks_of_items_as_the_source_does() {
    let folder =
        Folder::with("# L\n- [ ] Drain <a-1><br>then wait\n- [ ] <!-- x -->\n- [ ] Drain <a-2>\n");
    let listed = "    1  [ ] Drain <a-1> then wait\n    2  [ ] (no text)\n    3  [ ] Drain <a-2>\n";
    assert_eq!(folder.run(&["list", "a.md"]).out, listed);
    for (name, said) in [
        ("drain-a-2", "done: Drain <a-2>\n"),
        ("<a-1>", "done: Drain <a-1> then wait\n"),
        ("2", "done: (no text)\n"),
    ] {
        let ran = folder.run(&["tick", "a.md", name]);
        let expected = Ran {
            status: 0,
            out: String::new(),
            err: said.to_owned(),
        };
        assert_eq!(ran, expected, "{name}");
    }
    let several = folder.run(&["tick", "a.md", "Drain"]);
    assert_eq!(several.status, 2);
    assert_eq!(
        several.err,
        "gonogo: “Drain” matches 2 items; choose one:\n  line 2: Drain <a-1> then wait (drain-a-1-then-wait)\n  line 4: Drain <a-2> (drain-a-2)\n"
    );
}

/// Each area with its lines in the source.
fn areas(document: &str) -> Vec<String> {
    let checklist = Checklist::parse(document);
    let area = |at| {
        let blank = checklist.blank(BlankId(at));
        let count = checklist.source()[blank.range.clone()]
            .matches("__________")
            .count();
        format!(
            "{} {} at {} of {count}",
            checklist.blank_key(BlankId(at)),
            blank.label,
            blank.line
        )
    };
    (0..checklist.blanks().len()).map(area).collect()
}

#[test]
fn write_in_lines_with_room_between_are_one_area() {
    let line = "__________\n";
    for (label, document, expected) in [
        (
            "an empty line",
            format!("# T\nNotes:\n\n{line}\n{line}"),
            &["notes:notes Notes at 4 of 2"][..],
        ),
        (
            "no empty line",
            format!("Notes:\n\n{line}{line}{line}"),
            &["notes:notes Notes at 3 of 3"],
        ),
        (
            "more empty lines",
            format!("Notes:\n\n{line}\n \n\n{line}\n{line}"),
            &["notes:notes Notes at 3 of 3"],
        ),
        (
            "with CRLF",
            format!("Notes:\n\n{line}\n{line}").replace('\n', "\r\n"),
            &["notes:notes Notes at 3 of 2"],
        ),
        (
            "with CR",
            format!("Notes:\n\n{line}\n{line}").replace('\n', "\r"),
            &["notes:notes Notes at 3 of 2"],
        ),
        (
            "in a quote",
            format!("> Notes:\n>\n> {line}>\n> {line}"),
            &["notes:notes Notes at 3 of 2"],
        ),
        (
            "in an item",
            format!("- [ ] a\n\n  {line}\n  {line}- [ ] b\n"),
            &["a/notes:notes Notes at 3 of 2"],
        ),
        (
            "in a quote and below it",
            format!("> {line}\n{line}"),
            &[
                "notes:notes Notes at 1 of 1",
                "notes#2:notes Notes at 3 of 1",
            ],
        ),
        (
            "in two items",
            format!("- [ ] a\n\n  {line}\n- [ ] b\n\n  {line}"),
            &[
                "a/notes:notes Notes at 3 of 1",
                "b/notes:notes Notes at 7 of 1",
            ],
        ),
        (
            "text between",
            format!("A:\n\n{line}\nB:\n\n{line}"),
            &["a:a A at 3 of 1", "b:b B at 7 of 1"],
        ),
        (
            "a heading between",
            format!("# A\n{line}\n# B\n{line}"),
            &["a/a:a A at 2 of 1", "b/b:b B at 5 of 1"],
        ),
        (
            "a rule",
            "text\n\n---\n\ntext\n\n_____\n\ntext\n".to_owned(),
            &[],
        ),
    ] {
        assert_eq!(areas(&document), expected, "{label}");
    }
    let mut workbook = Workbook::new(
        Checklist::parse(format!("> Notes:\n>\n> {line}>\n> {line}\n- [ ] a\n")),
        Progress::new("a.md", None),
    );
    let fill = Edit::Fill {
        blank: BlankId(0),
        value: "one\ntwo".to_owned(),
    };
    workbook.apply(fill, &stamp("me", 0)).unwrap();
    assert_eq!(
        report::filled(&workbook),
        "> Notes:\n>\n> one<br>\n> two\n\n- [ ] a\n"
    );
}

#[test]
fn a_rule_and_a_heading_are_no_front_matter() {
    for (document, expected) in [
        (
            "---\n# Launch\n- [ ] a\n\n---\n- [ ] b\n",
            &["launch: Launch", "a: a", "b: b"][..],
        ),
        (
            "---\r\n# Launch\r\n- [ ] a\r\n---\r\n",
            &["launch: Launch", "a: a"],
        ),
        (
            "\u{FEFF}---\n## Launch\n\n- [ ] a\n\n---\n",
            &["launch: Launch", "launch/a: a"],
        ),
        ("---\nOwner: ann\n- [ ] a\n---\n", &["a: a"]),
        (
            "---\ntitle: x\n# about\ntags: [a]\n---\n# Launch\n- [ ] a\n",
            &["launch: Launch", "a: a"],
        ),
    ] {
        assert_eq!(entries(document), expected, "{document:?}");
    }
}

#[test]
fn lines_end_in_cr_too() {
    let document = "# T\r\r## S <x>\r- [ ] a: ____\r\n- [x] b\n\r> - [ ] c\r>   more\r\rName: ____\r____________\r";
    let checklist = Checklist::parse(document);
    let rows: Vec<String> = checklist
        .ids()
        .map(|id| {
            let entry = checklist.entry(id);
            format!("{} {}", entry.line, entry.text)
        })
        .collect();
    assert_eq!(
        rows,
        [
            "1 T",
            "3 S <x>",
            "4 a: ____",
            "5 b",
            "7 c more",
            "10 Name: ____",
            "11 S <x>: ________"
        ]
    );
    let mut workbook = Workbook::new(checklist, Progress::new("a.md", None));
    assert_eq!(report::filled(&workbook), document, "byte for byte");
    let mut apply = |edit, second| workbook.apply(edit, &stamp("me", second)).unwrap();
    apply(
        Edit::Fill {
            blank: BlankId(1),
            value: "1".to_owned(),
        },
        0,
    );
    apply(
        Edit::Fill {
            blank: BlankId(3),
            value: "one\ntwo".to_owned(),
        },
        1,
    );
    let item = workbook.checklist().items().nth(2).unwrap();
    assert!(matches!(
        workbook.checklist().entry(item).kind,
        Kind::Item { .. }
    ));
    let note = Edit::Note {
        entry: item,
        text: "seen".to_owned(),
    };
    workbook.apply(note, &stamp("me", 2)).unwrap();
    let filled = document
        .replacen("____", "1", 1)
        .replace("\r____________\r", "\r\rone<br>\rtwo\r");
    assert_eq!(report::filled(&workbook), filled);
    let printed = report::markdown(&workbook, report::AuditScope::Nothing);
    let start = printed.find("## S").unwrap();
    let quoted = "> - [ ] c\r>   more\r>\r>   > **Note** (me, 2026-11-18 11:06 UTC): seen\r>\r";
    assert!(printed[start..].contains(quoted), "{printed:?}");
    let mixed = "a\r- []b\r\n\n- [ ]c TBD\r\r-\u{a0}[ ] d\n";
    let places: Vec<(usize, usize, &str)> = Checklist::parse(mixed)
        .check()
        .iter()
        .map(|it| (it.line, it.column, it.kind.name()))
        .collect();
    assert_eq!(
        places,
        [
            (2, 3, "almost-box"),
            (2, 6, "line-endings"),
            (4, 3, "almost-box"),
            (6, 1, "almost-box")
        ]
    );
}
