//! The Markdown report: answers, notes and reasons in documents that make them hard to place.

mod audit;

use gonogo::checklist::{BlankId, Checklist, EntryId};
use gonogo::progress::{Progress, State};
use gonogo::report::{self, AuditScope};
use gonogo::workbook::{Edit, Workbook};

use super::arbitrary::stamp;

fn workbook(markdown: &str) -> Workbook {
    Workbook::new(Checklist::parse(markdown), Progress::new("a.md", None))
}

/// The document with a value for each blank.
fn filled(markdown: &str, values: &[&str]) -> String {
    let mut workbook = workbook(markdown);
    assert_eq!(
        workbook.checklist().blanks().len(),
        values.len(),
        "blanks of {markdown:?}"
    );
    for (index, value) in values.iter().enumerate() {
        let edit = Edit::Fill {
            blank: BlankId(index),
            value: (*value).to_owned(),
        };
        workbook.apply(edit, &stamp("me", index)).unwrap();
    }
    report::filled(&workbook)
}

/// The document of the whole report, without its head, with a note on one entry.
fn noted(markdown: &str, entry: usize, note: &str) -> String {
    let mut workbook = workbook(markdown);
    let edit = Edit::Note {
        entry: EntryId(entry),
        text: note.to_owned(),
    };
    workbook.apply(edit, &stamp("me", 0)).unwrap();
    body(&report::markdown(&workbook, AuditScope::Nothing))
}

/// What follows the head of a report, without the times.
fn body(report: &str) -> String {
    let (_, body) = report.split_once("---\n\n").expect(report);
    body.replace(", 2026-11-18 11:06 UTC", "")
}

#[test]
fn answers_replace_underscores() {
    for (label, markdown, values, expected) in [
        (
            "around it nothing changes",
            "a:  $____ .  \r\n",
            &["12"][..],
            "a:  $12 .  \r\n",
        ),
        ("several", "A: ___ B: ___%\n", &["x", "5"], "A: x B: 5%\n"),
        ("one of two", "A: ___ B: ___\n", &["", "5"], "A: ___ B: 5\n"),
        ("escapes go", "a: \\_\\_\\_", &["b"], "a: b"),
        ("white space around", "a: ____", &["  b \n"], "a: b"),
        ("lines", "a: ____", &["b\nc"], "a: b<br>c"),
        (
            "no item comes in",
            "a: ____\n",
            &["b\n\n- [ ] c"],
            "a: b<br><br>- \\[ \\] c\n",
        ),
        (
            "at the start of a paragraph",
            "____ said so\n",
            &["# 1"],
            "\\# 1 said so\n",
        ),
        (
            "at the start, escaped",
            "- \\_\\_\\_\n",
            &["- [ ] a"],
            "- \\- \\[ \\] a\n",
        ),
        (
            "at the start of a second line",
            "- [ ] a\n  ____ b\n",
            &["- c"],
            "- [ ] a\n  \\- c b\n",
        ),
        (
            "a rule under an item's text",
            "- [ ] a\n  ____.\n",
            &["--"],
            "- [ ] a\n  \\--.\n",
        ),
        (
            "brackets do not become a box",
            "- [____] a\n",
            &["x"],
            "- \\[x] a\n",
        ),
        (
            "brackets of a link",
            "- [____](u) a\n",
            &["x"],
            "- [x](u) a\n",
        ),
        ("no tag comes in", "to <____>\n", &["b"], "to \\<b>\n"),
        (
            "a bracket that is escaped",
            "to \\<____>\n",
            &["b"],
            "to \\<b>\n",
        ),
        ("a number begins no tag", "p95 <____\n", &["4"], "p95 <4\n"),
        (
            "brackets with more in them",
            "- [____] a\n",
            &["4"],
            "- [4] a\n",
        ),
    ] {
        assert_eq!(filled(markdown, values), expected, "{label}: {markdown:?}");
    }
}

