//! The HTML report is well formed, has all items of its document, and has no active content, whatever was typed.

use std::collections::HashSet;

use gonogo::checklist::{BlankId, Checklist, EntryId};
use gonogo::merge;
use gonogo::progress::{Progress, State};
use gonogo::report::{self, AuditScope};
use gonogo::workbook::{Edit, Workbook};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use roxmltree::{Document, Node, ParsingOptions};

use super::arbitrary::{document, stamp, walk, wish};

/// What somebody might type to take over a page.
const HOSTILE: [&str; 9] = [
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    "\" onmouseover=\"alert(1)",
    "' autofocus onfocus='alert(1)",
    "]]><!--",
    "&lt;b&gt; &#x3c;script>",
    "[x](javascript:alert(1)) ![i](https://evil.example/x.png)",
    "background: url(https://evil.example)",
    "\u{202e}gnp.exe\u{1b}[2J\u{0}\u{fffe}",
];

fn workbook(markdown: &str) -> Workbook {
    Workbook::new(
        Checklist::parse(markdown),
        Progress::new("a.md", Some("v1".to_owned())),
    )
}

/// Parses a page, as strictly as XML.
fn parsed(page: &str) -> Document<'_> {
    let options = ParsingOptions {
        allow_dtd: true,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(page, options).unwrap_or_else(|error| panic!("{error} in\n{page}"))
}

fn classes<'a>(node: &Node<'a, '_>) -> Vec<&'a str> {
    node.attribute("class")
        .unwrap_or_default()
        .split(' ')
        .collect()
}

/// The items of a page: their addresses and states, in order.
fn items(page: &Document) -> Vec<(String, String)> {
    let items = page
        .descendants()
        .filter(|node| classes(node).first() == Some(&"item"));
    items
        .map(|item| {
            (
                item.attribute("id").unwrap().to_owned(),
                classes(&item)[1].to_owned(),
            )
        })
        .collect()
}

/// What makes a page more than something to look at.
fn is_harmless(page: &Document) {
    let ids: HashSet<&str> = page
        .descendants()
        .filter_map(|node| node.attribute("id"))
        .collect();
    for node in page.descendants().filter(Node::is_element) {
        let name = node.tag_name().name();
        let is_wanted = !matches!(
            name,
            "script"
                | "iframe"
                | "object"
                | "embed"
                | "img"
                | "link"
                | "base"
                | "form"
                | "svg"
                | "input"
        );
        assert!(is_wanted, "an element {name}");
        for attribute in node.attributes() {
            let value = attribute.value();
            match attribute.name() {
                "href" => {
                    let leads_on = ["http://", "https://", "mailto:"].iter().any(|scheme| {
                        value
                            .get(..scheme.len())
                            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
                    });
                    let is_inside = value
                        .strip_prefix('#')
                        .is_some_and(|id| ids.contains(id) || id.starts_with("fn-"));
                    assert!(leads_on || is_inside, "a link to {value}");
                    assert!(
                        is_inside || node.attribute("rel") == Some("noopener noreferrer"),
                        "{value}"
                    );
                }
                "style" => assert!(value.starts_with("text-align: "), "a style {value}"),
                name => {
                    assert!(
                        !name.starts_with("on") && name != "src" && name != "srcset",
                        "{name}={value}"
                    );
                }
            }
        }
    }
    let styles: Vec<&str> = page
        .descendants()
        .filter(|node| node.has_tag_name("style"))
        .filter_map(|s| s.text())
        .collect();
    assert!(styles.len() == 1 && !styles[0].contains("url(") && !styles[0].contains("@import"));
    let policy = page
        .descendants()
        .find(|node| node.attribute("http-equiv") == Some("Content-Security-Policy"));
    assert!(
        policy
            .unwrap()
            .attribute("content")
            .unwrap()
            .starts_with("default-src 'none'; ")
    );
}

