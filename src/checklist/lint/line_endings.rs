//! Lines that end in different ways.

use super::{FindingKind, RawFinding};
use crate::checklist::lines;

/// The line ends, with their names.
const ENDS: [(&str, &str); 3] = [("\r\n", "CRLF"), ("\n", "LF"), ("\r", "CR")];

/// The first line with another end than most lines of the document.
pub(super) fn find(source: &str) -> Option<RawFinding> {
    let mut counts = [0; ENDS.len()];
    let mut firsts = [usize::MAX; ENDS.len()];
    let mut at = 0;
    for line in lines::with_ends(source) {
        at += line.len();
        if let Some(kind) = ENDS.iter().position(|(end, _)| line.ends_with(end)) {
            counts[kind] += 1;
            firsts[kind] = firsts[kind].min(at - ENDS[kind].0.len());
        }
    }
    let kinds = || (0..ENDS.len()).filter(|&kind| counts[kind] > 0);
    // On a tie the line end of the first line is right.
    let most = kinds().min_by_key(|&kind| (std::cmp::Reverse(counts[kind]), firsts[kind]))?;
    let mut others: Vec<usize> = kinds().filter(|&kind| kind != most).collect();
    others.sort_by_key(|&kind| firsts[kind]);
    let first = *others.first()?;
    let few: usize = others.iter().map(|&kind| counts[kind]).sum();
    let names = others
        .iter()
        .map(|&kind| ENDS[kind].1)
        .collect::<Vec<_>>()
        .join(" or ");
    let (rest, other) = (counts[most], ENDS[most].1);
    let lines = match few {
        1 => "this line ends".to_owned(),
        2 => "this and 1 more line end".to_owned(),
        _ => format!("this and {} more lines end", few - 1),
    };
    let message =
        format!("{lines} in {names}, the other {rest} in {other}: use {other} everywhere");
    let text = ENDS[first].0.to_owned();
    Some(RawFinding {
        also: Vec::new(),
        at: firsts[first],
        kind: FindingKind::LineEndings,
        text,
        message,
    })
}
