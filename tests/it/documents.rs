//! What of a Markdown document becomes a section, an item or a line, with its text, line, depth and key.

use gonogo::checklist::{Block, BlockKind, Checklist, EntryId, Kind};

/// The outline of a document, an entry a line: its line, two spaces for each level, what it is, its text.
fn outline(markdown: &str) -> String {
    let checklist = Checklist::parse(markdown);
    let row = |id| {
        let entry = checklist.entry(id);
        let mark = match &entry.kind {
            Kind::Section(level) => "#".repeat(usize::from(*level)),
            Kind::Item { ticked: true, .. } => "[x]".to_owned(),
            Kind::Item { ticked: false, .. } => "[ ]".to_owned(),
            Kind::Box { ticked: true, .. } => "{x}".to_owned(),
            Kind::Box { ticked: false, .. } => "{ }".to_owned(),
            Kind::Line => "line".to_owned(),
        };
        format!(
            "{}{} {mark} {}",
            "  ".repeat(entry.depth),
            entry.line,
            entry.text
        )
        .trim_end()
        .to_owned()
    };
    checklist.ids().map(row).collect::<Vec<_>>().join("\n")
}

#[test]
fn boxes_that_are_no_items_can_be_ticked_too() {
    for (label, markdown, expected) in [
        (
            "drawn, with a question",
            "Approved: ☐ Yes ☑ No",
            "1 { } Approved: Yes\n1 {x} Approved: No",
        ),
        (
            "drawn, in a list",
            "- ☐ page the on-call",
            "1 { } page the on-call",
        ),
        (
            "drawn, in an item",
            "- [ ] a ☐ b",
            "1 [ ] a ☐ b\n  1 { } a b",
        ),
        (
            "in a table",
            "| c | done |\n|---|---|\n| TLS | [x] |\n",
            "3 {x} TLS | done",
        ),
        (
            "drawn, in a table",
            "| c | ok |\n|---|---|\n| TLS | ☐ Yes ☐ No |\n",
            "3 { } TLS | Yes\n3 { } TLS | No",
        ),
        (
            "beside a blank",
            "| c | ok | by |\n|---|---|---|\n| TLS | [ ] | ____ |\n",
            "3 line TLS | by: ____\n  3 { } TLS | ok",
        ),
        ("brackets outside of tables", "text [ ] text", ""),
        ("in code", "`☐` and\n\n    ☐ code", ""),
        ("in a heading", "## ☑ Done", "1 ## ☑ Done"),
    ] {
        assert_eq!(outline(markdown), expected, "{label}");
    }
}

/// Where the reference parsers do not agree with each other, the one that GitHub uses decides, or what a person
/// sees: a box that is there can be ticked.
#[test]
fn what_is_an_item_to_some_parsers_only() {
    for (label, markdown, expected) in [
        (
            "no text: a box to GitHub's parser, none to the specification",
            "- [ ] \n- [ ] b",
            "2 [ ] b",
        ),
        (
            "a tab in the box: white space to the specification, but none to GitHub's parser",
            "- [\t] a",
            "1 [ ] a",
        ),
        (
            "a lone minus under it makes a heading of the text: an item to GitHub's parser",
            "- [ ] a\n  -\n",
            "1 [ ] a",
        ),
    ] {
        assert_eq!(outline(markdown), expected, "{label}: {markdown:?}");
    }
}

