//! What of a Markdown document is a blank, with its label, kind, choices and place; and what only looks so.

use gonogo::checklist::{Checklist, Form};

/// The blanks of a document: `label (kind)`, or with the choices instead of the kind.
fn blanks(markdown: &str) -> String {
    let checklist = Checklist::parse(markdown);
    let told = checklist.blanks().iter().map(|blank| {
        let kind = if blank.choices.is_empty() {
            blank.kind.name().to_owned()
        } else {
            blank.choices.join(" or ")
        };
        format!("{} ({kind})", blank.label)
    });
    told.collect::<Vec<_>>().join("; ")
}

/// The source bytes that answers take the place of.
fn places(markdown: &str) -> Vec<String> {
    let checklist = Checklist::parse(markdown);
    checklist
        .blanks()
        .iter()
        .map(|blank| markdown[blank.range.clone()].to_owned())
        .collect()
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn what_is_a_blank() {
    for (label, markdown, expected) in [
        ("item", "- [ ] Region: ___", "Region (text)"),
        ("plain list line", "- Region: ____", "Region (text)"),
        ("numbered list line", "1. Region: ____", "Region (text)"),
        ("paragraph", "Region: ____", "Region (text)"),
        ("heading", "## Version ____", "Version (text)"),
        ("quote", "> Region: ____", "Region (text)"),
        ("bold label", "**Region**: ____", "Region (text)"),
        (
            "bold label with its colon",
            "**Region:** ____",
            "Region (text)",
        ),
        (
            "two in a line",
            "Lead: ____ Date: ____",
            "Lead (person); Date (date)",
        ),
        (
            "three in a line",
            "A: ___ B: ___ C: ___",
            "A (text); B (text); C (text)",
        ),
        (
            "one a line of a paragraph",
            "Name: ____\nDate: ____",
            "Name (person); Date (date)",
        ),
        ("dollars", "Budget: $____", "Budget (money)"),
        (
            "euros and pounds",
            "A €____ B £____",
            "A (money); B (money)",
        ),
        ("channel", "Channel: #team-____", "Channel: #team (text)"),
        ("in brackets", "Approved (____)", "Approved (person)"),
        ("in quotation marks", "Version \"____\"", "Version (text)"),
        ("percent", "Error rate < ____%", "Error rate < (percent)"),
        ("milliseconds", "p95: ____ms", "p95 (duration)"),
        ("unit after a space", "p95: ____ ms", "p95 (duration)"),
        ("multiple", "Load: ____x", "Load (number)"),
        ("megabytes", "Memory: ____MB", "Memory (number)"),
        ("yuan", "预算: ____元", "预算 (money)"),
        (
            "choices",
            "Provider: ____ (AWS / GCP)",
            "Provider (AWS or GCP)",
        ),
        (
            "a remark is no choice",
            "Provider: ____ (not AWS)",
            "Provider (text)",
        ),
        (
            "choices, then another",
            "A: ___ (x / y) B: ___",
            "A (x or y); B (text)",
        ),
        (
            "role and date",
            "Go/no-go: ____ Date: ____",
            "Go/no-go (person); Date (date)",
        ),
        ("label behind it", "____ approved", "approved (person)"),
        (
            "label of the heading",
            "## Region\n\n- [ ] ____\n",
            "Region (text)",
        ),
        ("no label anywhere", "- [ ] ____", "Notes (text)"),
        (
            "defined is no part of it",
            "RTO defined: ____",
            "RTO (duration)",
        ),
        ("escaped", "Region: \\_\\_\\_", "Region (text)"),
        ("at the end of emphasis", "*Region*: ____.", "Region (text)"),
        ("in emphasis", "*Region: ____*", "Region (text)"),
        (
            "brackets around two",
            "a (____) and (____) b",
            "a (text); and (text)",
        ),
        (
            "code span of underscores",
            "Region: `________`",
            "Region (text)",
        ),
        (
            "address of underscores",
            "Status page: https://________",
            "Status page: https (text)",
        ),
        (
            "form in a fence",
            "```\nName: ____\nDate: ____\n```\n",
            "Name (person); Date (date)",
        ),
        (
            "form in a fence of text",
            "```text\nName: ____\n```\n",
            "Name (person)",
        ),
        (
            "text of a link",
            "[____](https://example.com/)",
            "Notes (text)",
        ),
        (
            "a unit before the first",
            "minutes of downtime: ____",
            "minutes of downtime (duration)",
        ),
        (
            "choices before the first",
            "(AWS / GCP) account: ____",
            "(AWS / GCP) account (text)",
        ),
        (
            "a unit on the line before",
            "A: ____\nh of work: ____",
            "A (text); h of work (text)",
        ),
        (
            "area under a heading",
            "## Notes:\n\n____________",
            "Notes (area)",
        ),
        (
            "area under an item",
            "- [ ] Comments:\n\n  ```\n  ____\n  ```",
            "Comments (area)",
        ),
        (
            "area under a numbered item",
            "1. [x] Risks:\n\n   ____________",
            "Risks (area)",
        ),
        (
            "data, and who owns them",
            "Data owner: ____ Date: ____",
            "Data owner (person); Date (date)",
        ),
        (
            "how long data are kept",
            "Data retention: ____",
            "Data retention (text)",
        ),
        (
            "a day in Portuguese",
            "Data: ____ Data de início: ____",
            "Data (date); Data de início (date)",
        ),
    ] {
        assert_eq!(blanks(markdown), expected, "{label}: {markdown:?}");
    }
}

#[test]
fn what_only_looks_like_a_blank() {
    for (label, markdown) in [
        ("two", "a __ b"),
        ("bold", "__bold__ and ___both___"),
        ("dunder", "call __init__ or `__init__`"),
        ("inside a word", "snake____case"),
        ("a word before", "value____"),
        ("a word after", "____value"),
        ("no unit", "____metres"),
        ("ordinary code", "run `deploy ____ now`"),
        ("link target", "[docs](https://example.com/a_____b/____)"),
        ("inside an address", "see https://example.com/a____b"),
        ("comment", "<!-- ____ -->"),
        ("comment in a line", "a <!-- ____ --> b"),
        ("alternative text", "![____](a.png)"),
        ("html", "<div>\n____\n</div>"),
        ("front matter", "---\na: ____\n---\n"),
        ("code with a language", "```bash\nexport A=____\n```"),
        ("indented code", "text\n\n    ____ a"),
        ("rule of three", "a\n\n___\n\nb"),
        ("rule of nine", "a\n\n_________\n\nb"),
        ("rule with spaces", "a\n\n_ _ _ _ _ _ _ _ _ _ _\n\nb"),
        (
            "rule of other characters",
            "a\n\n----------\n\n**********\n",
        ),
        ("prose with slashes", "logs (ELK/CloudWatch)"),
        (
            "filled by a program",
            "Version {{ ____ }} of <%= ____ %> and {{____}}",
        ),
        ("label of a reference", "[text][____]"),
        ("label of a footnote", "a[^____]"),
        ("address between brackets", "<https://____.example.com>"),
        ("names of variables", "<version> {{tag}} [Service Name]"),
    ] {
        assert_eq!(blanks(markdown), "", "{label}: {markdown:?}");
    }
}

#[test]
fn cells_of_tables_are_blanks() {
    for (label, markdown, expected) in [
        (
            "runs",
            "| Check | Owner |\n|---|---|\n| TLS | ____ |\n",
            "Owner (person)",
        ),
        (
            "a label of its own",
            "| Check | Who |\n|---|---|\n| TLS | Lead: ____ |\n",
            "Lead (person)",
        ),
        (
            "empty under a word that asks",
            "| Check | Date |\n|---|---|\n| TLS | |\n| DNS | x |\n",
            "Date (date)",
        ),
        (
            "a column that is empty in every row",
            "| Check | Wave |\n|---|---|\n| a | |\n| b | |\n",
            "Wave (text); Wave (text)",
        ),
        (
            "empty here and there",
            "| Check | Wave |\n|---|---|\n| a | |\n| b | 2 |\n",
            "",
        ),
        (
            "empty without a heading",
            "| Check | |\n|---|---|\n| a | |\n",
            "",
        ),
        (
            "nothing to fill",
            "| Check | Owner |\n|---|---|\n| a | ann |\n",
            "",
        ),
        (
            "a bar that is escaped",
            "| Check | Owner |\n|---|---|\n| a \\| b | ____ |\n",
            "Owner (person)",
        ),
    ] {
        assert_eq!(blanks(markdown), expected, "{label}: {markdown:?}");
    }
    let row = Checklist::parse("| Check | Owner | Date |\n|---|---|---|\n| TLS | ____ | |\n");
    assert_eq!(row.entries()[0].text, "TLS | Owner: ____ | Date: ____");
    assert_eq!(
        row.blank_key(gonogo::checklist::BlankId(1)),
        "tls-owner-date:date"
    );
}

#[test]
fn write_in_lines_and_fences_are_areas() {
    for (label, markdown, expected, place) in [
        ("ten", "a\n\n__________\n", "Notes (area)", "__________"),
        (
            "label above",
            "Notes on risk:\n\n______________\n",
            "Notes on risk (area)",
            "______________",
        ),
        (
            "bold label",
            "**Risks:**\n\n______________\n",
            "Risks (area)",
            "______________",
        ),
        (
            "heading",
            "## Risks\n\n____________\n",
            "Risks (area)",
            "____________",
        ),
        (
            "neighbours",
            "___________\n___________\r\n",
            "Notes (area)",
            "___________\n___________",
        ),
        (
            "in an item",
            "- [ ] a\n\n  ___________\n  ___________\n",
            "Notes (area)",
            "___________\n  ___________",
        ),
        (
            "quoted",
            "> ___________\n> ___________\n",
            "Notes (area)",
            "___________\n> ___________",
        ),
        (
            "after a paragraph",
            "para\n___________\n",
            "Notes (area)",
            "___________",
        ),
        (
            "fence",
            "## Risks\n\n```\n____\n\n____\n```\n",
            "Risks (area)",
            "____\n\n____",
        ),
        ("tilde fence", "~~~\n____\n~~~\n", "Notes (area)", "____"),
        (
            "fence that nobody closes",
            "```\n____",
            "Notes (area)",
            "____",
        ),
    ] {
        assert_eq!(blanks(markdown), expected, "{label}: {markdown:?}");
        assert_eq!(places(markdown), [place], "{label}: {markdown:?}");
    }
    for (between, areas) in [("\n", 1), ("\n\n", 1), ("\na\n\n", 2), ("\n- ", 2)] {
        let document = format!("___________\n{between}___________\n");
        assert_eq!(
            blanks(&document).matches("area").count(),
            areas,
            "{document:?}"
        );
    }
    let fence = Checklist::parse("~~~\n____\n~~~~\n");
    assert_eq!(
        fence.blanks()[0].form,
        Form::Fence {
            open: 0..3,
            close: Some(9..13)
        }
    );
    let open = Checklist::parse("```\n____");
    assert_eq!(
        open.blanks()[0].form,
        Form::Fence {
            open: 0..3,
            close: None
        }
    );
}

#[test]
fn an_answer_takes_the_place_of_the_underscores_only() {
    for (label, markdown, expected) in [
        ("plain", "a: ____ b", &["____"][..]),
        ("money and unit stay", "$____ of ____ms", &["____", "____"]),
        ("long", "a: ____________", &["____________"]),
        ("escapes go with it", "a: \\_\\_\\_\\_ b", &["\\_\\_\\_\\_"]),
        ("a backslash before it stays", "C:\\\\____ b", &["____"]),
        ("tabs and quotes around", "> -\t[ ] a: ____\n", &["____"]),
        ("second line", "- [ ] a\n  b: ____\n", &["____"]),
        ("crlf", "a: ____\r\nb: ___\r\n", &["____", "___"]),
        ("letters of more bytes", "ü – 数据: ____（必填）", &["____"]),
        ("byte order mark", "\u{FEFF}a: ____", &["____"]),
    ] {
        assert_eq!(places(markdown), expected, "{label}: {markdown:?}");
    }
}

#[test]
fn a_blank_belongs_to_the_line_that_it_stands_on() {
    let markdown = "# T\n\nService: ____\nTeam: ____\n\n- [ ] Backups\n  - RPO: ____\n  - note\n- [ ] RTO: ____ Owner: ____\n";
    let checklist = Checklist::parse(markdown);
    let keys: Vec<String> = (0..5)
        .map(|index| checklist.blank_key(gonogo::checklist::BlankId(index)))
        .collect();
    assert_eq!(
        keys,
        [
            "service:service",
            "team:team",
            "backups/rpo:rpo",
            "rto-owner:rto",
            "rto-owner:owner"
        ]
    );
    let lines: Vec<usize> = checklist.blanks().iter().map(|blank| blank.line).collect();
    assert_eq!(lines, [3, 4, 7, 9, 9]);
    let items: Vec<_> = checklist.items().collect();
    let of = |id| {
        checklist
            .blanks_of(id)
            .map(|blank| blank.0)
            .collect::<Vec<_>>()
    };
    assert_eq!(of(items[0]), [2], "those of the lines under it");
    assert_eq!(of(items[1]), [3, 4]);
    assert_eq!(
        checklist.name(items[1]),
        "RTO: Owner:",
        "what an event records leaves them out"
    );
    for blank in checklist.blanks() {
        assert_eq!(
            &checklist.entry(blank.entry).text[blank.span.clone()],
            "____",
            "{}",
            blank.label
        );
    }
}

#[test]
fn equal_labels_of_one_entry_are_numbered() {
    let checklist = Checklist::parse("- [ ] Name: ____ Name: ____ Name: ____\n");
    let slugs: Vec<&str> = checklist
        .blanks()
        .iter()
        .map(|blank| blank.slug.as_str())
        .collect();
    assert_eq!(slugs, ["name", "name#2", "name#3"]);
}
