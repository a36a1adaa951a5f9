//! Finding words of a list in a text.

use std::ops::Range;

/// Bits of the filter: one for each sum of the first two bytes of a word.
const FILTER_BITS: usize = 1024;

/// The limit for the length of a word that is looked for at the end of a text, in bytes.
const LONGEST_WORD: usize = 80;

/// The words of one term, ready to be found in texts in lower case.
#[derive(Debug, Clone)]
pub struct WordSet {
    /// Sorted by text.
    words: Vec<ListedWord>,
    /// The sums of the first two bytes of the words: most places of a text begin none of them.
    filter: [u64; FILTER_BITS / 64],
}

#[derive(Debug, Clone, Copy)]
struct ListedWord {
    text: &'static str,
    /// True if it stands for all words that begin so.
    is_stem: bool,
    /// Its place in the list.
    index: usize,
}

impl WordSet {
    pub(super) fn new(list: &[&'static str]) -> WordSet {
        let mut filter = [0; FILTER_BITS / 64];
        let mut words: Vec<ListedWord> = Vec::with_capacity(list.len());
        for (index, word) in list.iter().enumerate() {
            let text = word.trim_end_matches('*');
            let bytes = text.as_bytes();
            // Anything may follow a word of one letter.
            let seconds = match bytes.get(1) {
                Some(&second) => fold(second)..=fold(second),
                None => 0..=u8::MAX,
            };
            for second in seconds {
                let bit = filter_bit(bytes.first().copied().unwrap_or_default(), second);
                filter[bit / 64] |= 1 << (bit % 64);
            }
            words.push(ListedWord {
                text,
                is_stem: text.len() < word.len(),
                index,
            });
        }
        words.sort_unstable_by_key(|word| word.text);
        WordSet { words, filter }
    }

    /// True if the whole text is one of the words.
    pub fn is(&self, lower: &str) -> bool {
        self.start(lower) == Some(lower.len()) && !lower.is_empty()
    }

    /// The length of the longest word at the start of a text.
    pub fn start(&self, lower: &str) -> Option<usize> {
        Some(self.start_index(lower)?.1)
    }

    /// The place in the list of the longest word at the start of a text, and its length.
    pub(super) fn start_index(&self, lower: &str) -> Option<(usize, usize)> {
        let first = lower.chars().next()?;
        let bytes = lower.as_bytes();
        let bit = filter_bit(bytes[0], bytes.get(1).copied().map_or(0, fold));
        if self.filter[bit / 64] >> (bit % 64) & 1 == 0 {
            return None;
        }
        let begins = |word: &ListedWord| word.text.chars().next();
        let from = self
            .words
            .partition_point(|word| begins(word) < Some(first));
        let same = self.words[from..]
            .iter()
            .take_while(|word| begins(word) == Some(first));
        same.filter_map(|word| Some((word.index, word.fits(lower)?)))
            .max_by_key(|&(_, length)| length)
    }

    /// The first of the words in a text, the longest at its place.
    pub fn find(&self, lower: &str) -> Option<Range<usize>> {
        self.all(lower).next()
    }

    /// True if the text has one of the words.
    pub fn is_in(&self, lower: &str) -> bool {
        self.find(lower).is_some()
    }

    /// The words in a text, in the order of the text; none overlaps the one before.
    pub fn all<'t>(&self, lower: &'t str) -> impl Iterator<Item = Range<usize>> + use<'_, 't> {
        let mut at = 0;
        let mut before: Option<char> = None;
        std::iter::from_fn(move || {
            while let Some(next) = lower[at..].chars().next() {
                let starts = before.is_none_or(|before| is_apart(before, next));
                let found = starts.then(|| self.start(&lower[at..])).flatten();
                let start = at;
                let length = found.filter(|&length| length > 0);
                at += length.unwrap_or(next.len_utf8());
                before = lower[..at].chars().next_back();
                if length.is_some() {
                    return Some(start..at);
                }
            }
            None
        })
    }

    /// True for letters of Chinese, Japanese and Korean, which are written without spaces or with particles attached.
    pub fn is_unspaced(c: char) -> bool {
        matches!(c, '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}')
    }

    /// The offset of the longest word at the end of a text.
    pub fn end(&self, lower: &str) -> Option<usize> {
        let near = lower.len().saturating_sub(LONGEST_WORD);
        let from = (near..=lower.len()).find(|&at| lower.is_char_boundary(at))?;
        let mut before = lower[..from].chars().next_back();
        for (at, next) in lower[from..].char_indices() {
            let is_start = before.is_none_or(|before| is_apart(before, next));
            let rest = &lower[from + at..];
            if is_start && self.start(rest) == Some(rest.len()) {
                return Some(from + at);
            }
            before = Some(next);
        }
        None
    }
}

impl ListedWord {
    /// The length of the word at the start of a text, if it is there.
    fn fits(&self, lower: &str) -> Option<usize> {
        let mut rest = lower;
        let mut last = None;
        for expected in self.text.chars() {
            let found = rest.chars().next()?;
            if found != expected && !(is_gap(expected) && is_gap(found)) {
                return None;
            }
            rest = &rest[found.len_utf8()..];
            last = Some(expected);
        }
        if self.is_stem {
            rest =
                rest.trim_start_matches(|c: char| c.is_alphanumeric() && !WordSet::is_unspaced(c));
        } else if let (Some(last), Some(next)) = (last, rest.chars().next())
            && !is_apart(last, next)
        {
            return None;
        }
        Some(lower.len() - rest.len())
    }
}

/// True if a word can end between two characters.
fn is_apart(before: char, next: char) -> bool {
    !(before.is_alphanumeric() && next.is_alphanumeric())
        || WordSet::is_unspaced(before)
        || WordSet::is_unspaced(next)
}

fn is_gap(c: char) -> bool {
    matches!(c, ' ' | '-' | '_' | '\u{a0}' | '\u{2011}' | '\u{202f}')
}

fn filter_bit(first: u8, second: u8) -> usize {
    (usize::from(first) * 31 + usize::from(second)) % FILTER_BITS
}

/// Folds the gaps between words.
fn fold(byte: u8) -> u8 {
    match byte {
        b'-' | b'_' => b' ',
        byte => byte,
    }
}

#[cfg(test)]
mod tests {
    use super::WordSet;

    #[test]
    fn words_are_found_by_their_rules() {
        let words = WordSet::new(&[
            "go live",
            "date",
            "go",
            "развертыван*",
            "上线",
            "後",
            "y",
            "배포 후",
            "due date",
        ]);
        for (text, expected) in [
            ("the date", vec!["date"]),
            ("update, dated", vec![]),
            ("due date: date", vec!["due date", "date"]),
            ("go-live", vec!["go-live"]),
            ("go\u{a0}live go", vec!["go\u{a0}live", "go"]),
            ("go lively", vec!["go"]),
            ("после развертывания", vec!["развертывания"]),
            ("переразвертывания", vec![]),
            ("系统上线后", vec!["上线"]),
            ("リリース後の", vec!["後"]),
            ("x y z", vec!["y"]),
            ("my", vec![]),
            ("운영배포 후에", vec!["배포 후"]),
            ("", vec![]),
        ] {
            let found: Vec<&str> = words.all(text).map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        }
        assert!(words.is("due_date") && !words.is("a due date") && !words.is(""));
        assert_eq!(
            (words.start("date: x"), words.start("the date")),
            (Some(4), None)
        );
        assert_eq!(
            (words.end("the due date"), words.end("date of")),
            (Some(4), None)
        );
    }
}
