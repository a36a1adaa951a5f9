//! Groups of boxes of which one is chosen: `Yes` and `No`, `GO`, `NO-GO` and `CONDITIONAL`, and those under a heading
//! that says "choose one".
//!
//! A choice is one answer instead of several, so it takes work away. Only an unmistakable text is read as one: answers
//! that exclude each other, or a request to choose exactly one. What is only likely ("one of the following") stays a list
//! of items, and becomes a suggestion.

mod answers;
mod groups;

use std::collections::HashMap;

use super::{Checklist, Directive, EntryId, Origin, Reading, Suggestion};

/// Boxes that may be one choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceGroup {
    /// The entry that asks: a heading or an item whose boxes are all in this group, a line with blanks, or else the
    /// first option. Annotations and corrections of the group are on it.
    pub question: EntryId,
    /// The boxes to choose from, at least two, in document order.
    pub options: Vec<EntryId>,
    /// The options that refuse: `NO-GO`, `Rejected`, `Fail`.
    pub refusals: Vec<EntryId>,
    /// Whether exactly one of them is chosen, with the basis.
    pub reading: Reading<bool>,
}

/// The groups of a document, and the group of each option.
#[derive(Debug, Clone, Default)]
pub(super) struct Choices {
    groups: Vec<ChoiceGroup>,
    /// Those that are a choice.
    chosen: Vec<ChoiceGroup>,
    of_option: HashMap<EntryId, usize>,
    of_question: HashMap<EntryId, usize>,
}

impl Choices {
    pub(super) fn of(checklist: &Checklist) -> Choices {
        let groups = groups::find(checklist);
        let chosen: Vec<ChoiceGroup> = groups
            .iter()
            .filter(|group| group.reading.value)
            .cloned()
            .collect();
        let options = groups.iter().enumerate();
        let of_option = options
            .flat_map(|(at, group)| group.options.iter().map(move |&option| (option, at)))
            .collect();
        let questions = groups.iter().enumerate();
        let of_question = questions.map(|(at, group)| (group.question, at)).collect();
        Choices {
            groups,
            chosen,
            of_option,
            of_question,
        }
    }
}

impl Checklist {
    /// The groups of which one is chosen, in document order: by an annotation, or by an unmistakable text.
    ///
    /// # Examples
    ///
    /// ```
    /// use gonogo::checklist::Checklist;
    ///
    /// let checklist = Checklist::parse("## Downtime?\n- [ ] Yes\n- [ ] No\n");
    /// assert_eq!(checklist.choice_groups()[0].options.len(), 2);
    /// ```
    pub fn choice_groups(&self) -> &[ChoiceGroup] {
        &self.all_choices().chosen
    }

    /// All groups of boxes that a person can declare to be a choice, in document order, with the document's reading.
    pub fn possible_choices(&self) -> &[ChoiceGroup] {
        &self.all_choices().groups
    }

    /// The group with this option, whether it is read as a choice or not.
    pub fn group_of(&self, option: EntryId) -> Option<&ChoiceGroup> {
        let choices = self.all_choices();
        Some(&choices.groups[*choices.of_option.get(&option)?])
    }

    /// The group that this entry asks about, whether it is read as a choice or not.
    pub fn group_asked_at(&self, question: EntryId) -> Option<&ChoiceGroup> {
        let choices = self.all_choices();
        Some(&choices.groups[*choices.of_question.get(&question)?])
    }

    fn all_choices(&self) -> &Choices {
        self.choices.get_or_init(|| Choices::of(self))
    }
}

/// The groups that are only likely a choice.
pub(super) fn suggestions(checklist: &Checklist) -> Vec<Suggestion> {
    let groups = checklist.possible_choices().iter();
    let open =
        groups.filter(|group| !group.reading.value && group.reading.origin == Origin::Default);
    open.filter_map(|group| {
        let words = groups::likely(checklist, group)?;
        Some(Suggestion {
            entry: group.question,
            directive: Directive::Choice(true),
            words,
        })
    })
    .collect()
}

#[cfg(test)]
mod tests;
