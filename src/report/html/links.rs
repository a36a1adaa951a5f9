//! Allowed targets of links in the document: the web, mail addresses, and sections of the document itself.

use std::collections::HashMap;

use super::anchor;
use crate::checklist::{Checklist, EntryId};

/// The sections of a document by their names in links.
pub(super) struct PageLinks(HashMap<String, EntryId>);

impl PageLinks {
    /// Names the sections as GitHub does.
    pub(super) fn of(checklist: &Checklist) -> PageLinks {
        let mut counts: HashMap<String, usize> = HashMap::new();
        let sections = checklist
            .ids()
            .filter(|&id| checklist.entry(id).is_section());
        let named = sections.map(|id| {
            let name = name(&checklist.entry(id).text);
            let count = counts.entry(name.clone()).or_default();
            *count += 1;
            (
                if *count == 1 {
                    name
                } else {
                    format!("{name}-{}", *count - 1)
                },
                id,
            )
        });
        PageLinks(named.collect())
    }

    /// Returns the address for a link; nothing if it isn't allowed.
    pub(super) fn address(&self, to: &str) -> Option<String> {
        if let Some(name) = to.strip_prefix('#') {
            return self
                .0
                .get(&name.to_lowercase())
                .map(|&id| format!("#{}", anchor(id)));
        }
        let starts = |scheme: &str| {
            to.get(..scheme.len())
                .is_some_and(|it| it.eq_ignore_ascii_case(scheme))
        };
        let may = ["https://", "http://", "mailto:"].into_iter().any(starts);
        (may && !to.chars().any(char::is_control)).then(|| to.to_owned())
    }
}

/// Returns the name of a heading in links as GitHub makes it: lower case, no punctuation, hyphens for spaces.
fn name(heading: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
    heading
        .to_lowercase()
        .chars()
        .filter(kept)
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}
