//! Lines that end in different ways.

use super::{FindingKind, Found};

/// The first line that ends other than most lines of the document do.
pub(super) fn find(source: &str) -> Option<Found> {
    let ends = || {
        source
            .match_indices('\n')
            .map(|(at, _)| if source[..at].ends_with('\r') { (at - 1, true) } else { (at, false) })
    };
    let all = ends().count();
    let windows = ends().filter(|&(_, is_windows)| is_windows).count();
    let (few, few_are_windows) = match windows * 2 {
        _ if windows == 0 || windows == all => return None,
        // Of equally many, those of the first line are right.
        twice if twice == all => (windows, !ends().next()?.1),
        twice if twice < all => (windows, true),
        _ => (all - windows, false),
    };
    let (at, _) = ends().find(|&(_, is_windows)| is_windows == few_are_windows)?;
    let (name, other, text) = if few_are_windows { ("CRLF", "LF", "\r\n") } else { ("LF", "CRLF", "\n") };
    let lines =
        if few == 1 { "this line ends".to_owned() } else { format!("this and {} more lines end", few - 1) };
    let rest = all - few;
    let message = format!("{lines} in {name}, the other {rest} in {other}: let all end in {other}");
    Some(Found { at, kind: FindingKind::LineEndings, text: text.to_owned(), message })
}
