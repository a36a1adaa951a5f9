//! Edits: every tick, value and note goes through [`Workbook::apply`], which returns a [`Step`] to undo it.

use chrono::{DateTime, Utc};
use thiserror::Error;

use super::describe::blockers;
use super::placeholder::is_invisible;
use super::{RegisterId, SignOff, Step, Unmatched, Workbook};
use crate::checklist::{BlankId, EntryId, Need, Phase, VariableId};
use crate::progress::{Aspect, Change, Correction, Mark, Register, Stamp, State, is_name};

/// A change to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Set the state of an item.
    State {
        /// The item.
        entry: EntryId,
        /// Its new state.
        state: State,
        /// The reason; required for `na`, `blocked` and `waived`.
        reason: Option<String>,
    },
    /// Fill a blank; an empty value clears it.
    Fill {
        /// The blank.
        blank: BlankId,
        /// The answer, exactly as typed.
        value: String,
    },
    /// Attach a note to an entry.
    Note {
        /// The entry.
        entry: EntryId,
        /// The text, exactly as typed.
        text: String,
    },
    /// Set the phase of a section; `None` leaves it to its heading.
    Phase {
        /// The section.
        entry: EntryId,
        /// The phase.
        phase: Option<Phase>,
    },
    /// Correct how an entry is read; `None` leaves it to the document.
    Correct {
        /// The entry; the correction also holds for what is under it and isn't corrected itself.
        entry: EntryId,
        /// The corrected meaning.
        aspect: Aspect<String>,
        /// The value, of the same aspect.
        value: Option<Correction>,
    },
    /// Correct whether a variable has to be filled, wherever its places are; `None` leaves it to the document.
    CorrectVariable {
        /// The variable.
        variable: VariableId,
        /// Required or optional.
        need: Option<Need>,
    },
    /// Set the go-live time; `None` clears it.
    Live {
        /// The time.
        at: Option<DateTime<Utc>>,
    },
    /// Set the measured value of a threshold; an empty value clears it.
    Measure {
        /// The item.
        entry: EntryId,
        /// The index of the threshold.
        threshold: usize,
        /// The value, exactly as typed.
        value: String,
    },
    /// Set the value of a variable in all of its places; an empty value clears it.
    SetVariable {
        /// The variable.
        variable: VariableId,
        /// The value, exactly as typed.
        value: String,
    },
    /// Set the value of a variable at one entry only; an empty value clears it, so that the entry has that of all places.
    SetVariableAt {
        /// The variable.
        variable: VariableId,
        /// The entry, in whose text or blocks the variable is.
        entry: EntryId,
        /// The value, exactly as typed.
        value: String,
    },
    /// Give a variable the value of a blank; `None` takes the link back. A value of its own comes first.
    LinkVariable {
        /// The variable.
        variable: VariableId,
        /// The blank.
        blank: Option<BlankId>,
    },
    /// Sign a sign-off: its name and date, and everything before the launch.
    Sign {
        /// The blanks for the name and for the date.
        signoff: SignOff,
        /// The name.
        name: String,
        /// The date.
        date: String,
        /// The reason to sign despite blockers.
        forced: Option<String>,
    },
    /// Edit a note, or delete it.
    EditNote {
        /// The entry that it is attached to.
        entry: EntryId,
        /// Id of the event that holds its text, as in [`Note::id`](crate::progress::Note).
        note: String,
        /// The new text, exactly as typed; `None` deletes it.
        text: Option<String>,
    },
    /// Move an unmatched mark to an entry; a value goes into its first empty blank.
    Put {
        /// The unmatched mark.
        what: Box<Unmatched>,
        /// The entry.
        entry: EntryId,
    },
    /// Move an unmatched value or link to a variable without one.
    PutInVariable {
        /// The unmatched mark.
        what: Box<Unmatched>,
        /// The variable.
        variable: VariableId,
    },
    /// Drop an unmatched mark. It stays in the progress file.
    Dismiss {
        /// The unmatched mark.
        what: Box<Unmatched>,
    },
}

/// The register that an edit answers in.
pub(super) struct Answering {
    /// The entry; `None` for the whole document.
    pub(super) entry: Option<EntryId>,
    /// The register.
    pub(super) about: RegisterId,
    /// The answer as a text.
    pub(super) text: Option<String>,
}

