//! Conflict markers of git: the document is in the middle of a merge.

use super::scan::{Literal, LiteralKind};
use super::{FindingKind, RawFinding};
use crate::checklist::lines;

/// The length of a marker.
const LENGTH: usize = 7;

/// One finding for each marker. Those in code are an example.
pub(super) fn find(source: &str, literals: &[Literal]) -> Vec<RawFinding> {
    let mut found = Vec::new();
    let mut is_open = false;
    let mut at = 0;
    for line in lines::with_ends(source) {
        let start = at;
        at += line.len();
        let text = line.trim_end();
        let Some(sign) = marker(text) else { continue };
        // The middle of a conflict could also be the underline of a heading.
        let is_marker = match sign {
            '<' => true,
            '>' | '=' | '|' => is_open,
            _ => false,
        };
        if !is_marker || is_code(literals, start) {
            continue;
        }
        is_open = sign != '>';
        found.push(RawFinding::new(
            start,
            FindingKind::ConflictMarker,
            text,
            "a conflict marker of git: finish the merge, and keep one of the two versions"
                .to_owned(),
        ));
    }
    found
}

/// The sign of a conflict marker that is the whole line, or is followed by a name.
fn marker(line: &str) -> Option<char> {
    let sign = line.chars().next().filter(|sign| "<=>|".contains(*sign))?;
    let rest = line.trim_start_matches(sign);
    let is_marker = line.len() - rest.len() == LENGTH && (rest.is_empty() || rest.starts_with(' '));
    is_marker.then_some(sign)
}

fn is_code(literals: &[Literal], at: usize) -> bool {
    let next = literals.partition_point(|literal| literal.range.start <= at);
    let literal = next.checked_sub(1).map(|last| &literals[last]);
    literal.is_some_and(|literal| {
        literal.range.contains(&at) && matches!(literal.kind, LiteralKind::Fence { .. })
    })
}
