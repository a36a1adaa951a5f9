//! Keys: the readable paths that name entries in a progress file (`security/tls/certificate-renewed`).
//!
//! A key is made of the slugs of the entry's headings and items, without the document's title, and gets
//! `#n` where the same path comes again. `/`, `:` and `#` never stand in a slug, so keys can be taken apart.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::{Checklist, EntryId};

/// The most parts of a key before the last.
const DEEPEST: usize = 16;
/// The longest slug, in characters.
const LONGEST: usize = 60;

/// Returns `text` in lower case with everything but letters and digits turned into single hyphens, cut at
/// 60 characters: `RTO (Recovery Time)` becomes `rto-recovery-time`. Text without a letter or digit gives
/// `untitled`.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len().min(LONGEST + 4));
    let mut length = 0;
    let mut gap = false;
    for character in text.chars() {
        let mapped = if character.is_ascii() { Lower::Ascii(character) } else { Lower::Other(character) };
        if !character.is_alphanumeric() {
            gap = length > 0;
            continue;
        }
        if std::mem::take(&mut gap) {
            slug.push('-');
            length += 1;
        }
        if length >= LONGEST {
            break;
        }
        length += mapped.push_to(&mut slug);
    }
    slug.truncate(slug.trim_end_matches('-').len());
    if slug.is_empty() { "untitled".to_owned() } else { slug }
}

/// A letter or digit to be written in lower case; one outside of ASCII can become several.
enum Lower {
    Ascii(char),
    Other(char),
}

impl Lower {
    fn push_to(self, slug: &mut String) -> usize {
        match self {
            Lower::Ascii(character) => {
                slug.push(character.to_ascii_lowercase());
                1
            }
            Lower::Other(character) => character.to_lowercase().map(|lower| slug.push(lower)).count(),
        }
    }
}

/// Gives every entry its slug, with `#n` where its path comes again.
pub(super) fn assign(checklist: &mut Checklist) {
    let mut names = Names::default();
    for index in 0..checklist.entries.len() {
        let slug = slug(&checklist.name(EntryId(index)));
        let path = path(checklist, EntryId(index));
        let entry = &mut checklist.entries[index];
        entry.slug = names.unique(path.map_or(0, |above| above.0 + 1), slug);
        entry.path = path;
    }
}

/// The entry whose key the key of `id` continues. What stands under the title begins a path of its own; what
/// stands deeper than any checklist that was seen stands in one family.
fn path(checklist: &Checklist, id: EntryId) -> Option<EntryId> {
    let parent = checklist.entry(id).parent.filter(|&parent| Some(parent) != checklist.title)?;
    if checklist.entry(parent).depth < DEEPEST { Some(parent) } else { checklist.entry(parent).path }
}

/// The names that are taken, each in its family.
#[derive(Default)]
pub(super) struct Names(HashMap<(usize, String), usize, foldhash::fast::RandomState>);

impl Names {
    /// Returns `slug`, with `#n` from the second of a family on. No slug holds a `#`, so nothing else has that.
    pub(super) fn unique(&mut self, family: usize, slug: String) -> String {
        match self.0.entry((family, slug)) {
            Entry::Vacant(first) => {
                let slug = first.key().1.clone();
                first.insert(1);
                slug
            }
            Entry::Occupied(mut again) => {
                *again.get_mut() += 1;
                format!("{}#{}", again.key().1, again.get())
            }
        }
    }
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
