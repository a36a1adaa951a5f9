//! Boxes: those that are almost an item, those in code and HTML, those that stand twice.

use super::{assert_findings, message};

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn malformed_boxes_are_found() {
    assert_findings(&[
        ("no space inside", "- [] a\n", &["1:3 almost-box []"]),
        ("two spaces inside", "* [  ] a\n", &["1:3 almost-box [  ]"]),
        (
            "a hard space inside",
            "- [\u{a0}] a\n",
            &["1:3 almost-box [\u{a0}]"],
        ),
        ("an x with a space", "- [x ] a\n", &["1:3 almost-box [x ]"]),
        (
            "no space after",
            "- [ ]a\n- [x]b\n",
            &["1:3 almost-box [ ]", "2:3 almost-box [x]"],
        ),
        ("a link", "- [ ](url)\n", &["1:3 almost-box [ ]"]),
        (
            "another sign",
            "1. [-] a\n2. [~] b\n3. [✓] c\n",
            &[
                "1:4 almost-box [-]",
                "2:4 almost-box [~]",
                "3:4 almost-box [✓]",
            ],
        ),
        (
            "no space before",
            "-[ ] a\n\n1.[x] b\n",
            &["1:1 almost-box -[ ]", "3:1 almost-box 1.[x]"],
        ),
        ("no marker", "text\n[ ] a\n", &["2:1 almost-box [ ]"]),
        (
            "a list in a paragraph",
            "text\n2. [ ] a\n",
            &["2:1 almost-box 2. [ ]"],
        ),
        ("inside emphasis", "- **[ ] a**\n", &["1:5 almost-box [ ]"]),
        ("a backslash", "- \\[ ] a\n", &["1:4 almost-box [ ]"]),
        (
            "nested and quoted",
            "> - a\n>   - []b\n",
            &["2:7 almost-box []"],
        ),
        ("in a loose list", "- a\n\n- []b\n", &["3:3 almost-box []"]),
    ]);
    assert_findings(&[
        ("items", "- [ ] a\n* [x] b\n1. [X] c\n- [ ]\n  d\n", &[]),
        (
            "links",
            "- [x](url)\n- [a]\n- [1] b\n- [x]: c\n\n[x][-]\n\n[-]: url\n",
            &[],
        ),
        ("a defined reference", "- [-] a\n\n[-]: url\n", &[]),
        ("code", "- `[] a`\n\n```sh\n- []\n[ ] a\n```\n", &[]),
        (
            "a rule above a heading",
            "---\n# Launch\n- [ ] a\n\n---\n- [ ] b\n",
            &[],
        ),
        ("a comment", "<!--\n-[ ] a\n-->\n", &[]),
        ("a table", "| a | b |\n| --- | --- |\n| [] | [ ]x |\n", &[]),
        ("a legend", "[x] = done\n\n- [-] = cancelled\n", &[]),
        ("escaped prose", "\\[ ] a\n", &[]),
        (
            "inside a text",
            "a [ ] b\n- an empty list is [] here\n",
            &[],
        ),
    ]);
    for (document, says) in [
        ("- []\n", "“[]” isn't a checkbox: add a space, “[ ]”"),
        ("- [x]a\n", "missing space after “[x]”"),
        (
            "- [ ](u)\n",
            "a checkbox right before a bracket is a link: add a space after “[ ]”",
        ),
        (
            "- [ x ] a\n",
            "a checkbox holds one space or one x: write “[x]”",
        ),
        (
            "- [-] a\n",
            "GitHub doesn't support “[-]”: write “[ ]” or “[x]”, and the rest in words",
        ),
        ("-[ ] a\n", "missing space between “-” and the checkbox"),
        (
            "[x] a\n",
            "a checkbox without a list marker is plain text: write “- [x]”",
        ),
        (
            "a\n2) [ ] b\n",
            "a list can't start inside a paragraph like this: add an empty line before it",
        ),
        (
            "- _[ ] a_\n",
            "a checkbox inside emphasis is plain text: write “[ ]” before it",
        ),
        (
            "- \\[x] a\n",
            "the backslash escapes the checkbox: write “[x]” without it",
        ),
    ] {
        assert_eq!(message(document), says, "{document}");
    }
}

