//! What of a document the Markdown parser gets: not all of it, and one thing in it other than it stands there.

use std::borrow::Cow;

const BYTE_ORDER_MARK: char = '\u{FEFF}';

/// Where the Markdown begins, after a byte order mark and front matter.
pub(super) fn body_start(source: &str) -> usize {
    let mark = if source.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 };
    mark + front_matter(&source[mark..])
}

/// How many bytes of front matter a document begins with: a line `---`, a line that is not empty, and all up to
/// the next line `---` or `...`. The parser's own reading takes any part between two rules of a document for
/// front matter, items and all.
fn front_matter(text: &str) -> usize {
    let mut end = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        end += line.len();
        match (index, line.trim_end()) {
            (0, "---") => {}
            (0, _) | (1, "") => return 0,
            (_, "---" | "...") => return end,
            _ => {}
        }
    }
    0
}

/// The source with spaces for the tabs that follow a closing fence.
///
/// CommonMark (section 4.5) lets tabs follow a closing fence; the parser goes on and takes the rest of the
/// document for code. A space in place of each tab keeps all ranges.
pub(super) fn with_fences_closed(source: &str) -> Cow<'_, str> {
    let mut closed: Option<Vec<u8>> = None;
    let mut start = 0;
    for line in source.split(['\n', '\r']) {
        let kept = line.trim_end_matches([' ', '\t']);
        if kept.ends_with(['`', '~']) && line[kept.len()..].contains('\t') {
            let bytes = closed.get_or_insert_with(|| source.as_bytes().to_vec());
            bytes[start + kept.len()..start + line.len()].fill(b' ');
        }
        start += line.len() + 1;
    }
    // A tab and a space are one byte each, so the text stays valid.
    closed.and_then(|bytes| String::from_utf8(bytes).ok()).map_or(Cow::Borrowed(source), Cow::Owned)
}
