//! Reports with the values of variables: in every position, whatever was typed.

use gonogo::checklist::{BlankId, Checklist, Markdown, VariableId};
use gonogo::progress::Progress;
use gonogo::report::{self, AuditScope};
use gonogo::workbook::{Edit, Workbook};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::RngSeed;
use pulldown_cmark::{Event, Tag, TagEnd};

use super::arbitrary::{answer, document, stamp};

/// What people might type, and what would be syntax.
const VALUES: [&str; 42] = [
    "2.3.0",
    "shop.example.com",
    "Ada Lovelace",
    "https://example.com/a_b?c=1&d=2#e",
    "a b; rm -rf 'x'",
    "*all* _of_ it",
    "- [ ] item",
    "- x",
    "1. x",
    "1",
    ". x",
    "# h",
    "#",
    "a #",
    "{#id}",
    "> q",
    "| a | b |",
    "a|b",
    "`code`",
    "``",
    "`",
    "```",
    "~~~~",
    "$(id) ${x}",
    "<b>bold</b>",
    "</div>",
    "<!-- x",
    "-->",
    "&amp; &#42;",
    "[x](y)",
    "[x]",
    "x",
    "](u)",
    "![i](u)",
    "two\nlines",
    "a\n\n- [x] item\n# h",
    "---",
    "===",
    "\\",
    "a\\",
    "\u{1b}[2J",
    "数据 é ✓",
];

/// Documents with the place of a variable in every position, as `PLACE`.
const POSITIONS: [&str; 36] = [
    "PLACE\n",
    "Ship PLACE today.\n",
    "# Release PLACE\n\n- [ ] a\n",
    "# PLACE\n\n- [ ] a\n",
    "## PLACE ##\n",
    "# Release PLACE {#id}\n",
    "Release PLACE\n=====\n\n- [ ] a\n",
    "- [ ] Tag PLACE now\n- [ ] b\n",
    "- [ ] PLACE\n- [ ] b\n",
    "- PLACE\n- b\n",
    "1. PLACE\n2. b\n",
    "- [ ] a\n  PLACE\n- [ ] b\n",
    "> PLACE\n> b\n",
    "> - [ ] PLACE\n",
    "- [ ] **PLACE** and *PLACE* and ~~PLACE~~\n",
    "- [ ] [PLACE](https://example.com/) and [notes of PLACE](u)\n",
    "- [ ] a `PLACE` b `x PLACE y` c\n",
    "- [ ] stray `` and `deploy PLACE`\n",
    "| a | b |\n| - | - |\n| PLACE | x PLACE y |\n| c | d |\n",
    "| a | PLACE |\n| - | - |\n| `PLACE` | c |\n",
    "PLACEPLACE PLACE\n",
    "-PLACE\n",
    "1PLACE\n",
    "PLACE. x\n",
    "#PLACE\n",
    "- [PLACE] x\n",
    "text\nPLACE\n",
    "text\nPLACE\n---\n",
    "```text\nto PLACE\nPLACE\n```\n\n- [ ] a\n",
    "~~~\nPLACE\n~~~\n\n- [ ] a\n",
    "- [ ] a\n  ```text\n  PLACE\n  ```\n- [ ] b\n",
    "    PLACE\n\n- [ ] a\n",
    "> ```text\n> x PLACE\n> ```\n",
    "a[^1]\n\n[^1]: PLACE\n",
    "`x PLACE\n\n- [ ] b\n",
    "a (PLACE), \"PLACE\", <u>PLACE</u>, a_PLACE_b, https://PLACE/x\n",
];

fn with_values(source: &str, value: &str) -> Workbook {
    let mut workbook = Workbook::new(Checklist::parse(source), Progress::new("a.md", None));
    for index in 0..workbook.checklist().variables().len() {
        let edit = Edit::SetVariable {
            variable: VariableId(index),
            value: value.to_owned(),
        };
        workbook.apply(edit, &stamp("Ada", index)).unwrap();
    }
    workbook
}

