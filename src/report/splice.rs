//! Writing into a text at many places at once.

use std::ops::Range;

/// Texts to write in place of ranges of a source.
#[derive(Debug, Default)]
pub(super) struct Splices(Vec<(Range<usize>, String)>);

impl Splices {
    /// Writes `text` in place of `range`. Ranges do not overlap; what comes to the same place stays in order.
    pub(super) fn put(&mut self, range: Range<usize>, text: String) {
        self.0.push((range, text));
    }

    /// Returns the source with everything written in.
    pub(super) fn into(mut self, source: &str) -> String {
        self.0.sort_by_key(|(range, _)| (range.start, range.end));
        let mut text =
            String::with_capacity(source.len() + self.0.iter().map(|(_, new)| new.len()).sum::<usize>());
        let mut at = 0;
        for (range, new) in self.0 {
            text.push_str(&source[at..range.start]);
            text.push_str(&new);
            at = range.end;
        }
        text.push_str(&source[at..]);
        text
    }
}
