//! The words of annotations, and their meanings.

use std::fmt;

use crate::checklist::{Need, Phase, Sense};

/// What an annotation can state about an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Directive {
    /// The phase of a section: `phase=after`.
    Phase(Phase),
    /// Whether a GO needs it: `required`, `optional`, `conditional`.
    Need(Need),
    /// The direction of its thresholds: `threshold=on`, `threshold=inverted`, `threshold=none`.
    Sense(Sense),
    /// Whether it is a sign-off: `signoff`, `no-signoff`.
    SignOff(bool),
    /// Whether its boxes, table rows and numbered steps count: `counts`, `ignored`.
    Counts(bool),
    /// Whether its boxes or items are one choice: `choice`, `no-choice`.
    Choice(bool),
    /// Its underscores and placeholders are text: `no-blank`.
    NoBlank,
}

/// All words of annotations.
pub(in crate::checklist) const POSSIBLE: [&str; 19] = [
    "phase=before",
    "phase=during",
    "phase=after",
    "phase=upkeep",
    "phase=rollback",
    "phase=info",
    "required",
    "optional",
    "conditional",
    "threshold=on",
    "threshold=none",
    "threshold=inverted",
    "signoff",
    "no-signoff",
    "counts",
    "ignored",
    "choice",
    "no-choice",
    "no-blank",
];
/// The largest number of mistyped letters in a word that is still recognized for a suggestion.
const MISTYPED: usize = 3;

impl Directive {
    /// The meaning of a word, in upper or lower case.
    pub fn from_word(word: &str) -> Option<Directive> {
        let word = word.to_ascii_lowercase();
        if let Some((name, value)) = word.split_once('=') {
            return match name {
                "phase" => Phase::from_name(value).map(Directive::Phase),
                // `off` is a word of corrections only.
                "threshold" if value != Sense::Off.name() => {
                    Sense::from_name(value).map(Directive::Sense)
                }
                _ => None,
            };
        }
        let directive = match word.as_str() {
            "signoff" => Directive::SignOff(true),
            "no-signoff" => Directive::SignOff(false),
            "counts" => Directive::Counts(true),
            "ignored" => Directive::Counts(false),
            "choice" => Directive::Choice(true),
            "no-choice" => Directive::Choice(false),
            "no-blank" => Directive::NoBlank,
            need => Directive::Need(Need::from_name(need)?),
        };
        Some(directive)
    }

    /// True if both are about the same thing, but state different values.
    pub fn contradicts(self, other: Directive) -> bool {
        self != other && std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }
}

impl fmt::Display for Directive {
    /// Writes the word for it.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let word = match self {
            Directive::Phase(phase) => return write!(f, "phase={phase}"),
            Directive::Need(need) => need.name(),
            Directive::Sense(Sense::Off) => "threshold=none",
            Directive::Sense(sense) => return write!(f, "threshold={sense}"),
            Directive::SignOff(true) => "signoff",
            Directive::SignOff(false) => "no-signoff",
            Directive::Counts(true) => "counts",
            Directive::Counts(false) => "ignored",
            Directive::Choice(true) => "choice",
            Directive::Choice(false) => "no-choice",
            Directive::NoBlank => "no-blank",
        };
        f.write_str(word)
    }
}

/// The word that was probably meant by a misspelt one.
pub(in crate::checklist) fn nearest(word: &str) -> Option<&'static str> {
    // The word may be of any length.
    let word: String = word.chars().take(40).collect::<String>().to_lowercase();
    let plain = |text: &str| text.replace(['-', '_', '=', ':', ' '], "");
    let same = POSSIBLE.iter().find(|known| plain(known) == plain(&word));
    let known = same.or_else(|| {
        let near = POSSIBLE.iter().min_by_key(|known| distance(known, &word));
        // Half of a short word is another word.
        near.filter(|known| distance(known, &word) <= MISTYPED.min(known.len() / 3))
    });
    known.copied()
}

/// The number of letters to insert, remove or replace between two words.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], at + 1);
        for (column, &beside) in other.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != beside);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(row[column] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::{Directive, POSSIBLE, nearest};

    #[test]
    fn each_word_has_a_meaning_that_is_written_as_the_word() {
        for word in POSSIBLE {
            let directive = Directive::from_word(word).map(|directive| directive.to_string());
            assert_eq!(directive.as_deref(), Some(word));
            assert_eq!(
                Directive::from_word(&word.to_uppercase()),
                Directive::from_word(word)
            );
        }
        for word in [
            "",
            "phase",
            "phase=",
            "phase=later",
            "threshold=off",
            "sign-off",
            "count",
        ] {
            assert_eq!(Directive::from_word(word), None, "{word}");
        }
    }

    #[test]
    fn misspelt_words_have_a_suggestion() {
        for (word, expected) in [
            ("optionl", Some("optional")),
            ("sign-off", Some("signoff")),
            ("phase:after", Some("phase=after")),
            ("phase=rolback", Some("phase=rollback")),
            ("noblank", Some("no-blank")),
            ("count", Some("counts")),
            ("ignore", Some("ignored")),
            ("threshold=off", Some("threshold=on")),
            ("banana", None),
            ("x", None),
        ] {
            assert_eq!(nearest(word), expected, "{word}");
        }
    }
}
