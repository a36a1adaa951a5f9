//! Overrides: answers of other people that an edit replaces. Nobody replaces them without being told.

use super::conflicts::told;
use super::edit::Answering;
use super::{Edit, Refusal, RegisterId, Step, Told, Workbook};
use crate::checklist::EntryId;
use crate::progress::{AnyRegister, RegisterKey, Stamp};

/// Answers of others that an edit replaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overruled {
    /// The entry; `None` for the whole document.
    pub entry: Option<EntryId>,
    /// The register.
    pub about: RegisterId,
    /// The replaced answers, in words.
    pub answers: Vec<Told>,
}

/// The answers that a person saw before answering.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The ids of their events.
    ids: Vec<String>,
}

impl Workbook {
    /// Returns the answers that this edit is about to replace, as they are now.
    pub fn seen(&self, edit: &Edit) -> Seen {
        let register = self
            .answer_of(edit)
            .and_then(|it| self.any_register(it.entry, &it.about));
        let answers = register.map(|(_, register)| register.answers());
        let ids = answers.unwrap_or_default().into_iter();
        Seen {
            ids: ids.map(|answer| answer.id.to_owned()).collect(),
        }
    }

    /// Makes a change for a person who saw these answers: nobody replaces an answer without knowing it.
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

    /// The answers in the register of an edit, in words.
    pub fn answers_to(&self, edit: &Edit) -> Vec<Told> {
        let register = self
            .answer_of(edit)
            .and_then(|it| self.any_register(it.entry, &it.about));
        let told = register.map(|(key, register)| {
            let answers = register.answers();
            answers.iter().map(|answer| told(key, answer)).collect()
        });
        told.unwrap_or_default()
    }

    /// A register of an entry or of the whole document, if anybody answered there.
    fn any_register(
        &self,
        entry: Option<EntryId>,
        about: &RegisterId,
    ) -> Option<(RegisterKey<'_>, &dyn AnyRegister)> {
        let marks = entry.map_or(&self.document, |id| self.marks(id));
        let is_it = |key: RegisterKey| {
            let found = match entry {
                Some(id) => self.register_of(id, key),
                None => self.register_of_document(key),
            };
            found.as_ref() == Some(about)
        };
        marks.registers().find(|(key, _)| is_it(*key))
    }

    /// The answers of others that an edit by this person replaces. Resolving a conflict is not an override: it is
    /// reported as such.
    pub fn overruled(&self, edit: &Edit, by: &str) -> Option<Overruled> {
        let Answering {
            entry,
            about,
            text: new,
        } = self.answer_of(edit)?;
        let (key, register) = self.any_register(entry, &about)?;
        let answers = register.answers();
        let old = answers.first().and_then(|answer| answer.text.as_deref());
        if register.is_conflict() || old.is_none() || old == new.as_deref() {
            return None;
        }
        let theirs = answers.iter().filter(|answer| answer.by != by);
        let answers: Vec<Told> = theirs.map(|answer| told(key, answer)).collect();
        (!answers.is_empty()).then_some(Overruled {
            entry,
            about,
            answers,
        })
    }
}