#[test]
fn what_is_an_item() {
    for (label, markdown, expected) in [
        ("minus", "- [ ] a", "1 [ ] a"),
        ("star", "* [ ] a", "1 [ ] a"),
        ("plus", "+ [ ] a", "1 [ ] a"),
        (
            "number with a dot",
            "1. [ ] a\n2. [x] b",
            "1 [ ] a\n2 [x] b",
        ),
        ("number with a bracket", "7) [ ] a", "1 [ ] a"),
        ("small x", "- [x] a", "1 [x] a"),
        ("large X", "- [X] a", "1 [x] a"),
        (
            "nested",
            "- [ ] a\n  - [x] b\n    1. [ ] c\n- [ ] d",
            "1 [ ] a\n  2 [x] b\n    3 [ ] c\n4 [ ] d",
        ),
        ("under a plain point", "- plain\n  - [ ] a", "2 [ ] a"),
        ("loose", "- [ ] a\n\n- [ ] b\n", "1 [ ] a\n3 [ ] b"),
        (
            "loose with a second paragraph",
            "- [ ] a\n\n  more\n- [ ] b",
            "1 [ ] a\n4 [ ] b",
        ),
        ("quoted", "> - [ ] a\n> - [x] b", "1 [ ] a\n2 [x] b"),
        ("quoted twice", "> > * [ ] a", "1 [ ] a"),
        (
            "quote in an item",
            "- [ ] a\n  > - [ ] b",
            "1 [ ] a\n  2 [ ] b",
        ),
        (
            "indented by a tab",
            "- [ ] a\n\t- [ ] b\n\t- [x] c",
            "1 [ ] a\n  2 [ ] b\n  3 [x] c",
        ),
        (
            "indented by a tab under a number",
            "1. one\n\t- [ ] a\n\t- [ ] b",
            "2 [ ] a\n3 [ ] b",
        ),
        (
            "two lines of text",
            "- [ ] a\n  goes on\nlazily\n- [ ] b",
            "1 [ ] a goes on lazily\n4 [ ] b",
        ),
        ("no text", "- [ ]\n- [ ] b\n- [x]", "2 [ ] b"),
        ("no text and white space", "- [ ] \n- [x]\t \n> 1. [ ]", ""),
        (
            "no text above items",
            "- [ ]\n  - [ ] a\n- [ ] b",
            "2 [ ] a\n3 [ ] b",
        ),
        ("a comment", "- [ ] <!-- a -->\n- [ ] b", "1 [ ]\n2 [ ] b"),
        (
            "text on the next line",
            "- [ ]\n  a\n- [x] \n  b",
            "1 [ ] a\n3 [x] b",
        ),
        (
            "the same, loose",
            "- [ ]\n  a\n\n  more\n- [x] \n  b",
            "1 [ ] a\n5 [x] b",
        ),
        ("text after an empty line", "- [ ]\n\n  a", ""),
        ("tab before the text", "- [ ]\ta", "1 [ ] a"),
        ("a footnote's", "see[^1]\n\n[^1]: - [ ] a", "3 [ ] a"),
        (
            "inside details",
            "<details>\n<summary>More</summary>\n\n- [ ] a\n\n</details>",
            "4 [ ] a",
        ),
        ("after a table", "| a |\n|---|\n| b |\n\n- [ ] c", "5 [ ] c"),
        (
            "crlf",
            "- [ ] a\r\n- [x] b\r\n\r\n# c\r\n- [ ] d",
            "1 [ ] a\n2 [x] b\n4 # c\n  5 [ ] d",
        ),
        (
            "cr",
            "- [ ] a\r- [x] b\r\r# c\r- [ ] d",
            "1 [ ] a\n2 [x] b\n4 # c\n  5 [ ] d",
        ),
        ("no final newline", "text\n\n- [ ] a", "3 [ ] a"),
        (
            "trailing spaces",
            "- [ ] a   \n- [ ] b\t\n",
            "1 [ ] a\n2 [ ] b",
        ),
    ] {
        // The first heading of level 1 is the title only where it is the first entry.
        assert_eq!(outline(markdown), expected, "{label}: {markdown:?}");
    }
}

