//! Blanks that a formatter garbled: of a line of underscores it made `**\*\*\*\***\_**`, which Markdown reads as bold
//! asterisks and an underscore.

use std::ops::Range;

use crate::checklist::inline::Inline;

/// The shortest garbled blank: the number of its asterisks and underscores in the source.
const SHORTEST: usize = 6;

/// The garbled blanks in plain text: their bytes there, and in the source.
pub(super) fn find(inline: &Inline, source: &str) -> Vec<(Range<usize>, Range<usize>)> {
    let plain = inline.plain.as_str();
    if memchr::memchr(b'_', plain.as_bytes()).is_none() {
        return Vec::new();
    }
    let is_possible =
        ["*_", "_*"].iter().any(|pair| plain.contains(pair)) || inline.has_formats_of("_");
    if !is_possible {
        return Vec::new();
    }
    runs(plain)
        .filter(|run| is_apart(plain, run))
        .filter_map(|run| Some((run.clone(), of_run(inline, &run, source)?)))
        .collect()
}

/// The runs of asterisks and underscores with an underscore.
fn runs(plain: &str) -> impl Iterator<Item = Range<usize>> {
    let is_part = |byte: u8| matches!(byte, b'*' | b'_');
    let bytes = plain.as_bytes();
    let mut at = 0;
    let all = std::iter::from_fn(move || {
        let start = at + bytes[at..].iter().position(|&byte| is_part(byte))?;
        let length = bytes[start..]
            .iter()
            .take_while(|&&byte| is_part(byte))
            .count();
        at = start + length;
        Some(start..at)
    });
    all.filter(|run| plain[run.clone()].contains('_'))
}

/// True if no word touches a run.
fn is_apart(plain: &str, run: &Range<usize>) -> bool {
    let before = plain[..run.start].chars().next_back();
    let after = plain[run.end..].chars().next();
    let is_free = |side: Option<char>| side.is_none_or(|c| !c.is_alphanumeric());
    is_free(before) && is_free(after)
}

/// The source of a run, with the marks of the emphasis in it, if it is longer than its underscores.
fn of_run(inline: &Inline, run: &Range<usize>, source: &str) -> Option<Range<usize>> {
    let first = inline.offset(run.start)?;
    let last = inline.offset(run.end - 1)? + 1;
    let first = first - usize::from(source[..first].ends_with('\\'));
    let mut range = first..last;
    for (plain, format) in inline.formats_within(run) {
        if plain.start < run.start || plain.end > run.end {
            // Emphasis around all of it stays; one that ends inside can't be taken apart.
            if plain.start <= run.start && plain.end >= run.end {
                continue;
            }
            return None;
        }
        range = range.start.min(format.start)..range.end.max(format.end);
    }
    let text = &source[range.clone()];
    let marks = text
        .bytes()
        .filter(|byte| matches!(byte, b'*' | b'_'))
        .count();
    // Without escaped signs nobody's formatter was here: `**____` is a blank behind two asterisks.
    let is_garbled = text.contains('*')
        && text.contains('\\')
        && marks >= SHORTEST
        && text.bytes().all(|byte| matches!(byte, b'*' | b'_' | b'\\'));
    is_garbled.then_some(range)
}
