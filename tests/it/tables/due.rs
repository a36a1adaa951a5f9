//! When items are due: the last moment, from when on they are called due, and from where that was counted.

use chrono::{Duration, SecondsFormat};
use gonogo::progress::State;
use gonogo::workbook::{Counted, Edit};

use super::{apply, item, merged, set, time, workbook};

/// Heading, item, going live, the last tick if any, then the last moment to do it in time, how many minutes
/// before that it is called due, and from where it was counted.
type Row = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    i64,
    &'static str,
);

const DAY: i64 = 24 * 60;

const ROWS: [Row; 24] = [
    (
        "Post-Launch",
        "Day 1: watch",
        "2026-11-21T22:00:00Z",
        "",
        "2026-11-22T22:00:00Z",
        DAY,
        "live",
    ),
    (
        "Post-Launch",
        "Day 7: review",
        "2026-11-21T22:00:00Z",
        "",
        "2026-11-28T22:00:00Z",
        DAY,
        "live",
    ),
    (
        "Post-Launch",
        "Hour 4: check",
        "2026-11-21T22:00:00Z",
        "",
        "2026-11-22T02:00:00Z",
        240,
        "live",
    ),
    (
        "Post-Launch",
        "T+4h: look again",
        "2026-12-31T22:30:00Z",
        "",
        "2027-01-01T02:30:00Z",
        240,
        "live",
    ),
    (
        "Post-Launch",
        "Month 1: review",
        "2026-01-31T22:00:00Z",
        "",
        "2026-02-28T22:00:00Z",
        DAY,
        "live",
    ),
    (
        "Post-Launch",
        "Month 1: review",
        "2028-01-31T22:00:00Z",
        "",
        "2028-02-29T22:00:00Z",
        DAY,
        "live",
    ),
    (
        "Post-Launch",
        "Day 1: watch",
        "2028-02-28T22:00:00Z",
        "",
        "2028-02-29T22:00:00Z",
        DAY,
        "live",
    ),
    (
        "Post-Launch",
        "Day 1: watch",
        "2026-02-28T22:00:00Z",
        "",
        "2026-03-01T22:00:00Z",
        DAY,
        "live",
    ),
    (
        "Pre-Launch",
        "T-7 freeze",
        "2026-11-21T22:00:00Z",
        "",
        "2026-11-14T22:00:00Z",
        DAY,
        "back",
    ),
    (
        "Pre-Launch",
        "T-24h: freeze",
        "2028-03-01T12:00:00Z",
        "",
        "2028-02-29T12:00:00Z",
        DAY,
        "back",
    ),
    (
        "Pre-Launch",
        "T-0 go",
        "2026-11-21T22:00:00Z",
        "",
        "2026-11-21T22:00:00Z",
        DAY,
        "back",
    ),
    (
        "Pre-Launch",
        "Keys rotated by 2028-02-29",
        "2028-11-21T22:00:00Z",
        "",
        "2028-02-29T23:59:59Z",
        DAY,
        "stated",
    ),
    (
        "Post-Launch",
        "Keys rotated by 2026-12-31",
        "2026-11-21T22:00:00Z",
        "",
        "2026-12-31T23:59:59Z",
        DAY,
        "stated",
    ),
    (
        "Daily",
        "logs",
        "2026-11-21T22:00:00Z",
        "",
        "2026-11-22T22:00:00Z",
        DAY / 2,
        "live",
    ),
    (
        "Daily",
        "logs",
        "2026-11-21T22:00:00Z",
        "2026-11-25T09:30:00Z",
        "2026-11-26T09:30:00Z",
        DAY / 2,
        "tick",
    ),
    (
        "Weekly",
        "restore",
        "2026-11-21T22:00:00Z",
        "",
        "2026-11-28T22:00:00Z",
        DAY,
        "live",
    ),
    (
        "Weekly",
        "restore",
        "2026-11-21T22:00:00Z",
        "2026-12-28T08:00:00Z",
        "2027-01-04T08:00:00Z",
        DAY,
        "tick",
    ),
    (
        "Monthly",
        "costs",
        "2026-01-31T22:00:00Z",
        "",
        "2026-02-28T22:00:00Z",
        DAY,
        "live",
    ),
    (
        "Monthly",
        "costs",
        "2028-01-30T22:00:00Z",
        "",
        "2028-02-29T22:00:00Z",
        DAY,
        "live",
    ),
    (
        "Monthly",
        "costs",
        "2026-01-01T00:00:00Z",
        "2026-02-28T22:00:00Z",
        "2026-03-28T22:00:00Z",
        DAY,
        "tick",
    ),
    (
        "Monthly",
        "costs",
        "2026-01-01T00:00:00Z",
        "2026-12-31T22:00:00Z",
        "2027-01-31T22:00:00Z",
        DAY,
        "tick",
    ),
    (
        "Quarterly",
        "access",
        "2026-11-30T22:00:00Z",
        "",
        "2027-02-28T22:00:00Z",
        DAY,
        "live",
    ),
    (
        "Yearly",
        "contracts",
        "2028-02-29T22:00:00Z",
        "",
        "2029-02-28T22:00:00Z",
        DAY,
        "live",
    ),
    // A tick from before going live does not count.
    (
        "Weekly",
        "restore",
        "2026-11-21T22:00:00Z",
        "2026-11-20T08:00:00Z",
        "2026-11-28T22:00:00Z",
        DAY,
        "live",
    ),
];

