//! Where a link of the document may lead: to the web, to a mail address, to a section of the document itself.

use std::collections::HashMap;

use super::anchor;
use crate::checklist::{Checklist, EntryId};

/// The sections of a document by the names that links call them.
pub(super) struct Links(HashMap<String, EntryId>);

impl Links {
    /// Names the sections as GitHub does.
    pub(super) fn of(checklist: &Checklist) -> Links {
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
        Links(named.collect())
    }

    /// The address for a link, if it may be followed.
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

/// A heading as GitHub names it in links: lower case, without punctuation, hyphens for spaces.
fn name(heading: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
    heading
        .to_lowercase()
        .chars()
        .filter(kept)
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}
