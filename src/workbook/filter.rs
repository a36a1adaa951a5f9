//! Filters: which entries somebody wants to see, and which rows that leaves in sight. A pure function of the workbook
//! and the filter; who asks and since when are part of the filter.

use chrono::{DateTime, Utc};

use super::query::{is_marked, is_person, owns, said, was_changed};
use super::{Unmatched, When, Workbook, moment};
use crate::checklist::{BlankId, EntryId};
use crate::progress::{Register, State};

/// What a row can be wanted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Want {
    /// An item that is open.
    Open,
    /// An item that is blocked.
    Blocked,
    /// A line with a blank that nobody has filled.
    Unanswered,
    /// What somebody has to confirm: a tick of the document, a done item that was reworded, a value of another run.
    Unconfirmed,
    /// Answers that differ.
    Conflicts,
    /// What I answered or noted, or what is mine by an `@name` in its text.
    Mine,
    /// What may be left undone.
    Optional,
    /// What may not.
    Required,
    /// What anybody changed since a time.
    Changed,
    /// What is due or overdue.
    Due,
    /// What found no place in the document.
    Unmatched,
}

/// A point in time, in the words in which it was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Since {
    /// The time.
    pub at: DateTime<Utc>,
    /// `2h`, `today`, `2026-11-21`.
    pub told: String,
}

/// What somebody wants to see: everything, where nothing is said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    wants: Vec<Want>,
    since: Option<Since>,
    me: String,
    now: DateTime<Utc>,
}

/// What a filter leaves of a workbook.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shown {
    /// Of each entry, whether it fits.
    fits: Vec<bool>,
    /// Of each entry, whether it is to be seen: it fits, or stands above one that does.
    seen: Vec<bool>,
    /// Of each that found no place, whether it fits.
    unmatched: Vec<bool>,
    /// How many fit.
    pub fitting: usize,
    /// How many there are: items, other boxes, lines with blanks, and what found no place.
    pub all: usize,
}

impl Want {
    /// All of them.
    pub const ALL: [Want; 11] = [
        Want::Open,
        Want::Blocked,
        Want::Unanswered,
        Want::Unconfirmed,
        Want::Conflicts,
        Want::Mine,
        Want::Optional,
        Want::Required,
        Want::Changed,
        Want::Due,
        Want::Unmatched,
    ];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Want::Open => "open",
            Want::Blocked => "blocked",
            Want::Unanswered => "unanswered",
            Want::Unconfirmed => "unconfirmed",
            Want::Conflicts => "conflicts",
            Want::Mine => "mine",
            Want::Optional => "optional",
            Want::Required => "without optional",
            Want::Changed => "changed since",
            Want::Due => "due",
            Want::Unmatched => "unmatched",
        }
    }

    /// What cannot be wanted at the same time.
    fn excludes(self, other: Want) -> bool {
        matches!(
            (self, other),
            (Want::Optional, Want::Required) | (Want::Required, Want::Optional)
        )
    }

    /// Whether it is about the state: an item has one, so that it is enough to fit one of these.
    fn is_state(self) -> bool {
        matches!(self, Want::Open | Want::Blocked)
    }
}

impl Since {
    /// Reads a point in time as a person says it; see [`moment`].
    pub fn read(text: &str, now: DateTime<Utc>) -> Option<Since> {
        moment(text, now).map(|at| Since {
            at,
            told: text.trim().to_lowercase(),
        })
    }
}

impl Filter {
    /// A filter that shows everything, for the person of this name.
    pub fn of(me: impl Into<String>) -> Filter {
        Filter {
            me: me.into(),
            ..Filter::default()
        }
    }

    /// Takes the present time: what is due depends on it.
    pub fn turn_clock(&mut self, now: DateTime<Utc>) {
        self.now = now;
    }

    /// Wants this too, or no longer. What was changed is wanted by [`Filter::want_since`].
    pub fn toggle(&mut self, want: Want) {
        if self.wants(want) {
            self.wants.retain(|&other| other != want);
        } else {
            self.wants.retain(|&other| !want.excludes(other));
            self.wants.push(want);
            self.wants.sort_unstable();
        }
    }

    /// The filter of the same person that wants only this.
    #[must_use]
    pub fn only(&self, want: Want) -> Filter {
        Filter {
            wants: vec![want],
            since: self.since.clone(),
            me: self.me.clone(),
            now: self.now,
        }
    }

    /// Wants what was changed since then.
    pub fn want_since(&mut self, since: Since) {
        self.since = Some(since);
        self.wants.retain(|&other| other != Want::Changed);
        self.toggle(Want::Changed);
    }

    /// Whether this is wanted.
    pub fn wants(&self, want: Want) -> bool {
        self.wants.contains(&want)
    }

    /// Whether everything is shown.
    pub fn is_empty(&self) -> bool {
        self.wants.is_empty()
    }

    /// The time since when changes are wanted.
    pub fn since(&self) -> Option<&Since> {
        self.since.as_ref().filter(|_| self.wants(Want::Changed))
    }

