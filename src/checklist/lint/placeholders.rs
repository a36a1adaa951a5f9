//! Placeholders that GitHub hides: it takes `<version>` for HTML, so who reads the page doesn't see that something is to
//! be written there.

use super::scan::Passage;
use super::{FindingKind, RawFinding};
use crate::checklist::notation::Notation;
use crate::checklist::placeholders::{self, Facts, TextKind};

pub(super) fn find(source: &str, passages: &[Passage]) -> Vec<RawFinding> {
    let facts = Facts::of(source);
    let mut found = Vec::new();
    for passage in passages {
        for one in placeholders::find(&passage.plain, TextKind::Text, &facts) {
            let at = passage.offset(one.range.start);
            let is_hidden = one.notation == Notation::Angles
                && source[at..].starts_with('<')
                && !source[..at].ends_with('\\');
            if !is_hidden {
                continue;
            }
            let text = passage.plain[one.range.clone()].to_owned();
            let message = format!(
                "GitHub renders “{text}” as HTML and hides it: write “\\{text}”, or “{}” in backticks",
                &text
            );
            found.push(RawFinding {
                also: Vec::new(),
                at,
                kind: FindingKind::Hint,
                text,
                message,
            });
        }
    }
    found
}
