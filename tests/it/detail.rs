//! The detail: Markdown of the document as rows of a screen, at every width.

use gonogo::checklist::{Checklist, EntryId};
use gonogo::progress::Progress;
use gonogo::screen::Looks;
use gonogo::screen::detail;
use gonogo::screen::outline::Row;
use gonogo::screen::session::Session;
use gonogo::screen::theme::Theme;
use gonogo::workbook::Workbook;
use proptest::prelude::*;
use ratatui::text::Line;

use super::arbitrary::{document, walk, wish};

/// The rows of the detail of an entry, on a terminal that has only ASCII and no colour.
fn rows(source: &str, entry: usize, width: u16) -> Vec<String> {
    let workbook = Workbook::new(Checklist::parse(source), Progress::default());
    let mut session = Session::new(workbook, Theme::new(Looks { color: false, ascii: true }));
    session.outline.go_to(&session.workbook, Row::Entry(EntryId(entry)));
    detail::rows(&session, width).iter().map(Line::to_string).collect()
}

#[test]
fn look() {
    let source = std::fs::read_to_string(std::env::var("LOOK").unwrap()).unwrap();
    let n: usize = std::env::var("N").unwrap().parse().unwrap();
    for w in [20, 40, 78] {
        println!("== {w}");
        for row in rows(&source, n, w) {
            println!("{}|", row);
        }
    }
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
        let mut session = Session::new(workbook, Theme::new(Looks { color: true, ascii: false }));
        for id in session.checklist().ids() {
            session.outline.go_to(&session.workbook, Row::Entry(id));
            for row in detail::rows(&session, width) {
                prop_assert!(row.width() <= usize::from(width), "{row} is wider than {width}");
                prop_assert!(!row.to_string().chars().any(char::is_control), "{row:?}");
                prop_assert!(!row.to_string().contains('\u{FFFC}'), "{row:?}");
            }
        }
    }
}
