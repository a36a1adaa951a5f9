//! Corrections as annotations: the document reads the same without the corrections.

use gonogo::checklist::{Checklist, EntryId};
use gonogo::progress::{Aspect, Progress};
use gonogo::workbook::explain::unified_diff::spliced;
use gonogo::workbook::{Edit, ReadingAspect, ReadingRow, Workbook};
use proptest::collection::vec;
use proptest::prelude::*;

use super::config;
use crate::arbitrary;

/// Lines that have much to read in them.
const LINES: [&str; 24] = [
    "# Launch\n",
    "\n## Post-Launch\n",
    "\n## Before launch ##\n",
    "\nRollback\n---\n",
    "\n### Weekly\n",
    "\n## Optional\n",
    "## Notes\n",
    "- [ ] p95 < 5 s\n",
    "- [ ] error rate < 1%\n  and cache hits > 70%\n",
    "- [ ] tell the press (optional)\n",
    "- [x] S3 ready (if using S3)\n",
    "  - [ ] nested\n",
    "- [ ] a  \n  b\\\n  c\n",
    "- [ ] stated <!-- gonogo: optional -->\n",
    "<!-- gonogo: phase=before -->\n",
    "\nApproved by: ____ Date: ____\n",
    "\n☐ Yes ☐ No\n",
    "\n☐ a box\n",
    "\n| Gate | Done |\n|---|---|\n| Legal | [ ] |\n| Tax | ☐ |\n",
    "\n1. step\n2. step\n",
    "\n```\nName: ____\n```\n",
    "\n> - [ ] quoted\n",
    "\ntext\n",
    "\n",
];

fn document() -> impl Strategy<Value = String> {
    let lines = vec(proptest::sample::select(&LINES[..]), 1..12);
    let ends = prop_oneof![Just("\n"), Just("\r\n")];
    (lines, ends, any::<bool>()).prop_map(|(lines, end, is_ended)| {
        let text = lines.concat().replace('\n', end);
        if is_ended {
            text
        } else {
            text.trim_end().to_owned()
        }
    })
}

/// Returns whether a row can be corrected. Whether a line is a sign-off has tests of its own.
fn is_correctable(row: &ReadingRow) -> bool {
    let aspect = row.correctable.as_ref().map(|what| &what.aspect);
    aspect.is_some_and(|aspect| *aspect != ReadingAspect::Of(Aspect::SignOff))
}

/// Makes a correction that a row of the sheet offers. Returns false if nothing can be corrected.
fn correct(workbook: &mut Workbook, (at, which): (usize, usize), second: usize) -> bool {
    let rows = workbook.explain();
    let rows: Vec<_> = rows
        .iter()
        .filter(|row| row.correctable.is_some())
        .collect();
    let Some(row) = at.checked_rem(rows.len()).map(|at| rows[at]) else {
        return false;
    };
    let alternatives = row.alternatives();
    let edit = alternatives[which % alternatives.len()].edit.clone();
    let made = workbook.apply(edit, &arbitrary::stamp("ann", second));
    assert!(made.is_ok(), "{row:?}: {made:?}");
    if let Some(checklist) = workbook.checklist_to_adopt() {
        workbook.turn_to(checklist);
    }
    true
}

/// How everything in a document is read, without the basis.
fn readings(workbook: &Workbook) -> Vec<String> {
    let checklist = workbook.checklist();
    let of = |id: EntryId| {
        let senses: Vec<String> = checklist
            .limits(id)
            .map(|threshold| workbook.sense(id, &threshold.slug).value.to_string())
            .collect();
        let signoffs = workbook.signoffs_at(id).count();
        format!(
            "{}: {} {} {} {} {senses:?} {signoffs}",
            checklist.entry(id).text,
            workbook.phase(id),
            workbook.need(id).value,
            checklist.entry(id).can_be_ticked() && workbook.counts(id).value,
            workbook.is_choice(id).value,
        )
    };
    checklist.ids().map(of).collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn annotated_documents_read_like_the_corrections(source in document(), picks in vec((0..200_usize, 0..8_usize), 1..5)) {
        let mut workbook = Workbook::new(Checklist::parse(source.as_str()), Progress::default());
        for (second, &pick) in (1..).zip(&picks) {
            correct(&mut workbook, pick, second);
        }
        let annotated = workbook.annotated(false);
        let after = spliced(&source, &annotated.splices);
        if annotated.left_out.is_empty() {
            let fresh = Workbook::new(Checklist::parse(after.as_str()), Progress::default());
            prop_assert_eq!(readings(&workbook), readings(&fresh), "{}", after);
        }
        // The same again changes nothing: everything is stated.
        let mut again = Workbook::new(Checklist::parse(after), Progress::default());
        again.absorb(workbook.progress().clone());
        prop_assert_eq!(again.annotated(false).splices, vec![]);
    }

    #[test]
    fn alternatives_of_rows_can_be_made_and_undone(source in document(), at in 0..200_usize, which in 0..8_usize) {
        let mut workbook = Workbook::new(Checklist::parse(source), Progress::default());
        let rows = workbook.explain();
        let correctable: Vec<_> = rows.iter().filter(|row| is_correctable(row)).collect();
        if let Some(row) = correctable.get(at % correctable.len().max(1)) {
            let alternatives = row.alternatives();
            let chosen = &alternatives[which % alternatives.len()];
            let before = readings(&workbook);
            let stamp = arbitrary::stamp("ann", 1);
            let step = workbook.apply(chosen.edit.clone(), &stamp);
            prop_assert!(step.is_ok(), "{:?}: {:?}", row, step);
            if let (Some(value), Some(what)) = (chosen.directive, &row.correctable) {
                prop_assert_eq!(workbook.present(what), Some(value), "{:?}", row);
                let again = Edit::clone(&chosen.edit);
                prop_assert!(matches!(workbook.apply(again, &stamp), Ok(None)), "{:?}", row);
            }
            if let Ok(Some(step)) = step {
                prop_assert!(workbook.undo(&step, &arbitrary::stamp("ann", 2)).is_ok());
                prop_assert_eq!(readings(&workbook), before);
            }
        }
    }
}
