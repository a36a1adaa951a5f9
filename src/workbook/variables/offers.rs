//! Offers to link: the variables that a blank asks for under another name, such as `Domain: ____` for
//! `your-domain.com`. Nothing is linked until a person confirms it.

use std::collections::BTreeSet;

use crate::checklist::{BlankId, Variable, VariableId};
use crate::progress::Register;
use crate::workbook::Workbook;

/// Words of a name that say nothing about its value.
const FILLERS: [&str; 20] = [
    "your", "my", "our", "the", "a", "an", "new", "this", "of", "for", "to", "in", "name", "value",
    "com", "org", "net", "io", "example", "here",
];

impl Workbook {
    /// The variables without a value or a link that a blank could fill, by its label and their names; the best first.
    /// None for a blank of a sign-off.
    pub fn link_offers(&self, id: BlankId) -> Vec<VariableId> {
        if self.signoff_of(id).is_some() {
            return Vec::new();
        }
        let label = words(&self.checklist.blank(id).label);
        let open = (0..self.checklist.variables().len()).map(VariableId);
        let open = open.filter(|&id| self.may_be_linked(id));
        let fits = |id: VariableId| {
            let name = words(&name_of(self.checklist.variable(id)));
            fit(&label, &name).map(|distance| (distance, id))
        };
        let mut offers: Vec<(usize, VariableId)> = open.filter_map(fits).collect();
        offers.sort_unstable();
        offers.into_iter().map(|(_, id)| id).collect()
    }

    /// The blanks whose labels ask for the same as the name of a variable, in document order; none of a sign-off.
    pub fn link_candidates(&self, id: VariableId) -> Vec<BlankId> {
        let name = words(&name_of(self.checklist.variable(id)));
        let blanks = (0..self.checklist.blanks().len()).map(BlankId);
        let fits = |id: &BlankId| {
            let label = words(&self.checklist.blank(*id).label);
            fit(&label, &name).is_some() && self.signoff_of(*id).is_none()
        };
        blanks.filter(fits).collect()
    }

    /// Returns whether a variable waits for a value, and nobody linked it.
    fn may_be_linked(&self, id: VariableId) -> bool {
        let slug = &self.checklist.variable(id).slug;
        let is_unlinked = self
            .document
            .links
            .get(slug)
            .is_none_or(Register::is_silent);
        let is_unset = self.variable_register(id).is_none_or(Register::is_silent);
        is_unlinked && is_unset && !self.is_variable_filled(id)
    }
}

fn name_of(variable: &Variable) -> String {
    variable.name.replace(['-', '_', '.', '/'], " ")
}

/// The telling words of a label or name, in lower case.
fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty()).map(str::to_lowercase);
    let all: Vec<String> = words.collect();
    let telling = all.iter().filter(|word| !FILLERS.contains(&word.as_str()));
    let telling: Vec<String> = telling.cloned().collect();
    if telling.is_empty() { all } else { telling }
}

/// The number of words by which a label and a name differ; `None` if they ask for different things. They ask for the
/// same if one has all words of the other, and both end in the same word: `Production domain` and `domain`.
fn fit(label: &[String], name: &[String]) -> Option<usize> {
    let same_end = label.last()? == name.last()?;
    let (one, other): (BTreeSet<&String>, BTreeSet<&String>) =
        (label.iter().collect(), name.iter().collect());
    let is_part = one.is_subset(&other) || other.is_subset(&one);
    let is_same = one == other;
    (is_same || (same_end && is_part)).then(|| one.symmetric_difference(&other).count())
}
