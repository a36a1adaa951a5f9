//! The go-live time, and due dates relative to it or to the last tick.
//!
//! The present time is an argument. A due date changes no state; only people do.

use chrono::{DateTime, Duration, Months, SecondsFormat, Utc};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Dated, Workbook};
use crate::checklist::{Cadence, EntryId, Phase, Span};
use crate::progress::{Register, State};

/// The due date of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// The deadline.
    pub at: DateTime<Utc>,
    /// Its relation to the present time.
    pub when: When,
    /// The cadence that it was computed from.
    pub cadence: Cadence,
    /// The start of the count.
    pub counted: Counted,
}

/// The start that a due date is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// Counted from the go-live time.
    FromLive(DateTime<Utc>),
    /// Counted back from the go-live time.
    BackFromLive(DateTime<Utc>),
    /// Counted from the last tick.
    FromTick(DateTime<Utc>),
    /// Set by the checklist: the end of a day in UTC.
    Stated,
}

/// The relation of a due date to the present time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum When {
    /// Not due yet.
    Later,
    /// Due within a day, or within half of the interval of a recurring item.
    Due,
    /// Past the due date.
    Overdue,
}

impl When {
    /// The word for it in JSON and on the screen.
    pub fn name(self) -> &'static str {
        match self {
            When::Later => "later",
            When::Due => "due",
            When::Overdue => "overdue",
        }
    }
}

impl Workbook {
    /// The go-live time; `None` if it is not set, or in conflict.
    pub fn live(&self) -> Option<DateTime<Utc>> {
        moment(self.live_register().value()?)
    }

    /// The register of the go-live time.
    pub fn live_register(&self) -> &Register<String> {
        &self.document.live
    }

    /// The due date of an item; `None` without one, or if the item is done.
    pub fn due(&self, id: EntryId, now: DateTime<Utc>) -> Option<Due> {
        self.due_after(id, self.checklist.cadence(id)?, self.live(), now)
    }

    /// All items that are due or overdue, the most urgent first.
    pub fn all_due(&self, now: DateTime<Utc>) -> Vec<(EntryId, Due)> {
        let live = self.live();
        let due = |(id, cadence)| Some((id, self.due_after(id, cadence, live, now)?));
        let due = self.checklist.cadences().filter_map(due);
        let mut due: Vec<_> = due.filter(|(_, due)| due.when != When::Later).collect();
        due.sort_by_key(|&(id, due)| (due.at, id));
        due
    }

    /// The number of items that are overdue at a time; without a time, of those with a due date.
    pub fn dated(&self, now: Option<DateTime<Utc>>) -> Dated {
        let Some(now) = now else {
            let any = DateTime::UNIX_EPOCH;
            return Dated::Ever(
                self.checklist
                    .cadences()
                    .filter(|&(id, _)| self.due(id, any).is_some())
                    .count(),
            );
        };
        Dated::Overdue(self.overdue(now))
    }

    /// The number of overdue items.
    pub fn overdue(&self, now: DateTime<Utc>) -> usize {
        self.all_due(now)
            .iter()
            .filter(|(_, due)| due.when == When::Overdue)
            .count()
    }

