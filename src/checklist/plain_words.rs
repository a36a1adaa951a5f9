//! The words of a text without its placeholders, to compare texts by: `Deploy {{version}}` and `Tag {{version}}` have no
//! words in common.

use std::borrow::Cow;

use super::Checklist;
use super::placeholders::{self, Facts, TextKind};

/// The most parts of a slug that are looked up together as the slug of a variable.
const MOST_PARTS: usize = 6;

/// Removes placeholders from texts and slugs of a document, and of earlier versions of it.
pub struct PlainWords<'a> {
    checklist: &'a Checklist,
    facts: Facts,
}

impl<'a> PlainWords<'a> {
    /// Reads what tells placeholders from markup in a document.
    pub fn of(checklist: &'a Checklist) -> PlainWords<'a> {
        PlainWords {
            checklist,
            facts: Facts::of(checklist.source()),
        }
    }

    /// A text without its placeholders.
    pub fn of_text<'b>(&self, text: &'b str) -> Cow<'b, str> {
        let found = placeholders::find(text, TextKind::Text, &self.facts);
        if found.is_empty() {
            return Cow::Borrowed(text);
        }
        let (mut plain, mut at) = (String::with_capacity(text.len()), 0);
        for placeholder in found {
            plain.push_str(&text[at..placeholder.range.start]);
            plain.push(' ');
            at = placeholder.range.end;
        }
        plain.push_str(&text[at..]);
        Cow::Owned(plain)
    }

    /// A slug without the slugs of variables: `deploy` of `deploy-version`. A slug that is one is kept.
    pub fn of_slug<'b>(&self, slug: &'b str) -> Cow<'b, str> {
        if self.checklist.variables().is_empty() {
            return Cow::Borrowed(slug);
        }
        let parts: Vec<&str> = slug.split('-').collect();
        let (mut plain, mut at) = (Vec::with_capacity(parts.len()), 0);
        while at < parts.len() {
            let most = (parts.len() - at).min(MOST_PARTS);
            let is_variable = |&length: &usize| {
                let name = parts[at..at + length].join("-");
                self.checklist.variable_called(&name).is_some()
            };
            if let Some(length) = (1..=most).rev().find(is_variable) {
                at += length;
            } else {
                plain.push(parts[at]);
                at += 1;
            }
        }
        if plain.len() == parts.len() || plain.is_empty() {
            return Cow::Borrowed(slug);
        }
        Cow::Owned(plain.join("-"))
    }
}

#[cfg(test)]
mod tests {
    use super::PlainWords;
    use crate::checklist::Checklist;

    #[test]
    fn placeholders_are_removed_from_texts() {
        let checklist = Checklist::parse("# R {{version}}\n\n- [ ] Copy to <db-host>\n");
        let words = PlainWords::of(&checklist);
        for (text, expected) in [
            ("Deploy {{version}}", "Deploy  "),
            ("Deploy", "Deploy"),
            ("{{gone}} on <db-host> now", "  on   now"),
            ("", ""),
        ] {
            assert_eq!(words.of_text(text), expected, "{text:?}");
        }
    }

    #[test]
    fn slugs_of_variables_are_removed_from_slugs() {
        let checklist = Checklist::parse("# R {{version}}\n\n- [ ] Copy to <db-host>\n");
        let words = PlainWords::of(&checklist);
        for (slug, expected) in [
            ("release-version", "release"),
            ("copy-to-db-host-now", "copy-to-now"),
            ("version", "version"),
            ("versions", "versions"),
            ("db", "db"),
        ] {
            assert_eq!(words.of_slug(slug), expected, "{slug}");
        }
    }
}
