//! What an answer is about: one of the registers of an entry, or of the whole document, and how it is called.

use super::Workbook;
use crate::checklist::{BlankId, EntryId, mojibake};

/// What an answer is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum About {
    /// The state of an item or box.
    State,
    /// A blank.
    Blank(BlankId),
    /// What was measured, by the slug of what it is.
    Measured(String),
    /// The phase of a section.
    Phase,
    /// When the whole document goes live.
    Live,
    /// The signature at the blank for a name.
    Signed(BlankId),
    /// A note.
    Note,
}

impl About {
    /// The word for it in JSON; those of events are the same.
    pub fn kind(&self) -> &'static str {
        match self {
            About::State => "state",
            About::Blank(_) => "blank",
            About::Measured(_) => "measured",
            About::Phase => "phase",
            About::Live => "live",
            About::Signed(_) => "signed",
            About::Note => "note",
        }
    }

    /// The blank that it is about, if it is about one.
    pub fn blank(&self) -> Option<BlankId> {
        match *self {
            About::Blank(blank) | About::Signed(blank) => Some(blank),
            _ => None,
        }
    }

    /// The slug of what was measured, if that is what it is about.
    pub fn measured(&self) -> Option<&str> {
        if let About::Measured(slug) = self {
            Some(slug)
        } else {
            None
        }
    }
}

impl Workbook {
    /// What it is about, beside its entry: the label of a blank, what is measured, the phase; nothing for what is
    /// said by the entry alone.
    pub fn beside(&self, entry: Option<EntryId>, about: &About) -> Option<String> {
        match about {
            About::Blank(blank) => {
                Some(mojibake::repaired(&self.checklist.blank(*blank).label).into_owned())
            }
            About::Signed(blank) => Some(format!("signed as {}", self.role_at(*blank))),
            About::Measured(slug) => {
                Some(format!("measured {}", self.name_of_measured(entry?, slug)))
            }
            About::Phase => Some("phase".to_owned()),
            About::State | About::Live | About::Note => None,
        }
    }

    /// The name of what it is about: that of its entry, with what is [beside](Workbook::beside) it.
    pub fn name_of(&self, entry: Option<EntryId>, about: &About) -> String {
        let Some(id) = entry else {
            return "the go-live time".to_owned();
        };
        if let About::Blank(blank) = about {
            return self.checklist.name_of_blank(*blank).into_owned();
        }
        let name = self.checklist.name(id);
        let beside = self.beside(entry, about);
        beside.map_or_else(|| name.to_string(), |beside| format!("{name}: {beside}"))
    }

    /// What is measured, in the words of the item; its slug, where the item does not ask for it any more.
    pub fn name_of_measured(&self, id: EntryId, slug: &str) -> String {
        let asked = self
            .checklist
            .thresholds(id)
            .iter()
            .find(|threshold| threshold.slug == slug);
        let label = asked
            .map(|threshold| threshold.label.trim())
            .filter(|label| !label.is_empty());
        label.unwrap_or(slug).to_owned()
    }

    /// Whose signature a blank for a name asks for.
    pub fn role_at(&self, who: BlankId) -> &str {
        let signoff = self.signoff_of(who).filter(|signoff| signoff.0 == who);
        signoff.map_or_else(
            || self.checklist.blank(who).label.as_str(),
            |signoff| self.role(signoff),
        )
    }
}
