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

    /// Brings the texts in the order of their places.
    pub(super) fn sort(&mut self) {
        self.0.sort_by_key(|(range, _)| (range.start, range.end));
    }

    /// The texts for places within `range`. They have to be sorted.
    pub(super) fn within(
        &self,
        range: &Range<usize>,
    ) -> impl Iterator<Item = &(Range<usize>, String)> {
        let first = self
            .0
            .partition_point(|(place, _)| place.start < range.start);
        let end = range.end;
        self.0[first..]
            .iter()
            .take_while(move |(place, _)| place.end <= end)
    }

    /// Returns the source with everything written in.
    pub(super) fn into(mut self, source: &str) -> String {
        self.sort();
        let mut text = String::with_capacity(
            source.len() + self.0.iter().map(|(_, new)| new.len()).sum::<usize>(),
        );
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