#[test]
fn boxes_without_text_are_found() {
    assert_findings(&[
        (
            "alone",
            "- [ ]\n- [x]\n",
            &["1:3 almost-box [ ]", "2:3 almost-box [x]"],
        ),
        (
            "with white space",
            "* [ ] \t\n1. [X]",
            &["1:3 almost-box [ ]", "2:4 almost-box [X]"],
        ),
        (
            "with white space that Markdown does not know",
            "- [ ]\u{a0}\n",
            &["1:3 almost-box [ ]"],
        ),
        (
            "above its items",
            "- [ ]\n  - [ ] a\n",
            &["1:3 almost-box [ ]"],
        ),
        ("above a text", "- [ ]\n\n  a\n", &["1:3 almost-box [ ]"]),
        ("quoted", "> - [ ]\n", &["1:5 almost-box [ ]"]),
        ("before its text", "- [x]\na\n", &["1:3 almost-box [x]"]),
        ("a comment", "- [ ] <!-- later -->\n", &["1:3 no-text [ ]"]),
        ("an image", "- [x] ![](a.png)\n", &["1:3 no-text [x]"]),
        (
            "a space that nobody sees",
            "- [ ] \u{3000}\n",
            &["1:3 no-text [ ]"],
        ),
    ]);
    assert_findings(&[
        ("text on the next line", "- [ ]\n  a\n", &[]),
        (
            "an image with a description",
            "- [x] ![the pool](a.png) <!-- x -->\n",
            &[],
        ),
        ("a blank", "- [ ] ____\n", &[]),
    ]);
    for (document, says) in [
        (
            "- [ ]\n",
            "“[ ]” without text isn't an item: describe the task, or remove it",
        ),
        (
            "- [x]\na\n",
            "the text is on the next line: move it right after “[x]”",
        ),
        (
            "- [ ] <!-- a -->\n",
            "this item is only a comment, which is hidden: describe the task, or remove it",
        ),
        (
            "- [ ] ![](a.png)\n",
            "this item is only an image: add alt text, “![…]”, or describe the task",
        ),
        (
            "- [ ] \u{3000}\n",
            "this item has no visible text: describe the task, or remove it",
        ),
    ] {
        assert_eq!(message(document), says, "{document}");
    }
}

#[test]
fn boxes_hidden_by_a_character_are_found() {
    let found = |document: &str| -> String {
        assert_eq!(
            gonogo::checklist::Checklist::parse(document)
                .items()
                .count(),
            0,
            "{document:?}"
        );
        let findings = gonogo::checklist::Checklist::parse(document).check();
        let said =
            |it: &gonogo::checklist::Finding| format!("{}:{} {}", it.line, it.column, it.message);
        findings.iter().map(said).collect::<Vec<_>>().join("\n")
    };
    let space = |place: &str, name: &str| {
        format!("{place} {name} breaks this checkbox: use a plain space instead")
    };
    let unseen =
        |place: &str, name: &str| format!("{place} {name} breaks this checkbox: remove it");
    for (document, expected) in [
        ("-\u{a0}[ ] a\n", space("1:1", "U+00A0 (no-break space)")),
        ("- [\u{a0}] a\n", space("1:3", "U+00A0 (no-break space)")),
        ("- [ ]\u{a0}a\n", space("1:3", "U+00A0 (no-break space)")),
        ("- [ ]\u{a0} a\n", space("1:3", "U+00A0 (no-break space)")),
        ("1.\u{2003}[x] a\n", space("1:1", "U+2003 (other space)")),
        (
            "\u{3000}- [ ] a\n",
            space("1:1", "U+3000 (ideographic space)"),
        ),
        (
            "> text\n> *\u{202f}[ ] a\n",
            space("2:3", "U+202F (narrow no-break space)"),
        ),
        (
            "- [\u{200b}] a\n",
            unseen("1:3", "U+200B (zero-width space)"),
        ),
        (
            "- [ \u{200b}] a\n",
            unseen("1:3", "U+200B (zero-width space)"),
        ),
        (
            "- [ ]\u{200b} a\n",
            unseen("1:3", "U+200B (zero-width space)"),
        ),
        (
            "text\n\n\u{feff}- [ ] a\n",
            unseen("3:1", "U+FEFF (byte order mark)"),
        ),
        (
            "-\u{2060} [ ] a\n",
            unseen("1:1", "U+2060 (invisible character)"),
        ),
        (
            "-\u{ad} [x] a\r\u{3000}[ ] b\r",
            format!(
                "{}\n{}",
                unseen("1:1", "U+00AD (soft hyphen)"),
                space("2:1", "U+3000 (ideographic space)"),
            ),
        ),
    ] {
        assert_eq!(found(document), expected, "{document:?}");
    }
    assert_findings(&[
        (
            "inside of an item",
            "- [ ] a\u{a0}b\n- [ ] \u{200b}c\n",
            &[],
        ),
        ("in prose", "a\u{a0}[ ] b\n", &[]),
        ("escaped", "\\[\u{a0}] a\n", &[]),
    ]);
}

