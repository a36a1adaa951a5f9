//! The detail: Markdown of the document as rows of a screen, at every width.

use gonogo::checklist::{BlankId, Checklist, EntryId};
use gonogo::progress::{Progress, State};
use gonogo::tui::app::App;
use gonogo::tui::detail;
use gonogo::tui::outline::OutlineRow;
use gonogo::tui::theme::Theme;
use gonogo::tui::{Looks, Palette};
use gonogo::workbook::{Edit, Workbook};
use proptest::prelude::*;
use ratatui::text::Line;

use super::arbitrary::{document, stamp, walk, wish};

/// The rows of the detail of an entry, on a terminal that has only ASCII and no color.
fn rows(source: &str, entry: usize, width: u16) -> Vec<String> {
    let workbook = Workbook::new(Checklist::parse(source), Progress::default());
    let mut session = App::new(
        workbook,
        Theme::new(Looks {
            palette: Palette::None,
            ascii: true,
            mouse: false,
        }),
    );
    session
        .model
        .outline
        .go_to(&session.model.workbook, OutlineRow::Entry(EntryId(entry)));
    detail::rows(&session.model, width)
        .iter()
        .map(Line::to_string)
        .collect()
}

/// The rows of what stands under an item, without those that tell of the item itself.
fn under(source: &str, width: u16) -> Vec<String> {
    let item = format!("- [ ] i\n\n  {}\n", source.replace('\n', "\n  "));
    rows(&item, 0, width)
        .into_iter()
        .skip(3)
        .filter(|row| !row.is_empty())
        .collect()
}

#[test]
fn inline_markdown_is_shown_as_it_is_meant() {
    for (source, expected) in [
        ("*a* **b** ***c*** _d_ __e__", "a b c d e"),
        ("~~struck~~ and `code ``", "~~struck~~ and `code ``"),
        ("`a  b`", "`a  b`"),
        (
            "[the docs](https://example.com/docs)",
            "the docs [1]\n[1] https://example.com/docs",
        ),
        ("[a](u) [b](v) [c](u)", "a [1] b [2] c [1]\n[1] u\n[2] v"),
        (
            "<https://example.com> <me@example.com>",
            "https://example.com me@example.com",
        ),
        ("[https://a.bc](https://a.bc)", "https://a.bc"),
        (
            "![a diagram](d.png) ![](x.svg)",
            "a diagram [1] x.svg\n[1] d.png",
        ),
        ("[![build](b.svg)](https://ci)", "build [1]\n[1] https://ci"),
        ("see [x][y]\n\n[y]: https://z", "see x [1]\n[1] https://z"),
        ("a[^1]\n\n[^1]: b", "a[^1]\n[^1]: b"),
        (
            "a <b>c</b> <!-- no --> <version> &amp; &lt;",
            "* <version>: empty  (1 place)\na <b>c</b>  <version> & <",
        ),
        ("a<br>b<br/>c\\\nd", "a\nb\nc\nd"),
        ("a\nb", "a b"),
        ("a\n2. b\n      # c", "a 2. b # c"),
        ("a\u{1b}[31mb\u{7}\u{202e}", "a^[[31mb^G<U+202E>"),
        ("âœ… **done âœ…**", "✅ done ✅"),
        ("a \u{FFFC}0\u{FFFC} b", "a \u{FFFD}0\u{FFFD} b"),
    ] {
        assert_eq!(under(source, 78).join("\n"), expected, "{source}");
    }
    let item = "- [ ] Budget: **$____** per __month__, `____`\n";
    assert_eq!(rows(item, 0, 78)[0], "Budget: $____ per month, ____");
}

