//! People: names that look the same to a reader are the same person, however they are written. Every comparison of
//! people goes through here; names are shown and kept as written.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_security::confusable_detection::skeleton;

use crate::sanitize;

/// A person, for comparing by name.
///
/// Letter case, width, ligatures, spaces and invisible characters make no difference (NFKC), and neither do letters
/// that look alike, such as Latin and Cyrillic `a` (UTS #39, section 4, “skeleton”).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Person(String);

/// The skeleton of each ASCII character.
static ASCII: LazyLock<Vec<String>> = LazyLock::new(|| {
    (0..128_u8)
        .map(|byte| looks(&char::from(byte).to_string()))
        .collect()
});

impl Person {
    /// The person of this name.
    pub fn named(name: &str) -> Person {
        let name = folded(name);
        // Most names, compared at each redraw: their letters are looked up once.
        Person(if name.is_ascii() {
            name.bytes()
                .map(|byte| ASCII[usize::from(byte)].as_str())
                .collect()
        } else {
            looks(&name)
        })
    }

    /// Returns whether a name is theirs.
    pub fn is(&self, name: &str) -> bool {
        *self == Person::named(name)
    }
}

/// Returns whether a text can be a name: it has a visible character.
pub fn is_name(text: &str) -> bool {
    !folded(text).is_empty()
}

/// Returns whether a name contains this text, as a person types it: ASCII letters that look alike differ here, so that
/// `nat` isn't part of `matt`.
pub fn has_part(name: &str, part: &str) -> bool {
    let (name, part) = (folded(name), folded(part));
    name.contains(&part)
        || (!(name.is_ascii() && part.is_ascii()) && plain(&name).contains(&plain(&part)))
}

/// The text with letters beyond ASCII replaced by those that they look like.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    for character in text.chars() {
        if character.is_ascii() {
            plain.push(character);
        } else {
            plain.push_str(&looks(character.encode_utf8(&mut [0; 4])));
        }
    }
    plain
}

/// The skeleton of a text: the same for all that look alike.
fn looks(text: &str) -> String {
    skeleton(text).flat_map(char::to_lowercase).collect()
}

/// The text in one case and width, without invisible characters, and with single spaces between its words.
fn folded(text: &str) -> String {
    let seen = text
        .chars()
        .filter(|&c| c.is_whitespace() || !sanitize::is_unseen(c));
    if text.is_ascii() {
        let lower: String = seen.map(|c| c.to_ascii_lowercase()).collect();
        return words(&lower);
    }
    // Upper case first, so that ß and ss are the same.
    let cased = seen
        .nfkc()
        .flat_map(char::to_uppercase)
        .flat_map(char::to_lowercase);
    let cased: String = cased.nfkc().collect();
    words(&cased)
}

/// The words of a text with single spaces between them.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{Person, has_part, is_name};

    #[test]
    fn names_that_read_alike_are_one_person() {
        for (label, one, other) in [
            ("case", "Ann Example", "ANN EXAMPLE"),
            (
                "Cyrillic letters",
                "Ann Example",
                "\u{410}nn Ex\u{430}m\u{440}l\u{435}",
            ),
            ("Greek letters", "Tom", "T\u{3bf}m"),
            ("full width", "ann", "\u{ff21}\u{ff4e}\u{ff4e}"),
            (
                "bold letters of mathematics",
                "ann",
                "\u{1d41a}\u{1d427}\u{1d427}",
            ),
            ("a ligature", "fiona", "\u{fb01}ona"),
            ("zero width", "ann", "a\u{200b}n\u{200d}n\u{feff}"),
            ("a soft hyphen", "annlee", "ann\u{ad}lee"),
            ("a direction", "ann", "\u{202e}ann\u{202c}"),
            ("spaces", "Ann Example", " Ann\u{a0}\u{2003}Example\t"),
            ("a blank that is a letter", "ann", "ann\u{3164}"),
            ("a tag", "ann", "ann\u{e0041}"),
            (
                "accents in one or two characters",
                "Ren\u{e9}",
                "Rene\u{301}",
            ),
            ("sharp s", "Gro\u{df}", "GROSS"),
            ("a sigma at the end", "\u{3a3}\u{3a3}", "\u{3c3}\u{3c2}"),
            ("one and l", "Bill", "Bi1l"),
            ("zero and o", "Otto", "0tto"),
            ("a dotless i", "ian", "\u{131}an"),
            ("an apostrophe", "O'Neil", "O\u{2019}Neil"),
        ] {
            assert!(
                Person::named(one).is(other),
                "{label}: {:?} {:?}",
                Person::named(one),
                Person::named(other)
            );
            assert!(Person::named(other).is(one), "{label}");
        }
    }

    #[test]
    fn ascii_names_are_looked_up_as_all_others_are() {
        let all: String = (1..128_u8).map(char::from).collect();
        for at in 0..all.len() {
            let name = &all[at..];
            let Person(looks) = Person::named(name);
            assert_eq!(looks, super::looks(&super::folded(name)), "{name:?}");
            assert_eq!(
                super::folded(name),
                super::folded(&format!("{name}\u{200b}")),
                "{name:?}"
            );
        }
    }

    #[test]
    fn names_that_read_differently_are_two() {
        for (one, other) in [
            ("Ann", "Anna"),
            ("Ren\u{e9}", "Rene"),
            ("ann@a", "ann@b"),
            ("Ann Example", "AnnExample"),
            ("\u{674e}\u{5a1c}", "\u{674e}\u{5e84}"),
            (
                "\u{418}\u{432}\u{430}\u{43d}",
                "\u{418}\u{432}\u{43e}\u{43d}",
            ),
            ("m\u{fc}ller", "muller"),
        ] {
            assert!(!Person::named(one).is(other), "{one} {other}");
        }
    }

    #[test]
    fn a_name_has_something_that_is_seen() {
        for text in [
            "",
            " ",
            "\t\n",
            "\u{200b}",
            "\u{2060}\u{feff} \u{ad}",
            "\u{202e}",
            "\u{2800}",
            "\u{3164}",
            "\u{7}",
        ] {
            assert!(!is_name(text), "{text:?}");
        }
        for text in ["a", "\u{674e}", "\u{200b}a", "-", "7"] {
            assert!(is_name(text), "{text:?}");
        }
    }

    #[test]
    fn a_part_of_a_name_is_found_as_it_is_typed() {
        for (name, part, expected) in [
            ("ann@host", "ANN", true),
            ("\u{410}nn@host", "ann", true),
            ("ann@host", "\u{430}nn", true),
            ("a\u{200b}nn@host", "ann", true),
            ("matt@host", "nat", false),
            ("\u{43c}att@host", "nat", false),
            ("bill@host", "b1", false),
            ("ann@host", "bob", false),
        ] {
            assert_eq!(has_part(name, part), expected, "{name} {part}");
        }
    }
}