/// The reason why a change was not made.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    /// Only items have a state.
    #[error("line {line}: “{text}” isn't an item; only items can be ticked")]
    NotAnItem {
        /// Text of the entry.
        text: String,
        /// Its line in the document.
        line: usize,
    },
    /// Only sections have a phase of their own.
    #[error("line {line}: “{text}” isn't a section; only headings have a phase")]
    NotASection {
        /// Text of the entry.
        text: String,
        /// Its line in the document.
        line: usize,
    },
    /// The correction makes no sense on this entry.
    #[error("line {line}: “{text}” {lack}; nothing to correct")]
    NotCorrigible {
        /// Text of the entry.
        text: String,
        /// Its line in the document.
        line: usize,
        /// The missing part, after the text.
        lack: &'static str,
    },
    /// The item has no threshold.
    #[error("line {line}: “{text}” has no threshold to measure")]
    NoThreshold {
        /// Text of the entry.
        text: String,
        /// Its line in the document.
        line: usize,
    },
    /// The entry has no place of the variable.
    #[error("line {line}: “{text}” doesn't use {variable}")]
    NoSuchVariable {
        /// Text of the entry.
        text: String,
        /// Its line in the document.
        line: usize,
        /// The variable, as the document writes it.
        variable: String,
    },
    /// There are blockers, so a signature has to be forced.
    #[error(
        "not signed: {} (see `gonogo status`); resolve {}, or force it with a reason",
        blockers(*count),
        if *count == 1 { "it" } else { "them" }
    )]
    Blocked {
        /// The number of blockers.
        count: usize,
    },
    /// A signature without a name or a date.
    #[error("not signed: a signature needs a name and a date")]
    NoName,
    /// The state needs a reason.
    #[error("{} needs a reason; nothing changed", state.words())]
    NoReason {
        /// The state.
        state: State,
    },
    /// A note without text.
    #[error("empty note; nothing saved")]
    EmptyNote,
    /// No note has this id.
    #[error("this note on “{on}” no longer exists")]
    NoSuchNote {
        /// The text of the entry.
        on: String,
    },
    /// The entry has no box for this state.
    #[error("line {line}: “{text}” has no checkbox for this state; move the mark to an item")]
    NoBox {
        /// Text of the entry.
        text: String,
        /// Its line in the document.
        line: usize,
    },
    /// The entry has no empty blank for this value.
    #[error("line {line}: “{text}” has no empty blank for this value")]
    NoEmptyBlank {
        /// Text of the entry.
        text: String,
        /// Its line in the document.
        line: usize,
    },
    /// The entry has no empty variable for this value.
    #[error("line {line}: “{text}” has no empty variable for this value")]
    NoEmptyVariable {
        /// Text of the entry.
        text: String,
        /// Its line in the document.
        line: usize,
    },
    /// The variable has a value already.
    #[error("{variable} already has a value; clear it first")]
    VariableTaken {
        /// The variable, as the document writes it.
        variable: String,
    },
    /// People gave different values, so none can be moved.
    #[error("conflicting values of {variable}; drop them, and enter the right one")]
    ManyValues {
        /// The slug of the variable.
        variable: String,
    },
    /// Others answered since the person saw what they are about to replace.
    #[error("not saved: someone else answered in the meantime")]
    AnsweredMeanwhile,
    /// Somebody else changed it since.
    #[error("not undone: {by} has changed “{on}” since")]
    ChangedSince {
        /// The author.
        by: String,
        /// The text of the entry.
        on: String,
    },
    /// There was a conflict before, and one change cannot restore both answers.
    #[error("not undone: “{on}” had conflicting answers before; answer again instead")]
    WasConflict {
        /// The text of the entry.
        on: String,
    },
}

impl Workbook {
    /// Makes a change. Returns `None` if nothing changes.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] if the change makes no sense; then nothing was changed.
    pub fn apply(&mut self, edit: Edit, stamp: &Stamp) -> Result<Option<Step>, Refusal> {
        let step = self.apply_one(edit, stamp)?;
        Ok(step.map(|step| self.keep_in_place(step, stamp)))
    }

