//! The inline content of one heading, paragraph or list item: its plain text, and for every byte of it
//! the offset in the source.
//!
//! Blanks are searched in the plain text, because there the parser has already removed emphasis, code and link
//! targets; the map leads back to the source. It must not know entries.

use std::ops::Range;

/// The limit for the emphasis that is looked at around a blank.
const MOST_FORMATS: usize = 64;

/// Plain text, collected event by event.
#[derive(Debug, Default)]
pub(super) struct Inline {
    /// Plain text; a line break in the source is `\n`.
    pub(super) plain: String,
    pieces: Vec<SourceRun>,
    /// The bold words that the text begins with.
    lead: Lead,
    /// Emphasized text: its bytes, and those of the emphasis in the source.
    formats: Vec<(Range<usize>, Range<usize>)>,
    /// The emphasis that is open: its start in the text, and its bytes in the source.
    open: Vec<(usize, Range<usize>)>,
    /// Code spans of underscores: the bytes of the underscores, and of the whole span.
    spans: Vec<(Range<usize>, Range<usize>)>,
}

/// The state of bold words at the start of the text.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Lead {
    #[default]
    None,
    /// They began.
    Open,
    /// They end here.
    End(usize),
}

/// A part of the plain text that is identical in the source.
#[derive(Debug)]
struct SourceRun {
    plain: usize,
    source: usize,
    length: usize,
}

impl Inline {
    /// Clears it, but keeps the allocated memory.
    pub(super) fn clear(&mut self) {
        self.plain.clear();
        self.pieces.clear();
        self.spans.clear();
        self.formats.clear();
        self.open.clear();
        self.lead = Lead::None;
    }

    /// Adds text that may contain blanks. `range` are its source bytes.
    pub(super) fn text(&mut self, text: &str, range: &Range<usize>) {
        // An entity such as `&amp;` is shorter than its source: no blank can be in it, so it needs no map.
        if text.len() == range.len() {
            self.pieces.push(SourceRun {
                plain: self.plain.len(),
                source: range.start,
                length: text.len(),
            });
        }
        self.plain.push_str(text);
    }

    /// Adds text that never contains a blank: code, the alternative text of an image.
    pub(super) fn opaque(&mut self, text: &str) {
        self.plain.push_str(text);
    }

    /// Adds a code span of underscores: a blank whose answer replaces the whole span at `range`.
    pub(super) fn code_run(&mut self, range: &Range<usize>, source: &str) {
        let run = source[range.clone()].trim_matches(['`', ' ', '\n']);
        let start = range.start + source[range.clone()].find('_').unwrap_or_default();
        self.spans.push((start..start + run.len(), range.clone()));
        self.text(run, &(start..start + run.len()));
    }

    /// Begins emphasis at these source bytes.
    pub(super) fn start_format(&mut self, range: Range<usize>) {
        self.open.push((self.plain.len(), range));
    }

    /// Ends the last emphasis that began.
    pub(super) fn end_format(&mut self) {
        if let Some((start, range)) = self.open.pop() {
            self.formats.push((start..self.plain.len(), range));
        }
    }

    /// True if a text is all that some emphasis holds.
    pub(super) fn has_formats_of(&self, text: &str) -> bool {
        self.formats
            .iter()
            .any(|(plain, _)| self.plain[plain.clone()] == *text)
    }

    /// The emphasis that overlaps a part of the plain text: its bytes there, and in the source.
    pub(super) fn formats_within(
        &self,
        part: &Range<usize>,
    ) -> impl Iterator<Item = &(Range<usize>, Range<usize>)> {
        let part = part.clone();
        // They are in the order of their ends.
        let first = self
            .formats
            .partition_point(|(plain, _)| plain.end <= part.start);
        self.formats[first..]
            .iter()
            .take(MOST_FORMATS)
            .filter(move |(plain, _)| plain.start < part.end && plain.end > part.start)
    }

    /// Begins bold words.
    pub(super) fn start_strong(&mut self) {
        if self.lead == Lead::None && self.plain.trim().is_empty() {
            self.lead = Lead::Open;
        }
    }

    /// Ends bold words.
    pub(super) fn end_strong(&mut self) {
        if self.lead == Lead::Open {
            self.lead = Lead::End(self.plain.len());
        }
    }

    /// The length of the bold words at the start of the folded text, in bytes.
    pub(super) fn title(&self) -> usize {
        match self.lead {
            Lead::End(end) => fold(&self.plain[..end], &mut [])
                .trim_end_matches([':', ' '])
                .len(),
            _ => 0,
        }
    }

    /// Removes a trailing `{#id .class}` from a heading; `range` are its source bytes. Other
    /// words in braces are text.
    pub(super) fn cut_attributes(&mut self, range: &mut Range<usize>, source: &str) {
        let Some(open) = attributes(&self.plain) else {
            return;
        };
        let group = &self.plain.trim_end()[open..];
        let head = source[range.clone()].trim_end();
        let Some(before) = head
            .strip_suffix(group)
            .filter(|before| before.ends_with(char::is_whitespace))
        else {
            return;
        };
        range.end = range.start + before.trim_end().len();
        self.plain.truncate(open);
    }

