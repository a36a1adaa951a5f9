//! Items that occur twice in one place: nobody can tell which of them was ticked.

use std::collections::HashMap;
use std::collections::hash_map::Entry::{Occupied, Vacant};

use super::scan::{Passage, PassageRole};
use super::{FindingKind, LineCounter, RawFinding, quoted};
use crate::checklist::list_marker;

pub(super) fn find(source: &str, passages: &[Passage]) -> Vec<RawFinding> {
    let mut found = Vec::new();
    let mut lines = LineCounter::start(source);
    let mut first_lines = HashMap::new();
    for passage in passages {
        let PassageRole::Item { mark, place, .. } = &passage.role else {
            continue;
        };
        // The source is compared, because links are part of an item.
        let head = &source[mark.end..passage.range.end.max(mark.end)];
        let text = head.split_whitespace().collect::<Vec<_>>().join(" ");
        if is_step(&source[..mark.start]) || !text.contains(char::is_alphanumeric) {
            continue;
        }
        lines.advance(source, mark.start);
        match first_lines.entry((*place, text)) {
            Vacant(first) => drop(first.insert(lines.line)),
            Occupied(first) => {
                let (_, text) = first.key();
                let message = format!(
                    "“{}” is also on line {}: remove one, or make their texts differ",
                    quoted(text),
                    first.get()
                );
                let (at, text) = (mark.start, text.clone());
                found.push(RawFinding {
                    also: Vec::new(),
                    at,
                    kind: FindingKind::Repeated,
                    text,
                    message,
                });
            }
        }
    }
    found
}

/// True if the marker before a box is a number: a procedure may repeat a step.
fn is_step(before: &str) -> bool {
    let marker = before.trim_end_matches([' ', '\t']);
    let start = marker.len()
        - marker
            .bytes()
            .rev()
            .take(10)
            .take_while(u8::is_ascii_graphic)
            .count();
    list_marker::list(&marker[start..]).is_some_and(|marker| marker.len() > 1)
}
