//! What counts without being an item: boxes in lines and tables.

use std::collections::BTreeMap;

use super::{Checklist, Directive, EntryId, Origin, Reading};

impl Checklist {
    /// Whether an entry counts like an item, with the basis: items do. Other boxes do if an annotation on their line or
    /// on a heading above states it, and if the document has no items.
    ///
    /// # Examples
    ///
    /// ```
    /// use gonogo::checklist::{Checklist, EntryId};
    ///
    /// let boxes = Checklist::parse("- \u{2610} Backups verified\n");
    /// assert!(boxes.counts(EntryId(0)).value);
    /// let beside_an_item = Checklist::parse("- \u{2610} Backups verified\n- [ ] Merged\n");
    /// assert!(!beside_an_item.counts(EntryId(0)).value);
    /// ```
    pub fn counts(&self, id: EntryId) -> Reading<bool> {
        let entry = self.entry(id);
        if !entry.is_box() {
            return Reading::by_default(entry.is_item());
        }
        let stated = std::iter::once(id)
            .chain(self.ancestors(id))
            .find_map(|up| Some((up, self.stated_counts(up)?)));
        if let Some((up, value)) = stated {
            return Reading {
                value,
                origin: if up == id {
                    Origin::Annotation
                } else {
                    Origin::Inherited
                },
                words: Directive::Counts(value).to_string(),
            };
        }
        if self.has_items() {
            return Reading::by_default(false);
        }
        Reading {
            value: true,
            origin: Origin::Pattern,
            words: "no items".to_owned(),
        }
    }

    /// The sections with states in tables or numbered steps that aren't boxes, each with their number: they are adopted
    /// as boxes once a person or an annotation says that they count.
    pub fn adoptable(&self) -> &[(EntryId, usize)] {
        self.adoptable.get_or_init(|| {
            let sections = self.ids().filter(|&id| self.entry(id).is_section());
            let tops = sections.filter(|&id| self.entry(id).parent.is_none());
            let keys: Vec<String> = tops.map(|id| self.key(id)).collect();
            let people: Vec<(&str, bool)> = keys.iter().map(|key| (key.as_str(), true)).collect();
            let all = self.adopting(&people);
            let mut found: BTreeMap<EntryId, usize> = BTreeMap::new();
            let adopted = all.ids().filter(|&id| all.entry(id).is_adopted);
            for id in adopted.filter(|&id| !self.by_key().contains_key(&all.key(id))) {
                let section = all.ancestors(id).find(|&up| all.entry(up).is_section());
                let here = section.and_then(|up| self.by_key().get(&all.key(up)));
                if let Some(&here) = here {
                    *found.entry(here).or_default() += 1;
                }
            }
            found.into_iter().collect()
        })
    }

    /// What an annotation of exactly this entry states about its boxes.
    fn stated_counts(&self, id: EntryId) -> Option<bool> {
        self.directives(id).find_map(|directive| match directive {
            Directive::Counts(counts) => Some(counts),
            Directive::Phase(_)
            | Directive::Need(_)
            | Directive::Sense(_)
            | Directive::SignOff(_)
            | Directive::Choice(_)
            | Directive::NoBlank => None,
        })
    }

    fn has_items(&self) -> bool {
        *self.has_items.get_or_init(|| self.items().next().is_some())
    }
}

#[cfg(test)]
mod tests {
    use crate::checklist::{Checklist, Origin};

    /// The texts of the boxes, each with whether it counts and why.
    fn counted(source: &str) -> Vec<(String, bool, Origin)> {
        let checklist = Checklist::parse(source);
        let boxes = checklist.boxes().map(|id| {
            let reading = checklist.counts(id);
            (
                checklist.entry(id).text.clone(),
                reading.value,
                reading.origin,
            )
        });
        boxes.collect()
    }

    #[test]
    fn boxes_count_by_annotation_or_in_a_document_without_items() {
        let (annotation, inherited) = (Origin::Annotation, Origin::Inherited);
        for (source, expected) in [
            (
                "# A\n- ☐ a\n\n| b | c |\n|---|---|\n| d | [ ] |\n",
                vec![
                    ("a", true, Origin::Pattern),
                    ("d | c", true, Origin::Pattern),
                ],
            ),
            ("# A\n- ☐ a\n- [ ] i\n", vec![("a", false, Origin::Default)]),
            (
                "# A\n- ☐ a <!-- gonogo: counts -->\n- ☐ b\n- [ ] i\n",
                vec![("a", true, annotation), ("b", false, Origin::Default)],
            ),
            (
                "# A\n## B <!-- gonogo: counts -->\n- ☐ a\n### C\n- ☐ b <!-- gonogo: ignored -->\n- ☐ c\n## D\n☐ d\n\n- [ ] i\n",
                vec![
                    ("a", true, inherited),
                    ("b", false, annotation),
                    ("c", true, inherited),
                    ("d", false, Origin::Default),
                ],
            ),
            (
                "# A <!-- gonogo: ignored -->\n☐ a\n",
                vec![("a", false, inherited)],
            ),
            (
                "- [ ] i ☐ Yes ☐ No <!-- gonogo: counts -->\n",
                vec![("i Yes", true, annotation), ("i No", true, annotation)],
            ),
            (
                "- [ ] i\n\n> | b | c |\n> |---|---|\n> | d | ☐ | <!-- gonogo: counts -->\n",
                vec![("d | c", true, annotation)],
            ),
        ] {
            let expected: Vec<(String, bool, Origin)> = expected
                .into_iter()
                .map(|(text, counts, origin)| (text.to_owned(), counts, origin))
                .collect();
            assert_eq!(counted(source), expected, "{source}");
        }
    }
}