    /// Returns whether any item changes between later, due and overdue from one time to another.
    pub fn turns_due(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> bool {
        let live = self.live();
        let when = |id, cadence, now| self.due_after(id, cadence, live, now).map(|due| due.when);
        self.checklist
            .cadences()
            .any(|(id, cadence)| when(id, cadence, from) != when(id, cadence, to))
    }

    /// Returns whether an item gets a due date once the go-live time is set.
    pub fn waits_for_live(&self, id: EntryId) -> bool {
        let any = DateTime::UNIX_EPOCH;
        let cadence = self.checklist.cadence(id).filter(|_| self.live().is_none());
        let is_counted = |cadence: &Cadence| !matches!(cadence, Cadence::On(_));
        cadence
            .filter(is_counted)
            .is_some_and(|cadence| self.due_after(id, cadence, Some(any), any).is_some())
    }

    /// The due date of an item with this cadence and go-live time, if that is known.
    fn due_after(
        &self,
        id: EntryId,
        cadence: Cadence,
        live: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> Option<Due> {
        let state = self.state(id);
        if matches!(state, State::Na | State::Waived)
            || (state == State::Done && !is_recurring(cadence))
        {
            return None;
        }
        let day = Duration::days(1);
        let (at, lead, counted) = match (cadence, self.phase(id)) {
            (Cadence::On(date), Phase::Before | Phase::During | Phase::After | Phase::Upkeep) => (
                date.and_hms_opt(23, 59, 59)?.and_utc(),
                day,
                Counted::Stated,
            ),
            (Cadence::Ahead(span), Phase::Before) => {
                let live = live?;
                (earlier(live, span)?, day, Counted::BackFromLive(live))
            }
            (Cadence::Within(span), Phase::During | Phase::After | Phase::Upkeep) => {
                let live = live?;
                let at = later(live, span)?;
                (at, (at - live).min(day), Counted::FromLive(live))
            }
            (Cadence::Every(span), Phase::After | Phase::Upkeep) => {
                let live = live?;
                let done = self.last_done(id).filter(|&done| done > live);
                let at = later(done.unwrap_or(live), span)?;
                let lead = ((at - done.unwrap_or(live)) / 2).min(day);
                (
                    at,
                    lead,
                    done.map_or(Counted::FromLive(live), Counted::FromTick),
                )
            }
            (
                Cadence::Ahead(_),
                Phase::During | Phase::After | Phase::Upkeep | Phase::Rollback | Phase::Info,
            )
            | (Cadence::Within(_), Phase::Before | Phase::Rollback | Phase::Info)
            | (Cadence::Every(_), Phase::Before | Phase::During | Phase::Rollback | Phase::Info)
            | (Cadence::On(_), Phase::Rollback | Phase::Info) => return None,
        };
        let when = if now > at {
            When::Overdue
        } else if now >= at - lead {
            When::Due
        } else {
            When::Later
        };
        Some(Due {
            at,
            when,
            cadence,
            counted,
        })
    }

    /// Returns whether a done item is due again.
    pub fn is_due_again(&self, id: EntryId, now: DateTime<Utc>) -> bool {
        self.state(id) == State::Done
            && self.due(id, now).is_some_and(|due| due.when != When::Later)
    }

    /// The time of the last tick of a recurring item, for undo to restore: the next due date counts from there.
    pub(super) fn done_since(&self, id: EntryId) -> Option<String> {
        self.checklist
            .cadence(id)
            .filter(|&cadence| is_recurring(cadence))?;
        Some(
            self.last_done(id)?
                .to_rfc3339_opts(SecondsFormat::Millis, true),
        )
    }

    /// The time of the last tick.
    fn last_done(&self, id: EntryId) -> Option<DateTime<Utc>> {
        if self.state(id) != State::Done {
            return None;
        }
        self.marks(id)
            .state
            .standing()
            .iter()
            .filter_map(|answer| moment(answer.since.as_ref().unwrap_or(&answer.at)))
            .max()
    }
}

fn is_recurring(cadence: Cadence) -> bool {
    matches!(cadence, Cadence::Every(_))
}

fn moment(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(text)
        .ok()
        .map(|at| at.to_utc())
}

fn earlier(from: DateTime<Utc>, span: Span) -> Option<DateTime<Utc>> {
    match span {
        Span::Hours(hours) => from.checked_sub_signed(Duration::hours(hours.into())),
        Span::Days(days) => from.checked_sub_signed(Duration::days(days.into())),
        Span::Months(months) => from.checked_sub_months(Months::new(months)),
    }
}

fn later(from: DateTime<Utc>, span: Span) -> Option<DateTime<Utc>> {
    match span {
        Span::Hours(hours) => from.checked_add_signed(Duration::hours(hours.into())),
        Span::Days(days) => from.checked_add_signed(Duration::days(days.into())),
        Span::Months(months) => from.checked_add_months(Months::new(months)),
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Duration};

    use crate::checklist::{Checklist, EntryId};
    use crate::progress::{Progress, State};
    use crate::workbook::edit::stamp;
    use crate::workbook::{Edit, Workbook};

    const TEXT: &str = "## Pre-Launch\n- [ ] T-7 freeze\n- [ ] Daily backups set up\n## Post-Launch\n\
                        - [ ] Day 1: watch\n- [ ] Day 7: review\n## Daily\n- [ ] logs\n## Monthly\n- [ ] costs\n";

    /// The due items a number of hours after going live.
    fn told(workbook: &Workbook, hours: i64) -> String {
        let now = DateTime::from_timestamp(0, 0).unwrap() + Duration::hours(hours);
        let when = |id: EntryId| workbook.due(id, now).map_or("-", |due| due.when.name());
        workbook
            .checklist()
            .items()
            .map(when)
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn dates_count_from_going_live_and_from_the_last_tick() {
        let mut workbook = Workbook::new(Checklist::parse(TEXT), Progress::new("a.md", None));
        assert_eq!(told(&workbook, 0), "- - - - - -", "nobody said when");
        let live = Edit::Live {
            at: DateTime::from_timestamp(0, 0),
        };
        let step = workbook.apply(live, &stamp("me", 0)).unwrap().unwrap();
        assert_eq!(
            told(&workbook, -24 * 7 - 1),
            "due - later later later later"
        );
        assert_eq!(told(&workbook, 1), "overdue - due later later later");
        assert_eq!(told(&workbook, 13), "overdue - due later due later");
        assert_eq!(told(&workbook, 25), "overdue - overdue later overdue later");
        assert_eq!(
            told(&workbook, 24 * 30),
            "overdue - overdue overdue overdue due"
        );
        let item =
            |workbook: &Workbook, item: usize| workbook.checklist().items().nth(item).unwrap();
        let tick = |workbook: &mut Workbook, at: usize, hour: i64| {
            let entry = item(workbook, at);
            let done = Edit::State {
                entry,
                state: State::Done,
                reason: None,
            };
            workbook
                .apply(done, &stamp("me", hour * 3600))
                .unwrap()
                .is_some()
        };
        assert!(tick(&mut workbook, 2, 20) && tick(&mut workbook, 4, 20));
        assert_eq!(told(&workbook, 25), "overdue - - later later later");
        assert!(!tick(&mut workbook, 4, 22), "it is done, and not due again");
        assert_eq!(told(&workbook, 45), "overdue - - later overdue later");
        let again = workbook.toggled(item(&workbook, 4), stamp("me", 45 * 3600).at);
        let again = workbook
            .apply(again, &stamp("me", 45 * 3600))
            .unwrap()
            .expect("done again");
        assert_eq!(told(&workbook, 46), "overdue - - later later later");
        workbook.undo(&again, &stamp("me", 46 * 3600)).unwrap();
        assert_eq!(
            told(&workbook, 46),
            "overdue - - later overdue later",
            "not done when it was undone"
        );
        assert!(tick(&mut workbook, 4, 46), "done again");
        workbook.undo(&step, &stamp("me", 9)).unwrap();
        assert_eq!(told(&workbook, 45), "- - - - - -");
    }
}
