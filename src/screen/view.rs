//! What of a person's view of a checklist goes over to another version of it, or to another run: the selection,
//! what is folded, the drafts. Entries are found again by key and text.

use std::collections::HashMap;

use super::field::Purpose;
use super::greeting::greeting;
use super::outline::{Outline, Row};
use super::session::{Overlay, Session};
use crate::checklist::{BlankId, Checklist, EntryId};
use crate::progress::State;

/// An entry as it is found again.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Known {
    key: String,
    text: String,
}

/// A draft, with the entry that it belongs to.
#[derive(Debug, Clone)]
struct Draft {
    entry: Known,
    of: DraftOf,
    text: String,
}

/// What a draft was to become.
#[derive(Debug, Clone)]
enum DraftOf {
    Note,
    /// The value of the blank with this label.
    Blank(String),
    Reason {
        state: State,
        whole: bool,
    },
}

/// What goes over.
#[derive(Debug, Clone)]
pub(super) struct View {
    /// The selected entry and those before it, the nearest first: where it is gone, the next one has to do.
    selected: Vec<Known>,
    folded: Vec<Known>,
    drafts: Vec<Draft>,
}

impl View {
    /// The view of a session.
    pub(super) fn of(session: &Session) -> View {
        let checklist = session.checklist();
        let known = |id| Known { key: checklist.key(id), text: checklist.name(id).into_owned() };
        let to_selected = session.entry().map_or(0, |id| id.0 + 1);
        let drafts = session.drafts.iter().filter_map(|(purpose, text)| {
            let (entry, of) = match *purpose {
                Purpose::Blank(id) => {
                    (checklist.blank(id).entry, DraftOf::Blank(checklist.blank(id).slug.clone()))
                }
                Purpose::Note(id) => (id, DraftOf::Note),
                Purpose::Reason { entry, state, whole } => (entry, DraftOf::Reason { state, whole }),
                _ => return None,
            };
            Some(Draft { entry: known(entry), of, text: text.clone() })
        });
        View {
            selected: (0..to_selected).rev().map(|index| known(EntryId(index))).collect(),
            folded: checklist
                .ids()
                .filter(|&id| session.outline.is_folded(Row::Entry(id)))
                .map(known)
                .collect(),
            drafts: drafts.collect(),
        }
    }

    /// Whether every draft has its place in `checklist`.
    pub(super) fn fits(&self, checklist: &Checklist) -> bool {
        let places = Places::of(checklist);
        self.drafts.iter().all(|draft| places.purpose(draft).is_some())
    }

    /// Gives a session, which has just been opened, this view.
    pub(super) fn give_to(self, session: &mut Session) {
        let checklist = session.workbook.checklist();
        let places = Places::of(checklist);
        let folded: Vec<EntryId> = self.folded.iter().filter_map(|known| places.find(known)).collect();
        let selected = self.selected.iter().find_map(|known| places.find(known));
        let drafts =
            self.drafts.iter().filter_map(|draft| Some((places.purpose(draft)?, draft.text.clone())));
        session.drafts = drafts.collect();
        for id in folded {
            session.outline.set_folded(&session.workbook, Row::Entry(id), true);
        }
        if let Some(id) = selected {
            session.outline.go_to(&session.workbook, Row::Entry(id));
        }
    }
}

/// A checklist that has to wait to be shown, and why.
pub(super) struct Waiting {
    pub(super) checklist: Checklist,
    pub(super) why: &'static str,
}

impl Session {
    /// Turns to the checklist as somebody has edited it meanwhile. The view stays, as far as it can.
    pub(super) fn turn_to(&mut self, checklist: Checklist) -> Result<(), Box<Waiting>> {
        let waits_for = match self.overlay {
            Some(Overlay::Field(_)) => {
                Some("The checklist was edited; it is shown anew when this field is closed.")
            }
            Some(Overlay::Question(_)) => {
                Some("The checklist was edited; it is shown anew when this is answered.")
            }
            _ => None,
        };
        if let Some(why) = waits_for {
            return Err(Box::new(Waiting { checklist, why }));
        }
        let view = View::of(self);
        if !view.fits(&checklist) {
            let why = "The checklist was edited. It is shown anew when your draft is saved or cleared: its place is gone.";
            return Err(Box::new(Waiting { checklist, why }));
        }
        self.workbook.turn_to(checklist);
        self.outline = Outline::new(&self.workbook);
        self.matches.clear();
        self.taken_up = None;
        view.give_to(self);
        let greeting = greeting(&self.workbook).map(|greeting| format!(" {greeting}")).unwrap_or_default();
        self.message = Some(format!("The checklist was edited, and is shown as it is now.{greeting}"));
        self.settle();
        Ok(())
    }
}

/// Where the entries of a checklist are.
struct Places<'a> {
    checklist: &'a Checklist,
    by_key: HashMap<String, EntryId>,
    /// The entries by text; nothing where several share it.
    by_text: HashMap<String, Option<EntryId>>,
}

impl<'a> Places<'a> {
    fn of(checklist: &'a Checklist) -> Places<'a> {
        let mut by_text: HashMap<String, Option<EntryId>> = HashMap::new();
        for id in checklist.ids() {
            by_text
                .entry(checklist.name(id).into_owned())
                .and_modify(|only| *only = None)
                .or_insert(Some(id));
        }
        Places { checklist, by_key: checklist.by_key(), by_text }
    }

    /// The entry with key and text as they were, else the only one with that text, else the one with that key.
    fn find(&self, known: &Known) -> Option<EntryId> {
        let same_key = self.by_key.get(&known.key).copied();
        let is_same = |&id: &EntryId| self.checklist.name(id) == known.text;
        same_key.filter(is_same).or_else(|| self.by_text.get(&known.text).copied().flatten()).or(same_key)
    }

    fn purpose(&self, draft: &Draft) -> Option<Purpose> {
        let entry = self.find(&draft.entry)?;
        let slug = match &draft.of {
            DraftOf::Note => return Some(Purpose::Note(entry)),
            &DraftOf::Reason { state, whole } => return Some(Purpose::Reason { entry, state, whole }),
            DraftOf::Blank(slug) => slug,
        };
        let mut blanks = self.checklist.entry(entry).blanks.clone();
        blanks
            .find(|&index| self.checklist.blanks()[index].slug == *slug)
            .map(|index| Purpose::Blank(BlankId(index)))
    }
}
