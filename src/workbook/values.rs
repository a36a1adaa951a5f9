//! Values follow their blanks: where the label of a blank was reworded, its value is found under the old one.

use super::likeness::Alike;
use crate::checklist::{Checklist, EntryId};
use crate::progress::Marks;

/// Labels that are less like each other ask for different things.
const ALIKE: f64 = 0.5;

/// Gives every value whose blank is gone to the blank of the entry that asks for the same: one without an answer
/// and with a like label, or the only one where there was only one. Others stay under their old label.
pub(super) fn follow_their_blanks(marks: &mut Marks, checklist: &Checklist, id: EntryId) {
    let is_stray = |slug: &String| checklist.blank_called(id, slug).is_none();
    let strays: Vec<String> = marks.blanks.keys().filter(|slug| is_stray(slug)).cloned().collect();
    if strays.is_empty() {
        return;
    }
    let blanks = &checklist.blanks()[checklist.entry(id).blanks.clone()];
    let slugs = blanks.iter().map(|blank| blank.slug.as_str());
    let free: Vec<&str> = slugs.filter(|&slug| !marks.blanks.contains_key(slug)).collect();
    let only_one = blanks.len() == 1 && marks.blanks.len() == 1;
    let alike = Alike::among(&free);
    let mut pairs: Vec<(f64, &String, &str)> = Vec::new();
    for stray in &strays {
        let those = if only_one { vec![(1.0, 0)] } else { alike.to(stray, ALIKE) };
        pairs.extend(those.into_iter().map(|(likeness, at)| (likeness, stray, free[at])));
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    for (_, stray, slug) in pairs {
        if !marks.blanks.contains_key(slug)
            && let Some(register) = marks.blanks.remove(stray)
        {
            marks.blanks.insert(slug.to_owned(), register);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::checklist::Checklist;
    use crate::progress::Progress;
    use crate::workbook::{Edit, Workbook};

    #[test]
    fn a_value_follows_its_label() {
        for (before, after, values, unplaced) in [
            ("- [ ] RTO: ____", "- [ ] RTO agreed: ____", "4 h", 0),
            ("- [ ] Lead: ____ Date: ____", "- [ ] Lead name: ____ Date: ____", "4 h,", 0),
            ("- [ ] Lead: ____ Date: ____", "- [ ] Date: ____ Lead: ____", ",4 h", 0),
            ("- [ ] Lead: ____ Date: ____", "- [ ] Witness: ____ Date: ____", ",", 1),
            ("- [ ] RTO: ____", "- [ ] RTO:", "", 1),
        ] {
            let mut workbook = Workbook::new(Checklist::parse(before), Progress::new("a.md", None));
            let fill = Edit::Fill { blank: crate::checklist::BlankId(0), value: "4 h".to_owned() };
            workbook.apply(fill, &crate::workbook::edit::stamp("me", 1)).unwrap();
            workbook.turn_to(Checklist::parse(after));
            let blanks = 0..workbook.checklist().blanks().len();
            let value = |index| workbook.value(crate::checklist::BlankId(index)).unwrap_or_default();
            assert_eq!(blanks.map(value).collect::<Vec<_>>().join(","), values, "{after}");
            assert_eq!(workbook.unplaced().len(), unplaced, "{after}");
        }
    }
}
