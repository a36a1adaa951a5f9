//! What several people said of the same: which of their times counts, and how they are named.

use gonogo::progress::State;
use gonogo::workbook::{Edit, Rules, Workbook};

use super::{item, merged, set, stamp, time, workbook};

/// The blockers, where what is done has to be between two times.
fn blockers(workbook: &Workbook) -> Vec<&'static str> {
    let rules = Rules {
        settled_since: Some(time("2026-11-20T00:00:00Z")),
        settled_until: Some(time("2026-11-21T00:00:00Z")),
        ..Rules::default()
    };
    let verdict = workbook.verdict_by(rules);
    verdict.blockers.iter().map(|it| it.reason.name()).collect()
}

#[test]
fn one_recent_answer_of_several_equal_ones_suffices() {
    let (old, first, last, late) = (
        "2026-11-19T23:59:59Z",
        "2026-11-20T00:00:00Z",
        "2026-11-21T00:00:00Z",
        "2026-11-21T00:00:01Z",
    );
    let ticked = |at: &str| {
        let mut workbook = workbook("- [ ] a\n");
        set(&mut workbook, 1, State::Done, &format!("at {at}"), at);
        workbook
    };
    for (times, expected) in [
        (&[first][..], &[][..]),
        (&[last], &[]),
        (&[old], &["old"]),
        (&[late], &["future"]),
        (&[old, first], &[]),
        (&[first, old], &[]),
        (&[old, last], &[]),
        (&[first, late], &[]),
        (&[late, first, old], &[]),
        (&[old, late], &["future"]),
    ] {
        let all = times.iter().map(|at| ticked(at));
        let workbook = all.reduce(|one, other| merged(&one, &other)).unwrap();
        assert_eq!(blockers(&workbook), expected, "{times:?}");
    }
    assert_eq!(
        blockers(&workbook("- [x] a\n")),
        ["pre-ticked"],
        "answered by nobody"
    );
    assert_eq!(blockers(&workbook("- [ ] a\n")), ["open"]);
}

#[test]
fn every_person_is_named_once() {
    let doings: &[(&[&str], &str)] = &[
        (&["ann"], "ann"),
        (&["ann", "bob"], "bob, after ann"),
        (&["ann", "ann", "bob"], "bob, after ann"),
        (&["ann", "cy", "ann", "cy", "bob"], "bob, after ann, cy"),
        (&["ann@h", "ANN@H", "bob"], "bob, after ANN@H"),
        (&["bob", "ann", "bob"], "bob, after ann, bob"),
    ];
    for (people, expected) in doings {
        let mut workbook = workbook("- [ ] a\n");
        let before = workbook.progress().clone();
        for (second, by) in people.iter().enumerate() {
            let edit = Edit::Note {
                entry: item(&workbook, 1),
                text: format!("note {second}"),
            };
            let at = format!("2026-11-21T21:04:0{second}Z");
            workbook.apply(edit, &stamp(by, &at)).unwrap();
        }
        let news = workbook.news(&before);
        let who: Vec<&str> = news.iter().map(|news| news.who.as_str()).collect();
        assert_eq!(who, *people, "in order of time");
        let told = workbook.tell_news(&before).unwrap();
        let (last, rest) = told.split_once(' ').unwrap();
        let named = rest.rsplit_once(" by ").map(|(_, names)| names);
        let told = named.map_or(last.to_owned(), |names| {
            format!("{last}, after {}", names.trim_end_matches('.'))
        });
        assert_eq!(told, *expected, "{people:?}");
        assert_eq!(workbook.tell_news(workbook.progress()), None);
    }
}