fn has_the_items_of(workbook: &Workbook, page: &Document) {
    let item = |id: EntryId| (format!("e{}", id.0), workbook.state(id).name().to_owned());
    assert_eq!(
        items(page),
        workbook.checklist().items().map(item).collect::<Vec<_>>()
    );
    let checklist = workbook.checklist();
    let is_there =
        |id: &EntryId| checklist.entry(*id).is_section() && checklist.title() != Some(*id);
    let sections: Vec<String> = checklist
        .ids()
        .filter(is_there)
        .map(|id| format!("e{}", id.0))
        .collect();
    let headings = page
        .descendants()
        .filter(|node| ["h2", "h3", "h4", "h5", "h6"].contains(&node.tag_name().name()));
    let headings: Vec<&str> = headings
        .filter_map(|heading| heading.attribute("id"))
        .collect();
    assert_eq!(headings, sections);
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(42),
        ..ProptestConfig::with_cases(128)
    })]

    #[test]
    fn page_has_all_items_and_no_active_content(
        source in document(), one in vec(wish(), 0..8), other in vec(wish(), 0..4),
    ) {
        let mut here = workbook(&source);
        let mut there = here.clone();
        walk(&mut here, "one", &one);
        walk(&mut there, "other", &other);
        here.absorb(merge::merge_progress(here.progress().clone(), there.progress().clone()));
        let page = report::html(&here, AuditScope::Full);
        let page = parsed(&page);
        is_harmless(&page);
        has_the_items_of(&here, &page);
    }
}

#[test]
fn typed_text_is_never_html() {
    let markdown = "# T\n## Plan\n- [ ] a: ____\n- [ ] b\n\n**Lead**: ________ Date: ________\n\n```\n____\n```\n";
    for hostile in HOSTILE {
        let mut one = workbook(&format!("{markdown}\n{hostile}\n\n## {hostile}\n"));
        let mut other = one.clone();
        for (index, by) in [(0, hostile), (1, "b"), (2, "c"), (3, hostile)] {
            let fill = Edit::Fill {
                blank: BlankId(index),
                value: hostile.to_owned(),
            };
            one.apply(fill, &stamp(by, 0)).unwrap();
        }
        let mark = Edit::State {
            entry: EntryId(3),
            state: State::Waived,
            reason: Some(hostile.to_owned()),
        };
        one.apply(mark, &stamp(hostile, 1)).unwrap();
        one.apply(
            Edit::Note {
                entry: EntryId(2),
                text: hostile.to_owned(),
            },
            &stamp(hostile, 2),
        )
        .unwrap();
        let differs = Edit::Fill {
            blank: BlankId(0),
            value: format!("{hostile}!"),
        };
        other.apply(differs, &stamp(hostile, 3)).unwrap();
        one.absorb(merge::merge_progress(
            one.progress().clone(),
            other.progress().clone(),
        ));
        for (markdown, progress) in [
            (one.checklist().source(), one.progress()),
            ("other", one.progress()),
        ] {
            let mut progress = progress.clone();
            progress.checklist = hostile.to_owned();
            progress.run = Some(hostile.to_owned());
            let workbook = Workbook::new(Checklist::parse(markdown), progress);
            let page = report::html(&workbook, AuditScope::Full);
            is_harmless(&parsed(&page));
            has_the_items_of(&workbook, &parsed(&page));
            assert!(
                !page.contains(['\u{202e}', '\u{1b}', '\u{0}']) || markdown.contains('\u{202e}'),
                "{hostile}"
            );
        }
    }
}

