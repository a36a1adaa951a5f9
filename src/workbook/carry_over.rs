//! Copying the values of an earlier run into this one; each needs confirming. Ticks and signatures are not copied.

use std::collections::HashSet;

use super::Workbook;
use crate::checklist::{BlankId, EntryId, SignOff, VariableId};
use crate::progress::{Marks, Stamp};

impl Workbook {
    /// The blanks that are filled in another run of the same checklist and empty here, with the values there. Sign-offs
    /// are left out.
    pub fn carried_from<'a>(
        &'a self,
        other: &'a Workbook,
    ) -> impl Iterator<Item = (BlankId, &'a str)> {
        let signatures: HashSet<BlankId> = self.signoffs().flat_map(SignOff::blanks).collect();
        let keys = other.values_by_key();
        let blanks = (0..self.checklist.blanks().len()).map(BlankId);
        blanks
            .filter(move |blank| !signatures.contains(blank))
            .filter_map(move |blank| {
                let is_empty = self
                    .register(blank)
                    .is_none_or(|register| register.standing().is_empty());
                let value = keys
                    .get(&self.checklist.blank_key(blank))
                    .filter(|_| is_empty)?;
                Some((blank, *value))
            })
    }

    /// The number of values that another run has and this one doesn't: of blanks and variables.
    pub fn count_carried_from(&self, other: &Workbook) -> usize {
        self.carried_from(other).count() + self.variables_from(other).len()
    }

    /// The variables with a value in another run and none here: of the whole document, and of entries with the same
    /// keys.
    fn variables_from(&self, other: &Workbook) -> Vec<(Option<EntryId>, VariableId, String)> {
        let is_empty = |marks: &Marks, slug: &str| {
            let register = marks.variables.get(slug);
            register.is_none_or(|register| register.standing().is_empty())
        };
        let mut found = Vec::new();
        for (slug, register) in &other.document.variables {
            let id = self.checklist.variable_called(slug);
            let value = register.value().filter(|_| is_empty(&self.document, slug));
            found.extend(id.zip(value).map(|(id, value)| (None, id, value.clone())));
        }
        for there in other.checklist.ids() {
            let values = &other.marks(there).variables;
            if values.is_empty() {
                continue;
            }
            let key = other.checklist.key(there);
            let Some(&here) = self.checklist.by_key().get(&key) else {
                continue;
            };
            for (slug, register) in values {
                let id = self.variable_at(here, slug);
                let value = register
                    .value()
                    .filter(|_| is_empty(self.marks(here), slug));
                found.extend(
                    id.zip(value)
                        .map(|(id, value)| (Some(here), id, value.clone())),
                );
            }
        }
        found
    }

    /// The links of another run to blanks that are here, too, of variables without one.
    fn links_from(&self, other: &Workbook) -> Vec<(VariableId, BlankId)> {
        let linked = other.linked_blanks().into_iter();
        let here = linked.filter_map(|(blank, id)| {
            let slug = &other.checklist.variable(id).slug;
            let id = self.checklist.variable_called(slug)?;
            let key = other.checklist.blank_key(blank);
            let (entry, label) = key.rsplit_once(':')?;
            let entry = *self.checklist.by_key().get(entry)?;
            let blank = self.checklist.blank_called(entry, label)?;
            let links = &self.document.links;
            let is_empty = links.get(slug).is_none_or(|it| it.standing().is_empty());
            is_empty.then_some((id, blank))
        });
        here.collect()
    }

    /// Copies the values that [`Workbook::count_carried_from`] counts; each needs confirming. Links are copied as they
    /// are: they were confirmed for the document, and their blanks need confirming. Returns the number of values.
    pub fn carry_over(&mut self, other: &Workbook, stamp: &Stamp) -> usize {
        let values: Vec<(BlankId, String)> = self
            .carried_from(other)
            .map(|(blank, value)| (blank, value.to_owned()))
            .collect();
        let (variables, links) = (self.variables_from(other), self.links_from(other));
        let run = other.progress.run.clone().unwrap_or_default();
        let mut steps = Vec::new();
        for (blank, value) in &values {
            steps.extend(self.answer(*blank, Some(value.clone()), Some(run.clone()), stamp));
        }
        let count = values.len() + variables.len();
        for (entry, id, value) in variables {
            let (value, run) = (Some(value), Some(run.clone()));
            steps.extend(match entry {
                None => self.set_variable(id, value, run, stamp),
                Some(entry) => {
                    let slug = self.checklist.variable(id).slug.clone();
                    Some(self.write_variable_at(entry, slug, value, run, stamp))
                }
            });
        }
        for (id, blank) in links {
            steps.extend(self.link_variable(id, Some(blank), stamp));
        }
        if let Some(step) = self.combined(steps) {
            self.keep_in_place(step, stamp);
        }
        count
    }

    fn values_by_key(&self) -> std::collections::HashMap<String, &str> {
        let blanks = (0..self.checklist.blanks().len()).map(BlankId);
        blanks
            .filter_map(|blank| Some((self.checklist.blank_key(blank), self.value(blank)?)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::checklist::{BlankId, Checklist};
    use crate::progress::Progress;
    use crate::workbook::edit::stamp;
    use crate::workbook::{Edit, Workbook};

    #[test]
    fn values_are_carried_over_to_be_confirmed_and_signatures_are_not() {
        let text = "- [ ] RTO: ____\n- [ ] Budget: $____\n- [ ] Region: ____\n\n**Signed**: ____ Date: ____\n";
        let new = |run: &str| {
            Workbook::new(
                Checklist::parse(text),
                Progress::new("a.md", Some(run.to_owned())),
            )
        };
        let fill = |workbook: &mut Workbook, blank, value: &str| {
            let edit = Edit::Fill {
                blank: BlankId(blank),
                value: value.to_owned(),
            };
            workbook.apply(edit, &stamp("me", 1)).unwrap();
        };
        let (mut first, mut second) = (new("v1"), new("v2"));
        for (blank, value) in [(0, "4 h"), (1, "12"), (3, "Ann"), (4, "2026-11-21")] {
            fill(&mut first, blank, value);
        }
        fill(&mut second, 1, "14");
        assert_eq!(second.carry_over(&first, &stamp("me", 2)), 1);
        let told = |workbook: &Workbook, blank| {
            let blank = BlankId(blank);
            (
                workbook.value(blank).map(str::to_owned),
                workbook.is_doubtful(blank),
                workbook.is_filled(blank),
            )
        };
        assert_eq!(told(&second, 0), (Some("4 h".to_owned()), true, false));
        assert_eq!(
            told(&second, 1),
            (Some("14".to_owned()), false, true),
            "what is there stays"
        );
        assert_eq!(told(&second, 3), (None, false, false));
        fill(&mut second, 0, "4 h");
        assert_eq!(
            told(&second, 0),
            (Some("4 h".to_owned()), false, true),
            "confirmed by giving it again"
        );
        assert_eq!(second.carry_over(&first, &stamp("me", 3)), 0);
    }

    #[test]
    fn values_of_variables_are_carried_over_to_be_confirmed_and_links_as_they_are() {
        let text = "- [ ] Tag {{version}}\n- [ ] Ship {{version}} to <db-host>\n- [ ] Host: ____\n";
        let new = |run: &str| {
            Workbook::new(
                Checklist::parse(text),
                Progress::new("a.md", Some(run.to_owned())),
            )
        };
        let (mut first, mut second) = (new("v1"), new("v2"));
        let called = |slug: &str| second.checklist().variable_called(slug).unwrap();
        let (version, host) = (called("version"), called("db-host"));
        let entry = second.checklist().places()[1].entry.unwrap();
        let edits = [
            Edit::SetVariable {
                variable: version,
                value: "2.3.0".to_owned(),
            },
            Edit::SetVariableAt {
                variable: version,
                entry,
                value: "v2.3.0".to_owned(),
            },
            Edit::Fill {
                blank: BlankId(0),
                value: "db1".to_owned(),
            },
            Edit::LinkVariable {
                variable: host,
                blank: Some(BlankId(0)),
            },
        ];
        for edit in edits {
            first.apply(edit, &stamp("me", 1)).unwrap();
        }
        assert_eq!(second.count_carried_from(&first), 3);
        assert_eq!(second.carry_over(&first, &stamp("me", 2)), 3);
        assert_eq!(second.count_carried_from(&first), 0);
        let told = |workbook: &Workbook| {
            let places = workbook.checklist().places().iter();
            let values = places.map(|it| workbook.place_value(it).map(|it| it.text.to_owned()));
            values.collect::<Vec<_>>()
        };
        assert_eq!(told(&second), [None, None, None]);
        let wait = |id| second.variable_to_confirm(id).map(|(value, _)| value);
        assert_eq!((wait(version), wait(host)), (Some("2.3.0"), Some("db1")));
        assert_eq!(second.linked_blank(host), Some(BlankId(0)));
        let confirm = Edit::SetVariable {
            variable: version,
            value: "2.3.0".to_owned(),
        };
        second.apply(confirm, &stamp("me", 3)).unwrap();
        assert_eq!(told(&second), [Some("2.3.0".to_owned()), None, None]);
        let confirm = Edit::SetVariableAt {
            variable: version,
            entry,
            value: "v2.3.0".to_owned(),
        };
        second.apply(confirm, &stamp("me", 4)).unwrap();
        assert_eq!(told(&second)[1], Some("v2.3.0".to_owned()));
    }

    #[test]
    fn what_was_cleared_here_is_not_filled_again() {
        let text = "- [ ] RTO: ____\n- [ ] Region: ____\n";
        let new = |run: Option<&str>| {
            Workbook::new(
                Checklist::parse(text),
                Progress::new("a.md", run.map(str::to_owned)),
            )
        };
        let fill = |workbook: &mut Workbook, blank, value: &str, second| {
            let edit = Edit::Fill {
                blank: BlankId(blank),
                value: value.to_owned(),
            };
            workbook.apply(edit, &stamp("me", second)).unwrap();
        };
        let (mut first, mut second) = (new(None), new(Some("v2")));
        fill(&mut first, 0, "4 h", 1);
        fill(&mut first, 1, "eu", 1);
        fill(&mut second, 0, "5 h", 2);
        fill(&mut second, 0, "", 3);
        let offered: Vec<_> = second.carried_from(&first).collect();
        assert_eq!(offered, [(BlankId(1), "eu")]);
        assert_eq!(second.carry_over(&first, &stamp("me", 4)), 1);
        assert_eq!(second.value(BlankId(0)), None);
        let register = second.register(BlankId(1)).unwrap();
        assert_eq!(register.carried(), Some(""), "from the run without a name");
        fill(&mut first, 1, "", 5);
        assert_eq!(
            new(None).carried_from(&first).count(),
            1,
            "what is cleared there is not offered"
        );
    }
}