/// The blocks of a document, without paragraphs and text.
fn structure(source: &str) -> Vec<String> {
    let markdown = Markdown::of(source);
    let part = |event: &Event| {
        Some(match event {
            Event::Start(Tag::Heading { level, .. }) => format!("{level}"),
            Event::Start(Tag::CodeBlock(_)) => "code".to_owned(),
            Event::Start(
                tag @ (Tag::List(_)
                | Tag::Item
                | Tag::Table(_)
                | Tag::TableRow
                | Tag::TableCell
                | Tag::BlockQuote(_)),
            ) => {
                format!("{tag:?}")
            }
            Event::End(
                tag @ (TagEnd::List(_) | TagEnd::Item | TagEnd::BlockQuote(_) | TagEnd::Table),
            ) => {
                format!("/{tag:?}")
            }
            Event::TaskListMarker(ticked) => format!("box {ticked}"),
            Event::Rule => "rule".to_owned(),
            _ => return None,
        })
    };
    markdown
        .events()
        .filter_map(|(event, _)| part(&event))
        .collect()
}

/// The text of a document as it reads, without white space and what reports replace.
fn reading(source: &str) -> String {
    let markdown = Markdown::of(source);
    let mut text = String::new();
    for (event, _) in markdown.events() {
        match event {
            Event::InlineHtml(html) if matches!(&*html, "<br>" | "<code>" | "</code>") => {}
            Event::Text(part) | Event::Code(part) | Event::InlineHtml(part) | Event::Html(part) => {
                text.push_str(&part);
            }
            _ => {}
        }
    }
    seen(&text)
}

/// Returns whether a position has code without a language, in which values are quoted for a shell or refused.
fn is_code(position: &str) -> bool {
    let span = position.replace("```", "");
    span.contains('`') || position.starts_with("    ") || position.starts_with("~~~")
}

fn seen(text: &str) -> String {
    let is_left_out = |c: char| c.is_whitespace() || c.is_control() || c == '\u{FFFD}';
    text.replace(is_left_out, "")
}

#[test]
fn values_read_as_typed_and_keep_the_structure_in_every_position() {
    let mut failed = Vec::new();
    for position in POSITIONS {
        for written in ["{{the-ver}}", "<the-ver>", "[the-ver]", "your-ver"] {
            // Brackets within brackets are links, and a tag in a code span of its own is markup.
            let source = position.replace("PLACE", written);
            let checklist = Checklist::parse(source.as_str());
            let places = checklist.places();
            if places.is_empty() {
                continue;
            }
            let masked = {
                let (mut text, mut at) = (String::new(), 0);
                for place in places {
                    text.push_str(&source[at..place.range.start]);
                    text.push('\u{E000}');
                    at = place.range.end;
                }
                text + &source[at..]
            };
            // A tag on its own line is HTML.
            let is_html = position.starts_with("PLACE")
                && written.starts_with('<')
                && (position.contains("\n===") || position.contains("PLACEPLACE"));
            for value in VALUES {
                let workbook = with_values(&source, value);
                let filled = report::filled(&workbook);
                let expected = reading(&masked).replace('\u{E000}', &seen(value));
                let reads = reading(&filled);
                // What code gets, quoted or refused, is tested where commands are.
                let is_known = is_code(position) || reads == expected;
                if !is_html && (structure(&filled) != structure(&masked) || !is_known) {
                    failed.push(format!(
                        "{source:?} {value:?}\n{filled:?}\n{reads:?}\n{expected:?}"
                    ));
                }
            }
        }
    }
    assert!(
        failed.is_empty(),
        "{} failed:\n{}",
        failed.len(),
        failed.join("\n\n")
    );
}

