//! Relabeling: values, measured values and signatures follow their blanks and thresholds after these were renamed.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::similarity::Alike;
use crate::checklist::{BlankId, Checklist, EntryId};
use crate::progress::{Marks, On, Register};

/// The least similarity of labels that ask for the same.
const ALIKE: f64 = 0.5;

/// Moves what version 0.1.0 recorded for an entry, named `was` there, to the blanks and thresholds that had those
/// names. Returns the labels of values whose blank is gone from the entry: they belong to no other.
pub(super) fn follow_their_names(
    marks: &mut Marks,
    checklist: &Checklist,
    id: EntryId,
    was: Option<&On>,
) -> Vec<String> {
    let (Some(was), Some(earlier)) = (was, checklist.earlier()) else {
        return Vec::new();
    };
    let is_reworded = checklist.name(id) != was.text;
    let slug_here = |blank: BlankId| {
        let blank = checklist.blank(blank);
        (blank.entry == id).then_some(blank.slug.as_str())
    };
    let blanks: Renames = earlier
        .blanks(id)
        .into_iter()
        .map(|(then, now)| (then, now.and_then(slug_here)))
        .collect();
    let (then, now) = (earlier.thresholds(id), checklist.thresholds(id));
    let now = now.iter().map(|threshold| Some(threshold.slug.as_str()));
    let thresholds: Renames = if then.len() == now.len() {
        then.into_iter().zip(now).collect()
    } else {
        Renames::new()
    };
    let was = is_reworded.then_some(was);
    rename(&mut marks.signatures, &blanks, was);
    rename(&mut marks.measured, &thresholds, was);
    rename(&mut marks.blanks, &blanks, was)
}

/// For each old name the current one, if the blank or threshold is still there.
type Renames<'a> = HashMap<&'a str, Option<&'a str>>;

/// Gives registers their current names: those answered on the old text, and those whose old name is unused now. Renames
/// nothing if two would get one name. Returns the names of what is gone.
fn rename<T: Clone + PartialEq>(
    registers: &mut BTreeMap<String, Register<T>>,
    names: &Renames,
    was: Option<&On>,
) -> Vec<String> {
    let those_of_now: HashSet<&str> = names.values().copied().flatten().collect();
    let mut gone = Vec::new();
    let mut name_of = |slug: &String, register: &Register<T>| {
        let mut answers = register.standing().iter().map(|answer| &answer.on);
        let is_of_then = was.is_some_and(|was| answers.clone().all(|on| on.text == was.text));
        let is_now = those_of_now.contains(slug.as_str());
        match names.get(slug.as_str()) {
            Some(&Some(now)) if is_of_then || !is_now => now.to_owned(),
            Some(None) if is_of_then || !is_now || answers.all(remembers_nothing) => {
                let name = if is_now {
                    format!("{slug}#2")
                } else {
                    slug.clone()
                };
                gone.push(name.clone());
                name
            }
            Some(_) | None => slug.clone(),
        }
    };
    let renamed: BTreeMap<String, Register<T>> = registers
        .iter()
        .map(|(slug, register)| (name_of(slug, register), register.clone()))
        .collect();
    if renamed.len() == registers.len() {
        *registers = renamed;
    }
    gone
}

/// Returns whether an answer is by version 0.1.0, which recorded only the text.
fn remembers_nothing(on: &On) -> bool {
    on.body.is_none() && on.section.is_none()
}

/// Moves every value whose blank is gone to the blank of the entry that asks for the same: one without an answer and
/// with a similar label, or the only one if there was only one. All others keep their old label, and so do those known
/// to be gone.
pub(super) fn follow_their_blanks(
    marks: &mut Marks,
    checklist: &Checklist,
    id: EntryId,
    gone: &[String],
) {
    let is_stray =
        |slug: &String| checklist.blank_called(id, slug).is_none() && !gone.contains(slug);
    let strays: Vec<String> = marks
        .blanks
        .keys()
        .filter(|slug| is_stray(slug))
        .cloned()
        .collect();
    if strays.is_empty() {
        return;
    }
    let blanks = &checklist.blanks()[checklist.entry(id).blanks.clone()];
    let slugs = blanks.iter().map(|blank| blank.slug.as_str());
    let free: Vec<&str> = slugs
        .filter(|&slug| !marks.blanks.contains_key(slug))
        .collect();
    let only_one = blanks.len() == 1 && marks.blanks.len() == 1;
    let alike = Alike::among(&free);
    let mut pairs: Vec<(f64, &String, &str)> = Vec::new();
    for stray in &strays {
        let those = if only_one {
            vec![(1.0, 0)]
        } else {
            alike.to(stray, ALIKE)
        };
        pairs.extend(
            those
                .into_iter()
                .map(|(likeness, at)| (likeness, stray, free[at])),
        );
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
        for (before, after, values, unmatched) in [
            ("- [ ] RTO: ____", "- [ ] RTO agreed: ____", "4 h", 0),
            (
                "- [ ] Lead: ____ Date: ____",
                "- [ ] Lead name: ____ Date: ____",
                "4 h,",
                0,
            ),
            (
                "- [ ] Lead: ____ Date: ____",
                "- [ ] Date: ____ Lead: ____",
                ",4 h",
                0,
            ),
            (
                "- [ ] Lead: ____ Date: ____",
                "- [ ] Witness: ____ Date: ____",
                ",",
                1,
            ),
            ("- [ ] RTO: ____", "- [ ] RTO", "", 1),
        ] {
            let mut workbook = Workbook::new(Checklist::parse(before), Progress::new("a.md", None));
            let fill = Edit::Fill {
                blank: crate::checklist::BlankId(0),
                value: "4 h".to_owned(),
            };
            workbook
                .apply(fill, &crate::workbook::edit::stamp("me", 1))
                .unwrap();
            workbook.turn_to(Checklist::parse(after));
            let blanks = 0..workbook.checklist().blanks().len();
            let value = |index| {
                workbook
                    .value(crate::checklist::BlankId(index))
                    .unwrap_or_default()
            };
            assert_eq!(
                blanks.map(value).collect::<Vec<_>>().join(","),
                values,
                "{after}"
            );
            assert_eq!(workbook.unmatched().len(), unmatched, "{after}");
        }
    }
}
