//! What an edit takes the place of: answers that other people gave. Nobody overrules them without a word.

use super::conflicts::told;
use super::{About, Edit, Refusal, Step, Told, Workbook};
use crate::checklist::EntryId;
use crate::progress::{Mark, Register, Stamp};

/// Answers of others that an edit replaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overruled {
    /// Where; nothing for what is said of the whole document.
    pub entry: Option<EntryId>,
    /// What they are about.
    pub about: About,
    /// The answers, in words.
    pub answers: Vec<Told>,
}

/// The answers that somebody saw where they are about to answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The ids of their events.
    ids: Vec<String>,
}

impl Workbook {
    /// Returns the answers that this edit is about to replace, as they are now.
    pub fn seen(&self, edit: &Edit) -> Seen {
        let ids = match edit {
            Edit::State { entry, .. } => self.marks(*entry).state.ids(),
            Edit::Fill { blank, .. } => {
                self.register(*blank).map(Register::ids).unwrap_or_default()
            }
            Edit::Measure {
                entry, threshold, ..
            } => {
                let measurements = self.measurements(*entry);
                let register = measurements.get(*threshold).and_then(|it| it.register);
                register.map(Register::ids).unwrap_or_default()
            }
            Edit::Phase { entry, .. } => self.marks(*entry).phase.ids(),
            Edit::Note { .. }
            | Edit::EditNote { .. }
            | Edit::Live { .. }
            | Edit::Sign { .. }
            | Edit::Put { .. }
            | Edit::Dismiss { .. } => Vec::new(),
        };
        Seen { ids }
    }

    /// Makes a change for somebody who saw these answers: nobody replaces an answer without knowing it.
    ///
    /// # Errors
    ///
    /// [`Refusal::AnsweredMeanwhile`] if there are other answers now, or another [`Refusal`] if the change makes no
    /// sense; then nothing was changed.
    pub fn apply_if_seen(
        &mut self,
        edit: Edit,
        seen: &Seen,
        stamp: &Stamp,
    ) -> Result<Option<Step>, Refusal> {
        if self.seen(&edit) != *seen {
            return Err(Refusal::AnsweredMeanwhile);
        }
        self.apply(edit, stamp)
    }

    /// What an edit by this person takes the place of, where others answered differently. Where answers differ already
    /// the edit resolves a conflict, which is told as such.
    pub fn overruled(&self, edit: &Edit, by: &str) -> Option<Overruled> {
        let (entry, about, answers) = match edit {
            Edit::State {
                entry,
                state,
                reason,
            } => {
                let new = Mark {
                    state: *state,
                    reason: reason.clone(),
                };
                let answers = others(&self.marks(*entry).state, Some(&new), by, Mark::to_string);
                (Some(*entry), About::State, answers)
            }
            Edit::Fill { blank, value } => {
                let answers = others(self.register(*blank)?, Some(value), by, String::clone);
                (
                    Some(self.checklist.blank(*blank).entry),
                    About::Blank(*blank),
                    answers,
                )
            }
            Edit::Measure {
                entry,
                threshold,
                value,
            } => {
                let measurements = self.measurements(*entry);
                let measured = measurements.get(*threshold)?;
                let answers = others(measured.register?, Some(value), by, String::clone);
                (
                    Some(*entry),
                    About::Measured(measured.slug.to_owned()),
                    answers,
                )
            }
            Edit::Phase { entry, phase } => {
                let answers = others(&self.marks(*entry).phase, phase.as_ref(), by, |phase| {
                    phase.name().to_owned()
                });
                (Some(*entry), About::Phase, answers)
            }
            Edit::Note { .. }
            | Edit::EditNote { .. }
            | Edit::Live { .. }
            | Edit::Sign { .. }
            | Edit::Put { .. }
            | Edit::Dismiss { .. } => return None,
        };
        (!answers.is_empty()).then_some(Overruled {
            entry,
            about,
            answers,
        })
    }
}

/// The answers of other people in a register that a new one replaces, in words.
fn others<T: PartialEq>(
    register: &Register<T>,
    new: Option<&T>,
    by: &str,
    say: impl Fn(&T) -> String,
) -> Vec<Told> {
    let Some(value) = register.value().filter(|value| Some(*value) != new) else {
        return Vec::new();
    };
    let theirs = register.standing().iter().filter(|answer| answer.by != by);
    theirs.map(|answer| told(answer, say(value))).collect()
}