#[test]
fn ordinary_values_stay_readable_in_the_source() {
    for (source, value, filled) in [
        ("# Release {{ver}}\n", "2.3.0", "# Release 2.3.0\n"),
        ("- [ ] {{ver}} is out\n", "2.3.0", "- [ ] 2.3.0 is out\n"),
        (
            "`kubectl -n <the-ns> get`\n",
            "shop prod",
            "`kubectl -n 'shop prod' get`\n",
        ),
        ("`<the-ns>`\n", "shop prod", "`shop prod`\n"),
        (
            "| a | Version |\n| - | ------- |\n| b | {{ver}} |\n| c | 1       |\n",
            "2.3.0-rc.1",
            "| a | Version    |\n| - | ---------- |\n| b | 2.3.0-rc.1 |\n| c | 1          |\n",
        ),
        (
            "| a | Version |\n| - | ------- |\n| b | {{ver}} |\n",
            "2",
            "| a | Version |\n| - | ------- |\n| b | 2       |\n",
        ),
        ("`a <the-ns>`\n", "x`y", "`` a 'x`y' ``\n"),
        ("`b` `a <the-ns>`\n", "x`y", "`b` `` a 'x`y' ``\n"),
        (
            "[at your-domain.com](https://your-domain.com/)\n",
            "a.io",
            "[at a.io](https://your-domain.com/)\n",
        ),
        (
            "![of {{ver}}](x-{{ver}}.png) {{ver}}\n",
            "1",
            "![of {{ver}}](x-{{ver}}.png) 1\n",
        ),
        (
            "<a href=\"{{ver}}\">{{ver}}</a>\n",
            "1",
            "<a href=\"{{ver}}\">1</a>\n",
        ),
        (
            "- [ ] a {{ver}}\n\n  ```sh\n  deploy {{ver}}\n  ```\n",
            "it's",
            "- [ ] a it's\n\n  ```sh\n  deploy 'it'\\''s'\n  ```\n",
        ),
        (
            "```cmd\nrun {{ver}}\n```\n{{ver}}\n",
            "100%",
            "```cmd\nrun {{ver}}\n```\n100%\n",
        ),
        ("<the-ver>\n", "2.3.0", "2.3.0\n"),
        (
            "<the-ver>\n- [ ] hidden\n\n- [ ] b\n",
            "2.3.0",
            "<p>2.3.0</p>\n- [ ] hidden\n\n- [ ] b\n",
        ),
        (
            "| a | b |\n|---|---|\n| {{ver}} | c |\n",
            "x|y\nz",
            "| a | b |\n|---|---|\n| x\\|y<br>z | c |\n",
        ),
    ] {
        assert_eq!(
            report::filled(&with_values(source, value)),
            filled,
            "{source:?} {value:?}"
        );
    }
}

#[test]
fn blanks_written_as_placeholders_are_filled() {
    for (source, value, filled) in [
        (
            "- [ ] Approved on [Date]\n",
            "2026-11-28",
            "- [ ] Approved on 2026-11-28\n",
        ),
        ("- [ ] Owner: TBD\n", "*Ada*", "- [ ] Owner: \\*Ada\\*\n"),
        (
            "- [ ] Date: YYYY-MM-DD\n",
            "2026-11-28",
            "- [ ] Date: 2026-11-28\n",
        ),
        (
            "- [ ] Region: ........\n",
            "eu-west-1",
            "- [ ] Region: eu-west-1\n",
        ),
        ("- [ ] Owner: @\n", "@ada", "- [ ] Owner: @ada\n"),
        ("- [ ] Region: [      ]\n", "x", "- [ ] Region: x\n"),
        (
            "| a | Date |\n|---|---|\n| b | TBD |\n",
            "a|b\nc",
            "| a | Date |\n|---|---|\n| b | a\\|b<br>c |\n",
        ),
        (
            "## Sign-off\n\nApproved by:\n",
            "Ada",
            "## Sign-off\n\nApproved by: Ada\n",
        ),
    ] {
        let mut workbook = Workbook::new(Checklist::parse(source), Progress::new("a.md", None));
        assert_eq!(workbook.checklist().blanks().len(), 1, "{source:?}");
        let edit = Edit::Fill {
            blank: BlankId(0),
            value: value.to_owned(),
        };
        workbook.apply(edit, &stamp("Ada", 1)).unwrap();
        assert_eq!(report::filled(&workbook), filled);
    }
}