    pub(super) fn apply_one(&mut self, edit: Edit, stamp: &Stamp) -> Result<Option<Step>, Refusal> {
        match edit {
            Edit::State {
                entry,
                state,
                reason,
            } => self.set_state(entry, state, reason, stamp),
            Edit::Fill { blank, value } => Ok(self.fill(blank, value, stamp)),
            Edit::Note { entry, text } => self.write_note(entry, text, stamp),
            Edit::EditNote { entry, note, text } => self.edit_note(entry, &note, text, stamp),
            Edit::Phase { entry, phase } => self.set_phase(entry, phase, stamp),
            Edit::Correct {
                entry,
                aspect,
                value,
            } => self.correct(entry, aspect, value, stamp),
            Edit::CorrectVariable { variable, need } => {
                Ok(self.correct_variable(variable, need, stamp))
            }
            Edit::Live { at } => Ok(self.set_live(at, stamp)),
            Edit::Measure {
                entry,
                threshold,
                value,
            } => self.measure(entry, threshold, value, stamp),
            Edit::SetVariable { variable, value } => {
                Ok(self.set_variable(variable, typed(value), None, stamp))
            }
            Edit::SetVariableAt {
                variable,
                entry,
                value,
            } => self.set_variable_at(variable, entry, typed(value), stamp),
            Edit::LinkVariable { variable, blank } => {
                Ok(self.link_variable(variable, blank, stamp))
            }
            Edit::Sign { name, date, .. } if !is_name(&name) || is_invisible(&date) => {
                Err(Refusal::NoName)
            }
            Edit::Sign {
                signoff,
                name,
                date,
                forced,
            } => self.sign(signoff, (name, date), forced, stamp).map(Some),
            Edit::Put { what, entry } => self.put(&what, entry, stamp).map(Some),
            Edit::PutInVariable { what, variable } => {
                self.put_in_variable(&what, variable, stamp).map(Some)
            }
            Edit::Dismiss { what } => Ok(Some(self.dismiss(&what, stamp))),
        }
    }

    /// The register that an edit answers in, with its answer as a text; `None` for edits that replace no answers of
    /// others: notes, matches, the go-live time and signatures.
    pub(super) fn answer_of(&self, edit: &Edit) -> Option<Answering> {
        let (entry, about, text) = match edit {
            Edit::State {
                entry,
                state,
                reason,
            } => {
                let mark = Mark {
                    state: *state,
                    reason: reason.clone(),
                };
                (*entry, RegisterId::State, Some(mark.to_string()))
            }
            Edit::Fill { blank, value } => {
                let entry = self.checklist.blank(*blank).entry;
                (entry, RegisterId::Blank(*blank), Some(value.clone()))
            }
            Edit::Measure {
                entry,
                threshold,
                value,
            } => {
                let slug = self.measurements(*entry).get(*threshold)?.slug.to_owned();
                (*entry, RegisterId::Measured(slug), Some(value.clone()))
            }
            Edit::Phase { entry, phase } => {
                let phase = phase.map(|phase| phase.to_string());
                (*entry, RegisterId::Phase, phase)
            }
            Edit::Correct {
                entry,
                aspect,
                value,
            } => {
                let value = value.map(|value| value.to_string());
                (*entry, RegisterId::Correction(aspect.clone()), value)
            }
            Edit::SetVariableAt {
                variable,
                entry,
                value,
            } => {
                let about = RegisterId::Variable(self.slug_of(*variable));
                (*entry, about, Some(value.clone()))
            }
            Edit::SetVariable { variable, value } => {
                return Some(Answering {
                    entry: None,
                    about: RegisterId::Variable(self.slug_of(*variable)),
                    text: Some(value.clone()),
                });
            }
            Edit::CorrectVariable { variable, need } => {
                let aspect = Aspect::Variable(self.slug_of(*variable));
                return Some(Answering {
                    entry: None,
                    about: RegisterId::Correction(aspect),
                    text: need.map(|need| Correction::Need(need).to_string()),
                });
            }
            Edit::LinkVariable { variable, blank } => {
                return Some(Answering {
                    entry: None,
                    about: RegisterId::Link(self.slug_of(*variable)),
                    text: blank.map(|blank| self.key_of_link(blank)),
                });
            }
            Edit::Note { .. }
            | Edit::EditNote { .. }
            | Edit::Live { .. }
            | Edit::Sign { .. }
            | Edit::Put { .. }
            | Edit::PutInVariable { .. }
            | Edit::Dismiss { .. } => return None,
        };
        Some(Answering {
            entry: Some(entry),
            about,
            text,
        })
    }

    fn slug_of(&self, variable: VariableId) -> String {
        self.checklist.variable(variable).slug.clone()
    }

    /// The edit that ticks an item, or unticks it if it is ticked and needs no confirming. Pre-ticked and changed items
    /// are confirmed, and recurring items are ticked again when they are due.
    pub fn toggled(&self, entry: EntryId, now: DateTime<Utc>) -> Edit {
        let confirmed = self.state(entry) == State::Done
            && !self.is_unconfirmed(entry)
            && self.unsound_in(entry, &self.marks(entry).state).is_none();
        let state = if confirmed && !self.is_due_again(entry, now) {
            State::Open
        } else {
            State::Done
        };
        Edit::State {
            entry,
            state,
            reason: None,
        }
    }

