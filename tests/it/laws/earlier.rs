//! Version 0.1.0: whatever it wrote stands where it stood.

use gonogo::checklist::{BlankId, Checklist, EntryId};
use gonogo::progress::Progress;
use gonogo::workbook::Workbook;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::config;
use crate::arbitrary::{Wish, document, walk, wish};
use crate::version_0_1_0::{as_written_then, assert_all_is_where_it_was};

/// Lines that version 0.1.0 read otherwise, beside such as it read alike.
const LINES: [&str; 30] = [
    "- [ ] Drain <node-a> pool",
    "- [ ] Drain <node-b> pool",
    "- [ ] Drain pool",
    "- [x] Drain  <b>pool</b>",
    "- [ ] Freeze<br>dump",
    "- [ ] Freezedump",
    "- [ ]",
    "- [x] ",
    "- [ ] <!-- later -->",
    "- [ ] ![](a.png)",
    "- [ ] ✅",
    "  - [ ] deeper <x>",
    "- [ ] <api> host: ____ <db> host: ____",
    "- [ ] <api> host: ____ host: ____",
    "- [ ] <api> p95 < 5 s, <db> errors < 1%",
    "- [ ] quota[^1]",
    "- [ ] quota",
    "\n[^1]: note\n",
    "\n# Launch {tag}\n",
    "\n## Deploy {blue}\n",
    "\n## Deploy {green}\n",
    "\n## Deploy {#id .class}\n",
    "\n## Deploy\n",
    "\n## Set ${ENV} <x>\r- [ ] a\n",
    "\nNotes:\n\n____________\n\n____________\n",
    "\n____________\n____________\n",
    "\n| Step | Value <x> |\n|---|---|\n| a<br>b | ____ |\n| c | [ ] d<br>e |\n",
    "\n**<Lead> role**: ____ Date: ____\n",
    "\nText.\r\n- [ ] after text",
    "---",
];

fn lines() -> impl Strategy<Value = String> {
    let starts = select(
        &[
            "",
            "---\n# Title\n- [ ] first\n---\n",
            "---\ntitle: x\n---\n",
            "# Top\n",
        ][..],
    );
    (starts, vec(select(&LINES[..]), 0..14))
        .prop_map(|(start, lines)| format!("{start}{}\n", lines.join("\n")))
}

fn lived(document: &str, wishes: &[Wish]) -> Workbook {
    let mut workbook = Workbook::new(
        Checklist::parse_as_earlier(document),
        Progress::new("a.md", None),
    );
    // Version 0.1.0 knew no variables.
    let wishes: Vec<Wish> = wishes
        .iter()
        .filter(|wish| {
            !matches!(
                wish,
                Wish::Variable(..) | Wish::VariableAt(..) | Wish::Link(..)
            )
        })
        .cloned()
        .collect();
    walk(&mut workbook, "me", &wishes);
    as_written_then(&workbook)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn marks_of_0_1_0_keep_their_entries(
        document in prop_oneof![3 => lines(), 1 => document()], wishes in vec(wish(), 0..12),
    ) {
        assert_all_is_where_it_was(&lived(&document, &wishes));
    }

    #[test]
    fn document_without_earlier_names_has_the_same_keys(document in prop_oneof![lines(), document()]) {
        let present = Checklist::parse(document.as_str());
        if present.earlier().is_none() {
            let earlier = Checklist::parse_as_earlier(document);
            let names = |it: &Checklist| -> Vec<(String, String)> {
                // Late lines are entries only since then, with keys after all others.
                let known = it.ids().filter(|&id: &EntryId| !it.entry(id).is_late);
                known.map(|id| (it.key(id), it.name(id).into_owned())).collect()
            };
            // Placeholders are blanks only since then, with slugs after all others.
            let was_known = |it: &Checklist, at: &usize| {
                let blank = &it.blanks()[*at];
                !blank.notation.is_placeholder() && !it.entry(blank.entry).is_late
            };
            let blanks = |it: &Checklist| -> Vec<String> {
                let known = (0..it.blanks().len()).filter(|at| was_known(it, at));
                known.map(|at| it.blank_key(BlankId(at))).collect()
            };
            prop_assert_eq!(names(&present), names(&earlier));
            prop_assert_eq!(blanks(&present), blanks(&earlier));
        }
    }

    #[test]
    fn new_marks_among_marks_of_0_1_0_survive_reopening(
        document in lines(), before in vec(wish(), 0..8), today in vec(wish(), 0..8),
    ) {
        let old = lived(&document, &before);
        let mut new = Workbook::new(Checklist::parse(document.as_str()), old.progress().clone());
        walk(&mut new, "you", &today);
        let anew = Workbook::new(new.checklist().clone(), new.progress().clone());
        for id in new.checklist().ids() {
            let held = |workbook: &Workbook| {
                let values: Vec<_> = workbook.checklist().entry(id).blanks.clone().map(BlankId)
                    .map(|blank| (workbook.value(blank).map(str::to_owned), workbook.is_filled(blank)))
                    .collect();
                (workbook.state(id), workbook.needs_confirmation(id), values, workbook.marks(id).notes.len())
            };
            prop_assert_eq!(held(&anew), held(&new), "{} in {:?}", id.0, document);
        }
    }
}

#[test]
fn value_of_a_moved_blank_is_given_to_no_other_blank() {
    let document = "____| a |\n|---|\n## ____%_\r____\n| a | Date |\n|---|------|\n| b |      |\n";
    for blank in 0..8 {
        assert_all_is_where_it_was(&lived(document, &[Wish::Fill(blank, "4 h".to_owned())]));
    }
}