#[test]
fn what_is_no_item() {
    for (label, markdown) in [
        ("no space in the box", "- [] a"),
        ("no space after the box", "- [ ]a"),
        ("a link", "- [ ](https://example.com)"),
        ("another letter", "- [v] a"),
        ("two spaces", "- [  ] a"),
        ("no list", "[ ] a"),
        ("not at the start", "- a [ ] b"),
        ("escaped", "- \\[ ] a"),
        ("code span", "- `[ ] a`"),
        ("fence", "```\n- [ ] a\n```"),
        ("tilde fence", "~~~md\n- [ ] a\n~~~"),
        (
            "fence in an item's list",
            "- plain\n  ```\n  - [ ] a\n  ```",
        ),
        ("fence that nobody closes", "```\n- [ ] a"),
        ("indented code", "text\n\n    - [ ] a"),
        ("comment", "<!--\n- [ ] a\n-->"),
        ("comment on one line", "<!-- - [ ] a -->"),
        ("html block", "<div>\n- [ ] a\n</div>"),
        ("table cell", "| a | b |\n|---|---|\n| [ ] | - [x] c |"),
        ("front matter", "---\nabout: |\n  - [ ] a\n---\n"),
        ("heading", "# [ ] a\n"),
        ("word with a hyphen", "a\n-[ ] b"),
    ] {
        assert_eq!(
            Checklist::parse(markdown).items().count(),
            0,
            "{label}: {markdown:?}"
        );
    }
}