#[test]
fn items_in_code_and_html_are_found() {
    assert_findings(&[
        (
            "a fence",
            "```\na\n- [ ] b\n* [x] c\n```\n",
            &["3:1 hidden-item - [ ] b"],
        ),
        (
            "a fence of Markdown",
            "~~~md\n1. [ ] b\n~~~\n",
            &["2:1 hidden-item 1. [ ] b"],
        ),
        (
            "each fence",
            "```\n- [ ] a\n```\n\n```\n- [ ] b\n```\n",
            &["2:1 hidden-item - [ ] a", "6:1 hidden-item - [ ] b"],
        ),
        (
            "an open fence",
            "- [ ] a\n```sh\nls\n\n- [ ] b\n",
            &["5:1 hidden-item - [ ] b"],
        ),
        (
            "indented code",
            "text\n\n    - [ ] a\n",
            &["3:5 hidden-item - [ ] a"],
        ),
        (
            "a comment",
            "<!--\n  - [ ] a\n-->\n",
            &["2:3 hidden-item - [ ] a"],
        ),
        (
            "HTML",
            "<details>\n- [ ] a\n\n- [ ] b\n</details>\n",
            &["2:1 hidden-item - [ ] a"],
        ),
    ]);
    assert_findings(&[
        ("code of a language", "```sh\n- [ ] b\n```\n", &[]),
        (
            "a fence that a tab follows",
            "```sh\nls\n```\t\n- [ ] a\n",
            &[],
        ),
        ("other lines", "```\n- []\n-[ ] a\n- [ ]\n- b\n```\n", &[]),
        (
            "HTML and then items",
            "<details>\n\n- [ ] a\n\n</details>\n",
            &[],
        ),
        ("front matter", "---\ntasks:\n- a\n---\n", &[]),
        (
            "front matter without an item",
            "---\nabout: >\n  a [ ] b\n---\n",
            &[],
        ),
    ]);
    for (document, says) in [
        (
            "```\n- [ ] a\n```\n",
            "this line looks like an item, but code isn't part of the checklist: move it out of the code block",
        ),
        (
            "\n```\n- [ ] a\n- [ ] b\n",
            "this and one more line look like items, but the code block starting on line 2 is never closed: close it",
        ),
        (
            "<!--\n- [ ] a\n- [ ] b\n- [ ] c\n-->\n",
            "this and 2 more lines look like items, but comments are hidden: move them out of the comment",
        ),
        (
            "\u{FEFF}---\nabout: |\n  - [ ] a\n---\n",
            "this line looks like an item, but everything between the first two “---” lines is front matter: move it below",
        ),
        (
            "<p>\n- [ ] a\n",
            "this line looks like an item, but the HTML block above extends to here: add an empty line after it",
        ),
        (
            "a\n\n\t- [ ] a\n",
            "this line looks like an item, but text indented this far is code: indent it less",
        ),
    ] {
        assert_eq!(message(document), says, "{document}");
    }
}

#[test]
fn duplicate_items_are_found() {
    assert_findings(&[
        (
            "in a list",
            "- [ ] a\n- [x] b\n- [ ] a\n",
            &["3:3 repeated a"],
        ),
        (
            "three times",
            "- [ ] a\n- [ ] a\n- [ ] a\n",
            &["2:3 repeated a", "3:3 repeated a"],
        ),
        (
            "in two lists of a section",
            "# S\n- [ ] a b\n\nMore of it.\n\n* [ ] a   b\n",
            &["6:3 repeated a b"],
        ),
        (
            "under one item",
            "- [ ] o\n  - [ ] a\n  - [ ] a\n",
            &["3:5 repeated a"],
        ),
    ]);
    assert_findings(&[
        ("in two sections", "# S\n- [ ] a\n# T\n- [ ] a\n", &[]),
        (
            "under two items",
            "- [ ] o\n  - [ ] a\n- [ ] p\n  - [ ] a\n",
            &[],
        ),
        ("under two points", "- o\n  - [ ] a\n- p\n  - [ ] a\n", &[]),
        (
            "under two labels",
            "**Staging**\n- [ ] a\n\n**Production**\n- [ ] a\n\nAfter:\n\n- [ ] a\n",
            &[],
        ),
        ("on two sides of a rule", "- [ ] a\n\n---\n\n- [ ] a\n", &[]),
        ("steps", "1. [ ] test\n2. [ ] release\n3. [ ] test\n", &[]),
        ("other links", "- [ ] [PR](one)\n- [ ] [PR](two)\n", &[]),
        ("nothing but blanks", "- [ ] ____\n- [ ] ____\n", &[]),
    ]);
    assert_eq!(
        message("\n- [ ] **a** b\n- [ ] **a** b\n"),
        "“**a** b” is also on line 2: remove one, or make their texts differ"
    );
}