    /// In words: `open or blocked + unconfirmed`.
    pub fn told(&self) -> String {
        let mut told = String::new();
        for (index, want) in self.wants.iter().enumerate() {
            let both_states = index > 0 && want.is_state() && self.wants[index - 1].is_state();
            told.push_str(match index {
                0 => "",
                _ if both_states => " or ",
                _ => " + ",
            });
            told.push_str(want.name());
            if let (Want::Changed, Some(since)) = (want, &self.since) {
                told.push_str(&format!(" {}", since.told));
            }
        }
        told
    }

    /// Whether an entry of a workbook fits: everything that is wanted holds for it, of the states one.
    pub fn fits(&self, workbook: &Workbook, id: EntryId) -> bool {
        let mut states = self.wants.iter().filter(|want| want.is_state()).peekable();
        let mut others = self.wants.iter().filter(|want| !want.is_state());
        (states.peek().is_none() || states.any(|&want| self.holds(workbook, id, want)))
            && others.all(|&want| self.holds(workbook, id, want))
    }

    fn holds(&self, workbook: &Workbook, id: EntryId, want: Want) -> bool {
        let checklist = workbook.checklist();
        let entry = checklist.entry(id);
        let is_box = entry.can_be_ticked();
        let mut blanks = entry.blanks.clone().map(BlankId);
        match want {
            Want::Open => is_box && workbook.state(id) == State::Open,
            Want::Blocked => is_box && workbook.state(id) == State::Blocked,
            Want::Unanswered => blanks.any(|blank| workbook.value(blank).is_none()),
            Want::Unconfirmed => {
                (is_box && workbook.is_unconfirmed(id))
                    || blanks.any(|blank| workbook.is_doubtful(blank))
            }
            Want::Conflicts => workbook.conflicts_at(id).next().is_some(),
            Want::Mine => {
                is_marked(workbook, id, &is_person(&self.me)) || owns(workbook, id, &self.me)
            }
            Want::Optional => is_row(workbook, id) && checklist.is_optional(id),
            Want::Required => is_row(workbook, id) && !checklist.is_optional(id),
            Want::Changed => self
                .since
                .as_ref()
                .is_some_and(|since| was_changed(workbook, id, since.at, &|_| true)),
            Want::Due => workbook
                .due(id, self.now)
                .is_some_and(|due| due.when != When::Later),
            Want::Unmatched => false,
        }
    }

    /// Whether something that found no place fits.
    fn fits_unmatched(&self, what: &Unmatched) -> bool {
        let registers = || what.marks.blanks.values();
        self.wants.iter().all(|want| match want {
            Want::Unmatched => true,
            Want::Conflicts => {
                what.marks.state.is_conflict() || registers().any(Register::is_conflict)
            }
            Want::Mine => {
                let is_me = is_person(&self.me);
                said(what.marks.state.standing(), &is_me)
                    || registers().any(|register| said(register.standing(), &is_me))
            }
            _ => false,
        })
    }
}

/// Whether an entry is something to be done, and no mere heading.
fn is_row(workbook: &Workbook, id: EntryId) -> bool {
    let entry = workbook.checklist().entry(id);
    entry.can_be_ticked() || !entry.blanks.is_empty()
}

impl Shown {
    /// Whether an entry fits.
    pub fn fits(&self, id: EntryId) -> bool {
        self.fits.get(id.0) == Some(&true)
    }

    /// Whether an entry is to be seen: it fits, or stands above one that does.
    pub fn is_seen(&self, id: EntryId) -> bool {
        self.seen.get(id.0) == Some(&true)
    }

    /// Whether anything that found no place fits.
    pub fn fits_unmatched_any(&self) -> bool {
        self.unmatched.contains(&true)
    }

    /// Whether what found no place fits, by its index among [`Workbook::unplaced`].
    pub fn fits_unmatched(&self, index: usize) -> bool {
        self.unmatched.get(index) == Some(&true)
    }
}

impl Workbook {
    /// What a filter leaves in sight.
    pub fn shown_by(&self, filter: &Filter) -> Shown {
        let checklist = self.checklist();
        let fits: Vec<bool> = checklist.ids().map(|id| filter.fits(self, id)).collect();
        // Entries stand in preorder: what is below one has been looked at before it, from the end.
        let mut seen = fits.clone();
        for id in checklist.ids().rev() {
            if let (true, Some(up)) = (seen[id.0], checklist.entry(id).parent) {
                seen[up.0] = true;
            }
        }
        let unmatched: Vec<bool> = self
            .unmatched()
            .iter()
            .map(|what| filter.fits_unmatched(what))
            .collect();
        let count = |those: &[bool]| those.iter().filter(|&&fits| fits).count();
        Shown {
            fitting: count(&fits) + count(&unmatched),
            all: checklist.ids().filter(|&id| is_row(self, id)).count() + unmatched.len(),
            fits,
            seen,
            unmatched,
        }
    }
}

#[cfg(test)]
mod tests;
