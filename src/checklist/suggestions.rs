//! Suggestions: readings that are only likely. gonogo counts the safe way, and offers the other one.

use super::{Checklist, Directive, EntryId, choices, signoffs, value_context};

/// A reading that is only likely, as the annotation that would state it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The entry that it is about.
    pub entry: EntryId,
    /// What the document probably means.
    pub directive: Directive,
    /// The words of the document that it rests on.
    pub words: String,
}

/// The suggestions of one kind.
type SuggestionSource = fn(&Checklist) -> Vec<Suggestion>;

/// The kinds of suggestions.
const SOURCES: [SuggestionSource; 5] = [
    choices::suggestions,
    signoffs::suggestions,
    value_context::suggestions,
    |checklist| checklist.all_phases().suggestions.clone(),
    |checklist| checklist.all_needs().suggestions.clone(),
];

impl Checklist {
    /// The readings that are only likely, in document order. Those that an annotation has decided are left out.
    pub fn suggestions(&self) -> Vec<Suggestion> {
        let mut suggestions: Vec<Suggestion> =
            SOURCES.iter().flat_map(|source| source(self)).collect();
        suggestions.retain(|suggestion| !self.is_decided(suggestion));
        suggestions.sort_by_key(|suggestion| suggestion.entry);
        suggestions
    }

    /// True if an annotation on the same entry states this, or the opposite.
    fn is_decided(&self, suggestion: &Suggestion) -> bool {
        self.directives(suggestion.entry).any(|stated| {
            stated == suggestion.directive || stated.contradicts(suggestion.directive)
        })
    }
}
