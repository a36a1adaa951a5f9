//! What an edit takes the place of: answers that other people gave. Nobody overrules them without a word.

use super::conflicts::told;
use super::{Edit, RegisterId, Told, Workbook};
use crate::checklist::EntryId;

/// Answers of others that an edit replaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overruled {
    /// Where; nothing for what is said of the whole document.
    pub entry: Option<EntryId>,
    /// What they are about.
    pub about: RegisterId,
    /// The answers, in words.
    pub answers: Vec<Told>,
}

impl Workbook {
    /// The answers of others that an edit by this person replaces. Where answers conflict already, the edit resolves that,
    /// which is told as such.
    pub fn overruled(&self, edit: &Edit, by: &str) -> Option<Overruled> {
        let (entry, about, new) = self.answer_of(edit)?;
        let (key, register) = self
            .marks(entry)
            .registers()
            .find(|(key, _)| self.register_of(entry, *key).as_ref() == Some(&about))?;
        let answers = register.answers();
        let old = answers.first().and_then(|answer| answer.text.as_deref());
        if register.is_conflict() || old.is_none() || old == new.as_deref() {
            return None;
        }
        let theirs = answers.iter().filter(|answer| answer.by != by);
        let answers: Vec<Told> = theirs.map(|answer| told(key, answer)).collect();
        (!answers.is_empty()).then_some(Overruled {
            entry: Some(entry),
            about,
            answers,
        })
    }
}
