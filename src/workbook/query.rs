//! Queries: the items, blanks and conflicts that match the options of `gonogo list`. A pure function; the person and
//! the present time are part of the query.

use chrono::{DateTime, Utc};

use super::{Conflict, When, Workbook};
use crate::checklist::{BlankId, EntryId, Phase, VariableId, mojibake};
use crate::progress::{
    Answer, AnyRegister, Event, Person, Register, RegisterOf, State, has_part, is_name,
};

/// A query; all conditions have to hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// In one of these states; any if empty. A blank has the state of its item.
    pub states: Vec<State>,
    /// Below a heading that contains this text.
    pub section: Option<String>,
    /// In one of these phases; any if empty.
    pub phases: Vec<Phase>,
    /// Due or overdue at this moment.
    pub due: Option<DateTime<Utc>>,
    /// With an answer or note by a person whose name contains this text.
    pub author: Option<String>,
    /// With an answer or note by this person, or their `@name` in the text.
    pub mine: Option<String>,
    /// Changed since then.
    pub since: Option<DateTime<Utc>>,
    /// Containing all of these words in its text, values, reason or notes.
    pub text: Option<String>,
    /// Optional, or not.
    pub optional: Option<bool>,
    /// Needing confirmation.
    pub unconfirmed: bool,
    /// In conflict.
    pub conflicts: bool,
    /// With an empty blank.
    pub unanswered: bool,
}

impl Selection {
    /// Returns whether an item or another box matches. The plain lines under an item belong to it.
    pub fn picks(&self, workbook: &Workbook, id: EntryId) -> bool {
        let checklist = workbook.checklist();
        let any = |fits: &dyn Fn(EntryId) -> bool| checklist.item_with_lines(id).any(fits);
        let mut blanks = checklist.blanks_of(id);
        (self.states.is_empty() || self.states.contains(&workbook.state(id)))
            && self.picks_place(workbook, id)
            && (!self.unanswered || blanks.any(|blank| workbook.value(blank).is_none()))
            && (!self.conflicts || any(&|id| workbook.conflicts_at(id).next().is_some()))
            && (!self.unconfirmed || is_unconfirmed(workbook, id))
            && self.due.is_none_or(|now| is_due(workbook, id, now))
            && self
                .author
                .as_ref()
                .is_none_or(|name| any(&|id| is_marked(workbook, id, &contains(name))))
            && self.mine.as_ref().is_none_or(|me| {
                owns(workbook, id, me) || any(&|id| is_marked(workbook, id, &is_person(me)))
            })
            && self
                .since
                .is_none_or(|since| any(&|id| was_changed(workbook, id, since, &|_| true)))
            && self.text.as_ref().is_none_or(|words| {
                let all: Vec<String> = checklist
                    .item_with_lines(id)
                    .map(|id| words_of(workbook, id))
                    .collect();
                holds(&all.join("\n"), words)
            })
    }

    /// Returns whether a blank matches.
    pub fn picks_blank(&self, workbook: &Workbook, blank: BlankId) -> bool {
        let checklist = workbook.checklist();
        let (id, slug) = (checklist.blank(blank).entry, &checklist.blank(blank).slug);
        let state = checklist.item_of(id).map(|item| workbook.state(item));
        let register = workbook.register(blank);
        let by = |fits: &dyn Fn(&str) -> bool| {
            register.is_some_and(|register| said(register.standing(), fits))
        };
        let is_own = |event: &Event| event.change.register() == RegisterOf::Blank(slug.as_str());
        (self.states.is_empty() || state.is_some_and(|state| self.states.contains(&state)))
            && self.picks_place(workbook, id)
            && (!self.unanswered || workbook.value(blank).is_none())
            && (!self.conflicts || register.is_some_and(Register::is_conflict))
            && (!self.unconfirmed || workbook.is_doubtful(blank))
            && self.due.is_none_or(|now| {
                checklist
                    .item_of(id)
                    .is_some_and(|id| is_due(workbook, id, now))
            })
            && self.author.as_ref().is_none_or(|name| by(&contains(name)))
            && self
                .mine
                .as_ref()
                .is_none_or(|me| owns(workbook, id, me) || by(&is_person(me)))
            && self
                .since
                .is_none_or(|since| was_changed(workbook, id, since, &is_own))
            && self
                .text
                .as_ref()
                .is_none_or(|words| holds(&words_of(workbook, id), words))
    }

