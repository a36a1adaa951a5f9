//! Copying the values of an earlier run into this one; each needs confirming. Ticks and signatures are not copied.

use std::collections::HashSet;

use super::Workbook;
use crate::checklist::{BlankId, SignOff};
use crate::progress::Stamp;

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

    /// Copies the values that [`Workbook::carried_from`] finds; each needs confirming. Returns their number.
    pub fn carry_over(&mut self, other: &Workbook, stamp: &Stamp) -> usize {
        let values: Vec<(BlankId, String)> = self
            .carried_from(other)
            .map(|(blank, value)| (blank, value.to_owned()))
            .collect();
        let run = other.progress.run.clone().unwrap_or_default();
        let mut steps = Vec::new();
        for (blank, value) in &values {
            steps.extend(self.answer(*blank, Some(value.clone()), Some(run.clone()), stamp));
        }
        if let Some(step) = self.combined(steps) {
            self.keep_in_place(step, stamp);
        }
        values.len()
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
