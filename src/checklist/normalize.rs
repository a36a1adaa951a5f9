//! The substance of a text, without its form: what stays the same if somebody wraps its lines, makes a word bold,
//! adds an emoji, or changes it to capitals.
//!
//! White space, emphasis, emoji and the case of letters are form. Words, digits and punctuation are substance, and so
//! is the case of letters in code, in addresses and in options of commands (`-r` is not `-R`).
//!
//! Progress files store the result, so these rules must not change: else unchanged entries would need
//! confirming.

use std::ops::RangeInclusive;

use unicode_normalization::UnicodeNormalization;

use super::mojibake;

/// The start of a blank, whose width doesn't matter.
const BLANK: &str = "___";
/// Encloses a digit in a key: `1️⃣`.
const KEYCAP: char = '\u{20E3}';
const EMOJI_SELECTOR: char = '\u{FE0F}';

/// Emoji, dingbats and drawn boxes, with their selectors and joiners. Arrows and mathematical signs are substance:
/// `A → B` is not `A ← B`.
const DECORATIONS: [RangeInclusive<char>; 22] = [
    '\u{00A9}'..='\u{00A9}',
    '\u{00AE}'..='\u{00AE}',
    '\u{200B}'..='\u{200F}',
    '\u{203C}'..='\u{203C}',
    '\u{2049}'..='\u{2049}',
    '\u{2060}'..='\u{2060}',
    '\u{2122}'..='\u{2122}',
    '\u{2139}'..='\u{2139}',
    '\u{231A}'..='\u{231B}',
    '\u{23CF}'..='\u{23CF}',
    '\u{23E9}'..='\u{23FA}',
    '\u{25A0}'..='\u{25FF}',
    '\u{2600}'..='\u{2793}',
    '\u{2795}'..='\u{2797}',
    '\u{27B0}'..='\u{27B0}',
    '\u{27BF}'..='\u{27BF}',
    '\u{2B1B}'..='\u{2B1C}',
    '\u{2B50}'..='\u{2B55}',
    '\u{FE00}'..='\u{FE0F}',
    '\u{FEFF}'..='\u{FEFF}',
    '\u{1F000}'..='\u{1FAFF}',
    '\u{E0020}'..='\u{E007F}',
];

/// Scripts without spaces between words: there white space only comes from wrapped lines.
const WITHOUT_SPACES: [RangeInclusive<char>; 4] = [
    '\u{2E80}'..='\u{9FFF}',
    '\u{F900}'..='\u{FAFF}',
    '\u{FF00}'..='\u{FFEF}',
    '\u{20000}'..='\u{3FFFF}',
];

/// The substance of a text that is added piece by piece.
#[derive(Debug, Default)]
pub(super) struct Substance {
    text: String,
    /// True after white space, or a character that counts as it.
    gap: bool,
}

/// The substance of a text: texts that only differ in form have the same.
///
/// # Examples
///
/// ```
/// use gonogo::checklist::substance;
/// assert_eq!(substance("🚀 Staging  Cluster"), substance("staging cluster"));
/// assert_ne!(substance("Staging"), substance("Production"));
/// ```
pub fn substance(text: &str) -> String {
    let mut substance = Substance::default();
    substance.prose(text);
    substance.finish()
}

impl Substance {
    /// Adds prose.
    pub(super) fn prose(&mut self, text: &str) {
        for word in mojibake::repaired(text).split_inclusive(char::is_whitespace) {
            if word.contains("://") || is_option(word) {
                self.literal(word);
            } else {
                self.word(word);
            }
        }
    }

    /// Adds literal text, such as code in a line.
    pub(super) fn literal(&mut self, text: &str) {
        self.gap |= text.starts_with(char::is_whitespace);
        for word in text.split_whitespace() {
            if let Some(first) = word.chars().next() {
                self.part_from(first);
            }
            self.text.extend(word.nfc());
            self.text.push(' ');
        }
        // All white space inside counts; at the ends only that between words.
        self.gap |= text.ends_with(char::is_whitespace);
        if self.text.ends_with(' ') {
            self.text.pop();
        }
    }