    /// Returns whether a variable matches: with the places that are selected, whatever items they are in. States and due
    /// dates belong to items.
    pub fn picks_variable(&self, workbook: &Workbook, id: VariableId) -> bool {
        let checklist = workbook.checklist();
        let register = workbook.variable_register(id);
        let answers = || {
            let own = workbook.variable_entries(id).into_iter();
            let here = own.filter_map(move |entry| workbook.variable_register_at(id, entry));
            register.into_iter().chain(here)
        };
        let by =
            |fits: &dyn Fn(&str) -> bool| answers().any(|register| said(register.standing(), fits));
        let is_placed = || {
            let places = checklist.variable(id).places.iter();
            let mut places = places.map(|&at| &checklist.places()[at]);
            places.any(|place| place.entry.is_some_and(|id| self.picks_place(workbook, id)))
        };
        let is_everywhere = self.section.is_none() && self.phases.is_empty();
        self.states.is_empty()
            && self.optional.is_none()
            && self.due.is_none()
            && (is_everywhere || is_placed())
            && (!self.unanswered || !workbook.is_variable_filled(id))
            && (!self.conflicts
                || workbook.is_variable_in_conflict(id)
                || answers().any(Register::is_conflict))
            && (!self.unconfirmed || workbook.variable_to_confirm(id).is_some())
            && self.author.as_ref().is_none_or(|name| by(&contains(name)))
            && self.mine.as_ref().is_none_or(|me| by(&is_person(me)))
            && self.since.is_none_or(|since| {
                let mut standing = answers().flat_map(Register::standing);
                standing.any(|answer| is_since(&answer.at, since))
            })
            && self.text.as_ref().is_none_or(|words| {
                let values = answers().flat_map(Register::standing);
                let values = values.filter_map(|answer| answer.value.as_deref());
                let name = checklist.variable(id).written.as_str();
                let linked = workbook.variable_value(id);
                let all: Vec<&str> = values.chain([name]).chain(linked).collect();
                holds(&all.join("\n").to_lowercase(), words)
            })
    }

    /// Returns whether a conflict matches: with its item, or by itself without one.
    pub fn picks_conflict(&self, workbook: &Workbook, conflict: &Conflict) -> bool {
        let item = conflict
            .entry
            .and_then(|id| workbook.checklist().item_of(id));
        if let Some(item) = item {
            return self.picks(workbook, item);
        }
        let by = |fits: &dyn Fn(&str) -> bool| conflict.answers.iter().any(|told| fits(&told.who));
        self.states.is_empty()
            && self.optional.is_none()
            && self.due.is_none()
            && (conflict.entry.is_some() || self.phases.is_empty())
            && !self.unanswered
            && !self.unconfirmed
            && conflict.entry.map_or(self.section.is_none(), |id| {
                self.picks_place(workbook, id) || self.is_called(workbook, id)
            })
            && self.author.as_ref().is_none_or(|name| by(&contains(name)))
            && self.mine.as_ref().is_none_or(|me| by(&is_person(me)))
            && self.since.is_none_or(|since| {
                conflict
                    .answers
                    .iter()
                    .any(|told| is_since(&told.at, since))
            })
            && self.text.as_ref().is_none_or(|words| {
                let told = conflict.answers.iter().map(|told| told.answer.as_str());
                let name = workbook.name_of(conflict.entry, &conflict.about);
                holds(
                    &told
                        .chain([name.as_str()])
                        .collect::<Vec<_>>()
                        .join("\n")
                        .to_lowercase(),
                    words,
                )
            })
    }

    /// Returns whether an entry is the section of the query.
    fn is_called(&self, workbook: &Workbook, id: EntryId) -> bool {
        let entry = workbook.checklist().entry(id);
        entry.is_section()
            && self
                .section
                .as_ref()
                .is_some_and(|section| is_heading(&entry.text, section))
    }

