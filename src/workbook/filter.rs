//! Filters: the entries that somebody wants to see, and the rows that stay visible. A pure function; the person and the
//! time are part of the filter.

use chrono::{DateTime, Utc};

use super::query::{is_marked, is_person, owns, said, was_changed};
use super::{Unmatched, When, Workbook, moment};
use crate::checklist::{BlankId, EntryId};
use crate::progress::{Register, State};

/// A condition of a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Want {
    /// Open items.
    Open,
    /// Blocked items.
    Blocked,
    /// Lines with an empty blank.
    Unanswered,
    /// Answers that need confirming: pre-ticked or changed items, values of another run.
    Unconfirmed,
    /// Different answers in one register.
    Conflicts,
    /// Entries with an answer or note of mine, or my `@name` in the text.
    Mine,
    /// Optional items.
    Optional,
    /// Required items.
    Required,
    /// Entries that changed since a time.
    Changed,
    /// Items that are due or overdue.
    Due,
    /// The unmatched marks.
    Unmatched,
}

/// A time, with the text it was parsed from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Since {
    /// The time.
    pub at: DateTime<Utc>,
    /// `2h`, `today`, `2026-11-21`.
    pub told: String,
}

/// A filter; without conditions it shows everything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    wants: Vec<Want>,
    since: Option<Since>,
    me: String,
    now: DateTime<Utc>,
}

/// The entries of a workbook that a filter shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shown {
    /// The entries that match, by index.
    fits: Vec<bool>,
    /// The entries that are visible, by index: they match, or are above one that does.
    seen: Vec<bool>,
    /// The unmatched marks that match, by index.
    unmatched: Vec<bool>,
    /// The number of matches.
    pub fitting: usize,
    /// The number of items, other boxes, lines with blanks, and unmatched marks.
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
            Want::Required => "required",
            Want::Changed => "changed since",
            Want::Due => "due",
            Want::Unmatched => "unmatched",
        }
    }

    /// Returns whether both conditions exclude each other.
    fn excludes(self, other: Want) -> bool {
        matches!(
            (self, other),
            (Want::Optional, Want::Required) | (Want::Required, Want::Optional)
        )
    }

    /// Returns whether it is about the state: an item has one, so one of these conditions is enough.
    fn is_state(self) -> bool {
        matches!(self, Want::Open | Want::Blocked)
    }
}

impl Since {
    /// Parses a time; see [`moment`].
    pub fn read(text: &str, now: DateTime<Utc>) -> Option<Since> {
        moment(text, now).map(|at| Since {
            at,
            told: text.trim().to_lowercase(),
        })
    }
}

impl Filter {
    /// A filter that shows everything, for this person.
    pub fn of(me: impl Into<String>) -> Filter {
        Filter {
            me: me.into(),
            ..Filter::default()
        }
    }

    /// Sets the present time: due dates depend on it.
    pub fn turn_clock(&mut self, now: DateTime<Utc>) {
        self.now = now;
    }

    /// Toggles a condition. For changes, use [`Filter::want_since`].
    pub fn toggle(&mut self, want: Want) {
        if self.wants(want) {
            self.wants.retain(|&other| other != want);
        } else {
            self.wants.retain(|&other| !want.excludes(other));
            self.wants.push(want);
            self.wants.sort_unstable();
        }
    }

    /// The filter of the same person with only this condition.
    #[must_use]
    pub fn only(&self, want: Want) -> Filter {
        Filter {
            wants: vec![want],
            since: self.since.clone(),
            me: self.me.clone(),
            now: self.now,
        }
    }

    /// Adds the condition of changes since a time.
    pub fn want_since(&mut self, since: Since) {
        self.since = Some(since);
        self.wants.retain(|&other| other != Want::Changed);
        self.toggle(Want::Changed);
    }

    /// Returns whether this is a condition.
    pub fn wants(&self, want: Want) -> bool {
        self.wants.contains(&want)
    }

    /// Returns whether there are no conditions.
    pub fn is_empty(&self) -> bool {
        self.wants.is_empty()
    }

    /// The time of the condition of changes.
    pub fn since(&self) -> Option<&Since> {
        self.since.as_ref().filter(|_| self.wants(Want::Changed))
    }

    /// The conditions in words: `open or blocked + unconfirmed`.
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

    /// Returns whether an entry matches: all conditions hold, and one of those about the state.
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
            Want::Optional => is_row(workbook, id) && workbook.is_optional(id),
            Want::Required => is_row(workbook, id) && !workbook.is_optional(id),
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

    /// Returns whether an unmatched mark matches.
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
            Want::Open
            | Want::Blocked
            | Want::Unanswered
            | Want::Unconfirmed
            | Want::Optional
            | Want::Required
            | Want::Changed
            | Want::Due => false,
        })
    }
}

/// Returns whether an entry has a box or blanks.
fn is_row(workbook: &Workbook, id: EntryId) -> bool {
    let entry = workbook.checklist().entry(id);
    entry.can_be_ticked() || !entry.blanks.is_empty()
}

impl Shown {
    /// Returns whether an entry matches.
    pub fn fits(&self, id: EntryId) -> bool {
        self.fits.get(id.0) == Some(&true)
    }

    /// Returns whether an entry is visible: it matches, or is above one that does.
    pub fn is_seen(&self, id: EntryId) -> bool {
        self.seen.get(id.0) == Some(&true)
    }

    /// Returns whether any unmatched mark matches.
    pub fn fits_unmatched_any(&self) -> bool {
        self.unmatched.contains(&true)
    }

    /// Returns whether an unmatched mark matches, by its index in [`Workbook::unmatched`].
    pub fn fits_unmatched(&self, index: usize) -> bool {
        self.unmatched.get(index) == Some(&true)
    }
}

impl Workbook {
    /// The entries that a filter shows.
    pub fn shown_by(&self, filter: &Filter) -> Shown {
        let checklist = self.checklist();
        let fits: Vec<bool> = checklist.ids().map(|id| filter.fits(self, id)).collect();
        // Entries are in preorder: from the end, descendants come before their ancestors.
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
