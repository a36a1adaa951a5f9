//! Mojibake: UTF-8 that was read as windows-1252 or Mac Roman and written as UTF-8 (`âœ…` for `✅`).
//!
//! Each run of characters outside of ASCII is judged separately: encoded back, it must be valid UTF-8 without
//! control characters, or it isn't mojibake. Some good text is valid by chance, such as the end of
//! `„Spaß“` or the middle of `d’équipe`: a run after a letter or of one character must begin as mojibake
//! usually does. If a byte was lost, no repair is certain, and such a run is only
//! reported. The document itself is never changed.

use std::borrow::Cow;
use std::ops::Range;

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252};

/// A run of mojibake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mojibake {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// The original text, if it can be restored.
    pub repaired: Option<String>,
}

/// Returns the text with the runs repaired whose repair is certain.
pub fn repaired(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut result = String::new();
    let mut at = 0;
    for (range, repaired) in find(text).filter_map(|found| Some((found.range, found.repaired?))) {
        result.push_str(&text[at..range.start]);
        result.push_str(&repaired);
        at = range.end;
    }
    if at == 0 {
        return Cow::Borrowed(text);
    }
    result.push_str(&text[at..]);
    Cow::Owned(result)
}

/// Finds the runs of mojibake in a text.
pub fn find(text: &str) -> impl Iterator<Item = Mojibake> + '_ {
    runs(text).filter_map(|range| {
        let run = &text[range.clone()];
        let in_word = text[..range.start].ends_with(|c: char| c.is_ascii_alphabetic());
        let repaired = [WINDOWS_1252, MACINTOSH]
            .iter()
            .find_map(|encoding| decode(run, in_word, encoding));
        (repaired.is_some() || has_lost_bytes(run)).then_some(Mojibake { range, repaired })
    })
}

/// The runs of characters outside of ASCII.
fn runs(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + bytes[at..].iter().position(|byte| !byte.is_ascii())?;
        at = start
            + bytes[start..]
                .iter()
                .take_while(|byte| !byte.is_ascii())
                .count();
        Some(start..at)
    })
}

/// The original text of a run, if it was UTF-8 read as `encoding`. A run `in_word` follows a letter.
fn decode(run: &str, in_word: bool, encoding: &'static Encoding) -> Option<String> {
    let bytes = encode(run, encoding)?;
    let first = *bytes.first()?;
    let text = String::from_utf8(bytes).ok()?;
    // The letters of European words, and their punctuation.
    let goes_on_word = matches!(first, 0xC2..=0xC5 | 0xE2);
    // Besides, whole characters that stand alone: signs, emoji, Chinese, and the Cyrillic words of one letter,
    // whose bytes are dashes in Mac Roman.
    let stands_alone =
        goes_on_word || first > 0xE2 || (encoding == WINDOWS_1252 && matches!(first, 0xD0 | 0xD1));
    let is_likely = if in_word {
        goes_on_word
    } else {
        stands_alone || text.chars().nth(1).is_some()
    };
    (is_likely && !text.chars().any(char::is_control)).then_some(text)
}

/// The bytes of the run in `encoding`, one for each character.
fn encode(run: &str, encoding: &'static Encoding) -> Option<Vec<u8>> {
    let (bytes, _, unmappable) = encoding.encode(run);
    (!unmappable).then(|| bytes.into_owned())
}

/// True if a run looks like the start of a symbol or emoji whose end was lost: as windows-1252, the lead byte of
/// three or four, then continuation bytes, but too few of them. Other lead bytes are letters such as `é`, after
/// which people write `…` and `”`.
fn has_lost_bytes(run: &str) -> bool {
    let Some(bytes) = encode(run, WINDOWS_1252) else {
        return false;
    };
    let wanted = match bytes.first() {
        Some(0xE2) => 2,
        Some(0xF0) => 3,
        _ => return false,
    };
    let rest = bytes[1..]
        .iter()
        .take_while(|byte| (0x80..0xC0).contains(*byte))
        .count();
    rest > 0 && rest < wanted && rest == bytes.len() - 1
}

#[cfg(test)]
mod tests {
    use super::{find, repaired};

    #[test]
    fn what_is_certain_is_repaired_run_by_run() {
        for (text, expected) in [
            ("âœ… Code Quality", "✅ Code Quality"),
            ("ðŸš€ Ready! ðŸŽ‰", "🚀 Ready! 🎉"),
            ("‚úÖ Configuration", "✅ Configuration"),
            ("\u{f8ff}üîÑ Next", "🔄 Next"),
            ("cafÃ© â€“ naÃ¯ve", "café – naïve"),
            ("itâ€™s dÅ¯m", "it’s dům"),
            ("Ð¸ Ð½ÐµÑ‚", "и нет"),
            ("日 æ—¥", "日 日"),
        ] {
            assert_eq!(repaired(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_right_or_lost_is_left_alone() {
        for text in [
            "✅ fine",
            "café",
            "naïve – “quoted”",
            "数据库",
            "العربية",
            "âŒ Critical",
            "≥ 80 % ± 2",
            "a £5 b €3",
            "l’équipe d’été",
            "«\u{a0}validé\u{a0}»",
            "«él» y «ágil»",
            "„Spaß“ – der Fuß…",
            "le café’s",
        ] {
            assert_eq!(repaired(text), text);
        }
        let lost: Vec<bool> = find("âŒ Critical")
            .map(|found| found.repaired.is_some())
            .collect();
        assert_eq!(lost, [false], "but pointed out");
        for text in [
            "café, Ça, ✅, Ärger, où",
            "le café’s, l’été…, un “café”",
            "amanhã», o valor é…",
        ] {
            assert_eq!(find(text).count(), 0, "{text}");
        }
    }
}
