//! Items without legible text: nobody can tell what was ticked.

use super::{FindingKind, RawFinding};
use crate::checklist::{Checklist, Kind};

pub(super) fn find(checklist: &Checklist) -> Vec<RawFinding> {
    let found = checklist
        .entries()
        .iter()
        .filter(|entry| entry.has_no_text())
        .filter_map(|entry| {
            let Kind::Item { mark, .. } = &entry.kind else {
                return None;
            };
            let inside = checklist.source[entry.head.clone()].trim();
            let why = if inside.starts_with("<!--") {
                "this item is only a comment, which is hidden: describe the task, or remove it"
            } else if inside.contains('!') {
                "this item is only an image: add alt text, “![…]”, or describe the task"
            } else {
                "this item has no visible text: describe the task, or remove it"
            };
            let text = checklist.source[mark.clone()].to_owned();
            Some(RawFinding {
                also: Vec::new(),
                at: mark.start,
                kind: FindingKind::NoText,
                text,
                message: why.to_owned(),
            })
        });
    found.collect()
}