    pub(super) fn set_state(
        &mut self,
        entry: EntryId,
        state: State,
        reason: Option<String>,
        stamp: &Stamp,
    ) -> Result<Option<Step>, Refusal> {
        let of = self.checklist.entry(entry);
        if !of.can_be_ticked() {
            return Err(Refusal::NotAnItem {
                text: of.legible().into_owned(),
                line: of.line,
            });
        }
        let reason = reason
            .filter(|reason| !is_invisible(reason))
            .or_else(|| self.ready_reason(entry, state))
            .or_else(|| self.reason_of_tick(entry, state));
        if state.needs_reason() && reason.is_none() {
            return Err(Refusal::NoReason { state });
        }
        // The document's own state needs no answer: unticking leaves none.
        // That of the conditional item above it is no answer to keep.
        let is_answered = self.answered_by(entry).is_some();
        let word = (state != State::Open || of.is_source_ticked() || is_answered).then_some(state);
        let register = &self.marks(entry).state;
        let wanted = word.map(|state| Mark {
            state,
            reason: reason.clone(),
        });
        let is_said = register.value() == wanted.as_ref() && !register.is_conflict();
        // Recurring items are ticked again when they are due again.
        let again = state == State::Done && self.is_due_again(entry, stamp.at)
            || self.unsound_in(entry, register).is_some();
        if is_said && !self.needs_confirmation(entry) && !again {
            return Ok(None);
        }
        let back = (!register.is_conflict()).then(|| match register.value() {
            Some(mark) => Change::State {
                state: Some(mark.state),
                reason: mark.reason.clone(),
                since: self.done_since(entry),
            },
            None => Change::State {
                state: None,
                reason: None,
                since: None,
            },
        });
        let said_of = register
            .answer()
            .map_or_else(|| self.on(entry), |answer| answer.on.clone());
        let back = back.map(|back| (back, said_of));
        let replaces = register.ids();
        let mut parts = self.settle_match(entry, stamp);
        parts.push(self.write(
            entry,
            Change::State {
                state: word,
                reason,
                since: None,
            },
            replaces,
            back,
            stamp,
        ));
        Ok(Some(self.step(entry, parts)))
    }

    /// The reason of a tick that is given once more: nobody takes it back.
    fn reason_of_tick(&self, entry: EntryId, state: State) -> Option<String> {
        let mark = self.marks(entry).state.value()?;
        let reason = mark.reason.clone();
        reason.filter(|_| state == State::Done && mark.state == State::Done)
    }

    pub(super) fn fill(&mut self, id: BlankId, value: String, stamp: &Stamp) -> Option<Step> {
        self.answer(id, typed(value), None, stamp)
    }

    /// Answers a blank: with a value of this run, or one copied from another.
    pub(super) fn answer(
        &mut self,
        id: BlankId,
        value: Option<String>,
        carried: Option<String>,
        stamp: &Stamp,
    ) -> Option<Step> {
        let blank = self.checklist.blank(id);
        let (entry, slug) = (blank.entry, blank.slug.clone());
        let register = self.register(id);
        let before = register.and_then(Register::value).cloned();
        let was_carried = register.and_then(Register::carried).map(str::to_owned);
        let conflict = register.is_some_and(Register::is_conflict);
        let is_unsound =
            register.is_some_and(|register| self.unsound_in(entry, register).is_some());
        let is_outdated = (self.outdated_blanks.contains(&id) && value.is_some()) || is_unsound;
        if before == value && was_carried == carried && !conflict && !is_outdated {
            return None;
        }
        let said_of = register
            .and_then(Register::answer)
            .map_or_else(|| self.on(entry), |answer| answer.on.clone());
        let back = Change::Blank {
            blank: slug.clone(),
            value: before,
            carried: was_carried,
        };
        let back = (!conflict).then_some((back, said_of));
        let replaces = register.map(Register::ids).unwrap_or_default();
        let mut parts = self.settle_match(entry, stamp);
        parts.push(self.write(
            entry,
            Change::Blank {
                blank: slug,
                value,
                carried,
            },
            replaces,
            back,
            stamp,
        ));
        Some(self.step(entry, parts))
    }
}

/// A typed value; `None` for an empty one, which clears.
fn typed(value: String) -> Option<String> {
    (!is_invisible(&value)).then_some(value)
}

#[cfg(test)]
pub(super) fn stamp(by: &str, second: i64) -> Stamp {
    let at = chrono::DateTime::from_timestamp(second, 0).unwrap();
    Stamp {
        by: by.to_owned(),
        acting: None,
        at,
    }
}