    /// Adds white space.
    pub(super) fn space(&mut self) {
        self.gap = true;
    }

    /// The substance of everything added.
    pub(super) fn finish(self) -> String {
        let mut rest = self.text.as_str();
        let mut text = String::with_capacity(rest.len());
        while let Some(start) = rest.find(BLANK) {
            text.push_str(&rest[..start + BLANK.len()]);
            rest = rest[start..].trim_start_matches('_');
        }
        text.push_str(rest);
        text
    }

    fn word(&mut self, text: &str) {
        let has_keys = text.contains(KEYCAP);
        let mut characters = text.nfc().peekable();
        while let Some(character) = characters.next() {
            let is_key = has_keys
                && character.is_ascii_digit()
                && matches!(characters.peek(), Some(&(EMOJI_SELECTOR | KEYCAP)));
            if is_key
                || character == KEYCAP
                || character.is_whitespace()
                || is_decoration(character)
            {
                self.gap = true;
                continue;
            }
            self.part_from(character);
            self.text.extend(character.to_lowercase());
        }
    }

    /// Separates the next character from the previous word if white space was between them.
    fn part_from(&mut self, next: char) {
        if std::mem::take(&mut self.gap)
            && self.text.chars().next_back().is_some_and(is_in_word)
            && is_in_word(next)
        {
            self.text.push(' ');
        }
    }
}

/// True for a word that is an option of a command.
fn is_option(word: &str) -> bool {
    word.starts_with('-')
        && word
            .trim_start_matches('-')
            .starts_with(|c: char| c.is_ascii_alphabetic())
}

fn is_decoration(character: char) -> bool {
    !character.is_ascii() && DECORATIONS.iter().any(|range| range.contains(&character))
}

/// True if a space beside a character separates words.
fn is_in_word(character: char) -> bool {
    character.is_alphanumeric()
        && !WITHOUT_SPACES
            .iter()
            .any(|range| range.contains(&character))
}

#[cfg(test)]
mod tests {
    use super::substance;

    #[test]
    fn form_is_ignored_and_substance_is_not() {
        for (one, other, same) in [
            ("Staging", "STAGING", true),
            ("✅ Staging", "❌ staging", true),
            ("⚠️ Data loss", "⚠ data loss", true),
            ("1️⃣ Staging", "Staging", true),
            ("👩🏽‍🚀 Launch 🇩🇪", "launch", true),
            ("✅ Staging", "âœ… Staging", true),
            ("on  the\n\tstaging host", "on the staging host", true),
            ("数据库\n备份", "数据库备份", true),
            ("( a , b )", "(a, b)", true),
            ("Name: ____", "Name: ________", true),
            ("Cafe\u{301}", "Café", true),
            ("STRASSE Ä", "strasse ä", true),
            ("a b", "ab", false),
            ("db 1 2", "db 12", false),
            ("Staging", "Production", false),
            ("phase 1", "phase 2", false),
            ("1 replica", "replica", false),
            ("errors < 5 %", "errors > 5 %", false),
            ("A → B", "A ← B", false),
            ("step 1.5", "step 15", false),
            ("not done", "done", false),
            ("snake_case", "snakecase", false),
            (
                "see https://example.com/A",
                "see https://example.com/a",
                false,
            ),
            (
                "SEE https://example.com/A",
                "see https://example.com/A",
                true,
            ),
            ("tar -R", "tar -r", false),
            ("tar --Force", "tar --force", false),
            ("done - all", "done - All", true),
            ("", "🎉", true),
        ] {
            assert_eq!(
                substance(one) == substance(other),
                same,
                "{one:?} / {other:?}: {}",
                substance(one)
            );
        }
    }
}
