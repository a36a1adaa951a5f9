//! What was measured for the thresholds of an item, and whether it is good enough.

use super::Workbook;
use crate::checklist::{EntryId, Outcome, Threshold};
use crate::progress::{Marks, On, Register};

/// A threshold of an item with what was measured for it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measurement<'a> {
    /// What is asked for; nothing where the item does not ask for it any more.
    pub threshold: Option<&'a Threshold>,
    /// What is measured, as a slug.
    pub slug: &'a str,
    /// What people answered; nothing where nobody did.
    pub register: Option<&'a Register<String>>,
    /// Whether the value is good enough; nothing where there is none.
    pub outcome: Option<Outcome>,
    /// Whether the value was measured for another text than the item has now.
    pub is_doubtful: bool,
}

impl<'a> Measurement<'a> {
    /// The measured value.
    pub fn value(&self) -> Option<&'a str> {
        self.register.and_then(Register::value).map(String::as_str)
    }
}

impl Workbook {
    /// The thresholds of an item with what was measured, then what was measured for one that is gone.
    pub fn measurements(&self, id: EntryId) -> Vec<Measurement<'_>> {
        let (thresholds, marks) = (self.checklist.thresholds(id), self.marks(id));
        if thresholds.is_empty() && marks.measured.is_empty() {
            return Vec::new();
        }
        let on = self.on(id);
        let asked = thresholds.iter().map(|threshold| {
            measurement(&on, Some(threshold), &threshold.slug, marks.measured.get(&threshold.slug))
        });
        let asks = |slug: &String| thresholds.iter().any(|threshold| threshold.slug == *slug);
        let strays = marks.measured.iter().filter(|(slug, register)| !asks(slug) && !register.is_silent());
        asked.chain(strays.map(|(slug, register)| measurement(&on, None, slug, Some(register)))).collect()
    }
}

fn measurement<'a>(
    on: &On,
    threshold: Option<&'a Threshold>,
    slug: &'a str,
    register: Option<&'a Register<String>>,
) -> Measurement<'a> {
    let value = register.and_then(Register::value);
    let is_said_of = |register: &Register<String>| register.standing().iter().any(|answer| answer.on == *on);
    Measurement {
        threshold,
        slug,
        register,
        outcome: threshold.zip(value).map(|(threshold, value)| threshold.judge(value)),
        is_doubtful: value.is_some() && !register.is_some_and(is_said_of),
    }
}

/// Gives what was measured under an old name to the only threshold of the entry, where that is plainly meant.
pub(super) fn follow_their_thresholds(marks: &mut Marks, thresholds: &[Threshold]) {
    let [only] = thresholds else { return };
    if marks.measured.len() == 1
        && !marks.measured.contains_key(&only.slug)
        && let Some((_, register)) = marks.measured.pop_first()
    {
        marks.measured.insert(only.slug.clone(), register);
    }
}
