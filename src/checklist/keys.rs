//! Keys: the readable paths that name entries in a progress file (`security/tls/certificate-renewed`).
//!
//! A key is made of the slugs of the entry's headings and items, without the document's title, and gets
//! `#n` where the same path comes again. `/`, `:` and `#` never stand in a slug, so keys can be taken apart.

use std::collections::HashMap;

use super::{Blank, Checklist, EntryId};

/// The longest slug, in characters.
const LONGEST: usize = 60;

/// Returns `text` in lower case with everything but letters and digits turned into single hyphens, cut at
/// 60 characters: `RTO (Recovery Time)` becomes `rto-recovery-time`. Text without a letter or digit gives
/// `untitled`.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len().min(LONGEST));
    let mut length = 0;
    for character in text.chars() {
        if length == LONGEST {
            break;
        }
        if character.is_ascii() {
            let mapped = if character.is_ascii_alphanumeric() { character.to_ascii_lowercase() } else { '-' };
            length += usize::from(push(&mut slug, mapped));
        } else if character.is_alphanumeric() {
            length += character.to_lowercase().filter(|&mapped| push(&mut slug, mapped)).count();
        } else {
            length += usize::from(push(&mut slug, '-'));
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    if slug.is_empty() { "untitled".to_owned() } else { slug }
}

/// Adds a character to a slug, unless it is a hyphen at the start or after another one.
fn push(slug: &mut String, character: char) -> bool {
    if character == '-' && (slug.is_empty() || slug.ends_with('-')) {
        return false;
    }
    slug.push(character);
    true
}

/// Gives every entry its key.
pub(super) fn assign(checklist: &mut Checklist) {
    let mut taken: HashMap<String, usize> = HashMap::with_capacity(checklist.entries.len());
    for index in 0..checklist.entries.len() {
        let slug = slug(&checklist.name(EntryId(index)));
        let parent = checklist.entries[index].parent.filter(|&parent| Some(parent) != checklist.title);
        let path = match parent {
            Some(parent) => format!("{}/{slug}", checklist.entries[parent.0].key),
            None => slug,
        };
        checklist.entries[index].key = unique(path, &mut taken);
    }
}

/// The slug of a label, with `#n` where an earlier blank of the same entry has it already.
pub(super) fn unique_in_entry(label: &str, earlier: &[Blank]) -> String {
    let slug = slug(label);
    let mut taken = earlier.iter().map(|blank| (blank.slug.clone(), 1)).collect();
    unique(slug, &mut taken)
}

/// Returns `name`, or `name#n` with the first free n from 2, and marks what it returns as taken.
fn unique(name: String, taken: &mut HashMap<String, usize>) -> String {
    let Some(&count) = taken.get(&name) else {
        taken.insert(name.clone(), 1);
        return name;
    };
    let mut number = count + 1;
    let mut numbered = format!("{name}#{number}");
    while taken.contains_key(&numbered) {
        number += 1;
        numbered = format!("{name}#{number}");
    }
    taken.insert(name, number);
    taken.insert(numbered.clone(), 1);
    numbered
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn slugs_are_readable_and_short() {
        for (text, expected) in [
            ("✅ Backup & Disaster Recovery", "backup-disaster-recovery"),
            ("RTO (Recovery Time Objective) defined:", "rto-recovery-time-objective-defined"),
            ("`LLM_PROVIDER=groq`", "llm-provider-groq"),
            ("数据库 备份", "数据库-备份"),
            ("--- !!! ---", "untitled"),
            ("a/b:c#d", "a-b-c-d"),
        ] {
            assert_eq!(slug(text), expected, "{text:?}");
        }
        assert_eq!(slug(&"word ".repeat(40)).chars().count(), 59, "no hyphen at the cut");
    }
}