#[test]
fn pages_show_every_value_as_text() {
    for position in POSITIONS {
        let source = position.replace("PLACE", "{{the-ver}}");
        if Checklist::parse(source.as_str()).places().is_empty() {
            continue;
        }
        // A page spells control characters out.
        for value in VALUES.into_iter().filter(|value| !value.contains('\u{1b}')) {
            let page = report::html(&with_values(&source, value), AuditScope::Nothing);
            let page = roxmltree::Document::parse_with_options(
                &page,
                roxmltree::ParsingOptions {
                    allow_dtd: true,
                    ..Default::default()
                },
            );
            let page = page.unwrap_or_else(|error| panic!("{source:?} {value:?}: {error}"));
            let article = page
                .descendants()
                .find(|node| node.attribute("id") == Some("document"))
                .unwrap();
            let marks = article
                .descendants()
                .filter(|node| node.has_tag_name("mark"));
            let shown: Vec<String> = marks
                .map(|node| {
                    node.descendants()
                        .filter_map(|it| it.text().filter(|_| it.is_text()))
                        .collect()
                })
                .collect();
            let is_titled = source.contains("# ") || source.contains("===");
            let is_code = is_code(position);
            assert!(
                is_titled || is_code || !shown.is_empty(),
                "{source:?} {value:?}"
            );
            for text in shown {
                let text = text.replace("<U+001B>", "");
                let typed = seen(value).replace('\u{1b}', "");
                assert!(
                    is_code || seen(&text) == typed,
                    "{source:?} {value:?} {text:?}"
                );
            }
        }
    }
}

/// A document with placeholders anywhere in it.
fn document_with_places() -> impl Strategy<Value = String> {
    let written = select(
        &[
            "{{the-ver}}",
            "<the-ver>",
            "[the-host]",
            "`<the-host>`",
            "your-domain.com",
            "vX.Y.Z",
            "{{ a }}",
            "${ENV_X}",
        ][..],
    );
    let source = prop_oneof![
        2 => document(),
        1 => vec(select(&POSITIONS[..]), 1..4).prop_map(|all| all.join("\n").replace("PLACE", "{{the-ver}}")),
    ];
    (source, vec((any::<Index>(), written), 1..6)).prop_map(|(mut source, places)| {
        for (at, written) in places {
            let mut at = at.index(source.len() + 1);
            while !source.is_char_boundary(at) {
                at -= 1;
            }
            source.insert_str(at, written);
        }
        source
    })
}

fn value() -> impl Strategy<Value = String> {
    prop_oneof![2 => select(&VALUES[..]).prop_map(str::to_owned), 1 => answer()]
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(42),
        ..ProptestConfig::with_cases(400)
    })]

    #[test]
    fn values_anywhere_keep_items_and_tables(source in document_with_places(), values in vec(value(), 1..4)) {
        let mut workbook = Workbook::new(Checklist::parse(source.as_str()), Progress::new("a.md", None));
        prop_assert_eq!(&report::filled(&workbook), &source);
        prop_assert_eq!(&report::markdown(&workbook, AuditScope::Full), &source);
        for index in 0..workbook.checklist().variables().len() {
            let value = values[index % values.len()].clone();
            let edit = Edit::SetVariable { variable: VariableId(index), value };
            workbook.apply(edit, &stamp("Ada", index)).unwrap();
        }
        let filled = report::filled(&workbook);
        prop_assert_eq!(structure(&filled), structure(&source), "{}", filled);
        let boxes = |text: &str| {
            let checklist = Checklist::parse(text);
            checklist.items().map(|id| checklist.entry(id).is_source_ticked()).collect::<Vec<_>>()
        };
        prop_assert_eq!(boxes(&filled), boxes(&source), "{}", filled);
        prop_assert_eq!(boxes(&report::markdown(&workbook, AuditScope::Full)), boxes(&source));
        report::html(&workbook, AuditScope::Full);
    }
}