    /// Adds a line end.
    pub(super) fn line_break(&mut self) {
        self.plain.push('\n');
    }

    /// The source bytes of a part of the plain text that is contiguous in the source, escapes included.
    pub(super) fn source_of(&self, plain: Range<usize>, source: &str) -> Option<Range<usize>> {
        let first = self.offset(plain.start)?;
        let last = self.offset(plain.end - 1)? + 1;
        // They are in the order of the source.
        let near = self.spans.partition_point(|(run, _)| run.start < first);
        if let Some((_, span)) = self
            .spans
            .get(near)
            .filter(|(run, _)| *run == (first..last))
        {
            return Some(span.clone());
        }
        // A backslash that is text itself escapes nothing.
        let is_text = plain
            .start
            .checked_sub(1)
            .and_then(|before| self.offset(before))
            == first.checked_sub(1);
        let escaped = source[..first].ends_with('\\') && !(is_text && first > 0);
        let start = first - usize::from(escaped);
        let together = source[start..last]
            .bytes()
            .filter(|&byte| byte != b'\\')
            .count()
            == plain.len();
        together.then_some(start..last)
    }

    /// The source byte of a byte of plain text.
    pub(super) fn offset(&self, plain: usize) -> Option<usize> {
        let after = self.pieces.partition_point(|piece| piece.plain <= plain);
        let piece = &self.pieces[after.checked_sub(1)?];
        (plain < piece.plain + piece.length).then(|| piece.source + plain - piece.plain)
    }
}

/// The offset of the `{#id .class}` at the end of a heading with other text.
fn attributes(plain: &str) -> Option<usize> {
    let inside = plain.trim_end().strip_suffix('}')?;
    let open = inside.rfind('{')?;
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ':' | '.');
    let is_attribute = |word: &str| {
        word.strip_prefix(['#', '.'])
            .is_some_and(|name| name.starts_with(char::is_alphabetic) && name.chars().all(is_name))
    };
    let mut words = inside[open + 1..].split_whitespace().peekable();
    let is_group = words.peek().is_some() && words.all(is_attribute);
    let is_apart = plain[..open].ends_with(char::is_whitespace) && !plain[..open].trim().is_empty();
    (is_group && is_apart).then_some(open)
}

/// Folds white space in `plain`, and moves `spans`, which are in order and begin and end without white space, to the
/// folded text.
pub(super) fn fold(plain: &str, spans: &mut [&mut Range<usize>]) -> String {
    if is_folded(plain) {
        return plain.to_owned();
    }
    let mut folded = String::with_capacity(plain.len());
    let mut next = spans.iter_mut().peekable();
    // The span that has begun, and where it ends in `plain`.
    let mut open: Option<(&mut Range<usize>, usize)> = None;
    let mut pending_space = false;
    for (at, character) in plain.char_indices() {
        if let Some((span, _)) = open.take_if(|(_, end)| *end <= at) {
            span.end = folded.len();
        }
        if character.is_whitespace() {
            pending_space = !folded.is_empty();
            continue;
        }
        if std::mem::take(&mut pending_space) {
            folded.push(' ');
        }
        if let Some(span) = next.next_if(|span| span.start == at) {
            let end = span.end;
            span.start = folded.len();
            open = Some((&mut **span, end));
        }
        folded.push(character);
    }
    if let Some((span, _)) = open {
        span.end = folded.len();
    }
    folded
}

/// True if nothing needs folding: ASCII, single spaces, none at an end. Other text may be folded
/// already, but it takes longer to tell.
fn is_folded(plain: &str) -> bool {
    let bytes = plain.as_bytes();
    // Counting has no early end, so it is done many bytes at a time.
    let unprinted = bytes
        .iter()
        .filter(|byte| !(b' '..=b'~').contains(*byte))
        .count();
    let gaps = bytes.windows(2).filter(|two| *two == b"  ").count();
    unprinted + gaps == 0 && !plain.starts_with(' ') && !plain.ends_with(' ')
}

#[cfg(test)]
mod tests {
    use super::{Inline, fold};

    #[test]
    fn plain_text_leads_back_to_the_source() {
        let source = r"a **b** \_\_\_ c";
        let mut inline = Inline::default();
        for (text, range) in [
            ("a ", 0..2),
            ("b", 4..5),
            (" ", 7..8),
            ("_", 9..10),
            ("_", 11..12),
            ("_", 13..14),
            (" c", 14..16),
        ] {
            inline.text(text, &range);
        }
        assert_eq!(inline.plain, "a b ___ c");
        assert_eq!(
            inline.source_of(4..7, source),
            Some(8..14),
            "with its escapes"
        );
        assert_eq!(
            inline.source_of(2..4, source),
            None,
            "the emphasis stands between"
        );
    }

    #[test]
    fn folding_carries_spans_over() {
        let (mut first, mut second) = (5..8, 11..14);
        let folded = fold(" a:  ___\n\n ___ b ", &mut [&mut first, &mut second]);
        assert_eq!(folded, "a: ___ ___ b");
        assert_eq!((first, second), (3..6, 7..10));
    }
}
