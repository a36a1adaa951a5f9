//! Keys: the readable paths that name entries in a progress file (`security/tls/certificate-renewed`).
//!
//! A key consists of the slugs of the entry's headings and items, without the document's title, and gets
//! `#n` if the same path occurs again. Slugs never contain `/`, `:` and `#`, so keys can be split.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::{Checklist, EntryId};

/// The limit for parts of a key before the last.
const DEEPEST: usize = 16;
/// The longest slug, in characters.
const LONGEST: usize = 60;

/// Returns `text` in lower case with everything but letters and digits replaced by single hyphens, cut at
/// 60 characters: `RTO (Recovery Time)` becomes `rto-recovery-time`. Text without a letter or digit gives
/// `untitled`.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len().min(LONGEST + 4));
    let mut length = 0;
    for character in text.chars() {
        if character.is_alphanumeric() {
            let gap = !slug.is_empty() && slug.ends_with('-');
            length += usize::from(gap);
            if length >= LONGEST {
                break;
            }
            length += character
                .to_lowercase()
                .map(|lower| slug.push(lower))
                .count();
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    if slug.is_empty() {
        "untitled".to_owned()
    } else {
        slug
    }
}

/// A part of a key, which continues the key of another entry.
#[derive(Debug, Clone)]
pub(super) struct KeyPart {
    /// The last part of the key, with `#n` if the same path occurs again.
    pub(super) slug: String,
    /// The entry whose key is before it.
    pub(super) path: Option<EntryId>,
}

/// The parts of the keys of all entries. Those of late lines and adopted boxes come last, so that they change no other
/// key.
pub(super) fn names(checklist: &Checklist) -> Vec<KeyPart> {
    let mut taken = UsedSlugs::default();
    let unnamed = KeyPart {
        slug: String::new(),
        path: None,
    };
    let mut names: Vec<KeyPart> = vec![unnamed; checklist.entries.len()];
    let mut order: Vec<EntryId> = checklist.ids().collect();
    order.sort_by_key(|&id| {
        let entry = checklist.entry(id);
        (entry.is_adopted, entry.is_late)
    });
    for id in order {
        let path = path(checklist, &names, id);
        let slug = taken.unique(
            path.map_or(0, |above| above.0 + 1),
            slug(&checklist.name(id)),
        );
        names[id.0] = KeyPart { slug, path };
    }
    names
}

/// The entry whose key the key of `id` continues: the one above. An entry under the title begins a path of its
/// own, and so does one that is nested deeper than in any known checklist, as keys would else grow without
/// bound.
fn path(checklist: &Checklist, names: &[KeyPart], id: EntryId) -> Option<EntryId> {
    let parent = checklist
        .entry(id)
        .parent
        .filter(|&parent| Some(parent) != checklist.title)?;
    if checklist.entry(parent).depth < DEEPEST {
        Some(parent)
    } else {
        names[parent.0].path
    }
}

/// The slugs in use, by the entry whose key they continue.
#[derive(Default)]
pub(super) struct UsedSlugs(HashMap<(usize, String), usize, foldhash::fast::RandomState>);

impl UsedSlugs {
    /// Returns `slug`, with `#n` from its second use on. No slug contains a `#`, so this is unique.
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
            (
                "RTO (Recovery Time Objective) defined:",
                "rto-recovery-time-objective-defined",
            ),
            ("`LLM_PROVIDER=groq`", "llm-provider-groq"),
            ("数据库 备份", "数据库-备份"),
            ("--- !!! ---", "untitled"),
            ("a/b:c#d", "a-b-c-d"),
        ] {
            assert_eq!(slug(text), expected, "{text:?}");
        }
        assert_eq!(
            slug(&"word ".repeat(40)).chars().count(),
            59,
            "no hyphen at the cut"
        );
    }

    #[test]
    fn keys_of_deep_entries_stay_short_and_differ() {
        let nested = |level: usize| format!("{}- [ ] n{level}\n", "  ".repeat(level));
        let text: String = (0..60).map(nested).collect();
        let checklist = super::Checklist::parse(&text);
        let keys: Vec<String> = checklist.ids().map(|id| checklist.key(id)).collect();
        let parts: Vec<usize> = keys.iter().map(|key| key.split('/').count()).collect();
        let expected: Vec<usize> = (1..=60).map(|depth: usize| depth.min(17)).collect();
        assert_eq!(parts, expected);
        let known: std::collections::HashSet<&String> = keys.iter().collect();
        assert_eq!(known.len(), keys.len());
    }

    #[test]
    fn equal_names_deep_down_are_numbered() {
        let nested = |level: usize| format!("{}- [ ] n\n", "  ".repeat(level));
        let text: String = (0..20).map(nested).collect();
        let checklist = super::Checklist::parse(&text);
        let last: Vec<String> = checklist
            .ids()
            .skip(15)
            .map(|id| checklist.key(id).rsplit('/').next().unwrap().to_owned())
            .collect();
        assert_eq!(last, ["n", "n", "n#2", "n#3", "n#4"]);
    }
}