#[test]
fn what_follows_a_block_is_read_again() {
    for (label, markdown, expected) in [
        (
            "closing fence",
            "```\n- [ ] no\n```\n- [ ] yes",
            "4 [ ] yes",
        ),
        (
            "closing fence and a tab",
            "```\n- [ ] no\n```\t\n- [ ] yes",
            "4 [ ] yes",
        ),
        (
            "closing fence, space and tabs",
            "~~~\nno\n~~~ \t\t\r\n- [ ] yes",
            "4 [ ] yes",
        ),
        (
            "a tab inside code",
            "```\na\t`b`\t\n- [ ] no\n```\n- [ ] yes",
            "5 [ ] yes",
        ),
        (
            "longer fence",
            "````\n```\n- [ ] no\n````\n- [ ] yes",
            "5 [ ] yes",
        ),
        (
            "comment",
            "<!-- - [ ] no\n\n- [ ] no -->\n- [ ] yes",
            "4 [ ] yes",
        ),
        (
            "fence inside an item",
            "- [ ] a\n  ```bash\n  - [ ] no\n  ```\n- [ ] b",
            "1 [ ] a\n5 [ ] b",
        ),
    ] {
        assert_eq!(outline(markdown), expected, "{label}: {markdown:?}");
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn sections_and_depth() {
    for (label, markdown, expected) in [
        (
            "a title indents nothing",
            "# T\n- [ ] a\n## S\n- [ ] b",
            "1 # T\n2 [ ] a\n3 ## S\n  4 [ ] b",
        ),
        (
            "two tops, no title",
            "# A\n- [ ] a\n# B\n## C",
            "1 # A\n  2 [ ] a\n3 # B\n  4 ## C",
        ),
        (
            "an item above the only top",
            "- [ ] a\n# A\n- [ ] b",
            "1 [ ] a\n2 # A\n  3 [ ] b",
        ),
        (
            "a level left out",
            "## A\n#### B\n### C\n## D",
            "1 ## A\n  2 #### B\n  3 ### C\n4 ## D",
        ),
        (
            "underlined",
            "Title\n=====\n\nPart\n---\n- [ ] a",
            "1 # Title\n4 ## Part\n  6 [ ] a",
        ),
        (
            "underlined, two lines",
            "Long\ntitle\n===\n",
            "1 # Long title",
        ),
        ("closing hashes", "## A ##\n", "1 ## A"),
        ("emphasis, code, link", "## *A* `b` [c](d)", "1 ## A b c"),
        ("entities", "## Q&amp;A", "1 ## Q&A"),
        ("attributes", "## A {#anchor}", "1 ## A"),
        ("empty heading", "##\n- [ ] a", "1 ##\n  2 [ ] a"),
        ("struck", "- [ ] ~~old~~ new", "1 [ ] old new"),
        ("image", "- [ ] ![shot](a.png) taken", "1 [ ] shot taken"),
        (
            "bold title",
            "- [ ] **Backup**: nightly",
            "1 [ ] Backup: nightly",
        ),
        ("white space is folded", "- [ ] a \t b", "1 [ ] a b"),
        (
            "heading in a list, quote or footnote",
            "- # A\n\n> ## B\n\n[^1]: # C\n",
            "",
        ),
        (
            "html comment in a text",
            "- [ ] a <!-- why --> b",
            "1 [ ] a b",
        ),
        ("front matter", "---\ntitle: x\n---\n\n# T\n", "5 # T"),
        ("byte order mark", "\u{FEFF}# T\n- [ ] a", "1 # T\n2 [ ] a"),
        (
            "mark and front matter",
            "\u{FEFF}---\na: b\n---\n# T",
            "4 # T",
        ),
        (
            "front matter that ends in dots",
            "---\na: b\n\nc: d\n...\n# T",
            "6 # T",
        ),
        (
            "front matter stands first",
            "\n---\na: b\n---\n",
            "3 ## a: b",
        ),
        ("front matter that nobody ends", "---\na: b\n# T", "3 # T"),
        (
            "between rules",
            "a\n\n---\n## S\n- [ ] a\n\n---\n## U\n",
            "4 ## S\n  5 [ ] a\n8 ## U",
        ),
        (
            "a rule is no front matter",
            "# T\n\n---\n\n- [ ] a",
            "1 # T\n5 [ ] a",
        ),
        ("empty", "", ""),
        ("prose only", "Nothing to do here.\n\n- plain\n", ""),
        ("mojibake stays", "# âœ… Done", "1 # âœ… Done"),
        (
            "underscores in code",
            "- [ ] run `get ____ x; y` `;;;`",
            "1 [ ] run get ____ x; y ;;;",
        ),
        ("underscores over lines", "> a `____ b\n> ____ c`", ""),
        (
            "underscores in code of an item",
            "> - [ ] a `____ b\n>   ____;`",
            "1 [ ] a ____ b ____;",
        ),
        (
            "underscores in an image",
            "- [ ] ![____ a;](a.png) b",
            "1 [ ] ____ a; b",
        ),
        (
            "underscores in an address",
            "- [ ] <https://____> a",
            "1 [ ] https://____ a",
        ),
        (
            "underscores in code of a table",
            "| a | by |\n|---|---|\n| `x \\| ____ y` | ____ |\n",
            "3 line x | ____ y | by: ____",
        ),
    ] {
        assert_eq!(outline(markdown), expected, "{label}: {markdown:?}");
    }
}

#[test]
fn the_title_of_an_item_ends_at_the_same_word_where_it_was_garbled() {
    let checklist = Checklist::parse(
        "- [ ] **âœ… Backup**: nightly\n- [ ] **Backup:** nightly\n- [ ] nightly\n",
    );
    let titles: Vec<String> = checklist
        .entries()
        .iter()
        .map(|entry| entry.legible()[..entry.legible_title()].to_owned())
        .collect();
    assert_eq!(titles, ["✅ Backup", "Backup", ""]);
}

#[test]
fn keys_are_readable_and_unique() {
    for (label, markdown, expected) in [
        (
            "path without the title",
            "# T\n## A & B\n- [ ] C d\n  - [ ] e",
            "t a-b a-b/c-d a-b/c-d/e",
        ),
        ("path with two tops", "# T\n- [ ] a\n# U\n", "t t/a u"),
        (
            "equals are numbered",
            "- [ ] a\n- [ ] a\n- [ ] A!",
            "a a#2 a#3",
        ),
        (
            "equal sections",
            "## S\n- [ ] a\n## S\n- [ ] a",
            "s s/a s#2 s#2/a",
        ),
        (
            "equals in other places",
            "## S\n- [ ] a\n## U\n- [ ] a",
            "s s/a u u/a",
        ),
        (
            "a number in the text",
            "- [ ] a 2\n- [ ] a\n- [ ] a",
            "a-2 a a#2",
        ),
        (
            "no letter or digit",
            "- [ ] <!-- a -->\n- [ ] ✅\n",
            "untitled untitled#2",
        ),
        (
            "the blank is not in it",
            "- [ ] Region: ____ (AWS / GCP)",
            "region-aws-gcp",
        ),
        (
            "other scripts",
            "## 数据库\n- [ ] Überprüft",
            "数据库 数据库/überprüft",
        ),
    ] {
        let checklist = Checklist::parse(markdown);
        let keys: Vec<String> = checklist.ids().map(|id| checklist.key(id)).collect();
        assert_eq!(keys.join(" "), expected, "{label}: {markdown:?}");
    }
    let long = Checklist::parse(format!("- [ ] {}", "word ".repeat(100)));
    assert!(
        long.key(EntryId(0)).chars().count() <= 60,
        "{}",
        long.key(EntryId(0))
    );
}

#[test]
fn a_box_is_three_bytes_and_the_head_is_the_text() {
    for markdown in [
        "- [ ] text",
        "- a\n\t- [ ] text",
        "1. x\n\t- [ ] text\n",
        "> - [ ] text\r\n",
        "* [ ] text\n\n  more",
        "\u{FEFF}- [ ] text",
        "```\n```\t\n- [ ] text",
    ] {
        let checklist = Checklist::parse(markdown);
        let id = checklist.items().next().expect(markdown);
        let Kind::Item { mark, .. } = checklist.entry(id).kind.clone() else {
            unreachable!()
        };
        assert_eq!(&markdown[mark], "[ ]", "{markdown:?}");
        assert_eq!(
            &markdown[checklist.entry(id).head.clone()],
            "text",
            "{markdown:?}"
        );
    }
}

#[test]
fn what_is_no_entry_is_kept_under_one() {
    let markdown = "## S\n\nprose\n\n- point\n  1. deeper\n- [ ] item\n\n  ```bash\n  make\n  ```\n\n<br>\n\n| a |\n|---|\n";
    let checklist = Checklist::parse(markdown);
    let told = |index: usize| -> Vec<String> {
        let blocks = checklist.entries()[index].blocks.iter();
        let name = |block: &Block| match &block.kind {
            BlockKind::Text => "text".to_owned(),
            BlockKind::Point { marker } => format!("{marker} {}", block.level - 1),
            BlockKind::Code { info, lines } => {
                let code: String = lines.iter().map(|line| &markdown[line.clone()]).collect();
                format!("{info} {code}")
            }
            BlockKind::Table => "table".to_owned(),
            BlockKind::Html => "html".to_owned(),
        };
        blocks.map(name).collect()
    };
    assert_eq!(told(0), ["text", "- 0", "1. 1", "html", "table"]);
    assert_eq!(told(1), ["bash make\n"]);
}

#[test]
fn a_document_tells_where_things_stand() {
    let checklist =
        Checklist::parse("---\na: b\n---\r\n# T\r\n## A\r\n- [ ] a\r\n  - [ ] b\r\n## B\r\n");
    let ids: Vec<_> = checklist.ids().collect();
    assert_eq!(checklist.title(), Some(ids[0]));
    assert_eq!(
        checklist.top_sections().collect::<Vec<_>>(),
        [ids[1], ids[4]]
    );
    assert_eq!(checklist.subtree(ids[1]).collect::<Vec<_>>(), ids[1..4]);
    assert_eq!(
        checklist.ancestors(ids[3]).collect::<Vec<_>>(),
        [ids[2], ids[1], ids[0]]
    );
    assert_eq!(checklist.headings(ids[3]), ["T", "A"]);
    assert_eq!(checklist.item_of(ids[3]), Some(ids[3]));
    assert_eq!(checklist.item_of(ids[1]), None);
    assert!(
        checklist.source()[checklist.body_start()..].starts_with("# T"),
        "after the front matter"
    );
    assert_eq!(checklist.newline(), "\n", "as the first line ends");
    assert_eq!(Checklist::parse("a\r\nb\n").newline(), "\r\n");
}

#[test]
fn nesting_of_any_depth_is_read() {
    let markdown = format!("{}- [ ] deep", "> ".repeat(20_000));
    let checklist = Checklist::parse(markdown);
    assert_eq!(checklist.items().count(), 1);
}
