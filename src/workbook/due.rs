//! The moment of going live, and what is due since: counted from that moment, or from when it was last done.
//!
//! The present time is an argument. That something is due changes no state; only a person does.

use chrono::{DateTime, Duration, Months, SecondsFormat, Utc};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Dated, Workbook};
use crate::checklist::{Cadence, EntryId, Phase, Span};
use crate::progress::{Register, State};

/// When an item is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// The last moment to do it in time.
    pub at: DateTime<Utc>,
    /// How that stands to the present time.
    pub when: When,
    /// The length of time that was counted.
    pub cadence: Cadence,
    /// From where it was counted.
    pub counted: Counted,
}

/// From where a due date is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// On from the moment of going live.
    FromLive(DateTime<Utc>),
    /// Back from the moment of going live.
    BackFromLive(DateTime<Utc>),
    /// On from when it was last done.
    FromTick(DateTime<Utc>),
    /// Not counted: the checklist states the day, which ends in UTC.
    Stated,
}

/// How a due date stands to the present time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum When {
    /// There is time yet.
    Later,
    /// It is to be done now: within a day, or within half of the time from one time to the next.
    Due,
    /// It should have been done.
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
    /// When it went live, or is going to; nothing where nobody said so, or people differ.
    pub fn live(&self) -> Option<DateTime<Utc>> {
        moment(self.live_register().value()?)
    }

    /// What people said about when it went live.
    pub fn live_register(&self) -> &Register<String> {
        &self.document.live
    }

    /// When an item is due; nothing where it has no date, or nothing more is to be done.
    pub fn due(&self, id: EntryId, now: DateTime<Utc>) -> Option<Due> {
        self.due_after(id, self.checklist.cadence(id)?, self.live(), now)
    }

    /// All that is due or overdue, the most pressing first.
    pub fn all_due(&self, now: DateTime<Utc>) -> Vec<(EntryId, Due)> {
        let live = self.live();
        let due = |(id, cadence)| Some((id, self.due_after(id, cadence, live, now)?));
        let due = self.checklist.cadences().filter_map(due);
        let mut due: Vec<_> = due.filter(|(_, due)| due.when != When::Later).collect();
        due.sort_by_key(|&(id, due)| (due.at, id));
        due
    }

    /// How many items are overdue at a time, or have a due date at all where none is given.
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

    /// How many items are overdue.
    pub fn overdue(&self, now: DateTime<Utc>) -> usize {
        self.all_due(now)
            .iter()
            .filter(|(_, due)| due.when == When::Overdue)
            .count()
    }

    /// Whether anything becomes due or overdue from one time to another, or is it no longer.
    pub fn turns_due(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> bool {
        let live = self.live();
        let when = |id, cadence, now| self.due_after(id, cadence, live, now).map(|due| due.when);
        self.checklist
            .cadences()
            .any(|(id, cadence)| when(id, cadence, from) != when(id, cadence, to))
    }

    /// Whether an item has a due date as soon as somebody says when it goes live.
    pub fn waits_for_live(&self, id: EntryId) -> bool {
        let any = DateTime::UNIX_EPOCH;
        let cadence = self.checklist.cadence(id).filter(|_| self.live().is_none());
        let is_counted = |cadence: &Cadence| !matches!(cadence, Cadence::On(_));
        cadence
            .filter(is_counted)
            .is_some_and(|cadence| self.due_after(id, cadence, Some(any), any).is_some())
    }

    /// When an item of this cadence is due, where it goes live at this moment, if that is known.
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
            _ => return None,
        };
        let when = match now {
            _ if now > at => When::Overdue,
            _ if now >= at - lead => When::Due,
            _ => When::Later,
        };
        Some(Due {
            at,
            when,
            cadence,
            counted,
        })
    }

    /// Whether an item that is done is to be done again by now.
    pub fn is_due_again(&self, id: EntryId, now: DateTime<Utc>) -> bool {
        self.state(id) == State::Done
            && self.due(id, now).is_some_and(|due| due.when != When::Later)
    }

    /// Since when what comes again and again is done, for a tick that is put back: the next due date counts from there.
    pub(super) fn done_since(&self, id: EntryId) -> Option<String> {
        self.checklist
            .cadence(id)
            .filter(|&cadence| is_recurring(cadence))?;
        Some(
            self.last_done(id)?
                .to_rfc3339_opts(SecondsFormat::Millis, true),
        )
    }

    /// When somebody last did it: the latest tick that stands.
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

    /// What is due after so many hours from going live, item by item.
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
