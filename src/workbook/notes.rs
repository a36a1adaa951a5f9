//! Notes: adding, editing and deleting.

use super::edit::Refusal;
use super::placeholder::is_invisible;
use super::{Step, Workbook};
use crate::checklist::EntryId;
use crate::progress::{Change, Stamp};

impl Workbook {
    pub(super) fn write_note(
        &mut self,
        entry: EntryId,
        text: String,
        stamp: &Stamp,
    ) -> Result<Option<Step>, Refusal> {
        if is_invisible(&text) {
            return Err(Refusal::EmptyNote);
        }
        let back = Some((Change::Note { text: None }, self.on(entry)));
        let part = self.write(
            entry,
            Change::Note { text: Some(text) },
            Vec::new(),
            back,
            stamp,
        );
        Ok(Some(self.step(entry, vec![part])))
    }

    /// Edits a note; without a text, deletes it. If somebody else edited it meanwhile, both texts are kept, and an edit
    /// beats a deletion: nothing is replaced unseen.
    pub(super) fn edit_note(
        &mut self,
        entry: EntryId,
        note: &str,
        text: Option<String>,
        stamp: &Stamp,
    ) -> Result<Option<Step>, Refusal> {
        if text.as_ref().is_some_and(|text| is_invisible(text)) {
            return Err(Refusal::EmptyNote);
        }
        let found = self.events(entry).find_map(|(key, event, _)| {
            let Change::Note { text } = &event.change else {
                return None;
            };
            (event.id == note).then(|| (key.to_owned(), text.clone(), event.on.clone()))
        });
        let Some((key, before, said_of)) = found else {
            return Err(Refusal::NoSuchNote {
                on: self.on(entry).text,
            });
        };
        if before == text && self.unsound_answer(entry, note, &said_of.text).is_none() {
            return Ok(None);
        }
        let back = Some((Change::Note { text: before }, said_of));
        // The key of the note itself, under which it is found after the document changed.
        let change = Change::Note { text };
        let part = self.write_under(key, entry, change, vec![note.to_owned()], back, stamp);
        Ok(Some(self.step(entry, vec![part])))
    }
}

#[cfg(test)]
mod tests {
    use crate::checklist::{Checklist, EntryId};
    use crate::merge;
    use crate::progress::Progress;
    use crate::workbook::edit::stamp;
    use crate::workbook::{Edit, Refusal, Workbook};

    const ENTRY: EntryId = EntryId(0);

    fn workbook() -> Workbook {
        let mut workbook = Workbook::new(
            Checklist::parse("- [ ] backups\n"),
            Progress::new("a.md", None),
        );
        for (second, text) in [(1, "first"), (2, "second")] {
            workbook
                .apply(
                    Edit::Note {
                        entry: ENTRY,
                        text: text.to_owned(),
                    },
                    &stamp("ann", second),
                )
                .unwrap();
        }
        workbook
    }

    fn edit(workbook: &Workbook, index: usize, text: Option<&str>) -> Edit {
        let note = workbook.marks(ENTRY).notes[index].id.clone();
        Edit::EditNote {
            entry: ENTRY,
            note,
            text: text.map(str::to_owned),
        }
    }

    fn texts(workbook: &Workbook) -> Vec<&str> {
        workbook
            .marks(ENTRY)
            .notes
            .iter()
            .map(|note| note.text.as_str())
            .collect()
    }

    #[test]
    fn a_note_is_edited_and_deleted_in_its_place_and_both_are_undone() {
        let mut workbook = workbook();
        let edited = workbook
            .apply(edit(&workbook, 0, Some("first!")), &stamp("bob", 3))
            .unwrap()
            .unwrap();
        assert_eq!(texts(&workbook), ["first!", "second"]);
        assert_eq!(workbook.marks(ENTRY).notes[0].by, "bob");
        let deleted = workbook
            .apply(edit(&workbook, 0, None), &stamp("bob", 4))
            .unwrap()
            .unwrap();
        assert_eq!(texts(&workbook), ["second"]);
        workbook.undo(&deleted, &stamp("bob", 5)).unwrap();
        assert_eq!(texts(&workbook), ["first!", "second"]);
        assert!(matches!(
            workbook.undo(&edited, &stamp("bob", 6)),
            Err(Refusal::ChangedSince { .. })
        ));
    }

    #[test]
    fn what_changes_nothing_writes_nothing() {
        let mut workbook = workbook();
        let before = workbook.progress().clone();
        assert_eq!(
            workbook.apply(edit(&workbook, 1, Some("second")), &stamp("bob", 3)),
            Ok(None)
        );
        let refused = [
            (edit(&workbook, 1, Some("  ")), Refusal::EmptyNote),
            (
                Edit::EditNote {
                    entry: ENTRY,
                    note: "gone".to_owned(),
                    text: None,
                },
                Refusal::NoSuchNote {
                    on: "backups".to_owned(),
                },
            ),
        ];
        for (edit, refusal) in refused {
            assert_eq!(workbook.apply(edit, &stamp("bob", 3)), Err(refusal));
        }
        assert_eq!(workbook.progress(), &before);
    }

    #[test]
    fn two_edits_of_one_note_both_stand_and_an_edit_outlasts_a_deletion() {
        for (theirs, merged) in [
            (Some("by bob"), vec!["by cem", "by bob", "second"]),
            (None, vec!["by cem", "second"]),
        ] {
            let (mut bob, mut cem) = (workbook(), workbook());
            bob.apply(edit(&bob, 0, theirs), &stamp("bob", 4)).unwrap();
            cem.apply(edit(&cem, 0, Some("by cem")), &stamp("cem", 3))
                .unwrap();
            cem.absorb(merge::merge_progress(
                cem.progress().clone(),
                bob.progress().clone(),
            ));
            assert_eq!(texts(&cem), merged);
            // Also where the other's came while the field was open: what is replaced is what was seen.
            let seen = workbook();
            let mut late = bob.clone();
            late.apply(edit(&seen, 0, Some("by cem")), &stamp("cem", 3))
                .unwrap();
            assert_eq!(texts(&late), merged);
        }
    }

    #[test]
    fn a_note_on_what_was_reworded_stays_deleted_wherever_it_goes() {
        let mut workbook = workbook();
        workbook.turn_to(Checklist::parse("- [ ] backups tested\n"));
        assert_eq!(texts(&workbook).len(), 2);
        for index in [1, 0] {
            workbook
                .apply(edit(&workbook, index, None), &stamp("bob", 3))
                .unwrap();
        }
        assert!(texts(&workbook).is_empty());
        workbook.turn_to(Checklist::parse("- [ ] quite another thing\n"));
        assert_eq!(workbook.unmatched().len(), 0);
    }
}