#[test]
fn multiline_answers_keep_their_lines() {
    for (label, markdown, value, expected) in [
        (
            "write-in lines",
            "__________\n__________\n",
            "a\nb\n\nc",
            "a<br>\nb<br>\n<br>\nc\n",
        ),
        ("crlf", "__________\r\n", "a\nb", "a<br>\r\nb\r\n"),
        (
            "quoted",
            "> __________\n> __________\n",
            "a\nb",
            "> a<br>\n> b\n",
        ),
        (
            "in an item",
            "- [ ] x\n\n  __________\n",
            "a\nb",
            "- [ ] x\n\n  a<br>\n  b\n",
        ),
        (
            "right under an item",
            "- [ ] x\n__________\n",
            "a",
            "- [ ] x\n\na\n",
        ),
        (
            "right over an item",
            "__________\n2. [ ] x\n",
            "a",
            "a\n\n2. [ ] x\n",
        ),
        ("right over a rule", "__________\n---\n", "a", "a\n\n---\n"),
        (
            "quoted, right under a line",
            "> x\n> __________\n> y\n",
            "a",
            "> x\n> \n> a\n>\n> y\n",
        ),
        (
            "fence",
            "```\n____\n____\n```\n",
            "a *b*\n- [ ] c",
            "```\na *b*\n- [ ] c\n```\n",
        ),
        (
            "fence in an item",
            "- x\n  ```\n  ____\n  ```\n",
            "a\nb",
            "- x\n  ```\n  a\n  b\n  ```\n",
        ),
        (
            "a fence that the answer would close",
            "```\n____\n```\n",
            "a\n```\nb",
            "````\na\n```\nb\n````\n",
        ),
        (
            "another fence",
            "~~~\n____\n~~~\n",
            "a\n```\nb",
            "~~~\na\n```\nb\n~~~\n",
        ),
        ("an open fence", "```\n____", "a\n````", "`````\na\n````"),
    ] {
        assert_eq!(
            filled(markdown, &[value]),
            expected,
            "{label}: {markdown:?}"
        );
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn notes_become_quotes_below_their_entry() {
    for (label, markdown, entry, note, expected) in [
        (
            "item",
            "- [ ] a\n- [ ] b\n",
            0,
            "n",
            "- [ ] a\n\n  > **Note** (me): n\n\n- [ ] b\n",
        ),
        (
            "number",
            "10. [ ] a\n",
            0,
            "n",
            "10. [ ] a\n\n    > **Note** (me): n\n\n",
        ),
        (
            "under a tab",
            "- a\n\t- [ ] b\n",
            0,
            "n",
            "- a\n\t- [ ] b\n\n\t  > **Note** (me): n\n\n",
        ),
        (
            "no text",
            "- [ ] <!-- a -->\n",
            0,
            "n",
            "- [ ] <!-- a -->\n\n  > **Note** (me): n\n\n",
        ),
        (
            "quoted item",
            "> - [ ] a\n",
            0,
            "n",
            "> - [ ] a\n>\n>   > **Note** (me): n\n>\n",
        ),
        (
            "two lines",
            "- [ ] a\n  b\n",
            0,
            "n",
            "- [ ] a\n  b\n\n  > **Note** (me): n\n\n",
        ),
        (
            "section",
            "## a\nb\n",
            0,
            "n",
            "## a\n\n> **Note** (me): n\n\nb\n",
        ),
        (
            "underlined",
            "a\n---\nb\n",
            0,
            "n",
            "a\n---\n\n> **Note** (me): n\n\nb\n",
        ),
        (
            "empty heading",
            "#\n- [ ] b\n",
            0,
            "n",
            "#\n\n> **Note** (me): n\n\n- [ ] b\n",
        ),
        (
            "line of a list",
            "- a: ____\n- b\n",
            0,
            "n",
            "- a: ____\n\n  > **Note** (me): n\n\n- b\n",
        ),
        (
            "paragraph is not torn",
            "a: ____\n2. [ ] b\n",
            0,
            "n",
            "a: ____\n2. [ ] b\n\n> **Note** (me): n\n\n",
        ),
        (
            "lazy line",
            "- b\na: ____\n",
            0,
            "n",
            "- b\na: ____\n\n  > **Note** (me): n\n\n",
        ),
        (
            "no final newline",
            "- [ ] a",
            0,
            "n",
            "- [ ] a\n\n  > **Note** (me): n\n\n",
        ),
        (
            "several lines",
            "- [ ] a\n",
            0,
            "n\nm\n\n- [ ] o",
            "- [ ] a\n\n  > **Note** (me): n\\\n  > m\n  >\n  > \\- \\[ \\] o\n\n",
        ),
    ] {
        assert_eq!(
            noted(markdown, entry, note),
            expected,
            "{label}: {markdown:?}"
        );
    }
}

#[test]
fn only_done_items_are_ticked() {
    for (state, mark, reason) in [
        (State::Open, "[ ]", None),
        (State::Done, "[x]", None),
        (
            State::Na,
            "[ ]",
            Some("**Not applicable** (me): why\\[x\\]"),
        ),
        (State::Blocked, "[ ]", Some("**Blocked** (me): why\\[x\\]")),
        (State::Waived, "[ ]", Some("**Waived** (me): why\\[x\\]")),
    ] {
        let mut workbook = workbook("- [x] a\n- [X] b\n");
        let edit = Edit::State {
            entry: EntryId(0),
            state,
            reason: Some("why[x]".to_owned()),
        };
        workbook.apply(edit, &stamp("me", 0)).unwrap();
        assert_eq!(
            report::filled(&workbook),
            format!("- {mark} a\n- [X] b\n"),
            "{state}"
        );
        let quote = reason.map_or(String::new(), |reason| format!("\n  > {reason}\n\n"));
        let report = body(&report::markdown(&workbook, AuditScope::Nothing));
        let (document, ending) = report.split_once("\n---\n").unwrap_or((&report, ""));
        assert_eq!(document, format!("- {mark} a\n{quote}- [X] b\n"), "{state}");
        let is_exception = matches!(state, State::Na | State::Waived);
        let exception =
            reason.map(|reason| reason.replace("** (me):", ":** a (line 1):") + " (me)\n");
        let exception = exception.filter(|_| is_exception).unwrap_or_default();
        assert!(
            ending.ends_with(&exception) && ending.contains("## Exceptions") == is_exception,
            "{report}"
        );
    }
}

#[test]
fn header_after_front_matter_has_verdict_counts_and_people() {
    let mut workbook = workbook("\u{FEFF}---\na: b\n---\n# T\n## S|1\n- [ ] a: ____\n- [x] b\n");
    for (edit, by) in [
        (
            Edit::State {
                entry: EntryId(2),
                state: State::Done,
                reason: None,
            },
            "ann@a|b",
        ),
        (
            Edit::Fill {
                blank: BlankId(0),
                value: "1".to_owned(),
            },
            "bob",
        ),
    ] {
        workbook.apply(edit, &stamp(by, 0)).unwrap();
    }
    let report = report::markdown(&workbook, AuditScope::Short);
    let head = report
        .strip_prefix("\u{FEFF}---\na: b\n---\n")
        .expect(&report);
    for part in [
        "**gonogo report: GO** for T (a.md)\n",
        "\n| S\\|1 | 2 | 2 | 0 | 0 | 0 | 0 | 1 of 1 |\n| **Total** | 2 | 2 | 0 | 0 | 0 | 0 | 1 of 1 |\n",
        "\n1 pre-ticked: ticked in the document only, not confirmed here.\n",
        "\n| ann@a\\|b | 1 | 2026-11-18 11:06 UTC | 2026-11-18 11:06 UTC |\n| bob | 1 |",
        "\n---\n\n# T\n## S|1\n- [x] a: 1\n- [x] b\n",
    ] {
        assert!(head.contains(part), "{part:?} is missing in\n{head}");
    }
}

#[test]
fn unmatched_marks_are_listed_at_the_end() {
    let mut workbook = workbook("- [ ] gone: ____\n");
    let entry = EntryId(0);
    for edit in [
        Edit::State {
            entry,
            state: State::Done,
            reason: None,
        },
        Edit::Fill {
            blank: BlankId(0),
            value: "- [ ] no item".to_owned(),
        },
        Edit::Note {
            entry,
            text: "kept".to_owned(),
        },
    ] {
        workbook.apply(edit, &stamp("me", 0)).unwrap();
    }
    let later = Workbook::new(Checklist::parse("other"), workbook.progress().clone());
    assert_eq!(
        body(&report::markdown(&later, AuditScope::Nothing)),
        "other\n\n---\n\n## Unmatched\n\n\
         Marks whose entry or blank is no longer in this document.\n\n\
         * gone: (gone)\n  * State: done (me)\n  * gone: - \\[ \\] no item (me)\n  * Note: kept (me)\n"
    );
    assert_eq!(report::filled(&later), "other");
}

#[test]
fn appendix_stays_outside_unclosed_blocks() {
    for (label, markdown) in [
        ("nothing open", "- [ ] a\n"),
        ("fence", "- [ ] a\n\n```sh\nrun\n"),
        ("long fence", "- [ ] a\n\n~~~~~~~~\nrun"),
        ("fence in an item", "- [ ] a\n  ```\n  run"),
        ("comment", "- [ ] a\n\n<!-- to do\n"),
        ("raw", "- [ ] a\n\n<script>\nlet\n\n"),
        ("a box that is no item", "- [ ] a\n- [ ]"),
    ] {
        let mut workbook = workbook(markdown);
        let edit = Edit::State {
            entry: EntryId(0),
            state: State::Done,
            reason: None,
        };
        workbook.apply(edit, &stamp("me", 0)).unwrap();
        let printed = Checklist::parse(report::markdown(&workbook, AuditScope::Full));
        let last = printed
            .ids()
            .rev()
            .find(|&id| printed.entry(id).is_section());
        assert_eq!(
            last.map(|id| printed.entry(id).text.as_str()),
            Some("Audit log"),
            "{label}"
        );
        let items = workbook.checklist().items().count();
        assert_eq!(
            printed.items().count(),
            items,
            "{label}: {}",
            printed.source()
        );
    }
}

#[test]
fn values_never_close_their_fence() {
    for (label, markdown, value, expected) in [
        (
            "as long as the fence",
            "```\n____\n```\n",
            "```",
            "````\n```\n````\n",
        ),
        (
            "longer",
            "```\n____\n```\n",
            "`````",
            "``````\n`````\n``````\n",
        ),
        ("shorter", "```\n____\n```\n", "``", "```\n``\n```\n"),
        (
            "indented",
            "```\n____\n```\n",
            "   ```",
            "````\n   ```\n````\n",
        ),
        ("tildes", "~~~\n____\n~~~\n", "~~~", "~~~~\n~~~\n~~~~\n"),
        (
            "a line of its own among others",
            "```\nName: ____\n____ \n```\n",
            "```",
            "```\nName: ____\n    ```  \n```\n",
        ),
        (
            "a line of tildes among others",
            "~~~\nName: ____\n____ \n~~~\n",
            "~~~~",
            "~~~\nName: ____\n    ~~~~  \n~~~\n",
        ),
        (
            "a line with a label",
            "```\nName: ____\n```\n",
            "```",
            "```\nName: ```\n```\n",
        ),
        (
            "the rest of a fence",
            "```\n``____\nName:\n```\n",
            "`",
            "```\n``    ` \nName:\n```\n",
        ),
    ] {
        let mut workbook = workbook(markdown);
        let last = workbook.checklist().blanks().len() - 1;
        let edit = Edit::Fill {
            blank: BlankId(last),
            value: value.to_owned(),
        };
        workbook.apply(edit, &stamp("me", 0)).unwrap();
        assert_eq!(report::filled(&workbook), expected, "{label}");
    }
}