/// What a reader sees of the document on the page, white space folded.
fn seen(markdown: &str) -> String {
    let page = report::html(&workbook(markdown), AuditScope::Short);
    let page = parsed(&page);
    let article = page
        .descendants()
        .find(|node| node.has_tag_name("article"))
        .unwrap();
    let seen = article.descendants().filter(Node::is_text).filter(|text| {
        !text
            .ancestors()
            .any(|up| classes(&up).contains(&"unseen") || classes(&up).contains(&"tally"))
    });
    seen.filter_map(|text| text.text())
        .collect::<Vec<_>>()
        .concat()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn raw_html_of_the_document_appears_as_text() {
    for (label, markdown, expected) in [
        ("tags", "a <b onclick=x>b</b>\n", "a <b onclick=x>b</b>"),
        ("a block", "<div>\n<p>x\n</div>\n", "<div> <p>x </div>"),
        ("comments", "a <!-- b --> c\n\n<!--\nd\n-->\n", "a c"),
        ("a break", "a<br>b\n", "ab"),
        (
            "an image",
            "![the <plan>](https://x.example/p.png)\n",
            "[image: the <plan> (https://x.example/p.png)]",
        ),
        ("entities", "&lt;b&gt; &amp;amp;\n", "<b> &amp;"),
        ("code", "`<b>`\n\n```html\n<i>\n```\n", "<b> <i>"),
        ("mojibake", "# âœ… T\n## âœ… Checks\n", "✅ Checks"),
        ("the title stands above", "# T\na\n", "a"),
    ] {
        assert_eq!(seen(markdown), expected, "{label}: {markdown:?}");
    }
}

#[test]
fn items_in_every_kind_of_block_are_rendered() {
    for markdown in [
        "- [ ] a\n- [x] b\n",
        "- [ ] a\n\n- [x] b\n",
        "- [ ] a\n  ---\n",
        "> 1. [ ] a\n>    - [x] b\n",
    ] {
        let workbook = workbook(markdown);
        let page = report::html(&workbook, AuditScope::Short);
        has_the_items_of(&workbook, &parsed(&page));
    }
}

#[test]
fn links_lead_only_to_the_web_and_the_document() {
    for (to, href) in [
        (
            "https://x.example/a?b=1&c=2",
            Some("https://x.example/a?b=1&c=2"),
        ),
        ("HTTP://x.example", Some("HTTP://x.example")),
        ("mailto:a@b.example", Some("mailto:a@b.example")),
        ("#after-the-launch", Some("#e1")),
        ("#nowhere", None),
        ("javascript:alert(1)", None),
        ("JaVaScRiPt:alert(1)", None),
        ("data:text/html,x", None),
        ("vbscript:x", None),
        ("docs/plan.md", None),
        ("//x.example", None),
        ("/etc/passwd", None),
    ] {
        let page = report::html(
            &workbook(&format!("# T\n## After (the) Launch!\n[x]({to})\n")),
            AuditScope::Short,
        );
        let page = parsed(&page);
        is_harmless(&page);
        let article = page
            .descendants()
            .find(|node| node.has_tag_name("article"))
            .unwrap();
        let link = article.descendants().find(|node| node.has_tag_name("a"));
        assert_eq!(link.and_then(|link| link.attribute("href")), href, "{to}");
    }
}

#[test]
fn page_has_all_marks() {
    let mut workbook = workbook(
        "# T\n## S\n- [ ] a: ____\n- [x] b\n- [ ] c\n\n**Lead**: ________ Date: ________\n",
    );
    for (second, edit) in [
        Edit::Fill {
            blank: BlankId(0),
            value: "4 h\n& more".to_owned(),
        },
        Edit::State {
            entry: EntryId(4),
            state: State::Waived,
            reason: Some("small".to_owned()),
        },
        Edit::Note {
            entry: EntryId(5),
            text: "on the line".to_owned(),
        },
        Edit::Fill {
            blank: BlankId(1),
            value: "ann".to_owned(),
        },
    ]
    .into_iter()
    .enumerate()
    {
        workbook.apply(edit, &stamp("me", second)).unwrap();
    }
    let page = report::html(&workbook, AuditScope::Short);
    for part in [
        "<title>NO-GO: T</title>",
        "<p class=\"verdict no-go\"><strong>NO-GO</strong> 2 blockers: 1 open, 1 not signed</p>",
        "<dt>Run</dt><dd>v1</dd>",
        "<a href=\"#e1\"><span dir=\"auto\">S</span> <span class=\"tally\">2 of 3</span></a>",
        "<mark class=\"value lines\" dir=\"auto\">4 h\n&amp; more</mark>",
        "<span class=\"chip pre-ticked\">pre-ticked</span> b",
        "<span class=\"chip waived\">waived</span> <a href=\"#e4\"><bdi>c</bdi></a>: <span class=\"typed\"><bdi>small</bdi></span>",
        "<p><b>Note</b> <bdi>on the line</bdi> <span class=\"by\"><bdi>me</bdi>, 2026-11-18 11:06 UTC</span></p>",
        "<th scope=\"row\">Lead</th><td>ann</td><td></td><td class=\"status\">filled in, not signed</td>",
        "<b><bdi>Waived</bdi></b>: <bdi>small</bdi></td><td class=\"where\">c</td>",
    ] {
        assert!(page.contains(part), "{part}\nis missing in\n{page}");
    }
    let copy = report::html(&self::workbook("# T\n- [ ] a: ____\n"), AuditScope::Full);
    assert!(
        copy.contains("A copy to fill in by hand") && copy.contains("<span class=\"blank\">"),
        "{copy}"
    );
    assert!(
        !copy.contains("NO-GO") && !copy.contains("id=\"audit\""),
        "{copy}"
    );
}
