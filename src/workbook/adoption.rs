//! Adoption: where people say that boxes count, states in tables and numbered steps become boxes of the checklist.

use super::Workbook;
use crate::checklist::{Checklist, EntryId};
use crate::progress::{Aspect, Correction, Progress};

impl Workbook {
    /// Makes a workbook whose checklist has the boxes that people adopted.
    pub fn adopting(checklist: Checklist, progress: Progress) -> Workbook {
        let workbook = Workbook::new(checklist, progress);
        match workbook.checklist_to_adopt() {
            Some(checklist) => Workbook::new(checklist, workbook.progress),
            None => workbook,
        }
    }

    /// The checklist with the boxes that people adopted since, or without those that they no longer do; `None` if it has
    /// them already. Its entries have other ids.
    pub fn checklist_to_adopt(&self) -> Option<Checklist> {
        let people = self.counted_by_people();
        let known = self.checklist.adopted();
        let is_same = people.len() == known.len()
            && people.iter().zip(known).all(|((key, counts), known)| {
                (key.as_str(), *counts) == (known.0.as_str(), known.1)
            });
        // Without anything that counts there is nothing to adopt.
        let is_needed = people.iter().any(|(_, counts)| *counts) || !known.is_empty();
        (is_needed && !is_same).then(|| {
            let people: Vec<(&str, bool)> = people
                .iter()
                .map(|(key, counts)| (key.as_str(), *counts))
                .collect();
            self.checklist.adopting(&people)
        })
    }

    /// The keys of the entries of which people say whether the boxes under them count.
    fn counted_by_people(&self) -> Vec<(String, bool)> {
        let counts = |id: EntryId| {
            // Most entries have no corrections.
            if self.marks(id).corrections.is_empty() || self.checklist.entry(id).is_adopted {
                return None;
            }
            match self.correction(id, &Aspect::Counts)? {
                Correction::Counts(counts) => Some((self.checklist.key(id), counts)),
                Correction::Need(_)
                | Correction::Sense(_)
                | Correction::SignOff(_)
                | Correction::Choice(_) => None,
            }
        };
        self.checklist.ids().filter_map(counts).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::checklist::{Checklist, EntryId};
    use crate::progress::{Aspect, Correction, Progress};
    use crate::workbook::edit::stamp;
    use crate::workbook::{Edit, Workbook};

    #[test]
    fn steps_and_states_are_boxes_while_a_person_says_so() {
        let text = "- [ ] i\n\n# A\n\n1. Stop\n\n| Gate | Done |\n|---|---|\n| DNS | No |\n";
        let mut workbook = Workbook::new(Checklist::parse(text), Progress::new("a.md", None));
        let say = |workbook: &mut Workbook, second, value| {
            let edit = Edit::Correct {
                entry: EntryId(1),
                aspect: Aspect::Counts,
                value,
            };
            workbook.apply(edit, &stamp("me", second)).unwrap();
            if let Some(checklist) = workbook.checklist_to_adopt() {
                workbook.turn_to(checklist);
            }
            let boxes = workbook.checklist().boxes();
            let texts: Vec<(String, bool)> = boxes
                .map(|id| {
                    let text = workbook.checklist().entry(id).text.clone();
                    (text, workbook.counts(id).value)
                })
                .collect();
            texts
        };
        assert!(workbook.checklist_to_adopt().is_none());
        let adopted = [("Stop".to_owned(), true), ("DNS | Done".to_owned(), true)];
        assert_eq!(
            say(&mut workbook, 1, Some(Correction::Counts(true))),
            adopted
        );
        assert!(
            workbook.checklist_to_adopt().is_none(),
            "nothing is left to adopt"
        );
        let opened = Workbook::adopting(Checklist::parse(text), workbook.progress().clone());
        assert_eq!(opened.checklist().boxes().count(), 2);
        assert_eq!(say(&mut workbook, 2, None), []);
    }
}