#[test]
fn blocks_keep_their_shape_at_every_width() {
    let list = "- one\n  - two is long enough to wrap\n\n    its paragraph\n1. first";
    let quote = "> He said **this** to\n> them all\n> > deeper";
    let code = "```sh\nmake install PREFIX=/usr/local DESTDIR=out\n\n  cd x\n```";
    let html = "<details>\n<!-- no\n- no -->\n<summary>More</summary>\n</details>";
    let table = "| Name | Value |\n|:-----|------:|\n| a | 1 |\n| 数据库 | 1,000 |\n| x | 20 |\n| y | [ ] |";
    let wide = "| What | Why |\n|---|---|\n| Restore the backup | It was never tried before |\n| b | `c` |";
    for (source, width, expected) in [
        (
            list,
            20,
            "* one|  * two is long|    enough to wrap|    its paragraph|1. first",
        ),
        (
            list,
            78,
            "* one|  * two is long enough to wrap|    its paragraph|1. first",
        ),
        (quote, 20, "> He said this to|> them all|>|> > deeper"),
        (quote, 40, "> He said this to them all|>|> > deeper"),
        (
            code,
            20,
            "¦ make install ->|¦ PREFIX=/usr/loc ->|¦ al DESTDIR=out|¦ |¦   cd x",
        ),
        (
            code,
            40,
            "¦ make install PREFIX=/usr/local ->|¦ DESTDIR=out|¦ |¦   cd x",
        ),
        (
            code,
            78,
            "¦ make install PREFIX=/usr/local DESTDIR=out|¦ |¦   cd x",
        ),
        (html, 78, "<details>|<summary>More</summary>|</details>"),
        (
            table,
            20,
            "Name   ¦ Value|-------+------|a      ¦     1|数据库 ¦ 1,000|x      ¦    20|y      ¦   [ ]",
        ),
        (
            table,
            12,
            "* Name: a|  Value: 1|* Name:|  数据库|  Value:|  1,000|* Name: x|  Value: 20|* Name: y|  Value: [ ]",
        ),
        (
            wide,
            20,
            "What    ¦ Why|--------+-----------|Restore ¦ It was|the     ¦ never|backup  ¦ tried|        ¦ before|--------+-----------|b       ¦ `c`",
        ),
        (
            wide,
            40,
            "What             ¦ Why|-----------------+----------------------|Restore the      ¦ It was never tried|backup           ¦ before|-----------------+----------------------|b                ¦ `c`",
        ),
    ] {
        let expected: Vec<String> = expected
            .split('|')
            .map(|row| row.replace('¦', "|"))
            .collect();
        assert_eq!(under(source, width), expected, "{width}: {source}");
    }
}

#[test]
fn what_people_answered_stands_in_its_place() {
    let source = "# T\n\nOwner: ____\n\n| Check | Done | Owner |\n|---|---|---|\n| a | [ ] | ____ |\n| b | ☐ | |\n\n- [ ] **Cost** of $____\n";
    let mut workbook = Workbook::new(Checklist::parse(source), Progress::default());
    let fill = |blank, value: &str| Edit::Fill {
        blank: BlankId(blank),
        value: value.to_owned(),
    };
    let ticked = workbook.checklist().boxes().next().unwrap();
    let tick = Edit::State {
        entry: ticked,
        state: State::Done,
        reason: None,
    };
    let edits = [
        fill(0, "ann\u{1b}[2J"),
        fill(1, "*bob*"),
        fill(2, "a | b"),
        tick,
    ];
    for (second, edit) in edits.into_iter().enumerate() {
        workbook.apply(edit, &stamp("lead", second)).unwrap();
    }
    let mut session = App::new(
        workbook,
        Theme::new(Looks {
            palette: Palette::None,
            ascii: true,
            mouse: false,
        }),
    );
    let shown = |session: &App| -> Vec<String> {
        detail::rows(&session.model, 78)
            .iter()
            .map(Line::to_string)
            .collect()
    };
    let rows = shown(&session).join("\n");
    for row in ["a     | [x]  | *bob*", "b     | [ ]  | a | b"] {
        assert!(rows.contains(row), "{rows}");
    }
    session
        .model
        .outline
        .go_to(&session.model.workbook, OutlineRow::Entry(EntryId(1)));
    assert_eq!(shown(&session)[0], "Owner: ann^[[2J");
}

proptest! {
    #[test]
    fn no_row_of_any_document_is_wider_than_its_room(
        source in document(),
        wishes in proptest::collection::vec(wish(), 0..8),
        width in 1..90u16,
    ) {
        let mut workbook = Workbook::new(Checklist::parse(source), Progress::default());
        walk(&mut workbook, "ann@host", &wishes);
        let mut session = App::new(workbook, Theme::new(Looks { palette: Palette::Dark, ascii: false, mouse: false }));
        for id in session.model.checklist().ids() {
            session.model.outline.go_to(&session.model.workbook, OutlineRow::Entry(id));
            for row in detail::rows(&session.model, width) {
                prop_assert!(row.width() <= usize::from(width), "{row} is wider than {width}");
                prop_assert!(!row.to_string().chars().any(char::is_control), "{row:?}");
                prop_assert!(!row.to_string().contains('\u{FFFC}'), "{row:?}");
            }
        }
    }
}
