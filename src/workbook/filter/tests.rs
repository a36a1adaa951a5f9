//! Tests of filters: the entries that match, and the filter in words.

use super::Want::{
    Blocked, Changed, Conflicts, Mine, Open, Optional, Required, Unanswered, Unconfirmed, Unmatched,
};
use super::{Filter, Since, Want};
use crate::checklist::{BlankId, Checklist, EntryId};
use crate::progress::{Progress, State};
use crate::workbook::edit::stamp;
use crate::workbook::{Edit, Workbook};

/// Entries 0 to 11.
const TEXT: &str = "\
# T
## A
- [ ] open
- [x] claimed
- [ ] blocked (optional)
  - [ ] under it
- [ ] mine by name @ann
## B
- [ ] done
  - RTO: ____
- [ ] differs
## C
";

/// A change by a person at a second.
fn workbook() -> Workbook {
    let mut workbook = Workbook::new(Checklist::parse(TEXT), Progress::default());
    let reason = || Some("why".to_owned());
    let state = |entry: usize, state| Edit::State {
        entry: EntryId(entry),
        state,
        reason: reason(),
    };
    workbook
        .apply(state(4, State::Blocked), &stamp("bob@h", 10))
        .unwrap();
    workbook
        .apply(state(8, State::Done), &stamp("ann@h", 20))
        .unwrap();
    let mut other = workbook.clone();
    other
        .apply(state(10, State::Done), &stamp("bob@h", 30))
        .unwrap();
    workbook
        .apply(state(10, State::Na), &stamp("ann@h", 40))
        .unwrap();
    let both = crate::merge::merge_progress(workbook.progress().clone(), other.progress().clone());
    workbook.absorb(both);
    workbook
}

fn fitting(workbook: &Workbook, filter: &Filter) -> Vec<usize> {
    workbook
        .checklist()
        .ids()
        .filter(|&id| filter.fits(workbook, id))
        .map(|id| id.0)
        .collect()
}

#[test]
fn what_fits_is_what_was_asked_for() {
    let workbook = workbook();
    for (wants, told, expected) in [
        (&[][..], "", &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11][..]),
        (&[Open], "open", &[2, 5, 6, 10]),
        (&[Blocked], "blocked", &[4]),
        (&[Blocked, Open], "open or blocked", &[2, 4, 5, 6, 10]),
        (&[Unanswered], "unanswered", &[9]),
        (&[Unconfirmed], "unconfirmed", &[3]),
        (&[Conflicts], "conflicts", &[10]),
        (&[Mine], "mine", &[6, 8, 10]),
        (&[Optional], "optional", &[4, 5]),
        (&[Optional, Required], "required", &[2, 3, 6, 8, 9, 10]),
        (&[Open, Optional], "open + optional", &[5]),
        (
            &[Open, Blocked, Optional],
            "open or blocked + optional",
            &[4, 5],
        ),
        (&[Open, Mine], "open + mine", &[6, 10]),
        (&[Changed], "changed since 1m", &[8, 10]),
        (&[Unmatched], "unmatched", &[]),
        (&[Open, Open], "", &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
    ] {
        let mut filter = Filter::of("ann@h");
        for &want in wants {
            match want {
                Changed => filter.want_since(Since::read("1m", stamp("", 80).at).unwrap()),
                want => filter.toggle(want),
            }
        }
        assert_eq!(
            (
                fitting(&workbook, &filter).as_slice(),
                filter.told().as_str()
            ),
            (expected, told),
            "{wants:?}"
        );
    }
}

#[test]
fn what_stands_above_a_row_that_fits_is_seen() {
    let mut workbook = workbook();
    let mut filter = Filter::of("ann@h");
    filter.toggle(Want::Open);
    filter.toggle(Want::Optional);
    let shown = workbook.shown_by(&filter);
    let seen: Vec<usize> = workbook
        .checklist()
        .ids()
        .filter(|&id| shown.is_seen(id))
        .map(|id| id.0)
        .collect();
    assert_eq!(seen, [0, 1, 4, 5]);
    assert!(shown.fits(EntryId(5)) && !shown.fits(EntryId(4)));
    assert_eq!((shown.fitting, shown.all), (1, 8));
    workbook
        .apply(
            Edit::Fill {
                blank: BlankId(0),
                value: "4 h".to_owned(),
            },
            &stamp("ann@h", 50),
        )
        .unwrap();
    workbook.turn_to(Checklist::parse("# T\n- [ ] open\n"));
    let unmatched = workbook.unmatched().len();
    assert!(unmatched >= 2);
    for (want, expected) in [
        (Want::Unmatched, unmatched),
        (Want::Open, 1),
        (Want::Conflicts, 1),
    ] {
        let mut filter = Filter::of("ann@h");
        filter.toggle(want);
        let shown = workbook.shown_by(&filter);
        let found = (0..unmatched)
            .filter(|&index| shown.fits_unmatched(index))
            .count();
        assert_eq!(shown.fitting, expected, "{want:?}");
        assert_eq!(
            found,
            if want == Want::Open { 0 } else { expected },
            "{want:?}"
        );
    }
}