#[test]
fn boxes_in_other_notations_are_found() {
    assert_findings(&[
        (
            "states of other programs",
            "- [/] a\n- [TODO] b\n- [N/A] c\n- [o] d\n- [х] e\n- [ o ] f\n",
            &[
                "1:3 almost-box [/]",
                "2:3 almost-box [TODO]",
                "3:3 almost-box [N/A]",
                "4:3 almost-box [o]",
                "5:3 almost-box [х]",
                "6:3 almost-box [ o ]",
            ],
        ),
        (
            "in headings",
            "## [ ] A\n\na\n\n## 1. ☐ B\n\nb\n",
            &["1:4 almost-box [ ]", "5:7 almost-box ☐"],
        ),
        (
            "round, drawn and after other bullets",
            "- ( ) a\n- □ b\n\n• [ ] c\n\n1.2 [ ] d\n",
            &[
                "1:3 almost-box ( )",
                "2:3 almost-box □",
                "4:1 almost-box • [ ]",
                "6:1 almost-box 1.2 [ ]",
            ],
        ),
        (
            "inside a line",
            "Environment: [ ] Dev [ ] Prod\n\n- [ ] Downtime? ( ) yes ( ) no\n",
            &["1:14 almost-box [ ]", "3:17 almost-box ( )"],
        ),
        (
            "where they count",
            "# A <!-- gonogo: counts -->\n- [-] a\n- []b\n",
            &[],
        ),
        ("an entity", "- &#9744; a\n", &["1:3 almost-box ☐"]),
        (
            "in cells",
            "| a | b |\n| --- | --- |\n| [-] | ⬜ |\n",
            &["3:3 almost-box [-]", "3:9 almost-box ⬜"],
        ),
        (
            "in a fence",
            "```\n[ ] a\n☐ b\n```\n",
            &["2:1 hidden-item [ ] a"],
        ),
        (
            "HTML",
            "<ul>\n<li><input type=checkbox> a</li>\n<li>[ ] b</li>\n</ul>\n\n- <INPUT checked type='radio'> c\n",
            &[
                "2:5 hidden-item <input type=checkbox>",
                "3:5 hidden-item [ ] b</li>",
                "6:3 hidden-item <INPUT checked type='radio'>",
            ],
        ),
    ]);
    assert_findings(&[
        (
            "tags and citations",
            "- [P1] a\n- [1] b\n- [API] c\n- (optional) d\n- (x) = 3\n",
            &[],
        ),
        (
            "prose",
            "Change [ ] to [x] when done.\n\nLegend: [ ] open\n",
            &[],
        ),
        (
            "commented-out HTML",
            "<!-- <input type=\"checkbox\"> -->\n",
            &[],
        ),
    ]);
}

#[test]
fn included_files_and_conflict_markers_are_found() {
    assert_findings(&[
        (
            "includes",
            "![[rollback]]\n\n{% include \"a.md\" %}\n\n--8<-- \"b.md\"\n\n:::{include} c.md\n\n<<< @/d.md\n",
            &[
                "1:1 include ![[rollback]]",
                "3:1 include {% include \"a.md\" %}",
                "5:1 include --8<-- \"b.md\"",
                "7:1 include :::{include} c.md",
                "9:1 include <<< @/d.md",
            ],
        ),
        (
            "includes in comments and fences",
            "<!--#include file=\"a.md\" -->\n\n<!-- @include: ./b.md -->\n\n```{include} c.md\n```\n",
            &[
                "1:1 include <!--#include file=\"a.md\" -->",
                "3:1 include <!-- @include: ./b.md -->",
                "5:1 include ```{include} c.md",
            ],
        ),
        (
            "no includes",
            "![[diagram.png]]\n\n`![[a]]`\n\n```\n{% include \"a.md\" %}\n```\n\nWe include tests.\n",
            &[],
        ),
        (
            "a conflict",
            "<<<<<<< HEAD\n- [ ] a\n=======\n- [ ] b\n>>>>>>> topic\n",
            &[
                "1:1 conflict-marker <<<<<<< HEAD",
                "3:1 conflict-marker =======",
                "5:1 conflict-marker >>>>>>> topic",
            ],
        ),
        (
            "no conflict",
            "Title\n=======\n\n```\n<<<<<<< HEAD\n=======\n>>>>>>> b\n```\n\n- [ ] a\n",
            &[],
        ),
    ]);
}

#[test]
fn choices_with_two_ticks_are_found() {
    assert_findings(&[
        (
            "two of three",
            "## Type (choose one)\n- [x] a\n- [ ] b\n- [x] c\n",
            &["4:3 contradiction [x]"],
        ),
        ("boxes on a line", "☑ Yes ☒ No\n", &["1:7 contradiction ☒"]),
        (
            "one, and several of a list",
            "## Downtime?\n- [x] Yes\n- [ ] No\n\n## Checks\n- [x] a\n- [x] b\n",
            &[],
        ),
    ]);
}