#[test]
fn due_dates_are_exact_to_the_minute() {
    for (heading, text, live, ticked, at, lead, counted) in ROWS {
        let label = format!("{heading}, {text}, {live}, {ticked}");
        let mut workbook = workbook(&format!("## {heading}\n\n- [ ] {text}\n"));
        let moment = Edit::Live {
            at: Some(time(live)),
        };
        apply(&mut workbook, moment, "me", "2026-01-01T00:00:00Z");
        if !ticked.is_empty() {
            set(&mut workbook, 1, State::Done, "me", ticked);
        }
        let (id, at) = (item(&workbook, 1), time(at));
        let due = workbook.due(id, at).expect(&label);
        assert_eq!(
            due.at.to_rfc3339_opts(SecondsFormat::Secs, true),
            at.to_rfc3339_opts(SecondsFormat::Secs, true),
            "{label}"
        );
        let from = match due.counted {
            Counted::FromLive(from) => {
                assert_eq!(from, time(live), "{label}");
                "live"
            }
            Counted::BackFromLive(from) => {
                assert_eq!(from, time(live), "{label}");
                "back"
            }
            Counted::FromTick(from) => {
                assert_eq!(from, time(ticked), "{label}");
                "tick"
            }
            Counted::Stated => "stated",
        };
        assert_eq!(from, counted, "{label}");
        let begins = at - Duration::minutes(lead);
        let minute = Duration::minutes(1);
        let moments = [begins - minute, begins, at - minute, at, at + minute];
        let told = moments.map(|now| workbook.due(id, now).unwrap().when.name());
        assert_eq!(told, ["later", "due", "due", "due", "overdue"], "{label}");
        let turns = [
            workbook.turns_due(begins - minute, begins),
            workbook.turns_due(begins, at),
            workbook.turns_due(at, at + minute),
        ];
        assert_eq!(turns, [true, false, true], "{label}");
        let listed = moments.map(|now| (workbook.all_due(now).len(), workbook.overdue(now)));
        assert_eq!(listed, [(0, 0), (1, 0), (1, 0), (1, 0), (1, 1)], "{label}");
    }
}

#[test]
fn entries_without_due_date() {
    let now = time("2026-12-01T00:00:00Z");
    for (label, heading, text, state, is_live) in [
        (
            "nobody set a time",
            "Post-Launch",
            "Day 1: watch",
            None,
            false,
        ),
        (
            "done once",
            "Post-Launch",
            "Day 1: watch",
            Some(State::Done),
            true,
        ),
        ("n/a", "Weekly", "restore", Some(State::Na), true),
        ("waived", "Weekly", "restore", Some(State::Waived), true),
        (
            "before, and comes again",
            "Pre-Launch",
            "Daily: backups",
            None,
            true,
        ),
        (
            "before, and counted from going live",
            "Pre-Launch",
            "Day 1: watch",
            None,
            true,
        ),
        (
            "after, and counted back",
            "Post-Launch",
            "T-7 freeze",
            None,
            true,
        ),
        (
            "it informs",
            "References",
            "Keys rotated by 2026-12-01",
            None,
            true,
        ),
        ("no date", "Post-Launch", "watch", None, true),
    ] {
        let mut workbook = workbook(&format!("## {heading}\n\n- [ ] {text}\n"));
        if is_live {
            let at = Some(time("2026-11-21T22:00:00Z"));
            apply(
                &mut workbook,
                Edit::Live { at },
                "me",
                "2026-11-21T22:00:00Z",
            );
        }
        if let Some(state) = state {
            set(&mut workbook, 1, state, "me", "2026-11-22T22:00:00Z");
        }
        assert_eq!(workbook.due(item(&workbook, 1), now), None, "{label}");
    }
}

#[test]
fn blocked_item_stays_due_and_latest_tick_counts() {
    let mut blocked = workbook("## Weekly\n\n- [ ] restore\n");
    let at = Some(time("2026-11-01T22:00:00Z"));
    apply(
        &mut blocked,
        Edit::Live { at },
        "me",
        "2026-11-01T22:00:00Z",
    );
    let (mut one, mut other) = (blocked.clone(), blocked.clone());
    set(
        &mut blocked,
        1,
        State::Blocked,
        "me",
        "2026-11-02T22:00:00Z",
    );
    set(&mut one, 1, State::Done, "ann", "2026-11-03T22:00:00Z");
    set(&mut other, 1, State::Done, "bob", "2026-11-04T22:00:00Z");
    let both = merged(&one, &other);
    let at = |workbook: &gonogo::workbook::Workbook| {
        let due = workbook.due(item(workbook, 1), time("2026-11-05T00:00:00Z"));
        due.unwrap().at.to_rfc3339_opts(SecondsFormat::Secs, true)
    };
    assert_eq!(
        [at(&blocked), at(&one), at(&other), at(&both)],
        [
            "2026-11-08T22:00:00Z",
            "2026-11-10T22:00:00Z",
            "2026-11-11T22:00:00Z",
            "2026-11-11T22:00:00Z",
        ]
    );
}
