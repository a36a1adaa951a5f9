//! Counts in words: items, blanks, runs, and the status line of line mode.

use chrono::{DateTime, Utc};

use super::{answers, blockers, sentence, verdict_with_basis};
use crate::progress::State;
use crate::workbook::{RegisterId, Tally, Workbook};

/// The count with its noun: `1 item`, `2 items`. The plural takes an `s`.
pub fn counted(count: usize, noun: &str) -> String {
    if count == 1 {
        format!("1 {noun}")
    } else {
        format!("{count} {noun}s")
    }
}

/// The name of a run in a sentence: `run v2.4`, or `the default run`.
pub fn run_name(run: &str) -> String {
    if run.is_empty() {
        "the default run".to_owned()
    } else {
        format!("run {run}")
    }
}

/// The counts of items: how many are done, then those in every other state that has any.
pub fn item_counts(tally: &Tally) -> Vec<String> {
    let done = out_of(tally.of(State::Done), tally.total(), "item") + " done";
    let others = [State::Open, State::Blocked, State::Na, State::Waived].into_iter();
    let others = others
        .filter(|&state| tally.of(state) > 0)
        .map(|state| format!("{} {}", tally.of(state), super::states::short(state)));
    std::iter::once(done).chain(others).collect()
}

/// The count of filled blanks; `None` without any.
pub fn blank_count(tally: &Tally) -> Option<String> {
    (tally.blanks > 0).then(|| format!("{} filled", out_of(tally.filled, tally.blanks, "blank")))
}

/// A part of a count with its noun: `1 of 1 blank`, `1 of 2 blanks`.
pub fn out_of(part: usize, all: usize, noun: &str) -> String {
    format!("{part} of {}", counted(all, noun))
}

/// The count of places to fill: `All 3 variables and 1 blank filled`, `1 of 2 variables, 1 of 19 blanks empty`.
pub fn empty_count(empty: [usize; 2], all: [usize; 2]) -> String {
    let nouns = ["variable", "blank"];
    let kinds = (0..2).filter(|&at| all[at] > 0);
    if empty == [0, 0] {
        let kinds: Vec<String> = kinds.map(|at| counted(all[at], nouns[at])).collect();
        return match (kinds.as_slice(), all) {
            ([], _) => "Nothing to fill".to_owned(),
            ([only], [0, 1] | [1, 0]) => format!("{only} filled"),
            (kinds, _) => format!("All {} filled", kinds.join(" and ")),
        };
    }
    let kinds = kinds.map(|at| out_of(empty[at], all[at], nouns[at]));
    format!("{} empty", kinds.collect::<Vec<_>>().join(", "))
}

/// The verdict with its basis on one line, and the counts on the next.
pub fn status(workbook: &Workbook, now: DateTime<Utc>) -> String {
    let tally = workbook.tally();
    let mut counts = item_counts(&tally);
    counts.extend(blank_count(&tally));
    let overdue = workbook.overdue(now);
    if overdue > 0 {
        counts.push(format!("{overdue} overdue"));
    }
    let verdict = workbook.verdict();
    let count = verdict.blockers.len();
    let next = if count > 0 {
        format!(" {}; type todo for the next.", blockers(count))
    } else {
        String::new()
    };
    let conflicts = workbook.conflicts();
    let live = conflicts
        .iter()
        .find(|conflict| conflict.about == RegisterId::Live);
    let live = live
        .map(|conflict| format!(" Go-live time: {}.", answers::differing(&conflict.answers)))
        .unwrap_or_default();
    format!(
        "{}\n{}{next}{live}",
        verdict_with_basis(verdict, workbook.basis()),
        sentence(&counts.join(", "))
    )
}

#[cfg(test)]
mod tests {
    use super::empty_count;

    #[test]
    fn counts_of_places_agree_with_their_nouns() {
        for (empty, all, expected) in [
            ([0, 0], [3, 1], "All 3 variables and 1 blank filled"),
            ([0, 0], [0, 1], "1 blank filled"),
            ([0, 0], [2, 0], "All 2 variables filled"),
            ([1, 19], [1, 19], "1 of 1 variable, 19 of 19 blanks empty"),
            ([0, 1], [0, 1], "1 of 1 blank empty"),
        ] {
            assert_eq!(empty_count(empty, all), expected);
        }
    }
}
