//! Replaces many ranges of a text at once.

use std::ops::Range;

/// Replacements for ranges of a source.
#[derive(Debug, Default, Clone)]
pub(super) struct Splices(Vec<(Range<usize>, String)>);

impl Splices {
    /// Adds a replacement. Ranges must not overlap; insertions at the same position keep their order.
    pub(super) fn put(&mut self, range: Range<usize>, text: String) {
        self.0.push((range, text));
    }

    /// Sorts the replacements by position.
    pub(super) fn sort(&mut self) {
        self.0.sort_by_key(|(range, _)| (range.start, range.end));
    }

    /// Returns the replacements within `range`; they must be sorted.
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

    /// Returns the source with all replacements made.
    pub(super) fn into(mut self, source: &str) -> String {
        self.sort();
        let mut text = String::with_capacity(
            source.len() + self.0.iter().map(|(_, new)| new.len()).sum::<usize>(),
        );
        let mut at = 0;
        for (range, new) in self.0 {
            // What a replacement has covered is gone.
            if range.start < at {
                continue;
            }
            text.push_str(&source[at..range.start]);
            text.push_str(&new);
            at = range.end;
        }
        text.push_str(&source[at..]);
        text
    }
}
