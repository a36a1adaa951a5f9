//! Tests of searches: their matches, and that a narrowed search finds the same.

use super::{Found, Search, Spot, Words};
use crate::checklist::{BlankId, Checklist, EntryId};
use crate::progress::{Progress, State};
use crate::workbook::edit::stamp;
use crate::workbook::{Edit, Workbook};

/// Entries 0 to 5.
const TEXT: &str = "\
- [ ] Backup restoration tested
- [ ] Restore runbook
- [ ] Alerts on backup
- [ ] Région: ____
- [ ] Load test
- [ ] Grüße aus İstanbul
";

fn workbook() -> Workbook {
    let mut workbook = Workbook::new(Checklist::parse(TEXT), Progress::default());
    let note = |text: &str| Edit::Note {
        entry: EntryId(1),
        text: text.to_owned(),
    };
    let waived = Edit::State {
        entry: EntryId(4),
        state: State::Waived,
        reason: Some("no traffic before Monday".to_owned()),
    };
    let value = Edit::Fill {
        blank: BlankId(0),
        value: "eu-west-1".to_owned(),
    };
    for (edit, second) in [note("Agreed with the DBA,\nticket 4711"), waived, value]
        .into_iter()
        .zip(1..)
    {
        workbook.apply(edit, &stamp("me", second)).unwrap();
    }
    workbook
}

fn found(search: &Search) -> Vec<(usize, Found)> {
    let number = |spot| match spot {
        Spot::Entry(id) => id.0,
        Spot::Unmatched(index) => 100 + index,
    };
    search
        .hits()
        .iter()
        .map(|hit| (number(hit.spot), hit.place))
        .collect()
}

#[test]
fn every_word_is_found_somewhere_in_any_order_and_with_gaps() {
    let workbook = workbook();
    let (text, value, reason, note) = (Found::Text, Found::Value, Found::Reason, Found::Note);
    for (query, expected) in [
        ("RESTOR", vec![(0, text), (1, text)]),
        ("alerts", vec![(2, text)]),
        ("tested backup", vec![(0, text)]),
        ("bkp", vec![(0, text), (2, text)]),
        ("région", vec![(3, text)]),
        ("WEST", vec![(3, value)]),
        ("region-w", vec![]),
        ("west région", vec![(3, value)]),
        ("monday", vec![(4, reason)]),
        ("dba", vec![(1, note)]),
        ("dba runbook", vec![(1, note)]),
        ("agdba", vec![(1, note)]),
        ("ag11", vec![]),
        ("grüsse", vec![]),
        ("grüße istanbul", vec![(5, text)]),
        ("tanbul", vec![(5, text)]),
        ("  ", vec![]),
        ("zzz", vec![]),
    ] {
        let mut search = Search::over(&workbook, workbook.checklist().ids().map(Spot::Entry));
        search.refine(query);
        assert_eq!(found(&search), expected, "{query}");
        let mut typed = Search::over(&workbook, workbook.checklist().ids().map(Spot::Entry));
        for end in (0..=query.len()).filter(|&end| query.is_char_boundary(end)) {
            typed.refine(&query[..end]);
        }
        assert_eq!(typed.hits(), search.hits(), "{query} letter by letter");
        typed.refine(&query[..query.char_indices().last().unwrap().0]);
        typed.refine("backup");
        assert_eq!(
            found(&typed),
            [(0, text), (2, text)],
            "another query after {query}"
        );
    }
}

#[test]
fn the_start_of_a_word_fits_better_than_its_inside_and_letters_with_gaps_least() {
    let score = |query: &str, text: &str| Words::of(query).score(text);
    assert!(score("test", "Load test") > score("test", "contest"));
    assert!(score("test", "contest") > score("test", "t.e.s.t"));
    assert_eq!(
        score("test", "ten long and dull and dark and cold nights"),
        None,
        "letters far apart"
    );
}

#[test]
fn the_places_of_the_words_are_told_in_bytes_of_the_text() {
    for (query, text, expected) in [
        ("rest", "Restore the rest", vec!["Rest", "rest"]),
        ("bkp", "Backup", vec!["B", "k", "p"]),
        ("up back", "Backup", vec!["Backup"]),
        ("grüße", "GRÜßE an alle", vec!["GRÜßE"]),
        ("ist", "in İstanbul", vec!["İst"]),
        ("数据", "备份数据库", vec!["数据"]),
        ("zz", "Backup", vec![]),
        ("", "Backup", vec![]),
    ] {
        let places = Words::of(query).places_in(text);
        let told: Vec<&str> = places.into_iter().map(|place| &text[place]).collect();
        assert_eq!(told, expected, "{query} in {text}");
    }
}

#[test]
fn what_found_no_place_is_found_by_its_text_its_values_and_its_notes() {
    let mut workbook = workbook();
    workbook.turn_to(Checklist::parse("# Something else\n\n- [ ] quite new\n"));
    let indices = 0..workbook.unmatched().len();
    let mut search = Search::over(&workbook, indices.map(Spot::Unmatched));
    for (query, place) in [
        ("runbook", Found::Text),
        ("west", Found::Value),
        ("monday", Found::Reason),
        ("4711", Found::Note),
    ] {
        search.refine(query);
        let hits = found(&search);
        assert!(
            matches!(hits[..], [(_, found)] if found == place),
            "{query}: {hits:?}"
        );
    }
}