    /// Returns whether an entry is in the section and phases of the query.
    fn picks_place(&self, workbook: &Workbook, id: EntryId) -> bool {
        let checklist = workbook.checklist();
        let is_below = |section: &String| {
            checklist
                .headings(id)
                .into_iter()
                .any(|heading| is_heading(heading, section))
        };
        self.section.as_ref().is_none_or(is_below)
            && (self.phases.is_empty() || self.phases.contains(&workbook.phase(id)))
            && self
                .optional
                .is_none_or(|optional| workbook.is_optional(id) == optional)
    }
}

/// Returns whether a heading is the wanted one.
fn is_heading(heading: &str, wanted: &str) -> bool {
    mojibake::repaired(heading)
        .to_lowercase()
        .contains(&wanted.to_lowercase())
}

fn is_due(workbook: &Workbook, id: EntryId, now: DateTime<Utc>) -> bool {
    workbook
        .due(id, now)
        .is_some_and(|due| due.when != When::Later)
}

fn is_unconfirmed(workbook: &Workbook, id: EntryId) -> bool {
    workbook.is_unconfirmed(id)
        || workbook
            .checklist()
            .blanks_of(id)
            .any(|blank| workbook.is_doubtful(blank))
}

fn contains(name: &str) -> impl Fn(&str) -> bool {
    move |by: &str| has_part(by, name)
}

/// Returns a predicate for the person of a name.
pub(super) fn is_person(name: &str) -> impl Fn(&str) -> bool {
    let person = Person::named(name);
    move |by: &str| person.is(by)
}

/// Returns whether one of these answers is by a person that fits; cleared ones don't count.
pub(super) fn said<T>(answers: &[Answer<T>], fits: &dyn Fn(&str) -> bool) -> bool {
    answers
        .iter()
        .any(|answer| answer.value.is_some() && fits(&answer.by))
}

/// Returns whether an answer or a note on an entry is by a person that fits.
pub(super) fn is_marked(workbook: &Workbook, id: EntryId, fits: &dyn Fn(&str) -> bool) -> bool {
    let marks = workbook.marks(id);
    let mut registers = marks.registers();
    registers.any(|(_, register)| is_somebodys(register, fits))
        || marks.notes.iter().any(|note| fits(&note.by))
}

/// Returns whether an answer in any register is by a person that fits; cleared ones don't count.
fn is_somebodys(register: &dyn AnyRegister, fits: &dyn Fn(&str) -> bool) -> bool {
    register
        .answers()
        .iter()
        .any(|answer| answer.text.is_some() && fits(answer.by))
}

/// Returns whether the text names a person: `@ann` is `ann` on every host.
pub(super) fn owns(workbook: &Workbook, id: EntryId, me: &str) -> bool {
    let name = me.split('@').next().unwrap_or_default();
    let owners = workbook.checklist().traits(id).owners;
    is_name(name)
        && owners
            .iter()
            .map(|owner| owner.trim_start_matches('@'))
            .any(is_person(name))
}

pub(super) fn was_changed(
    workbook: &Workbook,
    id: EntryId,
    since: DateTime<Utc>,
    counts: &dyn Fn(&Event) -> bool,
) -> bool {
    workbook
        .history(id)
        .into_iter()
        .any(|event| counts(event) && is_since(&event.at, since))
}

fn is_since(at: &str, since: DateTime<Utc>) -> bool {
    DateTime::parse_from_rfc3339(at).is_ok_and(|at| at >= since)
}

/// All text of an entry, in lower case.
fn words_of(workbook: &Workbook, id: EntryId) -> String {
    let marks = workbook.marks(id);
    let mut words = workbook.reading(id);
    let reason = marks.state.value().and_then(|mark| mark.reason.as_ref());
    for more in reason
        .into_iter()
        .chain(marks.notes.iter().map(|note| &note.text))
    {
        words.push('\n');
        words.push_str(more);
    }
    words.to_lowercase()
}

fn holds(text: &str, words: &str) -> bool {
    words
        .to_lowercase()
        .split_whitespace()
        .all(|word| text.contains(word))
}
